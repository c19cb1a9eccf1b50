/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One reply on its way to a network, as a pure machine: where it stands, what to do next, what
 * follows from what happened. It never doubles a reply and never claims one that was not seen.
 * Sending, reading back, the log and the clock are the publisher's. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sendings that may have reached the network: the first, and one more when it was surely lost. */
#define OSR_PUBLISHING_MAX_ATTEMPTS 2

/* Readings that must both miss a reply before it counts as absent. */
#define OSR_PUBLISHING_ABSENT_READS 2

/* Failures before the first byte, in a row, after which a person is told that nothing went out. */
#define OSR_PUBLISHING_MAX_FAILURES 30

/* Looks in a row that failed, after which a person is asked: some minutes. */
#define OSR_PUBLISHING_MAX_BLIND_LOOKS 10

typedef enum {
  OSR_PUBLISHING_QUEUED,    /* nothing of the next attempt went out */
  OSR_PUBLISHING_SENDING,   /* written down before the first byte */
  OSR_PUBLISHING_UNCERTAIN, /* may be there: to be looked for */
  OSR_PUBLISHING_DONE,
  OSR_PUBLISHING_ASKED /* may be there, and only a person can tell: nothing is done by itself */
} OsrPublishingState;

/* Times are µs of one steady clock that never stands still (CLOCK_BOOTTIME). */
typedef struct {
  OsrPublishingState state;
  guint attempt;      /* sendings begun, without those that surely sent nothing */
  guint failures;     /* in a row, before the first byte or while looking */
  guint absent_reads; /* looks that found nothing, far enough apart */
  gint64 last_read_at;
  gint64 not_before;  /* nothing is done earlier */
  gint64 lease_until; /* a sending begun later than this must not go out */
  gboolean blind;     /* at this network nothing can be looked for */
} OsrPublishing;

typedef struct {
  gint64 read_back; /* µs between two looks that count */
  gint64 lease;     /* µs that a sending may hold */
  guint32 seed;     /* of the jitter */
} OsrPublishingSettings;

/* What to do now. */
typedef enum {
  OSR_PUBLISHING_STEP_NONE, /* done, or the answer of a sending is being waited for */
  OSR_PUBLISHING_STEP_WAIT,
  OSR_PUBLISHING_STEP_SEND,
  OSR_PUBLISHING_STEP_READ
} OsrPublishingStep;

/* What happened. */
typedef enum {
  OSR_PUBLISHING_STARTED,      /* about to send; the row is committed before the first byte */
  OSR_PUBLISHING_TEXT_CHANGED, /* the approval is for another text */
  OSR_PUBLISHING_SENT,         /* the network has it */
  OSR_PUBLISHING_REFUSED,      /* the network refused for good */
  OSR_PUBLISHING_OTHER_WAY,    /* the network refused this way of sending; another one is open */
  OSR_PUBLISHING_NOT_SENT,     /* surely nothing was sent: again later */
  OSR_PUBLISHING_CHALLENGED,   /* surely nothing was sent: a person must answer the network first */
  OSR_PUBLISHING_UNANSWERED,   /* nobody did in time */
  OSR_PUBLISHING_LOST,         /* whether it is there is not known */
  OSR_PUBLISHING_FOUND,        /* looked: there it is */
  OSR_PUBLISHING_ABSENT,       /* looked through: not there */
  OSR_PUBLISHING_UNREADABLE,   /* could not be looked for */
  OSR_PUBLISHING_BLIND,        /* cannot be looked for at this network */
  OSR_PUBLISHING_AMBIGUOUS,    /* looked: there is one that may as well be another's */
  OSR_PUBLISHING_RESTARTED     /* the program was started: whoever was sending is no more */
} OsrPublishingInput;

/* What the log is told. */
typedef enum {
  OSR_PUBLISHING_TELL_NOTHING,
  OSR_PUBLISHING_TELL_PUBLISHED,
  OSR_PUBLISHING_TELL_REFUSED,
  OSR_PUBLISHING_TELL_UNKNOWN,
  OSR_PUBLISHING_TELL_ASK, /* not known, and a person is to decide */
  OSR_PUBLISHING_TELL_CHALLENGE
} OsrPublishingTelling;

/**
 * osr_publishing_next:
 * @self: where it stands
 * @now: µs of the steady clock
 * @until: (out) (optional): for a wait, when to ask again
 *
 * Returns: what is to be done
 */
OsrPublishingStep osr_publishing_next (const OsrPublishing *self, gint64 now, gint64 *until);

/**
 * osr_publishing_apply:
 * @self: changed; an input that is not possible in its state changes nothing
 * @input: what happened
 * @settings: spans of time
 * @now: µs of the steady clock
 *
 * Returns: what to append to the log in the same transaction as the changed row
 */
OsrPublishingTelling osr_publishing_apply (OsrPublishing *self, OsrPublishingInput input,
                                           const OsrPublishingSettings *settings, gint64 now);

/**
 * osr_publishing_may_send:
 * @now: µs, read right before the first byte
 *
 * Returns: whether the sending still holds its lease
 */
gboolean osr_publishing_may_send (const OsrPublishing *self, gint64 now);

G_END_DECLS
