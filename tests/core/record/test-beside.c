/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folds of what stands beside the cases, the names of their streams, and when a look is owed. */
#include "core/duties/osr-duty.h"
#include "core/record/osr-account-track.h"
#include "core/record/osr-report-track.h"
#include "core/record/osr-stream.h"
#include "osr-office-fixture.h"

static OsrEvent *
event_of (const char *type, const char *at, const char *by, JsonObject *members,
          JsonObject *payload)
{
  OsrEvent *event = osr_event_new (type, osr_instant_parse (at), members, payload);

  g_free (event->by);
  event->by = g_strdup (by);
  json_object_unref (members);
  g_clear_pointer (&payload, json_object_unref);
  return event;
}

static void
report (OsrReportTrack *track, const char *type, const char *at, const char *by, const char *words)
{
  JsonObject *members = members_of ("period", "2025-Q4", "#offer", "1", NULL);
  g_autoptr (OsrEvent) event = NULL;

  event = event_of (type, at, by, members, members_of ("text", words, "reason", words, NULL));
  osr_report_track_apply (track, event);
}

static void
test_names (void)
{
  static const struct {
    const char *name;
    OsrStreamKind kind;
  } names[] = {
    { "office", OSR_STREAM_OF_OFFICE },
    { "c0000000-0000-4000-8000-000000000001", OSR_STREAM_OF_CASE },
    { "account/vk-gkh", OSR_STREAM_OF_ACCOUNT },
    { "account/жкх", OSR_STREAM_OF_ACCOUNT },
    { "report/c0000000-0000-4000-8000-000000000001", OSR_STREAM_OF_REPORT },
    { "account/", OSR_STREAM_UNKNOWN },
    { "account/a b", OSR_STREAM_UNKNOWN },
    { "account/a/b", OSR_STREAM_UNKNOWN },
    { "account/\xff", OSR_STREAM_UNKNOWN },
    { "report/1", OSR_STREAM_UNKNOWN },
    { "case", OSR_STREAM_UNKNOWN },
    { "", OSR_STREAM_UNKNOWN },
    { NULL, OSR_STREAM_UNKNOWN },
  };
  g_autofree char *fresh = osr_stream_new_for_report ();
  g_autofree char *account = osr_stream_new_for_account ("gov");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpint (osr_stream_get_kind (names[i].name), ==, names[i].kind);
  g_assert_cmpint (osr_stream_get_kind (fresh), ==, OSR_STREAM_OF_REPORT);
  g_assert_cmpstr (osr_stream_get_account (account), ==, "gov");
  g_assert_null (osr_stream_get_account (fresh));
}

static void
test_report (void)
{
  g_autoptr (OsrReportTrack) track = osr_report_track_new ("report/x");

  report (track, "report-offered", "2026-01-12T10:00:00+08:00", "ann", "First");
  g_assert_cmpint (track->offer, ==, 1);
  report (track, "report-declined", "2026-01-13T10:00:00+08:00", "board", "No trend");
  g_assert_cmpstr (track->reason, ==, "No trend");
  g_assert_cmpstr (track->text, ==, "First");
  report (track, "report-offered", "2026-01-13T12:00:00+08:00", "ann", "Second");
  g_assert_cmpint (track->offer, ==, 3);
  g_assert_cmpuint (track->offers, ==, 2);
  g_assert_null (track->reason);
  g_assert_cmpstr (track->text, ==, "Second");
  g_assert_cmpuint (track->anomalies, ==, 0);
  /* agreed to the text of before */
  report (track, "report-agreed", "2026-01-14T10:00:00+08:00", "board", NULL);
  g_assert_cmpuint (track->anomalies, ==, 1);
  report (track, "report-sent", "2026-01-14T11:00:00+08:00", "ann", NULL);
  g_assert_true (osr_report_track_is_over (track));
  g_assert_cmpstr (track->text, ==, "Second");
}

/* Whatever comes is folded: another sort, another period, a type of a newer program. */
static void
test_total (void)
{
  g_autoptr (OsrReportTrack) track = osr_report_track_new ("report/x");
  g_autoptr (OsrAccountTrack) account = osr_account_track_new ("gov");
  g_autoptr (OsrEvent) newer =
      event_of ("report-weighed", "2026-01-14T11:00:00+08:00", "ann", json_object_new (), NULL);
  g_autoptr (OsrEvent) nothing =
      event_of ("watched", "2026-01-14T11:00:00+08:00", "ann", json_object_new (), NULL);

  report (track, "rating-agreed", "2026-01-12T10:00:00+08:00", "ann", NULL);
  g_assert_cmpuint (track->anomalies, ==, 1);
  report (track, "report-offered", "2026-01-12T10:00:00+08:00", "ann", "Words");
  g_assert_cmpuint (track->anomalies, ==, 2);
  g_assert_false (track->read_only);
  osr_report_track_apply (track, newer);
  g_assert_true (track->read_only);
  g_assert_cmpint (track->version, ==, 3);
  osr_account_track_apply (account, nothing);
  g_assert_cmpuint (account->anomalies, ==, 1);
  osr_account_track_apply (account, newer);
  g_assert_true (account->read_only);
}

static void
post (OsrAccountTrack *track, const char *type, const char *at, const char *published,
      const char *name)
{
  JsonObject *members =
      members_of ("account", "gov", "post", name, "published_at", published, NULL);
  g_autoptr (OsrEvent) event = event_of (type, at, "monitor", members, NULL);

  osr_account_track_apply (track, event);
}

/* A post is of the week in which it came out, and one, however often it is told. */
static void
test_posts (void)
{
  g_autoptr (OsrAccountTrack) track = osr_account_track_new ("gov");
  OsrInstant monday = osr_instant_parse ("2026-03-09T00:00:00+04:00");
  const OsrAccountPost *one;

  post (track, "account-posted", "2026-03-10T10:00:00+04:00", "2026-03-08T12:00:00+04:00", "1");
  post (track, "account-posted", "2026-03-10T10:00:00+04:00", "2026-03-10T09:00:00+04:00", "2");
  post (track, "post-published", "2026-03-10T10:00:00+04:00", "2026-03-10T09:00:00+04:00", "2");
  g_assert_cmpuint (track->anomalies, ==, 0);
  post (track, "account-posted", "2026-03-10T11:00:00+04:00", "2026-03-10T09:00:00+04:00", "2");
  g_assert_cmpuint (track->anomalies, ==, 1);
  /* a time to come is the time it was told */
  post (track, "account-posted", "2026-03-10T11:00:00+04:00", "2027-01-01T09:00:00+04:00", "3");
  one = osr_account_track_find (track, "3");
  g_assert_cmpint (one->at, ==, osr_instant_parse ("2026-03-10T11:00:00+04:00"));
  g_assert_cmpuint (track->posts->len, ==, 3);
  g_assert_cmpuint (osr_account_track_count (track, monday, monday + 7 * 24 * OSR_HOUR), ==, 2);
  g_assert_cmpuint (osr_account_track_count (track, 0, monday), ==, 1);
}

static void
look (OsrAccountTrack *track, const char *at, const char *name)
{
  JsonObject *members = name != NULL ? members_of ("post", name, "#found", "2", NULL)
                                     : members_of ("#found", "2", NULL);
  g_autoptr (OsrEvent) event = event_of ("watched", at, "ann", members, NULL);

  osr_account_track_apply (track, event);
}

static void
test_looks (void)
{
  g_autoptr (OsrAccountTrack) track = osr_account_track_new ("gov");
  const OsrAccountPost *one, *two;
  OsrInstant start = osr_instant_parse ("2026-03-10T10:00:00+03:00");

  post (track, "post-published", "2026-03-10T10:00:00+03:00", "2026-03-10T10:00:00+03:00", "1");
  post (track, "post-published", "2026-03-10T10:00:00+03:00", "2026-03-10T10:00:00+03:00", "2");
  look (track, "2026-03-10T11:00:00+03:00", "1");
  look (track, "2026-03-10T15:00:00+03:00", NULL);
  g_assert_cmpuint (track->anomalies, ==, 0);
  one = osr_account_track_find (track, "1");
  two = osr_account_track_find (track, "2");
  g_assert_cmpint (one->found, ==, 4);
  g_assert_cmpuint (two->looks->len, ==, 1);
  g_assert_true (osr_account_post_was_seen (one, start, start + 2 * OSR_HOUR));
  g_assert_false (osr_account_post_was_seen (two, start, start + 2 * OSR_HOUR));
}

/* Leningrad 7.2, 7.4: two working hours, then a look every two of them, for two days. */
static void
test_windows (void)
{
  static const struct {
    const char *now;
    const char *due; /* nullable: none is owed */
  } cells[] = {
    { "2026-03-10T09:59:00+03:00", NULL },
    { "2026-03-10T10:00:00+03:00", "2026-03-10T12:00:00+03:00" },
    { "2026-03-10T12:00:00+03:00", "2026-03-10T12:00:00+03:00" },
    { "2026-03-10T13:00:00+03:00", NULL },
    { "2026-03-10T15:00:00+03:00", "2026-03-10T15:00:00+03:00" },
    { "2026-03-10T16:59:00+03:00", "2026-03-10T15:00:00+03:00" },
    { "2026-03-10T17:00:00+03:00", "2026-03-10T17:00:00+03:00" },
    { "2026-03-11T09:30:00+03:00", "2026-03-10T17:00:00+03:00" },
    { "2026-03-11T10:00:00+03:00", "2026-03-11T10:00:00+03:00" },
    { "2026-03-16T10:00:00+03:00", NULL },
  };
  OsrInstant start = osr_instant_parse ("2026-03-10T10:00:00+03:00");
  g_autoptr (OsrDutySpecs) specs = NULL;
  const OsrWatchSpec *watch;
  OsrWorkTime *work_time;
  Office office;

  office_open (&office, "leningrad");
  specs = osr_duty_specs_new_from_json (
      osr_regulation_get_document (osr_registry_get_regulation (office.registry)), "leningrad",
      NULL);
  watch = specs->watches->pdata[0];
  work_time = osr_registry_get_work_time (office.registry, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++) {
    OsrWatchWindow window;
    gboolean owed =
        osr_watch_window (watch, work_time, start, osr_instant_parse (cells[i].now), &window);

    g_assert_cmpint (owed, ==, cells[i].due != NULL);
    if (owed)
      g_assert_cmpint (window.due, ==, osr_instant_parse (cells[i].due));
  }
  office_close (&office);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/beside/names", test_names);
  g_test_add_func ("/core/beside/report", test_report);
  g_test_add_func ("/core/beside/total", test_total);
  g_test_add_func ("/core/beside/posts", test_posts);
  g_test_add_func ("/core/beside/looks", test_looks);
  g_test_add_func ("/clauses/leningrad/7.4/when-a-look-is-owed", test_windows);
  return g_test_run ();
}
