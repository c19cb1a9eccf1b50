/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text that was refused is never thrown away by itself: it can be put back into the composer,
 * copied, or let go. */
#include "app/frame/osr-attention-dialog.h"

#include <glib/gi18n.h>

#include "app/frame/osr-attention-row.h"

struct _OsrAttentionDialog {
  AdwWindow parent_instance;

  /* template widgets */
  GtkBox *rows;

  /* owned */
  OsrWorkplace *workplace;
  GSignalGroup *replica_signals;
};

G_DEFINE_FINAL_TYPE (OsrAttentionDialog, osr_attention_dialog, ADW_TYPE_WINDOW)

static void
clear_rows (OsrAttentionDialog *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_box_remove (self->rows, child);
}

/* The row asked for its case: the dialog has done its work. */
static void
on_opened (OsrAttentionDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
fill_rows (OsrAttentionDialog *self)
{
  OsrReplica *replica = osr_workplace_get_replica (self->workplace);
  g_autoptr (GPtrArray) attention = NULL;

  clear_rows (self);
  if (replica != NULL)
    attention = osr_replica_get_attention (replica);
  if (attention == NULL || attention->len == 0) {
    gtk_window_close (GTK_WINDOW (self));
    return;
  }
  for (guint i = 0; i < attention->len; i++) {
    GtkWidget *row = osr_attention_row_new (self->workplace, g_ptr_array_index (attention, i));

    g_signal_connect_object (row, "opened", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
    gtk_box_append (self->rows, row);
  }
}

static void
osr_attention_dialog_dispose (GObject *object)
{
  OsrAttentionDialog *self = OSR_ATTENTION_DIALOG (object);

  if (self->replica_signals != NULL)
    g_signal_group_set_target (self->replica_signals, NULL);
  g_clear_object (&self->replica_signals);
  g_clear_object (&self->workplace);

  G_OBJECT_CLASS (osr_attention_dialog_parent_class)->dispose (object);
}

static void
osr_attention_dialog_class_init (OsrAttentionDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_attention_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/frame/osr-attention-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrAttentionDialog, rows);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
osr_attention_dialog_init (OsrAttentionDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->replica_signals = g_signal_group_new (OSR_TYPE_REPLICA);
  g_signal_group_connect_swapped (self->replica_signals, "notify::attention",
                                  G_CALLBACK (fill_rows), self);
}

GtkWidget *
osr_attention_dialog_new (GtkWindow *parent, OsrWorkplace *workplace)
{
  OsrAttentionDialog *self =
      g_object_new (OSR_TYPE_ATTENTION_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  self->workplace = g_object_ref (workplace);
  g_signal_group_set_target (self->replica_signals, osr_workplace_get_replica (workplace));
  fill_rows (self);
  return GTK_WIDGET (self);
}
