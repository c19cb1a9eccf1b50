/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of places. Comments under photos, videos and goods are taken from persons only, and shown
 * as theirs: the office does not answer there by program. */
#include "social/vk/osr-vk-place.h"

#include <string.h>

#include "social/vk/osr-vk-mapper.h"

/* How a page for people writes it. */
static const struct {
  const char *path, *comment;
} words[] = {
  [OSR_VK_WALL] = { "wall", "reply" },     [OSR_VK_PHOTO] = { "photo", "reply" },
  [OSR_VK_VIDEO] = { "video", "reply" },   [OSR_VK_TOPIC] = { "topic", "post" },
  [OSR_VK_GOODS] = { "product", "reply" },
};

gboolean
osr_vk_place_read (OsrVkPlace *self, const char *owner_id, const char *post_id)
{
  const char *digits = post_id;

  if (owner_id == NULL || post_id == NULL ||
      !g_ascii_string_to_signed (owner_id, 10, G_MININT64, G_MAXINT64, &self->owner, NULL))
    return FALSE;
  self->subject = OSR_VK_WALL;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    if (i == OSR_VK_WALL || !g_str_has_prefix (post_id, words[i].path))
      continue;
    self->subject = (OsrVkSubject) i;
    digits = post_id + strlen (words[i].path);
  }
  return self->owner != 0 &&
         g_ascii_string_to_signed (digits, 10, 1, G_MAXINT64, &self->number, NULL);
}

char *
osr_vk_place_dup_post_id (const OsrVkPlace *self)
{
  return g_strdup_printf ("%s%" G_GINT64_FORMAT,
                          self->subject == OSR_VK_WALL ? "" : words[self->subject].path,
                          self->number);
}

char *
osr_vk_place_dup_link (const OsrVkPlace *self, OsrNetworkAccount *account)
{
  return g_strdup_printf ("%s/%s%" G_GINT64_FORMAT "_%" G_GINT64_FORMAT, account->link_base,
                          words[self->subject].path, self->owner, self->number);
}

char *
osr_vk_place_dup_comment_link (const OsrVkPlace *self, OsrNetworkAccount *account, gint64 comment,
                               gint64 thread_root)
{
  g_autofree char *base = osr_vk_place_dup_link (self, account);
  const char *word = words[self->subject].comment;

  if (thread_root > 0)
    return g_strdup_printf ("%s?%s=%" G_GINT64_FORMAT "&thread=%" G_GINT64_FORMAT, base, word,
                            comment, thread_root);
  return g_strdup_printf ("%s?%s=%" G_GINT64_FORMAT, base, word, comment);
}

/* What is written in a topic "from the community" is from that of the board, whoever's token it is. */
static const char *
fault_of_topic (OsrNetworkAccount *account, const OsrVkPlace *place, OsrNetError *code)
{
  if (place->owner != -osr_vk_account_group (account))
    return "The topic is on the board of another community: its reply is placed by hand";
  if (account->edit_token != NULL)
    return NULL;
  *code = OSR_NET_ERROR_AUTH;
  return "VKontakte lets only a person's token write in topics, and the account has none: the "
         "reply is placed by hand";
}

gboolean
osr_vk_place_check (OsrNetworkAccount *account, const OsrNetworkTarget *target, GError **error)
{
  OsrNetError code = OSR_NET_ERROR_REJECTED;
  const char *fault = NULL;
  OsrVkPlace place;

  if (!osr_vk_place_read (&place, target->owner_id, target->post_id))
    fault = "The target is no post of VK";
  else if (place.subject == OSR_VK_TOPIC)
    fault = fault_of_topic (account, &place, &code);
  else if (place.subject != OSR_VK_WALL)
    fault = "Under photos, videos and goods of VKontakte no program publishes: the reply is placed "
            "by hand";
  if (fault != NULL)
    g_set_error_literal (error, OSR_NET_ERROR, (gint) code, fault);
  return fault == NULL;
}
