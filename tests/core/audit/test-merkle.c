/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree of checkpoints against vectors that another program computed (tests/data/audit/vectors.py,
 * by the recursive definition of RFC 6962), and against whoever bends a path. */
#include <string.h>

#include "core/audit/osr-merkle.h"
#include "core/osr-json.h"

static JsonArray *
load_trees (JsonObject **root)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (VECTORS, &text, &length, &error);
  g_assert_no_error (error);
  *root = osr_json_read_object (text, (gssize) length, 0, "vectors", &error);
  g_assert_no_error (error);
  return osr_json_get_array (*root, "trees");
}

static GPtrArray *
strings_of (JsonArray *array)
{
  GPtrArray *strings = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_ptr_array_add (strings, g_strdup (osr_json_array_get_string (array, i)));
  return strings;
}

static void
test_vectors (void)
{
  g_autoptr (JsonObject) root = NULL;
  JsonArray *trees = load_trees (&root);

  g_assert_cmpuint (json_array_get_length (trees), >=, 12);
  for (guint i = 0; i < json_array_get_length (trees); i++) {
    JsonObject *tree = osr_json_array_get_object (trees, i);
    g_autoptr (GPtrArray) leaves = strings_of (osr_json_get_array (tree, "leaves"));
    JsonArray *paths = osr_json_get_array (tree, "paths");
    g_autofree char *found = osr_merkle_root (leaves);

    g_assert_cmpstr (found, ==, osr_json_get_string (tree, "root"));
    for (guint j = 0; j < json_array_get_length (paths); j++) {
      JsonObject *one = osr_json_array_get_object (paths, j);
      guint index = (guint) osr_json_get_int (one, "index", 0);
      g_autoptr (GPtrArray) wanted = strings_of (osr_json_get_array (one, "path"));
      g_autoptr (GPtrArray) path = osr_merkle_path (leaves, index);
      g_autofree char *again =
          osr_merkle_root_of (leaves->pdata[index], index, leaves->len, wanted);

      g_assert_cmpuint (path->len, ==, wanted->len);
      for (guint k = 0; k < path->len; k++)
        g_assert_cmpstr (path->pdata[k], ==, wanted->pdata[k]);
      g_assert_cmpstr (again, ==, found);
    }
  }
}

static GPtrArray *
make_leaves (guint n)
{
  GPtrArray *leaves = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++) {
    g_autofree char *text = g_strdup_printf ("leaf %u", i);

    g_ptr_array_add (leaves, g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1));
  }
  return leaves;
}

/* No other place, count, leaf or path leads to the root. */
static void
test_bent (void)
{
  for (guint n = 2; n < 40; n++) {
    g_autoptr (GPtrArray) leaves = make_leaves (n);
    g_autofree char *root = osr_merkle_root (leaves);

    for (guint i = 0; i < n; i++) {
      g_autoptr (GPtrArray) path = osr_merkle_path (leaves, i);
      g_autofree char *other = osr_merkle_root_of (leaves->pdata[(i + 1) % n], i, n, path);
      g_autofree char *moved = osr_merkle_root_of (leaves->pdata[i], (i + 1) % n, n, path);
      g_autofree char *outside = osr_merkle_root_of (leaves->pdata[i], n, n, path);
      g_autofree char *shorter = NULL;
      g_autofree char *bent = NULL;
      char *step = path->pdata[0];

      g_assert_cmpstr (other, !=, root);
      g_assert_cmpstr (moved, !=, root);
      g_assert_null (outside);
      step[5] = step[5] == '0' ? '1' : '0';
      bent = osr_merkle_root_of (leaves->pdata[i], i, n, path);
      g_assert_cmpstr (bent, !=, root);
      g_ptr_array_set_size (path, (int) path->len - 1);
      shorter = osr_merkle_root_of (leaves->pdata[i], i, n, path);
      g_assert_null (shorter);
    }
  }
}

static void
test_hostile (void)
{
  g_autoptr (GPtrArray) leaves = make_leaves (3);
  g_autoptr (GPtrArray) path = osr_merkle_path (leaves, 1);
  g_autoptr (GPtrArray) odd = g_ptr_array_new ();

  g_assert_null (osr_merkle_root_of ("", 0, 1, odd));
  g_assert_null (osr_merkle_root_of (leaves->pdata[0], 0, 0, odd));
  g_assert_null (osr_merkle_root_of (leaves->pdata[0], 0, G_MAXUINT64, odd));
  for (guint i = 0; i < 100; i++)
    g_ptr_array_add (odd, (gpointer) "x");
  g_assert_null (osr_merkle_root_of (leaves->pdata[0], 1, G_MAXUINT64, odd));
  ((char *) path->pdata[0])[0] = 'G';
  g_assert_null (osr_merkle_root_of (leaves->pdata[1], 1, 3, path));
  ((char *) leaves->pdata[2])[0] = 'X';
  g_assert_null (osr_merkle_root (leaves));
  g_assert_null (osr_merkle_path (leaves, 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/merkle/vectors", test_vectors);
  g_test_add_func ("/core/merkle/bent", test_bent);
  g_test_add_func ("/core/merkle/hostile", test_hostile);
  return g_test_run ();
}
