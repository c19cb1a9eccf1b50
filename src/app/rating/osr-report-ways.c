/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows made anew with each summary; what a row opens is in osr-report-dialog.c. */
#include "app/rating/osr-report-ways.h"

#include <glib/gi18n.h>

#include "app/rating/osr-report-dialog.h"
#include "report/rating/osr-rating-text.h"
#include "report/rating/osr-report-text.h"

struct _OsrReportWays {
  AdwBin parent_instance;

  AdwPreferencesGroup *group; /* template widget */

  /* owned */
  OsrWorkplace *workplace;
  GPtrArray *rows;    /* OsrReportRow */
  GPtrArray *widgets; /* borrowed rows of the group, in the same order */
  char *drafts[OSR_N_REPORT_SORTS];
  gint64 messages;
};

G_DEFINE_FINAL_TYPE (OsrReportWays, osr_report_ways, ADW_TYPE_BIN)

static void
on_row (GtkWidget *widget, OsrReportWays *self)
{
  guint place;
  const OsrReportRow *row;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  while (GTK_IS_WIDGET (widget) && !ADW_IS_ACTION_ROW (widget))
    widget = gtk_widget_get_parent (widget);
  if (!g_ptr_array_find (self->widgets, widget, &place))
    return;
  row = self->rows->pdata[place];
  gtk_window_present (GTK_WINDOW (osr_report_dialog_new (GTK_WINDOW (root), self->workplace, row,
                                                         self->drafts[row->sort], self->messages)));
}

static const char *
label_of (const OsrReportRow *row)
{
  if (row->decide)
    return _ ("_Decide…");
  if (row->offer && row->track->state == OSR_REPORT_OFFERED)
    return _ ("_Open…");
  if (row->offer)
    return row->track->version == 0 ? _ ("_Offer…") : _ ("_Offer anew…");
  if (row->send)
    return row->sort == OSR_REPORT_SUMMARY ? _ ("_Make…") : _ ("_Send…");
  return row->track->version > 0 ? _ ("_Read…") : NULL;
}

static char *
title_of (const OsrReportRow *row, OsrRegistry *registry)
{
  if (row->body == NULL)
    return g_markup_escape_text (osr_report_text_sort (row->sort), -1);
  /* Translators: a report, and the body that makes it */
  return g_markup_printf_escaped (_ ("%1$s · %2$s"), osr_report_text_sort (row->sort),
                                  osr_rating_text_body (registry, row->body));
}

static GtkWidget *
make_row (OsrReportWays *self, const OsrReportRow *row)
{
  OsrRegistry *registry = osr_replica_get_registry (osr_workplace_get_replica (self->workplace));
  GtkWidget *widget = adw_action_row_new ();
  g_autofree char *title = title_of (row, registry);
  g_autofree char *state =
      osr_report_text_state (row->track, registry, osr_workplace_now (self->workplace));
  g_autofree char *about = g_strjoin ("\n", state, row->limit, NULL);
  g_autofree char *safe = g_markup_escape_text (about, -1);
  GtkWidget *button;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), safe);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (widget), 0);
  if (row->late && !osr_report_track_is_over (row->track))
    adw_action_row_set_icon_name (ADW_ACTION_ROW (widget), "osr-late-symbolic");
  if (label_of (row) == NULL)
    return widget;
  button = gtk_button_new_with_mnemonic (label_of (row));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Text, figures, history and what is to be done"));
  if (row->early) {
    gtk_widget_set_tooltip_text (button, _ ("The period has not ended yet"));
    gtk_widget_set_sensitive (button, FALSE);
  }
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_row), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (widget), button);
  if (!row->early) {
    gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (widget), TRUE);
    g_signal_connect_object (widget, "activated", G_CALLBACK (on_row), self, 0);
  }
  return widget;
}

static void
clear (OsrReportWays *self)
{
  for (guint i = 0; i < self->widgets->len; i++)
    adw_preferences_group_remove (self->group, self->widgets->pdata[i]);
  g_ptr_array_set_size (self->widgets, 0);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  for (int i = 0; i < OSR_N_REPORT_SORTS; i++)
    g_clear_pointer (&self->drafts[i], g_free);
}

void
osr_report_ways_show (OsrReportWays *self, OsrWorkplace *workplace, const OsrSummary *summary)
{
  OsrReplica *replica = osr_workplace_get_replica (workplace);
  g_autofree char *period = NULL;

  g_return_if_fail (OSR_IS_REPORT_WAYS (self));
  g_set_object (&self->workplace, workplace);
  clear (self);
  if (summary != NULL && replica != NULL)
    self->rows =
        osr_report_rows_new (replica, &summary->rating->period, osr_workplace_now (workplace));
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows != NULL && self->rows->len > 0);
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  period = osr_rating_text_period (&summary->rating->period);
  adw_preferences_group_set_description (self->group, period);
  self->messages = summary->cases->len;
  for (int i = 0; i < OSR_N_REPORT_SORTS; i++)
    self->drafts[i] = osr_report_text_draft (i, summary);
  for (guint i = 0; i < self->rows->len; i++) {
    GtkWidget *widget = make_row (self, self->rows->pdata[i]);

    adw_preferences_group_add (self->group, widget);
    g_ptr_array_add (self->widgets, widget);
  }
}

static void
osr_report_ways_finalize (GObject *object)
{
  OsrReportWays *self = OSR_REPORT_WAYS (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->widgets, g_ptr_array_unref);
  for (int i = 0; i < OSR_N_REPORT_SORTS; i++)
    g_free (self->drafts[i]);
  g_clear_object (&self->workplace);

  G_OBJECT_CLASS (osr_report_ways_parent_class)->finalize (object);
}

static void
osr_report_ways_class_init (OsrReportWaysClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = osr_report_ways_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/rating/osr-report-ways.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrReportWays, group);
}

static void
osr_report_ways_init (OsrReportWays *self)
{
  self->widgets = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
