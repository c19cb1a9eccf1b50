/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A founded office in a temporary folder, with a clock that the test moves, for tests of what works
 * on an office's log. What is expected of it is the tests'. */
#pragma once

#include "core/osr-case.h"
#include "demo/osr-demo-clock.h"
#include "store/credentials/osr-credentials.h"
#include "store/osr-log.h"

G_BEGIN_DECLS

#define BENCH_START "2026-03-06T10:12:00+09:00" /* a Friday, working */
#define BENCH_WALL  "-200000001"
#define BENCH_BODY  "gkh"

typedef struct {
  char *folder;
  char *directory; /* the office */
  char *clock_file;
  OsrDemoClock *shown;
  OsrClock *clock;
  OsrCredentials *credentials;
  OsrLog *log; /* nullable: opened by office_bench_open() */
} OfficeBench;

/* @api_base: (nullable): where the accounts' network is */
void office_bench_set_up (OfficeBench *bench, const char *api_base);
/* The same with an office of the test's own: a founding document. */
void office_bench_set_up_of (OfficeBench *bench, JsonObject *document);
/* The two steps of that, for a network that is started in between; @speed: of the clock */
void office_bench_prepare (OfficeBench *bench, double speed);
void office_bench_found (OfficeBench *bench, JsonObject *document);

/* (transfer full): the document of the demonstration's office, its accounts at @api_base (nullable) */
JsonObject *office_bench_read_document (const char *api_base);

void office_bench_tear_down (OfficeBench *bench);
void office_bench_open (OfficeBench *bench);

/* Moves the clock on. */
void office_bench_pass (OfficeBench *bench, int minutes);

/* (transfer full): the id of a new case made of a comment under post 1 */
char *office_bench_find (OfficeBench *bench, const char *native_id, const char *text);

/* The same under @post of @owner. */
char *office_bench_find_at (OfficeBench *bench, const char *owner, const char *post,
                            const char *native_id, const char *text);

/**
 * office_bench_append:
 * @members: (nullable): JSON
 * @payload: (nullable): JSON
 *
 * Returns: the event's version
 */
gint64 office_bench_append (OfficeBench *bench, const char *stream, const char *type,
                            const char *by, const char *members, const char *payload);

/* Brings a found case to an approved reply of @text from the body's account; the draft's version. */
gint64 office_bench_approve (OfficeBench *bench, const char *case_id, const char *account,
                             const char *text);

/* The same for a draft of another @kind than "final". */
gint64 office_bench_approve_kind (OfficeBench *bench, const char *case_id, const char *kind,
                                  const char *account, const char *text);

/* The same with @files (nullable): digests, comma-separated. */
gint64 office_bench_approve_files (OfficeBench *bench, const char *case_id, const char *kind,
                                   const char *account, const char *text, const char *files);

/* Appends the intent and queues the publication; the intent's version. */
gint64 office_bench_intend (OfficeBench *bench, const char *case_id, const char *account,
                            gint64 draft);

/* (transfer full): the case as the log has it */
OsrCase *office_bench_load (OfficeBench *bench, const char *case_id);

/* How many events of @type a case has. */
guint office_bench_count (OfficeBench *bench, const char *case_id, const char *type);

/* Runs the main loop until @done says so; fails after a minute. */
void bench_wait (gboolean (*done) (gpointer data), gpointer data);

G_END_DECLS
