/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is a word, where it lies, and how it is spelled for comparison. */
#include <string.h>

#include "osr-text-fixture.h"

static void
check (const char *text, gssize length, const char *words)
{
  g_autoptr (OsrTextTokens) tokens = osr_text_tokens_new (text, length);
  g_autoptr (GString) got = g_string_new (NULL);

  for (guint i = 0; i < osr_text_tokens_get_count (tokens); i++)
    g_string_append_printf (got, "%s%s", i > 0 ? " " : "", osr_text_tokens_get (tokens, i)->word);
  g_assert_cmpstr (got->str, ==, words);
}

static void
test_folding (void)
{
  check ("ЁЛКА, ёлка", -1, "елка елка");
  check ("и\xcc\x86од й", -1, "йод й");
  check ("за\xcc\x81мок", -1, "замок");
  check ("квар\xe2\x80\x8bтира стро\xc2\xadйка \xe2\x80\xaeдом", -1, "квартира стройка дом");
  check ("xорошо дoрoга пи3да", -1, "хорошо дорога пизда");
  check ("Wi-Fi iPhone 5а дом7 А333", -1, "wi fi iphone 5а дом7 а333");
  check ("Сайн байна, Гэсэр өөрөө", -1, "сайн байна гэсэр өөрөө");
}

static void
test_bytes (void)
{
  check ("да\0нет", 11, "да нет");
  check ("да\xffнет \xd0", -1, "да нет");
  check ("", 0, "");
  check ("слово", 4, "сл");
}

static void
test_places (void)
{
  const char *text = "«Улан-Удэ» СНЕГ";
  g_autoptr (OsrTextTokens) tokens = osr_text_tokens_new (text, -1);
  const OsrTextToken *second;

  g_assert_cmpuint (osr_text_tokens_get_count (tokens), ==, 3);
  second = osr_text_tokens_get (tokens, 1);
  g_assert_cmpmem (text + second->start, second->end - second->start, "Удэ", strlen ("Удэ"));
  g_assert_cmpuint (second->flags, ==, OSR_TEXT_CYRILLIC | OSR_TEXT_CAPITAL | OSR_TEXT_HYPHEN);
  g_assert_true ((osr_text_tokens_get (tokens, 2)->flags & OSR_TEXT_UPPER) != 0);
  g_assert_cmpuint (osr_text_tokens_find (tokens, "снег"), ==, 2);
  g_assert_cmpuint (osr_text_tokens_find (tokens, "дождь"), ==, 3);
}

/* A word of a million letters is cut, marks without end belong to one letter. */
static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (OsrTextTokens) tokens = NULL;

  for (guint i = 0; i < 1000000; i++)
    g_string_append (text, "ж");
  tokens = osr_text_tokens_new (text->str, (gssize) text->len);
  g_assert_cmpuint (osr_text_tokens_get_count (tokens), ==, 1000000 / OSR_TEXT_WORD_LETTERS);
  g_assert_true ((osr_text_tokens_get (tokens, 1)->flags & OSR_TEXT_CUT) != 0);
  g_string_assign (text, "дом");
  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "\xcc\x81");
  osr_text_tokens_scan (tokens, text->str, (gssize) text->len);
  g_assert_cmpuint (osr_text_tokens_get_count (tokens), ==, 1);
  g_assert_cmpstr (osr_text_tokens_get (tokens, 0)->word, ==, "дом");
  g_assert_cmpuint (osr_text_tokens_get (tokens, 0)->end, ==, text->len);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/text-tokens/folding", test_folding);
  g_test_add_func ("/core/text-tokens/bytes-of-any-kind", test_bytes);
  g_test_add_func ("/core/text-tokens/places-and-flags", test_places);
  g_test_add_func ("/core/text-tokens/long", test_long);
  return g_test_run ();
}
