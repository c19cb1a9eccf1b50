/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells only; the window can be used meanwhile. */
#include "app/frame/osr-first-sync-strip.h"

#include <glib/gi18n.h>

struct _OsrFirstSyncStrip {
  OsrPane parent_instance;

  /* template widgets */
  GtkRevealer *revealer;
  GtkLabel *sentence;
  GtkProgressBar *bar;

  /* owned */
  GSignalGroup *replica_signals;
};

G_DEFINE_FINAL_TYPE (OsrFirstSyncStrip, osr_first_sync_strip, OSR_TYPE_PANE)

static char *
dup_amount (const OsrFirstSync *sync)
{
  g_autofree char *done = NULL;
  g_autofree char *total = NULL;

  if (sync->total <= 0)
    return g_strdup (_ ("The cases are being prepared for you"));
  if (!sync->downloading)
    /* Translators: how many cases of how many */
    return g_strdup_printf (_ ("Cases taken in: %1$d of %2$d"), (int) sync->done,
                            (int) sync->total);
  done = g_format_size ((guint64) sync->done);
  total = g_format_size ((guint64) sync->total);
  /* Translators: how many megabytes of how many */
  return g_strdup_printf (_ ("Cases are on their way: %1$s of %2$s"), done, total);
}

static char *
dup_left (int seconds)
{
  int minutes = (seconds + 59) / 60;

  if (seconds < 60)
    return g_strdup (_ ("less than a minute left"));
  return g_strdup_printf (ngettext ("about %d min left", "about %d min left", (gulong) minutes),
                          minutes);
}

char *
osr_first_sync_strip_text (const OsrFirstSync *sync)
{
  g_autofree char *amount = dup_amount (sync);
  g_autofree char *left = NULL;

  if (sync->seconds_left < 0)
    return g_steal_pointer (&amount);
  left = dup_left (sync->seconds_left);
  /* Translators: how much is done, and how long it will take */
  return g_strdup_printf (_ ("%1$s · %2$s"), amount, left);
}

static void
show_sync (OsrFirstSyncStrip *self)
{
  OsrReplica *replica = osr_pane_get_replica (OSR_PANE (self));
  OsrFirstSync sync;
  gboolean shown = replica != NULL && osr_replica_get_first_sync (replica, &sync);

  if (shown) {
    g_autofree char *text = osr_first_sync_strip_text (&sync);

    gtk_label_set_text (self->sentence, text);
    gtk_progress_bar_set_fraction (self->bar,
                                   sync.total > 0 ? (double) sync.done / (double) sync.total : 0);
  }
  gtk_revealer_set_reveal_child (self->revealer, shown);
}

static void
osr_first_sync_strip_refresh (OsrPane *pane)
{
  OsrFirstSyncStrip *self = OSR_FIRST_SYNC_STRIP (pane);

  g_signal_group_set_target (self->replica_signals, osr_pane_get_replica (pane));
  show_sync (self);
}

static void
osr_first_sync_strip_dispose (GObject *object)
{
  OsrFirstSyncStrip *self = OSR_FIRST_SYNC_STRIP (object);

  if (self->replica_signals != NULL)
    g_signal_group_set_target (self->replica_signals, NULL);
  g_clear_object (&self->replica_signals);

  G_OBJECT_CLASS (osr_first_sync_strip_parent_class)->dispose (object);
}

static void
osr_first_sync_strip_class_init (OsrFirstSyncStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_first_sync_strip_dispose;
  OSR_PANE_CLASS (klass)->refresh = osr_first_sync_strip_refresh;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/frame/osr-first-sync-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrFirstSyncStrip, revealer);
  gtk_widget_class_bind_template_child (widget_class, OsrFirstSyncStrip, sentence);
  gtk_widget_class_bind_template_child (widget_class, OsrFirstSyncStrip, bar);
}

static void
osr_first_sync_strip_init (OsrFirstSyncStrip *self)
{
  self->replica_signals = g_signal_group_new (OSR_TYPE_REPLICA);
  g_signal_group_connect_swapped (self->replica_signals, "notify::first-sync",
                                  G_CALLBACK (show_sync), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}
