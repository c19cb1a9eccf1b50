/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every keyword refuses what it is for, at the right place and in words; a schema that cannot be kept
 * is refused itself; no schema and no document make it run away. */
#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/schema/osr-json-schema.h"

static OsrJsonSchema *
make_schema (const char *json, GError **error)
{
  g_autoptr (JsonObject) object = osr_json_read_object (json, -1, 0, "schema", NULL);

  g_assert_nonnull (object);
  return osr_json_schema_new (object, error);
}

/* All faults, "pointer: sentence", a line each. */
static char *
faults_of (const char *schema_json, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrJsonSchema) schema = make_schema (schema_json, &error);
  g_autoptr (JsonNode) node = osr_json_read (json, -1, 0, "document", NULL);
  g_autoptr (GPtrArray) faults = osr_json_faults_new ();
  GString *all = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_nonnull (node);
  osr_json_schema_validate (schema, node, faults);
  for (guint i = 0; i < faults->len; i++) {
    const OsrJsonFault *fault = faults->pdata[i];

    g_string_append_printf (all, "%s: %s\n", fault->pointer, fault->sentence);
  }
  return g_string_free (all, FALSE);
}

typedef struct {
  const char *name;
  const char *schema;
  const char *good;
  const char *bad;
  const char *faults; /* all of them, a line each */
} Row;

#define PLACE                                                                                      \
  "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"title\":\"a place\",\"type\":\"string\"}}}"
#define UNION                                                                                      \
  "{\"oneOf\":[{\"title\":\"a word\",\"type\":\"string\",\"pattern\":\"^a\"},"                     \
  "{\"title\":\"a pair\",\"type\":\"object\",\"required\":[\"b\"]}]}"

static const Row rows[] = {
  { "type", "{\"type\":\"string\"}", "\"x\"", "5", ": expected a text, found 5\n" },
  { "type-list", "{\"type\":[\"object\",\"null\"]}", "null", "[]",
    ": expected an object or null, found a list\n" },
  { "type-integer", "{\"type\":\"integer\"}", "5.0", "5.5",
    ": expected a whole number, found 5.5\n" },
  { "type-number", "{\"type\":\"number\"}", "5.5", "true", ": expected a number, found true\n" },
  { "type-boolean", "{\"type\":\"boolean\"}", "false", "0", ": expected true or false, found 0\n" },
  { "type-array", "{\"type\":\"array\"}", "[]", "{}", ": expected a list, found an object\n" },
  { "title", "{\"title\":\"a day\",\"type\":\"string\"}", "\"x\"", "[]",
    ": expected a day, found a list\n" },
  { "enum", "{\"enum\":[\"a\",1,null]}", "1.0", "\"b\"",
    ": expected one of \"a\", 1, null; found \"b\"\n" },
  { "const", "{\"const\":\"a\"}", "\"a\"", "\"b\"", ": expected \"a\", found \"b\"\n" },
  { "pattern", "{\"title\":\"an id\",\"pattern\":\"^[a-z]+$\"}", "\"abc\"", "\"abc\\n\"",
    ": expected an id, written as ^[a-z]+$; found \"abc\\n\"\n" },
  { "pattern-of-others", "{\"pattern\":\"^a\"}", "5", "\"\\u0431\"",
    ": expected a value, written as ^a; found \"\xd0\xb1\"\n" },
  { "min-length", "{\"minLength\":2}", "\"\xd0\xb1\xd0\xb1\"", "\"\xd0\xb1\"",
    ": expected a text of at least 2 characters, found 1\n" },
  { "max-length", "{\"maxLength\":2}", "\"\xd0\xb1\xd0\xb1\"", "\"bbb\"",
    ": expected a text of at most 2 characters, found 3\n" },
  { "minimum", "{\"minimum\":1}", "1", "0", ": expected 1 or more, found 0\n" },
  { "maximum", "{\"maximum\":1.5}", "1.5", "2", ": expected 1.5 or less, found 2\n" },
  { "items", "{\"items\":{\"type\":\"integer\"}}", "[1,2]", "[1,\"a\",2,\"b\"]",
    "/1: expected a whole number, found \"a\"\n/3: expected a whole number, found \"b\"\n" },
  { "min-items", "{\"minItems\":1}", "[1]", "[]", ": expected at least 1 in the list, found 0\n" },
  { "max-items", "{\"maxItems\":1}", "[1]", "[1,2]",
    ": expected at most 1 in the list, found 2\n" },
  { "unique-items", "{\"uniqueItems\":true}", "[1,\"1\",[1],[2]]", "[{\"a\":1},2,{\"a\":1},2]",
    "/2: the same as element 0 of the list; each may stand there once\n"
    "/3: the same as element 1 of the list; each may stand there once\n" },
  { "properties", "{\"properties\":{\"a\":{\"type\":\"object\"}}}", "{\"b\":1}", "{\"a\":1}",
    "/a: expected an object, found 1\n" },
  { "required",
    "{\"required\":[\"a\",\"b\",\"c\"],\"properties\":{\"b\":{\"title\":\"a clause\"},"
    "\"c\":{\"enum\":[1]}}}",
    "{\"a\":1,\"b\":2,\"c\":1}", "{}",
    ": the member \"a\" is missing; expected a value\n"
    ": the member \"b\" is missing; expected a clause\n"
    ": the member \"c\" is missing; expected one of 1\n" },
  { "additional-properties", "{\"properties\":{\"a\":true},\"additionalProperties\":false}",
    "{\"a\":1}", "{\"a\":1,\"x\":2}", "/x: there is no such member; expected one of \"a\"\n" },
  { "additional-properties-none", "{\"additionalProperties\":false}", "{}", "{\"x\":2}",
    "/x: there is no such member; expected none\n" },
  { "additional-properties-schema", "{\"additionalProperties\":{\"type\":\"integer\"}}",
    "{\"x\":1}", "{\"x\":\"y\"}", "/x: expected a whole number, found \"y\"\n" },
  { "pattern-properties",
    "{\"patternProperties\":{\"^x\":{\"type\":\"integer\"}},\"additionalProperties\":false}",
    "{\"x1\":1}", "{\"x1\":true,\"y\":1}",
    "/x1: expected a whole number, found true\n"
    "/y: there is no such member; expected one of names like \"^x\"\n" },
  { "property-names", "{\"propertyNames\":{\"enum\":[\"a\",\"b\"]}}", "{\"a\":1}", "{\"c\":1}",
    "/c: expected one of \"a\", \"b\"; found \"c\"\n" },
  { "min-properties", "{\"minProperties\":1}", "{\"a\":1}", "{}",
    ": expected at least 1 members, found 0\n" },
  { "max-properties", "{\"maxProperties\":1}", "{\"a\":1}", "{\"a\":1,\"b\":2}",
    ": expected at most 1 members, found 2\n" },
  { "ref", PLACE, "\"x\"", "1", ": expected a place, found 1\n" },
  { "ref-escaped", "{\"$ref\":\"#/$defs/a~1b~0\",\"$defs\":{\"a/b~\":{\"const\":1}}}", "1", "2",
    ": expected 1, found 2\n" },
  { "all-of", "{\"allOf\":[{\"minimum\":1},{\"maximum\":3}]}", "2", "4",
    ": expected 3 or less, found 4\n" },
  { "any-of", "{\"anyOf\":[{\"const\":1},{\"type\":\"string\"}]}", "1", "null",
    ": expected 1, or a text; found null\n" },
  { "one-of-of-one-type", UNION, "\"a\"", "\"b\"",
    ": expected a word, written as ^a; found \"b\"\n" },
  { "one-of-of-another-type", UNION, "{\"b\":1}", "{}",
    ": the member \"b\" is missing; expected a value\n" },
  { "one-of-none", UNION, "\"ab\"", "5", ": expected a word, or a pair; found 5\n" },
  { "one-of-two",
    "{\"oneOf\":[{\"title\":\"small\",\"maximum\":5},{\"title\":\"big\",\"minimum\":3}]}", "7", "4",
    ": expected just one of: small, or big; this is 2 of them\n" },
  { "then", "{\"if\":{\"const\":1},\"then\":{\"type\":\"string\"}}", "2", "1",
    ": expected a text, found 1\n" },
  { "else", "{\"if\":{\"type\":\"integer\"},\"else\":{\"type\":\"string\"}}", "2", "[]",
    ": expected a text, found a list\n" },
  { "false", "{\"properties\":{\"a\":false}}", "{}", "{\"a\":1}",
    "/a: there can be no such member here\n" },
  { "pointer", "{\"additionalProperties\":{\"items\":{\"type\":\"null\"}}}", "{\"\":[null]}",
    "{\"a/b~c\":[null,1]}", "/a~1b~0c/1: expected null, found 1\n" },
  { "annotations",
    "{\"$schema\":\"https://json-schema.org/draft/2020-12/"
    "schema\",\"$id\":\"x\",\"$comment\":\"c\","
    "\"title\":\"t\",\"description\":\"d\",\"default\":1,\"examples\":[1],\"type\":\"integer\"}",
    "1", "\"\\u0007\"", ": expected t, found \"\\u0007\"\n" },
};

static void
test_keyword (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *good = faults_of (row->schema, row->good);
  g_autofree char *bad = faults_of (row->schema, row->bad);

  g_assert_cmpstr (good, ==, "");
  g_assert_cmpstr (bad, ==, row->faults);
}

/* What is quoted stays one line, and a short one. */
static void
test_long_values (void)
{
  g_autoptr (GString) json = g_string_new ("\"");
  g_autofree char *faults = NULL;

  for (guint i = 0; i < 3000; i++)
    g_string_append (json, "\xd0\xb1\\n");
  g_string_append_c (json, '"');
  faults = faults_of ("{\"type\":\"null\"}", json->str);
  g_assert_cmpuint (g_utf8_strlen (faults, -1), <, 120);
  g_assert_true (strchr (faults, '\n') == faults + strlen (faults) - 1);
}

static const struct {
  const char *schema;
  const char *what;
} refused[] = {
  { "{\"contains\":{}}", "at \"/contains\": this keyword is not known" },
  { "{\"properties\":{\"a\":{\"format\":\"date\"}}}", "at \"/properties/a/format\"" },
  { "{\"items\":[{}]}", "at \"/items\": expected a schema" },
  { "{\"type\":\"text\"}", "at \"/type\"" },
  { "{\"type\":[]}", "at \"/type\"" },
  { "{\"enum\":[]}", "at \"/enum\"" },
  { "{\"pattern\":\"(\"}", "at \"/pattern\"" },
  { "{\"pattern\":5}", "at \"/pattern\": expected a text" },
  { "{\"patternProperties\":{\"[\":{}}}", "at \"/patternProperties/[\"" },
  { "{\"minLength\":-1}", "at \"/minLength\": expected a whole number from 0" },
  { "{\"maxItems\":1.5}", "at \"/maxItems\"" },
  { "{\"minimum\":\"1\"}", "at \"/minimum\": expected a number" },
  { "{\"uniqueItems\":1}", "at \"/uniqueItems\": expected true or false" },
  { "{\"required\":[1]}", "at \"/required\"" },
  { "{\"properties\":[]}", "at \"/properties\": expected schemas by name" },
  { "{\"oneOf\":[]}", "at \"/oneOf\"" },
  { "{\"anyOf\":[{},5]}", "at \"/anyOf/1\"" },
  { "{\"$schema\":\"http://json-schema.org/draft-07/schema#\"}", "at \"/$schema\"" },
  { "{\"items\":{\"$defs\":{}}}", "at \"/items/$defs\": expected only at the top" },
  { "{\"$ref\":\"#/$defs/a\"}", "at \"/$ref\"" },
  { "{\"$ref\":\"https://example.org/schema\"}", "at \"/$ref\"" },
  { "{\"$ref\":\"#/properties/a\",\"properties\":{\"a\":{}}}", "at \"/$ref\"" },
  { "{\"$defs\":{\"a\":{\"$ref\":\"#/$defs/a\"}}}", "at \"/$defs/a\": its references go round" },
  { "{\"$defs\":{\"a\":{\"anyOf\":[{\"$ref\":\"#/$defs/b\"}]},"
    "\"b\":{\"if\":{\"$ref\":\"#/$defs/a\"}}}}",
    "at \"/$defs/a\": its references go round" },
};

static void
assert_refused (const char *schema, const char *what)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrJsonSchema) self = make_schema (schema, &error);

  g_assert_null (self);
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
  if (strstr (error->message, what) == NULL)
    g_test_message ("%s: %s", schema, error->message);
  g_assert_nonnull (strstr (error->message, what));
}

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    assert_refused (refused[i].schema, refused[i].what);
}

/* A chain of references that is no circle, but longer than a stack should bear. */
static void
test_long_chain (void)
{
  g_autoptr (GString) json = g_string_new ("{\"$defs\":{");

  for (guint i = 0; i < 50000; i++)
    g_string_append_printf (json, "\"a%u\":{\"$ref\":\"#/$defs/a%u\"},", i, i + 1);
  g_string_append (json, "\"a50000\":{}}}");
  assert_refused (json->str, "or too far");
}

/* A list inside itself, as deep as JSON may be; the schema goes along. */
static void
test_recursion (void)
{
  static const char schema[] =
      "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/"
      "a\"}}}}";
  g_autofree char *good = faults_of (schema, "[[],[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]");
  g_autofree char *bad = faults_of (schema, "[[],[[5]]]");

  g_assert_cmpstr (good, ==, "");
  g_assert_cmpstr (bad, ==, "/1/0/0: expected a list, found 5\n");
}

/* Branches that double at every level: 2^30 ways, were they all tried. */
static void
test_doubling (void)
{
  static const char schema[] =
      "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"type\":\"array\",\"anyOf\":["
      "{\"items\":{\"$ref\":\"#/$defs/a\"},\"minItems\":1},"
      "{\"items\":{\"$ref\":\"#/$defs/a\"},\"minItems\":2}]}}}";
  g_autofree char *faults =
      faults_of (schema, "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[5]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]");

  g_assert_nonnull (strstr (faults, "too much to be checked"));
}

/* A pattern that a common engine takes years over. */
static void
test_backtracking (void)
{
  g_autofree char *faults = faults_of ("{\"title\":\"an a\",\"pattern\":\"^(a+)+$\"}",
                                       "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\"");

  g_assert_true (g_str_has_prefix (faults, ": expected an a"));
}

static void
test_large_list (void)
{
  g_autoptr (GString) json = g_string_new ("[0");
  g_autofree char *faults = NULL;

  for (guint i = 1; i < 20000; i++)
    g_string_append_printf (json, ",%u", i);
  g_string_append_c (json, ']');
  faults = faults_of ("{\"uniqueItems\":true}", json->str);
  g_assert_cmpstr (faults, ==, ": too much to be checked; what follows was left unchecked\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *name = g_strconcat ("/core/json-schema/", rows[i].name, NULL);

    g_test_add_data_func (name, &rows[i], test_keyword);
  }
  g_test_add_func ("/core/json-schema/long-values", test_long_values);
  g_test_add_func ("/core/json-schema/refused", test_refused);
  g_test_add_func ("/core/json-schema/long-chain", test_long_chain);
  g_test_add_func ("/core/json-schema/recursion", test_recursion);
  g_test_add_func ("/core/json-schema/doubling", test_doubling);
  g_test_add_func ("/core/json-schema/backtracking", test_backtracking);
  g_test_add_func ("/core/json-schema/large-list", test_large_list);
  return g_test_run ();
}
