/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A site that is only read: its remarks become cases, and a reply is taken there by hand, with the
 * same proof as everywhere. */
#include "core/osr-json.h"
#include "networks-bench.h"

#define QUESTION "Нет воды на Ленина, 5"
#define REPLY    "Здравствуйте! Воду дадут в 22:00."

static void
restart (NetworksBench *bench)
{
  networks_bench_stop (bench);
  networks_bench_start (bench);
}

static void
test_found_once (NetworksBench *bench, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *page = NULL;
  g_autoptr (OsrCase) one = NULL;

  networks_bench_say (bench, NULL, QUESTION);
  id = networks_bench_await_case (bench, QUESTION);
  restart (bench);
  networks_bench_await_reading (bench);
  g_assert_cmpuint (networks_bench_count_cases (bench), ==, 1);
  one = office_bench_load (&bench->office, id);
  g_assert_cmpstr (one->author_name, ==, NETWORKS_CITIZEN);
  page = networks_bench_browse (bench, one->permalink);
  g_assert_nonnull (strstr (page, QUESTION));
}

/* An order to publish is refused with a reason, and nothing was sent. */
static void
test_not_published (NetworksBench *bench, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (OsrEvent) refused = NULL;

  networks_bench_say (bench, NULL, QUESTION);
  id = networks_bench_await_case (bench, QUESTION);
  networks_bench_settle (bench, id, networks_bench_order (bench, id, "final", REPLY));
  refused = networks_bench_last (bench, id, "publish-refused");
  g_assert_cmpstr (osr_event_get_string (refused, "code"), ==, "rejected");
  g_assert_cmpuint (networks_bench_count_replies (bench), ==, 0);
}

static void
test_by_hand (NetworksBench *bench, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *members = NULL;
  g_autoptr (OsrCase) before = NULL;
  g_autoptr (OsrCase) after = NULL;
  gint64 draft;

  networks_bench_say (bench, NULL, QUESTION);
  id = networks_bench_await_case (bench, QUESTION);
  draft = office_bench_approve_kind (&bench->office, id, "final", NETWORKS_ACCOUNT, REPLY);
  before = office_bench_load (&bench->office, id);
  members = g_strdup_printf ("{\"draft\":%" G_GINT64_FORMAT ",\"digest\":\"%s\",\"kind\":\"final\","
                             "\"url\":\"%s\",\"proof\":\"seen\"}",
                             draft, osr_case_get_draft (before)->digest, before->permalink);
  office_bench_append (&bench->office, id, "published-by-hand", "gkh", members, NULL);
  networks_bench_pass (bench, 61);
  networks_bench_await_reading (bench);
  after = office_bench_load (&bench->office, id);
  g_assert_cmpint (after->state, ==, OSR_CASE_ANSWERED);
  g_assert_cmpuint (after->anomalies, ==, 0);
  g_assert_cmpuint (networks_bench_count_cases (bench), ==, 1);
}

int
main (int argc, char **argv)
{
  const NetworksKind *feed = &networks_kinds[NETWORKS_ALL - 1];

  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/coordinator/networks/feed/" name, NetworksBench, feed, networks_bench_set_up,      \
              function, networks_bench_tear_down)
  ADD ("found-once", test_found_once);
  ADD ("not-published", test_not_published);
  ADD ("by-hand", test_by_hand);
  return g_test_run ();
}
