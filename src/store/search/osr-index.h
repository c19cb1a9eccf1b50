/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `index.db` beside the log: rows of all cases in the order of their limits, words to search, and which
 * case names which file. It follows from the log and may be dropped at any time. It keeps up by a
 * cursor of its own, between commands and not within them; what a person may not see is left out when
 * it is read. One thread. */
#pragma once

#include "store/osr-log.h"
#include "store/search/osr-cache-search.h"

G_BEGIN_DECLS

#define OSR_INDEX_ROWS_MOST 200

typedef struct _OsrIndex OsrIndex;

/**
 * osr_index_open:
 * @path: the file; made anew when it does not fit this program or @log
 * @log: must outlive the index
 */
OsrIndex *osr_index_open (const char *path, OsrLog *log, GError **error);
void osr_index_free (OsrIndex *self);

/**
 * osr_index_update:
 * @most: cases that are worked out now, at most
 * @done: (out) (optional): whether nothing is left
 *
 * Takes in what the log has got since; a part of it, when it is much.
 */
gboolean osr_index_update (OsrIndex *self, guint most, gboolean *done, GError **error);

typedef enum {
  OSR_INDEX_ACT,  /* open, and the person must do something now */
  OSR_INDEX_MINE, /* open, and with a body that the person works for, or with them */
  OSR_INDEX_OVERDUE,
  OSR_INDEX_OPEN,
  OSR_INDEX_CLOSED,
  OSR_INDEX_ALL /* the open ones first */
} OsrIndexView;

/* Whether @nick ("act", "mine", …) is a view. */
gboolean osr_index_view_from_nick (const char *nick, OsrIndexView *view);

typedef struct {
  char *id;
  char *number; /* nullable */
  char *state;  /* nick */
  char *author; /* nullable */
  char *excerpt;
  char *body;    /* nullable */
  char *step;    /* nullable: id of the timer that presses */
  char *place;   /* nullable */
  char *network; /* nullable: where it was written */
  char *piece;   /* nullable: of a search, around what was found */
  char *field;   /* nullable: of a search, what it was found in */
  gint64 version;
  OsrInstant at;
  OsrInstant due;        /* UNKNOWN for none */
  OsrInstant overdue_at; /* likewise */
  gboolean over;
} OsrIndexRow;

void osr_index_row_free (OsrIndexRow *row);

/* What is asked for. All borrowed. */
typedef struct {
  const char *person;
  OsrIndexView view;
  guint limit;       /* at most OSR_INDEX_ROWS_MOST */
  const char *after; /* nullable: `next` of the list before */
  OsrInstant before; /* CLOSED: messages older than this only; 0 for all */
} OsrIndexQuery;

/**
 * osr_index_list:
 * @next: (out) (transfer full) (nullable): where the list goes on; %NULL at its end. There may be more
 *   even when fewer rows came than were asked for
 * @error: INVALID for an `after` that this index did not give
 *
 * Returns: (element-type OsrIndexRow) (transfer full): by due moment, those without one last
 */
GPtrArray *osr_index_list (OsrIndex *self, const OsrIndexQuery *query, char **next, GError **error);

/**
 * osr_index_search:
 * @query: of osr_search_query_new()
 *
 * Returns: (element-type OsrIndexRow) (transfer full): what @person may see of what was found
 */
GPtrArray *osr_index_search (OsrIndex *self, const char *person, const char *query,
                             OsrSearchOrder order, guint limit, GError **error);

/* (element-type utf8) (transfer full): open cases that @person reads, @most of them: their own first,
 * each by due moment. */
GPtrArray *osr_index_list_open (OsrIndex *self, const char *person, guint most, GError **error);

/* Whether a case that @person may see names the file of this SHA-256. */
gboolean osr_index_may_read_file (OsrIndex *self, const char *person, const char *digest);

/* A file was handed in that a case is to name: it is no orphan until one did, or for thirty days. */
gboolean osr_index_expect_file (OsrIndex *self, const char *digest, GError **error);

/* A file was written that an event is to name at once: an orphan as soon as the index is up to date and does
 * not find it named, as when the words were destroyed before it ever looked at them. */
gboolean osr_index_doubt_file (OsrIndex *self, const char *digest, GError **error);

/* (element-type utf8) (transfer full): digests of files that destroyed words named, and nothing else does
 * any more or is going to; told until osr_index_forget_orphan(). For an index that is up to date. */
GPtrArray *osr_index_list_orphans (OsrIndex *self, GError **error);

/* The file of @digest was removed. */
gboolean osr_index_forget_orphan (OsrIndex *self, const char *digest, GError **error);

/* (transfer full): plan of the query behind a list, for the test of its index. */
char *osr_index_explain (OsrIndex *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrIndex, osr_index_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrIndexRow, osr_index_row_free)

G_END_DECLS
