/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps that a person takes on the open case, composed of what the view-model knows. Whether a
 * step is allowed is decided by the rules when it is written to the outbox. */
#include <glib/gi18n.h>

#include "app/shared/osr-sentence.h"
#include "app/shared/osr-workplace-private.h"
#include "core/osr-chain.h"
#include "core/osr-error.h"

static gboolean
refuse (OsrWorkplace *self, const char *type, OsrCoreError code)
{
  g_autoptr (GError) error = g_error_new_literal (OSR_CORE_ERROR, code, "");
  g_autofree char *sentence = osr_sentence_for_refusal (type, error);

  osr_workplace_emit_failed (self, sentence);
  return FALSE;
}

gboolean
osr_workplace_act (OsrWorkplace *self, const char *type, JsonObject *members, JsonObject *payload)
{
  g_autoptr (JsonObject) owned_members = members;
  g_autoptr (JsonObject) owned_payload = payload;
  g_autoptr (GError) error = NULL;
  g_autofree char *case_id = NULL;
  g_autofree char *uuid = NULL;

  g_return_val_if_fail (OSR_IS_WORKPLACE (self), FALSE);
  g_return_val_if_fail (type != NULL, FALSE);

  case_id = g_strdup (osr_workplace_get_case_id (self));
  if (case_id == NULL || osr_workplace_get_replica (self) == NULL)
    return FALSE;
  uuid = osr_replica_act (osr_workplace_get_replica (self), case_id, type, owned_members,
                          owned_payload, &error);
  if (uuid == NULL) {
    g_autofree char *sentence = osr_sentence_for_refusal (type, error);

    osr_workplace_emit_failed (self, sentence);
    return FALSE;
  }
  osr_workplace_expect (self, uuid, type);
  return TRUE;
}

static JsonObject *
new_payload (const char *member, const char *text)
{
  JsonObject *payload = json_object_new ();

  json_object_set_string_member (payload, member, text);
  return payload;
}

/**
 * osr_workplace_submit:
 * @kind: "final", "interim" or "clarification"
 * @text: the exact text that is to be approved and published
 *
 * Once it is in the outbox, the text being written is let go: the command keeps it.
 */
gboolean
osr_workplace_submit (OsrWorkplace *self, const char *kind, const char *text)
{
  OsrReplica *replica = osr_workplace_get_replica (self);
  OsrCase *opened = osr_workplace_get_case (self);
  const OsrCaseBody *drafter = opened != NULL ? osr_case_get_drafter (opened) : NULL;
  const OsrAccount *account;
  g_autofree char *case_id = NULL;
  g_autofree char *digest = NULL;
  JsonObject *members;

  if (replica == NULL || opened == NULL)
    return FALSE;
  if (drafter == NULL)
    return refuse (self, "submitted", OSR_CORE_ERROR_WRONG_STATE);
  account =
      osr_registry_account_for (osr_replica_get_registry (replica), drafter->body, opened->network);
  if (account == NULL)
    return refuse (self, "submitted", OSR_CORE_ERROR_NO_ACCOUNT);

  digest = osr_text_digest (kind, text, account->id, opened->native_id, NULL);
  members = json_object_new ();
  json_object_set_string_member (members, "body", drafter->body);
  json_object_set_string_member (members, "kind", kind);
  json_object_set_string_member (members, "account", account->id);
  json_object_set_string_member (members, "digest", digest);

  case_id = g_strdup (opened->id);
  if (!osr_workplace_act (self, "submitted", members, new_payload ("text", text)))
    return FALSE;
  osr_replica_write (replica, case_id, kind, "");
  return TRUE;
}

/* Members that name the draft a decision is about; NULL without a draft. */
static JsonObject *
new_draft_members (OsrWorkplace *self, gboolean with_digest)
{
  OsrCase *opened = osr_workplace_get_case (self);
  const OsrCaseDraft *draft = opened != NULL ? osr_case_get_draft (opened) : NULL;
  JsonObject *members;

  if (draft == NULL)
    return NULL;
  members = json_object_new ();
  json_object_set_int_member (members, "draft", draft->version);
  if (with_digest)
    json_object_set_string_member (members, "digest", draft->digest);
  return members;
}

/**
 * osr_workplace_approve:
 *
 * Approves the newest draft of the open case: the exact text, account and target of its digest.
 */
gboolean
osr_workplace_approve (OsrWorkplace *self)
{
  JsonObject *members = new_draft_members (self, TRUE);

  if (members == NULL)
    return refuse (self, "approved", OSR_CORE_ERROR_WRONG_STATE);
  return osr_workplace_act (self, "approved", members, NULL);
}

/**
 * osr_workplace_rework:
 * @remarks: what is to be changed, in words
 */
gboolean
osr_workplace_rework (OsrWorkplace *self, const char *remarks)
{
  JsonObject *members = new_draft_members (self, FALSE);

  if (members == NULL)
    return refuse (self, "reworked", OSR_CORE_ERROR_WRONG_STATE);
  return osr_workplace_act (self, "reworked", members, new_payload ("remarks", remarks));
}

/**
 * osr_workplace_publish:
 *
 * Asks the coordinator to publish the approved draft; it sends and reports the outcome.
 */
gboolean
osr_workplace_publish (OsrWorkplace *self)
{
  OsrCase *opened = osr_workplace_get_case (self);
  const OsrCaseDraft *draft = opened != NULL ? osr_case_get_draft (opened) : NULL;
  JsonObject *members = new_draft_members (self, TRUE);
  g_autofree char *guid = g_uuid_string_random ();

  if (members == NULL)
    return refuse (self, "publish-intended", OSR_CORE_ERROR_WRONG_STATE);
  json_object_set_string_member (members, "guid", guid);
  json_object_set_string_member (members, "account", draft->account);
  return osr_workplace_act (self, "publish-intended", members, NULL);
}
