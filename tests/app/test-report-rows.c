/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which reports the regulation asks of a period, where each stands and what the person may do: on
 * replicas without a coordinator. */
#include "app/rating/osr-report-rows.h"

#include <locale.h>

#include "core/osr-error.h"
#include "core/rating/osr-rating.h"
#include "core/record/osr-stream.h"
#include "osr-desk-fixture.h"
#include "store/osr-log.h"

#define REPORT "report/c0000000-0000-4000-8000-00000000000a"

static GPtrArray *
rows_of (Desk *desk, OsrReplica *replica, const char *period)
{
  OsrPeriod read;

  g_assert_true (
      osr_period_parse (period, osr_rating_zone (osr_replica_get_registry (replica)), &read, NULL));
  return osr_report_rows_new (replica, &read, desk->now);
}

static OsrReportRow *
row_of (GPtrArray *rows, OsrReportSort sort)
{
  for (guint i = 0; i < rows->len; i++) {
    OsrReportRow *row = rows->pdata[i];

    if (row->sort == sort)
      return row;
  }
  return NULL;
}

static Desk *
buryatia (void)
{
  Desk *desk = desk_new ("2025-12-01T10:00:00+09:00");

  desk_adopt (desk, "buryatia");
  desk_happen (desk, 0, "2025-12-01T10:00:00+09:00", "office person-set",
               "{'person': 'board', 'login': 'board', 'name': 'Board'}", NULL);
  desk_happen (desk, 0, "2025-12-01T10:00:00+09:00", "office role-granted",
               "{'person': 'board', 'role': 'committee'}", NULL);
  desk_at (desk, "2026-01-12T10:00:00+09:00");
  return desk;
}

static void
close_replica (OsrReplica *replica)
{
  osr_replica_close (replica);
  g_object_unref (replica);
}

/* Offered on a workstation, seen there at once, and due by the second working day. */
static void
test_offered (void)
{
  g_autoptr (Desk) desk = buryatia ();
  OsrReplica *olga = desk_open (desk, "olga");
  g_autoptr (GPtrArray) before = rows_of (desk, olga, "2025-Q4");
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) figures = g_ptr_array_new ();
  OsrReportFigure figure = { (char *) "Reception", 12 };
  OsrReportWords words = { "Words", 40, figures };
  g_autoptr (GError) error = NULL;
  OsrReportRow *row = row_of (before, OSR_REPORT_REPORT);

  g_assert_cmpuint (before->len, ==, 2);
  g_assert_null (row_of (before, OSR_REPORT_SUMMARY));
  g_assert_true (row->offer && !row->decide && !row->send && !row->early);
  g_assert_cmpstr (row->limit, ==, "report text: due today 18:00");
  g_ptr_array_add (figures, &figure);
  g_assert_true (osr_report_row_offer (row, olga, &words, &error));
  g_assert_no_error (error);
  after = rows_of (desk, olga, "2025-Q4");
  g_assert_cmpuint (after->len, ==, 2);
  row = row_of (after, OSR_REPORT_REPORT);
  g_assert_cmpint (row->track->state, ==, OSR_REPORT_OFFERED);
  g_assert_cmpuint (row->track->figures->len, ==, 1);
  g_assert_cmpint (row->track->count, ==, 40);
  g_assert_cmpstr (row->limit, ==, "report approval: due Wed 14 January 18:00");
  g_assert_false (row->decide);
  close_replica (olga);
}

static void
append_report (Desk *desk, const char *at, const char *type, const char *by, const char *payload)
{
  g_autoptr (OsrLogTransaction) transaction = NULL;
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonObject) words = json_object_new ();
  g_autoptr (GError) error = NULL;
  OsrLogRequest request = { REPORT, type, members, words, OSR_INSTANT_UNKNOWN, by };

  desk_at (desk, at);
  json_object_set_string_member (members, "period", "2025-Q4");
  json_object_set_int_member (members, "offer", 1);
  json_object_set_string_member (words, "text", payload);
  json_object_set_string_member (words, "reason", payload);
  transaction = osr_log_begin (desk->log, &error);
  g_assert_no_error (error);
  osr_log_append (desk->log, &request, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (osr_log_commit (transaction, &error));
}

/* The committee decides, with reasons when it declines; the curator then offers anew. */
static void
test_decided (void)
{
  g_autoptr (Desk) desk = buryatia ();
  OsrReplica *replica;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;
  OsrReportRow *row;

  append_report (desk, "2026-01-12T11:00:00+09:00", "report-offered", "olga", "Words");
  replica = desk_open (desk, "board");
  rows = rows_of (desk, replica, "2025-Q4");
  row = row_of (rows, OSR_REPORT_REPORT);
  g_assert_true (row->decide && !row->offer && !row->send);
  g_assert_cmpstr (row->track->text, ==, "Words");
  g_assert_false (osr_report_row_decline (row, replica, " ", NULL, &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_REASON_NEEDED);
  g_clear_error (&error);
  g_assert_true (osr_report_row_decline (row, replica, "No trend", "Add it", &error));
  g_assert_no_error (error);
  after = rows_of (desk, replica, "2025-Q4");
  row = row_of (after, OSR_REPORT_REPORT);
  g_assert_cmpint (row->track->state, ==, OSR_REPORT_DECLINED);
  g_assert_cmpstr (row->track->reason, ==, "No trend");
  g_assert_cmpstr (row->track->proposals, ==, "Add it");
  close_replica (replica);
}

static void
test_declined_seen (void)
{
  g_autoptr (Desk) desk = buryatia ();
  OsrReplica *replica;
  g_autoptr (GPtrArray) rows = NULL;
  OsrReportRow *row;

  append_report (desk, "2026-01-12T11:00:00+09:00", "report-offered", "olga", "Words");
  append_report (desk, "2026-01-13T11:00:00+09:00", "report-declined", "board", "No trend");
  replica = desk_open (desk, "olga");
  rows = rows_of (desk, replica, "2025-Q4");
  row = row_of (rows, OSR_REPORT_REPORT);
  g_assert_true (row->offer && !row->send);
  close_replica (replica);
  /* Nobody of a body reads it. */
  replica = desk_open (desk, "anna");
  g_clear_pointer (&rows, g_ptr_array_unref);
  rows = osr_replica_list_reports (replica);
  g_assert_cmpuint (rows->len, ==, 0);
  close_replica (replica);
}

/* Months ask for summaries, and nobody agrees to them; a period that runs has no text yet. */
static void
test_summary (void)
{
  g_autoptr (Desk) desk = desk_new ("2026-02-01T10:00:00+09:00");
  OsrReplica *olga;
  g_autoptr (GPtrArray) quarter = NULL;
  g_autoptr (GPtrArray) month = NULL;
  g_autoptr (GPtrArray) running = NULL;
  g_autoptr (GPtrArray) after = NULL;
  OsrReportWords words = { "Words", 3, NULL };
  g_autoptr (GError) error = NULL;

  desk_adopt (desk, "saratov");
  desk_at (desk, "2026-03-06T10:00:00+09:00");
  olga = desk_open (desk, "olga");
  quarter = rows_of (desk, olga, "2025-Q4");
  month = rows_of (desk, olga, "2026-02");
  running = rows_of (desk, olga, "2026-03");
  g_assert_cmpuint (quarter->len, ==, 0);
  g_assert_cmpuint (month->len, ==, 1);
  g_assert_true (((OsrReportRow *) running->pdata[0])->early);
  g_assert_false (osr_report_row_send (running->pdata[0], olga, &words, &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_WRONG_STATE);
  g_clear_error (&error);
  g_assert_true (osr_report_row_send (month->pdata[0], olga, &words, &error));
  g_assert_no_error (error);
  after = rows_of (desk, olga, "2026-02");
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_true (osr_report_track_is_over (((OsrReportRow *) after->pdata[0])->track));
  g_assert_cmpstr (((OsrReportRow *) after->pdata[0])->limit, ==, "summary: done today 10:00");
  close_replica (olga);
}

/* A body's role makes it for its body; Amur asks for none. */
static void
test_body (void)
{
  g_autoptr (Desk) desk = desk_new ("2026-02-01T10:00:00+09:00");
  OsrReplica *anna = desk_open (desk, "anna");
  g_autoptr (GPtrArray) none = rows_of (desk, anna, "2026-01");
  g_autoptr (GPtrArray) rows = NULL;
  OsrReportWords words = { "Words", 3, NULL };
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  close_replica (anna);
  desk_adopt (desk, "pervomaysky");
  desk_happen (desk, 0, "2026-02-01T11:00:00+09:00", "office role-granted",
               "{'person': 'anna', 'role': 'responsible-executor', 'body': 'zhkh'}", NULL);
  desk_at (desk, "2026-02-02T10:00:00+09:00");
  anna = desk_open (desk, "anna");
  rows = rows_of (desk, anna, "2026-01");
  g_assert_cmpstr (((OsrReportRow *) rows->pdata[0])->body, ==, "zhkh");
  g_assert_true (osr_report_row_send (rows->pdata[0], anna, &words, &error));
  g_assert_no_error (error);
  close_replica (anna);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/report-rows/offered", test_offered);
  g_test_add_func ("/app/report-rows/decided", test_decided);
  g_test_add_func ("/app/report-rows/declined-seen", test_declined_seen);
  g_test_add_func ("/app/report-rows/summary", test_summary);
  g_test_add_func ("/app/report-rows/body", test_body);
  return g_test_run ();
}
