/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program killed with SIGKILL at any moment: what it said was durable is there at the next
 * start. The victim is this test started again, on a folder that was brought in step before; it tells
 * over a pipe what it typed and what it was told is safe. test-kill --kills 1000 goes on for longer. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "replica-bench.h"
#include "sync/secret/osr-secret-memory.h"

#define NOWHERE "http://127.0.0.1:1"
#define KILLS   10 /* of each kind, in the ordinary run */

#define SECONDS 12 /* that a kill may take on a machine that is busy */

static const char *program;
static int kills = KILLS;

typedef struct {
  OsrReplica *replica;
  guint64 typed;
  guint64 acted;
} Victim;

/* One line, one write: never half of one, whenever the end comes. */
static void
say (const char *word, const char *what)
{
  g_autofree char *line = g_strdup_printf ("%s %s\n", word, what);

  if (write (STDOUT_FILENO, line, strlen (line)) < 0)
    _exit (1);
}

static gboolean
type_on (gpointer data)
{
  Victim *victim = data;
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, ++victim->typed);

  osr_replica_write (victim->replica, CASE_A, "final", text);
  return G_SOURCE_CONTINUE;
}

static void
on_saved (OsrReplica *replica, const char *case_id, gint64 at, gpointer data)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, ((Victim *) data)->typed);

  say ("saved", text);
}

static gboolean
act_on (gpointer data)
{
  Victim *victim = data;
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, ++victim->acted);
  g_autoptr (JsonObject) payload = bench_text (text);
  g_autofree char *uuid = osr_replica_act (victim->replica, CASE_A, "noted", NULL, payload, NULL);

  if (uuid == NULL)
    _exit (1);
  say ("acted", uuid);
  return G_SOURCE_CONTINUE;
}

/* Types, acts, is answered and is told of what others did, all at once. */
static void
load (Victim *victim)
{
  osr_replica_sign_in_async (victim->replica, NULL, NULL, NULL, NULL);
  g_timeout_add (3, type_on, victim);
  g_timeout_add (7, act_on, victim);
}

/* The moment at which its files were made: a week later they would be locked. */
static OsrInstant
read_now (gpointer data)
{
  return FAKE_NOW;
}

static int
be_victim (const char *what, const char *folder, const char *server)
{
  g_autoptr (OsrClock) clock = osr_clock_new (read_now, NULL, NULL);
  g_autoptr (OsrSecretKeeper) keyring = osr_secret_memory_new ();
  Victim victim = { osr_replica_open (folder, server, FAKE_LOGIN, clock, NULL), 0, 0 };
  OsrReplicaTimes times;

  if (victim.replica == NULL)
    return 1;
  osr_secret_keeper_keep_async (keyring, server, FAKE_LOGIN, "kept", NULL, NULL);
  osr_replica_set_keeper (victim.replica, keyring);
  times = victim.replica->times;
  times.save = 20;
  times.rest = 1;
  osr_replica_set_times (victim.replica, &times);
  g_signal_connect (victim.replica, "draft-saved", G_CALLBACK (on_saved), &victim);
  if (g_str_equal (what, "--load"))
    load (&victim);
  else
    g_timeout_add (1, g_str_equal (what, "--type") ? type_on : act_on, &victim);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}

/* Lets a victim live for @lines lines and a random while, kills it, and returns all it said. */
static GPtrArray *
run_victim (const char *what, const char *folder, guint lines)
{
  const char *const argv[] = { program, what, folder, NOWHERE, NULL };
  g_autoptr (GSubprocess) victim = NULL;
  g_autoptr (GDataInputStream) said = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *all = g_ptr_array_new_with_free_func (g_free);
  char *line;

  victim = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  said = g_data_input_stream_new (g_subprocess_get_stdout_pipe (victim));
  while (all->len < lines && (line = g_data_input_stream_read_line (said, NULL, NULL, NULL)))
    g_ptr_array_add (all, line);
  g_assert_cmpuint (all->len, ==, lines);
  g_usleep ((gulong) g_test_rand_int_range (0, 5000));
  g_subprocess_send_signal (victim, SIGKILL);
  while ((line = g_data_input_stream_read_line (said, NULL, NULL, NULL)) != NULL)
    g_ptr_array_add (all, line);
  g_subprocess_wait (victim, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (victim));
  return all;
}

static void
test_draft (Bench *bench, gconstpointer data)
{
  guint64 last = 0;

  bench_allow (bench, (guint) kills * SECONDS);
  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  for (guint i = 0; i < (guint) kills; i++) {
    g_autoptr (GPtrArray) said = NULL;
    g_autofree char *text = NULL;
    const char *line;

    bench_pause (bench);
    said = run_victim ("--type", bench->folder, 1 + i % 3);
    bench_resume (bench);
    line = g_ptr_array_index (said, said->len - 1);
    g_assert_true (g_str_has_prefix (line, "saved "));
    last = g_ascii_strtoull (line + strlen ("saved "), NULL, 10);
    text = bench_writing (bench, CASE_A);
    g_assert_nonnull (text);
    g_assert_cmpuint (g_ascii_strtoull (text, NULL, 10), >=, last);
  }
}

static void
test_command (Bench *bench, gconstpointer data)
{
  g_autoptr (GHashTable) acted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer uuid;

  bench_allow (bench, (guint) kills * SECONDS);
  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  for (guint i = 0; i < (guint) kills; i++) {
    g_autoptr (GPtrArray) said = NULL;

    bench_pause (bench);
    said = run_victim ("--act", bench->folder, 2 + i % 7);
    bench_resume (bench);
    for (guint j = 0; j < said->len; j++)
      g_hash_table_add (acted, g_strdup ((char *) g_ptr_array_index (said, j) + strlen ("acted ")));
  }
  g_assert_cmpuint (bench_waiting (bench), >=, g_hash_table_size (acted));
  bench_sign_in (bench);
  BENCH_UNTIL (bench_waiting (bench) == 0);
  g_assert_cmpuint (bench_attention (bench), ==, 0);
  g_hash_table_iter_init (&iter, acted);
  while (g_hash_table_iter_next (&iter, &uuid, NULL))
    g_assert_nonnull (fake_coordinator_get_command (bench->fake, uuid));
  g_assert_false (fake_coordinator_saw_other_bytes (bench->fake));
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer data)
{
  GDataInputStream *said = G_DATA_INPUT_STREAM (source);
  g_autofree char *line = g_data_input_stream_read_line_finish (said, result, NULL, NULL);
  GPtrArray *all = data;

  if (line == NULL) {
    g_ptr_array_add (all, NULL);
    return;
  }
  g_ptr_array_add (all, g_steal_pointer (&line));
  g_data_input_stream_read_line_async (said, G_PRIORITY_DEFAULT, NULL, on_line, all);
}

static gboolean
kill_it (gpointer victim)
{
  g_subprocess_send_signal (victim, SIGKILL);
  return G_SOURCE_REMOVE;
}

/* The coordinator, in this program, answers meanwhile. Returns: all that was said, then NULL */
static GPtrArray *
run_load (Bench *bench, guint milliseconds)
{
  const char *const argv[] = { program, "--load", bench->folder,
                               fake_coordinator_get_uri (bench->fake), NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) victim = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_autoptr (GDataInputStream) said = NULL;
  GPtrArray *all = g_ptr_array_new_with_free_func (g_free);

  g_assert_no_error (error);
  said = g_data_input_stream_new (g_subprocess_get_stdout_pipe (victim));
  g_data_input_stream_read_line_async (said, G_PRIORITY_DEFAULT, NULL, on_line, all);
  BENCH_UNTIL (all->len > 0);
  g_assert_nonnull (all->pdata[0]);
  g_timeout_add (milliseconds, kill_it, victim);
  BENCH_UNTIL (all->pdata[all->len - 1] == NULL);
  g_subprocess_wait (victim, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (victim));
  return all;
}

/* Returns: the last text that was said to be saved; adds the uuids of what was done to @acted. */
static guint64
take_said (GPtrArray *said, GHashTable *acted)
{
  guint64 last = 0;

  for (guint i = 0; i + 1 < said->len; i++) {
    const char *line = said->pdata[i];

    if (g_str_has_prefix (line, "acted "))
      g_hash_table_add (acted, g_strdup (line + strlen ("acted ")));
    else
      last = g_ascii_strtoull (line + strlen ("saved "), NULL, 10);
  }
  return last;
}

static void
test_load (Bench *bench, gconstpointer data)
{
  g_autoptr (GHashTable) acted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer uuid;

  bench_allow (bench, (guint) kills * SECONDS);
  bench_find (bench, CASE_A, "x");
  bench_sign_in (bench);
  for (guint i = 0; i < (guint) kills; i++) {
    g_autoptr (GPtrArray) said = NULL;
    g_autofree char *text = NULL;
    guint64 last;

    bench_pause (bench);
    bench_find (bench, i % 2 == 0 ? CASE_B : CASE_A, "y");
    said = run_load (bench, (guint) g_test_rand_int_range (0, 150));
    last = take_said (said, acted);
    bench_resume (bench);
    text = bench_writing (bench, CASE_A);
    g_assert_true (last == 0 || g_ascii_strtoull (text, NULL, 10) >= last);
  }
  bench_sign_in (bench);
  BENCH_UNTIL (bench_waiting (bench) == 0);
  g_assert_cmpuint (bench_attention (bench), ==, 0);
  g_hash_table_iter_init (&iter, acted);
  while (g_hash_table_iter_next (&iter, &uuid, NULL))
    g_assert_nonnull (fake_coordinator_get_command (bench->fake, uuid));
  g_assert_false (fake_coordinator_saw_other_bytes (bench->fake));
  g_assert_cmpint (fake_coordinator_get_version (bench->fake, CASE_A), >=,
                   g_hash_table_size (acted));
  /* At most one more a kill: it was durable, and could not be told any more. */
  g_assert_cmpint (fake_coordinator_get_version (bench->fake, CASE_A), <=,
                   1 + kills / 2 + g_hash_table_size (acted) + kills);
  BENCH_UNTIL (bench_version (bench, CASE_A) == fake_coordinator_get_version (bench->fake, CASE_A));
  g_assert_false (osr_replica_is_damaged (bench->replica, CASE_A));
  g_assert_null (osr_replica_get_rescue (bench->replica));
}

int
main (int argc, char **argv)
{
  const GOptionEntry entries[] = {
    { "kills", 0, 0, G_OPTION_ARG_INT, &kills, "How often, of each kind", "N" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  if (argc == 4 && g_str_has_prefix (argv[1], "--") && *argv[2] == '/')
    return be_victim (argv[1], argv[2], argv[3]);
  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL))
    return 2;
  g_test_add ("/sync/kill/load", Bench, NULL, bench_open, test_load, bench_close);
  g_test_add ("/sync/kill/draft", Bench, NULL, bench_open, test_draft, bench_close);
  g_test_add ("/sync/kill/command", Bench, NULL, bench_open, test_command, bench_close);
  return g_test_run ();
}
