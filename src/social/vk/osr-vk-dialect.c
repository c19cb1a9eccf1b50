/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One reader a kind of answer; the table says which method answers how. */
#include "social/vk/osr-vk-dialect.h"

#include <string.h>

#include "core/osr-json.h"
#include "social/osr-social-reader.h"
#include "social/vk/osr-vk-events.h"
#include "social/vk/osr-vk-fault.h"
#include "social/vk/osr-vk-mapper.h"
#include "social/vk/osr-vk-parser.h"
#include "social/vk/osr-vk-place.h"
#include "social/vk/osr-vk-results.h"

/* -- Comments -- */

/* A deleted comment does not say what it stood under; its neighbours on the page do. */
static const OsrVkComment *
find_placed (OsrVkPage *page)
{
  for (guint i = 0; i < page->comments->len; i++) {
    const OsrVkComment *comment = g_ptr_array_index (page->comments, i);

    if (comment->post_id != 0 && comment->owner_id != 0)
      return comment;
  }
  return NULL;
}

static void
borrow_place (OsrVkComment *comment, const OsrVkComment *placed)
{
  if (placed == NULL || comment->post_id != 0)
    return;
  comment->subject = placed->subject;
  comment->post_id = placed->post_id;
  if (comment->owner_id == 0)
    comment->owner_id = placed->owner_id;
}

/* "9", or as records call it, "topic9"; 0 for what is nothing of that kind. */
static gint64
number_asked_for (const char *post_id, OsrVkSubject subject)
{
  OsrVkPlace place;

  if (!osr_vk_place_read (&place, "1", post_id))
    return 0;
  return place.subject == subject || place.subject == OSR_VK_WALL ? place.number : 0;
}

/* What a list under one post leaves out altogether, the question knows. */
static void
complete (OsrVkComment *comment, const OsrNetworkQuestion *question, OsrVkSubject subject)
{
  gint64 group = osr_vk_account_group (question->account);

  if (comment->post_id == 0)
    comment->subject = subject;
  if (comment->post_id == 0 && question->post_id != NULL)
    comment->post_id = number_asked_for (question->post_id, subject);
  if (comment->owner_id == 0)
    comment->owner_id = -group;
}

static gboolean
add_comments (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
              OsrVkSubject subject, GError **error)
{
  g_autoptr (OsrVkPage) page = osr_vk_parse_page (result, error);
  const OsrVkComment *placed = page != NULL ? find_placed (page) : NULL;

  for (guint i = 0; page != NULL && i < page->comments->len; i++) {
    OsrVkComment *comment = g_ptr_array_index (page->comments, i);

    borrow_place (comment, placed);
    complete (comment, question, subject);
    osr_network_answer_add (answer, OSR_NETWORK_RECORD_MESSAGE,
                            osr_vk_map_any_comment (question->account, page->names, comment));
  }
  return page != NULL;
}

static gboolean
read_wall_comments (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
                    GError **error)
{
  return add_comments (answer, question, result, OSR_VK_WALL, error);
}

static gboolean
read_photo_comments (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
                     GError **error)
{
  return add_comments (answer, question, result, OSR_VK_PHOTO, error);
}

static gboolean
read_video_comments (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
                     GError **error)
{
  return add_comments (answer, question, result, OSR_VK_VIDEO, error);
}

static gboolean
read_topic_comments (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
                     GError **error)
{
  return add_comments (answer, question, result, OSR_VK_TOPIC, error);
}

/* -- Posts -- */

/* A search finds posts and comments side by side. */
static OsrNetworkRecordKind
map_item (OsrNetworkAccount *account, GHashTable *names, JsonObject *object,
          OsrNetworkMessage **message)
{
  const char *type = osr_json_get_string (object, "post_type");

  if (type != NULL && g_str_equal (type, "reply")) {
    OsrVkComment *comment = osr_vk_parse_comment (object);

    if (comment != NULL)
      *message = osr_vk_map_any_comment (account, names, comment);
    g_clear_pointer (&comment, osr_vk_comment_free);
    return OSR_NETWORK_RECORD_MESSAGE;
  } else {
    OsrVkPost *post = osr_vk_parse_post (object);

    if (post != NULL)
      *message = osr_vk_map_post (account, names, post);
    g_clear_pointer (&post, osr_vk_post_free);
    return OSR_NETWORK_RECORD_POST;
  }
}

static gboolean
read_posts (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
            GError **error)
{
  JsonArray *items = osr_social_list (result, "items");
  g_autoptr (GHashTable) names = osr_vk_parse_names (result);
  g_autofree char *next = osr_social_dup_id (osr_social_object (result), "next_from");

  if (items == NULL)
    return osr_network_lacks (question, "posts", error);
  for (guint i = 0; i < json_array_get_length (items); i++) {
    JsonObject *object = osr_json_array_get_object (items, i);
    OsrNetworkMessage *message = NULL;
    OsrNetworkRecordKind kind;

    if (object == NULL)
      continue;
    kind = map_item (question->account, names, object, &message);
    osr_network_answer_add (answer, kind, message);
  }
  osr_network_answer_add_place (answer, "start_from", next);
  return TRUE;
}

/* -- The dialect -- */

/* Names of methods are case-sensitive at VK. */
static const OsrNetworkMethod methods[] = {
  { "wall.getComments", read_wall_comments },
  { "wall.getComment", read_wall_comments },
  { "wall.get", read_posts },
  { "wall.getById", read_posts },
  { "wall.search", read_posts },
  { "newsfeed.search", read_posts },
  { "newsfeed.getMentions", read_posts },
  { "board.getComments", read_topic_comments },
  { "photos.getComments", read_photo_comments },
  { "video.getComments", read_video_comments },
  { "longpoll", osr_vk_read_events },
  { "wall.createComment", osr_vk_read_created, TRUE },
  { "wall.editComment", osr_vk_read_done, TRUE },
  { "wall.deleteComment", osr_vk_read_done, TRUE },
  { "wall.post", osr_vk_read_created, TRUE },
  { "board.createComment", osr_vk_read_created, TRUE },
  { "photos.createComment", osr_vk_read_created, TRUE },
  { "video.createComment", osr_vk_read_created, TRUE },
  { "groups.getById", osr_vk_read_owners },
  { "users.get", osr_vk_read_owners },
  { "utils.resolveScreenName", osr_vk_read_screen_name },
  { "utils.getServerTime", osr_vk_read_created },
  { "groups.getTokenPermissions", osr_vk_read_permissions },
  { "groups.getLongPollServer", osr_vk_read_addresses },
  { "groups.getLongPollSettings", osr_vk_read_settings },
  { "groups.setLongPollSettings", osr_vk_read_done, TRUE },
  { "photos.getWallUploadServer", osr_vk_read_addresses },
  { "photos.getMessagesUploadServer", osr_vk_read_addresses },
  { "docs.getWallUploadServer", osr_vk_read_addresses },
  { "photos.saveWallPhoto", osr_vk_read_photos },
  { "photos.saveMessagesPhoto", osr_vk_read_photos },
  { "docs.save", osr_vk_read_documents },
  { "video.save", osr_vk_read_video },
  { NULL },
};

/* A long poll answers without the "response" of the methods. */
static JsonNode *
open_answer (const OsrNetworkQuestion *question, JsonNode *root, gboolean writes,
             OsrNetworkFault **fault)
{
  JsonObject *object = osr_social_object (root);

  if (object == NULL)
    return NULL;
  *fault = osr_vk_fault_read (question->account, object, writes);
  if (*fault == NULL && g_str_equal (question->method, "longpoll")) {
    *fault = osr_vk_fault_read_failed (question->account, object);
    return root;
  }
  return json_object_get_member (object, "response");
}

const OsrNetworkDialect osr_vk_dialect = {
  .network = "vk",
  .methods = methods,
  .open = open_answer,
};
