/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report on paper: title, period, paragraphs, tables. What stands in it is the caller's; how it is
 * laid out on pages is in osr-report-pdf.c. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  char *title;
  char *note;      /* nullable: what is counted */
  guint n_texts;   /* so many columns from the left are words, the rest are figures */
  GPtrArray *rows; /* GStrv, each as long as the first, which is the head */
} OsrReportTable;

typedef struct {
  char *title;
  char *period;          /* stands on every page */
  GPtrArray *paragraphs; /* utf8 */
  GPtrArray *tables;     /* OsrReportTable */
} OsrReport;

OsrReport *osr_report_new (const char *title, const char *period);
void osr_report_free (OsrReport *report);
void osr_report_add_paragraph (OsrReport *report, const char *text);

/* (transfer none): a table at the end, without rows */
OsrReportTable *osr_report_add_table (OsrReport *report, const char *title, const char *note,
                                      guint n_texts);

/* @cells: (transfer full): one row; %NULL-terminated */
void osr_report_table_take_row (OsrReportTable *table, char **cells);

/**
 * osr_report_to_pdf:
 * @error: #GIOError: it cannot be drawn
 *
 * Returns: (transfer full): A4 pages, numbered
 */
GBytes *osr_report_to_pdf (const OsrReport *report, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrReport, osr_report_free)

G_END_DECLS
