/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sandbox's own table of methods beside the network's published schema: names, types, choices,
 * bounds and kinds of token. The schema's `required` flags are known to be unreliable and are only
 * followed where the sandbox asks for something. */
#include <string.h>

#include "core/osr-json.h"
#include "demo/sandbox/vk/osr-sandbox-vk-method.h"
#include "sandbox-fixture.h"

/* Documented by the network and missing in the schema. */
static const char *const beyond_schema[] = { "wall.get owner_id", "wall.search owner_id", NULL };

static JsonObject *
find_named (JsonArray *list, const char *name)
{
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++) {
    JsonObject *element = osr_json_array_get_object (list, i);

    if (g_strcmp0 (osr_json_get_string (element, "name"), name) == 0)
      return element;
  }
  return NULL;
}

/* (transfer full): the schema's description of a method. */
static JsonObject *
schema_of (const char *method)
{
  g_auto (GStrv) parts = g_strsplit (method, ".", 2);
  g_autofree char *name = g_strdup_printf ("vk/schema/%s/methods.json", parts[0]);
  g_autoptr (JsonNode) root = read_data (name);
  JsonArray *list = osr_json_get_array (json_node_get_object (root), "methods");
  JsonObject *found = find_named (list, method);

  g_assert_nonnull (found);
  return json_object_ref (found);
}

static guint
tokens_of (JsonObject *schema)
{
  JsonArray *list = osr_json_get_array (schema, "access_token_type");
  guint tokens = 0;

  for (guint i = 0; i < json_array_get_length (list); i++) {
    const char *kind = osr_json_array_get_string (list, i);

    if (strcmp (kind, "user") == 0)
      tokens |= OSR_SANDBOX_TOKEN_USER;
    else if (strcmp (kind, "group") == 0)
      tokens |= OSR_SANDBOX_TOKEN_GROUP;
    else if (strcmp (kind, "service") == 0)
      tokens |= OSR_SANDBOX_TOKEN_SERVICE;
    else
      g_assert_not_reached ();
  }
  return tokens;
}

/* "integer", "string", "boolean", "array" or "integer|string". */
static char *
type_of (JsonObject *schema)
{
  JsonArray *several = osr_json_get_array (schema, "type");

  if (several == NULL)
    return g_strdup (osr_json_get_string (schema, "type"));
  return g_strdup_printf ("%s|%s", osr_json_array_get_string (several, 0),
                          osr_json_array_get_string (several, 1));
}

static void
assert_type (const OsrSandboxParam *param, JsonObject *schema)
{
  static const char *const types[] = {
    [OSR_SANDBOX_INT] = "integer",
    [OSR_SANDBOX_BOOL] = "boolean",
    [OSR_SANDBOX_NUMBER] = "number",
    [OSR_SANDBOX_STRING] = "string",
    [OSR_SANDBOX_ID_OR_NAME] = "integer|string",
    [OSR_SANDBOX_LIST] = "array",
    [OSR_SANDBOX_LIST_OF_IDS] = "array",
  };
  JsonObject *items = osr_json_get_object (schema, "items");
  g_autofree char *type = type_of (schema);

  g_assert_cmpstr (types[param->type], ==, type);
  if (param->type == OSR_SANDBOX_LIST_OF_IDS) {
    g_autofree char *item_type = type_of (items);

    g_assert_cmpstr (item_type, ==, "integer|string");
  }
}

static void
assert_bounds (const OsrSandboxParam *param, JsonObject *schema)
{
  if (param->type == OSR_SANDBOX_INT) {
    g_assert_cmpint (param->min, ==, osr_json_get_int (schema, "minimum", G_MININT64));
    g_assert_cmpint (param->max, ==, osr_json_get_int (schema, "maximum", G_MAXINT64));
  }
  g_assert_cmpuint (param->max_items, ==, osr_json_get_int (schema, "maxItems", 0));
}

/* The choices of a shared definition are looked up where the schema's copy has them. */
static JsonArray *
choices_of (JsonObject *schema, JsonObject *wall_objects)
{
  const char *ref = osr_json_get_string (schema, "$ref");
  const char *slash = ref != NULL ? strrchr (ref, '/') : NULL;
  JsonObject *definition =
      slash != NULL
          ? osr_json_get_object (osr_json_get_object (wall_objects, "definitions"), slash + 1)
          : NULL;

  return osr_json_get_array (definition != NULL ? definition : schema, "enum");
}

static void
assert_choices (const OsrSandboxParam *param, JsonObject *schema, JsonObject *wall_objects)
{
  JsonArray *choices = choices_of (schema, wall_objects);
  gboolean shared = json_object_has_member (schema, "$ref");

  if (choices == NULL) {
    g_assert_true (param->choices == NULL || shared);
    return;
  }
  g_assert_nonnull (param->choices);
  for (guint i = 0; i < json_array_get_length (choices); i++)
    g_assert_true (g_strv_contains (param->choices, osr_json_array_get_string (choices, i)));
  g_assert_cmpuint (g_strv_length ((GStrv) param->choices), >=, json_array_get_length (choices));
}

static void
test_table (gconstpointer data)
{
  const OsrSandboxMethod *method = data;
  g_autoptr (JsonObject) schema = schema_of (method->name);
  g_autoptr (JsonNode) objects = read_data ("vk/schema/wall/objects.json");
  JsonArray *list = osr_json_get_array (schema, "parameters");
  guint n_known = 0;

  g_assert_cmpuint (method->tokens, ==, tokens_of (schema));
  for (guint i = 0; i < method->n_params; i++) {
    const OsrSandboxParam *param = &method->params[i];
    g_autofree char *full = g_strdup_printf ("%s %s", method->name, param->name);
    JsonObject *found = find_named (list, param->name);

    g_test_message ("%s", full);
    if (g_strv_contains (beyond_schema, full)) {
      g_assert_null (found);
      continue;
    }
    g_assert_nonnull (found);
    assert_type (param, found);
    assert_bounds (param, found);
    assert_choices (param, found, json_node_get_object (objects));
    n_known++;
  }
  g_assert_cmpuint (n_known, ==, list != NULL ? json_array_get_length (list) : 0);
}

/* What the schema demands the sandbox demands too, save where it cannot be right. */
static void
test_required (void)
{
  guint n_methods;
  const OsrSandboxMethod *methods = osr_sandbox_methods (&n_methods);

  for (guint i = 0; i < n_methods; i++) {
    g_autoptr (JsonObject) schema = schema_of (methods[i].name);
    JsonArray *list = osr_json_get_array (schema, "parameters");

    for (guint k = 0; k < methods[i].n_params; k++) {
      const OsrSandboxParam *param = &methods[i].params[k];
      JsonObject *found = find_named (list, param->name);

      g_assert_cmpint (param->required, ==,
                       found != NULL && osr_json_get_boolean (found, "required", FALSE));
    }
  }
}

/* Every sentence the sandbox gives for a code is the schema's own for that code. */
static void
test_error_sentences (void)
{
  const int codes[] = { 3,  5,   6,   8,   9,   10,  14,  15,  27,  28,
                        29, 100, 121, 212, 213, 222, 223, 914, 2100 };
  g_autoptr (JsonNode) root = read_data ("vk/schema/errors.json");
  JsonObject *errors = osr_json_get_object (json_node_get_object (root), "errors");

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++) {
    OsrSandboxCall call = { 0 };
    g_autoptr (GList) members = json_object_get_members (errors);
    const char *sentence = NULL;

    for (GList *member = members; member != NULL; member = member->next) {
      JsonObject *error = osr_json_get_object (errors, member->data);

      if (osr_json_get_int (error, "code", 0) == codes[i])
        sentence = osr_json_get_string (error, "description");
    }
    osr_sandbox_call_fail (&call, codes[i], "%s", "");
    g_assert_cmpstr (call.error_text, ==, sentence);
    g_assert_cmpint (call.error_code, ==, codes[i]);
    g_free (call.error_text);
  }
}

int
main (int argc, char **argv)
{
  guint n_methods;
  const OsrSandboxMethod *methods = osr_sandbox_methods (&n_methods);

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < n_methods; i++) {
    g_autofree char *name = g_strconcat ("/demo/sandbox/schema/", methods[i].name, NULL);

    g_test_add_data_func (name, &methods[i], test_table);
  }
  g_test_add_func ("/demo/sandbox/schema/required", test_required);
  g_test_add_func ("/demo/sandbox/schema/error-sentences", test_error_sentences);
  return g_test_run ();
}
