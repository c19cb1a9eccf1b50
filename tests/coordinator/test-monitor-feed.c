/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A feed as an account of the office: the monitor makes its items cases, asks for what is new only,
 * also after a restart, and a reply goes there by hand. */
#include "coordinator/monitor/osr-monitor.h"
#include "core/osr-registry.h"
#include "core/record/osr-stream.h"
#include "office-bench.h"
#include "social/fake-host.h"
#include "store/reading/osr-log-reading.h"

#define FEED(items) "<rss><channel><title>Новости</title>" items "</channel></rss>"
#define ITEM(id, words)                                                                            \
  "<item><guid>" id "</guid><link>https://news.example/" id "</link><title>" words "</title></"    \
  "item>"

typedef struct {
  OfficeBench office;
  FakeHost *host;
  char *address;
  OsrHttpSession *session;
  OsrAccountBook *book;
  OsrMonitor *monitor;
  guint awaited; /* requests */
} Fixture;

static void
start (Fixture *f)
{
  OsrMonitorSettings settings = { 1, 20 };

  f->monitor = osr_monitor_new (f->office.log, f->book, &settings);
  osr_monitor_start (f->monitor);
}

static void
stop (Fixture *f)
{
  osr_monitor_stop (f->monitor);
  /* a reading that was given up lets go of the monitor in the loop */
  while (G_OBJECT (f->monitor)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&f->monitor);
}

/* The office's other accounts are not watched here. */
static void
leave_others (Fixture *f)
{
  GPtrArray *accounts = osr_registry_get_accounts (osr_log_get_registry (f->office.log));
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; i < accounts->len; i++)
    g_strv_builder_add (ids, ((const OsrAccount *) accounts->pdata[i])->id);
  all = g_strv_builder_end (ids);
  for (char **id = all; *id != NULL; id++) {
    g_autofree char *members =
        g_strdup_printf ("{\"account\":\"%s\",\"network\":\"vk\",\"owner\":\"5\"}", *id);

    office_bench_append (&f->office, OSR_STREAM_OFFICE, "account-set", "admin", members, NULL);
  }
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *members = NULL;

  f->host = fake_host_new ();
  f->address = g_strconcat (fake_host_url (f->host), "/news.rss", NULL);
  office_bench_set_up (&f->office, fake_host_url (f->host));
  office_bench_open (&f->office);
  leave_others (f);
  members = g_strdup_printf ("{\"account\":\"news\",\"network\":\"feed\",\"owner\":\"%s\","
                             "\"name\":\"News\",\"watched\":true}",
                             f->address);
  office_bench_append (&f->office, OSR_STREAM_OFFICE, "account-set", "admin", members, NULL);
  f->session = osr_http_session_new ();
  f->book = osr_account_book_new (f->office.log, f->session);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  osr_account_book_free (f->book);
  g_clear_object (&f->session);
  office_bench_tear_down (&f->office);
  fake_host_free (f->host);
  g_free (f->address);
}

static gboolean
was_asked (gpointer data)
{
  Fixture *f = data;
  g_autoptr (OsrAccountReading) reading = osr_log_load_reading (f->office.log, "news", NULL);

  return fake_host_count (f->host) >= f->awaited && reading->read_at != OSR_INSTANT_UNKNOWN;
}

/* Until the script has been asked for @requests answers, and the last was taken in. */
static void
await_requests (Fixture *f, guint requests)
{
  f->awaited = requests;
  bench_wait (was_asked, f);
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
}

static gboolean
has_two (gpointer data)
{
  Fixture *f = data;
  g_autoptr (GPtrArray) ids = osr_log_list_cases (f->office.log, NULL);

  return ids->len == 2;
}

static void
test_items_become_cases (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (OsrCase) one = NULL;

  fake_host_answer (f->host, 200, "ETag: \"v1\"", FEED (ITEM ("a1", "Яма на Ленина")));
  fake_host_answer (f->host, 200, "ETag: \"v2\"",
                    FEED (ITEM ("a2", "Нет автобуса") ITEM ("a1", "Яма на Ленина")));
  start (f);
  bench_wait (has_two, f);
  stop (f);
  id = osr_log_find_message (f->office.log, "feed", f->address, "a2");
  g_assert_nonnull (id);
  one = office_bench_load (&f->office, id);
  g_assert_cmpstr (one->network, ==, "feed");
  g_assert_cmpstr (one->text, ==, "Нет автобуса");
  g_assert_cmpstr (one->permalink, ==, "https://news.example/a2");
  g_assert_cmpstr (fake_host_header (f->host, 1, "if-none-match"), ==, "\"v1\"");
  g_assert_null (osr_registry_account_for (osr_log_get_registry (f->office.log), NULL, "feed"));
}

/* An item that has left the feed is no deleted message. */
static void
test_place_survives_a_restart (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (OsrCase) one = NULL;

  fake_host_answer (f->host, 200, "ETag: \"v1\"", FEED (ITEM ("a1", "Яма на Ленина")));
  start (f);
  await_requests (f, 1);
  stop (f);
  fake_host_answer (f->host, 200, "ETag: \"v2\"", FEED (ITEM ("a2", "Нет автобуса")));
  start (f);
  bench_wait (has_two, f);
  stop (f);
  g_assert_cmpstr (fake_host_header (f->host, 1, "if-none-match"), ==, "\"v1\"");
  id = osr_log_find_message (f->office.log, "feed", f->address, "a1");
  one = office_bench_load (&f->office, id);
  g_assert_cmpint (one->state, ==, OSR_CASE_FOUND);
  g_assert_cmpint (one->message_state, !=, OSR_MESSAGE_DELETED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/coordinator/monitor-feed/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("items-become-cases", test_items_become_cases);
  ADD ("place-survives-a-restart", test_place_survives_a_restart);
  return g_test_run ();
}
