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

/* How a page for people writes what comments stand under. */
static const struct {
  const char *path, *comment;
} addresses[] = {
  [OSR_VK_WALL] = { "wall", "reply" },     [OSR_VK_PHOTO] = { "photo", "reply" },
  [OSR_VK_VIDEO] = { "video", "reply" },   [OSR_VK_TOPIC] = { "topic", "post" },
  [OSR_VK_GOODS] = { "product", "reply" },
};

/* The wall's posts are called by their number, the rest by kind and number, since numbers repeat. */
static void
set_subject (OsrNetworkMessage *message, OsrNetworkAccount *account, OsrVkSubject subject,
             gint64 owner, gint64 post)
{
  const char *path = addresses[subject].path;

  set (&message->owner_id, owner != 0 ? id_string (owner) : g_strdup (""));
  if (post <= 0)
    return;
  set (&message->post_id,
       g_strdup_printf ("%s%" G_GINT64_FORMAT, subject == OSR_VK_WALL ? "" : path, post));
  if (owner != 0)
    set (&message->post_permalink, g_strdup_printf ("%s/%s%" G_GINT64_FORMAT "_%" G_GINT64_FORMAT,
                                                    account->link_base, path, owner, post));
}

OsrNetworkMessage *
osr_vk_map_any_comment (OsrNetworkAccount *account, GHashTable *names, const OsrVkComment *comment)
{
  OsrNetworkMessage *message = osr_network_message_new (account->network);
  gint64 group = osr_vk_account_group (account);

  set (&message->native_id, id_string (comment->id));
  set_subject (message, account, comment->subject, comment->owner_id, comment->post_id);
  if (*message->post_permalink != '\0') {
    g_autofree char *thread = comment->thread_root > 0 ? id_string (comment->thread_root) : NULL;

    set (&message->permalink,
         g_strdup_printf ("%s?%s=%" G_GINT64_FORMAT "%s%s", message->post_permalink,
                          addresses[comment->subject].comment, comment->id,
                          thread != NULL ? "&thread=" : "", thread != NULL ? thread : ""));
  }
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
  gint64 group = osr_vk_account_group (account);

  set (&message->native_id, id_string (post->id));
  set_subject (message, account, OSR_VK_WALL, post->owner_id, post->id);
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
