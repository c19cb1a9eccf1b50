/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. Also the list of faults and the pointers in it. */
#include "core/schema/osr-json-schema-words.h"

#include <string.h>

#include "core/schema/osr-json-schema-private.h"
#include "core/osr-json.h"

#define MOST_CHARACTERS 60
#define MOST_NAMES      40

static void
fault_free (OsrJsonFault *fault)
{
  g_free (fault->pointer);
  g_free (fault->sentence);
  g_free (fault);
}

GPtrArray *
osr_json_faults_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) fault_free);
}

void
osr_json_faults_add (GPtrArray *faults, const char *pointer, const char *format, ...)
{
  OsrJsonFault *fault = g_new0 (OsrJsonFault, 1);
  va_list arguments;

  va_start (arguments, format);
  fault->pointer = g_strdup (pointer);
  fault->sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (faults, fault);
}

void
osr_json_pointer_append (GString *pointer, const char *name)
{
  g_string_append_c (pointer, '/');
  for (const char *c = name; *c != '\0'; c++) {
    if (*c == '~')
      g_string_append (pointer, "~0");
    else if (*c == '/')
      g_string_append (pointer, "~1");
    else
      g_string_append_c (pointer, *c);
  }
}

void
osr_json_pointer_append_index (GString *pointer, guint index)
{
  g_string_append_printf (pointer, "/%u", index);
}

gboolean
osr_json_words_is_number (JsonNode *value)
{
  GType type = JSON_NODE_HOLDS_VALUE (value) ? json_node_get_value_type (value) : G_TYPE_NONE;

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
}

static gboolean
is_whole (JsonNode *value)
{
  double number;

  if (!osr_json_words_is_number (value))
    return FALSE;
  number = json_node_get_double (value);
  return json_node_get_value_type (value) == G_TYPE_INT64 ||
         (number >= -9e15 && number <= 9e15 && number == (double) (gint64) number);
}

static gboolean
is_of_type (const char *type, JsonNode *value)
{
  GType value_type = JSON_NODE_HOLDS_VALUE (value) ? json_node_get_value_type (value) : G_TYPE_NONE;

  if (g_str_equal (type, "object"))
    return JSON_NODE_HOLDS_OBJECT (value);
  if (g_str_equal (type, "array"))
    return JSON_NODE_HOLDS_ARRAY (value);
  if (g_str_equal (type, "null"))
    return JSON_NODE_HOLDS_NULL (value);
  if (g_str_equal (type, "string"))
    return value_type == G_TYPE_STRING;
  if (g_str_equal (type, "boolean"))
    return value_type == G_TYPE_BOOLEAN;
  return g_str_equal (type, "integer") ? is_whole (value) : osr_json_words_is_number (value);
}

gboolean
osr_json_words_has_type (JsonNode *type, JsonNode *value)
{
  JsonArray *types;

  if (!JSON_NODE_HOLDS_ARRAY (type))
    return is_of_type (json_node_get_string (type), value);
  types = json_node_get_array (type);
  for (guint i = 0; i < json_array_get_length (types); i++) {
    if (is_of_type (json_array_get_string_element (types, i), value))
      return TRUE;
  }
  return FALSE;
}

static gboolean
same_type (JsonNode *a, JsonNode *b)
{
  if (osr_json_words_is_number (a) && osr_json_words_is_number (b))
    return TRUE;
  return JSON_NODE_TYPE (a) == JSON_NODE_TYPE (b) &&
         (!JSON_NODE_HOLDS_VALUE (a) ||
          json_node_get_value_type (a) == json_node_get_value_type (b));
}

static gboolean
lists_type (JsonArray *values, JsonNode *value)
{
  for (guint i = 0; i < json_array_get_length (values); i++) {
    if (same_type (json_array_get_element (values, i), value))
      return TRUE;
  }
  return FALSE;
}

gboolean
osr_json_words_takes_type (JsonObject *root, JsonNode *schema, JsonNode *value)
{
  JsonObject *object;
  const char *reference;

  if (!JSON_NODE_HOLDS_OBJECT (schema))
    return FALSE;
  object = json_node_get_object (schema);
  reference = osr_json_get_string (object, "$ref");
  if (json_object_has_member (object, "type"))
    return osr_json_words_has_type (json_object_get_member (object, "type"), value);
  if (json_object_has_member (object, "const"))
    return same_type (json_object_get_member (object, "const"), value);
  if (json_object_has_member (object, "enum"))
    return lists_type (osr_json_get_array (object, "enum"), value);
  return reference == NULL ||
         osr_json_words_takes_type (root, osr_json_schema_find (root, reference), value);
}

static const char *
type_in_words (const char *type)
{
  static const struct {
    const char *type;
    const char *words;
  } words[] = { { "object", "an object" },       { "array", "a list" },    { "string", "a text" },
                { "integer", "a whole number" }, { "number", "a number" }, { "null", "null" },
                { "boolean", "true or false" } };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    if (g_strcmp0 (words[i].type, type) == 0)
      return words[i].words;
  }
  return "something else";
}

static char *
types_in_words (JsonNode *type)
{
  g_autoptr (GString) words = g_string_new (NULL);
  JsonArray *types;

  if (!JSON_NODE_HOLDS_ARRAY (type))
    return g_strdup (type_in_words (json_node_get_string (type)));
  types = json_node_get_array (type);
  for (guint i = 0; i < json_array_get_length (types); i++)
    g_string_append_printf (words, "%s%s", i > 0 ? " or " : "",
                            type_in_words (json_array_get_string_element (types, i)));
  return g_string_free (g_steal_pointer (&words), FALSE);
}

char *
osr_json_words_expected (JsonObject *root, JsonObject *schema)
{
  const char *title = osr_json_get_string (schema, "title");
  const char *reference = osr_json_get_string (schema, "$ref");
  JsonArray *values = osr_json_get_array (schema, "enum");

  if (title != NULL)
    return g_strdup (title);
  if (values != NULL) {
    g_autofree char *list = osr_json_words_list (values);

    return g_strconcat ("one of ", list, NULL);
  }
  if (schema != NULL && json_object_has_member (schema, "const"))
    return osr_json_words_found (json_object_get_member (schema, "const"));
  if (reference != NULL) {
    JsonNode *meant = osr_json_schema_find (root, reference);

    return osr_json_words_expected (
        root, JSON_NODE_HOLDS_OBJECT (meant) ? json_node_get_object (meant) : NULL);
  }
  if (schema != NULL && json_object_has_member (schema, "type"))
    return types_in_words (json_object_get_member (schema, "type"));
  return g_strdup ("a value");
}

char *
osr_json_words_branches (JsonObject *root, JsonArray *branches)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (branches); i++) {
    g_autofree char *one = osr_json_words_expected (root, osr_json_array_get_object (branches, i));

    g_string_append_printf (words, "%s%s", i > 0 ? ", or " : "", one);
  }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
append_names (GString *words, JsonObject *object, const char *format_of)
{
  g_autoptr (GList) members = object != NULL ? json_object_get_members (object) : NULL;
  guint n = 0;

  for (GList *l = members; l != NULL && n < MOST_NAMES; l = l->next, n++)
    g_string_append_printf (words, "%s%s\"%s\"", words->len > 0 ? ", " : "", format_of,
                            (const char *) l->data);
}

char *
osr_json_words_known_members (JsonObject *schema)
{
  g_autoptr (GString) words = g_string_new (NULL);

  append_names (words, osr_json_get_object (schema, "properties"), "");
  append_names (words, osr_json_get_object (schema, "patternProperties"), "names like ");
  if (words->len == 0)
    return g_strdup ("none");
  g_string_prepend (words, "one of ");
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* @text as JSON, so that no character of it breaks a line, and not longer than a line bears. */
static char *
shorten (char *text)
{
  g_autofree char *whole = text;
  g_autofree char *start = NULL;

  if (g_utf8_strlen (whole, -1) <= MOST_CHARACTERS)
    return g_steal_pointer (&whole);
  start = g_utf8_substring (whole, 0, MOST_CHARACTERS);
  return g_strconcat (start, "…", NULL);
}

char *
osr_json_words_found (JsonNode *value)
{
  if (JSON_NODE_HOLDS_OBJECT (value))
    return g_strdup ("an object");
  if (JSON_NODE_HOLDS_ARRAY (value))
    return g_strdup ("a list");
  return shorten (json_to_string (value, FALSE));
}

char *
osr_json_words_found_text (const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);

  return osr_json_words_found (node);
}

char *
osr_json_words_list (JsonArray *values)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (values) && i < MOST_NAMES; i++) {
    g_autofree char *one = osr_json_words_found (json_array_get_element (values, i));

    g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", one);
  }
  return g_string_free (g_steal_pointer (&words), FALSE);
}
