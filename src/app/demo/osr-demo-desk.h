/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings the demonstration office and the window together: starts the office, signs its people in,
 * moves its clock. */
#pragma once

#include "app/osr-window.h"

G_BEGIN_DECLS

#define OSR_TYPE_DEMO_DESK (osr_demo_desk_get_type ())
G_DECLARE_FINAL_TYPE (OsrDemoDesk, osr_demo_desk, OSR, DEMO_DESK, GObject)

/* Adds "win.demo-person" (login), "win.demo-jump" ('later', 'lunch', 'morning') and
 *   "win.demo-wall" to the window. */

/**
 * osr_demo_desk_new:
 * @at: (nullable): ISO 8601 moment at which it begins; %NULL for a working moment
 * @speed: shown seconds in a real one
 * @login: (nullable): who signs in first; %NULL for a curator
 *
 * Starts the office; what goes wrong is shown in the window.
 */
OsrDemoDesk *osr_demo_desk_new (OsrWindow *window, const char *at, double speed, const char *login);

G_END_DECLS
