/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filled once, when it is opened: it tells of the past. Which cases are asked is the replica's to know,
 * what is said of them the report layer's. */
#include "app/happened/osr-happened-dialog.h"

#include <glib/gi18n.h>

#include "app/shared/osr-plain-label.h"
#include "report/osr-happenings.h"
#include "report/osr-time-text.h"

/* A longer list is not read: the queue has everything. */
#define MOST_CASES 100

struct _OsrHappenedDialog {
  AdwWindow parent_instance;

  /* template widgets */
  AdwWindowTitle *heading;
  GtkStack *stack;
  GtkWidget *found;
  GtkListBox *rows;
  GtkWidget *more;

  OsrWorkplace *workplace; /* owned */
  guint count;
};

G_DEFINE_FINAL_TYPE (OsrHappenedDialog, osr_happened_dialog, ADW_TYPE_WINDOW)

static GtkWidget *
make_excerpt (const char *text)
{
  GtkWidget *label = osr_plain_label_new (text, "dim-label");

  gtk_label_set_lines (GTK_LABEL (label), 1);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  return label;
}

/* Citizens' and colleagues' words are plain text here, never markup. */
static GtkWidget *
make_row (const OsrHappening *one)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  g_autoptr (GString) name = g_string_new (one->title);

  gtk_widget_add_css_class (box, "happened-row");
  gtk_box_append (GTK_BOX (box), osr_plain_label_new (one->title, "heading"));
  gtk_box_append (GTK_BOX (box), make_excerpt (one->excerpt));
  if (one->left_out > 0) {
    g_autofree char *before = g_strdup_printf (
        ngettext ("and %u step before", "and %u steps before", one->left_out), one->left_out);

    gtk_box_append (GTK_BOX (box), osr_plain_label_new (before, "dim-label"));
  }
  for (guint i = 0; i < one->says->len; i++) {
    gtk_box_append (GTK_BOX (box), osr_plain_label_new (one->says->pdata[i], "numeric"));
    g_string_append_printf (name, "; %s", (const char *) one->says->pdata[i]);
  }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, _ ("Open the case"));
  g_object_set_data_full (G_OBJECT (row), "osr-case", g_strdup (one->case_id), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str,
                                  -1);
  return row;
}

static void
show_found (OsrHappenedDialog *self, guint found)
{
  g_autofree char *words = NULL;

  gtk_widget_set_visible (self->found, found > 0);
  if (found == 0)
    return;
  words = g_strdup_printf (ngettext ("%u new message was found and nobody has taken it yet.",
                                     "%u new messages were found and nobody has taken them yet.",
                                     found),
                           found);
  gtk_label_set_label (GTK_LABEL (self->found), words);
}

static void
show_more (OsrHappenedDialog *self)
{
  guint more = self->count > MOST_CASES ? self->count - MOST_CASES : 0;
  g_autofree char *words =
      g_strdup_printf (ngettext ("and %u more case", "and %u more cases", more), more);

  gtk_widget_set_visible (self->more, more > 0);
  gtk_label_set_label (GTK_LABEL (self->more), words);
}

/* The newest first. */
static void
add_cases (OsrHappenedDialog *self, OsrReplica *replica, OsrInstant since, guint *found)
{
  g_autoptr (GPtrArray) ids = osr_replica_list_since (replica, since);
  OsrRegistry *registry = osr_replica_get_registry (replica);
  const char *person = osr_replica_get_person (replica);

  for (guint i = 0; i < ids->len; i++) {
    g_autoptr (OsrCase) c = osr_replica_get_case (replica, ids->pdata[i]);
    g_autoptr (OsrHappening) one =
        c != NULL
            ? osr_happening_new (c, registry, person, since, osr_workplace_now (self->workplace))
            : NULL;

    if (one == NULL && c != NULL && c->state == OSR_CASE_FOUND && c->found_at > since)
      (*found)++;
    if (one != NULL && self->count++ < MOST_CASES)
      gtk_list_box_append (self->rows, make_row (one));
  }
}

static void
fill (OsrHappenedDialog *self)
{
  OsrReplica *replica = osr_workplace_get_replica (self->workplace);
  OsrInstant now = osr_workplace_now (self->workplace);
  OsrWorkTime *work_time;
  OsrInstant since;
  guint found = 0;

  if (replica == NULL)
    return;
  since = osr_happenings_since (osr_replica_get_registry (replica), now,
                                osr_replica_get_left_at (replica));
  work_time = osr_registry_get_work_time (osr_replica_get_registry (replica), NULL);
  if (work_time != NULL) {
    g_autofree char *moment = osr_time_text_moment (since, now, osr_work_time_get_zone (work_time));
    /* Translators: %s is a moment, "yesterday 18:00" */
    g_autofree char *words = g_strdup_printf (_ ("since %s"), moment);

    adw_window_title_set_subtitle (self->heading, words);
  }
  add_cases (self, replica, since, &found);
  show_found (self, found);
  show_more (self);
  gtk_widget_set_visible (GTK_WIDGET (self->rows), self->count > 0);
  gtk_stack_set_visible_child_name (self->stack, self->count + found > 0 ? "rows" : "nothing");
}

static void
open_row (OsrHappenedDialog *self, GtkListBoxRow *row)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (row), "osr-case"));

  osr_workplace_open_case (self->workplace, id);
  gtk_window_close (GTK_WINDOW (self));
}

static void
osr_happened_dialog_dispose (GObject *object)
{
  g_clear_object (&OSR_HAPPENED_DIALOG (object)->workplace);
  G_OBJECT_CLASS (osr_happened_dialog_parent_class)->dispose (object);
}

static void
osr_happened_dialog_class_init (OsrHappenedDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_happened_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/happened/osr-happened-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrHappenedDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, OsrHappenedDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, OsrHappenedDialog, found);
  gtk_widget_class_bind_template_child (widget_class, OsrHappenedDialog, rows);
  gtk_widget_class_bind_template_child (widget_class, OsrHappenedDialog, more);
  gtk_widget_class_bind_template_callback (widget_class, open_row);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
osr_happened_dialog_init (OsrHappenedDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
osr_happened_dialog_new (GtkWindow *parent, OsrWorkplace *workplace)
{
  OsrHappenedDialog *self =
      g_object_new (OSR_TYPE_HAPPENED_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  self->workplace = g_object_ref (workplace);
  fill (self);
  return GTK_WIDGET (self);
}
