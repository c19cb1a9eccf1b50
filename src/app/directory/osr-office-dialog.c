/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list for each section, filled anew when the office's stream grows. Rows open their form; a role
 * and a substitution have a button that takes them away. */
#include "app/directory/osr-office-dialog.h"

#include <glib/gi18n.h>

#include "app/directory/osr-account-row.h"
#include "app/directory/osr-account-watch.h"
#include "app/directory/osr-choice-form.h"
#include "app/directory/osr-hours-form.h"
#include "app/directory/osr-office-form.h"
#include "app/shared/osr-sentence.h"
#include "report/osr-account-links.h"

struct _OsrOfficeDialog {
  AdwWindow parent_instance;

  /* template widgets */
  GtkStack *stack;
  AdwToastOverlay *toasts;
  GtkWidget *links;

  /* owned */
  OsrWorkplace *workplace;
  GSignalGroup *replica_signals;
  GListStore *items[OSR_N_OFFICE_SECTIONS];
  OsrAccountWatch *watch; /* nullable before it is there for somebody */

  /* borrowed */
  GtkListBox *accounts;
};

G_DEFINE_FINAL_TYPE (OsrOfficeDialog, osr_office_dialog, ADW_TYPE_WINDOW)

#define KEY_ITEM "osr-item"

/* Of the tree of bodies, in pixels. */
#define STEP_OF_DEPTH 18
#define MAX_DEPTH     6

/* Between two questions how the accounts are read, while they are looked at. */
#define ASK_SECONDS 15

/* What cannot be read for so long is marked. */
#define SILENT_FOR (15 * OSR_MINUTE)

static OsrReplica *
get_replica (OsrOfficeDialog *self)
{
  return osr_workplace_get_replica (self->workplace);
}

static void
show_health (OsrOfficeDialog *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->accounts, i)) != NULL; i++) {
    OsrOfficeItem *item = g_object_get_data (G_OBJECT (row), KEY_ITEM);
    gboolean ill;
    g_autofree char *text = osr_account_watch_dup_text (self->watch, osr_office_item_get_id (item),
                                                        osr_workplace_now (self->workplace), &ill);

    osr_account_row_set_health (OSR_ACCOUNT_ROW (row), text, ill);
  }
}

/* From any other page it is seen that the accounts want to be looked at. */
static void
mark_accounts (OsrOfficeDialog *self)
{
  g_autofree char *name = g_strdup_printf ("%d", (int) OSR_OFFICE_ACCOUNTS);
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, name);
  guint silent =
      osr_account_watch_count_silent (self->watch, osr_workplace_now (self->workplace), SILENT_FOR);

  gtk_stack_page_set_needs_attention (gtk_stack_get_page (self->stack, page), silent > 0);
}

static void
heed_watch (OsrOfficeDialog *self)
{
  show_health (self);
  mark_accounts (self);
}

static void
fill (OsrOfficeDialog *self)
{
  OsrReplica *replica = get_replica (self);

  for (guint i = 0; replica != NULL && i < OSR_N_OFFICE_SECTIONS; i++)
    osr_office_list_fill (self->items[i], osr_replica_get_registry (replica), (OsrOfficeSection) i,
                          osr_workplace_now (self->workplace));
  if (self->watch != NULL)
    heed_watch (self);
}

static OsrOfficeSection
shown_section (OsrOfficeDialog *self)
{
  const char *name = gtk_stack_get_visible_child_name (self->stack);

  return (OsrOfficeSection) (name != NULL ? g_ascii_strtoull (name, NULL, 10) : 0);
}

static void
open_form (OsrOfficeDialog *self, const char *id)
{
  const OsrOfficeSection section = shown_section (self);
  OsrInstant now = osr_workplace_now (self->workplace);
  OsrReplica *replica = get_replica (self);
  GtkWidget *form = NULL;

  if (replica == NULL)
    return;
  if (section == OSR_OFFICE_HOURS)
    form = osr_hours_form_new (GTK_WINDOW (self), replica, *id != '\0' ? id : NULL, now);
  else if (section == OSR_OFFICE_SETTINGS)
    form = osr_choice_form_new (GTK_WINDOW (self), replica, id, now);
  else if (osr_office_get_fields (section) != NULL)
    form = osr_office_form_new (GTK_WINDOW (self), replica, section, id, now);
  if (form != NULL)
    gtk_window_present (GTK_WINDOW (form));
}

static void
add_new (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrOfficeDialog *self = OSR_OFFICE_DIALOG (widget);

  if (osr_office_get_fields (shown_section (self)) != NULL)
    open_form (self, NULL);
}

/* What the official sites show of the accounts, ready to be put there. */
static void
copy_links (GtkWidget *widget, const char *action, GVariant *format)
{
  OsrOfficeDialog *self = OSR_OFFICE_DIALOG (widget);
  OsrReplica *replica = get_replica (self);
  OsrAccountLinksFormat chosen = OSR_ACCOUNT_LINKS_TEXT;
  g_autofree char *text = NULL;

  if (replica == NULL ||
      !osr_account_links_format_from_nick (g_variant_get_string (format, NULL), &chosen))
    return;
  text = osr_account_links_write (osr_replica_get_registry (replica), chosen);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_ ("The links were copied")));
}

/* What has days or a holder is not changed: it is taken away, and another is entered. */
static void
on_activated (OsrOfficeDialog *self, GtkListBoxRow *row)
{
  OsrOfficeItem *item = g_object_get_data (G_OBJECT (row), KEY_ITEM);

  if (item != NULL && osr_office_item_get_id (item) != NULL &&
      shown_section (self) != OSR_OFFICE_SUBSTITUTIONS)
    open_form (self, osr_office_item_get_id (item));
}

static void
on_removed (GtkButton *button, OsrOfficeDialog *self)
{
  OsrOfficeItem *item = g_object_get_data (G_OBJECT (button), KEY_ITEM);
  g_autoptr (GError) error = NULL;
  g_autofree char *uuid = NULL, *sentence = NULL;

  uuid = osr_replica_change_office (get_replica (self), osr_office_item_get_removal (item),
                                    osr_office_item_get_removal_members (item), &error);
  if (uuid != NULL) {
    gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
    return;
  }
  sentence = osr_sentence_for_error (error);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (sentence));
}

static GtkWidget *
make_removal (OsrOfficeDialog *self, OsrOfficeItem *item)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  const char *what = g_str_equal (osr_office_item_get_removal (item), "role-revoked")
                         ? _ ("Take the role away")
                         : _ ("End the substitution now");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, what, -1);
  g_object_set_data_full (G_OBJECT (button), KEY_ITEM, g_object_ref (item), g_object_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (on_removed), self);
  return button;
}

/* How deep a body stands in the tree, and that the row can be opened. */
static void
mark_row (GtkWidget *row, OsrOfficeItem *item)
{
  GtkWidget *space = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  const int depth = (int) MIN (osr_office_item_get_depth (item), MAX_DEPTH);

  if (depth > 0) {
    gtk_widget_set_size_request (space, depth * STEP_OF_DEPTH, -1);
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), space);
  } else {
    g_object_ref_sink (space);
    g_object_unref (space);
  }
  if (osr_office_item_is_past (item))
    gtk_widget_add_css_class (row, "dim-label");
  if (osr_office_item_get_id (item) != NULL && osr_office_item_get_removal (item) == NULL) {
    GtkWidget *more = gtk_image_new_from_icon_name ("go-next-symbolic");

    gtk_accessible_update_state (GTK_ACCESSIBLE (more), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
    gtk_widget_add_css_class (more, "dim-label");
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), more);
  }
}

static GtkWidget *
make_row (gpointer object, gpointer data)
{
  OsrOfficeItem *item = object;
  OsrOfficeDialog *self = data;
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (osr_office_item_get_title (item), -1);
  g_autofree char *about = g_markup_escape_text (osr_office_item_get_about (item), -1);
  g_autofree char *said = g_strdup_printf ("%s; %s", osr_office_item_get_title (item),
                                           osr_office_item_get_about (item));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), about);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), osr_office_item_get_id (item) != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  g_object_set_data_full (G_OBJECT (row), KEY_ITEM, g_object_ref (item), g_object_unref);
  if (osr_office_item_get_removal (item) != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_removal (self, item));
  mark_row (row, item);
  return row;
}

static void
on_watched (OsrAccountRow *row, gboolean watched, OsrOfficeDialog *self)
{
  OsrOfficeItem *item = g_object_get_data (G_OBJECT (row), KEY_ITEM);
  g_autoptr (JsonObject) members = osr_account_watch_build (
      osr_replica_get_registry (get_replica (self)), osr_office_item_get_id (item), watched);
  g_autoptr (GError) error = NULL;
  g_autofree char *uuid = NULL, *sentence = NULL;

  if (members == NULL)
    return;
  uuid = osr_replica_change_office (get_replica (self), "account-set", members, &error);
  if (uuid == NULL) {
    sentence = osr_sentence_for_error (error);
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (sentence));
  }
}

static GtkWidget *
make_account_row (gpointer object, gpointer data)
{
  OsrOfficeItem *item = object;
  OsrOfficeDialog *self = data;
  const OsrAccount *account = osr_registry_find_account (
      osr_replica_get_registry (get_replica (self)), osr_office_item_get_id (item));
  GtkWidget *row =
      osr_account_row_new (osr_office_item_get_title (item), osr_office_item_get_about (item));

  g_object_set_data_full (G_OBJECT (row), KEY_ITEM, g_object_ref (item), g_object_unref);
  osr_account_row_set_watched (OSR_ACCOUNT_ROW (row), account != NULL && account->watched,
                               account != NULL &&
                                   osr_network_closed_reason (account->network) == NULL);
  g_signal_connect (row, "watched", G_CALLBACK (on_watched), self);
  return row;
}

static GtkWidget *
make_list (OsrOfficeDialog *self, OsrOfficeSection section)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *empty = gtk_label_new (osr_office_section_empty (section));

  self->items[section] = g_list_store_new (OSR_TYPE_OFFICE_ITEM);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_add_css_class (empty, "dim-label");
  gtk_widget_set_margin_top (empty, 24);
  gtk_widget_set_margin_bottom (empty, 24);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (list), empty);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  osr_office_section_name (section), -1);
  gtk_list_box_bind_model (GTK_LIST_BOX (list), G_LIST_MODEL (self->items[section]),
                           section == OSR_OFFICE_ACCOUNTS ? make_account_row : make_row, self,
                           NULL);
  if (section == OSR_OFFICE_ACCOUNTS)
    self->accounts = GTK_LIST_BOX (list);
  g_signal_connect_swapped (list, "row-activated", G_CALLBACK (on_activated), self);
  return list;
}

/* What the section is for, above its list. */
static GtkWidget *
make_content (OsrOfficeDialog *self, OsrOfficeSection section)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *about = gtk_label_new (osr_office_section_about (section));

  gtk_label_set_wrap (GTK_LABEL (about), TRUE);
  gtk_label_set_xalign (GTK_LABEL (about), 0);
  gtk_widget_add_css_class (about, "dim-label");
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_box_append (GTK_BOX (box), about);
  gtk_box_append (GTK_BOX (box), make_list (self, section));
  return box;
}

static void
add_page (OsrOfficeDialog *self, OsrOfficeSection section)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  g_autofree char *name = g_strdup_printf ("%d", (int) section);

  adw_clamp_set_child (ADW_CLAMP (clamp), make_content (self, section));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_stack_add_titled (self->stack, scrolled, name, osr_office_section_name (section));
}

static void
on_section (OsrOfficeDialog *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "office.add",
                                 osr_office_get_fields (shown_section (self)) != NULL);
  gtk_widget_set_visible (self->links, shown_section (self) == OSR_OFFICE_ACCOUNTS);
  if (self->watch != NULL)
    osr_account_watch_follow (self->watch,
                              shown_section (self) == OSR_OFFICE_ACCOUNTS ? ASK_SECONDS : 0);
}

static void
osr_office_dialog_dispose (GObject *object)
{
  OsrOfficeDialog *self = OSR_OFFICE_DIALOG (object);

  if (self->replica_signals != NULL)
    g_signal_group_set_target (self->replica_signals, NULL);
  g_clear_object (&self->replica_signals);
  if (self->watch != NULL)
    osr_account_watch_follow (self->watch, 0);
  g_clear_object (&self->watch);
  g_clear_object (&self->workplace);
  for (guint i = 0; i < OSR_N_OFFICE_SECTIONS; i++)
    g_clear_object (&self->items[i]);
  G_OBJECT_CLASS (osr_office_dialog_parent_class)->dispose (object);
}

static void
osr_office_dialog_class_init (OsrOfficeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_office_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/directory/osr-office-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrOfficeDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, OsrOfficeDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, OsrOfficeDialog, links);
  gtk_widget_class_install_action (widget_class, "office.copy-links", "s", copy_links);
  gtk_widget_class_install_action (widget_class, "office.add", NULL, add_new);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "office.add",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
osr_office_dialog_init (OsrOfficeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < OSR_N_OFFICE_SECTIONS; i++)
    add_page (self, (OsrOfficeSection) i);
  g_signal_connect_object (self->stack, "notify::visible-child-name", G_CALLBACK (on_section), self,
                           G_CONNECT_SWAPPED);
  self->replica_signals = g_signal_group_new (OSR_TYPE_REPLICA);
  g_signal_group_connect_swapped (self->replica_signals, "registry-changed", G_CALLBACK (fill),
                                  self);
}

GtkWidget *
osr_office_dialog_new (GtkWindow *parent, OsrWorkplace *workplace)
{
  OsrOfficeDialog *self =
      g_object_new (OSR_TYPE_OFFICE_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  self->workplace = g_object_ref (workplace);
  g_signal_group_set_target (self->replica_signals, osr_workplace_get_replica (workplace));
  if (get_replica (self) != NULL) {
    self->watch = osr_account_watch_new (get_replica (self));
    g_signal_connect_object (self->watch, "changed", G_CALLBACK (heed_watch), self,
                             G_CONNECT_SWAPPED);
    osr_account_watch_ask (self->watch);
  }
  fill (self);
  return GTK_WIDGET (self);
}

gboolean
osr_office_dialog_is_for (OsrReplica *replica)
{
  return replica != NULL &&
         osr_registry_has_role (osr_replica_get_registry (replica),
                                osr_replica_get_person (replica), OSR_ROLE_ADMIN, NULL);
}
