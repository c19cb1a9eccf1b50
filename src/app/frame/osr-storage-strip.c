/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says in a sentence what the disk does not allow and what the person may do; work goes on beneath
 * it. It goes away by itself when the disk has room again; only what was rescued is to be read. */
#include "app/frame/osr-storage-strip.h"

#include <glib/gi18n.h>

struct _OsrStorageStrip {
  OsrPane parent_instance;

  /* template widgets */
  GtkRevealer *revealer;
  GtkLabel *sentence;
  GtkWidget *understood;

  /* owned */
  GSignalGroup *replica_signals;
  char *read; /* nullable: the rescue that the person has read about */
};

G_DEFINE_FINAL_TYPE (OsrStorageStrip, osr_storage_strip, OSR_TYPE_PANE)

static char *
dup_sentence (OsrStorageStrip *self, OsrReplica *replica)
{
  const char *rescue = osr_replica_get_rescue (replica);

  switch (osr_replica_get_storage (replica)) {
  case OSR_STORAGE_FULL:
    return g_strdup (_ ("The disk is full. Free some space: what you write is kept in this window "
                        "until then, do not close it."));
  case OSR_STORAGE_CENTRE:
    return g_strdup (_ ("The coordinator's disk is full. What you do is kept here and goes out by "
                        "itself once its administrator has freed some space."));
  case OSR_STORAGE_FAILING:
    return g_strdup (_ ("The disk of this computer does not work as it should. What you write is "
                        "kept in this window, do not close it; call the administrator."));
  case OSR_STORAGE_GOOD:
  default:
    break;
  }
  if (rescue == NULL || g_strcmp0 (rescue, self->read) == 0)
    return NULL;
  return g_strdup_printf (_ ("The file with your unsent steps was damaged. What could be read is "
                             "here; look through your drafts. The damaged file is kept as %s."),
                          rescue);
}

static void
show_storage (OsrStorageStrip *self)
{
  OsrReplica *replica = osr_pane_get_replica (OSR_PANE (self));
  g_autofree char *sentence = replica != NULL ? dup_sentence (self, replica) : NULL;
  gboolean good = replica == NULL || osr_replica_get_storage (replica) == OSR_STORAGE_GOOD;

  if (sentence != NULL) {
    gtk_label_set_text (self->sentence, sentence);
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->sentence), sentence);
  }
  gtk_widget_set_visible (self->understood, good);
  gtk_revealer_set_reveal_child (self->revealer, sentence != NULL);
}

static void
on_understood (OsrStorageStrip *self)
{
  OsrReplica *replica = osr_pane_get_replica (OSR_PANE (self));

  g_free (self->read);
  self->read = replica != NULL ? g_strdup (osr_replica_get_rescue (replica)) : NULL;
  show_storage (self);
}

static void
osr_storage_strip_refresh (OsrPane *pane)
{
  OsrStorageStrip *self = OSR_STORAGE_STRIP (pane);

  g_signal_group_set_target (self->replica_signals, osr_pane_get_replica (pane));
  show_storage (self);
}

static void
osr_storage_strip_dispose (GObject *object)
{
  OsrStorageStrip *self = OSR_STORAGE_STRIP (object);

  if (self->replica_signals != NULL)
    g_signal_group_set_target (self->replica_signals, NULL);
  g_clear_object (&self->replica_signals);

  G_OBJECT_CLASS (osr_storage_strip_parent_class)->dispose (object);
}

static void
osr_storage_strip_finalize (GObject *object)
{
  g_free (OSR_STORAGE_STRIP (object)->read);

  G_OBJECT_CLASS (osr_storage_strip_parent_class)->finalize (object);
}

static void
osr_storage_strip_class_init (OsrStorageStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_storage_strip_dispose;
  G_OBJECT_CLASS (klass)->finalize = osr_storage_strip_finalize;
  OSR_PANE_CLASS (klass)->refresh = osr_storage_strip_refresh;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/frame/osr-storage-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrStorageStrip, revealer);
  gtk_widget_class_bind_template_child (widget_class, OsrStorageStrip, sentence);
  gtk_widget_class_bind_template_child (widget_class, OsrStorageStrip, understood);
  gtk_widget_class_bind_template_callback (widget_class, on_understood);
}

static void
osr_storage_strip_init (OsrStorageStrip *self)
{
  self->replica_signals = g_signal_group_new (OSR_TYPE_REPLICA);
  g_signal_group_connect_swapped (self->replica_signals, "notify::storage",
                                  G_CALLBACK (show_storage), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}
