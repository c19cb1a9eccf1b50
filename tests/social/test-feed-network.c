/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds of somebody's site: what is asked for, what is not asked for again, where it may be moved to,
 * and that every item becomes a message. */
#include "social/feed/osr-feed-network.h"

#include <string.h>

#include "social/fake-host.h"
#include "social/feed/osr-feed-fetch.h"

#define RSS                                                                                        \
  "<rss version='2.0'><channel><title>Город</title><link>/</link>"                            \
  "<item><guid>a1</guid><title>Яма</title><link>/a1</link><description>&lt;p&gt;На "          \
  "Ленина&lt;/p&gt;</description><pubDate>Fri, 06 Mar 2026 12:00:00 +0900</pubDate></item>"  \
  "<item><guid>a2</guid><title>Без ссылки</title></item></channel></rss>"

typedef struct {
  FakeHost *host;
  OsrNetwork *network;
  OsrNetworkAccount *account;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrHttpSession) session = osr_http_session_new ();
  g_autofree char *address = NULL;

  fixture->host = fake_host_new ();
  fixture->network = osr_network_new ("feed", session);
  address = g_strconcat (fake_host_url (fixture->host), "/news.rss", NULL);
  fixture->account = osr_network_account_new ("feed", "city", address);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->network);
  osr_network_account_unref (fixture->account);
  fake_host_free (fixture->host);
}

static OsrNetworkReading *
read_from (Fixture *fixture, const char *place, GError **error)
{
  g_autoptr (OsrNetworkRound) round = osr_network_round_new (fixture->account, 10, place, NULL);

  return fake_host_read (fixture->network, round, error);
}

static OsrNetworkMessage *
nth (OsrNetworkReading *reading, guint i)
{
  g_assert_cmpuint (i, <, reading->messages->len);
  return reading->messages->pdata[i];
}

static void
assert_fails (Fixture *fixture, OsrNetError code, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkReading) reading = read_from (fixture, NULL, &error);

  g_assert_null (reading);
  g_assert_error (error, OSR_NET_ERROR, (gint) code);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_items_are_messages (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_strconcat (fake_host_url (fixture->host), "/a1", NULL);
  g_autofree char *page = g_strconcat (fake_host_url (fixture->host), "/", NULL);
  g_autoptr (OsrNetworkReading) reading = NULL;
  g_autoptr (GError) error = NULL;

  fake_host_answer (fixture->host, 200, "Content-Type: application/rss+xml", RSS);
  reading = read_from (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reading->messages->len, ==, 2);
  g_assert_cmpuint (reading->posts->len, ==, 0);
  g_assert_cmpstr (nth (reading, 0)->network, ==, "feed");
  g_assert_cmpstr (nth (reading, 0)->owner_id, ==, fixture->account->owner_id);
  g_assert_cmpstr (nth (reading, 0)->native_id, ==, "a1");
  g_assert_cmpstr (nth (reading, 0)->text, ==, "Яма\n\nНа Ленина");
  g_assert_cmpstr (nth (reading, 0)->permalink, ==, link);
  g_assert_cmpstr (nth (reading, 0)->context, ==, "Город");
  g_assert_cmpint (nth (reading, 0)->published_at, ==, G_GINT64_CONSTANT (1772766000000000));
  g_assert_cmpstr (nth (reading, 1)->text, ==, "Без ссылки");
  g_assert_cmpstr (nth (reading, 1)->permalink, ==, page);
  g_assert_cmpstr (fake_host_get (fixture->host, 0)->verb, ==, "GET");
  g_assert_cmpstr (fake_host_get (fixture->host, 0)->path, ==, "/news.rss");
  g_assert_null (fake_host_header (fixture->host, 0, "if-none-match"));
}

static void
test_unchanged_is_not_sent_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) first = NULL;
  g_autoptr (OsrNetworkReading) second = NULL;

  fake_host_answer (fixture->host, 200,
                    "ETag: \"v1\"\nLast-Modified: Fri, 06 Mar 2026 03:00:00 GMT", RSS);
  fake_host_answer (fixture->host, 304, NULL, NULL);
  first = read_from (fixture, NULL, NULL);
  g_assert_nonnull (first->place);
  second = read_from (fixture, first->place, NULL);
  g_assert_cmpuint (second->messages->len, ==, 0);
  g_assert_null (second->place);
  g_assert_cmpstr (fake_host_header (fixture->host, 1, "if-none-match"), ==, "\"v1\"");
  g_assert_cmpstr (fake_host_header (fixture->host, 1, "if-modified-since"), ==,
                   "Fri, 06 Mar 2026 03:00:00 GMT");
}

/* A server that knows neither mark sends the same document: it is known by its bytes. */
static void
test_same_bytes_are_no_news (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkReading) first = NULL;
  g_autoptr (OsrNetworkReading) second = NULL;
  g_autoptr (OsrNetworkReading) third = NULL;

  fake_host_answer (fixture->host, 200, NULL, RSS);
  fake_host_answer (fixture->host, 200, NULL, RSS);
  fake_host_answer (fixture->host, 200, NULL, RSS "\n");
  first = read_from (fixture, NULL, NULL);
  second = read_from (fixture, first->place, NULL);
  third = read_from (fixture, first->place, NULL);
  g_assert_null (fake_host_header (fixture->host, 1, "if-none-match"));
  g_assert_cmpuint (second->messages->len, ==, 0);
  g_assert_cmpuint (third->messages->len, ==, 2);
}

static void
test_lost_place_reads_anew (Fixture *fixture, gconstpointer data)
{
  static const char *const places[] = { "", "[]", "{\"etag\":5}", "{\"etag\":\"a\\r\\nX: y\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autoptr (OsrNetworkReading) reading = NULL;

    fake_host_answer (fixture->host, 200, NULL, RSS);
    reading = read_from (fixture, places[i], NULL);
    g_assert_cmpuint (reading->messages->len, ==, 2);
    g_assert_null (fake_host_header (fixture->host, i, "if-none-match"));
    g_assert_null (fake_host_header (fixture->host, i, "x"));
  }
}

/* Not asked for, an answer "not modified" is no answer. */
static void
test_unasked_not_modified (Fixture *fixture, gconstpointer data)
{
  fake_host_answer (fixture->host, 304, NULL, NULL);
  assert_fails (fixture, OSR_NET_ERROR_PROTOCOL, "304");
}

static void
test_encodings (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *headers, *bytes;
  } documents[] = {
    { "Content-Type: text/xml",
      "<?xml version='1.0' encoding='windows-1251'?><rss><channel><item><guid>1</guid>"
      "<title>\xdf\xec\xe0</title></item></channel></rss>" },
    { "Content-Type: text/xml; charset=\"windows-1251\"",
      "<rss><channel><item><guid>1</guid><title>\xdf\xec\xe0</title></item></channel></rss>" },
    { "Content-Type: text/xml;charset=KOI8-R",
      "<rss><channel><item><guid>1</guid><title>\xf1\xcd\xc1</title></item></channel></rss>" },
    { NULL, "\xEF\xBB\xBF<rss><channel><item><guid>1</guid><title>Яма</title></item></channel>"
            "</rss>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++) {
    g_autoptr (OsrNetworkReading) reading = NULL;
    g_autoptr (GError) error = NULL;

    fake_host_answer_bytes (fixture->host, documents[i].headers, documents[i].bytes,
                            strlen (documents[i].bytes));
    reading = read_from (fixture, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (nth (reading, 0)->text, ==, "Яма");
  }
}

static void
test_moves_on_its_own_host (Fixture *fixture, gconstpointer data)
{
  g_autofree char *location =
      g_strconcat ("Location: ", fake_host_url (fixture->host), "/c/feed.xml?x=1", NULL);
  g_autofree char *link = g_strconcat (fake_host_url (fixture->host), "/a1", NULL);
  g_autoptr (OsrNetworkReading) reading = NULL;

  fake_host_answer (fixture->host, 301, "Location: /b.xml", NULL);
  fake_host_answer (fixture->host, 302, location, NULL);
  fake_host_answer (fixture->host, 308, "Location: d.xml", NULL);
  fake_host_answer (fixture->host, 200, NULL, RSS);
  reading = read_from (fixture, NULL, NULL);
  g_assert_cmpuint (reading->messages->len, ==, 2);
  g_assert_cmpstr (nth (reading, 0)->permalink, ==, link);
  g_assert_cmpstr (fake_host_get (fixture->host, 1)->path, ==, "/b.xml");
  g_assert_cmpstr (fake_host_field (fixture->host, 2, "x"), ==, "1");
  g_assert_cmpstr (fake_host_get (fixture->host, 3)->path, ==, "/c/d.xml");
}

static void
test_moves_no_more_than_three_times (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 4; i++)
    fake_host_answer (fixture->host, 302, "Location: /again", NULL);
  assert_fails (fixture, OSR_NET_ERROR_PROTOCOL, "more than 3 times");
  g_assert_cmpuint (fake_host_count (fixture->host), ==, 4);
}

/* Neither another host nor another door of this one; nothing is sent there. */
static void
test_moves_nowhere_else (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *location, *words;
    OsrNetError code;
  } moves[] = {
    { "http://169.254.169.254/latest", "169.254.169.254", OSR_NET_ERROR_REJECTED },
    { "http://localhost/x", "localhost", OSR_NET_ERROR_REJECTED },
    { "http://127.0.0.1:1/x", "127.0.0.1", OSR_NET_ERROR_REJECTED },
    { "//evil.example/x", "evil.example", OSR_NET_ERROR_REJECTED },
    { "file:///etc/passwd", "where", OSR_NET_ERROR_PROTOCOL },
    { "http://user:word@127.0.0.1/x", "where", OSR_NET_ERROR_PROTOCOL },
    { "http://", "where", OSR_NET_ERROR_PROTOCOL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++) {
    g_autofree char *header = g_strconcat ("Location: ", moves[i].location, NULL);

    fake_host_answer (fixture->host, 301, header, NULL);
    assert_fails (fixture, moves[i].code, moves[i].words);
  }
  fake_host_answer (fixture->host, 301, NULL, NULL);
  assert_fails (fixture, OSR_NET_ERROR_PROTOCOL, "where");
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  static const struct {
    guint status;
    OsrNetError code;
  } refusals[] = {
    { 400, OSR_NET_ERROR_PROTOCOL },  { 401, OSR_NET_ERROR_AUTH },
    { 403, OSR_NET_ERROR_AUTH },      { 404, OSR_NET_ERROR_REJECTED },
    { 410, OSR_NET_ERROR_REJECTED },  { 429, OSR_NET_ERROR_RATE_LIMITED },
    { 500, OSR_NET_ERROR_TEMPORARY }, { 503, OSR_NET_ERROR_TEMPORARY },
    { 204, OSR_NET_ERROR_PROTOCOL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++) {
    fake_host_answer (fixture->host, refusals[i].status, NULL, NULL);
    assert_fails (fixture, refusals[i].code, "HTTP status");
  }
  fake_host_answer (fixture->host, 200, NULL, "<html><body>Вход</body></html>");
  assert_fails (fixture, OSR_NET_ERROR_PROTOCOL, "no feed");
  fake_host_drop (fixture->host);
  assert_fails (fixture, OSR_NET_ERROR_TEMPORARY, "broke");
}

static void
test_size_is_limited (Fixture *fixture, gconstpointer data)
{
  g_autofree char *large = g_strnfill (8 * 1024 * 1024 + 1, ' ');

  fake_host_answer (fixture->host, 200, NULL, large);
  assert_fails (fixture, OSR_NET_ERROR_PROTOCOL, "larger");
}

static void
test_address_must_be_one (Fixture *fixture, gconstpointer data)
{
  osr_network_account_unref (fixture->account);
  fixture->account = osr_network_account_new ("feed", "city", "file:///etc/passwd");
  assert_fails (fixture, OSR_NET_ERROR_REJECTED, "address");
}

static void
test_is_not_written_to (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkTarget) target = osr_network_target_new (NULL, "a1", "a1", NULL);
  g_autoptr (OsrNetworkSending) sending =
      osr_network_sending_new (fixture->account, target, "Ответ", "g", 0);
  g_autoptr (OsrNetworkReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) fault = NULL;
  OsrNetworkAbilities abilities;

  osr_network_get_abilities (fixture->network, fixture->account, &abilities);
  g_assert_false (abilities.publishes);
  g_assert_false (abilities.reads_back);
  g_assert_nonnull (abilities.reason);
  g_assert_null (fake_host_publish (fixture->network, sending, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  g_assert_cmpstr (error->message, ==, abilities.reason);
  g_assert_false (fake_host_find (fixture->network, sending, &reply, &fault));
  g_assert_error (fault, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);
  g_assert_cmpuint (fake_host_count (fixture->host), ==, 0);
}

static void
test_check (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrNetworkCheck) good = NULL;
  g_autoptr (OsrNetworkCheck) bad = NULL;
  g_autoptr (GError) error = NULL;

  fake_host_answer (fixture->host, 200, NULL, RSS);
  good = fake_host_check (fixture->network, fixture->account, NULL);
  g_assert_cmpstr (good->name, ==, "Город");
  g_assert_null (good->read_fault);
  g_assert_null (good->publish_fault);
  g_assert_nonnull (good->by_hand);
  fake_host_answer (fixture->host, 404, NULL, NULL);
  bad = fake_host_check (fixture->network, fixture->account, NULL);
  g_assert_nonnull (strstr (bad->read_fault, "404"));
  fake_host_answer (fixture->host, 503, NULL, NULL);
  g_assert_null (fake_host_check (fixture->network, fixture->account, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_TEMPORARY);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/social/feed-network/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("items-are-messages", test_items_are_messages);
  ADD ("unchanged-is-not-sent-again", test_unchanged_is_not_sent_again);
  ADD ("same-bytes-are-no-news", test_same_bytes_are_no_news);
  ADD ("lost-place-reads-anew", test_lost_place_reads_anew);
  ADD ("unasked-not-modified", test_unasked_not_modified);
  ADD ("encodings", test_encodings);
  ADD ("moves-on-its-own-host", test_moves_on_its_own_host);
  ADD ("moves-no-more-than-three-times", test_moves_no_more_than_three_times);
  ADD ("moves-nowhere-else", test_moves_nowhere_else);
  ADD ("refusals", test_refusals);
  ADD ("size-is-limited", test_size_is_limited);
  ADD ("address-must-be-one", test_address_must_be_one);
  ADD ("is-not-written-to", test_is_not_written_to);
  ADD ("check", test_check);
  return g_test_run ();
}
