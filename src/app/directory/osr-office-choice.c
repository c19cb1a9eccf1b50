/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A choice becomes the adoption of a regulation or calendar anew. What an office has chosen of the
 * readings goes with every edition that still knows it. */
#include "app/directory/osr-office-choice.h"

#include <glib/gi18n.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/regulation/osr-reading.h"
#include "report/osr-language.h"
#include "store/osr-data.h"

#define EDITION  "edition"
#define CALENDAR "calendar"
#define SHIPPED  "shipped"

static void
option_free (gpointer data)
{
  OsrOfficeOption *option = data;

  g_free (option->id);
  g_free (option->text);
  g_free (option);
}

void
osr_office_choice_free (OsrOfficeChoice *choice)
{
  g_free (choice->id);
  g_free (choice->question);
  g_free (choice->clauses);
  g_ptr_array_unref (choice->options);
  g_free (choice);
}

/* Appended to @choices, which own it. */
static OsrOfficeChoice *
add_choice (GPtrArray *choices, const char *id, const char *question)
{
  OsrOfficeChoice *choice = g_new0 (OsrOfficeChoice, 1);

  choice->id = g_strdup (id);
  choice->question = g_strdup (question);
  choice->options = g_ptr_array_new_with_free_func (option_free);
  g_ptr_array_add (choices, choice);
  return choice;
}

/* @text is taken. */
static void
add_option (OsrOfficeChoice *choice, const char *id, char *text)
{
  OsrOfficeOption *option = g_new0 (OsrOfficeOption, 1);

  option->id = g_strdup (id);
  option->text = text;
  g_ptr_array_add (choice->options, option);
}

/* (transfer full) (nullable): a document that came with the program */
static JsonObject *
load_shipped (const char *folder, const char *id, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s/%s.json", folder, id);
  g_autoptr (GBytes) bytes = osr_data_load (name, error);
  const char *text;
  gsize length;

  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &length);
  return osr_json_read_object (text, (gssize) length, 0, name, error);
}

static char *
dup_version (gint64 version)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, version);
}

/* Only an edition that differs from the one in force is a choice. */
static void
add_edition (GPtrArray *choices, OsrRegulation *regulation)
{
  g_autoptr (JsonObject) shipped =
      load_shipped ("regulations", osr_regulation_get_id (regulation), NULL);
  g_autofree char *now = dup_version (osr_regulation_get_version (regulation));
  g_autofree char *other = NULL;
  OsrOfficeChoice *choice;

  if (shipped == NULL || json_object_equal (shipped, osr_regulation_get_source (regulation)))
    return;
  other = dup_version (osr_json_get_int (shipped, "version", 0));
  choice = add_choice (choices, EDITION, _ ("Which edition of the regulation is in force?"));
  /* Translators: %s is the number of an edition */
  add_option (choice, "now", g_strdup_printf (_ ("The one adopted: edition %s"), now));
  add_option (choice, SHIPPED,
              /* Translators: %s is the number of an edition */
              g_strdup_printf (_ ("The one that came with the program: edition %s"), other));
}

static void
add_calendar (GPtrArray *choices, OsrRegistry *registry)
{
  OsrOfficeChoice *choice;

  if (osr_registry_get_calendar (registry) == NULL)
    return;
  choice = add_choice (choices, CALENDAR, _ ("Do days off by decree count as days off?"));
  add_option (choice, "off", g_strdup (_ ("No: they are working days like others")));
  add_option (choice, "on", g_strdup (_ ("Yes: no limit runs on them")));
  choice->chosen = osr_registry_get_decrees (registry) ? 1 : 0;
}

static void
add_reading (GPtrArray *choices, const OsrReading *reading)
{
  OsrOfficeChoice *choice =
      add_choice (choices, reading->id, osr_language_text (&reading->question));

  choice->clauses = g_strdup (reading->clauses);
  for (guint i = 0; i < reading->settings->len; i++) {
    const OsrReadingSetting *setting = reading->settings->pdata[i];

    add_option (choice, setting->id, g_strdup (osr_language_text (&setting->text)));
  }
  choice->chosen = reading->chosen;
}

GPtrArray *
osr_office_choices_new (OsrRegistry *registry)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_office_choice_free);
  OsrRegulation *regulation = osr_registry_get_regulation (registry);
  GPtrArray *readings = regulation != NULL ? osr_regulation_get_readings (regulation) : NULL;

  if (regulation != NULL)
    add_edition (choices, regulation);
  add_calendar (choices, registry);
  for (guint i = 0; readings != NULL && i < readings->len; i++)
    add_reading (choices, readings->pdata[i]);
  return choices;
}

OsrOfficeChoice *
osr_office_choice_find (GPtrArray *choices, const char *id)
{
  for (guint i = 0; i < choices->len; i++) {
    OsrOfficeChoice *choice = choices->pdata[i];

    if (g_strcmp0 (choice->id, id) == 0)
      return choice;
  }
  return NULL;
}

/* (transfer full): what the office has chosen, for an edition @document */
static JsonObject *
collect_readings (OsrRegulation *regulation, JsonObject *document)
{
  g_autoptr (OsrRegulation) next = osr_regulation_new_from_json (document, "regulation", NULL);
  JsonObject *readings = json_object_new ();
  GPtrArray *known = osr_regulation_get_readings (regulation);

  for (guint i = 0; next != NULL && i < known->len; i++) {
    const OsrReading *reading = known->pdata[i];
    const OsrReading *kept = osr_regulation_find_reading (next, reading->id);
    const char *setting = osr_reading_get_chosen (reading)->id;

    if (reading->chosen != 0 && kept != NULL && osr_reading_find_setting (kept, setting) != NULL)
      json_object_set_string_member (readings, reading->id, setting);
  }
  return readings;
}

/* @document and @readings are taken. */
static JsonObject *
adoption (JsonObject *document, JsonObject *readings)
{
  JsonObject *members = json_object_new ();

  json_object_set_object_member (members, "document", document);
  if (json_object_get_size (readings) > 0)
    json_object_set_object_member (members, "readings", readings);
  else
    json_object_unref (readings);
  return members;
}

static JsonObject *
build_edition (OsrRegulation *regulation, const char *option, GError **error)
{
  JsonObject *document =
      g_str_equal (option, SHIPPED)
          ? load_shipped ("regulations", osr_regulation_get_id (regulation), error)
          : json_object_ref (osr_regulation_get_source (regulation));

  return document != NULL ? adoption (document, collect_readings (regulation, document)) : NULL;
}

static JsonObject *
build_reading (OsrRegulation *regulation, const char *reading, const char *setting)
{
  JsonObject *document = json_object_ref (osr_regulation_get_source (regulation));
  JsonObject *readings = collect_readings (regulation, document);

  json_object_set_string_member (readings, reading, setting);
  return adoption (document, readings);
}

JsonObject *
osr_office_choice_build (OsrRegistry *registry, const OsrOfficeChoice *choice, guint option,
                         const char **type, GError **error)
{
  OsrRegulation *regulation = osr_registry_get_regulation (registry);
  const char *chosen = ((const OsrOfficeOption *) choice->options->pdata[option])->id;
  JsonObject *members;

  *type = "regulation-adopted";
  if (g_str_equal (choice->id, EDITION))
    return build_edition (regulation, chosen, error);
  if (!g_str_equal (choice->id, CALENDAR))
    return build_reading (regulation, choice->id, chosen);
  *type = "calendar-adopted";
  members = json_object_new ();
  json_object_set_object_member (members, "document",
                                 json_object_ref (osr_registry_get_calendar (registry)));
  json_object_set_boolean_member (members, "decrees", g_str_equal (chosen, "on"));
  return members;
}
