/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for what a decision on many messages needs. */
#pragma once

#include <adwaita.h>

#include "app/queue/osr-batch.h"

G_BEGIN_DECLS

#define OSR_TYPE_BATCH_DIALOG (osr_batch_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OsrBatchDialog, osr_batch_dialog, OSR, BATCH_DIALOG, AdwWindow)

/* Action: "batch.do". Signal "done" (const char *sentence): what was done and what failed. */

/**
 * osr_batch_dialog_new:
 * @step: "routed", "dismissed", "closed"
 * @ids: of the cases; those on which the step is not possible fail with their reason
 */
GtkWidget *osr_batch_dialog_new (GtkWidget *over, OsrReplica *replica, const char *step,
                                 const char *const *ids, OsrInstant now);

/* Fills a field in, as by hand: "topic", "body", "reason", "ground", "words". */
void osr_batch_dialog_set (OsrBatchDialog *self, const char *member, const char *value);

G_END_DECLS
