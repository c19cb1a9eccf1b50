/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cell that begins like a formula gets an apostrophe before it, which spreadsheets read as "this is
 * text". Numbers come from the program alone and are left as they are, a minus included. */
#include "report/document/osr-csv.h"

#include <string.h>

struct _OsrCsv {
  GString *text;
  gboolean in_row;
};

OsrCsv *
osr_csv_new (gboolean bom)
{
  OsrCsv *self = g_new0 (OsrCsv, 1);

  self->text = g_string_new (bom ? "\xef\xbb\xbf" : NULL);
  return self;
}

static void
begin_cell (OsrCsv *self)
{
  if (self->in_row)
    g_string_append_c (self->text, ',');
  self->in_row = TRUE;
}

/* Blanks before it do not make it harmless. */
static gboolean
begins_like_formula (const char *text)
{
  while (*text == ' ')
    text++;
  return *text != '\0' && strchr ("=+-@\t\r\n|%", *text) != NULL;
}

void
osr_csv_add_text (OsrCsv *self, const char *text)
{
  begin_cell (self);
  if (text == NULL || *text == '\0')
    return;
  g_string_append_c (self->text, '"');
  if (begins_like_formula (text))
    g_string_append_c (self->text, '\'');
  for (; *text != '\0'; text++) {
    if (*text == '"')
      g_string_append_c (self->text, '"');
    g_string_append_c (self->text, *text);
  }
  g_string_append_c (self->text, '"');
}

void
osr_csv_add_number (OsrCsv *self, gint64 value, int digits)
{
  guint64 size = value < 0 ? (guint64) - (value + 1) + 1 : (guint64) value;
  guint64 unit = 1;

  begin_cell (self);
  for (int i = 0; i < digits; i++)
    unit *= 10;
  g_string_append_printf (self->text, "%s%" G_GUINT64_FORMAT, value < 0 ? "-" : "", size / unit);
  if (digits > 0)
    g_string_append_printf (self->text, ".%0*" G_GUINT64_FORMAT, digits, size % unit);
}

void
osr_csv_end_row (OsrCsv *self)
{
  g_string_append (self->text, "\r\n");
  self->in_row = FALSE;
}

char *
osr_csv_free_to_text (OsrCsv *self)
{
  char *text = g_string_free (self->text, FALSE);

  g_free (self);
  return text;
}
