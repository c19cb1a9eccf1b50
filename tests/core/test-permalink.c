/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One spelling for the address of a message. */
#include "core/osr-permalink.h"

static void
test_same (void)
{
  static const char *const same[] = {
    "https://vk.com/wall-1_2?reply=3&thread=4",
    "http://vk.com/wall-1_2?reply=3&thread=4",
    "https://m.vk.com/wall-1_2?thread=4&reply=3",
    "https://VK.com/wall-1_2/?reply=3&thread=4#top",
    "https://www.vk.ru/wall-1_2?reply=3&thread=4&utm_source=x",
  };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++) {
    g_autofree char *spelling = osr_permalink_normalise (same[i]);

    g_assert_cmpstr (spelling, ==, "vk.com/wall-1_2?reply=3&thread=4");
  }
}

static void
test_different (void)
{
  g_autofree char *one = osr_permalink_normalise ("https://vk.com/wall-1_2?reply=3");
  g_autofree char *two = osr_permalink_normalise ("https://vk.com/wall-1_2?reply=4");
  g_autofree char *path = osr_permalink_normalise ("https://t.me/Group/5");
  g_autofree char *lower = osr_permalink_normalise ("https://t.me/group/5");

  g_assert_cmpstr (one, !=, two);
  g_assert_cmpstr (path, !=, lower);
}

static void
test_none (void)
{
  g_assert_null (osr_permalink_normalise (NULL));
  g_assert_null (osr_permalink_normalise (""));
  g_assert_null (osr_permalink_normalise ("no address"));
  g_assert_null (osr_permalink_normalise ("file:///etc/passwd"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/permalink/same", test_same);
  g_test_add_func ("/core/permalink/different", test_different);
  g_test_add_func ("/core/permalink/none", test_none);
  return g_test_run ();
}
