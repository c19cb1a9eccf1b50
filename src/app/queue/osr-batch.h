/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One decision on many cases: each gets its own commands, as if it had been taken one by one, and what
 * fails of them fails alone. Works without a display. */
#pragma once

#include "sync/osr-replica.h"

G_BEGIN_DECLS

/* All nullable but @step. */
typedef struct {
  const char *step;   /* "routed", "dismissed", "closed" */
  const char *topic;  /* for those that are not sorted yet */
  const char *body;   /* to which they are routed */
  const char *reason; /* of a dismissal: "no-reply", "not-processed" */
  const char *ground; /* of one that is not processed, as the profile calls it */
  const char *words;  /* why, in words */
} OsrBatchDecision;

typedef struct {
  guint done;
  GPtrArray *failures; /* char: "No. 2026-000123: why not", a sentence each */
} OsrBatchOutcome;

/* Whether @step could be taken on case @id now. */
gboolean osr_batch_may (OsrReplica *replica, const char *id, const char *step);

/* Whether one of them must be sorted before it is routed. */
gboolean osr_batch_needs_topic (OsrReplica *replica, const char *const *ids);

/* Whether one of them is closed only with a reason. */
gboolean osr_batch_needs_words (OsrReplica *replica, const char *const *ids);

OsrBatchOutcome *osr_batch_run (OsrReplica *replica, const char *const *ids,
                                const OsrBatchDecision *decision);
void osr_batch_outcome_free (OsrBatchOutcome *outcome);

/* (transfer full): "3 of 4 routed. No. 2026-000123: …". */
char *osr_batch_outcome_to_text (const OsrBatchOutcome *outcome, const OsrBatchDecision *decision);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrBatchOutcome, osr_batch_outcome_free)

G_END_DECLS
