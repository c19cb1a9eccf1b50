/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as RFC 4180 wants them: commas, CRLF, quotes doubled. A text that a spreadsheet would take for
 * a formula is made a text again: what citizens and networks write comes into these cells. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _OsrCsv OsrCsv;

/* @bom: begin with the mark by which old spreadsheets know UTF-8 */
OsrCsv *osr_csv_new (gboolean bom);

/* @text: (nullable): an empty cell for %NULL */
void osr_csv_add_text (OsrCsv *csv, const char *text);

/* A whole number of units of 10^-@digits: 825 with 1 is 82.5; with a point, whatever the locale. */
void osr_csv_add_number (OsrCsv *csv, gint64 value, int digits);
void osr_csv_end_row (OsrCsv *csv);

/* (transfer full): all of it; frees @csv */
char *osr_csv_free_to_text (OsrCsv *csv);

G_END_DECLS
