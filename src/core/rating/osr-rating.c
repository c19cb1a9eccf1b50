/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a rating: made when something is counted into them, then totalled by the profile's
 * weights and put in order. Every figure is worth points on one scale, counted from the body's own
 * cases alone: a body needs nobody else's to recount its own. */
#include "core/rating/osr-rating.h"

#include "core/rating/osr-rating-private.h"

#include "core/osr-error.h"

#define BEST_MARK 5

const char *
osr_left_out_nick (OsrLeftOut why)
{
  static const char *const nicks[OSR_N_LEFT_OUT] = {
    "not-yet-due", "returned",        "dismissed",     "message-deleted", "repeat",
    "closed",      "another-answers", "came-too-late", "no-limit",
  };

  return (guint) why < OSR_N_LEFT_OUT ? nicks[why] : "";
}

static OsrRatingRow *
row_new (const char *body)
{
  OsrRatingRow *row = g_new0 (OsrRatingRow, 1);

  row->body = g_strdup (body);
  row->cases = g_ptr_array_new_with_free_func (g_free);
  row->held_up = g_ptr_array_new_with_free_func (g_free);
  row->returned = g_ptr_array_new_with_free_func (g_free);
  for (int i = 0; i < OSR_N_METRICS; i++) {
    row->figures[i].cases = g_ptr_array_new_with_free_func (g_free);
    row->figures[i].against = g_ptr_array_new_with_free_func (g_free);
  }
  for (int i = 0; i < OSR_N_LEFT_OUT; i++)
    row->left_out[i] = g_ptr_array_new_with_free_func (g_free);
  return row;
}

static void
row_free (gpointer data)
{
  OsrRatingRow *row = data;

  g_free (row->body);
  g_ptr_array_unref (row->cases);
  g_ptr_array_unref (row->held_up);
  g_ptr_array_unref (row->returned);
  for (int i = 0; i < OSR_N_METRICS; i++) {
    g_ptr_array_unref (row->figures[i].cases);
    g_ptr_array_unref (row->figures[i].against);
  }
  for (int i = 0; i < OSR_N_LEFT_OUT; i++)
    g_ptr_array_unref (row->left_out[i]);
  g_free (row);
}

void
osr_rating_free (OsrRating *rating)
{
  if (rating == NULL)
    return;
  osr_rating_formula_free (rating->formula);
  row_free (rating->office);
  g_ptr_array_unref (rating->rows);
  g_array_unref (rating->weeks);
  g_free (rating);
}

const OsrRatingRow *
osr_rating_find (const OsrRating *rating, const char *body)
{
  if (body == NULL)
    return rating->office;
  for (guint i = 0; i < rating->rows->len; i++) {
    const OsrRatingRow *row = rating->rows->pdata[i];

    if (g_str_equal (row->body, body))
      return row;
  }
  return NULL;
}

OsrRatingRow *
osr_rating_put_row (OsrRating *rating, const char *body)
{
  OsrRatingRow *row = (OsrRatingRow *) osr_rating_find (rating, body);

  if (row == NULL) {
    row = row_new (body);
    g_ptr_array_add (rating->rows, row);
  }
  return row;
}

guint
osr_rating_row_left_out (const OsrRatingRow *row)
{
  guint n = 0;

  for (int i = 0; i < OSR_N_LEFT_OUT; i++)
    n += row->left_out[i]->len;
  return n;
}

/* Half up; nothing here is negative. */
static gint64
divide (gint64 number, gint64 by)
{
  return (number + by / 2) / by;
}

gint64
osr_figure_mean (const OsrFigure *figure, OsrMetric metric)
{
  if (figure->whole == 0)
    return -1;
  return metric == OSR_METRIC_MEAN_TIME ? divide (figure->part, figure->whole)
                                        : divide (figure->part * 1000, figure->whole);
}

static int
points_of (const OsrFigure *figure, OsrMetric metric)
{
  if (figure->whole == 0)
    return -1;
  switch (metric) {
  case OSR_METRIC_QUALITY:
    return (int) divide (figure->part * 1000, figure->whole * BEST_MARK);
  case OSR_METRIC_MEAN_TIME:
    return (int) divide (figure->saved, figure->whole);
  default:
    return (int) divide (figure->part * 1000, figure->whole);
  }
}

static void
total_row (OsrRatingRow *row, const OsrRatingFormula *formula)
{
  gint64 sum = 0;

  for (int i = 0; i < OSR_N_METRICS; i++) {
    OsrFigure *figure = &row->figures[i];

    figure->points = points_of (figure, i);
    if (figure->points < 0)
      continue;
    sum += (gint64) figure->points * formula->metrics[i].weight;
    row->known_weight += formula->metrics[i].weight;
  }
  row->total = row->known_weight > 0 ? (int) divide (sum, row->known_weight) : -1;
}

/* Without a total the share in time puts them in order. */
static int
by_rank (gconstpointer a, gconstpointer b)
{
  const OsrRatingRow *left = *(OsrRatingRow *const *) a;
  const OsrRatingRow *right = *(OsrRatingRow *const *) b;
  const OsrFigure *mine = &left->figures[OSR_METRIC_TIMELINESS];
  const OsrFigure *theirs = &right->figures[OSR_METRIC_TIMELINESS];

  if (left->total != right->total)
    return left->total > right->total ? -1 : 1;
  if (mine->points != theirs->points)
    return mine->points > theirs->points ? -1 : 1;
  if (left->cases->len != right->cases->len)
    return left->cases->len > right->cases->len ? -1 : 1;
  return g_strcmp0 (left->body, right->body);
}

static void
finish (OsrRating *rating)
{
  total_row (rating->office, rating->formula);
  for (guint i = 0; i < rating->rows->len; i++)
    total_row (rating->rows->pdata[i], rating->formula);
  g_ptr_array_sort (rating->rows, by_rank);
  for (guint i = 0; i < rating->rows->len; i++) {
    const OsrRatingRow *above = i > 0 ? rating->rows->pdata[i - 1] : NULL;
    OsrRatingRow *row = rating->rows->pdata[i];

    if (row->total >= 0)
      row->place = above != NULL && above->total == row->total ? above->place : (int) i + 1;
  }
}

OsrZone *
osr_rating_zone (OsrRegistry *registry)
{
  OsrWorkTime *work_time = osr_registry_get_work_time (registry, NULL);

  return work_time != NULL ? osr_work_time_get_zone (work_time) : NULL;
}

static void
lay_out_weeks (OsrRating *rating, OsrZone *zone)
{
  OsrDay monday = rating->period.first - (osr_day_weekday (rating->period.first) - 1);

  for (; monday < rating->period.next; monday += 7) {
    OsrRatingWeek week = { .monday = monday, .start = osr_zone_instant_at (zone, monday, 0) };

    if (week.start < rating->until)
      g_array_append_val (rating->weeks, week);
  }
}

/* The regulation in force when the last thing that counts was done: a formula that is adopted later
 * changes nothing of the past. */
static OsrRegulation *
regulation_for (const OsrRatingQuestion *question, OsrInstant until)
{
  gint64 seq = 0;

  if (question->regulation != NULL)
    return question->regulation;
  for (guint i = 0; i < question->cases->len; i++) {
    GPtrArray *events = ((OsrCase *) question->cases->pdata[i])->events;

    for (guint j = 0; j < events->len; j++) {
      const OsrEvent *event = events->pdata[j];

      if (event->at < until)
        seq = MAX (seq, event->seq);
    }
  }
  return osr_registry_get_regulation_at (question->registry, seq);
}

OsrRating *
osr_rating_compute (const OsrRatingQuestion *question, const OsrPeriod *period, GError **error)
{
  OsrInstant until = MIN (period->end, MAX (question->now, period->start));
  OsrRegulation *regulation = regulation_for (question, until);
  OsrZone *zone = osr_rating_zone (question->registry);
  g_autoptr (OsrRatingFormula) formula = NULL;
  OsrRating *rating;

  if (regulation == NULL || zone == NULL) {
    g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                         "there is no regulation or no calendar to count by");
    return NULL;
  }
  formula = osr_rating_formula_new (regulation, error);
  if (formula == NULL)
    return NULL;
  rating = g_new0 (OsrRating, 1);
  rating->period = *period;
  rating->until = until;
  rating->formula = g_steal_pointer (&formula);
  rating->office = row_new (NULL);
  rating->rows = g_ptr_array_new_with_free_func (row_free);
  rating->weeks = g_array_new (FALSE, TRUE, sizeof (OsrRatingWeek));
  lay_out_weeks (rating, zone);
  for (guint i = 0; i < question->cases->len; i++)
    osr_rating_count_case (rating, question->cases->pdata[i], question->registry);
  if (question->events != NULL && rating->formula->metrics[OSR_METRIC_ACTIVITY].duty != NULL)
    osr_rating_count_duties (rating, question->events, question->registry);
  finish (rating);
  return rating;
}
