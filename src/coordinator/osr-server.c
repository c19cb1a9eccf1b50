/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accepts the connections itself and hands them to SoupServer, which has no limits of its own: it
 * would read any body, for any time, from anybody. */
#include "coordinator/osr-server.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>

#include "coordinator/osr-coordinator-error.h"
#include "core/osr-json.h"

#define SERVER_IDLE_SECONDS 75
#define CONNECTION_QUEUE    4096
#define CONNECTION_KEY      "osr-connection"
#define OVERSIZE_KEY        "osr-oversize"
#define UPLOAD_KEY          "osr-upload"
#define UPLOAD_SECONDS      900

struct _OsrServer {
  GObject parent_instance;

  OsrClock *clock;
  OsrServerLimits limits;
  OsrServerHandler handler;
  OsrServerOpener opener; /* nullable */
  gpointer user_data;

  SoupServer *soup;
  GSocketService *service;
  GHashTable *connections; /* of Connection */
  char *socket_path;       /* nullable: of the UNIX socket to remove at the end */
};

/* One accepted connection; lives as long as the stream. */
typedef struct {
  OsrServer *server;
  GSocketConnection *stream; /* not owned: this goes when it goes */
  guint timer;
} Connection;

G_DEFINE_FINAL_TYPE (OsrServer, osr_server, G_TYPE_OBJECT)

static gboolean
on_too_slow (gpointer data)
{
  Connection *connection = data;

  connection->timer = 0;
  /* not closed but shut down: SoupServer still polls it, sees the end and lets go of it */
  g_socket_shutdown (g_socket_connection_get_socket (connection->stream), TRUE, TRUE, NULL);
  return G_SOURCE_REMOVE;
}

static void
connection_arm (Connection *connection, guint seconds)
{
  if (connection == NULL)
    return;
  g_clear_handle_id (&connection->timer, g_source_remove);
  if (seconds > 0)
    connection->timer = g_timeout_add_seconds (seconds, on_too_slow, connection);
}

static void
on_stream_gone (gpointer data, GObject *stream)
{
  Connection *connection = data;

  g_clear_handle_id (&connection->timer, g_source_remove);
  g_hash_table_remove (connection->server->connections, connection);
}

/* The address object is the connection's own, so it can carry what belongs to the connection. */
static Connection *
find_connection (SoupServerMessage *message)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);

  return remote != NULL ? g_object_get_data (G_OBJECT (remote), CONNECTION_KEY) : NULL;
}

static gboolean
on_incoming (GSocketService *service, GSocketConnection *stream, GObject *source, OsrServer *self)
{
  g_autoptr (GSocketAddress) local = NULL;
  g_autoptr (GSocketAddress) remote = NULL;
  g_autoptr (GError) error = NULL;
  Connection *connection;

  local = g_socket_connection_get_local_address (stream, NULL);
  remote = g_socket_connection_get_remote_address (stream, NULL);
  if (g_hash_table_size (self->connections) >= self->limits.connections || remote == NULL) {
    g_io_stream_close (G_IO_STREAM (stream), NULL, NULL);
    return TRUE;
  }
  connection = g_new0 (Connection, 1);
  connection->server = self;
  connection->stream = stream;
  g_hash_table_add (self->connections, connection);
  g_object_weak_ref (G_OBJECT (stream), on_stream_gone, connection);
  g_object_set_data (G_OBJECT (remote), CONNECTION_KEY, connection);
  connection_arm (connection, self->limits.request_seconds);
  if (!soup_server_accept_iostream (self->soup, G_IO_STREAM (stream), local, remote, &error))
    g_warning ("A connection could not be served: %s", error->message);
  return TRUE;
}

static void
mark_oversize (SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  g_object_set_data (G_OBJECT (message), OVERSIZE_KEY, GINT_TO_POINTER (TRUE));
  soup_message_body_set_accumulate (body, FALSE);
  soup_message_body_truncate (body);
}

static void
answer_oversize (SoupServerMessage *message)
{
  g_autoptr (GError) error = NULL;

  g_set_error_literal (&error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_TOO_LARGE,
                       "The request is larger than this server accepts.");
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection",
                                "close");
  osr_answer_error (message, error, NULL);
}

OsrUpload *
osr_server_get_upload (SoupServerMessage *message)
{
  return g_object_get_data (G_OBJECT (message), UPLOAD_KEY);
}

/* Whether the body goes to a file: then it has more room, and more time. */
static gboolean
open_upload (SoupServerMessage *message, OsrServer *self)
{
  OsrUpload *upload = self->opener != NULL ? self->opener (message, self->user_data) : NULL;

  if (upload == NULL)
    return FALSE;
  g_object_set_data_full (G_OBJECT (message), UPLOAD_KEY, upload, (GDestroyNotify) osr_upload_free);
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  connection_arm (find_connection (message), UPLOAD_SECONDS);
  return TRUE;
}

static void
on_got_headers (SoupServerMessage *message, OsrServer *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  goffset most = (goffset) self->limits.body_bytes;

  if (open_upload (message, self))
    most = OSR_UPLOAD_MAX_BYTES;
  if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH ||
      soup_message_headers_get_content_length (headers) <= most)
    return;
  mark_oversize (message);
  if (soup_message_headers_get_expectations (headers) & SOUP_EXPECTATION_CONTINUE)
    answer_oversize (message);
}

static void
on_got_chunk (SoupServerMessage *message, GBytes *chunk, OsrServer *self)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  OsrUpload *upload = osr_server_get_upload (message);

  if (upload != NULL)
    osr_upload_write (upload, chunk);
  else if (body->length > (goffset) self->limits.body_bytes)
    mark_oversize (message);
}

static void
on_got_body (SoupServerMessage *message, OsrServer *self)
{
  connection_arm (find_connection (message), 0);
}

static void
on_request_started (SoupServer *soup, SoupServerMessage *message, OsrServer *self)
{
  connection_arm (find_connection (message), self->limits.request_seconds);
  g_signal_connect_object (message, "got-headers", G_CALLBACK (on_got_headers), self, 0);
  g_signal_connect_object (message, "got-chunk", G_CALLBACK (on_got_chunk), self, 0);
  g_signal_connect_object (message, "got-body", G_CALLBACK (on_got_body), self, 0);
}

static void
on_request_finished (SoupServer *soup, SoupServerMessage *message, OsrServer *self)
{
  connection_arm (find_connection (message), SERVER_IDLE_SECONDS);
}

static void
add_now (SoupServerMessage *message, OsrServer *self)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, osr_clock_now (self->clock));
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_message_headers_replace (headers, "Osr-Now", now);
}

static void
on_request (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer user_data)
{
  OsrServer *self = user_data;

  add_now (message, self);
  if (g_object_get_data (G_OBJECT (message), OVERSIZE_KEY) != NULL)
    answer_oversize (message);
  else
    self->handler (message, path, query, self->user_data);
}

static void
osr_server_finalize (GObject *object)
{
  OsrServer *self = OSR_SERVER (object);

  osr_server_stop (self);
  g_clear_object (&self->service);
  g_clear_object (&self->soup);
  g_clear_pointer (&self->connections, g_hash_table_unref);
  g_clear_pointer (&self->clock, osr_clock_unref);
  G_OBJECT_CLASS (osr_server_parent_class)->finalize (object);
}

static void
osr_server_class_init (OsrServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_server_finalize;
}

static void
osr_server_init (OsrServer *self)
{
  self->connections = g_hash_table_new_full (NULL, NULL, g_free, NULL);
  self->soup = soup_server_new ("server-header", NULL, NULL);
  g_signal_connect (self->soup, "request-started", G_CALLBACK (on_request_started), self);
  g_signal_connect (self->soup, "request-finished", G_CALLBACK (on_request_finished), self);
  soup_server_add_handler (self->soup, NULL, on_request, self, NULL);
}

OsrServer *
osr_server_new (OsrClock *clock, const OsrServerLimits *limits, OsrServerHandler handler,
                gpointer user_data)
{
  OsrServer *self = g_object_new (OSR_TYPE_SERVER, NULL);

  self->clock = osr_clock_ref (clock);
  self->limits = *limits;
  self->handler = handler;
  self->user_data = user_data;
  return self;
}

void
osr_server_set_opener (OsrServer *self, OsrServerOpener opener)
{
  self->opener = opener;
}

static char *
describe_address (OsrServer *self, GSocketAddress *address)
{
  GInetSocketAddress *inet;
  g_autofree char *host = NULL;
  gboolean wide;

  if (G_IS_UNIX_SOCKET_ADDRESS (address)) {
    self->socket_path = g_strdup (g_unix_socket_address_get_path (G_UNIX_SOCKET_ADDRESS (address)));
    return g_strconcat ("unix:", self->socket_path, NULL);
  }
  inet = G_INET_SOCKET_ADDRESS (address);
  host = g_inet_address_to_string (g_inet_socket_address_get_address (inet));
  wide = g_socket_address_get_family (address) == G_SOCKET_FAMILY_IPV6;
  return g_strdup_printf ("http://%s%s%s:%u", wide ? "[" : "", host, wide ? "]" : "",
                          g_inet_socket_address_get_port (inet));
}

char *
osr_server_listen (OsrServer *self, GSocketAddress *address, GError **error)
{
  g_autoptr (GSocketAddress) effective = NULL;

  if (G_IS_UNIX_SOCKET_ADDRESS (address))
    g_unlink (g_unix_socket_address_get_path (G_UNIX_SOCKET_ADDRESS (address)));
  self->service = g_socket_service_new ();
  /* After a restart all who waited come back at once; who finds the queue full tries again after a
   * second, and then after more. */
  g_socket_listener_set_backlog (G_SOCKET_LISTENER (self->service), CONNECTION_QUEUE);
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_incoming), self);
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address,
                                      G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL,
                                      &effective, error))
    return NULL;
  g_socket_service_start (self->service);
  return describe_address (self, effective);
}

void
osr_server_stop (OsrServer *self)
{
  GHashTableIter iter;
  gpointer key;

  if (self->service != NULL) {
    g_socket_service_stop (self->service);
    g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  }
  soup_server_disconnect (self->soup);
  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    Connection *connection = key;

    g_clear_handle_id (&connection->timer, g_source_remove);
    g_object_weak_unref (G_OBJECT (connection->stream), on_stream_gone, connection);
    g_hash_table_iter_remove (&iter);
  }
  if (self->socket_path != NULL)
    g_unlink (self->socket_path);
  g_clear_pointer (&self->socket_path, g_free);
}

guint
osr_server_get_connections (OsrServer *self)
{
  return g_hash_table_size (self->connections);
}

gboolean
osr_server_is_proxied (SoupServerMessage *message)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);

  return remote != NULL && G_IS_UNIX_SOCKET_ADDRESS (remote);
}

char *
osr_server_dup_client (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  GSocketAddress *remote = soup_server_message_get_remote_address (message);
  const char *told = soup_message_headers_get_one (headers, "X-Real-IP");

  if (osr_server_is_proxied (message))
    return g_strndup (told != NULL ? told : "proxy", 64);
  if (remote == NULL || !G_IS_INET_SOCKET_ADDRESS (remote))
    return g_strdup ("unknown");
  return g_inet_address_to_string (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
}
