/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a report is made of. */
#include "report/document/osr-report.h"

static void
table_free (gpointer data)
{
  OsrReportTable *table = data;

  g_free (table->title);
  g_free (table->note);
  g_ptr_array_unref (table->rows);
  g_free (table);
}

OsrReport *
osr_report_new (const char *title, const char *period)
{
  OsrReport *self = g_new0 (OsrReport, 1);

  self->title = g_strdup (title);
  self->period = g_strdup (period);
  self->paragraphs = g_ptr_array_new_with_free_func (g_free);
  self->tables = g_ptr_array_new_with_free_func (table_free);
  return self;
}

void
osr_report_free (OsrReport *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->period);
  g_ptr_array_unref (self->paragraphs);
  g_ptr_array_unref (self->tables);
  g_free (self);
}

void
osr_report_add_paragraph (OsrReport *self, const char *text)
{
  g_ptr_array_add (self->paragraphs, g_strdup (text));
}

OsrReportTable *
osr_report_add_table (OsrReport *self, const char *title, const char *note, guint n_texts)
{
  OsrReportTable *table = g_new0 (OsrReportTable, 1);

  table->title = g_strdup (title);
  table->note = g_strdup (note);
  table->n_texts = n_texts;
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_ptr_array_add (self->tables, table);
  return table;
}

void
osr_report_table_take_row (OsrReportTable *table, char **cells)
{
  g_ptr_array_add (table->rows, cells);
}
