/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reply of which nobody knows whether it is out, or that the network holds up until a person answers
 * it (side OSR_SIDE_UNSURE). */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

#define OSR_TYPE_UNSURE_PANE (osr_unsure_pane_get_type ())
G_DECLARE_FINAL_TYPE (OsrUnsurePane, osr_unsure_pane, OSR, UNSURE_PANE, OsrPane)

GtkWidget *osr_unsure_pane_new (void);

/* What stands in the fields; for tests. */
void osr_unsure_pane_fill (OsrUnsurePane *self, const char *url, const char *proof,
                           const char *reason);
void osr_unsure_pane_fill_answer (OsrUnsurePane *self, const char *answer);

G_END_DECLS
