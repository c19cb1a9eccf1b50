/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A channel's post has no sender but the channel; only posts have an address for people. */
#include "social/max/osr-max-parser.h"

#include "core/osr-json.h"
#include "social/osr-social-reader.h"

#define MANY_SECONDS                                                                               \
  G_GINT64_CONSTANT (100000000000) /* a number from here on counts milliseconds */

static void
set (char **member, char *value)
{
  g_free (*member);
  *member = value;
}

char *
osr_max_dup_name (JsonObject *user)
{
  g_autofree char *whole = osr_social_dup_name (user, "name");
  g_autofree char *first = osr_social_dup_name (user, "first_name");
  g_autofree char *last = osr_social_dup_name (user, "last_name");
  g_autofree char *name = g_strstrip (g_strjoin (" ", first, last, NULL));

  if (*name != '\0')
    return g_steal_pointer (&name);
  return *whole != '\0' ? g_steal_pointer (&whole) : osr_social_dup_name (user, "username");
}

static gboolean
has_chat_type (JsonObject *object, const char *type)
{
  JsonObject *recipient = osr_json_get_object (object, "recipient");

  return g_strcmp0 (osr_json_get_string (recipient, "chat_type"), type) == 0;
}

static JsonObject *
answered_body (JsonObject *object)
{
  JsonObject *link = osr_json_get_object (object, "link");

  if (g_strcmp0 (osr_json_get_string (link, "type"), "reply") != 0)
    return NULL;
  return osr_json_get_object (link, "message");
}

/* (transfer full) (nullable): the post that a comment names where it goes */
static char *
dup_named_post (JsonObject *object)
{
  return osr_social_dup_id (osr_json_get_object (object, "recipient"), "post_id");
}

gboolean
osr_max_is_post (JsonObject *object)
{
  g_autofree char *under = dup_named_post (object);

  return has_chat_type (object, "channel") && answered_body (object) == NULL && under == NULL;
}

gboolean
osr_max_is_private (JsonObject *object)
{
  return has_chat_type (object, "dialog");
}

/* The description says Unix time and the service gives milliseconds. */
static OsrInstant
get_time (JsonObject *object)
{
  if (osr_social_int (object, "timestamp", 0) < MANY_SECONDS)
    return osr_social_seconds (object, "timestamp");
  return osr_social_milliseconds (object, "timestamp");
}

static void
set_author (OsrNetworkMessage *message, OsrNetworkAccount *account, JsonObject *object)
{
  JsonObject *sender = osr_json_get_object (object, "sender");

  message->author_id = osr_social_dup_id (sender, "user_id");
  if (message->author_id == NULL) {
    message->from_account = osr_max_is_post (object);
    return;
  }
  set (&message->author_name, osr_max_dup_name (sender));
  if (*message->author_name == '\0')
    set (&message->author_name, g_strconcat ("id", message->author_id, NULL));
  message->from_account = g_str_equal (message->author_id, account->owner_id);
}

static char *
dup_address (JsonObject *object)
{
  g_autofree char *address = osr_social_dup_id (object, "url");

  if (address != NULL &&
      (g_str_has_prefix (address, "https://") || g_str_has_prefix (address, "http://")))
    return g_steal_pointer (&address);
  return g_strdup ("");
}

/* Videos, sounds and files are known by a token alone. */
static void
add_media (OsrNetworkMessage *message, JsonObject *body)
{
  JsonArray *attachments = osr_json_get_array (body, "attachments");

  for (guint i = 0; attachments != NULL && i < json_array_get_length (attachments); i++) {
    JsonObject *one = osr_json_array_get_object (attachments, i);
    const char *type = one != NULL ? osr_json_get_string (one, "type") : NULL;
    JsonObject *payload = type != NULL ? osr_json_get_object (one, "payload") : NULL;
    JsonObject *preview = type != NULL ? osr_json_get_object (one, "thumbnail") : NULL;

    if (payload == NULL)
      continue;
    osr_network_message_add_media (message, g_str_equal (type, "image") ? "photo" : type,
                                   osr_json_get_string (payload, "url"));
    if (preview != NULL)
      osr_network_message_add_media (message, OSR_NETWORK_MEDIA_PREVIEW,
                                     osr_json_get_string (preview, "url"));
  }
}

OsrNetworkMessage *
osr_max_parse_message (OsrNetworkAccount *account, JsonObject *object, const char *post_id)
{
  JsonObject *body = osr_json_get_object (object, "body");
  JsonObject *recipient = osr_json_get_object (object, "recipient");
  g_autofree char *id = osr_social_dup_id (body, "mid");
  g_autofree char *chat = osr_social_dup_id (recipient, "chat_id");
  g_autofree char *under = dup_named_post (object);
  OsrNetworkMessage *message;

  if (id == NULL)
    return NULL;
  message = osr_network_message_new (account->network);
  set (&message->native_id, g_steal_pointer (&id));
  set (&message->owner_id, chat != NULL ? g_steal_pointer (&chat) : g_strdup (""));
  message->reply_to = osr_social_dup_id (answered_body (object), "mid");
  set (&message->text, osr_social_dup_text (body, "text"));
  message->attachments = osr_social_array_length (body, "attachments");
  if (body != NULL)
    add_media (message, body);
  message->published_at = get_time (object);
  set_author (message, account, object);
  set (&message->permalink, dup_address (object));
  if (post_id == NULL)
    post_id = osr_max_is_post (object) ? message->native_id : under;
  set (&message->post_id, g_strdup (post_id != NULL ? post_id : ""));
  if (g_str_equal (message->post_id, message->native_id))
    set (&message->post_permalink, g_strdup (message->permalink));
  if (g_strcmp0 (message->reply_to, message->post_id) == 0)
    g_clear_pointer (&message->reply_to, g_free);
  return message;
}
