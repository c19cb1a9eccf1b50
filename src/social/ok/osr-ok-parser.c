/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who wrote what under which topic. There is no address for a single comment. */
#include "social/ok/osr-ok-parser.h"

#include <string.h>

#include <gio/gio.h>

#include "core/osr-json.h"
#include "social/osr-social-reader.h"

#define TOPIC "GROUP_TOPIC"

static void
set (char **member, char *value)
{
  g_free (*member);
  *member = value;
}

/* The length of "{group:47}" at @at, or of "{group}" after one; else 0. @opened: the words of marks so
 * far: a citizen's own "{x}" is no mark. */
static gsize
mark_length (const char *at, GHashTable *opened)
{
  gsize word = strspn (at + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_");
  gsize digits = 0;
  g_autofree char *name = NULL;

  if (word == 0 || word > 20)
    return 0;
  if (at[1 + word] == ':')
    digits = 1 + strspn (at + 2 + word, "0123456789");
  if (at[1 + word + digits] != '}' || digits == 1)
    return 0;
  name = g_strndup (at + 1, word);
  if (digits > 0)
    g_hash_table_add (opened, g_steal_pointer (&name));
  else if (!g_hash_table_contains (opened, name))
    return 0;
  return word + digits + 2;
}

char *
osr_ok_text_plain (const char *text)
{
  g_autoptr (GHashTable) opened = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *out = g_string_sized_new (strlen (text));

  while (*text != '\0') {
    gsize mark = *text == '{' ? mark_length (text, opened) : 0;

    if (mark == 0)
      g_string_append_c (out, *text++);
    else
      text += mark;
  }
  return g_string_free (out, FALSE);
}

static char *
dup_plain (JsonObject *object, const char *member)
{
  g_autofree char *text = osr_social_dup_text (object, member);

  return osr_ok_text_plain (text);
}

static void
keep_names (GHashTable *names, JsonArray *list)
{
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++) {
    JsonObject *object = osr_json_array_get_object (list, i);
    g_autofree char *id = osr_social_dup_id (object, "uid");
    g_autofree char *first = osr_social_dup_name (object, "first_name");
    g_autofree char *last = osr_social_dup_name (object, "last_name");
    g_autofree char *name = osr_social_dup_name (object, "name");

    if (*name == '\0')
      set (&name, g_strstrip (g_strjoin (" ", first, last, NULL)));
    if (id != NULL && *name != '\0')
      g_hash_table_replace (names, g_steal_pointer (&id), g_steal_pointer (&name));
  }
}

GHashTable *
osr_ok_parse_names (JsonObject *root)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  JsonObject *entities = osr_json_get_object (root, "entities");

  keep_names (names, osr_json_get_array (entities, "users"));
  keep_names (names, osr_json_get_array (entities, "groups"));
  return names;
}

static void
set_author (OsrNetworkMessage *message, OsrNetworkAccount *account, GHashTable *names, char *id)
{
  const char *name = id != NULL ? g_hash_table_lookup (names, id) : NULL;

  message->author_id = id;
  if (name != NULL)
    set (&message->author_name, g_strdup (name));
  if (id != NULL && *message->author_name == '\0')
    set (&message->author_name, g_strconcat ("id", id, NULL));
  message->from_account = id != NULL && g_str_equal (id, account->owner_id);
}

/* (transfer full) (nullable): the group that a discussion belongs to */
static char *
dup_group (JsonObject *object)
{
  JsonArray *references = osr_json_get_array (object, "ref_objects");

  for (guint i = 0; references != NULL && i < json_array_get_length (references); i++) {
    JsonObject *reference = osr_json_array_get_object (references, i);

    if (g_strcmp0 (osr_json_get_string (reference, "type"), "GROUP") == 0)
      return osr_social_dup_id (reference, "id");
  }
  return NULL;
}

static gboolean
is_number (const char *id)
{
  return id != NULL && *id != '\0' && strspn (id, "0123456789") == strlen (id);
}

static char *
dup_topic_link (OsrNetworkAccount *account, const char *group, const char *topic)
{
  if (!is_number (group) || !is_number (topic))
    return g_strdup ("");
  return g_strdup_printf ("%s/group/%s/topic/%s", account->link_base, group, topic);
}

char *
osr_ok_comment_link (OsrNetworkAccount *account, const char *post_id, const char *id)
{
  g_autofree char *topic = dup_topic_link (account, account->owner_id, post_id);
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);

  return *topic != '\0' ? g_strconcat (topic, "?comment=", escaped, NULL) : g_strdup ("");
}

OsrNetworkTarget *
osr_ok_read_link (OsrNetworkAccount *account, const char *url, char **native_id)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GUri) base = g_uri_parse (account->link_base, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GHashTable) query = NULL;
  g_auto (GStrv) parts = NULL;

  if (uri == NULL || base == NULL || g_uri_get_query (uri) == NULL ||
      g_strcmp0 (g_uri_get_host (uri), g_uri_get_host (base)) != 0)
    return NULL;
  parts = g_strsplit (g_uri_get_path (uri), "/", 6);
  query = g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, NULL);
  if (query == NULL || g_hash_table_lookup (query, "comment") == NULL ||
      g_strv_length (parts) != 5 || !g_str_equal (parts[1], "group") ||
      !g_str_equal (parts[2], account->owner_id) || !g_str_equal (parts[3], "topic") ||
      !is_number (parts[4]))
    return NULL;
  *native_id = g_strdup (g_hash_table_lookup (query, "comment"));
  return osr_network_target_new (parts[2], parts[4], NULL, NULL);
}

OsrNetworkMessage *
osr_ok_parse_discussion (OsrNetworkAccount *account, GHashTable *names, JsonObject *object)
{
  g_autofree char *id = osr_social_dup_id (object, "object_id");
  g_autofree char *type = osr_social_dup_name (object, "object_type");
  g_autofree char *group = dup_group (object);
  OsrNetworkMessage *message;

  if (id == NULL)
    return NULL;
  message = osr_network_message_new (account->network);
  if (*type == '\0' || g_str_equal (type, TOPIC))
    set (&message->permalink, dup_topic_link (account, group, id));
  else
    set (&id, g_strconcat (type, ":", id, NULL));
  set (&message->post_permalink, g_strdup (message->permalink));
  set (&message->native_id, g_strdup (id));
  set (&message->post_id, g_steal_pointer (&id));
  message->title = dup_plain (object, "title");
  set (&message->text, dup_plain (object, "message"));
  set_author (message, account, names, osr_social_dup_id (object, "owner_uid"));
  if (group == NULL)
    group = g_strdup (message->author_id);
  set (&message->owner_id, group != NULL ? g_steal_pointer (&group) : g_strdup (""));
  return message;
}

/* "group:5", "user:6" → the number */
static char *
dup_reference (JsonObject *object, const char *member)
{
  g_autofree char *reference = osr_social_dup_id (object, member);
  const char *colon = reference != NULL ? strchr (reference, ':') : NULL;

  return colon != NULL && is_number (colon + 1) ? g_strdup (colon + 1) : NULL;
}

static char *
dup_author (JsonObject *object)
{
  char *id = osr_social_dup_id (object, "author_id");

  return id != NULL ? id : dup_reference (object, "author_ref");
}

static gboolean
is_deleted (JsonObject *object)
{
  const char *type = osr_json_get_string (object, "type");

  return type != NULL && (strstr (type, "DELETED") != NULL || strstr (type, "REMOVED") != NULL);
}

/* (nullable): the largest picture that @photo tells of */
static const char *
photo_address (JsonObject *photo)
{
  static const char *const members[] = { "pic_max",    "pic1024x768",  "pic640x480", "pic320min",
                                         "pic190x190", "standard_url", "picture_url" };
  const char *address = NULL;

  for (guint i = 0; address == NULL && i < G_N_ELEMENTS (members); i++)
    address = osr_json_get_string (photo, members[i]);
  return address;
}

/* An attachment is the picture itself or has it as a member; of a video the thumbnail is one. */
static void
add_media (OsrNetworkMessage *message, JsonObject *object)
{
  JsonArray *attachments = osr_json_get_array (object, "attachments");

  for (guint i = 0; attachments != NULL && i < json_array_get_length (attachments); i++) {
    JsonObject *one = osr_json_array_get_object (attachments, i);
    const char *type = one != NULL ? osr_json_get_string (one, "type") : NULL;
    JsonObject *photo = one != NULL ? osr_json_get_object (one, "photo") : NULL;
    const char *address = one != NULL ? photo_address (photo != NULL ? photo : one) : NULL;
    gboolean is_video = type != NULL && g_ascii_strcasecmp (type, "video") == 0;

    if (is_video)
      osr_network_message_add_media (message, "video", osr_json_get_string (one, "url"));
    if (address != NULL)
      osr_network_message_add_media (message, is_video ? OSR_NETWORK_MEDIA_PREVIEW : "photo",
                                     address);
  }
}

OsrNetworkMessage *
osr_ok_parse_comment (OsrNetworkAccount *account, GHashTable *names, JsonObject *object,
                      const char *post_id)
{
  g_autofree char *id = osr_social_dup_id (object, "id");
  OsrNetworkMessage *message;

  if (id == NULL)
    return NULL;
  message = osr_network_message_new (account->network);
  set (&message->native_id, g_steal_pointer (&id));
  set (&message->owner_id, g_strdup (account->owner_id));
  set (&message->post_id, g_strdup (post_id != NULL ? post_id : ""));
  set (&message->post_permalink, dup_topic_link (account, account->owner_id, message->post_id));
  message->reply_to = osr_social_dup_id (object, "reply_to_comment_id");
  set (&message->author_name, osr_social_dup_name (object, "author_name"));
  set_author (message, account, names, dup_author (object));
  message->published_at = osr_social_milliseconds (object, "date_ms");
  message->attachments = osr_social_array_length (object, "attachments");
  message->deleted = is_deleted (object);
  if (!message->deleted) {
    set (&message->text, dup_plain (object, "text"));
    add_media (message, object);
  }
  return message;
}

/* The texts of a topic's parts, one below the other. */
static char *
dup_topic_text (JsonObject *object, guint *others)
{
  JsonArray *media = osr_json_get_array (object, "media");
  GString *text = g_string_new (NULL);

  for (guint i = 0; media != NULL && i < json_array_get_length (media); i++) {
    JsonObject *part = osr_json_array_get_object (media, i);
    g_autofree char *words = dup_plain (part, "text");

    if (g_strcmp0 (osr_json_get_string (part, "type"), "text") != 0)
      *others += 1;
    else if (*words != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", words);
  }
  return g_string_free (text, FALSE);
}

OsrNetworkMessage *
osr_ok_parse_topic (OsrNetworkAccount *account, GHashTable *names, JsonObject *object)
{
  g_autofree char *id = osr_social_dup_id (object, "id");
  g_autofree char *owner = dup_reference (object, "owner_ref");
  OsrNetworkMessage *message;

  if (id == NULL)
    return NULL;
  message = osr_network_message_new (account->network);
  if (owner == NULL)
    owner = g_strdup (account->owner_id);
  set (&message->permalink, dup_topic_link (account, owner, id));
  set (&message->post_permalink, g_strdup (message->permalink));
  set (&message->post_id, g_strdup (id));
  set (&message->native_id, g_steal_pointer (&id));
  set (&message->owner_id, g_steal_pointer (&owner));
  set_author (message, account, names, dup_author (object));
  set (&message->text, dup_topic_text (object, &message->attachments));
  message->published_at = osr_social_milliseconds (object, "created_ms");
  return message;
}
