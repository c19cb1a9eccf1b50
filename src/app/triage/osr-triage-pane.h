/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Topics, place, importance and the body that answers (side OSR_SIDE_TRIAGE). */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

#define OSR_TYPE_TRIAGE_PANE (osr_triage_pane_get_type ())
G_DECLARE_FINAL_TYPE (OsrTriagePane, osr_triage_pane, OSR, TRIAGE_PANE, OsrPane)

GtkWidget *osr_triage_pane_new (void);

G_END_DECLS
