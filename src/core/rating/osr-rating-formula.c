/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the member "rating" of a profile. What is not there is not guessed, but for the one limit that
 * every text has: the reply. */
#include "core/rating/osr-rating-formula.h"

#include "core/osr-error.h"
#include "core/osr-json.h"

#define REPLY_TIMER "answer"

static const char *const nicks[OSR_N_METRICS] = { "timeliness", "quality", "activity",
                                                  "mean-time" };

const char *
osr_metric_nick (OsrMetric metric)
{
  return (guint) metric < OSR_N_METRICS ? nicks[metric] : "";
}

static gboolean
fault (OsrRatingFormula *self, GError **error, const char *member, const char *what)
{
  g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, "%s: rating, member \"%s\": %s",
               osr_regulation_get_id (self->regulation), member, what);
  return FALSE;
}

static int
find_metric (const char *nick)
{
  for (int i = 0; i < OSR_N_METRICS; i++) {
    if (g_strcmp0 (nick, nicks[i]) == 0)
      return i;
  }
  return -1;
}

static gboolean
read_weights (OsrRatingFormula *self, JsonArray *metrics, GError **error)
{
  gint64 sum = 0;

  for (guint i = 0; metrics != NULL && i < json_array_get_length (metrics); i++) {
    JsonObject *object = osr_json_array_get_object (metrics, i);
    int metric = find_metric (osr_json_get_string (object, "id"));
    OsrMetricRule *rule;

    if (metric < 0)
      return fault (self, error, "metrics", "there is no such metric");
    rule = &self->metrics[metric];
    if (rule->clause != NULL)
      return fault (self, error, "metrics", "a metric stands there twice");
    rule->weight = (int) CLAMP (osr_json_get_int (object, "weight", 0), 0, 100);
    rule->clause = g_strdup (osr_json_get_string (object, "clause"));
    osr_text2_read (object, "name", &rule->name);
    sum += rule->weight;
  }
  return sum == 100 || fault (self, error, "metrics", "the weights do not make 100 per cent");
}

static gboolean
read_timers (OsrRatingFormula *self, OsrMetricRule *rule, JsonArray *timers, GError **error)
{
  for (guint i = 0; timers != NULL && i < json_array_get_length (timers); i++) {
    const char *id = osr_json_array_get_string (timers, i);

    if (osr_regulation_find_timer (self->regulation, id) == NULL)
      return fault (self, error, "counts", "names a timer that is not there");
    g_ptr_array_add (rule->timers, (gpointer) g_intern_string (id));
  }
  return TRUE;
}

static gboolean
read_counts (OsrRatingFormula *self, JsonObject *counts, GError **error)
{
  JsonArray *out = osr_json_get_array (counts, "leave_out");

  for (guint i = 0; out != NULL && i < json_array_get_length (out); i++)
    self->leaves_out_repeats |= g_strcmp0 (osr_json_array_get_string (out, i), "repeat") == 0;
  for (int i = 0; i < OSR_N_METRICS; i++) {
    JsonObject *object = osr_json_get_object (counts, nicks[i]);
    OsrMetricRule *rule = &self->metrics[i];

    if (object == NULL)
      continue;
    osr_text2_read (object, "text", &rule->text);
    rule->duty = g_intern_string (osr_json_get_string (object, "duty"));
    if (!read_timers (self, rule, osr_json_get_array (object, "timers"), error))
      return FALSE;
  }
  return TRUE;
}

/* Every text gives a limit for the reply: what is in time and how long it took is counted by it. */
static void
count_replies (OsrRatingFormula *self)
{
  static const OsrMetric metrics[] = { OSR_METRIC_TIMELINESS, OSR_METRIC_MEAN_TIME };

  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++) {
    OsrMetricRule *rule = &self->metrics[metrics[i]];

    if (rule->timers->len == 0 && osr_regulation_find_timer (self->regulation, REPLY_TIMER) != NULL)
      g_ptr_array_add (rule->timers, (gpointer) g_intern_static_string (REPLY_TIMER));
  }
}

OsrRatingFormula *
osr_rating_formula_new (OsrRegulation *regulation, GError **error)
{
  g_autoptr (OsrRatingFormula) self = g_new0 (OsrRatingFormula, 1);
  JsonObject *rating = osr_json_get_object (osr_regulation_get_document (regulation), "rating");
  const char *period = osr_json_get_string (rating, "period");

  self->regulation = osr_regulation_ref (regulation);
  for (int i = 0; i < OSR_N_METRICS; i++)
    self->metrics[i].timers = g_ptr_array_new ();
  self->rated = rating != NULL;
  if (rating != NULL) {
    self->clause = g_strdup (osr_json_get_string (rating, "clause"));
    self->month = g_strcmp0 (period, "month") == 0;
    self->quarter = g_strcmp0 (period, "quarter") == 0;
    osr_text2_read (rating, "agreed_by", &self->agreed_by);
    osr_text2_read (rating, "goes_to", &self->goes_to);
    if (!read_weights (self, osr_json_get_array (rating, "metrics"), error) ||
        !read_counts (self, osr_json_get_object (rating, "counts"), error))
      return NULL;
  }
  count_replies (self);
  return g_steal_pointer (&self);
}

void
osr_rating_formula_free (OsrRatingFormula *self)
{
  if (self == NULL)
    return;
  for (int i = 0; i < OSR_N_METRICS; i++) {
    OsrMetricRule *rule = &self->metrics[i];

    g_free (rule->clause);
    osr_text2_clear (&rule->name);
    osr_text2_clear (&rule->text);
    g_ptr_array_unref (rule->timers);
  }
  g_free (self->clause);
  osr_text2_clear (&self->agreed_by);
  osr_text2_clear (&self->goes_to);
  osr_regulation_unref (self->regulation);
  g_free (self);
}

gboolean
osr_rating_formula_counts (const OsrRatingFormula *self, OsrMetric metric)
{
  const OsrMetricRule *rule = &self->metrics[metric];

  return metric == OSR_METRIC_QUALITY || rule->timers->len > 0 || rule->duty != NULL;
}

gboolean
osr_rating_formula_is_clock (const OsrRatingFormula *self)
{
  GPtrArray *timers = self->metrics[OSR_METRIC_MEAN_TIME].timers;
  const OsrTimerSpec *spec =
      timers->len > 0 ? osr_regulation_find_timer (self->regulation, timers->pdata[0]) : NULL;

  return spec != NULL && spec->unit == OSR_UNIT_CLOCK_MINUTES;
}
