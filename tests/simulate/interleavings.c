/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two desks, one case, up to six steps: every order in which the two can take them, and after each step
 * the one who took it is heard by the coordinator or is not. Whatever the order, in the end all that was
 * taken is in the log once or waits with a reason, and both show the same. */
#include <locale.h>

#include "sim-centre.h"
#include "sim-disk.h"
#include "sim-story.h"
#include "sim-system.h"
#include "sim-wire.h"
#include "sim-world.h"

#define MOST_STEPS 6
/* Cases in one office, before another is founded. */
#define MOST_CASES 128
#define EXCHANGE   (2 * SIM_SECOND)

/* What the two do, whoever comes to it first. */
static const char *const plays[][MOST_STEPS] = {
  { "detected", "triaged", "noted", "routed", "returned:recall", "routed" },
  { "noted", "detected", "dismissed", "reopened", "detected", "noted" },
};

/* Curators both. */
static const guint players[] = { 0, 3 };

static guint told;

static gboolean
is_heard (SimDesk *desk)
{
  OsrLog *log = sim_centre_get_log ();
  gint64 position = 0;

  return osr_outbox_count (desk->replica->outbox, OSR_OUTBOX_SHOWN) == 0 &&
         osr_log_read_cursor (log, osr_cache_get_cursor (desk->replica->cache), &position, NULL) &&
         position == osr_log_get_head (log);
}

static void
exchange (SimDesk *desk)
{
  sim_desk_set_online (desk, TRUE);
  for (guint i = 0; i < 100 && sim_world.violation == NULL; i++) {
    sim_world_run (EXCHANGE);
    if (is_heard (desk))
      break;
  }
  if (!is_heard (desk))
    sim_violate ("desk %u is not heard", desk->index);
}

static void
play (const char *const *steps, guint n, guint order)
{
  g_autofree char *id = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (players); i++)
    exchange (sim_desk_get (players[i]));
  id = sim_story_add_message ();
  sim_world_run (EXCHANGE);
  for (guint i = 0; i < G_N_ELEMENTS (players); i++)
    sim_desk_set_online (sim_desk_get (players[i]), FALSE);
  for (guint i = 0; i < n; i++) {
    SimDesk *desk = sim_desk_get (players[(order >> (2 * i)) & 1]);

    sim_clerk_takes (desk, id, steps[i]);
    if ((order >> (2 * i + 1)) & 1) {
      exchange (desk);
      sim_desk_set_online (desk, FALSE);
    }
  }
  for (guint i = 0; i < G_N_ELEMENTS (players); i++)
    exchange (sim_desk_get (players[i]));
  sim_watch_look ();
}

static void
begin (void)
{
  SimPlan plan = { .seed = 1, .desks = 4, .regulation = 1 };

  sim_story_begin (&plan);
  sim_world_run (SIM_SECOND);
  for (guint i = 0; i < sim_desks_count (); i++)
    sim_desk_tend (sim_desk_get (i));
  sim_world_run (SIM_MINUTE);
}

static gboolean
end (guint n, guint order)
{
  gboolean right;

  sim_story_become_quiet ();
  right = sim_world.violation == NULL;
  if (!right)
    g_print ("# %u steps, up to order %u: %s\n", n, order, sim_world.violation);
  g_free (sim_story_end ());
  return right;
}

/* Every order of @n steps; the two are alike, so the first desk takes the first step. */
static gboolean
play_all (const char *const *steps, guint n)
{
  guint orders = 1u << (2 * n);
  gboolean right = TRUE;

  begin ();
  for (guint order = 0; order < orders && right; order += 2) {
    play (steps, n, order);
    told++;
    if (sim_world.violation != NULL || told % MOST_CASES == 0) {
      right = end (n, order);
      begin ();
    }
  }
  return end (n, orders - 1) && right;
}

static void
hear_nothing (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
}

/* The number of steps to go up to may be given. */
int
main (int argc, char **argv)
{
  guint most = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : MOST_STEPS;
  gboolean right = TRUE;

  sim_system_begin (argv);
  setlocale (LC_ALL, "C.UTF-8");
  g_log_set_default_handler (hear_nothing, NULL);
  sim_story_prepare ();
  g_print ("1..%u\n", (guint) G_N_ELEMENTS (plays));
  for (guint i = 0; i < G_N_ELEMENTS (plays); i++) {
    gboolean held = TRUE;

    told = 0;
    for (guint n = 1; n <= MIN (most, MOST_STEPS) && held; n++)
      held = play_all (plays[i], n);
    g_print ("%sok %u - %u orders\n", held ? "" : "not ", i + 1, told);
    right = right && held;
  }
  sim_story_clean_up ();
  return right ? 0 : 1;
}
