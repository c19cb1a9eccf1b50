/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says how many steps were refused. What they were is in the dialog (osr-attention-dialog.c). */
#include "app/frame/osr-attention-strip.h"

#include <glib/gi18n.h>

struct _OsrAttentionStrip {
  OsrPane parent_instance;

  /* template widgets */
  GtkRevealer *revealer;
  GtkLabel *sentence;

  /* owned */
  GSignalGroup *replica_signals;
};

G_DEFINE_FINAL_TYPE (OsrAttentionStrip, osr_attention_strip, OSR_TYPE_PANE)

static void
show_attention (OsrAttentionStrip *self)
{
  OsrReplica *replica = osr_pane_get_replica (OSR_PANE (self));
  guint attention = 0;

  if (replica != NULL)
    g_object_get (replica, "attention", &attention, NULL);
  if (attention > 0) {
    g_autofree char *text =
        g_strdup_printf (ngettext ("%u step did not go through. Its text is kept.",
                                   "%u steps did not go through. Their texts are kept.", attention),
                         attention);

    gtk_label_set_text (self->sentence, text);
  }
  gtk_revealer_set_reveal_child (self->revealer, attention > 0);
}

static void
osr_attention_strip_refresh (OsrPane *pane)
{
  OsrAttentionStrip *self = OSR_ATTENTION_STRIP (pane);

  g_signal_group_set_target (self->replica_signals, osr_pane_get_replica (pane));
  show_attention (self);
}

static void
osr_attention_strip_dispose (GObject *object)
{
  OsrAttentionStrip *self = OSR_ATTENTION_STRIP (object);

  if (self->replica_signals != NULL)
    g_signal_group_set_target (self->replica_signals, NULL);
  g_clear_object (&self->replica_signals);

  G_OBJECT_CLASS (osr_attention_strip_parent_class)->dispose (object);
}

static void
osr_attention_strip_class_init (OsrAttentionStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_attention_strip_dispose;
  OSR_PANE_CLASS (klass)->refresh = osr_attention_strip_refresh;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/frame/osr-attention-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrAttentionStrip, revealer);
  gtk_widget_class_bind_template_child (widget_class, OsrAttentionStrip, sentence);
}

static void
osr_attention_strip_init (OsrAttentionStrip *self)
{
  self->replica_signals = g_signal_group_new (OSR_TYPE_REPLICA);
  g_signal_group_connect_swapped (self->replica_signals, "notify::attention",
                                  G_CALLBACK (show_attention), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}
