/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One office being served: its log, its clock, who waits for news, the monitor and the publisher.
 * Speaks no HTTP; that is the routes'. */
#pragma once

#include "coordinator/osr-attempts.h"
#include "coordinator/osr-settings.h"
#include "core/time/osr-clock.h"
#include "publish/osr-account-book.h"
#include "publish/osr-publishing.h"
#include "store/files/osr-log-files.h"
#include "store/osr-log.h"
#include "store/search/osr-index.h"

G_BEGIN_DECLS

#define OSR_OFFICE_LOG  "log.db"
#define OSR_OFFICE_LOCK "lock"

/* Beside the log: what follows from it, snapshots being handed out, and files by their digest. */
#define OSR_OFFICE_INDEX       "index.db"
#define OSR_OFFICE_SPOOL       "spool"
#define OSR_OFFICE_ATTACHMENTS OSR_LOG_FILES

typedef struct _OsrSpool OsrSpool;

#define OSR_TYPE_COORDINATOR (osr_coordinator_get_type ())
G_DECLARE_FINAL_TYPE (OsrCoordinator, osr_coordinator, OSR, COORDINATOR, GObject)

/* Signal "appended" (): events were committed, here or by another program. */

/**
 * osr_coordinator_open:
 * @config: settings with a directory; copied as far as needed, must outlive the coordinator
 * @clock: of everything the coordinator writes
 * @error: %OSR_COORDINATOR_ERROR_IN_USE when another coordinator serves the office,
 *   %OSR_COORDINATOR_ERROR_OFFICE when it cannot be worked with, saying what and where
 *
 * Takes the office's lock, opens its log and checks that regulation and calendar can be read. What
 * was being sent when an earlier coordinator died is marked to be looked for.
 */
OsrCoordinator *osr_coordinator_open (OsrSettings *config, OsrClock *clock, GError **error);

/* Begins to read the networks and to publish. */
void osr_coordinator_start (OsrCoordinator *self);

/* Stops both; what is being sent stays marked as such. */
void osr_coordinator_stop (OsrCoordinator *self);

OsrLog *osr_coordinator_get_log (OsrCoordinator *self);
OsrClock *osr_coordinator_get_clock (OsrCoordinator *self);
/* A publication was lent: it is to be looked after when it does not come back. */
void osr_coordinator_lent (OsrCoordinator *self);

/* The office's accounts and who speaks for them. */
OsrAccountBook *osr_coordinator_get_book (OsrCoordinator *self);

/* The spans of time that publications go by. */
const OsrPublishingSettings *osr_coordinator_get_publishing (OsrCoordinator *self);
OsrAttempts *osr_coordinator_get_attempts (OsrCoordinator *self);

OsrIndex *osr_coordinator_get_index (OsrCoordinator *self);
OsrSpool *osr_coordinator_get_spool (OsrCoordinator *self);

/* (transfer full): the folder of the attachments */
char *osr_coordinator_dup_attachments (OsrCoordinator *self);

/* Writes substitutions that have begun or ended by the clock, if any; FALSE only when the log fails. */
gboolean osr_coordinator_tend (OsrCoordinator *self, GError **error);

/* To be called after each commit: wakes who waits, in the next turn of the loop. */
void osr_coordinator_appended (OsrCoordinator *self);

/* A command as it came. */
typedef struct {
  const char *person; /* who is signed in */
  const char *id;     /* of the command */
  GBytes *raw;        /* its exact bytes */
  gboolean again;     /* accepted once already, by a log that a backup has replaced since */
} OsrOffer;

/**
 * osr_coordinator_accept:
 * @offer: the command
 * @missing: (out) (nullable): with a stale command the events that came between, as EVs
 * @error: see osr-coordinator-error.h
 *
 * Judges a command and appends its event, all in one transaction. The same bytes again get the
 * answer they got before, a refusal as well.
 *
 * Returns: (transfer full): the answer's exact bytes
 */
GBytes *osr_coordinator_accept (OsrCoordinator *self, const OsrOffer *offer, JsonArray **missing,
                                GError **error);

/**
 * osr_office_check:
 * @log: an opened log
 * @error: %OSR_COORDINATOR_ERROR_OFFICE naming the event, member and clause
 *
 * Returns: whether regulation and calendar of the office can be read
 */
gboolean osr_office_check (OsrLog *log, GError **error);

/**
 * osr_office_lock:
 * @directory: the office's folder
 * @error: %OSR_COORDINATOR_ERROR_IN_USE
 *
 * Returns: a file descriptor that holds the lock while it is open, or -1
 */
int osr_office_lock (const char *directory, GError **error);

G_END_DECLS
