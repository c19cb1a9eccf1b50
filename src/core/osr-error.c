/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of the core's error codes. The sentence a person reads is made by the application. */
#include "core/osr-error.h"

G_DEFINE_QUARK (osr_core_error, osr_core_error)

static const char *const nicks[] = {
  [OSR_CORE_ERROR_INVALID] = "invalid",
  [OSR_CORE_ERROR_UNSUPPORTED] = "unsupported",
  [OSR_CORE_ERROR_NOT_COVERED] = "not-covered",
  [OSR_CORE_ERROR_NOT_ALLOWED] = "not-allowed",
  [OSR_CORE_ERROR_WRONG_STATE] = "wrong-state",
  [OSR_CORE_ERROR_STALE] = "stale",
  [OSR_CORE_ERROR_REASON_NEEDED] = "reason-needed",
  [OSR_CORE_ERROR_EMPTY_TEXT] = "empty-text",
  [OSR_CORE_ERROR_TOO_LONG] = "too-long",
  [OSR_CORE_ERROR_LIMIT_TOO_LONG] = "limit-too-long",
  [OSR_CORE_ERROR_TRIAGE_NEEDED] = "triage-needed",
  [OSR_CORE_ERROR_UNKNOWN_BODY] = "unknown-body",
  [OSR_CORE_ERROR_OWN_DRAFT] = "own-draft",
  [OSR_CORE_ERROR_TEXT_CHANGED] = "text-changed",
  [OSR_CORE_ERROR_MESSAGE_GONE] = "message-gone",
  [OSR_CORE_ERROR_NO_ACCOUNT] = "no-account",
  [OSR_CORE_ERROR_KIND_NOT_ALLOWED] = "kind-not-allowed",
  [OSR_CORE_ERROR_NOT_FORESEEN] = "not-foreseen",
  [OSR_CORE_ERROR_OTHER_BODY] = "other-body",
  [OSR_CORE_ERROR_NOT_YOUR_TURN] = "not-your-turn",
  [OSR_CORE_ERROR_AGREEMENT_NEEDED] = "agreement-needed",
  [OSR_CORE_ERROR_DRAFTER_NEEDED] = "drafter-needed",
  [OSR_CORE_ERROR_FORMAT_ONLY] = "format-only",
  [OSR_CORE_ERROR_VOICE_NEEDED] = "voice-needed",
  [OSR_CORE_ERROR_MENTION_NEEDED] = "mention-needed",
  [OSR_CORE_ERROR_NOT_SUBSTITUTE] = "not-substitute",
  [OSR_CORE_ERROR_CLAIMED] = "claimed",
  [OSR_CORE_ERROR_KNOWN] = "known",
  [OSR_CORE_ERROR_UNKNOWN_PERSON] = "unknown-person",
  [OSR_CORE_ERROR_UNKNOWN_ROLE] = "unknown-role",
  [OSR_CORE_ERROR_TAKEN] = "taken",
  [OSR_CORE_ERROR_OVERLAP] = "overlap",
  [OSR_CORE_ERROR_LOOP] = "loop",
  [OSR_CORE_ERROR_OPEN_WORK] = "open-work",
  [OSR_CORE_ERROR_LAST_ADMIN] = "last-admin",
  [OSR_CORE_ERROR_ERASED] = "erased",
};

const char *
osr_core_error_nick (int code)
{
  if (code < 0 || code >= (int) G_N_ELEMENTS (nicks))
    return nicks[OSR_CORE_ERROR_INVALID];
  return nicks[code];
}

gboolean
osr_core_error_from_nick (const char *nick, int *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (nicks); i++) {
    if (g_strcmp0 (nicks[i], nick) == 0) {
      *code = (int) i;
      return TRUE;
    }
  }
  return FALSE;
}
