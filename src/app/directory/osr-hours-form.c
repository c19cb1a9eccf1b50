/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line a day, since a week is mostly one line copied. What is not typed here, single days above all,
 * stays as it is. The change itself is made from the preview. */
#include "app/directory/osr-hours-form.h"

#include <glib/gi18n.h>

#include "app/directory/osr-hours-words.h"
#include "app/directory/osr-preview-dialog.h"
#include "core/osr-json.h"
#include "store/osr-tzdata.h"

#define WORKING_DAYS      5
#define DEFAULT_SHORTENED 60
#define COUNTRY           "RU" /* whose zones can be chosen */

struct _OsrHoursForm {
  AdwWindow parent_instance;

  /* template widgets */
  AdwPreferencesGroup *days;
  AdwComboRow *zone;
  GtkSpinButton *shortened;
  GtkLabel *refusal;

  /* borrowed: of the group */
  GtkEditable *lines[OSR_HOURS_DAYS];

  /* owned */
  OsrReplica *replica;
  JsonObject *before; /* the hours as they are */
  GPtrArray *zones;   /* ids behind the words of the choice; "": the office's */
  char *body;         /* nullable */
  OsrInstant now;
};

G_DEFINE_FINAL_TYPE (OsrHoursForm, osr_hours_form, ADW_TYPE_WINDOW)

static void
say (OsrHoursForm *self, const char *sentence)
{
  gtk_label_set_text (self->refusal, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), sentence != NULL);
}

/* (transfer full) (nullable) */
static JsonObject *
collect (OsrHoursForm *self, char **fault)
{
  const char *texts[OSR_HOURS_DAYS];
  JsonObject *schedule;

  for (guint i = 0; i < OSR_HOURS_DAYS; i++)
    texts[i] = gtk_editable_get_text (self->lines[i]);
  schedule = osr_hours_build (self->before, texts, fault);
  if (schedule != NULL)
    json_object_set_int_member (schedule, "shortened_minutes",
                                gtk_spin_button_get_value_as_int (self->shortened));
  return schedule;
}

/* The check on this workstation needs the zone; what is stored the coordinator compiles. */
static void
set_zone (OsrHoursForm *self, JsonObject *members, const char *id)
{
  g_autoptr (OsrZone) zone = NULL;
  JsonArray *zones;

  json_object_set_string_member (members, "zone", id);
  if (osr_registry_find_zone (osr_replica_get_registry (self->replica), id) != NULL)
    return;
  zone = osr_tzdata_load (id, NULL);
  if (zone == NULL)
    return;
  zones = json_array_new ();
  json_array_add_object_element (zones, osr_zone_to_json (zone));
  json_object_set_array_member (members, "zones", zones);
}

static void
preview (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrHoursForm *self = OSR_HOURS_FORM (widget);
  g_autofree char *fault = NULL;
  JsonObject *schedule = collect (self, &fault);
  g_autoptr (JsonObject) members = json_object_new ();
  const char *zone = self->zones->pdata[adw_combo_row_get_selected (self->zone)];

  say (self, fault);
  if (schedule == NULL)
    return;
  if (self->body != NULL)
    json_object_set_string_member (members, "body", self->body);
  if (self->body != NULL && *zone != '\0')
    set_zone (self, members, zone);
  json_object_set_object_member (members, "schedule", schedule);
  gtk_window_present (GTK_WINDOW (osr_preview_dialog_new (GTK_WINDOW (self), self->replica,
                                                          "schedule-set", members, self->now)));
}

static void
copy_monday (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrHoursForm *self = OSR_HOURS_FORM (widget);

  for (guint i = 1; i < WORKING_DAYS; i++)
    gtk_editable_set_text (self->lines[i], gtk_editable_get_text (self->lines[0]));
}

static void
osr_hours_form_dispose (GObject *object)
{
  OsrHoursForm *self = OSR_HOURS_FORM (object);

  g_clear_object (&self->replica);
  g_clear_pointer (&self->before, json_object_unref);
  g_clear_pointer (&self->zones, g_ptr_array_unref);
  g_clear_pointer (&self->body, g_free);
  G_OBJECT_CLASS (osr_hours_form_parent_class)->dispose (object);
}

static void
osr_hours_form_class_init (OsrHoursFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_hours_form_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/directory/osr-hours-form.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrHoursForm, days);
  gtk_widget_class_bind_template_child (widget_class, OsrHoursForm, zone);
  gtk_widget_class_bind_template_child (widget_class, OsrHoursForm, shortened);
  gtk_widget_class_bind_template_child (widget_class, OsrHoursForm, refusal);
  gtk_widget_class_install_action (widget_class, "hours.preview", NULL, preview);
  gtk_widget_class_install_action (widget_class, "hours.copy-monday", NULL, copy_monday);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "hours.preview", NULL);
}

static void
osr_hours_form_init (OsrHoursForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->zones = g_ptr_array_new_with_free_func (g_free);
}

static void
add_days (OsrHoursForm *self)
{
  for (guint i = 0; i < OSR_HOURS_DAYS; i++) {
    GtkWidget *row = adw_entry_row_new ();
    g_autofree char *hours = osr_hours_format_day (self->before, i);

    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), osr_hours_day_name (i));
    gtk_editable_set_text (GTK_EDITABLE (row), hours);
    gtk_widget_add_css_class (row, "numeric");
    g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (gtk_widget_activate_default),
                              self);
    adw_preferences_group_add (self->days, row);
    self->lines[i] = GTK_EDITABLE (row);
  }
}

/* @words is taken. */
static void
add_zone (OsrHoursForm *self, GtkStringList *names, const char *id, char *words)
{
  g_autofree char *owned = words;

  gtk_string_list_append (names, owned);
  g_ptr_array_add (self->zones, g_strdup (id));
}

/* The zone of the office itself is the regulation's. */
static void
add_zones (OsrHoursForm *self, OsrRegistry *registry)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_auto (GStrv) known = osr_tzdata_list (COUNTRY);
  const char *office = osr_registry_get_zone_of (registry, NULL);
  const char *now = osr_registry_get_zone_of (registry, self->body);
  g_autofree char *usual = osr_hours_describe_zone (office, self->now);
  guint chosen = 0;

  /* Translators: %s is a time zone */
  add_zone (self, names, "", g_strdup_printf (_ ("The office’s: %s"), usual));
  for (guint i = 0; self->body != NULL && known[i] != NULL; i++) {
    if (g_strcmp0 (known[i], office) == 0)
      continue;
    if (g_strcmp0 (known[i], now) == 0)
      chosen = self->zones->len;
    add_zone (self, names, known[i], osr_hours_describe_zone (known[i], self->now));
  }
  adw_combo_row_set_model (self->zone, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->zone, chosen);
  gtk_widget_set_sensitive (GTK_WIDGET (self->zone), self->body != NULL);
}

GtkWidget *
osr_hours_form_new (GtkWindow *parent, OsrReplica *replica, const char *body, OsrInstant now)
{
  OsrHoursForm *self =
      g_object_new (OSR_TYPE_HOURS_FORM, "transient-for", parent, "modal", TRUE, NULL);
  OsrRegistry *registry = osr_replica_get_registry (replica);
  JsonObject *hours = osr_registry_get_schedule (registry, body);
  const OsrBody *whose = osr_registry_find_body (registry, body);

  self->replica = g_object_ref (replica);
  self->body = g_strdup (body);
  self->now = now;
  self->before =
      json_object_ref (hours != NULL ? hours : osr_registry_get_schedule (registry, NULL));
  if (whose != NULL)
    gtk_window_set_title (GTK_WINDOW (self),
                          whose->short_name != NULL ? whose->short_name : whose->name);
  gtk_spin_button_set_value (self->shortened, osr_json_get_int (self->before, "shortened_minutes",
                                                                DEFAULT_SHORTENED));
  add_days (self);
  add_zones (self, registry);
  return GTK_WIDGET (self);
}
