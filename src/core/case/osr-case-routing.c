/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fold of who has the case: bodies it was routed to, bodies asked to contribute, who writes for
 * them all, and who in a body has it. */
#include "core/case/osr-case-private.h"
#include "core/osr-json.h"

OsrCaseBody *
osr_case_find_own_body (OsrCase *self, const char *id)
{
  for (guint i = 0; id != NULL && i < self->bodies->len; i++) {
    OsrCaseBody *body = self->bodies->pdata[i];

    if (g_strcmp0 (body->body, id) == 0)
      return body;
  }
  return NULL;
}

const OsrCaseBody *
osr_case_find_body (OsrCase *self, const char *id)
{
  return osr_case_find_own_body (self, id);
}

static OsrCaseBody *
new_body (const char *id)
{
  OsrCaseBody *body = g_new0 (OsrCaseBody, 1);

  body->body = g_strdup (id);
  body->received_at = body->contributed_at = OSR_INSTANT_UNKNOWN;
  return body;
}

OsrCaseBody *
osr_case_put_body (OsrCase *self, const char *id)
{
  OsrCaseBody *body = osr_case_find_own_body (self, id);
  guint index;

  if (body != NULL && !body->returned && !body->contributor)
    return body;
  if (body == NULL) {
    body = new_body (id);
  } else {
    g_ptr_array_find (self->bodies, body, &index);
    g_ptr_array_steal_index (self->bodies, index);
  }
  g_ptr_array_add (self->bodies, body);
  body->returned = FALSE;
  body->contributor = FALSE;
  return body;
}

static gboolean
is_live (const OsrCaseBody *body)
{
  return body != NULL && !body->returned;
}

/* The first to whom it was routed and who has not returned it. */
static const OsrCaseBody *
first_routed (OsrCase *self)
{
  for (guint i = 0; i < self->bodies->len; i++) {
    const OsrCaseBody *body = self->bodies->pdata[i];

    if (!body->returned && !body->contributor)
      return body;
  }
  return NULL;
}

/* In a sequence: whose reply comes next. */
static const OsrCaseBody *
next_in_sequence (OsrCase *self)
{
  for (guint i = 0; self->sequence != NULL && self->sequence[i] != NULL; i++) {
    const OsrCaseBody *body = osr_case_find_body (self, self->sequence[i]);

    if (is_live (body) && !body->published)
      return body;
  }
  return NULL;
}

const OsrCaseBody *
osr_case_get_drafter (OsrCase *self)
{
  const OsrCaseBody *body = next_in_sequence (self);

  if (body != NULL)
    return body;
  if (self->curator_drafts)
    return NULL;
  body = osr_case_find_body (self, self->named);
  return is_live (body) ? body : first_routed (self);
}

gboolean
osr_case_is_joint (OsrCase *self)
{
  guint n = 0;

  for (guint i = 0; i < self->bodies->len; i++) {
    const OsrCaseBody *body = self->bodies->pdata[i];

    if (!body->returned && body->contributor)
      return TRUE;
    n += !body->returned;
  }
  return n > 1;
}

gboolean
osr_case_awaits_contribution (OsrCase *self, const char *id)
{
  const OsrCaseBody *body = osr_case_find_body (self, id);

  if (!is_live (body) || body->contributed || !(body->contributor || osr_case_is_joint (self)))
    return FALSE;
  for (guint i = 0; body->order > 0 && i < self->bodies->len; i++) {
    const OsrCaseBody *other = self->bodies->pdata[i];

    if (other->contributor && is_live (other) && !other->contributed && other->order > 0 &&
        other->order < body->order)
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_before_work (OsrCaseState state)
{
  return state == OSR_CASE_FOUND || state == OSR_CASE_DETECTED || state == OSR_CASE_RETURNED ||
         state == OSR_CASE_DISMISSED || state == OSR_CASE_CLOSED;
}

gboolean
osr_case_fold_routed (OsrCase *self, OsrEvent *event)
{
  const char *id = osr_event_get_string (event, "body");
  gint64 minutes = osr_event_get_int (event, "minutes", 0);
  OsrCaseBody *body;

  if (id == NULL)
    return FALSE;
  body = osr_case_put_body (self, id);
  body->received_at = event->at;
  body->order = osr_event_get_int (event, "order", 0);
  if (minutes > 0)
    self->joint_minutes = minutes;
  if (is_before_work (self->state))
    self->state = OSR_CASE_ROUTED;
  return TRUE;
}

/* What the body had with the curator, or inside itself, is let go with the case. */
static void
let_drafts_go (OsrCase *self, const char *body)
{
  for (guint i = 0; i < self->drafts->len; i++) {
    OsrCaseDraft *draft = self->drafts->pdata[i];

    if (g_strcmp0 (draft->body, body) == 0 &&
        (draft->state == OSR_DRAFT_SUBMITTED || draft->state == OSR_DRAFT_APPROVED))
      draft->state = OSR_DRAFT_VOID;
  }
  for (guint i = 0; i < self->shared->len; i++) {
    OsrCaseDraft *draft = self->shared->pdata[i];

    if (g_strcmp0 (draft->body, body) == 0 && draft->state != OSR_DRAFT_SUBMITTED)
      draft->state = OSR_DRAFT_WITHDRAWN;
  }
}

gboolean
osr_case_fold_returned (OsrCase *self, OsrEvent *event)
{
  const char *id = osr_event_get_string (event, "body");
  const OsrCaseBody *drafter = osr_case_get_drafter (self);
  OsrCaseBody *body = osr_case_find_own_body (self, id != NULL        ? id
                                                    : drafter != NULL ? drafter->body
                                                                      : NULL);
  gboolean drafted = body != NULL && body == drafter;

  osr_case_set_text (&self->reason, osr_event_get_payload_string (event, "reason"));
  self->transfers++;
  if (body == NULL)
    return FALSE;
  body->returned = TRUE;
  if (g_strcmp0 (self->named, body->body) == 0)
    osr_case_set_text (&self->named, NULL);
  let_drafts_go (self, body->body);
  if (first_routed (self) == NULL && !self->curator_drafts)
    self->state = OSR_CASE_RETURNED;
  else if (drafted)
    self->state = osr_case_state_of_work (self);
  return TRUE;
}

gboolean
osr_case_fold_assigned (OsrCase *self, OsrEvent *event)
{
  OsrCaseBody *body = osr_case_find_own_body (self, osr_event_get_string (event, "body"));

  if (body == NULL)
    return FALSE;
  osr_case_set_text (&body->executor, osr_event_get_string (event, "executor"));
  return TRUE;
}

static guint
count_contributors (OsrCase *self)
{
  guint n = 0;

  while (n < self->bodies->len && ((OsrCaseBody *) self->bodies->pdata[n])->contributor)
    n++;
  return n;
}

gboolean
osr_case_fold_contribution_requested (OsrCase *self, OsrEvent *event)
{
  const char *id = osr_event_get_string (event, "body");
  OsrCaseBody *body = osr_case_find_own_body (self, id);

  if (id == NULL)
    return FALSE;
  if (body != NULL && !body->contributor && !body->returned)
    return TRUE; /* it has the case anyway */
  if (body == NULL) {
    body = new_body (id);
    g_ptr_array_insert (self->bodies, (int) count_contributors (self), body);
  }
  body->contributor = TRUE;
  body->returned = body->contributed = body->forwarded = FALSE;
  body->received_at = event->at;
  body->order = osr_event_get_int (event, "order", 0);
  body->minutes = osr_event_get_int (event, "minutes", 0);
  return TRUE;
}

gboolean
osr_case_fold_contributed (OsrCase *self, OsrEvent *event)
{
  OsrCaseBody *body = osr_case_find_own_body (self, osr_event_get_string (event, "body"));

  if (body == NULL)
    return FALSE;
  body->contributed = TRUE;
  body->forwarded = FALSE;
  body->contributed_at = event->at;
  osr_case_set_text (&body->contribution, osr_event_get_payload_string (event, "text"));
  return TRUE;
}

gboolean
osr_case_fold_contribution_forwarded (OsrCase *self, OsrEvent *event)
{
  OsrCaseBody *body = osr_case_find_own_body (self, osr_event_get_string (event, "body"));

  if (body == NULL)
    return FALSE;
  body->forwarded = TRUE;
  return body->contributed;
}

/* Without a body it is the curator who writes. */
gboolean
osr_case_fold_drafter_named (OsrCase *self, OsrEvent *event)
{
  const char *id = osr_event_get_string (event, "body");
  OsrCaseBody *body = osr_case_find_own_body (self, id);

  self->curator_drafts = id == NULL;
  osr_case_set_text (&self->named, id);
  if (id != NULL && !is_live (body))
    osr_case_put_body (self, id)->received_at = event->at;
  if (is_before_work (self->state))
    self->state = OSR_CASE_ROUTED;
  return TRUE;
}

gboolean
osr_case_fold_sequence_allowed (OsrCase *self, OsrEvent *event)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *bodies = osr_json_get_array (event->members, "bodies");

  for (guint i = 0; bodies != NULL && i < json_array_get_length (bodies); i++) {
    const char *body = osr_json_array_get_string (bodies, i);

    if (body != NULL)
      g_strv_builder_add (builder, body);
  }
  g_strfreev (self->sequence);
  self->sequence = g_strv_builder_end (builder);
  return self->sequence[0] != NULL;
}
