/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says whether what is shown is fresh, and how much waits to go out. Trying again is the replica's. */
#include "app/frame/osr-connection-mark.h"

#include <glib/gi18n.h>

#include "app/directory/osr-account-watch.h"
#include "app/directory/osr-office-dialog.h"
#include "app/frame/osr-header-doubts.h"
#include "report/osr-time-text.h"

/* Between two questions how the accounts are read; and for how long one may be silent. */
#define ASK_SECONDS 60
#define SILENT_FOR  (15 * OSR_MINUTE)

struct _OsrConnectionMark {
  OsrPane parent_instance;

  /* template widgets */
  GtkImage *icon;
  GtkLabel *word;
  GtkLabel *doubt;
  GtkWidget *words;

  /* owned */
  GSignalGroup *replica_signals;
  OsrAccountWatch *accounts; /* nullable: for administrators */

  gboolean narrow; /* the words are in the tooltip */
};

G_DEFINE_FINAL_TYPE (OsrConnectionMark, osr_connection_mark, OSR_TYPE_PANE)

char *
osr_connection_mark_text (OsrConnection connection, OsrInstant synced_at, guint waiting,
                          OsrZone *zone)
{
  g_autofree char *clock = NULL;

  switch (connection) {
  case OSR_CONNECTION_SIGNED_OUT:
    return g_strdup (_ ("Signed out"));
  case OSR_CONNECTION_CONNECTING:
    if (waiting == 0)
      return g_strdup (_ ("Connecting…"));
    return g_strdup_printf (
        ngettext ("Connecting · %u waiting", "Connecting · %u waiting", waiting), waiting);
  case OSR_CONNECTION_OFFLINE:
    if (waiting == 0)
      return g_strdup (_ ("Offline"));
    return g_strdup_printf (ngettext ("Offline · %u waiting", "Offline · %u waiting", waiting),
                            waiting);
  case OSR_CONNECTION_ONLINE:
  default:
    if (waiting > 0)
      return g_strdup_printf (ngettext ("Sending %u", "Sending %u", waiting), waiting);
    if (synced_at == OSR_INSTANT_UNKNOWN)
      return g_strdup (_ ("Online"));
    clock = osr_time_text_clock (synced_at, zone);
    /* Translators: the time of the last answer from the coordinator */
    return g_strdup_printf (_ ("Synced %s"), clock);
  }
}

/* Nothing is in step before the first sync is over. */
static OsrConnection
shown_connection (OsrReplica *replica)
{
  OsrConnection connection = osr_replica_get_connection (replica);
  OsrFirstSync sync;

  return connection == OSR_CONNECTION_ONLINE && osr_replica_get_first_sync (replica, &sync)
             ? OSR_CONNECTION_CONNECTING
             : connection;
}

static const char *
explain (OsrConnection connection, guint waiting)
{
  switch (connection) {
  case OSR_CONNECTION_OFFLINE:
    return _ ("The coordinator cannot be reached. You can go on: what you do is kept here and goes "
              "out by itself.");
  case OSR_CONNECTION_ONLINE:
    return waiting > 0 ? _ ("What you did is on its way to the coordinator.")
                       : _ ("Everything is in step with the coordinator.");
  case OSR_CONNECTION_CONNECTING:
    return _ ("Asking the coordinator for what is new.");
  case OSR_CONNECTION_SIGNED_OUT:
  default:
    return _ ("Sign in to go on.");
  }
}

static void
show_doubts (OsrConnectionMark *self, OsrReplica *replica)
{
  OsrHeaderDoubts doubts = osr_header_doubts_of (replica);
  g_autofree char *text = NULL;
  g_autofree char *why = NULL;

  if (self->accounts != NULL)
    doubts.silent = osr_account_watch_count_silent (
        self->accounts, osr_clock_now (osr_replica_get_clock (replica)), SILENT_FOR);
  text = osr_header_doubts_text (&doubts);
  why = osr_header_doubts_explain (&doubts);
  gtk_label_set_text (self->doubt, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->doubt), text != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->doubt), why);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->doubt), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  why != NULL ? why : "", -1);
}

/* Without its words, the icon alone must say that there is a doubt, and the tooltip all of it. */
static void
show_tooltip (OsrConnectionMark *self, OsrConnection connection, guint waiting)
{
  const char *doubt = gtk_widget_get_tooltip_text (GTK_WIDGET (self->doubt));
  g_autoptr (GString) whole = g_string_new (NULL);

  gtk_widget_set_visible (self->words, !self->narrow);
  if (self->narrow)
    g_string_append_printf (whole, "%s\n", gtk_label_get_text (self->word));
  g_string_append (whole, explain (connection, waiting));
  if (self->narrow && doubt != NULL) {
    g_string_append_printf (whole, "\n%s", doubt);
    gtk_image_set_from_icon_name (self->icon, "dialog-warning-symbolic");
  }
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), whole->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->narrow ? whole->str : "", -1);
}

static OsrZone *
office_zone (OsrReplica *replica)
{
  OsrWorkTime *work_time = osr_registry_get_work_time (osr_replica_get_registry (replica), NULL);

  return work_time != NULL ? osr_work_time_get_zone (work_time) : NULL;
}

static void
show_connection (OsrConnectionMark *self)
{
  OsrReplica *replica = osr_pane_get_replica (OSR_PANE (self));
  OsrConnection connection;
  g_autofree char *text = NULL;
  guint waiting = 0;

  gtk_widget_set_visible (adw_bin_get_child (ADW_BIN (self)), replica != NULL);
  if (replica == NULL)
    return;
  connection = shown_connection (replica);
  g_object_get (replica, "waiting", &waiting, NULL);
  text = osr_connection_mark_text (connection, osr_replica_get_synced_at (replica), waiting,
                                   office_zone (replica));
  gtk_label_set_text (self->word, text);
  gtk_image_set_from_icon_name (
      self->icon, connection == OSR_CONNECTION_OFFLINE                  ? "osr-offline-symbolic"
                  : connection == OSR_CONNECTION_ONLINE && waiting == 0 ? "osr-synced-symbolic"
                                                                        : "osr-waiting-symbolic");
  show_doubts (self, replica);
  show_tooltip (self, connection, waiting);
}

static void
stop_watching (OsrConnectionMark *self)
{
  if (self->accounts == NULL)
    return;
  osr_account_watch_follow (self->accounts, 0);
  g_signal_handlers_disconnect_by_data (self->accounts, self);
  g_clear_object (&self->accounts);
}

/* Who may not ask is not made to. */
static void
watch_accounts (OsrConnectionMark *self, OsrReplica *replica)
{
  gboolean wanted = osr_office_dialog_is_for (replica);

  if (self->accounts != NULL && (!wanted || !osr_account_watch_is_of (self->accounts, replica)))
    stop_watching (self);
  if (!wanted || self->accounts != NULL)
    return;
  self->accounts = osr_account_watch_new (replica);
  g_signal_connect_swapped (self->accounts, "changed", G_CALLBACK (show_connection), self);
  osr_account_watch_follow (self->accounts, ASK_SECONDS);
}

static void
heed_registry (OsrConnectionMark *self)
{
  watch_accounts (self, osr_pane_get_replica (OSR_PANE (self)));
  show_connection (self);
}

static void
osr_connection_mark_refresh (OsrPane *pane)
{
  OsrConnectionMark *self = OSR_CONNECTION_MARK (pane);

  g_signal_group_set_target (self->replica_signals, osr_pane_get_replica (pane));
  heed_registry (self);
}

static void
osr_connection_mark_tick (OsrPane *pane)
{
  show_connection (OSR_CONNECTION_MARK (pane));
}

static void
osr_connection_mark_dispose (GObject *object)
{
  OsrConnectionMark *self = OSR_CONNECTION_MARK (object);

  if (self->replica_signals != NULL)
    g_signal_group_set_target (self->replica_signals, NULL);
  g_clear_object (&self->replica_signals);
  stop_watching (self);

  G_OBJECT_CLASS (osr_connection_mark_parent_class)->dispose (object);
}

static void
osr_connection_mark_class_init (OsrConnectionMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_connection_mark_dispose;
  OSR_PANE_CLASS (klass)->refresh = osr_connection_mark_refresh;
  OSR_PANE_CLASS (klass)->tick = osr_connection_mark_tick;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/frame/osr-connection-mark.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrConnectionMark, icon);
  gtk_widget_class_bind_template_child (widget_class, OsrConnectionMark, word);
  gtk_widget_class_bind_template_child (widget_class, OsrConnectionMark, doubt);
  gtk_widget_class_bind_template_child (widget_class, OsrConnectionMark, words);
}

static void
osr_connection_mark_init (OsrConnectionMark *self)
{
  static const char *const shown[] = { "notify::connection", "notify::synced-at", "notify::waiting",
                                       "notify::contradicted", "notify::first-sync" };

  self->replica_signals = g_signal_group_new (OSR_TYPE_REPLICA);
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    g_signal_group_connect_swapped (self->replica_signals, shown[i], G_CALLBACK (show_connection),
                                    self);
  g_signal_group_connect_swapped (self->replica_signals, "registry-changed",
                                  G_CALLBACK (heed_registry), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  show_connection (self);
}

void
osr_connection_mark_set_narrow (OsrConnectionMark *self, gboolean narrow)
{
  g_return_if_fail (OSR_IS_CONNECTION_MARK (self));

  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  show_connection (self);
}
