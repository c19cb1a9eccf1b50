/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went along with a citizen's message, under its words: small pictures that open large, the rest in
 * rows, and a word on what could not be kept. Files are fetched when somebody looks at the case. */
#pragma once

#include <adwaita.h>

#include "sync/osr-replica.h"

G_BEGIN_DECLS

#define OSR_TYPE_CARRIED_STRIP (osr_carried_strip_get_type ())
G_DECLARE_FINAL_TYPE (OsrCarriedStrip, osr_carried_strip, OSR, CARRIED_STRIP, AdwBin)

/* Shows that of @c (nullable); not visible where there is nothing. What could not be had is asked for once
 * more when @replica is connected again. */
void osr_carried_strip_show (OsrCarriedStrip *self, OsrReplica *replica, OsrCase *c);

G_END_DECLS
