/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the composer says about a draft: the core's findings in characters and with their wordings. */
#include "app/composer/osr-draft-findings.h"

#include "osr-office-fixture.h"

#define GOOD "Сергей, здравствуйте! Яму закроют во вторник, 10 марта."

static Office office;

static GPtrArray *
find_all (const char *text, const char *kind)
{
  return osr_draft_findings_new (office.the_case, office.registry, text, kind);
}

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
  g_autoptr (GPtrArray) nothing = find_all ("", "final");
  g_autoptr (GPtrArray) spaces = find_all (" \n\t", "final");

  g_assert_nonnull (find (nothing, "empty"));
  g_assert_nonnull (find (spaces, "empty"));
  g_assert_false (osr_draft_findings_may_go (nothing));
  g_assert_false (osr_draft_findings_may_go (spaces));
  g_assert_cmpuint (nothing->len, ==, 1);
}

static void
test_good (void)
{
  g_autoptr (GPtrArray) findings = find_all (GOOD, "final");

  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_nonnull (find (findings, "good"));
  g_assert_true (osr_draft_findings_may_go (findings));
}

/* The limit is the network's, in characters and not in bytes: Cyrillic letters take two. */
static void
test_limit (void)
{
  gint64 limit = osr_registry_get_text_limit (office.registry, office.the_case->network);
  g_autoptr (GString) text = g_string_new (GOOD);
  g_autoptr (GPtrArray) fits = NULL;
  g_autoptr (GPtrArray) over = NULL;

  while (g_utf8_strlen (text->str, -1) < limit)
    g_string_append (text, "я");
  fits = find_all (text->str, "final");
  g_string_append (text, "я");
  over = find_all (text->str, "final");
  g_assert_null (find (fits, "length"));
  g_assert_nonnull (find (over, "length"));
  g_assert_cmpint (find (over, "length")->weight, ==, OSR_FINDING_BLOCK);
  g_assert_cmpint (find (over, "length")->from, ==, limit);
  g_assert_false (osr_draft_findings_may_go (over));
}

/* The greeting that one click puts in has the author's name. */
static void
test_greeting (void)
{
  g_autoptr (GPtrArray) without = find_all ("Яму закроют во вторник, 10 марта.", "final");
  g_autoptr (GPtrArray) evening = find_all ("ДОБРЫЙ ВЕЧЕР! Яму закроют 10 марта.", "final");
  const OsrFinding *finding = find (without, "greeting");

  g_assert_nonnull (finding);
  g_assert_nonnull (finding->wording);
  g_assert_cmpint (finding->from, ==, 0);
  g_assert_cmpint (finding->to, ==, 0);
  g_assert_null (find (evening, "greeting"));
  g_assert_true (osr_draft_findings_may_go (without));
}

/* Offsets are those of characters in the draft as it was typed, ё included. */
static void
test_place (void)
{
  const char *text = "Здравствуйте! Ещё 10 марта. В настоящее время чиним.";
  g_autoptr (GPtrArray) findings = find_all (text, "final");
  const OsrFinding *plain = find (findings, "no-officialese");
  g_autofree char *words = NULL;

  g_assert_nonnull (plain);
  words = g_utf8_substring (text, plain->from, plain->to);
  g_assert_cmpstr (words, ==, "В настоящее время");
  g_assert_cmpstr (plain->wording, ==, "Сейчас");
}

/* Advice that needs the sentence turned is no click. */
static void
test_no_click (void)
{
  g_autoptr (GPtrArray) findings =
      find_all ("Здравствуйте! В целях порядка поставили знак 5 марта.", "final");

  g_assert_nonnull (find (findings, "no-officialese"));
  g_assert_null (find (findings, "no-officialese")->wording);
}

static void
test_kinds (void)
{
  g_autoptr (GPtrArray) statement = find_all ("Здравствуйте! Яма есть.", "clarification");
  g_autoptr (GPtrArray) question = find_all ("Здравствуйте! Какой адрес?", "clarification");
  g_autoptr (GPtrArray) undated = find_all ("Здравствуйте! Проверяем насос и трубы.", "interim");

  g_assert_nonnull (find (statement, "to-the-point"));
  g_assert_nonnull (find (question, "good"));
  g_assert_nonnull (find (undated, "interim-names-a-date"));
}

/* Where the profile says so, a reply without a greeting is held back, and the clause is named. */
static void
test_blocks (void)
{
  Office strict;
  g_autoptr (GPtrArray) findings = NULL;

  office_open (&strict, "leningrad");
  detect (&strict, "2026-03-06T10:00:00+03:00");
  findings = osr_draft_findings_new (strict.the_case, strict.registry,
                                     "Яму закроют во вторник, 10 марта.", "final");
  g_assert_false (osr_draft_findings_may_go (findings));
  g_assert_cmpstr (find (findings, "greeting")->clause, ==, "11");
  office_close (&strict);
}

/* A message that repeats another one asks for more. */
static void
test_repeat (void)
{
  const char *text = "Здравствуйте! Помним о вашей просьбе и о дороге.";
  g_autoptr (GPtrArray) before = find_all (text, "final");
  g_autoptr (GPtrArray) after = NULL;

  happen (&office, "linked", "2026-03-06T10:05:00+09:00", "curator",
          members_of ("to", "c0ffee00-0000-4000-8000-000000000001", NULL), NULL);
  after = find_all (text, "final");
  g_assert_null (find (before, "repeat-says-what-was-done"));
  g_assert_nonnull (find (after, "repeat-says-what-was-done"));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  office_open (&office, "amur");
  detect (&office, "2026-03-06T10:00:00+09:00");
  g_test_add_func ("/app/draft-findings/empty", test_empty);
  g_test_add_func ("/app/draft-findings/good", test_good);
  g_test_add_func ("/app/draft-findings/limit", test_limit);
  g_test_add_func ("/app/draft-findings/greeting", test_greeting);
  g_test_add_func ("/app/draft-findings/place", test_place);
  g_test_add_func ("/app/draft-findings/no-click", test_no_click);
  g_test_add_func ("/app/draft-findings/kinds", test_kinds);
  g_test_add_func ("/clauses/leningrad/11/blocked-without-greeting", test_blocks);
  g_test_add_func ("/clauses/amur/17/repeat", test_repeat);
  status = g_test_run ();
  office_close (&office);
  return status;
}
