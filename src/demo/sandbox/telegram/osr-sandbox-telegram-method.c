/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Bot API's methods with their parameters, and the check of arguments against them. Telegram lets
 * unknown arguments pass in silence; here they are refused, so that a misspelt one is noticed. */
#include <string.h>

#include "core/osr-json.h"
#include "demo/sandbox/telegram/osr-sandbox-telegram-call.h"

#define INT      OSR_SANDBOX_TELEGRAM_INT
#define BOOL     OSR_SANDBOX_TELEGRAM_BOOL
#define STRING   OSR_SANDBOX_TELEGRAM_STRING
#define CHAT     OSR_SANDBOX_TELEGRAM_CHAT
#define UPLOAD   OSR_SANDBOX_TELEGRAM_FILE
#define JSON     OSR_SANDBOX_TELEGRAM_JSON
#define MAX_JSON (64 * 1024)

/* What every sending method takes. */
#define SENDING                                                                                    \
  { "business_connection_id", STRING }, { "chat_id", CHAT, TRUE }, { "message_thread_id", INT },   \
      { "direct_messages_topic_id", INT }, { "disable_notification", BOOL },                       \
      { "protect_content", BOOL }, { "allow_paid_broadcast", BOOL },                               \
      { "message_effect_id", STRING },                                                             \
  {                                                                                                \
    "reply_parameters", JSON                                                                       \
  }

static const OsrSandboxTelegramParam get_updates[] = {
  { "offset", INT }, { "limit", INT }, { "timeout", INT }, { "allowed_updates", JSON }
};

static const OsrSandboxTelegramParam delete_webhook[] = { { "drop_pending_updates", BOOL } };

static const OsrSandboxTelegramParam send_message[] = {
  SENDING,
  { "text", STRING, TRUE },
  { "parse_mode", STRING },
  { "entities", JSON },
  { "link_preview_options", JSON },
  { "suggested_post_parameters", JSON },
  { "reply_markup", JSON },
};

#define CAPTIONED                                                                                  \
  { "caption", STRING }, { "parse_mode", STRING }, { "caption_entities", JSON },                   \
      { "suggested_post_parameters", JSON },                                                       \
  {                                                                                                \
    "reply_markup", JSON                                                                           \
  }

static const OsrSandboxTelegramParam send_photo[] = {
  SENDING,
  CAPTIONED,
  { "photo", UPLOAD, TRUE },
  { "show_caption_above_media", BOOL },
  { "has_spoiler", BOOL },
};

static const OsrSandboxTelegramParam send_video[] = {
  SENDING,
  CAPTIONED,
  { "video", UPLOAD, TRUE },
  { "duration", INT },
  { "width", INT },
  { "height", INT },
  { "thumbnail", UPLOAD },
  { "cover", UPLOAD },
  { "start_timestamp", INT },
  { "show_caption_above_media", BOOL },
  { "has_spoiler", BOOL },
  { "supports_streaming", BOOL },
};

static const OsrSandboxTelegramParam send_document[] = {
  SENDING,
  CAPTIONED,
  { "document", UPLOAD, TRUE },
  { "thumbnail", UPLOAD },
  { "disable_content_type_detection", BOOL },
};

static const OsrSandboxTelegramParam send_group[] = { SENDING, { "media", JSON, TRUE } };

static const OsrSandboxTelegramParam edit_text[] = {
  { "business_connection_id", STRING },
  { "chat_id", CHAT },
  { "message_id", INT },
  { "inline_message_id", STRING },
  { "text", STRING },
  { "parse_mode", STRING },
  { "entities", JSON },
  { "link_preview_options", JSON },
  { "rich_message", JSON },
  { "reply_markup", JSON },
};

static const OsrSandboxTelegramParam one_message[] = { { "chat_id", CHAT, TRUE },
                                                       { "message_id", INT, TRUE } };
static const OsrSandboxTelegramParam one_chat[] = { { "chat_id", CHAT, TRUE } };
static const OsrSandboxTelegramParam administrators[] = { { "chat_id", CHAT, TRUE },
                                                          { "return_bots", BOOL } };
static const OsrSandboxTelegramParam one_member[] = { { "chat_id", CHAT, TRUE },
                                                      { "user_id", INT, TRUE } };
static const OsrSandboxTelegramParam one_file[] = { { "file_id", STRING, TRUE } };

#define PARAMS(array) array, G_N_ELEMENTS (array)

static const OsrSandboxTelegramMethod methods[] = {
  { "getMe", NULL, 0, osr_sandbox_telegram_get_me },
  { "getUpdates", PARAMS (get_updates), osr_sandbox_telegram_get_updates },
  { "deleteWebhook", PARAMS (delete_webhook), osr_sandbox_telegram_delete_webhook },
  { "getWebhookInfo", NULL, 0, osr_sandbox_telegram_get_webhook_info },
  { "getChat", PARAMS (one_chat), osr_sandbox_telegram_get_chat },
  { "getChatMember", PARAMS (one_member), osr_sandbox_telegram_get_chat_member },
  { "getChatAdministrators", PARAMS (administrators), osr_sandbox_telegram_get_administrators },
  { "getFile", PARAMS (one_file), osr_sandbox_telegram_get_file },
  { "sendMessage", PARAMS (send_message), osr_sandbox_telegram_send_message },
  { "sendPhoto", PARAMS (send_photo), osr_sandbox_telegram_send_file },
  { "sendVideo", PARAMS (send_video), osr_sandbox_telegram_send_file },
  { "sendDocument", PARAMS (send_document), osr_sandbox_telegram_send_file },
  { "sendMediaGroup", PARAMS (send_group), osr_sandbox_telegram_send_group },
  { "editMessageText", PARAMS (edit_text), osr_sandbox_telegram_edit_text },
  { "deleteMessage", PARAMS (one_message), osr_sandbox_telegram_delete_message },
};

const OsrSandboxTelegramMethod *
osr_sandbox_telegram_methods (guint *n_methods)
{
  *n_methods = G_N_ELEMENTS (methods);
  return methods;
}

const OsrSandboxTelegramMethod *
osr_sandbox_telegram_method_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (strcmp (methods[i].name, name) == 0)
      return &methods[i];
  return NULL;
}

static const OsrSandboxTelegramParam *
find_param (const OsrSandboxTelegramMethod *method, const char *name)
{
  for (guint i = 0; i < method->n_params; i++)
    if (strcmp (method->params[i].name, name) == 0)
      return &method->params[i];
  return NULL;
}

static gboolean
value_fits (const OsrSandboxTelegramParam *param, const char *text)
{
  g_autoptr (JsonNode) node = NULL;
  gint64 number;

  switch (param->type) {
  case OSR_SANDBOX_TELEGRAM_INT:
    return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL);
  case OSR_SANDBOX_TELEGRAM_CHAT:
    return *text == '@' ||
           g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL);
  case OSR_SANDBOX_TELEGRAM_BOOL:
    return strcmp (text, "true") == 0 || strcmp (text, "false") == 0 ||
           strcmp (text, "True") == 0 || strcmp (text, "False") == 0 || strcmp (text, "1") == 0 ||
           strcmp (text, "0") == 0;
  case OSR_SANDBOX_TELEGRAM_JSON:
    node = osr_json_read (text, -1, MAX_JSON, param->name, NULL);
    return node != NULL && !JSON_NODE_HOLDS_VALUE (node);
  case OSR_SANDBOX_TELEGRAM_STRING:
  case OSR_SANDBOX_TELEGRAM_FILE:
  default:
    return TRUE;
  }
}

static gboolean
check_value (OsrSandboxTelegramCall *call, const char *name, const char *value)
{
  const OsrSandboxTelegramParam *param = find_param (call->method, name);
  g_autofree char *sentence = NULL;

  if (param == NULL)
    sentence = g_strdup_printf ("Bad Request: unknown parameter \"%s\"", name);
  else if (!value_fits (param, value))
    sentence = g_strdup_printf ("Bad Request: can't parse parameter \"%s\"", name);
  return sentence == NULL || osr_sandbox_telegram_fail (call->exchange, 400, sentence);
}

static gboolean
check_absent (OsrSandboxTelegramCall *call, const OsrSandboxTelegramParam *param)
{
  const char *sentence = "Bad Request: a required parameter is missing";

  if (!param->required || osr_sandbox_telegram_string (call, param->name) != NULL ||
      g_hash_table_contains (call->uploads, param->name))
    return TRUE;
  if (param->type == OSR_SANDBOX_TELEGRAM_CHAT)
    sentence = "Bad Request: chat_id is empty";
  else if (strcmp (param->name, "text") == 0)
    sentence = "Bad Request: message text is empty";
  else if (strcmp (param->name, "photo") == 0)
    sentence = "Bad Request: there is no photo in the request";
  else if (strcmp (param->name, "video") == 0)
    sentence = "Bad Request: there is no video in the request";
  return osr_sandbox_telegram_fail (call->exchange, 400, sentence);
}

gboolean
osr_sandbox_telegram_check (OsrSandboxTelegramCall *call)
{
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, call->exchange->form);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!check_value (call, name, value))
      return FALSE;
  for (guint i = 0; i < call->method->n_params; i++)
    if (!check_absent (call, &call->method->params[i]))
      return FALSE;
  return TRUE;
}
