/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts only while it is shown, and once for all that changed in a moment. */
#include "app/rating/osr-rating-page.h"

#include <glib/gi18n.h>

#include "app/rating/osr-case-list-dialog.h"
#include "app/rating/osr-rating-board.h"
#include "app/rating/osr-rating-save.h"
#include "app/rating/osr-rating-table.h"
#include "app/rating/osr-report-board.h"
#include "app/rating/osr-report-ways.h"
#include "report/osr-time-text.h"
#include "report/rating/osr-rating-text.h"

/* Changes come in bursts. */
#define REST_MS 300

struct _OsrRatingPage {
  AdwBin parent_instance;

  /* template widgets */
  GtkLabel *title;
  GtkLabel *until;
  GtkDropDown *period;
  GtkWidget *save;
  GtkStack *stack;
  OsrRatingBoard *rating;
  OsrReportBoard *reports;
  OsrReportWays *ways;

  /* owned */
  OsrWorkplace *workplace;
  OsrRatingModel *model;
  GArray *periods; /* OsrPeriod */
  guint timer;
  gboolean stale;
};

G_DEFINE_FINAL_TYPE (OsrRatingPage, osr_rating_page, ADW_TYPE_BIN)

static OsrInstant
get_now (OsrRatingPage *self)
{
  return osr_workplace_now (self->workplace);
}

static void
show_until (OsrRatingPage *self, const OsrSummary *summary)
{
  g_autofree char *moment = NULL;
  g_autofree char *sentence = NULL;
  gboolean running = summary != NULL && summary->rating->until < summary->rating->period.end;

  gtk_widget_set_visible (GTK_WIDGET (self->until), running);
  if (!running)
    return;
  moment = osr_time_text_full (summary->rating->until, osr_rating_zone (summary->registry));
  /* Translators: a moment */
  sentence = g_strdup_printf (_ ("The period has not ended: counted until %s."), moment);
  gtk_label_set_text (self->until, sentence);
}

static void
update (OsrRatingPage *self)
{
  const OsrSummary *summary;

  if (self->workplace == NULL)
    return;
  summary = osr_rating_model_get_summary (self->model, get_now (self));
  self->stale = FALSE;
  osr_rating_board_set_summary (self->rating, summary);
  osr_report_board_set_summary (self->reports, summary);
  osr_report_ways_show (self->ways, self->workplace, summary);
  gtk_widget_set_sensitive (self->save, summary != NULL);
  show_until (self, summary);
}

static gboolean
on_rest (gpointer data)
{
  OsrRatingPage *self = data;

  self->timer = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed (OsrRatingPage *self)
{
  self->stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && self->timer == 0)
    self->timer = g_timeout_add (REST_MS, on_rest, self);
}

/* --- periods --- */

static void
on_period (OsrRatingPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->period);

  if (selected >= self->periods->len)
    return;
  osr_rating_model_set_period (self->model, &g_array_index (self->periods, OsrPeriod, selected));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
}

static void
list_periods (OsrRatingPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  OsrInstant now = get_now (self);
  int chosen;

  g_clear_pointer (&self->periods, g_array_unref);
  self->periods = osr_rating_model_list_periods (self->model, now);
  for (guint i = 0; i < self->periods->len; i++)
    gtk_string_list_take (names,
                          osr_rating_text_period (&g_array_index (self->periods, OsrPeriod, i)));
  chosen = osr_rating_model_find_default (self->model, self->periods, now);
  g_signal_handlers_block_by_func (self->period, on_period, self);
  gtk_drop_down_set_model (self->period, G_LIST_MODEL (names));
  if (chosen >= 0)
    gtk_drop_down_set_selected (self->period, (guint) chosen);
  g_signal_handlers_unblock_by_func (self->period, on_period, self);
  on_period (self);
}

static void
on_replica (OsrRatingPage *self)
{
  g_clear_pointer (&self->periods, g_array_unref);
  osr_rating_model_set_replica (self->model, osr_workplace_get_replica (self->workplace));
}

static void
osr_rating_page_map (GtkWidget *widget)
{
  OsrRatingPage *self = OSR_RATING_PAGE (widget);

  GTK_WIDGET_CLASS (osr_rating_page_parent_class)->map (widget);
  if (self->workplace == NULL)
    return;
  if (self->periods == NULL || self->periods->len == 0)
    list_periods (self);
  if (self->stale)
    update (self);
}

/* --- actions --- */

static void
show_cases (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OsrRatingPage *self = OSR_RATING_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  const char *title;
  g_autofree const char **ids = NULL;

  g_variant_get (parameter, "(&s^a&s)", &title, &ids);
  gtk_window_present (
      GTK_WINDOW (osr_case_list_dialog_new (GTK_WINDOW (root), self->workplace, title, ids)));
}

static void
save (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OsrRatingPage *self = OSR_RATING_PAGE (widget);
  const OsrSummary *summary = osr_rating_model_get_summary (self->model, get_now (self));
  const char *section = gtk_stack_get_visible_child_name (self->stack);

  if (summary != NULL)
    osr_rating_save (GTK_WINDOW (gtk_widget_get_root (widget)), summary,
                     g_strcmp0 (section, "reports") == 0,
                     g_str_equal (g_variant_get_string (parameter, NULL), "pdf"));
}

/* --- GObject --- */

static void
osr_rating_page_dispose (GObject *object)
{
  OsrRatingPage *self = OSR_RATING_PAGE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->periods, g_array_unref);
  g_clear_object (&self->model);
  g_clear_object (&self->workplace);

  G_OBJECT_CLASS (osr_rating_page_parent_class)->dispose (object);
}

static void
osr_rating_page_class_init (OsrRatingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_rating_page_dispose;
  widget_class->map = osr_rating_page_map;
  g_type_ensure (OSR_TYPE_RATING_BOARD);
  g_type_ensure (OSR_TYPE_REPORT_BOARD);
  g_type_ensure (OSR_TYPE_REPORT_WAYS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/rating/osr-rating-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrRatingPage, title);
  gtk_widget_class_bind_template_child (widget_class, OsrRatingPage, until);
  gtk_widget_class_bind_template_child (widget_class, OsrRatingPage, period);
  gtk_widget_class_bind_template_child (widget_class, OsrRatingPage, save);
  gtk_widget_class_bind_template_child (widget_class, OsrRatingPage, stack);
  gtk_widget_class_bind_template_child (widget_class, OsrRatingPage, rating);
  gtk_widget_class_bind_template_child (widget_class, OsrRatingPage, reports);
  gtk_widget_class_bind_template_child (widget_class, OsrRatingPage, ways);
  gtk_widget_class_install_action (widget_class, OSR_RATING_SHOW_CASES, "(sas)", show_cases);
  gtk_widget_class_install_action (widget_class, "rating.save", "s", save);
}

static void
osr_rating_page_init (OsrRatingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->stale = TRUE;
  self->model = osr_rating_model_new ();
  g_signal_connect_object (self->model, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->period, "notify::selected", G_CALLBACK (on_period), self,
                           G_CONNECT_SWAPPED);
}

void
osr_rating_page_set_workplace (OsrRatingPage *self, OsrWorkplace *workplace)
{
  g_return_if_fail (OSR_IS_RATING_PAGE (self));
  if (!g_set_object (&self->workplace, workplace))
    return;
  g_signal_connect_object (workplace, "notify::replica", G_CALLBACK (on_replica), self,
                           G_CONNECT_SWAPPED);
  on_replica (self);
}

gboolean
osr_rating_page_is_open (OsrRatingPage *self)
{
  g_return_val_if_fail (OSR_IS_RATING_PAGE (self), FALSE);
  return osr_rating_model_is_open (self->model);
}

void
osr_rating_page_set_section (OsrRatingPage *self, const char *section)
{
  g_return_if_fail (OSR_IS_RATING_PAGE (self));
  gtk_stack_set_visible_child_name (self->stack, section);
  gtk_label_set_text (self->title, g_str_equal (section, "reports")
                                       ? _ ("Summary of messages from open sources")
                                       : _ ("Rating of bodies"));
}

OsrRatingModel *
osr_rating_page_get_model (OsrRatingPage *self)
{
  g_return_val_if_fail (OSR_IS_RATING_PAGE (self), NULL);
  return self->model;
}
