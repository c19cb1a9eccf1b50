/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The view-model of ratings on a replica, without a display: who has the page, which periods there are,
 * and that it counts what the log says. */
#include "app/rating/osr-rating-item.h"
#include "app/rating/osr-rating-model.h"
#include "osr-app-quarters.h"
#include "report/osr-checkpoint-text.h"
#include "report/rating/osr-rating-report.h"

typedef struct {
  Desk *desk;
  OsrReplica *replica;
  OsrRatingModel *model;
} Fixture;

static void
set_up (Fixture *f, gconstpointer person)
{
  f->desk = quarters_new ("buryatia");
  f->replica = desk_open (f->desk, person);
  f->model = osr_rating_model_new ();
  osr_rating_model_set_replica (f->model, f->replica);
}

static void
tear_down (Fixture *f, gconstpointer person)
{
  g_clear_object (&f->model);
  osr_replica_close (f->replica);
  g_clear_object (&f->replica);
  desk_free (f->desk);
}

static void
test_open (Fixture *f, gconstpointer person)
{
  g_assert_true (osr_rating_model_is_open (f->model));
  osr_rating_model_set_replica (f->model, NULL);
  g_assert_false (osr_rating_model_is_open (f->model));
}

static void
test_not_open (Fixture *f, gconstpointer person)
{
  g_assert_false (osr_rating_model_is_open (f->model));
}

static void
test_periods (Fixture *f, gconstpointer person)
{
  g_autoptr (GArray) periods = osr_rating_model_list_periods (f->model, f->desk->now);
  int chosen = osr_rating_model_find_default (f->model, periods, f->desk->now);

  g_assert_cmpstr (g_array_index (periods, OsrPeriod, 0).id, ==, "2026-Q3");
  g_assert_cmpstr (g_array_index (periods, OsrPeriod, chosen).id, ==, "2026-Q2");
}

static const OsrSummary *
summary_of (Fixture *f, guint index)
{
  g_autoptr (GArray) periods = osr_rating_model_list_periods (f->model, f->desk->now);

  osr_rating_model_set_period (f->model, &g_array_index (periods, OsrPeriod, index));
  return osr_rating_model_get_summary (f->model, f->desk->now);
}

/* (transfer full): of the log itself */
static OsrSummary *
recount (Fixture *f, const OsrPeriod *period)
{
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_case_unref);
  g_autoptr (GPtrArray) ids = osr_log_list_cases (f->desk->log, NULL);
  OsrRatingQuestion question = { .cases = cases,
                                 .registry = osr_log_get_registry (f->desk->log),
                                 .now = f->desk->now };

  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add (cases, osr_log_load_case (f->desk->log, ids->pdata[i], NULL));
  return osr_summary_compute (&question, period, NULL);
}

static void
test_same_as_log (Fixture *f, gconstpointer person)
{
  const OsrSummary *shown = summary_of (f, 1);
  g_autoptr (OsrSummary) counted = recount (f, &shown->rating->period);

  g_assert_cmpuint (shown->rating->rows->len, ==, 4);
  g_assert_cmpuint (shown->cases->len, ==, counted->cases->len);
  for (guint i = 0; i < counted->rating->rows->len; i++) {
    const OsrRatingRow *row = counted->rating->rows->pdata[i];
    const OsrRatingRow *told = shown->rating->rows->pdata[i];

    g_assert_cmpstr (told->body, ==, row->body);
    g_assert_cmpint (told->total, ==, row->total);
    g_assert_cmpuint (told->cases->len, ==, row->cases->len);
    for (int j = 0; j < OSR_N_METRICS; j++) {
      g_assert_cmpint (told->figures[j].part, ==, row->figures[j].part);
      g_assert_cmpint (told->figures[j].whole, ==, row->figures[j].whole);
    }
  }
}

static void
count_changes (OsrRatingModel *model, guint *n)
{
  (*n)++;
}

/* Asked twice it counts once; another period is another count. */
static void
test_kept (Fixture *f, gconstpointer person)
{
  guint n = 0;
  const OsrSummary *first = summary_of (f, 1);

  g_signal_connect (f->model, "changed", G_CALLBACK (count_changes), &n);
  g_assert_true (summary_of (f, 1) == first);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpstr (summary_of (f, 2)->rating->period.id, ==, "2026-Q1");
  g_assert_cmpuint (n, ==, 1);
  g_signal_emit_by_name (f->replica, "queue-changed");
  g_assert_cmpuint (n, ==, 2);
}

/* Every figure of the table has its cases, and says its period. */
static void
test_items (Fixture *f, gconstpointer person)
{
  g_autoptr (GListStore) store = g_list_store_new (OSR_TYPE_RATING_ITEM);
  const OsrSummary *summary = summary_of (f, 1);

  osr_rating_item_fill (store, summary);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 4);
  for (guint i = 0; i < 4; i++) {
    g_autoptr (OsrRatingItem) item = g_list_model_get_item (G_LIST_MODEL (store), i);
    const OsrRatingRow *row = summary->rating->rows->pdata[i];

    for (int j = 0; j < OSR_N_RATING_COLUMNS; j++) {
      g_assert_nonnull (osr_rating_item_get_text (item, j));
      g_assert_true (g_str_has_prefix (osr_rating_item_get_about (item, j), "quarter 2 of 2026"));
    }
    g_assert_cmpuint (osr_rating_item_get_cases (item, OSR_RATING_TIMELINESS)->len, ==,
                      row->figures[OSR_METRIC_TIMELINESS].whole);
    g_assert_cmpuint (osr_rating_item_get_cases (item, OSR_RATING_LEFT_OUT)->len, ==,
                      osr_rating_row_left_out (row));
  }
}

static gboolean
says_contradicted (OsrSummary *summary)
{
  OsrReport *report = osr_summary_to_report (summary);
  gboolean said = g_ptr_array_find_with_equal_func (
      report->paragraphs, osr_checkpoint_text_contradicted (), g_str_equal, NULL);

  osr_report_free (report);
  return said;
}

/* What does not fit the events that were counted is said where the checkpoint is printed. */
static void
test_contradicted (Fixture *f, gconstpointer person)
{
  OsrSummary *summary = (OsrSummary *) summary_of (f, 0);

  g_assert_false (summary->contradicted);
  g_assert_null (summary->checkpoint);
  summary->checkpoint = g_new0 (OsrCheckpoint, 1);
  summary->checkpoint->root = g_strnfill (64, 'a');
  g_assert_false (says_contradicted (summary));
  summary->contradicted = TRUE;
  g_assert_true (says_contradicted (summary));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, person, test) g_test_add (path, Fixture, person, set_up, test, tear_down)
  ADD ("/app/rating/open/supervisor", "chief", test_open);
  ADD ("/app/rating/open/curator", "olga", test_open);
  ADD ("/app/rating/open/executor", "anna", test_not_open);
  ADD ("/app/rating/periods", "chief", test_periods);
  ADD ("/app/rating/contradicted", "chief", test_contradicted);
  ADD ("/app/rating/same-as-log", "chief", test_same_as_log);
  ADD ("/app/rating/kept", "chief", test_kept);
  ADD ("/app/rating/items", "chief", test_items);
  return g_test_run ();
}
