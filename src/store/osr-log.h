/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office's log on SQLite: appending with everything that must be one transaction with it
 * (sequence, chain, numbers, audience, answers to commands), and reading it back. Whether a person
 * may take a step is the caller's question; sign-in, drafts and publications stand in
 * osr-log-accounts.h, osr-log-drafts.h and osr-log-publications.h. Used from one thread. */
#pragma once

#include "core/osr-case.h"
#include "core/time/osr-clock.h"
#include "core/osr-registry.h"
#include "store/osr-record.h"
#include "store/osr-store-error.h"

G_BEGIN_DECLS

typedef struct _OsrLog OsrLog;
typedef struct _OsrLogTransaction OsrLogTransaction;

/**
 * osr_log_open:
 * @path: `log.db` of the office; made when absent
 * @clock: gives events their `at`
 * @error: %OSR_STORE_ERROR; %OSR_CORE_ERROR when the office stream cannot be read
 *
 * Opens the log and folds the office stream.
 */
OsrLog *osr_log_open (const char *path, OsrClock *clock, GError **error);

/**
 * osr_log_open_to_read:
 *
 * The same for who only reads records: the office stream is not folded, the registry is empty.
 */
OsrLog *osr_log_open_to_read (const char *path, OsrClock *clock, GError **error);

/**
 * osr_log_open_whole:
 *
 * The same for who serves it: the file is read whole first, a large one only when the program before
 * did not end as it should. CORRUPT with what is wrong; the file is left as it is. What a program that
 * died had erased and not yet cut is cut now, or with the next commit when somebody is reading.
 */
OsrLog *osr_log_open_whole (const char *path, OsrClock *clock, GError **error);
void osr_log_free (OsrLog *self);

const char *osr_log_get_epoch (OsrLog *self);
OsrClock *osr_log_get_clock (OsrLog *self);

/* (transfer none): fold of the office stream as committed; osr_log_begin() and osr_log_commit()
 * bring the same object up to date, with what other programs wrote too. */
OsrRegistry *osr_log_get_registry (OsrLog *self);

/* Number of the newest event, 0 in an empty log. Another program's events count. */
gint64 osr_log_get_head (OsrLog *self);

/* Which fold (OSR_FOLD_VERSION) a program needs at least to understand what is in the log. */
gint64 osr_log_get_needed_fold (OsrLog *self);
gboolean osr_log_need_fold (OsrLog *self, gint64 version, GError **error);

/* The file it is in. */
const char *osr_log_get_path (OsrLog *self);

/**
 * osr_log_begin:
 *
 * Begins the one transaction in which a command is checked, appended and committed; no other
 * program can write meanwhile. The registry is brought up to date.
 *
 * |[
 *   g_autoptr (OsrLogTransaction) transaction = osr_log_begin (log, error);
 *   … osr_log_find_command, osr_log_check_version, osr_log_load_case, osr_rules_check …
 *   … osr_log_append, osr_log_store_command …
 *   return osr_log_commit (transaction, error);
 * ]|
 *
 * Returns: (transfer full): freeing it without a commit undoes everything
 */
OsrLogTransaction *osr_log_begin (OsrLog *self, GError **error);
gboolean osr_log_commit (OsrLogTransaction *transaction, GError **error);
void osr_log_transaction_free (OsrLogTransaction *transaction);

/* An event to be. All fields are borrowed. */
typedef struct {
  const char *stream; /* case uuid, OSR_STREAM_OFFICE, or one of core/record/osr-stream.h */
  const char *type;
  JsonObject *members;    /* nullable: flat, may hold documents; must not name envelope members: a
                           * regulation's own version travels as `regulation_version` */
  JsonObject *payload;    /* nullable: erasable */
  OsrInstant claimed_at;  /* OSR_INSTANT_UNKNOWN: the same as `at` */
  const char *by;         /* person id, "monitor", "publisher" or "office" */
  const char *acting_for; /* nullable */
  const char *device;     /* nullable */
  const char *command; /* nullable: uuid of the command that made it; its sender knows it by it */
  gint64
      v; /* 0: as this program writes it. What only a newer fold understands raises the needed one */
} OsrLogRequest;

/**
 * osr_log_append:
 * @requests: (array length=n): the events, in order
 * @records: (nullable): the stored ones are added to it (OsrRecord)
 * @error: INVALID for a member that is not allowed, or for `detected` while the office's zone is not
 *   known (a number is of a year, and a year of a zone); CONFLICT for a `found` message that is known
 *
 * Only within a transaction. Assigns seq, version, `at` (never before the previous event's), a
 * case number and the regulation in force to `detected`, salts and digests payloads, continues the
 * stream's chain, and writes audience and scopes that follow from the events.
 */
gboolean osr_log_append (OsrLog *self, const OsrLogRequest *requests, guint n, GPtrArray *records,
                         GError **error);

/**
 * OsrLogFollower:
 * @records: (element-type OsrRecord): what was appended just now
 *
 * Writes, in the same transaction, what must not be without those events, nor they without it.
 *
 * Returns: %FALSE undoes the append
 */
typedef gboolean (*OsrLogFollower) (OsrLog *self, GPtrArray *records, gpointer user_data,
                                    GError **error);

/* Has @follower (nullable) called at every append of this program. */
void osr_log_set_follower (OsrLog *self, OsrLogFollower follower, gpointer user_data);

/* Last version of @stream, 0 when it has no events. */
gint64 osr_log_get_version (OsrLog *self, const char *stream);

/**
 * osr_log_check_version:
 * @version: what the person saw
 *
 * Precondition `after: {version}`; STALE when the stream has gone on. That somebody was told by
 * e-mail changes nothing that a person acts upon, and is passed over.
 */
gboolean osr_log_check_version (OsrLog *self, const char *stream, gint64 version, GError **error);

/**
 * osr_log_check_command:
 * @uuid: a command of the same person on the same stream
 *
 * Precondition `after: {command}`; STALE when the stream has gone on since, or it was not accepted.
 */
gboolean osr_log_check_command (OsrLog *self, const char *stream, const char *person,
                                const char *uuid, GError **error);

/* The stored answer to a command. */
typedef struct {
  int status;     /* HTTP status */
  GBytes *answer; /* exact body */
  gint64 seq;     /* of its last event, 0 for none */
} OsrLogAnswer;

void osr_log_answer_free (OsrLogAnswer *answer);

/**
 * osr_log_find_command:
 * @raw: the exact bytes that came
 * @error: NOT_FOUND when new; FORBIDDEN when another person's; CONFLICT when the bytes differ
 *
 * Returns: (transfer full): the answer given before, or %NULL
 */
OsrLogAnswer *osr_log_find_command (OsrLog *self, const char *uuid, const char *person, GBytes *raw,
                                    GError **error);

/* What is to be remembered of a command, in the transaction of its events. */
typedef struct {
  const char *uuid;
  const char *person;
  const char *stream;
  gint64 version; /* of its last event, 0 for none */
  gint64 seq;
  int status;
  GBytes *raw;
  GBytes *answer;
} OsrLogCommand;

gboolean osr_log_store_command (OsrLog *self, const OsrLogCommand *command, GError **error);

/* (element-type OsrRecord) (transfer full): events of @stream after @version. */
GPtrArray *osr_log_load_records (OsrLog *self, const char *stream, gint64 version, GError **error);

/* (element-type OsrEvent) (transfer full): the same as events. */
GPtrArray *osr_log_load_events (OsrLog *self, const char *stream, gint64 version, GError **error);

/* (element-type utf8) (transfer full): all streams beside the cases: of accounts, then of reports. */
GPtrArray *osr_log_list_beside (OsrLog *self, GError **error);

/* (transfer full): fold of a case; NOT_FOUND when it has no events. */
OsrCase *osr_log_load_case (OsrLog *self, const char *id, GError **error);

/* (element-type utf8) (transfer full): all case ids, oldest first. */
GPtrArray *osr_log_list_cases (OsrLog *self, GError **error);

/**
 * osr_log_list_scope:
 * @scope: "body/ID", %OSR_SCOPE_CURATORS …
 *
 * Returns: (element-type utf8) (transfer full): its cases that may be open: all but those whose last
 *   event put them away
 */
GPtrArray *osr_log_list_scope (OsrLog *self, const char *scope, GError **error);

/**
 * osr_log_tend_substitutions:
 * @changed: (out) (optional): whether anything was appended
 *
 * Writes that substitutions have begun or ended by the log's clock, nobody acting: from then on the
 * substitute reads the absent person's cases, or no more. In a transaction of its own; costs nothing
 * while nothing is due.
 */
gboolean osr_log_tend_substitutions (OsrLog *self, gboolean *changed, GError **error);

/* (nullable) (transfer full): the case with this number ("2026-000123"). */
char *osr_log_find_number (OsrLog *self, const char *number);

/**
 * osr_log_find_message:
 * @owner_id: whose wall: networks number comments by wall
 *
 * Returns: (nullable) (transfer full): the case that was made of this message, even when its words
 *   were erased since
 */
char *osr_log_find_message (OsrLog *self, const char *network, const char *owner_id,
                            const char *native_id);

/**
 * osr_log_find_permalink:
 * @url: as somebody pasted it
 *
 * Returns: (nullable) (transfer full): the case that was made of the message at this address
 */
char *osr_log_find_permalink (OsrLog *self, const char *url);

/* (nullable) (transfer full): the number of the case @stream; %NULL before it was taken up. */
char *osr_log_dup_number (OsrLog *self, const char *stream);

/* (element-type utf8) (transfer full): the cases made of comments under this post. */
GPtrArray *osr_log_list_post (OsrLog *self, const char *network, const char *owner_id,
                              const char *post_id, GError **error);

/* Whether @person may see @stream now; everybody may see the office's. */
gboolean osr_log_can_see (OsrLog *self, const char *person, const char *stream);

/* Most records of one page of changes. */
#define OSR_LOG_PAGE_MOST 1000

/* A page of changes as it travels. */
typedef struct {
  GBytes *bytes;   /* the answer to a question for changes, at this moment */
  char *next;      /* the cursor in it */
  gint64 position; /* what that one seals */
  gboolean news;   /* it has entries, or more of them follow */
} OsrPageText;

/**
 * osr_log_write_changes:
 * @since: (nullable): the reader's cursor: `next` of the page before; %NULL or "" for the beginning
 * @limit: how many records a page holds, at most %OSR_LOG_PAGE_MOST; fewer when they are long. What is
 *   longer than a page stands in one alone
 * @error: EPOCH for a cursor that is not of this log and epoch, is ahead of the log, or is so old that
 *   the reader begins anew
 *
 * Returns: (transfer full): what @person may see of what happened since; `next` also passes what
 *   they may not
 */
OsrPageText *osr_log_write_changes (OsrLog *self, const char *person, const char *since,
                                    guint limit, GError **error);

/* The same from a place that osr_log_read_cursor() has read. */
OsrPageText *osr_log_write_changes_after (OsrLog *self, const char *person, gint64 position,
                                          guint limit, GError **error);
void osr_page_text_free (OsrPageText *self);

/**
 * osr_log_dup_sight:
 * @position: what a cursor seals
 *
 * Returns: (transfer full) (nullable): all of @person that decides what pages after @position hold: until
 *   something is appended, readers whose sight is the same text get the same page
 */
char *osr_log_dup_sight (OsrLog *self, const char *person, gint64 position, GError **error);

/* (transfer full): a cursor for @position: a number of the log, everything up to which was read. */
char *osr_log_dup_cursor (OsrLog *self, gint64 position);

/* What a cursor seals; 0 for none. @error as of osr_log_write_changes(). */
gboolean osr_log_read_cursor (OsrLog *self, const char *text, gint64 *position, GError **error);

/**
 * osr_log_verify:
 * @stream: (nullable): one stream; %NULL for all, that there is no hole in the sequence, and that every
 *   checkpoint stands for the events it names
 * @n_events: (out) (optional): how many were checked
 * @error: CORRUPT naming the stream and version that do not fit
 */
gboolean osr_log_verify (OsrLog *self, const char *stream, gint64 *n_events, GError **error);

/* Writes a consistent copy of the running log to @path, which must not exist. */
gboolean osr_log_backup (OsrLog *self, const char *path, GError **error);

/**
 * osr_log_restore:
 * @backup: a copy made by osr_log_backup()
 * @path: the log to be; must not exist
 * @n_erased: (out) (optional): of how many events the words were destroyed again
 *
 * Makes a log of a backup with a new epoch: every workstation starts anew, everybody signs in anew,
 * and publications that were open are to be read back before anything is sent. Notices that were on
 * their way are given up: it is not known whether they went out. What the list of erasures beside
 * @path names is destroyed again before anybody can read it (osr-erasure-list.h).
 */
gboolean osr_log_restore (const char *backup, const char *path, OsrClock *clock, guint *n_erased,
                          GError **error);

/* Head of the log at its last restoration, 0 when it never was restored. */
gint64 osr_log_get_restored_head (OsrLog *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrPageText, osr_page_text_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrLog, osr_log_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrLogTransaction, osr_log_transaction_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrLogAnswer, osr_log_answer_free)

G_END_DECLS
