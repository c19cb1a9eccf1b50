/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of bodies. Their order was decided in osr-body-rank.h; what follows from a choice is
 * left to the pane. */
#include "app/triage/osr-body-list.h"

#include <glib/gi18n.h>

static GQuark
id_quark (void)
{
  return g_quark_from_static_string ("osr-body-list-id");
}

static GtkWidget *
make_caption (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static char *
rank_words (const OsrBodyRank *rank)
{
  g_autoptr (GString) words = g_string_new (NULL);

  if (rank->returned)
    return g_strdup (_ ("has returned this message"));
  if (rank->topics->len == 0)
    return NULL;
  for (guint i = 0; i < rank->topics->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? ", " : "",
                            ((OsrTopic *) rank->topics->pdata[i])->name);
  return g_strdup_printf (_ ("its field: %s"), words->str);
}

/* "its field: Roads · 3 in work"; (nullable). */
static char *
caption_words (const OsrBodyRank *rank, guint load)
{
  g_autofree char *field = rank_words (rank);
  g_autofree char *work =
      load > 0 ? g_strdup_printf (ngettext ("%u in work", "%u in work", load), load) : NULL;

  if (field != NULL && work != NULL)
    return g_strdup_printf ("%s · %s", field, work);
  return field != NULL ? g_steal_pointer (&field) : g_steal_pointer (&work);
}

static GtkWidget *
make_body (const OsrBodyRank *rank, guint load)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (rank->body->name);
  g_autofree char *words = caption_words (rank, load);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_widget_add_css_class (box, "body-row");
  gtk_box_append (GTK_BOX (box), name);
  if (words != NULL)
    gtk_box_append (GTK_BOX (box), make_caption (words));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_qdata_full (G_OBJECT (row), id_quark (), g_strdup (rank->body->id), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  rank->body->name, -1);
  return row;
}

void
osr_body_list_fill (GtkListBox *list, GPtrArray *ranks, OsrDeskSurvey *survey, gboolean choose)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  for (guint i = 0; i < ranks->len; i++) {
    const OsrBodyRank *rank = ranks->pdata[i];
    const guint load = survey != NULL ? osr_desk_survey_get_load (survey, rank->body->id) : 0;
    GtkWidget *widget = make_body (rank, load);

    gtk_list_box_append (list, widget);
    if (choose && i == 0 && rank->topics->len > 0 && !rank->returned)
      gtk_list_box_select_row (list, GTK_LIST_BOX_ROW (widget));
  }
}

const char *
osr_body_list_get_chosen (GtkListBox *list)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (list);

  return row != NULL ? g_object_get_qdata (G_OBJECT (row), id_quark ()) : NULL;
}
