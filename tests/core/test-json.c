/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one way in for JSON: what it takes, what it refuses and how it says where. */
#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json.h"

static void
assert_refused (const char *text, gssize length, const char *what)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = osr_json_read (text, length, 0, "input", &error);

  g_assert_null (node);
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, what));
  g_assert_true (g_str_has_prefix (error->message, "input"));
}

static void
assert_taken (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = osr_json_read (text, -1, 0, "input", &error);

  g_assert_no_error (error);
  g_assert_nonnull (node);
}

static void
test_taken (void)
{
  assert_taken ("{}");
  assert_taken (" [1, -2, 0, 3.5, 1e9, 2E-3, true, false, null, \"\"] \n");
  assert_taken ("{\"a\":{\"b\":[{\"c\":\"\\ud83d\\ude00 \\u0416 \\n\"}]}}");
  assert_taken ("9223372036854775807");
  assert_taken ("-9223372036854775808");
}

static void
test_grammar (void)
{
  static const char *const bad[] = { "",          "{",         "[1,]",   "{\"a\":1,}", "{a:1}",
                                     "'a'",       "[1 2]",     "01",     "+1",         "1.",
                                     ".5",        "nul",       "\"\t\"", "\"\\x\"",    "[1]x",
                                     "// c\n1",   "{\"a\" 1}", "[\"abc", "1e",         "-",
                                     "\"\\u12\"", "/*c*/1",    "[,1]",   "}" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    assert_refused (bad[i], -1, "");
}

static void
test_place (void)
{
  assert_refused ("{\n  \"a\": 1,\n  \"b\": x\n}", -1, "line 3, column 8");
}

static void
test_depth (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  assert_refused (deep->str, (gssize) deep->len, "nested too deep");
  g_string_truncate (deep, 0);
  for (guint i = 0; i < OSR_JSON_MAX_DEPTH; i++)
    g_string_append_c (deep, '[');
  for (guint i = 0; i < OSR_JSON_MAX_DEPTH; i++)
    g_string_append_c (deep, ']');
  assert_taken (deep->str);
}

static void
test_integers (void)
{
  assert_refused ("9223372036854775808", -1, "out of range");
  assert_refused ("[-9223372036854775809]", -1, "out of range");
  assert_refused ("111111111111111111111111111111111111111", -1, "out of range");
}

static void
test_characters (void)
{
  assert_refused ("\"a\\u0000b\"", -1, "NUL");
  assert_refused ("\"a\0b\"", 5, "UTF-8");
  assert_refused ("\"\\ud800\"", -1, "surrogate");
  assert_refused ("\"\\udc00\\ud800\"", -1, "surrogate");
  assert_refused ("\"\xff\"", -1, "UTF-8");
}

static void
test_duplicates (void)
{
  assert_refused ("{\"a\":1,\"a\":2}", -1, "twice");
  assert_refused ("{\"a\":1,\"\\u0061\":2}", -1, "twice");
  assert_taken ("{\"a\":{\"a\":1}}");
}

static void
test_size (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (osr_json_read ("[1,2,3]", -1, 6, "input", &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
}

static void
assert_mended (const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = osr_json_read_mending (text, -1, 0, "input", &error);
  g_autoptr (JsonNode) other = osr_json_read (expected, -1, 0, "expected", NULL);

  g_assert_no_error (error);
  if (!json_node_equal (node, other)) {
    g_autofree char *found = osr_json_write (node);

    g_assert_cmpstr (found, ==, expected);
  }
}

/* What a network answers is put right where that does no harm. */
static void
test_mended (void)
{
  assert_mended ("\"a\\u0000b\"", "\"a\ufffdb\"");
  assert_mended ("\"\\ud800\"", "\"\ufffd\"");
  assert_mended ("\"\\ud800x\\n\"", "\"\ufffdx\\n\"");
  assert_mended ("\"\\udc00\\ud800\"", "\"\ufffd\ufffd\"");
  assert_mended ("\"\\ud83d\\ud83d\\ude00\\u0416\"", "\"\ufffd\U0001f600Ж\"");
  assert_mended ("[9223372036854775808,-9223372036854775809,1]",
                 "[\"9223372036854775808\",\"-9223372036854775809\",1]");
  assert_mended ("111111111111111111111111111111111111111",
                 "\"111111111111111111111111111111111111111\"");
  assert_mended ("{\"a\":1,\"b\":0,\"\\u0061\":{\"a\":2}}", "{\"a\":{\"a\":2},\"b\":0}");
}

static char *
nested (guint levels, const char *inside)
{
  g_autofree char *opening = g_strnfill (levels, '[');
  g_autofree char *closing = g_strnfill (levels, ']');

  return g_strconcat (opening, inside, closing, NULL);
}

/* Nothing goes deeper than ever; what does is passed over, be it a million levels. */
static void
test_mended_depth (void)
{
  g_autofree char *inner = nested (1000000, "{\"]\":\"}\\\"\"}");
  g_autofree char *deep = g_strdup_printf ("{\"a\":%s,\"b\":1}", inner);
  g_autofree char *kept = nested (OSR_JSON_MAX_DEPTH - 1, "null");
  g_autofree char *whole = g_strdup_printf ("{\"a\":%s,\"b\":1}", kept);

  assert_mended (deep, whole);
}

/* What is no JSON is refused as everywhere. */
static void
test_not_mended (void)
{
  g_autofree char *open = g_strnfill (100000, '[');
  g_autofree char *crossed = nested (50, "{]");
  g_autofree char *cut = nested (50, "\"");
  const char *const bad[] = { open,       crossed, cut,        "{\"a\":1,}", "\"\\ud800\\uzzzz\"",
                              "[1]x",     "",      "{\"a\"}",  "\"\t\"",     "\"\\ud800\\",
                              "\"\xff\"", "012",   "\"\\u12\"" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (osr_json_read_mending (bad[i], -1, 0, "input", &error));
    g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
  }
  g_assert_null (osr_json_read_mending ("[1,2,3]", -1, 6, "input", NULL));
}

static void
test_members (void)
{
  g_autoptr (JsonObject) object =
      osr_json_read_object ("{\"s\":\"x\",\"i\":5,\"b\":true,\"o\":{},\"a\":[\"y\",{}],\"n\":null}",
                            -1, 0, "input", NULL);
  JsonArray *array = osr_json_get_array (object, "a");

  g_assert_cmpstr (osr_json_get_string (object, "s"), ==, "x");
  g_assert_null (osr_json_get_string (object, "i"));
  g_assert_null (osr_json_get_string (object, "n"));
  g_assert_null (osr_json_get_string (NULL, "s"));
  g_assert_cmpint (osr_json_get_int (object, "i", 0), ==, 5);
  g_assert_cmpint (osr_json_get_int (object, "s", 7), ==, 7);
  g_assert_true (osr_json_get_boolean (object, "b", FALSE));
  g_assert_nonnull (osr_json_get_object (object, "o"));
  g_assert_null (osr_json_get_object (object, "a"));
  g_assert_cmpstr (osr_json_array_get_string (array, 0), ==, "y");
  g_assert_null (osr_json_array_get_string (array, 1));
  g_assert_nonnull (osr_json_array_get_object (array, 1));
  g_assert_null (osr_json_array_get_object (array, 2));
}

static void
assert_read_alike (const char *text, JsonNode *node)
{
  g_autoptr (JsonNode) other = json_from_string (text, NULL);

  g_assert_nonnull (other);
  g_assert_true (json_node_equal (node, other));
}

/* What is harmless is read as json-glib reads it. */
static void
test_tree (void)
{
  static const char *const texts[] = {
    "{}",
    "{\"\":1}",
    "[]",
    "\"\"",
    "-0",
    "0",
    "-7.25e-2",
    "1E400",
    "true",
    "[null,[[]],{}]",
    "{\"a b\":\"\\u0416\\ud83d\\ude00\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0001!\",\"\\u0062\":[1,2.5,-3]}",
    " { \"z\" : 9223372036854775807 , \"a\" : \"\xd0\x96\" }\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (JsonNode) node = osr_json_read (texts[i], -1, 0, "input", NULL);

    g_assert_nonnull (node);
    assert_read_alike (texts[i], node);
  }
}

/* Random bytes and random damage: never a crash, and what is taken can be written and read again. */
static void
test_random (void)
{
  static const char seed[] =
      "{\"a\":[1,2.5,\"x\\u0041\",{\"b\":null}],\"c\":-7,\"d\":\"\\ud83d\\ude00\"}";
  g_autoptr (GRand) random = g_rand_new_with_seed (20260306);

  for (guint round = 0; round < 20000; round++) {
    g_autofree char *text = g_strdup (seed);
    g_autoptr (JsonNode) node = NULL;

    for (gint32 i = g_rand_int_range (random, 0, 4); i > 0; i--)
      text[g_rand_int_range (random, 0, sizeof seed - 1)] =
          (char) g_rand_int_range (random, 1, 256);
    node = osr_json_read (text, -1, 0, "input", NULL);
    if (node != NULL) {
      g_autofree char *written = osr_json_write (node);

      assert_taken (written);
      assert_read_alike (text, node);
    }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/json/taken", test_taken);
  g_test_add_func ("/core/json/grammar", test_grammar);
  g_test_add_func ("/core/json/place", test_place);
  g_test_add_func ("/core/json/depth", test_depth);
  g_test_add_func ("/core/json/integers", test_integers);
  g_test_add_func ("/core/json/characters", test_characters);
  g_test_add_func ("/core/json/duplicates", test_duplicates);
  g_test_add_func ("/core/json/size", test_size);
  g_test_add_func ("/core/json/mended", test_mended);
  g_test_add_func ("/core/json/mended-depth", test_mended_depth);
  g_test_add_func ("/core/json/not-mended", test_not_mended);
  g_test_add_func ("/core/json/members", test_members);
  g_test_add_func ("/core/json/tree", test_tree);
  g_test_add_func ("/core/json/random", test_random);
  return g_test_run ();
}
