/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that are facts and not messages. */
#include "social/vk/osr-vk-results.h"

#include <string.h>

#include "core/osr-json.h"
#include "social/osr-social-reader.h"
#include "social/vk/osr-vk-text.h"

/* A number alone, or an object that calls it by the thing made. */
gboolean
osr_vk_read_created (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
                     GError **error)
{
  static const char *const ids[] = { "comment_id", "post_id", "id" };
  JsonObject *object = osr_social_object (result);
  JsonArray *parents = object != NULL ? osr_json_get_array (object, "parents_stack") : NULL;
  gint64 id = osr_social_int_of (result, 0);
  gint64 root = parents != NULL && json_array_get_length (parents) > 0
                    ? osr_social_int_of (json_array_get_element (parents, 0), 0)
                    : 0;
  g_autofree char *digits = NULL;
  g_autofree char *thread = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ids) && id == 0; i++)
    id = osr_social_int (object, ids[i], 0);
  if (id <= 0)
    return osr_network_lacks (question, "id", error);
  digits = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  thread = root > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, root) : NULL;
  if (g_str_equal (question->method, "utils.getServerTime"))
    osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_NUMBER, NULL, "time", digits);
  else
    osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_CREATED, digits, NULL, thread);
  return TRUE;
}

/* Edited, deleted, set: 1 stands for "yes" and is nobody's id. */
gboolean
osr_vk_read_done (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
                  GError **error)
{
  if (osr_social_int_of (result, 0) != 1)
    return osr_network_lacks (question, "1", error);
  osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_NUMBER, NULL, "done", "1");
  return TRUE;
}

static char *
dup_shown_name (JsonObject *object, const char *member)
{
  const char *raw = osr_json_get_string (object, member);
  g_autofree char *decoded = osr_vk_text_decode (raw != NULL ? raw : "", OSR_SOCIAL_MAX_NAME);

  return osr_social_one_line (decoded, OSR_SOCIAL_MAX_NAME);
}

static void
add_owners (OsrNetworkAnswer *answer, JsonArray *owners)
{
  for (guint i = 0; i < json_array_get_length (owners); i++) {
    JsonObject *object = osr_json_array_get_object (owners, i);
    gint64 id = osr_social_int (object, "id", 0);
    g_autofree char *digits = NULL;
    g_autofree char *name = NULL;
    g_autofree char *short_name = NULL;

    if (id <= 0)
      continue;
    short_name = dup_shown_name (object, "screen_name");
    if (json_object_has_member (object, "first_name")) {
      g_autofree char *first = dup_shown_name (object, "first_name");
      g_autofree char *last = dup_shown_name (object, "last_name");

      name = g_strstrip (g_strjoin (" ", first, last, NULL));
      digits = g_strdup_printf ("%" G_GINT64_FORMAT, id);
    } else {
      name = dup_shown_name (object, "name");
      digits = g_strdup_printf ("-%" G_GINT64_FORMAT, id);
    }
    osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_OWNER, digits, name, short_name);
  }
}

gboolean
osr_vk_read_owners (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
                    GError **error)
{
  JsonObject *object = osr_social_object (result);
  JsonArray *groups = osr_social_list (result, "groups");
  JsonArray *profiles = object != NULL ? osr_json_get_array (object, "profiles") : NULL;

  if (groups == NULL && profiles == NULL)
    return osr_network_lacks (question, "owners", error);
  if (groups != NULL)
    add_owners (answer, groups);
  if (profiles != NULL)
    add_owners (answer, profiles);
  return TRUE;
}

/* Nobody of that name is an empty list. */
gboolean
osr_vk_read_screen_name (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question,
                         JsonNode *result, GError **error)
{
  JsonObject *object = osr_social_object (result);
  gint64 id = osr_social_int (object, "object_id", 0);
  g_autofree char *type = osr_social_dup_name (object, "type");
  g_autofree char *digits = NULL;

  if (id <= 0)
    return osr_social_list (result, "items") != NULL ||
           osr_network_lacks (question, "object_id", error);
  digits = g_strdup_printf ("%s%" G_GINT64_FORMAT, g_str_equal (type, "user") ? "" : "-", id);
  osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_OWNER, digits, NULL, type);
  return TRUE;
}

static void
add_number (OsrNetworkAnswer *answer, OsrNetworkRecordKind kind, const char *name, gint64 number)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  osr_network_answer_add_fact (answer, kind, NULL, name, digits);
}

gboolean
osr_vk_read_permissions (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question,
                         JsonNode *result, GError **error)
{
  JsonArray *list = osr_social_list (result, "permissions");

  if (list == NULL)
    return osr_network_lacks (question, "permissions", error);
  for (guint i = 0; i < json_array_get_length (list); i++) {
    JsonObject *object = osr_json_array_get_object (list, i);
    g_autofree char *name = osr_social_dup_name (object, "name");

    if (*name != '\0')
      add_number (answer, OSR_NETWORK_RECORD_RIGHT, name, osr_social_int (object, "setting", 0));
  }
  return TRUE;
}

gboolean
osr_vk_read_settings (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question,
                      JsonNode *result, GError **error)
{
  JsonObject *object = osr_social_object (result);
  JsonObject *events = object != NULL ? osr_json_get_object (object, "events") : NULL;
  g_autoptr (GList) names = events != NULL ? json_object_get_members (events) : NULL;

  if (object == NULL || !json_object_has_member (object, "is_enabled"))
    return osr_network_lacks (question, "is_enabled", error);
  add_number (answer, OSR_NETWORK_RECORD_RIGHT, "is_enabled",
              osr_social_int (object, "is_enabled", 0));
  for (GList *at = names; at != NULL; at = at->next) {
    g_autofree char *name = osr_social_one_line (at->data, OSR_SOCIAL_MAX_NAME);

    add_number (answer, OSR_NETWORK_RECORD_RIGHT, name, osr_social_int (events, at->data, 0));
  }
  return TRUE;
}

gboolean
osr_vk_read_addresses (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question,
                       JsonNode *result, GError **error)
{
  static const char *const members[] = { "upload_url", "fallback_upload_url", "server", "key" };
  JsonObject *object = osr_social_object (result);
  g_autofree char *place = osr_social_dup_id (object, "ts");

  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    g_autofree char *value = osr_social_dup_text (object, members[i]);

    if (*value != '\0')
      osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_ADDRESS, NULL, members[i], value);
  }
  if (answer->records->len == 0)
    return osr_network_lacks (question, "address", error);
  osr_network_answer_add_place (answer, "ts", place);
  return TRUE;
}

/* "photo-1_2_key", as createComment takes it. */
static gboolean
add_attachment (OsrNetworkAnswer *answer, const char *kind, JsonObject *object)
{
  gint64 id = osr_social_int (object, "id", osr_social_int (object, "video_id", 0));
  gint64 owner = osr_social_int (object, "owner_id", 0);
  g_autofree char *key = osr_social_dup_id (object, "access_key");
  g_autofree char *name = osr_social_dup_name (object, "title");
  g_autofree char *attachment = NULL;

  if (id <= 0 || owner == 0)
    return FALSE;
  attachment = g_strdup_printf ("%s%" G_GINT64_FORMAT "_%" G_GINT64_FORMAT "%s%s", kind, owner, id,
                                key != NULL ? "_" : "", key != NULL ? key : "");
  osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_ATTACHMENT, attachment, name, NULL);
  return TRUE;
}

gboolean
osr_vk_read_photos (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
                    GError **error)
{
  JsonArray *list = osr_social_list (result, "items");

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    add_attachment (answer, "photo", osr_json_array_get_object (list, i));
  return answer->records->len > 0 || osr_network_lacks (question, "photo", error);
}

/* A document stands in {"type":"doc","doc":{…}}, or bare as in older answers. */
static gboolean
add_document (OsrNetworkAnswer *answer, JsonObject *object)
{
  const char *type = osr_json_get_string (object, "type");
  JsonObject *inner = type != NULL ? osr_json_get_object (object, type) : NULL;

  return add_attachment (answer, "doc", inner != NULL ? inner : object);
}

gboolean
osr_vk_read_documents (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question,
                       JsonNode *result, GError **error)
{
  JsonObject *object = osr_social_object (result);
  JsonArray *list = osr_social_list (result, "items");

  if (object != NULL)
    add_document (answer, object);
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    add_document (answer, osr_json_array_get_object (list, i));
  return answer->records->len > 0 || osr_network_lacks (question, "document", error);
}

gboolean
osr_vk_read_video (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
                   GError **error)
{
  JsonObject *object = osr_social_object (result);
  g_autofree char *address = osr_social_dup_text (object, "upload_url");

  if (!add_attachment (answer, "video", object))
    return osr_network_lacks (question, "video", error);
  if (*address != '\0')
    osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_ADDRESS, NULL, "upload_url", address);
  return TRUE;
}
