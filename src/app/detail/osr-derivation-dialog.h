/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Why this deadline?": the clause, the event it starts from, each interval counted or skipped and
 * the sum. */
#pragma once

#include <adwaita.h>

#include "core/osr-deadline.h"

G_BEGIN_DECLS

#define OSR_TYPE_DERIVATION_DIALOG (osr_derivation_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OsrDerivationDialog, osr_derivation_dialog, OSR, DERIVATION_DIALOG, AdwWindow)

/**
 * osr_derivation_dialog_new:
 * @parent: (nullable): the window it stands over
 * @c: the case
 * @deadlines: of the case
 * @deadline: one of @deadlines
 * @registry: regulation, calendar, schedules
 */
GtkWidget *osr_derivation_dialog_new (GtkWindow *parent, OsrCase *c, GPtrArray *deadlines,
                                      const OsrDeadline *deadline, OsrRegistry *registry);

G_END_DECLS
