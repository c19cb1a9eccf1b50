/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who takes over what somebody has open who is being disabled: all to one, or case by case. */
#pragma once

#include <adwaita.h>

#include "sync/osr-office-preview.h"

G_BEGIN_DECLS

#define OSR_TYPE_HAND_OVER_DIALOG (osr_hand_over_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OsrHandOverDialog, osr_hand_over_dialog, OSR, HAND_OVER_DIALOG, AdwWindow)

/**
 * osr_hand_over_dialog_new:
 * @parent: the form of the person; closed once the change was written down
 * @members: (transfer none): of `person-set`; who takes over is added to a copy
 * @work: what they have open
 */
GtkWidget *osr_hand_over_dialog_new (GtkWindow *parent, OsrReplica *replica, JsonObject *members,
                                     const OsrOfficePreview *work);

G_END_DECLS
