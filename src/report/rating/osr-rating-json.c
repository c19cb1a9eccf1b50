/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes what `open-sources-ctl rating --help` describes; a change of it is a change of an interface. */
#include "report/rating/osr-rating-json.h"

#include "report/rating/osr-rating-text.h"

static void
set_instant (JsonObject *object, const char *member, OsrInstant instant, OsrRegistry *registry)
{
  g_autofree char *text = osr_instant_format (instant, osr_rating_zone (registry));

  json_object_set_string_member (object, member, text);
}

static void
set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
  else
    json_object_set_null_member (object, member);
}

/* What could not be counted is null, and never a number. */
static void
set_known (JsonObject *object, const char *member, gint64 value)
{
  if (value >= 0)
    json_object_set_int_member (object, member, value);
  else
    json_object_set_null_member (object, member);
}

static void
set_ids (JsonObject *object, const char *member, GPtrArray *ids)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < ids->len; i++)
    json_array_add_string_element (array, ids->pdata[i]);
  json_object_set_array_member (object, member, array);
}

static JsonObject *
period_to_json (const OsrRating *rating, OsrRegistry *registry)
{
  JsonObject *object = json_object_new ();
  g_autofree char *says = osr_rating_text_period (&rating->period);

  json_object_set_string_member (object, "id", rating->period.id);
  json_object_set_string_member (object, "says", says);
  set_instant (object, "start", rating->period.start, registry);
  set_instant (object, "end", rating->period.end, registry);
  set_instant (object, "counted_until", rating->until, registry);
  return object;
}

static JsonObject *
metric_to_json (const OsrRatingFormula *formula, OsrMetric metric)
{
  const OsrMetricRule *rule = &formula->metrics[metric];
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", osr_metric_nick (metric));
  set_text (object, "name", rule->name.ru != NULL ? rule->name.ru : NULL);
  set_text (object, "name_en", rule->name.en);
  json_object_set_int_member (object, "weight", rule->weight);
  set_text (object, "clause", rule->clause);
  set_text (object, "text", rule->text.ru);
  set_text (object, "text_en", rule->text.en);
  set_ids (object, "timers", rule->timers);
  set_text (object, "duty", rule->duty);
  return object;
}

static JsonObject *
formula_to_json (const OsrRatingFormula *formula)
{
  JsonObject *object = json_object_new ();
  JsonArray *metrics = json_array_new ();
  g_autofree char *says = osr_rating_text_formula (formula);

  json_object_set_string_member (object, "regulation", osr_regulation_get_id (formula->regulation));
  json_object_set_int_member (object, "version", osr_regulation_get_version (formula->regulation));
  json_object_set_boolean_member (object, "rated", formula->rated);
  set_text (object, "clause", formula->clause);
  json_object_set_string_member (object, "says", says);
  json_object_set_boolean_member (object, "leaves_out_repeats", formula->leaves_out_repeats);
  for (int i = 0; i < OSR_N_METRICS; i++)
    json_array_add_object_element (metrics, metric_to_json (formula, i));
  json_object_set_array_member (object, "metrics", metrics);
  return object;
}

static JsonObject *
figure_to_json (const OsrFigure *figure, OsrMetric metric)
{
  JsonObject *object = json_object_new ();
  gboolean time = metric == OSR_METRIC_MEAN_TIME;
  gint64 mean = osr_figure_mean (figure, metric);

  set_known (object, "points", figure->points);
  set_known (object, time ? "mean_seconds" : "mean",
             time && mean >= 0 ? (mean + OSR_SECOND / 2) / OSR_SECOND : mean);
  json_object_set_int_member (object, time ? "sum_seconds" : "part",
                              time ? figure->part / OSR_SECOND : figure->part);
  json_object_set_int_member (object, "whole", figure->whole);
  set_ids (object, "cases", figure->cases);
  set_ids (object, "against", figure->against);
  return object;
}

static JsonObject *
returns_to_json (const OsrRatingRow *row)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "count", row->returns);
  set_known (object, "mean_seconds",
             row->returns > 0 ? row->returns_held / row->returns / OSR_SECOND : -1);
  set_ids (object, "cases", row->returned);
  return object;
}

static JsonObject *
row_to_json (const OsrRatingRow *row, const char *name)
{
  JsonObject *object = json_object_new ();
  JsonObject *left_out = json_object_new ();

  set_text (object, "body", row->body);
  set_text (object, "name", name);
  set_known (object, "place", row->place > 0 ? row->place : -1);
  set_known (object, "total", row->total);
  json_object_set_int_member (object, "known_weight", row->known_weight);
  for (int i = 0; i < OSR_N_METRICS; i++)
    json_object_set_object_member (object, osr_metric_nick (i),
                                   figure_to_json (&row->figures[i], i));
  set_ids (object, "held_up", row->held_up);
  json_object_set_object_member (object, "returns", returns_to_json (row));
  for (int i = 0; i < OSR_N_LEFT_OUT; i++)
    set_ids (left_out, osr_left_out_nick (i), row->left_out[i]);
  json_object_set_object_member (object, "left_out", left_out);
  return object;
}

static JsonObject *
both_to_json (const OsrSummary *summary, const OsrRatingRow *row)
{
  const OsrRatingRow *before = osr_rating_find (summary->before, row->body);
  const char *name = row->body != NULL ? osr_rating_text_body (summary->registry, row->body) : NULL;
  JsonObject *object = row_to_json (row, name);

  if (before != NULL)
    json_object_set_object_member (object, "before", row_to_json (before, name));
  else
    json_object_set_null_member (object, "before");
  return object;
}

JsonObject *
osr_rating_to_json (const OsrSummary *summary)
{
  const OsrRating *rating = summary->rating;
  JsonObject *object = json_object_new ();
  JsonArray *bodies = json_array_new ();

  json_object_set_object_member (object, "period", period_to_json (rating, summary->registry));
  json_object_set_object_member (object, "period_before",
                                 period_to_json (summary->before, summary->registry));
  json_object_set_object_member (object, "formula", formula_to_json (rating->formula));
  json_object_set_object_member (object, "office", both_to_json (summary, rating->office));
  for (guint i = 0; i < rating->rows->len; i++)
    json_array_add_object_element (bodies, both_to_json (summary, rating->rows->pdata[i]));
  json_object_set_array_member (object, "bodies", bodies);
  return object;
}

static JsonArray *
lines_to_json (const OsrSummary *summary, OsrSummaryBy by)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < summary->lines[by]->len; i++) {
    const OsrSummaryLine *line = summary->lines[by]->pdata[i];
    JsonObject *object = json_object_new ();

    json_object_set_string_member (object, "id", line->id);
    json_object_set_string_member (object, "name",
                                   osr_rating_text_line (summary->registry, by, line->id));
    json_object_set_int_member (object, "count", line->cases->len);
    json_object_set_int_member (object, "before", line->before);
    set_ids (object, "cases", line->cases);
    json_array_add_object_element (array, object);
  }
  return array;
}

static JsonArray *
late_to_json (const OsrSummary *summary)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < summary->late->len; i++) {
    const OsrLateNow *late = summary->late->pdata[i];
    JsonObject *object = json_object_new ();

    json_object_set_string_member (object, "case", late->id);
    set_text (object, "number", late->number);
    set_text (object, "body", late->body);
    json_object_set_string_member (object, "timer", late->spec->id);
    json_object_set_string_member (object, "clause", late->spec->clause);
    set_instant (object, "due", late->due, summary->registry);
    json_array_add_object_element (array, object);
  }
  return array;
}

JsonObject *
osr_summary_to_json (const OsrSummary *summary)
{
  JsonObject *object = json_object_new ();
  JsonObject *messages = json_object_new ();

  json_object_set_int_member (messages, "count", summary->cases->len);
  json_object_set_int_member (messages, "before", summary->cases_before);
  set_ids (messages, "cases", summary->cases);
  json_object_set_object_member (object, "messages", messages);
  for (int i = 0; i < OSR_N_SUMMARY_BY; i++)
    json_object_set_array_member (object, osr_summary_by_nick (i), lines_to_json (summary, i));
  set_instant (object, "now", summary->now, summary->registry);
  json_object_set_array_member (object, "late_now", late_to_json (summary));
  set_ids (object, "promises_broken", summary->broken);
  json_object_set_object_member (object, "rating", osr_rating_to_json (summary));
  return object;
}
