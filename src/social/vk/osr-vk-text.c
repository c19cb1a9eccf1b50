/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decoding, comparing and counting VK's texts. Nothing here knows of comments or posts. */
#include "social/vk/osr-vk-text.h"

#include <string.h>

#include "social/osr-html-text.h"
#include "social/osr-reply-match.h"
#include "social/osr-social-reader.h"

/* The length of "[id123|" at @at (also club, public, event), else 0. */
static gsize
mention_opening (const char *at)
{
  static const char *const kinds[] = { "[id", "[club", "[public", "[event" };
  gsize length = 0, digits;

  for (guint i = 0; i < G_N_ELEMENTS (kinds) && length == 0; i++) {
    if (g_str_has_prefix (at, kinds[i]))
      length = strlen (kinds[i]);
  }
  if (length == 0)
    return 0;
  digits = strspn (at + length, "0123456789");
  if (digits == 0 || digits > 19 || at[length + digits] != '|')
    return 0;
  return length + digits + 1;
}

/* "[id1|Anna], look" → "Anna, look"; brackets that are no mention stay. */
static char *
show_mentions (const char *text)
{
  GString *out = g_string_sized_new (strlen (text));

  for (const char *at = text; *at != '\0';) {
    gsize opening = *at == '[' ? mention_opening (at) : 0;
    gsize name = opening > 0 ? strcspn (at + opening, "[]\n") : 0;

    if (name > 0 && at[opening + name] == ']') {
      g_string_append_len (out, at + opening, (gssize) name);
      at += opening + name + 1;
    } else {
      g_string_append_c (out, *at++);
    }
  }
  return g_string_free (out, FALSE);
}

char *
osr_vk_text_shorten (const char *text, glong max_characters)
{
  return osr_social_shorten (text, max_characters);
}

char *
osr_vk_text_decode (const char *raw, glong max_characters)
{
  g_autofree char *decoded = osr_html_decode (raw);
  g_autofree char *shown = show_mentions (decoded);

  return osr_vk_text_shorten (shown, max_characters);
}

char *
osr_vk_text_normalise (const char *text)
{
  g_autofree char *shown = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  shown = show_mentions (text);
  return osr_reply_text_normalise (shown);
}

OsrNetworkLikeness
osr_vk_text_likeness (const char *sent, const char *found)
{
  g_autofree char *ours = show_mentions (sent);
  g_autofree char *theirs = show_mentions (found);

  return osr_reply_text_likeness (ours, theirs);
}
