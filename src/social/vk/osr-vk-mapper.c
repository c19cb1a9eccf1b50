/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns numbers into ids and addresses. Which records there are is the parser's. */
#include "social/vk/osr-vk-mapper.h"

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
  return g_strdup_printf ("%s/wall%" G_GINT64_FORMAT "_%" G_GINT64_FORMAT, account->link_base,
                          owner, post);
}

char *
osr_vk_comment_link (OsrNetworkAccount *account, gint64 owner, gint64 post, gint64 comment,
                     gint64 thread_root)
{
  g_autofree char *base = osr_vk_post_link (account, owner, post);

  if (thread_root > 0)
    return g_strdup_printf ("%s?reply=%" G_GINT64_FORMAT "&thread=%" G_GINT64_FORMAT, base, comment,
                            thread_root);
  return g_strdup_printf ("%s?reply=%" G_GINT64_FORMAT, base, comment);
}

static char *
author_name (OsrVkPage *page, gint64 from_id)
{
  const char *name = osr_vk_page_get_name (page, from_id);

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
  set (&message->author_name, author_name (page, comment->from_id));
  set (&message->text, g_strdup (comment->text));
  message->published_at = comment->date;
  set (&message->permalink,
       osr_vk_comment_link (account, post->owner_id, post->id, comment->id, comment->thread_root));
  set (&message->post_permalink, osr_vk_post_link (account, post->owner_id, post->id));
  set (&message->context, osr_vk_text_shorten (post->text, OSR_VK_CONTEXT_CHARACTERS));
  message->attachments = comment->attachments;
  message->deleted = comment->deleted;
  message->from_account = group > 0 && comment->from_id == -group;
  return message;
}
