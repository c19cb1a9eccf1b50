/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all panes of the window share: they hold the view-model, redraw when the open case changes
 * and when the time shown changes, and never speak to each other. */
#pragma once

#include <adwaita.h>

#include "app/shared/osr-workplace.h"

G_BEGIN_DECLS

#define OSR_TYPE_PANE (osr_pane_get_type ())
G_DECLARE_DERIVABLE_TYPE (OsrPane, osr_pane, OSR, PANE, AdwBin)

/**
 * OsrPaneClass:
 * @refresh: the open case, the side or the person changed; the workplace may have none of them
 * @tick: (nullable): only the time changed
 */
struct _OsrPaneClass {
  AdwBinClass parent_class;

  void (*refresh) (OsrPane *self);
  void (*tick) (OsrPane *self);
};

/* Property "workplace". */
void osr_pane_set_workplace (OsrPane *self, OsrWorkplace *workplace);
OsrWorkplace *osr_pane_get_workplace (OsrPane *self); /* borrowed, nullable */

/* Shorthands, each %NULL when there is no case or nobody is signed in. */
OsrCase *osr_pane_get_case (OsrPane *self);
OsrReplica *osr_pane_get_replica (OsrPane *self);
OsrRegistry *osr_pane_get_registry (OsrPane *self);

/* Zone in which times are shown: that of the office that owes the pressing step; nullable. */
OsrZone *osr_pane_get_zone (OsrPane *self);

/* Whether @side is the one that stands on the right now. */
gboolean osr_pane_is_side (OsrPane *self, OsrSide side);

G_END_DECLS
