/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells many stories of desks and a coordinator, each from a seed, and says which of them broke an
 * invariant. A seed always tells the same story: the first is told twice to show it. */
#include <locale.h>

#include "sim-story.h"
#include "sim-system.h"

static int seeds = 50;
static int first_seed = 1;
static int desks;
static int steps;
static gboolean tracing;
static char *fault_name;

static const GOptionEntry options[] = {
  { "seeds", 0, 0, G_OPTION_ARG_INT, &seeds, "How many stories", "N" },
  { "first-seed", 0, 0, G_OPTION_ARG_INT, &first_seed, "The first of them", "S" },
  { "clients", 0, 0, G_OPTION_ARG_INT, &desks, "So many desks; else 3 to 20, by the seed", "N" },
  { "steps", 0, 0, G_OPTION_ARG_INT, &steps, "So many steps; else 200 to 2,000, by the seed", "N" },
  { "trace", 0, 0, G_OPTION_ARG_NONE, &tracing, "Print all that happens", NULL },
  { "fault", 0, 0, G_OPTION_ARG_STRING, &fault_name, "Plant this fault; stop where it is found",
    "NAME" },
  { NULL }
};

/* What the engines warn of under such weather is what they are there for. */
static void
hear (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  if (tracing)
    g_print ("# (%s)\n", message);
}

static SimOutcome *
tell (guint seed)
{
  SimPlan plan = { seed, (guint) desks, (guint) steps, tracing };

  return sim_story_tell (&plan);
}

static gboolean
is_the_same_again (guint seed, const SimOutcome *outcome)
{
  g_autoptr (SimOutcome) again = tell (seed);

  return g_str_equal (again->digest, outcome->digest);
}

static void
report (guint number, guint seed, const SimOutcome *outcome)
{
  g_print ("%sok %u - seed %u: %s, %u desks, %u steps, %" G_GUINT64_FORMAT
           " events, %u taken, %u accepted, %u refused, %u lost with a backup, %.12s\n",
           outcome->violation != NULL ? "not " : "", number, seed, outcome->regulation,
           outcome->desks, outcome->steps, outcome->events, outcome->counts.taken,
           outcome->counts.accepted, outcome->counts.refused, outcome->counts.lost,
           outcome->digest);
  if (outcome->violation != NULL)
    g_print ("# seed %u: %s\n# simulate --seeds 1 --first-seed %u --trace\n", seed,
             outcome->violation, seed);
}

/* Returns: how many stories broke something */
static guint
tell_all (SimFault fault)
{
  guint broken = 0;

  for (int i = 0; i < seeds; i++) {
    guint seed = (guint) (first_seed + i);
    g_autoptr (SimOutcome) outcome = tell (seed);

    report ((guint) i + 1, seed, outcome);
    broken += outcome->violation != NULL;
    if (i == 0 && outcome->violation == NULL && !is_the_same_again (seed, outcome)) {
      g_print ("# seed %u told another story the second time\n", seed);
      broken++;
    }
    if (fault != SIM_FAULT_NONE && broken > 0)
      break;
  }
  return broken;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context =
      g_option_context_new ("- desks and a coordinator, simulated");
  g_autoptr (GError) error = NULL;
  SimFault fault = SIM_FAULT_NONE;
  guint broken;

  sim_system_begin (argv);
  setlocale (LC_ALL, "C.UTF-8");
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) ||
      (fault_name != NULL && !sim_fault_find (fault_name, &fault))) {
    g_printerr ("%s\n", error != NULL ? error->message : "There is no such fault.");
    return 2;
  }
  g_log_set_default_handler (hear, NULL);
  sim_story_prepare ();
  sim_fault_plant (fault);
  g_print ("1..%d\n", seeds);
  broken = tell_all (fault);
  sim_story_clean_up ();
  return broken > 0 ? 1 : 0;
}
