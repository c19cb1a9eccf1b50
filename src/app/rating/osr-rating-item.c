/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies what it shows, since the summary does not outlive the next change. */
#include "app/rating/osr-rating-item.h"

#include <glib/gi18n.h>

#include "report/rating/osr-rating-text.h"

struct _OsrRatingItem {
  GObject parent_instance;

  /* owned */
  char *name;
  char *texts[OSR_N_RATING_COLUMNS];
  char *abouts[OSR_N_RATING_COLUMNS];
  GPtrArray *cases[OSR_N_RATING_COLUMNS]; /* utf8 */
};

G_DEFINE_FINAL_TYPE (OsrRatingItem, osr_rating_item, G_TYPE_OBJECT)

static void
osr_rating_item_finalize (GObject *object)
{
  OsrRatingItem *self = OSR_RATING_ITEM (object);

  g_free (self->name);
  for (int i = 0; i < OSR_N_RATING_COLUMNS; i++) {
    g_free (self->texts[i]);
    g_free (self->abouts[i]);
    g_clear_pointer (&self->cases[i], g_ptr_array_unref);
  }

  G_OBJECT_CLASS (osr_rating_item_parent_class)->finalize (object);
}

static void
osr_rating_item_class_init (OsrRatingItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_rating_item_finalize;
}

static void
osr_rating_item_init (OsrRatingItem *self)
{
}

static void
take_figure (OsrRatingItem *self, OsrMetric metric, const OsrRatingRow *row,
             const OsrRatingRow *before, const char *period)
{
  const OsrFigure *figure = &row->figures[metric];
  OsrRatingColumn column = OSR_RATING_TIMELINESS + (OsrRatingColumn) metric;
  g_autofree char *made_of = osr_rating_text_made_of (figure, metric);
  g_autofree char *change =
      osr_rating_text_change (figure, before != NULL ? &before->figures[metric] : NULL, metric);

  self->texts[column] = osr_rating_text_figure (figure, metric);
  self->cases[column] = g_ptr_array_ref (figure->cases);
  self->abouts[column] = *change != '\0'
                             /* Translators: period, what a figure is made of, and its change */
                             ? g_strdup_printf (_ ("%1$s: %2$s; %3$s against the period before"),
                                                period, made_of, change)
                             : g_strdup_printf (_ ("%1$s: %2$s"), period, made_of);
}

static void
take_total (OsrRatingItem *self, const OsrRatingRow *row, const OsrRatingRow *before,
            const char *period)
{
  g_autofree char *change =
      osr_rating_text_total_change (row->total, before != NULL ? before->total : -1);
  g_autoptr (GString) about = g_string_new (period);

  self->texts[OSR_RATING_TOTAL] = osr_rating_text_points (row->total);
  self->cases[OSR_RATING_TOTAL] = g_ptr_array_ref (row->cases);
  if (row->total >= 0)
    /* Translators: the place of a body in a rating */
    g_string_append_printf (about, _ (": place %d"), row->place);
  if (*change != '\0')
    g_string_append_printf (about, _ ("; %s against the period before"), change);
  if (row->total >= 0 && row->known_weight < 100)
    /* Translators: part of the weights of a formula */
    g_string_append_printf (about, _ ("; only %d %% of the weight could be counted"),
                            row->known_weight);
  self->abouts[OSR_RATING_TOTAL] = g_strdup (about->str);
}

static void
take_left_out (OsrRatingItem *self, const OsrRatingRow *row, const char *period)
{
  g_autoptr (GString) about = g_string_new (period);
  GPtrArray *cases = g_ptr_array_new_with_free_func (g_free);

  for (int i = 0; i < OSR_N_LEFT_OUT; i++) {
    if (row->left_out[i]->len > 0)
      g_string_append_printf (about, "\n%u: %s", row->left_out[i]->len,
                              osr_rating_text_left_out (i));
    for (guint j = 0; j < row->left_out[i]->len; j++)
      g_ptr_array_add (cases, g_strdup (row->left_out[i]->pdata[j]));
  }
  self->texts[OSR_RATING_LEFT_OUT] = g_strdup_printf ("%u", osr_rating_row_left_out (row));
  self->abouts[OSR_RATING_LEFT_OUT] = g_strdup (about->str);
  self->cases[OSR_RATING_LEFT_OUT] = cases;
}

OsrRatingItem *
osr_rating_item_new (const OsrSummary *summary, const OsrRatingRow *row)
{
  OsrRatingItem *self = g_object_new (OSR_TYPE_RATING_ITEM, NULL);
  const OsrRatingRow *before = osr_rating_find (summary->before, row->body);
  g_autofree char *period = osr_rating_text_period (&summary->rating->period);

  self->name = g_strdup (row->body != NULL ? osr_rating_text_body (summary->registry, row->body)
                                           : _ ("All together"));
  take_total (self, row, before, period);
  for (int i = 0; i < OSR_N_METRICS; i++)
    take_figure (self, i, row, before, period);
  self->texts[OSR_RATING_CASES] = g_strdup_printf ("%u", row->cases->len);
  self->abouts[OSR_RATING_CASES] =
      /* Translators: a period */
      g_strdup_printf (_ ("%s: all messages of the body, those left out too"), period);
  self->cases[OSR_RATING_CASES] = g_ptr_array_ref (row->cases);
  take_left_out (self, row, period);
  return self;
}

const char *
osr_rating_item_get_name (OsrRatingItem *self)
{
  g_return_val_if_fail (OSR_IS_RATING_ITEM (self), NULL);
  return self->name;
}

const char *
osr_rating_item_get_text (OsrRatingItem *self, OsrRatingColumn column)
{
  g_return_val_if_fail (OSR_IS_RATING_ITEM (self), NULL);
  return self->texts[column];
}

const char *
osr_rating_item_get_about (OsrRatingItem *self, OsrRatingColumn column)
{
  g_return_val_if_fail (OSR_IS_RATING_ITEM (self), NULL);
  return self->abouts[column];
}

GPtrArray *
osr_rating_item_get_cases (OsrRatingItem *self, OsrRatingColumn column)
{
  g_return_val_if_fail (OSR_IS_RATING_ITEM (self), NULL);
  return self->cases[column];
}

const char *
osr_rating_column_get_title (OsrRatingColumn column)
{
  switch (column) {
  case OSR_RATING_TOTAL:
    return _ ("Total");
  case OSR_RATING_CASES:
    return _ ("Cases");
  case OSR_RATING_LEFT_OUT:
    /* Translators: head of a column: how many cases were left out */
    return _ ("Left out");
  default:
    return osr_rating_text_metric (column - OSR_RATING_TIMELINESS);
  }
}

void
osr_rating_item_fill (GListStore *store, const OsrSummary *summary)
{
  g_list_store_remove_all (store);
  for (guint i = 0; summary != NULL && i < summary->rating->rows->len; i++) {
    g_autoptr (OsrRatingItem) item = osr_rating_item_new (summary, summary->rating->rows->pdata[i]);

    g_list_store_append (store, item);
  }
}
