/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a schema: every keyword is one of the table and has a value it can have, every reference
 * leads somewhere, no chain of references comes back to itself on the same value. After this the
 * checking of documents needs no care for the schema. */
#include "core/schema/osr-json-schema-private.h"

#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json.h"

#define DIALECT "https://json-schema.org/draft/2020-12/schema"
#define DEFS    "#/$defs/"

typedef struct {
  OsrJsonSchema *self;
  GString *pointer; /* where in the schema */
  guint depth;
} Reading;

typedef gboolean (*ReadKeyword) (Reading *reading, JsonNode *value, GError **error);

static gboolean read_schema (Reading *reading, JsonNode *node, GError **error);

static gboolean
refuse (Reading *reading, GError **error, const char *what)
{
  g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, "schema, at \"%s\": %s",
               reading->pointer->str, what);
  return FALSE;
}

static const char *
text_of (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gboolean
read_any (Reading *reading, JsonNode *value, GError **error)
{
  return TRUE;
}

static gboolean
read_text (Reading *reading, JsonNode *value, GError **error)
{
  return text_of (value) != NULL || refuse (reading, error, "expected a text");
}

static gboolean
read_top_text (Reading *reading, JsonNode *value, GError **error)
{
  if (reading->depth > 1)
    return refuse (reading, error, "expected only at the top of a schema");
  return read_text (reading, value, error);
}

static gboolean
read_dialect (Reading *reading, JsonNode *value, GError **error)
{
  if (g_strcmp0 (text_of (value), DIALECT) != 0)
    return refuse (reading, error, "expected \"" DIALECT "\"");
  return read_top_text (reading, value, error);
}

static gboolean
read_count (Reading *reading, JsonNode *value, GError **error)
{
  if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != G_TYPE_INT64 ||
      json_node_get_int (value) < 0)
    return refuse (reading, error, "expected a whole number from 0");
  return TRUE;
}

static gboolean
read_number (Reading *reading, JsonNode *value, GError **error)
{
  GType type = JSON_NODE_HOLDS_VALUE (value) ? json_node_get_value_type (value) : G_TYPE_NONE;

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ||
         refuse (reading, error, "expected a number");
}

static gboolean
read_truth (Reading *reading, JsonNode *value, GError **error)
{
  if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != G_TYPE_BOOLEAN)
    return refuse (reading, error, "expected true or false");
  return TRUE;
}

static gboolean
read_names (Reading *reading, JsonNode *value, GError **error)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;

  if (array == NULL)
    return refuse (reading, error, "expected a list of names");
  for (guint i = 0; i < json_array_get_length (array); i++) {
    if (osr_json_array_get_string (array, i) == NULL)
      return refuse (reading, error, "expected a list of names");
  }
  return TRUE;
}

static gboolean
is_type (const char *word)
{
  static const char *const types[] = { "object", "array", "string",  "integer",
                                       "number", "null",  "boolean", NULL };

  return word != NULL && g_strv_contains (types, word);
}

static gboolean
read_type (Reading *reading, JsonNode *value, GError **error)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;
  guint n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n; i++) {
    if (!is_type (osr_json_array_get_string (array, i)))
      n = 0;
  }
  return n > 0 || is_type (text_of (value)) ||
         refuse (reading, error, "expected the name of a type, or a list of them");
}

static gboolean
read_enum (Reading *reading, JsonNode *value, GError **error)
{
  if (!JSON_NODE_HOLDS_ARRAY (value) || json_array_get_length (json_node_get_array (value)) == 0)
    return refuse (reading, error, "expected a list of at least one value");
  return TRUE;
}

static gboolean
add_pattern (Reading *reading, const char *pattern, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  GRegex *regex;

  if (strlen (pattern) > OSR_JSON_SCHEMA_MAX_PATTERN)
    return refuse (reading, error, "the pattern is too long");
  if (g_hash_table_contains (reading->self->patterns, pattern))
    return TRUE;
  regex = g_regex_new (pattern, G_REGEX_DOLLAR_ENDONLY, 0, &local_error);
  if (regex == NULL)
    return refuse (reading, error, local_error->message);
  g_hash_table_insert (reading->self->patterns, g_strdup (pattern), regex);
  return TRUE;
}

static gboolean
read_pattern (Reading *reading, JsonNode *value, GError **error)
{
  return read_text (reading, value, error) && add_pattern (reading, text_of (value), error);
}

static gboolean
read_map (Reading *reading, JsonNode *value, gboolean patterns, GError **error)
{
  g_autoptr (GList) members = NULL;
  gsize length = reading->pointer->len;

  if (!JSON_NODE_HOLDS_OBJECT (value))
    return refuse (reading, error, "expected schemas by name");
  members = json_object_get_members (json_node_get_object (value));
  for (GList *l = members; l != NULL; l = l->next) {
    JsonNode *schema = json_object_get_member (json_node_get_object (value), l->data);

    osr_json_pointer_append (reading->pointer, l->data);
    if ((patterns && !add_pattern (reading, l->data, error)) ||
        !read_schema (reading, schema, error))
      return FALSE;
    g_string_truncate (reading->pointer, length);
  }
  return TRUE;
}

static gboolean
read_schemas_by_name (Reading *reading, JsonNode *value, GError **error)
{
  return read_map (reading, value, FALSE, error);
}

static gboolean
read_schemas_by_pattern (Reading *reading, JsonNode *value, GError **error)
{
  return read_map (reading, value, TRUE, error);
}

static gboolean
read_defs (Reading *reading, JsonNode *value, GError **error)
{
  if (reading->depth > 1)
    return refuse (reading, error, "expected only at the top of a schema");
  return read_map (reading, value, FALSE, error);
}

static gboolean
read_schemas (Reading *reading, JsonNode *value, GError **error)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;
  gsize length = reading->pointer->len;

  if (array == NULL || json_array_get_length (array) == 0)
    return refuse (reading, error, "expected a list of at least one schema");
  for (guint i = 0; i < json_array_get_length (array); i++) {
    osr_json_pointer_append_index (reading->pointer, i);
    if (!read_schema (reading, json_array_get_element (array, i), error))
      return FALSE;
    g_string_truncate (reading->pointer, length);
  }
  return TRUE;
}

static gboolean
read_reference (Reading *reading, JsonNode *value, GError **error)
{
  const char *reference = text_of (value);

  return (reference != NULL && osr_json_schema_find (reading->self->root, reference) != NULL) ||
         refuse (reading, error, "expected \"#/$defs/\" and the name of a schema there");
}

static const struct {
  const char *name;
  ReadKeyword read;
} keywords[] = {
  { "$comment", read_text },
  { "$defs", read_defs },
  { "$id", read_top_text },
  { "$ref", read_reference },
  { "$schema", read_dialect },
  { "additionalProperties", read_schema },
  { "allOf", read_schemas },
  { "anyOf", read_schemas },
  { "const", read_any },
  { "default", read_any },
  { "description", read_text },
  { "else", read_schema },
  { "enum", read_enum },
  { "examples", read_any },
  { "if", read_schema },
  { "items", read_schema },
  { "maxItems", read_count },
  { "maxLength", read_count },
  { "maxProperties", read_count },
  { "maximum", read_number },
  { "minItems", read_count },
  { "minLength", read_count },
  { "minProperties", read_count },
  { "minimum", read_number },
  { "oneOf", read_schemas },
  { "pattern", read_pattern },
  { "patternProperties", read_schemas_by_pattern },
  { "properties", read_schemas_by_name },
  { "propertyNames", read_schema },
  { "required", read_names },
  { "then", read_schema },
  { "title", read_text },
  { "type", read_type },
  { "uniqueItems", read_truth },
};

static gboolean
read_keyword (Reading *reading, const char *name, JsonNode *value, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++) {
    if (g_str_equal (keywords[i].name, name))
      return keywords[i].read (reading, value, error);
  }
  return refuse (reading, error, "this keyword is not known here");
}

static gboolean
read_schema (Reading *reading, JsonNode *node, GError **error)
{
  g_autoptr (GList) members = NULL;
  gsize length = reading->pointer->len;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN) ||
           refuse (reading, error, "expected a schema: an object, true or false");
  if (reading->depth >= OSR_JSON_MAX_DEPTH)
    return refuse (reading, error, "schemas are nested too deep");
  reading->depth++;
  members = json_object_get_members (json_node_get_object (node));
  for (GList *l = members; l != NULL; l = l->next) {
    JsonNode *value = json_object_get_member (json_node_get_object (node), l->data);

    osr_json_pointer_append (reading->pointer, l->data);
    if (!read_keyword (reading, l->data, value, error))
      return FALSE;
    g_string_truncate (reading->pointer, length);
  }
  reading->depth--;
  return TRUE;
}

/* "~1" is "/", "~0" is "~" (RFC 6901). */
static char *
unescape_step (const char *step)
{
  g_auto (GStrv) by_slash = g_strsplit (step, "~1", -1);
  g_autofree char *slashes = g_strjoinv ("/", by_slash);
  g_auto (GStrv) by_tilde = g_strsplit (slashes, "~0", -1);

  return g_strjoinv ("~", by_tilde);
}

JsonNode *
osr_json_schema_find (JsonObject *root, const char *reference)
{
  g_autofree char *name = NULL;
  JsonObject *defs = osr_json_get_object (root, "$defs");

  if (!g_str_has_prefix (reference, DEFS) || strchr (reference + strlen (DEFS), '/') != NULL)
    return NULL;
  name = unescape_step (reference + strlen (DEFS));
  return defs != NULL ? json_object_get_member (defs, name) : NULL;
}

/* -- Circles: a schema that asks itself about the same value would never end -- */

typedef struct {
  JsonObject *root;
  GHashTable *under_way; /* JsonObject of a schema whose own references are being followed */
  GHashTable *done;
  guint depth;
} Walk;

static gboolean walk_schema (Walk *walk, JsonNode *node);

static gboolean
walk_list (Walk *walk, JsonArray *array)
{
  guint n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n; i++) {
    if (!walk_schema (walk, json_array_get_element (array, i)))
      return FALSE;
  }
  return TRUE;
}

static gboolean
walk_keywords (Walk *walk, JsonObject *schema)
{
  static const char *const lists[] = { "allOf", "anyOf", "oneOf" };
  static const char *const ones[] = { "if", "then", "else" };
  const char *reference = osr_json_get_string (schema, "$ref");

  if (reference != NULL && !walk_schema (walk, osr_json_schema_find (walk->root, reference)))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    if (!walk_list (walk, osr_json_get_array (schema, lists[i])))
      return FALSE;
  }
  for (guint i = 0; i < G_N_ELEMENTS (ones); i++) {
    if (json_object_has_member (schema, ones[i]) &&
        !walk_schema (walk, json_object_get_member (schema, ones[i])))
      return FALSE;
  }
  return TRUE;
}

/* Whether every way from @node over the same value ends, and soon enough. */
static gboolean
walk_schema (Walk *walk, JsonNode *node)
{
  JsonObject *schema = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (schema == NULL || g_hash_table_contains (walk->done, schema))
    return TRUE;
  if (walk->depth >= OSR_JSON_SCHEMA_MAX_DEPTH || !g_hash_table_add (walk->under_way, schema))
    return FALSE;
  walk->depth++;
  if (!walk_keywords (walk, schema))
    return FALSE;
  walk->depth--;
  g_hash_table_remove (walk->under_way, schema);
  g_hash_table_add (walk->done, schema);
  return TRUE;
}

/* Every circle passes through a reference, and a reference leads to one of $defs. */
static gboolean
check_circles (Reading *reading, GError **error)
{
  g_autoptr (GHashTable) under_way = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) done = g_hash_table_new (NULL, NULL);
  JsonObject *defs = osr_json_get_object (reading->self->root, "$defs");
  g_autoptr (GList) members = defs != NULL ? json_object_get_members (defs) : NULL;
  Walk walk = { reading->self->root, under_way, done, 0 };

  for (GList *l = members; l != NULL; l = l->next) {
    if (!walk_schema (&walk, json_object_get_member (defs, l->data))) {
      g_string_assign (reading->pointer, "/$defs");
      osr_json_pointer_append (reading->pointer, l->data);
      return refuse (reading, error, "its references go round in a circle, or too far");
    }
  }
  return TRUE;
}

gboolean
osr_json_schema_read_keywords (OsrJsonSchema *self, GError **error)
{
  g_autoptr (GString) pointer = g_string_new (NULL);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), self->root);
  Reading reading = { self, pointer, 0 };

  return read_schema (&reading, node, error) && check_circles (&reading, error);
}
