/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody's words may be one long word: it must not widen the window; nor may they work
 * without being seen. */
#include "app/shared/osr-plain-label.h"

#include "report/osr-shown-text.h"

GtkWidget *
osr_plain_label_new (const char *text, const char *css_class)
{
  g_autofree char *shown = osr_shown_words (text);
  GtkWidget *label = gtk_label_new (shown);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

void
osr_plain_label_show (GtkWidget *label, const char *words)
{
  g_autofree char *shown = osr_shown_words (words);

  gtk_label_set_attributes (GTK_LABEL (label), NULL);
  gtk_label_set_text (GTK_LABEL (label), shown);
}
