/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open message: who wrote what and where, the clock, the limits, the history, notes. */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

#define OSR_TYPE_DETAIL_PANE (osr_detail_pane_get_type ())
G_DECLARE_FINAL_TYPE (OsrDetailPane, osr_detail_pane, OSR, DETAIL_PANE, OsrPane)

GtkWidget *osr_detail_pane_new (void);

G_END_DECLS
