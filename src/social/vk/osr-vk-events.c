/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An event's object is much like the comment or post of a list; its type says what it stands under
 * and what happened to it. */
#include "social/vk/osr-vk-events.h"

#include <string.h>

#include "core/osr-json.h"
#include "social/osr-social-reader.h"
#include "social/vk/osr-vk-mapper.h"
#include "social/vk/osr-vk-parser.h"

static const struct {
  const char *type;
  OsrNetworkRecordKind kind;
} endings[] = {
  { "_new", OSR_NETWORK_RECORD_MESSAGE },
  { "_edit", OSR_NETWORK_RECORD_EDITED },
  { "_delete", OSR_NETWORK_RECORD_REMOVED },
  { "_restore", OSR_NETWORK_RECORD_RESTORED },
};

/* What is said publicly; private messages and the rest are nothing for the office. */
static const struct {
  const char *type;
  OsrVkSubject subject;
} comments[] = {
  { "wall_reply", OSR_VK_WALL },      { "board_post", OSR_VK_TOPIC },
  { "photo_comment", OSR_VK_PHOTO },  { "video_comment", OSR_VK_VIDEO },
  { "market_comment", OSR_VK_GOODS },
};

static gboolean
is_comment (const char *type, OsrNetworkRecordKind *kind, OsrVkSubject *subject)
{
  for (guint i = 0; i < G_N_ELEMENTS (comments); i++) {
    gsize length = strlen (comments[i].type);

    for (guint n = 0; n < G_N_ELEMENTS (endings) && g_str_has_prefix (type, comments[i].type);
         n++) {
      *kind = endings[n].kind;
      *subject = comments[i].subject;
      if (g_str_equal (type + length, endings[n].type))
        return TRUE;
    }
  }
  return FALSE;
}

static OsrNetworkMessage *
map_comment (OsrNetworkAccount *account, GHashTable *names, JsonObject *object,
             OsrVkSubject subject)
{
  OsrVkComment *comment = osr_vk_parse_comment (object);
  OsrNetworkMessage *message;

  if (comment == NULL)
    return NULL;
  osr_vk_comment_place (comment, object, subject);
  message = osr_vk_map_any_comment (account, names, comment);
  osr_vk_comment_free (comment);
  return message;
}

static OsrNetworkMessage *
map_post (OsrNetworkAccount *account, GHashTable *names, JsonObject *object)
{
  OsrVkPost *post = osr_vk_parse_post (object);
  OsrNetworkMessage *message;

  if (post == NULL)
    return NULL;
  message = osr_vk_map_post (account, names, post);
  osr_vk_post_free (post);
  return message;
}

static gboolean
read_event (OsrNetworkAnswer *answer, OsrNetworkAccount *account, JsonObject *event)
{
  g_autoptr (GHashTable) names = osr_vk_parse_names (NULL);
  const char *type = osr_json_get_string (event, "type");
  JsonObject *object = osr_json_get_object (event, "object");
  g_autofree char *name = osr_social_dup_name (event, "type");
  g_autofree char *event_id = osr_social_dup_id (event, "event_id");
  OsrNetworkRecordKind kind = OSR_NETWORK_RECORD_POST;
  OsrVkSubject subject = OSR_VK_WALL;
  OsrNetworkMessage *message = NULL;
  OsrNetworkRecord *record;

  if (type == NULL)
    return FALSE;
  if (object != NULL && is_comment (type, &kind, &subject))
    message = map_comment (account, names, object, subject);
  else if (object != NULL &&
           (g_str_equal (type, "wall_post_new") || g_str_equal (type, "wall_repost")))
    message = map_post (account, names, object);
  record = osr_network_answer_add (answer, kind, message);
  if (record != NULL) {
    message->deleted |= kind == OSR_NETWORK_RECORD_REMOVED;
    record->id = g_steal_pointer (&event_id);
    record->name = g_steal_pointer (&name);
  } else {
    osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_IGNORED, event_id, name, NULL);
  }
  return TRUE;
}

gboolean
osr_vk_read_events (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
                    GError **error)
{
  JsonObject *root = osr_social_object (result);
  JsonArray *updates = root != NULL ? osr_json_get_array (root, "updates") : NULL;
  g_autofree char *place = osr_social_dup_id (root, "ts");

  if (root != NULL && updates == NULL && read_event (answer, question->account, root))
    return TRUE;
  if (updates == NULL)
    return osr_network_lacks (question, "updates", error);
  for (guint i = 0; i < json_array_get_length (updates); i++) {
    JsonObject *event = osr_json_array_get_object (updates, i);

    if (event != NULL)
      read_event (answer, question->account, event);
  }
  osr_network_answer_add_place (answer, "ts", place);
  return TRUE;
}
