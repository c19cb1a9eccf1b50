/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a form for a few short lines. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define OSR_TYPE_LINES_ROW (osr_lines_row_get_type ())
G_DECLARE_FINAL_TYPE (OsrLinesRow, osr_lines_row, OSR, LINES_ROW, AdwPreferencesRow)

/* @title: what the lines are; @text: with line breaks between */
GtkWidget *osr_lines_row_new (const char *title, const char *text);

/* (transfer full) */
char *osr_lines_row_dup_text (OsrLinesRow *self);

G_END_DECLS
