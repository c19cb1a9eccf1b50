/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What others did with a case since a moment: for whoever comes back to their desk. Pure. */
#pragma once

#include "core/osr-case.h"
#include "core/osr-registry.h"

G_BEGIN_DECLS

typedef struct {
  char *case_id;
  char *title;     /* "No. 2026-000123 · Olga M." */
  char *excerpt;   /* the beginning of the message */
  GPtrArray *says; /* utf8: "18:20 · Sent for approval: final reply · Ivanova A. P." */
  guint left_out;  /* how many more there were before */
  OsrInstant at;   /* of the newest */
} OsrHappening;

/**
 * osr_happenings_since:
 * @left_at: when the person was last at work here; %OSR_INSTANT_UNKNOWN when that is not known
 *
 * Returns: the end of the last working day before @now, or @left_at where that was before
 */
OsrInstant osr_happenings_since (OsrRegistry *registry, OsrInstant now, OsrInstant left_at);

/**
 * osr_happening_new:
 * @person: (nullable): who asks: what they did themselves is no news to them
 *
 * That a message was found is news only where something else happened to it, too.
 *
 * Returns: (transfer full) (nullable): %NULL where nothing has happened after @since
 */
OsrHappening *osr_happening_new (OsrCase *c, OsrRegistry *registry, const char *person,
                                 OsrInstant since, OsrInstant now);
void osr_happening_free (OsrHappening *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrHappening, osr_happening_free)

G_END_DECLS
