/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands beside the cases, through the coordinator: reports on their way, posts that the monitor
 * reads, and the watch of an own account with the cases that come of it. */
#include <string.h>

#include "coordinator-bench.h"
#include "coordinator/monitor/osr-monitor-reading.h"
#include "core/duties/osr-duty.h"
#include "core/osr-chain.h"
#include "core/osr-json.h"
#include "core/osr-rules.h"
#include "core/record/osr-account-track.h"

#define REPORT "report/c0000000-0000-4000-8000-00000000000a"
#define OTHER  "report/c0000000-0000-4000-8000-00000000000b"
#define TEXT   "{\"text\":\"Number and structure of messages\"}"

/* The office works by the shipped profile @id from now on, in its own zone. */
static void
adopt (OfficeBench *office, const char *id)
{
  g_autofree char *path = g_strdup_printf ("%s/regulations/%s.json", OSR_TEST_DATA, id);
  g_autofree char *text = NULL;
  g_autofree char *members = NULL;
  g_autofree char *document = NULL;
  g_autoptr (JsonObject) profile = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  profile = osr_json_read_object (text, -1, 0, path, &error);
  g_assert_no_error (error);
  json_object_set_string_member (profile, "zone", "Asia/Yakutsk");
  document = osr_json_write_object (profile);
  members = g_strdup_printf ("{\"id\":\"%s\",\"digest\":\"d\",\"document\":%s}", id, document);
  office_bench_append (office, "office", "regulation-adopted", "office", members, NULL);
}

static void
grant (OfficeBench *office, const char *person, const char *role)
{
  g_autofree char *members = g_strdup_printf ("{\"person\":\"%s\",\"role\":\"%s\"}", person, role);

  office_bench_append (office, "office", "role-granted", "office", members, NULL);
}

/* @what: stream, type, and after which version; @expected: (nullable): the code of the refusal */
static void
step (Bench *bench, const char *token, const char *what, const char *members, const char *payload,
      const char *expected)
{
  g_auto (GStrv) words = g_strsplit (what, " ", 3);
  gint64 after = words[2] != NULL ? g_ascii_strtoll (words[2], NULL, 10) : -1;
  g_autofree char *body = bench_body (words[0], words[1], after, members, payload);
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *path = g_strconcat ("/v1/commands/", uuid, NULL);
  g_autoptr (Answer) answer = bench_send (bench, "PUT", path, token, body);

  if (expected == NULL)
    g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (answer_code (answer), ==, expected);
}

#define PERIOD  "{\"period\":\"2025-Q4\"}"
#define OFFER_1 "{\"period\":\"2025-Q4\",\"offer\":1}"
#define OFFER_3 "{\"period\":\"2025-Q4\",\"offer\":3}"

/* Buryatia 25: offered, declined with reasons and proposals, offered anew, agreed, sent. */
static void
test_report (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = NULL;
  g_autofree char *board = NULL;
  g_autofree char *executor = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (OsrReportTrack) report = NULL;

  adopt (&bench->office, "buryatia");
  grant (&bench->office, "kurator2", "committee");
  office_bench_append (&bench->office, "office", "role-revoked", "office",
                       "{\"person\":\"kurator2\",\"role\":\"curator\"}", NULL);
  curator = bench_sign_in (bench, "kurator");
  board = bench_sign_in (bench, "kurator2");
  executor = bench_sign_in (bench, "gkh");

  step (bench, executor, REPORT " report-offered", PERIOD, TEXT, "not-allowed");
  step (bench, curator, REPORT " report-offered", "{\"period\":\"2026-Q1\"}", TEXT, "wrong-state");
  step (bench, curator, REPORT " report-offered", PERIOD, "{\"text\":\" \"}", "empty-text");
  step (bench, curator, REPORT " report-offered",
        "{\"period\":\"2025-Q4\",\"channels\":[\"Reception\"],\"counts\":[-1]}", TEXT, "malformed");
  step (bench, curator, REPORT " report-offered",
        "{\"period\":\"2025-Q4\",\"messages\":40,\"channels\":[\"Reception\",\"Hotline\"],"
        "\"counts\":[12,7]}",
        TEXT, NULL);
  step (bench, curator, OTHER " report-offered", PERIOD, TEXT, "known");
  step (bench, curator, REPORT " report-sent 1", OFFER_1, NULL, "agreement-needed");
  step (bench, board, REPORT " report-declined 1", OFFER_1, "{\"reason\":\"\"}", "reason-needed");
  step (bench, board, REPORT " report-declined 1", OFFER_1,
        "{\"reason\":\"No trend\",\"proposals\":\"Add the trend\"}", NULL);
  step (bench, board, REPORT " report-agreed 2", OFFER_1, NULL, "wrong-state");
  step (bench, curator, REPORT " report-offered 2", PERIOD, TEXT, NULL);
  step (bench, board, REPORT " report-agreed 3", OFFER_1, NULL, "stale");
  step (bench, board, REPORT " report-agreed 2", OFFER_3, NULL, "stale");
  step (bench, board, REPORT " report-agreed", OFFER_3, NULL, "malformed");
  step (bench, board, REPORT " report-agreed 3", OFFER_3, NULL, NULL);
  step (bench, board, REPORT " report-sent 4", OFFER_3, NULL, "not-allowed");
  step (bench, curator, REPORT " report-sent 4", OFFER_3, NULL, NULL);

  events = osr_log_load_events (bench_log (bench), REPORT, 0, NULL);
  report = osr_report_track_new_from_events (REPORT, events);
  g_assert_cmpint (report->state, ==, OSR_REPORT_SENT);
  g_assert_cmpuint (report->offers, ==, 2);
  g_assert_cmpuint (report->anomalies, ==, 0);
  g_assert_true (osr_log_verify (bench_log (bench), REPORT, NULL, NULL));
}

/* Who may not read a report is not told that there is one. */
static void
test_report_unseen (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = NULL;
  g_autofree char *executor = NULL;
  g_autoptr (Answer) told = NULL;

  adopt (&bench->office, "buryatia");
  curator = bench_sign_in (bench, "kurator");
  executor = bench_sign_in (bench, "gkh");
  step (bench, curator, REPORT " rating-offered", PERIOD, TEXT, NULL);
  step (bench, executor, REPORT " rating-agreed 1", OFFER_1, NULL, "not-found");
  told = bench_send (bench, "GET", "/v1/changes?wait=0", executor, NULL);
  g_assert_cmpuint (told->status, ==, 200);
  g_assert_null (strstr (told->body, REPORT));
}

static void
test_forms (Bench *bench, gconstpointer data)
{
  g_autofree char *curator = bench_sign_in (bench, "kurator");

  step (bench, curator, "report/x report-offered", PERIOD, TEXT, "malformed");
  step (bench, curator, "account/ watched", "{\"account\":\"a\"}", NULL, "malformed");
  step (bench, curator, REPORT " noted", NULL, TEXT, "not-allowed");
  step (bench, curator, REPORT " report-offered", PERIOD, TEXT, "not-foreseen");
  step (bench, curator, "account/vk-gkh account-posted", "{\"account\":\"vk-gkh\",\"post\":\"1\"}",
        NULL, "not-foreseen");
}

/* --- posts --- */

static OsrNetworkReading *
read_posts (OsrInstant first, OsrInstant second)
{
  OsrNetworkReading *reading = osr_network_reading_new ();
  OsrNetworkPost *post = osr_network_reading_add_post (reading, "12", "https://vk.com/wall-1_12");

  post->published_at = second;
  post->whole = TRUE;
  post = osr_network_reading_add_post (reading, "11", "https://vk.com/wall-1_11");
  post->published_at = first;
  post->whole = TRUE;
  return reading;
}

static guint
take_in (Bench *bench, OsrMonitorMemory *memory, const char *account, OsrNetworkReading *reading)
{
  g_autoptr (GError) error = NULL;
  guint appended = 0;

  osr_monitor_take_in (bench_log (bench), memory, account, reading, &appended, &error);
  g_assert_no_error (error);
  return appended;
}

static OsrAccountTrack *
load_track (Bench *bench, const char *account)
{
  g_autofree char *stream = g_strconcat ("account/", account, NULL);
  g_autoptr (GPtrArray) events = osr_log_load_events (bench_log (bench), stream, 0, NULL);
  OsrAccountTrack *track = osr_account_track_new (account);

  for (guint i = 0; i < events->len; i++)
    osr_account_track_apply (track, events->pdata[i]);
  g_assert_cmpuint (track->anomalies, ==, 0);
  return track;
}

/* (transfer full): all that happened in the office, in the order of the log */
static GPtrArray *
load_all (Bench *bench)
{
  g_autoptr (GPtrArray) streams = osr_log_list_cases (bench_log (bench), NULL);
  GPtrArray *all = osr_log_load_events (bench_log (bench), "office", 0, NULL);

  g_ptr_array_extend_and_steal (streams, osr_log_list_beside (bench_log (bench), NULL));
  for (guint i = 0; i < streams->len; i++)
    g_ptr_array_extend_and_steal (all, osr_log_load_events (bench_log (bench), streams->pdata[i], 0,
                                                            NULL));
  return all;
}

/* "count/needed state" of the newest duty @id of @subject */
static char *
duty_of (Bench *bench, const char *id, const char *subject)
{
  OsrRegistry *registry = osr_log_get_registry (bench_log (bench));
  OsrRegulation *regulation = osr_registry_get_regulation (registry);
  g_autoptr (GPtrArray) events = load_all (bench);
  g_autoptr (OsrDutySpecs) specs =
      osr_duty_specs_new_from_json (osr_regulation_get_document (regulation), "profile", NULL);
  OsrDutyQuestion question = { events, registry, osr_duties_since (events),
                               osr_clock_now (bench->office.clock) };
  g_autoptr (GPtrArray) duties = osr_duties_compute (specs, &question);

  for (guint i = duties->len; i > 0; i--) {
    const OsrDuty *duty = duties->pdata[i - 1];

    if (g_str_equal (duty->spec->id, id) && g_strcmp0 (duty->subject, subject) == 0)
      return g_strdup_printf ("%d/%d %d", (int) duty->count, (int) duty->needed, duty->state);
  }
  return g_strdup ("none");
}

static void
assert_duty (Bench *bench, const char *id, const char *subject, const char *expected)
{
  g_autofree char *duty = duty_of (bench, id, subject);

  g_assert_cmpstr (duty, ==, expected);
}

/* Telegram tells of posts as they come, Odnoklassniki as they are talked about. */
static void
test_posts_by_time (Bench *bench, gconstpointer data)
{
  OsrInstant now = osr_clock_now (bench->office.clock);
  g_autoptr (OsrMonitorMemory) memory = osr_monitor_memory_new ();
  g_autoptr (OsrNetworkReading) reading = osr_network_reading_new ();
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GString) order = g_string_new (NULL);

  adopt (&bench->office, "saratov");
  osr_network_reading_add_post (reading, "2", "")->published_at = now - 2 * OSR_HOUR;
  osr_network_reading_add_post (reading, "1", "")->published_at = now - 3 * OSR_HOUR;
  osr_network_reading_add_post (reading, "3", "")->published_at = now - 1 * OSR_HOUR;
  g_assert_cmpuint (take_in (bench, memory, "vk-gkh", reading), ==, 3);
  events = osr_log_load_events (bench_log (bench), "account/vk-gkh", 0, NULL);
  for (guint i = 0; i < events->len; i++)
    g_string_append (order, osr_event_get_string (events->pdata[i], "post"));
  g_assert_cmpstr (order->str, ==, "123");
}

/* Saratov 4: each post once, by the network's own time; what visitors write is no post of ours. */
static void
test_posts (Bench *bench, gconstpointer data)
{
  OsrInstant now = osr_clock_now (bench->office.clock);
  g_autoptr (OsrMonitorMemory) memory = osr_monitor_memory_new ();
  g_autoptr (OsrNetworkReading) reading = NULL;
  g_autoptr (OsrAccountTrack) track = NULL;
  g_autofree char *executor = NULL;

  adopt (&bench->office, "saratov");
  reading = read_posts (now - 10 * 24 * OSR_HOUR, now - 2 * OSR_HOUR);
  osr_network_reading_add_post (reading, "10", "")->published_at = now - 90 * 24 * OSR_HOUR;
  osr_network_reading_add_post (reading, "9", "");
  ((OsrNetworkPost *) reading->posts->pdata[3])->published_at = OSR_INSTANT_UNKNOWN;
  osr_network_reading_add_post (reading, "13", "")->published_at = now;
  ((OsrNetworkPost *) reading->posts->pdata[4])->by_other = TRUE;
  g_assert_cmpuint (take_in (bench, memory, "vk-gkh", reading), ==, 2);
  g_assert_cmpuint (take_in (bench, memory, "vk-gkh", reading), ==, 0);
  track = load_track (bench, "vk-gkh");
  g_assert_cmpuint (track->posts->len, ==, 2);
  g_assert_cmpuint (osr_account_track_count (track, now - 24 * OSR_HOUR, now), ==, 1);
  assert_duty (bench, "account-activity", "vk-gkh", "1/2 0");

  executor = bench_sign_in (bench, "gkh");
  step (bench, executor, "account/vk-gkh account-posted",
        "{\"account\":\"vk-gkh\",\"post\":\"12\"}", NULL, "known");
  step (bench, executor, "account/vk-gkh account-posted",
        "{\"account\":\"vk-other\",\"post\":\"14\"}", NULL, "malformed");
  step (bench, executor, "account/vk-gkh account-posted",
        "{\"account\":\"vk-gkh\",\"post\":\"14\"}", NULL, NULL);
  assert_duty (bench, "account-activity", "vk-gkh", "2/2 1");
  /* The monitor learns of what a person told. */
  osr_network_reading_add_post (reading, "14", "")->published_at = now;
  g_assert_cmpuint (take_in (bench, memory, "vk-gkh", reading), ==, 0);
}

/* --- the own account --- */

#define ACCOUNT                                                                                    \
  "{\"account\":\"vk-office\",\"network\":\"vk\",\"owner\":\"200000001\",\"name\":\"Governor\","   \
  "\"watched\":true,\"track\":\"own-account\"}"

static void
add_comment (OsrNetworkReading *reading, const char *id, const char *post, OsrInstant at)
{
  OsrNetworkMessage *message = osr_network_message_new ("vk");

  g_free (message->native_id);
  message->native_id = g_strdup (id);
  g_free (message->owner_id);
  message->owner_id = g_strdup (BENCH_WALL);
  g_free (message->post_id);
  message->post_id = g_strdup (post);
  g_free (message->author_id);
  message->author_id = g_strdup ("700");
  g_free (message->text);
  message->text = g_strdup ("No heating");
  g_free (message->permalink);
  message->permalink = g_strdup ("https://vk.com/wall-200000001_11?reply=71");
  message->published_at = at;
  g_ptr_array_add (reading->messages, message);
}

/* The account's post, read; one comment stands under it. Returns the case. */
static char *
open_own_account (Bench *bench, OsrMonitorMemory *memory, OsrNetworkReading **reading)
{
  OsrInstant now = osr_clock_now (bench->office.clock);

  adopt (&bench->office, "leningrad");
  office_bench_append (&bench->office, "office", "account-set", "office", ACCOUNT, NULL);
  *reading = osr_network_reading_new ();
  osr_network_reading_add_post (*reading, "11", "https://vk.com/wall-200000001_11")->whole = TRUE;
  ((OsrNetworkPost *) (*reading)->posts->pdata[0])->published_at = now;
  office_bench_pass (&bench->office, 10);
  add_comment (*reading, "71", "11", now + 5 * OSR_MINUTE);
  /* found, post-published */
  g_assert_cmpuint (take_in (bench, memory, "vk-office", *reading), ==, 2);
  return osr_log_find_message (bench_log (bench), "vk", BENCH_WALL, "71");
}

static char *
submission (const char *case_id, const char *clause)
{
  g_autofree char *digest = osr_text_digest ("final", "It will be warm.", "vk-gkh", "71", NULL);

  return g_strdup_printf ("{\"body\":\"gkh\",\"kind\":\"final\",\"account\":\"vk-gkh\","
                          "\"digest\":\"%s\"%s}",
                          digest, clause);
}

/* Leningrad 7.1: bodies find, approve and answer by themselves, on that track only. */
static void
test_own_account_track (Bench *bench, gconstpointer data)
{
  g_autoptr (OsrMonitorMemory) memory = osr_monitor_memory_new ();
  g_autoptr (OsrNetworkReading) reading = NULL;
  g_autofree char *id = open_own_account (bench, memory, &reading);
  g_autofree char *other = office_bench_find (&bench->office, "90", "No water");
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autofree char *curator = bench_sign_in (bench, "kurator");
  g_autofree char *detect = g_strconcat (id, " detected 1", NULL);
  g_autofree char *submit = g_strconcat (id, " submitted 2", NULL);
  g_autofree char *intend = g_strconcat (id, " publish-intended 3", NULL);
  g_autofree char *elsewhere = g_strconcat (other, " detected 1", NULL);
  g_autofree char *alone = submission (id, ",\"clause\":\"7.1\"");
  g_autofree char *usual = submission (id, "");
  g_autofree char *digest = osr_text_digest ("final", "It will be warm.", "vk-gkh", "71", NULL);
  g_autofree char *intent = g_strdup_printf (
      "{\"draft\":3,\"digest\":\"%s\",\"guid\":\"abcdefgh\",\"account\":\"vk-gkh\"}", digest);
  g_autoptr (OsrCase) one = NULL;

  step (bench, executor, elsewhere, "{\"body\":\"gkh\"}", NULL, "not-found");
  step (bench, curator, detect, NULL, NULL, "not-allowed");
  step (bench, executor, detect, "{\"body\":\"gkh\"}", NULL, NULL);
  step (bench, executor, submit, usual, "{\"text\":\"It will be warm.\"}", "not-foreseen");
  step (bench, executor, submit, alone, "{\"text\":\"It will be warm.\"}", NULL);
  step (bench, executor, intend, intent, NULL, NULL);
  one = office_bench_load (&bench->office, id);
  g_assert_cmpstr (one->track, ==, "own-account");
  g_assert_cmpint (one->state, ==, OSR_CASE_PUBLISHING);
  g_assert_cmpuint (one->anomalies, ==, 0);
}

/* Leningrad 7.2, 7.4: a whole reading is a look, one in the time of each; then every two hours. */
static void
test_own_account_watch (Bench *bench, gconstpointer data)
{
  g_autoptr (OsrMonitorMemory) memory = osr_monitor_memory_new ();
  g_autoptr (OsrNetworkReading) reading = NULL;
  g_autofree char *id = open_own_account (bench, memory, &reading);
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autoptr (OsrAccountTrack) track = NULL;
  OsrNetworkPost *post = reading->posts->pdata[0];

  assert_duty (bench, "watch", "11", "0/1 0");
  post->whole = FALSE;
  g_assert_cmpuint (take_in (bench, memory, "vk-office", reading), ==, 0);
  post->whole = TRUE;
  g_assert_cmpuint (take_in (bench, memory, "vk-office", reading), ==, 1);
  g_assert_cmpuint (take_in (bench, memory, "vk-office", reading), ==, 0);
  track = load_track (bench, "vk-office");
  g_assert_cmpuint (track->posts->len, ==, 1);
  g_assert_cmpint (((OsrAccountPost *) track->posts->pdata[0])->found, ==, 1);

  /* Published 10:12, monitored until 12:12; the first check falls two working hours later, 15:12. */
  office_bench_pass (&bench->office, 3 * 60);
  g_assert_cmpuint (take_in (bench, memory, "vk-office", reading), ==, 0);
  office_bench_pass (&bench->office, 2 * 60);
  step (bench, executor, "account/vk-office watched", "{\"account\":\"vk-office\",\"post\":\"99\"}",
        NULL, "malformed");
  step (bench, executor, "account/vk-office watched",
        "{\"account\":\"vk-office\",\"post\":\"11\",\"found\":0}", NULL, NULL);
  g_assert_cmpuint (take_in (bench, memory, "vk-office", reading), ==, 0);
  g_assert_nonnull (id);
}

/* Leningrad 7.2: a comment of the first two working hours is answered within them. */
static void
test_own_account_answer (Bench *bench, gconstpointer data)
{
  g_autoptr (OsrMonitorMemory) memory = osr_monitor_memory_new ();
  g_autoptr (OsrNetworkReading) reading = NULL;
  g_autofree char *id = open_own_account (bench, memory, &reading);
  g_autofree char *executor = bench_sign_in (bench, "gkh");
  g_autofree char *detect = g_strconcat (id, " detected 1", NULL);

  step (bench, executor, detect, "{\"body\":\"gkh\"}", NULL, NULL);
  assert_duty (bench, "own-answer", id, "0/1 0");
  office_bench_pass (&bench->office, 120);
  assert_duty (bench, "own-answer", id, "0/1 2");
  office_bench_append (&bench->office, id, "published", "publisher", "{\"kind\":\"final\"}", NULL);
  assert_duty (bench, "own-answer", id, "1/1 2");
}

static void
add (const char *path, void (*test) (Bench *bench, gconstpointer data))
{
  g_test_add (path, Bench, NULL, bench_set_up, test, bench_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/clauses/buryatia/25/report", test_report);
  add ("/clauses/buryatia/21/unseen", test_report_unseen);
  add ("/coordinator/beside/forms", test_forms);
  add ("/clauses/saratov/4/posts-read", test_posts);
  add ("/clauses/saratov/4/posts-in-the-order-of-their-time", test_posts_by_time);
  add ("/clauses/leningrad/7.1/answered-alone", test_own_account_track);
  add ("/clauses/leningrad/7.4/looks", test_own_account_watch);
  add ("/clauses/leningrad/7.2/answer-in-time", test_own_account_answer);
  return g_test_run ();
}
