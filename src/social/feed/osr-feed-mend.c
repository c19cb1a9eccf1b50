/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One pass over the bytes. Letters of other alphabets are copied unread: it need not be known which
 * encoding they are in. */
#include "social/feed/osr-feed-mend.h"

#include <string.h>

#include "social/osr-html-text.h"

#define MAX_REFERENCE 16

typedef struct {
  const char *at, *end;
  const char *raw; /* (nullable): what ends the section of raw text that @at is in */
  GString *out;
} Mend;

static gboolean
begins (const Mend *mend, const char *words)
{
  gsize n = strlen (words);

  return (gsize) (mend->end - mend->at) >= n && memcmp (mend->at, words, n) == 0;
}

static void
watch_sections (Mend *mend)
{
  if (mend->raw != NULL)
    mend->raw = begins (mend, mend->raw) ? NULL : mend->raw;
  else if (begins (mend, "<![CDATA["))
    mend->raw = "]]>";
  else if (begins (mend, "<!--"))
    mend->raw = "-->";
}

static gboolean
is_forbidden (guint64 character)
{
  return (character < 0x20 && character != '\t' && character != '\n' && character != '\r') ||
         character == 0xFFFE || character == 0xFFFF || !g_unichar_validate ((gunichar) character) ||
         character > 0x10FFFF;
}

/* @body: what stands between "&" and ";" */
static void
append_reference (GString *out, const char *body)
{
  static const char *const xml[] = { "amp", "lt", "gt", "quot", "apos", NULL };
  gboolean hex = body[0] == '#' && body[1] == 'x';
  guint64 number = 0;
  gunichar character;

  if (body[0] == '#' && g_ascii_string_to_unsigned (body + (hex ? 2 : 1), hex ? 16 : 10, 0,
                                                    G_MAXUINT32, &number, NULL))
    g_string_append_printf (out, is_forbidden (number) ? " " : "&%s;", body);
  else if (g_strv_contains (xml, body))
    g_string_append_printf (out, "&%s;", body);
  else if ((character = osr_html_character_by_name (body)) != 0)
    g_string_append_printf (out, "&#%u;", character);
  else
    g_string_append_printf (out, "&amp;%s;", body);
}

/* At an ampersand; goes past what it begins. */
static void
mend_reference (Mend *mend)
{
  gsize rest = (gsize) (mend->end - mend->at) - 1;
  char body[MAX_REFERENCE + 1] = "";
  gsize n = 0;

  for (; n < MIN (rest, MAX_REFERENCE) &&
         (g_ascii_isalnum (mend->at[n + 1]) || (n == 0 && mend->at[1] == '#'));
       n++)
    body[n] = mend->at[n + 1];
  if (n > 0 && n < rest && mend->at[n + 1] == ';') {
    body[n] = '\0';
    append_reference (mend->out, body);
    mend->at += n + 2;
    return;
  }
  g_string_append (mend->out, "&amp;");
  mend->at++;
}

GString *
osr_feed_mend (const char *bytes, gsize length)
{
  Mend mend = { bytes, bytes + length, NULL, NULL };

  if (length == 0 || memchr (bytes, '\0', length) != NULL)
    return NULL;
  mend.out = g_string_sized_new (length);
  while (mend.at < mend.end) {
    watch_sections (&mend);
    if (*mend.at == '&' && mend.raw == NULL) {
      mend_reference (&mend);
      continue;
    }
    g_string_append_c (mend.out, is_forbidden ((guchar) *mend.at) ? ' ' : *mend.at);
    mend.at++;
  }
  return mend.out;
}
