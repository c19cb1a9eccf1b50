/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The strip under the header that only the demonstration has: its date and time, who one is, and
 * buttons that move the clock. */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

#define OSR_TYPE_DEMO_STRIP (osr_demo_strip_get_type ())
G_DECLARE_FINAL_TYPE (OsrDemoStrip, osr_demo_strip, OSR, DEMO_STRIP, OsrPane)

/* Activates "win.demo-person" (login), "win.demo-jump" ('later', 'lunch', 'morning') and
 *   "win.demo-wall". */

GtkWidget *osr_demo_strip_new (OsrWorkplace *workplace);

/* Adds somebody to be: @role and @office in words. */
void osr_demo_strip_add_person (OsrDemoStrip *self, const char *login, const char *name,
                                const char *office);

/* Says who one is now, and as what. */
void osr_demo_strip_set_person (OsrDemoStrip *self, const char *name, const char *role);

G_END_DECLS
