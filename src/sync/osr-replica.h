/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One person's replica of one office on this workstation: what they may see, what they wrote and
 * what still waits to go out. Works without the coordinator; everything a clerk does is first made
 * durable here. Knows nothing of widgets. */
#pragma once

#include <gio/gio.h>

#include "core/audit/osr-checkpoint.h"
#include "core/record/osr-report-track.h"
#include "core/osr-case.h"
#include "core/time/osr-clock.h"
#include "core/osr-deadline.h"
#include "core/osr-registry.h"
#include "net/osr-protocol.h"
#include "store/search/osr-cache-search.h"
#include "sync/secret/osr-secret-keeper.h"

G_BEGIN_DECLS

typedef enum {
  OSR_CONNECTION_SIGNED_OUT, /* a password is needed */
  OSR_CONNECTION_CONNECTING,
  OSR_CONNECTION_ONLINE,
  OSR_CONNECTION_OFFLINE /* works on the cache; tries again by itself */
} OsrConnection;

/* Whether what is done here can be kept on this machine's disk. */
typedef enum {
  OSR_STORAGE_GOOD,
  OSR_STORAGE_FULL,   /* no room; looks for some by itself */
  OSR_STORAGE_CENTRE, /* room here, and none at the coordinator: what is done here waits */
  OSR_STORAGE_FAILING /* the files cannot be written or read; tries again by itself */
} OsrStorage;

#define OSR_TYPE_REPLICA (osr_replica_get_type ())
G_DECLARE_FINAL_TYPE (OsrReplica, osr_replica, OSR, REPLICA, GObject)

/* Signals (all on the main context the replica was made in):
 *   "registry-changed"  ()
 *   "case-changed"      (const char *id)   state, deadlines or pending commands changed, or it is new
 *   "case-removed"      (const char *id)   no right to see it any more
 *   "queue-changed"     ()                 after a page was applied: order or counts may differ
 *   "command-settled"   (const char *uuid, const char *case_id, GError *error)
 *        error NULL: accepted; OSR_CORE_ERROR: refused, the text is in "needs attention"
 *   "draft-arrived" (const char *case_id)  a text from another workstation stands there, or beside
 *   "draft-saved"       (const char *case_id, gint64 saved_at)   durable on this machine
 * Properties: "connection" (int OsrConnection), "synced-at" (int64, coordinator time of the last
 *   answer, OSR_INSTANT_UNKNOWN before), "waiting" (uint, commands not yet sent), "attention" (uint),
 *   "locked" (boolean), "first-sync" (boolean; told again as it gets on), "storage" (int OsrStorage),
 *   "rescue" (string, nullable): where the damaged outbox lies since this start. */

/**
 * osr_replica_open:
 * @folder: one folder per server and person; made when absent (mode 0700)
 * @server: base URL, "http://127.0.0.1:8080"
 * @login: who
 * @clock: the program's clock; the replica keeps its offset to the coordinator's time
 * @error: the folder or its files cannot be used; says what to do
 *
 * Opens or rebuilds cache.db and opens outbox.db; no connection yet.
 */
OsrReplica *osr_replica_open (const char *folder, const char *server, const char *login,
                              OsrClock *clock, GError **error);

/**
 * osr_replica_set_keeper:
 * @keeper: where the token of the session is kept from one start to the next
 *
 * Before signing in. Without a keeper the token is forgotten with the replica.
 */
void osr_replica_set_keeper (OsrReplica *self, OsrSecretKeeper *keeper);

/**
 * osr_replica_sign_in_async:
 * @password: (nullable): %NULL to use the token kept from last time; until it is found the replica
 *   counts as signed out
 *
 * Signs in, then keeps itself in step until closed. Finishes when the first page has been applied,
 * or with OSR_NET_ERROR_AUTH (wrong password), OSR_NET_ERROR_OFFLINE (keeps trying by itself).
 */
void osr_replica_sign_in_async (OsrReplica *self, const char *password, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
gboolean osr_replica_sign_in_finish (OsrReplica *self, GAsyncResult *result, GError **error);

/* Stops the connection; saves drafts; the replica stays readable. Call it before the last reference
 * goes: what is under way holds one, too. */
void osr_replica_close (OsrReplica *self);

/**
 * osr_replica_sign_out:
 *
 * Ends the session at the coordinator when it can be reached, forgets the token kept here and
 * closes. The next sign-in needs the password; what was written stays, what was held for reading goes
 * with this object.
 */
void osr_replica_sign_out (OsrReplica *self);

/* What has not gone out. */
typedef struct {
  guint waiting;
  guint refused;
  guint texts; /* being written, and not at the coordinator */
  guint files; /* of this machine that go along with them when they are saved */
} OsrUndelivered;

void osr_replica_count_undelivered (OsrReplica *self, OsrUndelivered *counts);

/* Saves it to a file: see osr_outbox_export(). It stays here, too. */
gboolean osr_replica_export_outbox (OsrReplica *self, const char *path, GError **error);

/* Whether the time shown was measured in this run, not too long ago, and no clock was set since. */
gboolean osr_replica_vouches_for_clock (OsrReplica *self);

/* The year that the office's calendar lacks although limits may reach into it soon; 0 for none. */
int osr_replica_get_calendar_gap (OsrReplica *self);

/* Whether the coordinator was not reached for a week: nothing is shown until its person has signed in
 * with the password. */
gboolean osr_replica_is_locked (OsrReplica *self);

/* (transfer full) (nullable): the newest checkpoint of the log that is held */
OsrCheckpoint *osr_replica_load_checkpoint (OsrReplica *self);

/**
 * osr_replica_erase:
 * @id: a case
 * @act: number of the act of destruction
 * @date: its date, "2026-11-20"
 * @reason: without names: it stays
 * @error: not an administrator, or it cannot be written down
 *
 * Asks the coordinator to destroy all words and names in the case.
 *
 * Returns: (transfer full): uuid of the command
 */
char *osr_replica_erase (OsrReplica *self, const char *id, const char *act, const char *date,
                         const char *reason, GError **error);

OsrConnection osr_replica_get_connection (OsrReplica *self);
OsrStorage osr_replica_get_storage (OsrReplica *self);

/* (nullable): the copy of the file with unsent steps and texts that was found damaged when it was
 * opened; what could be read of it is in use. */
const char *osr_replica_get_rescue (OsrReplica *self);
OsrInstant osr_replica_get_synced_at (OsrReplica *self);
const char *osr_replica_get_person (OsrReplica *self); /* nullable before the first sign-in */
OsrRegistry *osr_replica_get_registry (OsrReplica *self);
OsrClock *osr_replica_get_clock (OsrReplica *self);

/* The line to the coordinator, with the session's token while there is one. */
OsrProtocol *osr_replica_get_protocol (OsrReplica *self);

/* How far the first sync is. */
typedef struct {
  gboolean downloading; /* bytes; else cases */
  gint64 done;
  gint64 total;
  int seconds_left; /* -1: not known yet */
} OsrFirstSync;

/* Whether cases are on their way for the first time; then how far. The replica is usable meanwhile. */
gboolean osr_replica_get_first_sync (OsrReplica *self, OsrFirstSync *sync);

/* What the queue can be narrowed to. */
typedef enum {
  OSR_QUEUE_ACT,  /* this person must do something now */
  OSR_QUEUE_MINE, /* with this person's body, or taken by this person */
  OSR_QUEUE_OVERDUE,
  OSR_QUEUE_ALL,
  OSR_QUEUE_PROMISED /* a reply has promised something until a day */
} OsrQueueFilter;

/**
 * osr_replica_list:
 * @filter: which cases
 * @search: (nullable): words to find in messages, replies, notes, places, authors, numbers: see
 *   osr_search_query_new()
 *
 * Returns: (element-type utf8) (transfer full): case ids, first the one whose limit presses this
 *   person most; those with somebody else after; closed ones last
 */
GPtrArray *osr_replica_list (OsrReplica *self, OsrQueueFilter filter, const char *search);

/**
 * osr_replica_list_since:
 *
 * Returns: (element-type utf8) (transfer full): ids of the cases in which something happened after
 *   @since, the one with the newest first
 */
GPtrArray *osr_replica_list_since (OsrReplica *self, OsrInstant since);

/* When this person left here the last time before; %OSR_INSTANT_UNKNOWN when they never did. */
OsrInstant osr_replica_get_left_at (OsrReplica *self);

/**
 * osr_replica_find_similar:
 *
 * Returns: (element-type OsrCacheSimilar) (transfer full): earlier messages like that of @c: see
 *   osr_cache_find_similar(); empty when they cannot be read
 */
GPtrArray *osr_replica_find_similar (OsrReplica *self, OsrCase *c, guint limit);

/* How many cases @filter holds. */
guint osr_replica_count (OsrReplica *self, OsrQueueFilter filter);

/**
 * osr_replica_get_case:
 * Returns: (transfer full) (nullable): fold of the confirmed events and then of the pending commands
 */
OsrCase *osr_replica_get_case (OsrReplica *self, const char *id);

/* (transfer full): deadlines of the case as returned by osr_replica_get_case(). */
GPtrArray *osr_replica_get_deadlines (OsrReplica *self, OsrCase *c);

/* (element-type OsrEvent) (transfer full): the office stream as it is held here; empty when it cannot be
 * read. */
GPtrArray *osr_replica_load_office (OsrReplica *self);

/**
 * osr_replica_load_beside:
 *
 * Returns: (element-type OsrEvent) (transfer full): what stands beside the cases: posts and looks of
 *   accounts, reports on their way; with what was not yet confirmed. The signal "beside-changed" ()
 *   tells when it is another.
 */
GPtrArray *osr_replica_load_beside (OsrReplica *self);

/* (element-type OsrReportTrack) (transfer full): every report that the person sees. */
GPtrArray *osr_replica_list_reports (OsrReplica *self);

/* Whether the case's history does not hold together (decision 10): it is shown read-only, and nothing
 * may be added to it. */
gboolean osr_replica_is_damaged (OsrReplica *self, const char *id);

/* Whether the case has commands that the coordinator has not confirmed. */
gboolean osr_replica_is_pending (OsrReplica *self, const char *id);

/**
 * osr_replica_act:
 * @case_id: which case; or a stream beside the cases (core/record/osr-stream.h), a new one too
 * @type: event type
 * @members: (nullable) (transfer none)
 * @payload: (nullable) (transfer none)
 * @error: a rule refuses it here already (OSR_CORE_ERROR), or it cannot be made durable
 *
 * Writes the command to the outbox (durable when this returns) and sends it when it can.
 *
 * Returns: (transfer full) (nullable): the command's uuid
 */
char *osr_replica_act (OsrReplica *self, const char *case_id, const char *type, JsonObject *members,
                       JsonObject *payload, GError **error);

/**
 * osr_replica_change_office:
 * @type: event of the office stream
 * @members: (transfer none)
 * @error: a rule of the directory refuses it here already, or it cannot be made durable
 *
 * The same for the office's own stream: what an administrator changes. What needs the cases (open
 * work) the coordinator judges.
 */
char *osr_replica_change_office (OsrReplica *self, const char *type, JsonObject *members,
                                 GError **error);

/**
 * osr_replica_set_acting_for:
 * @absent: (nullable): the person for whom the clerk acts from now on; %NULL: in their own right
 *
 * What the clerk does then carries both names. Falls back to %NULL by itself when the substitution is
 * over.
 *
 * Returns: whether the clerk stands in for @absent now
 */
gboolean osr_replica_set_acting_for (OsrReplica *self, const char *absent);
const char *osr_replica_get_acting_for (OsrReplica *self); /* nullable */

/* (nullable): the person whose roles count for what the clerk does now. */
const char *osr_replica_get_roles_of (OsrReplica *self);

/**
 * osr_replica_get_actor:
 *
 * Returns: (transfer none) (nullable): the person who counts on @c: of the one chosen with
 *   osr_replica_set_acting_for(), the clerk and those they stand in for the first who owes a step on
 *   it, else the first who has it in hand, else the first. Another than the clerk: what the clerk does
 *   on this case is done for them. %NULL before the first sign-in
 */
const char *osr_replica_get_actor (OsrReplica *self, OsrCase *c);

/* Whether @c is in the hands of the clerk or of somebody they stand in for. */
gboolean osr_replica_is_in_hand (OsrReplica *self, OsrCase *c);

/**
 * osr_replica_has_broken_promise:
 *
 * Returns: whether the day has ended until which the reply of @c promised something, and somebody who
 *   counts here may say what became of it
 */
gboolean osr_replica_has_broken_promise (OsrReplica *self, OsrCase *c);

/* (element-type utf8) (transfer full): those for whom the clerk may act now. */
GPtrArray *osr_replica_list_absent (OsrReplica *self);

/* A command that was refused: its text is kept until the clerk lets it go. */
typedef struct {
  char *uuid;
  char *case_id;
  char *type;
  char *text;    /* nullable: the words of its payload */
  int code;      /* of OSR_CORE_ERROR */
  char *message; /* English sentence of the coordinator */
} OsrAttention;

GPtrArray *osr_replica_get_attention (OsrReplica *self); /* (transfer full) OsrAttention */
void osr_replica_dismiss_attention (OsrReplica *self, const char *uuid);
void osr_attention_free (OsrAttention *attention);

/* Both sides of a step that did not go through. */
typedef struct {
  OsrCase *now;    /* nullable: the case as it stands; %NULL when it is not held here any more */
  GArray *since;   /* nullable: guint, places in the events of @now of what others did meanwhile */
  OsrCase *wanted; /* nullable: with the refused step as its last event, for its words */
  gboolean allowed;
  GError *refusal; /* why it may not be taken as it is; %NULL when it may */
} OsrConflict;

/* (transfer full): @uuid: of #OsrAttention */
OsrConflict *osr_replica_compare (OsrReplica *self, const char *uuid);
void osr_conflict_free (OsrConflict *conflict);

/**
 * osr_replica_send_again:
 * @uuid: of #OsrAttention
 * @text: (nullable): its words as they were edited; %NULL to leave them
 * @error: a rule refuses it here already; it stays in "needs attention" then
 *
 * A new command, upon the case as it stands now, in place of the refused one.
 *
 * Returns: (transfer full) (nullable): its uuid
 */
char *osr_replica_send_again (OsrReplica *self, const char *uuid, const char *text, GError **error);

/**
 * osr_replica_put_back:
 * @uuid: of #OsrAttention
 *
 * What was refused becomes what is being written on its case, words and files; what was being written
 * there meanwhile stays, above it. The refused step is let go.
 *
 * Returns: whether there were words or files to put back
 */
gboolean osr_replica_put_back (OsrReplica *self, const char *uuid);

/* A text being written. */
typedef struct {
  char *kind;
  char *text;
  OsrInstant saved_at; /* this machine */
  char *other;         /* nullable: a foreign revision of the same draft, never overwritten */
} OsrWriting;

/**
 * osr_replica_write:
 * @kind: draft kind
 * @text: all of it; "" forgets the draft
 *
 * Call on every change: durable in outbox.db within 2 s of the last call (at once when
 * osr_replica_flush() or close comes first), at the coordinator after 5 s of rest.
 */
void osr_replica_write (OsrReplica *self, const char *case_id, const char *kind, const char *text);
void osr_replica_flush (OsrReplica *self);
/* Asks the coordinator for a text that the person wrote at another workstation: call it when the case
 * is opened. See the signal "draft-arrived". */
void osr_replica_follow_drafts (OsrReplica *self, const char *case_id);
OsrWriting *osr_replica_get_writing (OsrReplica *self, const char *case_id); /* full, nullable */
void osr_writing_free (OsrWriting *writing);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrConflict, osr_conflict_free)

G_END_DECLS
