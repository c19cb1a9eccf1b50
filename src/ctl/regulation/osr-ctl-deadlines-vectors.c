/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recounts timelines {id, regulation, events[], due{}} with the same code that the window and the
 * coordinator use, and says where the result differs. For whoever writes or changes a profile. */
#include "core/osr-error.h"
#include "core/osr-json.h"
#include "ctl/regulation/osr-ctl-deadlines-private.h"
#include "ctl/regulation/osr-ctl-profile.h"
#include "ctl/regulation/osr-ctl-timeline.h"

typedef struct {
  const OsrCtlDeadlines *options;
  const char *only;       /* nullable: id of the one regulation that is wanted */
  GHashTable *registries; /* regulation id → OsrRegistry */
  GString *difference;    /* of the timeline under way */
  JsonArray *answers;     /* nullable */
  guint passed;
  guint failed;
} Recount;

static OsrRegistry *
add_registry (Recount *recount, const char *id_or_file, GError **error)
{
  g_autoptr (OsrRegulation) regulation =
      osr_ctl_read_profile (id_or_file, recount->options->choices, error);
  OsrRegistry *registry =
      regulation != NULL ? osr_ctl_make_registry (regulation, NULL, error) : NULL;

  if (registry != NULL)
    g_hash_table_insert (recount->registries, g_strdup (osr_regulation_get_id (regulation)),
                         registry);
  return registry;
}

static OsrRegistry *
find_registry (Recount *recount, const char *id, GError **error)
{
  OsrRegistry *registry = g_hash_table_lookup (recount->registries, id);

  return registry != NULL ? registry : add_registry (recount, id, error);
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

    if (want == NULL || have == NULL || osr_instant_parse (want) != osr_instant_parse (have))
      note_difference (recount, id, l->data, want, have);
  }
  for (GList *l = found; l != NULL; l = l->next) {
    if (!json_object_has_member (expected, l->data))
      note_difference (recount, id, l->data, NULL, osr_json_get_string (got, l->data));
  }
}

static void
judge (Recount *recount, const char *id, JsonObject *expected, JsonObject *due)
{
  g_string_truncate (recount->difference, 0);
  compare_due (recount, id, expected, due);
  if (recount->difference->len > 0)
    recount->failed++;
  else
    recount->passed++;
  g_print ("%s", recount->difference->str);
}

static void
add_answer (JsonArray *answers, const char *id, JsonObject *due)
{
  JsonObject *answer = json_object_new ();

  json_object_set_string_member (answer, "id", id);
  json_object_set_object_member (answer, "due", json_object_ref (due));
  json_array_add_object_element (answers, answer);
}

static gboolean
check_timeline (JsonObject *timeline, const char *where, GError **error)
{
  static const char *const texts[] = { "id", "regulation" };

  if (timeline == NULL) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, "%s: expected an object", where);
    return FALSE;
  }
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    if (osr_json_get_string (timeline, texts[i]) == NULL) {
      g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                   "%s: member \"%s\": expected a text", where, texts[i]);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
check_due (JsonObject *timeline, const char *where, GError **error)
{
  JsonObject *due = osr_json_get_object (timeline, "due");
  g_autoptr (GList) timers = due != NULL ? json_object_get_members (due) : NULL;

  if (due == NULL && json_object_has_member (timeline, "due")) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "%s: member \"due\": expected an object", where);
    return FALSE;
  }
  for (GList *l = timers; l != NULL; l = l->next) {
    if (osr_instant_parse (osr_json_get_string (due, l->data)) == OSR_INSTANT_UNKNOWN) {
      g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                   "%s: member \"due\", timer \"%s\": expected a moment with an offset", where,
                   (const char *) l->data);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
recount_timeline (Recount *recount, JsonObject *timeline, const char *where, GError **error)
{
  const char *id = osr_json_get_string (timeline, "id");
  JsonObject *expected = osr_json_get_object (timeline, "due");
  OsrRegistry *registry =
      find_registry (recount, osr_json_get_string (timeline, "regulation"), error);
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) deadlines = NULL;
  g_autoptr (JsonObject) due = NULL;

  if (registry == NULL) {
    g_prefix_error (error, "%s: ", where);
    return FALSE;
  }
  events = osr_ctl_read_events (osr_json_get_array (timeline, "events"), where, error);
  if (events == NULL || !check_due (timeline, where, error))
    return FALSE;
  deadlines = osr_deadlines_compute (events, registry);
  due = osr_ctl_due_moments (deadlines,
                             osr_work_time_get_zone (osr_registry_get_work_time (registry, NULL)));
  if (recount->answers != NULL)
    add_answer (recount->answers, id, due);
  else if (expected != NULL)
    judge (recount, id, expected, due);
  return TRUE;
}

static gboolean
recount_all (Recount *recount, JsonArray *timelines, GError **error)
{
  for (guint i = 0; i < json_array_get_length (timelines); i++) {
    JsonObject *timeline = osr_json_array_get_object (timelines, i);
    const char *id = osr_json_get_string (timeline, "id");
    g_autofree char *where = g_strdup_printf ("%s, timeline %u (%s)", recount->options->vectors,
                                              i + 1, id != NULL ? id : "?");

    if (!check_timeline (timeline, where, error))
      return FALSE;
    if (recount->only != NULL &&
        g_strcmp0 (osr_json_get_string (timeline, "regulation"), recount->only) != 0)
      continue;
    if (!recount_timeline (recount, timeline, where, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
choose_regulation (Recount *recount, GError **error)
{
  OsrRegistry *registry = NULL;

  if (recount->options->regulation == NULL)
    return TRUE;
  registry = add_registry (recount, recount->options->regulation, error);
  if (registry != NULL)
    recount->only = osr_regulation_get_id (osr_registry_get_regulation (registry));
  return registry != NULL;
}

static gboolean
run (Recount *recount, GError **error)
{
  const char *path = recount->options->vectors;
  g_autoptr (JsonNode) timelines = osr_ctl_load_file (path, error);

  if (timelines != NULL && !JSON_NODE_HOLDS_ARRAY (timelines)) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, "%s: expected a list of timelines",
                 path);
    return FALSE;
  }
  return timelines != NULL && choose_regulation (recount, error) &&
         recount_all (recount, json_node_get_array (timelines), error);
}

gboolean
osr_ctl_deadlines_vectors (const OsrCtlDeadlines *self, guint *failed, GError **error)
{
  g_autoptr (GHashTable) registries =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) osr_registry_unref);
  g_autoptr (GString) difference = g_string_new (NULL);
  g_autoptr (JsonArray) answers = self->json ? json_array_new () : NULL;
  Recount recount = { self, NULL, registries, difference, answers, 0, 0 };

  if (!run (&recount, error))
    return FALSE;
  if (answers != NULL) {
    g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), answers);

    osr_ctl_print_json (node);
  } else {
    g_print ("%u passed, %u failed\n", recount.passed, recount.failed);
  }
  *failed = recount.failed;
  return TRUE;
}
