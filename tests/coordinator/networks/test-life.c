/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The life of a message on every network, through the coordinator: found, answered, looked at again,
 * edited and deleted by its author, who also answers a question. */
#include "networks-bench.h"

#define QUESTION "Нет воды на Ленина, 5"
#define REPLY    "Здравствуйте! Воду дадут в 22:00."
#define HOUR     61
#define DAY      (24 * 60)

/* (transfer full): a citizen's comment was found; (out) @said: it */
static char *
find (NetworksBench *bench, const char *text, OsrSandboxComment **said)
{
  g_autoptr (OsrCase) one = NULL;
  char *id;

  /* a board is listened to, not read */
  if (bench->kind->post != 0)
    networks_bench_await_reading (bench);
  *said = networks_bench_say (bench, NULL, text);
  id = networks_bench_await_case (bench, text);
  one = office_bench_load (&bench->office, id);
  g_assert_cmpstr (one->author_name, ==, NETWORKS_CITIZEN);
  g_assert_cmpstr (one->account, ==, NETWORKS_ACCOUNT);
  g_assert_nonnull (one->permalink);
  return id;
}

static void
check_published (NetworksBench *bench, const char *id, const OsrSandboxComment *said)
{
  const OsrSandboxComment *reply = networks_bench_last_reply (bench);
  g_autoptr (OsrEvent) published = NULL;
  g_autofree char *page = NULL;

  networks_bench_await (bench, id, "published", 1);
  g_assert_cmpuint (networks_bench_count_replies (bench), ==, 1);
  reply = networks_bench_last_reply (bench);
  g_assert_cmpstr (reply->text, ==, REPLY);
  g_assert_cmpint (reply->root, ==, bench->kind->post != 0 ? 0 : said->id);
  published = networks_bench_last (bench, id, "published");
  page = networks_bench_browse (bench, osr_event_get_string (published, "url"));
  g_assert_nonnull (strstr (page, REPLY));
}

static void
check_looked (NetworksBench *bench, const char *id, guint n, const char *after)
{
  g_autoptr (OsrEvent) checked = NULL;

  networks_bench_await (bench, id, "checked", n);
  checked = networks_bench_last (bench, id, "checked");
  g_assert_cmpstr (osr_event_get_string (checked, "reply"), ==, "there");
  g_assert_cmpstr (osr_event_get_string (checked, "after"), ==, after);
}

/* Our own words are nobody's message, however often they are read. */
static void
test_answered (NetworksBench *bench, gconstpointer data)
{
  OsrSandboxComment *said = NULL;
  g_autofree char *id = find (bench, QUESTION, &said);
  g_autoptr (OsrCase) the_case = NULL;

  networks_bench_order (bench, id, "final", REPLY);
  check_published (bench, id, said);
  networks_bench_await_reading (bench);
  g_assert_cmpuint (networks_bench_count_cases (bench), ==, 1);
  networks_bench_pass (bench, HOUR);
  if (bench->kind->reads_back) {
    check_looked (bench, id, 1, "hour");
    networks_bench_pass (bench, DAY);
    check_looked (bench, id, 2, "day");
  } else {
    networks_bench_pass (bench, DAY);
    networks_bench_await_reading (bench);
    g_assert_cmpuint (office_bench_count (&bench->office, id, "checked"), ==, 0);
  }
  the_case = office_bench_load (&bench->office, id);
  g_assert_cmpint (the_case->state, ==, OSR_CASE_ANSWERED);
  g_assert_cmpuint (the_case->anomalies, ==, 0);
}

/* Taken away by the network's moderators, say. */
static void
test_reply_gone (NetworksBench *bench, gconstpointer data)
{
  OsrSandboxComment *said = NULL;
  g_autofree char *id = find (bench, QUESTION, &said);
  g_autoptr (OsrEvent) checked = NULL;

  if (!bench->kind->reads_back)
    return;
  networks_bench_order (bench, id, "final", REPLY);
  networks_bench_await (bench, id, "published", 1);
  osr_sandbox_wall_delete (osr_sandbox_get_wall (bench->sandbox), networks_bench_post (bench),
                           networks_bench_last_reply (bench), TRUE,
                           osr_demo_clock_now (bench->office.shown) / OSR_SECOND);
  networks_bench_pass (bench, HOUR);
  networks_bench_await (bench, id, "checked", 1);
  checked = networks_bench_last (bench, id, "checked");
  g_assert_cmpstr (osr_event_get_string (checked, "reply"), ==, "gone");
}

/* A neighbour's words stay: the sandbox's YouTube tells of no video without any. */
static void
test_edited_and_deleted (NetworksBench *bench, gconstpointer data)
{
  OsrSandboxWall *wall = osr_sandbox_get_wall (bench->sandbox);
  OsrSandboxComment *said = NULL;
  g_autofree char *id = find (bench, QUESTION, &said);
  gint64 now = osr_demo_clock_now (bench->office.shown) / OSR_SECOND;
  g_autoptr (OsrCase) edited = NULL;

  networks_bench_say (bench, NULL, "А у нас есть");
  osr_sandbox_wall_edit (wall, networks_bench_post (bench), said, QUESTION " и света", now);
  networks_bench_await (bench, id, "message-changed", 1);
  edited = office_bench_load (&bench->office, id);
  g_assert_cmpstr (edited->text, ==, QUESTION " и света");
  g_assert_cmpstr (edited->original_text, ==, QUESTION);
  osr_sandbox_wall_delete (wall, networks_bench_post (bench), said, TRUE, now);
  if (bench->kind->tells_deletions)
    networks_bench_await (bench, id, "message-deleted", 1);
  networks_bench_await_reading (bench);
  g_assert_cmpuint (office_bench_count (&bench->office, id, "message-deleted"), ==,
                    bench->kind->tells_deletions);
  g_assert_cmpuint (networks_bench_count_cases (bench), ==, 2);
}

static void
test_author_answers (NetworksBench *bench, gconstpointer data)
{
  OsrSandboxComment *said = NULL;
  g_autofree char *id = find (bench, QUESTION, &said);
  g_autoptr (OsrEvent) replied = NULL;

  networks_bench_order (bench, id, "clarification", "Какой подъезд?");
  networks_bench_await (bench, id, "published", 1);
  networks_bench_pass (bench, 1);
  networks_bench_say (bench, networks_bench_last_reply (bench), "Третий");
  networks_bench_await (bench, id, "author-replied", 1);
  replied = networks_bench_last (bench, id, "author-replied");
  g_assert_nonnull (strstr (osr_event_get_payload_string (replied, "text"), "Третий"));
  networks_bench_await_reading (bench);
  g_assert_cmpuint (networks_bench_count_cases (bench), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  networks_bench_add ("answered-and-looked-at", NETWORKS_PUBLISHING, test_answered);
  networks_bench_add ("reply-gone", NETWORKS_PUBLISHING, test_reply_gone);
  networks_bench_add ("edited-and-deleted", NETWORKS_PUBLISHING, test_edited_and_deleted);
  networks_bench_add ("author-answers", NETWORKS_PUBLISHING, test_author_answers);
  g_test_add ("/coordinator/networks/board/answered-and-looked-at", NetworksBench, &networks_board,
              networks_bench_set_up, test_answered, networks_bench_tear_down);
  g_test_add ("/coordinator/networks/board/reply-gone", NetworksBench, &networks_board,
              networks_bench_set_up, test_reply_gone, networks_bench_tear_down);
  return g_test_run ();
}
