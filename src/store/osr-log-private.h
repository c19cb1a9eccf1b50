/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the log share. */
#pragma once

#include "store/osr-database.h"
#include "store/osr-log.h"

G_BEGIN_DECLS

/* Queries that grow with the log. They stand here for the test that looks at their plans. */
#define OSR_LOG_SQL_RECORDS                                                                        \
  "SELECT e.seq AS seq, e.stream AS stream, e.version AS version, e.type AS type, e.at AS at,"     \
  " e.by AS by, e.meta AS meta, e.payload_digest AS digest, e.hash AS hash, p.salt AS salt,"       \
  " p.body AS payload FROM event e LEFT JOIN payload p ON p.seq = e.seq"
#define OSR_LOG_SQL_STREAM                                                                         \
  OSR_LOG_SQL_RECORDS " WHERE e.stream = :stream AND e.version > :version ORDER BY e.version"
#define OSR_LOG_SQL_RANGE                                                                          \
  OSR_LOG_SQL_RECORDS " WHERE e.stream = :stream AND e.seq >= :from AND e.seq <= :to"              \
                      " ORDER BY e.version"
#define OSR_LOG_SQL_ONE OSR_LOG_SQL_RECORDS " WHERE e.seq = :seq"
#define OSR_LOG_SQL_WALK                                                                           \
  "SELECT seq, stream, type FROM event WHERE seq > :since ORDER BY seq LIMIT :limit"

/* From which number on :person sees :stream: the first of all ways that are open now. */
#define OSR_LOG_SQL_VISIBLE                                                                        \
  "SELECT min (max (a.from_seq, p.from_seq)) AS seq FROM case_audience a"                          \
  " JOIN person_scope p ON p.scope = a.scope"                                                      \
  " WHERE a.stream = :stream AND a.to_seq IS NULL"                                                 \
  " AND p.person = :person AND p.to_seq IS NULL"

/* The same for the case of an outer row `a`. */
#define OSR_LOG_SQL_VISIBLE_OF_A                                                                   \
  "(SELECT coalesce (min (max (b.from_seq, p.from_seq)), 9223372036854775807)"                     \
  " FROM case_audience b JOIN person_scope p ON p.scope = b.scope"                                 \
  " WHERE b.stream = a.stream AND b.to_seq IS NULL"                                                \
  " AND p.person = :person AND p.to_seq IS NULL)"

/* Cases that come into sight with event :seq, which opened :scope to :person. */
#define OSR_LOG_SQL_CAME                                                                           \
  "SELECT a.stream AS stream FROM case_audience a"                                                 \
  " WHERE a.scope = :scope AND a.from_seq < :seq AND a.to_seq IS NULL"                             \
  " AND :seq = " OSR_LOG_SQL_VISIBLE_OF_A " ORDER BY a.stream LIMIT -1 OFFSET :skip"

/* Cases that went out of sight with event :seq, and had not come back before it. */
#define OSR_LOG_SQL_WENT                                                                           \
  "SELECT a.stream AS stream FROM case_audience a WHERE a.scope = :scope AND a.from_seq < :seq"    \
  " AND :seq < " OSR_LOG_SQL_VISIBLE_OF_A " ORDER BY a.stream LIMIT -1 OFFSET :skip"

struct _OsrLog {
  OsrDatabase *database;
  OsrClock *clock;
  char *epoch;
  OsrRegistry *registry;
  gint64 office_version;   /* of the last office event in the registry */
  GPtrArray *pending;      /* OsrEvent of the office, appended and not committed */
  OsrLogFollower follower; /* nullable */
  gpointer follower_data;
};

struct _OsrLogTransaction {
  OsrLog *log; /* borrowed */
  OsrTransaction *transaction;
};

/* Folds what other programs have written to the office stream. */
gboolean osr_log_refresh (OsrLog *self, GError **error);

/* (transfer full): the scope that a role gives; NULL for a role that gives none. */

/* Writes what follows from @event for who sees what. */
gboolean osr_log_note_audience (OsrLog *self, OsrEvent *event, GError **error);

/* From which seq on @person sees @stream now; G_MAXINT64 when not at all, -1 on an error. */
gint64 osr_log_visible_from (OsrLog *self, const char *person, const char *stream, GError **error);

/* Remembers the message of a `found` event by its keyed digest; CONFLICT when it is known. */
gboolean osr_log_note_message (OsrLog *self, OsrEvent *event, GError **error);

/* (transfer full): the number of a case at its detection, taken from the year's count. */
char *osr_log_take_number (OsrLog *self, const char *stream, OsrInstant at, GError **error);

G_END_DECLS
