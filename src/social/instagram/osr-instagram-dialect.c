/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A comment has no address of its own; its replies may come inside it. */
#include "social/instagram/osr-instagram-dialect.h"

#include "core/osr-json.h"
#include "social/graph/osr-graph-answer.h"
#include "social/osr-social-reader.h"

static void
set (char **member, char *value)
{
  g_free (*member);
  *member = value;
}

static void
set_author (OsrNetworkMessage *message, OsrNetworkAccount *account, JsonObject *object)
{
  JsonObject *from = osr_json_get_object (object, "from");

  message->author_id = osr_social_dup_id (from, "id");
  set (&message->author_name, osr_social_dup_name (object, "username"));
  if (*message->author_name == '\0')
    set (&message->author_name, osr_social_dup_name (from, "username"));
  message->from_account =
      message->author_id != NULL && g_str_equal (message->author_id, account->owner_id);
}

static OsrNetworkMessage *
parse_comment (const OsrNetworkQuestion *question, JsonObject *object)
{
  g_autofree char *id = osr_social_dup_id (object, "id");
  g_autofree char *media = osr_social_dup_id (osr_json_get_object (object, "media"), "id");
  OsrNetworkMessage *message;

  if (id == NULL)
    return NULL;
  message = osr_network_message_new (question->account->network);
  set (&message->native_id, g_steal_pointer (&id));
  set (&message->owner_id, g_strdup (question->account->owner_id));
  if (media == NULL)
    media = g_strdup (question->post_id);
  if (media != NULL)
    set (&message->post_id, g_steal_pointer (&media));
  message->thread_root = osr_social_dup_id (object, "parent_id");
  message->reply_to = g_strdup (message->thread_root);
  set_author (message, question->account, object);
  set (&message->text, osr_social_dup_text (object, "text"));
  message->published_at = osr_social_iso_time (object, "timestamp");
  return message;
}

static OsrNetworkMessage *
parse_media (const OsrNetworkQuestion *question, JsonObject *object)
{
  g_autofree char *id = osr_social_dup_id (object, "id");
  g_autofree char *address = osr_social_dup_id (object, "permalink");
  OsrNetworkMessage *message;

  if (id == NULL)
    return NULL;
  message = osr_network_message_new (question->account->network);
  set (&message->native_id, g_strdup (id));
  set (&message->post_id, g_steal_pointer (&id));
  set (&message->owner_id, g_strdup (question->account->owner_id));
  set_author (message, question->account, object);
  set (&message->text, osr_social_dup_text (object, "caption"));
  message->published_at = osr_social_iso_time (object, "timestamp");
  if (address != NULL && g_str_has_prefix (address, "https://")) {
    set (&message->permalink, g_strdup (address));
    set (&message->post_permalink, g_strdup (address));
  }
  message->attachments = 1;
  return message;
}

/* Replies inside a comment follow it, under it. */
static void
add_replies (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonObject *comment)
{
  JsonArray *replies = osr_json_get_array (osr_json_get_object (comment, "replies"), "data");
  g_autofree char *media = osr_social_dup_id (osr_json_get_object (comment, "media"), "id");
  const OsrNetworkQuestion inner = { question->account, question->method,
                                     media != NULL ? media : question->post_id, NULL };

  for (guint i = 0; replies != NULL && i < json_array_get_length (replies); i++) {
    JsonObject *object = osr_json_array_get_object (replies, i);
    OsrNetworkMessage *reply = object != NULL ? parse_comment (&inner, object) : NULL;

    if (reply != NULL && reply->thread_root == NULL) {
      reply->thread_root = osr_social_dup_id (comment, "id");
      reply->reply_to = g_strdup (reply->thread_root);
    }
    osr_network_answer_add (answer, OSR_NETWORK_RECORD_MESSAGE, reply);
  }
}

static gboolean
read_comments (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
               GError **error)
{
  JsonArray *list = osr_social_list (result, "data");

  if (!osr_graph_add_all (answer, question, result, OSR_NETWORK_RECORD_MESSAGE, parse_comment,
                          error))
    return FALSE;
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    add_replies (answer, question, osr_json_array_get_object (list, i));
  if (list == NULL)
    add_replies (answer, question, osr_social_object (result));
  return TRUE;
}

static gboolean
read_media (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
            GError **error)
{
  return osr_graph_add_all (answer, question, result, OSR_NETWORK_RECORD_POST, parse_media, error);
}

static gboolean
read_created (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
              GError **error)
{
  return osr_graph_add_all (answer, question, result, OSR_NETWORK_RECORD_CREATED, parse_comment,
                            error);
}

static const OsrNetworkMethod methods[] = {
  { "comments", read_comments },
  { "comment", read_comments },
  { "replies", read_comments },
  { "create", read_created, TRUE },
  { "media", read_media },
  { "user", osr_graph_read_owners },
  { NULL },
};

const OsrNetworkDialect osr_instagram_dialect = {
  .network = "instagram",
  .methods = methods,
  .open = osr_graph_open,
  .dup_method = osr_graph_dup_method,
};
