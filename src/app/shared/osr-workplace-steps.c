/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps that a person takes on the open case, composed of what the view-model knows. Whether a
 * step is allowed is decided by the rules when it is written to the outbox. */
#include <glib/gi18n.h>

#include "app/shared/osr-sentence.h"
#include "app/shared/osr-workplace-private.h"
#include "core/media/osr-media-list.h"
#include "core/osr-chain.h"
#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/osr-rules.h"
#include "core/reply/osr-reply-mention.h"
#include "sync/files/osr-replica-files.h"

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

/* Members of a draft of @text by the body that writes; refused as @type where it cannot be. */
static JsonObject *
new_text_members (OsrWorkplace *self, const char *type, const char *kind, const char *text)
{
  OsrRegistry *registry = osr_replica_get_registry (osr_workplace_get_replica (self));
  OsrCase *opened = osr_workplace_get_case (self);
  const OsrCaseBody *drafter = osr_rules_get_drafter (opened, registry);
  const OsrAccount *account;
  const char *body, *from;
  g_autofree char *files = NULL;
  g_autofree char *digest = NULL;
  JsonObject *members;

  if (drafter == NULL && !opened->curator_drafts) {
    refuse (self, type, OSR_CORE_ERROR_WRONG_STATE);
    return NULL;
  }
  body = drafter != NULL ? drafter->body : NULL; /* the curator writes for all */
  account = osr_registry_account_for_case (registry, body, opened);
  from = account != NULL ? account->id : OSR_ACCOUNT_BY_HAND;
  files = osr_replica_dup_files (osr_workplace_get_replica (self), opened->id);
  digest = osr_text_digest (kind, text, from, opened->native_id, files);
  members = json_object_new ();
  osr_media_list_set (members, files);
  if (body != NULL)
    json_object_set_string_member (members, "body", body);
  json_object_set_string_member (members, "kind", kind);
  json_object_set_string_member (members, "account", from);
  json_object_set_string_member (members, "digest", digest);
  return members;
}

/* In whose name the body replies, where the profile asks that. */
static void
name_voice (OsrWorkplace *self, JsonObject *members)
{
  OsrRegistry *registry = osr_replica_get_registry (osr_workplace_get_replica (self));
  const char *body =
      osr_json_get_string (members, "body"); /* none where the curator writes for all */
  const char *voice =
      body != NULL ? osr_rules_get_voice (osr_workplace_get_case (self), registry, body) : NULL;

  if (voice != NULL)
    json_object_set_string_member (members, "voice", voice);
}

/* Once it is in the outbox, the text being written is let go: the command keeps it. Takes
 * @members. */
static gboolean
hand_over (OsrWorkplace *self, const char *type, JsonObject *members, const char *kind,
           const char *text)
{
  g_autofree char *case_id = g_strdup (osr_workplace_get_case_id (self));

  if (!osr_workplace_act (self, type, members, new_payload ("text", text)))
    return FALSE;
  osr_replica_write (osr_workplace_get_replica (self), case_id, kind, "");
  osr_replica_set_files (osr_workplace_get_replica (self), case_id, NULL);
  return TRUE;
}

/* On a track of its own the body approves its reply itself, and says by which clause. */
static void
add_clause (OsrWorkplace *self, JsonObject *members)
{
  const char *clause = osr_rules_get_lone_clause (
      osr_workplace_get_case (self), osr_replica_get_registry (osr_workplace_get_replica (self)));

  if (clause != NULL)
    json_object_set_string_member (members, "clause", clause);
}

/**
 * osr_workplace_submit:
 * @kind: "final", "interim" or "clarification"
 * @text: the exact text that is to be approved and published
 *
 * Where drafts are agreed inside the body first, it names the version that was.
 */
gboolean
osr_workplace_submit (OsrWorkplace *self, const char *kind, const char *text)
{
  const OsrCaseDraft *agreed;
  JsonObject *members;

  if (osr_workplace_get_replica (self) == NULL || osr_workplace_get_case (self) == NULL)
    return FALSE;
  members = new_text_members (self, "submitted", kind, text);
  if (members == NULL)
    return FALSE;
  agreed = osr_workplace_get_agreed (self);
  if (agreed != NULL)
    json_object_set_int_member (members, "agreed", agreed->version);
  add_clause (self, members);
  name_voice (self, members);
  return hand_over (self, "submitted", members, kind, text);
}

/**
 * osr_workplace_share:
 * @text: the exact text that is to be agreed inside the body
 */
gboolean
osr_workplace_share (OsrWorkplace *self, const char *kind, const char *text)
{
  JsonObject *members;

  if (osr_workplace_get_replica (self) == NULL || osr_workplace_get_case (self) == NULL)
    return FALSE;
  members = new_text_members (self, "drafted", kind, text);
  return members != NULL && hand_over (self, "drafted", members, kind, text);
}

/* Members that name the draft a decision is about; NULL without a draft. */
static JsonObject *
new_members_of (const OsrCaseDraft *draft, gboolean with_digest)
{
  JsonObject *members;

  if (draft == NULL)
    return NULL;
  members = json_object_new ();
  json_object_set_int_member (members, "draft", draft->version);
  if (with_digest)
    json_object_set_string_member (members, "digest", draft->digest);
  return members;
}

static JsonObject *
new_draft_members (OsrWorkplace *self, gboolean with_digest)
{
  OsrCase *opened = osr_workplace_get_case (self);

  return new_members_of (opened != NULL ? osr_case_get_draft (opened) : NULL, with_digest);
}

/* The same for the draft that is shared inside the body. */
static JsonObject *
new_shared_members (OsrWorkplace *self, gboolean with_digest)
{
  OsrCase *opened = osr_workplace_get_case (self);

  return new_members_of (opened != NULL ? osr_case_get_shared (opened) : NULL, with_digest);
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

/* (nullable): the one ground on which the text lets a draft be sent back */
static const char *
find_only_ground (OsrWorkplace *self)
{
  OsrCase *opened = osr_workplace_get_case (self);
  OsrReplica *replica = osr_workplace_get_replica (self);
  OsrRegistry *registry = replica != NULL ? osr_replica_get_registry (replica) : NULL;
  OsrRegulation *regulation = opened != NULL && registry != NULL
                                  ? osr_registry_get_regulation_for (registry, opened)
                                  : NULL;
  JsonObject *rule = regulation != NULL ? osr_regulation_get_rule (regulation, "approval") : NULL;
  const char *grounds = rule != NULL ? osr_json_get_string (rule, "rework_grounds") : NULL;

  return g_strcmp0 (grounds, "format") == 0 ? grounds : NULL;
}

gboolean
osr_workplace_reworks_format_only (OsrWorkplace *self)
{
  return find_only_ground (self) != NULL;
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
  if (find_only_ground (self) != NULL)
    json_object_set_string_member (members, "ground", find_only_ground (self));
  return osr_workplace_act (self, "reworked", members, new_payload ("remarks", remarks));
}

/**
 * osr_workplace_agree:
 *
 * Agrees to the draft shared inside the body: the exact text of its digest.
 */
gboolean
osr_workplace_agree (OsrWorkplace *self)
{
  JsonObject *members = new_shared_members (self, TRUE);

  if (members == NULL)
    return refuse (self, "agreed", OSR_CORE_ERROR_WRONG_STATE);
  return osr_workplace_act (self, "agreed", members, NULL);
}

/**
 * osr_workplace_rework_inside:
 * @remarks: what is to be changed before the body lets it go, in words
 */
gboolean
osr_workplace_rework_inside (OsrWorkplace *self, const char *remarks)
{
  JsonObject *members = new_shared_members (self, FALSE);

  if (members == NULL)
    return refuse (self, "reworked", OSR_CORE_ERROR_WRONG_STATE);
  json_object_set_boolean_member (members, "internal", TRUE);
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

/**
 * osr_workplace_publish_elsewhere:
 *
 * The same where the reply cannot stand under its message: from the office's account, beginning with
 * the mention of the author that was shown to whoever approved.
 */
gboolean
osr_workplace_publish_elsewhere (OsrWorkplace *self)
{
  OsrCase *opened = osr_workplace_get_case (self);
  const OsrCaseDraft *draft = opened != NULL ? osr_case_get_draft (opened) : NULL;
  JsonObject *members = new_draft_members (self, TRUE);
  g_autofree char *guid = g_uuid_string_random ();
  g_autofree char *mention = NULL;
  const OsrAccount *account;

  if (members == NULL)
    return refuse (self, "publish-intended", OSR_CORE_ERROR_WRONG_STATE);
  account = osr_rules_get_fallback_account (
      opened, osr_replica_get_registry (osr_workplace_get_replica (self)), draft->body);
  mention = account != NULL ? osr_reply_mention (opened, account->network) : NULL;
  if (mention == NULL) {
    json_object_unref (members);
    return refuse (self, "publish-intended", OSR_CORE_ERROR_NO_ACCOUNT);
  }
  json_object_set_string_member (members, "guid", guid);
  json_object_set_string_member (members, "account", account->id);
  json_object_set_boolean_member (members, "fallback", TRUE);
  return osr_workplace_act (self, "publish-intended", members, new_payload ("mention", mention));
}

/**
 * osr_workplace_publish_again:
 * @reason: why, in the person's words
 *
 * Orders a new attempt the way of the one before, of which nobody knows whether it is out.
 */
gboolean
osr_workplace_publish_again (OsrWorkplace *self, const char *reason)
{
  OsrCase *opened = osr_workplace_get_case (self);
  OsrEvent *before = opened != NULL
                         ? osr_case_find_event (opened, opened->intent_version, "publish-intended")
                         : NULL;
  JsonObject *members = before != NULL ? new_draft_members (self, TRUE) : NULL;
  JsonObject *payload;
  g_autofree char *guid = g_uuid_string_random ();
  const char *mention;

  if (members == NULL)
    return refuse (self, "publish-intended", OSR_CORE_ERROR_WRONG_STATE);
  payload = new_payload ("reason", reason);
  mention = osr_event_get_payload_string (before, "mention");
  json_object_set_string_member (members, "guid", guid);
  json_object_set_string_member (members, "account", osr_event_get_string (before, "account"));
  json_object_set_boolean_member (members, "again", TRUE);
  if (osr_json_get_boolean (before->members, "fallback", FALSE))
    json_object_set_boolean_member (members, "fallback", TRUE);
  if (mention != NULL)
    json_object_set_string_member (payload, "mention", mention);
  return osr_workplace_act (self, "publish-intended", members, payload);
}
