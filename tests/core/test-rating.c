/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ratings against figures computed by hand: the clauses of Buryatia and of Leningrad, what is left out
 * and why, what a later event may not change, months and quarters. */
#include "core/rating/osr-summary.h"
#include "osr-office-fixture.h"

#define NOW "2026-05-01T12:00:00+09:00"

typedef struct {
  Office office;
  GPtrArray *cases;
} Desk;

static void
desk_open (Desk *desk, const char *regulation)
{
  office_open (&desk->office, regulation);
  desk->cases = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_case_unref);
}

static void
desk_close (Desk *desk)
{
  g_clear_pointer (&desk->cases, g_ptr_array_unref);
  office_close (&desk->office);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_close)

/* The events that follow are of a case of this name. */
static void
begin (Desk *desk, const char *id)
{
  osr_case_unref (desk->office.the_case);
  desk->office.the_case = osr_case_new (id);
  g_ptr_array_add (desk->cases, osr_case_ref (desk->office.the_case));
}

static void
event (Desk *desk, const char *type, const char *at, const char *name, const char *value)
{
  happen (&desk->office, type, at, "somebody", name != NULL ? members_of (name, value, NULL) : NULL,
          NULL);
}

static void
take (Desk *desk, const char *id, const char *at, const char *routed, const char *body)
{
  begin (desk, id);
  detect (&desk->office, at);
  route (&desk->office, routed, body);
}

static OsrPeriod
period_of (Desk *desk, const char *text)
{
  g_autoptr (GError) error = NULL;
  OsrPeriod period;

  osr_period_parse (text, osr_rating_zone (desk->office.registry), &period, &error);
  g_assert_no_error (error);
  return period;
}

static OsrRatingQuestion
question_of (Desk *desk, const char *now)
{
  return (OsrRatingQuestion){ .cases = desk->cases,
                              .registry = desk->office.registry,
                              .now = osr_instant_parse (now) };
}

static OsrRating *
rate (Desk *desk, const char *text, const char *now)
{
  OsrRatingQuestion question = question_of (desk, now);
  OsrPeriod period = period_of (desk, text);
  g_autoptr (GError) error = NULL;
  OsrRating *rating = osr_rating_compute (&question, &period, &error);

  g_assert_no_error (error);
  return rating;
}

/* Six messages of March by a text that counts eight clock hours: see the figures below. */
static void
fill_buryatia (Desk *desk)
{
  desk_open (desk, "buryatia");

  take (desk, "half-time", "2026-03-02T10:00:00+09:00", "2026-03-02T10:10:00+09:00", "zhkh");
  submit (&desk->office, "2026-03-02T12:00:00+09:00", "final", "Warm.");
  event (desk, "approved", "2026-03-02T12:30:00+09:00", NULL, NULL);
  event (desk, "published", "2026-03-02T14:00:00+09:00", "kind", "final");
  event (desk, "evaluated", "2026-03-03T10:00:00+09:00", "#quality", "5");

  take (desk, "late", "2026-03-03T10:00:00+09:00", "2026-03-03T10:10:00+09:00", "zhkh");
  submit (&desk->office, "2026-03-03T15:30:00+09:00", "final", "Soon.");
  event (desk, "reworked", "2026-03-03T16:00:00+09:00", NULL, NULL);
  submit (&desk->office, "2026-03-03T16:30:00+09:00", "final", "On Friday.");
  event (desk, "approved", "2026-03-03T16:40:00+09:00", NULL, NULL);
  event (desk, "published", "2026-03-03T19:00:00+09:00", "kind", "final");
  event (desk, "evaluated", "2026-03-04T10:00:00+09:00", "#quality", "2");
  event (desk, "evaluated", "2026-03-04T11:00:00+09:00", "#quality", "3");

  take (desk, "dismissed", "2026-03-04T10:00:00+09:00", "2026-03-04T10:10:00+09:00", "zhkh");
  event (desk, "dismissed", "2026-03-04T11:00:00+09:00", "reason", "obscene");

  take (desk, "quick", "2026-03-05T10:00:00+09:00", "2026-03-05T10:10:00+09:00", "transport");
  happen (&desk->office, "submitted", "2026-03-05T11:00:00+09:00", "boris",
          members_of ("kind", "final", "body", "transport", NULL), NULL);
  event (desk, "published", "2026-03-05T12:00:00+09:00", "kind", "final");

  take (desk, "again", "2026-03-06T10:00:00+09:00", "2026-03-06T10:10:00+09:00", "zhkh");
  event (desk, "linked", "2026-03-06T10:20:00+09:00", "case", "half-time");
  event (desk, "published", "2026-03-06T11:00:00+09:00", "kind", "final");

  take (desk, "over-the-month", "2026-03-31T20:00:00+09:00", "2026-03-31T20:10:00+09:00", "zhkh");
}

static void
assert_figure (const OsrRatingRow *row, OsrMetric metric, gint64 part, gint64 whole, int points)
{
  g_assert_cmpint (row->figures[metric].part, ==, part);
  g_assert_cmpint (row->figures[metric].whole, ==, whole);
  g_assert_cmpint (row->figures[metric].points, ==, points);
}

/* Timeliness: one of two. Quality: 5 and 3 (the later mark) of 2 × 5. Activity: the first draft in time
 * (15:00), the second half an hour late, its rework within the hour: 2 of 3. Mean time: 4 h and 9 h of
 * 8 h: a half and nothing left. Total: (500 + 800 + 667 + 250) / 4. */
static void
test_buryatia (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (OsrRating) rating = NULL;
  const OsrRatingRow *row;

  fill_buryatia (&desk);
  rating = rate (&desk, "2026-03", NOW);
  row = osr_rating_find (rating, "zhkh");
  assert_figure (row, OSR_METRIC_TIMELINESS, 1, 2, 500);
  assert_figure (row, OSR_METRIC_QUALITY, 8, 2, 800);
  assert_figure (row, OSR_METRIC_ACTIVITY, 2, 3, 667);
  assert_figure (row, OSR_METRIC_MEAN_TIME, 13 * OSR_HOUR, 2, 250);
  g_assert_cmpint (osr_figure_mean (&row->figures[OSR_METRIC_MEAN_TIME], OSR_METRIC_MEAN_TIME), ==,
                   6 * OSR_HOUR + 30 * OSR_MINUTE);
  g_assert_cmpint (row->total, ==, 554);
  g_assert_cmpint (row->known_weight, ==, 100);
  g_assert_cmpint (row->place, ==, 2);
  g_assert_cmpstr (rating->formula->clause, ==, "21");
}

/* Nobody evaluated its reply: (1000 + 1000 + 750) / 3, and it says that a quarter of the weight is
 * missing. */
static void
test_unknown_metric (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (OsrRating) rating = NULL;
  const OsrRatingRow *row;

  fill_buryatia (&desk);
  rating = rate (&desk, "2026-03", NOW);
  row = rating->rows->pdata[0];
  g_assert_cmpstr (row->body, ==, "transport");
  assert_figure (row, OSR_METRIC_QUALITY, 0, 0, -1);
  assert_figure (row, OSR_METRIC_MEAN_TIME, 2 * OSR_HOUR, 1, 750);
  g_assert_cmpint (row->total, ==, 917);
  g_assert_cmpint (row->known_weight, ==, 75);
  g_assert_cmpint (row->place, ==, 1);
  g_assert_cmpint (rating->office->figures[OSR_METRIC_TIMELINESS].whole, ==, 3);
  g_assert_cmpint (rating->office->place, ==, 0);
}

static void
assert_left_out (const OsrRatingRow *row, OsrLeftOut why, const char *id)
{
  GPtrArray *ids = row->left_out[why];

  g_assert_cmpuint (ids->len, ==, 1);
  g_assert_cmpstr (ids->pdata[0], ==, id);
}

static void
test_left_out (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (OsrRating) rating = NULL;
  const OsrRatingRow *row;

  fill_buryatia (&desk);
  rating = rate (&desk, "2026-03", NOW);
  row = osr_rating_find (rating, "zhkh");
  assert_left_out (row, OSR_LEFT_OUT_DISMISSED, "dismissed");
  assert_left_out (row, OSR_LEFT_OUT_REPEAT, "again");
  assert_left_out (row, OSR_LEFT_OUT_NOT_YET_DUE, "over-the-month");
  g_assert_cmpuint (osr_rating_row_left_out (row), ==, 3);
  g_assert_cmpuint (osr_rating_row_left_out (rating->office), ==, 3);
}

static void
test_more_left_out (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (OsrRating) rating = NULL;
  const OsrRatingRow *row;

  desk_open (&desk, "buryatia");
  take (&desk, "deleted", "2026-03-02T10:00:00+09:00", "2026-03-02T10:10:00+09:00", "zhkh");
  event (&desk, "message-deleted", "2026-03-02T11:00:00+09:00", NULL, NULL);
  take (&desk, "returned", "2026-03-02T10:00:00+09:00", "2026-03-02T10:10:00+09:00", "zhkh");
  event (&desk, "returned", "2026-03-02T10:20:00+09:00", "body", "zhkh");
  route (&desk.office, "2026-03-02T10:30:00+09:00", "transport");
  event (&desk, "published", "2026-03-02T11:00:00+09:00", "kind", "final");
  take (&desk, "asked", "2026-03-02T10:00:00+09:00", "2026-03-02T10:10:00+09:00", "transport");
  event (&desk, "contribution-requested", "2026-03-02T10:20:00+09:00", "body", "zhkh");
  event (&desk, "published", "2026-03-02T11:00:00+09:00", "kind", "final");
  take (&desk, "closed", "2026-03-02T10:00:00+09:00", "2026-03-02T10:10:00+09:00", "zhkh");
  event (&desk, "closed", "2026-03-02T11:00:00+09:00", NULL, NULL);
  take (&desk, "forgotten", "2026-03-02T10:00:00+09:00", "2026-03-03T10:10:00+09:00", "zhkh");
  event (&desk, "published", "2026-03-03T11:00:00+09:00", "kind", "final");
  rating = rate (&desk, "2026-Q1", NOW);
  row = osr_rating_find (rating, "zhkh");
  assert_left_out (row, OSR_LEFT_OUT_MESSAGE_DELETED, "deleted");
  assert_left_out (row, OSR_LEFT_OUT_RETURNED, "returned");
  assert_left_out (row, OSR_LEFT_OUT_ANOTHER_ANSWERS, "asked");
  assert_left_out (row, OSR_LEFT_OUT_CLOSED, "closed");
  assert_left_out (row, OSR_LEFT_OUT_CAME_TOO_LATE, "forgotten");
  /* Nobody had it when the limit passed: that is held against the office and against no body. */
  g_assert_cmpint (row->figures[OSR_METRIC_TIMELINESS].whole, ==, 0);
  g_assert_cmpuint (rating->office->figures[OSR_METRIC_TIMELINESS].against->len, ==, 1);
  g_assert_cmpint (osr_rating_find (rating, "transport")->figures[OSR_METRIC_TIMELINESS].part, ==,
                   2);
  /* It was with them for ten minutes. */
  g_assert_cmpint (row->returns, ==, 1);
  g_assert_cmpint (row->returns_held, ==, 10 * OSR_MINUTE);
  g_assert_cmpstr (row->returned->pdata[0], ==, "returned");
  g_assert_cmpint (rating->office->returns, ==, 1);
  g_assert_cmpint (osr_rating_find (rating, "transport")->returns, ==, 0);
}

/* What is done in April is of April, and March stays as it was. */
static void
test_closed_period (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (OsrRating) march = NULL;
  g_autoptr (OsrRating) april = NULL;
  const OsrRatingRow *row;

  fill_buryatia (&desk);
  event (&desk, "published", "2026-04-01T06:00:00+09:00", "kind", "final");
  event (&desk, "evaluated", "2026-04-02T06:00:00+09:00", "#quality", "1");
  march = rate (&desk, "2026-03", NOW);
  row = osr_rating_find (march, "zhkh");
  g_assert_cmpint (row->total, ==, 554);
  assert_left_out (row, OSR_LEFT_OUT_NOT_YET_DUE, "over-the-month");
  april = rate (&desk, "2026-04", NOW);
  row = osr_rating_find (april, "zhkh");
  assert_figure (row, OSR_METRIC_TIMELINESS, 0, 1, 0);
  assert_figure (row, OSR_METRIC_QUALITY, 1, 1, 200);
  assert_figure (row, OSR_METRIC_MEAN_TIME, 10 * OSR_HOUR, 1, 0);
  g_assert_cmpstr (row->figures[OSR_METRIC_TIMELINESS].against->pdata[0], ==, "over-the-month");
}

/* A reply that was made in time and recorded after midnight is of the month in which it was made. */
static void
test_network_time (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (OsrRating) march = NULL;
  g_autoptr (OsrRating) april = NULL;
  g_autofree char *made = NULL;

  desk_open (&desk, "buryatia");
  take (&desk, "a", "2026-03-31T20:00:00+09:00", "2026-03-31T20:10:00+09:00", "zhkh");
  submit (&desk.office, "2026-03-31T20:30:00+09:00", "final", "Warm.");
  made = g_strdup_printf ("%" G_GINT64_FORMAT, osr_instant_parse ("2026-03-31T23:59:58+09:00"));
  happen (&desk.office, "published", "2026-04-01T00:00:05+09:00", "publisher",
          members_of ("kind", "final", "#published_at", made, NULL), NULL);
  march = rate (&desk, "2026-03", NOW);
  april = rate (&desk, "2026-04", NOW);
  assert_figure (osr_rating_find (march, "zhkh"), OSR_METRIC_TIMELINESS, 1, 1, 1000);
  g_assert_null (osr_rating_find (april, "zhkh"));
}

/* Only quality has weight: marks 4 and 5 are 900. What is not rated is counted beside it, in working
 * time from the sending: 2 h of 9, and 10 h, which is late. */
static void
test_leningrad (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (OsrRating) rating = NULL;
  const OsrRatingRow *row;

  desk_open (&desk, "leningrad");
  take (&desk, "a", "2026-03-02T09:30:00+03:00", "2026-03-02T10:00:00+03:00", "zhkh");
  event (&desk, "published", "2026-03-02T12:00:00+03:00", "kind", "final");
  event (&desk, "evaluated", "2026-03-03T10:00:00+03:00", "#quality", "4");
  take (&desk, "b", "2026-03-03T09:00:00+03:00", "2026-03-03T09:00:00+03:00", "zhkh");
  event (&desk, "published", "2026-03-04T11:00:00+03:00", "kind", "final");
  event (&desk, "evaluated", "2026-03-04T12:00:00+03:00", "#quality", "5");
  take (&desk, "c", "2026-03-03T09:00:00+03:00", "2026-03-03T09:00:00+03:00", "transport");
  event (&desk, "published", "2026-03-03T11:00:00+03:00", "kind", "final");
  rating = rate (&desk, "2026-Q1", NOW);
  row = osr_rating_find (rating, "zhkh");
  assert_figure (row, OSR_METRIC_QUALITY, 9, 2, 900);
  assert_figure (row, OSR_METRIC_TIMELINESS, 1, 2, 500);
  g_assert_cmpint (row->figures[OSR_METRIC_MEAN_TIME].part, ==, 12 * OSR_HOUR);
  g_assert_cmpint (row->total, ==, 900);
  g_assert_cmpint (row->known_weight, ==, 100);
  row = osr_rating_find (rating, "transport");
  g_assert_cmpint (row->total, ==, -1);
  g_assert_cmpint (row->place, ==, 0);
  g_assert_true (rating->formula->quarter);
}

/* The author writes again: a limit that was missed before that stays missed. */
static void
test_second_run (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (OsrRating) march = NULL;
  g_autoptr (OsrRating) april = NULL;

  desk_open (&desk, "leningrad");
  take (&desk, "a", "2026-03-02T09:00:00+03:00", "2026-03-02T09:00:00+03:00", "zhkh");
  event (&desk, "published", "2026-03-05T10:00:00+03:00", "kind", "clarification");
  event (&desk, "author-replied", "2026-03-31T17:00:00+03:00", NULL, NULL);
  event (&desk, "published", "2026-04-01T10:00:00+03:00", "kind", "final");
  march = rate (&desk, "2026-03", NOW);
  april = rate (&desk, "2026-04", NOW);
  assert_figure (osr_rating_find (march, "zhkh"), OSR_METRIC_TIMELINESS, 0, 1, 0);
  assert_figure (osr_rating_find (april, "zhkh"), OSR_METRIC_TIMELINESS, 1, 1, 1000);
}

/* A text that asks for no rating has figures and no totals. */
static void
test_unrated (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (OsrRating) rating = NULL;

  desk_open (&desk, "amur");
  take (&desk, "a", "2026-03-02T10:00:00+09:00", "2026-03-02T10:10:00+09:00", "zhkh");
  event (&desk, "published", "2026-03-02T12:00:00+09:00", "kind", "final");
  rating = rate (&desk, "2026-03", NOW);
  g_assert_false (rating->formula->rated);
  assert_figure (osr_rating_find (rating, "zhkh"), OSR_METRIC_TIMELINESS, 1, 1, 1000);
  g_assert_cmpint (osr_rating_find (rating, "zhkh")->total, ==, -1);
}

static void
test_readings (void)
{
  g_autoptr (JsonObject) profile = office_load ("regulations/buryatia.json");
  g_autoptr (JsonObject) choices =
      members_of ("rating-weights", "quality-first", "rating-activity", "uncounted", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrRegulation) regulation =
      osr_regulation_new_with_readings (profile, choices, "buryatia", &error);
  g_autoptr (OsrRatingFormula) formula = NULL;
  g_auto (Desk) desk = { 0 };
  g_autoptr (OsrRating) rating = NULL;
  OsrRatingQuestion question;
  OsrPeriod period;

  g_assert_no_error (error);
  formula = osr_rating_formula_new (regulation, &error);
  g_assert_no_error (error);
  g_assert_cmpint (formula->metrics[OSR_METRIC_QUALITY].weight, ==, 40);
  g_assert_false (osr_rating_formula_counts (formula, OSR_METRIC_ACTIVITY));
  fill_buryatia (&desk);
  question = question_of (&desk, NOW);
  question.regulation = regulation;
  period = period_of (&desk, "2026-03");
  rating = osr_rating_compute (&question, &period, &error);
  g_assert_no_error (error);
  /* (800 × 40 + 500 × 30 + 250 × 15) / 85 */
  g_assert_cmpint (osr_rating_find (rating, "zhkh")->total, ==, 597);
  g_assert_cmpint (osr_rating_find (rating, "zhkh")->known_weight, ==, 85);
}

/* A text that counts activity by a duty: two posts a week of the body's account. In the week of 2 March
 * there are two, in that of 9 March one. */
static void
test_activity_by_duty (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (JsonObject) profile = office_load ("regulations/saratov.json");
  g_autoptr (JsonObject) rating_of = office_load ("regulations/buryatia.json");
  JsonObject *rule = json_object_ref (json_object_get_object_member (rating_of, "rating"));
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);
  static const char *const posts[] = { "2026-03-03T10:00:00+09:00", "2026-03-05T10:00:00+09:00",
                                       "2026-03-10T10:00:00+09:00" };
  g_autoptr (OsrRegulation) regulation = NULL;
  g_autoptr (OsrRating) rating = NULL;
  g_autoptr (GError) error = NULL;
  OsrRatingQuestion question;
  OsrPeriod period;

  json_object_set_object_member (json_object_get_object_member (rule, "counts"), "activity",
                                 members_of ("duty", "account-activity", NULL));
  json_object_set_object_member (profile, "rating", rule);
  regulation = osr_regulation_new_from_json (profile, "saratov", &error);
  g_assert_no_error (error);
  desk_open (&desk, "saratov");
  g_ptr_array_add (events,
                   osr_event_new ("regulation-adopted",
                                  osr_instant_parse ("2026-03-02T00:00:00+09:00"), NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (posts); i++) {
    g_autoptr (JsonObject) members = members_of ("account", "zhkh-vk", NULL);

    g_ptr_array_add (events,
                     osr_event_new ("account-posted", osr_instant_parse (posts[i]), members, NULL));
  }
  question = question_of (&desk, "2026-03-16T09:00:00+09:00");
  question.events = events;
  question.regulation = regulation;
  period = period_of (&desk, "2026-03");
  rating = osr_rating_compute (&question, &period, &error);
  g_assert_no_error (error);
  assert_figure (osr_rating_find (rating, "zhkh"), OSR_METRIC_ACTIVITY, 1, 2, 500);
}

static void
test_summary (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (OsrSummary) summary = NULL;
  g_autoptr (GError) error = NULL;
  OsrRatingQuestion question;
  OsrPeriod period;
  const OsrSummaryLine *line;
  const OsrLateNow *late;

  fill_buryatia (&desk);
  take (&desk, "april", "2026-04-02T10:00:00+09:00", "2026-04-02T10:10:00+09:00", "zhkh");
  triage (&desk.office, "2026-04-02T10:05:00+09:00", 0);
  event (&desk, "published", "2026-04-02T11:00:00+09:00", "kind", "final");
  question = question_of (&desk, NOW);
  period = period_of (&desk, "2026-04");
  summary = osr_summary_compute (&question, &period, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (summary->cases->len, ==, 1);
  g_assert_cmpint (summary->cases_before, ==, 6);
  line = summary->lines[OSR_SUMMARY_TOPICS]->pdata[0];
  g_assert_cmpstr (line->id, ==, "zhkh");
  g_assert_cmpuint (line->cases->len, ==, 1);
  line = summary->lines[OSR_SUMMARY_BODIES]->pdata[0];
  g_assert_cmpstr (line->id, ==, "zhkh");
  g_assert_cmpint (line->before, ==, 5);
  g_assert_cmpstr (summary->before->period.id, ==, "2026-03");
  g_assert_cmpint (osr_rating_find (summary->before, "zhkh")->total, ==, 554);
  g_assert_cmpuint (summary->late->len, ==, 1);
  late = summary->late->pdata[0];
  g_assert_cmpstr (late->id, ==, "over-the-month");
  g_assert_cmpstr (late->spec->id, ==, "submit");
}

static guint
count_broken (Desk *desk, const char *now)
{
  OsrRatingQuestion question = question_of (desk, now);
  OsrPeriod period = period_of (desk, "2026-04");
  g_autoptr (OsrSummary) summary = osr_summary_compute (&question, &period, NULL);

  return summary->broken->len;
}

/* "By 1 April": the day itself is in time, and a later reply keeps the promise. */
static void
test_promises (void)
{
  g_auto (Desk) desk = { 0 };

  desk_open (&desk, "leningrad");
  take (&desk, "a", "2026-03-02T09:00:00+03:00", "2026-03-02T09:00:00+03:00", "zhkh");
  event (&desk, "published", "2026-03-02T12:00:00+03:00", "kind", "interim");
  event (&desk, "promised", "2026-03-02T12:01:00+03:00", "date", "2026-04-01");
  g_assert_cmpuint (count_broken (&desk, "2026-04-01T23:00:00+03:00"), ==, 0);
  g_assert_cmpuint (count_broken (&desk, "2026-04-02T00:00:00+03:00"), ==, 1);
  event (&desk, "published", "2026-04-03T12:00:00+03:00", "kind", "final");
  g_assert_cmpuint (count_broken (&desk, "2026-04-04T09:00:00+03:00"), ==, 0);
}

static void
test_weeks (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (OsrRating) rating = NULL;
  const OsrRatingWeek *week;

  fill_buryatia (&desk);
  rating = rate (&desk, "2026-03", "2026-03-20T10:00:00+09:00");
  g_assert_cmpuint (rating->weeks->len, ==, 4); /* that of 23 February has 1 March in it */
  week = &g_array_index (rating->weeks, OsrRatingWeek, 1);
  g_assert_cmpint (week->decided, ==, 3);
  g_assert_cmpint (week->in_time, ==, 2);
  g_assert_cmpint (week->marks, ==, 2);
  g_assert_cmpint (week->marks_sum, ==, 8);
}

static void
test_periods (void)
{
  g_auto (Desk) desk = { 0 };
  OsrPeriod period, other;
  OsrZone *zone;
  static const char *const wrong[] = { "2026",    "2026-13",  "2026-00", "2026-Q0",  "2026-Q5",
                                       "26-03",   "2026-3",   "2026-q1", "2026-031", "",
                                       "1900-01", "2026 -Q1", "+026-01" };

  desk_open (&desk, "amur");
  zone = osr_rating_zone (desk.office.registry);
  period = period_of (&desk, "2026-Q1");
  g_assert_cmpint (period.start, ==, osr_instant_parse ("2026-01-01T00:00:00+09:00"));
  g_assert_cmpint (period.end, ==, osr_instant_parse ("2026-04-01T00:00:00+09:00"));
  other = osr_period_before (&period, zone);
  g_assert_cmpstr (other.id, ==, "2025-Q4");
  other = osr_period_after (&other, zone);
  g_assert_cmpstr (other.id, ==, "2026-Q1");
  other = osr_period_at (osr_instant_parse ("2026-03-31T23:30:00Z"), FALSE, zone);
  g_assert_cmpstr (other.id, ==, "2026-04");
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (osr_period_parse (wrong[i], zone, &other, NULL));
  g_assert_false (osr_period_parse (NULL, zone, &other, NULL));
}

static OsrSummary *
sum_up (Desk *desk)
{
  OsrRatingQuestion question = question_of (desk, "2026-04-03T10:00:00+09:00");
  OsrPeriod period = period_of (desk, "2026-03");
  g_autoptr (GError) error = NULL;
  OsrSummary *summary = osr_summary_compute (&question, &period, &error);

  g_assert_no_error (error);
  return summary;
}

/* Buryatia 4.1: marks for timeliness and quality. */
static void
test_marks (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (OsrSummary) summary = NULL;
  const OsrRatingRow *row;

  fill_buryatia (&desk);
  summary = sum_up (&desk);
  row = osr_rating_find (summary->rating, "zhkh");
  g_assert_cmpint (row->figures[OSR_METRIC_TIMELINESS].points, >=, 0);
  g_assert_cmpint (row->figures[OSR_METRIC_QUALITY].points, >=, 0);
}

/* Buryatia 4.2: errors: the messages that count against a body, each to be opened. */
static void
test_errors (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (OsrSummary) summary = NULL;
  const OsrRatingRow *row;

  fill_buryatia (&desk);
  summary = sum_up (&desk);
  row = osr_rating_find (summary->rating, "zhkh");
  g_assert_cmpuint (row->figures[OSR_METRIC_TIMELINESS].against->len, ==, 1);
  g_assert_cmpstr (row->figures[OSR_METRIC_TIMELINESS].against->pdata[0], ==, "late");
  g_assert_cmpuint (row->figures[OSR_METRIC_QUALITY].against->len, ==, 1);
}

/* Buryatia 4.4: the fields where the trouble is. */
static void
test_fields (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (OsrSummary) summary = NULL;
  const OsrSummaryLine *line;
  GPtrArray *late;

  fill_buryatia (&desk);
  begin (&desk, "field");
  detect (&desk.office, "2026-03-10T10:00:00+09:00");
  triage (&desk.office, "2026-03-10T10:05:00+09:00", 0);
  route (&desk.office, "2026-03-10T10:10:00+09:00", "zhkh");
  summary = sum_up (&desk);
  line = summary->lines[OSR_SUMMARY_TOPICS]->pdata[0];
  g_assert_cmpstr (line->id, ==, "zhkh");
  g_assert_cmpstr (line->cases->pdata[0], ==, "field");
  late = summary->rating->office->figures[OSR_METRIC_TIMELINESS].against;
  g_assert_true (g_ptr_array_find_with_equal_func (late, "field", g_str_equal, NULL));
}

/* Buryatia 4: what recommendations are made from: this month beside the one before. */
static void
test_analysis (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (OsrSummary) summary = NULL;

  fill_buryatia (&desk);
  summary = sum_up (&desk);
  g_assert_cmpuint (summary->cases->len, ==, 6);
  g_assert_cmpint (summary->cases_before, ==, 0);
  g_assert_cmpuint (summary->rating->rows->len, ==, 2);
  g_assert_nonnull (summary->before);
  g_assert_cmpint (summary->rating->office->figures[OSR_METRIC_TIMELINESS].part, ==, 2);
  g_assert_cmpint (summary->rating->office->figures[OSR_METRIC_TIMELINESS].whole, ==, 3);
}

/* Buryatia 22: a head finds the place of their body, and what it is made of. */
static void
test_for_heads (void)
{
  g_auto (Desk) desk = { 0 };
  g_autoptr (OsrSummary) summary = NULL;
  const OsrRatingRow *roads, *housing;

  fill_buryatia (&desk);
  summary = sum_up (&desk);
  roads = osr_rating_find (summary->rating, "transport");
  housing = osr_rating_find (summary->rating, "zhkh");
  g_assert_cmpint (roads->place, ==, 1);
  g_assert_cmpint (housing->place, ==, 2);
  g_assert_cmpint (roads->total, >, housing->total);
  g_assert_cmpuint (housing->figures[OSR_METRIC_TIMELINESS].cases->len, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clauses/buryatia/21", test_buryatia);
  g_test_add_func ("/clauses/buryatia/21/unknown-metric", test_unknown_metric);
  g_test_add_func ("/clauses/buryatia/21/readings", test_readings);
  g_test_add_func ("/clauses/buryatia/4/analysis", test_analysis);
  g_test_add_func ("/clauses/buryatia/4.1/marks", test_marks);
  g_test_add_func ("/clauses/buryatia/4.2/errors", test_errors);
  g_test_add_func ("/clauses/buryatia/4.4/fields", test_fields);
  g_test_add_func ("/clauses/buryatia/22/for-heads", test_for_heads);
  g_test_add_func ("/clauses/leningrad/13", test_leningrad);
  g_test_add_func ("/core/rating/left-out", test_left_out);
  g_test_add_func ("/core/rating/more-left-out", test_more_left_out);
  g_test_add_func ("/core/rating/closed-period", test_closed_period);
  g_test_add_func ("/core/rating/network-time", test_network_time);
  g_test_add_func ("/core/rating/second-run", test_second_run);
  g_test_add_func ("/core/rating/unrated", test_unrated);
  g_test_add_func ("/core/rating/activity-by-duty", test_activity_by_duty);
  g_test_add_func ("/core/rating/summary", test_summary);
  g_test_add_func ("/core/rating/promises", test_promises);
  g_test_add_func ("/core/rating/weeks", test_weeks);
  g_test_add_func ("/core/rating/periods", test_periods);
  return g_test_run ();
}
