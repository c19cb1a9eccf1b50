/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case: its life, the table from event types to folds, and what the fold can be asked. The folds
 * themselves stand by concern in the files beside this one. What an event may not do is decided when
 * a command is accepted (rules/), never here. */
#include "core/case/osr-case-private.h"

#include <string.h>

static void
case_body_free (OsrCaseBody *body)
{
  g_free (body->body);
  g_free (body->executor);
  g_free (body->contribution);
  g_free (body);
}

static void
case_draft_free (OsrCaseDraft *draft)
{
  g_free (draft->text);
  g_free (draft->account);
  g_free (draft->digest);
  g_free (draft->files);
  g_free (draft->by);
  g_free (draft->on_behalf);
  g_free (draft->body);
  g_free (draft->remarks);
  g_free (draft->decided_by);
  g_free (draft->decided_on);
  g_free (draft->clause);
  g_free (draft->voice);
  g_free (draft->url);
  g_free (draft->native_id);
  g_free (draft);
}

static void
case_report_free (OsrCaseReport *report)
{
  g_free (report->to);
  g_free (report->by);
  g_free (report->acknowledged_by);
  g_free (report);
}

static void
case_promise_free (OsrCasePromise *promise)
{
  g_free (promise->date);
  g_free (promise->by);
  g_free (promise);
}

OsrCase *
osr_case_new (const char *id)
{
  OsrCase *self = g_new0 (OsrCase, 1);

  g_atomic_ref_count_init (&self->refs);
  self->id = g_strdup (id);
  self->published_at = self->found_at = self->detected_at = OSR_INSTANT_UNKNOWN;
  self->replied_at = OSR_INSTANT_UNKNOWN;
  self->topics = g_new0 (char *, 1);
  self->bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) case_body_free);
  self->drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) case_draft_free);
  self->shared = g_ptr_array_new_with_free_func ((GDestroyNotify) case_draft_free);
  self->reports = g_ptr_array_new_with_free_func ((GDestroyNotify) case_report_free);
  self->media = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_case_media_free);
  self->promises = g_ptr_array_new_with_free_func ((GDestroyNotify) case_promise_free);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);
  return self;
}

OsrCase *
osr_case_new_from_events (const char *id, GPtrArray *events)
{
  OsrCase *self = osr_case_new (id);

  for (guint i = 0; i < events->len; i++)
    osr_case_apply (self, events->pdata[i]);
  return self;
}

OsrCase *
osr_case_ref (OsrCase *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static void
free_texts (OsrCase *self)
{
  char *texts[] = {
    self->id,          self->number,         self->network,         self->account,
    self->native_id,   self->owner_id,       self->post_id,         self->thread_id,
    self->permalink,   self->author_id,      self->author_name,     self->text,
    self->context,     self->locality,       self->original_text,   self->reason,
    self->guid,        self->reply_url,      self->reply_native_id, self->refusal,
    self->named,       self->detected_by,    self->found_by,        self->ground,
    self->repeats,     self->repeats_number, self->matter,          self->success_url,
    self->question_to, self->question_by,    self->source
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
}

void
osr_case_unref (OsrCase *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  free_texts (self);
  g_strfreev (self->topics);
  g_strfreev (self->sequence);
  g_ptr_array_unref (self->bodies);
  g_ptr_array_unref (self->drafts);
  g_ptr_array_unref (self->shared);
  g_ptr_array_unref (self->reports);
  g_ptr_array_unref (self->promises);
  g_ptr_array_unref (self->media);
  osr_case_link_free (self->link);
  g_ptr_array_unref (self->events);
  g_free (self);
}

void
osr_case_set_text (char **place, const char *text)
{
  char *old = *place;

  *place = g_strdup (text);
  g_free (old);
}

gint64
osr_case_version_of (OsrCase *self, OsrEvent *event)
{
  return event->version > 0 ? event->version : self->version + 1;
}

/* Kept in the history, changes no state. */
static gboolean
fold_mark (OsrCase *self, OsrEvent *event)
{
  return TRUE;
}

static const struct {
  const char *type;
  OsrCaseFold fold;
} folds[] = {
  { "found", osr_case_fold_found },
  { "detected", osr_case_fold_detected },
  { "triaged", osr_case_fold_triaged },
  { "dismissed", osr_case_fold_dismissed },
  { "closed", osr_case_fold_closed },
  { "reopened", osr_case_fold_reopened },
  { "message-changed", osr_case_fold_message_changed },
  { "media-kept", osr_case_fold_media_kept },
  { "message-deleted", osr_case_fold_message_deleted },
  { "author-replied", osr_case_fold_author_replied },
  { "linked", osr_case_fold_linked },
  { "joined", osr_case_fold_joined },
  { "routed", osr_case_fold_routed },
  { "returned", osr_case_fold_returned },
  { "assigned", osr_case_fold_assigned },
  { "reassigned", osr_case_fold_assigned },
  { "substituted", osr_case_fold_assigned },
  { "contribution-requested", osr_case_fold_contribution_requested },
  { "contributed", osr_case_fold_contributed },
  { "contribution-forwarded", osr_case_fold_contribution_forwarded },
  { "drafter-named", osr_case_fold_drafter_named },
  { "responsible-appointed", osr_case_fold_drafter_named },
  { "sequence-allowed", osr_case_fold_sequence_allowed },
  { "drafted", osr_case_fold_drafted },
  { "agreed", osr_case_fold_agreed },
  { "submitted", osr_case_fold_submitted },
  { "withdrawn", osr_case_fold_withdrawn },
  { "reworked", osr_case_fold_reworked },
  { "approved", osr_case_fold_approved },
  { "publish-intended", osr_case_fold_intent },
  { "published", osr_case_fold_published },
  { "published-by-hand", osr_case_fold_published },
  { "publish-refused", osr_case_fold_refused },
  { "publish-unknown", osr_case_fold_unknown },
  { "publish-look-ordered", osr_case_fold_look_ordered },
  { "publish-challenged", osr_case_fold_challenged },
  { "challenge-answered", osr_case_fold_challenge_answered },
  { "reply-corrected", osr_case_fold_reply_corrected },
  { "reported", osr_case_fold_reported },
  { "acknowledged", osr_case_fold_acknowledged },
  { "deficiency-noted", osr_case_fold_deficiency_noted },
  { "referred", osr_case_fold_referred },
  { "promised", osr_case_fold_promised },
  { "evaluated", osr_case_fold_evaluated },
  { "case-offered", osr_case_fold_success },
  { "case-agreed", osr_case_fold_success },
  { "case-declined", osr_case_fold_success },
  { "case-published", osr_case_fold_success },
  { "checked", osr_case_fold_checked },
  { "noted", osr_case_fold_noted },
  { "notified", fold_mark },
  { "payload-erased", fold_mark },
};

static OsrCaseFold
find_fold (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (folds); i++) {
    if (g_strcmp0 (folds[i].type, type) == 0)
      return folds[i].fold;
  }
  return NULL;
}

void
osr_case_apply (OsrCase *self, OsrEvent *event)
{
  OsrCaseFold fold = find_fold (event->type);

  g_ptr_array_add (self->events, osr_event_ref (event));
  if (fold == NULL || event->v > OSR_EVENT_VERSION)
    self->read_only = TRUE;
  else if (!fold (self, event))
    self->anomalies++;
  self->version = osr_case_version_of (self, event);
  self->seq = MAX (self->seq, event->seq);
}

OsrEvent *
osr_case_find_event (OsrCase *self, gint64 version, const char *type)
{
  for (guint i = 0; version > 0 && i < self->events->len; i++) {
    OsrEvent *event = self->events->pdata[i];

    if (event->version == version && osr_event_is (event, type))
      return event;
  }
  return NULL;
}

const OsrCaseDraft *
osr_case_get_draft (OsrCase *self)
{
  for (guint i = self->drafts->len; i > 0; i--) {
    const OsrCaseDraft *draft = self->drafts->pdata[i - 1];

    if (draft->state != OSR_DRAFT_WITHDRAWN && draft->state != OSR_DRAFT_VOID)
      return draft;
  }
  return NULL;
}

const OsrCaseReport *
osr_case_find_report (OsrCase *self, const char *report, gint64 step)
{
  for (guint i = self->reports->len; i > 0; i--) {
    const OsrCaseReport *one = self->reports->pdata[i - 1];

    if (g_strcmp0 (one->report, report) == 0 && (step == 0 || one->step == step))
      return one;
  }
  return NULL;
}

const OsrCasePromise *
osr_case_get_promise (OsrCase *self)
{
  const OsrCasePromise *first = NULL;

  for (guint i = 0; i < self->promises->len; i++) {
    const OsrCasePromise *one = self->promises->pdata[i];

    if (!one->kept && (first == NULL || strcmp (one->date, first->date) < 0))
      first = one;
  }
  return first;
}

gboolean
osr_case_is_over (OsrCase *self)
{
  return self->state == OSR_CASE_CLOSED || self->state == OSR_CASE_DISMISSED;
}

const char *
osr_case_state_nick (OsrCaseState state)
{
  static const char *const nicks[] = { "found",     "detected", "routed",   "returned",
                                       "submitted", "rework",   "approved", "publishing",
                                       "uncertain", "interim",  "waiting",  "answered",
                                       "dismissed", "closed" };

  return (guint) state < G_N_ELEMENTS (nicks) ? nicks[state] : "closed";
}
