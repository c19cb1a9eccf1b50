/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coordinator ends and begins again between any two steps, a backup is put back, words are
 * destroyed: on no network anything is lost, found twice or said twice. */
#include <glib/gstdio.h>

#include "networks-bench.h"

#define QUESTION "Нет воды на Ленина, 5"
#define LATER    "Яма у школы"
#define REPLY    "Здравствуйте! Воду дадут в 22:00."
#define ACT      "{\"act\":\"12-P\",\"act_date\":\"2026-03-06\",\"reason\":\"the citizen asked\"}"

static void
restart (NetworksBench *bench)
{
  networks_bench_stop (bench);
  networks_bench_start (bench);
}

/* Nothing more happened to the case, however often all is read again. */
static void
check_same (NetworksBench *bench, guint cases, guint replies)
{
  restart (bench);
  networks_bench_await_reading (bench);
  g_assert_cmpuint (networks_bench_count_cases (bench), ==, cases);
  g_assert_cmpuint (networks_bench_count_replies (bench), ==, replies);
}

static void
test_restarted (NetworksBench *bench, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *later = NULL;
  gint64 intent;

  networks_bench_say (bench, NULL, QUESTION);
  first = networks_bench_await_case (bench, QUESTION);
  networks_bench_stop (bench);
  networks_bench_say (bench, NULL, LATER);
  networks_bench_open_log (bench);
  intent = networks_bench_order (bench, first, "final", REPLY);
  networks_bench_start (bench);
  networks_bench_settle (bench, first, intent);
  later = networks_bench_await_case (bench, LATER);
  check_same (bench, 2, 1);
  g_assert_cmpuint (office_bench_count (&bench->office, first, "published"), ==, 1);
  g_assert_cmpstr (first, !=, later);
}

/* It was published or a person is asked, by what the network can tell; it is there once. */
static void
check_once (NetworksBench *bench, const char *id)
{
  g_autoptr (OsrCase) the_case = office_bench_load (&bench->office, id);

  g_assert_cmpuint (networks_bench_count_replies (bench), ==, 1);
  g_assert_cmpint (the_case->state, ==,
                   bench->kind->reads_back ? OSR_CASE_ANSWERED : OSR_CASE_UNCERTAIN);
  g_assert_cmpuint (office_bench_count (&bench->office, id, "publish-refused"), ==, 0);
}

static gboolean
is_there (gpointer data)
{
  return networks_bench_count_replies (data) > 0;
}

/* It took effect, and the coordinator ended before it heard of it. */
static void
test_ended_while_sending (NetworksBench *bench, gconstpointer data)
{
  g_autofree char *id = NULL;
  gint64 intent;

  networks_bench_say (bench, NULL, QUESTION);
  id = networks_bench_await_case (bench, QUESTION);
  networks_bench_fault (bench, bench->kind->publishes, "hold", "\"seconds\":5");
  intent = networks_bench_order (bench, id, "final", REPLY);
  bench_wait (is_there, bench);
  restart (bench);
  networks_bench_settle (bench, id, intent);
  check_once (bench, id);
}

static char *
back_up (NetworksBench *bench)
{
  char *path = g_build_filename (bench->office.folder, "backup.db", NULL);
  g_autoptr (GError) error = NULL;

  osr_log_backup (bench->office.log, path, &error);
  g_assert_no_error (error);
  return path;
}

static void
move_away (NetworksBench *bench, const char *name)
{
  g_autofree char *path = g_build_filename (bench->office.directory, name, NULL);
  g_autofree char *away = g_strconcat (path, ".lost", NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    g_assert_cmpint (g_rename (path, away), ==, 0);
}

static void
restore (NetworksBench *bench, const char *backup)
{
  g_autofree char *log = g_build_filename (bench->office.directory, OSR_OFFICE_LOG, NULL);
  g_autoptr (GError) error = NULL;

  networks_bench_stop (bench);
  move_away (bench, OSR_OFFICE_LOG);
  move_away (bench, OSR_OFFICE_LOG "-wal");
  move_away (bench, OSR_OFFICE_LOG "-shm");
  osr_log_restore (backup, log, bench->office.clock, NULL, &error);
  g_assert_no_error (error);
  networks_bench_start (bench);
}

/* What was found since is found again where the network has a history; what was sent since is not sent
 * again. */
static void
test_backup_restored (NetworksBench *bench, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *later = NULL;
  g_autofree char *again = NULL;
  g_autofree char *backup = NULL;
  gint64 intent;

  networks_bench_say (bench, NULL, QUESTION);
  id = networks_bench_await_case (bench, QUESTION);
  networks_bench_stop (bench);
  networks_bench_open_log (bench);
  intent = networks_bench_order (bench, id, "final", REPLY);
  backup = back_up (bench);
  networks_bench_start (bench);
  networks_bench_settle (bench, id, intent);
  networks_bench_say (bench, NULL, LATER);
  later = networks_bench_await_case (bench, LATER);
  networks_bench_await_reading (bench); /* Telegram forgets what was read */
  restore (bench, backup);
  networks_bench_settle (bench, id, intent);
  check_once (bench, id);
  if (bench->kind->reads_back)
    again = networks_bench_await_case (bench, LATER);
  networks_bench_await_reading (bench);
  g_assert_cmpuint (networks_bench_count_cases (bench), ==, 1 + bench->kind->reads_back);
}

static void
erase (NetworksBench *bench, const char *id)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *body =
      g_strdup_printf ("{\"case\":\"%s\",\"type\":\"payload-erased\",\"claimed_at\":1,"
                       "\"device\":\"test\",\"members\":" ACT "}",
                       id);
  g_autoptr (GBytes) raw = g_bytes_new (body, strlen (body));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) answer = NULL;
  JsonArray *missing = NULL;
  OsrOffer offer = { "admin", uuid, raw, FALSE };

  answer = osr_coordinator_accept (bench->coordinator, &offer, &missing, &error);
  g_assert_no_error (error);
  g_clear_pointer (&missing, json_array_unref);
}

/* Nor are other words of it taken in. */
static void
test_erased (NetworksBench *bench, gconstpointer data)
{
  OsrSandboxComment *said = networks_bench_say (bench, NULL, QUESTION);
  g_autofree char *id = networks_bench_await_case (bench, QUESTION);
  g_autoptr (OsrCase) the_case = NULL;

  erase (bench, id);
  check_same (bench, 1, 0);
  osr_sandbox_wall_edit (osr_sandbox_get_wall (bench->sandbox), networks_bench_post (bench), said,
                         QUESTION " и света",
                         osr_demo_clock_now (bench->office.shown) / OSR_SECOND);
  check_same (bench, 1, 0);
  the_case = office_bench_load (&bench->office, id);
  g_assert_null (the_case->text);
  g_assert_null (the_case->author_name);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  networks_bench_add ("restarted", NETWORKS_PUBLISHING, test_restarted);
  networks_bench_add ("ended-while-sending", NETWORKS_PUBLISHING, test_ended_while_sending);
  networks_bench_add ("backup-restored", NETWORKS_PUBLISHING, test_backup_restored);
  networks_bench_add ("erased", NETWORKS_PUBLISHING, test_erased);
  return g_test_run ();
}
