/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How phrases are written and met. */
#include "core/text/osr-phrase-table.h"

static guint
count (const char *phrase, const char *text)
{
  g_autoptr (OsrPhraseTable) table = osr_phrase_table_new ();
  g_autoptr (OsrTextTokens) tokens = osr_text_tokens_new (text, -1);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (OsrPhraseHit));

  g_assert_true (osr_phrase_table_add (table, phrase, 7));
  osr_phrase_table_find (table, tokens, hits);
  for (guint i = 0; i < hits->len; i++)
    g_assert_cmpuint (g_array_index (hits, OsrPhraseHit, i).value, ==, 7);
  return hits->len;
}

static void
test_forms (void)
{
  g_assert_cmpuint (count ("остановка", "нет остановок, остановкой"), ==, 2);
  g_assert_cmpuint (count ("=остановка", "нет остановок, остановка"), ==, 1);
  g_assert_cmpuint (count ("останов*", "остановить остров"), ==, 1);
  g_assert_cmpuint (count ("яма|выбоина", "ямы, выбоин и ямщик"), ==, 2);
}

static void
test_rows (void)
{
  g_assert_cmpuint (count ("горяч* вод*", "нет горячей воды"), ==, 1);
  g_assert_cmpuint (count ("горяч* вод*", "горячий чай и вода"), ==, 0);
  g_assert_cmpuint (count ("=нет ~ вода", "нет у нас горячей воды"), ==, 1);
  g_assert_cmpuint (count ("=нет ~ вода", "нет у нас тут в доме воды"), ==, 0);
  g_assert_cmpuint (count ("=нет ~ вода", "нет"), ==, 0);
}

static void
test_malformed (void)
{
  g_autoptr (OsrPhraseTable) table = osr_phrase_table_new ();

  g_assert_false (osr_phrase_table_add (table, "", 1));
  g_assert_false (osr_phrase_table_add (table, "а*", 1));
  g_assert_false (osr_phrase_table_add (table, "две-части", 1));
  g_assert_false (osr_phrase_table_add (table, "вода|", 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/phrase-table/forms", test_forms);
  g_test_add_func ("/core/phrase-table/rows", test_rows);
  g_test_add_func ("/core/phrase-table/malformed", test_malformed);
  return g_test_run ();
}
