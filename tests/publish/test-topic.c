/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two citizens ask the same in one topic of VK's board, and get the same words: a topic does not say
 * whom a comment answers. No case has the other's comment for its own reply, nothing goes out twice,
 * and what cannot be told apart a person tells. */
#include "publisher-bench.h"

#define REPLY   "Здравствуйте! Воду дадут в 20:00."
#define OWNER   "-200000002"
#define TOPIC   7
#define ROOM    "topic7"
#define PUBLISH "board.createComment"
#define LOOK    "board.getComments"
#define DENIED  15 /* to the looks: not tried again by the client itself */

typedef struct {
  PublisherBench bench;
  OsrSandboxPost *topic;
  char *ids[2];
  gint64 drafts[2];
  gint64 intents[2];
} Fixture;

static OsrSandboxWall *
wall_of (Fixture *f)
{
  return osr_sandbox_get_wall (f->bench.sandbox);
}

static OsrSandboxComment *
write_as (Fixture *f, gint64 author, const char *text)
{
  return osr_sandbox_wall_write (wall_of (f), f->topic, author, NULL, text,
                                 osr_demo_clock_now (f->bench.office.shown) / OSR_SECOND);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  publisher_bench_set_up (&f->bench, NULL);
  publisher_bench_let_edit (&f->bench, BENCH_ACCOUNT, BENCH_COMMUNITY);
  f->topic =
      osr_sandbox_wall_add_post (wall_of (f), BENCH_COMMUNITY, TOPIC,
                                 osr_demo_clock_now (f->bench.office.shown) / OSR_SECOND - 7200,
                                 "Вопросы и ответы");
  f->topic->topic = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (f->ids); i++) {
    const OsrSandboxComment *said =
        write_as (f, osr_sandbox_wall_person (wall_of (f), "Ирина")->id, "Нет воды");
    g_autofree char *native = g_strdup_printf ("%" G_GINT64_FORMAT, said->id);

    f->ids[i] = office_bench_find_at (&f->bench.office, OWNER, ROOM, native, "Нет воды");
    f->drafts[i] = office_bench_approve (&f->bench.office, f->ids[i], BENCH_ACCOUNT, REPLY);
  }
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (f->ids); i++)
    g_free (f->ids[i]);
  publisher_bench_tear_down (&f->bench, NULL);
}

static void
intend (Fixture *f, guint i)
{
  f->intents[i] = office_bench_intend (&f->bench.office, f->ids[i], BENCH_ACCOUNT, f->drafts[i]);
}

/* Waits for both that were ordered; the clock moves on meanwhile. */
static gboolean
is_settled (gpointer data)
{
  Fixture *f = data;

  office_bench_pass (&f->bench.office, 1);
  for (guint i = 0; i < G_N_ELEMENTS (f->ids); i++) {
    g_autoptr (OsrPublication) row =
        f->intents[i] != 0
            ? osr_log_find_publication (f->bench.office.log, f->ids[i], f->intents[i], NULL)
            : NULL;

    if (row != NULL && row->state != OSR_PUBLICATION_DONE && row->next_at != OSR_PUBLICATION_NEVER)
      return FALSE;
  }
  return TRUE;
}

static void
go (Fixture *f)
{
  if (f->bench.publisher == NULL)
    publisher_bench_start (&f->bench);
  osr_publisher_kick (f->bench.publisher);
}

static void
settle (Fixture *f)
{
  go (f);
  bench_wait (is_settled, f);
}

typedef struct {
  Fixture *f;
  guint i;
  OsrPublicationState state;
} Stage;

static gboolean
is_reached (gpointer data)
{
  Stage *stage = data;
  Fixture *f = stage->f;
  g_autoptr (OsrPublication) row =
      osr_log_find_publication (f->bench.office.log, f->ids[stage->i], f->intents[stage->i], NULL);

  return row->state == stage->state;
}

/* Orders one and waits until it got so far; the clock stands still. */
static void
send_one (Fixture *f, guint i, OsrPublicationState state)
{
  Stage stage = { f, i, state };

  intend (f, i);
  go (f);
  bench_wait (is_reached, &stage);
}

/* What is sent in the dark has no look that saw the topic before the other was sent. */
static void
darken (Fixture *f)
{
  publisher_bench_order (&f->bench, LOOK, "error", 1000, DENIED);
}

static void
lighten (Fixture *f)
{
  publisher_bench_order (&f->bench, LOOK, "clear", 1, 0);
}

static void
lose (Fixture *f, const char *fault, int times)
{
  publisher_bench_order (&f->bench, PUBLISH, fault, times, 0);
}

static guint
count_replies (Fixture *f)
{
  guint n = 0;

  for (guint i = 0; i < f->topic->comments->len; i++)
    n += ((OsrSandboxComment *) f->topic->comments->pdata[i])->from_id == BENCH_COMMUNITY;
  return n;
}

static OsrCase *
load (Fixture *f, guint i)
{
  return office_bench_load (&f->bench.office, f->ids[i]);
}

static gint64
reply_of (Fixture *f, guint i)
{
  g_autoptr (OsrCase) one = load (f, i);

  g_assert_nonnull (one->reply_native_id);
  return g_ascii_strtoll (one->reply_native_id, NULL, 10);
}

static void
assert_one_each (Fixture *f)
{
  g_autoptr (OsrCase) first = load (f, 0);
  g_autoptr (OsrCase) second = load (f, 1);

  g_assert_cmpint (first->state, ==, OSR_CASE_ANSWERED);
  g_assert_cmpint (second->state, ==, OSR_CASE_ANSWERED);
  g_assert_nonnull (second->reply_native_id);
  g_assert_cmpstr (first->reply_native_id, !=, second->reply_native_id);
  g_assert_cmpuint (count_replies (f), ==, 2);
}

/* The second never arrived; what stands there is the first's. */
static void
test_lost (Fixture *f, gconstpointer data)
{
  intend (f, 0);
  settle (f);
  lose (f, "drop-before", 1);
  intend (f, 1);
  settle (f);
  assert_one_each (f);
  g_assert_cmpuint (office_bench_count (&f->bench.office, f->ids[1], "publish-unknown"), ==, 1);
}

/* The first arrived and its answer did not; the second stands above it. */
static void
test_behind (Fixture *f, gconstpointer data)
{
  darken (f);
  lose (f, "drop-after", 1);
  send_one (f, 0, OSR_PUBLICATION_UNCERTAIN);
  send_one (f, 1, OSR_PUBLICATION_DONE);
  lighten (f);
  settle (f);
  assert_one_each (f);
  g_assert_cmpint (reply_of (f, 0), <, reply_of (f, 1));
}

/* A person placed the first by hand: it is known by its address. */
static void
test_by_hand (Fixture *f, gconstpointer data)
{
  const OsrSandboxComment *there = write_as (f, BENCH_COMMUNITY, REPLY);
  g_autoptr (OsrCase) before = load (f, 0);
  g_autofree char *members =
      g_strdup_printf ("{\"draft\":%" G_GINT64_FORMAT ",\"digest\":\"%s\",\"kind\":\"final\","
                       "\"url\":\"https://vk.com/topic" OWNER "_7?post=%" G_GINT64_FORMAT
                       "\",\"proof\":\"seen\"}",
                       f->drafts[0], osr_case_get_draft (before)->digest, there->id);
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, there->id);
  g_autoptr (OsrCase) second = NULL;

  office_bench_append (&f->bench.office, f->ids[0], "published-by-hand", "gkh", members, NULL);
  lose (f, "drop-before", 1);
  intend (f, 1);
  settle (f);
  second = load (f, 1);
  g_assert_cmpint (second->state, ==, OSR_CASE_ANSWERED);
  g_assert_cmpstr (second->reply_native_id, !=, id);
  g_assert_cmpuint (count_replies (f), ==, 2);
}

/* One of the two is there, and nobody knows which: neither is seen before both were sent. */
static void
test_both_unknown (Fixture *f, gconstpointer data)
{
  darken (f);
  lose (f, "drop-before", 1);
  send_one (f, 0, OSR_PUBLICATION_UNCERTAIN);
  lose (f, "drop-after", 1);
  send_one (f, 1, OSR_PUBLICATION_UNCERTAIN);
  lighten (f);
  settle (f);
  for (guint i = 0; i < G_N_ELEMENTS (f->ids); i++) {
    g_autoptr (OsrCase) one = load (f, i);

    g_assert_cmpint (one->state, ==, OSR_CASE_UNCERTAIN);
    g_assert_cmpstr (one->asked, ==, "ambiguous");
    g_assert_null (one->reply_native_id);
  }
  g_assert_cmpuint (count_replies (f), ==, 1);
}

/* Other words in the same topic are nobody's neighbour. */
static void
test_other_words (Fixture *f, gconstpointer data)
{
  f->drafts[1] =
      office_bench_approve (&f->bench.office, f->bench.case_id, BENCH_ACCOUNT, "Другой ответ");
  lose (f, "drop-after", 1);
  publisher_bench_order (&f->bench, "wall.createComment", "drop-after", 1, 0);
  g_free (f->ids[1]);
  f->ids[1] = g_strdup (f->bench.case_id);
  intend (f, 0);
  intend (f, 1);
  settle (f);
  for (guint i = 0; i < G_N_ELEMENTS (f->ids); i++) {
    g_autoptr (OsrCase) one = load (f, i);

    g_assert_cmpint (one->state, ==, OSR_CASE_ANSWERED);
  }
  g_assert_cmpuint (count_replies (f), ==, 1);
}

#define ADD(name, test) g_test_add ("/publish/topic/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("never-takes-anothers-reply", test_lost);
  ADD ("finds-its-own-behind-anothers", test_behind);
  ADD ("never-takes-one-placed-by-hand", test_by_hand);
  ADD ("two-unknown-are-for-a-person", test_both_unknown);
  ADD ("other-words-are-found", test_other_words);
  return g_test_run ();
}
