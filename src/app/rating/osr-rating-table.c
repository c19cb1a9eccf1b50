/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One factory a column; the number of the column travels with it. */
#include "app/rating/osr-rating-table.h"

#include <glib/gi18n.h>

#include "app/rating/osr-rating-item.h"

void
osr_rating_show_cases (GtkWidget *widget, const char *title, GPtrArray *ids)
{
  GVariantBuilder builder;

  if (ids->len == 0)
    return;
  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; i < ids->len; i++)
    g_variant_builder_add (&builder, "s", ids->pdata[i]);
  gtk_widget_activate_action_variant (widget, OSR_RATING_SHOW_CASES,
                                      g_variant_new ("(sas)", title, &builder));
}

/* --- names --- */

static void
set_up_name (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 12);
  gtk_list_item_set_child (list_item, label);
}

static void
bind_name (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  OsrRatingItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *label = gtk_list_item_get_child (list_item);

  gtk_label_set_text (GTK_LABEL (label), osr_rating_item_get_name (item));
  gtk_widget_set_tooltip_text (label, osr_rating_item_get_name (item));
}

/* --- figures --- */

static OsrRatingColumn
column_of (gpointer object)
{
  return GPOINTER_TO_INT (g_object_get_data (object, "osr-column"));
}

static void
on_clicked (GtkButton *button, GtkListItem *list_item)
{
  OsrRatingItem *item = gtk_list_item_get_item (list_item);
  OsrRatingColumn column = column_of (button);
  g_autofree char *title = NULL;

  if (item == NULL)
    return;
  /* Translators: a body, and a column of a table: "Housing: in time" */
  title = g_strdup_printf (_ ("%1$s: %2$s"), osr_rating_item_get_name (item),
                           osr_rating_column_get_title (column));
  osr_rating_show_cases (GTK_WIDGET (button), title, osr_rating_item_get_cases (item, column));
}

static void
set_up_figure (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *button = gtk_button_new_with_label ("");
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));

  g_object_set_data (G_OBJECT (button), "osr-column", GINT_TO_POINTER (column_of (factory)));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "figure");
  gtk_widget_add_css_class (label, "numeric");
  if (column_of (factory) == OSR_RATING_TOTAL)
    gtk_widget_add_css_class (label, "heading");
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), list_item);
  gtk_list_item_set_child (list_item, button);
}

static void
bind_figure (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  OsrRatingItem *item = gtk_list_item_get_item (list_item);
  GtkWidget *button = gtk_list_item_get_child (list_item);
  OsrRatingColumn column = column_of (button);
  const char *about = osr_rating_item_get_about (item, column);
  /* Translators: a body, a column, its figure, and what that is made of; read aloud */
  g_autofree char *said =
      g_strdup_printf (_ ("%1$s, %2$s: %3$s. %4$s"), osr_rating_item_get_name (item),
                       osr_rating_column_get_title (column),
                       osr_rating_item_get_text (item, column), about);

  gtk_label_set_text (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))),
                      osr_rating_item_get_text (item, column));
  gtk_widget_set_tooltip_text (button, about);
  gtk_widget_set_sensitive (button, osr_rating_item_get_cases (item, column)->len > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
}

static void
add_column (GtkColumnView *view, const char *title, GtkListItemFactory *factory, gboolean expand)
{
  GtkColumnViewColumn *column = gtk_column_view_column_new (title, factory);

  gtk_column_view_column_set_expand (column, expand);
  gtk_column_view_append_column (view, column);
  g_object_unref (column);
}

/* The heads of figures stand over them at the right; the column view has no property for it. */
static void
align_heads (GtkColumnView *view)
{
  GtkWidget *head = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget *title = head != NULL ? gtk_widget_get_first_child (head) : NULL;

  while (title != NULL && (title = gtk_widget_get_next_sibling (title)) != NULL) {
    GtkWidget *box = gtk_widget_get_first_child (title);
    GtkWidget *label = box != NULL ? gtk_widget_get_first_child (box) : NULL;

    if (GTK_IS_LABEL (label)) {
      gtk_widget_set_hexpand (label, TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 1);
    }
  }
}

void
osr_rating_table_set_up (GtkColumnView *view, GListModel *items)
{
  GtkListItemFactory *names = gtk_signal_list_item_factory_new ();
  GtkSelectionModel *model = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (items)));

  g_signal_connect (names, "setup", G_CALLBACK (set_up_name), NULL);
  g_signal_connect (names, "bind", G_CALLBACK (bind_name), NULL);
  add_column (view, _ ("Body"), names, TRUE);
  for (int i = 0; i < OSR_N_RATING_COLUMNS; i++) {
    GtkListItemFactory *figures = gtk_signal_list_item_factory_new ();

    g_object_set_data (G_OBJECT (figures), "osr-column", GINT_TO_POINTER (i));
    g_signal_connect (figures, "setup", G_CALLBACK (set_up_figure), NULL);
    g_signal_connect (figures, "bind", G_CALLBACK (bind_figure), NULL);
    add_column (view, osr_rating_column_get_title (i), figures, FALSE);
  }
  align_heads (view);
  gtk_column_view_set_model (view, model);
  g_object_unref (model);
}
