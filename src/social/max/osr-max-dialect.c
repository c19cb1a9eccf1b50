/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Updates, lists of posts and comments, what a call made, who the bot and its chats are. */
#include "social/max/osr-max-dialect.h"

#include <string.h>

#include "core/osr-json.h"
#include "social/max/osr-max-parser.h"
#include "social/osr-social-reader.h"

/* -- Updates -- */

static void
add_removed (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonObject *update)
{
  g_autofree char *id = osr_social_dup_id (update, "message_id");
  g_autofree char *chat = osr_social_dup_id (update, "chat_id");
  OsrNetworkMessage *message;

  if (id == NULL)
    return;
  message = osr_network_message_new (question->account->network);
  g_free (message->native_id);
  message->native_id = g_steal_pointer (&id);
  if (chat != NULL) {
    g_free (message->owner_id);
    message->owner_id = g_steal_pointer (&chat);
  }
  message->deleted = TRUE;
  osr_network_answer_add (answer, OSR_NETWORK_RECORD_REMOVED, message);
}

static OsrNetworkRecordKind
kind_of (const char *type, JsonObject *message)
{
  if (g_strcmp0 (type, "message_edited") == 0)
    return OSR_NETWORK_RECORD_EDITED;
  return osr_max_is_post (message) ? OSR_NETWORK_RECORD_POST : OSR_NETWORK_RECORD_MESSAGE;
}

/* What people write to the bot alone is no open source. */
static gboolean
add_update (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonObject *update)
{
  g_autofree char *type = osr_social_dup_name (update, "update_type");
  JsonObject *message = osr_json_get_object (update, "message");
  guint before = answer->records->len;

  if (*type == '\0')
    return FALSE;
  if (g_str_equal (type, "message_removed"))
    add_removed (answer, question, update);
  else if ((g_str_equal (type, "message_created") || g_str_equal (type, "message_edited")) &&
           !osr_max_is_private (message))
    osr_network_answer_add (answer, kind_of (type, message),
                            osr_max_parse_message (question->account, message, NULL));
  if (answer->records->len == before)
    osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_IGNORED, NULL, type, NULL);
  return TRUE;
}

static gboolean
read_updates (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
              GError **error)
{
  JsonObject *root = osr_social_object (result);
  JsonArray *updates = osr_social_list (result, "updates");
  g_autofree char *marker = osr_social_dup_id (root, "marker");

  if (updates == NULL && root != NULL && add_update (answer, question, root))
    return TRUE;
  if (updates == NULL)
    return osr_network_lacks (question, "updates", error);
  for (guint i = 0; i < json_array_get_length (updates); i++)
    add_update (answer, question, osr_json_array_get_object (updates, i));
  osr_network_answer_add_place (answer, "marker", marker);
  return TRUE;
}

/* -- Lists -- */

static gboolean
read_list (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
           const char *post_id, GError **error)
{
  JsonArray *list = osr_social_list (result, "messages");

  if (list == NULL)
    return osr_network_lacks (question, "messages", error);
  for (guint i = 0; i < json_array_get_length (list); i++) {
    JsonObject *object = osr_json_array_get_object (list, i);

    osr_network_answer_add (answer,
                            post_id != NULL ? OSR_NETWORK_RECORD_MESSAGE : kind_of (NULL, object),
                            osr_max_parse_message (question->account, object, post_id));
  }
  return TRUE;
}

static gboolean
read_messages (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
               GError **error)
{
  return read_list (answer, question, result, NULL, error);
}

static gboolean
read_comments (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
               GError **error)
{
  return read_list (answer, question, result, question->post_id != NULL ? question->post_id : "",
                    error);
}

/* One message stands alone, or as the member "message". */
static OsrNetworkMessage *
parse_one (const OsrNetworkQuestion *question, JsonNode *result, const char *post_id)
{
  JsonObject *root = osr_social_object (result);
  JsonObject *inner = osr_json_get_object (root, "message");

  return osr_max_parse_message (question->account, inner != NULL ? inner : root, post_id);
}

static gboolean
read_one (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
          GError **error)
{
  OsrNetworkMessage *message = parse_one (question, result, NULL);

  if (message == NULL)
    return osr_network_lacks (question, "message", error);
  osr_network_answer_add (answer, kind_of (NULL, osr_social_object (result)), message);
  return TRUE;
}

static gboolean
read_created (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
              GError **error)
{
  const char *post = strstr (question->method, "omment") != NULL ? question->post_id : NULL;
  OsrNetworkMessage *message = parse_one (question, result, post);

  if (message != NULL)
    osr_network_answer_add (answer, OSR_NETWORK_RECORD_CREATED, message);
  else if (osr_social_is_true (osr_social_object (result), "success"))
    osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_NUMBER, NULL, "done", "1");
  else
    return osr_network_lacks (question, "message", error);
  return TRUE;
}

/* -- Bot, chats, uploads -- */

static void
add_rights (OsrNetworkAnswer *answer, JsonObject *object)
{
  JsonArray *rights = osr_json_get_array (object, "permissions");

  for (guint i = 0; rights != NULL && i < json_array_get_length (rights); i++) {
    const char *name = osr_json_array_get_string (rights, i);
    g_autofree char *line = name != NULL ? osr_social_one_line (name, OSR_SOCIAL_MAX_NAME) : NULL;

    if (line != NULL)
      osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_RIGHT, NULL, line, "1");
  }
}

static gboolean
add_owner (OsrNetworkAnswer *answer, JsonObject *object)
{
  g_autofree char *user = osr_social_dup_id (object, "user_id");
  g_autofree char *chat = osr_social_dup_id (object, "chat_id");
  g_autofree char *title = osr_social_dup_name (object, "title");
  g_autofree char *name = osr_max_dup_name (object);
  g_autofree char *short_name = osr_social_dup_name (object, "username");
  g_autofree char *type = osr_social_dup_name (object, "type");

  if (chat != NULL)
    osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_OWNER, chat, title, type);
  else if (user != NULL)
    osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_OWNER, user, name, short_name);
  add_rights (answer, object);
  return chat != NULL || user != NULL;
}

static gboolean
read_owner (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
            GError **error)
{
  return add_owner (answer, osr_social_object (result)) ||
         osr_network_lacks (question, "id", error);
}

static gboolean
read_chats (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
            GError **error)
{
  JsonArray *chats = osr_social_list (result, "chats");
  g_autofree char *marker = osr_social_dup_id (osr_social_object (result), "marker");

  if (chats == NULL)
    return osr_network_lacks (question, "chats", error);
  for (guint i = 0; i < json_array_get_length (chats); i++)
    add_owner (answer, osr_json_array_get_object (chats, i));
  osr_network_answer_add_place (answer, "marker", marker);
  return TRUE;
}

static gboolean
read_upload (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
             GError **error)
{
  static const char *const members[] = { "url", "token" };
  JsonObject *object = osr_social_object (result);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    g_autofree char *value = osr_social_dup_text (object, members[i]);

    if (*value != '\0')
      osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_ADDRESS, NULL, members[i], value);
  }
  return answer->records->len > 0 || osr_network_lacks (question, "address", error);
}

/* -- The dialect -- */

static const OsrNetworkMethod methods[] = {
  { "getUpdates", read_updates },
  { "longpoll", read_updates },
  { "getMessages", read_messages },
  { "getMessageById", read_one },
  { "getComments", read_comments },
  { "getCommentById", read_one },
  { "sendComment", read_created, TRUE },
  { "editComment", read_created, TRUE },
  { "deleteComment", read_created, TRUE },
  { "sendMessage", read_created, TRUE },
  { "editMessage", read_created, TRUE },
  { "deleteMessage", read_created, TRUE },
  { "subscribe", read_created, TRUE },
  { "unsubscribe", read_created, TRUE },
  { "getMyInfo", read_owner },
  { "getChat", read_owner },
  { "getChats", read_chats },
  { "getMembership", read_owner },
  { "getUploadUrl", read_upload },
  { NULL },
};

/* A star stands for an id. */
static const struct {
  const char *path, *name;
} paths[] = {
  { "GET /updates", "getUpdates" },
  { "GET /messages", "getMessages" },
  { "POST /messages", "sendMessage" },
  { "PUT /messages", "editMessage" },
  { "DELETE /messages", "deleteMessage" },
  { "GET /messages/*", "getMessageById" },
  { "GET /messages/*/comments", "getComments" },
  { "GET /messages/*/comments/*", "getCommentById" },
  { "POST /messages/*/comments", "sendComment" },
  { "PUT /messages/*/comments", "editComment" },
  { "DELETE /messages/*/comments", "deleteComment" },
  { "GET /me", "getMyInfo" },
  { "GET /chats", "getChats" },
  { "GET /chats/*", "getChat" },
  { "GET /chats/*/members/me", "getMembership" },
  { "POST /subscriptions", "subscribe" },
  { "DELETE /subscriptions", "unsubscribe" },
  { "POST /uploads", "getUploadUrl" },
};

static gboolean
path_matches (const char *pattern, char **parts)
{
  g_auto (GStrv) wanted = g_strsplit (pattern, "/", -1);
  guint n = g_strv_length (wanted);

  if (g_strv_length (parts) != n)
    return FALSE;
  for (guint i = 0; i < n; i++) {
    if (!g_str_equal (wanted[i], "*") && !g_str_equal (wanted[i], parts[i]))
      return FALSE;
  }
  return TRUE;
}

static char *
dup_method (const char *name)
{
  g_autofree char *whole = *name == '/' ? g_strconcat ("GET ", name, NULL) : g_strdup (name);
  g_auto (GStrv) parts = g_strsplit (whole, "/", 8);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    if (path_matches (paths[i].path, parts))
      return g_strdup (paths[i].name);
  }
  return g_strdup (name);
}

/* -- Errors -- */

static const struct {
  const char *part;
  OsrNetError class;
} classes[] = {
  { "token", OSR_NET_ERROR_AUTH },         { "too.many", OSR_NET_ERROR_RATE_LIMITED },
  { "rate", OSR_NET_ERROR_RATE_LIMITED },  { "not.ready", OSR_NET_ERROR_TEMPORARY },
  { "internal", OSR_NET_ERROR_UNCERTAIN }, { "unavailable", OSR_NET_ERROR_UNCERTAIN },
  { "timeout", OSR_NET_ERROR_UNCERTAIN },
};

/* A failure of the service may have come after the effect of a call that writes. */
static OsrNetError
find_class (const char *code, gboolean writes)
{
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++) {
    if (strstr (code, classes[i].part) == NULL)
      continue;
    return classes[i].class == OSR_NET_ERROR_UNCERTAIN && !writes ? OSR_NET_ERROR_TEMPORARY
                                                                  : classes[i].class;
  }
  return OSR_NET_ERROR_REJECTED;
}

static JsonNode *
open_answer (const OsrNetworkQuestion *question, JsonNode *root, gboolean writes,
             OsrNetworkFault **fault)
{
  JsonObject *object = osr_social_object (root);
  g_autofree char *code = osr_social_dup_name (object, "code");

  if (object == NULL)
    return NULL;
  if (*code != '\0')
    *fault =
        osr_network_fault_new (question->account, code, NULL,
                               osr_json_get_string (object, "message"), find_class (code, writes));
  else if (json_object_has_member (object, "success") && !osr_social_is_true (object, "success"))
    *fault =
        osr_network_fault_new (question->account, "0", "no_success",
                               osr_json_get_string (object, "message"), OSR_NET_ERROR_REJECTED);
  return root;
}

const OsrNetworkDialect osr_max_dialect = {
  .network = "max",
  .methods = methods,
  .open = open_answer,
  .dup_method = dup_method,
};
