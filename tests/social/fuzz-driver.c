/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One test a file of the corpora. */
#include "fuzz-driver.h"

#include <string.h>

#define CHANGES   300
#define MAX_BYTES (128 * 1024) /* of input that one file may cost */

static const char *alphabet;

static void
replay (gconstpointer path)
{
  g_autofree char *text = NULL;
  g_autofree guint8 *changed = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (20260306);
  gint32 letters = (gint32) strlen (alphabet);
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  LLVMFuzzerTestOneInput ((const guint8 *) text, length);
  changed = g_malloc (length + 1);
  for (guint i = 0; i < CHANGES && length > 0 && i * length < MAX_BYTES; i++) {
    memcpy (changed, text, length);
    for (guint n = 0; n <= i % 4; n++)
      changed[g_rand_int_range (random, 0, (gint32) length)] =
          (guint8) alphabet[g_rand_int_range (random, 0, letters)];
    LLVMFuzzerTestOneInput (changed, length);
    LLVMFuzzerTestOneInput ((const guint8 *) text,
                            (gsize) g_rand_int_range (random, 0, (gint32) length));
  }
}

static guint
add_folder (const char *target, const char *folder)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint added = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *file = g_build_filename (path, name, NULL);
    g_autofree char *test = g_strconcat ("/social/", target, "/", folder, "/", name, NULL);

    if (g_file_test (file, G_FILE_TEST_IS_DIR) || g_str_has_prefix (name, "LICENSE"))
      continue;
    g_test_add_data_func_full (test, g_steal_pointer (&file), replay, g_free);
    added++;
  }
  return added;
}

int
fuzz_replay (int argc, char *argv[], const char *name, const char *const folders[], guint least,
             const char *letters)
{
  guint added = 0;

  alphabet = letters;
  g_test_init (&argc, &argv, NULL);
  for (; *folders != NULL; folders++)
    added += add_folder (name, *folders);
  g_assert_cmpuint (added, >=, least);
  return g_test_run ();
}
