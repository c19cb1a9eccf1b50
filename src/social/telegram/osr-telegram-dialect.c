/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Updates, what a call made, and who the bot and its chats are. */
#include "social/telegram/osr-telegram-dialect.h"

#include <string.h>

#include "core/osr-json.h"
#include "social/osr-social-reader.h"
#include "social/telegram/osr-telegram-fault.h"
#include "social/telegram/osr-telegram-parser.h"

/* -- Updates -- */

static const struct {
  const char *member;
  gboolean edited;
} told[] = {
  { "message", FALSE },
  { "edited_message", TRUE },
  { "channel_post", FALSE },
  { "edited_channel_post", TRUE },
};

/* Items of an album come one by one; what holds them together is kept as the record's value. */
static gboolean
add_message (OsrNetworkAnswer *answer, OsrNetworkAccount *account, JsonObject *object,
             gboolean edited, const char *update)
{
  gboolean is_post;
  OsrNetworkMessage *message = osr_telegram_parse_message (account, object, &is_post);
  OsrNetworkRecord *record;
  g_autofree char *name = NULL;

  if (message != NULL) {
    record = osr_network_answer_add (answer,
                                     edited    ? OSR_NETWORK_RECORD_EDITED
                                     : is_post ? OSR_NETWORK_RECORD_POST
                                               : OSR_NETWORK_RECORD_MESSAGE,
                                     message);
    record->id = g_strdup (update);
    record->value = osr_social_dup_id (object, "media_group_id");
    return TRUE;
  }
  if (!json_object_has_member (object, "message_id"))
    return FALSE;
  name = osr_telegram_dup_happening (object);
  osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_IGNORED, update, name, NULL);
  return TRUE;
}

/* Something else than a message: it is called by its member. The bot's own place in a chat is told as
 * a right. */
static void
add_other (OsrNetworkAnswer *answer, JsonObject *update, const char *id)
{
  g_autoptr (GList) names = json_object_get_members (update);
  JsonObject *member = osr_json_get_object (update, "my_chat_member");
  g_autofree char *status =
      osr_social_dup_name (osr_json_get_object (member, "new_chat_member"), "status");

  if (member != NULL && *status != '\0') {
    osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_RIGHT, id, "status", status);
    return;
  }
  for (GList *at = names; at != NULL; at = at->next) {
    g_autofree char *name = osr_social_one_line (at->data, OSR_SOCIAL_MAX_NAME);

    if (g_str_equal (name, "update_id"))
      continue;
    osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_IGNORED, id, name, NULL);
    return;
  }
}

static gboolean
add_update (OsrNetworkAnswer *answer, OsrNetworkAccount *account, JsonObject *update)
{
  g_autofree char *id = NULL;

  if (update == NULL || osr_social_int (update, "update_id", -1) < 0)
    return FALSE;
  id = g_strdup_printf ("%" G_GINT64_FORMAT, osr_social_int (update, "update_id", 0));
  for (guint i = 0; i < G_N_ELEMENTS (told); i++) {
    JsonObject *object = osr_json_get_object (update, told[i].member);

    if (object != NULL && add_message (answer, account, object, told[i].edited, id))
      return TRUE;
  }
  add_other (answer, update, id);
  return TRUE;
}

static gboolean
read_updates (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
              GError **error)
{
  JsonArray *updates = osr_social_list (result, "");
  JsonObject *one = osr_social_object (result);
  gint64 last = -1;
  g_autofree char *next = NULL;

  if (one != NULL)
    return add_update (answer, question->account, one) ||
           add_message (answer, question->account, one, FALSE, NULL) ||
           osr_network_lacks (question, "update", error);
  if (updates == NULL)
    return osr_network_lacks (question, "updates", error);
  for (guint i = 0; i < json_array_get_length (updates); i++) {
    JsonObject *update = osr_json_array_get_object (updates, i);
    gint64 id = osr_social_int (update, "update_id", -1);

    add_update (answer, question->account, update);
    last = MAX (last, id);
  }
  if (last >= 0 && last < G_MAXINT64)
    next = g_strdup_printf ("%" G_GINT64_FORMAT, last + 1);
  osr_network_answer_add_place (answer, "offset", next);
  return TRUE;
}

/* -- What a call made -- */

static gboolean
add_created (OsrNetworkAnswer *answer, OsrNetworkAccount *account, JsonObject *object)
{
  gboolean is_post;
  OsrNetworkMessage *message = osr_telegram_parse_message (account, object, &is_post);
  g_autofree char *id = osr_social_dup_id (object, "message_id");

  if (message != NULL)
    osr_network_answer_add (answer, OSR_NETWORK_RECORD_CREATED, message);
  else if (id != NULL)
    osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_CREATED, id, NULL, NULL);
  return id != NULL;
}

/* One message, or those of an album; deleting and the like only say true. */
static gboolean
read_created (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
              GError **error)
{
  JsonArray *list = osr_social_list (result, "");
  JsonObject *object = osr_social_object (result);

  if (object != NULL && add_created (answer, question->account, object))
    return TRUE;
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    add_created (answer, question->account, osr_json_array_get_object (list, i));
  if (JSON_NODE_HOLDS_VALUE (result) && osr_social_int_of (result, 0) == 1)
    osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_NUMBER, NULL, "done", "1");
  return answer->records->len > 0 || osr_network_lacks (question, "message", error);
}

/* -- Bot, chats, files -- */

static void
add_flags (OsrNetworkAnswer *answer, JsonObject *object)
{
  static const char *const flags[] = { "can_read_all_group_messages", "can_join_groups",
                                       "can_post_messages",           "can_delete_messages",
                                       "can_send_messages",           "can_send_photos" };

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++) {
    if (json_object_has_member (object, flags[i]))
      osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_RIGHT, NULL, flags[i],
                                   osr_social_is_true (object, flags[i]) ? "1" : "0");
  }
}

static gboolean
read_owner (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
            GError **error)
{
  JsonObject *object = osr_social_object (result);
  g_autofree char *id = osr_social_dup_id (object, "id");
  g_autofree char *linked = osr_social_dup_id (object, "linked_chat_id");
  g_autofree char *name = NULL;
  g_autofree char *short_name = NULL;

  if (id == NULL)
    return osr_network_lacks (question, "id", error);
  name = osr_telegram_dup_name (object);
  short_name = osr_social_dup_name (object, "username");
  osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_OWNER, id, name, short_name);
  if (linked != NULL)
    osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_NUMBER, NULL, "linked_chat_id", linked);
  add_flags (answer, object);
  return TRUE;
}

static gboolean
read_member (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
             GError **error)
{
  JsonObject *object = osr_social_object (result);
  g_autofree char *status = osr_social_dup_name (object, "status");

  if (*status == '\0')
    return osr_network_lacks (question, "status", error);
  osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_RIGHT, NULL, "status", status);
  add_flags (answer, object);
  return TRUE;
}

static gboolean
read_address (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
              GError **error)
{
  static const char *const members[] = { "file_path", "url" };
  JsonObject *object = osr_social_object (result);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    g_autofree char *value = osr_social_dup_text (object, members[i]);

    if (*value != '\0')
      osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_ADDRESS, NULL, members[i], value);
  }
  return object != NULL || osr_network_lacks (question, "address", error);
}

static const OsrNetworkMethod methods[] = {
  { "getUpdates", read_updates },
  { "longpoll", read_updates },
  { "sendMessage", read_created, TRUE },
  { "sendPhoto", read_created, TRUE },
  { "sendVideo", read_created, TRUE },
  { "sendDocument", read_created, TRUE },
  { "sendMediaGroup", read_created, TRUE },
  { "editMessageText", read_created, TRUE },
  { "deleteMessage", read_created, TRUE },
  { "deleteWebhook", read_created, TRUE },
  { "getWebhookInfo", read_address },
  { "getMe", read_owner },
  { "getChat", read_owner },
  { "getChatMember", read_member },
  { "getFile", read_address },
  { NULL },
};

/* What has no "ok" is taken for the result alone: an update that was kept, a message. */
static JsonNode *
open_answer (const OsrNetworkQuestion *question, JsonNode *root, gboolean writes,
             OsrNetworkFault **fault)
{
  JsonObject *object = osr_social_object (root);

  if (object == NULL)
    return NULL;
  if (!json_object_has_member (object, "ok"))
    return json_object_has_member (object, "error_code") ? NULL : root;
  if (osr_social_is_true (object, "ok"))
    return json_object_get_member (object, "result");
  *fault = osr_telegram_fault_read (question->account, object, writes);
  return NULL;
}

const OsrNetworkDialect osr_telegram_dialect = {
  .network = "telegram",
  .methods = methods,
  .open = open_answer,
};
