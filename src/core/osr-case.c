/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fold of a case: one small function an event type, found in a table by the type's name. What an
 * event may not do is decided when a command is accepted (osr-rules.c), never here. */
#include "core/osr-case.h"

#include <string.h>

#include "core/osr-json.h"

typedef gboolean (*Fold) (OsrCase *self, OsrEvent *event);

static void
case_body_free (OsrCaseBody *body)
{
  g_free (body->body);
  g_free (body->executor);
  g_free (body);
}

static void
case_draft_free (OsrCaseDraft *draft)
{
  g_free (draft->text);
  g_free (draft->account);
  g_free (draft->digest);
  g_free (draft->by);
  g_free (draft->body);
  g_free (draft->remarks);
  g_free (draft->decided_by);
  g_free (draft);
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
  char *texts[] = { self->id,        self->number,    self->network,         self->account,
                    self->native_id, self->owner_id,  self->post_id,         self->thread_id,
                    self->permalink, self->author_id, self->author_name,     self->text,
                    self->context,   self->locality,  self->original_text,   self->reason,
                    self->guid,      self->reply_url, self->reply_native_id, self->refusal };

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
  g_ptr_array_unref (self->bodies);
  g_ptr_array_unref (self->drafts);
  g_ptr_array_unref (self->events);
  g_free (self);
}

static void
set_text (char **place, const char *text)
{
  char *old = *place;

  *place = g_strdup (text);
  g_free (old);
}

static OsrCaseBody *
find_body (OsrCase *self, const char *id)
{
  for (guint i = 0; i < self->bodies->len; i++) {
    OsrCaseBody *body = self->bodies->pdata[i];

    if (g_strcmp0 (body->body, id) == 0)
      return body;
  }
  return NULL;
}

static OsrCaseBody *
put_body (OsrCase *self, const char *id)
{
  OsrCaseBody *body = find_body (self, id);

  if (body == NULL) {
    body = g_new0 (OsrCaseBody, 1);
    body->body = g_strdup (id);
  } else {
    guint index;

    g_ptr_array_find (self->bodies, body, &index);
    g_ptr_array_steal_index (self->bodies, index);
  }
  g_ptr_array_add (self->bodies, body); /* the last one drafts */
  return body;
}

static OsrCaseDraft *
find_draft (OsrCase *self, gint64 version)
{
  for (guint i = 0; i < self->drafts->len; i++) {
    OsrCaseDraft *draft = self->drafts->pdata[i];

    if (draft->version == version)
      return draft;
  }
  return NULL;
}

/* The draft an event names, else the newest one. */
static OsrCaseDraft *
draft_of (OsrCase *self, OsrEvent *event)
{
  gint64 version = osr_event_get_int (event, "draft", 0);

  if (version > 0)
    return find_draft (self, version);
  return (OsrCaseDraft *) osr_case_get_draft (self);
}

static gboolean
fold_found (OsrCase *self, OsrEvent *event)
{
  set_text (&self->network, osr_event_get_string (event, "network"));
  set_text (&self->account, osr_event_get_string (event, "account"));
  set_text (&self->native_id, osr_event_get_string (event, "native_id"));
  set_text (&self->owner_id, osr_event_get_string (event, "owner_id"));
  set_text (&self->post_id, osr_event_get_string (event, "post_id"));
  set_text (&self->thread_id, osr_event_get_string (event, "thread_id"));
  set_text (&self->permalink, osr_event_get_string (event, "permalink"));
  set_text (&self->author_id, osr_event_get_payload_string (event, "author_id"));
  set_text (&self->author_name, osr_event_get_payload_string (event, "author_name"));
  set_text (&self->text, osr_event_get_payload_string (event, "text"));
  set_text (&self->context, osr_event_get_payload_string (event, "context"));
  self->published_at = osr_event_get_int (event, "published_at", OSR_INSTANT_UNKNOWN);
  self->found_at = event->at;
  return self->version == 0;
}

static gboolean
fold_detected (OsrCase *self, OsrEvent *event)
{
  set_text (&self->number, osr_event_get_string (event, "number"));
  if (self->detected_at == OSR_INSTANT_UNKNOWN)
    self->detected_seq = event->seq;
  self->detected_at = event->at;
  self->state = OSR_CASE_DETECTED;
  return TRUE;
}

static gboolean
fold_triaged (OsrCase *self, OsrEvent *event)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *topics = osr_json_get_array (event->members, "topics");

  for (guint i = 0; topics != NULL && i < json_array_get_length (topics); i++) {
    const char *topic = osr_json_array_get_string (topics, i);

    if (topic != NULL)
      g_strv_builder_add (builder, topic);
  }
  g_strfreev (self->topics);
  self->topics = g_strv_builder_end (builder);
  set_text (&self->locality, osr_event_get_string (event, "locality"));
  self->important = g_strcmp0 (osr_event_get_string (event, "importance"), "high") == 0;
  self->limit_minutes = osr_event_get_int (event, "limit_minutes", 0);
  return TRUE;
}

static gboolean
fold_dismissed (OsrCase *self, OsrEvent *event)
{
  set_text (&self->reason, osr_event_get_string (event, "reason"));
  self->state = OSR_CASE_DISMISSED;
  return TRUE;
}

static gboolean
fold_routed (OsrCase *self, OsrEvent *event)
{
  const char *id = osr_event_get_string (event, "body");
  OsrCaseBody *body;

  if (id == NULL)
    return FALSE;
  body = put_body (self, id);
  body->received_at = event->at;
  body->returned = FALSE;
  body->contributor = FALSE;
  self->state = OSR_CASE_ROUTED;
  return TRUE;
}

static gboolean
fold_returned (OsrCase *self, OsrEvent *event)
{
  const char *id = osr_event_get_string (event, "body");
  const OsrCaseBody *drafter = osr_case_get_drafter (self);
  OsrCaseBody *body = find_body (self, id != NULL ? id : drafter != NULL ? drafter->body : NULL);

  set_text (&self->reason, osr_event_get_payload_string (event, "reason"));
  if (body == NULL)
    return FALSE;
  body->returned = TRUE;
  if (osr_case_get_drafter (self) == NULL)
    self->state = OSR_CASE_RETURNED;
  return TRUE;
}

static gboolean
fold_assigned (OsrCase *self, OsrEvent *event)
{
  OsrCaseBody *body = find_body (self, osr_event_get_string (event, "body"));

  if (body == NULL)
    return FALSE;
  set_text (&body->executor, osr_event_get_string (event, "executor"));
  return TRUE;
}

static gboolean
fold_contribution_requested (OsrCase *self, OsrEvent *event)
{
  const char *id = osr_event_get_string (event, "body");
  OsrCaseBody *body;

  if (id == NULL)
    return FALSE;
  if (find_body (self, id) != NULL)
    return TRUE;
  body = g_new0 (OsrCaseBody, 1);
  body->body = g_strdup (id);
  body->received_at = event->at;
  body->contributor = TRUE;
  g_ptr_array_insert (self->bodies, 0, body); /* the drafter stays last */
  return TRUE;
}

static gboolean
fold_contributed (OsrCase *self, OsrEvent *event)
{
  OsrCaseBody *body = find_body (self, osr_event_get_string (event, "body"));

  if (body != NULL)
    body->contributed = TRUE;
  return body != NULL;
}

static gboolean
fold_submitted (OsrCase *self, OsrEvent *event)
{
  const OsrCaseDraft *before = osr_case_get_draft (self);
  OsrCaseDraft *draft = g_new0 (OsrCaseDraft, 1);

  if (before != NULL && before->state == OSR_DRAFT_APPROVED)
    ((OsrCaseDraft *) before)->state = OSR_DRAFT_VOID; /* a new text voids the approval */
  draft->version = event->version > 0 ? event->version : self->version + 1;
  draft->kind = g_intern_string (osr_event_get_string (event, "kind"));
  draft->text = g_strdup (osr_event_get_payload_string (event, "text"));
  draft->account = g_strdup (osr_event_get_string (event, "account"));
  draft->digest = g_strdup (osr_event_get_string (event, "digest"));
  draft->by = g_strdup (event->by);
  draft->body = g_strdup (osr_event_get_string (event, "body"));
  draft->at = event->at;
  g_ptr_array_add (self->drafts, draft);
  self->state = OSR_CASE_SUBMITTED;
  return TRUE;
}

static gboolean
fold_withdrawn (OsrCase *self, OsrEvent *event)
{
  OsrCaseDraft *draft = draft_of (self, event);

  if (draft == NULL)
    return FALSE;
  draft->state = OSR_DRAFT_WITHDRAWN;
  self->state = OSR_CASE_ROUTED;
  return TRUE;
}

static gboolean
fold_reworked (OsrCase *self, OsrEvent *event)
{
  OsrCaseDraft *draft = draft_of (self, event);

  self->state = OSR_CASE_REWORK;
  if (draft == NULL)
    return FALSE;
  draft->state = OSR_DRAFT_REWORK;
  set_text (&draft->remarks, osr_event_get_payload_string (event, "remarks"));
  set_text (&draft->decided_by, event->by);
  return TRUE;
}

static gboolean
fold_approved (OsrCase *self, OsrEvent *event)
{
  OsrCaseDraft *draft = draft_of (self, event);

  self->state = OSR_CASE_APPROVED;
  if (draft == NULL)
    return FALSE;
  draft->state = OSR_DRAFT_APPROVED;
  set_text (&draft->decided_by, event->by);
  return TRUE;
}

static gboolean
fold_intent (OsrCase *self, OsrEvent *event)
{
  self->intent_version = event->version > 0 ? event->version : self->version + 1;
  set_text (&self->guid, osr_event_get_string (event, "guid"));
  set_text (&self->refusal, NULL);
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

static gboolean
fold_published (OsrCase *self, OsrEvent *event)
{
  OsrCaseDraft *draft = draft_of (self, event);

  if (draft != NULL)
    draft->state = OSR_DRAFT_PUBLISHED;
  set_text (&self->reply_url, osr_event_get_string (event, "url"));
  set_text (&self->reply_native_id, osr_event_get_string (event, "native_id"));
  self->replied_at = osr_event_get_int (event, "published_at", event->at);
  self->intent_version = 0;
  self->state = state_after_reply (osr_event_get_string (event, "kind"));
  return draft != NULL;
}

/* A refused text stays approved: the executor may try again or change it. */
static gboolean
fold_refused (OsrCase *self, OsrEvent *event)
{
  self->intent_version = 0;
  set_text (&self->refusal, osr_event_get_payload_string (event, "reason"));
  self->state = OSR_CASE_APPROVED;
  return TRUE;
}

static gboolean
fold_unknown (OsrCase *self, OsrEvent *event)
{
  self->state = OSR_CASE_UNCERTAIN;
  return self->intent_version != 0;
}

static gboolean
fold_author_replied (OsrCase *self, OsrEvent *event)
{
  if (self->state == OSR_CASE_WAITING)
    self->state = OSR_CASE_ROUTED;
  return TRUE;
}

static gboolean
fold_closed (OsrCase *self, OsrEvent *event)
{
  set_text (&self->reason, osr_event_get_payload_string (event, "reason"));
  self->state = OSR_CASE_CLOSED;
  return TRUE;
}

static gboolean
fold_reopened (OsrCase *self, OsrEvent *event)
{
  self->state = osr_case_get_drafter (self) != NULL ? OSR_CASE_ROUTED : OSR_CASE_DETECTED;
  return TRUE;
}

static gboolean
fold_message_changed (OsrCase *self, OsrEvent *event)
{
  if (self->original_text == NULL)
    self->original_text = g_strdup (self->text);
  set_text (&self->text, osr_event_get_payload_string (event, "text"));
  self->message_state = OSR_MESSAGE_EDITED;
  return TRUE;
}

static gboolean
fold_message_deleted (OsrCase *self, OsrEvent *event)
{
  self->message_state = OSR_MESSAGE_DELETED;
  return TRUE;
}

/* Kept in the history, changes no state. */
static gboolean
fold_mark (OsrCase *self, OsrEvent *event)
{
  return TRUE;
}

static const struct {
  const char *type;
  Fold fold;
} folds[] = {
  { "found", fold_found },
  { "detected", fold_detected },
  { "triaged", fold_triaged },
  { "dismissed", fold_dismissed },
  { "routed", fold_routed },
  { "returned", fold_returned },
  { "assigned", fold_assigned },
  { "contribution-requested", fold_contribution_requested },
  { "contributed", fold_contributed },
  { "submitted", fold_submitted },
  { "withdrawn", fold_withdrawn },
  { "reworked", fold_reworked },
  { "approved", fold_approved },
  { "publish-intended", fold_intent },
  { "published", fold_published },
  { "publish-refused", fold_refused },
  { "publish-unknown", fold_unknown },
  { "author-replied", fold_author_replied },
  { "evaluated", fold_mark },
  { "noted", fold_mark },
  { "notified", fold_mark },
  { "closed", fold_closed },
  { "reopened", fold_reopened },
  { "message-changed", fold_message_changed },
  { "message-deleted", fold_message_deleted },
};

static Fold
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
  Fold fold = find_fold (event->type);

  g_ptr_array_add (self->events, osr_event_ref (event));
  if (fold == NULL || event->v > OSR_EVENT_VERSION)
    self->read_only = TRUE;
  else if (!fold (self, event))
    self->anomalies++;
  self->version = event->version > 0 ? event->version : self->version + 1;
  self->seq = MAX (self->seq, event->seq);
}

const OsrCaseBody *
osr_case_get_drafter (OsrCase *self)
{
  for (guint i = self->bodies->len; i > 0; i--) {
    const OsrCaseBody *body = self->bodies->pdata[i - 1];

    if (!body->returned && !body->contributor)
      return body;
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
