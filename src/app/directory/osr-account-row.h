/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the office's accounts: where it is and whose, how it is being read, and a button that pauses
 * the reading or takes it up again. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define OSR_TYPE_ACCOUNT_ROW (osr_account_row_get_type ())
G_DECLARE_FINAL_TYPE (OsrAccountRow, osr_account_row, OSR, ACCOUNT_ROW, AdwActionRow)

/* Signal "watched" (gboolean watched): the button was pressed. */

/* @title and @about: plain text */
GtkWidget *osr_account_row_new (const char *title, const char *about);

/* @watched: whether it is read; @readable: whether it can be */
void osr_account_row_set_watched (OsrAccountRow *self, gboolean watched, gboolean readable);

/* @text: "" while nothing is known; @ill: a mark says that somebody should look */
void osr_account_row_set_health (OsrAccountRow *self, const char *text, gboolean ill);

G_END_DECLS
