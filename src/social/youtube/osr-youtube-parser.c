/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reply's id is its thread's, a point, and its own. */
#include "social/youtube/osr-youtube-parser.h"

#include <string.h>

#include "core/osr-json.h"
#include "social/osr-social-reader.h"
#include "social/osr-html-plain.h"

static void
set (char **member, char *value)
{
  g_free (*member);
  *member = value;
}

static gboolean
is_plain_id (const char *id)
{
  return *id != '\0' && strspn (id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                    "0123456789_-.") == strlen (id);
}

static char *
dup_link (OsrNetworkAccount *account, const char *video, const char *comment)
{
  if (!is_plain_id (video))
    return g_strdup ("");
  if (comment == NULL)
    return g_strdup_printf ("%s/watch?v=%s", account->link_base, video);
  if (!is_plain_id (comment))
    return g_strdup ("");
  return g_strdup_printf ("%s/watch?v=%s&lc=%s", account->link_base, video, comment);
}

/* What the author typed; those who may not see it get it as a page shows it. */
static char *
dup_text (JsonObject *snippet)
{
  g_autofree char *shown = NULL;

  if (osr_json_get_string (snippet, "textOriginal") != NULL)
    return osr_social_dup_text (snippet, "textOriginal");
  shown = osr_social_dup_text (snippet, "textDisplay");
  return osr_html_to_plain (shown);
}

static void
set_thread (OsrNetworkMessage *message, JsonObject *snippet)
{
  const char *point = strchr (message->native_id, '.');

  message->thread_root = osr_social_dup_id (snippet, "parentId");
  if (message->thread_root == NULL && point != NULL && point != message->native_id)
    message->thread_root = g_strndup (message->native_id, (gsize) (point - message->native_id));
  message->reply_to = g_strdup (message->thread_root);
}

static void
set_times (OsrNetworkMessage *message, JsonObject *snippet)
{
  OsrInstant updated = osr_social_iso_time (snippet, "updatedAt");

  message->published_at = osr_social_iso_time (snippet, "publishedAt");
  if (updated != message->published_at)
    message->edited_at = updated;
}

OsrNetworkMessage *
osr_youtube_parse_comment (OsrNetworkAccount *account, JsonObject *object, const char *video)
{
  JsonObject *snippet = osr_json_get_object (object, "snippet");
  g_autofree char *id = osr_social_dup_id (object, "id");
  g_autofree char *named = osr_social_dup_id (snippet, "videoId");
  g_autofree char *channel = osr_social_dup_id (snippet, "channelId");
  OsrNetworkMessage *message;

  if (id == NULL || snippet == NULL)
    return NULL;
  message = osr_network_message_new (account->network);
  set (&message->native_id, g_steal_pointer (&id));
  set (&message->owner_id, g_strdup (channel != NULL ? channel : account->owner_id));
  set (&message->post_id, g_strdup (named != NULL ? named : video != NULL ? video : ""));
  message->author_id =
      osr_social_dup_id (osr_json_get_object (snippet, "authorChannelId"), "value");
  set (&message->author_name, osr_social_dup_name (snippet, "authorDisplayName"));
  set (&message->text, dup_text (snippet));
  set (&message->permalink, dup_link (account, message->post_id, message->native_id));
  set (&message->post_permalink, dup_link (account, message->post_id, NULL));
  message->from_account =
      message->author_id != NULL && g_str_equal (message->author_id, account->owner_id);
  set_thread (message, snippet);
  set_times (message, snippet);
  return message;
}

/* (transfer full) (nullable): the id stands in one of three places */
static char *
dup_video_id (JsonObject *object, JsonObject *snippet)
{
  char *id = osr_social_dup_id (osr_json_get_object (object, "id"), "videoId");

  if (id == NULL)
    id = osr_social_dup_id (osr_json_get_object (snippet, "resourceId"), "videoId");
  return id != NULL ? id : osr_social_dup_id (object, "id");
}

OsrNetworkMessage *
osr_youtube_parse_video (OsrNetworkAccount *account, JsonObject *object)
{
  JsonObject *snippet = osr_json_get_object (object, "snippet");
  g_autofree char *id = snippet != NULL ? dup_video_id (object, snippet) : NULL;
  OsrNetworkMessage *message;

  if (id == NULL)
    return NULL;
  message = osr_network_message_new (account->network);
  set (&message->native_id, g_strdup (id));
  set (&message->post_id, g_steal_pointer (&id));
  message->author_id = osr_social_dup_id (snippet, "channelId");
  set (&message->owner_id, g_strdup (message->author_id != NULL ? message->author_id : ""));
  set (&message->author_name, osr_social_dup_name (snippet, "channelTitle"));
  message->title = osr_social_dup_text (snippet, "title");
  set (&message->text, osr_social_dup_text (snippet, "description"));
  set (&message->permalink, dup_link (account, message->post_id, NULL));
  set (&message->post_permalink, g_strdup (message->permalink));
  message->attachments = 1;
  message->from_account =
      message->author_id != NULL && g_str_equal (message->author_id, account->owner_id);
  set_times (message, snippet);
  return message;
}
