/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every way in which the sandbox can fail, on every network, while a message is read and while a reply
 * goes out; what stands on the wall is counted. Where a reply can be looked for, it is there once in
 * the end; where it cannot, a person decides about what is uncertain and nothing is sent again. */
#include "networks-bench.h"

/* What becomes of a reply whose sending meets the fault. */
typedef enum {
  PUBLISHED,
  REFUSED,  /* surely not there, and a person is told why */
  UNCERTAIN /* looked for; a person decides where it cannot be */
} Outcome;

typedef struct {
  const char *network; /* NULL: all */
  const char *kind;
  const char *more;
  Outcome outcome;
  guint there; /* of an uncertain one: how often before anything else is done */
} Row;

static const Row publishing[] = {
  { NULL, "http", "\"code\":429", PUBLISHED },
  { NULL, "http", "\"code\":502", UNCERTAIN, 0 },
  { NULL, "http-after", "\"code\":502", UNCERTAIN, 1 },
  { NULL, "drop-before", "", UNCERTAIN, 0 },
  { NULL, "drop-after", "", UNCERTAIN, 1 },
  { NULL, "hold", "\"seconds\":1", PUBLISHED },
  { NULL, "slow", "\"seconds\":1", PUBLISHED },
  { NULL, "late", "\"seconds\":90", PUBLISHED },
  { NULL, "late", "\"seconds\":45,\"code\":502", UNCERTAIN, 1 },
  { NULL, "truncated", "", UNCERTAIN, 1 },
  { NULL, "not-utf8", "", UNCERTAIN, 1 },
  { NULL, "types", "", PUBLISHED },
  { NULL, "poisoned", "", PUBLISHED },
  { "vk", "error", "\"code\":6", PUBLISHED },
  { "vk", "error", "\"code\":10", UNCERTAIN, 0 },
  { "vk", "error", "\"code\":5", REFUSED },
  { "vk", "error", "\"code\":15", REFUSED },
  { "vk", "captcha", "", REFUSED },
  { "vk", "captcha-redirect", "", REFUSED },
  { "telegram", "error", "\"code\":429,\"seconds\":1", PUBLISHED },
  { "telegram", "error", "\"code\":401", REFUSED },
  { "telegram", "error", "\"code\":400", REFUSED },
  { "telegram", "error", "\"code\":403", REFUSED },
  { "telegram", "migrate", "", PUBLISHED },
  { "max", "error", "\"code\":429", PUBLISHED },
  { "max", "error", "\"code\":401", REFUSED },
  { "max", "error", "\"code\":404", REFUSED },
  { "ok", "error", "\"code\":8", PUBLISHED },
  { "ok", "error", "\"code\":2", UNCERTAIN, 0 },
  { "ok", "error", "\"code\":102", REFUSED },
  { "ok", "error", "\"code\":454", REFUSED },
  { "youtube", "error", "\"code\":429", PUBLISHED },
  { "youtube", "error", "\"code\":500", UNCERTAIN, 0 },
  { "youtube", "error", "\"code\":401", REFUSED },
  { "youtube", "error", "\"code\":404", REFUSED },
};

/* Reading recovers from all of them. */
static const Row reading[] = {
  { NULL, "http", "\"code\":429" },
  { NULL, "http", "\"code\":502" },
  { NULL, "drop-before", "" },
  { NULL, "drop-after", "" },
  { NULL, "hold", "\"seconds\":1" },
  { NULL, "slow", "\"seconds\":1" },
  { NULL, "truncated", "" },
  { NULL, "not-utf8", "" },
  { NULL, "types", "" },
  { NULL, "poisoned", "" },
  { "vk", "error", "\"code\":6" },
  { "vk", "error", "\"code\":5" },
  { "vk", "error", "\"code\":10" },
  { "telegram", "error", "\"code\":429,\"seconds\":1" },
  { "telegram", "error", "\"code\":401" },
  { "telegram", "conflict", "" },
  { "max", "error", "\"code\":429" },
  { "max", "error", "\"code\":401" },
  { "ok", "error", "\"code\":8" },
  { "ok", "error", "\"code\":2" },
  { "ok", "error", "\"code\":102" },
  { "youtube", "error", "\"code\":429" },
  { "youtube", "error", "\"code\":500" },
  { "youtube", "error", "\"code\":401" },
};

static gboolean
is_for (const Row *row, NetworksBench *bench)
{
  return row->network == NULL || g_str_equal (row->network, bench->kind->name);
}

/* Everything that says @text, to be seen yet or not. */
static guint
count_text (NetworksBench *bench, const char *text)
{
  GPtrArray *comments = networks_bench_post (bench)->comments;
  GPtrArray *late = osr_sandbox_get_wall (bench->sandbox)->late;
  guint n = 0;

  for (guint i = 0; i < comments->len; i++)
    n += g_str_equal (((OsrSandboxComment *) comments->pdata[i])->text, text);
  for (guint i = 0; i < late->len; i++)
    n += g_str_equal (((OsrSandboxLate *) late->pdata[i])->comment->text, text);
  return n;
}

static void
check_outcome (NetworksBench *bench, const Row *row, const char *id, const char *text)
{
  gboolean asked = row->outcome == UNCERTAIN && !bench->kind->reads_back;
  gboolean published = row->outcome != REFUSED && !asked;
  g_autoptr (OsrCase) the_case = office_bench_load (&bench->office, id);

  g_assert_cmpuint (count_text (bench, text), ==, asked ? row->there : (guint) published);
  g_assert_cmpuint (office_bench_count (&bench->office, id, "published"), ==, published);
  g_assert_cmpuint (office_bench_count (&bench->office, id, "publish-refused"), ==,
                    row->outcome == REFUSED);
  g_assert_cmpuint (office_bench_count (&bench->office, id, "publish-unknown"), ==,
                    row->outcome == UNCERTAIN);
  g_assert_cmpstr (the_case->asked, ==, asked ? "no-read-back" : NULL);
  g_assert_cmpuint (the_case->anomalies, ==, 0);
}

static void
test_publishing (NetworksBench *bench, gconstpointer data)
{
  /* an account that is to wait is not read either, which is told */
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);

  for (guint i = 0; i < G_N_ELEMENTS (publishing); i++) {
    const Row *row = &publishing[i];
    g_autofree char *question = g_strdup_printf ("Вопрос %u.", i);
    g_autofree char *answer = g_strdup_printf ("Здравствуйте! Ответ %u.", i);
    g_autofree char *id = NULL;

    if (!is_for (row, bench))
      continue;
    g_test_message ("%s %s", row->kind, row->more);
    /* a board is listened to, not read */
    if (bench->kind->post != 0)
      networks_bench_await_reading (bench);
    networks_bench_say (bench, NULL, question);
    id = networks_bench_await_case (bench, question);
    networks_bench_fault (bench, bench->kind->publishes, row->kind, row->more);
    networks_bench_settle (bench, id, networks_bench_order (bench, id, "final", answer));
    check_outcome (bench, row, id, answer);
  }
  g_log_set_always_fatal (fatal);
}

static gboolean
is_used_up (gpointer data)
{
  NetworksBench *bench = data;

  return networks_bench_faults_left (bench) == 0;
}

static void
test_reading (NetworksBench *bench, gconstpointer data)
{
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  guint cases = 0;

  for (guint i = 0; i < G_N_ELEMENTS (reading); i++) {
    const Row *row = &reading[i];
    g_autofree char *question = g_strdup_printf ("Вопрос %u.", i);
    g_autofree char *id = NULL;

    if (!is_for (row, bench))
      continue;
    g_test_message ("%s %s", row->kind, row->more);
    networks_bench_fault (bench, bench->kind->reads, row->kind, row->more);
    networks_bench_say (bench, NULL, question);
    bench_wait (is_used_up, bench);
    id = networks_bench_await_case (bench, question);
    g_assert_cmpuint (networks_bench_count_cases (bench), ==, ++cases);
  }
  networks_bench_await_reading (bench);
  g_assert_cmpuint (networks_bench_count_cases (bench), ==, cases);
  g_log_set_always_fatal (fatal);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  networks_bench_add ("faults-of-publishing", NETWORKS_PUBLISHING, test_publishing);
  networks_bench_add ("faults-of-reading", NETWORKS_ALL, test_reading);
  g_test_add ("/coordinator/networks/board/faults-of-publishing", NetworksBench, &networks_board,
              networks_bench_set_up, test_publishing, networks_bench_tear_down);
  return g_test_run ();
}
