/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first sync of a workstation, from the password to the last row of its queue, and its floor in
 * the same run: the same files downloaded over HTTP to the disk, unpacked, and the very rows that the
 * sync leaves in its cache inserted into a new one — the same tables, indices, full-text index and
 * settings — ready-made and in one transaction. What stands between both is what a replica does
 * besides: reading JSON, checking the chain, folding, limits, being usable meanwhile.
 * bench-first [CASES [TURNS [ours]]] */
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "office-process.h"
#include "store/database/osr-database-private.h"
#include "store/osr-cache-private.h"
#include "sync/osr-replica-private.h"
#include "sync/secret/osr-secret-memory.h"

#define MOST_TURNS 9

/* All that the person sees: what a workstation asks for. */
#define SCOPE "office"

/* A table of the cache, its rows in the order in which they came. */
typedef struct {
  const char *select;
  const char *insert;
  int columns;
} Table;

static const Table tables[] = {
  { "SELECT id, s.version, s.hash, damaged FROM stream s JOIN event e ON e.stream = s.id"
    " AND e.version = 1 ORDER BY seq",
    "INSERT INTO stream VALUES (?, ?, ?, ?)", 4 },
  { "SELECT stream, version, seq, meta, payload, salt, digest, hash FROM event ORDER BY seq",
    "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)", 8 },
  { "SELECT key, id, number, state, rank, mine, due, overdue_at, promised, author, place, link,"
    " matter, words FROM case_row ORDER BY key",
    "INSERT INTO case_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", 14 },
  { "SELECT rowid, message, replies, notes, place, author, number, topics FROM case_text"
    " ORDER BY rowid",
    "INSERT INTO case_text (rowid, message, replies, notes, place, author, number, topics)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    8 },
  { "SELECT hash, key FROM case_band ORDER BY key", "INSERT INTO case_band VALUES (?, ?)", 2 },
};

typedef struct {
  OfficeProcess office;
  OsrClock *clock;
  char *folder;
  GPtrArray *rows[G_N_ELEMENTS (tables)]; /* sqlite3_value **, read from a cache that is whole */
} FirstBench;

/* What one turn took, in seconds. */
typedef struct {
  double passed;
  double work;    /* of this process, all threads: what a busy machine does not stretch */
  double main;    /* of it, of the main thread */
  double longest; /* work of the main thread in one turn of its loop */
} Turn;

static OsrInstant
read_fixed (gpointer now)
{
  return *(OsrInstant *) now;
}

static double
read_clock_of (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static Turn
begin_turn (void)
{
  return (Turn){ .passed = -read_clock_of (CLOCK_MONOTONIC),
                 .work = -read_clock_of (CLOCK_PROCESS_CPUTIME_ID),
                 .main = -read_clock_of (CLOCK_THREAD_CPUTIME_ID) };
}

static void
end_turn (Turn *turn)
{
  turn->passed += read_clock_of (CLOCK_MONOTONIC);
  turn->work += read_clock_of (CLOCK_PROCESS_CPUTIME_ID);
  turn->main += read_clock_of (CLOCK_THREAD_CPUTIME_ID);
}

static void
empty_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_remove (path);
  }
}

/* --- ours --- */

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  osr_replica_sign_in_finish (OSR_REPLICA (source), result, &error);
  g_assert_no_error (error);
}

static gboolean
is_synced (OsrReplica *replica)
{
  return osr_cache_get_cursor (replica->cache) != NULL && replica->first == NULL;
}

static void
turn_loop (Turn *turn)
{
  double before = read_clock_of (CLOCK_THREAD_CPUTIME_ID);

  g_main_context_iteration (NULL, TRUE);
  turn->longest = MAX (turn->longest, read_clock_of (CLOCK_THREAD_CPUTIME_ID) - before);
}

static void
let_go (OsrReplica *replica)
{
  gpointer watched = replica;

  osr_replica_close (replica);
  g_object_add_weak_pointer (G_OBJECT (replica), &watched);
  g_object_unref (replica);
  while (watched != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static Turn
sync_first (FirstBench *bench)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrSecretKeeper) keeper = osr_secret_memory_new ();
  OsrReplica *replica;
  Turn turn;

  empty_folder (bench->folder);
  replica = osr_replica_open (bench->folder, bench->office.url, OFFICE_PROCESS_LOGIN, bench->clock,
                              &error);
  g_assert_no_error (error);
  osr_replica_set_keeper (replica, keeper);
  turn = begin_turn ();
  osr_replica_sign_in_async (replica, OFFICE_PROCESS_PASSWORD, NULL, on_signed_in, NULL);
  while (!is_synced (replica))
    turn_loop (&turn);
  end_turn (&turn);
  let_go (replica);
  return turn;
}

/* --- the floor --- */

static void
free_row (gpointer row)
{
  sqlite3_value **values = row;

  for (guint i = 0; values[i] != NULL; i++)
    sqlite3_value_free (values[i]);
  g_free (values);
}

static GPtrArray *
read_table (OsrDatabase *database, const Table *table)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (free_row);
  sqlite3_stmt *select = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (database->handle, table->select, -1, &select, NULL), ==, 0);
  while (sqlite3_step (select) == SQLITE_ROW) {
    sqlite3_value **row = g_new0 (sqlite3_value *, table->columns + 1);

    for (int i = 0; i < table->columns; i++)
      row[i] = sqlite3_value_dup (sqlite3_column_value (select, i));
    g_ptr_array_add (rows, row);
  }
  sqlite3_finalize (select);
  return rows;
}

/* The rows that the sync left, for the floor to insert. */
static void
read_rows (FirstBench *bench)
{
  g_autofree char *path = g_build_filename (bench->folder, "cache.db", NULL);
  g_autoptr (OsrCache) cache = osr_cache_open (path, NULL);

  g_assert_false (osr_cache_is_new (cache));
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    bench->rows[i] = read_table (cache->database, &tables[i]);
}

static void
download (FirstBench *bench, SoupSession *session, const char *scope)
{
  g_autofree char *path = g_build_filename (bench->folder, scope, NULL);
  g_autofree char *uri = g_strconcat (bench->office.url, "/v1/snapshot/", scope, NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", bench->office.token, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GInputStream) in = NULL;
  g_autoptr (GOutputStream) out = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                bearer);
  in = soup_session_send (session, message, NULL, NULL);
  g_assert_cmpint (soup_message_get_status (message), ==, SOUP_STATUS_OK);
  out = G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, NULL));
  g_assert_cmpint (
      g_output_stream_splice (out, in, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL), >, 0);
}

static void
unpack (FirstBench *bench, const char *scope)
{
  g_autofree char *path = g_build_filename (bench->folder, scope, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GInputStream) raw = G_INPUT_STREAM (g_file_read (file, NULL, NULL));
  g_autoptr (GZlibDecompressor) gzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GInputStream) plain = g_converter_input_stream_new (raw, G_CONVERTER (gzip));
  g_autofree char *piece = g_malloc (64 * 1024);

  while (g_input_stream_read (plain, piece, 64 * 1024, NULL, NULL) > 0)
    ;
}

static void
insert_table (OsrDatabase *database, const Table *table, GPtrArray *rows)
{
  sqlite3_stmt *insert = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (database->handle, table->insert, -1, &insert, NULL), ==, 0);
  for (guint i = 0; i < rows->len; i++) {
    sqlite3_value **row = g_ptr_array_index (rows, i);

    for (int k = 0; k < table->columns; k++)
      sqlite3_bind_value (insert, k + 1, row[k]);
    g_assert_cmpint (sqlite3_step (insert), ==, SQLITE_DONE);
    sqlite3_reset (insert);
  }
  sqlite3_finalize (insert);
}

static void
insert_rows (FirstBench *bench)
{
  g_autofree char *path = g_build_filename (bench->folder, "floor.db", NULL);
  g_autoptr (OsrCache) cache = osr_cache_open (path, NULL);
  OsrTransaction *transaction = osr_transaction_begin (cache->database, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    insert_table (cache->database, &tables[i], bench->rows[i]);
  g_assert_true (osr_transaction_commit (transaction, NULL));
  osr_transaction_free (transaction);
}

static Turn
do_the_least (FirstBench *bench)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  Turn turn;

  empty_folder (bench->folder);
  turn = begin_turn ();
  download (bench, session, SCOPE);
  unpack (bench, SCOPE);
  insert_rows (bench);
  end_turn (&turn);
  return turn;
}

/* --- both --- */

static int
compare (gconstpointer a, gconstpointer b)
{
  return *(const double *) a < *(const double *) b ? -1 : 1;
}

static double
median (const Turn *turns, guint n, gsize member)
{
  double values[MOST_TURNS];

  for (guint i = 0; i < n; i++)
    values[i] = G_STRUCT_MEMBER (double, &turns[i], member);
  qsort (values, n, sizeof *values, compare);
  return values[n / 2];
}

#define MEDIAN(turns, n, member) median (turns, n, G_STRUCT_OFFSET (Turn, member))

static void
print (const Turn *ours, const Turn *floor, guint n, guint cases)
{
  double passed = MEDIAN (ours, n, passed), work = MEDIAN (ours, n, work);
  double least = MEDIAN (floor, n, passed), least_work = MEDIAN (floor, n, work);

  printf ("first sync of %u open cases   %6.2f s   download, unpack and insert the rows %6.2f s"
          "   ratio %5.2f (goal 1.5)   of work %5.2f: %.2f s to %.2f s, of the main thread's %5.2f "
          "  longest turn of the loop"
          " %.0f ms\n",
          cases, passed, least, passed / least, work / least_work, work, least_work,
          MEDIAN (ours, n, main) / MEDIAN (floor, n, main), MEDIAN (ours, n, longest) * 1e3);
}

static void
take_turns (FirstBench *bench, guint n, guint cases, gboolean with_floor)
{
  Turn ours[MOST_TURNS], floor[MOST_TURNS];

  for (guint i = 0; i < n; i++) {
    ours[i] = sync_first (bench);
    if (with_floor && i == 0)
      read_rows (bench);
    floor[i] = with_floor ? do_the_least (bench) : ours[i];
  }
  print (ours, floor, n, cases);
}

int
main (int argc, char **argv)
{
  guint cases = argc > 1 ? (guint) strtoul (argv[1], NULL, 10) : 20000;
  guint turns = argc > 2 ? (guint) strtoul (argv[2], NULL, 10) : 5;
  FirstBench bench = { 0 };

  setvbuf (stdout, NULL, _IOLBF, 0);
  office_process_start (&bench.office, cases);
  bench.clock = osr_clock_new (read_fixed, &bench.office.now, NULL);
  bench.folder = g_dir_make_tmp ("osr-first-XXXXXX", NULL);
  sync_first (&bench); /* the files are written at the coordinator */
  take_turns (&bench, CLAMP (turns, 1, MOST_TURNS), cases, argc < 4);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_clear_pointer (&bench.rows[i], g_ptr_array_unref);
  empty_folder (bench.folder);
  g_rmdir (bench.folder);
  g_free (bench.folder);
  osr_clock_unref (bench.clock);
  office_process_stop (&bench.office);
  return 0;
}
