/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The view-model of the window, on a replica without a coordinator and without a display. */
#include "app/shared/osr-workplace.h"

#include "app/shared/osr-warner.h"
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

/* --- warnings --- */

typedef struct {
  GPtrArray *told; /* "timer/share" */
  guint of_case;   /* how many of case 1 */
} Told;

static void
on_warned (OsrWorkplace *workplace, const OsrWarned *warned, Told *told)
{
  g_ptr_array_add (told->told, g_strdup_printf ("%s/%d", warned->timer, warned->share));
  told->of_case += g_strcmp0 (warned->case_id, desk_case (1)) == 0;
}

static void
wait_for_ticks (Place *place, OsrInstant now)
{
  const guint before = place->ticks;

  place->desk->now = now;
  osr_workplace_request_tick (place->workplace, now);
  while (place->ticks == before)
    g_main_context_iteration (NULL, TRUE);
}

static OsrInstant
share_left (Place *place, const OsrDeadline *deadline, int share)
{
  OsrRegistry *registry = osr_replica_get_registry (place->replica);
  g_autoptr (GArray) warnings = osr_warnings_compute (deadline, registry);

  for (guint i = 0; i < warnings->len; i++) {
    const OsrWarning *warning = &g_array_index (warnings, OsrWarning, i);

    if (warning->share == share)
      return warning->at;
  }
  g_assert_not_reached ();
}

/* Once for each share of a limit, whether the case is open or not, and never again. */
static void
test_warned_once (Place *place, gconstpointer data)
{
  Told told = { g_ptr_array_new_with_free_func (g_free), 0 };
  const OsrDeadline *pressing;
  OsrInstant half, fifth;

  g_signal_connect (place->workplace, "warned", G_CALLBACK (on_warned), &told);
  open_case (place, 1);
  pressing = osr_workplace_get_pressing (place->workplace);
  g_assert_cmpstr (pressing->spec->id, ==, "submit");
  half = share_left (place, pressing, 500);
  fifth = share_left (place, pressing, 200);
  osr_workplace_open_case (place->workplace, NULL);
  wait_for_ticks (place, half - 1);
  g_assert_cmpuint (told.of_case, ==, 0);
  wait_for_ticks (place, half);
  g_assert_cmpuint (told.of_case, ==, 1);
  wait_for_ticks (place, half + OSR_MINUTE);
  g_assert_cmpuint (told.of_case, ==, 1);
  wait_for_ticks (place, fifth);
  wait_for_ticks (place, fifth + 1);
  g_assert_cmpuint (told.of_case, ==, 2);
  g_ptr_array_unref (told.told);
}

/* After a long sleep one warning is enough; what has passed is overdue and shown so. */
static void
test_warned_after_sleep (Place *place, gconstpointer data)
{
  Told told = { g_ptr_array_new_with_free_func (g_free), 0 };
  const OsrDeadline *pressing;
  OsrInstant fifth, due;

  open_case (place, 1);
  pressing = osr_workplace_get_pressing (place->workplace);
  fifth = share_left (place, pressing, 200);
  due = pressing->due;
  g_signal_connect (place->workplace, "warned", G_CALLBACK (on_warned), &told);
  wait_for_ticks (place, fifth + 1);
  g_assert_cmpuint (told.of_case, ==, 1);
  wait_for_ticks (place, due + 1);
  g_assert_cmpuint (told.of_case, ==, 1);
  g_ptr_array_unref (told.told);
}

/* What is with somebody else is theirs to be warned of. */
static void
test_warned_of_own_steps (Place *place, gconstpointer data)
{
  Told told = { g_ptr_array_new_with_free_func (g_free), 0 };

  g_signal_connect (place->workplace, "warned", G_CALLBACK (on_warned), &told);
  for (int i = 0; i < 48; i++)
    wait_for_ticks (place, place->desk->now + 15 * OSR_MINUTE);
  g_assert_cmpuint (told.of_case, ==, 0);
  g_assert_cmpuint (told.told->len, >, 0);
  g_ptr_array_unref (told.told);
}

/* A hidden window wakes for a warning and draws nothing. */
static void
test_warned_hidden (Place *place, gconstpointer data)
{
  Told told = { g_ptr_array_new_with_free_func (g_free), 0 };
  OsrInstant half;
  guint before;

  open_case (place, 1);
  half = share_left (place, osr_workplace_get_pressing (place->workplace), 500);
  osr_workplace_open_case (place->workplace, NULL);
  place->desk->now = half - 40 * 1000;
  osr_workplace_refresh (place->workplace);
  g_signal_connect (place->workplace, "warned", G_CALLBACK (on_warned), &told);
  osr_workplace_set_hidden (place->workplace, TRUE);
  before = place->ticks;
  place->desk->now = half;
  while (told.of_case == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (place->ticks, ==, before);
  g_ptr_array_unref (told.told);
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
  add ("/app/workplace/warned/once", "anna", test_warned_once);
  add ("/app/workplace/warned/after-sleep", "anna", test_warned_after_sleep);
  add ("/app/workplace/warned/own-steps", "olga", test_warned_of_own_steps);
  add ("/app/workplace/warned/hidden", "anna", test_warned_hidden);
  return g_test_run ();
}
