/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who wrote what under which post, and under which address people find it. */
#include "social/telegram/osr-telegram-parser.h"

#include <string.h>

#include "core/osr-json.h"
#include "social/osr-social-reader.h"

/* What somebody says with, besides text; at most one of them is in a message. */
static const char *const media[] = { "photo", "video",      "animation", "audio", "document",
                                     "voice", "video_note", "sticker",   "poll",  "location",
                                     "venue", "contact",    "dice",      "story", "paid_media",
                                     "game",  "invoice",    "checklist" };

/* What every message may have, whatever it is about. */
static const char *const common[] = { "message_id",
                                      "message_thread_id",
                                      "from",
                                      "sender_chat",
                                      "chat",
                                      "date",
                                      "is_topic_message",
                                      "reply_to_message",
                                      "edit_date",
                                      "author_signature",
                                      "business_connection_id",
                                      "sender_boost_count",
                                      "via_bot",
                                      "reply_markup",
                                      NULL };

static void
set (char **member, char *value)
{
  g_free (*member);
  *member = value;
}

static const char *
find_medium (JsonObject *object)
{
  for (guint i = 0; i < G_N_ELEMENTS (media); i++) {
    if (json_object_has_member (object, media[i]))
      return media[i];
  }
  return NULL;
}

/* Of what cannot be seen any more a chat, an id and the date 0 are left. */
static gboolean
is_gone (JsonObject *object)
{
  return json_object_has_member (object, "date") && osr_social_int (object, "date", -1) == 0;
}

static gboolean
says_something (JsonObject *object)
{
  return osr_json_get_string (object, "text") != NULL ||
         osr_json_get_string (object, "caption") != NULL || find_medium (object) != NULL;
}

char *
osr_telegram_dup_happening (JsonObject *object)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *at = names; at != NULL; at = at->next) {
    if (!g_strv_contains (common, at->data))
      return osr_social_one_line (at->data, OSR_SOCIAL_MAX_NAME);
  }
  return g_strdup ("message");
}

char *
osr_telegram_dup_name (JsonObject *object)
{
  g_autofree char *title = osr_social_dup_name (object, "title");
  g_autofree char *first = osr_social_dup_name (object, "first_name");
  g_autofree char *last = osr_social_dup_name (object, "last_name");
  g_autofree char *name = g_strstrip (g_strjoin (" ", first, last, NULL));
  g_autofree char *user = osr_social_dup_name (object, "username");

  if (*title != '\0')
    return g_steal_pointer (&title);
  if (*name != '\0')
    return g_steal_pointer (&name);
  return g_steal_pointer (&user);
}

/* Administrators who stay unnamed, and channels, write as a chat; "from" is a stand-in then. */
static void
set_author (OsrNetworkMessage *message, OsrNetworkAccount *account, JsonObject *object)
{
  JsonObject *as_chat = osr_json_get_object (object, "sender_chat");
  JsonObject *author = as_chat != NULL ? as_chat : osr_json_get_object (object, "from");

  message->author_id = osr_social_dup_id (author, "id");
  if (message->author_id == NULL)
    return;
  set (&message->author_name, osr_telegram_dup_name (author));
  if (*message->author_name == '\0')
    set (&message->author_name, g_strconcat ("id", message->author_id, NULL));
  message->from_account = g_str_equal (message->author_id, account->owner_id) ||
                          (as_chat != NULL && g_str_equal (message->author_id, message->owner_id));
}

static gboolean
is_word (const char *name)
{
  return *name != '\0' && strspn (name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                        "0123456789_") == strlen (name);
}

/* (transfer full): the address of a message in a public or a closed group, "" in a private chat */
static char *
dup_link (OsrNetworkAccount *account, JsonObject *chat, const char *id)
{
  g_autofree char *user = osr_social_dup_name (chat, "username");
  g_autofree char *number = osr_social_dup_id (chat, "id");
  const char *type = osr_json_get_string (chat, "type");

  if (number == NULL || id == NULL || (type != NULL && g_str_equal (type, "private")))
    return g_strdup ("");
  if (is_word (user))
    return g_strdup_printf ("%s/%s/%s", account->link_base, user, id);
  if (g_str_has_prefix (number, "-100") && is_word (number + 4))
    return g_strdup_printf ("%s/c/%s/%s", account->link_base, number + 4, id);
  return g_strdup ("");
}

/* (transfer full): the address of the channel's post that @object is the forward of, "" when it is
 * none or does not say */
static char *
dup_channel_link (OsrNetworkAccount *account, JsonObject *object)
{
  JsonObject *origin = osr_json_get_object (object, "forward_origin");
  JsonObject *chat = osr_json_get_object (origin, "chat");
  g_autofree char *id = osr_social_dup_id (origin, "message_id");

  if (chat == NULL) {
    chat = osr_json_get_object (object, "forward_from_chat");
    set (&id, osr_social_dup_id (object, "forward_from_message_id"));
  }
  return chat != NULL && id != NULL ? dup_link (account, chat, id) : g_strdup ("");
}

static gboolean
begins_thread (JsonObject *object)
{
  return object != NULL && osr_social_is_true (object, "is_automatic_forward");
}

/* Under a post: the thread's first message is the post, and answering it is answering nobody. So is
 * a forum's topic. */
static void
set_thread (OsrNetworkMessage *message, OsrNetworkAccount *account, JsonObject *object)
{
  JsonObject *answered = osr_json_get_object (object, "reply_to_message");
  g_autofree char *thread = osr_social_dup_id (object, "message_thread_id");
  g_autofree char *reply = osr_social_dup_id (answered, "message_id");

  if (thread == NULL && begins_thread (answered))
    thread = g_strdup (reply);
  if (thread != NULL && !g_str_equal (thread, message->native_id))
    set (&message->post_id, g_strdup (thread));
  if (begins_thread (answered)) {
    set (&message->post_permalink, dup_channel_link (account, answered));
    if (*message->post_permalink != '\0')
      set (&message->permalink,
           g_strdup_printf ("%s?comment=%s", message->post_permalink, message->native_id));
  } else if (reply != NULL &&
             !(osr_social_is_true (object, "is_topic_message") && g_strcmp0 (reply, thread) == 0)) {
    message->reply_to = g_steal_pointer (&reply);
  }
}

static void
set_post (OsrNetworkMessage *message, OsrNetworkAccount *account, JsonObject *object)
{
  set (&message->post_id, g_strdup (message->native_id));
  if (begins_thread (object)) {
    g_autofree char *link = dup_channel_link (account, object);

    message->from_account = TRUE;
    if (*link != '\0')
      set (&message->permalink, g_steal_pointer (&link));
  }
  set (&message->post_permalink, g_strdup (message->permalink));
}

/* What speaks for one size: its width, and of those that are too large to be fetched, how narrow it is. */
static gint64
rank_size (JsonObject *size)
{
  gint64 width = CLAMP (osr_social_int (size, "width", 0), 0, G_MAXINT32);

  return osr_social_int (size, "file_size", 0) > OSR_NETWORK_MEDIA_BYTES ? -1 - width : width;
}

/* (nullable): the file of the largest size that is fetched; sizes are listed in no order that is
 * promised */
static const char *
largest_file (JsonArray *sizes)
{
  const char *best = NULL;
  gint64 most = G_MININT64;

  for (guint i = 0; sizes != NULL && i < json_array_get_length (sizes); i++) {
    JsonObject *size = osr_json_array_get_object (sizes, i);
    const char *file = size != NULL ? osr_json_get_string (size, "file_id") : NULL;

    if (file != NULL && rank_size (size) > most) {
      best = file;
      most = rank_size (size);
    }
  }
  return best;
}

static void
add_file (OsrNetworkMessage *message, const char *kind, const char *file)
{
  g_autofree char *address =
      file != NULL ? g_strconcat (OSR_TELEGRAM_FILE_SCHEME, file, NULL) : NULL;

  osr_network_message_add_media (message, kind, address);
}

/* A file has a name here and no address: that would have the bot's token in it. */
static void
add_media (OsrNetworkMessage *message, JsonObject *object)
{
  const char *kind = find_medium (object);
  JsonObject *medium = kind != NULL ? osr_json_get_object (object, kind) : NULL;
  JsonObject *preview = NULL;

  if (kind == NULL)
    return;
  if (medium == NULL) {
    add_file (message, kind, largest_file (osr_json_get_array (object, kind)));
    return;
  }
  add_file (message, kind, osr_json_get_string (medium, "file_id"));
  preview = osr_json_get_object (medium, "thumbnail");
  if (preview == NULL)
    preview = osr_json_get_object (medium, "thumb");
  if (preview != NULL)
    add_file (message, OSR_NETWORK_MEDIA_PREVIEW, osr_json_get_string (preview, "file_id"));
}

OsrNetworkMessage *
osr_telegram_parse_message (OsrNetworkAccount *account, JsonObject *object, gboolean *is_post)
{
  JsonObject *chat = osr_json_get_object (object, "chat");
  const char *type = osr_json_get_string (chat, "type");
  g_autofree char *id = osr_social_dup_id (object, "message_id");
  g_autofree char *owner = osr_social_dup_id (chat, "id");
  OsrNetworkMessage *message;

  *is_post = begins_thread (object) || g_strcmp0 (type, "channel") == 0;
  if (id == NULL || owner == NULL || !(says_something (object) || is_gone (object)))
    return NULL;
  message = osr_network_message_new (account->network);
  set (&message->native_id, g_steal_pointer (&id));
  set (&message->owner_id, g_steal_pointer (&owner));
  set (&message->text, osr_social_dup_text (object, "text"));
  if (*message->text == '\0')
    set (&message->text, osr_social_dup_text (object, "caption"));
  if (*message->text == '\0')
    set (&message->text, osr_social_dup_text (osr_json_get_object (object, "poll"), "question"));
  message->attachments = find_medium (object) != NULL ? 1 : 0;
  add_media (message, object);
  message->published_at = osr_social_seconds (object, "date");
  message->edited_at = osr_social_seconds (object, "edit_date");
  message->deleted = is_gone (object);
  set_author (message, account, object);
  set (&message->permalink, dup_link (account, chat, message->native_id));
  if (*is_post)
    set_post (message, account, object);
  else
    set_thread (message, account, object);
  return message;
}
