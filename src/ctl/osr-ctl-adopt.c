/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `admin regulation adopt`, `admin calendar adopt`, `admin schedule set`: reads what is to be in force
 * and makes the event of it, zones compiled in. What it moves is osr-ctl-proposal.c's to show. */
#include <glib/gi18n.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "ctl/osr-ctl-commands.h"
#include "ctl/osr-ctl-office.h"
#include "ctl/osr-ctl-proposal.h"
#include "ctl/regulation/osr-ctl-profile.h"
#include "store/osr-tzdata.h"

/* A file, or a calendar that the programs ship under that name. */
static JsonObject *
load_calendar (const char *name, GError **error)
{
  g_autofree char *shipped = g_strdup_printf ("calendars/%s.json", name);

  return osr_ctl_profile_is_file (name) ? osr_ctl_load_object (name, error)
                                        : osr_ctl_load_data (shipped, error);
}

static gboolean
add_unknown_zone (JsonObject *members, OsrRegistry *registry, const char *id, GError **error)
{
  return osr_registry_find_zone (registry, id) != NULL || osr_tzdata_add (members, id, error);
}

/* What the office has chosen of @regulation's readings: an edition of the same regulation leaves it as
 * it is where it still knows it. */
static void
keep_readings (OsrRegulation *regulation, OsrRegulation *now, JsonObject *readings)
{
  GPtrArray *known = now != NULL ? osr_regulation_get_readings (now) : NULL;

  if (now == NULL ||
      g_strcmp0 (osr_regulation_get_id (now), osr_regulation_get_id (regulation)) != 0)
    return;
  for (guint i = 0; i < known->len; i++) {
    const OsrReading *kept = known->pdata[i];
    const OsrReading *reading = osr_regulation_find_reading (regulation, kept->id);
    const char *setting = osr_reading_get_chosen (kept)->id;

    if (kept->chosen != 0 && reading != NULL && osr_reading_find_setting (reading, setting) != NULL)
      json_object_set_string_member (readings, kept->id, setting);
  }
}

/* (transfer full): the choices of "--reading ID=SETTING …" over those of the office */
static JsonObject *
collect_readings (OsrRegulation *regulation, OsrRegulation *now, char **choices, GError **error)
{
  g_autoptr (JsonObject) readings = json_object_new ();
  g_autoptr (JsonObject) chosen = NULL;
  JsonObjectIter iter;
  const char *id;
  JsonNode *setting;

  if (!osr_ctl_read_choices (choices, &chosen, error))
    return NULL;
  keep_readings (regulation, now, readings);
  if (chosen == NULL)
    return g_steal_pointer (&readings);
  json_object_iter_init (&iter, chosen);
  while (json_object_iter_next (&iter, &id, &setting))
    json_object_set_member (readings, id, json_node_copy (setting));
  return g_steal_pointer (&readings);
}

static void
print_readings (JsonObject *readings)
{
  JsonObjectIter iter;
  const char *id;
  JsonNode *setting;

  json_object_iter_init (&iter, readings);
  while (json_object_iter_next (&iter, &id, &setting))
    g_print ("reading  %s=%s\n", id, json_node_get_string (setting));
}

/* (transfer full) */
static JsonObject *
regulation_members (OsrRegistry *registry, const char *name, char **choices, GError **error)
{
  g_autoptr (JsonObject) document = osr_ctl_load_profile (name, error);
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonObject) readings = NULL;
  g_autoptr (OsrRegulation) regulation = NULL;
  g_autofree char *digest = NULL;

  if (document != NULL)
    regulation = osr_regulation_new_from_json (document, name, error);
  if (regulation == NULL)
    return NULL;
  readings = collect_readings (regulation, osr_registry_get_regulation (registry), choices, error);
  if (readings == NULL ||
      !add_unknown_zone (members, registry, osr_regulation_get_zone (regulation), error))
    return NULL;
  print_readings (readings);
  digest = osr_ctl_document_digest (document);
  json_object_set_string_member (members, "id", osr_regulation_get_id (regulation));
  json_object_set_string_member (members, "digest", digest);
  json_object_set_object_member (members, "document", g_steal_pointer (&document));
  if (json_object_get_size (readings) > 0)
    json_object_set_object_member (members, "readings", g_steal_pointer (&readings));
  return g_steal_pointer (&members);
}

static OsrLog *
open_office (const OsrProposalOptions *options, int *status)
{
  g_autoptr (GError) error = NULL;
  OsrLog *log = osr_ctl_open_office (options->office, options->clock, &error);

  if (log == NULL)
    *status = osr_ctl_fail (error);
  return log;
}

/* Takes @members, which are %NULL when there is an @error. */
static int
propose (OsrLog *log, const OsrProposalOptions *options, const char *type, JsonObject *members,
         const GError *error)
{
  g_autoptr (JsonObject) owned = members;

  return owned != NULL ? osr_proposal_run (log, options, type, owned) : osr_ctl_fail (error);
}

static int
regulation_adopt (int argc, char **argv)
{
  g_auto (OsrProposalOptions) options = { 0 };
  g_auto (GStrv) choices = NULL;
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    OSR_PROPOSAL_ENTRIES (&options){
        "reading", 'r', 0, G_OPTION_ARG_STRING_ARRAY, &choices,
        N_ ("How the office reads what the text leaves open; may be given"
            " several times"),
        "ID=SETTING" },
    { NULL },
  };
  JsonObject *members;
  int status = OSR_CTL_OK;

  if (!osr_ctl_parse (
          "admin regulation adopt FILE_OR_ID",
          _ ("Adopts a regulation, another edition of it or another reading, for the cases"
             " that are\ntaken from then on; those under way keep theirs."),
          entries, (int[]){ 1, 1 }, &argc, &argv))
    return OSR_CTL_USAGE;
  log = open_office (&options, &status);
  if (log == NULL)
    return status;
  members = regulation_members (osr_log_get_registry (log), argv[1], choices, &error);
  return propose (log, &options, "regulation-adopted", members, error);
}

/* (transfer full): with the zones of all offices as this machine knows them now */
static JsonObject *
calendar_members (OsrRegistry *registry, const char *name, gboolean decrees, GError **error)
{
  g_autoptr (JsonObject) document = load_calendar (name, error);
  g_autoptr (JsonObject) members = json_object_new ();
  g_auto (GStrv) zones = osr_registry_dup_zones (registry);

  if (document == NULL)
    return NULL;
  for (guint i = 0; zones[i] != NULL; i++) {
    if (!osr_tzdata_add (members, zones[i], error))
      return NULL;
  }
  json_object_set_object_member (members, "document", g_steal_pointer (&document));
  json_object_set_boolean_member (members, "decrees", decrees);
  return g_steal_pointer (&members);
}

/* Returns: 1 on, 0 off, -1 neither */
static int
read_switch (const char *text)
{
  if (g_strcmp0 (text, "on") == 0)
    return 1;
  return g_strcmp0 (text, "off") == 0 ? 0 : -1;
}

static int
calendar_adopt (int argc, char **argv)
{
  g_auto (OsrProposalOptions) options = { 0 };
  g_autofree char *decrees = NULL;
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    OSR_PROPOSAL_ENTRIES (&options){
        "decrees", 'd', 0, G_OPTION_ARG_STRING, &decrees,
        N_ ("Whether days off by decree count as days off; as it is now by default"), "on|off" },
    { NULL },
  };
  OsrRegistry *registry;
  JsonObject *members;
  int status = OSR_CTL_OK;

  if (!osr_ctl_parse (
          "admin calendar adopt FILE_OR_ID",
          _ ("Adopts a production calendar: next year's days, or a change of this year's."),
          entries, (int[]){ 1, 1 }, &argc, &argv))
    return OSR_CTL_USAGE;
  if (decrees != NULL && read_switch (decrees) < 0) {
    g_printerr ("open-sources-ctl: --decrees is on or off\n");
    return OSR_CTL_USAGE;
  }
  log = open_office (&options, &status);
  if (log == NULL)
    return status;
  registry = osr_log_get_registry (log);
  members = calendar_members (
      registry, argv[1],
      decrees != NULL ? read_switch (decrees) == 1 : osr_registry_get_decrees (registry), &error);
  return propose (log, &options, "calendar-adopted", members, error);
}

/* @body and @zone are nullable; a document may be the hours, or {"schedule", "zone"} */
static JsonObject *
schedule_members (OsrRegistry *registry, const char *path, const char *body, const char *zone,
                  GError **error)
{
  g_autoptr (JsonObject) document = osr_ctl_load_object (path, error);
  g_autoptr (JsonObject) members = json_object_new ();
  JsonObject *schedule = osr_json_get_object (document, "schedule");

  if (document == NULL)
    return NULL;
  if (body != NULL && osr_registry_find_body (registry, body) == NULL) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_UNKNOWN_BODY, "there is no body \"%s\"",
                 body);
    return NULL;
  }
  if (zone == NULL)
    zone = osr_json_get_string (document, "zone");
  if (zone != NULL && body == NULL) {
    g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                         "the office's own zone is the regulation's; only a body has another");
    return NULL;
  }
  if (zone != NULL && !add_unknown_zone (members, registry, zone, error))
    return NULL;
  if (body != NULL)
    json_object_set_string_member (members, "body", body);
  if (zone != NULL)
    json_object_set_string_member (members, "zone", zone);
  json_object_set_object_member (members, "schedule",
                                 json_object_ref (schedule != NULL ? schedule : document));
  return g_steal_pointer (&members);
}

static int
schedule_set (int argc, char **argv)
{
  g_auto (OsrProposalOptions) options = { 0 };
  g_autofree char *body = NULL, *zone = NULL;
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    OSR_PROPOSAL_ENTRIES (&options){
        "body", 'b', 0, G_OPTION_ARG_STRING, &body,
        N_ ("Whose hours; the office's, and of all bodies without their"
            " own, by default"),
        N_ ("ID") },
    { "zone", 'z', 0, G_OPTION_ARG_STRING, &zone,
      N_ ("The body's time zone; the office's by default"), N_ ("ZONE") },
    { NULL },
  };
  JsonObject *members;
  int status = OSR_CTL_OK;

  if (!osr_ctl_parse ("admin schedule set FILE",
                      _ ("Sets the weekly hours of the office or of a body."), entries,
                      (int[]){ 1, 1 }, &argc, &argv))
    return OSR_CTL_USAGE;
  log = open_office (&options, &status);
  if (log == NULL)
    return status;
  members = schedule_members (osr_log_get_registry (log), argv[1], body, zone, &error);
  return propose (log, &options, "schedule-set", members, error);
}

int
osr_ctl_admin_regulation (int argc, char **argv)
{
  static const OsrCtlCommand commands[] = {
    { "adopt", N_ ("adopt a regulation, or show what that would move"), regulation_adopt },
    { NULL },
  };

  return osr_ctl_dispatch ("open-sources-ctl admin regulation", commands, argc, argv);
}

int
osr_ctl_admin_calendar (int argc, char **argv)
{
  static const OsrCtlCommand commands[] = {
    { "adopt", N_ ("adopt a calendar, or show what that would move"), calendar_adopt },
    { NULL },
  };

  return osr_ctl_dispatch ("open-sources-ctl admin calendar", commands, argc, argv);
}

int
osr_ctl_admin_schedule (int argc, char **argv)
{
  static const OsrCtlCommand commands[] = {
    { "set", N_ ("set weekly hours, or show what that would move"), schedule_set },
    { NULL },
  };

  return osr_ctl_dispatch ("open-sources-ctl admin schedule", commands, argc, argv);
}
