/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One seed from beginning to end: so many desks, so many steps, each of them something that happens to
 * somebody, then quiet. */
#pragma once

#include "sim-faults.h"
#include "sim-watch.h"

G_BEGIN_DECLS

typedef struct {
  guint32 seed;
  guint desks; /* 0: by the seed, 3 to 20 */
  guint steps; /* 0: by the seed, 200 to 2,000 */
  gboolean telling;
  guint regulation; /* its number and one; 0: by the seed */
} SimPlan;

typedef struct {
  char *digest;    /* of the trace */
  char *violation; /* nullable */
  guint desks;
  guint steps;
  const char *regulation;
  guint64 events; /* of the world */
  SimCounts counts;
} SimOutcome;

/* Once a program: founds the offices that stories begin with. */
void sim_story_prepare (void);
void sim_story_clean_up (void);

/* The parts of a story, for those who tell it themselves. */
void sim_story_begin (const SimPlan *plan);
char *sim_story_end (void); /* (transfer full): digest of the trace */

/* The monitor writes into the log. */
void sim_story_append (const char *stream, const char *type, JsonObject *members,
                       JsonObject *payload);

/* A message is found. Returns: (transfer full): its case */
char *sim_story_add_message (void);

/* The lines are good, all are there, and nobody does anything: in the end all agree. */
void sim_story_become_quiet (void);

SimOutcome *sim_story_tell (const SimPlan *plan);
void sim_outcome_free (SimOutcome *outcome);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimOutcome, sim_outcome_free)

G_END_DECLS
