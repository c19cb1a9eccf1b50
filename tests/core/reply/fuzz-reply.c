/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds bytes to the reply check and asks only what must hold for any input. Built with
 * -fsanitize=fuzzer it is a libFuzzer target (define OSR_FUZZER); as it stands it replays the tests'
 * replies, cut short and with bytes changed in a way that is always the same. */
#include <string.h>

#include "osr-reply-fixture.h"
#include "osr-text-fixture.h"

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

static void
examine (GPtrArray *findings, gsize size)
{
  g_assert_cmpuint (findings->len, <=, OSR_REPLY_MAX_FINDINGS);
  for (guint i = 0; i < findings->len; i++) {
    const OsrReplyFinding *finding = findings->pdata[i];

    g_assert_nonnull (finding->check);
    g_assert_nonnull (finding->reason);
    g_assert_cmpuint (finding->start, <=, finding->end);
    g_assert_cmpuint (finding->end, <=, size);
    g_assert_false (finding->blocks && finding->unsure);
    g_assert_true (finding->wording == NULL || g_utf8_validate (finding->wording, -1, NULL));
  }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  static const char *const kinds[] = { "final", "interim", "clarification" };
  static OsrRegulation *regulation = NULL;
  OsrReplyContext context = { .limit = 100, .kind = kinds[size % 3], .repeat = size % 2 == 0 };
  g_autoptr (GPtrArray) findings = NULL;

  if (regulation == NULL)
    regulation = reply_fixture_regulation ("leningrad");
  context.regulation = regulation;
  findings =
      osr_reply_check_run (reply_fixture_check (), (const char *) data, (gssize) size, &context);
  examine (findings, size);
  return 0;
}

#ifndef OSR_FUZZER
#define CHANGES 25

static void
replay_changed (const char *line, GRand *random)
{
  static const char bytes[] = "?!.{}_-+789 \xd0\xd1\xcc\x81\xf0\xff\n\0";
  gsize length = strlen (line);
  g_autofree guint8 *changed = g_malloc (length);

  LLVMFuzzerTestOneInput ((const guint8 *) line, length);
  for (guint i = 0; i < CHANGES; i++) {
    gsize cut = (gsize) g_rand_int_range (random, 0, (gint32) length);
    g_autofree guint8 *part = g_memdup2 (line, cut + 1);

    memcpy (changed, line, length);
    for (guint n = 0; n <= i % 4; n++)
      changed[g_rand_int_range (random, 0, (gint32) length)] =
          (guint8) bytes[g_rand_int_range (random, 0, (gint32) sizeof (bytes))];
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

  while (text->len < 1 << 20)
    g_string_append (text, piece);
  LLVMFuzzerTestOneInput ((const guint8 *) text->str, text->len);
}

int
main (int argc, char **argv)
{
  static const char *const files[] = { "replies-good.tsv", "replies-bad.tsv" };
  static const char *const pieces[] = { "в ",
                                        "8 ",
                                        "1",
                                        "112-233-445 95 ",
                                        "будет если ",
                                        "почему вы раньше? ",
                                        "59-фз ",
                                        "ответ 59 фз ",
                                        "ул кв 5 ",
                                        "данный населённый пункт ",
                                        "обратитесь в ",
                                        "{",
                                        "_",
                                        "\xff",
                                        "о\xcc\x81" };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *test = g_strconcat ("/core/fuzz-reply/", files[i], NULL);

    g_test_add_data_func (test, files[i], replay);
  }
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autofree char *test = g_strdup_printf ("/core/fuzz-reply/repeated/%u", i);

    g_test_add_data_func (test, pieces[i], replay_repeated);
  }
  return g_test_run ();
}
#endif
