/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Publications under way, as rows beside the log: who works at which, until when, and how often it
 * was looked for. The states and when to go from one to the next are the publisher's; here a lease
 * is given to one and a late holder is refused. */
#pragma once

#include "store/osr-log.h"

G_BEGIN_DECLS

typedef enum {
  OSR_PUBLICATION_QUEUED,    /* nothing was sent yet */
  OSR_PUBLICATION_SENDING,   /* committed before the first byte */
  OSR_PUBLICATION_UNCERTAIN, /* may be out: to be read back */
  OSR_PUBLICATION_DONE
} OsrPublicationState;

/* `next_at` of what waits for a person: nothing is done by itself. Its state stays UNCERTAIN. */
#define OSR_PUBLICATION_NEVER G_MAXINT64

/* How a correction goes out; decided before its first byte, so that it is looked for as it was sent. */
typedef enum {
  OSR_PUBLICATION_PLAIN, /* a reply of its own, or not decided */
  OSR_PUBLICATION_EDIT,  /* in place of what it corrects */
  OSR_PUBLICATION_FOLLOW /* after it */
} OsrPublicationManner;

typedef struct {
  char *case_id;
  gint64 intent; /* version of the `publish-intended` event */
  char *guid;
  char *account;
  gint64 draft; /* version of the approved `submitted` event */
  char *digest; /* the text digest that was approved */
  OsrPublicationState state;
  int attempt;              /* how often sending began */
  OsrInstant first_sent_at; /* OSR_INSTANT_UNKNOWN before */
  int absent_reads;         /* how often it was looked for and not there */
  OsrInstant last_read_at;  /* OSR_INSTANT_UNKNOWN before */
  OsrInstant next_at;       /* not before this moment of the log's clock */
  gint64 lease;             /* fencing number: grows with every taking; 0 for none */
  gint64 lease_until;       /* CLOCK_BOOTTIME µs */
  OsrPublicationManner manner;
  gboolean held; /* as taken: its account is held by somebody's workstation, which alone may send */
} OsrPublication;

void osr_publication_free (OsrPublication *publication);

/* CLOCK_BOOTTIME in µs: counts suspend, never steps. */
gint64 osr_publication_boot_time (void);

/* That clock begins anew with each boot of the machine: moments of another one say nothing. */
const char *osr_publication_boot_id (void);

/* Adds one, in the transaction of its intent: QUEUED, or UNCERTAIN when it may be out from before the
 * log knew of it. Fields from `attempt` on are ignored. */
gboolean osr_log_queue_publication (OsrLog *self, const OsrPublication *publication,
                                    GError **error);

/**
 * osr_log_take_publication:
 * @lease: how long it is taken for, µs of CLOCK_BOOTTIME
 * @error: a failure of the file; %NULL and no error when nothing is due
 *
 * Takes the one that has been due for longest and is under nobody's lease. A lease of another boot
 * of the machine is dead. One of an account that a workstation holds is taken only when it was lent to
 * one and did not come back.
 *
 * Returns: (transfer full) (nullable)
 */
OsrPublication *osr_log_take_publication (OsrLog *self, gint64 lease, GError **error);

/**
 * osr_log_update_publication:
 * @publication: as taken, with new state, attempt, reads and moments
 * @release: give the lease back
 * @error: LEASE when somebody else has taken it meanwhile; then nothing is written
 *
 * Alone or in a transaction (with the outcome's event).
 */
gboolean osr_log_update_publication (OsrLog *self, const OsrPublication *publication,
                                     gboolean release, GError **error);

/* Makes @publication's lease last @lease µs from now; LEASE when it is lost. */
gboolean osr_log_renew_publication (OsrLog *self, OsrPublication *publication, gint64 lease,
                                    GError **error);

/**
 * osr_log_move_publication:
 * @state: QUEUED: it may be sent; UNCERTAIN: it is to be looked for; DONE: nothing more is done
 * @error: LEASE when it is being sent at this moment, or is done
 *
 * What a person orders: takes it from whoever looks for it, and makes it due now.
 */
gboolean osr_log_move_publication (OsrLog *self, const char *case_id, gint64 intent,
                                   OsrPublicationState state, GError **error);

/* Ends all leases of a program before: for one that starts and is the only one on this log. Those of
 * workstations go on (reply/osr-log-lending.h). */
gboolean osr_log_break_leases (OsrLog *self, GError **error);

/* (transfer full): NOT_FOUND when there is none for that intent. */
OsrPublication *osr_log_find_publication (OsrLog *self, const char *case_id, gint64 intent,
                                          GError **error);

/* (element-type OsrPublication) (transfer full): those that are not done, oldest first. */
GPtrArray *osr_log_list_publications (OsrLog *self, GError **error);

/**
 * osr_log_list_published:
 * @account: whose replies
 * @since: when they were sent, or later
 *
 * Goes through all publications: for what is asked rarely.
 *
 * Returns: (element-type utf8) (transfer full): the cases of those that are done
 */
GPtrArray *osr_log_list_published (OsrLog *self, const char *account, OsrInstant since,
                                   GError **error);

/* When the next one that can be taken is due, on the log's clock; OSR_INSTANT_UNKNOWN when none is
 * open. */
OsrInstant osr_log_next_publication (OsrLog *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrPublication, osr_publication_free)

G_END_DECLS
