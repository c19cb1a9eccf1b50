/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What ended long ago leaves the workstation: at a start and by the clock, by its end and not by what
 * was said after it. */
#include "replica-bench.h"
#include "sync/centre/osr-replica-centre.h"

#define DAY (24 * OSR_HOUR)

static void
dismiss (Bench *bench, const char *id)
{
  JsonObject *members = json_object_new ();

  bench_find (bench, id, "Реклама");
  json_object_set_string_member (members, "reason", "spam");
  fake_coordinator_append (bench->fake, id, "dismissed", FAKE_PERSON, members, NULL);
}

static void
pass (Bench *bench, guint days)
{
  bench->now += days * DAY;
  fake_coordinator_set_now (bench->fake, bench->now);
}

/* The program runs on for a year and more, as one on a workstation that is never shut down may. */
static void
test_by_the_clock (Bench *bench, gconstpointer data)
{
  dismiss (bench, CASE_A);
  bench_find (bench, CASE_B, "Яма");
  bench_sign_in (bench);
  BENCH_UNTIL (bench_version (bench, CASE_A) == 2 && bench_version (bench, CASE_B) == 1);
  pass (bench, 399);
  osr_replica_drop_old (bench->replica);
  g_assert_true (osr_replica_holds (bench->replica, CASE_A));
  bench_deafen (bench);
  pass (bench, 2);
  BENCH_UNTIL (!osr_replica_holds (bench->replica, CASE_A));
  g_assert_true (bench_heard (bench, "case-removed " CASE_A));
  g_assert_true (bench_heard (bench, "queue-changed"));
  g_assert_cmpuint (osr_replica_count (bench->replica, OSR_QUEUE_ALL), ==, 1);
  g_assert_true (osr_replica_holds (bench->replica, CASE_B));
}

static void
test_by_its_end (Bench *bench, gconstpointer data)
{
  dismiss (bench, CASE_A);
  pass (bench, 390);
  fake_coordinator_append (bench->fake, CASE_A, "noted", FAKE_PERSON, NULL, bench_text ("спам"));
  bench_sign_in (bench);
  BENCH_UNTIL (bench_version (bench, CASE_A) == 3);
  pass (bench, 11);
  BENCH_UNTIL (!osr_replica_holds (bench->replica, CASE_A));
}

/* Opened again after its end it is work, however old. */
static void
test_reopened_stays (Bench *bench, gconstpointer data)
{
  dismiss (bench, CASE_A);
  fake_coordinator_append (bench->fake, CASE_A, "reopened", FAKE_PERSON, NULL, NULL);
  dismiss (bench, CASE_B);
  bench_sign_in (bench);
  BENCH_UNTIL (bench_version (bench, CASE_A) == 3 && bench_version (bench, CASE_B) == 2);
  pass (bench, 401);
  BENCH_UNTIL (!osr_replica_holds (bench->replica, CASE_B));
  g_assert_true (osr_replica_holds (bench->replica, CASE_A));
}

static void
add (const char *name, void (*test) (Bench *, gconstpointer))
{
  g_test_add (name, Bench, NULL, bench_open, test, bench_close);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/sync/old/by-the-clock", test_by_the_clock);
  add ("/sync/old/by-its-end", test_by_its_end);
  add ("/sync/old/reopened-stays", test_reopened_stays);
  return g_test_run ();
}
