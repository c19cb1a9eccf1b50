/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows one derivation. It is filled once and does not follow later changes: who reads it compares
 * it with the text of the regulation. */
#include "app/detail/osr-derivation-dialog.h"

#include <glib/gi18n.h>

#include "report/osr-derivation-text.h"
#include "report/osr-language.h"

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
  const char *amount = row->amount != NULL ? row->amount : "";
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
  g_autofree char *sum = osr_derivation_text_sum (derivation);
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

static void
show_text (GtkWidget *label, const char *text)
{
  gtk_widget_set_visible (label, text != NULL);
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
}

static void
set_clause (OsrDerivationDialog *self, const OsrDeadline *deadline)
{
  g_autofree char *clause = osr_derivation_text_clause (deadline);
  g_autofree char *readings = osr_derivation_text_readings (deadline);

  gtk_label_set_label (GTK_LABEL (self->clause), clause);
  show_text (self->text, osr_language_text (&deadline->spec->text));
  show_text (self->reading, readings);
  show_text (self->title, osr_regulation_get_title (deadline->regulation, osr_language ()));
}

static void
fill_intervals (OsrDerivationDialog *self, const OsrDerivation *derivation)
{
  g_autoptr (GPtrArray) rows = osr_derivation_text_rows (derivation);

  for (guint i = 0; i < rows->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->intervals), make_row (rows->pdata[i]));
  gtk_list_box_append (GTK_LIST_BOX (self->intervals), make_sum (derivation));
}

static void
fill (OsrDerivationDialog *self, OsrCase *c, GPtrArray *deadlines, const OsrDeadline *deadline,
      OsrRegistry *registry)
{
  g_autoptr (OsrDerivation) derivation = osr_deadline_explain (deadline, deadlines, registry);
  g_autofree char *heading = osr_derivation_text_heading (deadline);
  g_autofree char *due = osr_derivation_text_result (deadline, registry);
  g_autofree char *start = NULL;

  set_clause (self, deadline);
  gtk_label_set_label (GTK_LABEL (self->heading), heading);
  gtk_label_set_label (GTK_LABEL (self->due), due);
  gtk_widget_set_visible (self->intervals, derivation != NULL);
  if (derivation != NULL) {
    start = osr_derivation_text_start (derivation, c, registry);
    fill_intervals (self, derivation);
  }
  show_text (self->start, start);
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
