/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changing JSON: bytes of it, and values in its tree, since a changed byte mostly makes no JSON at
 * all and never reaches what reads the tree. */
#include "fuzz-input.h"

#include <string.h>

#include <json-glib/json-glib.h>

#define CHANGES 120

static const char *const values[] = {
  "null",     "true",        "0",           "-1",          "9223372036854775807", "1e300",
  "\"\"",     "[]",          "{}",          "\"answer\"",  "\"2026-02-30\"",      "\"*\"",
  "\"a/b~\"", "[[[[[1]]]]]", "\"at-once\"", "\"\\u0001\"", "{\"id\":\"answer\"}", "\"published:\"",
};

static JsonNode *
some_value (GRand *random)
{
  return json_from_string (values[g_rand_int_range (random, 0, G_N_ELEMENTS (values))], NULL);
}

static void
change_array (JsonArray *array, GRand *random)
{
  guint n = json_array_get_length (array);

  if (n == 0 || g_rand_int_range (random, 0, 4) == 0)
    json_array_add_element (array, some_value (random));
  else
    json_array_remove_element (array, (guint) g_rand_int_range (random, 0, (gint32) n));
}

static void
change_object (JsonObject *object, const char *member, GRand *random)
{
  if (g_rand_int_range (random, 0, 3) == 0)
    json_object_remove_member (object, member);
  else
    json_object_set_member (object, member, some_value (random));
}

/* Goes down from @node by chance, and changes something where it stops. */
static void
change_tree (JsonNode *node, GRand *random)
{
  g_autoptr (GList) members = NULL;
  JsonNode *below = NULL;
  const char *member = NULL;

  if (JSON_NODE_HOLDS_ARRAY (node)) {
    guint n = json_array_get_length (json_node_get_array (node));

    if (n > 0)
      below = json_array_get_element (json_node_get_array (node),
                                      (guint) g_rand_int_range (random, 0, (gint32) n));
  } else if (JSON_NODE_HOLDS_OBJECT (node)) {
    members = json_object_get_members (json_node_get_object (node));
    if (members != NULL)
      member = g_list_nth_data (
          members, (guint) g_rand_int_range (random, 0, (gint32) g_list_length (members)));
    if (member != NULL)
      below = json_object_get_member (json_node_get_object (node), member);
  }
  if (below != NULL && !JSON_NODE_HOLDS_VALUE (below) && !JSON_NODE_HOLDS_NULL (below) &&
      g_rand_int_range (random, 0, 6) != 0)
    change_tree (below, random);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    change_array (json_node_get_array (node), random);
  else if (member != NULL)
    change_object (json_node_get_object (node), member, random);
}

static void
try_tree (const char *text, GRand *random)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_autofree char *changed = NULL;

  if (node == NULL)
    return;
  for (gint32 n = g_rand_int_range (random, 1, 4); n > 0; n--)
    change_tree (node, random);
  changed = json_to_string (node, FALSE);
  LLVMFuzzerTestOneInput ((const guint8 *) changed, strlen (changed));
}

static void
try_bytes (const char *text, gsize length, GRand *random)
{
  static const char bytes[] = "0919-\"{}[],:.eE\\u/~* \xd0";
  g_autofree guint8 *changed = g_malloc (length + 1);

  memcpy (changed, text, length);
  for (gint32 n = g_rand_int_range (random, 1, 5); n > 0 && length > 0; n--)
    changed[g_rand_int_range (random, 0, (gint32) length)] =
        (guint8) bytes[g_rand_int_range (random, 0, sizeof bytes - 1)];
  LLVMFuzzerTestOneInput (changed, length);
  LLVMFuzzerTestOneInput ((const guint8 *) text,
                          length > 0 ? (gsize) g_rand_int_range (random, 0, (gint32) length) : 0);
}

static void
try_changes (const char *path, guint32 seed, guint runs)
{
  g_autofree char *text = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  LLVMFuzzerTestOneInput ((const guint8 *) text, length);
  for (guint i = 0; i < runs; i++) {
    if (i % 4 == 0)
      try_bytes (text, length, random);
    else
      try_tree (text, random);
  }
}

static void
replay (gconstpointer path)
{
  try_changes (path, 20260306, CHANGES);
}

static void
add_folder (GPtrArray *paths, const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL) {
    if (g_str_has_suffix (name, ".json") || g_str_has_suffix (name, ".conf"))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  }
}

static GPtrArray *
list_corpus (const char *const *files)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; files[i] != NULL; i++) {
    if (g_file_test (files[i], G_FILE_TEST_IS_DIR))
      add_folder (paths, files[i]);
    else
      g_ptr_array_add (paths, g_strdup (files[i]));
  }
  return paths;
}

int
fuzz_main (int argc, char **argv, const char *name, const char *const *files)
{
  g_autoptr (GPtrArray) paths = list_corpus (files);
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  int seed = -1, runs = 10000;
  const GOptionEntry entries[] = {
    { "mutate", 0, 0, G_OPTION_ARG_INT, &seed, "Go on changing, from this seed", "SEED" },
    { "runs", 0, 0, G_OPTION_ARG_INT, &runs, "How often, for each file", "N" },
    { NULL },
  };

  g_test_init (&argc, &argv, NULL);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL))
    return 2;
  if (seed >= 0) {
    for (guint i = 0; i < paths->len; i++)
      try_changes (paths->pdata[i], (guint32) seed + i, (guint) MAX (runs, 0));
    return 0;
  }
  g_assert_cmpuint (paths->len, >=, 3);
  for (guint i = 0; i < paths->len; i++) {
    g_autofree char *base = g_path_get_basename (paths->pdata[i]);
    g_autofree char *test = g_strconcat ("/core/", name, "/", base, NULL);

    g_test_add_data_func (test, paths->pdata[i], replay);
  }
  return g_test_run ();
}
