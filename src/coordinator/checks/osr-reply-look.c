/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person published may say more than was approved; what we published says exactly that. */
#include "coordinator/checks/osr-reply-look.h"

#include "core/osr-json.h"
#include "core/osr-rules.h"
#include "publish/osr-outgoing.h"
#include "store/osr-log-publications.h"

#define MOST_FAILURES 12
#define FIRST_PAUSE   (5 * OSR_MINUTE)
#define LONGEST_PAUSE OSR_HOUR

struct _OsrReplyLook {
  OsrLog *log;          /* borrowed */
  OsrAccountBook *book; /* borrowed */
  OsrLook *look;
  OsrCase *the_case;
  OsrEvent *event;           /* borrowed, nullable: by which the reply is there */
  const OsrCaseDraft *draft; /* borrowed, nullable */
};

OsrReplyLook *
osr_reply_look_new (OsrLog *log, OsrAccountBook *book, OsrLook *look, GError **error)
{
  g_autoptr (OsrReplyLook) self = g_new0 (OsrReplyLook, 1);

  self->log = log;
  self->book = book;
  self->look = look;
  self->the_case = osr_log_load_case (log, look->case_id, error);
  if (self->the_case == NULL)
    return NULL;
  for (guint i = 0; i < self->the_case->events->len; i++) {
    OsrEvent *event = self->the_case->events->pdata[i];

    if (event->version == look->version)
      self->event = event;
  }
  if (self->event != NULL)
    self->draft = osr_case_find_draft (self->the_case, osr_event_get_int (self->event, "draft", 0));
  return g_steal_pointer (&self);
}

void
osr_reply_look_free (OsrReplyLook *self)
{
  if (self == NULL)
    return;
  osr_look_free (self->look);
  g_clear_pointer (&self->the_case, osr_case_unref);
  g_free (self);
}

static gboolean
is_by_person (OsrReplyLook *self)
{
  return osr_event_get_string (self->event, "proof") != NULL;
}

static gboolean
has_token (const OsrNetworkAccount *account, const OsrNetworkAbilities *abilities)
{
  return account->read_token != NULL || (abilities->one_token && account->write_token != NULL);
}

/* (nullable): the account @id as a reader of the reply's address */
static OsrNetworkSending *
prepare_for (OsrReplyLook *self, const char *id, const char *text, OsrNetwork **network)
{
  const char *url = osr_event_get_string (self->event, "url");
  g_autoptr (OsrNetworkAccount) account =
      osr_account_book_find_reader (self->book, id, network, NULL);
  g_autoptr (OsrNetworkTarget) target = NULL;
  g_autofree char *native_id = NULL;
  OsrNetworkAbilities abilities;
  OsrNetworkSending *sending;

  if (account == NULL || url == NULL)
    return NULL;
  osr_network_get_abilities (*network, account, &abilities);
  if (!abilities.reads_back || !has_token (account, &abilities))
    return NULL;
  target = osr_network_read_link (*network, account, url, &native_id);
  if (target == NULL)
    return NULL;
  sending = osr_network_sending_new (account, target, text, "", OSR_INSTANT_UNKNOWN);
  osr_network_sending_set_native_id (sending, native_id);
  return sending;
}

OsrNetworkSending *
osr_reply_look_prepare (OsrReplyLook *self, OsrNetwork **network)
{
  GPtrArray *accounts = osr_registry_get_accounts (osr_log_get_registry (self->log));
  g_autofree char *text = NULL;
  OsrNetworkSending *sending = NULL;
  const char *own;

  if (self->look->step == OSR_LOOK_CLOSING || self->event == NULL || self->draft == NULL ||
      self->draft->replaced)
    return NULL;
  text = osr_outgoing_dup_published_text (self->the_case, self->draft);
  if (text == NULL)
    return NULL;
  own = osr_event_get_string (self->event, "account");
  if (own != NULL)
    sending = prepare_for (self, own, text, network);
  for (guint i = 0; sending == NULL && i < accounts->len; i++)
    sending = prepare_for (self, ((const OsrAccount *) accounts->pdata[i])->id, text, network);
  return sending;
}

OsrNetworkSending *
osr_reply_look_prepare_again (OsrReplyLook *self, OsrNetworkSending *first)
{
  const OsrNetworkTarget *target = first->target;
  const char *thread =
      self->the_case->thread_id != NULL ? self->the_case->thread_id : self->the_case->native_id;
  g_autoptr (OsrNetworkTarget) within = NULL;
  OsrNetworkSending *again;

  if (target->post_id == NULL || target->thread_root != NULL || thread == NULL ||
      g_strcmp0 (target->owner_id, self->the_case->owner_id) != 0 ||
      g_strcmp0 (target->post_id, self->the_case->post_id) != 0)
    return NULL;
  within = osr_network_target_new (target->owner_id, target->post_id, NULL, thread);
  again = osr_network_sending_new (first->account, within, first->text, first->guid, first->since);
  osr_network_sending_set_native_id (again, first->native_id);
  return again;
}

/* -- Writing down -- */

static gboolean
append (OsrReplyLook *self, const char *type, JsonObject *members, GError **error)
{
  OsrLogRequest request = { 0 };

  request.stream = self->look->case_id;
  request.type = type;
  request.members = members;
  request.claimed_at = OSR_INSTANT_UNKNOWN;
  request.by = OSR_BY_CHECKER;
  return osr_log_append (self->log, &request, 1, NULL, error);
}

static const char *
word_for (OsrReplyLook *self, const OsrNetworkReply *reply)
{
  if (reply == NULL)
    return "gone";
  if (reply->likeness == OSR_NETWORK_SAME_TEXT ||
      (reply->likeness == OSR_NETWORK_TEXT_WITHIN && is_by_person (self)))
    return "there";
  return "edited";
}

static gboolean
append_checked (OsrReplyLook *self, const OsrNetworkReply *reply, GError **error)
{
  static const char *const after[] = { "once", "hour", "day" };
  g_autoptr (JsonObject) members = json_object_new ();

  json_object_set_string_member (members, "reply", word_for (self, reply));
  json_object_set_int_member (members, "draft", self->draft->version);
  json_object_set_string_member (members, "after", after[self->look->step]);
  json_object_set_string_member (members, "url", osr_event_get_string (self->event, "url"));
  return append (self, "checked", members, error);
}

/* The case as it stands after what was just written. */
static gboolean
close_if_over (OsrReplyLook *self, gboolean *closed, GError **error)
{
  g_autoptr (OsrCase) now = osr_log_load_case (self->log, self->look->case_id, error);

  *closed = FALSE;
  if (now == NULL)
    return FALSE;
  if (!osr_rules_closes_itself (now, osr_log_get_registry (self->log)))
    return TRUE;
  *closed = TRUE;
  return append (self, "closed", NULL, error);
}

static gboolean
may_close_later (OsrReplyLook *self)
{
  OsrRegistry *registry = osr_log_get_registry (self->log);
  OsrRegulation *regulation = osr_registry_get_regulation_for (registry, self->the_case);
  JsonObject *rule = regulation != NULL ? osr_regulation_get_rule (regulation, "closing") : NULL;

  return rule != NULL && g_strcmp0 (osr_json_get_string (rule, "by"), "itself") == 0 &&
         self->the_case->state == OSR_CASE_ANSWERED;
}

/* After the day what is left open is looked at hourly, until the case closes or somebody closes it. */
static gboolean
plan_next (OsrReplyLook *self, gboolean *closed, GError **error)
{
  OsrInstant now = osr_clock_now (osr_log_get_clock (self->log));
  OsrLook *look = self->look;
  OsrInstant since = self->event != NULL ? self->event->at : now;

  *closed = FALSE;
  look->failures = 0;
  if (look->step < OSR_LOOK_DAY) {
    look->step++;
    look->due_at = since + (look->step == OSR_LOOK_HOUR ? OSR_HOUR : 24 * OSR_HOUR);
    return osr_log_update_look (self->log, look, error);
  }
  if (!close_if_over (self, closed, error))
    return FALSE;
  if (*closed || !may_close_later (self))
    return osr_log_end_look (self->log, look, error);
  look->step = OSR_LOOK_CLOSING;
  look->due_at = now + OSR_HOUR;
  return osr_log_update_look (self->log, look, error);
}

gboolean
osr_reply_look_conclude (OsrReplyLook *self, const OsrNetworkReply *reply, GError **error)
{
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (self->log, error);
  gboolean closed;

  return transaction != NULL && append_checked (self, reply, error) &&
         plan_next (self, &closed, error) && osr_log_commit (transaction, error);
}

gboolean
osr_reply_look_skip (OsrReplyLook *self, gboolean *appended, GError **error)
{
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (self->log, error);

  *appended = FALSE;
  if (self->draft != NULL && self->draft->replaced)
    return transaction != NULL && osr_log_end_look (self->log, self->look, error) &&
           osr_log_commit (transaction, error);
  return transaction != NULL && plan_next (self, appended, error) &&
         osr_log_commit (transaction, error);
}

gboolean
osr_reply_look_put_off (OsrReplyLook *self, gboolean *appended, GError **error)
{
  OsrLook *look = self->look;
  gint64 pause = FIRST_PAUSE << MIN (look->failures, 10);

  *appended = FALSE;
  if (++look->failures > MOST_FAILURES)
    return osr_reply_look_skip (self, appended, error);
  look->due_at = osr_clock_now (osr_log_get_clock (self->log)) + MIN (pause, LONGEST_PAUSE);
  return osr_log_update_look (self->log, look, error);
}
