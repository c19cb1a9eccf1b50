/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parser of libxml2 for HTML tells its events and builds no tree: a page that nests without end costs
 * nothing. It is given UTF-8, and has no network. */
#include "social/link/osr-link-page.h"

#include <string.h>

#include <libxml/HTMLparser.h>

#include "social/osr-social-reader.h"

#define CHUNK         (16 * 1024)
#define LOOK_FOR      2048 /* bytes in which a page declares its encoding */
#define LONGEST_TITLE 4096 /* bytes that are collected, before they are shortened */

typedef struct {
  GString *title; /* nullable: none was begun */
  gboolean in_title;
  char *og_title;
  char *og_site;
  char *og_description;
  char *description;
} Head;

void
osr_link_page_free (OsrLinkPage *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->site);
  g_free (self->description);
  g_free (self);
}

static void
head_clear (Head *head)
{
  if (head->title != NULL)
    g_string_free (head->title, TRUE);
  g_free (head->og_title);
  g_free (head->og_site);
  g_free (head->og_description);
  g_free (head->description);
}

static const char *
attribute (const xmlChar **list, const char *name)
{
  for (guint i = 0; list != NULL && list[i] != NULL; i += 2) {
    if (g_ascii_strcasecmp ((const char *) list[i], name) == 0)
      return (const char *) list[i + 1];
  }
  return NULL;
}

/* The first one counts. */
static void
keep (char **place, const char *content)
{
  if (*place == NULL)
    *place = g_strndup (content, LONGEST_TITLE);
}

static void
take_meta (Head *head, const xmlChar **list)
{
  const char *content = attribute (list, "content");
  const char *name = attribute (list, "property");

  if (name == NULL)
    name = attribute (list, "name");
  if (name == NULL || content == NULL || *content == '\0')
    return;
  if (g_ascii_strcasecmp (name, "og:title") == 0)
    keep (&head->og_title, content);
  else if (g_ascii_strcasecmp (name, "og:site_name") == 0)
    keep (&head->og_site, content);
  else if (g_ascii_strcasecmp (name, "og:description") == 0)
    keep (&head->og_description, content);
  else if (g_ascii_strcasecmp (name, "description") == 0)
    keep (&head->description, content);
}

static void
on_start (void *data, const xmlChar *name, const xmlChar **attributes)
{
  Head *head = data;

  if (xmlStrEqual (name, BAD_CAST "meta"))
    take_meta (head, attributes);
  head->in_title = xmlStrEqual (name, BAD_CAST "title") && head->title == NULL;
  if (head->in_title)
    head->title = g_string_new (NULL);
}

static void
on_end (void *data, const xmlChar *name)
{
  ((Head *) data)->in_title = FALSE;
}

static void
on_characters (void *data, const xmlChar *text, int length)
{
  Head *head = data;

  if (head->in_title && head->title->len < LONGEST_TITLE)
    g_string_append_len (head->title, (const char *) text, MIN (length, LONGEST_TITLE));
}

/* (transfer full) (nullable): what the page declares */
static char *
declared_charset (const char *data, gsize length)
{
  g_autofree char *begin = g_ascii_strdown (data, (gssize) MIN (length, LOOK_FOR));
  const char *at = strstr (begin, "charset");
  gsize size;

  if (at == NULL)
    return NULL;
  at += strlen ("charset");
  at += strspn (at, " \t=\"'");
  size = strspn (at, "abcdefghijklmnopqrstuvwxyz0123456789-_");
  return size > 0 && size < 32 ? g_strndup (at, size) : NULL;
}

/* (transfer full): UTF-8 of what is looked at; a character that was cut at the end is none */
static char *
to_utf8 (const char *data, gsize length)
{
  g_autofree char *charset = NULL;
  const char *end;
  char *text;
  gboolean fits;

  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    return g_utf8_make_valid (data + 3, (gssize) length - 3);
  if (length >= 2 && (memcmp (data, "\xff\xfe", 2) == 0 || memcmp (data, "\xfe\xff", 2) == 0))
    charset = g_strdup ("utf-16");
  else
    charset = declared_charset (data, length);
  fits = g_utf8_validate (data, (gssize) length, &end) || (gsize) (end - data) + 4 > length;
  if (fits || (charset != NULL && g_str_has_prefix (charset, "utf-8")))
    return g_utf8_make_valid (data, (gssize) length);
  text =
      g_convert_with_fallback (data, (gssize) length, "UTF-8",
                               charset != NULL ? charset : "windows-1251", "?", NULL, NULL, NULL);
  return text != NULL ? text : g_utf8_make_valid (data, (gssize) length);
}

static void
read_head (Head *head, const char *text)
{
  htmlSAXHandler handler = { .startElement = on_start,
                             .endElement = on_end,
                             .characters = on_characters };
  gsize length = strlen (text);
  htmlParserCtxt *context =
      htmlCreatePushParserCtxt (&handler, head, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);

  htmlCtxtUseOptions (context, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                   HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
  for (gsize at = 0; at < length; at += CHUNK)
    htmlParseChunk (context, text + at, (int) MIN (CHUNK, length - at), at + CHUNK >= length);
  if (context->myDoc != NULL)
    xmlFreeDoc (context->myDoc);
  htmlFreeParserCtxt (context);
}

/* (transfer full) (nullable): on one line, words one space apart; %NULL for nothing but white space */
static char *
line_of (const char *text, glong most)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : g_strdup ("");
  g_auto (GStrv) words = g_strsplit_set (valid, " \t\r\n\f", -1);
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++) {
    if (*words[i] != '\0')
      g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", words[i]);
  }
  return line->len > 0 ? osr_social_one_line (line->str, most) : NULL;
}

OsrLinkPage *
osr_link_page_read (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = NULL;
  Head head = { 0 };
  OsrLinkPage *page = NULL;
  char *title;

  if (length == 0)
    return NULL;
  text = to_utf8 (data, MIN (length, OSR_LINK_PAGE_BYTES));
  read_head (&head, text);
  title = line_of (head.og_title != NULL ? head.og_title
                   : head.title != NULL  ? head.title->str
                                         : NULL,
                   OSR_LINK_TITLE_LONGEST);
  if (title != NULL) {
    page = g_new0 (OsrLinkPage, 1);
    page->title = title;
    page->site = line_of (head.og_site, OSR_LINK_SITE_LONGEST);
    page->description =
        line_of (head.og_description != NULL ? head.og_description : head.description,
                 OSR_LINK_DESCRIPTION_LONGEST);
  }
  head_clear (&head);
  return page;
}
