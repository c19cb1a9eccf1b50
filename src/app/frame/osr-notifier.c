/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a notification of a warning. When one is due is decided by the view-model; whether the person
 * wants any, by their setting. */
#include "app/frame/osr-notifier.h"

#include <glib/gi18n.h>

#include "report/osr-language.h"
#include "report/osr-promise-text.h"
#include "report/osr-time-text.h"

struct _OsrNotifier {
  GObject parent_instance;

  GApplication *application; /* borrowed: it owns this */

  /* owned */
  GSettings *settings;
  GHashTable *sent; /* set of ids of notifications that may still stand */
};

G_DEFINE_FINAL_TYPE (OsrNotifier, osr_notifier, G_TYPE_OBJECT)

char *
osr_notifier_title (const OsrWarned *warned)
{
  g_autofree char *left = NULL;

  if (warned->promised != NULL)
    return g_strdup (_ ("A promised day is over"));
  left = osr_time_text_amount (warned->left);

  /* Translators: what is to be done, and how much time is left: "draft: 48 min left" */
  return g_strdup_printf (_ ("%1$s: %2$s left"), osr_language_text (&warned->name), left);
}

/* For whom the step is to be taken, where that is somebody absent. */
static char *
with_absent (const OsrWarned *warned, char *words)
{
  g_autofree char *said = words;

  if (warned->absent == NULL)
    return g_steal_pointer (&said);
  /* Translators: what a notification says, and the absent person for whom the step is taken */
  return g_strdup_printf (_ ("%1$s · for %2$s"), said, warned->absent);
}

static char *
promise_body (const OsrWarned *warned)
{
  g_autofree char *day = osr_promise_text_day (warned->promised);

  if (warned->number == NULL)
    /* Translators: %s is a day: "promised until 1 April" */
    return g_strdup_printf (_ ("promised until %s"), day);
  /* Translators: the number of a case and a day: "2026-000123, promised until 1 April" */
  return g_strdup_printf (_ ("%1$s, promised until %2$s"), warned->number, day);
}

char *
osr_notifier_body (const OsrWarned *warned)
{
  g_autofree char *due = NULL;

  if (warned->promised != NULL)
    return promise_body (warned);
  due = osr_time_text_moment (warned->due, warned->at, warned->zone);

  if (warned->number == NULL)
    /* Translators: a moment: "due today 16:45" */
    return with_absent (warned, g_strdup_printf (_ ("due %s"), due));
  /* Translators: the number of a case, and a moment: "2026-000123, due today 16:45" */
  return with_absent (warned, g_strdup_printf (_ ("%1$s, due %2$s"), warned->number, due));
}

static void
on_warned (OsrNotifier *self, const OsrWarned *warned)
{
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  char *id;

  if (self->settings != NULL && !g_settings_get_boolean (self->settings, "notify"))
    return;
  title = osr_notifier_title (warned);
  body = osr_notifier_body (warned);
  notification = g_notification_new (title);
  g_notification_set_body (notification, body);
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
  g_notification_set_default_action_and_target (notification, "app.open-case", "s",
                                                warned->case_id);
  id = g_strdup_printf ("%s-%s", warned->promised != NULL ? "promise" : "limit", warned->case_id);
  if (g_application_get_is_registered (self->application))
    g_application_send_notification (self->application, id, notification);
  g_hash_table_add (self->sent, id);
}

/* Another person's limits are nobody else's business. */
static void
withdraw_all (OsrNotifier *self)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->sent);
  while (g_hash_table_iter_next (&iter, &id, NULL)) {
    if (g_application_get_is_registered (self->application))
      g_application_withdraw_notification (self->application, id);
    g_hash_table_iter_remove (&iter);
  }
}

static void
osr_notifier_finalize (GObject *object)
{
  OsrNotifier *self = OSR_NOTIFIER (object);

  g_clear_object (&self->settings);
  g_hash_table_unref (self->sent);

  G_OBJECT_CLASS (osr_notifier_parent_class)->finalize (object);
}

static void
osr_notifier_class_init (OsrNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_notifier_finalize;
}

static void
osr_notifier_init (OsrNotifier *self)
{
  self->sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

OsrNotifier *
osr_notifier_new (GApplication *application, OsrWorkplace *workplace, GSettings *settings)
{
  OsrNotifier *self = g_object_new (OSR_TYPE_NOTIFIER, NULL);

  self->application = application;
  if (settings != NULL)
    self->settings = g_object_ref (settings);
  g_signal_connect_object (workplace, "warned", G_CALLBACK (on_warned), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workplace, "notify::replica", G_CALLBACK (withdraw_all), self,
                           G_CONNECT_SWAPPED);
  return self;
}

guint
osr_notifier_count_sent (OsrNotifier *self)
{
  g_return_val_if_fail (OSR_IS_NOTIFIER (self), 0);
  return g_hash_table_size (self->sent);
}
