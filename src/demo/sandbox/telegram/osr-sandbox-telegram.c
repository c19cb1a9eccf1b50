/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Bot API over HTTP: /bot{token}/{method}, and /file/bot{token}/{path} for downloads. Arguments
 * come in the address, as a form, in several parts or as JSON. The status equals the error code. */
#include <string.h>

#include "core/osr-json.h"
#include "demo/sandbox/osr-sandbox-connector.h"
#include "demo/sandbox/osr-sandbox-pictures.h"
#include "demo/sandbox/osr-sandbox-private.h"
#include "demo/sandbox/telegram/osr-sandbox-telegram-call.h"

#define DEFAULT_RETRY 5 /* seconds */
#define FILE_PATH     "files/file_"

gboolean
osr_sandbox_telegram_fail_with (OsrSandboxExchange *exchange, guint code, const char *description,
                                const char *parameter, gint64 value)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  osr_sandbox_shape_flag (builder, "ok", FALSE);
  osr_sandbox_shape_int (builder, "error_code", code);
  osr_sandbox_shape_string (builder, "description", description);
  if (parameter != NULL) {
    osr_sandbox_shape_object (builder, "parameters");
    osr_sandbox_shape_int (builder, parameter, value);
    json_builder_end_object (builder);
  }
  json_builder_end_object (builder);
  osr_sandbox_exchange_answer_built (exchange, code, builder);
  return FALSE;
}

gboolean
osr_sandbox_telegram_fail (OsrSandboxExchange *exchange, guint code, const char *description)
{
  return osr_sandbox_telegram_fail_with (exchange, code, description, NULL, 0);
}

JsonBuilder *
osr_sandbox_telegram_begin (void)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  osr_sandbox_shape_flag (builder, "ok", TRUE);
  json_builder_set_member_name (builder, "result");
  return builder;
}

gboolean
osr_sandbox_telegram_end (OsrSandboxTelegramCall *call, JsonBuilder *builder)
{
  json_builder_end_object (builder);
  osr_sandbox_exchange_answer_built (call->exchange, SOUP_STATUS_OK, builder);
  return TRUE;
}

gboolean
osr_sandbox_telegram_true (OsrSandboxTelegramCall *call)
{
  g_autoptr (JsonBuilder) builder = osr_sandbox_telegram_begin ();

  json_builder_add_boolean_value (builder, TRUE);
  return osr_sandbox_telegram_end (call, builder);
}

const char *
osr_sandbox_telegram_string (OsrSandboxTelegramCall *call, const char *name)
{
  return g_hash_table_lookup (call->exchange->form, name);
}

gint64
osr_sandbox_telegram_int (OsrSandboxTelegramCall *call, const char *name, gint64 fallback)
{
  const char *text = osr_sandbox_telegram_string (call, name);
  gint64 value;

  return text != NULL && g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &value, NULL)
             ? value
             : fallback;
}

gboolean
osr_sandbox_telegram_flag (OsrSandboxTelegramCall *call, const char *name)
{
  const char *text = osr_sandbox_telegram_string (call, name);

  return text != NULL && (g_ascii_strcasecmp (text, "true") == 0 || strcmp (text, "1") == 0);
}

gboolean
osr_sandbox_telegram_fits (const char *text, glong limit)
{
  glong units = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    units += g_utf8_get_char (c) > 0xffff ? 2 : 1;
  return units <= limit;
}

OsrSandboxChat
osr_sandbox_telegram_chat (OsrSandboxTelegramCall *call)
{
  const char *text = osr_sandbox_telegram_string (call, "chat_id");
  OsrSandboxChat chat = osr_sandbox_name_chat (call->community, text != NULL ? text : "");

  if (chat == OSR_SANDBOX_CHAT_UNKNOWN)
    osr_sandbox_telegram_fail (call->exchange, 400, "Bad Request: chat not found");
  if (chat != OSR_SANDBOX_CHAT_OLD_GROUP)
    return chat;
  osr_sandbox_telegram_fail_with (call->exchange, 400,
                                  "Bad Request: group chat was upgraded to a supergroup chat",
                                  "migrate_to_chat_id", osr_sandbox_name_group (call->community));
  return OSR_SANDBOX_CHAT_UNKNOWN;
}

static const struct {
  guint code;
  const char *description;
} refusals[] = {
  { 400, "Bad Request: message to be replied not found" },
  { 401, "Unauthorized" },
  { 403, "Forbidden: bot was kicked from the supergroup chat" },
  { 404, "Not Found" },
  { 409,
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is "
    "running" },
  { 500, "Internal Server Error" },
};

static void
refuse (OsrSandboxExchange *exchange)
{
  OsrSandboxFault *fault = &exchange->fault;
  guint code = fault->kind == OSR_SANDBOX_FAULT_ERROR ? (guint) CLAMP (fault->code, 400, 599) : 409;
  gint64 seconds = fault->seconds > 0 ? fault->seconds : DEFAULT_RETRY;
  const char *description = "Bad Request";
  g_autofree char *wait = NULL;
  g_autofree char *header = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (refusals[i].code == code)
      description = refusals[i].description;
  if (*fault->text != '\0')
    description = fault->text;
  if (code != 429) {
    osr_sandbox_telegram_fail (exchange, code, description);
    return;
  }
  wait = g_strdup_printf ("Too Many Requests: retry after %" G_GINT64_FORMAT, seconds);
  header = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);
  osr_sandbox_telegram_fail_with (exchange, code, wait, "retry_after", seconds);
  soup_message_headers_replace (soup_server_message_get_response_headers (exchange->msg),
                                "Retry-After", header);
}

/* Whether the fault leaves the call to the method: a moved group and a webhook are states. */
static gboolean
pass_fault (OsrSandboxExchange *exchange, OsrSandboxCommunity *community)
{
  const OsrSandboxFault *fault = &exchange->fault;

  if (fault->kind == OSR_SANDBOX_FAULT_MIGRATE) {
    community->moved = TRUE;
    osr_sandbox_save (exchange->sandbox);
    return TRUE;
  }
  if (fault->kind == OSR_SANDBOX_FAULT_CONFLICT && strcmp (fault->text, "webhook") == 0) {
    community->webhook = TRUE;
    return TRUE;
  }
  if (!osr_sandbox_fault_refuses (fault))
    return TRUE;
  refuse (exchange);
  return FALSE;
}

/* (nullable): whose bot calls; the call has failed if nobody's. */
static OsrSandboxCommunity *
find_bot (OsrSandboxExchange *exchange, const char *token)
{
  OsrSandboxCommunity *community = NULL;

  exchange->token = osr_sandbox_wall_token (exchange->wall, token);
  if (exchange->token != NULL && exchange->token->kind == OSR_SANDBOX_TOKEN_GROUP)
    community = osr_sandbox_wall_community (exchange->wall, exchange->token->id);
  if (community != NULL && community->network == OSR_SANDBOX_TELEGRAM)
    return community;
  osr_sandbox_telegram_fail (exchange, 401, "Unauthorized");
  return NULL;
}

static void
handle (OsrSandboxExchange *exchange)
{
  g_auto (GStrv) parts = g_strsplit (exchange->rest, "/", 3);
  g_autoptr (GHashTable) uploads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  OsrSandboxTelegramCall call = { .exchange = exchange,
                                  .wall = exchange->wall,
                                  .uploads = uploads };

  if (g_strv_length (parts) != 2) {
    osr_sandbox_telegram_fail (exchange, 404, "Not Found");
    return;
  }
  call.community = find_bot (exchange, parts[0]);
  if (call.community == NULL || !pass_fault (exchange, call.community))
    return;
  call.method = osr_sandbox_telegram_method_find (parts[1]);
  if (call.method == NULL) {
    osr_sandbox_telegram_fail (exchange, 404, "Not Found");
    return;
  }
  if (osr_sandbox_telegram_read (&call) && osr_sandbox_telegram_check (&call))
    call.method->answer (&call);
}

static char *
name_of (const OsrSandboxExchange *exchange)
{
  const char *slash = strrchr (exchange->rest, '/');

  return g_strdup (slash != NULL ? slash + 1 : "");
}

static void
handle_file (OsrSandboxExchange *exchange)
{
  const char *slash = strchr (exchange->rest, '/');
  g_autofree char *token = g_strndup (exchange->rest, slash != NULL ? slash - exchange->rest : 0);
  OsrSandboxCommunity *community = find_bot (exchange, token);
  OsrSandboxFile *file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gconstpointer data;
  gsize length;
  gint64 id;

  if (community == NULL)
    return;
  if (slash != NULL && g_str_has_prefix (slash + 1, FILE_PATH) &&
      g_ascii_string_to_signed (slash + 1 + strlen (FILE_PATH), 10, 1, G_MAXINT64, &id, NULL))
    file = osr_sandbox_wall_file (exchange->wall, id);
  bytes = file != NULL ? osr_sandbox_picture_bytes (file) : NULL;
  if (bytes == NULL || file->community != community->id) {
    osr_sandbox_telegram_fail (exchange, 404, "Not Found");
    return;
  }
  data = g_bytes_get_data (bytes, &length);
  soup_server_message_set_status (exchange->msg, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (exchange->msg, "application/octet-stream", SOUP_MEMORY_COPY,
                                    data, length);
}

static const char *const names[] = {
  "getMe",           "getUpdates",    "deleteWebhook",         "getWebhookInfo",
  "getChat",         "getFile",       "getChatMember",         "sendMessage",
  "sendPhoto",       "sendVideo",     "sendDocument",          "sendMediaGroup",
  "editMessageText", "deleteMessage", "getChatAdministrators", NULL
};

const OsrSandboxConnector osr_sandbox_telegram_connector = {
  .prefix = "/bot",
  .methods = names,
  .name = name_of,
  .handle = handle,
};

const OsrSandboxConnector osr_sandbox_telegram_file_connector = {
  .prefix = "/file/bot",
  .name = name_of,
  .handle = handle_file,
};
