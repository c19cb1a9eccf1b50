/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Has the words and names in a case destroyed under an act. */
#pragma once

#include <adwaita.h>

#include "app/shared/osr-workplace.h"

G_BEGIN_DECLS

#define OSR_TYPE_ERASURE_DIALOG (osr_erasure_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OsrErasureDialog, osr_erasure_dialog, OSR, ERASURE_DIALOG, AdwMessageDialog)

/* Whether the person signed in may have words of the open case destroyed. */
gboolean osr_erasure_dialog_is_for (OsrWorkplace *workplace);

/* (transfer none): to be presented; about the open case */
GtkWidget *osr_erasure_dialog_new (GtkWindow *parent, OsrWorkplace *workplace);

G_END_DECLS
