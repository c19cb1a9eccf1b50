/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed between two versions of a draft. */
#include "app/triage/osr-word-diff.h"

static char *
join (GPtrArray *parts, OsrDiffKind without)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++) {
    const OsrDiffPart *part = parts->pdata[i];

    if (part->kind != without)
      g_string_append (text, part->text);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Whatever is found: both texts can be put together from the parts. */
static void
check_whole (const char *before, const char *after)
{
  g_autoptr (GPtrArray) parts = osr_word_diff_new (before, after);
  g_autofree char *first = join (parts, OSR_DIFF_ADDED);
  g_autofree char *second = join (parts, OSR_DIFF_REMOVED);

  g_assert_cmpstr (first, ==, before);
  g_assert_cmpstr (second, ==, after);
}

static void
test_whole (void)
{
  check_whole ("", "");
  check_whole ("", "текст");
  check_whole ("текст", "");
  check_whole ("один два три", "один три");
  check_whole ("один\n\nдва", "один два\n\nтри");
  check_whole ("  a b a b a", "b a b  a b ");
}

static void
test_replaced (void)
{
  g_autoptr (GPtrArray) parts = osr_word_diff_new ("до четверга закроем", "до 13 марта закроем");
  const OsrDiffPart *removed = parts->pdata[1];
  const OsrDiffPart *added = parts->pdata[2];

  g_assert_cmpint (removed->kind, ==, OSR_DIFF_REMOVED);
  g_assert_cmpstr (removed->text, ==, "четверга");
  g_assert_cmpint (added->kind, ==, OSR_DIFF_ADDED);
  g_assert_cmpstr (added->text, ==, "13 марта");
}

/* Two texts of the longest reply with nothing in common are still compared, and at once. */
static void
test_large (void)
{
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) after = g_string_new (NULL);

  for (int i = 0; i < 5000; i++) {
    g_string_append_printf (before, "a%d ", i);
    g_string_append_printf (after, "b%d ", i);
  }
  check_whole (before->str, after->str);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/word-diff/whole", test_whole);
  g_test_add_func ("/app/word-diff/replaced", test_replaced);
  g_test_add_func ("/app/word-diff/large", test_large);
  return g_test_run ();
}
