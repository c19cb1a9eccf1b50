/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of a rating in words: formula, shares, changes, and what needs attention. */
#include "osr-office-fixture.h"
#include "report/rating/osr-rating-text.h"

static OsrFigure
figure (gint64 part, gint64 whole, int points)
{
  return (OsrFigure){ .part = part, .whole = whole, .points = points };
}

static void
test_formula (void)
{
  Office office = { 0 };
  g_autoptr (OsrRatingFormula) formula = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) metrics = NULL;

  office_open (&office, "buryatia");
  formula = osr_rating_formula_new (osr_registry_get_regulation (office.registry), NULL);
  text = osr_rating_text_formula (formula);
  metrics = osr_rating_text_metrics (formula);
  g_assert_cmpstr (text, ==,
                   "total = 0.25 × replies within the limits + 0.25 × quality of replies + 0.25 × "
                   "activity in dealing with the Centre + 0.25 × mean time of a reply");
  g_assert_cmpuint (metrics->len, ==, 4);
  g_assert_cmpstr (osr_rating_text_hours (formula), ==, "clock hours");
  office_close (&office);
}

static void
test_only_quality (void)
{
  Office office = { 0 };
  g_autoptr (OsrRatingFormula) formula = NULL;
  g_autofree char *text = NULL;

  office_open (&office, "leningrad");
  formula = osr_rating_formula_new (osr_registry_get_regulation (office.registry), NULL);
  text = osr_rating_text_formula (formula);
  g_assert_cmpstr (text, ==, "total = quality of a body's work");
  g_assert_cmpstr (osr_rating_text_hours (formula), ==, "working hours");
  office_close (&office);
}

static void
assert_figure (OsrFigure value, OsrMetric metric, const char *text, const char *made_of)
{
  g_autofree char *first = osr_rating_text_figure (&value, metric);
  g_autofree char *second = osr_rating_text_made_of (&value, metric);

  g_assert_cmpstr (first, ==, text);
  g_assert_cmpstr (second, ==, made_of);
}

static void
test_figures (void)
{
  assert_figure (figure (2, 3, 667), OSR_METRIC_TIMELINESS, "67 %", "2 of 3 in time");
  assert_figure (figure (17, 4, 850), OSR_METRIC_QUALITY, "85.0",
                 "mean mark 4.25 of 4 evaluations");
  assert_figure (figure (13 * OSR_HOUR, 2, 250), OSR_METRIC_MEAN_TIME, "6:30",
                 "2 replies; 25 % of the limit was left on average");
  assert_figure (figure (0, 0, -1), OSR_METRIC_QUALITY, "—", "nothing to count");
}

static void
assert_change (OsrFigure now, OsrFigure before, OsrMetric metric, const char *text, int trend)
{
  g_autofree char *change = osr_rating_text_change (&now, &before, metric);

  g_assert_cmpstr (change, ==, text);
  g_assert_cmpint (osr_rating_text_trend (&now, &before, metric), ==, trend);
}

static void
test_changes (void)
{
  g_autofree char *more = osr_rating_text_count_change (104, 100);
  g_autofree char *less = osr_rating_text_count_change (2, 3);
  g_autofree char *none = osr_rating_text_count_change (2, 0);
  g_autofree char *same = osr_rating_text_count_change (7, 7);

  assert_change (figure (9, 10, 900), figure (8, 10, 800), OSR_METRIC_TIMELINESS, "+10.0", 1);
  assert_change (figure (0, 0, -1), figure (8, 10, 800), OSR_METRIC_TIMELINESS, "", 0);
  assert_change (figure (OSR_HOUR, 1, 0), figure (OSR_HOUR + 18 * OSR_MINUTE, 1, 0),
                 OSR_METRIC_MEAN_TIME, "−0:18", 1);
  assert_change (figure (OSR_HOUR, 1, 0), figure (OSR_HOUR, 1, 0), OSR_METRIC_MEAN_TIME, "0:00", 0);
  g_assert_cmpstr (more, ==, "+4 %");
  g_assert_cmpstr (less, ==, "−33 %");
  g_assert_cmpstr (none, ==, "none before");
  g_assert_cmpstr (same, ==, "0 %");
}

/* A limit passed without a reply, an hour ago: said once for now and once for the body. */
static void
test_notices (void)
{
  Office office = { 0 };
  g_autoptr (GPtrArray) cases = g_ptr_array_new ();
  g_autoptr (OsrSummary) summary = NULL;
  g_autoptr (GPtrArray) notices = NULL;
  g_autoptr (GError) error = NULL;
  OsrRatingQuestion question = { .cases = cases };
  OsrPeriod period;

  office_open (&office, "buryatia");
  detect (&office, "2026-03-02T10:00:00+09:00");
  route (&office, "2026-03-02T10:10:00+09:00", "zhkh");
  g_ptr_array_add (cases, office.the_case);
  question.registry = office.registry;
  question.now = osr_instant_parse ("2026-03-02T19:00:00+09:00");
  osr_period_parse ("2026-03", osr_rating_zone (office.registry), &period, &error);
  summary = osr_summary_compute (&question, &period, &error);
  g_assert_no_error (error);
  notices = osr_rating_text_notices (summary);
  g_assert_cmpuint (notices->len, ==, 2);
  g_assert_cmpstr (((OsrRatingNotice *) notices->pdata[0])->sentence, ==,
                   "In 1 message a limit has passed by now");
  g_assert_cmpstr (((OsrRatingNotice *) notices->pdata[1])->sentence, ==,
                   "Housing: 1 message of 1 later than the limit");
  g_assert_cmpstr (((OsrRatingNotice *) notices->pdata[1])->cases->pdata[0], ==,
                   office.the_case->id);
  g_clear_pointer (&summary, osr_summary_free);
  office_close (&office);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/rating/formula", test_formula);
  g_test_add_func ("/report/rating/only-quality", test_only_quality);
  g_test_add_func ("/report/rating/figures", test_figures);
  g_test_add_func ("/report/rating/changes", test_changes);
  g_test_add_func ("/report/rating/notices", test_notices);
  return g_test_run ();
}
