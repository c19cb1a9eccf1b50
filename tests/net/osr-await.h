/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waits in a test for the end of one asynchronous call, by running the main context. */
#pragma once

#include <gio/gio.h>

/* The GAsyncReadyCallback; @user_data is a GAsyncResult ** that is NULL until the call ended. */
void osr_await_done (GObject *source, GAsyncResult *result, gpointer user_data);

/* (transfer full): the result, once it is there; the test fails after a minute without it */
GAsyncResult *osr_await (GAsyncResult **slot);
