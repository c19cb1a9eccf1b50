/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server: loads office and state, listens on loopback, sends each request to the part it is for,
 * and lets the script write when its time has come. */
#include "demo/sandbox/osr-sandbox-private.h"

#include <stdio.h>
#include <string.h>

#include "core/osr-json.h"
#include "demo/sandbox/osr-sandbox-connector.h"
#include "demo/sandbox/osr-sandbox-exchange.h"
#include "demo/sandbox/osr-sandbox-script.h"
#include "demo/sandbox/osr-sandbox-template.h"

#define MAX_BODY        (1024 * 1024)
#define MAX_UPLOAD      (64 * 1024 * 1024) /* of a body in several parts */
#define SCRIPT_INTERVAL 250                /* ms between two looks at the script */
#define CONTROL_PATH    "/_sandbox/"

gint64
osr_sandbox_now (OsrSandbox *sandbox)
{
  gint64 now = sandbox->now != NULL ? sandbox->now (sandbox->now_data) : g_get_real_time ();

  return now / G_USEC_PER_SEC;
}

gboolean
osr_sandbox_save (OsrSandbox *sandbox)
{
  g_autoptr (GError) error = NULL;

  if (osr_sandbox_state_save (sandbox->state_path, sandbox->office->wall, &sandbox->progress,
                              &error))
    return TRUE;
  fprintf (stderr, "the wall could not be saved: %s\n", error->message);
  return FALSE;
}

char *
osr_sandbox_body (SoupServerMessage *msg, gsize *length)
{
  SoupMessageBody *body = soup_server_message_get_request_body (msg);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  gconstpointer data = g_bytes_get_data (bytes, length);

  return data != NULL ? g_strndup (data, *length) : g_strdup ("");
}

gboolean
osr_sandbox_body_is (SoupServerMessage *msg, const char *type)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (msg);
  const char *found = soup_message_headers_get_content_type (headers, NULL);

  return found != NULL && g_ascii_strcasecmp (found, type) == 0;
}

void
osr_sandbox_answer_json (SoupServerMessage *msg, guint status, JsonNode *node)
{
  char *text = osr_json_write (node);

  soup_server_message_set_status (msg, status, NULL);
  soup_server_message_set_response (msg, "application/json; charset=utf-8", SOUP_MEMORY_TAKE, text,
                                    strlen (text));
}

/* A request whose body would be too long, or of unknown length, is refused before it is read. */
static void
on_early (SoupServer *server, SoupServerMessage *msg, const char *path, GHashTable *query,
          gpointer data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (msg);
  SoupEncoding encoding = soup_message_headers_get_encoding (headers);
  gint64 limit = osr_sandbox_body_is (msg, "multipart/form-data") ? MAX_UPLOAD : MAX_BODY;

  if (encoding == SOUP_ENCODING_CHUNKED ||
      (encoding == SOUP_ENCODING_CONTENT_LENGTH &&
       soup_message_headers_get_content_length (headers) > limit))
    soup_server_message_set_status (msg, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, NULL);
}

void
osr_sandbox_ripen (OsrSandbox *sandbox)
{
  if (osr_sandbox_wall_ripen (sandbox->office->wall, osr_sandbox_now (sandbox)))
    osr_sandbox_save (sandbox);
}

static void
handle_network (OsrSandbox *sandbox, SoupServerMessage *msg, const char *path,
                const OsrSandboxConnector *connector)
{
  g_autoptr (OsrSandboxExchange) exchange = osr_sandbox_exchange_new (sandbox, msg, path);
  g_autofree char *name = NULL;

  exchange->rest = exchange->path + strlen (connector->prefix);
  name = connector->name (exchange);
  exchange->fault = osr_sandbox_faults_take (sandbox->faults, name, path);
  if (exchange->fault.kind == OSR_SANDBOX_FAULT_DROP_BEFORE) {
    osr_sandbox_exchange_drop (exchange);
    return;
  }
  if (exchange->fault.kind == OSR_SANDBOX_FAULT_HTTP) {
    osr_sandbox_exchange_answer_text (exchange, (guint) exchange->fault.code, "text/html",
                                      g_strdup ("<html><h1>Out of order</h1></html>"));
    return;
  }
  connector->handle (exchange);
  if (osr_sandbox_exchange_waits (exchange))
    g_steal_pointer (&exchange);
  else
    osr_sandbox_exchange_finish (exchange);
}

static void
on_request (SoupServer *server, SoupServerMessage *msg, const char *path, GHashTable *query,
            gpointer data)
{
  OsrSandbox *sandbox = data;
  const OsrSandboxConnector *connector = osr_sandbox_connector_find (path);

  osr_sandbox_ripen (sandbox);
  if (connector != NULL)
    handle_network (sandbox, msg, path, connector);
  else if (g_str_has_prefix (path, CONTROL_PATH))
    osr_sandbox_control_handle (sandbox, msg, path + strlen (CONTROL_PATH), query);
  else
    osr_sandbox_site_handle (sandbox, msg, path, query);
}

static gboolean
on_script (gpointer data)
{
  OsrSandbox *sandbox = data;
  gint64 elapsed = (g_get_monotonic_time () - sandbox->started) / G_USEC_PER_SEC;

  if (osr_sandbox_script_run (sandbox->office, &sandbox->progress, elapsed,
                              osr_sandbox_now (sandbox)) > 0)
    osr_sandbox_save (sandbox);
  return G_SOURCE_CONTINUE;
}

static void
start_script (OsrSandbox *sandbox)
{
  sandbox->script_source = g_timeout_source_new (SCRIPT_INTERVAL);
  g_source_set_callback (sandbox->script_source, on_script, sandbox, NULL);
  g_source_attach (sandbox->script_source, g_main_context_get_thread_default ());
  on_script (sandbox);
}

static void
drop_source (gpointer data)
{
  g_source_destroy (data);
  g_source_unref (data);
}

static gboolean
load_office (OsrSandbox *sandbox, const char *path, GError **error)
{
  g_autoptr (GBytes) built_in = NULL;
  g_autofree char *text = NULL;
  gsize length;
  const char *bytes;

  if (path != NULL) {
    if (!g_file_get_contents (path, &text, &length, error))
      return FALSE;
    bytes = text;
  } else {
    built_in = osr_sandbox_resource ("wall.json");
    bytes = g_bytes_get_data (built_in, &length);
  }
  sandbox->office = osr_sandbox_office_read (bytes, length, path != NULL ? path : "wall.json",
                                             osr_sandbox_now (sandbox), error);
  return sandbox->office != NULL;
}

static gboolean
listen_on (OsrSandbox *sandbox, guint port, GError **error)
{
  g_autoslist (GUri) uris = NULL;

  sandbox->server = soup_server_new ("server-header", "sandbox", NULL);
  soup_server_add_early_handler (sandbox->server, NULL, on_early, sandbox, NULL);
  soup_server_add_handler (sandbox->server, NULL, on_request, sandbox, NULL);
  if (!soup_server_listen_local (sandbox->server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return FALSE;
  uris = soup_server_get_uris (sandbox->server);
  sandbox->port = (guint) g_uri_get_port (uris->data);
  sandbox->url = g_strdup_printf ("http://127.0.0.1:%u", sandbox->port);
  sandbox->office->wall->base = g_strdup (sandbox->url);
  return TRUE;
}

OsrSandbox *
osr_sandbox_new (const OsrSandboxOptions *options, GError **error)
{
  g_autoptr (OsrSandbox) sandbox = g_new0 (OsrSandbox, 1);
  g_autofree char *first = g_uuid_string_random ();

  sandbox->now = options->now;
  sandbox->now_data = options->now_data;
  sandbox->state_path = g_strdup (options->state_path);
  sandbox->form_token = g_steal_pointer (&first);
  sandbox->faults = osr_sandbox_faults_new ();
  sandbox->rate = options->unlimited ? NULL : osr_sandbox_rate_new ();
  sandbox->started = g_get_monotonic_time ();
  sandbox->held = g_hash_table_new_full (NULL, NULL, g_object_unref, drop_source);
  sandbox->listeners = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_sandbox_exchange_free);
  sandbox->captchas = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sandbox->progress.written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!load_office (sandbox, options->office_path, error))
    return NULL;
  if (options->state_path != NULL &&
      !osr_sandbox_state_load (options->state_path, sandbox->office->wall, &sandbox->progress,
                               error))
    return NULL;
  if (!listen_on (sandbox, options->port, error))
    return NULL;
  if (!options->silent)
    start_script (sandbox);
  return g_steal_pointer (&sandbox);
}

void
osr_sandbox_free (OsrSandbox *sandbox)
{
  if (sandbox == NULL)
    return;
  if (sandbox->script_source != NULL)
    g_source_destroy (sandbox->script_source);
  g_clear_pointer (&sandbox->script_source, g_source_unref);
  if (sandbox->server != NULL)
    soup_server_disconnect (sandbox->server);
  g_clear_object (&sandbox->server);
  if (sandbox->look_source != NULL)
    g_source_destroy (sandbox->look_source);
  g_clear_pointer (&sandbox->look_source, g_source_unref);
  g_clear_pointer (&sandbox->held, g_hash_table_unref);
  g_clear_pointer (&sandbox->listeners, g_ptr_array_unref);
  g_clear_pointer (&sandbox->captchas, g_hash_table_unref);
  g_clear_pointer (&sandbox->office, osr_sandbox_office_free);
  g_clear_pointer (&sandbox->progress.written, g_hash_table_unref);
  g_clear_pointer (&sandbox->faults, osr_sandbox_faults_free);
  g_clear_pointer (&sandbox->rate, osr_sandbox_rate_free);
  g_free (sandbox->state_path);
  g_free (sandbox->form_token);
  g_free (sandbox->url);
  g_free (sandbox);
}

const char *
osr_sandbox_get_url (OsrSandbox *sandbox)
{
  return sandbox->url;
}

guint
osr_sandbox_get_port (OsrSandbox *sandbox)
{
  return sandbox->port;
}

OsrSandboxWall *
osr_sandbox_get_wall (OsrSandbox *sandbox)
{
  return sandbox->office->wall;
}

const char *
osr_sandbox_get_captcha (OsrSandbox *sandbox, const char *method)
{
  return g_hash_table_lookup (sandbox->captchas, method);
}
