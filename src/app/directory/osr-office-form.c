/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. The change is a command like every other: it stands in the outbox until the
 * coordinator has judged it, and what it refuses comes back among the steps that did not go through. */
#include "app/directory/osr-office-form.h"

#include <glib/gi18n.h>

#include "app/shared/osr-sentence.h"

struct _OsrOfficeForm {
  AdwWindow parent_instance;

  /* template widgets */
  AdwPreferencesGroup *fields;
  GtkLabel *refusal;

  /* owned */
  OsrReplica *replica;
  GHashTable *rows; /* member → row */
  char *id;         /* nullable */
  OsrOfficeSection section;
};

G_DEFINE_FINAL_TYPE (OsrOfficeForm, osr_office_form, ADW_TYPE_WINDOW)

/* The ids that stand behind the words of a choice. */
#define KEY_IDS "osr-ids"

static GtkWidget *
make_choice (OsrOfficeForm *self, const OsrOfficeField *field, const char *value, OsrInstant now)
{
  GtkWidget *row = adw_combo_row_new ();
  g_auto (GStrv) choices =
      osr_office_dup_choices (osr_replica_get_registry (self->replica), field->kind, now);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  guint chosen = 0;

  gtk_string_list_append (names, _ ("None"));
  g_ptr_array_add (ids, g_strdup (""));
  for (guint i = 0; choices[i] != NULL; i += 2) {
    gtk_string_list_append (names, choices[i + 1]);
    g_ptr_array_add (ids, g_strdup (choices[i]));
    if (g_str_equal (choices[i], value))
      chosen = ids->len - 1;
  }
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), chosen);
  g_object_set_data_full (G_OBJECT (row), KEY_IDS, ids, (GDestroyNotify) g_ptr_array_unref);
  return row;
}

static GtkWidget *
make_switch (const OsrOfficeField *field, const char *value)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();

  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (toggle), *value != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (field->label), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  g_object_set_data (G_OBJECT (row), KEY_IDS, toggle);
  return row;
}

static GtkWidget *
make_row (OsrOfficeForm *self, const OsrOfficeField *field, OsrInstant now)
{
  g_autofree char *value = osr_office_dup_value (osr_replica_get_registry (self->replica),
                                                 self->section, self->id, field);
  GtkWidget *row;

  if (field->kind == OSR_FIELD_SWITCH) {
    row = make_switch (field, value);
  } else if (field->kind >= OSR_FIELD_PERSON) {
    row = make_choice (self, field, value, now);
  } else {
    row = adw_entry_row_new ();
    gtk_editable_set_text (GTK_EDITABLE (row), value);
    gtk_editable_set_editable (GTK_EDITABLE (row), self->id == NULL || !field->fixed);
    g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (gtk_widget_activate_default),
                              self);
  }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (field->label));
  return row;
}

static char *
dup_text (GtkWidget *row)
{
  if (ADW_IS_COMBO_ROW (row)) {
    GPtrArray *ids = g_object_get_data (G_OBJECT (row), KEY_IDS);
    guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

    return g_strdup (chosen < ids->len ? ids->pdata[chosen] : "");
  }
  if (ADW_IS_ENTRY_ROW (row))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (row)));
  return g_strdup (gtk_switch_get_active (g_object_get_data (G_OBJECT (row), KEY_IDS)) ? "1" : "");
}

static GHashTable *
collect (OsrOfficeForm *self)
{
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  GHashTableIter iter;
  gpointer member, row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &member, &row))
    g_hash_table_insert (values, member, dup_text (row));
  return values;
}

static void
say (OsrOfficeForm *self, const char *sentence)
{
  gtk_label_set_text (self->refusal, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), TRUE);
}

static void
save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrOfficeForm *self = OSR_OFFICE_FORM (widget);
  g_autoptr (GHashTable) values = collect (self);
  g_autofree char *fault = NULL, *uuid = NULL, *sentence = NULL;
  g_autoptr (JsonObject) members = osr_office_build (osr_replica_get_registry (self->replica),
                                                     self->section, self->id, values, &fault);
  g_autoptr (GError) error = NULL;

  if (members == NULL) {
    say (self, fault);
    return;
  }
  uuid = osr_replica_change_office (self->replica, osr_office_get_event (self->section), members,
                                    &error);
  if (uuid != NULL) {
    gtk_window_close (GTK_WINDOW (self));
    return;
  }
  sentence = osr_sentence_for_error (error);
  say (self, sentence);
}

static void
osr_office_form_dispose (GObject *object)
{
  OsrOfficeForm *self = OSR_OFFICE_FORM (object);

  g_clear_object (&self->replica);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->id, g_free);
  G_OBJECT_CLASS (osr_office_form_parent_class)->dispose (object);
}

static void
osr_office_form_class_init (OsrOfficeFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_office_form_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/directory/osr-office-form.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrOfficeForm, fields);
  gtk_widget_class_bind_template_child (widget_class, OsrOfficeForm, refusal);
  gtk_widget_class_install_action (widget_class, "form.save", NULL, save);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "form.save",
                                       NULL);
}

static void
osr_office_form_init (OsrOfficeForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_hash_table_new (g_str_hash, g_str_equal);
}

GtkWidget *
osr_office_form_new (GtkWindow *parent, OsrReplica *replica, OsrOfficeSection section,
                     const char *id, OsrInstant now)
{
  OsrOfficeForm *self = g_object_new (OSR_TYPE_OFFICE_FORM, "transient-for", parent, "modal", TRUE,
                                      "title", osr_office_section_name (section), NULL);
  const OsrOfficeField *field = osr_office_get_fields (section);

  self->replica = g_object_ref (replica);
  self->section = section;
  self->id = g_strdup (id);
  for (; field != NULL && field->member != NULL; field++) {
    GtkWidget *row = make_row (self, field, now);

    adw_preferences_group_add (self->fields, row);
    g_hash_table_insert (self->rows, (gpointer) field->member, row);
  }
  return GTK_WIDGET (self);
}
