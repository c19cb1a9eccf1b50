/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events of a case as sentences. */
#include "report/osr-history-sentence.h"

#include <string.h>

#include "app/triage/osr-waiting-words.h"
#include "core/media/osr-media-proof.h"
#include "osr-office-fixture.h"

#define DIGEST "1111111111111111111111111111111111111111111111111111111111111111"

static char *
last_sentence (Office *office)
{
  g_autoptr (GPtrArray) deadlines =
      osr_deadlines_compute (office->the_case->events, office->registry);
  g_autoptr (OsrHistorySentence) sentence = osr_history_sentence_new (
      office->the_case, office->the_case->events->len - 1, deadlines, office->registry);

  return osr_history_sentence_to_text (sentence);
}

static void
test_kept (void)
{
  Office office;
  g_autofree char *text = NULL;

  office_open (&office, "amur");
  detect (&office, "2026-03-06T09:24:00+09:00");
  triage (&office, "2026-03-06T09:30:00+09:00", 0);
  route (&office, "2026-03-06T09:45:00+09:00", "zhkh");
  text = last_sentence (&office);
  g_assert_true (g_str_has_prefix (text, "Routed: "));
  g_assert_nonnull (strstr (text, "limit kept"));
  office_close (&office);
}

static void
test_missed (void)
{
  Office office;
  g_autofree char *text = NULL;

  office_open (&office, "amur");
  detect (&office, "2026-03-06T09:24:00+09:00");
  triage (&office, "2026-03-06T09:30:00+09:00", 0);
  route (&office, "2026-03-06T10:06:00+09:00", "zhkh");
  text = last_sentence (&office);
  g_assert_nonnull (strstr (text, "12 min late"));
  g_assert_null (strstr (text, "limit kept"));
  office_close (&office);
}

/* Each return says how long it took and which one it is. */
static void
test_returns (void)
{
  Office office;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  office_open (&office, "saratov");
  detect (&office, "2026-03-06T09:24:00+04:00");
  route (&office, "2026-03-06T09:45:00+04:00", "zhkh");
  happen (&office, "returned", "2026-03-06T10:05:00+04:00", "anna",
          members_of ("body", "zhkh", NULL), members_of ("reason", "Roads", NULL));
  first = last_sentence (&office);
  g_assert_nonnull (strstr (first, "“Roads” · after 20 min"));
  route (&office, "2026-03-06T10:10:00+04:00", "transport");
  happen (&office, "returned", "2026-03-06T10:55:00+04:00", "boris",
          members_of ("body", "transport", NULL), members_of ("reason", "Housing", NULL));
  second = last_sentence (&office);
  g_assert_nonnull (strstr (second, "after 45 min · return no. 2"));
  office_close (&office);
}

/* What a stranger wrote is quoted as it is; markup in it is nothing but characters. */
static void
test_hostile (void)
{
  Office office;
  g_autofree char *text = NULL;

  office_open (&office, "amur");
  detect (&office, "2026-03-06T09:24:00+09:00");
  happen (&office, "noted", "2026-03-06T09:25:00+09:00", "curator", NULL,
          members_of ("text", "<b>%s%n</b> & \"", NULL));
  text = last_sentence (&office);
  g_assert_nonnull (strstr (text, "<b>%s%n</b> & \""));
  office_close (&office);
}

static void
test_unknown_and_erased (void)
{
  Office office;
  g_autofree char *unknown = NULL;
  g_autofree char *erased = NULL;

  office_open (&office, "amur");
  detect (&office, "2026-03-06T09:24:00+09:00");
  happen (&office, "from-the-future", "2026-03-06T09:25:00+09:00", "curator", NULL, NULL);
  unknown = last_sentence (&office);
  g_assert_true (g_str_has_prefix (unknown, "from-the-future"));
  happen (&office, "noted", "2026-03-06T09:26:00+09:00", "curator", NULL, NULL);
  erased = last_sentence (&office);
  g_assert_true (g_str_has_prefix (erased, "Note"));
  office_close (&office);
}

/* What the process can say is said in words, and what went back inside the body is told from what
 * the curator sent back. */
static void
test_every_step (void)
{
  static const char *const types[] = {
    "drafted",          "agreed",           "contribution-requested",
    "contributed",      "drafter-named",    "contribution-forwarded",
    "sequence-allowed", "reported",         "responsible-appointed",
    "acknowledged",     "deficiency-noted", "referred",
    "linked",           "promised",         "joined",
    "reply-corrected",  "case-offered",     "published-by-hand",
    "case-agreed",      "case-declined",    "case-published",
    "substituted",      "reassigned",       "checked",
  };
  Office office;
  JsonObject *members;
  g_autofree char *inside = NULL;

  office_open (&office, "amur");
  detect (&office, "2026-03-06T09:24:00+09:00");
  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    g_autofree char *text = NULL;

    happen (&office, types[i], "2026-03-06T09:25:00+09:00", "curator", NULL, NULL);
    text = last_sentence (&office);
    g_assert_false (g_str_has_prefix (text, types[i]));
    g_assert_null (strstr (text, "(null)"));
  }
  members = members_of ("draft", "1", NULL);
  json_object_set_boolean_member (members, "internal", TRUE);
  happen (&office, "reworked", "2026-03-06T09:26:00+09:00", "curator", members, NULL);
  inside = last_sentence (&office);
  g_assert_true (g_str_has_prefix (inside, "Sent back inside the body"));
  office_close (&office);
}

/* Every state has words, and names the body where it is the body's turn. */
static void
test_waiting_words (void)
{
  Office office;

  office_open (&office, "amur");
  detect (&office, "2026-03-06T09:24:00+09:00");
  triage (&office, "2026-03-06T09:30:00+09:00", 0);
  route (&office, "2026-03-06T09:45:00+09:00", "zhkh");
  for (int state = OSR_CASE_FOUND; state <= OSR_CASE_CLOSED; state++) {
    g_autoptr (OsrWaitingWords) words = NULL;

    office.the_case->state = (OsrCaseState) state;
    words = osr_waiting_words_new (office.the_case, office.registry);
    g_assert_cmpstr (words->title, !=, "");
    g_assert_cmpstr (words->sentence, !=, "");
    g_assert_null (strstr (words->title, "%s"));
    g_assert_null (strstr (words->sentence, "%s"));
  }
  office_close (&office);
}

/* A publication that waits for a person says so, and for whom. */
static void
test_waiting_for_a_person (void)
{
  Office office;
  g_autoptr (OsrWaitingWords) challenged = NULL;
  g_autoptr (OsrWaitingWords) asked = NULL;
  g_autoptr (OsrWaitingWords) reading = NULL;

  office_open (&office, "amur");
  detect (&office, "2026-03-06T09:24:00+09:00");
  triage (&office, "2026-03-06T09:30:00+09:00", 0);
  route (&office, "2026-03-06T09:45:00+09:00", "zhkh");
  office.the_case->state = OSR_CASE_UNCERTAIN;
  reading = osr_waiting_words_new (office.the_case, office.registry);
  g_assert_nonnull (strstr (reading->sentence, "being read back"));
  office.the_case->asked = "ambiguous";
  asked = osr_waiting_words_new (office.the_case, office.registry);
  g_assert_null (strstr (asked->sentence, "being read back"));
  g_assert_nonnull (strstr (asked->sentence, "looks there"));
  office.the_case->state = OSR_CASE_PUBLISHING;
  office.the_case->challenge = 3;
  challenged = osr_waiting_words_new (office.the_case, office.registry);
  g_assert_true (g_str_has_prefix (challenged->title, "With "));
  g_assert_null (strstr (challenged->sentence, "Nothing need be done"));
  g_assert_null (strstr (asked->sentence, "%s"));
  office_close (&office);
}

/* How a correction went out, and what was seen of a reply. */
static void
test_replies (void)
{
  Office office;
  g_autofree char *corrected = NULL;
  g_autofree char *checked = NULL;
  g_autofree char *back = NULL;

  office_open (&office, "amur");
  detect (&office, "2026-03-06T09:24:00+09:00");
  happen (&office, "reply-corrected", "2026-03-06T10:25:00+09:00", "publisher",
          members_of ("how", "edited", NULL), NULL);
  corrected = last_sentence (&office);
  g_assert_nonnull (strstr (corrected, "replaced where it stands"));
  happen (&office, "checked", "2026-03-06T11:25:00+09:00", "checker",
          members_of ("reply", "gone", "after", "hour", NULL), NULL);
  checked = last_sentence (&office);
  g_assert_nonnull (strstr (checked, "after an hour: it is gone"));
  happen (&office, "checked", "2026-03-06T11:26:00+09:00", "curator",
          members_of ("reply", "nonsense", NULL), NULL);
  back = last_sentence (&office);
  g_assert_null (strstr (back, "nonsense"));
  office_close (&office);
}

/* The words of a proof are said, its pictures are there to be shown. */
static void
test_proof (void)
{
  Office office;
  g_autofree char *in_words = NULL;
  g_autofree char *in_pictures = NULL;
  g_autoptr (OsrHistorySentence) sentence = NULL;
  JsonObject *members, *payload = NULL;

  office_open (&office, "amur");
  detect (&office, "2026-03-06T09:24:00+09:00");
  happen (&office, "published-by-hand", "2026-03-06T10:25:00+09:00", "anna",
          members_of ("kind", "final", "proof", "Folder 3", NULL), NULL);
  in_words = last_sentence (&office);
  g_assert_nonnull (strstr (in_words, "“Folder 3”"));
  members = members_of ("kind", "final", NULL);
  osr_media_proof_set (members, &payload, NULL, DIGEST);
  happen (&office, "published-by-hand", "2026-03-06T10:26:00+09:00", "anna", members, payload);
  in_pictures = last_sentence (&office);
  g_assert_null (strstr (in_pictures, DIGEST));
  sentence = osr_history_sentence_new (office.the_case, office.the_case->events->len - 1, NULL,
                                       office.registry);
  g_assert_cmpstr (sentence->files, ==, DIGEST);
  office_close (&office);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/history-sentence/kept", test_kept);
  g_test_add_func ("/app/history-sentence/missed", test_missed);
  g_test_add_func ("/app/history-sentence/returns", test_returns);
  g_test_add_func ("/app/history-sentence/hostile", test_hostile);
  g_test_add_func ("/app/history-sentence/unknown-and-erased", test_unknown_and_erased);
  g_test_add_func ("/app/history-sentence/every-step", test_every_step);
  g_test_add_func ("/app/waiting-words/every-state", test_waiting_words);
  g_test_add_func ("/app/waiting-words/every-state-for-a-person", test_waiting_for_a_person);
  g_test_add_func ("/app/history-sentence/replies", test_replies);
  g_test_add_func ("/app/history-sentence/proof", test_proof);
  return g_test_run ();
}
