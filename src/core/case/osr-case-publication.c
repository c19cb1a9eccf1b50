/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fold of an approved reply going out: intent, outcome, replies one after another, and the
 * correction of what was published. */
#include "core/case/osr-case-private.h"

static void
stop_asking (OsrCase *self)
{
  self->asked = NULL;
  self->challenge = 0;
}

gboolean
osr_case_fold_intent (OsrCase *self, OsrEvent *event)
{
  self->intent_version = osr_case_version_of (self, event);
  osr_case_set_text (&self->guid, osr_event_get_string (event, "guid"));
  osr_case_set_text (&self->refusal, NULL);
  stop_asking (self);
  self->state = OSR_CASE_PUBLISHING;
  return TRUE;
}

static OsrCaseState
state_after_reply (const char *kind)
{
  if (g_strcmp0 (kind, "interim") == 0)
    return OSR_CASE_INTERIM;
  if (g_strcmp0 (kind, "clarification") == 0)
    return OSR_CASE_WAITING;
  return OSR_CASE_ANSWERED;
}

/* In a sequence the case is answered with the last of the replies. */
static OsrCaseState
state_after_one_of (OsrCase *self, const OsrCaseDraft *draft, const char *kind)
{
  OsrCaseState state = state_after_reply (kind);
  OsrCaseBody *body = draft != NULL ? osr_case_find_own_body (self, draft->body) : NULL;
  const OsrCaseBody *next;

  if (self->sequence == NULL || state != OSR_CASE_ANSWERED || body == NULL)
    return state;
  body->published = TRUE;
  next = osr_case_get_drafter (self);
  return next != NULL && !next->published ? OSR_CASE_ROUTED : OSR_CASE_ANSWERED;
}

static void
take_reply (OsrCase *self, OsrCaseDraft *draft, OsrEvent *event)
{
  osr_case_set_text (&self->reply_url, osr_event_get_string (event, "url"));
  osr_case_set_text (&self->reply_native_id, osr_event_get_string (event, "native_id"));
  self->intent_version = 0;
  stop_asking (self);
  if (draft == NULL)
    return;
  draft->state = OSR_DRAFT_PUBLISHED;
  osr_case_set_text (&draft->url, osr_event_get_string (event, "url"));
  osr_case_set_text (&draft->native_id, osr_event_get_string (event, "native_id"));
  draft->published_at = osr_event_get_int (event, "published_at", event->at);
  draft->intent = osr_event_get_int (event, "intent", 0);
  draft->by_hand = osr_event_is (event, "published-by-hand");
}

/* Nothing follows up a correction: the case is where it was. */
static void
end_correction (OsrCase *self)
{
  self->state = self->resumes;
  self->correcting = FALSE;
}

gboolean
osr_case_fold_published (OsrCase *self, OsrEvent *event)
{
  OsrCaseDraft *draft = osr_case_draft_of (self, event);
  const char *kind = osr_event_get_string (event, "kind");

  take_reply (self, draft, event);
  if (self->correcting) {
    end_correction (self);
    return draft != NULL;
  }
  self->replied_at = osr_event_is (event, "published")
                         ? osr_event_get_int (event, "published_at", event->at)
                         : event->at;
  self->state = state_after_one_of (self, draft, kind);
  return draft != NULL;
}

/* A refused text stays approved: the executor may try again or change it. */
gboolean
osr_case_fold_refused (OsrCase *self, OsrEvent *event)
{
  self->intent_version = 0;
  stop_asking (self);
  osr_case_set_text (&self->refusal, osr_event_get_payload_string (event, "reason"));
  self->state = OSR_CASE_APPROVED;
  return TRUE;
}

gboolean
osr_case_fold_unknown (OsrCase *self, OsrEvent *event)
{
  self->state = OSR_CASE_UNCERTAIN;
  self->challenge = 0;
  self->asked = g_intern_string (osr_event_get_string (event, "ask"));
  return self->intent_version != 0;
}

gboolean
osr_case_fold_look_ordered (OsrCase *self, OsrEvent *event)
{
  self->asked = NULL;
  return self->state == OSR_CASE_UNCERTAIN;
}

gboolean
osr_case_fold_challenged (OsrCase *self, OsrEvent *event)
{
  self->challenge = osr_case_version_of (self, event);
  return self->intent_version != 0;
}

gboolean
osr_case_fold_challenge_answered (OsrCase *self, OsrEvent *event)
{
  gboolean known = self->challenge == osr_event_get_int (event, "challenge", 0);

  self->challenge = 0;
  return known;
}

/* One that was edited in place has the place of what it corrects. */
static void
take_correction (OsrCase *self, OsrCaseDraft *draft, OsrEvent *event)
{
  OsrCaseDraft *before = (OsrCaseDraft *) osr_case_find_draft (self, draft->corrects);

  draft->state = OSR_DRAFT_PUBLISHED;
  osr_case_set_text (&draft->url, osr_event_get_string (event, "url"));
  osr_case_set_text (&draft->native_id, osr_event_get_string (event, "native_id"));
  draft->published_at = osr_event_get_int (event, "published_at", event->at);
  draft->intent = osr_event_get_int (event, "intent", 0);
  draft->by_hand = osr_event_get_string (event, "proof") != NULL;
  if (before != NULL && g_strcmp0 (osr_event_get_string (event, "how"), "edited") == 0)
    before->replaced = TRUE;
}

gboolean
osr_case_fold_reply_corrected (OsrCase *self, OsrEvent *event)
{
  OsrCaseDraft *draft = osr_case_draft_of (self, event);

  if (osr_event_get_string (event, "url") != NULL)
    osr_case_set_text (&self->reply_url, osr_event_get_string (event, "url"));
  if (osr_event_get_string (event, "native_id") != NULL)
    osr_case_set_text (&self->reply_native_id, osr_event_get_string (event, "native_id"));
  self->intent_version = 0;
  self->amiss = NULL;
  stop_asking (self);
  if (!self->correcting || draft == NULL)
    return FALSE;
  take_correction (self, draft, event);
  end_correction (self);
  return TRUE;
}

/* What the coordinator finds amiss, somebody has to look at; a person who has looked ends it, and is
 * not asked again by the next look that finds the same. */
gboolean
osr_case_fold_checked (OsrCase *self, OsrEvent *event)
{
  OsrCaseDraft *draft = osr_case_draft_of (self, event);
  const char *found = g_intern_string (osr_event_get_string (event, "reply"));
  gboolean news = draft == NULL || draft->checked != found;

  if (draft != NULL)
    draft->checked = found;
  if (g_strcmp0 (event->by, OSR_BY_CHECKER) != 0)
    self->amiss = NULL;
  else if (news && g_strcmp0 (found, "there") != 0)
    self->amiss = found;
  return TRUE;
}

gboolean
osr_case_awaits_more (OsrCase *self)
{
  gboolean asked = FALSE;

  for (guint i = 0; i < self->drafts->len; i++) {
    const OsrCaseDraft *draft = self->drafts->pdata[i];
    gboolean final = g_strcmp0 (draft->kind, "final") == 0;

    asked = asked || (draft->state == OSR_DRAFT_PUBLISHED && !final);
  }
  return asked && self->state != OSR_CASE_ANSWERED && !osr_case_is_over (self);
}
