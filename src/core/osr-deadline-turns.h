/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose clocks an event bears on where several bodies answer together: who writes now, and whose turn
 * it is to contribute. Followed event by event beside the clocks; borrowed texts live with the events. */
#pragma once

#include "core/osr-event.h"
#include "core/regulation/osr-regulation.h"

typedef struct {
  GPtrArray *live;     /* bodies it was routed to and that have it, in their order */
  const char *named;   /* nullable: named to write for all */
  const char *drafter; /* nullable: who writes now; the last one stays when all have returned it */
  gboolean sequential; /* each answers for itself, one after another */
  gboolean last;       /* where an order was given the last one writes */
  gboolean ordered;
  GArray *turns; /* of contributors in an order */
} OsrTurns;

void osr_turns_init (OsrTurns *turns, OsrRegulation *regulation);
void osr_turns_clear (OsrTurns *turns);

/* Takes the next event in. */
void osr_turns_take (OsrTurns *turns, OsrEvent *event);

/* Once the clocks have taken it too: after one reply of a sequence the next body writes. */
void osr_turns_end (OsrTurns *turns, OsrEvent *event);

/* Whether @body must wait for others that come before it. */
gboolean osr_turns_must_wait (OsrTurns *turns, const char *body);

/* (nullable): a body whose turn has come by the last event, told once; @minutes (out): given to it. */
const char *osr_turns_pop (OsrTurns *turns, gint64 *minutes);
