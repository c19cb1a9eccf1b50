/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one error domain of the core: what was wrong with the input, and why a rule refused a
 * command. Each code has a nick that travels in the protocol, so that the workstation can say the
 * same thing in the clerk's language. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OSR_CORE_ERROR (osr_core_error_quark ())
GQuark osr_core_error_quark (void);

typedef enum {
  OSR_CORE_ERROR_INVALID,          /* input that cannot be read; the message names the place */
  OSR_CORE_ERROR_UNSUPPORTED,      /* written by a newer program */
  OSR_CORE_ERROR_NOT_COVERED,      /* the calendar does not cover the date */
  OSR_CORE_ERROR_NOT_ALLOWED,      /* this person's roles do not allow it */
  OSR_CORE_ERROR_WRONG_STATE,      /* not possible in the case's present state */
  OSR_CORE_ERROR_STALE,            /* somebody else acted first */
  OSR_CORE_ERROR_REASON_NEEDED,    /* the step needs a reason or remarks */
  OSR_CORE_ERROR_EMPTY_TEXT,       /* nothing to send */
  OSR_CORE_ERROR_TOO_LONG,         /* over the network's limit */
  OSR_CORE_ERROR_LIMIT_TOO_LONG,   /* a shortened limit longer than the standard one */
  OSR_CORE_ERROR_TRIAGE_NEEDED,    /* topic, place and importance come before routing */
  OSR_CORE_ERROR_UNKNOWN_BODY,     /* no such body in the directory */
  OSR_CORE_ERROR_OWN_DRAFT,        /* nobody approves their own draft */
  OSR_CORE_ERROR_TEXT_CHANGED,     /* the approval is for another text */
  OSR_CORE_ERROR_MESSAGE_GONE,     /* the citizen's message was deleted */
  OSR_CORE_ERROR_NO_ACCOUNT,       /* no account of the body on this network */
  OSR_CORE_ERROR_KIND_NOT_ALLOWED, /* the profile does not know this kind of draft */
  OSR_CORE_ERROR_NOT_FORESEEN,     /* the regulation knows no such step, or not here */
  OSR_CORE_ERROR_OTHER_BODY,       /* the case is with another body */
  OSR_CORE_ERROR_NOT_YOUR_TURN,    /* somebody else comes first in the order set */
  OSR_CORE_ERROR_AGREEMENT_NEEDED, /* the draft must be agreed inside the body first */
  OSR_CORE_ERROR_DRAFTER_NEEDED,   /* who writes the joint reply must be named first */
  OSR_CORE_ERROR_FORMAT_ONLY,      /* sent back only where the format is not met */
  OSR_CORE_ERROR_VOICE_NEEDED,     /* the body replies in its representative's name */
  OSR_CORE_ERROR_MENTION_NEEDED,   /* the fallback publication must link to the author */
  OSR_CORE_ERROR_NOT_SUBSTITUTE,   /* does not stand in for that person now */
  OSR_CORE_ERROR_CLAIMED,          /* another curator has taken it; the message says who */
  OSR_CORE_ERROR_KNOWN,            /* the message is registered already; the message says as what */
  OSR_CORE_ERROR_UNKNOWN_PERSON,   /* no such person in the directory, or disabled */
  OSR_CORE_ERROR_UNKNOWN_ROLE,     /* the regulation has no such role, or not so */
  OSR_CORE_ERROR_TAKEN,            /* the id or login is another's */
  OSR_CORE_ERROR_OVERLAP,          /* two substitutes for one person at a time */
  OSR_CORE_ERROR_LOOP,             /* a chain that comes back to where it began */
  OSR_CORE_ERROR_OPEN_WORK,        /* cases would be left with nobody */
  OSR_CORE_ERROR_LAST_ADMIN,       /* the office would be left without an administrator */
  OSR_CORE_ERROR_ERASED            /* the words of this step were destroyed by an act */
} OsrCoreError;

/**
 * osr_core_error_nick:
 * @code: a code of #OSR_CORE_ERROR
 *
 * Returns: the name of the code in the protocol, never %NULL
 */
const char *osr_core_error_nick (int code);

/**
 * osr_core_error_from_nick:
 * @nick: a name from the protocol
 * @code: (out): the code, set only when known
 *
 * Returns: whether @nick is known
 */
gboolean osr_core_error_from_nick (const char *nick, int *code);

G_END_DECLS
