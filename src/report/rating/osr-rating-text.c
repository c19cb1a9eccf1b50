/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers are written by the catalogue's own decimal separator: the language of the program and the
 * locale of the machine may differ. */
#include "report/rating/osr-rating-text.h"

#include <glib/gi18n.h>

#include "report/osr-duty-text.h"
#include "report/osr-language.h"
#include "report/osr-network-name.h"

#define UNKNOWN "—"

/* "0.25", "82.5": @value is in units of a power of ten. */
static char *
decimal (gint64 value, int digits)
{
  gint64 unit = digits == 2 ? 100 : 10;

  /* Translators: no word, but what stands between whole numbers and tenths. */
  return g_strdup_printf ("%" G_GINT64_FORMAT "%s%0*d", value / unit, C_ ("decimal separator", "."),
                          digits, (int) (value % unit));
}

char *
osr_rating_text_period (const OsrPeriod *period)
{
  if (period->quarter)
    /* Translators: number of the quarter, and the year */
    return g_strdup_printf (_ ("quarter %1$d of %2$d"), period->number, period->year);
  /* Translators: month and year */
  return g_strdup_printf (_ ("%1$s %2$d"), osr_duty_text_month (period->number), period->year);
}

/* --- formula --- */

const char *
osr_rating_text_metric (OsrMetric metric)
{
  static const char *const names[OSR_N_METRICS] = { N_ ("In time"), N_ ("Quality"), N_ ("Activity"),
                                                    N_ ("Mean time") };

  return (guint) metric < OSR_N_METRICS ? _ (names[metric]) : "";
}

static const char *
name_of (const OsrRatingFormula *formula, OsrMetric metric)
{
  const char *name = osr_language_text (&formula->metrics[metric].name);

  return name != NULL ? name : osr_rating_text_metric (metric);
}

char *
osr_rating_text_formula (const OsrRatingFormula *formula)
{
  g_autoptr (GString) sum = g_string_new (NULL);

  if (!formula->rated)
    return g_strdup (_ ("This regulation asks for no rating: the figures stand side by side, "
                        "without a total"));
  for (int i = 0; i < OSR_N_METRICS; i++) {
    g_autofree char *weight = decimal (formula->metrics[i].weight, 2);

    if (formula->metrics[i].weight == 0)
      continue;
    if (sum->len > 0)
      g_string_append (sum, " + ");
    if (formula->metrics[i].weight < 100)
      g_string_append_printf (sum, "%s × ", weight);
    g_string_append (sum, name_of (formula, i));
  }
  /* Translators: what a total is made of: "total = 0.40 × in time + 0.60 × quality" */
  return g_strdup_printf (_ ("total = %s"), sum->str);
}

GPtrArray *
osr_rating_text_metrics (const OsrRatingFormula *formula)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < OSR_N_METRICS; i++) {
    const char *text = osr_language_text (&formula->metrics[i].text);

    if (text != NULL)
      /* Translators: a metric of a rating, and how it is counted */
      g_ptr_array_add (sentences, g_strdup_printf (_ ("%1$s: %2$s"), name_of (formula, i), text));
  }
  return sentences;
}

const char *
osr_rating_text_hours (const OsrRatingFormula *formula)
{
  return osr_rating_formula_is_clock (formula) ? _ ("clock hours") : _ ("working hours");
}

/* --- figures --- */

static char *
hours (gint64 microseconds)
{
  gint64 minutes = (microseconds + OSR_MINUTE / 2) / OSR_MINUTE;

  return g_strdup_printf ("%" G_GINT64_FORMAT ":%02d", minutes / 60, (int) (minutes % 60));
}

char *
osr_rating_text_points (int points)
{
  return points >= 0 ? decimal (points, 1) : g_strdup (UNKNOWN);
}

static char *
percent (gint64 thousandths)
{
  /* Translators: a share in per cent */
  return g_strdup_printf (_ ("%d %%"), (int) ((thousandths + 5) / 10));
}

char *
osr_rating_text_figure (const OsrFigure *figure, OsrMetric metric)
{
  if (figure->whole == 0)
    return g_strdup (UNKNOWN);
  if (metric == OSR_METRIC_MEAN_TIME)
    return hours (osr_figure_mean (figure, metric));
  return metric == OSR_METRIC_QUALITY ? osr_rating_text_points (figure->points)
                                      : percent (figure->points);
}

char *
osr_rating_text_made_of (const OsrFigure *figure, OsrMetric metric)
{
  g_autofree char *text = NULL;

  if (figure->whole == 0)
    return g_strdup (_ ("nothing to count"));
  if (metric == OSR_METRIC_QUALITY) {
    text = decimal ((osr_figure_mean (figure, metric) + 5) / 10, 2);
    /* Translators: a mean of marks from 1 to 5, and how many marks */
    return g_strdup_printf (g_dngettext (NULL, "mean mark %1$s of %2$d evaluation",
                                         "mean mark %1$s of %2$d evaluations",
                                         (gulong) figure->whole),
                            text, (int) figure->whole);
  }
  if (metric == OSR_METRIC_MEAN_TIME) {
    text = percent (figure->points);
    /* Translators: number of replies, and the part of the limit that was left over */
    return g_strdup_printf (g_dngettext (NULL, "%1$d reply; %2$s of the limit was left",
                                         "%1$d replies; %2$s of the limit was left on average",
                                         (gulong) figure->whole),
                            (int) figure->whole, text);
  }
  /* Translators: how many were in time, of how many */
  return g_strdup_printf (_ ("%1$d of %2$d in time"), (int) figure->part, (int) figure->whole);
}

static const char *
sign_of (gint64 change)
{
  return change > 0 ? "+" : change < 0 ? "−" : "";
}

static char *
points_change (int points, int before)
{
  g_autofree char *text = NULL;

  if (points < 0 || before < 0)
    return g_strdup ("");
  text = decimal (ABS (points - before), 1);
  return g_strdup_printf ("%s%s", sign_of (points - before), text);
}

char *
osr_rating_text_change (const OsrFigure *figure, const OsrFigure *before, OsrMetric metric)
{
  gint64 change;
  g_autofree char *text = NULL;

  if (before == NULL || figure->whole == 0 || before->whole == 0)
    return g_strdup ("");
  if (metric != OSR_METRIC_MEAN_TIME)
    return points_change (figure->points, before->points);
  change = osr_figure_mean (figure, metric) - osr_figure_mean (before, metric);
  text = hours (ABS (change));
  return g_strdup_printf ("%s%s", ABS (change) < OSR_MINUTE / 2 ? "" : sign_of (change), text);
}

char *
osr_rating_text_total_change (int total, int before)
{
  return points_change (total, before);
}

char *
osr_rating_text_count_change (gint64 count, gint64 before)
{
  gint64 share;

  if (count == 0 && before == 0)
    return g_strdup ("");
  if (before == 0)
    /* Translators: there was none in the period before */
    return g_strdup (_ ("none before"));
  share = (ABS (count - before) * 100 + before / 2) / before;
  /* Translators: sign and per cent: "+4 %" */
  return g_strdup_printf (_ ("%1$s%2$d %%"), share == 0 ? "" : sign_of (count - before),
                          (int) share);
}

int
osr_rating_text_trend (const OsrFigure *figure, const OsrFigure *before, OsrMetric metric)
{
  gint64 change;

  if (before == NULL || figure->whole == 0 || before->whole == 0)
    return 0;
  change = metric == OSR_METRIC_MEAN_TIME
               ? osr_figure_mean (before, metric) - osr_figure_mean (figure, metric)
               : figure->points - before->points;
  return change > 0 ? 1 : change < 0 ? -1 : 0;
}

/* --- names --- */

const char *
osr_rating_text_left_out (OsrLeftOut why)
{
  static const char *const texts[OSR_N_LEFT_OUT] = {
    N_ ("not yet due when the period ended"),
    N_ ("returned as not theirs"),
    N_ ("dismissed: no reply was needed"),
    N_ ("deleted by its author before the reply"),
    N_ ("a repeat of an earlier message"),
    N_ ("closed without a reply"),
    N_ ("another body answers"),
    N_ ("came to the body after its limit had passed"),
    N_ ("no limit ran, or the calendar does not cover it"),
  };

  return (guint) why < OSR_N_LEFT_OUT ? _ (texts[why]) : "";
}

const char *
osr_rating_text_body (OsrRegistry *registry, const char *id)
{
  const OsrBody *body = id != NULL ? osr_registry_find_body (registry, id) : NULL;

  if (id == NULL || *id == '\0')
    return _ ("with no body");
  if (body == NULL)
    return id;
  return body->short_name != NULL ? body->short_name : body->name != NULL ? body->name : id;
}

const char *
osr_rating_text_by (OsrSummaryBy by)
{
  static const char *const names[OSR_N_SUMMARY_BY] = { N_ ("Topic"), N_ ("Network"), N_ ("Body"),
                                                       N_ ("Importance") };

  return (guint) by < OSR_N_SUMMARY_BY ? _ (names[by]) : "";
}

const char *
osr_rating_text_line (OsrRegistry *registry, OsrSummaryBy by, const char *id)
{
  const OsrTopic *topic = by == OSR_SUMMARY_TOPICS ? osr_registry_find_topic (registry, id) : NULL;

  switch (by) {
  case OSR_SUMMARY_TOPICS:
    if (*id == '\0')
      return _ ("without a topic");
    return topic != NULL && topic->name != NULL ? topic->name : id;
  case OSR_SUMMARY_NETWORKS:
    return *id != '\0' ? osr_network_name (id) : _ ("network unknown");
  case OSR_SUMMARY_BODIES:
    return osr_rating_text_body (registry, id);
  default:
    return g_str_equal (id, "high") ? C_ ("importance", "high") : C_ ("importance", "normal");
  }
}
