/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was asked of the co-executors of a joint reply, each with its own clock, in words. Pure. */
#pragma once

#include "core/osr-case.h"
#include "core/osr-deadline.h"

G_BEGIN_DECLS

typedef enum {
  OSR_CONTRIBUTION_WAITS,   /* others come first in the order */
  OSR_CONTRIBUTION_AWAITED, /* its clock runs */
  OSR_CONTRIBUTION_MISSING, /* its clock has run out */
  OSR_CONTRIBUTION_CAME,
  OSR_CONTRIBUTION_RETURNED /* the body says that the matter is not theirs */
} OsrContributionState;

typedef struct {
  const OsrCaseBody *body; /* borrowed from the case */
  OsrContributionState state;
  char *name;
  char *says;           /* "awaited by today 14:00, 1 h 12 min left" */
  gboolean late;        /* is missing, or came late */
  OsrInstant next_turn; /* when it will read as missing; OSR_INSTANT_UNKNOWN: not by itself */
} OsrContribution;

/**
 * osr_contributions_new:
 * @deadlines: of the case
 *
 * Returns: (element-type OsrContribution) (transfer full): in the order in which they were asked;
 *   empty where nobody was
 */
GPtrArray *osr_contributions_new (OsrCase *c, GPtrArray *deadlines, OsrRegistry *registry,
                                  OsrInstant now);
void osr_contribution_free (OsrContribution *self);

G_END_DECLS
