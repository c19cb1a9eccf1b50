/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recounts timelines {id, regulation, events[], due{}} with the same code that the window and the
 * coordinator use, and says where the result differs. For whoever writes or changes a profile. */
#include "ctl/osr-ctl-deadlines.h"

#include <gio/gio.h>

#include "core/osr-deadline.h"
#include "core/osr-error.h"
#include "core/osr-json.h"
#include "store/osr-data.h"
#include "store/osr-tzdata.h"

typedef struct {
  GHashTable *registries; /* regulation id → OsrRegistry */
  GString *difference;    /* of the timeline under way */
  guint passed;
  guint failed;
} Recount;

static JsonObject *
load_document (const char *name, GError **error)
{
  g_autoptr (GBytes) bytes = osr_data_load (name, error);
  gsize length;
  const char *data;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &length);
  return osr_json_read_object (data, (gssize) length, 0, name, error);
}

static gboolean
apply_calendar (OsrRegistry *registry, const char *zone_id, GError **error)
{
  g_autoptr (JsonObject) calendar = load_document ("calendars/ru.json", error);
  g_autoptr (GPtrArray) zones = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_zone_unref);
  OsrZone *zone;

  if (calendar == NULL || (zone = osr_tzdata_load (zone_id, error)) == NULL)
    return FALSE;
  g_ptr_array_add (zones, zone);
  return osr_registry_apply_calendar (registry, calendar, zones, NULL, FALSE, error);
}

static OsrRegistry *
load_registry (const char *id, GError **error)
{
  g_autofree char *name = g_strdup_printf ("regulations/%s.json", id);
  g_autoptr (JsonObject) document = load_document (name, error);
  g_autoptr (OsrRegulation) regulation = NULL;
  g_autoptr (OsrRegistry) registry = osr_registry_new ();

  if (document == NULL)
    return NULL;
  regulation = osr_regulation_new_from_json (document, name, error);
  if (regulation == NULL)
    return NULL;
  osr_registry_apply_regulation (registry, regulation);
  if (!apply_calendar (registry, osr_regulation_get_zone (regulation), error))
    return NULL;
  return g_steal_pointer (&registry);
}

static OsrRegistry *
find_registry (Recount *recount, const char *id, GError **error)
{
  OsrRegistry *registry = g_hash_table_lookup (recount->registries, id);

  if (registry == NULL && (registry = load_registry (id, error)) != NULL)
    g_hash_table_insert (recount->registries, g_strdup (id), registry);
  return registry;
}

static GPtrArray *
read_events (JsonObject *timeline, GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);
  JsonArray *array = osr_json_get_array (timeline, "events");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonObject *object = osr_json_array_get_object (array, i);
    const char *type = osr_json_get_string (object, "type");
    OsrInstant at = osr_instant_parse (osr_json_get_string (object, "at"));

    if (type == NULL || at == OSR_INSTANT_UNKNOWN) {
      g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                   "%s: event %u needs \"type\" and \"at\" with an offset",
                   osr_json_get_string (timeline, "id"), i + 1);
      return NULL;
    }
    g_ptr_array_add (events, osr_event_new (type, at, object, NULL));
  }
  return g_steal_pointer (&events);
}

/* timer → due in the zone of the office; of several bodies the one whose clock started last. */
static JsonObject *
due_moments (GPtrArray *deadlines, OsrZone *zone)
{
  JsonObject *due = json_object_new ();

  for (guint i = 0; i < deadlines->len; i++) {
    const OsrDeadline *deadline = deadlines->pdata[i];
    g_autofree char *text = NULL;

    if (deadline->state == OSR_DEADLINE_REMOVED || deadline->due == OSR_INSTANT_UNKNOWN)
      continue;
    text = osr_instant_format (deadline->due, zone);
    json_object_set_string_member (due, deadline->spec->id, text);
  }
  return due;
}

static void
note_difference (Recount *recount, const char *id, const char *timer, const char *expected,
                 const char *got)
{
  g_string_append_printf (recount->difference, "%s %s: expected %s, got %s\n", id, timer,
                          expected != NULL ? expected : "none", got != NULL ? got : "none");
}

static void
compare_due (Recount *recount, const char *id, JsonObject *expected, JsonObject *got)
{
  g_autoptr (GList) wanted = json_object_get_members (expected);
  g_autoptr (GList) found = json_object_get_members (got);

  for (GList *l = wanted; l != NULL; l = l->next) {
    const char *want = osr_json_get_string (expected, l->data);
    const char *have = osr_json_get_string (got, l->data);

    if (osr_instant_parse (want) != osr_instant_parse (have))
      note_difference (recount, id, l->data, want, have);
  }
  for (GList *l = found; l != NULL; l = l->next) {
    if (!json_object_has_member (expected, l->data))
      note_difference (recount, id, l->data, NULL, osr_json_get_string (got, l->data));
  }
}

static JsonObject *
recount_timeline (Recount *recount, JsonObject *timeline, GError **error)
{
  const char *regulation = osr_json_get_string (timeline, "regulation");
  OsrRegistry *registry;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) deadlines = NULL;

  if (osr_json_get_string (timeline, "id") == NULL || regulation == NULL) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "a timeline needs \"id\" and \"regulation\"");
    return NULL;
  }
  registry = find_registry (recount, regulation, error);
  events = registry != NULL ? read_events (timeline, error) : NULL;
  if (events == NULL)
    return NULL;
  deadlines = osr_deadlines_compute (events, registry);
  return due_moments (deadlines,
                      osr_work_time_get_zone (osr_registry_get_work_time (registry, NULL)));
}

static void
judge (Recount *recount, JsonObject *timeline, JsonObject *due)
{
  JsonObject *expected = osr_json_get_object (timeline, "due");

  if (expected == NULL)
    return;
  g_string_truncate (recount->difference, 0);
  compare_due (recount, osr_json_get_string (timeline, "id"), expected, due);
  if (recount->difference->len > 0)
    recount->failed++;
  else
    recount->passed++;
  g_print ("%s", recount->difference->str);
}

static void
add_answer (JsonArray *answers, JsonObject *timeline, JsonObject *due)
{
  JsonObject *answer = json_object_new ();

  json_object_set_string_member (answer, "id", osr_json_get_string (timeline, "id"));
  json_object_set_object_member (answer, "due", json_object_ref (due));
  json_array_add_object_element (answers, answer);
}

static gboolean
recount_all (Recount *recount, JsonArray *timelines, const char *only, JsonArray *answers,
             GError **error)
{
  for (guint i = 0; i < json_array_get_length (timelines); i++) {
    JsonObject *timeline = osr_json_array_get_object (timelines, i);
    g_autoptr (JsonObject) due = NULL;

    if (only != NULL && g_strcmp0 (osr_json_get_string (timeline, "regulation"), only) != 0)
      continue;
    due = recount_timeline (recount, timeline, error);
    if (due == NULL)
      return FALSE;
    if (answers != NULL)
      add_answer (answers, timeline, due);
    else
      judge (recount, timeline, due);
  }
  return TRUE;
}

static JsonNode *
load_timelines (const char *path, GError **error)
{
  g_autofree char *bytes = NULL;
  g_autoptr (JsonNode) root = NULL;
  gsize length;

  if (!g_file_get_contents (path, &bytes, &length, error))
    return NULL;
  root = osr_json_read (bytes, (gssize) length, 0, path, error);
  if (root != NULL && !JSON_NODE_HOLDS_ARRAY (root)) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, "%s: expected a list of timelines",
                 path);
    return NULL;
  }
  return g_steal_pointer (&root);
}

static void
print_answers (JsonArray *answers)
{
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), answers);
  g_autofree char *text = osr_json_write (node);

  g_print ("%s\n", text);
}

static gboolean
run (Recount *recount, const char *path, const char *only, gboolean json, GError **error)
{
  g_autoptr (JsonNode) timelines = load_timelines (path, error);
  g_autoptr (JsonArray) answers = json ? json_array_new () : NULL;

  if (timelines == NULL ||
      !recount_all (recount, json_node_get_array (timelines), only, answers, error))
    return FALSE;
  if (json)
    print_answers (answers);
  else
    g_print ("%u passed, %u failed\n", recount->passed, recount->failed);
  return TRUE;
}

int
osr_ctl_deadlines (int argc, char **argv)
{
  g_autofree char *path = NULL, *only = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "vectors", 0, 0, G_OPTION_ARG_FILENAME, &path, "Timelines to recount (JSON)", "FILE" },
    { "regulation", 0, 0, G_OPTION_ARG_STRING, &only, "Only the timelines of this one", "ID" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, "Print the due moments instead of differences",
      NULL },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("deadlines --vectors FILE");
  g_autoptr (GHashTable) registries =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) osr_registry_unref);
  g_autoptr (GString) difference = g_string_new (NULL);
  Recount recount = { registries, difference, 0, 0 };
  g_autoptr (GError) error = NULL;

  g_option_context_set_summary (context, "Counts the due moments of worked timelines anew.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (g_option_context_parse (context, &argc, &argv, &error) && path == NULL)
    g_set_error_literal (&error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "--vectors FILE is needed");
  if (error == NULL)
    run (&recount, path, only, json, &error);
  if (error != NULL) {
    g_printerr ("open-sources-ctl: %s\n", error->message);
    return 2;
  }
  return recount.failed > 0 ? 1 : 0;
}
