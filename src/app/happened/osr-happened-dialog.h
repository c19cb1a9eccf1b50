/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What others did in the cases that this person sees since the end of their last working day; a row opens
 * its case. */
#pragma once

#include <adwaita.h>

#include "app/shared/osr-workplace.h"

G_BEGIN_DECLS

#define OSR_TYPE_HAPPENED_DIALOG (osr_happened_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OsrHappenedDialog, osr_happened_dialog, OSR, HAPPENED_DIALOG, AdwWindow)

/**
 * osr_happened_dialog_new:
 * @parent: over which window it stands
 * @workplace: whose cases are told of, and where a row opens one
 */
GtkWidget *osr_happened_dialog_new (GtkWindow *parent, OsrWorkplace *workplace);

G_END_DECLS
