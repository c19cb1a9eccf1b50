/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each step of a fetch, the first and every redirect: read the address, look its host up, check every
 * address found, connect to those and no others, in a session that lives for this step alone and so
 * has no cookies, no kept connection and no proxy. */
#include "net/osr-safe-fetch.h"

#include <libsoup/soup.h>

#include "net/osr-net-error.h"
#include "net/osr-pinned-host.h"
#include "net/osr-safe-address.h"
#include "osr-config.h"

#define CHUNK_BYTES       (64 * 1024)
#define TOO_MANY_REQUESTS 429

struct _OsrSafeFetch {
  GObject parent_instance;

  GResolver *resolver; /* nullable: the machine's */
  GHashTable *allowed; /* "host:port" */
  GStrv hosts;         /* nullable: the only ones */
  guint limit;         /* ms */
};

typedef struct {
  GUri *uri;
  GStrv types;
  guint redirects;
  SoupSession *session;
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  char *media_type;
  GCancellable *stop;
  GCancellable *caller; /* nullable */
  gulong caller_handler;
  GSource *timer;
  gboolean timed_out;
} Fetch;

G_DEFINE_FINAL_TYPE (OsrSafeFetch, osr_safe_fetch, G_TYPE_OBJECT)

static void step (GTask *task);
static void read_on (GTask *task);

void
osr_fetched_free (OsrFetched *self)
{
  g_free (self->media_type);
  g_bytes_unref (self->body);
  g_free (self);
}

static void
fetch_stop_watching (Fetch *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  if (self->caller != NULL && self->caller_handler != 0)
    g_cancellable_disconnect (self->caller, self->caller_handler);
  self->caller_handler = 0;
}

static void
fetch_drop_step (Fetch *self)
{
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
}

static void
fetch_free (Fetch *self)
{
  fetch_stop_watching (self);
  fetch_drop_step (self);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_strfreev (self->types);
  g_byte_array_unref (self->body);
  g_free (self->media_type);
  g_clear_object (&self->stop);
  g_clear_object (&self->caller);
  g_free (self);
}

/* (transfer full) of @task, as in every step below. */
static void
fail (GTask *owned, OsrNetError code, const char *sentence)
{
  g_autoptr (GTask) task = owned;

  fetch_stop_watching (g_task_get_task_data (task));
  g_task_return_new_error (task, OSR_NET_ERROR, (int) code, "%s", sentence);
}

/* (transfer full): both. */
static void
fail_with (GTask *owned, GError *cause, OsrNetError code)
{
  g_autoptr (GTask) task = owned;
  g_autoptr (GError) error = cause;
  Fetch *self = g_task_get_task_data (task);

  fetch_stop_watching (self);
  if (self->caller != NULL && g_cancellable_is_cancelled (self->caller))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  else if (self->timed_out)
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_TEMPORARY,
                             "The server took too long");
  else if (error->domain == OSR_NET_ERROR)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, OSR_NET_ERROR, (int) code, "The fetch broke: %s",
                             error->message);
}

static void
finish (GTask *owned)
{
  g_autoptr (GTask) task = owned;
  Fetch *self = g_task_get_task_data (task);
  OsrFetched *fetched = g_new0 (OsrFetched, 1);

  fetch_stop_watching (self);
  fetched->media_type = g_steal_pointer (&self->media_type);
  fetched->body = g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
  self->body = g_byte_array_new ();
  g_task_return_pointer (task, fetched, (GDestroyNotify) osr_fetched_free);
}

static void
on_chunk (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Fetch *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) chunk =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (chunk == NULL) {
    fail_with (task, error, OSR_NET_ERROR_TEMPORARY);
    return;
  }
  if (g_bytes_get_size (chunk) == 0) {
    finish (task);
    return;
  }
  g_byte_array_append (self->body, g_bytes_get_data (chunk, NULL),
                       (guint) g_bytes_get_size (chunk));
  if (self->body->len > OSR_SAFE_FETCH_MAX_BYTES)
    fail (task, OSR_NET_ERROR_PROTOCOL, "The answer is too large");
  else
    read_on (task);
}

static void
read_on (GTask *task)
{
  Fetch *self = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (self->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT, self->stop,
                                   on_chunk, task);
}

static void
follow (GTask *task)
{
  Fetch *self = g_task_get_task_data (task);
  const char *reference =
      soup_message_headers_get_one (soup_message_get_response_headers (self->message), "Location");
  GError *error = NULL;
  GUri *uri = NULL;

  if (reference == NULL) {
    fail (task, OSR_NET_ERROR_PROTOCOL, "The server leads elsewhere and does not say where");
    return;
  }
  if (++self->redirects > OSR_SAFE_FETCH_MAX_REDIRECTS) {
    fail (task, OSR_NET_ERROR_REJECTED, "The server leads elsewhere too often");
    return;
  }
  uri = osr_safe_address_follow (self->uri, reference, &error);
  if (uri == NULL) {
    fail_with (task, error, OSR_NET_ERROR_REJECTED);
    return;
  }
  g_uri_unref (self->uri);
  self->uri = uri;
  fetch_drop_step (self);
  step (task);
}

static gboolean
is_coded (SoupMessageHeaders *headers)
{
  const char *coding = soup_message_headers_get_list (headers, "Content-Encoding");

  return coding != NULL && g_ascii_strcasecmp (coding, "identity") != 0;
}

/* (transfer full) (nullable): the type of the answer, when it is one that is taken */
static char *
dup_type (Fetch *self, SoupMessageHeaders *headers)
{
  const char *said = soup_message_headers_get_content_type (headers, NULL);
  g_autofree char *type = said != NULL ? g_ascii_strdown (said, -1) : NULL;

  if (type == NULL || !g_strv_contains ((const char *const *) self->types, type))
    return NULL;
  return g_steal_pointer (&type);
}

/* A coded body is not asked for and not taken: how large it would grow nobody knows. */
static void
take_answer (GTask *task)
{
  Fetch *self = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);

  g_free (self->media_type);
  self->media_type = dup_type (self, headers);
  if (is_coded (headers))
    fail (task, OSR_NET_ERROR_PROTOCOL, "The answer is coded though that was not asked for");
  else if (self->media_type == NULL)
    fail (task, OSR_NET_ERROR_REJECTED, "The answer is of a type that is not taken");
  else if (soup_message_headers_get_content_length (headers) > OSR_SAFE_FETCH_MAX_BYTES)
    fail (task, OSR_NET_ERROR_PROTOCOL, "The answer is too large");
  else
    read_on (task);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Fetch *self = g_task_get_task_data (task);
  GError *error = NULL;
  guint status;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->stream == NULL) {
    fail_with (task, error, OSR_NET_ERROR_OFFLINE);
    return;
  }
  status = soup_message_get_status (self->message);
  if (status == SOUP_STATUS_OK)
    take_answer (task);
  else if (SOUP_STATUS_IS_REDIRECTION (status) && status != SOUP_STATUS_NOT_MODIFIED)
    follow (task);
  else if (SOUP_STATUS_IS_SERVER_ERROR (status) || status == TOO_MANY_REQUESTS)
    fail (task, OSR_NET_ERROR_TEMPORARY, "The server cannot answer now");
  else
    fail (task, OSR_NET_ERROR_REJECTED, "The server has no such file for us");
}

/* Only to @addresses: the name is not looked up a second time, when it could lead elsewhere. */
static void
connect_to (GTask *task, GList *addresses)
{
  Fetch *self = g_task_get_task_data (task);
  g_autoptr (OsrPinnedHost) host = osr_pinned_host_new (
      g_uri_get_host (self->uri), osr_safe_address_get_port (self->uri), addresses);

  self->session = soup_session_new_with_options ("user-agent", "OpenSources/" OSR_VERSION,
                                                 "timeout", 0u, "remote-connectable", host, NULL);
  soup_session_set_proxy_resolver (self->session, NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  self->message = soup_message_new_from_uri (SOUP_METHOD_GET, self->uri);
  soup_message_set_flags (self->message,
                          SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  soup_message_headers_replace (soup_message_get_request_headers (self->message), "Accept-Encoding",
                                "identity");
  soup_session_send_async (self->session, self->message, G_PRIORITY_DEFAULT, self->stop, on_sent,
                           task);
}

static char *
dup_place (GUri *uri)
{
  return g_strdup_printf ("%s:%u", g_uri_get_host (uri), osr_safe_address_get_port (uri));
}

static gboolean
is_allowed (OsrSafeFetch *self, GUri *uri)
{
  g_autofree char *place = dup_place (uri);

  return g_hash_table_contains (self->allowed, place);
}

/* One closed address among open ones is a host that plays games. */
static gboolean
all_public (GList *addresses)
{
  for (GList *at = addresses; at != NULL; at = at->next) {
    if (!osr_safe_address_is_public (at->data))
      return FALSE;
  }
  return addresses != NULL;
}

static void
on_resolved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Fetch *self = g_task_get_task_data (task);
  GError *error = NULL;
  GList *addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);

  if (error != NULL)
    fail_with (task, error, OSR_NET_ERROR_OFFLINE);
  else if (!is_allowed (g_task_get_source_object (task), self->uri) && !all_public (addresses))
    fail (task, OSR_NET_ERROR_REJECTED, "The host is not on the open network");
  else
    connect_to (task, addresses);
  g_resolver_free_addresses (addresses);
}

static gboolean
is_among_hosts (OsrSafeFetch *self, GUri *uri)
{
  return self->hosts == NULL || osr_safe_address_is_within (uri, (const char *const *) self->hosts);
}

static void
look_up (GTask *task)
{
  OsrSafeFetch *owner = g_task_get_source_object (task);
  Fetch *self = g_task_get_task_data (task);
  g_autoptr (GResolver) resolver =
      owner->resolver != NULL ? g_object_ref (owner->resolver) : g_resolver_get_default ();

  g_resolver_lookup_by_name_async (resolver, g_uri_get_host (self->uri), self->stop, on_resolved,
                                   task);
}

static void
step (GTask *task)
{
  Fetch *self = g_task_get_task_data (task);
  guint16 port = osr_safe_address_get_port (self->uri);

  if (!is_among_hosts (g_task_get_source_object (task), self->uri))
    fail (task, OSR_NET_ERROR_REJECTED, "The host is not among those that are asked");
  else if (port != 80 && port != 443 && !is_allowed (g_task_get_source_object (task), self->uri))
    fail (task, OSR_NET_ERROR_REJECTED, "The address names a port that is not asked");
  else
    look_up (task);
}

static gboolean
on_time_over (gpointer user_data)
{
  Fetch *self = user_data;

  self->timed_out = TRUE;
  g_cancellable_cancel (self->stop);
  return G_SOURCE_REMOVE;
}

static void
on_caller_cancelled (GCancellable *caller, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static Fetch *
fetch_new (const char *const *types, GCancellable *caller)
{
  Fetch *self = g_new0 (Fetch, 1);

  self->types = g_strdupv ((GStrv) types);
  self->body = g_byte_array_new ();
  self->stop = g_cancellable_new ();
  g_set_object (&self->caller, caller);
  return self;
}

static void
fetch_watch (Fetch *self, GMainContext *context, guint limit)
{
  self->timer = g_timeout_source_new (limit);
  g_source_set_callback (self->timer, on_time_over, self, NULL);
  g_source_attach (self->timer, context);
  if (self->caller != NULL)
    self->caller_handler = g_cancellable_connect (self->caller, G_CALLBACK (on_caller_cancelled),
                                                  g_object_ref (self->stop), g_object_unref);
}

static void
osr_safe_fetch_finalize (GObject *object)
{
  OsrSafeFetch *self = OSR_SAFE_FETCH (object);

  g_clear_object (&self->resolver);
  g_hash_table_unref (self->allowed);
  g_strfreev (self->hosts);
  G_OBJECT_CLASS (osr_safe_fetch_parent_class)->finalize (object);
}

static void
osr_safe_fetch_class_init (OsrSafeFetchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_safe_fetch_finalize;
}

static void
osr_safe_fetch_init (OsrSafeFetch *self)
{
  self->allowed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->limit = OSR_SAFE_FETCH_SECONDS * 1000;
}

OsrSafeFetch *
osr_safe_fetch_new (void)
{
  return g_object_new (OSR_TYPE_SAFE_FETCH, NULL);
}

void
osr_safe_fetch_set_resolver (OsrSafeFetch *self, GResolver *resolver)
{
  g_return_if_fail (OSR_IS_SAFE_FETCH (self));

  g_set_object (&self->resolver, resolver);
}

void
osr_safe_fetch_set_limit (OsrSafeFetch *self, guint milliseconds)
{
  g_return_if_fail (OSR_IS_SAFE_FETCH (self));

  self->limit = milliseconds;
}

void
osr_safe_fetch_allow (OsrSafeFetch *self, const char *base)
{
  g_autoptr (GUri) uri = NULL;

  g_return_if_fail (OSR_IS_SAFE_FETCH (self));

  uri = osr_safe_address_parse (base, NULL);
  if (uri != NULL)
    g_hash_table_add (self->allowed, dup_place (uri));
}

void
osr_safe_fetch_keep_to (OsrSafeFetch *self, const char *const *hosts)
{
  g_return_if_fail (OSR_IS_SAFE_FETCH (self));
  g_return_if_fail (hosts != NULL);

  g_strfreev (self->hosts);
  self->hosts = g_strdupv ((GStrv) hosts);
}

gboolean
osr_safe_fetch_would_ask (OsrSafeFetch *self, const char *address)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (OSR_IS_SAFE_FETCH (self), FALSE);
  g_return_val_if_fail (address != NULL, FALSE);

  uri = osr_safe_address_parse (address, NULL);
  return uri != NULL && is_among_hosts (self, uri);
}

void
osr_safe_fetch_get_async (OsrSafeFetch *self, const char *address, const char *const *types,
                          GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  Fetch *fetch;

  g_return_if_fail (OSR_IS_SAFE_FETCH (self));
  g_return_if_fail (address != NULL && types != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, osr_safe_fetch_get_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  g_task_set_check_cancellable (task, FALSE);
  fetch = fetch_new (types, cancellable);
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);
  fetch->uri = osr_safe_address_parse (address, &error);
  if (fetch->uri == NULL) {
    g_task_return_error (task, error);
    return;
  }
  fetch_watch (fetch, g_task_get_context (task), self->limit);
  step (g_steal_pointer (&task));
}

OsrFetched *
osr_safe_fetch_get_finish (OsrSafeFetch *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
