/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each fault that can be planted is found by the first seed that was seen to find it. When the story of
 * a seed has changed, `simulate --clients 4 --steps 300 --seeds 300 --fault NAME` says which seed finds
 * it now. */
#include <locale.h>

#include "sim-steps.h"
#include "sim-story.h"
#include "sim-system.h"

#define MORE_SEEDS 40

static const struct {
  SimFault fault;
  guint32 seed;
} finders[] = {
  { SIM_FAULT_NO_DEDUP, 1 },          { SIM_FAULT_NO_ORDER, 1 },
  { SIM_FAULT_NO_FORGET, 4 },         { SIM_FAULT_CURSOR_FIRST, 14 },
  { SIM_FAULT_OUTBOX_FORGETS, 1 },    { SIM_FAULT_EPOCH_IGNORED, 7 },
  { SIM_FAULT_AUDIENCE_IGNORED, 1 },  { SIM_FAULT_CHAIN_UNCHECKED, 12 },
  { SIM_FAULT_APPLIED_TWICE, 1 },     { SIM_FAULT_EARLY_ANSWER, 4 },
  { SIM_FAULT_VERSION_UNCHECKED, 1 }, { SIM_FAULT_REFUSAL_SWALLOWED, 1 },
  { SIM_FAULT_WORDS_RETURN, 4 },      { SIM_FAULT_WORDS_KEPT, 49 },
  { SIM_FAULT_FILES_KEPT, 4 },        { SIM_FAULT_FILES_LATE, 6 },
  { SIM_FAULT_ROOM_UNSAID, 3 },       { SIM_FAULT_ROOM_UNSEEN, 1 },
};

/* The seed that was seen to find it comes first; a story that has changed is told by a few more. */
static void
test_found (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  gboolean found = FALSE;

  sim_fault_plant (finders[i].fault);
  for (guint32 seed = finders[i].seed; !found && seed < finders[i].seed + MORE_SEEDS; seed++) {
    SimPlan plan = { .seed = seed, .desks = 4, .steps = 300 };
    g_autoptr (SimOutcome) outcome = sim_story_tell (&plan);

    found = outcome->violation != NULL;
    g_test_message ("seed %u: %s", seed, found ? outcome->violation : "nothing");
  }
  sim_fault_plant (SIM_FAULT_NONE);
  g_assert_true (found);
}

/* Every fault has its seed. */
static void
test_complete (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (finders), ==, SIM_N_FAULTS - 1);
  for (guint i = 0; i < G_N_ELEMENTS (finders); i++)
    g_assert_cmpuint (finders[i].fault, ==, i + 1);
}

/* A step that is new among the rules is not forgotten here. */
static void
test_steps (void)
{
  g_assert_true (sim_steps_are_complete ());
}

static void
hear_nothing (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
}

int
main (int argc, char **argv)
{
  int result;

  sim_system_begin (argv);
  g_test_init (&argc, &argv, NULL);
  /* the folders of the offices are to be removed, whatever is found */
  g_test_set_nonfatal_assertions ();
  setlocale (LC_ALL, "C.UTF-8");
  g_log_set_default_handler (hear_nothing, NULL);
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  sim_story_prepare ();
  g_test_add_func ("/simulate/planted/complete", test_complete);
  g_test_add_func ("/simulate/steps/complete", test_steps);
  for (guint i = 0; i < G_N_ELEMENTS (finders); i++) {
    g_autofree char *name =
        g_strconcat ("/simulate/planted/", sim_fault_get_name (finders[i].fault), NULL);

    g_test_add_data_func (name, GUINT_TO_POINTER (i), test_found);
  }
  result = g_test_run ();
  sim_story_clean_up ();
  return result;
}
