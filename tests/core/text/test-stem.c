/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms of one word meet in one stem, other words do not. */
#include "osr-text-fixture.h"

#define LEAST_PAIRS 200

static char *
stem_of (const char *word)
{
  g_autoptr (OsrTextTokens) tokens = osr_text_tokens_new (word, -1);

  g_assert_cmpuint (osr_text_tokens_get_count (tokens), ==, 1);
  return g_strdup (osr_text_tokens_get (tokens, 0)->stem);
}

static void
check_pairs (const char *name, gboolean meet)
{
  g_autoptr (GPtrArray) lines = text_fixture_load_lines (name);

  g_assert_cmpuint (lines->len, >=, LEAST_PAIRS);
  for (guint i = 0; i < lines->len; i++) {
    g_auto (GStrv) pair = text_fixture_split (lines->pdata[i]);
    g_autofree char *one = stem_of (pair[0]);
    g_autofree char *other = stem_of (pair[1]);

    if (g_str_equal (one, other) != meet)
      g_test_message ("%s: %s, %s", (char *) lines->pdata[i], one, other);
    g_assert_true (g_str_equal (one, other) == meet);
  }
}

static void
test_meet (void)
{
  check_pairs ("pairs-meet.tsv", TRUE);
}

static void
test_apart (void)
{
  check_pairs ("pairs-apart.tsv", FALSE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/stem/forms-meet", test_meet);
  g_test_add_func ("/core/stem/words-stay-apart", test_apart);
  return g_test_run ();
}
