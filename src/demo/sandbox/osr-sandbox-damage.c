/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How an answer goes wrong on its way out: not at all, late, byte by byte, cut, with a byte that is no
 * UTF-8, with members of other types than the network promises, or with what no careful reader takes. */
#include <string.h>

#include "core/osr-json.h"
#include "demo/sandbox/osr-sandbox-exchange.h"
#include "demo/sandbox/osr-sandbox-poison.h"
#include "demo/sandbox/osr-sandbox-private.h"

typedef struct {
  OsrSandbox *sandbox;
  SoupServerMessage *msg;
  GBytes *bytes; /* (nullable): what is left to give */
  gsize given;
  gsize step;
} Held;

static void
held_free (gpointer data)
{
  Held *held = data;

  g_clear_pointer (&held->bytes, g_bytes_unref);
  g_free (held);
}

void
osr_sandbox_exchange_drop (OsrSandboxExchange *exchange)
{
  g_socket_shutdown (soup_server_message_get_socket (exchange->msg), TRUE, TRUE, NULL);
  soup_server_message_set_status (exchange->msg, SOUP_STATUS_OK, NULL);
}

static gboolean
on_release (gpointer data)
{
  Held *held = data;

  soup_server_message_unpause (held->msg);
  g_hash_table_remove (held->sandbox->held, held->msg);
  return G_SOURCE_REMOVE;
}

static gboolean
on_step (gpointer data)
{
  Held *held = data;
  SoupMessageBody *body = soup_server_message_get_response_body (held->msg);
  gsize left = g_bytes_get_size (held->bytes) - held->given;
  gsize step = MIN (held->step, left);
  const char *bytes = g_bytes_get_data (held->bytes, NULL);

  if (left == 0) {
    soup_message_body_complete (body);
    return on_release (held);
  }
  soup_message_body_append (body, SOUP_MEMORY_COPY, bytes + held->given, step);
  held->given += step;
  soup_server_message_unpause (held->msg);
  return G_SOURCE_CONTINUE;
}

/* The peer may go before the time is up; then there is nobody to answer. */
static void
forget_held (SoupServerMessage *msg, gpointer data)
{
  OsrSandbox *sandbox = data;

  g_hash_table_remove (sandbox->held, msg);
}

static void
hold (OsrSandboxExchange *exchange, Held *held, guint interval, GSourceFunc func)
{
  GSource *source = g_timeout_source_new (interval);

  held->sandbox = exchange->sandbox;
  held->msg = exchange->msg;
  g_source_set_callback (source, func, held, held_free);
  g_source_attach (source, g_main_context_get_thread_default ());
  g_hash_table_insert (exchange->sandbox->held, g_object_ref (exchange->msg), source);
  g_signal_connect (exchange->msg, "finished", G_CALLBACK (forget_held), exchange->sandbox);
  soup_server_message_pause (exchange->msg);
}

static GBytes *
take_body (OsrSandboxExchange *exchange)
{
  SoupMessageBody *body = soup_server_message_get_response_body (exchange->msg);
  GBytes *bytes = soup_message_body_flatten (body);

  soup_message_body_truncate (body);
  return bytes;
}

static void
give_slowly (OsrSandboxExchange *exchange)
{
  Held *held = g_new0 (Held, 1);
  guint time = (guint) MAX (exchange->fault.seconds, 1) * 1000;
  gsize length;

  held->bytes = take_body (exchange);
  length = MAX (g_bytes_get_size (held->bytes), 1);
  held->step = length / time + 1;
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (exchange->msg),
                                     SOUP_ENCODING_CHUNKED);
  hold (exchange, held, (guint) MAX (time / length, 1), on_step);
}

static void
replace_body (OsrSandboxExchange *exchange, const char *bytes, gsize length)
{
  SoupMessageBody *body = soup_server_message_get_response_body (exchange->msg);

  soup_message_body_truncate (body);
  soup_message_body_append (body, SOUP_MEMORY_COPY, bytes, length);
  soup_message_body_complete (body);
}

static void
truncate_body (OsrSandboxExchange *exchange)
{
  g_autoptr (GBytes) bytes = take_body (exchange);
  gsize length = g_bytes_get_size (bytes);

  if (length > 0)
    replace_body (exchange, g_bytes_get_data (bytes, NULL), length / 2);
}

static void
spoil_text (OsrSandboxExchange *exchange)
{
  g_autoptr (GBytes) bytes = take_body (exchange);
  gsize length = g_bytes_get_size (bytes);
  g_autofree char *copy = g_malloc (length + 1);
  char *quote;

  if (length == 0)
    return;
  memcpy (copy, g_bytes_get_data (bytes, NULL), length);
  quote = memchr (copy, '"', length);
  if (quote != NULL && quote + 1 < copy + length)
    quote[1] = '\xff';
  replace_body (exchange, copy, length);
}

static JsonNode *other_types (JsonNode *node);

static void
change_member (JsonObject *object, const char *name, JsonNode *node, gpointer data)
{
  json_object_set_member (data, name, other_types (node));
}

static JsonNode *
other_list (JsonArray *list)
{
  g_autoptr (JsonArray) changed = json_array_new ();

  for (guint i = 0; i < json_array_get_length (list); i++)
    json_array_add_element (changed, other_types (json_array_get_element (list, i)));
  return json_node_init_array (json_node_alloc (), changed);
}

static JsonNode *
other_object (JsonObject *object)
{
  g_autoptr (JsonObject) changed = json_object_new ();
  g_autoptr (JsonArray) empty = json_array_new ();

  if (json_object_get_size (object) == 0)
    return json_node_init_array (json_node_alloc (), empty);
  json_object_foreach_member (object, change_member, changed);
  return json_node_init_object (json_node_alloc (), changed);
}

static JsonNode *
other_value (JsonNode *node)
{
  g_autofree char *digits = NULL;
  gint64 number;

  if (json_node_get_value_type (node) == G_TYPE_INT64) {
    digits = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
    return json_node_init_string (json_node_alloc (), digits);
  }
  if (json_node_get_value_type (node) == G_TYPE_STRING &&
      g_ascii_string_to_signed (json_node_get_string (node), 10, 1, G_MAXINT64, &number, NULL))
    return json_node_init_int (json_node_alloc (), number);
  return json_node_copy (node);
}

/* (transfer full): integers as strings, strings of digits as integers, an empty object as a list. */
static JsonNode *
other_types (JsonNode *node)
{
  switch (json_node_get_node_type (node)) {
  case JSON_NODE_OBJECT:
    return other_object (json_node_get_object (node));
  case JSON_NODE_ARRAY:
    return other_list (json_node_get_array (node));
  case JSON_NODE_VALUE:
    return other_value (node);
  case JSON_NODE_NULL:
  default:
    return json_node_copy (node);
  }
}

static void
change_types (OsrSandboxExchange *exchange)
{
  g_autoptr (GBytes) bytes = take_body (exchange);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (JsonNode) root =
      length > 0 ? osr_json_read (text, (gssize) length, 0, "answer", NULL) : NULL;
  g_autoptr (JsonNode) changed = NULL;
  g_autofree char *written = NULL;

  if (root == NULL) {
    if (length > 0)
      replace_body (exchange, text, length);
    return;
  }
  changed = other_types (root);
  written = osr_json_write (changed);
  replace_body (exchange, written, strlen (written));
}

/* A feed is no JSON and stays as it is. */
static void
poison_body (OsrSandboxExchange *exchange)
{
  g_autoptr (GBytes) bytes = take_body (exchange);
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (GString) poisoned = NULL;

  if (length == 0)
    return;
  if (*text == '<') {
    replace_body (exchange, text, length);
    return;
  }
  poisoned = osr_sandbox_poison (text, length);
  replace_body (exchange, poisoned->str, poisoned->len);
}

static void
answer_otherwise (OsrSandboxExchange *exchange)
{
  osr_sandbox_exchange_answer_text (exchange, (guint) exchange->fault.code, "text/html",
                                    g_strdup ("<html><h1>Bad gateway</h1></html>"));
}

void
osr_sandbox_exchange_finish (OsrSandboxExchange *exchange)
{
  switch (exchange->fault.kind) {
  case OSR_SANDBOX_FAULT_DROP_AFTER:
    osr_sandbox_exchange_drop (exchange);
    break;
  case OSR_SANDBOX_FAULT_HTTP_AFTER:
    answer_otherwise (exchange);
    break;
  case OSR_SANDBOX_FAULT_LATE:
    if (exchange->fault.code > 0)
      answer_otherwise (exchange);
    break;
  case OSR_SANDBOX_FAULT_HOLD_ANSWER:
    if (exchange->fault.seconds > 0)
      hold (exchange, g_new0 (Held, 1), (guint) exchange->fault.seconds * 1000, on_release);
    break;
  case OSR_SANDBOX_FAULT_SLOW:
    give_slowly (exchange);
    break;
  case OSR_SANDBOX_FAULT_TRUNCATED:
    truncate_body (exchange);
    break;
  case OSR_SANDBOX_FAULT_NOT_UTF8:
    spoil_text (exchange);
    break;
  case OSR_SANDBOX_FAULT_TYPES:
    change_types (exchange);
    break;
  case OSR_SANDBOX_FAULT_POISONED:
    poison_body (exchange);
    break;
  default:
    break;
  }
}
