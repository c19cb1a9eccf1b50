/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One refused step: what it was, why it was refused, its text, and what can be done with it. */
#pragma once

#include <adwaita.h>

#include "app/shared/osr-workplace.h"

G_BEGIN_DECLS

#define OSR_TYPE_ATTENTION_ROW (osr_attention_row_get_type ())
G_DECLARE_FINAL_TYPE (OsrAttentionRow, osr_attention_row, OSR, ATTENTION_ROW, AdwBin)

/* Actions: "attention.open", "attention.restore", "attention.copy", "attention.dismiss".
 * Signal "opened" ()  the case was opened in the window. */

GtkWidget *osr_attention_row_new (OsrWorkplace *workplace, const OsrAttention *attention);

G_END_DECLS
