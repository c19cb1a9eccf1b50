/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One group a source, with links to it and to its licence. */
#include "app/frame/osr-origins-dialog.h"

#include <glib/gi18n.h>

#include "core/text/osr-text-loader.h"
#include "report/osr-origins.h"
#include "store/osr-data.h"

struct _OsrOriginsDialog {
  AdwWindow parent_instance;

  /* template */
  AdwPreferencesPage *page;
};

G_DEFINE_FINAL_TYPE (OsrOriginsDialog, osr_origins_dialog, ADW_TYPE_WINDOW)

static GtkWidget *
make_link (const char *address, const char *name)
{
  GtkWidget *link = gtk_link_button_new (address);

  gtk_button_set_icon_name (GTK_BUTTON (link), "adw-external-link-symbolic");
  gtk_widget_set_valign (link, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (link, address);
  gtk_accessible_update_property (GTK_ACCESSIBLE (link), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return link;
}

/* @address: (nullable) */
static void
add_row (AdwPreferencesGroup *group, const char *title, const char *words, const char *address)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  if (address != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_link (address, title));
  adw_preferences_group_add (group, row);
}

static void
add_origin (OsrOriginsDialog *self, const OsrOrigin *origin)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *note = origin->note != NULL ? g_markup_escape_text (origin->note, -1) : NULL;
  g_autofree char *name = g_markup_escape_text (origin->name != NULL ? origin->name : "", -1);

  adw_preferences_group_set_title (group, name);
  adw_preferences_group_set_description (group, note);
  add_row (group, origin->origin != NULL ? origin->origin : "",
           origin->credit != NULL ? origin->credit : "", origin->address);
  add_row (group, _ ("Licence"), origin->licence != NULL ? origin->licence : "", origin->terms);
  adw_preferences_page_add (self->page, group);
}

static void
fill (OsrOriginsDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) document = osr_text_load_document (osr_data_load, "origins.json", &error);
  g_autoptr (GPtrArray) origins = document != NULL ? osr_origins_new (document) : NULL;

  if (error != NULL)
    g_message ("The origins of the data cannot be read: %s", error->message);
  for (guint i = 0; origins != NULL && i < origins->len; i++)
    add_origin (self, origins->pdata[i]);
}

static void
osr_origins_dialog_class_init (OsrOriginsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/frame/osr-origins-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrOriginsDialog, page);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
osr_origins_dialog_init (OsrOriginsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill (self);
}

GtkWindow *
osr_origins_dialog_new (GtkWindow *over)
{
  return g_object_new (OSR_TYPE_ORIGINS_DIALOG, "transient-for", over, "modal", over != NULL, NULL);
}
