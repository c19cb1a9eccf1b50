/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Publishing from this workstation, for as long as a session is open in a window. */
#pragma once

#include <gtk/gtk.h>

#include "app/frame/osr-session.h"

G_BEGIN_DECLS

#define OSR_TYPE_HOLDING (osr_holding_get_type ())
G_DECLARE_FINAL_TYPE (OsrHolding, osr_holding, OSR, HOLDING, GObject)

/* Action of the window: asks for the tokens that are missing; enabled while there are such. */
#define OSR_HOLDING_GIVE "give-key"

/* Follows @session and asks the person over @window; lives as long as that. */
void osr_holding_attach (GtkWindow *window, OsrSession *session);

G_END_DECLS
