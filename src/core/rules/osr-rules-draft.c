/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules on a reply being written: who writes it, that it is agreed inside the body where the text
 * wants that, what a draft must be, and who decides on it. */
#include <string.h>

#include "core/osr-chain.h"
#include "core/media/osr-media-limits.h"
#include "core/media/osr-media-list.h"
#include "core/osr-json.h"
#include "core/rules/osr-rules-private.h"

static gboolean
holds_one_of (const OsrAttempt *a, const char *person, JsonObject *rule, const char *member,
              const char *body)
{
  GPtrArray *roles = osr_regulation_get_roles (a->regulation);

  for (guint i = 0; i < roles->len; i++) {
    const OsrRole *role = roles->pdata[i];

    if (osr_rule_lists (rule, member, role->id) &&
        osr_registry_has_role (a->registry, person, role->id, body))
      return TRUE;
  }
  return FALSE;
}

/* Whether the reply is for several: then other people write and send it. One after another each
 * answers for themselves. */
static JsonObject *
find_joint_rule (const OsrAttempt *a)
{
  if (a->self->sequence != NULL || a->self->curator_drafts || !osr_case_is_joint (a->self))
    return NULL;
  return osr_attempt_get_rule (a, "co_executors");
}

/* The text lets somebody say who writes, so that somebody must. */
static gboolean
needs_name (const OsrAttempt *a)
{
  return osr_regulation_has_step (a->regulation, "responsible-appointed") ||
         (osr_regulation_has_step (a->regulation, "drafter-named") &&
          osr_attempt_get_rule (a, "internal_approval") == NULL);
}

/* Where drafts are agreed inside the body, whoever agrees writes the joint reply. */
static gboolean
check_joint_writer (const OsrAttempt *a, GError **error)
{
  JsonObject *joint = find_joint_rule (a);
  JsonObject *inside = osr_attempt_get_rule (a, "internal_approval");
  const OsrCaseBody *drafter = osr_rules_get_drafter (a->self, a->registry);

  if (joint == NULL || inside == NULL || drafter == NULL ||
      g_strcmp0 (osr_json_get_string (joint, "joint_draft"), "responsible") != 0 ||
      holds_one_of (a, a->person, inside, "by", drafter->body))
    return TRUE;
  return osr_refuse (error, OSR_CORE_ERROR_NOT_ALLOWED,
                     "The responsible executor writes the joint reply");
}

static gboolean
check_joint_sender (const OsrAttempt *a, GError **error)
{
  JsonObject *joint = find_joint_rule (a);
  const OsrCaseBody *drafter = osr_rules_get_drafter (a->self, a->registry);

  if (joint == NULL || drafter == NULL)
    return TRUE;
  if (a->self->named == NULL && needs_name (a))
    return osr_refuse (error, OSR_CORE_ERROR_DRAFTER_NEEDED,
                       "Who writes the joint reply must be named first");
  if (osr_json_get_array (joint, "sent_by") == NULL ||
      holds_one_of (a, a->person, joint, "sent_by", drafter->body))
    return TRUE;
  return osr_refuse (error, OSR_CORE_ERROR_NOT_ALLOWED, "Another role sends the joint reply");
}

/* Agreed by another, or written by somebody who agrees for the body. */
static gboolean
is_agreed (const OsrAttempt *a, const OsrCaseDraft *draft)
{
  JsonObject *rule = osr_attempt_get_rule (a, "internal_approval");

  if (draft == NULL || draft->state == OSR_DRAFT_AGREED)
    return draft != NULL;
  return draft->state == OSR_DRAFT_SHARED &&
         holds_one_of (a, draft->on_behalf != NULL ? draft->on_behalf : draft->by, rule, "by",
                       draft->body);
}

static gboolean
check_agreement (const OsrAttempt *a, const OsrCaseDraft *draft, GError **error)
{
  if (osr_attempt_get_rule (a, "internal_approval") == NULL || is_agreed (a, draft))
    return TRUE;
  return osr_refuse (error, OSR_CORE_ERROR_AGREEMENT_NEEDED,
                     "The draft must be agreed inside the body first");
}

static gboolean
check_no_correction (const OsrAttempt *a, GError **error)
{
  return !a->self->correcting || osr_refuse (error, OSR_CORE_ERROR_WRONG_STATE,
                                             "A correction says which reply it corrects");
}

gboolean
osr_standing_drafted (const OsrAttempt *a, GError **error)
{
  return check_no_correction (a, error) && osr_standing_drafter (a, error) &&
         check_joint_writer (a, error);
}

gboolean
osr_standing_submitted (const OsrAttempt *a, GError **error)
{
  if (!check_no_correction (a, error) || !osr_standing_drafter (a, error))
    return FALSE;
  if (osr_rules_find_track (a->self, a->regulation) != NULL)
    return osr_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN,
                       "On this track the body approves its reply itself");
  return check_joint_sender (a, error) && check_agreement (a, osr_case_get_shared (a->self), error);
}

gboolean
osr_standing_alone (const OsrAttempt *a, GError **error)
{
  if (osr_rules_find_track (a->self, a->regulation) == NULL)
    return osr_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN, "The reply needs a second person");
  return check_no_correction (a, error) && osr_standing_drafter (a, error);
}

/* There must be a reply to correct, or a correction under way. */
gboolean
osr_standing_correction (const OsrAttempt *a, GError **error)
{
  const OsrCaseDraft *draft = osr_case_get_draft (a->self);
  gboolean under_way = a->self->state == OSR_CASE_REWORK || a->self->state == OSR_CASE_APPROVED;

  if (under_way != a->self->correcting || draft == NULL ||
      (!under_way && draft->state != OSR_DRAFT_PUBLISHED))
    return osr_refuse (error, OSR_CORE_ERROR_WRONG_STATE, "There is no reply to correct");
  return osr_standing_drafter (a, error);
}

gboolean
osr_standing_agreed (const OsrAttempt *a, GError **error)
{
  const OsrCaseDraft *draft = osr_case_get_shared (a->self);

  if (draft == NULL || draft->state != OSR_DRAFT_SHARED)
    return osr_refuse (error, OSR_CORE_ERROR_WRONG_STATE, "No draft awaits agreement");
  if (!osr_attempt_acts_for (a, draft->body))
    return osr_refuse (error, OSR_CORE_ERROR_OTHER_BODY, "The draft is another body's");
  return !osr_attempt_wrote (a, draft) ||
         osr_refuse (error, OSR_CORE_ERROR_OWN_DRAFT, "Nobody agrees to their own draft");
}

gboolean
osr_standing_withdrawn (const OsrAttempt *a, GError **error)
{
  const OsrCaseDraft *draft = osr_case_get_draft (a->self);

  if (draft == NULL || !osr_attempt_wrote (a, draft))
    return osr_refuse (error, OSR_CORE_ERROR_NOT_ALLOWED, "Only its author withdraws a draft");
  if (draft->state != OSR_DRAFT_SUBMITTED && draft->state != OSR_DRAFT_APPROVED)
    return osr_refuse (error, OSR_CORE_ERROR_WRONG_STATE,
                       "The draft is no longer with the curator");
  return TRUE;
}

/* Decision 7: nobody approves their own draft. */
gboolean
osr_standing_approved (const OsrAttempt *a, GError **error)
{
  const OsrCaseDraft *draft = osr_case_get_draft (a->self);

  if (!osr_standing_office (a, error))
    return FALSE;
  return draft == NULL || !osr_attempt_wrote (a, draft) ||
         osr_refuse (error, OSR_CORE_ERROR_OWN_DRAFT, "Nobody approves their own draft");
}

static gboolean
check_text (const OsrAttempt *a, const char *text, GError **error)
{
  if (!osr_has_words (text))
    return osr_refuse (error, OSR_CORE_ERROR_EMPTY_TEXT, "The text is empty");
  if (osr_text_length (text) > osr_registry_get_text_limit (a->registry, a->self->network))
    return osr_refuse (error, OSR_CORE_ERROR_TOO_LONG, "The text is longer than the network takes");
  return TRUE;
}

/* Where the body has no account on the network: by hand, or from another account where the text knows
 * a fallback. */
static gboolean
is_other_way (const OsrAttempt *a, const char *body, const char *id)
{
  const OsrAccount *account = osr_registry_find_account (a->registry, id);

  if (g_strcmp0 (id, OSR_ACCOUNT_BY_HAND) == 0)
    return TRUE;
  return osr_attempt_get_rule (a, "fallback_publication") != NULL && account != NULL &&
         (account->body == NULL || g_strcmp0 (account->body, body) == 0);
}

/* The reply goes out from the body's own account on the network, else from the office's. */
static gboolean
check_account (const OsrAttempt *a, const char *body, GError **error)
{
  const char *id = osr_attempt_get (a, "account");
  const OsrAccount *account = osr_registry_account_for_case (a->registry, body, a->self);

  if (account != NULL ? g_strcmp0 (account->id, id) == 0 : is_other_way (a, body, id))
    return TRUE;
  return osr_refuse (error, OSR_CORE_ERROR_NO_ACCOUNT,
                     "The body has no such account on this network");
}

static gboolean
check_draft_digest (const OsrAttempt *a, const char *text, GError **error)
{
  g_autofree char *files = osr_media_list_dup (a->event->members);
  g_autofree char *digest = osr_text_digest (
      osr_attempt_get (a, "kind"), text, osr_attempt_get (a, "account"), a->self->native_id, files);

  if (g_strcmp0 (digest, osr_attempt_get (a, "digest")) != 0)
    return osr_refuse (error, OSR_CORE_ERROR_TEXT_CHANGED, "The digest is not of this text");
  return TRUE;
}

/* How many files go along, and how long a text with files may be, is the network's to say. */
static gboolean
check_files (const OsrAttempt *a, const char *text, GError **error)
{
  const OsrMediaLimits *limits =
      g_strcmp0 (osr_attempt_get (a, "account"), OSR_ACCOUNT_BY_HAND) == 0
          ? osr_media_limits_by_hand ()
          : osr_media_limits_of (a->self->network);

  if (!osr_media_list_is_right (a->event->members, limits->files))
    return osr_refuse (error, OSR_CORE_ERROR_INVALID,
                       "The network takes no such files with a reply, or not so many");
  if (!json_object_has_member (a->event->members, OSR_MEDIA_LIST) || limits->text == 0 ||
      osr_text_length (text) <= limits->text)
    return TRUE;
  return osr_refuse (error, OSR_CORE_ERROR_TOO_LONG,
                     "The text is longer than the network takes together with files");
}

/* A correction is of the kind of what it corrects. */
static gboolean
check_corrects (const OsrAttempt *a, GError **error)
{
  gint64 version = osr_attempt_get_int (a, "corrects");
  const OsrCaseDraft *draft = version > 0 ? osr_case_find_draft (a->self, version) : NULL;

  if (!json_object_has_member (a->event->members, "corrects"))
    return TRUE;
  if (draft == NULL || draft->state != OSR_DRAFT_PUBLISHED)
    return osr_refuse (error, OSR_CORE_ERROR_STALE, "That text was not published");
  return g_strcmp0 (draft->kind, osr_attempt_get (a, "kind")) == 0 ||
         osr_refuse (error, OSR_CORE_ERROR_KIND_NOT_ALLOWED, "A correction is of the same kind");
}

/* What every draft must be, shared or submitted. */
gboolean
osr_check_drafted (const OsrAttempt *a, GError **error)
{
  const OsrCaseBody *drafter = osr_rules_get_drafter (a->self, a->registry);
  const char *body = osr_attempt_get (a, "body");
  const char *text = osr_attempt_said (a, "text");

  if (g_strcmp0 (drafter != NULL ? drafter->body : NULL, body) != 0)
    return osr_refuse (error, OSR_CORE_ERROR_OTHER_BODY, "The case is not with this body");
  if (!osr_check_message_there (a, error))
    return FALSE;
  if (!osr_regulation_allows_kind (a->regulation, osr_attempt_get (a, "kind")))
    return osr_refuse (error, OSR_CORE_ERROR_KIND_NOT_ALLOWED,
                       "The regulation knows no such draft");
  return check_text (a, text, error) && check_account (a, body, error) &&
         check_files (a, text, error) && check_draft_digest (a, text, error) &&
         check_corrects (a, error);
}

static gboolean
check_agreed_text (const OsrAttempt *a, GError **error)
{
  gint64 version = osr_attempt_get_int (a, "agreed");
  const OsrCaseDraft *draft = version > 0 ? osr_case_find_draft (a->self, version) : NULL;

  if (osr_attempt_get_rule (a, "internal_approval") == NULL && version == 0)
    return TRUE;
  if (!check_agreement (a, draft, error))
    return FALSE;
  if (draft == NULL || g_strcmp0 (draft->digest, osr_attempt_get (a, "digest")) != 0)
    return osr_refuse (error, OSR_CORE_ERROR_TEXT_CHANGED, "Another text was agreed");
  return TRUE;
}

/* Decision 7: the clause by which no second person is needed stands in the event. */
static gboolean
check_clause (const OsrAttempt *a, GError **error)
{
  const char *clause = osr_attempt_get (a, "clause");
  const char *lone = osr_rules_get_lone_clause (a->self, a->registry);

  return g_strcmp0 (clause, lone) == 0 ||
         osr_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN,
                     "No such clause lets this reply go out without a second person");
}

/* In whose name the body replies is the profile's to ask: that of its representative, where it has
 * one, and from an account that is theirs to use. */
static gboolean
check_voice (const OsrAttempt *a, GError **error)
{
  JsonObject *rule = osr_attempt_get_rule (a, "reply_voice");
  const char *voice = osr_attempt_get (a, "voice");
  const char *body = osr_attempt_get (a, "body");
  const char *account = osr_attempt_get (a, "account");
  const char *role = rule != NULL ? osr_json_get_string (rule, "role") : NULL;

  if (voice == NULL)
    return osr_rules_get_voice (a->self, a->registry, body) == NULL ||
           osr_refuse (error, OSR_CORE_ERROR_VOICE_NEEDED,
                       "The body replies in the name of its representative");
  if (role == NULL || !osr_registry_has_role (a->registry, voice, role, body))
    return osr_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN, "The body does not reply in that name");
  return osr_registry_find_account (a->registry, account) == NULL ||
         osr_registry_may_use_account (a->registry, account, voice) ||
         osr_refuse (error, OSR_CORE_ERROR_NOT_ALLOWED,
                     "The account is not the representative's to use");
}

gboolean
osr_check_submitted (const OsrAttempt *a, GError **error)
{
  return osr_check_drafted (a, error) && check_clause (a, error) &&
         (osr_rules_find_track (a->self, a->regulation) != NULL || check_agreed_text (a, error)) &&
         check_voice (a, error);
}

gboolean
osr_check_correction (const OsrAttempt *a, GError **error)
{
  return osr_check_submitted (a, error);
}

const OsrCaseDraft *
osr_attempt_find_draft (const OsrAttempt *a, OsrDraftState state, GError **error)
{
  const OsrCaseDraft *draft = osr_case_get_draft (a->self);

  if (draft == NULL || draft->state != state ||
      draft->version != osr_attempt_get_int (a, "draft")) {
    osr_refuse (error, OSR_CORE_ERROR_STALE, "The draft has changed meanwhile");
    return NULL;
  }
  return draft;
}

gboolean
osr_attempt_check_digest (const OsrAttempt *a, const OsrCaseDraft *draft, GError **error)
{
  if (g_strcmp0 (draft->digest, osr_attempt_get (a, "digest")) != 0)
    return osr_refuse (error, OSR_CORE_ERROR_TEXT_CHANGED, "The approval is for another text");
  return TRUE;
}

gboolean
osr_check_agreed (const OsrAttempt *a, GError **error)
{
  const OsrCaseDraft *draft = osr_case_get_shared (a->self);

  if (draft->version != osr_attempt_get_int (a, "draft"))
    return osr_refuse (error, OSR_CORE_ERROR_STALE, "The draft has changed meanwhile");
  return osr_check_message_there (a, error) && osr_attempt_check_digest (a, draft, error);
}

static gboolean
check_remarks (const OsrAttempt *a, GError **error)
{
  return osr_has_words (osr_attempt_said (a, "remarks")) ||
         osr_refuse (error, OSR_CORE_ERROR_REASON_NEEDED, "Remarks are needed");
}

gboolean
osr_check_reworked_inside (const OsrAttempt *a, GError **error)
{
  if (osr_case_get_shared (a->self)->version != osr_attempt_get_int (a, "draft"))
    return osr_refuse (error, OSR_CORE_ERROR_STALE, "The draft has changed meanwhile");
  return check_remarks (a, error);
}

/* Where the text lets a draft be sent back for its format alone, the remarks say that it is that. */
gboolean
osr_check_reworked (const OsrAttempt *a, GError **error)
{
  const char *grounds =
      osr_json_get_string (osr_attempt_get_rule (a, "approval"), "rework_grounds");

  if (osr_attempt_find_draft (a, OSR_DRAFT_SUBMITTED, error) == NULL)
    return FALSE;
  if (g_strcmp0 (grounds, "format") == 0 &&
      g_strcmp0 (osr_attempt_get (a, "ground"), "format") != 0)
    return osr_refuse (error, OSR_CORE_ERROR_FORMAT_ONLY,
                       "A draft is sent back only where the format is not met");
  return check_remarks (a, error);
}

/* Decision 7: the approval binds the digest. */
gboolean
osr_check_approved (const OsrAttempt *a, GError **error)
{
  const OsrCaseDraft *draft = osr_attempt_find_draft (a, OSR_DRAFT_SUBMITTED, error);

  return draft != NULL && osr_check_message_there (a, error) &&
         osr_attempt_check_digest (a, draft, error);
}
