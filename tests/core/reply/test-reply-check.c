/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of replies: a set of good ones and one of bad ones, and the place, the weight and the
 * wording of single findings. */
#include <string.h>

#include "osr-reply-fixture.h"
#include "osr-text-fixture.h"

static OsrReplyContext
context_of (const char *written, OsrRegulation *regulation)
{
  g_auto (GStrv) parts = g_strsplit (written, ",", 2);

  return (OsrReplyContext){ .regulation = regulation,
                            .kind = g_intern_string (parts[0]),
                            .limit = 16384,
                            .repeat = parts[1] != NULL };
}

static gboolean
has_check (GPtrArray *findings, const char *check)
{
  for (guint i = 0; i < findings->len; i++) {
    if (g_str_equal (((OsrReplyFinding *) findings->pdata[i])->check, check))
      return TRUE;
  }
  return FALSE;
}

static void
test_good (void)
{
  g_autoptr (GPtrArray) lines = text_fixture_load_lines ("replies-good.tsv");
  g_autoptr (OsrRegulation) regulation = reply_fixture_regulation ("leningrad");

  g_assert_cmpuint (lines->len, ==, 40);
  for (guint i = 0; i < lines->len; i++) {
    g_auto (GStrv) fields = text_fixture_split (lines->pdata[i]);
    OsrReplyContext context = context_of (fields[0], regulation);
    g_autoptr (GPtrArray) findings =
        osr_reply_check_run (reply_fixture_check (), fields[1], -1, &context);
    g_autofree char *list = reply_fixture_list (findings);

    if (findings->len > 0)
      g_test_message ("%s: %s", fields[1], list);
    g_assert_cmpuint (findings->len, ==, 0);
  }
}

static void
test_bad (void)
{
  g_autoptr (GPtrArray) lines = text_fixture_load_lines ("replies-bad.tsv");
  g_autoptr (OsrRegulation) regulation = reply_fixture_regulation ("leningrad");

  g_assert_cmpuint (lines->len, ==, 40);
  for (guint i = 0; i < lines->len; i++) {
    g_auto (GStrv) fields = text_fixture_split (lines->pdata[i]);
    g_auto (GStrv) expected = g_strsplit (fields[1], ",", -1);
    OsrReplyContext context = context_of (fields[0], regulation);
    g_autoptr (GPtrArray) findings =
        osr_reply_check_run (reply_fixture_check (), fields[2], -1, &context);
    g_autofree char *list = reply_fixture_list (findings);

    for (guint n = 0; expected[n] != NULL; n++) {
      if (!has_check (findings, expected[n]))
        g_test_message ("%s: %s", fields[2], list);
      g_assert_true (has_check (findings, expected[n]));
    }
  }
}

/* The place is in bytes of the text as it was written, the wording begins as the place does. */
static void
test_place (void)
{
  const char *text = "Здравствуйте, Анна! Ещё раз проверили. На сегодняшний день вода есть.";
  g_autoptr (GPtrArray) findings = reply_fixture_find (text, NULL);
  const OsrReplyFinding *plain = reply_fixture_pick (findings, "plain");
  g_autofree char *words = NULL;

  g_assert_nonnull (plain);
  words = g_strndup (text + plain->start, plain->end - plain->start);
  g_assert_cmpstr (words, ==, "На сегодняшний день");
  g_assert_cmpstr (plain->wording, ==, "Сейчас");
  g_assert_true (plain->fits);
}

/* Of phrases inside one another the longest is meant. */
static void
test_longest (void)
{
  g_autoptr (GPtrArray) findings =
      reply_fixture_find ("Здравствуйте, Анна! По данному вопросу встретились вчера.", NULL);

  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpstr (((OsrReplyFinding *) findings->pdata[0])->wording, ==, "По этому вопросу");
}

static void
test_greeting_wording (void)
{
  OsrReplyContext named = { .addressee = "Анна Петрова" }, nicked = { .addressee = "кот_2000" };
  g_autoptr (GPtrArray) one =
      osr_reply_check_run (reply_fixture_check (), "Яму засыпали вчера.", -1, &named);
  g_autoptr (GPtrArray) other =
      osr_reply_check_run (reply_fixture_check (), "Яму засыпали вчера.", -1, &nicked);
  const OsrReplyFinding *finding = reply_fixture_pick (one, "no-greeting");

  g_assert_nonnull (finding);
  g_assert_cmpstr (finding->wording, ==, "Анна, здравствуйте! ");
  g_assert_cmpuint (finding->end, ==, 0);
  g_assert_true (finding->fits);
  g_assert_cmpstr (reply_fixture_pick (other, "no-greeting")->wording, ==, "Здравствуйте! ");
}

/* The limit counts an emoji as two, and the place is where it is passed. */
static void
test_length (void)
{
  OsrReplyContext fits = { .limit = 23 }, over = { .limit = 22 };
  const char *text = "Здравствуйте, Анна! 😀";
  g_autofree char *longer = g_strconcat (text, "!", NULL);
  g_autoptr (GPtrArray) none = osr_reply_check_run (reply_fixture_check (), longer, -1, &fits);
  g_autoptr (GPtrArray) some = osr_reply_check_run (reply_fixture_check (), longer, -1, &over);
  const OsrReplyFinding *finding = reply_fixture_pick (some, "too-long");

  g_assert_null (reply_fixture_pick (none, "too-long"));
  g_assert_nonnull (finding);
  g_assert_cmpint (finding->amount, ==, 1);
  g_assert_cmpuint (finding->start, ==, strlen (text));
  g_assert_true (finding->blocks);
  g_assert_false (osr_reply_findings_may_go (some));
}

static void
test_empty (void)
{
  g_autoptr (GPtrArray) nothing = reply_fixture_find ("", NULL);
  g_autoptr (GPtrArray) spaces = reply_fixture_find (" \n\t\xc2\xa0", NULL);

  g_assert_cmpuint (nothing->len, ==, 1);
  g_assert_nonnull (reply_fixture_pick (nothing, "empty"));
  g_assert_nonnull (reply_fixture_pick (spaces, "empty"));
  g_assert_false (osr_reply_findings_may_go (spaces));
}

/* What blocks is what the profile says; guesses never do. */
static void
test_weight (void)
{
  g_autoptr (OsrRegulation) strict = reply_fixture_regulation ("leningrad");
  g_autoptr (OsrRegulation) lenient = reply_fixture_regulation ("buryatia");
  const char *text = "Яму засыпали вчера, ты не волнуйся.";
  g_autoptr (GPtrArray) held = reply_fixture_find (text, strict);
  g_autoptr (GPtrArray) free = reply_fixture_find (text, lenient);
  g_autoptr (GPtrArray) guess =
      reply_fixture_find ("Добрый день! Яму засыпали вчера утром.", strict);

  g_assert_true (reply_fixture_pick (held, "no-greeting")->blocks);
  g_assert_cmpstr (reply_fixture_pick (held, "no-greeting")->clause, ==, "11");
  g_assert_true (reply_fixture_pick (held, "informal")->blocks);
  g_assert_false (osr_reply_findings_may_go (held));
  g_assert_nonnull (reply_fixture_pick (free, "no-greeting"));
  g_assert_null (reply_fixture_pick (free, "no-greeting")->clause);
  g_assert_true (osr_reply_findings_may_go (free));
  g_assert_nonnull (reply_fixture_pick (guess, "no-address"));
  g_assert_true (osr_reply_findings_may_go (guess));
}

static void
test_asked_only (void)
{
  g_autoptr (OsrRegulation) lenient = reply_fixture_regulation ("saratov");
  OsrReplyContext context = { .regulation = lenient, .asked_only = TRUE, .kind = "interim" };
  g_autoptr (GPtrArray) findings = osr_reply_check_run (
      reply_fixture_check (), "Смотрим трубу в настоящее время.", -1, &context);

  g_assert_null (reply_fixture_pick (findings, "no-greeting"));
  g_assert_null (reply_fixture_pick (findings, "plain"));
  g_assert_nonnull (reply_fixture_pick (findings, "no-date"));
}

/* Where the text says nothing of the law, nothing is claimed of it. */
static void
test_formal (void)
{
  g_autoptr (OsrRegulation) outside = reply_fixture_regulation ("amur");
  g_autoptr (OsrRegulation) silent = reply_fixture_regulation ("buryatia");
  const char *promise = "Здравствуйте, Анна! Ответ по 59-ФЗ дадим 5 марта.";
  const char *way = "Здравствуйте, Анна! Сообщение здесь не является обращением по 59-ФЗ. "
                    "Яму засыпали вчера.";
  g_autoptr (GPtrArray) found = reply_fixture_find (promise, outside);
  g_autoptr (GPtrArray) not_asked = reply_fixture_find (promise, silent);
  g_autoptr (GPtrArray) told = reply_fixture_find (way, outside);

  g_assert_nonnull (reply_fixture_pick (found, "formal"));
  g_assert_cmpstr (reply_fixture_pick (found, "formal")->clause, ==, "2");
  g_assert_null (reply_fixture_pick (not_asked, "formal"));
  g_assert_null (reply_fixture_pick (told, "formal"));
}

/* To send elsewhere with the way there is no fault. */
static void
test_founded (void)
{
  g_autoptr (GPtrArray) bare =
      reply_fixture_find ("Здравствуйте, Анна! По этому вопросу обратитесь в суд.", NULL);
  g_autoptr (GPtrArray) founded = reply_fixture_find (
      "Здравствуйте, Анна! Льготу считает соцзащита, обратитесь в кабинет 3, 8 (4162) 22-33-44.",
      NULL);

  g_assert_nonnull (reply_fixture_pick (bare, "contact"));
  g_assert_null (reply_fixture_pick (founded, "contact"));
}

/* A question about another matter than the message is only a guess; one about its matter is none. */
static void
test_question (void)
{
  OsrReplyContext context = { .kind = "clarification",
                              .message = "Второй день нет горячей воды, батареи холодные" };
  g_autoptr (GPtrArray) off = osr_reply_check_run (
      reply_fixture_check (), "Здравствуйте! Автобус к вам тоже опаздывает?", -1, &context);
  g_autoptr (GPtrArray) on = osr_reply_check_run (
      reply_fixture_check (), "Здравствуйте! Отопление во всех комнатах холодное?", -1, &context);

  g_assert_nonnull (reply_fixture_pick (off, "other-topic"));
  g_assert_true (reply_fixture_pick (off, "other-topic")->unsure);
  g_assert_cmpuint (on->len, ==, 0);
}

static void
test_gap (void)
{
  g_autoptr (GPtrArray) findings =
      reply_fixture_find ("{имя}, здравствуйте! Яму засыпали вчера вечером.", NULL);
  const OsrReplyFinding *gap = reply_fixture_pick (findings, "gap");

  g_assert_nonnull (gap);
  g_assert_cmpuint (gap->end - gap->start, ==, strlen ("{имя}"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clauses/leningrad/11/good-replies", test_good);
  g_test_add_func ("/clauses/leningrad/11/bad-replies", test_bad);
  g_test_add_func ("/core/reply-check/place", test_place);
  g_test_add_func ("/core/reply-check/longest", test_longest);
  g_test_add_func ("/core/reply-check/greeting-wording", test_greeting_wording);
  g_test_add_func ("/core/reply-check/length", test_length);
  g_test_add_func ("/core/reply-check/empty", test_empty);
  g_test_add_func ("/core/reply-check/weight", test_weight);
  g_test_add_func ("/core/reply-check/asked-only", test_asked_only);
  g_test_add_func ("/clauses/amur/2/formal-consideration", test_formal);
  g_test_add_func ("/core/reply-check/founded", test_founded);
  g_test_add_func ("/core/reply-check/question", test_question);
  g_test_add_func ("/core/reply-check/gap", test_gap);
  return g_test_run ();
}
