/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns numbers into ids and addresses. Which records there are is the parser's. */
#include "social/vk/osr-vk-mapper.h"

#include "social/vk/osr-vk-place.h"
#include "social/vk/osr-vk-text.h"

static char *
id_string (gint64 id)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, id);
}

static void
set (char **member, char *value)
{
  g_free (*member);
  *member = value;
}

gint64
osr_vk_account_group (OsrNetworkAccount *account)
{
  gint64 id;

  if (!g_ascii_string_to_signed (account->owner_id, 10, -G_MAXINT64, G_MAXINT64, &id, NULL))
    return 0;
  return ABS (id);
}

char *
osr_vk_post_link (OsrNetworkAccount *account, gint64 owner, gint64 post)
{
  const OsrVkPlace place = { OSR_VK_WALL, owner, post };

  return osr_vk_place_dup_link (&place, account);
}

char *
osr_vk_comment_link (OsrNetworkAccount *account, gint64 owner, gint64 post, gint64 comment,
                     gint64 thread_root)
{
  const OsrVkPlace place = { OSR_VK_WALL, owner, post };

  return osr_vk_place_dup_comment_link (&place, account, comment, thread_root);
}

static char *
author_name (GHashTable *names, gint64 from_id)
{
  const char *name = g_hash_table_lookup (names, &from_id);

  if (name != NULL)
    return g_strdup (name);
  if (from_id == 0)
    return g_strdup ("");
  return g_strdup_printf ("%s%" G_GUINT64_FORMAT, from_id < 0 ? "club" : "id",
                          from_id < 0 ? -(guint64) from_id : (guint64) from_id);
}

OsrNetworkMessage *
osr_vk_map_comment (OsrNetworkAccount *account, const OsrVkPost *post, OsrVkPage *page,
                    const OsrVkComment *comment)
{
  OsrNetworkMessage *message = osr_network_message_new (account->network);
  gint64 group = osr_vk_account_group (account);

  set (&message->native_id, id_string (comment->id));
  set (&message->owner_id, id_string (post->owner_id));
  set (&message->post_id, id_string (post->id));
  if (comment->thread_root > 0)
    message->thread_root = id_string (comment->thread_root);
  if (comment->reply_to > 0)
    message->reply_to = id_string (comment->reply_to);
  if (comment->from_id != 0)
    message->author_id = id_string (comment->from_id);
  set (&message->author_name, author_name (page->names, comment->from_id));
  set (&message->text, g_strdup (comment->text));
  message->published_at = comment->date;
  set (&message->permalink,
       osr_vk_comment_link (account, post->owner_id, post->id, comment->id, comment->thread_root));
  set (&message->post_permalink, osr_vk_post_link (account, post->owner_id, post->id));
  set (&message->context, osr_vk_text_shorten (post->text, OSR_VK_CONTEXT_CHARACTERS));
  message->attachments = comment->attachments;
  osr_network_message_add_all_media (message, comment->media);
  message->deleted = comment->deleted;
  message->from_account = group > 0 && comment->from_id == -group;
  return message;
}

static void
set_place (OsrNetworkMessage *message, OsrNetworkAccount *account, const OsrVkPlace *place)
{
  set (&message->owner_id, place->owner != 0 ? id_string (place->owner) : g_strdup (""));
  if (place->number <= 0)
    return;
  set (&message->post_id, osr_vk_place_dup_post_id (place));
  if (place->owner != 0)
    set (&message->post_permalink, osr_vk_place_dup_link (place, account));
}

OsrNetworkMessage *
osr_vk_map_any_comment (OsrNetworkAccount *account, GHashTable *names, const OsrVkComment *comment)
{
  OsrNetworkMessage *message = osr_network_message_new (account->network);
  const OsrVkPlace place = { comment->subject, comment->owner_id, comment->post_id };
  gint64 group = osr_vk_account_group (account);

  set (&message->native_id, id_string (comment->id));
  set_place (message, account, &place);
  if (*message->post_permalink != '\0')
    set (&message->permalink,
         osr_vk_place_dup_comment_link (&place, account, comment->id, comment->thread_root));
  if (comment->thread_root > 0)
    message->thread_root = id_string (comment->thread_root);
  if (comment->reply_to > 0)
    message->reply_to = id_string (comment->reply_to);
  if (comment->from_id != 0)
    message->author_id = id_string (comment->from_id);
  set (&message->author_name, author_name (names, comment->from_id));
  set (&message->text, g_strdup (comment->text));
  message->published_at = comment->date;
  message->attachments = comment->attachments;
  osr_network_message_add_all_media (message, comment->media);
  message->deleted = comment->deleted;
  message->from_account = group > 0 && comment->from_id == -group;
  return message;
}

OsrNetworkMessage *
osr_vk_map_post (OsrNetworkAccount *account, GHashTable *names, const OsrVkPost *post)
{
  OsrNetworkMessage *message = osr_network_message_new (account->network);
  const OsrVkPlace place = { OSR_VK_WALL, post->owner_id, post->id };
  gint64 group = osr_vk_account_group (account);

  set (&message->native_id, id_string (post->id));
  set_place (message, account, &place);
  set (&message->permalink, g_strdup (message->post_permalink));
  if (post->from_id != 0)
    message->author_id = id_string (post->from_id);
  set (&message->author_name, author_name (names, post->from_id));
  set (&message->text, g_strdup (post->deleted ? "" : post->text));
  message->published_at = post->date;
  message->edited_at = post->edited;
  message->attachments = post->attachments;
  osr_network_message_add_all_media (message, post->media);
  message->deleted = post->deleted;
  message->from_account = group > 0 && post->from_id == -group;
  return message;
}
