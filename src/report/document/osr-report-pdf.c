/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays a report out on pages of A4 with Pango and draws it on cairo's PDF surface; no GTK. It is drawn
 * twice, the first time to count the pages. */
#include "report/document/osr-report.h"

#include <cairo-pdf.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <pango/pangocairo.h>

#include "report/osr-shown-text.h"

#define SHORT_SIDE 595.0 /* of A4, in points */
#define LONG_SIDE  842.0
#define MARGIN     50.0
#define GAP        10.0 /* between columns */
#define PADDING    3.0  /* above and below a row */
/* A table with more columns lays the pages on their long side. */
#define MOST_COLUMNS 6
/* A text that is longer would not fit on a page. */
#define MOST_CHARACTERS 1500

typedef struct {
  const OsrReport *report;
  cairo_t *cr;
  double width; /* of the page */
  double height;
  double inside; /* width between the margins */
  double y;
  int page;
  int pages; /* 0 while they are counted */
} Print;

static PangoLayout *
make_layout (Print *self, const char *text, const char *font, double width)
{
  g_autofree char *shown = osr_shown_text (text, MOST_CHARACTERS, 0, NULL);
  PangoLayout *layout = pango_cairo_create_layout (self->cr);
  PangoFontDescription *description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_text (layout, shown, -1);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (width > 0)
    pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  return layout;
}

static double
height_of (PangoLayout *layout)
{
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

static double
width_of (PangoLayout *layout)
{
  int width;

  pango_layout_get_size (layout, &width, NULL);
  return (double) width / PANGO_SCALE;
}

static void
draw_at (Print *self, PangoLayout *layout, double x, double y)
{
  cairo_move_to (self->cr, x, y);
  pango_cairo_show_layout (self->cr, layout);
}

static void
draw_foot (Print *self)
{
  /* Translators: page number, and how many pages there are */
  g_autofree char *number = g_strdup_printf (_ ("page %1$d of %2$d"), self->page, self->pages);
  g_autofree char *text =
      g_strdup_printf ("%s · %s · %s", self->report->title, self->report->period, number);
  g_autoptr (PangoLayout) layout = make_layout (self, text, "Sans 8", self->inside);

  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  cairo_set_source_rgb (self->cr, 0.35, 0.35, 0.35);
  draw_at (self, layout, MARGIN, self->height - MARGIN + 14);
  cairo_set_source_rgb (self->cr, 0, 0, 0);
}

static void
end_page (Print *self)
{
  draw_foot (self);
  cairo_show_page (self->cr);
  self->page++;
  self->y = MARGIN;
}

/* Whether @height still fits on the page; a page that is empty takes everything. */
static gboolean
fits (const Print *self, double height)
{
  return self->y <= MARGIN || self->y + height <= self->height - MARGIN;
}

static void
draw_text (Print *self, const char *text, const char *font, double after)
{
  g_autoptr (PangoLayout) layout = make_layout (self, text, font, self->inside);
  double height = height_of (layout);

  if (!fits (self, height))
    end_page (self);
  draw_at (self, layout, MARGIN, self->y);
  self->y += height + after;
}

/* --- tables --- */

static const char *
font_of (guint row)
{
  return row == 0 ? "Sans Bold 9" : "Sans 9";
}

/* Width of the longest word: a head may go over two lines, a figure may not. */
static double
word_width (Print *self, const char *text, guint row)
{
  g_auto (GStrv) words = g_strsplit (text, row == 0 ? " " : "\n", -1);
  double width = 0;

  for (guint i = 0; words[i] != NULL; i++) {
    g_autoptr (PangoLayout) layout = make_layout (self, words[i], font_of (row), 0);

    width = MAX (width, width_of (layout));
  }
  return width;
}

/* Figures get what they need, the words share the rest. */
static void
measure (Print *self, const OsrReportTable *table, double *widths, guint n)
{
  double left = self->inside - GAP * MAX (n, 1) + GAP;

  for (guint column = table->n_texts; column < n; column++) {
    widths[column] = 0;
    for (guint row = 0; row < table->rows->len; row++) {
      char **cells = table->rows->pdata[row];

      widths[column] = MAX (widths[column], word_width (self, cells[column], row) + 1);
    }
    widths[column] = MIN (widths[column], self->inside / 4);
    left -= widths[column];
  }
  for (guint column = 0; column < table->n_texts; column++)
    widths[column] = MAX (left / table->n_texts, 40);
}

static double
row_height (Print *self, char **cells, guint row, const double *widths)
{
  double height = 0;

  for (guint i = 0; cells[i] != NULL; i++) {
    g_autoptr (PangoLayout) layout = make_layout (self, cells[i], font_of (row), widths[i]);

    height = MAX (height, height_of (layout));
  }
  return height + 2 * PADDING;
}

static void
draw_line (Print *self, double y, double width)
{
  cairo_set_line_width (self->cr, width);
  cairo_move_to (self->cr, MARGIN, y);
  cairo_line_to (self->cr, self->width - MARGIN, y);
  cairo_stroke (self->cr);
}

static void
draw_row (Print *self, const OsrReportTable *table, guint row, const double *widths)
{
  char **cells = table->rows->pdata[row];
  double height = row_height (self, cells, row, widths);
  double x = MARGIN;

  for (guint i = 0; cells[i] != NULL; i++) {
    g_autoptr (PangoLayout) layout = make_layout (self, cells[i], font_of (row), widths[i]);

    if (i >= table->n_texts)
      pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
    draw_at (self, layout, x, self->y + PADDING);
    x += widths[i] + GAP;
  }
  self->y += height;
  draw_line (self, self->y, row == 0 ? 0.8 : 0.2);
}

/* The head stands on every page that the table goes over. */
static void
draw_rows (Print *self, const OsrReportTable *table, const double *widths)
{
  for (guint row = 0; row < table->rows->len; row++) {
    if (row > 0 && !fits (self, row_height (self, table->rows->pdata[row], row, widths))) {
      end_page (self);
      draw_row (self, table, 0, widths);
    }
    draw_row (self, table, row, widths);
  }
}

static void
draw_table (Print *self, const OsrReportTable *table)
{
  guint n = table->rows->len > 0 ? g_strv_length (table->rows->pdata[0]) : 0;
  g_autofree double *widths = g_new0 (double, n + 1);

  if (!fits (self, 90))
    end_page (self);
  draw_text (self, table->title, "Sans Bold 11", 2);
  if (table->note != NULL)
    draw_text (self, table->note, "Sans 8", 4);
  measure (self, table, widths, n);
  draw_rows (self, table, widths);
  self->y += 16;
}

static int
draw (Print *self)
{
  self->y = MARGIN;
  self->page = 1;
  draw_text (self, self->report->title, "Sans Bold 16", 2);
  draw_text (self, self->report->period, "Sans 12", 10);
  for (guint i = 0; i < self->report->paragraphs->len; i++)
    draw_text (self, self->report->paragraphs->pdata[i], "Sans 9", 4);
  self->y += 10;
  for (guint i = 0; i < self->report->tables->len; i++)
    draw_table (self, self->report->tables->pdata[i]);
  draw_foot (self);
  return self->page;
}

static cairo_status_t
append (void *bytes, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
is_wide (const OsrReport *report)
{
  for (guint i = 0; i < report->tables->len; i++) {
    const OsrReportTable *table = report->tables->pdata[i];

    if (table->rows->len > 0 && g_strv_length (table->rows->pdata[0]) > MOST_COLUMNS)
      return TRUE;
  }
  return FALSE;
}

/* @bytes: (nullable): where the pages go */
static cairo_status_t
draw_on (const OsrReport *report, GByteArray *bytes, int *pages)
{
  gboolean wide = is_wide (report);
  double width = wide ? LONG_SIDE : SHORT_SIDE, height = wide ? SHORT_SIDE : LONG_SIDE;
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream (bytes != NULL ? append : NULL, bytes, width, height);
  cairo_t *cr = cairo_create (surface);
  Print print = { .report = report, .cr = cr, .width = width, .height = height };
  cairo_status_t status;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, report->title);
  print.inside = width - 2 * MARGIN;
  print.pages = *pages;
  *pages = draw (&print);
  cairo_show_page (cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status;
}

GBytes *
osr_report_to_pdf (const OsrReport *report, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  int pages = 0;
  cairo_status_t status = draw_on (report, NULL, &pages);

  if (status == CAIRO_STATUS_SUCCESS)
    status = draw_on (report, bytes, &pages);
  if (status != CAIRO_STATUS_SUCCESS) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the pages cannot be drawn: %s",
                 cairo_status_to_string (status));
    return NULL;
  }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
