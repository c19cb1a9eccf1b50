/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. A name that would break out of the network's brackets is not used as it is. */
#include "core/reply/osr-reply-mention.h"

#define LONGEST_NAME 100 /* characters */

/* The name without what means something in a mention, in one line. */
static char *
plain_name (const char *name)
{
  GString *plain = g_string_new (NULL);
  glong n = 0;

  for (const char *at = name; *at != '\0' && n < LONGEST_NAME; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (c == '[' || c == ']' || c == '|' || g_unichar_iscntrl (c))
      continue;
    g_string_append_unichar (plain, c);
    n++;
  }
  return g_strstrip (g_string_free (plain, FALSE));
}

/* People have positive numbers, communities negative ones. */
static char *
mention_vk (const char *author_id, const char *author_name)
{
  g_autofree char *name = plain_name (author_name);
  gint64 id;

  if (*name == '\0' ||
      !g_ascii_string_to_signed (author_id, 10, -G_MAXINT64, G_MAXINT64, &id, NULL) || id == 0)
    return NULL;
  return g_strdup_printf ("[%s%" G_GINT64_FORMAT "|%s]", id < 0 ? "club" : "id", ABS (id), name);
}

char *
osr_reply_mention (OsrCase *self, const char *network)
{
  char *mention = NULL;

  if (g_strcmp0 (network, "vk") == 0 && g_strcmp0 (self->network, "vk") == 0 &&
      self->author_id != NULL && self->author_name != NULL)
    mention = mention_vk (self->author_id, self->author_name);
  return mention != NULL ? mention : g_strdup (self->permalink);
}

char *
osr_reply_with_mention (const char *mention, const char *text)
{
  return g_strconcat (mention, "\n", text, NULL);
}
