/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folding of single characters: a table for the scripts that matter, GLib's tables for the rest.
 * Taking accents off a letter makes composed and decomposed spellings equal, as NFC would; only й
 * keeps its mark, being a letter of its own (the tokenizer puts it together). */
#include "core/text/osr-text-fold.h"

#include <string.h>

#define TABLE_SIZE 0x530
#define CYRILLIC   0x400

static gboolean
is_invisible (gunichar c)
{
  return c == 0xad || c == 0x34f || c == 0x61c || (c >= 0x180b && c <= 0x180e) ||
         (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2060 && c <= 0x206f) || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff ||
         (c >= 0xe0000 && c <= 0xe0fff);
}

/* Letters of neighbouring alphabets that stand for a Russian one. */
static gunichar
to_russian (gunichar c)
{
  switch (c) {
  case 0x454: /* є */
    return 0x435;
  case 0x456: /* і */
    return 0x438;
  case 0x455: /* ѕ */
    return 0x441;
  case 0x458: /* ј */
    return 0x439;
  default:
    return c;
  }
}

static gunichar
fold (gunichar c)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];

  if (is_invisible (c) || g_unichar_ismark (c))
    return OSR_TEXT_FOLD_SKIP;
  if (!g_unichar_isalnum (c))
    return OSR_TEXT_FOLD_BREAK;
  c = g_unichar_tolower (c);
  if (c == 0x439)
    return c;
  if (g_unichar_fully_decompose (c, FALSE, parts, G_N_ELEMENTS (parts)) > 1 &&
      g_unichar_isalnum (parts[0]))
    c = g_unichar_tolower (parts[0]);
  if (g_unichar_isdigit (c) && c > 0x7f)
    c = (gunichar) ('0' + g_unichar_digit_value (c));
  return to_russian (c);
}

static const guint16 *
get_table (void)
{
  static guint16 table[TABLE_SIZE];
  static gsize ready = 0;

  if (g_once_init_enter (&ready)) {
    for (gunichar c = 0; c < TABLE_SIZE; c++)
      table[c] = (guint16) fold (c);
    g_once_init_leave (&ready, 1);
  }
  return table;
}

gunichar
osr_text_fold_char (gunichar c)
{
  return c < TABLE_SIZE ? get_table ()[c] : fold (c);
}

gboolean
osr_text_fold_is_cyrillic (gunichar c)
{
  return c >= CYRILLIC && c < TABLE_SIZE;
}

gunichar
osr_text_fold_look_alike (gunichar c)
{
  static const char *const letters[] = { "а", "в", "с", "д", "е", "ф", "г", "н", "и",
                                         "й", "к", "л", "м", "п", "о", "р", "",  "г",
                                         "с", "т", "и", "в", "ш", "х", "у", "з" };
  static const char *const digits[] = { "о", "и", "", "з", "ч", "", "б", "", "в", "" };
  const char *found = "";

  if (c >= 'a' && c <= 'z')
    found = letters[c - 'a'];
  else if (c >= '0' && c <= '9')
    found = digits[c - '0'];
  else if (c == '@')
    found = "а";
  else if (c == '$')
    found = "с";
  return *found != '\0' ? g_utf8_get_char (found) : 0;
}

gboolean
osr_text_fold_looks_alike (gunichar c)
{
  return c < 0x80 && c != 0 && strchr ("abcehkmoptxyu", (int) c) != NULL;
}

const char *
osr_text_fold_decode (const char *p, const char *end, gunichar *c)
{
  const guchar *bytes = (const guchar *) p;
  gunichar value;

  if (bytes[0] < 0x80) {
    *c = bytes[0];
    return p + 1;
  }
  if (end - p >= 2 && (bytes[0] & 0xe0) == 0xc0 && bytes[0] >= 0xc2 && (bytes[1] & 0xc0) == 0x80) {
    *c = (gunichar) (bytes[0] & 0x1f) << 6 | (bytes[1] & 0x3f);
    return p + 2;
  }
  value = g_utf8_get_char_validated (p, end - p > 4 ? 4 : end - p);
  if (value == (gunichar) -1 || value == (gunichar) -2) {
    *c = 0xfffd;
    return p + 1;
  }
  *c = value;
  return g_utf8_next_char (p);
}
