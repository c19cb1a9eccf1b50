/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. The change is a command like every other: it stands in the outbox until the
 * coordinator has judged it, and what it refuses comes back among the steps that did not go through. */
#include "app/directory/osr-office-form.h"

#include <glib/gi18n.h>

#include "app/directory/osr-hand-over-dialog.h"
#include "app/directory/osr-lines-row.h"
#include "app/directory/osr-network-guide.h"
#include "app/shared/osr-sentence.h"
#include "core/osr-json.h"
#include "sync/osr-office-preview.h"

struct _OsrOfficeForm {
  AdwWindow parent_instance;

  /* template widgets */
  AdwPreferencesGroup *fields;
  GtkLabel *refusal;
  GtkLabel *guide;

  /* owned */
  OsrReplica *replica;
  GCancellable *cancellable;
  JsonObject
      *members;     /* nullable: of somebody to be disabled, while their open work is asked for */
  GHashTable *rows; /* member → row */
  char *id;         /* nullable */
  OsrOfficeSection section;
};

G_DEFINE_FINAL_TYPE (OsrOfficeForm, osr_office_form, ADW_TYPE_WINDOW)

/* The ids that stand behind the words of a choice. */
#define KEY_IDS  "osr-ids"
#define KEY_ID   "osr-id"
#define KEY_NAME "osr-name"

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

/* The names of what is chosen, under the title. */
static void
on_many (GtkWidget *row)
{
  GPtrArray *buttons = g_object_get_data (G_OBJECT (row), KEY_IDS);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *safe = NULL;

  for (guint i = 0; i < buttons->len; i++) {
    if (gtk_check_button_get_active (buttons->pdata[i]))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                              (const char *) g_object_get_data (buttons->pdata[i], KEY_NAME));
  }
  safe = g_markup_escape_text (names->str, -1);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), safe);
}

static void
add_one_of_many (GtkWidget *row, const char *id, const char *name, gboolean chosen)
{
  GPtrArray *buttons = g_object_get_data (G_OBJECT (row), KEY_IDS);
  GtkWidget *one = adw_action_row_new ();
  GtkWidget *button = gtk_check_button_new ();
  g_autofree char *safe = g_markup_escape_text (name, -1);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), chosen);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), KEY_ID, g_strdup (id), g_free);
  g_object_set_data_full (G_OBJECT (button), KEY_NAME, g_strdup (name), g_free);
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (on_many), row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (one), safe);
  adw_action_row_add_prefix (ADW_ACTION_ROW (one), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (one), button);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), one);
  g_ptr_array_add (buttons, button);
}

static GtkWidget *
make_many (OsrOfficeForm *self, const OsrOfficeField *field, const char *value, OsrInstant now)
{
  GtkWidget *row = adw_expander_row_new ();
  g_auto (GStrv) choices =
      osr_office_dup_choices (osr_replica_get_registry (self->replica), field->kind, now);
  g_auto (GStrv) chosen = g_strsplit (value, ", ", -1);

  g_object_set_data_full (G_OBJECT (row), KEY_IDS, g_ptr_array_new (),
                          (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; choices[i] != NULL; i += 2)
    add_one_of_many (row, choices[i], choices[i + 1],
                     g_strv_contains ((const char *const *) chosen, choices[i]));
  on_many (row);
  return row;
}

static void
on_day (GtkCalendar *calendar, GtkEditable *row)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (calendar);
  g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");

  gtk_editable_set_text (row, text);
}

/* A day is typed, or taken from a calendar. */
static void
add_calendar (GtkWidget *row)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *calendar = gtk_calendar_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Choose a day"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Choose a day"), -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  g_signal_connect_object (calendar, "day-selected", G_CALLBACK (on_day), row, 0);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
}

static GtkWidget *
make_entry (OsrOfficeForm *self, const OsrOfficeField *field, const char *value)
{
  GtkWidget *row = adw_entry_row_new ();

  gtk_editable_set_text (GTK_EDITABLE (row), value);
  gtk_editable_set_editable (GTK_EDITABLE (row), self->id == NULL || !field->fixed);
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (gtk_widget_activate_default), self);
  if (field->kind == OSR_FIELD_FIRST_DAY || field->kind == OSR_FIELD_LAST_DAY)
    add_calendar (row);
  return row;
}

static GtkWidget *
make_row (OsrOfficeForm *self, const OsrOfficeField *field, OsrInstant now)
{
  g_autofree char *value = osr_office_dup_value (osr_replica_get_registry (self->replica),
                                                 self->section, self->id, field);
  GtkWidget *row;

  if (field->kind == OSR_FIELD_LINES) {
    row = osr_lines_row_new (_ (field->label), value);
  } else if (field->kind == OSR_FIELD_SWITCH) {
    row = make_switch (field, value);
  } else if (OSR_FIELD_IS_MANY (field->kind)) {
    row = make_many (self, field, value, now);
  } else if (field->kind >= OSR_FIELD_PERSON) {
    row = make_choice (self, field, value, now);
  } else {
    row = make_entry (self, field, value);
  }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (field->label));
  return row;
}

static char *
dup_many (GtkWidget *row)
{
  GPtrArray *buttons = g_object_get_data (G_OBJECT (row), KEY_IDS);
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < buttons->len; i++) {
    if (gtk_check_button_get_active (buttons->pdata[i]))
      g_string_append_printf (ids, "%s%s", ids->len > 0 ? "," : "",
                              (const char *) g_object_get_data (buttons->pdata[i], KEY_ID));
  }
  return g_string_free (ids, FALSE);
}

static char *
dup_text (GtkWidget *row)
{
  if (ADW_IS_EXPANDER_ROW (row))
    return dup_many (row);
  if (ADW_IS_COMBO_ROW (row)) {
    GPtrArray *ids = g_object_get_data (G_OBJECT (row), KEY_IDS);
    guint chosen = adw_combo_row_get_selected (ADW_COMBO_ROW (row));

    return g_strdup (chosen < ids->len ? ids->pdata[chosen] : "");
  }
  if (OSR_IS_LINES_ROW (row))
    return osr_lines_row_dup_text (OSR_LINES_ROW (row));
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
say_error (OsrOfficeForm *self, const GError *error)
{
  g_autofree char *sentence = osr_sentence_for_error (error);

  say (self, sentence);
}

static void
change (OsrOfficeForm *self, JsonObject *members)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *uuid = osr_replica_change_office (
      self->replica, osr_office_get_event (self->section), members, &error);

  if (uuid != NULL)
    gtk_window_close (GTK_WINDOW (self));
  else
    say_error (self, error);
}

static void
on_work (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OsrOfficeForm) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrOfficePreview) work =
      osr_replica_preview_office_finish (OSR_REPLICA (source), result, &error);
  g_autoptr (JsonObject) members = g_steal_pointer (&self->members);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.save", TRUE);
  if (work == NULL)
    say_error (self, error);
  else if (work->work->len == 0)
    change (self, members);
  else
    gtk_window_present (
        GTK_WINDOW (osr_hand_over_dialog_new (GTK_WINDOW (self), self->replica, members, work)));
}

/* Whether somebody who works here is being disabled: what they have open must go to somebody. */
static gboolean
is_disabling (OsrOfficeForm *self, JsonObject *members)
{
  return self->section == OSR_OFFICE_PEOPLE && self->id != NULL &&
         osr_json_get_boolean (members, "disabled", FALSE) &&
         osr_registry_is_active (osr_replica_get_registry (self->replica), self->id);
}

static void
save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrOfficeForm *self = OSR_OFFICE_FORM (widget);
  g_autoptr (GHashTable) values = collect (self);
  g_autofree char *fault = NULL;
  g_autoptr (JsonObject) members = osr_office_build (osr_replica_get_registry (self->replica),
                                                     self->section, self->id, values, &fault);

  if (members == NULL) {
    say (self, fault);
  } else if (is_disabling (self, members)) {
    self->members = g_steal_pointer (&members);
    gtk_widget_action_set_enabled (widget, "form.save", FALSE);
    osr_replica_preview_office_async (self->replica, "person-set", self->members, self->cancellable,
                                      on_work, g_object_ref (self));
  } else {
    change (self, members);
  }
}

static void
osr_office_form_dispose (GObject *object)
{
  OsrOfficeForm *self = OSR_OFFICE_FORM (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->members, json_object_unref);
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
  gtk_widget_class_bind_template_child (widget_class, OsrOfficeForm, guide);
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
  self->cancellable = g_cancellable_new ();
}

/* What the chosen network asks for. */
static void
show_guide (OsrOfficeForm *self)
{
  g_autofree char *network = dup_text (g_hash_table_lookup (self->rows, "network"));
  g_autofree char *id = dup_text (g_hash_table_lookup (self->rows, "account"));
  g_autofree char *text = osr_network_guide_text (network, id);

  gtk_label_set_text (self->guide, text);
  gtk_widget_set_visible (GTK_WIDGET (self->guide), *text != '\0');
}

static void
follow_network (OsrOfficeForm *self)
{
  g_signal_connect_swapped (g_hash_table_lookup (self->rows, "network"), "notify::selected",
                            G_CALLBACK (show_guide), self);
  g_signal_connect_swapped (g_hash_table_lookup (self->rows, "account"), "changed",
                            G_CALLBACK (show_guide), self);
  show_guide (self);
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
  if (section == OSR_OFFICE_ACCOUNTS)
    follow_network (self);
  return GTK_WIDGET (self);
}
