/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The four ways in which arguments come: address, form, several parts with files, JSON. */
#include <string.h>

#include "core/osr-json.h"
#include "demo/sandbox/telegram/osr-sandbox-telegram-call.h"

#define FORM_TYPE "application/x-www-form-urlencoded"
#define JSON_TYPE "application/json"
#define PART_TYPE "multipart/form-data"
#define MAX_JSON  (1024 * 1024)

static gboolean
take (OsrSandboxTelegramCall *call, const char *name, const char *value)
{
  if (value == NULL || !g_utf8_validate (name, -1, NULL) || !g_utf8_validate (value, -1, NULL))
    return osr_sandbox_telegram_fail (call->exchange, 400,
                                      "Bad Request: strings must be encoded in UTF-8");
  g_hash_table_insert (call->exchange->form, g_strdup (name), g_strdup (value));
  return TRUE;
}

static gboolean
take_table (OsrSandboxTelegramCall *call, GHashTable *table)
{
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!take (call, name, value))
      return FALSE;
  return TRUE;
}

/* What is no string is kept as its JSON. */
static gboolean
take_json (OsrSandboxTelegramCall *call, const char *text, gsize length)
{
  g_autoptr (JsonObject) object =
      osr_json_read_object (text, (gssize) length, MAX_JSON, "request", NULL);
  g_autoptr (GList) names = object != NULL ? json_object_get_members (object) : NULL;

  if (object == NULL)
    return osr_sandbox_telegram_fail (call->exchange, 400, "Bad Request: can't parse JSON object");
  for (GList *name = names; name != NULL; name = name->next) {
    JsonNode *node = json_object_get_member (object, name->data);
    g_autofree char *written = osr_json_write (node);
    const char *value = json_node_get_value_type (node) == G_TYPE_STRING
                            ? json_node_get_string (node)
                            : g_strchomp (written);

    if (!JSON_NODE_HOLDS_NULL (node) && !take (call, name->data, value))
      return FALSE;
  }
  return TRUE;
}

static const char *
kind_of (const char *name)
{
  if (strcmp (name, "photo") == 0 || strcmp (name, "video") == 0)
    return name;
  return "doc";
}

static gboolean
take_part (OsrSandboxTelegramCall *call, SoupMessageHeaders *headers, GBytes *bytes)
{
  g_autoptr (GHashTable) params = NULL;
  g_autofree char *disposition = NULL;
  const char *name, *file_name;

  if (!soup_message_headers_get_content_disposition (headers, &disposition, &params))
    return osr_sandbox_telegram_fail (call->exchange, 400, "Bad Request: part has no name");
  name = g_hash_table_lookup (params, "name");
  file_name = g_hash_table_lookup (params, "filename");
  if (name != NULL && file_name != NULL) {
    OsrSandboxFile *file = osr_sandbox_wall_add_file (
        call->wall, call->community->id, kind_of (name), file_name, g_bytes_ref (bytes));

    g_hash_table_insert (call->uploads, g_strdup (name), file);
    return TRUE;
  }
  if (name != NULL) {
    g_autofree char *value = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

    return take (call, name, value);
  }
  return osr_sandbox_telegram_fail (call->exchange, 400, "Bad Request: part has no name");
}

static gboolean
take_parts (OsrSandboxTelegramCall *call)
{
  SoupServerMessage *msg = call->exchange->msg;
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (msg));
  g_autoptr (SoupMultipart) multipart =
      soup_multipart_new_from_message (soup_server_message_get_request_headers (msg), body);

  for (int i = 0; multipart != NULL && i < soup_multipart_get_length (multipart); i++) {
    SoupMessageHeaders *headers;
    GBytes *part;

    if (soup_multipart_get_part (multipart, i, &headers, &part) && !take_part (call, headers, part))
      return FALSE;
  }
  return multipart != NULL ||
         osr_sandbox_telegram_fail (call->exchange, 400, "Bad Request: can't parse the body");
}

gboolean
osr_sandbox_telegram_read (OsrSandboxTelegramCall *call)
{
  OsrSandboxExchange *exchange = call->exchange;
  g_autofree char *body = NULL;
  g_autoptr (GHashTable) form = NULL;
  gsize length;

  exchange->form = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!take_table (call, exchange->query))
    return FALSE;
  if (osr_sandbox_exchange_body_is (exchange, PART_TYPE))
    return take_parts (call);
  body = osr_sandbox_exchange_body (exchange, &length);
  if (length == 0)
    return TRUE;
  if (osr_sandbox_exchange_body_is (exchange, JSON_TYPE))
    return take_json (call, body, length);
  if (!osr_sandbox_exchange_body_is (exchange, FORM_TYPE))
    return osr_sandbox_telegram_fail (exchange, 400, "Bad Request: unsupported type of body");
  form = soup_form_decode (body);
  return take_table (call, form);
}
