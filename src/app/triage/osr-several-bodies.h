/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Routing to several bodies at a time: which, in what order, and the time for the joint reply where
 * the profile lets the curator set one. */
#pragma once

#include <adwaita.h>

#include "app/shared/osr-workplace.h"

G_BEGIN_DECLS

#define OSR_TYPE_SEVERAL_BODIES (osr_several_bodies_get_type ())
G_DECLARE_FINAL_TYPE (OsrSeveralBodies, osr_several_bodies, OSR, SEVERAL_BODIES, AdwBin)

/* Property "active" (boolean): several are to be chosen. Signal "changed" (). */

/* @ranks: (element-type OsrBodyRank): in the order of the rows. */
void osr_several_bodies_fill (OsrSeveralBodies *self, OsrCase *c, OsrRegistry *registry,
                              GPtrArray *ranks);

/* Begins anew: one body, none of several chosen. */
void osr_several_bodies_reset (OsrSeveralBodies *self);
gboolean osr_several_bodies_is_active (OsrSeveralBodies *self);
void osr_several_bodies_choose (OsrSeveralBodies *self, const char *body, gboolean chosen);
void osr_several_bodies_set_ordered (OsrSeveralBodies *self, gboolean ordered);

/* (transfer full): ids of the bodies in their order; NULL-terminated. */
GStrv osr_several_bodies_dup (OsrSeveralBodies *self);

/* Writes one `routed` for each; whether all of them were. */
gboolean osr_several_bodies_route (OsrSeveralBodies *self, OsrWorkplace *workplace);

G_END_DECLS
