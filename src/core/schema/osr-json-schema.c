/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checking a document against a schema that osr-json-schema-keywords.c found right. Keyword by
 * keyword, with the pointer of the value at hand; every fault becomes a sentence for whoever wrote the
 * document. A budget of steps bounds the work whatever the two say. */
#include "core/schema/osr-json-schema.h"

#include <string.h>

#include "core/schema/osr-json-schema-private.h"
#include "core/schema/osr-json-schema-words.h"
#include "core/osr-json.h"

#define BUDGET 2000000

typedef struct {
  OsrJsonSchema *self;
  GString *pointer;  /* of the value at hand */
  GPtrArray *faults; /* where they go: the caller's, or a trial's */
  guint depth;
  guint *budget; /* steps that are left, shared by all trials */
} Run;

static void check (Run *run, JsonNode *schema, JsonNode *value);

void
osr_json_schema_free (OsrJsonSchema *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->patterns, g_hash_table_unref);
  g_clear_pointer (&self->root, json_object_unref);
  g_free (self);
}

OsrJsonSchema *
osr_json_schema_new (JsonObject *schema, GError **error)
{
  g_autoptr (OsrJsonSchema) self = g_new0 (OsrJsonSchema, 1);

  self->root = json_object_ref (schema);
  self->patterns =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_regex_unref);
  return osr_json_schema_read_keywords (self, error) ? g_steal_pointer (&self) : NULL;
}

#define fault(run, ...) osr_json_faults_add ((run)->faults, (run)->pointer->str, __VA_ARGS__)

/* Whether @value passes @schema, without a word. */
static gboolean
passes (Run *run, JsonNode *schema, JsonNode *value)
{
  g_autoptr (GPtrArray) faults = osr_json_faults_new ();
  Run trial = *run;

  trial.faults = faults;
  check (&trial, schema, value);
  return faults->len == 0;
}

static gboolean
matches (Run *run, const char *pattern, const char *text)
{
  GRegex *regex = g_hash_table_lookup (run->self->patterns, pattern);

  /* an error is a match that took too many steps: no match */
  return strlen (text) <= OSR_JSON_SCHEMA_MAX_MATCHED &&
         g_regex_match_full (regex, text, -1, 0, 0, NULL, NULL);
}

/* -- Any value -- */

static void
check_type (Run *run, JsonObject *schema, JsonNode *value)
{
  JsonNode *type = json_object_get_member (schema, "type");
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  if (type == NULL || osr_json_words_has_type (type, value))
    return;
  expected = osr_json_words_expected (run->self->root, schema);
  found = osr_json_words_found (value);
  fault (run, "expected %s, found %s", expected, found);
}

static gboolean
same (JsonNode *a, JsonNode *b)
{
  if (osr_json_words_is_number (a) && osr_json_words_is_number (b))
    return json_node_get_double (a) == json_node_get_double (b);
  return json_node_equal (a, b);
}

static void
check_const (Run *run, JsonObject *schema, JsonNode *value)
{
  JsonNode *wanted = json_object_get_member (schema, "const");
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  if (wanted == NULL || same (wanted, value))
    return;
  expected = osr_json_words_found (wanted);
  found = osr_json_words_found (value);
  fault (run, "expected %s, found %s", expected, found);
}

static void
check_enum (Run *run, JsonObject *schema, JsonNode *value)
{
  JsonArray *values = osr_json_get_array (schema, "enum");
  guint n = values != NULL ? json_array_get_length (values) : 0;
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  for (guint i = 0; i < n; i++) {
    if (same (json_array_get_element (values, i), value))
      return;
  }
  if (n == 0)
    return;
  expected = osr_json_words_list (values);
  found = osr_json_words_found (value);
  fault (run, "expected one of %s; found %s", expected, found);
}

/* -- Texts and numbers -- */

static void
check_pattern (Run *run, JsonObject *schema, const char *text)
{
  const char *pattern = osr_json_get_string (schema, "pattern");
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  if (pattern == NULL || matches (run, pattern, text))
    return;
  expected = osr_json_words_expected (run->self->root, schema);
  found = osr_json_words_found_text (text);
  fault (run, "expected %s, written as %s; found %s", expected, pattern, found);
}

static void
check_text (Run *run, JsonObject *schema, const char *text)
{
  gint64 length = g_utf8_strlen (text, -1);
  gint64 least = osr_json_get_int (schema, "minLength", 0);
  gint64 most = osr_json_get_int (schema, "maxLength", G_MAXINT64);

  if (length < least)
    fault (run,
           "expected a text of at least %" G_GINT64_FORMAT " characters, found %" G_GINT64_FORMAT,
           least, length);
  if (length > most)
    fault (run,
           "expected a text of at most %" G_GINT64_FORMAT " characters, found %" G_GINT64_FORMAT,
           most, length);
  check_pattern (run, schema, text);
}

static void
check_bounds (Run *run, JsonObject *schema, JsonNode *value)
{
  JsonNode *least = json_object_get_member (schema, "minimum");
  JsonNode *most = json_object_get_member (schema, "maximum");
  double number = json_node_get_double (value);
  g_autofree char *found = osr_json_words_found (value);

  if (least != NULL && number < json_node_get_double (least))
    fault (run, "expected %g or more, found %s", json_node_get_double (least), found);
  if (most != NULL && number > json_node_get_double (most))
    fault (run, "expected %g or less, found %s", json_node_get_double (most), found);
}

/* -- Lists -- */

static void
check_unique (Run *run, JsonArray *array)
{
  gsize length = run->pointer->len;

  for (guint i = 1; i < json_array_get_length (array) && *run->budget > 0; i++) {
    guint j = 0;

    while (j<i && * run->budget> 0 &&
           !same (json_array_get_element (array, j), json_array_get_element (array, i))) {
      j++;
      (*run->budget)--;
    }
    if (j<i && * run->budget> 0) {
      osr_json_pointer_append_index (run->pointer, i);
      fault (run, "the same as element %u of the list; each may stand there once", j);
      g_string_truncate (run->pointer, length);
    }
  }
}

static void
check_elements (Run *run, JsonNode *schema, JsonArray *array)
{
  gsize length = run->pointer->len;

  for (guint i = 0; i < json_array_get_length (array) && *run->budget > 0; i++) {
    osr_json_pointer_append_index (run->pointer, i);
    check (run, schema, json_array_get_element (array, i));
    g_string_truncate (run->pointer, length);
  }
}

static void
check_array (Run *run, JsonObject *schema, JsonArray *array)
{
  gint64 n = json_array_get_length (array);
  gint64 least = osr_json_get_int (schema, "minItems", 0);
  gint64 most = osr_json_get_int (schema, "maxItems", G_MAXINT64);

  if (n < least)
    fault (run, "expected at least %" G_GINT64_FORMAT " in the list, found %" G_GINT64_FORMAT,
           least, n);
  if (n > most)
    fault (run, "expected at most %" G_GINT64_FORMAT " in the list, found %" G_GINT64_FORMAT, most,
           n);
  if (json_object_has_member (schema, "items"))
    check_elements (run, json_object_get_member (schema, "items"), array);
  if (osr_json_get_boolean (schema, "uniqueItems", FALSE))
    check_unique (run, array);
}

/* -- Objects -- */

static void
check_required (Run *run, JsonObject *schema, JsonObject *object)
{
  JsonArray *names = osr_json_get_array (schema, "required");
  JsonObject *properties = osr_json_get_object (schema, "properties");
  guint n = names != NULL ? json_array_get_length (names) : 0;

  for (guint i = 0; i < n; i++) {
    const char *name = osr_json_array_get_string (names, i);
    JsonObject *property = osr_json_get_object (properties, name);
    g_autofree char *expected = NULL;

    if (json_object_has_member (object, name))
      continue;
    expected = osr_json_words_expected (run->self->root, property);
    fault (run, "the member \"%s\" is missing; expected %s", name, expected);
  }
}

static void
check_size (Run *run, JsonObject *schema, JsonObject *object)
{
  gint64 n = json_object_get_size (object);
  gint64 least = osr_json_get_int (schema, "minProperties", 0);
  gint64 most = osr_json_get_int (schema, "maxProperties", G_MAXINT64);

  if (n < least)
    fault (run, "expected at least %" G_GINT64_FORMAT " members, found %" G_GINT64_FORMAT, least,
           n);
  if (n > most)
    fault (run, "expected at most %" G_GINT64_FORMAT " members, found %" G_GINT64_FORMAT, most, n);
}

static gboolean
check_by_patterns (Run *run, JsonObject *patterns, const char *name, JsonNode *value)
{
  g_autoptr (GList) members = patterns != NULL ? json_object_get_members (patterns) : NULL;
  gboolean known = FALSE;

  for (GList *l = members; l != NULL; l = l->next) {
    if (!matches (run, l->data, name))
      continue;
    known = TRUE;
    check (run, json_object_get_member (patterns, l->data), value);
  }
  return known;
}

static void
check_additional (Run *run, JsonObject *schema, JsonNode *value)
{
  JsonNode *additional = json_object_get_member (schema, "additionalProperties");
  g_autofree char *known = NULL;

  if (additional == NULL)
    return;
  if (JSON_NODE_HOLDS_OBJECT (additional) || json_node_get_boolean (additional)) {
    check (run, additional, value);
    return;
  }
  known = osr_json_words_known_members (schema);
  fault (run, "there is no such member; expected %s", known);
}

static void
check_name (Run *run, JsonObject *schema, const char *name)
{
  JsonNode *names = json_object_get_member (schema, "propertyNames");
  g_autoptr (JsonNode) node = NULL;

  if (names == NULL)
    return;
  node = json_node_init_string (json_node_alloc (), name);
  check (run, names, node);
}

static void
check_members (Run *run, JsonObject *schema, JsonObject *object)
{
  JsonObject *properties = osr_json_get_object (schema, "properties");
  JsonObject *patterns = osr_json_get_object (schema, "patternProperties");
  g_autoptr (GList) members = json_object_get_members (object);
  gsize length = run->pointer->len;

  for (GList *l = members; l != NULL && *run->budget > 0; l = l->next) {
    const char *name = l->data;
    JsonNode *value = json_object_get_member (object, name);
    gboolean known = properties != NULL && json_object_has_member (properties, name);

    osr_json_pointer_append (run->pointer, name);
    check_name (run, schema, name);
    if (known)
      check (run, json_object_get_member (properties, name), value);
    if (!check_by_patterns (run, patterns, name, value) && !known)
      check_additional (run, schema, value);
    g_string_truncate (run->pointer, length);
  }
}

/* -- Schemas of schemas -- */

static void
check_all_of (Run *run, JsonObject *schema, JsonNode *value)
{
  JsonArray *branches = osr_json_get_array (schema, "allOf");
  guint n = branches != NULL ? json_array_get_length (branches) : 0;

  for (guint i = 0; i < n; i++)
    check (run, json_array_get_element (branches, i), value);
}

/* None of @branches took @value. When one alone is for values of this type, its faults say more than
 * that none fits. */
static void
fault_no_branch (Run *run, JsonArray *branches, JsonNode *value)
{
  JsonNode *meant = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  guint n_meant = 0;

  for (guint i = 0; i < json_array_get_length (branches); i++) {
    JsonNode *branch = json_array_get_element (branches, i);

    if (osr_json_words_takes_type (run->self->root, branch, value)) {
      meant = branch;
      n_meant++;
    }
  }
  if (n_meant == 1) {
    check (run, meant, value);
    return;
  }
  expected = osr_json_words_branches (run->self->root, branches);
  found = osr_json_words_found (value);
  fault (run, "expected %s; found %s", expected, found);
}

static void
check_branches (Run *run, JsonArray *branches, gboolean just_one, JsonNode *value)
{
  guint n = branches != NULL ? json_array_get_length (branches) : 0;
  guint n_passed = 0;
  g_autofree char *expected = NULL;

  if (n == 0)
    return;
  for (guint i = 0; i < n; i++)
    n_passed += passes (run, json_array_get_element (branches, i), value);
  if (n_passed == 0)
    fault_no_branch (run, branches, value);
  if (n_passed <= 1 || !just_one)
    return;
  expected = osr_json_words_branches (run->self->root, branches);
  fault (run, "expected just one of: %s; this is %u of them", expected, n_passed);
}

static void
check_condition (Run *run, JsonObject *schema, JsonNode *value)
{
  JsonNode *condition = json_object_get_member (schema, "if");
  JsonNode *consequence = NULL;

  if (condition == NULL)
    return;
  consequence = json_object_get_member (schema, passes (run, condition, value) ? "then" : "else");
  if (consequence != NULL)
    check (run, consequence, value);
}

static void
check_reference (Run *run, JsonObject *schema, JsonNode *value)
{
  const char *reference = osr_json_get_string (schema, "$ref");

  if (reference != NULL)
    check (run, osr_json_schema_find (run->self->root, reference), value);
}

static void
check_by_kind (Run *run, JsonObject *schema, JsonNode *value)
{
  if (JSON_NODE_HOLDS_OBJECT (value)) {
    check_required (run, schema, json_node_get_object (value));
    check_size (run, schema, json_node_get_object (value));
    check_members (run, schema, json_node_get_object (value));
  } else if (JSON_NODE_HOLDS_ARRAY (value)) {
    check_array (run, schema, json_node_get_array (value));
  } else if (osr_json_words_is_number (value)) {
    check_bounds (run, schema, value);
  } else if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING) {
    check_text (run, schema, json_node_get_string (value));
  }
}

static void
check_keywords (Run *run, JsonObject *schema, JsonNode *value)
{
  check_reference (run, schema, value);
  check_type (run, schema, value);
  check_const (run, schema, value);
  check_enum (run, schema, value);
  check_by_kind (run, schema, value);
  check_all_of (run, schema, value);
  check_branches (run, osr_json_get_array (schema, "anyOf"), FALSE, value);
  check_branches (run, osr_json_get_array (schema, "oneOf"), TRUE, value);
  check_condition (run, schema, value);
}

static void
check (Run *run, JsonNode *schema, JsonNode *value)
{
  if (*run->budget == 0)
    return;
  (*run->budget)--;
  if (!JSON_NODE_HOLDS_OBJECT (schema)) {
    if (!json_node_get_boolean (schema))
      fault (run, "there can be no such member here");
    return;
  }
  if (run->depth >= OSR_JSON_SCHEMA_MAX_DEPTH) {
    fault (run, "nested too deep to be checked");
    return;
  }
  run->depth++;
  check_keywords (run, json_node_get_object (schema), value);
  run->depth--;
}

void
osr_json_schema_validate (OsrJsonSchema *self, JsonNode *document, GPtrArray *faults)
{
  g_autoptr (GString) pointer = g_string_new (NULL);
  g_autoptr (JsonNode) schema = json_node_init_object (json_node_alloc (), self->root);
  guint budget = BUDGET;
  Run run = { self, pointer, faults, 0, &budget };

  check (&run, schema, document);
  if (budget == 0)
    osr_json_faults_add (faults, "", "too much to be checked; what follows was left unchecked");
}
