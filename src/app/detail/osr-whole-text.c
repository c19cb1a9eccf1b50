/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line without end is laid out as a whole, however little of it is seen; so that none is without. */
#include "app/detail/osr-whole-text.h"

#include "report/osr-shown-text.h"

struct _OsrWholeText {
  AdwWindow parent_instance;

  /* template */
  GtkWidget *view;
};

G_DEFINE_FINAL_TYPE (OsrWholeText, osr_whole_text, ADW_TYPE_WINDOW)

/* (transfer full): @text with an end in every line that is longer than can be; after a space, where there
 * is one in its second half */
static char *
break_lines (const char *text)
{
  GString *lines = g_string_new (NULL);
  guint length = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    g_string_append_unichar (lines, c);
    length = c == '\n' ? 0 : length + 1;
    if (length == OSR_WHOLE_TEXT_LINE ||
        (length > OSR_WHOLE_TEXT_LINE / 2 && g_unichar_isspace (c))) {
      g_string_append_c (lines, '\n');
      length = 0;
    }
  }
  return g_string_free (lines, FALSE);
}

static void
osr_whole_text_class_init (OsrWholeTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/detail/osr-whole-text.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrWholeText, view);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
osr_whole_text_init (OsrWholeText *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
osr_whole_text_new (GtkWindow *parent, const char *text)
{
  OsrWholeText *self = g_object_new (OSR_TYPE_WHOLE_TEXT, "transient-for", parent, NULL);
  g_autofree char *shown = osr_shown_text (text, 0, 0, NULL);
  g_autofree char *lines = break_lines (shown);

  gtk_text_buffer_set_text (osr_whole_text_get_buffer (self), lines, -1);
  return GTK_WIDGET (self);
}

GtkTextBuffer *
osr_whole_text_get_buffer (OsrWholeText *self)
{
  g_return_val_if_fail (OSR_IS_WHOLE_TEXT (self), NULL);

  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
}
