/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sandbox's sites: feeds that are well formed in either format and any encoding, what they hold,
 * and conditional requests. */
#include <string.h>

#include "sandbox-fixture.h"

/* (transfer full): the answer and @message's headers; @name and @value (nullable) go with the request. */
static Answer *
fetch (Fixture *fixture, const char *path, const char *name, const char *value,
       SoupMessage **message)
{
  *message = fixture_message (fixture, "GET", path);
  if (name != NULL)
    soup_message_headers_append (soup_message_get_request_headers (*message), name, value);
  return fixture_send (fixture, *message);
}

typedef struct {
  guint items;
  gboolean in_text;
  GString *texts;
} Reading;

static void
on_start (GMarkupParseContext *context, const char *name, const char **names, const char **values,
          gpointer data, GError **error)
{
  Reading *reading = data;

  reading->items += strcmp (name, "item") == 0 || strcmp (name, "entry") == 0;
  reading->in_text = strcmp (name, "description") == 0 || strcmp (name, "content") == 0;
}

static void
on_end (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  ((Reading *) data)->in_text = FALSE;
}

static void
on_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data,
         GError **error)
{
  Reading *reading = data;

  if (reading->in_text && reading->items > 0)
    g_string_append_len (reading->texts, text, (gssize) length);
}

/* Reads @document, which must be well formed; (transfer full): the texts of its items together. */
static char *
read_feed (const char *document, guint items)
{
  static const GMarkupParser parser = { .start_element = on_start,
                                        .end_element = on_end,
                                        .text = on_text };
  Reading reading = { .texts = g_string_new (NULL) };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &reading, NULL);
  g_autoptr (GError) error = NULL;

  g_markup_parse_context_parse (context, document, -1, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reading.items, ==, items);
  return g_string_free (reading.texts, FALSE);
}

static void
test_formats (Fixture *fixture, gconstpointer data)
{
  const char *const paths[] = { "/feed/oblast_news/comments.rss", "/feed/oblast_news/comments.atom",
                                "/feed/oblast_news.rss", "/feed/oblast_news.atom" };

  fixture_say (fixture, 35, "Яма & <лужа> 😂", 0);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autoptr (SoupMessage) message = NULL;
    g_autoptr (Answer) answer = fetch (fixture, paths[i], NULL, NULL, &message);
    g_autofree char *texts = read_feed (answer->body, 1);

    g_assert_cmpuint (answer->status, ==, 200);
    g_assert_cmpstr (texts, ==, i < 2 ? "Яма & <лужа> 😂" : "О ремонте дорог\n\nНачнём в июне.");
  }
}

/* What the encoding has not comes as a reference. */
static void
test_encodings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (SoupMessage) silent = NULL;
  g_autoptr (Answer) answer = NULL;
  g_autoptr (Answer) untold = NULL;
  g_autofree char *document = NULL;

  fixture_say (fixture, 35, "Яма 😂", 0);
  answer =
      fetch (fixture, "/feed/oblast_news/comments.rss?encoding=windows-1251", NULL, NULL, &message);
  g_assert_false (g_utf8_validate (answer->body, -1, NULL));
  document = g_convert (answer->body, -1, "UTF-8", "windows-1251", NULL, NULL, NULL);
  g_assert_nonnull (strstr (document, "encoding=\"windows-1251\""));
  g_assert_nonnull (strstr (document, "Яма &#128514;"));
  g_assert_nonnull (strstr (
      soup_message_headers_get_one (soup_message_get_response_headers (message), "Content-Type"),
      "windows-1251"));
  untold = fetch (fixture, "/feed/oblast_news/comments.rss?encoding=windows-1251&charset=no", NULL,
                  NULL, &silent);
  g_assert_cmpuint (untold->status, ==, 200);
  g_assert_null (strstr (soup_message_headers_get_one (soup_message_get_response_headers (silent),
                                                       "Content-Type"),
                         "charset"));
}

static guint
status_of (Fixture *fixture, const char *name, const char *value)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (Answer) answer =
      fetch (fixture, "/feed/oblast_news/comments.atom", name, value, &message);

  return soup_message_get_status (message);
}

static void
test_conditional (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (Answer) answer = NULL;
  g_autofree char *tag = NULL;
  g_autofree char *date = NULL;
  SoupMessageHeaders *headers;

  fixture_say (fixture, 35, "Один", 0);
  answer = fetch (fixture, "/feed/oblast_news/comments.atom", NULL, NULL, &message);
  headers = soup_message_get_response_headers (message);
  tag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
  date = g_strdup (soup_message_headers_get_one (headers, "Last-Modified"));
  g_assert_cmpuint (status_of (fixture, "If-None-Match", tag), ==, 304);
  g_assert_cmpuint (status_of (fixture, "If-Modified-Since", date), ==, 304);
  fixture->now += 5 * G_USEC_PER_SEC;
  fixture_say (fixture, 35, "Два", 0);
  g_assert_cmpuint (status_of (fixture, "If-None-Match", tag), ==, 200);
  g_assert_cmpuint (status_of (fixture, "If-Modified-Since", date), ==, 200);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  const struct {
    const char *method;
    const char *path;
    guint status;
  } cases[] = {
    { "GET", "/feed/nothing.rss", 404 },
    { "GET", "/feed/oblast_vk.rss", 404 },
    { "GET", "/feed/oblast_news", 404 },
    { "POST", "/feed/oblast_news.rss", 405 },
    { "GET", "/feed/oblast_news.rss?encoding=none", 400 },
  };
  g_autoptr (SoupMessage) gone = fixture_message (fixture, "GET", "/feed/oblast_news.rss");
  g_autoptr (Answer) refusal = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SoupMessage) message = fixture_message (fixture, cases[i].method, cases[i].path);
    g_autoptr (Answer) answer = fixture_send (fixture, message);

    g_assert_cmpuint (answer->status, ==, cases[i].status);
  }
  fixture_fault (fixture, "/feed/*", "error", "\"code\":410");
  refusal = fixture_send (fixture, gone);
  g_assert_cmpuint (refusal->status, ==, 410);
}

#define ADD(name, func)                                                                            \
  g_test_add ("/demo/sandbox/feed/" name, Fixture, NETWORKS, fixture_set_up, func,                 \
              fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("formats", test_formats);
  ADD ("encodings", test_encodings);
  ADD ("conditional", test_conditional);
  ADD ("refused", test_refused);
  return g_test_run ();
}
