/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Made of labels and a grid-like box; no state of its own. No meaning by colour alone: the icon and the
 * words say what red says. */
#include "app/detail/osr-fact-row.h"

#include "app/shared/osr-plain-label.h"

const char *
osr_fact_get_icon (OsrFact fact, const char **css_class)
{
  switch (fact) {
  case OSR_FACT_DONE:
    *css_class = "success";
    return "object-select-symbolic";
  case OSR_FACT_LATE:
    *css_class = "error";
    return "osr-late-symbolic";
  case OSR_FACT_ENDED:
    *css_class = "dim-label";
    return "list-remove-symbolic";
  case OSR_FACT_RUNS:
  default:
    *css_class = "dim-label";
    return "osr-waiting-symbolic";
  }
}

static GtkWidget *
make_icon (OsrFact fact)
{
  const char *css_class;
  GtkWidget *icon = gtk_image_new_from_icon_name (osr_fact_get_icon (fact, &css_class));

  gtk_widget_add_css_class (icon, css_class);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_margin_top (icon, 3);
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  return icon;
}

GtkWidget *
osr_fact_row_new (OsrFact fact, const char *title, const char *says, const char *words,
                  GtkWidget *button)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (row), make_icon (fact));
  gtk_box_append (GTK_BOX (texts), osr_plain_label_new (title, NULL));
  if (says != NULL) {
    GtkWidget *label = osr_plain_label_new (says, "numeric");

    gtk_widget_add_css_class (label, fact == OSR_FACT_LATE ? "error" : "dim-label");
    gtk_widget_add_css_class (label, "caption");
    gtk_box_append (GTK_BOX (texts), label);
  }
  if (words != NULL && *words != '\0') {
    GtkWidget *label = osr_plain_label_new (words, "fact-words");

    gtk_label_set_selectable (GTK_LABEL (label), TRUE);
    gtk_box_append (GTK_BOX (texts), label);
  }
  gtk_box_append (GTK_BOX (row), texts);
  if (button != NULL) {
    gtk_widget_set_valign (button, GTK_ALIGN_START);
    gtk_box_append (GTK_BOX (row), button);
  }
  return row;
}
