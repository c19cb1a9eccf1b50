/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the composer says about a draft. */
#include "app/composer/osr-draft-findings.h"

#define GOOD "Сергей, здравствуйте! Яму закроют во вторник, 10 марта."

static const OsrFinding *
find (GPtrArray *findings, const char *id)
{
  for (guint i = 0; i < findings->len; i++) {
    const OsrFinding *finding = findings->pdata[i];

    if (g_str_equal (finding->id, id))
      return finding;
  }
  return NULL;
}

static void
test_empty (void)
{
  g_autoptr (GPtrArray) nothing = osr_draft_findings_new ("", "final", 100);
  g_autoptr (GPtrArray) spaces = osr_draft_findings_new (" \n\t", "final", 100);

  g_assert_nonnull (find (nothing, "empty"));
  g_assert_nonnull (find (spaces, "empty"));
  g_assert_false (osr_draft_findings_may_go (nothing));
  g_assert_false (osr_draft_findings_may_go (spaces));
  g_assert_cmpuint (nothing->len, ==, 1);
}

static void
test_good (void)
{
  g_autoptr (GPtrArray) findings = osr_draft_findings_new (GOOD, "final", 16384);

  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_nonnull (find (findings, "good"));
  g_assert_true (osr_draft_findings_may_go (findings));
}

/* The limit is in characters, not in bytes: Cyrillic letters take two. */
static void
test_limit (void)
{
  g_autoptr (GPtrArray) fits = osr_draft_findings_new (GOOD, "final", g_utf8_strlen (GOOD, -1));
  g_autoptr (GPtrArray) over = osr_draft_findings_new (GOOD, "final", g_utf8_strlen (GOOD, -1) - 1);

  g_assert_null (find (fits, "too-long"));
  g_assert_nonnull (find (over, "too-long"));
  g_assert_false (osr_draft_findings_may_go (over));
  g_assert_cmpint (find (over, "too-long")->from, ==, g_utf8_strlen (GOOD, -1) - 1);
}

static void
test_greeting (void)
{
  g_autoptr (GPtrArray) without =
      osr_draft_findings_new ("Яму закроют во вторник, 10 марта.", "final", 0);
  g_autoptr (GPtrArray) evening =
      osr_draft_findings_new ("ДОБРЫЙ ВЕЧЕР! Яму закроют 10 марта.", "final", 0);

  g_assert_nonnull (find (without, "greeting"));
  g_assert_null (find (evening, "greeting"));
  g_assert_true (osr_draft_findings_may_go (without));
}

/* Offsets are those of characters in the draft as it was typed, ё included. */
static void
test_vague_place (void)
{
  const char *text = "Здравствуйте! Ещё 10 марта. В ближайшее время сообщим.";
  g_autoptr (GPtrArray) findings = osr_draft_findings_new (text, "final", 0);
  const OsrFinding *vague = find (findings, "vague");
  g_autofree char *words = NULL;

  g_assert_nonnull (vague);
  words = g_utf8_substring (text, vague->from, vague->to);
  g_assert_cmpstr (words, ==, "В ближайшее время");
}

static void
test_kinds (void)
{
  g_autoptr (GPtrArray) statement =
      osr_draft_findings_new ("Здравствуйте! Напишите адрес.", "clarification", 0);
  g_autoptr (GPtrArray) question =
      osr_draft_findings_new ("Здравствуйте! Какой адрес?", "clarification", 0);
  g_autoptr (GPtrArray) undated = osr_draft_findings_new ("Здравствуйте! Проверяем.", "interim", 0);

  g_assert_nonnull (find (statement, "question"));
  g_assert_nonnull (find (question, "good"));
  g_assert_nonnull (find (undated, "date"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/draft-findings/empty", test_empty);
  g_test_add_func ("/app/draft-findings/good", test_good);
  g_test_add_func ("/app/draft-findings/limit", test_limit);
  g_test_add_func ("/app/draft-findings/greeting", test_greeting);
  g_test_add_func ("/app/draft-findings/vague-place", test_vague_place);
  g_test_add_func ("/app/draft-findings/kinds", test_kinds);
  return g_test_run ();
}
