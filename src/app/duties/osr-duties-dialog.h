/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duties and reports: what the regulation asks for besides the steps of a case, to be read. */
#pragma once

#include <adwaita.h>

#include "app/shared/osr-workplace.h"

G_BEGIN_DECLS

#define OSR_TYPE_DUTIES_DIALOG (osr_duties_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OsrDutiesDialog, osr_duties_dialog, OSR, DUTIES_DIALOG, AdwWindow)

/**
 * osr_duties_dialog_new:
 * @parent: over which window it stands
 * @workplace: whose office is shown
 */
GtkWidget *osr_duties_dialog_new (GtkWindow *parent, OsrWorkplace *workplace);

G_END_DECLS
