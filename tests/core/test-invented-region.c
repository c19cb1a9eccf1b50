/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sixth region that no program was written for: its regulation uses all that the schema has, under
 * names of its own, in a zone whose clock changes twice a year. The moments of its timelines were
 * worked out by hand; how, each of them tells. */
#include <string.h>

#include "core/osr-deadline.h"
#include "core/osr-json.h"
#include "core/osr-rules.h"
#include "core/schema/osr-regulation-check.h"

static JsonNode *
load (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  JsonNode *node;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  node = osr_json_read (bytes, (gssize) length, 0, name, &error);
  g_assert_no_error (error);
  return node;
}

static JsonObject *
load_object (const char *folder, const char *name)
{
  g_autoptr (JsonNode) node = load (folder, name);

  return json_node_dup_object (node);
}

static JsonObject *
load_profile (void)
{
  return load_object (REGIONS, "skerries.json");
}

/* --- the profile is right, and uses everything --- */

static void
test_valid (void)
{
  g_autoptr (JsonObject) profile = load_profile ();
  g_autoptr (JsonObject) document = load_object (OSR_TEST_DATA, "regulations/schema.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrJsonSchema) schema = osr_json_schema_new (document, &error);
  g_autoptr (GPtrArray) faults = osr_json_faults_new ();

  g_assert_no_error (error);
  osr_regulation_check (profile, schema, faults);
  for (guint i = 0; i < faults->len; i++) {
    const OsrJsonFault *fault = faults->pdata[i];

    g_test_message ("%s: %s", fault->pointer, fault->sentence);
  }
  g_assert_cmpuint (faults->len, ==, 0);
}

/* What the profile uses of the schema, by the place in the schema. */
typedef struct {
  JsonObject *defs;
  GHashTable *members; /* "/$defs/timer/unit" */
  GHashTable *values;  /* "/$defs/unit=at-once" */
  GHashTable *times;   /* "/$defs/unit" → how often it was met */
} Used;

static void use (Used *used, JsonObject *schema, const char *where, JsonNode *node);

static void
use_each (Used *used, JsonObject *schema, const char *where, JsonNode *node)
{
  JsonObject *properties = osr_json_get_object (schema, "properties");
  JsonObject *others = osr_json_get_object (schema, "additionalProperties");
  JsonObject *names = osr_json_get_object (schema, "propertyNames");
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &value)) {
    JsonObject *property = osr_json_get_object (properties, name);
    g_autofree char *place = g_strconcat (where, "/", property != NULL ? name : "*", NULL);
    g_autoptr (JsonNode) text = json_node_init_string (json_node_alloc (), name);

    if (property != NULL)
      g_hash_table_add (used->members, g_strdup (place));
    if (property != NULL || others != NULL)
      use (used, property != NULL ? property : others, place, value);
    if (names != NULL)
      use (used, names, place, text);
  }
}

static void
use_items (Used *used, JsonObject *schema, const char *where, JsonNode *node)
{
  JsonObject *items = osr_json_get_object (schema, "items");
  JsonArray *array = json_node_get_array (node);
  g_autofree char *place = g_strconcat (where, "/[]", NULL);

  for (guint i = 0; items != NULL && i < json_array_get_length (array); i++)
    use (used, items, place, json_array_get_element (array, i));
}

/* The schema's alternatives are a text and an object. */
static void
use_alternatives (Used *used, JsonObject *schema, const char *where, JsonNode *node)
{
  JsonArray *all = osr_json_get_array (schema, "oneOf");

  for (guint i = 0; all != NULL && i < json_array_get_length (all); i++) {
    JsonObject *one = json_array_get_object_element (all, i);
    gboolean object = g_str_equal (json_object_get_string_member (one, "type"), "object");

    if (object == JSON_NODE_HOLDS_OBJECT (node)) {
      g_autofree char *place = g_strdup_printf ("%s/oneOf-%u", where, i);

      g_hash_table_add (used->members, g_strdup (place));
      use (used, one, place, node);
    }
  }
}

static void
use_value (Used *used, const char *where, JsonNode *node)
{
  g_autofree char *value = json_to_string (node, FALSE);
  guint times = GPOINTER_TO_UINT (g_hash_table_lookup (used->times, where));

  g_hash_table_add (used->values, g_strconcat (where, "=", value, NULL));
  g_hash_table_insert (used->times, g_strdup (where), GUINT_TO_POINTER (times + 1));
}

static void
use (Used *used, JsonObject *schema, const char *where, JsonNode *node)
{
  const char *other = osr_json_get_string (schema, "$ref");

  if (other != NULL)
    use (used, osr_json_get_object (used->defs, other + strlen ("#/$defs/")), other + 1, node);
  use_alternatives (used, schema, where, node);
  if (json_object_has_member (schema, "enum"))
    use_value (used, where, node);
  if (JSON_NODE_HOLDS_OBJECT (node))
    use_each (used, schema, where, node);
  if (JSON_NODE_HOLDS_ARRAY (node))
    use_items (used, schema, where, node);
}

/* Of what is met at least as often as it has values, every value is there. */
static guint
count_unused_values (Used *used, JsonObject *schema, const char *where)
{
  JsonArray *values = osr_json_get_array (schema, "enum");
  guint n = values != NULL ? json_array_get_length (values) : 0, unused = 0;

  if (n == 0 || GPOINTER_TO_UINT (g_hash_table_lookup (used->times, where)) < n)
    return 0;
  for (guint i = 0; i < n; i++) {
    g_autofree char *value = json_to_string (json_array_get_element (values, i), FALSE);
    g_autofree char *key = g_strconcat (where, "=", value, NULL);

    if (!g_hash_table_contains (used->values, key)) {
      g_test_message ("not used: %s", key);
      unused++;
    }
  }
  return unused;
}

static guint
count_unused (Used *used, JsonObject *schema, const char *where)
{
  JsonObject *properties = osr_json_get_object (schema, "properties");
  JsonObject *items = osr_json_get_object (schema, "items");
  g_autoptr (GList) names = properties != NULL ? json_object_get_members (properties) : NULL;
  g_autofree char *inner = g_strconcat (where, "/[]", NULL);
  guint unused = count_unused_values (used, schema, where);

  for (GList *l = names; l != NULL; l = l->next) {
    g_autofree char *place = g_strconcat (where, "/", l->data, NULL);

    if (!g_hash_table_contains (used->members, place)) {
      g_test_message ("not used: %s", place);
      unused++;
    }
    unused += count_unused (used, json_object_get_object_member (properties, l->data), place);
  }
  return unused + (items != NULL ? count_unused (used, items, inner) : 0);
}

static void
test_uses_everything (void)
{
  g_autoptr (JsonNode) profile = load (REGIONS, "skerries.json");
  g_autoptr (JsonObject) schema = load_object (OSR_TEST_DATA, "regulations/schema.json");
  g_autoptr (GHashTable) members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) times = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Used used = { osr_json_get_object (schema, "$defs"), members, values, times };
  g_autoptr (GList) names = json_object_get_members (used.defs);
  guint unused;

  use (&used, schema, "", profile);
  unused = count_unused (&used, schema, "");
  for (GList *l = names; l != NULL; l = l->next) {
    g_autofree char *place = g_strconcat ("/$defs/", l->data, NULL);

    unused += count_unused (&used, json_object_get_object_member (used.defs, l->data), place);
  }
  g_assert_true (g_hash_table_contains (members, "/$defs/trigger/oneOf-0"));
  g_assert_true (g_hash_table_contains (members, "/$defs/trigger/oneOf-1"));
  g_assert_true (g_hash_table_contains (values, "/$defs/unit=\"at-once\""));
  g_assert_cmpuint (unused, ==, 0);
}

/* --- and no program knows its names --- */

static void
add_ids (GPtrArray *words, JsonObject *profile, const char *list)
{
  JsonArray *array = json_object_get_array_member (profile, list);

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_ptr_array_add (words,
                     g_strdup (osr_json_get_string (osr_json_array_get_object (array, i), "id")));
}

static guint
look_into (const char *path, GPtrArray *words)
{
  g_autofree char *text = NULL;

  if (!g_str_has_suffix (path, ".c") && !g_str_has_suffix (path, ".h"))
    return 0;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  for (guint i = 0; i < words->len; i++) {
    if (strstr (text, words->pdata[i]) == NULL)
      continue;
    g_test_message ("%s names %s", path, (char *) words->pdata[i]);
    g_assert_not_reached ();
  }
  return 1;
}

static guint
look_through (const char *folder, GPtrArray *words)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint files = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    files += g_file_test (path, G_FILE_TEST_IS_DIR) ? look_through (path, words)
                                                    : look_into (path, words);
  }
  return files;
}

/* Its timers, roles and duties, itself and the topic that one of its timers waits for. */
static void
test_named_nowhere (void)
{
  g_autoptr (JsonObject) profile = load_profile ();
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  add_ids (words, profile, "roles");
  add_ids (words, profile, "timers");
  add_ids (words, profile, "duties");
  add_ids (words, profile, "watches");
  g_ptr_array_add (words, g_strdup (json_object_get_string_member (profile, "id")));
  g_ptr_array_add (words, g_strdup ("sea-serpents"));
  g_assert_cmpuint (look_through (SOURCES, words), >, 200);
}

/* --- timelines --- */

static OsrZone *
berlin (void)
{
  const OsrZoneTransition steps[] = {
    { 0, 3600 },
    { osr_instant_parse ("2025-03-30T01:00:00Z"), 7200 },
    { osr_instant_parse ("2025-10-26T01:00:00Z"), 3600 },
    { osr_instant_parse ("2026-03-29T01:00:00Z"), 7200 },
    { osr_instant_parse ("2026-10-25T01:00:00Z"), 3600 },
  };

  return osr_zone_new ("Europe/Berlin", steps, G_N_ELEMENTS (steps));
}

static OsrRegistry *
open_office (JsonObject *readings, OsrZone *zone)
{
  g_autoptr (JsonObject) profile = load_profile ();
  g_autoptr (JsonObject) calendar = load_object (OSR_TEST_DATA, "calendars/ru.json");
  g_autoptr (GPtrArray) zones = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrRegulation) regulation =
      osr_regulation_new_with_readings (profile, readings, "test", &error);
  OsrRegistry *registry = osr_registry_new ();

  g_assert_no_error (error);
  g_ptr_array_add (zones, zone);
  osr_registry_apply_regulation (registry, regulation);
  osr_registry_apply_calendar (registry, calendar, zones, NULL, FALSE, &error);
  g_assert_no_error (error);
  return registry;
}

static GPtrArray *
read_events (JsonObject *timeline)
{
  JsonArray *array = json_object_get_array_member (timeline, "events");
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonObject *event = json_array_get_object_element (array, i);
    OsrInstant at = osr_instant_parse (json_object_get_string_member (event, "at"));

    g_assert_cmpint (at, !=, OSR_INSTANT_UNKNOWN);
    g_ptr_array_add (events, osr_event_new (json_object_get_string_member (event, "type"), at,
                                            event, NULL));
  }
  return events;
}

/* Takes what is there out of @expected. */
static void
check_due (const OsrDeadline *deadline, OsrZone *zone, JsonObject *expected)
{
  const char *id = deadline->spec->id;
  g_autofree char *due = NULL;

  if (deadline->state == OSR_DEADLINE_REMOVED)
    return;
  if (deadline->due != OSR_INSTANT_UNKNOWN)
    due = osr_instant_format (deadline->due, zone);
  g_test_message ("%s: %s", id, due != NULL ? due : "at once");
  g_assert_true (json_object_has_member (expected, id));
  if (json_object_get_null_member (expected, id))
    g_assert_null (due);
  else
    g_assert_cmpstr (due, ==, json_object_get_string_member (expected, id));
  json_object_remove_member (expected, id);
}

/* Which limit presses is found by what starts and meets it. */
static void
check_pressing (GPtrArray *events, GPtrArray *deadlines, OsrRegistry *registry, const char *timer)
{
  g_autoptr (OsrCase) c = osr_case_new ("a");
  const OsrDeadline *pressing;

  for (guint i = 0; i < events->len; i++) {
    OsrEvent *event = events->pdata[i];

    event->version = i + 1;
    osr_case_apply (c, event);
  }
  pressing = osr_rules_next_deadline (c, registry, NULL, deadlines);
  g_assert_nonnull (pressing);
  g_assert_cmpstr (pressing->spec->id, ==, timer);
}

static void
test_timeline (gconstpointer data)
{
  JsonObject *timeline = (JsonObject *) data;
  JsonObject *expected = json_object_get_object_member (timeline, "due");
  g_autoptr (OsrZone) zone = berlin ();
  g_autoptr (OsrRegistry) registry = open_office (osr_json_get_object (timeline, "readings"), zone);
  g_autoptr (GPtrArray) events = read_events (timeline);
  g_autoptr (GPtrArray) deadlines = osr_deadlines_compute (events, registry);

  if (json_object_has_member (timeline, "pressing"))
    check_pressing (events, deadlines, registry,
                    json_object_get_string_member (timeline, "pressing"));
  for (guint i = 0; i < deadlines->len; i++)
    check_due (deadlines->pdata[i], zone, expected);
  g_assert_cmpuint (json_object_get_size (expected), ==, 0);
}

int
main (int argc, char **argv)
{
  g_autoptr (JsonNode) timelines = load (REGIONS, "skerries-timelines.json");
  JsonArray *array = json_node_get_array (timelines);

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/invented-region/valid", test_valid);
  g_test_add_func ("/core/invented-region/uses-everything", test_uses_everything);
  g_test_add_func ("/core/invented-region/named-nowhere", test_named_nowhere);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonObject *timeline = json_array_get_object_element (array, i);
    g_autofree char *path = g_strconcat ("/core/invented-region/",
                                         json_object_get_string_member (timeline, "id"), NULL);

    g_test_add_data_func (path, timeline, test_timeline);
  }
  return g_test_run ();
}
