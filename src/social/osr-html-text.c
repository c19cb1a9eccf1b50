/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One pass over the text, so that "&amp;lt;" becomes "&lt;" and nothing is decoded twice. */
#include "social/osr-html-text.h"

#include <string.h>

#define LONGEST_REFERENCE 12
#define REPLACEMENT       0xFFFDu

/* What browsers show for the numbers that ISO 8859-1 leaves to controls. */
static const guint16 windows_1252[32] = {
  0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
  0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
  0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
};

static gunichar
presentable (guint64 number)
{
  if (number >= 0x80 && number <= 0x9F)
    return windows_1252[number - 0x80];
  if (number == '\t' || number == '\n')
    return (gunichar) number;
  if (number < 0x20 || number == 0x7F || number > 0x10FFFF ||
      !g_unichar_validate ((gunichar) number))
    return REPLACEMENT;
  return (gunichar) number;
}

/* @body is what stands between "&#" and ";". */
static gunichar
character_by_number (const char *body)
{
  guint64 number;
  gboolean hex = *body == 'x' || *body == 'X';

  if (!g_ascii_string_to_unsigned (hex ? body + 1 : body, hex ? 16 : 10, 0, G_MAXUINT32, &number,
                                   NULL))
    return 0;
  return presentable (number);
}

/* The reference that begins at @at with "&"; its length goes to @length. 0 when it is none. */
static gunichar
read_reference (const char *at, gsize *length)
{
  const char *end = memchr (at, ';', strnlen (at, LONGEST_REFERENCE + 1));
  char body[LONGEST_REFERENCE + 1];

  if (end == NULL || end - at < 2)
    return 0;
  *length = (gsize) (end - at) + 1;
  memcpy (body, at + 1, *length - 2);
  body[*length - 2] = '\0';
  return body[0] == '#' ? character_by_number (body + 1) : osr_html_character_by_name (body);
}

/* The length of <br>, <br/> or <br /> at @at, else 0. */
static gsize
line_break_length (const char *at)
{
  const char *p = at + 3;

  if (g_ascii_strncasecmp (at, "<br", 3) != 0)
    return 0;
  while (*p == ' ')
    p++;
  if (*p == '/')
    p++;
  return *p == '>' ? (gsize) (p - at) + 1 : 0;
}

static const char *
copy_character (GString *out, const char *at)
{
  gunichar c = g_utf8_get_char (at);

  if (c == '\r') {
    if (at[1] != '\n')
      g_string_append_c (out, '\n');
  } else {
    g_string_append_unichar (out, c < 0x80 ? presentable (c) : c);
  }
  return g_utf8_next_char (at);
}

char *
osr_html_decode (const char *text)
{
  GString *out;
  const char *at = text;

  g_return_val_if_fail (text != NULL, NULL);

  out = g_string_sized_new (strlen (text));
  while (*at != '\0') {
    gsize length = 0;
    gunichar c = *at == '&' ? read_reference (at, &length) : 0;

    if (c != 0) {
      g_string_append_unichar (out, c);
      at += length;
    } else if (*at == '<' && (length = line_break_length (at)) > 0) {
      g_string_append_c (out, '\n');
      at += length;
    } else {
      at = copy_character (out, at);
    }
  }
  return g_string_free (out, FALSE);
}
