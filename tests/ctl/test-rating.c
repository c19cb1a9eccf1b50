/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rating that the program prints is the one that the fold of the same log gives. */
#include <string.h>

#include "core/audit/osr-checkpoint.h"
#include "core/osr-json.h"
#include "core/rating/osr-summary.h"
#include "ctl-process.h"
#include "office-bench.h"

typedef struct {
  OfficeBench office;
  char *now; /* the office's, as an option */
  char *month;
} Fixture;

static void
answer (Fixture *f, const char *native_id, int minutes, const char *mark)
{
  g_autofree char *id = office_bench_find (&f->office, native_id, "Нет воды, =СУММ(A1)");
  gint64 draft = office_bench_approve (&f->office, id, "vk-gkh", "Дадут.");
  g_autofree char *published =
      g_strdup_printf ("{\"draft\":%" G_GINT64_FORMAT ",\"kind\":\"final\"}", draft);

  office_bench_pass (&f->office, minutes);
  office_bench_append (&f->office, id, "published", "publisher", published, NULL);
  if (mark != NULL)
    office_bench_append (&f->office, id, "evaluated", "curator", mark, NULL);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  OsrZone *zone;
  OsrPeriod month;
  OsrInstant now;

  office_bench_set_up (&f->office, NULL);
  office_bench_open (&f->office);
  answer (f, "1", 20, "{\"quality\":5}");
  answer (f, "2", 5 * 24 * 60, "{\"quality\":2}");
  answer (f, "3", 10, NULL);
  g_free (office_bench_find (&f->office, "4", "Ещё нет воды"));
  zone = osr_rating_zone (osr_log_get_registry (f->office.log));
  now = osr_clock_now (f->office.clock) + OSR_MINUTE;
  f->now = osr_instant_format (now, zone);
  month = osr_period_at (now, FALSE, zone);
  f->month = g_strdup (month.id);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_free (f->now);
  g_free (f->month);
  office_bench_tear_down (&f->office);
}

static OsrSummary *
fold (Fixture *f)
{
  OsrLog *log = f->office.log;
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_case_unref);
  g_autoptr (GPtrArray) ids = osr_log_list_cases (log, NULL);
  g_autoptr (GError) error = NULL;
  OsrRatingQuestion question = { .cases = cases,
                                 .registry = osr_log_get_registry (log),
                                 .now = osr_instant_parse (f->now) };
  OsrPeriod period;
  OsrSummary *summary;

  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add (cases, osr_log_load_case (log, ids->pdata[i], NULL));
  g_assert_true (osr_period_parse (f->month, osr_rating_zone (question.registry), &period, &error));
  summary = osr_summary_compute (&question, &period, &error);
  g_assert_no_error (error);
  return summary;
}

static JsonObject *
ran_json (const Ran *ran)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = osr_json_read_object (ran->output, -1, 0, "output", &error);

  g_assert_no_error (error);
  g_assert_cmpint (ran->status, ==, 0);
  return object;
}

static void
assert_ids (JsonObject *figure, const char *member, GPtrArray *ids)
{
  JsonArray *array = osr_json_get_array (figure, member);

  g_assert_cmpuint (json_array_get_length (array), ==, ids->len);
  for (guint i = 0; i < ids->len; i++)
    g_assert_true (g_ptr_array_find_with_equal_func (ids, osr_json_array_get_string (array, i),
                                                     g_str_equal, NULL));
}

static void
assert_row (JsonObject *object, const OsrRatingRow *row)
{
  for (int i = 0; i < OSR_N_METRICS; i++) {
    const OsrFigure *figure = &row->figures[i];
    JsonObject *told = osr_json_get_object (object, osr_metric_nick (i));

    g_assert_nonnull (told);
    g_assert_cmpint (osr_json_get_int (told, "whole", -1), ==, figure->whole);
    g_assert_cmpint (osr_json_get_int (told, "points", -1), ==, figure->points);
    if (i != OSR_METRIC_MEAN_TIME)
      g_assert_cmpint (osr_json_get_int (told, "part", -1), ==, figure->part);
    assert_ids (told, "cases", figure->cases);
    assert_ids (told, "against", figure->against);
  }
  g_assert_cmpint (osr_json_get_int (object, "total", -1), ==, row->total);
}

static void
test_recount (Fixture *f, gconstpointer data)
{
  g_autoptr (Ran) ran =
      ctl_run (NULL, "rating", "--period", f->month, "--office", f->office.directory, "--now",
               f->now, "--regulation", "buryatia", "--json", NULL);
  g_autoptr (JsonObject) object = ran_json (ran);
  g_autoptr (OsrSummary) summary = fold (f);
  JsonArray *bodies = osr_json_get_array (object, "bodies");
  JsonObject *formula = osr_json_get_object (object, "formula");
  const OsrFigure *quality = &summary->rating->office->figures[OSR_METRIC_QUALITY];

  g_assert_cmpstr (osr_json_get_string (formula, "clause"), ==, "21");
  g_assert_cmpuint (json_array_get_length (bodies), ==, summary->rating->rows->len);
  g_assert_cmpint (quality->part, ==, 7);
  g_assert_cmpint (
      osr_json_get_int (osr_json_get_object (osr_json_get_object (object, "office"), "quality"),
                        "part", -1),
      ==, 7);
}

static void
test_same_figures (Fixture *f, gconstpointer data)
{
  g_autoptr (Ran) ran = ctl_run (NULL, "rating", "--period", f->month, "--office",
                                 f->office.directory, "--now", f->now, "--json", NULL);
  g_autoptr (Ran) again = ctl_run (NULL, "rating", "--period", f->month, "--office",
                                   f->office.directory, "--now", f->now, "--json", NULL);
  g_autoptr (JsonObject) object = ran_json (ran);
  g_autoptr (OsrSummary) summary = fold (f);
  JsonArray *bodies = osr_json_get_array (object, "bodies");

  g_assert_cmpstr (ran->output, ==, again->output);
  assert_row (osr_json_get_object (object, "office"), summary->rating->office);
  g_assert_cmpuint (summary->rating->rows->len, >, 0);
  for (guint i = 0; i < summary->rating->rows->len; i++)
    assert_row (osr_json_array_get_object (bodies, i), summary->rating->rows->pdata[i]);
  g_assert_cmpint (summary->rating->office->figures[OSR_METRIC_TIMELINESS].whole, ==, 3);
  g_assert_cmpint (summary->rating->office->figures[OSR_METRIC_TIMELINESS].part, ==, 2);
}

static void
test_summary (Fixture *f, gconstpointer data)
{
  g_autoptr (Ran) ran = ctl_run (NULL, "summary", "--period", f->month, "--office",
                                 f->office.directory, "--now", f->now, "--json", NULL);
  g_autoptr (JsonObject) object = ran_json (ran);
  g_autoptr (OsrSummary) summary = fold (f);
  JsonObject *messages = osr_json_get_object (object, "messages");

  g_assert_cmpint (osr_json_get_int (messages, "count", -1), ==, summary->cases->len);
  assert_ids (messages, "cases", summary->cases);
  g_assert_cmpuint (json_array_get_length (osr_json_get_array (object, "late_now")), ==,
                    summary->late->len);
  assert_row (osr_json_get_object (osr_json_get_object (object, "rating"), "office"),
              summary->rating->office);
}

/* The log was changed after it was sealed: the summary says so beside the checkpoint. */
static void
test_contradicted (Fixture *f, gconstpointer data)
{
  g_autofree char *other = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "other", -1);
  g_autoptr (JsonObject) members =
      osr_checkpoint_build (1, osr_log_get_head (f->office.log), other, NULL);
  g_autofree char *text = osr_json_write_object (members);
  g_autoptr (Ran) before = ctl_run (NULL, "summary", "--period", f->month, "--office",
                                    f->office.directory, "--now", f->now, "--lang", "en", NULL);
  g_autoptr (Ran) after = NULL;

  office_bench_append (&f->office, "checkpoint", "checkpoint", "office", text, NULL);
  after = ctl_run (NULL, "summary", "--period", f->month, "--office", f->office.directory, "--now",
                   f->now, "--lang", "en", NULL);
  g_assert_cmpint (before->status, ==, 0);
  g_assert_null (strstr (before->output, "does not fit"));
  g_assert_cmpint (after->status, ==, 0);
  g_assert_nonnull (strstr (after->output, "Checkpoint of the log No. 1"));
  g_assert_nonnull (strstr (after->output, "does not fit"));
}

static void
test_text (Fixture *f, gconstpointer data)
{
  g_autoptr (Ran) ran = ctl_run (NULL, "rating", "--period", f->month, "--office",
                                 f->office.directory, "--now", f->now, "--lang", "en", NULL);

  g_assert_cmpint (ran->status, ==, 0);
  g_assert_nonnull (strstr (ran->output, "In time 67 % — 2 of 3 in time"));
  g_assert_nonnull (strstr (ran->output, "mean mark 3.50 of 2 evaluations"));
}

/* The text of a PDF, as pdftotext reads it; NULL where there is none. */
static char *
read_pdf (const char *path)
{
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  g_autoptr (GSubprocess) child = NULL;
  char *text = NULL;

  if (program == NULL)
    return NULL;
  child =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, program, "-layout", path, "-", NULL);
  g_assert_true (g_subprocess_communicate_utf8 (child, NULL, NULL, &text, NULL, NULL));
  return text;
}

static void
test_files (Fixture *f, gconstpointer data)
{
  g_autofree char *csv = g_build_filename (f->office.folder, "rating.csv", NULL);
  g_autofree char *pdf = g_build_filename (f->office.folder, "summary.pdf", NULL);
  g_autofree char *table = NULL;
  g_autofree char *paper = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gsize size;

  ctl_run_well (NULL, "rating", "--period", f->month, "--office", f->office.directory, "--now",
                f->now, "--csv", csv, "--bom");
  ctl_run_well (NULL, "summary", "--period", f->month, "--office", f->office.directory, "--now",
                f->now, "--lang", "en", "--pdf", pdf);
  g_assert_true (g_file_get_contents (csv, &table, NULL, NULL));
  g_assert_true (g_str_has_prefix (table, "\xef\xbb\xbf\"period\",\"body\""));
  lines = g_strsplit (table, "\r\n", -1);
  g_assert_nonnull (strstr (lines[1], f->month));
  g_assert_nonnull (strstr (table, ",70.0,3.500,2,"));
  g_assert_true (g_file_get_contents (pdf, &paper, &size, NULL));
  g_assert_true (g_str_has_prefix (paper, "%PDF-"));
  g_assert_cmpuint (size, >, 2000);
  text = read_pdf (pdf);
  if (text == NULL)
    return;
  g_assert_nonnull (strstr (text, "Summary of messages from open sources"));
  g_assert_nonnull (strstr (text, "67 %"));
  g_assert_nonnull (strstr (text, "page 1 of"));
}

static void
test_usage (Fixture *f, gconstpointer data)
{
  g_autoptr (Ran) none = ctl_run (NULL, "rating", "--office", f->office.directory, NULL);
  g_autoptr (Ran) wrong =
      ctl_run (NULL, "rating", "--period", "2026-Q9", "--office", f->office.directory, NULL);
  g_autoptr (Ran) nowhere = ctl_run (NULL, "summary", "--period", "2026-03", NULL);
  g_autoptr (Ran) help = ctl_run (NULL, "rating", "--help", NULL);

  g_assert_cmpint (none->status, ==, 2);
  g_assert_cmpint (wrong->status, ==, 1);
  g_assert_nonnull (strstr (wrong->errors, "2026-Q9"));
  g_assert_cmpint (nowhere->status, ==, 1);
  g_assert_nonnull (strstr (help->output, "known_weight"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/ctl/rating/recount", test_recount);
  ADD ("/ctl/rating/same-figures", test_same_figures);
  ADD ("/ctl/rating/summary", test_summary);
  ADD ("/ctl/rating/contradicted", test_contradicted);
  ADD ("/ctl/rating/text", test_text);
  ADD ("/ctl/rating/files", test_files);
  ADD ("/ctl/rating/usage", test_usage);
  return g_test_run ();
}
