/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of ids; each row reads its case when it is shown. */
#include "app/rating/osr-case-list-dialog.h"

#include <glib/gi18n.h>

#include "report/osr-shown-text.h"
#include "report/rating/osr-rating-text.h"

#define MOST_CHARACTERS 160

struct _OsrCaseListDialog {
  AdwWindow parent_instance;

  /* template widgets */
  AdwWindowTitle *heading;
  GtkListView *list;

  OsrWorkplace *workplace; /* owned */
};

G_DEFINE_FINAL_TYPE (OsrCaseListDialog, osr_case_list_dialog, ADW_TYPE_WINDOW)

static void
set_up_row (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  for (int i = 0; i < 2; i++) {
    GtkWidget *label = gtk_label_new (NULL);

    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
    gtk_widget_add_css_class (label, i == 0 ? "heading" : "case-text");
    gtk_box_append (GTK_BOX (box), label);
  }
  gtk_widget_add_css_class (box, "case-row");
  gtk_list_item_set_child (list_item, box);
}

/* (transfer full): number and body, or that it is not held here */
static char *
head_of (OsrCase *c, OsrReplica *replica, const char *id)
{
  const OsrCaseBody *drafter = c != NULL ? osr_case_get_drafter (c) : NULL;
  const char *number = c != NULL && c->number != NULL ? c->number : id;

  if (drafter == NULL)
    return g_strdup (number);
  /* Translators: number of a case, and a body */
  return g_strdup_printf (_ ("No. %1$s · %2$s"), number,
                          osr_rating_text_body (osr_replica_get_registry (replica), drafter->body));
}

static char *
words_of (OsrCase *c)
{
  if (c == NULL || c->text == NULL)
    return g_strdup (_ ("The text is not kept here"));
  return osr_shown_text (c->text, MOST_CHARACTERS, 0, NULL);
}

static void
bind_row (GtkSignalListItemFactory *factory, GtkListItem *list_item, OsrCaseListDialog *self)
{
  const char *id = gtk_string_object_get_string (gtk_list_item_get_item (list_item));
  GtkWidget *box = gtk_list_item_get_child (list_item);
  OsrReplica *replica = osr_workplace_get_replica (self->workplace);
  g_autoptr (OsrCase) c = replica != NULL ? osr_replica_get_case (replica, id) : NULL;
  g_autofree char *head = head_of (c, replica, id);
  g_autofree char *words = words_of (c);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (box)), head);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (box)), words);
}

static void
on_activate (GtkListView *list, guint position, OsrCaseListDialog *self)
{
  g_autoptr (GtkStringObject) string =
      g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (list)), position);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (string == NULL)
    return;
  osr_workplace_open_case (self->workplace, gtk_string_object_get_string (string));
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.section", "s", "today");
  gtk_window_close (GTK_WINDOW (self));
}

static void
osr_case_list_dialog_dispose (GObject *object)
{
  g_clear_object (&OSR_CASE_LIST_DIALOG (object)->workplace);
  G_OBJECT_CLASS (osr_case_list_dialog_parent_class)->dispose (object);
}

static void
osr_case_list_dialog_class_init (OsrCaseListDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_case_list_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/rating/osr-case-list-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrCaseListDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, OsrCaseListDialog, list);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
osr_case_list_dialog_init (OsrCaseListDialog *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (set_up_row), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row), self);
  gtk_list_view_set_factory (self->list, factory);
  g_object_unref (factory);
  g_signal_connect (self->list, "activate", G_CALLBACK (on_activate), self);
}

GtkWidget *
osr_case_list_dialog_new (GtkWindow *parent, OsrWorkplace *workplace, const char *title,
                          const char *const *ids)
{
  OsrCaseListDialog *self =
      g_object_new (OSR_TYPE_CASE_LIST_DIALOG, "transient-for", parent, "modal", TRUE, NULL);
  guint n = g_strv_length ((char **) ids);
  g_autofree char *count = g_strdup_printf (ngettext ("%u message", "%u messages", n), n);
  GtkSelectionModel *model =
      GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (gtk_string_list_new (ids))));

  self->workplace = g_object_ref (workplace);
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->heading, title);
  adw_window_title_set_subtitle (self->heading, count);
  gtk_list_view_set_model (self->list, model);
  g_object_unref (model);
  return GTK_WIDGET (self);
}
