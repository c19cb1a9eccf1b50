/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The limit that presses in one figure, where the card of the clock has no room. */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

#define OSR_TYPE_CLOCK_PILL (osr_clock_pill_get_type ())
G_DECLARE_FINAL_TYPE (OsrClockPill, osr_clock_pill, OSR, CLOCK_PILL, OsrPane)

/* Without room for the card, it is shown while a limit runs. */
void osr_clock_pill_set_wanted (OsrClockPill *self, gboolean wanted);

G_END_DECLS
