/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks at each confirmed event of a case once, and at none from before the person sat down: what had
 * happened by then is in the queue. */
#include "app/frame/osr-event-notifier.h"

#include <glib/gi18n.h>

#include "core/osr-notice.h"
#include "report/osr-language.h"
#include "report/osr-shown-text.h"

struct _OsrEventNotifier {
  GObject parent_instance;

  GApplication *application; /* borrowed: it owns this */
  OsrWorkplace *workplace;   /* borrowed: it outlives this */

  /* owned */
  GSettings *settings;
  GSignalGroup *replica_signals;
  GHashTable *seen; /* case id → gint64: version that was looked at */
  OsrInstant from;  /* when the person sat down */
  guint n_sent;
  char *last; /* nullable */
};

G_DEFINE_FINAL_TYPE (OsrEventNotifier, osr_event_notifier, G_TYPE_OBJECT)

/* (transfer full) */
static char *
make_body (OsrCase *the_case, OsrRegistry *registry, const OsrNotice *notice)
{
  const OsrPerson *absent = osr_registry_find_person (registry, notice->absent);
  const char *number = the_case->number != NULL ? the_case->number : "";

  if (absent == NULL)
    return g_strdup_printf ("%s\n%s", number, osr_language_text (&notice->spec->asks));
  /* Translators: the number of a case, an absent person, and what is to be done */
  return g_strdup_printf (_ ("%1$s, you stand in for %2$s\n%3$s"), number, absent->name,
                          osr_language_text (&notice->spec->asks));
}

static void
send (OsrEventNotifier *self, OsrCase *the_case, OsrRegistry *registry, const OsrNotice *notice)
{
  g_autoptr (GNotification) notification =
      g_notification_new (osr_language_text (&notice->spec->says));
  g_autofree char *id = g_strdup_printf ("told-%s", the_case->id);
  g_autofree char *clean = NULL;

  g_free (self->last);
  self->last = make_body (the_case, registry, notice);
  self->n_sent++;
  clean = osr_shown_text (self->last, OSR_SHOWN_LENGTH, 0, NULL);
  g_free (self->last);
  self->last = g_steal_pointer (&clean);
  g_notification_set_body (notification, self->last);
  g_notification_set_default_action_and_target (notification, "app.open-case", "s", the_case->id);
  if (g_application_get_is_registered (self->application))
    g_application_send_notification (self->application, id, notification);
}

static void
look_at (OsrEventNotifier *self, OsrReplica *replica, OsrCase *the_case, OsrEvent *event)
{
  OsrRegistry *registry = osr_replica_get_registry (replica);
  g_autoptr (GPtrArray) notices = NULL;
  const OsrNotice *notice;

  if (event->seq <= 0 || event->at < self->from)
    return;
  notices = osr_notices_compute (the_case, registry, event);
  notice = osr_notices_find (notices, osr_replica_get_person (replica));
  if (notice != NULL)
    send (self, the_case, registry, notice);
}

static gint64
seen_version (OsrEventNotifier *self, const char *id)
{
  gint64 *version = g_hash_table_lookup (self->seen, id);

  return version != NULL ? *version : 0;
}

static void
on_case (OsrEventNotifier *self, const char *id, OsrReplica *replica)
{
  g_autoptr (OsrCase) the_case = osr_replica_get_case (replica, id);
  gint64 seen = seen_version (self, id);

  if (the_case == NULL || osr_replica_get_person (replica) == NULL ||
      (self->settings != NULL && !g_settings_get_boolean (self->settings, "notify")))
    return;
  for (guint i = 0; i < the_case->events->len; i++) {
    OsrEvent *event = the_case->events->pdata[i];

    if (event->version <= seen || event->seq <= 0)
      continue;
    look_at (self, replica, the_case, event);
    seen = event->version;
  }
  g_hash_table_replace (self->seen, g_strdup (id), g_memdup2 (&seen, sizeof seen));
}

/* Another person starts anew. */
static void
on_replica (OsrEventNotifier *self)
{
  g_hash_table_remove_all (self->seen);
  self->from = osr_workplace_now (self->workplace);
  self->n_sent = 0;
  g_clear_pointer (&self->last, g_free);
  g_signal_group_set_target (self->replica_signals, osr_workplace_get_replica (self->workplace));
}

static void
osr_event_notifier_dispose (GObject *object)
{
  OsrEventNotifier *self = OSR_EVENT_NOTIFIER (object);

  if (self->replica_signals != NULL)
    g_signal_group_set_target (self->replica_signals, NULL);
  g_clear_object (&self->replica_signals);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (osr_event_notifier_parent_class)->dispose (object);
}

static void
osr_event_notifier_finalize (GObject *object)
{
  OsrEventNotifier *self = OSR_EVENT_NOTIFIER (object);

  g_hash_table_unref (self->seen);
  g_free (self->last);
  G_OBJECT_CLASS (osr_event_notifier_parent_class)->finalize (object);
}

static void
osr_event_notifier_class_init (OsrEventNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = osr_event_notifier_dispose;
  G_OBJECT_CLASS (klass)->finalize = osr_event_notifier_finalize;
}

static void
osr_event_notifier_init (OsrEventNotifier *self)
{
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->replica_signals = g_signal_group_new (OSR_TYPE_REPLICA);
  g_signal_group_connect_swapped (self->replica_signals, "case-changed", G_CALLBACK (on_case),
                                  self);
}

OsrEventNotifier *
osr_event_notifier_new (GApplication *application, OsrWorkplace *workplace, GSettings *settings)
{
  OsrEventNotifier *self = g_object_new (OSR_TYPE_EVENT_NOTIFIER, NULL);

  self->application = application;
  self->workplace = workplace;
  if (settings != NULL)
    self->settings = g_object_ref (settings);
  g_signal_connect_object (workplace, "notify::replica", G_CALLBACK (on_replica), self,
                           G_CONNECT_SWAPPED);
  on_replica (self);
  return self;
}

guint
osr_event_notifier_count_sent (OsrEventNotifier *self)
{
  g_return_val_if_fail (OSR_IS_EVENT_NOTIFIER (self), 0);
  return self->n_sent;
}

const char *
osr_event_notifier_get_last (OsrEventNotifier *self)
{
  g_return_val_if_fail (OSR_IS_EVENT_NOTIFIER (self), NULL);
  return self->last;
}
