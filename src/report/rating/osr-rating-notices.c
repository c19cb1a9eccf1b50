/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a supervisor should look at, said plainly. Nothing here is counted anew: each sentence stands on
 * figures of the summary and carries the cases that they are made of. */
#include "report/rating/osr-rating-text.h"

#include <glib/gi18n.h>

#include "report/osr-time-text.h"

#define MOST_BODIES  3
#define GREAT_GROWTH 2
#define MANY         5

static void
notice_free (gpointer data)
{
  OsrRatingNotice *notice = data;

  g_free (notice->sentence);
  g_ptr_array_unref (notice->cases);
  g_free (notice);
}

/* @sentence: (transfer full) */
static void
add_notice (GPtrArray *notices, char *sentence, GPtrArray *cases)
{
  OsrRatingNotice *notice = g_new0 (OsrRatingNotice, 1);

  notice->sentence = sentence;
  notice->cases = g_ptr_array_ref (cases);
  g_ptr_array_add (notices, notice);
}

/* --- late replies --- */

static guint
late_of (const OsrRatingRow *row)
{
  return row->figures[OSR_METRIC_TIMELINESS].against->len;
}

static int
by_late (gconstpointer a, gconstpointer b)
{
  const OsrRatingRow *left = *(OsrRatingRow *const *) a;
  const OsrRatingRow *right = *(OsrRatingRow *const *) b;

  if (late_of (left) != late_of (right))
    return late_of (left) > late_of (right) ? -1 : 1;
  return g_strcmp0 (left->body, right->body);
}

static char *
say_late (const OsrSummary *summary, const OsrRatingRow *row)
{
  const OsrFigure *figure = &row->figures[OSR_METRIC_TIMELINESS];
  const char *name = osr_rating_text_body (summary->registry, row->body);
  /* Translators: a body, late replies, and all of its messages */
  g_autofree char *late = g_strdup_printf (
      g_dngettext (NULL, "%1$s: %2$u message of %3$d later than the limit",
                   "%1$s: %2$u messages of %3$d later than the limit", figure->against->len),
      name, figure->against->len, (int) figure->whole);

  if (row->held_up->len == 0)
    return g_steal_pointer (&late);
  /* Translators: a sentence on late replies, and how many of them the curator held up */
  return g_strdup_printf (g_dngettext (NULL, "%1$s; in %2$u of them the curator was late too",
                                       "%1$s; in %2$u of them the curator was late too",
                                       row->held_up->len),
                          late, row->held_up->len);
}

static void
add_late_bodies (GPtrArray *notices, const OsrSummary *summary)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  for (guint i = 0; i < summary->rating->rows->len; i++)
    g_ptr_array_add (rows, summary->rating->rows->pdata[i]);
  g_ptr_array_sort (rows, by_late);
  for (guint i = 0; i < rows->len && i < MOST_BODIES; i++) {
    const OsrRatingRow *row = rows->pdata[i];

    if (late_of (row) > 0)
      add_notice (notices, say_late (summary, row), row->figures[OSR_METRIC_TIMELINESS].against);
  }
}

/* --- the rest --- */

static void
add_late_now (GPtrArray *notices, const OsrSummary *summary)
{
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func (g_free);
  guint n = summary->late->len;

  if (n == 0)
    return;
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (cases, g_strdup (((const OsrLateNow *) summary->late->pdata[i])->id));
  add_notice (notices,
              g_strdup_printf (g_dngettext (NULL, "In %u message a limit has passed by now",
                                            "In %u messages a limit has passed by now", n),
                               n),
              cases);
}

static void
add_broken (GPtrArray *notices, const OsrSummary *summary)
{
  guint n = summary->broken->len;

  if (n > 0)
    add_notice (notices,
                g_strdup_printf (g_dngettext (NULL, "A promised date has passed: %u message",
                                              "A promised date has passed: %u messages", n),
                                 n),
                summary->broken);
}

static void
add_growth (GPtrArray *notices, const OsrSummary *summary)
{
  GPtrArray *lines = summary->lines[OSR_SUMMARY_TOPICS];

  for (guint i = 0; i < lines->len; i++) {
    const OsrSummaryLine *line = lines->pdata[i];

    if (line->cases->len < MANY || line->before * GREAT_GROWTH > line->cases->len ||
        *line->id == '\0')
      continue;
    /* Translators: a topic, messages about it, and messages in the period before */
    add_notice (
        notices,
        g_strdup_printf (g_dngettext (NULL, "%1$s: %2$u message, %3$d in the period before",
                                      "%1$s: %2$u messages, %3$d in the period before",
                                      line->cases->len),
                         osr_rating_text_line (summary->registry, OSR_SUMMARY_TOPICS, line->id),
                         line->cases->len, (int) line->before),
        line->cases);
  }
}

/* Where quality has weight, a reply without an evaluation counts in nobody's favour. */
static void
add_unmarked (GPtrArray *notices, const OsrSummary *summary)
{
  const OsrRatingRow *office = summary->rating->office;
  GPtrArray *answered = office->figures[OSR_METRIC_MEAN_TIME].cases;
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func (g_free);

  if (summary->rating->formula->metrics[OSR_METRIC_QUALITY].weight == 0)
    return;
  for (guint i = 0; i < answered->len; i++) {
    if (!g_ptr_array_find_with_equal_func (office->figures[OSR_METRIC_QUALITY].cases,
                                           answered->pdata[i], g_str_equal, NULL))
      g_ptr_array_add (cases, g_strdup (answered->pdata[i]));
  }
  if (cases->len > 0)
    add_notice (
        notices,
        g_strdup_printf (g_dngettext (NULL, "%u answered message has no evaluation in the period",
                                      "%u answered messages have no evaluation in the period",
                                      cases->len),
                         cases->len),
        cases);
}

static void
add_returns (GPtrArray *notices, const OsrSummary *summary)
{
  const OsrRatingRow *office = summary->rating->office;
  g_autofree char *held = NULL;

  if (office->returns == 0)
    return;
  held = osr_time_text_amount (office->returns_held / office->returns);
  /* Translators: how often, and an amount of time */
  add_notice (notices,
              g_strdup_printf (g_dngettext (NULL, "Returned to the curator %1$d time, after %2$s",
                                            "Returned to the curator %1$d times, after %2$s"
                                            " on average",
                                            (gulong) office->returns),
                               (int) office->returns, held),
              office->returned);
}

GPtrArray *
osr_rating_text_notices (const OsrSummary *summary)
{
  GPtrArray *notices = g_ptr_array_new_with_free_func (notice_free);

  add_late_now (notices, summary);
  add_broken (notices, summary);
  add_late_bodies (notices, summary);
  add_returns (notices, summary);
  add_growth (notices, summary);
  add_unmarked (notices, summary);
  return notices;
}
