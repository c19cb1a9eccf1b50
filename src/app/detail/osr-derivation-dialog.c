/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows one derivation. It is filled once and does not follow later changes: who reads it compares
 * it with the text of the regulation. */
#include "app/detail/osr-derivation-dialog.h"

#include <glib/gi18n.h>

#include "app/detail/osr-derivation-rows.h"
#include "app/detail/osr-history-sentence.h"
#include "app/shared/osr-language.h"
#include "app/shared/osr-time-text.h"

struct _OsrDerivationDialog {
  AdwWindow parent_instance;

  /* template */
  GtkWidget *heading;
  GtkWidget *due;
  GtkWidget *clause;
  GtkWidget *text;
  GtkWidget *reading;
  GtkWidget *title;
  GtkWidget *start;
  GtkWidget *intervals;
};

G_DEFINE_TYPE (OsrDerivationDialog, osr_derivation_dialog, ADW_TYPE_WINDOW)

static GtkWidget *
make_label (const char *text, const char *css_class, gboolean expand)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), expand);
  gtk_widget_set_hexpand (label, expand);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_list_row (GtkWidget *child, const char *name)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), child);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static GtkWidget *
make_row (const OsrDerivationRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name (row->counted ? "object-select-symbolic"
                                                               : "list-remove-symbolic");
  GtkWidget *when = make_label (row->when, "numeric", FALSE);
  const char *amount = row->amount != NULL ? row->amount : row->counted ? "" : _ ("not counted");
  g_autofree char *name = g_strdup_printf ("%s, %s, %s", row->when, row->what, amount);

  gtk_widget_add_css_class (box, "derivation-row");
  if (row->counted)
    gtk_widget_add_css_class (icon, "success");
  else
    gtk_widget_add_css_class (box, "skipped");
  gtk_label_set_width_chars (GTK_LABEL (when), 22);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), when);
  gtk_box_append (GTK_BOX (box), make_label (row->what, NULL, TRUE));
  gtk_box_append (GTK_BOX (box), make_label (amount, "numeric", FALSE));
  return make_list_row (box, name);
}

/* The line under the table, under which the figures above add up. */
static GtkWidget *
make_sum (const OsrDerivation *derivation)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *sum = osr_derivation_sum (derivation);
  GtkWidget *label = make_label (sum, "numeric", TRUE);
  GtkWidget *row;

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (box, "derivation-row");
  gtk_widget_add_css_class (box, "sum");
  gtk_box_append (GTK_BOX (box), make_label (_ ("Together"), NULL, FALSE));
  gtk_box_append (GTK_BOX (box), label);
  row = make_list_row (box, sum);
  gtk_widget_add_css_class (row, "total");
  return row;
}

/* "Friday, 6 March, 14:24". */
static char *
long_moment (OsrInstant instant, OsrZone *zone)
{
  g_autofree char *day = osr_time_text_date (osr_zone_day_at (zone, instant, NULL));
  g_autofree char *clock = osr_derivation_clock (instant, zone);

  return g_strdup_printf (_ ("%1$s, %2$s"), day, clock);
}

static void
set_start (OsrDerivationDialog *self, const OsrDerivation *derivation, OsrCase *c,
           OsrRegistry *registry, OsrZone *zone)
{
  g_autofree char *text = NULL;

  if (derivation->backwards && derivation->parent != NULL) {
    g_autofree char *moment = long_moment (derivation->from, zone);

    text = g_strdup_printf (_ ("Counted back from another limit: %s, %s"),
                            osr_time_text_timer (derivation->parent->spec), moment);
  } else if (derivation->deadline->start_index < c->events->len) {
    g_autoptr (OsrHistorySentence) sentence =
        osr_history_sentence_new (c, derivation->deadline->start_index, NULL, registry);
    g_autofree char *moment = long_moment (derivation->start, zone);

    text = g_strdup_printf (_ ("Counted from: %s%s, %s"), sentence->lead,
                            sentence->rest != NULL ? sentence->rest : "", moment);
  }
  gtk_label_set_label (GTK_LABEL (self->start), text != NULL ? text : "");
}

/* How this office reads what the clause leaves open, a line each; (nullable). */
static char *
dup_readings (const OsrTimerSpec *spec, OsrRegulation *regulation)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < spec->readings->len; i++) {
    const OsrReading *reading = osr_regulation_find_reading (regulation, spec->readings->pdata[i]);

    if (reading != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "",
                              osr_language_text (&osr_reading_get_chosen (reading)->text));
  }
  if (text->len == 0)
    return NULL;
  /* Translators: how the program counts what the clause says */
  return g_strdup_printf (_ ("How it is counted: %s"), text->str);
}

static void
show_text (GtkWidget *label, const char *text)
{
  gtk_widget_set_visible (label, text != NULL);
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
}

static void
set_clause (OsrDerivationDialog *self, const OsrDeadline *deadline, OsrRegulation *regulation)
{
  g_autofree char *clause = g_strdup_printf (_ ("Clause %s"), deadline->spec->clause);
  g_autofree char *reading = regulation != NULL ? dup_readings (deadline->spec, regulation) : NULL;

  gtk_label_set_label (GTK_LABEL (self->clause), clause);
  show_text (self->text, osr_language_text (&deadline->spec->text));
  show_text (self->reading, reading);
  show_text (self->title,
             regulation != NULL ? osr_regulation_get_title (regulation, osr_language ()) : NULL);
}

static void
fill_intervals (OsrDerivationDialog *self, const OsrDerivation *derivation, OsrWorkTime *work_time)
{
  g_autoptr (GPtrArray) rows = osr_derivation_rows_new (derivation, work_time);

  for (guint i = 0; i < rows->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->intervals), make_row (rows->pdata[i]));
  gtk_list_box_append (GTK_LIST_BOX (self->intervals), make_sum (derivation));
}

static void
fill (OsrDerivationDialog *self, OsrCase *c, GPtrArray *deadlines, const OsrDeadline *deadline,
      OsrRegistry *registry)
{
  g_autoptr (OsrDerivation) derivation = osr_deadline_explain (deadline, deadlines, registry);
  OsrWorkTime *work_time = osr_deadline_get_work_time (deadline, registry);
  g_autofree char *heading = NULL;
  g_autofree char *due = NULL;

  set_clause (self, deadline, osr_registry_get_regulation_for (registry, c));
  heading = g_strdup_printf (_ ("Limit: %s"), osr_time_text_timer (deadline->spec));
  gtk_label_set_label (GTK_LABEL (self->heading), heading);
  if (derivation == NULL || work_time == NULL) {
    gtk_label_set_label (GTK_LABEL (self->due),
                         deadline->spec->unit == OSR_UNIT_AT_ONCE
                             ? _ ("At once: the regulation names no amount of time")
                             : _ ("Not known: the production calendar does not cover these days"));
    gtk_widget_set_visible (self->start, FALSE);
    gtk_widget_set_visible (self->intervals, FALSE);
    return;
  }
  due = long_moment (derivation->due, osr_work_time_get_zone (work_time));
  gtk_label_set_label (GTK_LABEL (self->due), due);
  set_start (self, derivation, c, registry, osr_work_time_get_zone (work_time));
  fill_intervals (self, derivation, work_time);
}

static void
osr_derivation_dialog_class_init (OsrDerivationDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/detail/osr-derivation-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrDerivationDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, OsrDerivationDialog, due);
  gtk_widget_class_bind_template_child (widget_class, OsrDerivationDialog, clause);
  gtk_widget_class_bind_template_child (widget_class, OsrDerivationDialog, reading);
  gtk_widget_class_bind_template_child (widget_class, OsrDerivationDialog, start);
  gtk_widget_class_bind_template_child (widget_class, OsrDerivationDialog, intervals);
  gtk_widget_class_bind_template_child (widget_class, OsrDerivationDialog, text);
  gtk_widget_class_bind_template_child (widget_class, OsrDerivationDialog, title);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
osr_derivation_dialog_init (OsrDerivationDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
osr_derivation_dialog_new (GtkWindow *parent, OsrCase *c, GPtrArray *deadlines,
                           const OsrDeadline *deadline, OsrRegistry *registry)
{
  OsrDerivationDialog *self =
      g_object_new (OSR_TYPE_DERIVATION_DIALOG, "transient-for", parent, NULL);

  fill (self, c, deadlines, deadline, registry);
  return GTK_WIDGET (self);
}
