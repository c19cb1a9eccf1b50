/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The limit that presses: remaining time in large figures, the moment, and the bar of all limits. */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

#define OSR_TYPE_CLOCK_CARD (osr_clock_card_get_type ())
G_DECLARE_FINAL_TYPE (OsrClockCard, osr_clock_card, OSR, CLOCK_CARD, OsrPane)

GtkWidget *osr_clock_card_new (void);

G_END_DECLS
