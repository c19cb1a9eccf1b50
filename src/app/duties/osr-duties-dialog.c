/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows the list of duties, and counts it anew when the office's stream grows. */
#include "app/duties/osr-duties-dialog.h"

#include <glib/gi18n.h>

#include "app/duties/osr-duty-list.h"
#include "app/shared/osr-sentence.h"
#include "report/osr-account-gap-text.h"

#define ITEM_KEY "osr-item"

struct _OsrDutiesDialog {
  AdwWindow parent_instance;

  /* template widgets */
  GtkStack *stack;
  GtkListBox *rows;
  GtkWidget *gaps_title;
  GtkListBox *gaps;

  /* owned */
  OsrWorkplace *workplace;
  GSignalGroup *replica_signals;
  GListStore *items;
};

G_DEFINE_FINAL_TYPE (OsrDutiesDialog, osr_duties_dialog, ADW_TYPE_WINDOW)

static void
add_gap (OsrDutiesDialog *self, const OsrAccountGap *gap, OsrRegistry *registry)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *words = osr_account_gap_text (gap, registry);
  g_autofree char *title = g_markup_escape_text (words, -1);
  g_autofree char *clause = osr_account_gap_text_clause (gap);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), clause);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (self->gaps, row);
}

/* How many there are. */
static guint
fill_gaps (OsrDutiesDialog *self)
{
  OsrReplica *replica = osr_workplace_get_replica (self->workplace);
  OsrRegistry *registry = replica != NULL ? osr_replica_get_registry (replica) : NULL;
  g_autoptr (GPtrArray) gaps = NULL;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->gaps, 0)) != NULL)
    gtk_list_box_remove (self->gaps, GTK_WIDGET (row));
  if (registry != NULL)
    gaps = osr_registry_list_account_gaps (registry, osr_workplace_now (self->workplace));
  for (guint i = 0; gaps != NULL && i < gaps->len; i++)
    add_gap (self, gaps->pdata[i], registry);
  gtk_widget_set_visible (self->gaps_title, gaps != NULL && gaps->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->gaps), gaps != NULL && gaps->len > 0);
  return gaps != NULL ? gaps->len : 0;
}

static void
fill (OsrDutiesDialog *self)
{
  guint gaps = fill_gaps (self);
  guint duties;

  osr_duty_list_fill (self->items, osr_workplace_get_replica (self->workplace),
                      osr_workplace_now (self->workplace));
  duties = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  gtk_widget_set_visible (GTK_WIDGET (self->rows), duties > 0);
  gtk_stack_set_visible_child_name (self->stack, duties + gaps > 0 ? "rows" : "nothing");
}

/* No meaning by colour alone: the words say it, the icon shows it. */
static const char *
icon_of (OsrDutyState state)
{
  switch (state) {
  case OSR_DUTY_DONE:
    return "osr-done-symbolic";
  case OSR_DUTY_LATE:
    return "osr-late-symbolic";
  case OSR_DUTY_OPEN:
  default:
    return "osr-waiting-symbolic";
  }
}

static GtkWidget *
make_state (OsrDutyItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_of (osr_duty_item_get_state (item)));
  GtkWidget *label = gtk_label_new (osr_duty_item_get_says (item));

  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_widget_add_css_class (label, "numeric");
  if (osr_duty_item_get_state (item) == OSR_DUTY_LATE)
    gtk_widget_add_css_class (box, "error");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

/* What a screen reader says of the row: all of it in one sentence. */
static void
name_row (GtkWidget *row, OsrDutyItem *item)
{
  g_autofree char *said =
      g_strdup_printf ("%s; %s; %s; %s", osr_duty_item_get_title (item),
                       osr_duty_item_get_about (item), osr_duty_item_get_due (item),
                       osr_duty_item_get_says (item));

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
}

static void
on_look (GtkWidget *button, OsrDutiesDialog *self)
{
  OsrDutyItem *item = g_object_get_data (G_OBJECT (button), ITEM_KEY);
  OsrReplica *replica = osr_workplace_get_replica (self->workplace);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (replica == NULL ||
      osr_duty_list_tell_look (item, replica, osr_workplace_now (self->workplace), &error))
    return;
  sentence = osr_sentence_for_error (error);
  gtk_widget_set_tooltip_text (button, sentence);
  gtk_widget_set_sensitive (button, FALSE);
}

/* For whoever looked at the comments themselves: the monitor's own look is told by it. */
static GtkWidget *
make_look (OsrDutiesDialog *self, OsrDutyItem *item)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Looked"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("I have looked at the comments under this post"));
  g_object_set_data_full (G_OBJECT (button), ITEM_KEY, g_object_ref (item), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_look), self, 0);
  return button;
}

static GtkWidget *
make_row (gpointer object, gpointer data)
{
  OsrDutyItem *item = object;
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (osr_duty_item_get_title (item), -1);
  g_autofree char *about =
      g_strdup_printf ("%s\n%s", osr_duty_item_get_about (item), osr_duty_item_get_due (item));
  g_autofree char *subtitle = g_markup_escape_text (about, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_tooltip_text (row, osr_duty_item_get_text (item));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_state (item));
  if (osr_duty_item_get_account (item) != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_look (data, item));
  name_row (row, item);
  return row;
}

static void
osr_duties_dialog_dispose (GObject *object)
{
  OsrDutiesDialog *self = OSR_DUTIES_DIALOG (object);

  if (self->replica_signals != NULL)
    g_signal_group_set_target (self->replica_signals, NULL);
  g_clear_object (&self->replica_signals);
  g_clear_object (&self->workplace);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (osr_duties_dialog_parent_class)->dispose (object);
}

static void
osr_duties_dialog_class_init (OsrDutiesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_duties_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/duties/osr-duties-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrDutiesDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, OsrDutiesDialog, rows);
  gtk_widget_class_bind_template_child (widget_class, OsrDutiesDialog, gaps_title);
  gtk_widget_class_bind_template_child (widget_class, OsrDutiesDialog, gaps);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
osr_duties_dialog_init (OsrDutiesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->items = g_list_store_new (OSR_TYPE_DUTY_ITEM);
  gtk_list_box_bind_model (self->rows, G_LIST_MODEL (self->items), make_row, self, NULL);
  self->replica_signals = g_signal_group_new (OSR_TYPE_REPLICA);
  g_signal_group_connect_swapped (self->replica_signals, "registry-changed", G_CALLBACK (fill),
                                  self);
  g_signal_group_connect_swapped (self->replica_signals, "beside-changed", G_CALLBACK (fill), self);
}

GtkWidget *
osr_duties_dialog_new (GtkWindow *parent, OsrWorkplace *workplace)
{
  OsrDutiesDialog *self =
      g_object_new (OSR_TYPE_DUTIES_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  self->workplace = g_object_ref (workplace);
  g_signal_group_set_target (self->replica_signals, osr_workplace_get_replica (workplace));
  fill (self);
  return GTK_WIDGET (self);
}
