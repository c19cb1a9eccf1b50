/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What nobody can find out goes to a person, and then only what the person orders is done; a network
 * that asks for a person gets one. */
#include "core/case/osr-case-challenge.h"
#include "fake-network.h"
#include "publish/osr-publication-order.h"
#include "publisher-bench.h"

#define REPLY "Здравствуйте! Воду дадут в 20:00."

typedef struct {
  PublisherBench bench;
  FakeNetwork *network;
  gint64 draft;
  gint64 intent;
} Fixture;

static void
set_up (Fixture *f, gconstpointer reads_back)
{
  publisher_bench_set_up (&f->bench, NULL);
  f->network = fake_network_new (GPOINTER_TO_INT (reads_back));
  publisher_bench_start (&f->bench);
  osr_account_book_set_network (f->bench.book, "vk", OSR_NETWORK (f->network));
  f->draft = office_bench_approve (&f->bench.office, f->bench.case_id, BENCH_ACCOUNT, REPLY);
}

static void
tear_down (Fixture *f, gconstpointer reads_back)
{
  publisher_bench_tear_down (&f->bench, NULL);
  g_clear_object (&f->network);
}

static void
publish (Fixture *f, FakeOutcome outcome)
{
  f->network->next = outcome;
  f->intent = office_bench_intend (&f->bench.office, f->bench.case_id, BENCH_ACCOUNT, f->draft);
}

static OsrCase *
load (Fixture *f)
{
  return office_bench_load (&f->bench.office, f->bench.case_id);
}

static guint
count (Fixture *f, const char *type)
{
  return office_bench_count (&f->bench.office, f->bench.case_id, type);
}

/* A person's step and what it means, as the coordinator takes them. */
static gint64
order (Fixture *f, const char *type, const char *members, const char *payload)
{
  g_autoptr (OsrCase) before = load (f);
  g_autoptr (JsonObject) object = json_object_new ();
  OsrPublicationOrder ordered = { f->bench.office.log, before, type, object };
  g_autoptr (GError) error = NULL;
  gint64 version =
      office_bench_append (&f->bench.office, f->bench.case_id, type, "gkh", members, payload);

  ordered.version = version;
  osr_publication_order (&ordered, &error);
  g_assert_no_error (error);
  osr_publisher_kick (f->bench.publisher);
  return version;
}

/* However often the program starts anew. */
static void
restart (Fixture *f)
{
  osr_publisher_stop (f->bench.publisher);
  g_clear_object (&f->bench.publisher);
  g_clear_pointer (&f->bench.book, osr_account_book_free);
  publisher_bench_start (&f->bench);
  osr_account_book_set_network (f->bench.book, "vk", OSR_NETWORK (f->network));
  for (guint i = 0; i < 50; i++) {
    office_bench_pass (&f->bench.office, 60);
    osr_publisher_kick (f->bench.publisher);
    g_main_context_iteration (NULL, FALSE);
  }
}

static void
test_goes_to_a_person (Fixture *f, gconstpointer reads_back)
{
  g_autoptr (OsrCase) the_case = NULL;

  publish (f, FAKE_LOSES);
  publisher_bench_settle (&f->bench, f->intent);
  restart (f);
  the_case = load (f);
  g_assert_cmpint (the_case->state, ==, OSR_CASE_UNCERTAIN);
  g_assert_cmpstr (the_case->asked, ==, "no-read-back");
  g_assert_cmpuint (f->network->sent, ==, 1);
  g_assert_cmpuint (f->network->looked, ==, 0);
  g_assert_cmpuint (count (f, "publish-unknown"), ==, 1);
  g_assert_cmpuint (count (f, "publish-refused"), ==, 0);
}

static void
test_look_again_asks_again (Fixture *f, gconstpointer reads_back)
{
  g_autoptr (OsrCase) the_case = NULL;

  publish (f, FAKE_LOSES);
  publisher_bench_settle (&f->bench, f->intent);
  order (f, "publish-look-ordered", NULL, NULL);
  publisher_bench_settle (&f->bench, f->intent);
  the_case = load (f);
  g_assert_cmpstr (the_case->asked, ==, "no-read-back");
  g_assert_cmpuint (f->network->sent, ==, 1);
  g_assert_cmpuint (f->network->looked, ==, 0);
}

/* After a backup was restored the order may have been carried out before: what cannot be looked for is
 * not sent either. */
static void
test_restored (Fixture *f, gconstpointer reads_back)
{
  g_autoptr (OsrCase) the_case = NULL;
  g_autoptr (GError) error = NULL;

  publish (f, FAKE_TAKES);
  osr_log_move_publication (f->bench.office.log, f->bench.case_id, f->intent,
                            OSR_PUBLICATION_UNCERTAIN, &error);
  g_assert_no_error (error);
  publisher_bench_settle (&f->bench, f->intent);
  the_case = load (f);
  g_assert_cmpint (the_case->state, ==, OSR_CASE_UNCERTAIN);
  g_assert_cmpstr (the_case->asked, ==, "no-read-back");
  g_assert_cmpuint (f->network->sent, ==, 0);
}

/* Told by hand where it stands: nothing is looked for nor sent any more. */
static void
test_confirmed (Fixture *f, gconstpointer reads_back)
{
  g_autofree char *members = NULL;
  g_autoptr (OsrCase) before = NULL;
  g_autoptr (OsrCase) the_case = NULL;

  publish (f, FAKE_LOSES);
  publisher_bench_settle (&f->bench, f->intent);
  before = load (f);
  members = g_strdup_printf ("{\"draft\":%" G_GINT64_FORMAT ",\"digest\":\"%s\",\"kind\":\"final\","
                             "\"url\":\"https://vk.com/wall-200000001_1?reply=77\","
                             "\"proof\":\"seen\"}",
                             f->draft, osr_case_get_draft (before)->digest);
  order (f, "published-by-hand", members, NULL);
  restart (f);
  the_case = load (f);
  g_assert_cmpint (the_case->state, ==, OSR_CASE_ANSWERED);
  g_assert_cmpuint (f->network->sent, ==, 1);
  g_assert_cmpuint (f->network->looked, ==, 0);
  g_assert_cmpuint (count (f, "publish-refused"), ==, 0);
}

/* Looked for and absent after both attempts; then a person has looked, too. */
static void
test_absent_goes_to_a_person (Fixture *f, gconstpointer reads_back)
{
  g_autoptr (OsrCase) the_case = NULL;
  guint looked;

  publish (f, FAKE_LOSES);
  publisher_bench_settle (&f->bench, f->intent);
  the_case = load (f);
  g_assert_cmpstr (the_case->asked, ==, "absent");
  g_assert_cmpuint (f->network->sent, ==, 2);
  looked = f->network->looked;
  order (f, "publish-look-ordered", NULL, NULL);
  publisher_bench_settle (&f->bench, f->intent);
  g_assert_cmpuint (f->network->looked, ==, looked + 2);
  g_assert_cmpuint (f->network->sent, ==, 2);
}

static void
check_waits (Fixture *f, const char *kind)
{
  g_autoptr (OsrCase) the_case = load (f);
  OsrCaseChallenge asked;

  g_assert_cmpint (the_case->state, ==, OSR_CASE_PUBLISHING);
  g_assert_cmpint (the_case->challenge, >, 0);
  g_assert_true (osr_case_get_challenge (the_case, f->intent, &asked));
  g_assert_cmpint (asked.version, ==, the_case->challenge);
  g_assert_cmpstr (asked.kind, ==, kind);
  g_assert_cmpstr (asked.address, ==, "https://fake.example/captcha");
  g_assert_cmpint (asked.expires_at, >, osr_demo_clock_now (f->bench.office.shown));
  g_assert_null (asked.answer);
}

static gboolean
is_challenged (gpointer data)
{
  g_autoptr (OsrCase) the_case = load (data);

  return the_case->challenge != 0;
}

static gint64
answer (Fixture *f, const char *words)
{
  g_autoptr (OsrCase) the_case = load (f);
  g_autofree char *members =
      g_strdup_printf ("{\"challenge\":%" G_GINT64_FORMAT "}", the_case->challenge);
  g_autofree char *payload = g_strdup_printf ("{\"answer\":\"%s\"}", words);

  return order (f, "challenge-answered", members, payload);
}

static void
challenge (Fixture *f, FakeOutcome outcome)
{
  publish (f, outcome);
  osr_publisher_kick (f->bench.publisher);
  bench_wait (is_challenged, f);
}

static void
test_challenge_answered (Fixture *f, gconstpointer reads_back)
{
  challenge (f, FAKE_CHALLENGES);
  check_waits (f, "picture");
  g_assert_cmpuint (f->network->sent, ==, 1);
  answer (f, "7x4q");
  publisher_bench_settle (&f->bench, f->intent);
  g_assert_cmpstr (f->network->answer, ==, "7x4q");
  g_assert_cmpuint (f->network->sent, ==, 2);
  g_assert_cmpuint (f->network->there, ==, 1);
  g_assert_cmpuint (count (f, "published"), ==, 1);
}

/* A wrong answer is asked anew, and the new question is another one. */
static void
test_challenge_wrong (Fixture *f, gconstpointer reads_back)
{
  challenge (f, FAKE_SHOWS_PAGE);
  check_waits (f, "page");
  answer (f, "wrong");
  bench_wait (is_challenged, f);
  check_waits (f, "page");
  g_assert_cmpuint (count (f, "publish-challenged"), ==, 2);
  answer (f, "7x4q");
  publisher_bench_settle (&f->bench, f->intent);
  g_assert_cmpuint (f->network->there, ==, 1);
}

static void
test_challenge_expires (Fixture *f, gconstpointer reads_back)
{
  g_autoptr (OsrCase) the_case = NULL;

  challenge (f, FAKE_CHALLENGES);
  publisher_bench_settle (&f->bench, f->intent);
  the_case = load (f);
  g_assert_cmpint (the_case->state, ==, OSR_CASE_APPROVED);
  g_assert_nonnull (the_case->refusal);
  g_assert_cmpint (the_case->challenge, ==, 0);
  g_assert_cmpuint (f->network->sent, ==, 1);
}

static void
add (const char *name, gboolean reads_back, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/publish/unknown/", name, NULL);

  g_test_add (path, Fixture, GINT_TO_POINTER (reads_back), set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("goes-to-a-person-without-read-back", FALSE, test_goes_to_a_person);
  add ("look-again-without-read-back-asks-again", FALSE, test_look_again_asks_again);
  add ("restored-without-read-back-asks", FALSE, test_restored);
  add ("confirmed-by-hand-is-let-go", FALSE, test_confirmed);
  add ("absent-twice-goes-to-a-person", TRUE, test_absent_goes_to_a_person);
  add ("challenge-is-answered", TRUE, test_challenge_answered);
  add ("wrong-answer-is-asked-anew", FALSE, test_challenge_wrong);
  add ("challenge-expires", TRUE, test_challenge_expires);
  return g_test_run ();
}
