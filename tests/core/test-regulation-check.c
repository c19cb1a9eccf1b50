/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One fault at a time is put into a profile that uses the whole format: each is told, at its place,
 * and nothing else is. */
#include <string.h>

#include "core/osr-json.h"
#include "core/regulation/osr-regulation.h"
#include "core/schema/osr-regulation-check.h"

static char *
read_text (const char *path)
{
  char *text;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static OsrJsonSchema *
load_schema (void)
{
  g_autofree char *text = read_text (OSR_TEST_DATA "/regulations/schema.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = osr_json_read_object (text, -1, 0, "schema", &error);
  OsrJsonSchema *schema;

  g_assert_no_error (error);
  schema = osr_json_schema_new (object, &error);
  g_assert_no_error (error);
  return schema;
}

/* The profile as a tree that may be changed. */
static JsonNode *
load_whole (void)
{
  g_autofree char *text = read_text (OSR_TEST_WHOLE);
  JsonNode *node = json_from_string (text, NULL);

  g_assert_nonnull (node);
  return node;
}

static JsonNode *
step_to (JsonNode *node, const char *name)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_element (json_node_get_array (node),
                                   (guint) g_ascii_strtoull (name, NULL, 10));
  return json_object_get_member (json_node_get_object (node), name);
}

/* Puts @value (nullable: nothing) where @pointer leads; no name in it has "~". */
static void
put (JsonNode *root, const char *pointer, const char *value)
{
  g_auto (GStrv) names = g_strsplit (pointer + 1, "/", -1);
  guint last = g_strv_length (names) - 1;
  JsonNode *node = root;

  for (guint i = 0; i < last; i++) {
    node = step_to (node, names[i]);
    g_assert_nonnull (node);
  }
  if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);
    g_autoptr (GPtrArray) after = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
    guint index = (guint) g_ascii_strtoull (names[last], NULL, 10);

    while (json_array_get_length (array) > index) {
      g_ptr_array_add (after, json_array_dup_element (array, index));
      json_array_remove_element (array, index);
    }
    if (value != NULL)
      json_array_add_element (array, json_from_string (value, NULL));
    for (guint i = 1; i < after->len; i++)
      json_array_add_element (array, json_node_ref (after->pdata[i]));
  } else if (value != NULL) {
    json_object_set_member (json_node_get_object (node), names[last],
                            json_from_string (value, NULL));
  } else {
    json_object_remove_member (json_node_get_object (node), names[last]);
  }
}

static GPtrArray *
faults_of (JsonNode *document)
{
  g_autoptr (OsrJsonSchema) schema = load_schema ();
  GPtrArray *faults = osr_json_faults_new ();

  osr_regulation_check (json_node_get_object (document), schema, faults);
  return faults;
}

static void
test_whole (void)
{
  g_autoptr (JsonNode) document = load_whole ();
  g_autoptr (GPtrArray) faults = faults_of (document);

  for (guint i = 0; i < faults->len; i++)
    g_test_message ("%s: %s", ((OsrJsonFault *) faults->pdata[i])->pointer,
                    ((OsrJsonFault *) faults->pdata[i])->sentence);
  g_assert_cmpuint (faults->len, ==, 0);
}

typedef struct {
  const char *name;
  const char *place; /* where @value (nullable: nothing) is put */
  const char *value;
  const char *pointer; /* of the one fault */
  const char *words;   /* of its sentence */
} Row;

#define PATCH "/readings/0/settings/1/patch"

static const Row rows[] = {
  { "id-missing", "/id", NULL, "", "\"id\" is missing; expected an id" },
  { "id-badly-written", "/id", "\"Region 7\"", "/id", "expected an id" },
  { "version", "/version", "0", "/version", "1 or more" },
  { "title-in-one-language", "/title", "{\"ru\":\"x\"}", "/title", "\"en\" is missing" },
  { "title-blank", "/title/en", "\" \"", "/title/en", "a text that is not blank" },
  { "act-date", "/act/date", "\"2023-02-29\"", "/act/date", "no such day" },
  { "act-date-badly-written", "/act/date", "\"29.02.2024\"", "/act/date", "expected a date" },
  { "region", "/region", "\"Amur\"", "/region", "ISO 3166-2" },
  { "zone", "/zone", "\"+03:00\"", "/zone", "IANA" },
  { "network-unknown", "/networks/0", "\"icq\"", "/networks/0", "expected one of \"vk\"" },
  { "network-on-and-off", "/networks_off/0/networks/0", "\"vk\"", "/networks_off/0/networks/0",
    "also among the networks that are on" },
  { "draft-kind", "/draft_kinds/1", "\"joke\"", "/draft_kinds/1", "\"interim\"" },
  { "draft-kind-of-a-trigger", "/timers/5/met_by/0", "\"published:clarification\"",
    "/timers/5/met_by/0", "\"clarification\" is not among the draft_kinds" },
  { "role-own", "/roles/2/id", "\"admin\"", "/roles/2/id", "the program's own role" },
  { "role-twice", "/roles/2/id", "\"writer\"", "/roles/2/id", "already a role \"writer\"" },
  { "role-reach", "/roles/0/reach", "\"everywhere\"", "/roles/0/reach", "\"office\"" },
  { "step-unknown", "/steps/jumped", "{\"roles\":[\"clerk\"],\"clause\":\"1\"}", "/steps/jumped",
    "no event \"jumped\"" },
  { "step-role-unknown", "/steps/routed/roles/0", "\"boss\"", "/steps/routed/roles/0",
    "no \"boss\" among the roles" },
  { "step-clause", "/steps/routed/clause", NULL, "/steps/routed", "expected a clause" },
  { "timer-clause", "/timers/2/clause", NULL, "/timers/2", "expected a clause of the text" },
  { "timer-clause-empty", "/timers/2/clause", "\"?\"", "/timers/2/clause", "expected a clause" },
  { "timer-twice", "/timers/1/id", "\"hand-out\"", "/timers/1/id",
    "already a timer, duty or watch \"hand-out\"" },
  { "timer-unit", "/timers/3/unit", "\"hours\"", "/timers/3/unit", "\"working-minutes\"" },
  { "timer-amount-missing", "/timers/0/amount", NULL, "/timers/0", "\"amount\" is missing" },
  { "timer-amount-of-at-once", "/timers/1/amount", "5", "/timers/1/amount", "no such member" },
  { "timer-amount-zero", "/timers/0/amount", "0", "/timers/0/amount", "1 or more" },
  { "timer-start-missing", "/timers/0/starts", "[]", "/timers/0/starts", "at least 1" },
  { "timer-start-unknown", "/timers/0/starts/0", "\"dreamt\"", "/timers/0/starts/0",
    "no event \"dreamt\"" },
  { "timer-start-with-member-unknown", "/timers/2/starts/1/event", "\"dreamt\"",
    "/timers/2/starts/1/event", "no event \"dreamt\"" },
  { "timer-start-with-list", "/timers/2/starts/1/value", "[1]", "/timers/2/starts/1/value",
    "a text, a whole number, true or false" },
  { "timer-met-by-unknown", "/timers/0/met_by/0", "\"dreamt\"", "/timers/0/met_by/0", "no event" },
  { "timer-removed-by-unknown", "/timers/2/removed_by/0", "\"dreamt\"", "/timers/2/removed_by/0",
    "no event" },
  { "before-unknown", "/timers/4/before", "\"nothing\"", "/timers/4/before",
    "no \"nothing\" among the timers" },
  { "before-later", "/timers/0/before", "\"whole\"", "/timers/0/before",
    "must stand before this one" },
  { "before-itself", "/timers/4/before", "\"text\"", "/timers/4/before", "must stand before" },
  { "before-at-once", "/timers/4/before", "\"look\"", "/timers/4/before", "at once" },
  { "before-other-unit", "/timers/5/before", "\"whole\"", "/timers/5/before",
    "counted in working-minutes, this one in working-days" },
  { "before-and-within", "/timers/4/within", "\"whole\"", "/timers/4/within", "not both" },
  { "within-unknown", "/timers/3/within", "\"nothing\"", "/timers/3/within", "no \"nothing\"" },
  { "within-at-once", "/timers/3/within", "\"look\"", "/timers/3/within", "at once" },
  { "reserve-unknown", "/timers/4/reserve/0", "\"nothing\"", "/timers/4/reserve/0",
    "no \"nothing\"" },
  { "reserve-later", "/timers/4/reserve/0", "\"last\"", "/timers/4/reserve/0",
    "must stand before" },
  { "reserve-other-unit", "/timers/5/reserve", "[\"sign\"]", "/timers/5/reserve/0",
    "counted in working-minutes, this one in working-days" },
  { "edge", "/timers/5/edge", "\"working\"", "/timers/5/edge", "only a limit in minutes" },
  { "day-start", "/timers/2/day_start", "\"working\"", "/timers/2/day_start",
    "only a limit in working-days" },
  { "shortened-above", "/timers/2/shortened/amount", "480", "/timers/2/shortened/amount",
    "less than the standard amount, 480" },
  { "shortened-without-amount", "/timers/2/shortened/amount", NULL, "/timers/2/shortened",
    "\"amount\" is missing" },
  { "shortened-by-minutes-with-amount", "/timers/3/shortened/amount", "5",
    "/timers/3/shortened/amount", "no such member" },
  { "shortened-days", "/timers/5/shortened", "{\"by\":\"mark\",\"amount\":3}",
    "/timers/5/shortened", "only a limit in minutes" },
  { "timer-reading-unknown", "/timers/2/readings/0", "\"stars\"", "/timers/2/readings/0",
    "no \"stars\" among the readings" },
  { "timer-warn-order", "/timers/4/warn", "[100,500]", "/timers/4/warn/1", "less than the share" },
  { "ends-unknown", "/ends/0", "\"dreamt\"", "/ends/0", "no event" },
  { "warning-order", "/warnings/shares", "[500,500]", "/warnings/shares/1",
    "less than the share before it" },
  { "warning-whole", "/warnings/shares/0", "1000", "/warnings/shares/0", "999 or less" },
  { "warning-none", "/warnings/shares/1", "0", "/warnings/shares/1", "1 or more" },
  { "rule-unknown", "/rules/tea", "{}", "/rules/tea", "no such member" },
  { "rule-clause", "/rules/approval/clause", NULL, "/rules/approval", "\"clause\" is missing" },
  { "approval-role", "/rules/approval/by/0", "\"boss\"", "/rules/approval/by/0",
    "among the roles" },
  { "co-executors-sent-to", "/rules/co_executors/sent_to/1", "\"boss\"",
    "/rules/co_executors/sent_to/1", "among the roles" },
  { "co-executors-ordered-by", "/rules/co_executors/ordered_by/0", "\"boss\"",
    "/rules/co_executors/ordered_by/0", "among the roles" },
  { "co-executors-sent-by", "/rules/co_executors/sent_by/0", "\"boss\"",
    "/rules/co_executors/sent_by/0", "among the roles" },
  { "co-executors-draft", "/rules/co_executors/joint_draft", "\"nobody\"",
    "/rules/co_executors/joint_draft", "\"last-or-curator\"" },
  { "repeat-role", "/rules/repeat/routed_by/0", "\"boss\"", "/rules/repeat/routed_by/0",
    "among the roles" },
  { "repeat-timer", "/rules/repeat/timers/1", "\"nothing\"", "/rules/repeat/timers/1",
    "no \"nothing\" among the timers" },
  { "voice-role", "/rules/reply_voice/role", "\"boss\"", "/rules/reply_voice/role",
    "among the roles" },
  { "responsible-role", "/rules/responsibility/roles/0", "\"boss\"",
    "/rules/responsibility/roles/0", "among the roles" },
  { "ground-twice", "/rules/dismissal/grounds/1/id", "\"harm\"", "/rules/dismissal/grounds/1/id",
    "stands earlier" },
  { "style-check", "/reply_style/rhyme", "{\"clause\":\"1\",\"blocks\":true}", "/reply_style/rhyme",
    "\"polite-address\"" },
  { "rating-weights", "/rating/metrics/0/weight", "50", "/rating/metrics", "90 per cent" },
  { "rating-timer", "/rating/counts/timeliness/timers/0", "\"nothing\"",
    "/rating/counts/timeliness/timers/0", "no \"nothing\" among the timers" },
  { "rating-duty", "/rating/counts/activity/duty", "\"nothing\"", "/rating/counts/activity/duty",
    "no \"nothing\" among the duties" },
  { "rating-leave-out", "/rating/counts/leave_out/0", "\"late\"", "/rating/counts/leave_out/0",
    "\"repeat\"" },
  { "duty-event", "/duties/0/done_by/0", "\"dreamt\"", "/duties/0/done_by/0", "no event" },
  { "duty-twice", "/duties/3/id", "\"whole\"", "/duties/3/id", "already a timer, duty or watch" },
  { "duty-once-without-amount", "/duties/3/amount", NULL, "/duties/3", "\"amount\" is missing" },
  { "duty-periodic-with-amount", "/duties/1/amount", "2", "/duties/1/amount", "no such member" },
  { "duty-before-unknown", "/duties/2/before", "\"nothing\"", "/duties/2/before",
    "no \"nothing\" among the duties" },
  { "duty-before-later", "/duties/2/before", "\"agree\"", "/duties/2/before",
    "must stand before this one" },
  { "duty-before-no-date", "/duties/2/before", "\"posts\"", "/duties/2/before", "no date" },
  { "duty-before-other-period", "/duties/2/every", "\"month\"", "/duties/2/before",
    "not of the same period" },
  { "duty-before-without-amount", "/duties/2/amount", NULL, "/duties/2", "\"amount\" is missing" },
  { "duty-of-a-week-due", "/duties/0/due", "{\"month\":1,\"before_day\":15,\"last\":\"working\"}",
    "/duties/0/due", "end of the week" },
  { "duty-reading", "/duties/1/readings/0", "\"stars\"", "/duties/1/readings/0",
    "among the readings" },
  { "watch-event", "/watches/0/starts/0", "\"dreamt\"", "/watches/0/starts/0", "no event" },
  { "watch-id-twice", "/watches/0/own_answer/id", "\"whole\"", "/watches/0/own_answer/id",
    "already a timer, duty or watch" },
  { "watch-unit", "/watches/0/unit", "\"working-days\"", "/watches/0/unit", "\"clock-minutes\"" },
  { "setting-twice", "/readings/0/settings/1/id", "\"working\"", "/readings/0/settings/1/id",
    "stands earlier" },
  { "setting-alone", "/readings/0/settings/1", NULL, "/readings/0/settings", "at least 2" },
  { "setting-first-with-patch", "/readings/0/settings/0/patch", "{\"rules\":{\"closing\":null}}",
    "/readings/0/settings/0/patch", "the document as it is" },
  { "patch-timer-unknown", PATCH "/timers/nothing", "{\"amount\":5}", PATCH "/timers/nothing",
    "no \"nothing\" among the timers" },
  { "patch-duty-unknown", PATCH "/duties/nothing", "{\"at_least\":5}", PATCH "/duties/nothing",
    "among the duties" },
  { "patch-removes-nothing", PATCH "/timers/hand-out/before", "null",
    PATCH "/timers/hand-out/before", "no \"before\" to remove" },
  { "patch-removes-no-rule", PATCH "/rules/nothing", "null", PATCH "/rules/nothing",
    "no \"nothing\" to remove" },
  { "patch-of-the-head", PATCH "/zone", "\"Europe/Moscow\"", PATCH "/zone", "no such member" },
  { "patch-breaks-schema", PATCH "/timers/hand-out/unit", "\"weeks\"", PATCH,
    "with this setting, at \"/timers/0/unit\": expected one of" },
  { "patch-breaks-reference", PATCH "/timers/sign", "null", PATCH,
    "with this setting, at \"/timers/3/reserve/0\": there is no \"sign\"" },
  { "patch-breaks-unit", PATCH "/timers/whole", "{\"unit\":\"working-days\"}", PATCH,
    "with this setting, at \"/timers/2/shortened\"" },
};

/* A fault may be told twice over when it breaks two rules; each telling is at one of two places. */
static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (JsonNode) document = load_whole ();
  g_autoptr (GPtrArray) faults = NULL;
  const OsrJsonFault *first;

  put (document, row->place, row->value);
  faults = faults_of (document);
  for (guint i = 0; i < faults->len; i++)
    g_test_message ("%s: %s", ((OsrJsonFault *) faults->pdata[i])->pointer,
                    ((OsrJsonFault *) faults->pdata[i])->sentence);
  g_assert_cmpuint (faults->len, >=, 1);
  first = faults->pdata[0];
  g_assert_cmpstr (first->pointer, ==, row->pointer);
  g_assert_nonnull (strstr (first->sentence, row->words));
}

static gboolean
told_at (GPtrArray *faults, const char *pointer)
{
  gboolean in_patch = g_str_has_prefix (pointer, PATCH);

  for (guint i = 0; i < faults->len; i++) {
    const OsrJsonFault *fault = faults->pdata[i];

    if (g_str_equal (fault->pointer, pointer) || (in_patch && g_str_equal (fault->pointer, PATCH)))
      return TRUE;
  }
  return FALSE;
}

/* Puts a member that nobody knows into @node and everything below it, one after the other. */
static guint
try_unknown (const char *pointer, JsonNode *node)
{
  guint n = 0;

  if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);

    for (guint i = 0; i < json_array_get_length (array); i++) {
      g_autofree char *below = g_strdup_printf ("%s/%u", pointer, i);

      n += try_unknown (below, json_array_get_element (array, i));
    }
  } else if (JSON_NODE_HOLDS_OBJECT (node)) {
    g_autoptr (GList) members = json_object_get_members (json_node_get_object (node));
    g_autoptr (JsonNode) document = load_whole ();
    g_autofree char *place = g_strconcat (pointer, "/clauses-of", NULL);
    g_autoptr (GPtrArray) faults = NULL;

    put (document, place, "\"8\"");
    faults = faults_of (document);
    if (!told_at (faults, place))
      g_test_message ("%s", place);
    g_assert_true (told_at (faults, place));
    n++;
    for (GList *l = members; l != NULL; l = l->next) {
      g_autofree char *below = g_strconcat (pointer, "/", l->data, NULL);

      n += try_unknown (below, json_object_get_member (json_node_get_object (node), l->data));
    }
  }
  return n;
}

static void
test_closed (void)
{
  g_autoptr (JsonNode) document = load_whole ();

  g_assert_cmpuint (try_unknown ("", document), >, 80);
}

/* Every fault is told, not the first alone, those of the schema and the others. */
static void
test_many (void)
{
  g_autoptr (JsonNode) document = load_whole ();
  g_autoptr (GPtrArray) faults = NULL;

  put (document, "/timers/0/clause", NULL);
  put (document, "/timers/4/before", "\"nothing\"");
  put (document, "/rules/approval/by/0", "\"boss\"");
  put (document, PATCH "/timers/nothing", "{\"amount\":5}");
  put (document, "/version", "\"1\"");
  faults = faults_of (document);
  g_assert_cmpuint (faults->len, ==, 5);
  g_assert_true (told_at (faults, "/timers/0"));
  g_assert_true (told_at (faults, "/timers/4/before"));
  g_assert_true (told_at (faults, "/rules/approval/by/0"));
  g_assert_true (told_at (faults, PATCH "/timers/nothing"));
  g_assert_true (told_at (faults, "/version"));
}

/* The check leaves the document as it was. */
static void
test_unchanged (void)
{
  g_autoptr (JsonNode) document = load_whole ();
  g_autoptr (JsonNode) same = load_whole ();
  g_autoptr (GPtrArray) faults = faults_of (document);

  g_assert_true (json_node_equal (document, same));
}

/* Reads @document with two settings chosen at once; one reading twice is the later setting alone. */
static void
try_pair (OsrJsonSchema *schema, JsonObject *document, const char *const choice[4])
{
  g_autoptr (JsonObject) choices = json_object_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (OsrRegulation) regulation = NULL;
  g_autoptr (GPtrArray) faults = osr_json_faults_new ();
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (choices, choice[0], choice[1]);
  json_object_set_string_member (choices, choice[2], choice[3]);
  regulation = osr_regulation_new_with_readings (document, choices, "pair", &error);
  if (regulation != NULL) {
    node = json_node_init_object (json_node_alloc (), osr_regulation_get_document (regulation));
    osr_json_schema_validate (schema, node, faults);
  }
  if (regulation == NULL || faults->len > 0)
    g_test_message ("%s=%s %s=%s: %s", choice[0], choice[1], choice[2], choice[3],
                    error != NULL ? error->message : ((OsrJsonFault *) faults->pdata[0])->sentence);
  g_assert_no_error (error);
  g_assert_cmpuint (faults->len, ==, 0);
}

/* All settings but the first ones, as pairs of ids in one list. */
static GPtrArray *
list_settings (JsonObject *document)
{
  GPtrArray *ids = g_ptr_array_new ();
  JsonArray *readings = osr_json_get_array (document, "readings");

  for (guint i = 0; i < json_array_get_length (readings); i++) {
    JsonObject *reading = osr_json_array_get_object (readings, i);
    JsonArray *settings = osr_json_get_array (reading, "settings");

    for (guint j = 1; j < json_array_get_length (settings); j++) {
      JsonObject *setting = osr_json_array_get_object (settings, j);

      g_ptr_array_add (ids, (gpointer) osr_json_get_string (reading, "id"));
      g_ptr_array_add (ids, (gpointer) osr_json_get_string (setting, "id"));
    }
  }
  return ids;
}

static void
try_pairs (JsonObject *document)
{
  g_autoptr (OsrJsonSchema) schema = load_schema ();
  g_autoptr (GPtrArray) ids = list_settings (document);

  for (guint i = 0; i < ids->len; i += 2) {
    for (guint j = 0; j < i; j += 2) {
      const char *const choice[] = { ids->pdata[j], ids->pdata[j + 1], ids->pdata[i],
                                     ids->pdata[i + 1] };

      try_pair (schema, document, choice);
    }
  }
}

/* What ships is right, also with any two readings changed. */
static void
test_shipped (void)
{
  g_autoptr (GDir) dir = g_dir_open (OSR_TEST_DATA "/regulations", 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (OSR_TEST_DATA "/regulations", name, NULL);
    g_autofree char *text = NULL;
    g_autoptr (JsonNode) document = NULL;
    g_autoptr (GPtrArray) faults = NULL;

    if (g_str_equal (name, "schema.json"))
      continue;
    text = read_text (path);
    document = json_from_string (text, NULL);
    faults = faults_of (document);
    for (guint i = 0; i < faults->len; i++)
      g_test_message ("%s: %s: %s", name, ((OsrJsonFault *) faults->pdata[i])->pointer,
                      ((OsrJsonFault *) faults->pdata[i])->sentence);
    g_assert_cmpuint (faults->len, ==, 0);
    try_pairs (json_node_get_object (document));
    n++;
  }
  g_assert_cmpuint (n, >=, 5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/regulation-check/whole", test_whole);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *name = g_strconcat ("/core/regulation-check/", rows[i].name, NULL);

    g_test_add_data_func (name, &rows[i], test_row);
  }
  g_test_add_func ("/core/regulation-check/closed", test_closed);
  g_test_add_func ("/core/regulation-check/many", test_many);
  g_test_add_func ("/core/regulation-check/unchanged", test_unchanged);
  g_test_add_func ("/core/regulation-check/shipped", test_shipped);
  return g_test_run ();
}
