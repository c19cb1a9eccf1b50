/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in for the system's functions while the engines run. The linker puts each __wrap_f in
 * the place of f in all objects of the program (ld --wrap), so the engines are the very objects that
 * ship: no seam is cut into them for the sake of this test. */
#pragma once

#include <crypt.h>
#include <gio/gio.h>
#include <time.h>

G_BEGIN_DECLS

/**
 * sim_system_begin:
 * @argv: of the program
 *
 * To be called first. GLib before 2.76 keeps small pieces of memory in slices, which costs a fifth of
 * every story; the program starts itself again without them.
 */
void sim_system_begin (char **argv);

/* time */
guint __wrap_g_timeout_add (guint interval, GSourceFunc func, gpointer data);
guint __wrap_g_timeout_add_seconds (guint interval, GSourceFunc func, gpointer data);
guint __wrap_g_idle_add (GSourceFunc func, gpointer data);
guint __wrap_g_idle_add_full (int priority, GSourceFunc func, gpointer data, GDestroyNotify notify);
gboolean __wrap_g_source_remove (guint handle);
gint64 __wrap_g_get_monotonic_time (void);
gint64 __wrap_g_get_real_time (void);
int __wrap_clock_gettime (clockid_t clock, struct timespec *now);

/* chance */
char *__wrap_g_uuid_string_random (void);
guint32 __wrap_g_random_int (void);
GBytes *__wrap_osr_random_bytes (gsize n);

/* threads and passwords, which take their time on purpose */
void __wrap_g_task_run_in_thread (GTask *task, GTaskThreadFunc func);
void __wrap_g_output_stream_write_all_async (GOutputStream *stream, const void *bytes, gsize n,
                                             int priority, GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
gboolean __wrap_g_output_stream_write_all_finish (GOutputStream *stream, GAsyncResult *result,
                                                  gsize *written, GError **error);
char *__wrap_crypt_r (const char *phrase, const char *setting, struct crypt_data *data);
gboolean __wrap_osr_credential_check (const char *credential, const char *password);

G_END_DECLS
