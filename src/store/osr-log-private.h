/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the log share. */
#pragma once

#include <sys/stat.h>

#include "store/audit/osr-erasure-list.h"
#include "store/database/osr-database.h"
#include "store/osr-log.h"

G_BEGIN_DECLS

/* Queries that grow with the log. They stand here for the test that looks at their plans. */
#define OSR_LOG_SQL_RECORDS                                                                        \
  "SELECT e.seq AS seq, e.stream AS stream, e.version AS version, e.meta AS meta,"                 \
  " p.body AS payload, p.salt AS salt, e.payload_digest AS digest, e.hash AS hash,"                \
  " e.type AS type, e.at AS at, e.by AS by FROM event e LEFT JOIN payload p ON p.seq = e.seq"
#define OSR_LOG_SQL_STREAM                                                                         \
  OSR_LOG_SQL_RECORDS " WHERE e.stream = :stream AND e.version > :version ORDER BY e.version"
#define OSR_LOG_SQL_RANGE                                                                          \
  OSR_LOG_SQL_RECORDS " WHERE e.stream = :stream AND e.seq >= :from AND e.seq <= :to"              \
                      " ORDER BY e.version"
#define OSR_LOG_SQL_ONE OSR_LOG_SQL_RECORDS " WHERE e.seq = :seq"
#define OSR_LOG_SQL_BESIDE                                                                         \
  "SELECT stream FROM event WHERE stream > :from AND stream < :to AND version = 1 ORDER BY stream"
#define OSR_LOG_SQL_WALK                                                                           \
  "SELECT seq, stream, type FROM event WHERE seq > :since ORDER BY seq LIMIT :limit"

#define OSR_LOG_SQL_WALK_RECORDS                                                                   \
  OSR_LOG_SQL_RECORDS " WHERE e.seq > :since ORDER BY e.seq LIMIT :limit"
#define OSR_LOG_SQL_AFTER "SELECT at FROM event WHERE seq > :since ORDER BY seq LIMIT 1"

/* From which number on :person sees :stream: the first of all ways that are open now. */
#define OSR_LOG_SQL_VISIBLE                                                                        \
  "SELECT min (max (a.from_seq, p.from_seq)) AS seq FROM case_audience a"                          \
  " JOIN person_scope p ON p.scope = a.scope"                                                      \
  " WHERE a.stream = :stream AND a.to_seq IS NULL"                                                 \
  " AND p.person = :person AND p.to_seq IS NULL"

/* The two halves of it: a reader has a scope since the earliest of the ways to it that are open. */
#define OSR_LOG_SQL_SCOPES                                                                         \
  "SELECT scope, min (from_seq) AS from_seq FROM person_scope"                                     \
  " WHERE person = :person AND to_seq IS NULL GROUP BY scope"
#define OSR_LOG_SQL_AUDIENCE                                                                       \
  "SELECT scope, from_seq FROM case_audience WHERE stream = :stream AND to_seq IS NULL"

/* All of a reader that decides what pages tell them of what comes after :since. */
#define OSR_LOG_SQL_SIGHT                                                                          \
  "SELECT scope, from_seq, to_seq FROM person_scope WHERE person = :person"                        \
  " AND (to_seq IS NULL OR to_seq > :since) ORDER BY scope, via, from_seq"

/* The same for the case of an outer row `a`. */
#define OSR_LOG_SQL_VISIBLE_OF_A                                                                   \
  "(SELECT coalesce (min (max (b.from_seq, p.from_seq)), 9223372036854775807)"                     \
  " FROM case_audience b JOIN person_scope p ON p.scope = b.scope"                                 \
  " WHERE b.stream = a.stream AND b.to_seq IS NULL"                                                \
  " AND p.person = :person AND p.to_seq IS NULL)"

/* A case that the reader reads by another scope that the same event opened or closed (:column) is told
 * of once, with the first of them. */
#define OSR_LOG_SQL_FIRST_OF_A(column)                                                             \
  "NOT EXISTS (SELECT 1 FROM case_audience c JOIN person_scope q ON q.scope = c.scope"             \
  " WHERE c.stream = a.stream AND c.scope < a.scope AND c.from_seq < :seq AND c.to_seq IS NULL"    \
  " AND q.person = :person AND q." column " = :seq)"

/* Cases that come into sight with event :seq, which opened :scope to :person. */
#define OSR_LOG_SQL_CAME                                                                           \
  "SELECT a.stream AS stream FROM case_audience a"                                                 \
  " WHERE a.scope = :scope AND a.from_seq < :seq AND a.to_seq IS NULL"                             \
  " AND :seq = " OSR_LOG_SQL_VISIBLE_OF_A                                                          \
  " AND " OSR_LOG_SQL_FIRST_OF_A ("from_seq") " ORDER BY a.stream"

/* Cases that went out of sight with event :seq, and had not come back before it. */
#define OSR_LOG_SQL_WENT                                                                           \
  "SELECT a.stream AS stream FROM case_audience a WHERE a.scope = :scope AND a.from_seq < :seq"    \
  " AND :seq < " OSR_LOG_SQL_VISIBLE_OF_A                                                          \
  " AND " OSR_LOG_SQL_FIRST_OF_A ("to_seq") " ORDER BY a.stream"

/* Scopes that event :seq opened to :person, and those that it closed. */
#define OSR_LOG_SQL_OPENED                                                                         \
  "SELECT DISTINCT scope FROM person_scope WHERE person = :person AND from_seq = :seq"             \
  " ORDER BY scope"
#define OSR_LOG_SQL_CLOSED                                                                         \
  "SELECT DISTINCT scope FROM person_scope WHERE person = :person AND to_seq = :seq"               \
  " ORDER BY scope"

/* Who acts for whom now, chains followed; UNION ends a loop. */
#define OSR_LOG_SQL_ACTS                                                                           \
  "WITH RECURSIVE acts (person, absent) AS (SELECT substitute, absent FROM stand_in"               \
  " UNION SELECT acts.person, s.absent FROM acts JOIN stand_in s ON s.substitute = acts.absent)"

#define OSR_LOG_SQL_UNSHARE                                                                        \
  OSR_LOG_SQL_ACTS " UPDATE person_scope SET to_seq = :seq WHERE via <> '' AND to_seq IS NULL"     \
                   " AND NOT EXISTS (SELECT 1 FROM acts JOIN person_scope o"                       \
                   "  ON o.person = acts.absent AND o.via = '' AND o.to_seq IS NULL"               \
                   "  WHERE acts.person = person_scope.person AND acts.absent = person_scope.via"  \
                   "  AND acts.person <> acts.absent AND o.scope = person_scope.scope)"

#define OSR_LOG_SQL_SHARE                                                                          \
  OSR_LOG_SQL_ACTS " INSERT INTO person_scope (person, scope, via, from_seq)"                      \
                   " SELECT acts.person, o.scope, acts.absent, :seq FROM acts JOIN person_scope o" \
                   "  ON o.person = acts.absent AND o.via = '' AND o.to_seq IS NULL"               \
                   " WHERE acts.person <> acts.absent AND NOT EXISTS"                              \
                   "  (SELECT 1 FROM person_scope p WHERE p.person = acts.person"                  \
                   "   AND p.scope = o.scope AND p.via = acts.absent AND p.to_seq IS NULL)"

#define OSR_LOG_SQL_SCOPE                                                                          \
  "SELECT a.stream AS stream FROM case_audience a WHERE a.scope = :scope AND a.to_seq IS NULL"     \
  " AND a.stream NOT LIKE 'report/%'"                                                              \
  " AND (SELECT type FROM event e WHERE e.stream = a.stream ORDER BY version DESC LIMIT 1)"        \
  " NOT IN ('closed', 'dismissed') ORDER BY a.stream"

struct _OsrLog {
  OsrDatabase *database;
  OsrClock *clock;
  char *epoch;
  GBytes *cursor_key;
  OsrRegistry *registry;
  gint64 office_version;     /* of the last office event in the registry */
  GPtrArray *pending;        /* OsrEvent of the office, appended and not committed */
  OsrErasureList *destroyed; /* by acts, whatever backup the log was made of */
  guint n_listed;            /* of them in the list beside the log */
  struct stat listed;        /* that list, as it was before it was last read */
  gboolean erased;           /* words were: what lies beside the log is to be cut */
  OsrLogFollower follower;   /* nullable */
  gpointer follower_data;
};

struct _OsrLogTransaction {
  OsrLog *log; /* borrowed */
  OsrTransaction *transaction;
};

/* Folds what other programs have written to the office stream. */
gboolean osr_log_refresh (OsrLog *self, GError **error);

/* Writes what follows from @event for who sees what. */
gboolean osr_log_note_audience (OsrLog *self, OsrEvent *event, GError **error);

/* From which seq on @person sees @stream now; G_MAXINT64 when not at all, -1 on an error. */
gint64 osr_log_visible_from (OsrLog *self, const char *person, const char *stream, GError **error);

/* (transfer full): the office's own key of this name, made at the first asking. */
GBytes *osr_log_dup_key (OsrLog *self, const char *name, GError **error);

/* Remembers the message of a `found` event by its keyed digest; CONFLICT when it is known. */
gboolean osr_log_note_message (OsrLog *self, OsrEvent *event, GError **error);

/* (transfer full): the number of a case at its detection, taken from the year's count. */
char *osr_log_take_number (OsrLog *self, const char *stream, OsrInstant at, GError **error);

G_END_DECLS
