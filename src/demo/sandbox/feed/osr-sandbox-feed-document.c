/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. Newest first; a title is the first line of the text, as sites do. */
#include "demo/sandbox/feed/osr-sandbox-feed-document.h"

#include <libsoup/soup.h>
#include <string.h>

#include "demo/sandbox/osr-sandbox-page.h"

#define MAX_ITEMS 50
#define MAX_TITLE 80

typedef struct {
  const OsrSandboxPost *post;
  const OsrSandboxComment *comment; /* (nullable) */
  gint64 date;
  gint64 changed;
  const char *text;
} Item;

static gint
newest_first (gconstpointer a, gconstpointer b)
{
  const Item *left = a;
  const Item *right = b;

  if (left->date != right->date)
    return left->date < right->date ? 1 : -1;
  return left->comment != NULL && right->comment != NULL && left->comment->id < right->comment->id
             ? 1
             : -1;
}

static void
add_comments (GArray *items, const OsrSandboxPost *post)
{
  for (guint i = 0; i < post->comments->len; i++) {
    const OsrSandboxComment *comment = post->comments->pdata[i];
    const Item item = { post, comment, comment->date, MAX (comment->date, comment->edited),
                        comment->text };

    if (!comment->deleted)
      g_array_append_val (items, item);
  }
}

static GArray *
items_of (const OsrSandboxFeed *feed)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (Item));

  for (guint i = 0; i < feed->wall->posts->len; i++) {
    const OsrSandboxPost *post = feed->wall->posts->pdata[i];
    const Item item = { post, NULL, post->date, post->date, post->text };

    if (post->owner_id != -feed->community->id)
      continue;
    if (feed->comments)
      add_comments (items, post);
    else
      g_array_append_val (items, item);
  }
  g_array_sort (items, newest_first);
  if (items->len > MAX_ITEMS)
    g_array_set_size (items, MAX_ITEMS);
  return items;
}

gint64
osr_sandbox_feed_changed (const OsrSandboxFeed *feed)
{
  g_autoptr (GArray) items = items_of (feed);
  gint64 changed = 0;

  for (guint i = 0; i < items->len; i++)
    changed = MAX (changed, g_array_index (items, Item, i).changed);
  return changed;
}

static void
append_element (GString *out, const char *name, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append_printf (out, "<%s>%s</%s>\n", name, escaped, name);
}

static char *
title_of (const Item *item)
{
  const char *end = strchr (item->text, '\n');
  g_autofree char *line =
      end != NULL ? g_strndup (item->text, (gsize) (end - item->text)) : g_strdup (item->text);

  return g_utf8_strlen (line, -1) > MAX_TITLE ? g_utf8_substring (line, 0, MAX_TITLE)
                                              : g_steal_pointer (&line);
}

static char *
id_of (const Item *item)
{
  if (item->comment != NULL)
    return g_strdup_printf ("tag:sandbox.example,2026:comment:%" G_GINT64_FORMAT
                            ":%" G_GINT64_FORMAT,
                            -item->post->owner_id, item->comment->id);
  return g_strdup_printf ("tag:sandbox.example,2026:post:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT,
                          -item->post->owner_id, item->post->id);
}

static char *
author_of (const OsrSandboxFeed *feed, const Item *item)
{
  return osr_sandbox_wall_author (feed->wall, item->comment != NULL ? item->comment->from_id
                                                                    : item->post->owner_id);
}

static char *
link_of (const OsrSandboxFeed *feed, const Item *item)
{
  g_autofree char *address = osr_sandbox_page_address (item->post, item->comment);

  return g_strconcat (feed->link_base, address, NULL);
}

static char *
format_date (gint64 seconds, gboolean atom)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (seconds);

  return atom ? g_date_time_format_iso8601 (date) : soup_date_time_to_string (date, SOUP_DATE_HTTP);
}

static void
append_rss_item (GString *out, const OsrSandboxFeed *feed, const Item *item)
{
  g_autofree char *title = title_of (item);
  g_autofree char *id = id_of (item);
  g_autofree char *link = link_of (feed, item);
  g_autofree char *author = author_of (feed, item);
  g_autofree char *date = format_date (item->date, FALSE);

  g_string_append (out, "<item>\n");
  append_element (out, "title", title);
  append_element (out, "link", link);
  g_string_append_printf (out, "<guid isPermaLink=\"false\">%s</guid>\n", id);
  append_element (out, "dc:creator", author);
  append_element (out, "pubDate", date);
  append_element (out, "description", item->text);
  g_string_append (out, "</item>\n");
}

char *
osr_sandbox_feed_rss (const OsrSandboxFeed *feed)
{
  g_autoptr (GArray) items = items_of (feed);
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_append_printf (out,
                          "<?xml version=\"1.0\" encoding=\"%s\"?>\n<rss version=\"2.0\" "
                          "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n",
                          feed->encoding);
  append_element (out, "title", feed->community->name);
  append_element (out, "link", feed->link_base);
  append_element (out, "description", feed->community->name);
  for (guint i = 0; i < items->len; i++)
    append_rss_item (out, feed, &g_array_index (items, Item, i));
  g_string_append (out, "</channel>\n</rss>\n");
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
append_atom_entry (GString *out, const OsrSandboxFeed *feed, const Item *item)
{
  g_autofree char *title = title_of (item);
  g_autofree char *id = id_of (item);
  g_autofree char *link = link_of (feed, item);
  g_autofree char *address = g_markup_escape_text (link, -1);
  g_autofree char *author = author_of (feed, item);
  g_autofree char *name = g_markup_escape_text (author, -1);
  g_autofree char *text = g_markup_escape_text (item->text, -1);
  g_autofree char *published = format_date (item->date, TRUE);
  g_autofree char *updated = format_date (item->changed, TRUE);

  g_string_append (out, "<entry>\n");
  append_element (out, "title", title);
  append_element (out, "id", id);
  g_string_append_printf (out, "<link rel=\"alternate\" href=\"%s\"/>\n", address);
  append_element (out, "published", published);
  append_element (out, "updated", updated);
  g_string_append_printf (out, "<author><name>%s</name></author>\n", name);
  g_string_append_printf (out, "<content type=\"text\">%s</content>\n</entry>\n", text);
}

char *
osr_sandbox_feed_atom (const OsrSandboxFeed *feed)
{
  g_autoptr (GArray) items = items_of (feed);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *updated = format_date (osr_sandbox_feed_changed (feed), TRUE);
  g_autofree char *id =
      g_strdup_printf ("tag:sandbox.example,2026:%" G_GINT64_FORMAT ":%s", feed->community->id,
                       feed->comments ? "comments" : "posts");

  g_string_append_printf (out,
                          "<?xml version=\"1.0\" encoding=\"%s\"?>\n"
                          "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n",
                          feed->encoding);
  append_element (out, "title", feed->community->name);
  append_element (out, "id", id);
  append_element (out, "updated", updated);
  for (guint i = 0; i < items->len; i++)
    append_atom_entry (out, feed, &g_array_index (items, Item, i));
  g_string_append (out, "</feed>\n");
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* One character, as it is written in the encoding or as a reference. */
static gboolean
append_character (GByteArray *out, GIConv converter, const char *character, gsize length)
{
  g_autofree char *bytes = NULL;
  gsize written;

  bytes = g_convert_with_iconv (character, (gssize) length, converter, NULL, &written, NULL);
  if (bytes == NULL) {
    g_autofree char *reference = g_strdup_printf ("&#%u;", g_utf8_get_char (character));

    g_iconv (converter, NULL, NULL, NULL, NULL);
    bytes = g_convert_with_iconv (reference, -1, converter, NULL, &written, NULL);
  }
  if (bytes != NULL)
    g_byte_array_append (out, (const guint8 *) bytes, (guint) written);
  return bytes != NULL;
}

GBytes *
osr_sandbox_feed_encode (const char *document, const char *encoding)
{
  GIConv converter = g_iconv_open (encoding, "UTF-8");
  g_autoptr (GByteArray) out = g_byte_array_new ();

  if (converter == (GIConv) -1)
    return NULL;
  for (const char *c = document; *c != '\0'; c = g_utf8_next_char (c))
    append_character (out, converter, c, (gsize) (g_utf8_next_char (c) - c));
  g_iconv_close (converter);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}
