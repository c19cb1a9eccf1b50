/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings the demonstration office and the window together: starts the office, signs its people in,
 * moves its clock. */
#pragma once

#include "app/osr-window.h"
#include "demo/osr-demo-office.h"

G_BEGIN_DECLS

#define OSR_TYPE_DEMO_DESK (osr_demo_desk_get_type ())
G_DECLARE_FINAL_TYPE (OsrDemoDesk, osr_demo_desk, OSR, DEMO_DESK, GObject)

/* Adds "win.demo-person" (login), "win.demo-jump" ('later', 'lunch', 'morning') and
 *   "win.demo-wall" to the window. */

/**
 * osr_demo_desk_new:
 * @options: where its clock starts and how fast it runs, by which regulation it works
 * @login: (nullable): who signs in first; %NULL for whoever routes
 *
 * Starts the office; what goes wrong is shown in the window.
 */
OsrDemoDesk *osr_demo_desk_new (OsrWindow *window, const OsrDemoOptions *options,
                                const char *login);

G_END_DECLS
