/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line with a button. What a promised day is, the core reads off the text; the person decides whether it
 * is a promise. */
#include "app/composer/osr-promise-offer.h"

#include <glib/gi18n.h>

#include "core/reply/osr-reply-promise.h"
#include "report/osr-time-text.h"

struct _OsrPromiseOffer {
  AdwBin parent_instance;

  /* template */
  GtkWidget *words;
  GtkWidget *note;

  OsrWorkplace *workplace; /* owned, nullable */
  char *date;              /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (OsrPromiseOffer, osr_promise_offer, ADW_TYPE_BIN)

/* A day of the office, whoever's hours the step counts in. */
static gboolean
find_today (OsrPane *pane, OsrDay *today)
{
  OsrRegistry *registry = osr_pane_get_registry (pane);
  OsrWorkTime *work_time = registry != NULL ? osr_registry_get_work_time (registry, NULL) : NULL;

  if (work_time == NULL)
    return FALSE;
  *today = osr_zone_day_at (osr_work_time_get_zone (work_time),
                            osr_workplace_now (osr_pane_get_workplace (pane)), NULL);
  return TRUE;
}

static gboolean
is_noted (OsrCase *c, const char *date)
{
  for (guint i = 0; i < c->promises->len; i++) {
    const OsrCasePromise *promise = c->promises->pdata[i];

    if (g_strcmp0 (promise->date, date) == 0)
      return TRUE;
  }
  return FALSE;
}

static char *
dup_date (OsrDay day)
{
  int year, month, of_month;

  osr_day_to_ymd (day, &year, &month, &of_month);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, of_month);
}

static void
offer (OsrPromiseOffer *self, const char *text, const OsrReplyPromise *promise)
{
  g_autofree char *quoted = g_strndup (text + promise->start, promise->end - promise->start);
  g_autofree char *valid = g_utf8_make_valid (quoted, -1);
  /* Translators: words of the reply: "until 1 April" */
  g_autofree char *words = g_strdup_printf (_ ("The text promises a day: “%s”"), valid);
  g_autofree char *day = osr_time_text_day_of_month (promise->day);
  /* Translators: a button; %s is a day, "1 April" */
  g_autofree char *label = g_strdup_printf (_ ("Remind on %s"), day);

  gtk_label_set_label (GTK_LABEL (self->words), words);
  gtk_button_set_label (GTK_BUTTON (self->note), label);
}

void
osr_promise_offer_show (OsrPromiseOffer *self, OsrPane *pane, const char *text)
{
  OsrCase *c = osr_pane_get_case (pane);
  OsrWorkplace *workplace = osr_pane_get_workplace (pane);
  OsrReplyPromise promise;
  OsrDay today;

  g_return_if_fail (OSR_IS_PROMISE_OFFER (self));

  g_set_object (&self->workplace, workplace);
  g_clear_pointer (&self->date, g_free);
  if (text != NULL && c != NULL && find_today (pane, &today) &&
      osr_workplace_may (workplace, "promised") && osr_reply_promise_find (text, today, &promise)) {
    self->date = dup_date (promise.day);
    if (is_noted (c, self->date))
      g_clear_pointer (&self->date, g_free);
    else
      offer (self, text, &promise);
  }
  gtk_widget_set_visible (GTK_WIDGET (self), self->date != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "promise.note", self->date != NULL);
}

const char *
osr_promise_offer_get_date (OsrPromiseOffer *self)
{
  g_return_val_if_fail (OSR_IS_PROMISE_OFFER (self), NULL);
  return self->date;
}

static void
note (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrPromiseOffer *self = OSR_PROMISE_OFFER (widget);
  JsonObject *members;

  if (self->date == NULL || self->workplace == NULL)
    return;
  members = json_object_new ();
  json_object_set_string_member (members, "date", self->date);
  if (osr_workplace_act (self->workplace, "promised", members, NULL))
    gtk_widget_set_visible (widget, FALSE);
}

static void
osr_promise_offer_dispose (GObject *object)
{
  OsrPromiseOffer *self = OSR_PROMISE_OFFER (object);

  g_clear_object (&self->workplace);
  g_clear_pointer (&self->date, g_free);
  G_OBJECT_CLASS (osr_promise_offer_parent_class)->dispose (object);
}

static void
osr_promise_offer_class_init (OsrPromiseOfferClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_promise_offer_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/composer/osr-promise-offer.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrPromiseOffer, words);
  gtk_widget_class_bind_template_child (widget_class, OsrPromiseOffer, note);
  gtk_widget_class_install_action (widget_class, "promise.note", NULL, note);
}

static void
osr_promise_offer_init (OsrPromiseOffer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
