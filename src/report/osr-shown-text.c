/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One pass, which ends where the result is full: a megabyte costs no more than what is shown of it. */
#include "report/osr-shown-text.h"

#include <glib/gi18n.h>

#define REPLACEMENT 0xFFFD
#define MOST_MARKS  4
#define BLACK_FLAG  0x1F3F4 /* tags after it make a region's flag */

typedef enum { KEEP, LEAVE_OUT, REPLACE } Fate;

static gboolean
is_tag (gunichar c)
{
  return c >= 0xE0000 && c <= 0xE007F;
}

static gboolean
is_direction (gunichar c)
{
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

static Fate
fate_of (gunichar c, gboolean flag)
{
  if (c == 0x200B || (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF || c == 0x180E || c == 0x00AD)
    return LEAVE_OUT;
  if (is_tag (c))
    return flag ? KEEP : LEAVE_OUT;
  if (c == '\n' || c == '\t')
    return KEEP;
  return is_direction (c) || c < 0x20 || (c >= 0x7F && c < 0xA0) ? REPLACE : KEEP;
}

static gboolean
is_mark (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK;
}

/* All that ends a line is one newline. */
static const char *
next (const char *at, gunichar *c)
{
  const char *after = g_utf8_next_char (at);

  *c = g_utf8_get_char (at);
  if (*c == '\r' && *after == '\n')
    after++;
  if (*c == '\r' || *c == 0x0B || *c == 0x0C || *c == 0x85 || *c == 0x2028 || *c == 0x2029)
    *c = '\n';
  return after;
}

char *
osr_shown_text (const char *text, guint most, guint lines, gboolean *cut)
{
  GString *shown = g_string_new (NULL);
  const char *at = text != NULL ? text : "";
  guint length = 0, line = 1, marks = 0;
  gboolean flag = FALSE, full = FALSE;

  while (*at != '\0' && !full) {
    gunichar c;
    const char *after = next (at, &c);
    Fate fate = fate_of (c, flag);

    marks = is_mark (c) ? marks + 1 : 0;
    flag = c == BLACK_FLAG || (flag && is_tag (c));
    full = fate != LEAVE_OUT &&
           ((most > 0 && length >= most) || (lines > 0 && c == '\n' && line >= lines));
    if (!full && fate != LEAVE_OUT && marks <= MOST_MARKS) {
      g_string_append_unichar (shown, fate == REPLACE ? REPLACEMENT : c);
      length++;
      line += c == '\n';
    }
    at = after;
  }
  if (full)
    g_string_append (shown, "…");
  if (cut != NULL)
    *cut = full;
  return g_string_free (shown, FALSE);
}

char *
osr_shown_line (const char *text, guint most)
{
  char *line = osr_shown_text (text, most, 0, NULL);

  return g_strdelimit (line, "\n\t", ' ');
}

char *
osr_shown_author (const char *name)
{
  return osr_shown_line (name != NULL ? name : _ ("Name erased"), OSR_SHOWN_NAME);
}

char *
osr_shown_words (const char *text)
{
  return text != NULL ? osr_shown_text (text, 0, 0, NULL)
                      : g_strdup (_ ("The text has been erased."));
}

char *
osr_shown_file_name (const char *name, const char *suffix)
{
  g_autofree char *line = osr_shown_line (name, OSR_SHOWN_NAME);
  const char *begin = g_strstrip (g_strdelimit (line, "/\\:*?\"<>|", '_'));

  while (*begin == '.' || *begin == ' ')
    begin++;
  if (*begin == '\0')
    begin = _ ("file");
  return suffix != NULL ? g_strdup_printf ("%s.%s", begin, suffix) : g_strdup (begin);
}
