/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows one derivation. It is filled once and does not follow later changes: who reads it compares
 * it with the text of the regulation. */
#include "app/detail/osr-derivation-dialog.h"

#include <glib/gi18n.h>

#include "app/detail/osr-derivation-rows.h"
#include "app/detail/osr-history-sentence.h"
#include "app/shared/osr-time-text.h"

struct _OsrDerivationDialog {
  AdwWindow parent_instance;

  /* template */
  GtkWidget *heading;
  GtkWidget *due;
  GtkWidget *clause;
  GtkWidget *reading;
  GtkWidget *start;
  GtkWidget *intervals;
  GtkWidget *sum;
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
make_row (const OsrDerivationRow *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = gtk_image_new_from_icon_name (row->counted ? "object-select-symbolic"
                                                               : "list-remove-symbolic");
  GtkWidget *when = make_label (row->when, "numeric", FALSE);
  GtkWidget *list_row = gtk_list_box_row_new ();
  g_autofree char *name =
      g_strdup_printf ("%s, %s, %s", row->when, row->what,
                       row->counted ? row->amount ? row->amount : "" : _ ("not counted"));

  gtk_widget_add_css_class (icon, row->counted ? "success" : "dim-label");
  gtk_label_set_width_chars (GTK_LABEL (when), 22);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), when);
  gtk_box_append (GTK_BOX (box), make_label (row->what, row->counted ? NULL : "dim-label", TRUE));
  if (row->amount != NULL)
    gtk_box_append (GTK_BOX (box), make_label (row->amount, "numeric", FALSE));
  else if (!row->counted)
    gtk_box_append (GTK_BOX (box), make_label (_ ("not counted"), "dim-label", FALSE));
  gtk_widget_add_css_class (box, "derivation-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (list_row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (list_row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list_row), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  return list_row;
}

static void
set_start (OsrDerivationDialog *self, const OsrDerivation *derivation, OsrCase *c,
           OsrRegistry *registry, OsrZone *zone)
{
  g_autofree char *text = NULL;

  if (derivation->backwards && derivation->parent != NULL) {
    g_autofree char *moment = osr_derivation_moment (derivation->from, zone);

    text = g_strdup_printf (_ ("Counted back from another limit: %s, %s"),
                            osr_time_text_timer (derivation->parent->spec->id), moment);
  } else if (derivation->deadline->start_index < c->events->len) {
    g_autoptr (OsrHistorySentence) sentence =
        osr_history_sentence_new (c, derivation->deadline->start_index, NULL, registry);
    g_autofree char *moment = osr_derivation_moment (derivation->start, zone);

    text = g_strdup_printf (_ ("Counted from: %s%s, %s"), sentence->lead,
                            sentence->rest != NULL ? sentence->rest : "", moment);
  }
  gtk_label_set_label (GTK_LABEL (self->start), text != NULL ? text : "");
}

static void
set_clause (OsrDerivationDialog *self, const OsrDeadline *deadline, OsrRegistry *registry)
{
  OsrRegulation *regulation = osr_registry_get_regulation (registry);
  g_autofree char *clause =
      g_strdup_printf (_ ("Clause %s · %s"), deadline->spec->clause,
                       regulation != NULL ? osr_regulation_get_title (regulation) : "");

  gtk_label_set_label (GTK_LABEL (self->clause), clause);
  if (deadline->spec->reading != NULL)
    gtk_label_set_label (GTK_LABEL (self->reading), deadline->spec->reading);
  gtk_widget_set_visible (self->reading, deadline->spec->reading != NULL);
}

static void
fill (OsrDerivationDialog *self, OsrCase *c, GPtrArray *deadlines, const OsrDeadline *deadline,
      OsrRegistry *registry)
{
  g_autoptr (OsrDerivation) derivation = osr_deadline_explain (deadline, deadlines, registry);
  OsrWorkTime *work_time = osr_registry_get_work_time (
      registry, deadline->spec->office == OSR_OFFICE_BODY ? deadline->body : NULL);
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *due = NULL;
  g_autofree char *sum = NULL;

  set_clause (self, deadline, registry);
  heading = g_strdup_printf (_ ("Limit: %s"), osr_time_text_timer (deadline->spec->id));
  gtk_label_set_label (GTK_LABEL (self->heading), heading);
  if (derivation == NULL || work_time == NULL) {
    gtk_label_set_label (GTK_LABEL (self->due),
                         deadline->spec->unit == OSR_UNIT_AT_ONCE
                             ? _ ("At once: the regulation names no amount of time")
                             : _ ("Not known: the production calendar does not cover these days"));
    gtk_widget_set_visible (self->sum, FALSE);
    return;
  }
  due = osr_derivation_moment (derivation->due, osr_work_time_get_zone (work_time));
  gtk_label_set_label (GTK_LABEL (self->due), due);
  set_start (self, derivation, c, registry, osr_work_time_get_zone (work_time));
  rows = osr_derivation_rows_new (derivation, work_time);
  for (guint i = 0; i < rows->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->intervals), make_row (rows->pdata[i]));
  sum = osr_derivation_sum (derivation);
  gtk_label_set_label (GTK_LABEL (self->sum), sum);
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
  gtk_widget_class_bind_template_child (widget_class, OsrDerivationDialog, sum);
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
