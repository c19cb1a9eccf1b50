/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ld --wrap: threads of the engines, which work when the seed says. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GThread *__wrap_g_thread_new (const char *name, GThreadFunc func, gpointer data);
gpointer __wrap_g_thread_join (GThread *thread);
void __wrap_g_cond_wait (GCond *cond, GMutex *mutex);
void __wrap_g_cond_signal (GCond *cond);

G_END_DECLS
