/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `outbox.db` of a workstation: what a person wrote and the coordinator has not confirmed. Every
 * call that writes is durable when it returns. When to send is the replica's. One thread. */
#pragma once

#include "core/time/osr-instant.h"
#include "store/database/osr-database.h"

G_BEGIN_DECLS

typedef struct _OsrOutbox OsrOutbox;

/**
 * osr_outbox_open:
 * @path: the file, made with mode 0600 when absent
 * @error: %OSR_STORE_ERROR
 */
OsrOutbox *osr_outbox_open (const char *path, GError **error);

/**
 * osr_outbox_open_or_rescue:
 * @aside: (out) (nullable) (transfer full): where a damaged file was copied to before
 * @error: %OSR_STORE_ERROR
 *
 * The same after a look at the whole file. A damaged one is copied aside, and what can be read of it
 * goes into a new one; it is never dropped.
 */
OsrOutbox *osr_outbox_open_or_rescue (const char *path, char **aside, GError **error);
void osr_outbox_free (OsrOutbox *self);

/* Whether there is room for @bytes more; FULL when not. */
gboolean osr_outbox_try_to_grow (OsrOutbox *self, guint bytes, GError **error);

/* Several writes as one: commit with osr_transaction_commit(). Each call alone is one by itself. */
OsrTransaction *osr_outbox_begin (OsrOutbox *self, GError **error);

typedef enum {
  OSR_OUTBOX_PENDING = 1 << 0, /* not sent */
  OSR_OUTBOX_SENDING = 1 << 1, /* may have arrived: to be sent again under the same id */
  OSR_OUTBOX_SETTLED = 1 << 2, /* accepted; kept until its event is in the cache */
  OSR_OUTBOX_REFUSED = 1 << 3  /* needs attention; its text is kept */
} OsrOutboxState;

#define OSR_OUTBOX_UNSENT (OSR_OUTBOX_PENDING | OSR_OUTBOX_SENDING)
#define OSR_OUTBOX_SHOWN  (OSR_OUTBOX_UNSENT | OSR_OUTBOX_SETTLED)

typedef struct {
  gint64 position; /* order in which they were written, across cases */
  char *uuid;
  char *case_id;
  char *type;
  GBytes *raw; /* exact bytes of the request's body; never change */
  OsrOutboxState state;
  char *code;         /* nullable: nick of the refusal */
  char *message;      /* nullable: sentence of the coordinator */
  gint64 seq;         /* of its event once settled, else 0 */
  OsrInstant created; /* as given */
  OsrInstant again;   /* since when it is offered for the second time; 0: it was never taken */
} OsrOutboxCommand;

void osr_outbox_command_free (OsrOutboxCommand *command);

/**
 * osr_outbox_add:
 * @command: uuid, case_id, type, raw and created are taken; the state is PENDING
 * @error: CONFLICT when the uuid is there already
 */
gboolean osr_outbox_add (OsrOutbox *self, const OsrOutboxCommand *command, GError **error);

/**
 * osr_outbox_list:
 * @case_id: (nullable): only of this case
 * @states: #OsrOutboxState flags
 *
 * Returns: (element-type OsrOutboxCommand) (transfer full): in the order written
 */
GPtrArray *osr_outbox_list (OsrOutbox *self, const char *case_id, guint states, GError **error);

/* (transfer full): NOT_FOUND */
OsrOutboxCommand *osr_outbox_find (OsrOutbox *self, const char *uuid, GError **error);

/* How many are in one of @states; 0 on an error. */
guint osr_outbox_count (OsrOutbox *self, guint states);

gboolean osr_outbox_set_sending (OsrOutbox *self, const char *uuid, GError **error);

/* Back to PENDING: it certainly did not arrive. */
gboolean osr_outbox_set_pending (OsrOutbox *self, const char *uuid, GError **error);

gboolean osr_outbox_settle (OsrOutbox *self, const char *uuid, gint64 seq, GError **error);
gboolean osr_outbox_refuse (OsrOutbox *self, const char *uuid, const char *code,
                            const char *message, GError **error);

/**
 * osr_outbox_acknowledge:
 * @seq: of its event
 * @at: the coordinator's time of the answer
 *
 * Settles it, and keeps its bytes for osr_outbox_offer_again().
 */
gboolean osr_outbox_acknowledge (OsrOutbox *self, const char *uuid, gint64 seq, OsrInstant at,
                                 GError **error);

/**
 * osr_outbox_offer_again:
 * @since: what was acknowledged before is left alone
 * @now: moment to keep with those that are offered again
 *
 * Another log stands behind the coordinator: what it took is to be sent once more, the same bytes under
 * the same ids, in the order written and before what it has not yet seen.
 *
 * Returns: how many, -1 with @error
 */
gint64 osr_outbox_offer_again (OsrOutbox *self, OsrInstant since, OsrInstant now, GError **error);

/* Forgets what was acknowledged before @before. */
gboolean osr_outbox_prune_acknowledged (OsrOutbox *self, OsrInstant before, GError **error);

/* Forgets what was acknowledged of one case: words of it were erased. */
gboolean osr_outbox_forget_acknowledged (OsrOutbox *self, const char *case_id, GError **error);

/* How many acknowledged commands are kept; 0 on an error. */
guint osr_outbox_count_acknowledged (OsrOutbox *self);

/**
 * osr_outbox_replace:
 * @uuid: of a refused command
 * @command: as of osr_outbox_add(): what is sent in its place
 *
 * Both or neither.
 */
gboolean osr_outbox_replace (OsrOutbox *self, const char *uuid, const OsrOutboxCommand *command,
                             GError **error);

/* Forgets a settled or refused one; NOT_FOUND for any other. */
gboolean osr_outbox_remove (OsrOutbox *self, const char *uuid, GError **error);

/* Forgets the settled ones whose event is at or before @seq. */
gboolean osr_outbox_prune (OsrOutbox *self, gint64 seq, GError **error);

/* A text being written: one a case. */
typedef struct {
  char *case_id;
  char *kind;
  char *text;
  char *draft;          /* uuid of the draft at the coordinator */
  gint64 base_revision; /* at the coordinator when last in step, 0 for never */
  gint64 revision;      /* grows here with every save */
  OsrInstant saved_at;  /* as given */
  gboolean dirty;       /* not at the coordinator yet */
  char *other;          /* nullable: a foreign revision of the same draft */
} OsrOutboxWriting;

void osr_outbox_writing_free (OsrOutboxWriting *writing);

/**
 * osr_outbox_save_writing:
 * @saved_at: moment to keep with it
 *
 * Keeps the text and marks it dirty; makes the draft's uuid when it is new, keeps `other`.
 */
gboolean osr_outbox_save_writing (OsrOutbox *self, const char *case_id, const char *kind,
                                  const char *text, OsrInstant saved_at, GError **error);

/**
 * osr_outbox_writing_sent:
 * @revision: local revision that was sent; when a newer one is here it stays dirty
 * @base_revision: what the coordinator answered
 */
gboolean osr_outbox_writing_sent (OsrOutbox *self, const char *case_id, gint64 revision,
                                  gint64 base_revision, GError **error);

/* Keeps a foreign revision beside the own text, which then goes on top of @base_revision. %NULL
 * @other forgets it. */
gboolean osr_outbox_set_other (OsrOutbox *self, const char *case_id, const char *other,
                               gint64 base_revision, GError **error);

/* Puts a text from another workstation in the place of what is here: in step with the coordinator. */
gboolean osr_outbox_take_writing (OsrOutbox *self, const OsrOutboxWriting *writing, GError **error);

/* (transfer full): %NULL with NOT_FOUND when nothing is being written. */
OsrOutboxWriting *osr_outbox_get_writing (OsrOutbox *self, const char *case_id, GError **error);

/* (element-type OsrOutboxWriting) (transfer full) */
GPtrArray *osr_outbox_list_writings (OsrOutbox *self, gboolean only_dirty, GError **error);
gboolean osr_outbox_remove_writing (OsrOutbox *self, const char *case_id, GError **error);

/* Small settings: person, device, epoch. %NULL @value forgets. */
gboolean osr_outbox_set (OsrOutbox *self, const char *key, const char *value, GError **error);
char *osr_outbox_get (OsrOutbox *self, const char *key); /* nullable, full */

/* (element-type utf8) (transfer full): the values of the settings whose keys begin with @prefix. */
GPtrArray *osr_outbox_list_values (OsrOutbox *self, const char *prefix, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrOutbox, osr_outbox_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrOutboxCommand, osr_outbox_command_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrOutboxWriting, osr_outbox_writing_free)

G_END_DECLS
