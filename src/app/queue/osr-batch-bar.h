/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Under the queue while several messages are chosen: how many, what can be done with all of them, and
 * what became of it. */
#pragma once

#include <adwaita.h>

#include "app/shared/osr-workplace.h"

G_BEGIN_DECLS

#define OSR_TYPE_BATCH_BAR (osr_batch_bar_get_type ())
G_DECLARE_FINAL_TYPE (OsrBatchBar, osr_batch_bar, OSR, BATCH_BAR, AdwBin)

/* Actions: "batch.route", "batch.dismiss", "batch.close": each asks first; "batch.clear".
 * Signal "cleared" (): the person lets the choice go. */

/* @ids: of the chosen cases; fewer than two hide the bar, unless it still has something to say. */
void osr_batch_bar_set (OsrBatchBar *self, OsrWorkplace *workplace, const char *const *ids);

G_END_DECLS
