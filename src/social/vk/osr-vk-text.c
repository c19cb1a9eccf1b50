/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decoding, comparing and counting VK's texts. Nothing here knows of comments or posts. */
#include "social/vk/osr-vk-text.h"

#include <string.h>

#include "social/osr-social-reader.h"
#include "social/osr-html-text.h"

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

/* Marks that a network drops or adds without anybody seeing: soft hyphen, zero-width characters,
 * byte order mark, variation selectors. */
static gboolean
is_invisible (gunichar c)
{
  return c == 0x00AD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF ||
         (c >= 0xFE00 && c <= 0xFE0F);
}

static gsize
scheme_length (const char *at)
{
  if (g_ascii_strncasecmp (at, "https://", 8) == 0)
    return 8;
  return g_ascii_strncasecmp (at, "http://", 7) == 0 ? 7 : 0;
}

static char *
fold_spaces (const char *text)
{
  GString *out = g_string_sized_new (strlen (text));
  gboolean space = FALSE;

  for (const char *at = text + scheme_length (text); *at != '\0'; at += scheme_length (at)) {
    gunichar c = g_utf8_get_char (at);

    at = g_utf8_next_char (at);
    if (is_invisible (c))
      continue;
    if (g_unichar_isspace (c)) {
      space = TRUE;
      continue;
    }
    if (space && out->len > 0)
      g_string_append_c (out, ' ');
    space = FALSE;
    g_string_append_unichar (out, c);
  }
  return g_string_free (out, FALSE);
}

char *
osr_vk_text_normalise (const char *text)
{
  g_autofree char *shown = NULL;
  g_autofree char *composed = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  shown = show_mentions (text);
  composed = g_utf8_normalize (shown, -1, G_NORMALIZE_NFC);
  return fold_spaces (composed != NULL ? composed : shown);
}

OsrNetworkLikeness
osr_vk_text_likeness (const char *sent, const char *found)
{
  g_autofree char *ours = osr_vk_text_normalise (sent);
  g_autofree char *theirs = osr_vk_text_normalise (found);

  if (g_str_equal (ours, theirs))
    return OSR_NETWORK_SAME_TEXT;
  return *ours != '\0' && strstr (theirs, ours) != NULL ? OSR_NETWORK_TEXT_WITHIN
                                                        : OSR_NETWORK_OTHER_TEXT;
}
