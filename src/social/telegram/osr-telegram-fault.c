/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes are those of HTTP; an answer without one still begins with the code's words. */
#include "social/telegram/osr-telegram-fault.h"

#include <string.h>

#include "core/osr-json.h"
#include "social/call/osr-network-call.h"
#include "social/osr-social-reader.h"

static const struct {
  gint64 code;
  const char *words, *name;
  OsrNetError class;
} codes[] = {
  { 400, "Bad Request", "bad_request", OSR_NET_ERROR_REJECTED },
  { 401, "Unauthorized", "unauthorized", OSR_NET_ERROR_AUTH },
  { 403, "Forbidden", "forbidden", OSR_NET_ERROR_REJECTED },
  { 404, "Not Found", "not_found", OSR_NET_ERROR_AUTH }, /* no such bot: the token is in the path */
  { 409, "Conflict", "conflict", OSR_NET_ERROR_TEMPORARY },
  { 429, "Too Many Requests", "retry_after", OSR_NET_ERROR_RATE_LIMITED },
  { 500, "Internal Server Error", "internal", OSR_NET_ERROR_TEMPORARY },
  { 502, "Bad Gateway", "bad_gateway", OSR_NET_ERROR_TEMPORARY },
};

static const struct {
  const char *part, *name;
} names[] = {
  { "message to be replied not found", "reply_not_found" },
  { "reply message not found", "reply_not_found" },
  { "replied message not found", "reply_not_found" },
  { "message thread not found", "thread_not_found" },
  { "chat not found", "chat_not_found" },
  { "message is too long", "message_too_long" },
  { "caption is too long", "message_too_long" },
  { "message text is empty", "message_empty" },
  { "not enough rights", "not_enough_rights" },
  { "have no rights", "not_enough_rights" },
  { "bot was blocked", "bot_blocked" },
  { "bot was kicked", "bot_kicked" },
  { "bot is not a member", "bot_not_member" },
  { "webhook is active", "webhook_active" },
  { "terminated by other getUpdates", "other_poller" },
  { "message to edit not found", "message_not_found" },
  { "message to delete not found", "message_not_found" },
  { "message is not modified", "message_not_modified" },
  { "upgraded to a supergroup", "migrate_to_chat_id" },
};

static gint64
find_code (JsonObject *root, JsonObject *parameters, const char *description)
{
  gint64 code = osr_social_int (root, "error_code", 0);

  for (guint i = 0; i < G_N_ELEMENTS (codes) && code == 0; i++) {
    if (g_str_has_prefix (description, codes[i].words))
      code = codes[i].code;
  }
  if (code == 0 && parameters != NULL && json_object_has_member (parameters, "retry_after"))
    code = 429;
  if (code == 0 && parameters != NULL && json_object_has_member (parameters, "migrate_to_chat_id"))
    code = 400;
  return code;
}

static const char *
find_name (gint64 code, const char *description)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if (strstr (description, names[i].part) != NULL)
      return names[i].name;
  }
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    if (codes[i].code == code)
      return codes[i].name;
  }
  return NULL;
}

/* A clear refusal did nothing; a failure of the server may have come after the effect. */
static OsrNetError
find_class (gint64 code, gboolean writes)
{
  if (code >= 500)
    return writes ? OSR_NET_ERROR_UNCERTAIN : OSR_NET_ERROR_TEMPORARY;
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++) {
    if (codes[i].code == code)
      return codes[i].class;
  }
  return OSR_NET_ERROR_REJECTED;
}

OsrNetworkFault *
osr_telegram_fault_read (OsrNetworkAccount *account, JsonObject *root, gboolean writes)
{
  JsonObject *parameters = osr_json_get_object (root, "parameters");
  const char *said = osr_json_get_string (root, "description");
  const char *description = said != NULL ? said : "";
  gint64 code = find_code (root, parameters, description);
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, code);
  g_autofree char *moved = osr_social_dup_id (parameters, "migrate_to_chat_id");
  OsrNetworkFault *fault = osr_network_fault_new (
      account, digits, moved != NULL ? "migrate_to_chat_id" : find_name (code, description),
      description, moved != NULL ? OSR_NET_ERROR_TEMPORARY : find_class (code, writes));

  fault->retry_after = MAX (osr_social_int (parameters, "retry_after", -1), -1);
  fault->moved_to = g_steal_pointer (&moved);
  return fault;
}

OsrNetError
osr_telegram_judge (guint status, const OsrNetworkFault *fault, gboolean writes)
{
  gboolean own_words =
      fault != NULL && status < 500 && (status >= 400 || g_strcmp0 (fault->code, "0") != 0);

  if (own_words)
    return fault->class;
  return osr_network_judge_status (status, writes);
}
