/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the coordinator's protocol costs, each figure with a floor of the same run: a command, a page of
 * changes, a snapshot, a list of a million cases, the waking of those who wait. Prints, fails on no
 * time. bench-coordinator [ROWS [commands|changes|snapshot|waking|lists]] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "coordinator-bench.h"
#include "core/osr-json.h"
#include "store/database/osr-database.h"
#include "store/osr-log-private.h"
#include "store/search/osr-index-private.h"
#include "store/snapshot/osr-log-snapshot.h"
#include "waking-bench.h"

#define COMMANDS 2000
#define SOME     200 /* cases that the commands are for */
#define CASES    20000
#define BATCH    1000
#define PAGE     1000
#define PAGES    30
#define TURNS    7 /* of which the fastest counts */
#define LISTS    200

static double
since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

/* Seconds of work of this process: what a busy machine does not stretch. */
static double
worked (void)
{
  return (double) clock () / CLOCKS_PER_SEC;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const double *) a < *(const double *) b ? -1 : 1;
}

static OsrDatabase *
open_floor (Bench *bench, const char *name)
{
  g_autofree char *path = g_build_filename (bench->office.folder, name, NULL);
  g_autoptr (GError) error = NULL;
  OsrDatabase *database = osr_database_open (path, "outbox", &error);

  g_assert_no_error (error);
  g_assert_true (osr_database_exec (
      database, "CREATE TABLE floor (id INTEGER PRIMARY KEY, body BLOB NOT NULL)", NULL));
  return database;
}

static void
insert_floor (OsrDatabase *database, GBytes *bytes)
{
  g_autoptr (OsrStatement) insert =
      osr_database_prepare (database, "INSERT INTO floor (body) VALUES (:body)", NULL);

  osr_statement_bind_bytes (insert, ":body", bytes);
  g_assert_true (osr_statement_run (insert, NULL));
}

static double
measure_commits (Bench *bench)
{
  g_autoptr (OsrDatabase) database = open_floor (bench, "commits.db");
  g_autofree char *text = g_strnfill (600, 'x');
  g_autoptr (GBytes) bytes = g_bytes_new (text, 600);
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < COMMANDS; i++) {
    g_autoptr (OsrTransaction) transaction = osr_transaction_begin (database, NULL);

    insert_floor (database, bytes);
    osr_transaction_commit (transaction, NULL);
  }
  return COMMANDS / since (start);
}

static double
measure_commands (Bench *bench)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  gint64 start;

  for (guint i = 0; i < SOME; i++) {
    g_autofree char *native = g_strdup_printf ("n%u", i);

    g_ptr_array_add (ids, office_bench_find (&bench->office, native, "text"));
  }
  start = g_get_monotonic_time ();

  for (guint i = 0; i < COMMANDS; i++) {
    g_autofree char *uuid = g_uuid_string_random ();
    g_autofree char *body =
        bench_body (ids->pdata[i % SOME], "noted", -1, NULL, "{\"text\":\"look at it\"}");
    g_autoptr (GBytes) raw = g_bytes_new (body, strlen (body));
    g_autoptr (GError) error = NULL;
    OsrOffer offer = { "kurator", uuid, raw, FALSE };
    g_autoptr (GBytes) answer = osr_coordinator_accept (bench->coordinator, &offer, NULL, &error);

    g_assert_no_error (error);
  }
  return COMMANDS / since (start);
}

static void
append_cases (Bench *bench, guint from)
{
  OsrLog *log = bench_log (bench);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (log, &error);

  for (guint i = from; i < from + BATCH; i++) {
    g_autofree char *id = g_uuid_string_random ();
    g_autofree char *native = g_strdup_printf ("%u", i);
    g_autoptr (JsonObject) members = json_object_new ();
    g_autoptr (JsonObject) payload = json_object_new ();
    OsrLogRequest requests[] = {
      { id, "found", members, payload, OSR_INSTANT_UNKNOWN, "monitor" },
      { id, "detected", NULL, NULL, OSR_INSTANT_UNKNOWN, "kurator" },
    };

    json_object_set_string_member (members, "network", "vk");
    json_object_set_string_member (members, "account", "vk-office");
    json_object_set_string_member (members, "native_id", native);
    json_object_set_string_member (members, "owner_id", BENCH_WALL);
    json_object_set_string_member (members, "post_id", "9");
    json_object_set_int_member (members, "published_at", osr_clock_now (bench->office.clock) + i);
    json_object_set_string_member (payload, "author_name", "Ирина М.");
    json_object_set_string_member (
        payload, "text", "Во дворе дома на улице Мира третий день нет воды, дозвониться не можем");
    osr_log_append (log, requests, 2, NULL, &error);
    g_assert_no_error (error);
  }
  osr_log_commit (transaction, &error);
  g_assert_no_error (error);
}

/* The same rows, read and copied and no more. */
static double
read_rows (OsrLog *log, gint64 from)
{
  double start = worked ();
  g_autoptr (OsrStatement) select = osr_database_prepare (
      log->database, OSR_LOG_SQL_RECORDS " WHERE e.seq > :from ORDER BY e.seq LIMIT 1000", NULL);

  osr_statement_bind_int (select, ":from", from);
  while (osr_statement_step (select, NULL) == OSR_STEP_ROW) {
    g_autoptr (GBytes) meta = osr_statement_dup_bytes (select, "meta");
    g_autoptr (GBytes) payload = osr_statement_dup_bytes (select, "payload");
  }
  return worked () - start;
}

/* Returns: the position after the page */
static gint64
take_turns (OsrLog *log, gint64 from, double *ours, double *floor)
{
  double page_time = G_MAXDOUBLE, row_time = G_MAXDOUBLE;
  gint64 position = from;

  for (guint i = 0; i < TURNS; i++) {
    double start = worked ();
    g_autoptr (OsrPageText) page = osr_log_write_changes_after (log, "kurator", from, PAGE, NULL);
    double time = worked () - start;

    page_time = MIN (page_time, time);
    time = read_rows (log, from);
    row_time = MIN (row_time, time);
    position = page->position;
  }
  *ours += page_time;
  *floor += row_time;
  return position;
}

static void
measure_changes (Bench *bench)
{
  OsrLog *log = bench_log (bench);
  gint64 from = osr_log_get_head (log) - PAGE * (PAGES + 1);
  double ours = 0, floor = 0;

  for (guint i = 0; i < PAGES; i++)
    from = take_turns (log, from, &ours, &floor);
  printf ("page of %d changes           %8.2f ms   reading the rows %8.2f ms   ratio %6.2f\n", PAGE,
          ours / PAGES * 1e3, floor / PAGES * 1e3, ours / floor);
}

/* What a workstation does with it is measured by bench-first. */
static void
measure_snapshot (Bench *bench)
{
  g_autofree char *path = g_build_filename (bench->office.folder, "all.gz", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GOutputStream) out =
      G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, 0, NULL, NULL));
  OsrSnapshotOrder order = { "kurator", "office", "", NULL };
  gint64 seq, start = g_get_monotonic_time ();
  double work = worked ();

  g_assert_true (osr_log_write_snapshot (bench_log (bench), &order, out, &seq, NULL));
  g_output_stream_close (out, NULL, NULL);
  printf ("snapshot of %d open cases   written in %6.2f s   work %6.2f s\n", CASES, since (start),
          worked () - work);
}

static void
fill_index (OsrIndex *index, guint rows)
{
  g_autofree char *row = g_strdup_printf (
      "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %u)"
      " INSERT INTO index_row (key, id, version, number, state, author, excerpt, body, step, place,"
      " at, due, overdue_at, over) SELECT i + 9000000000000000,"
      " printf ('00000000-0000-4000-8000-%%012d', i), 2, printf ('2026-%%06d', i), 'detected',"
      " 'Ирина М.', 'Во дворе дома на улице Мира третий день нет воды, дозвониться не можем',"
      " 'gkh', 'route', 'Мира', i, 1700000000000000 + (i * 7919) %% 1000003 * 1000000,"
      " 1700000000000000 + (i * 7919) %% 1000003 * 1000000, 0 FROM n",
      rows);

  g_assert_true (osr_database_exec (
      index->database, "PRAGMA synchronous = OFF; PRAGMA cache_size = -262144; BEGIN", NULL));
  g_assert_true (osr_database_exec (index->database, row, NULL));
  g_assert_true (osr_database_exec (
      index->database,
      "INSERT INTO index_scope (scope, over, due, key)"
      " SELECT s.scope, 0, due, key FROM (SELECT 'curators' AS scope UNION SELECT 'all') s,"
      " index_row WHERE key > 9000000000000000",
      NULL));
  /* What is measured has the settings of the service again. */
  g_assert_true (osr_database_exec (
      index->database, "COMMIT; PRAGMA synchronous = FULL; PRAGMA cache_size = -2000", NULL));
}

static void
measure_lists (Bench *bench, guint rows)
{
  OsrIndex *index = osr_coordinator_get_index (bench->coordinator);
  g_autofree char *token = bench_sign_in (bench, "kurator");
  gboolean done = FALSE;
  double times[LISTS], work;

  while (!done)
    g_assert_true (osr_index_update (index, 1000, &done, NULL));
  fill_index (index, rows);
  work = worked ();
  for (guint i = 0; i < LISTS; i++) {
    gint64 start = g_get_monotonic_time ();
    g_autoptr (Answer) answer =
        bench_send (bench, "GET", "/v1/cases?order=due&limit=50", token, NULL);

    times[i] = since (start);
    g_assert_cmpuint (answer->status, ==, 200);
  }
  work = worked () - work;
  qsort (times, LISTS, sizeof *times, compare);
  printf (
      "GET /v1/cases, 50 of %u     fastest %6.2f ms   median %6.2f ms   95 %% %6.2f ms   with HTTP "
      "on both sides (goal 3 ms)   work %6.2f ms\n",
      rows, times[0] * 1e3, times[LISTS / 2] * 1e3, times[LISTS * 95 / 100] * 1e3,
      work / LISTS * 1e3);
}

static void
measure_accepting (Bench *bench)
{
  double commits = measure_commits (bench);
  double commands = measure_commands (bench);

  printf ("commands accepted, durable     %8.0f /s   bare commits %8.0f /s   share %4.0f %% (goal "
          "40)\n",
          commands, commits, commands / commits * 100);
}

static gboolean
is_wanted (const char *part, const char *name)
{
  return part == NULL || g_str_equal (part, name);
}

static gboolean
is_small (const char *part)
{
  return g_strcmp0 (part, "waking") == 0 || g_strcmp0 (part, "lists") == 0;
}

int
main (int argc, char **argv)
{
  guint rows = argc > 1 ? (guint) strtoul (argv[1], NULL, 10) : 1000000;
  const char *part = argc > 2 ? argv[2] : NULL;
  Bench bench = { 0 };

  setvbuf (stdout, NULL, _IOLBF, 0);
  bench_set_up (&bench, NULL);
  if (is_wanted (part, "commands"))
    measure_accepting (&bench);
  /* Those who wait ask for what stands at the end of the log, and lists are made of rows of their own. */
  for (guint i = 0; i < (is_small (part) ? BATCH : CASES); i += BATCH)
    append_cases (&bench, i);
  /* The checkpoints that are due now would wake those who wait. */
  g_assert_true (osr_coordinator_tend (bench.coordinator, NULL));
  if (is_wanted (part, "changes"))
    measure_changes (&bench);
  if (is_wanted (part, "snapshot"))
    measure_snapshot (&bench);
  if (is_wanted (part, "waking"))
    bench_measure_waking (&bench);
  if (is_wanted (part, "lists"))
    measure_lists (&bench, rows);
  bench_tear_down (&bench, NULL);
  return 0;
}
