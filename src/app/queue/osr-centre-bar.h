/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Below the queue while somebody searches or looks through everything: older cases are at the centre. */
#pragma once

#include <adwaita.h>

#include "app/queue/osr-centre.h"

G_BEGIN_DECLS

#define OSR_TYPE_CENTRE_BAR (osr_centre_bar_get_type ())
G_DECLARE_FINAL_TYPE (OsrCentreBar, osr_centre_bar, OSR, CENTRE_BAR, AdwBin)

/* Action: "centre.ask". */

/* @centre: what is asked and told of; once. */
void osr_centre_bar_set_centre (OsrCentreBar *self, OsrCentre *centre);

/* @searching: whether words are looked for, or everything that was closed long ago. */
void osr_centre_bar_set_searching (OsrCentreBar *self, gboolean searching);

G_END_DECLS
