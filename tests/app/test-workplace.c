/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The view-model of the window, on a replica without a coordinator and without a display. */
#include "app/shared/osr-workplace.h"

#include "core/osr-chain.h"
#include "osr-app-cases.h"

typedef struct {
  Desk *desk;
  OsrReplica *replica;
  OsrWorkplace *workplace;
  guint changes;
  guint ticks;
  char *failure;
} Place;

static void
count (guint *counter)
{
  (*counter)++;
}

static void
on_failed (OsrWorkplace *workplace, const char *sentence, Place *place)
{
  g_free (place->failure);
  place->failure = g_strdup (sentence);
}

static void
sit_down (Place *place, const char *person)
{
  place->replica = desk_open (place->desk, person);
  place->workplace = osr_workplace_new ();
  osr_workplace_set_replica (place->workplace, place->replica);
  g_signal_connect_swapped (place->workplace, "case-changed", G_CALLBACK (count), &place->changes);
  g_signal_connect_swapped (place->workplace, "tick", G_CALLBACK (count), &place->ticks);
  g_signal_connect (place->workplace, "act-failed", G_CALLBACK (on_failed), place);
}

static void
set_up (Place *place, gconstpointer person)
{
  place->desk = morning_new ();
  sit_down (place, person);
}

static void
tear_down (Place *place, gconstpointer data)
{
  osr_workplace_set_replica (place->workplace, NULL);
  g_object_unref (place->workplace);
  osr_replica_close (place->replica);
  g_object_unref (place->replica);
  g_free (place->failure);
  desk_free (place->desk);
}

static void
open_case (Place *place, guint n)
{
  osr_workplace_open_case (place->workplace, desk_case (n));
  g_assert_nonnull (osr_workplace_get_case (place->workplace));
}

static void
test_sides_of_curator (Place *place, gconstpointer data)
{
  static const struct {
    guint n;
    OsrSide side;
  } sides[] = { { 9, OSR_SIDE_TAKE }, { 8, OSR_SIDE_TRIAGE }, { 5, OSR_SIDE_REVIEW },
                { 1, OSR_SIDE_NONE }, { 6, OSR_SIDE_NONE },   { 7, OSR_SIDE_TAKE } };

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++) {
    open_case (place, sides[i].n);
    g_assert_cmpint (osr_workplace_get_side (place->workplace), ==, sides[i].side);
  }
  osr_workplace_open_case (place->workplace, NULL);
  g_assert_cmpint (osr_workplace_get_side (place->workplace), ==, OSR_SIDE_NONE);
  g_assert_null (osr_workplace_get_pressing (place->workplace));
}

static void
test_sides_of_executor (Place *place, gconstpointer data)
{
  open_case (place, 1);
  g_assert_cmpint (osr_workplace_get_side (place->workplace), ==, OSR_SIDE_COMPOSE);
  open_case (place, 6); /* to be reworked */
  g_assert_cmpint (osr_workplace_get_side (place->workplace), ==, OSR_SIDE_COMPOSE);
  open_case (place, 5); /* with the curator */
  g_assert_cmpint (osr_workplace_get_side (place->workplace), ==, OSR_SIDE_NONE);
}

static void
test_pressing (Place *place, gconstpointer data)
{
  const OsrDeadline *pressing;

  open_case (place, 8);
  pressing = osr_workplace_get_pressing (place->workplace);
  g_assert_nonnull (pressing);
  g_assert_cmpstr (pressing->spec->id, ==, "route");
  g_assert_true (osr_workplace_may (place->workplace, "triaged"));
  g_assert_false (osr_workplace_may (place->workplace, "approved"));
}

static void
test_act (Place *place, gconstpointer data)
{
  const guint before = place->changes;

  open_case (place, 9);
  g_assert_true (osr_workplace_act (place->workplace, "detected", NULL, NULL));
  g_assert_null (place->failure);
  g_assert_cmpuint (place->changes, >, before);
  g_assert_cmpint (osr_workplace_get_case (place->workplace)->state, ==, OSR_CASE_DETECTED);
  g_assert_cmpint (osr_workplace_get_side (place->workplace), ==, OSR_SIDE_TRIAGE);
}

static void
test_refused (Place *place, gconstpointer data)
{
  open_case (place, 9);
  g_assert_false (osr_workplace_act (place->workplace, "routed", NULL, NULL));
  g_assert_nonnull (place->failure);
  g_assert_true (g_str_has_prefix (place->failure, "Routing: not done."));
  g_assert_cmpint (osr_workplace_get_case (place->workplace)->state, ==, OSR_CASE_FOUND);
}

/* What goes out is bound to the text, the account and the message by its digest. */
static void
test_submit (Place *place, gconstpointer data)
{
  static const char text[] = "Ольга, здравствуйте! Отопление восстановят сегодня до 18:00.";
  const OsrCaseDraft *draft;
  OsrWriting *writing;
  g_autofree char *digest = NULL;

  open_case (place, 1);
  osr_replica_write (place->replica, desk_case (1), "final", text);
  g_assert_true (osr_workplace_submit (place->workplace, "final", text));
  g_assert_null (place->failure);
  draft = osr_case_get_draft (osr_workplace_get_case (place->workplace));
  g_assert_nonnull (draft);
  g_assert_cmpstr (draft->text, ==, text);
  g_assert_cmpstr (draft->account, ==, "zhkh-vk");
  digest = osr_text_digest ("final", text, "zhkh-vk", "1", NULL);
  g_assert_cmpstr (draft->digest, ==, digest);
  g_assert_cmpint (osr_workplace_get_side (place->workplace), ==, OSR_SIDE_NONE);
  writing = osr_replica_get_writing (place->replica, desk_case (1));
  g_assert_null (writing);
}

static void
test_submit_too_long (Place *place, gconstpointer data)
{
  g_autofree char *text = g_strnfill (20000, 'x');
  OsrWriting *writing;

  open_case (place, 1);
  osr_replica_write (place->replica, desk_case (1), "final", text);
  g_assert_false (osr_workplace_submit (place->workplace, "final", text));
  g_assert_nonnull (place->failure);
  g_assert_nonnull (strstr (place->failure, "longer than the network allows"));
  writing = osr_replica_get_writing (place->replica, desk_case (1));
  g_assert_nonnull (writing);
  g_assert_cmpstr (writing->text, ==, text);
  osr_writing_free (writing);
}

static void
test_approve (Place *place, gconstpointer data)
{
  open_case (place, 5);
  g_assert_true (osr_workplace_approve (place->workplace));
  g_assert_null (place->failure);
  g_assert_cmpint (osr_workplace_get_case (place->workplace)->state, ==, OSR_CASE_APPROVED);
}

static void
test_rework (Place *place, gconstpointer data)
{
  const OsrCaseDraft *draft;

  open_case (place, 5);
  g_assert_true (osr_workplace_rework (place->workplace, "Назовите срок."));
  g_assert_cmpint (osr_workplace_get_case (place->workplace)->state, ==, OSR_CASE_REWORK);
  draft = osr_case_get_draft (osr_workplace_get_case (place->workplace));
  g_assert_cmpstr (draft->remarks, ==, "Назовите срок.");
}

static void
test_nothing_open (Place *place, gconstpointer data)
{
  g_assert_false (osr_workplace_act (place->workplace, "detected", NULL, NULL));
  g_assert_false (osr_workplace_submit (place->workplace, "final", "text"));
  g_assert_false (osr_workplace_approve (place->workplace));
  g_assert_false (osr_workplace_publish (place->workplace));
}

/* Another person at the same window sees nothing of what was open. */
static void
test_person_changes (Place *place, gconstpointer data)
{
  g_autoptr (OsrReplica) other = desk_open (place->desk, "boris");

  open_case (place, 8);
  osr_workplace_set_replica (place->workplace, other);
  g_assert_null (osr_workplace_get_case (place->workplace));
  g_assert_null (osr_workplace_get_case_id (place->workplace));
  osr_workplace_open_case (place->workplace, desk_case (8));
  g_assert_null (osr_workplace_get_case (place->workplace));
  osr_workplace_set_replica (place->workplace, NULL);
  osr_replica_close (other);
}

static void
test_tick_on_demand (Place *place, gconstpointer data)
{
  const guint before = place->ticks;

  osr_workplace_request_tick (place->workplace, place->desk->now + 30 * 1000);
  while (place->ticks == before)
    g_main_context_iteration (NULL, TRUE);
  osr_workplace_refresh (place->workplace);
  g_assert_cmpuint (place->ticks, ==, before + 2);
}

static void
add (const char *path, const char *person, void (*test) (Place *, gconstpointer))
{
  g_test_add (path, Place, person, set_up, test, tear_down);
}

/* Nobody looks: the minute passes in silence, a limit that passes does not, and coming back shows
 * everything at once. */
static void
test_hidden (Place *place, gconstpointer data)
{
  const OsrDeadline *pressing;
  guint before;

  open_case (place, 1);
  pressing = osr_workplace_get_pressing (place->workplace);
  g_assert_nonnull (pressing);
  place->desk->now = pressing->due - 40 * 1000;
  osr_workplace_set_hidden (place->workplace, TRUE);
  before = place->ticks;
  osr_workplace_request_tick (place->workplace, place->desk->now + 1000);
  g_assert_cmpuint (place->ticks, ==, before);
  place->desk->now = pressing->due + 1;
  while (place->ticks == before)
    g_main_context_iteration (NULL, TRUE);
  before = place->ticks;
  osr_workplace_set_hidden (place->workplace, FALSE);
  g_assert_cmpuint (place->ticks, ==, before + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/app/workplace/sides/curator", "olga", test_sides_of_curator);
  add ("/app/workplace/sides/executor", "anna", test_sides_of_executor);
  add ("/app/workplace/pressing", "olga", test_pressing);
  add ("/app/workplace/act", "olga", test_act);
  add ("/app/workplace/refused", "olga", test_refused);
  add ("/app/workplace/submit", "anna", test_submit);
  add ("/app/workplace/submit/too-long", "anna", test_submit_too_long);
  add ("/app/workplace/approve", "olga", test_approve);
  add ("/app/workplace/rework", "olga", test_rework);
  add ("/app/workplace/nothing-open", "anna", test_nothing_open);
  add ("/app/workplace/person-changes", "olga", test_person_changes);
  add ("/app/workplace/tick", "anna", test_tick_on_demand);
  add ("/app/workplace/hidden", "anna", test_hidden);
  return g_test_run ();
}
