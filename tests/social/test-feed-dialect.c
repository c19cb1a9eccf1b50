/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds: real ones against another parser's reading of them, Russian encodings, and documents that
 * nobody should send. */
#include <string.h>

#include "answer-bench.h"
#include "core/osr-json.h"
#include "social/feed/osr-feed-date.h"
#include "social/feed/osr-feed-document.h"
#include "social/osr-html-plain.h"

static const BenchQuestion feed = { "feed", "feed", "", NULL };

#define RSS(items)                                                                                 \
  "<rss version=\"2.0\"><channel><title>Форум</title><link>https://forum.example/</link>" items    \
  "</channel></rss>"

/* -- Real feeds -- */

static const OsrNetworkMessage *
nth (OsrNetworkAnswer *answer, guint i)
{
  g_assert_cmpuint (i, <, answer->records->len);
  return ((const OsrNetworkRecord *) g_ptr_array_index (answer->records, i))->message;
}

static void
assert_item (const OsrNetworkMessage *item, JsonObject *expected)
{
  const char *link = osr_json_get_string (expected, "link");
  const char *id = osr_json_get_string (expected, "id");

  g_assert_cmpstr (
      item->title, ==,
      json_object_has_member (expected, "title") ? osr_json_get_string (expected, "title") : "");
  g_assert_cmpstr (item->permalink, ==, link != NULL ? link : "");
  if (id != NULL)
    g_assert_cmpstr (item->native_id, ==, id);
  else
    g_assert_true (g_str_has_prefix (item->native_id, "sha256:"));
  g_assert_cmpint (item->published_at, ==,
                   osr_instant_parse (osr_json_get_string (expected, "date")));
}

static void
test_real_feed (gconstpointer name)
{
  static const char *const endings[] = { "rss", "atom" };
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "feeds", "expected", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) expected = NULL;
  g_autoptr (OsrNetworkAnswer) answer = NULL;
  JsonArray *items;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  expected = osr_json_read_object (text, -1, 0, path, NULL);
  items = osr_json_get_array (expected, "items");
  for (guint i = 0; i < G_N_ELEMENTS (endings) && answer == NULL; i++) {
    g_autofree char *stem = g_strndup (name, strlen (name) - strlen (".json"));
    g_autofree char *file = g_strdup_printf ("feeds/input/%s.%s", stem, endings[i]);
    g_autofree char *input = g_test_build_filename (G_TEST_DIST, file, NULL);

    if (g_file_test (input, G_FILE_TEST_EXISTS))
      answer = bench_read (&feed, file);
  }
  g_assert_nonnull (answer);
  g_assert_cmpuint (answer->records->len, ==, json_array_get_length (items));
  for (guint i = 0; i < answer->records->len; i++)
    assert_item (nth (answer, i), osr_json_array_get_object (items, i));
}

static void
test_blanks_before_the_prolog (void)
{
  g_autoptr (OsrNetworkAnswer) answer = bench_read (&feed, "feeds/input/itunes-missing-image.rss");

  g_assert_cmpuint (answer->records->len, ==, 131);
}

/* -- Items -- */

static void
test_item (void)
{
  bench_assert_text (
      &feed,
      RSS ("<item><title>Яма &amp; лужа</title><link>/t/5</link><guid "
           "isPermaLink=\"false\">t5</guid>"
           "<pubDate>Пт, 06 Mar 2026 10:00:00 +0300</pubDate><author>Анна</author>"
           "<description>&lt;p&gt;Дом&amp;nbsp;5&lt;/p&gt;&lt;p&gt;Двор&lt;/p&gt;</description>"
           "<enclosure url=\"x\"/></item>"),
      "{\"kind\":\"post\",\"network\":\"feed\",\"native_id\":\"t5\","
      "\"owner_id\":\"https://forum.example/\",\"post_id\":\"t5\",\"author_name\":\"Анна\","
      "\"title\":\"Яма & лужа\",\"text\":\"Дом\u00a05\\n\\nДвор\","
      "\"permalink\":\"https://forum.example/t/5\","
      "\"post_permalink\":\"https://forum.example/t/5\",\"context\":\"Форум\",\"attachments\":1}",
      NULL);
}

static void
test_atom (void)
{
  bench_assert_text (
      &feed,
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://a.example/blog/\">"
      "<title>Блог</title><link href=\".\"/><entry><id>tag:1</id><title type=\"text\">Т</title>"
      "<link rel=\"self\" href=\"https://a.example/x\"/><link href=\"post/1\"/>"
      "<published>2026-03-06T10:00:00+03:00</published><updated>2026-03-06T11:00:00+03:00</updated>"
      "<author><name>Пётр</name></author><content type=\"text\">a "
      "&lt;b&gt;</content></entry></feed>",
      "{\"kind\":\"post\",\"network\":\"feed\",\"native_id\":\"tag:1\","
      "\"owner_id\":\"https://a.example/blog/\",\"post_id\":\"tag:1\",\"author_name\":\"Пётр\","
      "\"title\":\"Т\",\"text\":\"a <b>\",\"published_at\":\"2026-03-06T07:00:00Z\","
      "\"edited_at\":\"2026-03-06T08:00:00Z\",\"permalink\":\"https://a.example/blog/post/1\","
      "\"post_permalink\":\"https://a.example/blog/post/1\",\"context\":\"Блог\","
      "\"attachments\":0}",
      NULL);
}

/* An item without an id is known by link and title; no link leads elsewhere than the web. */
static void
test_ids_and_links (void)
{
  static const char text[] = RSS ("<item><title>а</title><link>javascript:alert(1)</link></item>"
                                  "<item><title>б</title></item><item><title>а</title></item>"
                                  "<item><guid>https://forum.example/t/9</guid></item>");
  g_autoptr (OsrNetworkAnswer) answer = bench_parse (&feed, text, -1, NULL);

  g_assert_cmpuint (answer->records->len, ==, 4);
  g_assert_cmpstr (nth (answer, 0)->permalink, ==, "");
  g_assert_cmpstr (nth (answer, 0)->native_id, !=, nth (answer, 1)->native_id);
  g_assert_cmpstr (nth (answer, 0)->native_id, ==, nth (answer, 2)->native_id);
  g_assert_cmpstr (nth (answer, 3)->permalink, ==, "https://forum.example/t/9");
}

/* -- Encodings -- */

static void
assert_encoded (const char *prolog, const char *encoding, const char *charset)
{
  g_autofree char *text = g_strconcat (prolog, RSS ("<item><title>Ёлка</title></item>"), NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (OsrNetworkAccount) account = osr_network_account_new ("feed", "bench", "");
  const OsrNetworkQuestion question = { account, "feed", NULL, charset };
  g_autoptr (OsrNetworkAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  bytes = g_convert (text, -1, encoding, "UTF-8", NULL, &length, &error);
  g_assert_no_error (error);
  answer = osr_network_parse (&question, bytes, length, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (nth (answer, 0)->title, ==, "Ёлка");
  g_assert_cmpstr (nth (answer, 0)->context, ==, "Форум");
}

static void
test_encodings (void)
{
  assert_encoded ("<?xml version=\"1.0\" encoding=\"windows-1251\"?>", "windows-1251", NULL);
  assert_encoded ("<?xml version=\"1.0\" encoding=\"koi8-r\"?>", "koi8-r", NULL);
  assert_encoded ("", "windows-1251", "windows-1251");
  assert_encoded ("<?xml version=\"1.0\"?>", "UTF-16", NULL);
  /* a server that says the wrong thing, or something nobody knows */
  assert_encoded ("<?xml version=\"1.0\" encoding=\"windows-1251\"?>", "windows-1251", "utf-8");
  assert_encoded ("<?xml version=\"1.0\" encoding=\"utf-8\"?>", "UTF-8", "no-such-charset");
  assert_encoded ("\xEF\xBB\xBF<?xml version=\"1.0\"?>", "UTF-8", "windows-1251");
  assert_encoded ("\xEF\xBB\xBF\n <?xml version=\"1.0\"?>", "UTF-8", "windows-1251");
}

/* -- Dates -- */

static void
test_dates (void)
{
  static const struct {
    const char *text, *expected;
  } dates[] = {
    { "Mon, 09 Apr 2018 18:55:38 GMT", "2018-04-09T18:55:38Z" },
    { "Thu, 21 Jan 2021 18:58:00 +1100", "2021-01-21T07:58:00Z" },
    { "07 Nov 2015 12:00:00 EST", "2015-11-07T17:00:00Z" },
    { "6 Mar 26 10:00 MSK", "2026-03-06T07:00:00Z" },
    { " 2017-06-21T10:33:10-07:00\n", "2017-06-21T17:33:10Z" },
    { "Tue, 31 Mar 2020 05:19:30 -03:30", "2020-03-31T08:49:30Z" },
  };
  static const char *const none[] = { "",
                                      "soon",
                                      "Mon, 09 Apr 2018 18:55:38",
                                      "31 Feb 2020 00:00:00 GMT",
                                      "09 Apr 2018 25:00:00 GMT",
                                      "09 Foo 2018 10:00:00 GMT",
                                      "09 Apr 2018 10:00:00 +99999",
                                      "03 Apr 02 1500 GMT" };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    g_assert_cmpint (osr_feed_date (dates[i].text), ==, osr_instant_parse (dates[i].expected));
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    g_assert_cmpint (osr_feed_date (none[i]), ==, OSR_INSTANT_UNKNOWN);
  g_assert_cmpint (osr_feed_date (NULL), ==, OSR_INSTANT_UNKNOWN);
}

static void
test_html (void)
{
  static const struct {
    const char *html, *plain;
  } texts[] = {
    { "<p>а</p>\n<p>б</p>", "а\n\nб" },
    { "а<br/>б<br>  в", "а\nб\nв" },
    { "1 < 2 и <b>3</b>", "1 < 2 и 3" },
    { "<script>alert('<b>')</script>да<style>x", "да" },
    { "а<!-- > x -->б &laquo;в&raquo; &amp;lt;", "аб «в» &lt;" },
    { "а<b нет конца", "а<b нет конца" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *plain = osr_html_to_plain (texts[i].html);

    g_assert_cmpstr (plain, ==, texts[i].plain);
  }
}

/* -- Faults -- */

/* What costs a character is forgiven. */
static void
test_forgiven (void)
{
  static const char text[] = RSS ("<item><title>А&nbsp;и&Б & В</title></item>");
  g_autoptr (OsrNetworkAnswer) answer = bench_parse (&feed, text, -1, NULL);

  g_assert_nonnull (answer);
  g_assert_cmpuint (answer->records->len, ==, 1);
  g_assert_cmpstr (nth (answer, 0)->title, ==, "А\u00a0и&Б & В");
}

/* Nothing that a person wrote is left out with what is wrong about it. */
static void
test_nothing_is_left_out (void)
{
  static const struct {
    const char *inside, *title;
  } titles[] = {
    { "А\x0b\x01Б", "А  Б" },
    { "А&#8;Б&#x1F;В&#0;Г", "А Б В Г" },
    { "caf&eacute; &laquo;&#1071;&#x42f;&raquo; & <![CDATA[&nbsp; & &laquo;]]>",
      "café «ЯЯ» & &nbsp; & &laquo;" },
    { "A&amp;B &lt;b&gt; &unknown; &copy=1 &; &", "A&B <b> &unknown; &copy=1 &; &" },
    { "<!-- & &nbsp; -->&nbsp;x", "\u00a0x" },
  };
  static const char with_type[] = "<!DOCTYPE rss PUBLIC \"x\" \"http://127.0.0.1:9/x\">" RSS (
      "<item><title>caf&eacute;</title></item>");
  g_autoptr (OsrNetworkAnswer) named = bench_parse (&feed, with_type, -1, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++) {
    g_autofree char *text = g_strdup_printf (
        RSS ("<item><title>%s</title><link>http://x.example/?a=1&b=2</link></item>"),
        titles[i].inside);
    g_autoptr (OsrNetworkAnswer) answer = bench_parse (&feed, text, -1, NULL);

    g_assert_cmpstr (nth (answer, 0)->title, ==, titles[i].title);
    g_assert_cmpstr (nth (answer, 0)->permalink, ==, "http://x.example/?a=1&b=2");
  }
  g_assert_cmpstr (nth (named, 0)->title, ==, "café");
}

static void
test_xhtml (void)
{
  static const char text[] =
      "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><content type=\"xhtml\">"
      "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Один &lt;3</p><p>Два<br/>три</p></div>"
      "</content></entry></feed>";
  g_autoptr (OsrNetworkAnswer) answer = bench_parse (&feed, text, -1, NULL);

  g_assert_cmpstr (nth (answer, 0)->text, ==, "Один <3\n\nДва\nтри");
}

static char *
nested (guint depth)
{
  GString *text = g_string_new ("<rss><channel><item><title>");

  for (guint i = 0; i < depth; i++)
    g_string_append (text, "<b>");
  for (guint i = 0; i < depth; i++)
    g_string_append (text, "</b>");
  g_string_append (text, "</title></item></channel></rss>");
  return g_string_free (text, FALSE);
}

/* Where a fault is forgiven, the parser has let bytes through that are no text at all. */
static void
test_forgiven_bytes (void)
{
  const char *text =
      RSS ("<item><title>А \xbd и</title><description>Б \xff\xbf</description><guid>g\xbd</guid>"
           "<link>https://forum.example/\xbd</link></item><item><title>&nbsp;</title></item>");
  g_autoptr (OsrNetworkAnswer) answer = bench_parse (&feed, text, -1, NULL);
  const OsrNetworkMessage *item;

  g_assert_nonnull (answer);
  item = nth (answer, 0);
  g_assert_true (g_utf8_validate (item->title, -1, NULL));
  g_assert_true (g_utf8_validate (item->text, -1, NULL));
  g_assert_true (g_utf8_validate (item->native_id, -1, NULL));
  g_assert_true (g_utf8_validate (item->permalink, -1, NULL));
}

static void
test_hostile (void)
{
  static const struct {
    const char *text, *words;
  } texts[] = {
    { "", "feed, line" },
    { "<html><body>502</body></html>", "\"html\" and no feed" },
    { "{\"items\":[]}", "feed, line" },
    { "<rss><channel><item>", "feed, line" },
    { "<rss><channel><item></channel></rss>", "feed, line" },
    { "<!DOCTYPE rss [<!ENTITY a \"x\">]><rss><channel><title>&a;</title></channel></rss>",
      "entities" },
    { "<!DOCTYPE rss [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><rss><channel>&a;</channel></rss>",
      "entities" },
    { "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
      "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">]>"
      "<rss><channel><item title=\"x\"><title>&d;&d;&d;&d;&d;&d;</title></item></channel></rss>",
      "feed" },
    { "<rss><channel><item><title>\xff\xfe</title></item></channel></rss>", "feed, line" },
  };
  g_autofree char *deep = nested (100000);
  g_autofree char *large = g_strnfill (OSR_FEED_MAX_BYTES + 1, ' ');
  g_autoptr (GString) many = g_string_new ("<rss><channel>");
  const BenchQuestion other = { "feed", "wall.get", "", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    bench_assert_unreadable (&feed, texts[i].text, texts[i].words);
  for (guint i = 0; i < 5001; i++)
    g_string_append (many, "<item/>");
  g_string_append (many, "</channel></rss>");
  bench_assert_unreadable (&feed, deep, "feed, line");
  bench_assert_unreadable (&feed, large, "larger than");
  bench_assert_unreadable (&feed, many->str, "more than 5000");
  bench_assert_unreadable (&other, "<rss/>", "only \"feed\"");
}

/* An outer description is named but never fetched. */
static void
test_document_type_without_entities (void)
{
  bench_assert_text (&feed,
                     "<!DOCTYPE rss PUBLIC \"-//Netscape//DTD RSS 0.91//EN\" "
                     "\"http://127.0.0.1:9/rss.dtd\"><rss version=\"0.91\"><channel/></rss>",
                     NULL);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint added = 0;

  g_test_init (&argc, &argv, NULL);
  folder = g_test_build_filename (G_TEST_DIST, "feeds", "expected", NULL);
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_strconcat ("/social/feed-dialect/real/", name, NULL);

    g_test_add_data_func_full (path, g_strdup (name), test_real_feed, g_free);
    added++;
  }
  g_assert_cmpuint (added, ==, 14);
#define ADD(name, function) g_test_add_func ("/social/feed-dialect/" name, function)
  ADD ("blanks-before-the-prolog", test_blanks_before_the_prolog);
  ADD ("item", test_item);
  ADD ("atom", test_atom);
  ADD ("ids-and-links", test_ids_and_links);
  ADD ("encodings", test_encodings);
  ADD ("dates", test_dates);
  ADD ("html", test_html);
  ADD ("forgiven", test_forgiven);
  ADD ("nothing-is-left-out", test_nothing_is_left_out);
  ADD ("xhtml", test_xhtml);
  ADD ("forgiven-bytes", test_forgiven_bytes);
  ADD ("hostile", test_hostile);
  ADD ("document-type-without-entities", test_document_type_without_entities);
  return g_test_run ();
}
