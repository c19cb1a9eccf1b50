/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps that were refused, each with the reason and the text that was kept. */
#pragma once

#include <adwaita.h>

#include "app/shared/osr-workplace.h"

G_BEGIN_DECLS

#define OSR_TYPE_ATTENTION_DIALOG (osr_attention_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OsrAttentionDialog, osr_attention_dialog, OSR, ATTENTION_DIALOG, AdwWindow)

/**
 * osr_attention_dialog_new:
 * @parent: over which window it stands
 * @workplace: whose replica keeps the texts; cases are opened there
 */
GtkWidget *osr_attention_dialog_new (GtkWindow *parent, OsrWorkplace *workplace);

G_END_DECLS
