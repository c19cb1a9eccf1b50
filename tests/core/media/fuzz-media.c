/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever a file holds: it is refused with a reason, or what is left of it is clean, and stays so when it
 * is cleaned again. Bytes are changed, not JSON, so that this target runs its corpus itself. */
#include <stdlib.h>
#include <string.h>

#include "core/media/osr-media.h"
#include "fuzz-input.h"
#include "osr-media-fixture.h"

#define CHANGES 3000

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) clean = osr_media_clean (bytes, &error);
  OsrMediaLook look;

  g_assert_true ((clean == NULL) == (error != NULL));
  if (clean == NULL)
    return 0;
  g_assert_cmpuint (g_bytes_get_size (clean), <=, size);
  g_assert_true (osr_media_look (clean, &look, NULL));
  g_assert_true (osr_media_is_clean (clean));
  return 0;
}

#ifndef OSR_FUZZER
/* Places, lengths and names are what matters: single bytes, and numbers at their edges. */
static void
change (guint8 *data, gsize size, GRand *random)
{
  static const guint8 edges[] = { 0, 1, 2, 7, 8, 0x7f, 0x80, 0xd8, 0xd9, 0xda, 0xfe, 0xff };

  for (gint32 n = g_rand_int_range (random, 1, 5); n > 0; n--) {
    gsize at = (gsize) g_rand_int_range (random, 0, (gint32) size);

    data[at] = edges[g_rand_int_range (random, 0, G_N_ELEMENTS (edges))];
    if (at + 4 < size && g_rand_int_range (random, 0, 3) == 0)
      memset (data + at, data[at], 4);
  }
}

static void
try_file (GBytes *file)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261122);
  gsize size;
  const guint8 *data = g_bytes_get_data (file, &size);

  LLVMFuzzerTestOneInput (data, size);
  for (guint i = 0; i < CHANGES && size > 0; i++) {
    g_autofree guint8 *changed = g_memdup2 (data, size);
    gsize left = i % 8 == 0 ? (gsize) g_rand_int_range (random, 0, (gint32) size) : size;

    change (changed, size, random);
    LLVMFuzzerTestOneInput (changed, left);
  }
}

static void
test_fixtures (void)
{
  GBytes *files[] = { osr_media_fixture_jpeg (64, 6), osr_media_fixture_png (64),
                      osr_media_fixture_webp (64), osr_media_fixture_video (FALSE),
                      osr_media_fixture_video (TRUE) };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    try_file (files[i]);
    g_bytes_unref (files[i]);
  }
}

static void
test_corpus (void)
{
  g_autoptr (GDir) dir = g_dir_open (OSR_TEST_CORPUS, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (OSR_TEST_CORPUS, name, NULL);
    g_autofree char *text = NULL;
    g_autoptr (GBytes) bytes = NULL;
    gsize size;

    g_assert_true (g_file_get_contents (path, &text, &size, NULL));
    bytes = g_bytes_new_take (g_steal_pointer (&text), size);
    try_file (bytes);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fuzz/media/made-by-hand", test_fixtures);
  g_test_add_func ("/fuzz/media/corpus", test_corpus);
  return g_test_run ();
}
#endif
