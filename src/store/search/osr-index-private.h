/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the index share. */
#pragma once

#include "store/database/osr-database.h"
#include "store/search/osr-index.h"

G_BEGIN_DECLS

struct _OsrIndex {
  OsrLog *log;           /* borrowed */
  OsrCache *cache;       /* its rows and words stand in the same file */
  OsrDatabase *database; /* of the cache */
};

/* Before @c is put: what was destroyed since leaves the file, and with it what only those words named. */
gboolean osr_index_heed_erasure (OsrIndex *self, OsrCase *c, GError **error);

/* Which files @c names now. */
gboolean osr_index_put_files (OsrIndex *self, OsrCase *c, GError **error);

#define OSR_INDEX_NEVER G_MAXINT64

#define OSR_INDEX_SQL_ROWS                                                                         \
  "SELECT r.id AS id, r.number AS number, r.state AS state, r.author AS author,"                   \
  " r.excerpt AS excerpt, r.body AS body, r.step AS step, r.place AS place, r.network AS network," \
  " r.version AS version, r.at AS at, r.due AS due, r.overdue_at AS overdue_at, r.over AS over"

#define OSR_INDEX_SQL_LIST                                                                         \
  OSR_INDEX_SQL_ROWS ", s.key AS key FROM index_scope s JOIN index_row r ON r.key = s.key"         \
                     " WHERE s.scope = :scope AND s.over = :over"                                  \
                     " AND (s.due, s.key) > (:due, :key) ORDER BY s.due, s.key LIMIT :limit"

G_END_DECLS
