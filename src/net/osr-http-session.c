/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The owner of a SoupSession. Its own work is to know, when an exchange fails, whether the request
 * had gone out: before the headers are written nothing can have happened at the other end. Time
 * limits are kept here and not by libsoup, which has one for the whole session. */
#include "net/osr-http-session.h"

#include <libsoup/soup.h>
#include <time.h>

#include "osr-config.h"

#define CHUNK_BYTES  (64 * 1024)
#define TOTAL_FACTOR 5
#define SLOWEST_LINE (64 * 1024) /* bytes a second */

struct _OsrHttpSession {
  GObject parent_instance;

  SoupSession *soup;
  GTlsDatabase *authorities; /* nullable: trusted besides the machine's */
};

typedef struct {
  OsrHttpRequest *request;
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  GCancellable *stop;   /* ours: the caller's cancellable or a time limit sets it off */
  GCancellable *caller; /* nullable */
  gulong caller_handler;
  GSource *silence;
  GSource *total;
  gboolean sent;
  gboolean timed_out;
  gboolean too_late; /* before the first byte */
} Exchange;

G_DEFINE_FINAL_TYPE (OsrHttpSession, osr_http_session, G_TYPE_OBJECT)

static void read_on (GTask *task);

static void
drop_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
exchange_stop_watching (Exchange *exchange)
{
  drop_source (&exchange->silence);
  drop_source (&exchange->total);
  if (exchange->message != NULL)
    g_signal_handlers_disconnect_by_data (exchange->message, exchange);
  if (exchange->caller != NULL && exchange->caller_handler != 0)
    g_cancellable_disconnect (exchange->caller, exchange->caller_handler);
  exchange->caller_handler = 0;
}

static void
exchange_free (Exchange *exchange)
{
  exchange_stop_watching (exchange);
  osr_http_request_unref (exchange->request);
  g_clear_object (&exchange->message);
  g_clear_object (&exchange->stream);
  g_clear_object (&exchange->caller);
  g_clear_object (&exchange->stop);
  g_byte_array_unref (exchange->body);
  g_free (exchange);
}

static gint64
silence_limit (Exchange *exchange)
{
  return (gint64) osr_http_request_get_timeout (exchange->request) * G_USEC_PER_SEC;
}

/* A large file on a slow line goes on as long as it moves. */
static gint64
total_limit (Exchange *exchange)
{
  const char *type = NULL;
  OsrHttpPieces *pieces = osr_http_request_get_pieces (exchange->request, &type);
  gint64 seconds = pieces != NULL ? osr_http_pieces_get_length (pieces) / SLOWEST_LINE : 0;

  return silence_limit (exchange) * TOTAL_FACTOR + seconds * G_USEC_PER_SEC;
}

static void
exchange_is_alive (Exchange *exchange)
{
  if (exchange->silence != NULL)
    g_source_set_ready_time (exchange->silence, g_get_monotonic_time () + silence_limit (exchange));
}

static gboolean
on_time_over (gpointer user_data)
{
  Exchange *exchange = user_data;

  exchange->timed_out = TRUE;
  g_cancellable_cancel (exchange->stop);
  return G_SOURCE_REMOVE;
}

static GSource *
start_timer (Exchange *exchange, GMainContext *context, gint64 limit)
{
  GSource *source = g_timeout_source_new_seconds (1);

  g_source_set_ready_time (source, g_get_monotonic_time () + limit);
  g_source_set_callback (source, on_time_over, exchange, NULL);
  g_source_attach (source, context);
  return source;
}

static gint64
boot_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* The connection is there, and the first byte is next. */
static void
on_starting (SoupMessage *message, gpointer user_data)
{
  Exchange *exchange = user_data;
  gint64 latest = osr_http_request_get_latest (exchange->request);

  if (latest == 0 || boot_time () < latest)
    return;
  exchange->too_late = TRUE;
  g_cancellable_cancel (exchange->stop);
}

static void
on_caller_cancelled (GCancellable *caller, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
on_wrote_headers (SoupMessage *message, gpointer user_data)
{
  Exchange *exchange = user_data;

  exchange->sent = TRUE;
  exchange_is_alive (exchange);
}

static void
on_wrote_body_data (SoupMessage *message, guint size, gpointer user_data)
{
  exchange_is_alive (user_data);
}

/* What a failure means for the caller: first whether anything went out, then whether that may be
 * repeated. */
static OsrNetError
failure_code (Exchange *exchange, const GError *cause)
{
  if (!exchange->sent)
    return OSR_NET_ERROR_OFFLINE;
  if (osr_http_request_get_never_resend (exchange->request))
    return OSR_NET_ERROR_UNCERTAIN;
  if (cause != NULL && (cause->domain == SOUP_SESSION_ERROR ||
                        g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_INVALID_DATA)))
    return OSR_NET_ERROR_PROTOCOL;
  return OSR_NET_ERROR_TEMPORARY;
}

static void
return_failure (GTask *task, GError *cause)
{
  g_autoptr (GError) owned = cause;
  Exchange *exchange = g_task_get_task_data (task);
  OsrNetError code = failure_code (exchange, cause);

  exchange_stop_watching (exchange);
  if (exchange->caller != NULL && g_cancellable_is_cancelled (exchange->caller))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  else if (exchange->too_late && !exchange->sent)
    g_task_return_new_error (task, OSR_NET_ERROR, code, "Its time was over before it was sent");
  else if (exchange->timed_out)
    g_task_return_new_error (task, OSR_NET_ERROR, code, "%s",
                             exchange->sent ? "The server did not answer in time"
                                            : "No connection to the server in time");
  else
    g_task_return_new_error (task, OSR_NET_ERROR, code, "%s: %s",
                             exchange->sent ? "The connection broke" : "No connection",
                             cause->message);
}

static void
return_too_large (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);
  gboolean never_resend = osr_http_request_get_never_resend (exchange->request);

  exchange_stop_watching (exchange);
  g_cancellable_cancel (exchange->stop);
  g_task_return_new_error (task, OSR_NET_ERROR,
                           never_resend ? OSR_NET_ERROR_UNCERTAIN : OSR_NET_ERROR_PROTOCOL,
                           "The answer is larger than %" G_GSIZE_FORMAT " bytes",
                           osr_http_request_get_max_answer (exchange->request));
}

static void
collect_header (const char *name, const char *value, gpointer user_data)
{
  g_hash_table_replace (user_data, g_strdup (name), g_strdup (value));
}

static void
return_answer (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);
  GHashTable *headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GBytes *body = g_byte_array_free_to_bytes (g_steal_pointer (&exchange->body));

  exchange->body = g_byte_array_new ();
  exchange_stop_watching (exchange);
  soup_message_headers_foreach (soup_message_get_response_headers (exchange->message),
                                collect_header, headers);
  g_task_return_pointer (
      task, osr_http_answer_new (soup_message_get_status (exchange->message), headers, body),
      (GDestroyNotify) osr_http_answer_unref);
}

static void
on_chunk (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (chunk == NULL) {
    return_failure (task, g_steal_pointer (&error));
    return;
  }
  if (g_bytes_get_size (chunk) == 0) {
    return_answer (task);
    return;
  }
  exchange_is_alive (exchange);
  g_byte_array_append (exchange->body, g_bytes_get_data (chunk, NULL),
                       (guint) g_bytes_get_size (chunk));
  if (exchange->body->len > osr_http_request_get_max_answer (exchange->request))
    return_too_large (task);
  else
    read_on (g_steal_pointer (&task));
}

/* (transfer full) of @task, as every step below. */
static void
read_on (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (exchange->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT,
                                   exchange->stop, on_chunk, task);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  exchange->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (exchange->stream == NULL) {
    return_failure (task, g_steal_pointer (&error));
    return;
  }
  exchange_is_alive (exchange);
  read_on (g_steal_pointer (&task));
}

static void
set_body (SoupMessage *message, OsrHttpRequest *request)
{
  const char *content_type = NULL;
  OsrHttpPieces *pieces = osr_http_request_get_pieces (request, &content_type);
  g_autoptr (GBytes) body = NULL;

  if (pieces != NULL) {
    g_autoptr (GInputStream) stream = osr_http_pieces_open (pieces);

    soup_message_set_request_body (message, content_type, stream,
                                   osr_http_pieces_get_length (pieces));
    return;
  }
  body = osr_http_request_dup_body (request, &content_type);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, content_type, body);
}

/* A connection that was kept open may turn out to be closed, and libsoup then sends the request
 * again by itself; of the body it would send only what was not read the first time, nothing. */
static void
on_restarted (SoupMessage *message, gpointer user_data)
{
  set_body (message, ((Exchange *) user_data)->request);
}

/* The machine did not know who signed @certificate: perhaps the session's own authorities do. */
static gboolean
on_accept_certificate (SoupMessage *message, GTlsCertificate *certificate,
                       GTlsCertificateFlags faults, gpointer user_data)
{
  OsrHttpSession *self = user_data;
  g_autoptr (GSocketConnectable) host = NULL;

  if (self->authorities == NULL)
    return FALSE;
  host = g_network_address_new (g_uri_get_host (soup_message_get_uri (message)), 0);
  return g_tls_database_verify_chain (self->authorities, certificate,
                                      G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER, host, NULL,
                                      G_TLS_DATABASE_VERIFY_NONE, NULL, NULL) == 0;
}

static gboolean
is_http (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  return (g_str_equal (scheme, "http") || g_str_equal (scheme, "https")) && host != NULL &&
         *host != '\0';
}

static SoupMessage *
build_message (OsrHttpRequest *request)
{
  g_autofree char *address = osr_http_request_dup_uri (request);
  g_autoptr (GUri) uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);
  SoupMessage *message;
  GHashTableIter iter;
  gpointer name, value;

  if (uri == NULL || !is_http (uri))
    return NULL;
  message = soup_message_new_from_uri (osr_http_request_get_method (request), uri);
  soup_message_set_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  set_body (message, request);
  g_hash_table_iter_init (&iter, osr_http_request_get_headers (request));
  while (g_hash_table_iter_next (&iter, &name, &value))
    soup_message_headers_replace (soup_message_get_request_headers (message), name, value);
  return message;
}

static Exchange *
exchange_new (OsrHttpRequest *request, GCancellable *caller)
{
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->request = osr_http_request_ref (request);
  exchange->body = g_byte_array_new ();
  exchange->stop = g_cancellable_new ();
  g_set_object (&exchange->caller, caller);
  return exchange;
}

static void
exchange_watch (Exchange *exchange, GMainContext *context)
{
  gint64 limit = silence_limit (exchange);

  g_signal_connect (exchange->message, "starting", G_CALLBACK (on_starting), exchange);
  g_signal_connect (exchange->message, "restarted", G_CALLBACK (on_restarted), exchange);
  g_signal_connect (exchange->message, "wrote-headers", G_CALLBACK (on_wrote_headers), exchange);
  g_signal_connect (exchange->message, "wrote-body-data", G_CALLBACK (on_wrote_body_data),
                    exchange);
  exchange->silence = start_timer (exchange, context, limit);
  exchange->total = start_timer (exchange, context, total_limit (exchange));
  if (exchange->caller != NULL)
    exchange->caller_handler =
        g_cancellable_connect (exchange->caller, G_CALLBACK (on_caller_cancelled),
                               g_object_ref (exchange->stop), g_object_unref);
}

static void
osr_http_session_finalize (GObject *object)
{
  OsrHttpSession *self = OSR_HTTP_SESSION (object);

  g_clear_object (&self->soup);
  g_clear_object (&self->authorities);
  G_OBJECT_CLASS (osr_http_session_parent_class)->finalize (object);
}

/* One exchange at a time on a connection makes "the headers are out" a plain fact; libsoup 3.2
 * offers no other way to choose the protocol. */
static void
osr_http_session_class_init (OsrHttpSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_http_session_finalize;
  g_setenv ("SOUP_FORCE_HTTP1", "1", TRUE);
}

static void
osr_http_session_init (OsrHttpSession *self)
{
  self->soup =
      soup_session_new_with_options ("user-agent", "OpenSources/" OSR_VERSION, "timeout", 0u,
                                     "idle-timeout", 60u, "max-conns-per-host", 8, NULL);
  soup_session_remove_feature_by_type (self->soup, SOUP_TYPE_AUTH_MANAGER);
}

OsrHttpSession *
osr_http_session_new (void)
{
  return g_object_new (OSR_TYPE_HTTP_SESSION, NULL);
}

OsrHttpSession *
osr_http_session_new_trusting (const char *file, GError **error)
{
  g_autoptr (OsrHttpSession) self = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (file != NULL, NULL);

  self = osr_http_session_new ();
  path = g_canonicalize_filename (file, NULL);
  self->authorities = g_tls_file_database_new (path, error);
  return self->authorities != NULL ? g_steal_pointer (&self) : NULL;
}

void
osr_http_session_send_async (OsrHttpSession *self, OsrHttpRequest *request,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Exchange *exchange;

  g_return_if_fail (OSR_IS_HTTP_SESSION (self));
  g_return_if_fail (request != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, osr_http_session_send_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  /* An answer that is here is handed over even if the caller gave up at the same moment. */
  g_task_set_check_cancellable (task, FALSE);
  exchange = exchange_new (request, cancellable);
  g_task_set_task_data (task, exchange, (GDestroyNotify) exchange_free);
  exchange->message = build_message (request);
  if (exchange->message == NULL) {
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                             "Not an http or https address");
    return;
  }
  exchange_watch (exchange, g_task_get_context (task));
  g_signal_connect_object (exchange->message, "accept-certificate",
                           G_CALLBACK (on_accept_certificate), self, 0);
  soup_session_send_async (self->soup, exchange->message, G_PRIORITY_DEFAULT, exchange->stop,
                           on_sent, g_steal_pointer (&task));
}

OsrHttpAnswer *
osr_http_session_send_finish (OsrHttpSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
