/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The button over an open message under which every step of the process stands that this person may
 * take, and those that they may take at another time. */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

#define OSR_TYPE_STEP_MENU (osr_step_menu_get_type ())
G_DECLARE_FINAL_TYPE (OsrStepMenu, osr_step_menu, OSR, STEP_MENU, OsrPane)

/* Actions: "steps.menu" opens it; "steps.take" ('recall'…: a name of the table) opens the form of a
 * step; one that asks for nothing is asked for all the same, since there is no way back. */

GtkWidget *osr_step_menu_new (void);

/* (element-type OsrStepKind) (transfer container): what stands in the menu; @possible: those that can be
 * taken now, else the others. */
GPtrArray *osr_step_menu_list (OsrStepMenu *self, gboolean possible);

G_END_DECLS
