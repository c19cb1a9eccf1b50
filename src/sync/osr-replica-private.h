/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the replica share. Each part is one concern: cases (what is shown), act (what
 * the clerk does), push (the outbox goes out), pull (changes come in), drafts (texts being written).
 * Only for src/sync and its tests. */
#pragma once

#include "net/osr-protocol.h"
#include "store/osr-cache.h"
#include "store/osr-outbox.h"
#include "sync/first/osr-snapshot-reader.h"
#include "sync/osr-replica.h"

G_BEGIN_DECLS

/* How long things take; tests shorten them. Milliseconds. */
typedef struct {
  guint save;         /* from the first unsaved key to the disk */
  guint rest;         /* from the last key to the coordinator */
  guint retry_most;   /* longest pause before trying again */
  guint due_most;     /* longest sleep of the timer of due moments: main loops sleep in suspend */
  guint poll_seconds; /* how long the coordinator may hold a poll */
} OsrReplicaTimes;

typedef struct _OsrReplicaFirst OsrReplicaFirst;

/* What of a page that is here already an answer does not know. */
typedef enum {
  OSR_OVERTAKEN_NOT,
  OSR_OVERTAKEN_BY_PAGE, /* the case went out of sight, or words of it were destroyed */
  OSR_OVERTAKEN_BY_LOG   /* another log stands behind the server */
} OsrOvertaken;

/* One question about a case, until its answer is here. */
typedef struct {
  OsrReplica *replica; /* owned */
  char *case_id;
  OsrOvertaken overtaken;
} OsrAwaited;

struct _OsrReplica {
  GObject parent_instance;

  char *folder;
  char *server;
  char *login;
  char *device;
  char *person; /* nullable */
  OsrClock *clock;
  OsrProtocol *protocol;
  OsrCache *cache;
  OsrOutbox *outbox;
  OsrRegistry *registry;
  char *acting_for; /* nullable: the absent person for whom the clerk acts */
  OsrReplicaTimes times;
  guint32 seed; /* of the jitter */
  OsrConnection connection;
  OsrInstant synced_at;
  OsrInstant left_at;    /* when the person left here the last time before */
  OsrInstant contact_at; /* of the last answer, to the hour; UNKNOWN for none */
  OsrInstant seen_at;    /* by the same clock, when it was looked at last */
  OsrInstant seen_kept;  /* the same as it is written down */
  gint64 alone;          /* µs that passed since, a clock that was set back counted for nothing */
  gint64 answer_boot;    /* the machine's two clocks at the last answer; 0 before */
  gint64 answer_real;
  OsrInstant old_looked_at; /* for what was closed long ago; UNKNOWN for never */
  gboolean locked;
  gboolean contradicted; /* a checkpoint does not fit what is held */
  gboolean left;         /* signed out: the cache goes with the object */
  guint waiting;         /* as last notified */
  guint attention;

  GCancellable *stop; /* of everything under way; NULL while closed */
  GTask *sign_in;     /* nullable: until the first page */
  char *password;     /* nullable: until the coordinator was reached once */

  /* token */
  OsrSecretKeeper *keeper; /* nullable: the token is kept nowhere */
  char *token_wanted;      /* nullable: what is to be kept; NULL to forget */
  gboolean token_changed;
  gboolean token_busy;

  /* pull */
  gboolean pulling;
  gboolean caught_up; /* a page came in this session: the next poll may be held */
  guint pull_attempts;
  guint pull_source;

  /* first */
  OsrReplicaFirst *first; /* nullable: no first sync under way */
  guint bad_snapshots;
  gboolean without_snapshots; /* the coordinator has none that can be read */

  GPtrArray *awaited; /* OsrAwaited, borrowed */

  /* push */
  char *sending;          /* nullable: uuid of the command under way */
  gboolean sending_again; /* offered once more after a restored backup, and not for the last time */
  char *file_sending;     /* nullable: digest of the file under way before it */
  GHashTable *files_sent; /* nullable: digests that arrived in this session */
  guint files_source;     /* files are to be let go */
  guint files_turn;       /* how often that was */
  guint files_kept;       /* being made durable: no step and no text names them yet */
  guint push_attempts;
  guint push_source;
  GHashTable *held; /* case id → Hold: its first command had trouble */

  /* drafts */
  GHashTable *unsaved; /* case id → Unsaved: typed and not yet on the disk */
  GHashTable *resting; /* case ids whose text may still change: not sent yet */
  guint save_source;
  guint rest_source;
  guint draft_attempts;
  guint draft_source;
  gboolean sending_draft;

  /* storage */
  OsrStorage storage;
  char *rescue; /* nullable: the damaged outbox, copied aside */
  guint storage_source;
  guint storage_attempts;
  gboolean rows_wrong; /* rows of the queue could not be written */

  /* cases */
  GHashTable *folds;   /* case id → OsrCase */
  GHashTable *visited; /* nullable: case id → OsrCase, read at the centre and not held */
  guint due_source;
  guint purge_source;
  OsrInstant due_at;      /* what the timer waits for; UNKNOWN for nothing */
  OsrInstant standing_at; /* the same for who stands in for whom */
};

/* (element-type utf8) (transfer full): the clerk first, then those they stand in for now. */
GPtrArray *osr_replica_list_standing (OsrReplica *self);

/* Whether @c is in the hands of @person: with their body, or taken by them. */
gboolean osr_replica_is_of (OsrReplica *self, OsrCase *c, const char *person);

void osr_replica_set_times (OsrReplica *self, const OsrReplicaTimes *times);

/* Milliseconds before attempt number @attempts + 1. */
guint osr_replica_pause (OsrReplica *self, guint attempts);

/* Whether the replica was closed since the call that @result is of was made: its answer may be there
 * all the same, and must not be acted upon. */
gboolean osr_replica_is_late (GAsyncResult *result);

void osr_replica_set_connection (OsrReplica *self, OsrConnection connection);
void osr_replica_notify_counts (OsrReplica *self);
gboolean osr_replica_is_open (OsrReplica *self);

/* The token is not valid any more: a password is needed, and a sign-in that is waited for has failed.
 * @reason: why */
void osr_replica_lose_session (OsrReplica *self, const GError *reason);

/* Ends the sign-in that is waited for, if any. @error: (nullable) (transfer full) */
void osr_replica_end_sign_in (OsrReplica *self, GError *error);

void osr_replica_emit_case_changed (OsrReplica *self, const char *id);
void osr_replica_emit_queue_changed (OsrReplica *self);
void osr_replica_emit_beside_changed (OsrReplica *self);
void osr_replica_emit_registry_changed (OsrReplica *self);
void osr_replica_emit_draft_saved (OsrReplica *self, const char *case_id, OsrInstant saved_at);
void osr_replica_emit_synced (OsrReplica *self, OsrInstant synced_at);
void osr_replica_emit_settled (OsrReplica *self, const char *uuid, const char *case_id,
                               const GError *error);

/* A warning about @what, with the reason. */
void osr_replica_report (const char *what, const GError *error);

/* storage: tells of a file that cannot be written, and looks for room from then on; and of a
 * coordinator that has none. */
void osr_replica_note_storage (OsrReplica *self, const GError *error);

/* The same with a warning about @what. */
void osr_replica_store_failed (OsrReplica *self, const char *what, const GError *error);

/* The coordinator has kept something: it has room. */
void osr_replica_centre_wrote (OsrReplica *self);
void osr_replica_storage_stop (OsrReplica *self);

/* session */
#define OSR_REPLICA_KEY_PERSON     "person"
#define OSR_REPLICA_KEY_DEVICE     "device"
#define OSR_REPLICA_KEY_LEFT       "left"
#define OSR_REPLICA_KEY_CONTACT    "contact"
#define OSR_REPLICA_KEY_ALONE      "alone-since-contact"
#define OSR_REPLICA_KEY_CACHE_LEFT "cache-left"

void osr_replica_keep_setting (OsrReplica *self, const char *key, const char *value);
void osr_replica_forget_password (OsrReplica *self);

/* token: takes over what an earlier program wrote; for the next start, %NULL forgets; asks the keeper,
 * which answers in osr_replica_token_found(), @token nullable; lets go */
void osr_replica_token_open (OsrReplica *self);
void osr_replica_keep_token (OsrReplica *self, const char *token);
void osr_replica_token_find (OsrReplica *self);
void osr_replica_token_found (OsrReplica *self, const char *token);
void osr_replica_token_free (OsrReplica *self);

/* cases */
void osr_replica_cases_reset (OsrReplica *self);

/* The office stream in the cache grew. */
void osr_replica_cases_read_office (OsrReplica *self);

/* @ids: (element-type utf8): folds, rows and signals of cases whose events or commands changed. */
void osr_replica_cases_changed (OsrReplica *self, GPtrArray *ids);
void osr_replica_case_changed (OsrReplica *self, const char *id);

/* Makes of @c, a fold of confirmed events, what is shown: with pending commands, if @pending says that
 * there are any. Returns: %FALSE when the cache holds other events */
gboolean osr_replica_complete_case (OsrReplica *self, OsrCase *c, gboolean pending);
gint64 osr_replica_get_confirmed_seq (OsrReplica *self, const char *id);

/* (transfer full) (nullable): the event that a command of the outbox would append. */
OsrEvent *osr_replica_pending_event (OsrReplica *self, const OsrOutboxCommand *command);

/* beside: a step on a stream beside the cases */
char *osr_replica_act_beside (OsrReplica *self, const char *stream, const char *type,
                              JsonObject *members, JsonObject *payload, GError **error);

/* The command is durable when this returns TRUE. */
gboolean osr_replica_write_down (OsrReplica *self, const OsrWireCommand *command, const char *uuid,
                                 GError **error);

/* queue */
void osr_replica_queue_open (OsrReplica *self);
void osr_replica_queue_close (OsrReplica *self);
void osr_replica_queue_update (OsrReplica *self, GPtrArray *ids);
void osr_replica_queue_update_all (OsrReplica *self);

/* Writes the rows of those cases of @piece that are among @ids, and takes them out of @ids. Of one without
 * a fold the cache is asked. */
void osr_replica_queue_take (OsrReplica *self, const OsrSnapshotPiece *piece, GPtrArray *ids);

/* The rows are right for what the cache holds now. */
void osr_replica_queue_mark (OsrReplica *self);
void osr_replica_queue_arm (OsrReplica *self);

/* pull */
void osr_replica_pull_start (OsrReplica *self);
void osr_replica_pull_stop (OsrReplica *self);

/* A page came in, or the office of a first sync: @now is the coordinator's time. */
void osr_replica_pulled (OsrReplica *self, OsrInstant now);

/* The first sync is over, or stops for now with @error (nullable) (transfer full). */
void osr_replica_pull_ended (OsrReplica *self, GError *error);

/* (transfer full) (nullable) */
OsrEntry *osr_replica_entry_from_wire (const OsrWireEntry *wire, GError **error);

/* The folder of files; keys of what goes along with texts, followed by the case's id. */
#define OSR_REPLICA_FILES     "files"
#define OSR_REPLICA_KEY_FILES "files "

/* files: begins to send the first file that @command names and that did not arrive in this session,
 * FALSE for none; @callback owns a reference and finishes osr_protocol_put_attachment_async(). Then: it
 * arrived; another log may lack what did; what nothing unsent names is removed here. */
gboolean osr_replica_send_file (OsrReplica *self, const OsrOutboxCommand *command,
                                GAsyncReadyCallback callback);
void osr_replica_file_arrived (OsrReplica *self);
void osr_replica_forget_files_sent (OsrReplica *self);
void osr_replica_let_files_go (OsrReplica *self);

/* (transfer full): digests of the files of this machine that what is not delivered names, in their order */
GPtrArray *osr_replica_list_carried (OsrReplica *self);

/* (transfer full) (nullable): digests that @command names, comma-separated */
char *osr_replica_dup_named_files (OsrReplica *self, const OsrOutboxCommand *command);

/* What may not be seen any more, or was destroyed, may lie among the files: a moment later all that nothing
 * unsent names is removed. At a start: what an earlier run was to remove. */
void osr_replica_files_heed (OsrReplica *self);
/* Something that named files of @case_id is no more: of a case out of sight nobody else will say so. */
void osr_replica_files_of_left (OsrReplica *self, const char *case_id);
void osr_replica_files_open (OsrReplica *self);
void osr_replica_files_stop (OsrReplica *self);

/* lock: when the program starts; when the coordinator answered; now and then */
void osr_replica_lock_open (OsrReplica *self);
void osr_replica_lock_reached (OsrReplica *self);
void osr_replica_lock_check (OsrReplica *self);
void osr_replica_emit_locked (OsrReplica *self);

/* clock: the coordinator answered */
void osr_replica_clock_reached (OsrReplica *self);

/* centre: (transfer full) (nullable): a case that was read there; what a page says of such */
OsrCase *osr_replica_ref_visited (OsrReplica *self, const char *id);
void osr_replica_forget_visited (OsrReplica *self);
void osr_replica_centre_heed (OsrReplica *self, OsrPage *page);

/* Closed cases are at hand for so long, by their last event. */
#define OSR_REPLICA_AT_HAND (G_GINT64_CONSTANT (400) * 24 * OSR_HOUR)

/* old: what was closed long ago goes; what came of such a case is asked for */
void osr_replica_drop_old (OsrReplica *self);
void osr_replica_fetch_missing (OsrReplica *self);

/* leave: the cache is to go; what an earlier program left of it; the files are closed */
void osr_replica_leave_mark (OsrReplica *self);
void osr_replica_leave_open (OsrReplica *self);
void osr_replica_leave_closed (OsrReplica *self);

/* first: whether what is held is empty, and a first sync began instead of a poll */
#define OSR_REPLICA_SNAPSHOT_PREFIX "snapshot-"
gboolean osr_replica_first_begin (OsrReplica *self);
void osr_replica_first_stop (OsrReplica *self);

/* Removes the files that were downloaded. */
void osr_replica_first_discard (OsrReplica *self);
void osr_replica_emit_first_sync (OsrReplica *self);

/* (element-type OsrRecord) (transfer full) (nullable): events of the wire as the store takes them. */
GPtrArray *osr_replica_records_from_wire (GPtrArray *events, GError **error);

/* (transfer full): @members to be sent: zones are the coordinator's to compile; those that came along
 * were for the check here alone. */
JsonObject *osr_replica_without_zones (JsonObject *members);

/* push */
void osr_replica_push_kick (OsrReplica *self);

/* awaited: (transfer full): to be freed with the answer, after it was looked whether it is overtaken */
OsrAwaited *osr_replica_await (OsrReplica *self, const char *case_id);
void osr_awaited_free (OsrAwaited *awaited);
void osr_replica_overtake_case (OsrReplica *self, const char *case_id);
void osr_replica_overtake_log (OsrReplica *self);
void osr_replica_push_stop (OsrReplica *self);

/* act: the case that a step of @type is taken on; with @error when none may be taken on it here. */
OsrCase *osr_replica_find_case (OsrReplica *self, const char *case_id, const char *type,
                                GError **error);

/* Checks @command by the rules here, and says for whom it is and what it stands upon. @after: keeps
 * what the command borrows. */
gboolean osr_replica_prepare (OsrReplica *self, OsrCase *c, OsrWireCommand *command, char **after,
                              GError **error);

/* (nullable): which member of a payload holds the clerk's own words. */
const char *osr_replica_words_member (JsonObject *payload);

/* again: after a restored backup */
void osr_replica_offer_again (OsrReplica *self);
void osr_replica_prune_acknowledged (OsrReplica *self);

/* Whether @command is offered for the second time, and this offer is not the last. */
gboolean osr_replica_has_patience (OsrReplica *self, const OsrOutboxCommand *command);

/* Whether what was offered like that may still go in once others have done the same. */
gboolean osr_replica_waits_for_others (OsrReplica *self, GPtrArray *missing, const GError *error);

/* Forgets commands whose events are in the cache now. */
void osr_replica_push_prune (OsrReplica *self);

/* drafts */
void osr_replica_drafts_kick (OsrReplica *self);
void osr_replica_drafts_stop (OsrReplica *self);

/* Whether the draft was let go here, and the coordinator does not know yet. */
gboolean osr_replica_drafts_is_dropped (OsrReplica *self, const char *id);
void osr_replica_emit_draft_arrived (OsrReplica *self, const char *case_id);

/* Lets a saved text go, here at once and at the coordinator when it can be. */
gboolean osr_replica_drafts_drop (OsrReplica *self, const OsrOutboxWriting *writing,
                                  GError **error);

/* writing */
void osr_replica_writing_save (OsrReplica *self);

/* The replica goes: nothing is tried again. */
void osr_replica_writing_stop (OsrReplica *self);

/* audit: a record of a page; when the program starts; when all that is held was let go */
void osr_replica_audit_record (OsrReplica *self, OsrRecord *record);
void osr_replica_audit_open (OsrReplica *self);
void osr_replica_audit_reset (OsrReplica *self);

/* What an applied page says beyond its cases: checkpoints. */
void osr_replica_note_page (OsrReplica *self, OsrPage *page);

/* What a page that is to be applied says to be destroyed leaves the outbox. A page of which that cannot be
 * done is not applied, and so told once more: nobody would say it again. */
gboolean osr_replica_note_erasures (OsrReplica *self, OsrPage *page, GError **error);

/* A step or a draft of @case_id was let go. Its words may be those that an act destroyed elsewhere in the
 * case: they were the person's own to keep until now, and nothing of them stays in the files. */
void osr_replica_words_let_go (OsrReplica *self, const char *case_id);

/* Whether the words of a command were destroyed before its answer came: they are not to be kept. */
gboolean osr_replica_is_destroyed (GPtrArray *events);

/* Takes steps out of the outbox whose words the coordinator said to be destroyed. */
void osr_replica_drop_destroyed (OsrReplica *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrAwaited, osr_awaited_free)

G_END_DECLS
