/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fold of a reply being written: shared inside the body and agreed there, submitted, sent back,
 * approved. What becomes of an approved one is in osr-case-publication.c. */
#include "core/case/osr-case-private.h"
#include "core/media/osr-media-list.h"
#include "core/osr-json.h"

static const OsrCaseDraft *
find_version (GPtrArray *drafts, gint64 version)
{
  for (guint i = 0; i < drafts->len; i++) {
    const OsrCaseDraft *draft = drafts->pdata[i];

    if (draft->version == version)
      return draft;
  }
  return NULL;
}

const OsrCaseDraft *
osr_case_find_draft (OsrCase *self, gint64 version)
{
  const OsrCaseDraft *draft = find_version (self->drafts, version);

  return draft != NULL ? draft : find_version (self->shared, version);
}

const OsrCaseDraft *
osr_case_get_shared (OsrCase *self)
{
  const OsrCaseDraft *draft =
      self->shared->len > 0 ? self->shared->pdata[self->shared->len - 1] : NULL;

  if (draft == NULL || draft->state == OSR_DRAFT_SUBMITTED || draft->state == OSR_DRAFT_WITHDRAWN ||
      draft->state == OSR_DRAFT_VOID)
    return NULL;
  return draft;
}

OsrCaseDraft *
osr_case_draft_of (OsrCase *self, OsrEvent *event)
{
  gint64 version = osr_event_get_int (event, "draft", 0);

  if (version > 0)
    return (OsrCaseDraft *) find_version (self->drafts, version);
  return (OsrCaseDraft *) osr_case_get_draft (self);
}

static OsrCaseDraft *
shared_of (OsrCase *self, OsrEvent *event)
{
  gint64 version = osr_event_get_int (event, "draft", 0);

  if (version > 0)
    return (OsrCaseDraft *) find_version (self->shared, version);
  return (OsrCaseDraft *) osr_case_get_shared (self);
}

OsrCaseState
osr_case_state_of_work (OsrCase *self)
{
  for (guint i = 0; i < self->drafts->len; i++) {
    const OsrCaseDraft *draft = self->drafts->pdata[i];

    if (draft->state == OSR_DRAFT_PUBLISHED && g_strcmp0 (draft->kind, "interim") == 0)
      return OSR_CASE_INTERIM;
  }
  return OSR_CASE_ROUTED;
}

static OsrCaseDraft *
new_draft (OsrCase *self, OsrEvent *event, OsrDraftState state)
{
  OsrCaseDraft *draft = g_new0 (OsrCaseDraft, 1);

  draft->version = osr_case_version_of (self, event);
  draft->kind = g_intern_string (osr_event_get_string (event, "kind"));
  draft->text = g_strdup (osr_event_get_payload_string (event, "text"));
  draft->account = g_strdup (osr_event_get_string (event, "account"));
  draft->digest = g_strdup (osr_event_get_string (event, "digest"));
  draft->files = osr_media_list_dup (event->members);
  draft->by = g_strdup (event->by);
  draft->on_behalf = g_strdup (event->on_behalf);
  draft->body = g_strdup (osr_event_get_string (event, "body"));
  draft->voice = g_strdup (osr_event_get_string (event, "voice"));
  draft->at = event->at;
  draft->published_at = OSR_INSTANT_UNKNOWN;
  draft->state = state;
  return draft;
}

static void
decide (OsrCaseDraft *draft, OsrEvent *event, OsrDraftState state)
{
  draft->state = state;
  osr_case_set_text (&draft->decided_by, event->by);
  osr_case_set_text (&draft->decided_on, event->on_behalf);
}

/* A newer text takes the place of what awaited agreement or was agreed. */
gboolean
osr_case_fold_drafted (OsrCase *self, OsrEvent *event)
{
  OsrCaseDraft *before = (OsrCaseDraft *) osr_case_get_shared (self);

  if (before != NULL && before->state != OSR_DRAFT_REWORK)
    before->state = OSR_DRAFT_VOID;
  g_ptr_array_add (self->shared, new_draft (self, event, OSR_DRAFT_SHARED));
  return TRUE;
}

gboolean
osr_case_fold_agreed (OsrCase *self, OsrEvent *event)
{
  OsrCaseDraft *draft = shared_of (self, event);

  if (draft != NULL)
    decide (draft, event, OSR_DRAFT_AGREED);
  return draft != NULL;
}

/* A correction remembers where the case goes back to; sent back and submitted again it stays one. */
static void
take_correction (OsrCase *self, OsrCaseDraft *draft, OsrEvent *event)
{
  draft->corrects = osr_event_get_int (event, "corrects", 0);
  if (draft->corrects == 0 || self->correcting)
    return;
  self->correcting = TRUE;
  self->resumes = self->state;
}

gboolean
osr_case_fold_submitted (OsrCase *self, OsrEvent *event)
{
  OsrCaseDraft *before = (OsrCaseDraft *) osr_case_get_draft (self);
  OsrCaseDraft *draft = new_draft (self, event, OSR_DRAFT_SUBMITTED);
  OsrCaseDraft *shared;

  if (before != NULL && before->state == OSR_DRAFT_APPROVED)
    before->state = OSR_DRAFT_VOID; /* a new text voids the approval */
  take_correction (self, draft, event);
  draft->agreed = osr_event_get_int (event, "agreed", 0);
  draft->clause = g_strdup (osr_event_get_string (event, "clause"));
  shared = (OsrCaseDraft *) find_version (self->shared, draft->agreed);
  if (shared != NULL)
    shared->state = OSR_DRAFT_SUBMITTED;
  if (draft->clause != NULL)
    draft->state = OSR_DRAFT_APPROVED;
  g_ptr_array_add (self->drafts, draft);
  self->state = draft->clause != NULL ? OSR_CASE_APPROVED : OSR_CASE_SUBMITTED;
  return draft->agreed == 0 || shared != NULL;
}

gboolean
osr_case_fold_withdrawn (OsrCase *self, OsrEvent *event)
{
  OsrCaseDraft *draft = osr_case_draft_of (self, event);
  OsrCaseDraft *shared;

  if (draft == NULL)
    return FALSE;
  draft->state = OSR_DRAFT_WITHDRAWN;
  shared = (OsrCaseDraft *) find_version (self->shared, draft->agreed);
  if (shared != NULL)
    shared->state = OSR_DRAFT_AGREED;
  self->state = self->correcting ? self->resumes : osr_case_state_of_work (self);
  self->correcting = FALSE;
  return TRUE;
}

static gboolean
rework_inside (OsrCase *self, OsrEvent *event)
{
  OsrCaseDraft *draft = shared_of (self, event);

  if (draft == NULL)
    return FALSE;
  decide (draft, event, OSR_DRAFT_REWORK);
  draft->sent_back_inside = TRUE;
  osr_case_set_text (&draft->remarks, osr_event_get_payload_string (event, "remarks"));
  return TRUE;
}

gboolean
osr_case_fold_reworked (OsrCase *self, OsrEvent *event)
{
  OsrCaseDraft *draft;

  if (osr_json_get_boolean (event->members, "internal", FALSE))
    return rework_inside (self, event);
  draft = osr_case_draft_of (self, event);
  self->state = OSR_CASE_REWORK;
  if (draft == NULL)
    return FALSE;
  decide (draft, event, OSR_DRAFT_REWORK);
  osr_case_set_text (&draft->remarks, osr_event_get_payload_string (event, "remarks"));
  return TRUE;
}

gboolean
osr_case_fold_approved (OsrCase *self, OsrEvent *event)
{
  OsrCaseDraft *draft = osr_case_draft_of (self, event);

  self->state = OSR_CASE_APPROVED;
  if (draft != NULL)
    decide (draft, event, OSR_DRAFT_APPROVED);
  return draft != NULL;
}
