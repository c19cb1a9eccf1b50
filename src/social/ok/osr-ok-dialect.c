/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One reader a kind of answer. There is no envelope: an answer is an error when it has a code. */
#include "social/ok/osr-ok-dialect.h"

#include <string.h>

#include "core/osr-json.h"
#include "social/ok/osr-ok-fault.h"
#include "social/ok/osr-ok-parser.h"
#include "social/osr-social-reader.h"

/* -- Discussions -- */

/* When it was begun is told without a zone: it is shown as it was told. */
static gboolean
add_discussion (OsrNetworkAnswer *answer, OsrNetworkAccount *account, GHashTable *names,
                JsonObject *object)
{
  OsrNetworkRecord *record = osr_network_answer_add (
      answer, OSR_NETWORK_RECORD_POST, osr_ok_parse_discussion (account, names, object));

  if (record == NULL)
    return FALSE;
  record->value = osr_social_dup_id (object, "creation_date");
  record->name = record->value != NULL ? g_strdup ("creation_date") : NULL;
  return TRUE;
}

static gboolean
read_discussion (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
                 GError **error)
{
  JsonObject *root = osr_social_object (result);
  g_autoptr (GHashTable) names = osr_ok_parse_names (root);
  JsonObject *inner = osr_json_get_object (root, "discussion");

  return add_discussion (answer, question->account, names, inner != NULL ? inner : root) ||
         osr_network_lacks (question, "discussion", error);
}

static gboolean
read_discussions (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
                  GError **error)
{
  JsonObject *root = osr_social_object (result);
  JsonArray *list = osr_social_list (result, "discussions");
  g_autoptr (GHashTable) names = osr_ok_parse_names (root);
  g_autofree char *anchor = osr_social_dup_id (root, "anchor");

  if (list == NULL)
    return osr_network_lacks (question, "discussions", error);
  for (guint i = 0; i < json_array_get_length (list); i++)
    add_discussion (answer, question->account, names, osr_json_array_get_object (list, i));
  osr_network_answer_add_place (answer, "anchor", anchor);
  return TRUE;
}

/* -- Comments -- */

/* The older method's list is called "commentss". No comments at all leave the list out. */
static gboolean
read_comments (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
               GError **error)
{
  JsonObject *root = osr_social_object (result);
  JsonArray *list = osr_social_list (result, "comments");
  g_autoptr (GHashTable) names = osr_ok_parse_names (root);
  g_autofree char *anchor = osr_social_dup_id (root, "anchor");

  if (list == NULL)
    list = osr_social_list (result, "commentss");
  if (list == NULL && root != NULL && json_object_has_member (root, "has_more"))
    return TRUE;
  if (list == NULL)
    return osr_network_lacks (question, "comments", error);
  for (guint i = 0; i < json_array_get_length (list); i++)
    osr_network_answer_add (answer, OSR_NETWORK_RECORD_MESSAGE,
                            osr_ok_parse_comment (question->account, names,
                                                  osr_json_array_get_object (list, i),
                                                  question->post_id));
  /* that there is more is told even where the way there is missing */
  if (osr_social_is_true (root, "has_more"))
    osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_PLACE, NULL, "anchor", anchor);
  return TRUE;
}

static gboolean
read_comment (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
              GError **error)
{
  JsonObject *root = osr_social_object (result);
  g_autoptr (GHashTable) names = osr_ok_parse_names (root);
  JsonObject *inner = osr_json_get_object (root, "comment");
  OsrNetworkMessage *message = osr_ok_parse_comment (
      question->account, names, inner != NULL ? inner : root, question->post_id);

  if (message == NULL)
    return osr_network_lacks (question, "comment", error);
  osr_network_answer_add (answer, OSR_NETWORK_RECORD_MESSAGE, message);
  return TRUE;
}

static gboolean
read_topics (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
             GError **error)
{
  JsonArray *list = osr_social_list (result, "media_topics");
  g_autoptr (GHashTable) names = osr_ok_parse_names (osr_social_object (result));

  if (list == NULL)
    return osr_network_lacks (question, "media_topics", error);
  for (guint i = 0; i < json_array_get_length (list); i++)
    osr_network_answer_add (answer, OSR_NETWORK_RECORD_POST,
                            osr_ok_parse_topic (question->account, names,
                                                osr_json_array_get_object (list, i)));
  return TRUE;
}

/* -- What a call made -- */

/* A bare text, or an object that names it in one of several ways; "true" of what is done and has no new
 * id. */
static gboolean
read_created (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
              GError **error)
{
  static const char *const members[] = { "comment_id", "commentId", "topic_id", "id" };
  g_autoptr (JsonObject) bare = json_object_new ();
  JsonObject *object = osr_social_object (result);
  g_autofree char *id = NULL;

  if (object == NULL && JSON_NODE_HOLDS_VALUE (result))
    json_object_set_member (bare, "id", json_node_copy (result));
  for (guint i = 0; i < G_N_ELEMENTS (members) && id == NULL; i++)
    id = osr_social_dup_id (object != NULL ? object : bare, members[i]);
  if (id == NULL &&
      osr_social_is_true (object != NULL ? object : bare, object != NULL ? "success" : "id"))
    osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_NUMBER, NULL, "done", "1");
  else if (id != NULL)
    osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_CREATED, id, NULL, NULL);
  return answer->records->len > 0 || osr_network_lacks (question, "id", error);
}

/* -- People, groups, addresses, numbers -- */

static gboolean
read_owners (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
             GError **error)
{
  JsonArray *list = osr_social_list (result, "users");

  if (list == NULL)
    return osr_network_lacks (question, "people or groups", error);
  for (guint i = 0; i < json_array_get_length (list); i++) {
    JsonObject *object = osr_json_array_get_object (list, i);
    g_autofree char *id = osr_social_dup_id (object, "uid");
    g_autofree char *name = osr_social_dup_name (object, "name");
    g_autofree char *first = osr_social_dup_name (object, "first_name");
    g_autofree char *last = osr_social_dup_name (object, "last_name");
    g_autofree char *whole = g_strstrip (g_strjoin (" ", first, last, NULL));
    g_autofree char *short_name = osr_social_dup_name (object, "shortname");

    if (id != NULL)
      osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_OWNER, id,
                                   *name != '\0' ? name : whole, short_name);
  }
  return TRUE;
}

static gboolean
read_address (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
              GError **error)
{
  JsonObject *object = osr_social_object (result);
  g_autofree char *text_id = osr_social_dup_id (object, "objectIdStr");
  g_autofree char *id =
      text_id != NULL ? g_strdup (text_id) : osr_social_dup_id (object, "objectId");
  g_autofree char *type = osr_social_dup_name (object, "type");

  if (id == NULL)
    return osr_network_lacks (question, "objectId", error);
  osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_OWNER, id, NULL, type);
  return TRUE;
}

static gboolean
read_upload (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
             GError **error)
{
  JsonObject *object = osr_social_object (result);
  g_autofree char *address = osr_social_dup_text (object, "upload_url");
  g_autofree char *video = osr_social_dup_id (object, "video_id");

  if (*address == '\0')
    return osr_network_lacks (question, "upload_url", error);
  osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_ADDRESS, NULL, "upload_url", address);
  if (video != NULL)
    osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_ATTACHMENT, video, NULL, NULL);
  return TRUE;
}

static gboolean
read_calls_left (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
                 GError **error)
{
  JsonArray *list = osr_social_list (result, "methods");

  if (list == NULL)
    return osr_network_lacks (question, "methods", error);
  for (guint i = 0; i < json_array_get_length (list); i++) {
    JsonObject *object = osr_json_array_get_object (list, i);
    g_autofree char *name = osr_social_dup_name (object, "methodName");
    gint64 left = osr_social_int (object, "callsLeft", -1);
    g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, left);

    if (*name != '\0' && left >= 0)
      osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_NUMBER, NULL, name, digits);
  }
  return TRUE;
}

static const OsrNetworkMethod methods[] = {
  { "discussions.getList", read_discussions },
  { "discussions.get", read_discussion },
  { "discussions.getComments", read_comments },
  { "discussions.getDiscussionComments", read_comments },
  { "discussions.getComment", read_comment },
  { "discussions.addDiscussionComment", read_created, TRUE },
  { "discussions.editDiscussionComment", read_created, TRUE },
  { "mediatopic.getByIds", read_topics },
  { "mediatopic.post", read_created, TRUE },
  { "users.getInfo", read_owners },
  { "group.getInfo", read_owners },
  { "url.getInfo", read_address },
  { "photosV2.getUploadUrl", read_upload },
  { "video.getUploadUrl", read_upload },
  { "users.getCallsLeft", read_calls_left },
  { NULL },
};

static JsonNode *
open_answer (const OsrNetworkQuestion *question, JsonNode *root, gboolean writes,
             OsrNetworkFault **fault)
{
  *fault = osr_ok_fault_read (question->account, osr_social_object (root), writes);
  return root;
}

const OsrNetworkDialect osr_ok_dialect = {
  .network = "ok",
  .methods = methods,
  .open = open_answer,
};
