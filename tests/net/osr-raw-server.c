/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocking reads and writes in the service's threads; the counter is the only thing shared. */
#include "net/osr-raw-server.h"

#include <string.h>

#define MAX_REQUEST (1024 * 1024)

struct _OsrRawServer {
  GSocketService *service;
  OsrRawMode mode;
  char *answer;
  gsize length;
  guint16 port;
  int requests;
};

static gsize
content_length (const char *request)
{
  const char *at = strstr (request, "Content-Length: ");

  return at != NULL ? g_ascii_strtoull (at + strlen ("Content-Length: "), NULL, 10) : 0;
}

/* Reads on until @request holds its headers and @with_body its body; FALSE when the peer leaves. */
static gboolean
read_request (GInputStream *input, GString *request, gboolean with_body)
{
  char buffer[4096];

  while (request->len < MAX_REQUEST) {
    const char *end = strstr (request->str, "\r\n\r\n");
    gssize got;

    if (end != NULL && (!with_body || request->len >= (gsize) (end - request->str) + 4 +
                                                          content_length (request->str)))
      return TRUE;
    got = g_input_stream_read (input, buffer, sizeof buffer, NULL, NULL);
    if (got <= 0)
      return FALSE;
    g_string_append_len (request, buffer, got);
  }
  return FALSE;
}

static gboolean
on_run (GThreadedSocketService *service, GSocketConnection *connection, GObject *source,
        gpointer user_data)
{
  OsrRawServer *self = user_data;
  g_autoptr (GString) request = g_string_new (NULL);
  GIOStream *stream = G_IO_STREAM (connection);
  GInputStream *input = g_io_stream_get_input_stream (stream);
  char byte;

  if (read_request (input, request, self->mode != OSR_RAW_CLOSE_IN_BODY)) {
    g_atomic_int_inc (&self->requests);
    if (self->mode == OSR_RAW_SILENCE)
      g_input_stream_read (input, &byte, 1, NULL, NULL);
    else if (self->mode == OSR_RAW_ANSWER)
      g_output_stream_write_all (g_io_stream_get_output_stream (stream), self->answer, self->length,
                                 NULL, NULL, NULL);
  }
  g_io_stream_close (stream, NULL, NULL);
  return TRUE;
}

static guint16
listen_on_loopback (GSocketListener *listener)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  g_socket_listener_add_address (listener, any_port, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                 NULL, &bound, &error);
  g_assert_no_error (error);
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

OsrRawServer *
osr_raw_server_new (OsrRawMode mode, const char *answer, gssize length)
{
  OsrRawServer *self = g_new0 (OsrRawServer, 1);

  self->mode = mode;
  if (answer != NULL) {
    self->length = length < 0 ? strlen (answer) : (gsize) length;
    self->answer = g_memdup2 (answer, self->length);
  }
  self->service = g_threaded_socket_service_new (8);
  self->port = listen_on_loopback (G_SOCKET_LISTENER (self->service));
  g_signal_connect (self->service, "run", G_CALLBACK (on_run), self);
  g_socket_service_start (self->service);
  return self;
}

/* Called after the client is gone, so that no thread of the service still waits for it. */
void
osr_raw_server_free (OsrRawServer *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_free (self->answer);
  g_free (self);
}

char *
osr_raw_server_uri (OsrRawServer *self, const char *path)
{
  return g_strdup_printf ("http://127.0.0.1:%u%s", self->port, path);
}

guint
osr_raw_server_get_requests (OsrRawServer *self)
{
  return (guint) g_atomic_int_get (&self->requests);
}

char *
osr_raw_unused_uri (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = listen_on_loopback (listener);

  g_socket_listener_close (listener);
  return g_strdup_printf ("http://127.0.0.1:%u/", port);
}
