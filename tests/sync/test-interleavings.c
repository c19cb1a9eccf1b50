/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random interleavings of a clerk, colleagues, a bad line and restarts. Whatever the order: nothing
 * that was taken from the clerk is lost or counted twice, no id is ever sent with other bytes, and
 * in the end what is shown is what the coordinator has. The seed is the number in the test's name. */
#include <stdlib.h>

#include "replica-bench.h"

#define SEEDS       200
#define SEEDS_A_RUN 20
#define STEPS       12

typedef struct {
  Bench *bench;
  GRand *random;
  GPtrArray *taken; /* uuids that osr_replica_act() returned */
  gboolean online;
} Story;

static const char *
some_case (Story *story)
{
  return g_rand_boolean (story->random) ? CASE_A : CASE_B;
}

static void
clerk_acts (Story *story)
{
  static const char *const types[] = { "noted", "noted", "detected", "closed" };
  const char *type = types[g_rand_int_range (story->random, 0, G_N_ELEMENTS (types))];
  g_autoptr (JsonObject) payload = bench_text ("words");
  char *uuid;

  json_object_set_string_member (payload, "reason", "words");
  uuid = osr_replica_act (story->bench->replica, some_case (story), type, NULL,
                          g_str_equal (type, "detected") ? NULL : payload, NULL);
  if (uuid != NULL)
    g_ptr_array_add (story->taken, uuid);
}

static void
colleague_acts (Story *story)
{
  fake_coordinator_append (story->bench->fake, some_case (story), "noted", "person-b", NULL,
                           bench_text ("theirs"));
}

static void
line_changes (Story *story)
{
  story->online = !story->online;
  fake_coordinator_set_online (story->bench->fake, story->online);
}

static void
line_is_bad (Story *story)
{
  if (g_rand_boolean (story->random))
    fake_coordinator_lose_answer (story->bench->fake, "PUT /v1/commands/", 1);
  else
    fake_coordinator_answer (story->bench->fake, "PUT /v1/commands/", 1, 502, NULL, "<html>");
}

static void
program_restarts (Story *story)
{
  bench_reopen (story->bench);
  osr_replica_sign_in_async (story->bench->replica, NULL, NULL, NULL, NULL);
}

static void
time_passes (Story *story)
{
  gint64 end = g_get_monotonic_time () + g_rand_int_range (story->random, 0, 3000);

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
}

static void
step (Story *story)
{
  switch (g_rand_int_range (story->random, 0, 12)) {
  case 0:
  case 1:
  case 2:
  case 3:
    clerk_acts (story);
    break;
  case 4:
  case 5:
    colleague_acts (story);
    break;
  case 6:
    line_changes (story);
    break;
  case 7:
    line_is_bad (story);
    break;
  case 8:
    program_restarts (story);
    break;
  default:
    time_passes (story);
  }
}

static gboolean
is_in_step (Story *story)
{
  static const char *const cases[] = { CASE_A, CASE_B };
  Bench *bench = story->bench;

  if (bench_waiting (bench) > 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    if (bench_version (bench, cases[i]) != fake_coordinator_get_version (bench->fake, cases[i]))
      return FALSE;
  }
  return osr_outbox_count (bench->replica->outbox, OSR_OUTBOX_SHOWN) == 0;
}

static guint
count_own (Story *story)
{
  guint n = 0;

  for (guint i = 0; i < 2; i++) {
    g_autoptr (OsrCase) c = osr_replica_get_case (story->bench->replica, i == 0 ? CASE_A : CASE_B);

    for (guint j = 0; j < c->events->len; j++) {
      OsrEvent *event = g_ptr_array_index (c->events, j);

      n += g_strcmp0 (event->by, FAKE_PERSON) == 0;
    }
  }
  return n;
}

static void
tell (Story *story)
{
  Bench *bench = story->bench;

  for (guint i = 0; i < STEPS; i++)
    step (story);
  if (!story->online)
    line_changes (story);
  bench_sign_in (bench);
  BENCH_UNTIL (is_in_step (story));
  for (guint i = 0; i < story->taken->len; i++)
    g_assert_nonnull (
        fake_coordinator_get_command (bench->fake, g_ptr_array_index (story->taken, i)));
  g_assert_false (fake_coordinator_saw_other_bytes (bench->fake));
  g_assert_cmpuint (count_own (story) + bench_attention (bench), ==, story->taken->len);
  g_assert_cmpuint (osr_replica_count (bench->replica, OSR_QUEUE_ALL), ==, 2);
}

static void
test_seeds (gconstpointer data)
{
  guint first = GPOINTER_TO_UINT (data);

  for (guint seed = first; seed < first + SEEDS_A_RUN; seed++) {
    Bench bench = { 0 };
    Story story = { &bench, g_rand_new_with_seed (seed), g_ptr_array_new_with_free_func (g_free),
                    TRUE };

    bench_open (&bench, NULL);
    bench_find (&bench, CASE_A, "x");
    bench_find (&bench, CASE_B, "y");
    bench_sign_in (&bench);
    tell (&story);
    bench_close (&bench, NULL);
    g_rand_free (story.random);
    g_ptr_array_unref (story.taken);
  }
}

/* OSR_SEEDS=n runs more of them by hand. */
int
main (int argc, char **argv)
{
  const char *asked = g_getenv ("OSR_SEEDS");
  guint seeds = asked != NULL ? (guint) g_ascii_strtoull (asked, NULL, 10) : SEEDS;

  g_test_init (&argc, &argv, NULL);
  for (guint seed = 0; seed < seeds; seed += SEEDS_A_RUN) {
    g_autofree char *name = g_strdup_printf ("/sync/interleavings/%u", seed);

    g_test_add_data_func (name, GUINT_TO_POINTER (seed), test_seeds);
  }
  return g_test_run ();
}
