/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the coordinator's protocol costs, each figure with a floor of the same run: a command, a page of
 * changes, the first sync, a list of a million cases, the waking of those who wait. Prints, fails on no
 * time. bench-coordinator [ROWS [commands|changes|snapshot|waking|lists]] */
#include <glib-unix.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "coordinator-bench.h"
#include "core/osr-json.h"
#include "store/database/osr-database.h"
#include "store/osr-cache.h"
#include "store/osr-log-private.h"
#include "store/search/osr-index-private.h"
#include "store/snapshot/osr-log-snapshot.h"
#include "store/snapshot/osr-record-text.h"

#define COMMANDS 2000
#define SOME     200 /* cases that the commands are for */
#define CASES    20000
#define BATCH    1000
#define PAGE     500
#define PAGES    40
#define TURNS    7 /* of which the fastest counts */
#define LISTS    200
#define WAITERS  2000

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
  gint64 start = g_get_monotonic_time ();
  g_autoptr (OsrStatement) select = osr_database_prepare (
      log->database, OSR_LOG_SQL_RECORDS " WHERE e.seq > :from ORDER BY e.seq LIMIT 500", NULL);

  osr_statement_bind_int (select, ":from", from);
  while (osr_statement_step (select, NULL) == OSR_STEP_ROW) {
    g_autoptr (GBytes) meta = osr_statement_dup_bytes (select, "meta");
    g_autoptr (GBytes) payload = osr_statement_dup_bytes (select, "payload");
  }
  return since (start);
}

/* Returns: the position after the page */
static gint64
take_turns (OsrLog *log, gint64 from, double *ours, double *floor)
{
  double page_time = G_MAXDOUBLE, row_time = G_MAXDOUBLE;
  gint64 position = from;

  for (guint i = 0; i < TURNS; i++) {
    gint64 start = g_get_monotonic_time ();
    g_autoptr (OsrPage) page = osr_log_changes_after (log, "kurator", from, PAGE, NULL);
    g_autoptr (GBytes) text = osr_page_to_text (page, 0);
    double time = since (start);

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
  printf ("page of %d changes            %8.2f ms   reading the rows %8.2f ms   ratio %6.2f\n",
          PAGE, ours / PAGES * 1e3, floor / PAGES * 1e3, ours / floor);
}

static GInputStream *
open_packed (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GInputStream) raw = G_INPUT_STREAM (g_file_read (file, NULL, NULL));
  g_autoptr (GZlibDecompressor) gzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GInputStream) plain = g_converter_input_stream_new (raw, G_CONVERTER (gzip));
  GDataInputStream *lines = g_data_input_stream_new (plain);

  g_buffered_input_stream_set_buffer_size (G_BUFFERED_INPUT_STREAM (lines), 1 << 20);
  return G_INPUT_STREAM (lines);
}

G_NO_INLINE static double
insert_lines (Bench *bench, const char *path)
{
  g_autoptr (OsrDatabase) database = open_floor (bench, "lines.db");
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GInputStream) lines = open_packed (path);
  g_autoptr (OsrTransaction) transaction = osr_transaction_begin (database, NULL);
  gsize length;
  char *line;

  while ((line = g_data_input_stream_read_line (G_DATA_INPUT_STREAM (lines), &length, NULL,
                                                NULL)) != NULL) {
    g_autoptr (GBytes) bytes = g_bytes_new_take (line, length);

    insert_floor (database, bytes);
  }
  osr_transaction_commit (transaction, NULL);
  return since (start);
}

static OsrPage *
fresh_page (void)
{
  OsrPage *page = osr_page_new ("e", 1);

  page->next = g_strdup ("c");
  return page;
}

G_NO_INLINE static double
apply_lines (Bench *bench, const char *path)
{
  g_autofree char *cache_path = g_build_filename (bench->office.folder, "cache.db", NULL);
  g_autoptr (OsrCache) cache = osr_cache_open (cache_path, NULL);
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GInputStream) lines = open_packed (path);
  g_autoptr (OsrPage) page = fresh_page ();
  gsize length;
  char *line;

  while ((line = g_data_input_stream_read_line (G_DATA_INPUT_STREAM (lines), &length, NULL,
                                                NULL)) != NULL) {
    g_autofree char *owned = line;
    g_autoptr (JsonObject) object = osr_json_read_object (line, (gssize) length, 0, "line", NULL);
    OsrEntry *entry = osr_entry_new_from_json (object, NULL);

    if (entry != NULL)
      g_ptr_array_add (page->entries, entry);
    if (page->entries->len < PAGE)
      continue;
    g_assert_true (osr_cache_apply_page (cache, page, NULL, NULL));
    osr_page_free (page);
    page = fresh_page ();
  }
  g_assert_true (osr_cache_apply_page (cache, page, NULL, NULL));
  return since (start);
}

static void
measure_snapshot (Bench *bench)
{
  g_autofree char *path = g_build_filename (bench->office.folder, "all.gz", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GOutputStream) out =
      G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, 0, NULL, NULL));
  OsrSnapshotOrder order = { "kurator", "office", "", NULL };
  gint64 seq, start = g_get_monotonic_time ();
  double written, applied, inserted, work[3];

  g_assert_true (osr_log_write_snapshot (bench_log (bench), &order, out, &seq, NULL));
  g_output_stream_close (out, NULL, NULL);
  written = since (start);
  work[0] = worked ();
  inserted = insert_lines (bench, path);
  work[1] = worked ();
  applied = apply_lines (bench, path);
  work[2] = worked ();
  printf (
      "snapshot of %d open cases   write %6.2f s   read in %6.2f s   unpack and insert the lines"
      " %6.2f s   ratio %6.2f (of work %6.2f)\n",
      CASES, written, applied, inserted, applied / inserted,
      (work[2] - work[1]) / (work[1] - work[0]));
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

  g_assert_true (osr_database_exec (index->database, "BEGIN", NULL));
  g_assert_true (osr_database_exec (index->database, row, NULL));
  g_assert_true (osr_database_exec (
      index->database,
      "INSERT INTO index_scope (scope, over, due, key)"
      " SELECT s.scope, 0, due, key FROM (SELECT 'curators' AS scope UNION SELECT 'all') s,"
      " index_row WHERE key > 9000000000000000",
      NULL));
  g_assert_true (osr_database_exec (index->database, "COMMIT", NULL));
}

static void
measure_lists (Bench *bench, guint rows)
{
  OsrIndex *index = osr_coordinator_get_index (bench->coordinator);
  g_autofree char *token = bench_sign_in (bench, "kurator");
  gboolean done = FALSE;
  double times[LISTS];

  while (!done)
    g_assert_true (osr_index_update (index, 1000, &done, NULL));
  fill_index (index, rows);
  for (guint i = 0; i < LISTS; i++) {
    gint64 start = g_get_monotonic_time ();
    g_autoptr (Answer) answer =
        bench_send (bench, "GET", "/v1/cases?order=due&limit=50", token, NULL);

    times[i] = since (start);
    g_assert_cmpuint (answer->status, ==, 200);
  }
  qsort (times, LISTS, sizeof *times, compare);
  printf ("GET /v1/cases, 50 of %u     median %6.2f ms   95 %% %6.2f ms   with HTTP (goal 3 ms)\n",
          rows, times[LISTS / 2] * 1e3, times[LISTS * 95 / 100] * 1e3);
}

/* Those who wait are a process of their own, of bare sockets: what it costs to be them is not counted. */
typedef struct {
  int fd;
  gsize got;
  char answer[8192];
} Sleeper;

typedef struct {
  Sleeper sleepers[WAITERS];
  gint64 times[WAITERS]; /* monotonic µs, when the answer was whole */
  int poll;
} Dormitory;

/* What the two processes tell each other. */
typedef struct {
  int asleep[2]; /* a byte when all wait */
  int times[2];
} Pipes;

static void
raise_files (void)
{
  struct rlimit files;

  if (getrlimit (RLIMIT_NOFILE, &files) != 0)
    return;
  files.rlim_cur = files.rlim_max;
  setrlimit (RLIMIT_NOFILE, &files);
}

static gboolean
fall_asleep (Dormitory *self, guint i, int port, const char *request)
{
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_port = htons ((guint16) port),
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  struct epoll_event event = { .events = EPOLLIN, .data.u32 = i };
  Sleeper *one = &self->sleepers[i];
  gssize length = (gssize) strlen (request);

  one->fd = socket (AF_INET, SOCK_STREAM, 0);
  return one->fd >= 0 && connect (one->fd, (struct sockaddr *) &address, sizeof address) == 0 &&
         write (one->fd, request, (gsize) length) == length &&
         epoll_ctl (self->poll, EPOLL_CTL_ADD, one->fd, &event) == 0;
}

/* Whether the answer of @one has come whole now. */
static gboolean
read_answer (Sleeper *one)
{
  gssize n = read (one->fd, one->answer + one->got, sizeof one->answer - one->got);

  if (n <= 0)
    _exit (1);
  one->got += (gsize) n;
  return one->answer[one->got - 1] == '}';
}

static void
wait_for_answers (Dormitory *self)
{
  struct epoll_event events[256];

  for (guint awake = 0; awake < WAITERS;) {
    int n = epoll_wait (self->poll, events, G_N_ELEMENTS (events), -1);

    for (int i = 0; i < n; i++) {
      if (!read_answer (&self->sleepers[events[i].data.u32]))
        continue;
      self->times[events[i].data.u32] = g_get_monotonic_time ();
      epoll_ctl (self->poll, EPOLL_CTL_DEL, self->sleepers[events[i].data.u32].fd, NULL);
      awake++;
    }
  }
}

static void
sleep_all (const Pipes *pipes, int port, const char *request)
{
  Dormitory *self = calloc (1, sizeof *self);

  self->poll = epoll_create1 (0);
  for (guint i = 0; i < WAITERS; i++) {
    if (!fall_asleep (self, i, port, request))
      _exit (1);
  }
  if (write (pipes->asleep[1], "", 1) != 1)
    _exit (1);
  wait_for_answers (self);
  for (guint i = 0; i < WAITERS; i++) {
    if (write (pipes->times[1], &self->times[i], sizeof self->times[i]) < 0)
      _exit (1);
  }
  _exit (0);
}

static gboolean
can_read (int fd)
{
  struct pollfd poll_fd = { .fd = fd, .events = POLLIN };

  return poll (&poll_fd, 1, 0) == 1;
}

static gboolean
on_pipe (int fd, GIOCondition condition, gpointer ready)
{
  *(gboolean *) ready = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_set (gpointer ready)
{
  return *(gboolean *) ready;
}

/* In the main loop, which serves meanwhile. */
static void
wait_for_pipe (int fd)
{
  gboolean ready = FALSE;

  g_unix_fd_add (fd, G_IO_IN, on_pipe, &ready);
  bench_wait (is_set, &ready);
}

static gboolean
time_over (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

static void
turn_loop (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, time_over, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static void
wake_all (Bench *bench, Pipes *pipes, double *times)
{
  g_autofree char *id = NULL;
  gint64 start, at;

  wait_for_pipe (pipes->asleep[0]);
  turn_loop (1500); /* the last requests are read */
  g_assert_false (can_read (pipes->times[0]));
  start = g_get_monotonic_time ();
  id = office_bench_find (&bench->office, "waking", "text");
  osr_coordinator_appended (bench->coordinator);
  wait_for_pipe (pipes->times[0]);
  for (guint i = 0; i < WAITERS; i++) {
    g_assert_cmpint (read (pipes->times[0], &at, sizeof at), ==, sizeof at);
    times[i] = (double) (at - start) / G_USEC_PER_SEC;
  }
}

static void
measure_waking (Bench *bench)
{
  OsrServerLimits limits = { 64 * 1024, WAITERS + 100, 60 };
  g_autoptr (OsrServer) server =
      osr_server_new (bench->office.clock, &limits, osr_routes_handle, bench->routes);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autofree char *url = osr_server_listen (server, address, NULL);
  g_autofree char *token = bench_sign_in (bench, "kurator");
  g_autofree char *cursor =
      osr_log_dup_cursor (bench_log (bench), osr_log_get_head (bench_log (bench)));
  g_autofree char *request =
      g_strdup_printf ("GET /v1/changes?wait=25&since=%s HTTP/1.1\r\nHost: a\r\n"
                       "Authorization: Bearer %s\r\n\r\n",
                       cursor, token);
  g_autofree double *times = g_new0 (double, WAITERS);
  int port = atoi (strrchr (url, ':') + 1);
  Pipes pipes;
  pid_t child;

  raise_files ();
  g_assert_true (pipe (pipes.asleep) == 0 && pipe (pipes.times) == 0);
  child = fork ();
  if (child == 0)
    sleep_all (&pipes, port, request);
  wake_all (bench, &pipes, times);
  waitpid (child, NULL, 0);
  qsort (times, WAITERS, sizeof *times, compare);
  printf ("waking %d who wait           median %6.0f ms   99 %% %6.0f ms   (goal 250 ms)\n",
          WAITERS, times[WAITERS / 2] * 1e3, times[WAITERS * 99 / 100] * 1e3);
  osr_server_stop (server);
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
  for (guint i = 0; i < CASES; i += BATCH)
    append_cases (&bench, i);
  /* The checkpoints that are due now would wake those who wait. */
  g_assert_true (osr_coordinator_tend (bench.coordinator, NULL));
  if (is_wanted (part, "changes"))
    measure_changes (&bench);
  if (is_wanted (part, "snapshot"))
    measure_snapshot (&bench);
  if (is_wanted (part, "waking"))
    measure_waking (&bench);
  if (is_wanted (part, "lists"))
    measure_lists (&bench, rows);
  bench_tear_down (&bench, NULL);
  return 0;
}
