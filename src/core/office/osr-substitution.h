/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who stands in for whom, and when. The substitute acts in their own name for the absent person; both
 * are recorded. Chains are followed, and a loop in the log does no harm. */
#pragma once

#include "core/osr-registry.h"

G_BEGIN_DECLS

typedef enum {
  OSR_GROUND_ILLNESS,
  OSR_GROUND_LEAVE,
  OSR_GROUND_TRIP,
  OSR_GROUND_STUDY,
  OSR_GROUND_OTHER,
  OSR_GROUND_ACTING /* the post is held by somebody acting */
} OsrGround;

#define OSR_N_GROUNDS (OSR_GROUND_ACTING + 1)

typedef struct {
  char *id;
  char *absent;     /* person */
  char *substitute; /* person */
  OsrInstant from;  /* included */
  OsrInstant to;    /* not included */
  OsrGround ground;
  OsrInstant ended_at; /* ended before its time; OSR_INSTANT_UNKNOWN when not */
  gboolean begun;      /* the coordinator has written that it began */
  gboolean over;       /* and that it ended */
} OsrSubstitution;

/* Name of a ground in the log: "illness", "leave", "trip", "study", "other", "acting". */
const char *osr_ground_nick (OsrGround ground);
gboolean osr_ground_from_nick (const char *nick, OsrGround *ground);

/* The moment at which it is over: `to`, or before when it was ended. */
OsrInstant osr_substitution_get_end (const OsrSubstitution *self);

/* Whether it is in force at @at. */
gboolean osr_substitution_is_on (const OsrSubstitution *self, OsrInstant at);

/* (element-type OsrSubstitution) (transfer none): all of them, in order of appearance. */
GPtrArray *osr_registry_get_substitutions (OsrRegistry *registry);
const OsrSubstitution *osr_registry_find_substitution (OsrRegistry *registry, const char *id);

/**
 * osr_registry_substitutes_for:
 * @person: who acts
 * @at: the coordinator's clock
 *
 * Chains are resolved: where B stands in for A and C for B, C acts for both. Somebody disabled acts
 * for nobody and nobody for them; a chain ends with them.
 *
 * Returns: (element-type utf8) (transfer full): the persons that @person acts for, never themselves,
 *   nearest first
 */
GPtrArray *osr_registry_substitutes_for (OsrRegistry *registry, const char *person, OsrInstant at);

/* Whether @person may act for @absent at @at. */
gboolean osr_registry_may_act_for (OsrRegistry *registry, const char *person, const char *absent,
                                   OsrInstant at);

/* Whether @person may publish from @account by a workstation of their own at @at: who holds it, and who
 * stands in for them. */
gboolean osr_registry_may_hold (OsrRegistry *registry, const OsrAccount *account,
                                const char *person, OsrInstant at);

/* (nullable) (transfer none): the substitution in force by which somebody stands in for @absent. */
const OsrSubstitution *osr_registry_find_absence (OsrRegistry *registry, const char *absent,
                                                  OsrInstant at);

/* The first moment after @at at which one begins or ends; OSR_INSTANT_UNKNOWN when there is none. */
OsrInstant osr_registry_next_substitution (OsrRegistry *registry, OsrInstant at);

G_END_DECLS
