/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waiting for a program that was started: first for its port, then for its first answer. */
#include "core/osr-error.h"
#include "demo/osr-demo-office-private.h"

#define LOOK_MS     20
#define MAX_WAIT_US (15 * (gint64) G_USEC_PER_SEC)

typedef struct {
  OsrDemoOffice *office;
  char *port_file;
  char *path;
  char *base; /* nullable before the port is known */
  gint64 until;
} Wait;

static void
wait_free (Wait *self)
{
  g_object_unref (self->office);
  g_free (self->port_file);
  g_free (self->path);
  g_free (self->base);
  g_free (self);
}

static gboolean look (gpointer task);

static void
look_later (GTask *task)
{
  g_timeout_add (LOOK_MS, look, task);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Wait *self = g_task_get_task_data (task);
  g_autoptr (OsrHttpAnswer) answer =
      osr_http_session_send_finish (OSR_HTTP_SESSION (source), result, NULL);

  if (answer != NULL && osr_http_answer_is_success (answer))
    g_task_return_pointer (task, g_steal_pointer (&self->base), g_free);
  else
    look_later (g_steal_pointer (&task));
}

static gboolean
read_port (Wait *self)
{
  g_autofree char *text = NULL;
  guint64 port;

  if (!g_file_get_contents (self->port_file, &text, NULL, NULL) || !g_str_has_suffix (text, "\n"))
    return FALSE;
  if (!g_ascii_string_to_unsigned (g_strchomp (text), 10, 1, G_MAXUINT16, &port, NULL))
    return FALSE;
  self->base = g_strdup_printf ("http://127.0.0.1:%u", (guint) port);
  return TRUE;
}

static gboolean
look (gpointer data)
{
  g_autoptr (GTask) task = data;
  Wait *self = g_task_get_task_data (task);
  g_autoptr (OsrHttpRequest) request = NULL;
  g_autofree char *uri = NULL;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (g_get_monotonic_time () > self->until) {
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_OFFLINE,
                             "A program of the demonstration does not answer.");
    return G_SOURCE_REMOVE;
  }
  if (self->base == NULL && !read_port (self)) {
    look_later (g_steal_pointer (&task));
    return G_SOURCE_REMOVE;
  }
  uri = g_strconcat (self->base, self->path, NULL);
  request = osr_http_request_new ("GET", uri);
  osr_http_session_send_async (self->office->session, request, g_task_get_cancellable (task),
                               on_answer, g_object_ref (task));
  return G_SOURCE_REMOVE;
}

void
osr_demo_office_await_async (OsrDemoOffice *office, const char *port_file, const char *path,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Wait *self = g_new0 (Wait, 1);

  g_task_set_source_tag (task, osr_demo_office_await_async);
  self->office = g_object_ref (office);
  self->port_file = g_strdup (port_file);
  self->path = g_strdup (path);
  self->until = g_get_monotonic_time () + MAX_WAIT_US;
  g_task_set_task_data (task, self, (GDestroyNotify) wait_free);
  look_later (task);
}

char *
osr_demo_office_await_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
