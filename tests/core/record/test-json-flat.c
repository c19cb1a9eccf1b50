/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The short way for plain envelopes never takes what the one way in refuses, and says the same of it. */
#include <string.h>

#include "core/osr-json-flat.h"
#include "core/osr-json.h"

static const char envelope[] = "{\"seq\":41,\"case\":\"8d1f\",\"version\":3,\"type\":\"noted\","
                               "\"v\":1,\"at\":1772759520000000,"
                               "\"claimed_at\":-7,\"by\":\"Ж\",\"urgent\":true,\"none\":null}";

/* Returns: whether the short way takes it */
static gboolean
read_both (const char *text, gsize length)
{
  OsrJsonFlatMember members[] = { { "seq" }, { "version" }, { "case" } };
  g_autoptr (JsonObject) object = NULL;

  if (!osr_json_flat_read (text, length, members, G_N_ELEMENTS (members)))
    return FALSE;
  object = osr_json_read_object (text, (gssize) length, 0, "input", NULL);
  g_assert_nonnull (object);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    g_autofree char *own =
        members[i].text != NULL ? g_strndup (members[i].text, members[i].length) : NULL;

    g_assert_cmpint (members[i].number, ==, osr_json_get_int (object, members[i].name, 0));
    g_assert_cmpstr (own, ==, osr_json_get_string (object, members[i].name));
  }
  return TRUE;
}

static void
test_plain (void)
{
  static const char *const plain[] = { envelope, "{\"seq\":0}", "{\"seq\":-0,\"case\":\"\"}",
                                       "{\"version\":999999999999999999}",
                                       "{\"\":false,\"version\":\"3\",\"case\":5}" };

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    g_assert_true (read_both (plain[i], strlen (plain[i])));
}

static void
test_left (void)
{
  static const char *const left[] = { "",
                                      "{",
                                      "{}",
                                      "[1]",
                                      "{\"a\":1}x",
                                      "{\"a\":1,}",
                                      "{\"a\":1",
                                      "{ \"a\":1}",
                                      "{\"a\":01}",
                                      "{\"a\":-}",
                                      "{\"a\":1.5}",
                                      "{\"a\":1e3}",
                                      "{\"a\":1000000000000000000}",
                                      "{\"a\":9223372036854775808}",
                                      "{\"a\":nul}",
                                      "{\"a\":trueish}",
                                      "{\"a\":[]}",
                                      "{\"a\":{}}",
                                      "{\"a\":\"\\u0041\"}",
                                      "{\"a\":\"\t\"}",
                                      "{\"a\":\"\xff\"}",
                                      "{\"a\":1,\"a\":2}",
                                      "{\"a\":1,\"\\u0061\":2}" };

  for (guint i = 0; i < G_N_ELEMENTS (left); i++)
    g_assert_false (read_both (left[i], strlen (left[i])));
  g_assert_false (read_both ("{\"a\":\"\0\"}", 9));
}

static void
test_many (void)
{
  g_autoptr (GString) text = g_string_new ("{\"seq\":1");

  for (guint i = 0; i < 31; i++)
    g_string_append_printf (text, ",\"m%u\":%u", i, i);
  g_string_append_c (text, '}');
  g_assert_true (read_both (text->str, text->len));
  g_string_truncate (text, text->len - 1);
  g_string_append (text, ",\"last\":0}");
  g_assert_false (read_both (text->str, text->len));
}

static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261122);
  guint taken = 0;

  for (guint round = 0; round < 20000; round++) {
    g_autofree char *text = g_strdup (envelope);
    gsize length = (gsize) g_rand_int_range (random, sizeof envelope - 3, sizeof envelope);

    for (gint32 i = g_rand_int_range (random, 0, 3); i > 0; i--)
      text[g_rand_int_range (random, 0, sizeof envelope - 1)] =
          g_rand_boolean (random) ? envelope[g_rand_int_range (random, 0, sizeof envelope - 1)]
                                  : (char) g_rand_int_range (random, 0, 256);
    taken += read_both (text, length);
  }
  g_assert_cmpuint (taken, >, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/json-flat/plain", test_plain);
  g_test_add_func ("/core/json-flat/left-to-the-tree", test_left);
  g_test_add_func ("/core/json-flat/many-members", test_many);
  g_test_add_func ("/core/json-flat/random", test_random);
  return g_test_run ();
}
