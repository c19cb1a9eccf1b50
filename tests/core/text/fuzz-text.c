/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds bytes to tokenizer, screening and suggestions and asks only what must hold for any input.
 * Built with -fsanitize=fuzzer it is a libFuzzer target (define OSR_FUZZER); as it stands it replays
 * lines of the tests' texts, cut short and with bytes changed in a way that is always the same. */
#include <string.h>

#include "osr-text-fixture.h"

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

static OsrTextReader *
get_reader (void)
{
  static OsrTextReader *reader = NULL;

  if (reader == NULL)
    reader = text_fixture_reader_new (NULL);
  return reader;
}

static void
examine_tokens (OsrTextTokens *tokens, gsize size)
{
  gsize last = 0;

  for (guint i = 0; i < osr_text_tokens_get_count (tokens); i++) {
    const OsrTextToken *token = osr_text_tokens_get (tokens, i);

    g_assert_cmpuint (token->start, >=, last);
    g_assert_cmpuint (token->end, >, token->start);
    g_assert_cmpuint (token->end, <=, size);
    g_assert_cmpuint (strlen (token->word), ==, token->word_length);
    g_assert_cmpuint (strlen (token->stem), ==, token->stem_length);
    g_assert_cmpuint (token->stem_length, >, 0);
    g_assert_true (g_utf8_validate (token->word, -1, NULL));
    g_assert_true (g_utf8_validate (token->stem, -1, NULL));
    last = token->end;
  }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  const OsrTextReading *reading =
      osr_text_reader_read (get_reader (), (const char *) data, (gssize) size);

  examine_tokens (reading->tokens, size);
  for (guint i = 0; i < reading->findings->len; i++) {
    const OsrScreeningFinding *finding = &g_array_index (reading->findings, OsrScreeningFinding, i);

    g_assert_cmpuint (finding->grade, >=, 1);
    g_assert_cmpuint (finding->grade, <=, 3);
    g_assert_cmpuint (finding->end, >, finding->start);
    g_assert_cmpuint (finding->end, <=, size);
  }
  g_assert_cmpuint (reading->topics->len, >=, 1);
  g_assert_true (reading->place.name == NULL || g_utf8_validate (reading->place.name, -1, NULL));
  g_assert_cmpuint (reading->place.end, <=, size);
  return 0;
}

#ifndef OSR_FUZZER
#define CHANGES 25

static void
replay_changed (const char *line, GRand *random)
{
  gsize length = strlen (line);
  g_autofree guint8 *changed = g_malloc (length);

  LLVMFuzzerTestOneInput ((const guint8 *) line, length);
  for (guint i = 0; i < CHANGES; i++) {
    gsize cut = (gsize) g_rand_int_range (random, 0, (gint32) length);
    g_autofree guint8 *part = g_memdup2 (line, cut + 1);

    memcpy (changed, line, length);
    for (guint n = 0; n <= i % 4; n++)
      changed[g_rand_int_range (random, 0, (gint32) length)] =
          (guint8) "*@$#.-_ 6\xd0\xd1\xcc\x81\xe2\x80\x8b\xf0\xff\n\0a"[g_rand_int_range (random, 0,
                                                                                          21)];
    LLVMFuzzerTestOneInput (changed, length);
    LLVMFuzzerTestOneInput (part, cut);
  }
}

static void
replay (gconstpointer name)
{
  g_autoptr (GPtrArray) lines = text_fixture_load_lines (name);
  g_autoptr (GRand) random = g_rand_new_with_seed (20260306);

  g_assert_cmpuint (lines->len, >=, 20);
  for (guint i = 0; i < lines->len; i++)
    replay_changed (lines->pdata[i], random);
}

static void
replay_repeated (gconstpointer piece)
{
  g_autoptr (GString) text = g_string_new (NULL);

  while (text->len < 1 << 18)
    g_string_append (text, piece);
  LLVMFuzzerTestOneInput ((const guint8 *) text->str, text->len);
}

int
main (int argc, char **argv)
{
  static const char *const files[] = { "messages.tsv", "disguised.txt", "ordinary.txt" };
  static const char *const pieces[] = { "х",          "х.",      "х ",
                                        "х*",         "*",       "о\xcc\x81",
                                        "вы бараны ", "в с. Х ", "прорвало трубу ",
                                        "\xff",       "a1" };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *test = g_strconcat ("/core/fuzz-text/", files[i], NULL);

    g_test_add_data_func (test, files[i], replay);
  }
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autofree char *test = g_strdup_printf ("/core/fuzz-text/repeated/%u", i);

    g_test_add_data_func (test, pieces[i], replay_repeated);
  }
  return g_test_run ();
}
#endif
