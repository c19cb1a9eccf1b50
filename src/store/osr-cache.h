/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `cache.db` of a workstation: the part of the log that its person may see, and the rows of the
 * queue with their full-text index. Everything in it can be had again, so a file that does not fit
 * this program is built anew. What a row says is the replica's. One thread. */
#pragma once

#include "core/osr-case.h"
#include "core/time/osr-instant.h"
#include "store/database/osr-database.h"
#include "store/osr-record.h"
#include "store/search/osr-read-text.h"

G_BEGIN_DECLS

typedef struct _OsrCache OsrCache;

/**
 * osr_cache_open:
 * @path: the file, made with mode 0600 when absent
 * @error: the folder cannot be used
 *
 * A file with another schema, or one that cannot be read, is replaced by an empty one.
 */
OsrCache *osr_cache_open (const char *path, GError **error);

/* An empty one that is in no file: to search through what is not on a workstation. */
OsrCache *osr_cache_new_in_memory (GError **error);
void osr_cache_free (OsrCache *self);

/* Whether there is room for @bytes more; FULL when not. */
gboolean osr_cache_try_to_grow (OsrCache *self, guint bytes, GError **error);

/* Whether opening began an empty file. */
gboolean osr_cache_is_new (OsrCache *self);

/* Where the replica stands: %NULL when empty. The cursor is the coordinator's word, kept as it came. */
const char *osr_cache_get_cursor (OsrCache *self); /* nullable */
const char *osr_cache_get_epoch (OsrCache *self);  /* nullable */

/* Forgets everything and takes @epoch (nullable): another log stands behind the server now. */
gboolean osr_cache_reset (OsrCache *self, const char *epoch, GError **error);

/**
 * osr_cache_apply_page:
 * @page: as it came; its epoch is taken when there is none yet
 * @changed: (nullable) (element-type utf8): ids of the streams it changed are added, each once
 * @error: EPOCH when it is of another epoch
 *
 * Entries, forgettings and the cursor in one transaction. Events held already are passed over. An
 * event that does not continue the chain is kept, and its case is damaged from then on.
 */
gboolean osr_cache_apply_page (OsrCache *self, OsrPage *page, GPtrArray *changed, GError **error);

/**
 * osr_cache_apply_records:
 * @records: (element-type OsrRecord): of one stream, in order: an answer to a command
 *
 * Takes those that continue what is held, ahead of the cursor; passes over the others, which will
 * come with a page.
 */
gboolean osr_cache_apply_records (OsrCache *self, GPtrArray *records, GError **error);

/* (element-type utf8) (transfer full): ids of all cases held. */
GPtrArray *osr_cache_list_streams (OsrCache *self, GError **error);

/* (element-type utf8) (transfer full): ids of the streams beside the cases that are held: of accounts,
 * then of reports. */
GPtrArray *osr_cache_list_beside (OsrCache *self, GError **error);

/* (element-type utf8) (transfer full): cases without work left whose last event is before @before. */
GPtrArray *osr_cache_list_old (OsrCache *self, OsrInstant before, GError **error);

/* Lets a case go that the person may still see: see osr_cache_steal_missing(). */
gboolean osr_cache_drop_case (OsrCache *self, const char *id, GError **error);

/* (element-type utf8) (transfer full): cases of which an event came that could not be taken, since what
 * is before it is not held; they are to be had whole. */
GPtrArray *osr_cache_steal_missing (OsrCache *self);

/* Last version held of @stream, 0 for none. */
gint64 osr_cache_get_version (OsrCache *self, const char *stream);

/* Number of the last event held of @stream, 0 for none. */
gint64 osr_cache_get_seq (OsrCache *self, const char *stream);

/* (element-type OsrEvent) (transfer full): in order; empty when not held. */
GPtrArray *osr_cache_load_events (OsrCache *self, const char *stream, GError **error);

/* The same after @version: the office's first events hold whole documents, and need no second reading. */
GPtrArray *osr_cache_load_events_after (OsrCache *self, const char *stream, gint64 version,
                                        GError **error);

/* (transfer full): fold of what is held; NOT_FOUND when it is not. */
OsrCase *osr_cache_load_case (OsrCache *self, const char *id, GError **error);

/* Whether the chain of a stream was found broken. */
gboolean osr_cache_is_damaged (OsrCache *self, const char *stream);

/* Recomputes the chain of what is held; CORRUPT (and damaged from then on) when it does not fit. */
gboolean osr_cache_verify_case (OsrCache *self, const char *stream, GError **error);

/* One row of the queue. All borrowed. */
typedef struct {
  const char *id;
  const char *number; /* nullable */
  OsrCaseState state;
  gboolean acts;         /* this person must do something now */
  gboolean promised;     /* its reply has promised something that is still to be kept */
  gboolean mine;         /* with this person's body, or taken by this person */
  gboolean over;         /* no work left */
  OsrInstant due;        /* the limit that presses this person; UNKNOWN for none */
  OsrInstant overdue_at; /* from when it counts as overdue; UNKNOWN for never */
  OsrInstant at;         /* of the message: the newest are found first */
  const char *author_id; /* nullable: whose message it is, to tell repeats */
  const char *text;      /* nullable: this and the others for search */
  OsrReadText *read;     /* nullable: of @text, when that was read before */
  const char *author;    /* nullable */
  const char *topics;    /* nullable: names */
  const char *place;     /* nullable */
  const char *replies;   /* nullable */
  const char *notes;     /* nullable */
  const char *permalink; /* nullable: where the message is */
  const char *matter;    /* nullable: id of the case it was joined to */
} OsrCacheRow;

gboolean osr_cache_put_row (OsrCache *self, const OsrCacheRow *row, GError **error);
gboolean osr_cache_remove_row (OsrCache *self, const char *id, GError **error);

/* (transfer full) (nullable): the case of the message at this address, however it is spelt. */
char *osr_cache_find_link (OsrCache *self, const char *url);

/* (element-type utf8) (transfer full): the cases that were joined to @matter, by the moment of their
 * messages. */
GPtrArray *osr_cache_list_matter (OsrCache *self, const char *matter, GError **error);

/* (transfer full): plans of both, for the test of their indexes. */
char *osr_cache_explain_links (OsrCache *self);

/* Several rows as one write. */
OsrTransaction *osr_cache_begin (OsrCache *self, GError **error);

typedef enum {
  OSR_CACHE_ACT,     /* acts */
  OSR_CACHE_MINE,    /* mine */
  OSR_CACHE_OVERDUE, /* not over and overdue at the moment asked for */
  OSR_CACHE_ALL,
  OSR_CACHE_PROMISED /* promised, whatever else */
} OsrCacheFilter;

/**
 * osr_cache_list:
 * @now: for %OSR_CACHE_OVERDUE
 * @search: (nullable): as of osr_search_query_new(), the last word being typed
 *
 * Returns: (element-type utf8) (transfer full): ids: those to act on first, then those with
 *   somebody else, those that are over last; each by due moment, those without one last
 */
GPtrArray *osr_cache_list (OsrCache *self, OsrCacheFilter filter, OsrInstant now,
                           const char *search, GError **error);
guint osr_cache_count (OsrCache *self, OsrCacheFilter filter, OsrInstant now);

/**
 * osr_cache_list_since:
 * @since: a moment of the coordinator's clock
 *
 * Returns: (element-type utf8) (transfer full) (nullable): ids of the cases in which something happened
 *   after it, the one with the newest first
 */
GPtrArray *osr_cache_list_since (OsrCache *self, OsrInstant since, GError **error);

/* The first moment after @now at which a case becomes overdue; OSR_INSTANT_UNKNOWN for none. */
OsrInstant osr_cache_next_overdue (OsrCache *self, OsrInstant now);

/* Notes that words were deleted, or are about to be, that must not stay in the files. */
gboolean osr_cache_note_erased (OsrCache *self, GError **error);

/**
 * osr_cache_purge:
 *
 * After a case was forgotten or words were erased: makes sure that nothing of them is left in the
 * files. Deleting a row leaves its words in the segments of the full-text index, in free pages and in
 * the write-ahead log; so the index is rewritten and the log cut. Not inside a transaction.
 *
 * Returns: whether it could be done, or nothing was to be done
 */
gboolean osr_cache_purge (OsrCache *self, GError **error);

/**
 * osr_cache_purge_step:
 * @done: (out): whether nothing is left to be done
 *
 * A part of it, some milliseconds long. What is under way is noted in the file, so that a program
 * that ended goes on with it when it is started anew.
 */
gboolean osr_cache_purge_step (OsrCache *self, gboolean *done, GError **error);

/* (transfer full): plan of the query behind osr_cache_list(), for the test of its indexes. */
char *osr_cache_explain (OsrCache *self, OsrCacheFilter filter, gboolean search);

/* (transfer full): the same of osr_cache_list_since(). */
char *osr_cache_explain_since (OsrCache *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrCache, osr_cache_free)

G_END_DECLS
