/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Obscene, insulting and threatening words are found, disguised ones too, and ordinary texts are
 * left alone. */
#include <string.h>

#include "core/osr-json.h"
#include "osr-text-fixture.h"

static gboolean
is_alarmed (OsrTextReader *reader, const char *text)
{
  return osr_text_reader_read (reader, text, -1)->findings->len > 0;
}

/* The share that the office is promised: 97 of 100 forms that no rule was written for one by one. */
static void
test_obscene_forms (void)
{
  g_autoptr (OsrTextReader) reader = text_fixture_reader_new (NULL);
  g_autoptr (GPtrArray) lines = text_fixture_load_lines ("obscene-forms-sample.txt");
  guint found = 0;

  for (guint i = 0; i < lines->len; i++)
    found += text_fixture_count (reader, lines->pdata[i], OSR_SCREENING_OBSCENE) > 0 ? 1 : 0;
  g_test_message ("%u of %u", found, lines->len);
  g_assert_cmpuint (lines->len, ==, 20000);
  g_assert_cmpuint (found * 100, >=, lines->len * 97);
}

static void
test_traps (void)
{
  g_autoptr (OsrTextReader) reader = text_fixture_reader_new (NULL);
  g_autofree char *contents = text_fixture_load ("false-positive-traps.json");
  g_autoptr (JsonObject) traps = osr_json_read_object (contents, -1, 0, "traps", NULL);
  g_autoptr (GList) roots = json_object_get_members (traps);
  guint seen = 0;

  for (GList *l = roots; l != NULL; l = l->next) {
    JsonArray *words = osr_json_get_array (traps, l->data);

    for (guint i = 0; i < json_array_get_length (words); i++, seen++) {
      const char *word = osr_json_array_get_string (words, i);

      if (is_alarmed (reader, word))
        g_test_message ("%s", word);
      g_assert_false (is_alarmed (reader, word));
    }
  }
  g_assert_cmpuint (seen, ==, 860);
}

static void
check_lines (const char *name, gboolean alarmed)
{
  g_autoptr (OsrTextReader) reader = text_fixture_reader_new (NULL);
  g_autoptr (GPtrArray) lines = text_fixture_load_lines (name);

  for (guint i = 0; i < lines->len; i++) {
    if (is_alarmed (reader, lines->pdata[i]) != alarmed)
      g_test_message ("%s", (char *) lines->pdata[i]);
    g_assert_true (is_alarmed (reader, lines->pdata[i]) == alarmed);
  }
}

static void
test_disguised (void)
{
  check_lines ("disguised.txt", TRUE);
}

static void
test_ordinary (void)
{
  check_lines ("ordinary.txt", FALSE);
}

/* Shares of texts that no rule was written for: @found of those that offend, @alarmed of the others. */
typedef struct {
  guint offending, found;
  guint ordinary, alarmed;
} Share;

static void
count_blind (OsrTextReader *reader, const char *name, Share *share)
{
  g_autoptr (GPtrArray) lines = text_fixture_load_lines (name);

  for (guint i = 0; i < lines->len; i++) {
    g_auto (GStrv) fields = text_fixture_split (lines->pdata[i]);
    gboolean ordinary = fields[1] == NULL || g_str_equal (fields[0], "none");
    const char *text = fields[1] != NULL ? fields[1] : fields[0];
    gboolean alarmed = is_alarmed (reader, text);

    *(ordinary ? &share->ordinary : &share->offending) += 1;
    *(ordinary ? &share->alarmed : &share->found) += alarmed ? 1 : 0;
    if (ordinary == alarmed)
      g_test_message ("%s", text);
  }
}

/* At least 97 of 100 that offend, at most 2 of 100 that do not. */
static void
test_blind (void)
{
  static const char *const names[] = { "blind-offensive.tsv", "blind-ordinary.txt",
                                       "blind-second.tsv" };
  g_autoptr (OsrTextReader) reader = text_fixture_reader_new (NULL);
  Share share = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    count_blind (reader, names[i], &share);
  g_test_message ("found %u of %u, false alarms %u of %u", share.found, share.offending,
                  share.alarmed, share.ordinary);
  g_assert_cmpuint (share.offending, >=, 200);
  g_assert_cmpuint (share.ordinary, >=, 200);
  g_assert_cmpuint (share.found * 100, >=, share.offending * 97);
  g_assert_cmpuint (share.alarmed * 100, <=, share.ordinary * 2);
}

static void
test_insults (void)
{
  g_autoptr (OsrTextReader) reader = text_fixture_reader_new (NULL);

  g_assert_cmpuint (text_fixture_count (reader, "Вы бараны!", OSR_SCREENING_INSULT), ==, 1);
  g_assert_cmpuint (text_fixture_count (reader, "дебилы и дармоеды", OSR_SCREENING_INSULT), ==, 2);
  g_assert_cmpuint (text_fixture_count (reader, "дебит скважины", OSR_SCREENING_INSULT), ==, 0);
  g_assert_cmpuint (text_fixture_count (reader, "бараны на дороге", OSR_SCREENING_INSULT), ==, 0);
}

static void
test_threats (void)
{
  static const char *const threats[] = {
    "я вас всех найду и закопаю", "убью главу района",          "сожгу вашу контору", "вам не жить",
    "переломаю тебе ноги",        "сосед обещает зарезать жену"
  };
  g_autoptr (OsrTextReader) reader = text_fixture_reader_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (threats); i++) {
    g_test_message ("%s", threats[i]);
    g_assert_cmpuint (text_fixture_count (reader, threats[i], OSR_SCREENING_THREAT), >=, 1);
    g_assert_true (osr_text_reader_read (reader, threats[i], -1)->important);
  }
  g_assert_cmpuint (
      text_fixture_count (reader, "убьём время, мусор сожгу в печке", OSR_SCREENING_THREAT), ==, 0);
}

/* The words that caused a finding, as they stand in the text. */
static void
test_words (void)
{
  const char *text = "Опять п***ец, дармоеды";
  g_autoptr (OsrTextReader) reader = text_fixture_reader_new (NULL);
  const OsrTextReading *reading = osr_text_reader_read (reader, text, -1);
  const OsrScreeningFinding *first = &g_array_index (reading->findings, OsrScreeningFinding, 0);
  const OsrScreeningFinding *second = &g_array_index (reading->findings, OsrScreeningFinding, 1);

  g_assert_cmpuint (reading->findings->len, ==, 2);
  g_assert_cmpuint (first->kind, ==, OSR_SCREENING_OBSCENE);
  g_assert_cmpuint (first->grade, ==, 3);
  g_assert_cmpmem (text + first->start, first->end - first->start, "п***ец", strlen ("п***ец"));
  g_assert_cmpuint (second->kind, ==, OSR_SCREENING_INSULT);
  g_assert_cmpuint (second->grade, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/screening/obscene-forms", test_obscene_forms);
  g_test_add_func ("/core/screening/traps", test_traps);
  g_test_add_func ("/core/screening/disguised", test_disguised);
  g_test_add_func ("/core/screening/ordinary", test_ordinary);
  g_test_add_func ("/core/screening/blind", test_blind);
  g_test_add_func ("/core/screening/insults", test_insults);
  g_test_add_func ("/core/screening/threats", test_threats);
  g_test_add_func ("/core/screening/words", test_words);
  return g_test_run ();
}
