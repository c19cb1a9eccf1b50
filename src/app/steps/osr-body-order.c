/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows are made anew when something is chosen or moved: there are never many. */
#include "app/steps/osr-body-order.h"

#include <glib/gi18n.h>

#include "app/shared/osr-shrinking.h"

#define KEY_ID "osr-id"

struct _OsrBodyOrder {
  AdwBin parent_instance;

  GtkListBox *list;
  GtkWidget *manner; /* how they are asked */
  GtkCheckButton *at_once;
  GtkCheckButton *in_turn;

  GStrv choices;     /* owned: id and name */
  GPtrArray *chosen; /* owned: ids in their order */
  gboolean asks;
};

G_DEFINE_FINAL_TYPE (OsrBodyOrder, osr_body_order, ADW_TYPE_BIN)

static guint changed_signal;

static void fill (OsrBodyOrder *self);

static int
find_place (OsrBodyOrder *self, const char *id)
{
  guint place;

  return g_ptr_array_find_with_equal_func (self->chosen, id, g_str_equal, &place) ? (int) place
                                                                                  : -1;
}

static const char *
name_of (OsrBodyOrder *self, const char *id)
{
  for (guint i = 0; self->choices[i] != NULL; i += 2) {
    if (g_str_equal (self->choices[i], id))
      return self->choices[i + 1];
  }
  return id;
}

static void
tell (OsrBodyOrder *self)
{
  fill (self);
  g_signal_emit (self, changed_signal, 0);
}

/* --- rows --- */

static void
on_toggled (OsrBodyOrder *self, GtkWidget *check)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (check), KEY_ID));

  osr_body_order_choose (self, id, gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
}

static void
on_up (OsrBodyOrder *self, GtkWidget *button)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (button), KEY_ID));

  osr_body_order_move (self, id, -1);
}

static void
on_down (OsrBodyOrder *self, GtkWidget *button)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (button), KEY_ID));

  osr_body_order_move (self, id, 1);
}

static GtkWidget *
make_mover (OsrBodyOrder *self, const char *id, int by)
{
  GtkWidget *button =
      gtk_button_new_from_icon_name (by < 0 ? "go-up-symbolic" : "go-down-symbolic");
  int place = find_place (self, id);
  g_autofree char *name = NULL;

  /* Translators: name of a body */
  name = g_strdup_printf (by < 0 ? _ ("Earlier: %s") : _ ("Later: %s"), name_of (self, id));
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, place + by >= 0 && place + by < (int) self->chosen->len);
  g_object_set_data_full (G_OBJECT (button), KEY_ID, g_strdup (id), g_free);
  g_signal_connect_object (button, "clicked", by < 0 ? G_CALLBACK (on_up) : G_CALLBACK (on_down),
                           self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
make_check (OsrBodyOrder *self, const char *id)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new (NULL);
  int place = find_place (self, id);
  g_autofree char *words = NULL;

  /* Translators: place in an order, and the name of a body */
  words = place >= 0 && self->chosen->len > 1
              ? g_strdup_printf (_ ("%1$d. %2$s"), place + 1, name_of (self, id))
              : g_strdup (name_of (self, id));
  gtk_label_set_label (GTK_LABEL (label), words);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), place >= 0);
  gtk_widget_set_hexpand (check, TRUE);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_set_data_full (G_OBJECT (check), KEY_ID, g_strdup (id), g_free);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  return check;
}

static void
add_row (OsrBodyOrder *self, const char *id)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_box_append (GTK_BOX (box), make_check (self, id));
  if (find_place (self, id) >= 0 && self->chosen->len > 1) {
    gtk_box_append (GTK_BOX (box), make_mover (self, id, -1));
    gtk_box_append (GTK_BOX (box), make_mover (self, id, 1));
  }
  gtk_widget_add_css_class (box, "body-row");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name_of (self, id), -1);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_append (self->list, row);
}

static void
fill (OsrBodyOrder *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < self->chosen->len; i++)
    add_row (self, self->chosen->pdata[i]);
  for (guint i = 0; self->choices[i] != NULL; i += 2) {
    if (find_place (self, self->choices[i]) < 0)
      add_row (self, self->choices[i]);
  }
  gtk_widget_set_visible (self->manner, self->asks && self->chosen->len > 1);
}

/* The rows are new; whoever works by keyboard goes on where they were. */
static void
focus_row (OsrBodyOrder *self, const char *id)
{
  int place = find_place (self, id);
  guint index = place >= 0 ? (guint) place : self->chosen->len;
  GtkListBoxRow *row;

  for (guint i = 0; place < 0 && self->choices[i] != NULL; i += 2) {
    if (g_str_equal (self->choices[i], id))
      break;
    index += find_place (self, self->choices[i]) < 0;
  }
  row = gtk_list_box_get_row_at_index (self->list, (int) index);
  if (row != NULL)
    gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD);
}

static void
tell_of (OsrBodyOrder *self, const char *id)
{
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) != NULL;

  tell (self);
  if (focused)
    focus_row (self, id);
}

/* --- GObject --- */

static void
osr_body_order_finalize (GObject *object)
{
  OsrBodyOrder *self = OSR_BODY_ORDER (object);

  g_strfreev (self->choices);
  g_ptr_array_unref (self->chosen);
  G_OBJECT_CLASS (osr_body_order_parent_class)->finalize (object);
}

static void
osr_body_order_class_init (OsrBodyOrderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = osr_body_order_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (OSR_TYPE_SHRINKING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/steps/osr-body-order.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrBodyOrder, list);
  gtk_widget_class_bind_template_child (widget_class, OsrBodyOrder, manner);
  gtk_widget_class_bind_template_child (widget_class, OsrBodyOrder, at_once);
  gtk_widget_class_bind_template_child (widget_class, OsrBodyOrder, in_turn);
  gtk_widget_class_bind_template_callback (widget_class, tell);
}

static void
osr_body_order_init (OsrBodyOrder *self)
{
  self->choices = g_new0 (char *, 1);
  self->chosen = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
osr_body_order_new (const char *name, gboolean asks)
{
  OsrBodyOrder *self = g_object_new (OSR_TYPE_BODY_ORDER, NULL);

  self->asks = asks;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  return GTK_WIDGET (self);
}

static gboolean
is_choice (OsrBodyOrder *self, const char *id)
{
  for (guint i = 0; self->choices[i] != NULL; i += 2) {
    if (g_str_equal (self->choices[i], id))
      return TRUE;
  }
  return FALSE;
}

void
osr_body_order_set (OsrBodyOrder *self, const char *const *choices)
{
  g_return_if_fail (OSR_IS_BODY_ORDER (self));
  if (g_strv_equal ((const char *const *) self->choices, choices))
    return;
  g_strfreev (self->choices);
  self->choices = g_strdupv ((char **) choices);
  for (guint i = self->chosen->len; i-- > 0;) {
    if (!is_choice (self, self->chosen->pdata[i]))
      g_ptr_array_remove_index (self->chosen, i);
  }
  fill (self);
}

GStrv
osr_body_order_dup (OsrBodyOrder *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (OSR_IS_BODY_ORDER (self), NULL);
  for (guint i = 0; i < self->chosen->len; i++)
    g_strv_builder_add (builder, self->chosen->pdata[i]);
  return g_strv_builder_end (builder);
}

void
osr_body_order_choose (OsrBodyOrder *self, const char *id, gboolean chosen)
{
  int place;

  g_return_if_fail (OSR_IS_BODY_ORDER (self));
  place = find_place (self, id);
  if ((place >= 0) == chosen || !is_choice (self, id))
    return;
  if (chosen)
    g_ptr_array_add (self->chosen, g_strdup (id));
  else
    g_ptr_array_remove_index (self->chosen, (guint) place);
  tell_of (self, id);
}

void
osr_body_order_move (OsrBodyOrder *self, const char *id, int by)
{
  int place, target;

  g_return_if_fail (OSR_IS_BODY_ORDER (self));
  place = find_place (self, id);
  target = place + by;
  if (place < 0 || target < 0 || target >= (int) self->chosen->len)
    return;
  g_ptr_array_insert (self->chosen, target, g_ptr_array_steal_index (self->chosen, (guint) place));
  tell_of (self, id);
}

gboolean
osr_body_order_is_ordered (OsrBodyOrder *self)
{
  g_return_val_if_fail (OSR_IS_BODY_ORDER (self), FALSE);
  return self->asks && self->chosen->len > 1 && gtk_check_button_get_active (self->in_turn);
}

void
osr_body_order_set_ordered (OsrBodyOrder *self, gboolean ordered)
{
  g_return_if_fail (OSR_IS_BODY_ORDER (self));
  gtk_check_button_set_active (ordered ? self->in_turn : self->at_once, TRUE);
}
