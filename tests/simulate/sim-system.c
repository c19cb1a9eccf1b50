/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time is the world's, chance is the seed's, and there is one thread. */
#include "sim-system.h"

#include <malloc.h>
#include <unistd.h>

#include "sim-world.h"

/* Files are read whole again and again: what was freed is kept for the next. */
static void
keep_memory (void)
{
  mallopt (M_MMAP_THRESHOLD, 64 * 1024 * 1024);
  mallopt (M_TRIM_THRESHOLD, 256 * 1024 * 1024);
  mallopt (M_TOP_PAD, 4 * 1024 * 1024);
}

void
sim_system_begin (char **argv)
{
  keep_memory ();
  if (g_getenv ("G_SLICE") != NULL)
    return;
  g_setenv ("G_SLICE", "always-malloc", TRUE);
  execv ("/proc/self/exe", argv);
}

guint
__wrap_g_timeout_add (guint interval, GSourceFunc func, gpointer data)
{
  return sim_world_add (interval * SIM_MS, func, data);
}

guint
__wrap_g_timeout_add_seconds (guint interval, GSourceFunc func, gpointer data)
{
  return sim_world_add (interval * SIM_SECOND, func, data);
}

guint
__wrap_g_idle_add (GSourceFunc func, gpointer data)
{
  return sim_world_add (0, func, data);
}

guint
__wrap_g_idle_add_full (int priority, GSourceFunc func, gpointer data, GDestroyNotify notify)
{
  g_assert (notify == NULL);
  return sim_world_add (0, func, data);
}

gboolean
__wrap_g_source_remove (guint handle)
{
  return sim_world_remove (handle);
}

gint64
__wrap_g_get_monotonic_time (void)
{
  return SIM_MINUTE + sim_world.now;
}

gint64
__wrap_g_get_real_time (void)
{
  return SIM_NOON + sim_world.now;
}

int
__wrap_clock_gettime (clockid_t clock, struct timespec *now)
{
  gint64 us = __wrap_g_get_monotonic_time ();

  now->tv_sec = us / SIM_SECOND;
  now->tv_nsec = us % SIM_SECOND * 1000;
  return 0;
}

char *
__wrap_g_uuid_string_random (void)
{
  return sim_engine_uuid ();
}

guint32
__wrap_g_random_int (void)
{
  return g_rand_int (sim_world.engine);
}

GBytes *
__wrap_osr_random_bytes (gsize n)
{
  return sim_engine_bytes (n);
}

void
__wrap_g_task_run_in_thread (GTask *task, GTaskThreadFunc func)
{
  func (task, g_task_get_source_object (task), g_task_get_task_data (task),
        g_task_get_cancellable (task));
}

/* A file is written by a thread of its own; here it is written at once, and told of in the next turn. */
void
__wrap_g_output_stream_write_all_async (GOutputStream *stream, const void *bytes, gsize n,
                                        int priority, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (stream, cancellable, callback, user_data);
  GError *error = NULL;

  if (g_output_stream_write_all (stream, bytes, n, NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

gboolean
__wrap_g_output_stream_write_all_finish (GOutputStream *stream, GAsyncResult *result,
                                         gsize *written, GError **error)
{
  g_assert (written == NULL);
  return g_task_propagate_boolean (G_TASK (result), error);
}

char *
__wrap_crypt_r (const char *phrase, const char *setting, struct crypt_data *data)
{
  g_strlcpy (data->output, "$y$simulated", sizeof data->output);
  return data->output;
}

/* Nobody has forgotten a password here; that it is checked is proved elsewhere. */
gboolean
__wrap_osr_credential_check (const char *credential, const char *password)
{
  return credential != NULL && g_strcmp0 (password, "correct horse") == 0;
}
