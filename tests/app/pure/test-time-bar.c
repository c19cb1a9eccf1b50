/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Geometry and words of the time bar, and the derivation in rows. */
#include "report/osr-derivation-text.h"
#include "app/detail/osr-time-axis.h"
#include "app/detail/osr-time-mark.h"
#include "osr-office-fixture.h"

#define WIDTH 500.0

static OsrInstant
at (const char *text)
{
  OsrInstant instant = osr_instant_parse (text);

  g_assert_cmpint (instant, !=, OSR_INSTANT_UNKNOWN);
  return instant;
}

static OsrTimeAxis *
axis_between (Office *office, const char *first, const char *last)
{
  g_autoptr (GArray) moments = g_array_new (FALSE, FALSE, sizeof (OsrInstant));
  OsrInstant from = at (first);
  OsrInstant to = at (last);
  OsrTimeAxis *axis;

  g_array_append_val (moments, from);
  g_array_append_val (moments, to);
  axis = osr_time_axis_new (osr_registry_get_work_time (office->registry, NULL), moments);
  g_assert_nonnull (axis);
  osr_time_axis_lay_out (axis, WIDTH);
  return axis;
}

/* Friday with its lunch, three days off with a holiday among them, Tuesday morning. */
static void
test_folds (void)
{
  Office office;
  g_autoptr (OsrTimeAxis) axis = NULL;
  const OsrTimeSegment *segments;

  office_open (&office, "amur");
  axis = axis_between (&office, "2026-03-06T09:24:00+09:00", "2026-03-10T09:24:00+09:00");
  segments = (const OsrTimeSegment *) axis->segments->data;
  g_assert_cmpuint (axis->segments->len, ==, 5);
  g_assert_false (segments[0].folded);
  g_assert_true (segments[1].folded);
  g_assert_cmpstr (segments[1].name, ==, "lunch");
  g_assert_true (segments[3].folded);
  g_assert_cmpstr (segments[3].name, ==, "3 days\noff");
  g_assert_cmpint (segments[0].from, ==, at ("2026-03-06T09:00:00+09:00"));
  office_close (&office);
}

/* Later is never further left, and the segments fill the width without gaps. */
static void
test_monotonous (void)
{
  Office office;
  g_autoptr (OsrTimeAxis) axis = NULL;
  double before = -1;
  double x = 0;

  office_open (&office, "amur");
  axis = axis_between (&office, "2026-03-06T09:24:00+09:00", "2026-03-18T18:00:00+09:00");
  for (guint i = 0; i < axis->segments->len; i++) {
    const OsrTimeSegment *segment = &g_array_index (axis->segments, OsrTimeSegment, i);

    g_assert_cmpfloat_with_epsilon (segment->x, x, 0.001);
    x += segment->width;
  }
  g_assert_cmpfloat_with_epsilon (x, WIDTH, 0.001);
  for (OsrInstant t = at ("2026-03-06T08:00:00+09:00"); t < at ("2026-03-19T00:00:00+09:00");
       t += 7 * OSR_MINUTE) {
    double place = osr_time_axis_position (axis, t);

    g_assert_cmpfloat (place, >=, before);
    g_assert_cmpfloat (place, <=, WIDTH + 0.001);
    before = place;
  }
  office_close (&office);
}

/* A limit seven working days off: the days between are one gap that says how many they are. */
static void
test_far (void)
{
  Office office;
  g_autoptr (OsrTimeAxis) axis = NULL;
  gboolean found = FALSE;

  office_open (&office, "amur");
  axis = axis_between (&office, "2026-03-06T09:24:00+09:00", "2026-03-18T18:00:00+09:00");
  for (guint i = 0; i < axis->segments->len; i++) {
    const OsrTimeSegment *segment = &g_array_index (axis->segments, OsrTimeSegment, i);

    found = found || g_strcmp0 (segment->name, "6 working\ndays") == 0;
  }
  g_assert_true (found);
  office_close (&office);
}

static void
test_labels (void)
{
  g_autoptr (GArray) labels = g_array_new (FALSE, TRUE, sizeof (OsrTimeLabel));

  for (int i = 0; i < 6; i++) {
    OsrTimeLabel label = { 40 + i * 12, 90 };

    g_array_append_val (labels, label);
  }
  osr_time_labels_place (labels, WIDTH);
  for (guint i = 0; i < labels->len; i++) {
    const OsrTimeLabel *a = &g_array_index (labels, OsrTimeLabel, i);

    g_assert_cmpfloat (a->left, >=, 0);
    g_assert_cmpfloat (a->left + a->width, <=, WIDTH);
    for (guint k = 0; k < i; k++) {
      const OsrTimeLabel *b = &g_array_index (labels, OsrTimeLabel, k);

      g_assert_true (a->row != b->row || a->left >= b->left + b->width ||
                     b->left >= a->left + a->width);
    }
  }
}

static void
test_marks (void)
{
  Office office;
  g_autoptr (GPtrArray) deadlines = NULL;
  g_autoptr (GPtrArray) marks = NULL;
  const OsrDeadline *submit_by;
  g_autoptr (GString) words = g_string_new (NULL);

  office_open (&office, "amur");
  detect (&office, "2026-03-06T09:24:00+09:00");
  triage (&office, "2026-03-06T09:30:00+09:00", 0);
  route (&office, "2026-03-06T09:45:00+09:00", "zhkh");
  submit_by = deadline_of (&office, "submit", &deadlines);
  marks = osr_time_marks_new (deadlines, submit_by, at ("2026-03-06T10:12:00+09:00"), office.zone);
  for (guint i = 0; i < marks->len; i++)
    g_string_append_printf (words, "%s; ", ((OsrTimeMark *) marks->pdata[i])->text);
  g_assert_cmpstr (words->str, ==,
                   "✓ routing 9:45; return by 11:45; draft by 14:24; reply by Tue 9:24; ");
  g_assert_cmpint (osr_time_mark_kind (submit_by, submit_by, at ("2026-03-06T15:00:00+09:00")), ==,
                   OSR_MARK_OVERDUE);
  office_close (&office);
}

/* The rows of "why this deadline?" add up to the limit to the second. */
static void
test_derivation (void)
{
  Office office;
  g_autoptr (GPtrArray) deadlines = NULL;
  g_autoptr (OsrDerivation) derivation = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *sum = NULL;
  const OsrDeadline *answer;
  OsrDerivationRow *last;

  office_open (&office, "amur");
  detect (&office, "2026-03-06T09:24:17+09:00");
  answer = deadline_of (&office, "answer", &deadlines);
  derivation = osr_deadline_explain (answer, deadlines, office.registry);
  g_assert_nonnull (derivation);
  rows = osr_derivation_text_rows (derivation);
  sum = osr_derivation_text_sum (derivation);
  g_assert_cmpstr (sum, ==, "8 h of working time, the whole limit");
  last = rows->pdata[rows->len - 1];
  g_assert_cmpstr (((OsrDerivationRow *) rows->pdata[0])->amount, ==, "3 h 35 min 43 s");
  g_assert_cmpstr (((OsrDerivationRow *) rows->pdata[1])->what, ==, "lunch");
  g_assert_false (((OsrDerivationRow *) rows->pdata[1])->counted);
  g_assert_cmpstr (last->amount, ==, "24 min 17 s");
  office_close (&office);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/time-bar/folds", test_folds);
  g_test_add_func ("/app/time-bar/monotonous", test_monotonous);
  g_test_add_func ("/app/time-bar/far", test_far);
  g_test_add_func ("/app/time-bar/labels", test_labels);
  g_test_add_func ("/app/time-bar/marks", test_marks);
  g_test_add_func ("/app/time-bar/derivation", test_derivation);
  return g_test_run ();
}
