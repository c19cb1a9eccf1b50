/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The title stands above the lines, as in an entry row that is being written in. Tab goes on to the next
 * row. */
#include "app/directory/osr-lines-row.h"

struct _OsrLinesRow {
  AdwPreferencesRow parent_instance;

  /* template widgets */
  GtkLabel *caption;
  GtkTextView *lines;
};

G_DEFINE_FINAL_TYPE (OsrLinesRow, osr_lines_row, ADW_TYPE_PREFERENCES_ROW)

static void
osr_lines_row_class_init (OsrLinesRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/directory/osr-lines-row.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrLinesRow, caption);
  gtk_widget_class_bind_template_child (widget_class, OsrLinesRow, lines);
}

static void
osr_lines_row_init (OsrLinesRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
osr_lines_row_new (const char *title, const char *text)
{
  OsrLinesRow *self = g_object_new (OSR_TYPE_LINES_ROW, "title", title, NULL);

  gtk_label_set_text (self->caption, title);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->lines), text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->lines), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  return GTK_WIDGET (self);
}

char *
osr_lines_row_dup_text (OsrLinesRow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->lines);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}
