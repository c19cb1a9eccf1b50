/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules on an approved reply going out: from the account approved, from another with a link to the
 * author where the text knows that, or by hand with a proof; and on what was published since. */
#include <string.h>

#include "core/media/osr-media-proof.h"
#include "core/osr-json.h"
#include "core/reply/osr-reply-mention.h"
#include "core/rules/osr-rules-private.h"

/* Whoever publishes for the body that wrote; what the curator wrote, any body of the case. */
gboolean
osr_standing_publish (const OsrAttempt *a, GError **error)
{
  const OsrCaseDraft *draft = osr_case_get_draft (a->self);

  if (draft == NULL || draft->state != OSR_DRAFT_APPROVED)
    return osr_refuse (error, OSR_CORE_ERROR_WRONG_STATE, "No reply is approved");
  if (draft->body == NULL)
    return osr_standing_of_case (a, error);
  return osr_attempt_acts_for (a, draft->body) ||
         osr_refuse (error, OSR_CORE_ERROR_OTHER_BODY, "The draft is another body's");
}

gboolean
osr_standing_corrected (const OsrAttempt *a, GError **error)
{
  if (!a->self->correcting)
    return osr_refuse (error, OSR_CORE_ERROR_WRONG_STATE, "No correction is approved");
  return osr_standing_publish (a, error);
}

static gboolean
check_guid (const OsrAttempt *a, GError **error)
{
  return osr_has_words (osr_attempt_get (a, "guid")) ||
         osr_refuse (error, OSR_CORE_ERROR_INVALID, "The publication has no guid");
}

/* Whoever publishes in somebody's name uses that one's account. */
static gboolean
check_use (const OsrAttempt *a, const OsrCaseDraft *draft, const char *account, GError **error)
{
  if (osr_registry_find_account (a->registry, account) == NULL)
    return osr_refuse (error, OSR_CORE_ERROR_NO_ACCOUNT, "There is no such account");
  if (osr_registry_may_use_account (a->registry, account, a->person) ||
      (draft->voice != NULL && osr_registry_may_use_account (a->registry, account, draft->voice)))
    return TRUE;
  return osr_refuse (error, OSR_CORE_ERROR_NOT_ALLOWED, "The account is not this person's to use");
}

/* Between the approval and the publication the representative may have become another. */
static gboolean
check_spoken (const OsrAttempt *a, const OsrCaseDraft *draft, GError **error)
{
  JsonObject *rule = osr_attempt_get_rule (a, "reply_voice");

  if (rule == NULL || draft->voice == NULL ||
      osr_registry_has_role (a->registry, draft->voice, osr_json_get_string (rule, "role"),
                             draft->body))
    return TRUE;
  return osr_refuse (error, OSR_CORE_ERROR_NOT_ALLOWED,
                     "The person in whose name the reply speaks represents the body no more");
}

gboolean
osr_check_intent (const OsrAttempt *a, GError **error)
{
  const OsrCaseDraft *draft = osr_attempt_find_draft (a, OSR_DRAFT_APPROVED, error);

  if (draft == NULL || !osr_check_message_there (a, error) || !check_guid (a, error))
    return FALSE;
  if (g_strcmp0 (draft->account, osr_attempt_get (a, "account")) != 0)
    return osr_refuse (error, OSR_CORE_ERROR_NO_ACCOUNT, "Another account than the one approved");
  return check_use (a, draft, draft->account, error) && check_spoken (a, draft, error) &&
         osr_attempt_check_digest (a, draft, error);
}

/* (nullable): what is said with a name in it stands where it can be erased. */
static const char *
find_mention (const OsrAttempt *a)
{
  const char *said = osr_attempt_said (a, "mention");

  return said != NULL ? said : osr_attempt_get (a, "mention");
}

/* The mention is the one that the approver saw, to the letter, or the message's address: nothing else
 * is added to an approved text. A name stands in the payload only. */
static gboolean
check_sent_mention (const OsrAttempt *a, const OsrCaseDraft *draft, const OsrAccount *account,
                    GError **error)
{
  JsonObject *rule = osr_attempt_get_rule (a, "fallback_publication");
  g_autofree char *seen = osr_reply_mention (a->self, account->network);
  const char *mention = find_mention (a);
  gboolean address = mention != NULL && g_strcmp0 (mention, a->self->permalink) == 0;
  g_autofree char *whole = NULL;

  if (!osr_json_get_boolean (rule, "mention", FALSE) && mention == NULL)
    return TRUE;
  if (!address &&
      (mention == NULL || g_strcmp0 (mention, seen) != 0 || osr_attempt_get (a, "mention") != NULL))
    return osr_refuse (error, OSR_CORE_ERROR_MENTION_NEEDED,
                       "The reply must link to the author of the message");
  whole = osr_reply_with_mention (mention, draft->text != NULL ? draft->text : "");
  if (osr_text_length (whole) > osr_registry_get_text_limit (a->registry, account->network))
    return osr_refuse (error, OSR_CORE_ERROR_TOO_LONG, "The text is longer than the network takes");
  return TRUE;
}

/* How well an account does for what cannot stand under its message; 0: not at all. */
static int
fallback_rank (OsrCase *self, const OsrAccount *account, const char *body)
{
  gboolean same = g_strcmp0 (account->network, self->network) == 0;

  if (!osr_account_publishes (account))
    return 0;
  if (account->body == NULL)
    return same ? 3 : 2;
  return !same && g_strcmp0 (account->body, body) == 0 ? 1 : 0;
}

const OsrAccount *
osr_rules_get_fallback_account (OsrCase *self, OsrRegistry *registry, const char *body)
{
  OsrRegulation *regulation = osr_registry_get_regulation_for (registry, self);
  GPtrArray *accounts = osr_registry_get_accounts (registry);
  const OsrAccount *best = NULL;
  int rank = 0;

  if (regulation == NULL || !osr_regulation_has_rule (regulation, "fallback_publication"))
    return NULL;
  for (guint i = 0; i < accounts->len; i++) {
    const OsrAccount *account = accounts->pdata[i];

    if (fallback_rank (self, account, body) > rank) {
      rank = fallback_rank (self, account, body);
      best = account;
    }
  }
  return best;
}

/* By hand: the mention names the author by id, or the message by its address. */
static gboolean
check_mention (const OsrAttempt *a, GError **error)
{
  JsonObject *rule = osr_attempt_get_rule (a, "fallback_publication");
  const char *mention = find_mention (a);

  if (!osr_json_get_boolean (rule, "mention", FALSE))
    return TRUE;
  if (osr_has_words (mention) &&
      ((a->self->author_id != NULL && strstr (mention, a->self->author_id) != NULL) ||
       (a->self->permalink != NULL && strstr (mention, a->self->permalink) != NULL)))
    return TRUE;
  return osr_refuse (error, OSR_CORE_ERROR_MENTION_NEEDED,
                     "The reply must link to the author of the message");
}

gboolean
osr_check_fallback (const OsrAttempt *a, GError **error)
{
  const OsrCaseDraft *draft = osr_attempt_find_draft (a, OSR_DRAFT_APPROVED, error);
  const char *id = osr_attempt_get (a, "account");
  const OsrAccount *account = osr_registry_find_account (a->registry, id);

  if (draft == NULL || !osr_check_message_there (a, error) || !check_guid (a, error) ||
      !check_use (a, draft, id, error) || !check_spoken (a, draft, error) ||
      !check_sent_mention (a, draft, account, error))
    return FALSE;
  if (account->body != NULL && g_strcmp0 (account->body, draft->body) != 0)
    return osr_refuse (error, OSR_CORE_ERROR_NO_ACCOUNT, "The account is another body's");
  return osr_attempt_check_digest (a, draft, error);
}

gboolean
osr_standing_asked (const OsrAttempt *a, GError **error)
{
  if (a->self->asked == NULL)
    return osr_refuse (error, OSR_CORE_ERROR_WRONG_STATE, "The reply is still being looked for");
  return osr_standing_publish (a, error);
}

gboolean
osr_standing_challenged (const OsrAttempt *a, GError **error)
{
  if (a->self->challenge == 0)
    return osr_refuse (error, OSR_CORE_ERROR_WRONG_STATE, "The network asks nothing");
  return osr_standing_publish (a, error);
}

/* A new attempt goes the way of the one before: from where, and to where, was decided with that. */
gboolean
osr_check_again (const OsrAttempt *a, GError **error)
{
  OsrEvent *before = osr_case_find_event (a->self, a->self->intent_version, "publish-intended");
  gboolean elsewhere = osr_json_get_boolean (a->event->members, "fallback", FALSE);

  if (!osr_has_words (osr_attempt_said (a, "reason")))
    return osr_refuse (error, OSR_CORE_ERROR_REASON_NEEDED, "A reason is needed");
  if (before == NULL || osr_json_get_boolean (before->members, "fallback", FALSE) != elsewhere ||
      g_strcmp0 (osr_event_get_string (before, "account"), osr_attempt_get (a, "account")) != 0)
    return osr_refuse (error, OSR_CORE_ERROR_INVALID,
                       "Another way than that of the attempt before");
  return elsewhere ? osr_check_fallback (a, error) : osr_check_intent (a, error);
}

gboolean
osr_check_answer (const OsrAttempt *a, GError **error)
{
  if (osr_event_get_int (a->event, "challenge", 0) != a->self->challenge)
    return osr_refuse (error, OSR_CORE_ERROR_STALE, "The network asks something else by now");
  return osr_has_words (osr_attempt_said (a, "answer")) ||
         osr_refuse (error, OSR_CORE_ERROR_INVALID, "There is no answer");
}

static gboolean
check_proof (const OsrAttempt *a, GError **error)
{
  const char *url = osr_attempt_get (a, "url");
  gboolean nowhere = url == NULL && a->self->permalink == NULL; /* a place without addresses */

  if (!nowhere && !osr_is_web_address (url))
    return osr_refuse (error, OSR_CORE_ERROR_INVALID, "The link is no address of the web");
  if (!osr_media_proof_is_given (a->event->members))
    return osr_refuse (error, OSR_CORE_ERROR_REASON_NEEDED, "A proof is needed");
  return osr_media_proof_is_right (a->event->payload) ||
         osr_refuse (error, OSR_CORE_ERROR_INVALID, "These are no files, or too many of them");
}

gboolean
osr_check_by_hand (const OsrAttempt *a, GError **error)
{
  const OsrCaseDraft *draft = osr_attempt_find_draft (a, OSR_DRAFT_APPROVED, error);

  if (draft == NULL || !check_proof (a, error) || !check_spoken (a, draft, error))
    return FALSE;
  if (g_strcmp0 (draft->kind, osr_attempt_get (a, "kind")) != 0)
    return osr_refuse (error, OSR_CORE_ERROR_KIND_NOT_ALLOWED,
                       "Another kind than the one approved");
  return osr_attempt_check_digest (a, draft, error);
}

gboolean
osr_check_by_hand_fallback (const OsrAttempt *a, GError **error)
{
  return osr_check_by_hand (a, error) && check_mention (a, error);
}

gboolean
osr_check_corrected (const OsrAttempt *a, GError **error)
{
  const OsrCaseDraft *draft = osr_attempt_find_draft (a, OSR_DRAFT_APPROVED, error);

  if (draft == NULL || !check_proof (a, error))
    return FALSE;
  if (g_strcmp0 (draft->text, osr_attempt_said (a, "text")) != 0)
    return osr_refuse (error, OSR_CORE_ERROR_TEXT_CHANGED, "Another text was approved");
  return osr_attempt_check_digest (a, draft, error);
}

gboolean
osr_check_checked (const OsrAttempt *a, GError **error)
{
  static const char *const states[] = { "there", "edited", "gone", NULL };
  const char *reply = osr_attempt_get (a, "reply");

  return (reply != NULL && g_strv_contains (states, reply)) ||
         osr_refuse (error, OSR_CORE_ERROR_INVALID, "A reply is there, edited or gone");
}
