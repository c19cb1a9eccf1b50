/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message that the monitoring found: take it into work or leave it (side OSR_SIDE_TAKE). */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

#define OSR_TYPE_TAKE_PANE (osr_take_pane_get_type ())
G_DECLARE_FINAL_TYPE (OsrTakePane, osr_take_pane, OSR, TAKE_PANE, OsrPane)

GtkWidget *osr_take_pane_new (void);

G_END_DECLS
