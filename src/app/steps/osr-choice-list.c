/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows in a list that asks for no more height than it needs, and scrolls when there are many. */
#include "app/steps/osr-choice-list.h"

#include "app/shared/osr-plain-label.h"
#include "app/shared/osr-shrinking.h"

#define MOST_HEIGHT 232

struct _OsrChoiceList {
  AdwBin parent_instance;

  GtkListBox *list;
  GStrv choices; /* owned */
};

G_DEFINE_FINAL_TYPE (OsrChoiceList, osr_choice_list, ADW_TYPE_BIN)

static guint changed_signal;

static void
on_selected (OsrChoiceList *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
osr_choice_list_finalize (GObject *object)
{
  g_strfreev (OSR_CHOICE_LIST (object)->choices);
  G_OBJECT_CLASS (osr_choice_list_parent_class)->finalize (object);
}

static void
osr_choice_list_class_init (OsrChoiceListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_choice_list_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
osr_choice_list_init (OsrChoiceList *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *shrinking = g_object_new (OSR_TYPE_SHRINKING, "most", MOST_HEIGHT, NULL);
  GtkWidget *list = gtk_list_box_new ();

  self->choices = g_new0 (char *, 1);
  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_SINGLE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_add_css_class (list, "body-list");
  gtk_widget_set_margin_start (list, 2);
  gtk_widget_set_margin_end (list, 2);
  gtk_widget_set_margin_top (list, 2);
  gtk_widget_set_margin_bottom (list, 4);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  adw_bin_set_child (ADW_BIN (shrinking), scrolled);
  gtk_widget_add_css_class (shrinking, "shrinks");
  adw_bin_set_child (ADW_BIN (self), shrinking);
  g_signal_connect_object (list, "row-selected", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
}

GtkWidget *
osr_choice_list_new (const char *name)
{
  OsrChoiceList *self = g_object_new (OSR_TYPE_CHOICE_LIST, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  return GTK_WIDGET (self);
}

static void
add_row (OsrChoiceList *self, const char *name)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = osr_plain_label_new (name, "body-row");

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_list_box_append (self->list, row);
}

void
osr_choice_list_set (OsrChoiceList *self, const char *const *choices)
{
  g_autofree char *chosen = g_strdup (osr_choice_list_get (self));
  GtkListBoxRow *row;

  g_return_if_fail (OSR_IS_CHOICE_LIST (self));
  if (g_strv_equal ((const char *const *) self->choices, choices))
    return;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  g_strfreev (self->choices);
  self->choices = g_strdupv ((char **) choices);
  for (guint i = 0; choices[i] != NULL; i += 2)
    add_row (self, choices[i + 1]);
  if (osr_choice_list_count (self) == 1 || (choices[0] != NULL && *choices[0] == '\0'))
    chosen = chosen != NULL ? g_steal_pointer (&chosen) : g_strdup (choices[0]);
  osr_choice_list_choose (self, chosen);
}

guint
osr_choice_list_count (OsrChoiceList *self)
{
  g_return_val_if_fail (OSR_IS_CHOICE_LIST (self), 0);
  return g_strv_length (self->choices) / 2;
}

const char *
osr_choice_list_get (OsrChoiceList *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (OSR_IS_CHOICE_LIST (self), NULL);
  row = gtk_list_box_get_selected_row (self->list);
  return row != NULL ? self->choices[2 * gtk_list_box_row_get_index (row)] : NULL;
}

void
osr_choice_list_choose (OsrChoiceList *self, const char *id)
{
  g_return_if_fail (OSR_IS_CHOICE_LIST (self));
  for (guint i = 0; id != NULL && self->choices[i] != NULL; i += 2) {
    if (g_str_equal (self->choices[i], id))
      gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, (int) i / 2));
  }
}
