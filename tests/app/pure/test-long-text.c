/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a clerk is shown of a text without end, and told about it. */
#include "app/detail/osr-long-text.h"

#include <string.h>

static void
test_whole (void)
{
  g_autofree char *shown = osr_long_text_dup_shown ("Яма на дороге");

  g_assert_cmpstr (shown, ==, "Яма на дороге");
  g_assert_null (osr_long_text_dup_note ("Яма на дороге", 0));
}

static void
test_beginning (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *shown = NULL;
  g_autofree char *note = NULL;

  while (text->len < 1024 * 1024)
    g_string_append (text, "я");
  shown = osr_long_text_dup_shown (text->str);
  g_assert_true (g_utf8_validate (shown, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (shown, -1), ==, OSR_LONG_TEXT_SHOWN + 1);
  g_assert_true (g_str_has_suffix (shown, "…"));
  note = osr_long_text_dup_note (text->str, 0);
  g_assert_nonnull (strstr (note, "1.0"));
}

/* Said even where all that there is can be shown. */
static void
test_not_all_kept (void)
{
  g_autofree char *note = osr_long_text_dup_note ("Яма", 3200000);

  g_assert_nonnull (strstr (note, "3.2"));
}

int
main (int argc, char **argv)
{
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/long-text/short-ones-are-shown-whole", test_whole);
  g_test_add_func ("/app/long-text/of-long-ones-the-beginning", test_beginning);
  g_test_add_func ("/app/long-text/what-is-not-kept-is-said", test_not_all_kept);
  return g_test_run ();
}
