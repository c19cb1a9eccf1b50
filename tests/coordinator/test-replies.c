/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Published replies being looked at on the sandbox network: after an hour, after a day, at once where
 * a person says that one is there; what is owed then, and when a case closes by itself. */
#include "coordinator/checks/osr-reply-checker.h"
#include "core/osr-json.h"
#include "core/osr-rules.h"
#include "publisher-bench.h"
#include "store/reply/osr-log-looks.h"

#define REPLY "Здравствуйте! Воду дадут в 22:00 & позже <уточним>."
#define HOUR  61
#define DAY   (24 * 60)

typedef struct {
  PublisherBench bench;
  OsrReplyChecker *checker;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  publisher_bench_set_up (&f->bench, data);
  publisher_bench_publish (&f->bench, BENCH_ACCOUNT, REPLY);
  f->checker = osr_reply_checker_new (f->bench.office.log, f->bench.book);
  osr_reply_checker_start (f->checker);
}

static gboolean
is_idle (gpointer checker)
{
  return !osr_reply_checker_is_busy (checker) && G_OBJECT (checker)->ref_count == 1;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  osr_reply_checker_stop (f->checker);
  bench_wait (is_idle, f->checker);
  g_clear_object (&f->checker);
  publisher_bench_tear_down (&f->bench, data);
}

static OsrSandboxComment *
the_reply (Fixture *f)
{
  g_autoptr (GPtrArray) replies = publisher_bench_replies (&f->bench, BENCH_COMMUNITY);

  g_assert_cmpuint (replies->len, ==, 1);
  return g_ptr_array_index (replies, 0);
}

/* Nothing is due now, and nothing is being looked at. */
static gboolean
is_quiet (gpointer data)
{
  Fixture *f = data;
  OsrInstant next = osr_log_next_look (f->bench.office.log);

  return !osr_reply_checker_is_busy (f->checker) &&
         (next == OSR_INSTANT_UNKNOWN || next > osr_clock_now (f->bench.office.clock));
}

static void
pass (Fixture *f, int minutes)
{
  office_bench_pass (&f->bench.office, minutes);
  osr_reply_checker_kick (f->checker);
  bench_wait (is_quiet, f);
}

static guint
count (Fixture *f, const char *type)
{
  return office_bench_count (&f->bench.office, f->bench.case_id, type);
}

static OsrCase *
load (Fixture *f)
{
  return office_bench_load (&f->bench.office, f->bench.case_id);
}

static const char *
owed_by (Fixture *f, const char *person)
{
  g_autoptr (OsrCase) the_case = load (f);

  return osr_rules_next_step (the_case, osr_log_get_registry (f->bench.office.log), person);
}

static void
check_last (Fixture *f, const char *reply, const char *after)
{
  g_autoptr (OsrEvent) event = publisher_bench_last (&f->bench, "checked");

  g_assert_cmpstr (osr_event_get_string (event, "reply"), ==, reply);
  g_assert_cmpstr (osr_event_get_string (event, "after"), ==, after);
  g_assert_cmpstr (event->by, ==, OSR_BY_CHECKER);
}

static void
test_there (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrCase) the_case = NULL;

  pass (f, 30);
  g_assert_cmpuint (count (f, "checked"), ==, 0);
  pass (f, 31);
  g_assert_cmpuint (count (f, "checked"), ==, 1);
  check_last (f, "there", "hour");
  pass (f, HOUR);
  g_assert_cmpuint (count (f, "checked"), ==, 1);
  pass (f, DAY);
  g_assert_cmpuint (count (f, "checked"), ==, 2);
  check_last (f, "there", "day");
  pass (f, 10 * DAY);
  g_assert_cmpuint (count (f, "checked"), ==, 2);
  the_case = load (f);
  g_assert_null (the_case->amiss);
  g_assert_cmpint (the_case->state, ==, OSR_CASE_ANSWERED);
  g_assert_cmpstr (owed_by (f, "kurator"), ==, "closed");
}

/* Deleted by the network's moderators, say: the curator owes a look, the executor does not. */
static void
test_gone (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrCase) the_case = NULL;

  the_reply (f)->deleted = TRUE;
  pass (f, HOUR);
  check_last (f, "gone", "hour");
  the_case = load (f);
  g_assert_cmpstr (the_case->amiss, ==, "gone");
  g_assert_cmpstr (owed_by (f, "kurator"), ==, "checked");
  g_assert_cmpstr (owed_by (f, "gkh"), !=, "checked");
  office_bench_append (&f->bench.office, f->bench.case_id, "checked", "kurator",
                       "{\"reply\":\"gone\"}", NULL);
  g_assert_cmpstr (owed_by (f, "kurator"), ==, "closed");
  pass (f, DAY); /* the same again: it is in the log, and nobody is asked twice */
  check_last (f, "gone", "day");
  g_assert_cmpstr (owed_by (f, "kurator"), ==, "closed");
}

static void
test_edited (Fixture *f, gconstpointer data)
{
  OsrSandboxComment *reply = the_reply (f);

  pass (f, HOUR);
  g_free (reply->text);
  reply->text = g_strdup ("Здравствуйте! Воды не будет.");
  pass (f, DAY);
  check_last (f, "edited", "day");
  g_assert_cmpstr (owed_by (f, "kurator"), ==, "checked");
}

/* What was edited by a correction of ours is looked at with the new words. */
static void
test_corrected (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrCase) the_case = load (f);

  publisher_bench_let_edit (&f->bench, BENCH_ACCOUNT, BENCH_COMMUNITY);
  publisher_bench_settle (&f->bench,
                          publisher_bench_correct (&f->bench, BENCH_ACCOUNT,
                                                   osr_case_get_draft (the_case)->version,
                                                   "Здравствуйте! Воду дадут завтра."));
  pass (f, HOUR);
  g_assert_cmpuint (count (f, "checked"), ==, 1);
  check_last (f, "there", "hour");
  pass (f, DAY);
  g_assert_cmpuint (count (f, "checked"), ==, 2);
  check_last (f, "there", "day");
}

/* A network that does not answer says nothing of the reply: it is asked again. */
static void
test_unreadable (Fixture *f, gconstpointer data)
{
  publisher_bench_order (&f->bench, "wall.getComments", "error", 1, 15);
  pass (f, HOUR);
  g_assert_cmpuint (count (f, "checked"), ==, 0);
  pass (f, 6);
  g_assert_cmpuint (count (f, "checked"), ==, 1);
  check_last (f, "there", "hour");
}

/* -- By hand -- */

/* A person says that @text stands at the address of @comment; @thread: the address names it. */
static void
say_published (Fixture *f, const OsrSandboxComment *comment, gboolean thread)
{
  const char *base = osr_sandbox_get_url (f->bench.sandbox);
  g_autofree char *within =
      thread ? g_strdup_printf ("&thread=%" G_GINT64_FORMAT, comment->root) : g_strdup ("");
  g_autofree char *native = g_strdup_printf ("%" G_GINT64_FORMAT, comment->root);
  g_autofree char *members = NULL;
  gint64 draft;

  g_free (f->bench.case_id);
  f->bench.case_id = office_bench_find (&f->bench.office, native, "Нет воды");
  draft = office_bench_approve (&f->bench.office, f->bench.case_id, "by-hand", REPLY);
  members = g_strdup_printf ("{\"draft\":%" G_GINT64_FORMAT
                             ",\"digest\":\"d\",\"kind\":\"final\",\"proof\":\"read-back\","
                             "\"url\":\"%s/wall-200000001_1?reply=%" G_GINT64_FORMAT "%s\"}",
                             draft, base, comment->id, within);
  office_bench_append (&f->bench.office, f->bench.case_id, "published-by-hand", "gkh", members,
                       NULL);
  pass (f, 0);
}

/* Somebody's answer to the second comment of the post. */
static OsrSandboxComment *
write_by_hand (Fixture *f, const char *text)
{
  OsrSandboxWall *wall = osr_sandbox_get_wall (f->bench.sandbox);
  OsrSandboxPost *post = publisher_bench_post (&f->bench, BENCH_GOVERNMENT, 1);
  gint64 now = osr_demo_clock_now (f->bench.office.shown) / OSR_SECOND;
  OsrSandboxComment *asked = osr_sandbox_wall_write (
      wall, post, osr_sandbox_wall_person (wall, "Пётр")->id, NULL, "И у нас нет", now);

  return osr_sandbox_wall_write (wall, post, osr_sandbox_wall_person (wall, "Служба ЖКХ")->id,
                                 asked, text, now);
}

static void
test_by_hand (Fixture *f, gconstpointer data)
{
  say_published (f, write_by_hand (f, "Пётр, " REPLY), TRUE);
  check_last (f, "there", "once");
  pass (f, HOUR);
  check_last (f, "there", "hour");
}

/* An address copied without its thread still leads to the comment. */
static void
test_by_hand_bare_link (Fixture *f, gconstpointer data)
{
  say_published (f, write_by_hand (f, REPLY), FALSE);
  check_last (f, "there", "once");
}

static void
test_by_hand_false (Fixture *f, gconstpointer data)
{
  say_published (f, write_by_hand (f, "Совсем другое"), TRUE);
  check_last (f, "edited", "once");
  g_assert_cmpstr (owed_by (f, "kurator"), ==, "checked");
}

/* -- Closing (reading 18) -- */

/* The office adopts its profile with the reading that a case closes by itself; then as the others. */
static void
set_up_closing (Fixture *f, gconstpointer data)
{
  OsrRegulation *regulation;
  g_autoptr (JsonObject) members = json_object_new ();
  JsonObject *readings = json_object_new ();
  g_autofree char *text = NULL;

  publisher_bench_set_up (&f->bench, data);
  regulation = osr_registry_get_regulation (osr_log_get_registry (f->bench.office.log));
  json_object_set_string_member (readings, "closing", "itself");
  json_object_set_string_member (members, "id", osr_regulation_get_id (regulation));
  json_object_set_object_member (members, "document",
                                 json_object_ref (osr_regulation_get_source (regulation)));
  json_object_set_object_member (members, "readings", readings);
  text = osr_json_write_object (members);
  office_bench_append (&f->bench.office, OSR_STREAM_OFFICE, "regulation-adopted", "office", text,
                       NULL);
  publisher_bench_publish (&f->bench, BENCH_ACCOUNT, REPLY);
  f->checker = osr_reply_checker_new (f->bench.office.log, f->bench.book);
  osr_reply_checker_start (f->checker);
}

static void
check_closed (Fixture *f)
{
  g_autoptr (OsrCase) the_case = load (f);
  g_autoptr (OsrEvent) event = publisher_bench_last (&f->bench, "closed");

  g_assert_cmpint (the_case->state, ==, OSR_CASE_CLOSED);
  g_assert_cmpstr (event->by, ==, OSR_BY_CHECKER);
  g_assert_cmpuint (count (f, "closed"), ==, 1);
  g_assert_cmpint (osr_log_next_look (f->bench.office.log), ==, OSR_INSTANT_UNKNOWN);
}

static void
test_closes (Fixture *f, gconstpointer data)
{
  pass (f, HOUR);
  g_assert_cmpuint (count (f, "closed"), ==, 0);
  pass (f, DAY);
  check_closed (f);
}

/* What was promised is open: the case closes within the hour after it was kept. */
static void
test_promise_keeps_open (Fixture *f, gconstpointer data)
{
  office_bench_append (&f->bench.office, f->bench.case_id, "promised", "gkh",
                       "{\"date\":\"2026-04-01\"}", NULL);
  pass (f, HOUR);
  pass (f, DAY);
  g_assert_cmpuint (count (f, "closed"), ==, 0);
  pass (f, 3 * DAY);
  g_assert_cmpuint (count (f, "closed"), ==, 0);
  office_bench_append (&f->bench.office, f->bench.case_id, "promised", "gkh",
                       "{\"date\":\"2026-04-01\",\"kept\":true}", NULL);
  pass (f, HOUR);
  check_closed (f);
}

static void
test_gone_keeps_open (Fixture *f, gconstpointer data)
{
  the_reply (f)->deleted = TRUE;
  pass (f, HOUR);
  pass (f, DAY);
  g_assert_cmpuint (count (f, "closed"), ==, 0);
  g_assert_cmpstr (owed_by (f, "kurator"), ==, "checked");
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

static void
add_closing (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up_closing, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/coordinator/replies/there", test_there);
  add ("/coordinator/replies/gone", test_gone);
  add ("/coordinator/replies/edited", test_edited);
  add ("/coordinator/replies/corrected", test_corrected);
  add ("/coordinator/replies/unreadable", test_unreadable);
  add ("/coordinator/replies/by-hand", test_by_hand);
  add ("/coordinator/replies/by-hand-bare-link", test_by_hand_bare_link);
  add ("/coordinator/replies/by-hand-false", test_by_hand_false);
  add_closing ("/coordinator/replies/closes", test_closes);
  add_closing ("/coordinator/replies/promise-keeps-open", test_promise_keeps_open);
  add_closing ("/coordinator/replies/gone-keeps-open", test_gone_keeps_open);
  return g_test_run ();
}
