/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of rows, made anew with each summary. */
#include "app/rating/osr-report-board.h"

#include <glib/gi18n.h>

#include "app/rating/osr-rating-table.h"
#include "report/osr-time-text.h"
#include "report/rating/osr-rating-text.h"

struct _OsrReportBoard {
  AdwBin parent_instance;

  GtkBox *groups; /* template widget */
};

G_DEFINE_FINAL_TYPE (OsrReportBoard, osr_report_board, ADW_TYPE_BIN)

static void
on_row (AdwActionRow *row, GPtrArray *cases)
{
  osr_rating_show_cases (GTK_WIDGET (row), gtk_widget_get_name (GTK_WIDGET (row)), cases);
}

static void
free_cases (gpointer cases, GClosure *closure)
{
  g_ptr_array_unref (cases);
}

/* @title: plain text */
static GtkWidget *
make_row (const char *title, const char *subtitle, const char *value, GPtrArray *cases)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (value);
  g_autofree char *safe = g_markup_escape_text (title, -1);
  g_autofree char *about = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), safe);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), about);
  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_widget_set_name (row, title);
  if (cases->len == 0)
    return row;
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_data (row, "activated", G_CALLBACK (on_row), g_ptr_array_ref (cases), free_cases,
                         0);
  return row;
}

static AdwPreferencesGroup *
add_group (OsrReportBoard *self, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  gtk_box_append (self->groups, group);
  return ADW_PREFERENCES_GROUP (group);
}

static void
add_late (OsrReportBoard *self, const OsrSummary *summary)
{
  OsrZone *zone = osr_rating_zone (summary->registry);
  g_autofree char *now = osr_time_text_full (summary->now, zone);
  AdwPreferencesGroup *group = add_group (self, _ ("Late now"), now);

  for (guint i = 0; i < summary->late->len; i++) {
    const OsrLateNow *late = summary->late->pdata[i];
    g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func (g_free);
    g_autofree char *due = osr_time_text_moment (late->due, summary->now, zone);
    const char *body = late->body != NULL ? osr_rating_text_body (summary->registry, late->body)
                                          : _ ("the curator");
    /* Translators: what is late, and who owes it */
    g_autofree char *what =
        g_strdup_printf (_ ("%1$s · %2$s"), osr_time_text_timer (late->spec), body);
    /* Translators: a moment */
    g_autofree char *since = g_strdup_printf (_ ("was due %s"), due);

    g_ptr_array_add (cases, g_strdup (late->id));
    adw_preferences_group_add (group, make_row (late->number != NULL ? late->number : late->id,
                                                what, since, cases));
  }
  if (summary->late->len == 0)
    adw_preferences_group_set_description (group, _ ("Nothing is late at this moment."));
}

static void
add_lines (OsrReportBoard *self, const OsrSummary *summary, OsrSummaryBy by)
{
  g_autofree char *period = osr_rating_text_period (&summary->rating->period);
  g_autofree char *earlier = osr_rating_text_period (&summary->before->period);
  /* Translators: a period, and the one before it */
  g_autofree char *about = g_strdup_printf (_ ("%1$s, compared with %2$s"), period, earlier);
  AdwPreferencesGroup *group = add_group (self, osr_rating_text_by (by), about);

  for (guint i = 0; i < summary->lines[by]->len; i++) {
    const OsrSummaryLine *line = summary->lines[by]->pdata[i];
    g_autofree char *count = g_strdup_printf ("%u", line->cases->len);
    g_autofree char *change = osr_rating_text_count_change (line->cases->len, line->before);
    /* Translators: how many in the period before, and the change */
    g_autofree char *before =
        g_strdup_printf (_ ("before: %1$d · %2$s"), (int) line->before, change);

    adw_preferences_group_add (group,
                               make_row (osr_rating_text_line (summary->registry, by, line->id),
                                         before, count, line->cases));
  }
}

void
osr_report_board_set_summary (OsrReportBoard *self, const OsrSummary *summary)
{
  GtkWidget *child;

  g_return_if_fail (OSR_IS_REPORT_BOARD (self));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  if (summary == NULL)
    return;
  add_late (self, summary);
  for (int i = 0; i < OSR_N_SUMMARY_BY; i++)
    add_lines (self, summary, i);
}

static void
osr_report_board_class_init (OsrReportBoardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/rating/osr-report-board.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrReportBoard, groups);
}

static void
osr_report_board_init (OsrReportBoard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
