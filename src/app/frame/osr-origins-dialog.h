/* SPDX-License-Identifier: GPL-3.0-or-later */
/* About the data: who made the lists that the program reads with, and under which licence. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define OSR_TYPE_ORIGINS_DIALOG (osr_origins_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OsrOriginsDialog, osr_origins_dialog, OSR, ORIGINS_DIALOG, AdwWindow)

/* (transfer none): to be presented. @over: (nullable): the window that it stands over */
GtkWindow *osr_origins_dialog_new (GtkWindow *over);

G_END_DECLS
