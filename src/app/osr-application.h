/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: its options, its one window, and who signs in when it starts. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define OSR_TYPE_APPLICATION (osr_application_get_type ())
G_DECLARE_FINAL_TYPE (OsrApplication, osr_application, OSR, APPLICATION, AdwApplication)

/* Actions: "app.quit", "app.about", and with --screenshots "app.screenshot" (name). */

OsrApplication *osr_application_new (void);

G_END_DECLS
