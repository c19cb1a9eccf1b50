/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workstation on a disk that fails: while pages come, a draft is saved, a step is taken and
 * answered, at each call that changes a file in turn. What was said to be kept is kept, every step
 * arrives once, and the program goes on by itself when the disk does. */
#include <string.h>

#include "osr-fault-vfs.h"
#include "replica-bench.h"

#define EVERY 23 /* of the ordinary run */
#define DRAFT "Здравствуйте! Дорогу починят."

static int every = EVERY;
static int first;
static int chance;

/* What the clerk was told. */
typedef struct {
  FaultKind kind;
  char *step; /* nullable: uuid of the command that was taken */
  gboolean saved;
} Story;

static void
forget_session (Bench *bench)
{
  if (bench->replica != NULL)
    bench_pause (bench);
}

static gboolean
is_off (const Story *story)
{
  return fault_vfs_struck () && (story->kind == FAULT_TORN || story->kind == FAULT_POWER);
}

/* A full disk has room again once it was said; a call that failed once does not fail again. */
static void
free_room (Bench *bench, const Story *story)
{
  if (story->kind == FAULT_FULL && fault_vfs_struck () &&
      osr_replica_get_storage (bench->replica) != OSR_STORAGE_GOOD)
    fault_vfs_disarm ();
}

#define GO_ON_UNTIL(condition)                                                                     \
  while (!is_off (story) && !(condition)) {                                                        \
    free_room (bench, story);                                                                      \
    g_main_context_iteration (NULL, TRUE);                                                         \
  }

static gboolean
open_anew (Bench *bench, const Story *story)
{
  g_autoptr (GError) error = NULL;

  if (bench_try_resume (bench, &error))
    return TRUE;
  g_assert_true (fault_vfs_struck ());
  if (story->kind == FAULT_FULL)
    g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FULL);
  if (is_off (story))
    return FALSE;
  fault_vfs_disarm ();
  bench_resume (bench);
  return TRUE;
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer done)
{
  osr_replica_sign_in_finish (OSR_REPLICA (source), result, NULL);
  *(gboolean *) done = TRUE;
}

static void
sign_in (Bench *bench, const Story *story)
{
  gboolean done = FALSE;

  osr_replica_sign_in_async (bench->replica, FAKE_PASSWORD, NULL, on_done, &done);
  while (!done) {
    free_room (bench, story);
    g_main_context_iteration (NULL, TRUE);
  }
  GO_ON_UNTIL (osr_replica_get_connection (bench->replica) == OSR_CONNECTION_ONLINE &&
               bench_version (bench, CASE_A) > 0);
}

static void
take (Bench *bench, Story *story)
{
  while (story->step == NULL && !is_off (story)) {
    g_autoptr (GError) error = NULL;

    story->step = osr_replica_act (bench->replica, CASE_A, "detected", NULL, NULL, &error);
    if (story->step != NULL)
      return;
    g_assert_true (fault_vfs_struck ());
    if (is_off (story))
      return;
    g_assert_cmpint (osr_replica_get_storage (bench->replica), !=, OSR_STORAGE_GOOD);
    free_room (bench, story);
  }
}

static void
work (Bench *bench, Story *story)
{
  if (!open_anew (bench, story))
    return;
  sign_in (bench, story);
  if (is_off (story))
    return;
  osr_replica_write (bench->replica, CASE_A, "final", DRAFT);
  GO_ON_UNTIL (bench_heard (bench, "draft-saved " CASE_A));
  story->saved = bench_heard (bench, "draft-saved " CASE_A);
  take (bench, story);
  GO_ON_UNTIL (bench_waiting (bench) == 0);
  GO_ON_UNTIL (bench_version (bench, CASE_A) >= 2);
  GO_ON_UNTIL (fake_coordinator_get_draft (bench->fake, CASE_A, NULL) != NULL);
  GO_ON_UNTIL (osr_replica_get_storage (bench->replica) == OSR_STORAGE_GOOD);
}

/* Whatever happened: with a disk that works everything comes to the same end. */
static void
check (Bench *bench, Story *story)
{
  g_autofree char *text = NULL;

  bench_resume (bench);
  g_assert_null (osr_replica_get_rescue (bench->replica));
  text = bench_writing (bench, CASE_A);
  if (story->saved)
    g_assert_cmpstr (text, ==, DRAFT);
  story->kind = FAULT_NONE;
  sign_in (bench, story);
  /* What could not be said to be kept may be kept all the same. */
  if (bench_state (bench, CASE_A) == OSR_CASE_FOUND)
    take (bench, story);
  GO_ON_UNTIL (bench_waiting (bench) == 0);
  GO_ON_UNTIL (bench_version (bench, CASE_A) >= 2);
  if (story->saved)
    GO_ON_UNTIL (g_strcmp0 (fake_coordinator_get_draft (bench->fake, CASE_A, NULL), DRAFT) == 0);
  g_assert_true (story->step == NULL ||
                 fake_coordinator_get_command (bench->fake, story->step) != NULL);
  g_assert_false (fake_coordinator_saw_other_bytes (bench->fake));
  g_assert_cmpint (fake_coordinator_get_version (bench->fake, CASE_A), ==, 2);
  g_assert_cmpint (bench_attention (bench), ==, 0);
  g_assert_false (osr_replica_is_damaged (bench->replica, CASE_A));
}

static guint
suffer (FaultKind kind, guint n)
{
  Bench bench = { 0 };
  Story story = { .kind = kind };
  guint calls;

  bench_open (&bench, NULL);
  bench_pause (&bench);
  bench_empty (&bench);
  bench_find (&bench, CASE_A, "Яма на дороге");
  fault_vfs_arm (kind, n, n + 100000 * (guint32) chance);
  work (&bench, &story);
  forget_session (&bench);
  calls = fault_vfs_disarm ();
  check (&bench, &story);
  bench_close (&bench, NULL);
  g_free (story.step);
  return calls;
}

static void
test_kind (gconstpointer data)
{
  FaultKind kind = (FaultKind) GPOINTER_TO_INT (data);
  guint calls = suffer (FAULT_NONE, 0);
  guint n_faults = 0;

  g_assert_cmpuint (calls, >, 100);
  for (guint n = first > 0 ? (guint) first : 1 + (guint) g_test_rand_int_range (0, every);
       n <= calls; n += (guint) every) {
    g_test_message ("call %u of %u", n, calls);
    suffer (kind, n);
    n_faults++;
  }
  g_test_message ("%u faults, %u calls", n_faults, calls);
}

int
main (int argc, char **argv)
{
  const GOptionEntry entries[] = {
    { "every", 0, 0, G_OPTION_ARG_INT, &every, "Strike at each N-th call", "N" },
    { "first", 0, 0, G_OPTION_ARG_INT, &first, "Begin with this call", "N" },
    { "chance", 0, 0, G_OPTION_ARG_INT, &chance, "Another chance of what arrives", "SEED" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_test_init (&argc, &argv, NULL);
  /* That a file cannot be written is warned of, as it should be. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL) || every < 1)
    return 2;
  fault_vfs_install ();
  g_test_add_data_func ("/sync/faults/fail", GINT_TO_POINTER (FAULT_FAIL), test_kind);
  g_test_add_data_func ("/sync/faults/full", GINT_TO_POINTER (FAULT_FULL), test_kind);
  g_test_add_data_func ("/sync/faults/torn", GINT_TO_POINTER (FAULT_TORN), test_kind);
  g_test_add_data_func ("/sync/faults/power", GINT_TO_POINTER (FAULT_POWER), test_kind);
  return g_test_run ();
}
