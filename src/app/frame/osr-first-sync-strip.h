/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A strip under the header while the cases come for the first time: how far, and how long still. */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

#define OSR_TYPE_FIRST_SYNC_STRIP (osr_first_sync_strip_get_type ())
G_DECLARE_FINAL_TYPE (OsrFirstSyncStrip, osr_first_sync_strip, OSR, FIRST_SYNC_STRIP, OsrPane)

/* (transfer full): "Receiving cases: 3,400 of 20,000 · about 2 min left". */
char *osr_first_sync_strip_text (const OsrFirstSync *sync);

G_END_DECLS
