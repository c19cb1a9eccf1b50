/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One pass over the text; each of its bytes is looked at a bounded number of times, whatever it is. */
#include "social/osr-html-plain.h"

#include <string.h>

#include "social/osr-html-text.h"

#define MAX_NAME 16

typedef struct {
  GString *out;
  gboolean space;  /* one is owed before the next character */
  guint lines;     /* so many are owed */
  gboolean closed; /* there is no ">" from here on */
} Plain;

static gboolean
is_block (const char *name)
{
  static const char *const blocks[] = { "p",          "br", "div", "li", "tr",  "h1",
                                        "h2",         "h3", "h4",  "h5", "h6",  "table",
                                        "blockquote", "ul", "ol",  "hr", "pre", NULL };

  return g_strv_contains (blocks, name);
}

static void
append_space (Plain *plain)
{
  plain->space = TRUE;
}

static void
append_line (Plain *plain)
{
  plain->lines = MIN (plain->lines + 1, 2);
}

static void
append (Plain *plain, char c)
{
  if (plain->out->len > 0 && plain->lines > 0)
    g_string_append (plain->out, plain->lines > 1 ? "\n\n" : "\n");
  else if (plain->out->len > 0 && plain->space)
    g_string_append_c (plain->out, ' ');
  plain->space = FALSE;
  plain->lines = 0;
  g_string_append_c (plain->out, c);
}

/* Past the end of an element whose text nobody sees. */
static const char *
skip_hidden (const char *at, const char *name)
{
  g_autofree char *end = g_strconcat ("</", name, NULL);
  gsize length = strlen (end);

  for (; *at != '\0'; at++) {
    if (*at == '<' && g_ascii_strncasecmp (at, end, length) == 0)
      return at;
  }
  return at;
}

/* Past the tag or comment at @at, or @at when there is none. */
static const char *
skip_tag (Plain *plain, const char *at)
{
  const char *start = at + (at[1] == '/' ? 2 : 1);
  char name[MAX_NAME + 1];
  const char *end;
  guint n = 0;

  if (plain->closed || !(g_ascii_isalpha (*start) || *start == '!' || *start == '?'))
    return at;
  if (g_str_has_prefix (start, "!--"))
    end = strstr (start + 3, "-->");
  else
    end = strchr (start, '>');
  if (end == NULL) {
    plain->closed = strchr (start, '>') == NULL;
    return plain->closed ? at : at + strlen (at);
  }
  for (; n < MAX_NAME && g_ascii_isalnum (start[n]); n++)
    name[n] = g_ascii_tolower (start[n]);
  name[n] = '\0';
  end = strchr (end, '>') + 1;
  if (is_block (name))
    append_line (plain);
  if (at[1] != '/' && (g_str_equal (name, "script") || g_str_equal (name, "style")))
    return skip_hidden (end, name);
  return end;
}

char *
osr_html_to_plain (const char *html)
{
  Plain plain = { g_string_sized_new (strlen (html)), FALSE, 0, FALSE };
  g_autofree char *text = NULL;

  while (*html != '\0') {
    const char *next = *html == '<' ? skip_tag (&plain, html) : html;

    if (next != html) {
      html = next;
      continue;
    }
    if (g_ascii_isspace (*html))
      append_space (&plain);
    else
      append (&plain, *html);
    html++;
  }
  text = g_string_free (plain.out, FALSE);
  return osr_html_decode (text);
}
