/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts a duty into words for a row. What is owed and when is counted in core. */
#include "app/duties/osr-duty-item.h"

#include <glib/gi18n.h>

#include "core/record/osr-stream.h"
#include "report/osr-duty-text.h"
#include "report/osr-language.h"

struct _OsrDutyItem {
  GObject parent_instance;

  /* owned */
  char *title;
  char *about;
  char *due;
  char *text;
  char *says;
  char *account; /* nullable */
  char *post;    /* nullable */

  const char *id; /* interned */
  OsrDutyState state;
};

G_DEFINE_FINAL_TYPE (OsrDutyItem, osr_duty_item, G_TYPE_OBJECT)

static char *
make_title (const OsrDuty *duty, OsrRegistry *registry)
{
  const OsrAccount *account = osr_registry_find_account (registry, duty->subject);
  const char *subject = duty->subject;

  /* The duty says itself which report it is about. */
  if (osr_stream_get_kind (subject) == OSR_STREAM_OF_REPORT)
    subject = NULL;

  if (account != NULL && account->name != NULL)
    subject = account->name;
  if (subject == NULL)
    return g_strdup (osr_duty_text_name (duty));
  /* Translators: a duty, and whose it is: an account, a post, a case */
  return g_strdup_printf (_ ("%1$s, %2$s"), osr_duty_text_name (duty), subject);
}

static char *
make_about (const OsrDuty *duty)
{
  const char *by = osr_language_text (&duty->spec->by);
  g_autofree char *period = osr_duty_text_period (duty);
  g_autofree char *clause = g_strdup_printf (_ ("clause %s"), duty->spec->clause);
  g_autoptr (GString) about = g_string_new (period);

  if (about->len > 0)
    g_string_append (about, " · ");
  g_string_append (about, clause);
  if (by != NULL)
    g_string_append_printf (about, " · %s", by);
  return g_strdup (about->str);
}

static void
osr_duty_item_finalize (GObject *object)
{
  OsrDutyItem *self = OSR_DUTY_ITEM (object);

  g_free (self->title);
  g_free (self->about);
  g_free (self->due);
  g_free (self->text);
  g_free (self->says);
  g_free (self->account);
  g_free (self->post);

  G_OBJECT_CLASS (osr_duty_item_parent_class)->finalize (object);
}

static void
osr_duty_item_class_init (OsrDutyItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_duty_item_finalize;
}

static void
osr_duty_item_init (OsrDutyItem *self)
{
}

OsrDutyItem *
osr_duty_item_new (const OsrDuty *duty, OsrRegistry *registry, OsrInstant now)
{
  OsrDutyItem *self = g_object_new (OSR_TYPE_DUTY_ITEM, NULL);

  self->id = duty->spec->id;
  self->state = duty->state;
  self->title = make_title (duty, registry);
  self->about = make_about (duty);
  self->due = osr_duty_text_due (duty, now);
  self->text = g_strdup (osr_language_text (&duty->spec->text));
  self->says = osr_duty_text_state (duty, now);
  return self;
}

const char *
osr_duty_item_get_id (OsrDutyItem *self)
{
  g_return_val_if_fail (OSR_IS_DUTY_ITEM (self), NULL);
  return self->id;
}

const char *
osr_duty_item_get_title (OsrDutyItem *self)
{
  g_return_val_if_fail (OSR_IS_DUTY_ITEM (self), NULL);
  return self->title;
}

const char *
osr_duty_item_get_about (OsrDutyItem *self)
{
  g_return_val_if_fail (OSR_IS_DUTY_ITEM (self), NULL);
  return self->about;
}

const char *
osr_duty_item_get_due (OsrDutyItem *self)
{
  g_return_val_if_fail (OSR_IS_DUTY_ITEM (self), NULL);
  return self->due;
}

const char *
osr_duty_item_get_text (OsrDutyItem *self)
{
  g_return_val_if_fail (OSR_IS_DUTY_ITEM (self), NULL);
  return self->text;
}

const char *
osr_duty_item_get_says (OsrDutyItem *self)
{
  g_return_val_if_fail (OSR_IS_DUTY_ITEM (self), NULL);
  return self->says;
}

OsrDutyState
osr_duty_item_get_state (OsrDutyItem *self)
{
  g_return_val_if_fail (OSR_IS_DUTY_ITEM (self), OSR_DUTY_OPEN);
  return self->state;
}

const char *
osr_duty_item_get_account (OsrDutyItem *self)
{
  g_return_val_if_fail (OSR_IS_DUTY_ITEM (self), NULL);
  return self->account;
}

const char *
osr_duty_item_get_post (OsrDutyItem *self)
{
  g_return_val_if_fail (OSR_IS_DUTY_ITEM (self), NULL);
  return self->post;
}

void
osr_duty_item_set_look (OsrDutyItem *self, const char *account, const char *post)
{
  g_return_if_fail (OSR_IS_DUTY_ITEM (self));
  g_free (self->account);
  g_free (self->post);
  self->account = g_strdup (account);
  self->post = g_strdup (post);
}
