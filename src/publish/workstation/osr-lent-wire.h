/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a workstation that holds an account and the coordinator tell each other of a publication: the row
 * that is lent, and how a step of it ended. JSON and nothing else; who may say what is the coordinator's
 * question. Moments to come are spans: the two clocks need not agree. */
#pragma once

#include <json-glib/json-glib.h>

#include "publish/osr-publishing-desk.h"

G_BEGIN_DECLS

/* (transfer full): @now: of the clock that @row counts by */
JsonObject *osr_lent_write_row (const OsrPublication *row, OsrInstant now);

/* (transfer full): without the lease's end; @error: %OSR_NET_ERROR_PROTOCOL naming what is amiss */
OsrPublication *osr_lent_read_row (JsonObject *object, OsrInstant now, GError **error);

/* (transfer full): @taking: the uuid of the asking that it was lent to */
JsonObject *osr_lent_write_outcome (const OsrPublisherOutcome *outcome, const char *taking,
                                    OsrInstant now);

/* An outcome that was told, and what it borrows. */
typedef struct {
  OsrPublisherOutcome outcome;
  char *taking;
  OsrPublication *row;
  OsrNetworkReply *reply;
  GError *why;
  OsrNetworkChallenge *challenge;
} OsrLentOutcome;

/**
 * osr_lent_read_outcome:
 * @error: %OSR_NET_ERROR_PROTOCOL: it cannot be read, or its parts contradict each other
 *
 * Returns: (transfer full): its `the_case` is %NULL
 */
OsrLentOutcome *osr_lent_read_outcome (JsonObject *object, OsrInstant now, GError **error);
void osr_lent_outcome_free (OsrLentOutcome *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrLentOutcome, osr_lent_outcome_free)

G_END_DECLS
