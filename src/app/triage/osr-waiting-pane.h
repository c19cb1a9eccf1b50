/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing to do now: who has the case and until when; evaluating and closing (side OSR_SIDE_NONE). */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

#define OSR_TYPE_WAITING_PANE (osr_waiting_pane_get_type ())
G_DECLARE_FINAL_TYPE (OsrWaitingPane, osr_waiting_pane, OSR, WAITING_PANE, OsrPane)

GtkWidget *osr_waiting_pane_new (void);

G_END_DECLS
