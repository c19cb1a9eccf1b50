/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Acting for somebody absent, promised days, and what happened meanwhile: on a replica without a
 * coordinator and without a display. */
#include <locale.h>
#include <string.h>

#include "app/queue/osr-queue-words.h"
#include "app/shared/osr-warner.h"
#include "app/shared/osr-workplace.h"
#include "osr-app-cases.h"
#include "report/osr-happenings.h"
#include "report/osr-promise-text.h"

/* 1–20 March 2026 */
static const char away[] = "{'id':'s','absent':'anna','substitute':'boris','ground':'leave',"
                           "'from':1772323200000000,'to':1773964800000000}";

static void
close_replica (OsrReplica *replica)
{
  osr_replica_close (replica);
  g_object_unref (replica);
}

/* Anna is away, and the log has said so. */
static Desk *
absence_new (void)
{
  Desk *desk = morning_new ();

  desk_happen (desk, 0, MORNING, "olga substitution-set", away, NULL);
  g_assert_true (osr_log_tend_substitutions (desk->log, NULL, NULL));
  return desk;
}

static OsrQueueWords *
words_of (OsrReplica *replica, guint n, OsrInstant now)
{
  g_autoptr (OsrCase) c = osr_replica_get_case (replica, desk_case (n));
  g_autoptr (GPtrArray) deadlines = osr_replica_get_deadlines (replica, c);

  return osr_queue_words_new (c, deadlines, osr_replica_get_registry (replica),
                              osr_replica_get_actor (replica, c), now);
}

/* The row of an absent person's case says their step and their time, and whose it is. */
static void
test_row (void)
{
  g_autoptr (Desk) desk = absence_new ();
  OsrReplica *replica = desk_open (desk, "boris");
  g_autoptr (OsrCase) theirs = osr_replica_get_case (replica, desk_case (1));
  g_autoptr (OsrCase) own = osr_replica_get_case (replica, desk_case (2));
  g_autoptr (OsrQueueWords) words = NULL;

  g_assert_nonnull (theirs);
  g_assert_cmpstr (osr_replica_get_actor (replica, theirs), ==, "anna");
  g_assert_cmpstr (osr_replica_get_actor (replica, own), ==, "boris");
  g_assert_null (osr_replica_get_acting_for (replica));
  words = words_of (replica, 1, desk->now);
  g_assert_cmpstr (words->step, ==, "draft");
  g_assert_cmpstr (words->style, !=, "elsewhere");
  osr_queue_words_speak_for (words, osr_replica_get_registry (replica), "anna");
  g_assert_cmpstr (words->behalf, ==, "for Анна Ким");
  g_assert_true (g_str_has_suffix (words->spoken, "for Анна Ким"));
  close_replica (replica);
}

/* What is done on the absent person's case is done for them, in the substitute's own name; on the
 * substitute's own case in nobody else's. */
static void
test_act (void)
{
  static const char text[] = "Ольга, здравствуйте! Отопление восстановят сегодня до 18:00.";
  g_autoptr (Desk) desk = absence_new ();
  OsrReplica *replica = desk_open (desk, "boris");
  g_autoptr (OsrWorkplace) workplace = osr_workplace_new ();
  const OsrCaseDraft *draft;

  osr_workplace_set_replica (workplace, replica);
  osr_workplace_open_case (workplace, desk_case (1));
  g_assert_cmpstr (osr_workplace_get_absent (workplace), ==, "anna");
  g_assert_cmpint (osr_workplace_get_side (workplace), ==, OSR_SIDE_COMPOSE);
  g_assert_nonnull (osr_workplace_get_pressing (workplace));
  g_assert_true (osr_workplace_submit (workplace, "final", text));
  draft = osr_case_get_draft (osr_workplace_get_case (workplace));
  g_assert_cmpstr (draft->by, ==, "boris");
  g_assert_cmpstr (draft->on_behalf, ==, "anna");
  osr_workplace_open_case (workplace, desk_case (2));
  g_assert_null (osr_workplace_get_absent (workplace));
  g_assert_true (osr_workplace_submit (workplace, "final", text));
  draft = osr_case_get_draft (osr_workplace_get_case (workplace));
  g_assert_null (draft->on_behalf);
  osr_workplace_set_replica (workplace, NULL);
  close_replica (replica);
}

static void
on_changed (guint *changes)
{
  (*changes)++;
}

/* Chosen by hand the absent person comes first, and everybody who shows something is told. */
static void
test_chosen (void)
{
  g_autoptr (Desk) desk = absence_new ();
  OsrReplica *replica = desk_open (desk, "boris");
  g_autoptr (OsrCase) found = osr_replica_get_case (replica, desk_case (1));
  guint changes = 0;

  g_signal_connect_swapped (replica, "registry-changed", G_CALLBACK (on_changed), &changes);
  g_assert_true (osr_replica_set_acting_for (replica, "anna"));
  g_assert_cmpuint (changes, ==, 1);
  g_assert_cmpstr (osr_replica_get_actor (replica, found), ==, "anna");
  g_assert_true (osr_replica_set_acting_for (replica, "anna"));
  g_assert_cmpuint (changes, ==, 1);
  close_replica (replica);
}

/* A warning of the absent person's limit comes to the substitute and says whose it is. */
static void
test_warned (void)
{
  g_autoptr (Desk) desk = absence_new ();
  OsrReplica *replica = desk_open (desk, "boris");
  g_autoptr (OsrWarner) warner = osr_warner_new ();
  g_autoptr (GPtrArray) passed = NULL;
  guint theirs = 0;

  osr_warner_start (warner, replica, desk->now);
  while (osr_warner_next (warner) != OSR_INSTANT_UNKNOWN) {
    g_clear_pointer (&passed, g_ptr_array_unref);
    passed = osr_warner_pass (warner, osr_warner_next (warner));
    for (guint i = 0; i < passed->len; i++) {
      const OsrWarned *warned = passed->pdata[i];

      if (g_str_equal (warned->case_id, desk_case (1))) {
        g_assert_cmpstr (warned->absent, ==, "Анна Ким");
        theirs++;
      } else if (g_str_equal (warned->case_id, desk_case (2))) {
        g_assert_null (warned->absent);
      }
    }
  }
  g_assert_cmpuint (theirs, >, 0);
  close_replica (replica);
}

/* --- promises --- */

static void
promise (Desk *desk, guint n)
{
  desk_happen (desk, n, MORNING, "anna promised", "{'date': '2026-03-06'}", NULL);
}

static gboolean
is_listed (OsrReplica *replica, OsrQueueFilter filter, guint n)
{
  g_autoptr (GPtrArray) ids = osr_replica_list (replica, filter, NULL);

  return g_ptr_array_find_with_equal_func (ids, desk_case (n), g_str_equal, NULL);
}

/* While the day lasts nothing presses; when it is over the case wakes, though the curator has it. */
static void
test_promise_over (void)
{
  g_autoptr (Desk) desk = morning_new ();
  OsrReplica *replica;
  g_autoptr (OsrCase) c = NULL;
  g_autoptr (OsrQueueWords) words = NULL;

  promise (desk, 5);
  desk_at (desk, "2026-03-06T17:59:00+09:00");
  replica = desk_open (desk, "anna");
  c = osr_replica_get_case (replica, desk_case (5));
  g_assert_false (osr_replica_has_broken_promise (replica, c));
  g_assert_false (is_listed (replica, OSR_QUEUE_ACT, 5));
  g_assert_true (is_listed (replica, OSR_QUEUE_PROMISED, 5));
  desk_at (desk, "2026-03-07T00:00:00+09:00");
  g_assert_true (osr_replica_has_broken_promise (replica, c));
  g_assert_true (is_listed (replica, OSR_QUEUE_OVERDUE, 5));
  close_replica (replica);
  replica = desk_open (desk, "anna"); /* the next morning, the rows as they were kept */
  g_assert_true (is_listed (replica, OSR_QUEUE_ACT, 5));
  words = words_of (replica, 5, desk->now);
  g_assert_nonnull (strstr (words->step, "promised day over"));
  g_assert_nonnull (strstr (words->spoken, "the promised day is over: 6 March"));
  close_replica (replica);
}

/* One whose case was closed long ago is reminded all the same; kept, it rests. */
static void
test_promise_of_closed (void)
{
  g_autoptr (Desk) desk = morning_new ();
  OsrReplica *replica;
  g_autoptr (OsrWorkplace) workplace = osr_workplace_new ();
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (OsrQueueWords) words = NULL;

  promise (desk, 1);
  desk_happen (desk, 1, MORNING, "olga closed", NULL, "{'reason': 'Ответ дан.'}");
  desk_at (desk, "2026-03-10T10:00:00+09:00");
  replica = desk_open (desk, "anna");
  g_assert_true (is_listed (replica, OSR_QUEUE_ACT, 1));
  words = words_of (replica, 1, desk->now);
  g_assert_cmpstr (words->pill, ==, "6 March");
  g_assert_cmpstr (words->style, ==, "late");
  g_assert_true (words->late);
  g_assert_cmpstr (words->step, ==, "promised day over");
  osr_workplace_set_replica (workplace, replica);
  osr_workplace_open_case (workplace, desk_case (1));
  json_object_set_string_member (members, "date", "2026-03-06");
  json_object_set_boolean_member (members, "kept", TRUE);
  g_assert_true (osr_workplace_act (workplace, "promised", json_object_ref (members), NULL));
  g_assert_false (is_listed (replica, OSR_QUEUE_ACT, 1));
  g_assert_false (is_listed (replica, OSR_QUEUE_PROMISED, 1));
  osr_workplace_set_replica (workplace, NULL);
  close_replica (replica);
}

/* Told once, when the day ends, to whoever has the case in hand and to nobody else. */
static void
test_promise_warned (void)
{
  g_autoptr (Desk) desk = morning_new ();
  OsrReplica *anna, *boris;
  g_autoptr (OsrWarner) warner = osr_warner_new ();
  g_autoptr (OsrWarner) other = osr_warner_new ();
  g_autoptr (GPtrArray) told = NULL, none = NULL, again = NULL;
  OsrInstant end = osr_instant_parse ("2026-03-07T00:00:00+09:00");
  const OsrWarned *warned;

  promise (desk, 5);
  anna = desk_open (desk, "anna");
  boris = desk_open (desk, "boris");
  osr_warner_start (warner, anna, desk->now);
  osr_warner_start (other, boris, desk->now);
  g_ptr_array_unref (osr_warner_pass (warner, end - 1));
  told = osr_warner_pass (warner, end);
  g_assert_cmpuint (told->len, ==, 1);
  warned = told->pdata[0];
  g_assert_cmpstr (warned->case_id, ==, desk_case (5));
  g_assert_cmpstr (warned->promised, ==, "2026-03-06");
  osr_warner_look (warner, anna, desk_case (5));
  again = osr_warner_pass (warner, end + OSR_HOUR);
  g_assert_cmpuint (again->len, ==, 0);
  g_ptr_array_unref (osr_warner_pass (other, end - 1));
  none = osr_warner_pass (other, end);
  g_assert_cmpuint (none->len, ==, 0);
  close_replica (anna);
  close_replica (boris);
}

/* --- what happened --- */

static void
test_since (void)
{
  g_autoptr (Desk) desk = morning_new ();
  OsrReplica *replica = desk_open (desk, "anna");
  OsrRegistry *registry = osr_replica_get_registry (replica);
  OsrInstant evening = osr_instant_parse ("2026-03-05T18:00:00+09:00");
  OsrInstant monday = osr_instant_parse ("2026-03-02T12:00:00+09:00");

  g_assert_cmpint (osr_happenings_since (registry, desk->now, OSR_INSTANT_UNKNOWN), ==, evening);
  g_assert_cmpint (osr_happenings_since (registry, desk->now, monday), ==, monday);
  g_assert_cmpint (osr_happenings_since (registry, desk->now, desk->now - OSR_HOUR), ==, evening);
  close_replica (replica);
}

/* Others' steps in the cases that the person sees, the newest case first; their own are no news. */
static void
test_happened (void)
{
  g_autoptr (Desk) desk = morning_new ();
  OsrReplica *replica;
  OsrInstant since = osr_instant_parse ("2026-03-06T10:00:00+09:00");
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (OsrCase) reworked = NULL, noted = NULL;
  g_autoptr (OsrHappening) news = NULL, own = NULL;

  replica = desk_open (desk, "anna");
  ids = osr_replica_list_since (replica, since);
  g_assert_cmpuint (ids->len, ==, 2);
  g_assert_cmpstr (ids->pdata[0], ==, desk_case (3)); /* anna's note, 10:05 */
  g_assert_cmpstr (ids->pdata[1], ==, desk_case (6)); /* sent back, 10:02 */
  reworked = osr_replica_get_case (replica, desk_case (6));
  news = osr_happening_new (reworked, osr_replica_get_registry (replica), "anna", since, desk->now);
  g_assert_nonnull (news);
  g_assert_cmpuint (news->says->len, ==, 1);
  g_assert_nonnull (strstr (news->says->pdata[0], "Sent back for rework"));
  g_assert_true (g_str_has_prefix (news->title, "No. 2026-"));
  noted = osr_replica_get_case (replica, desk_case (3));
  own = osr_happening_new (noted, osr_replica_get_registry (replica), "anna", since, desk->now);
  g_assert_null (own);
  own = osr_happening_new (noted, osr_replica_get_registry (replica), "olga", since, desk->now);
  g_assert_nonnull (own);
  g_assert_nonnull (strstr (own->says->pdata[0], "Note"));
  close_replica (replica);
}

/* A long history is cut to its newest steps, and says so. */
static void
test_happened_long (void)
{
  g_autoptr (Desk) desk = morning_new ();
  OsrReplica *replica = desk_open (desk, "boris");
  g_autoptr (OsrCase) c = osr_replica_get_case (replica, desk_case (3));
  g_autoptr (OsrHappening) news = osr_happening_new (c, osr_replica_get_registry (replica), "boris",
                                                     desk->now - 24 * OSR_HOUR, desk->now);

  g_assert_cmpuint (news->says->len, ==, 4);
  g_assert_cmpuint (news->left_out, ==, c->events->len - 4 - 2); /* found; his own return */
  g_assert_nonnull (strstr (news->says->pdata[3], "Note"));
  close_replica (replica);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/standing/row", test_row);
  g_test_add_func ("/app/standing/act", test_act);
  g_test_add_func ("/app/standing/chosen", test_chosen);
  g_test_add_func ("/app/standing/warned", test_warned);
  g_test_add_func ("/app/promise/over", test_promise_over);
  g_test_add_func ("/app/promise/closed", test_promise_of_closed);
  g_test_add_func ("/app/promise/warned", test_promise_warned);
  g_test_add_func ("/app/happened/since", test_since);
  g_test_add_func ("/app/happened/news", test_happened);
  g_test_add_func ("/app/happened/long", test_happened_long);
  return g_test_run ();
}
