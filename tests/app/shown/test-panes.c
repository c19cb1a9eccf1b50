/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The panes at work on a replica without a coordinator: what their actions write, and when they are
 * to be had. Needs a display. */
#include <adwaita.h>
#include <string.h>

#include "app/composer/osr-composer-pane.h"
#include "app/composer/osr-findings-list.h"
#include "app/detail/osr-detail-pane.h"
#include "app/shared/osr-similar-list.h"
#include "app/triage/osr-review-pane.h"
#include "app/triage/osr-take-pane.h"
#include "app/triage/osr-triage-pane.h"
#include "app/triage/osr-waiting-pane.h"
#include "osr-app-cases.h"
#include "osr-window-fixture.h"

#define REPLY "Ольга, здравствуйте! Отопление дадут сегодня, 6 марта, до 18:00."

static void
sit_at (Seat *seat, const char *person, guint n, GtkWidget *pane)
{
  seat_sit (seat, person, pane);
  seat_open (seat, n);
}

static void
seat_take (Seat *seat, const char *person, guint n, GtkWidget *pane)
{
  seat->desk = morning_new ();
  sit_at (seat, person, n, pane);
}

/* Whether @action wrote anything: a disabled one must not. */
static gboolean
act (Seat *seat, const char *action)
{
  guint before = osr_workplace_get_case (seat->workplace)->events->len;

  gtk_widget_activate_action (seat->pane, action, NULL);
  return osr_workplace_get_case (seat->workplace)->events->len > before;
}

static OsrCaseState
state_of (Seat *seat)
{
  return osr_workplace_get_case (seat->workplace)->state;
}

static int
measure_least (GtkWidget *widget, int width)
{
  int least;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, &least, NULL, NULL, NULL);
  return least;
}

/* With photos both decisions stand in the drawer of a window of 1024 by 600, which does not scroll. */
static void
test_review_in_drawer (void)
{
  Seat seat;
  g_autofree char *members =
      g_strdup_printf ("{'body': 'zhkh', 'kind': 'final', 'account': 'by-hand', 'digest': 'd',"
                       " 'attachments': ['%064d', '%064d']}",
                       1, 2);

  seat.desk = morning_new ();
  desk_happen (seat.desk, 1, "2026-03-06T10:11:30+09:00", "anna submitted", members,
               "{'text': '" REPLY "'}");
  sit_at (&seat, "olga", 1, osr_review_pane_new ());
  g_assert_cmpint (measure_least (seat.pane, 606), <=, 310);
  g_assert_cmpint (measure_least (seat.pane, 606) + 60, <=, measure_least (seat.pane, 358));
  seat_leave (&seat);
}

/* So does what is sent for approval once more: the remarks stand beside the text. */
static void
test_rework_in_drawer (void)
{
  Seat seat;

  seat_take (&seat, "anna", 6, osr_composer_pane_new ());
  g_assert_cmpint (measure_least (seat.pane, 606), <=, 310);
  g_assert_cmpint (measure_least (seat.pane, 606) + 40, <=, measure_least (seat.pane, 358));
  seat_leave (&seat);
}

static void
test_take (void)
{
  Seat seat;

  seat_take (&seat, "olga", 9, osr_take_pane_new ());
  g_assert_cmpint (state_of (&seat), ==, OSR_CASE_FOUND);
  g_assert_true (act (&seat, "triage.take"));
  g_assert_cmpint (state_of (&seat), ==, OSR_CASE_DETECTED);
  g_assert_false (act (&seat, "triage.take"));
  seat_leave (&seat);
}

/* Without a topic there is nothing to route; with one, its body stands chosen. */
static void
test_route (void)
{
  Seat seat;
  OsrCase *c;

  seat_take (&seat, "olga", 8, osr_triage_pane_new ());
  g_assert_false (act (&seat, "triage.route"));
  gtk_widget_activate_action (seat.pane, "triage.topic", "i", 1);
  g_assert_true (act (&seat, "triage.route"));
  c = osr_workplace_get_case (seat.workplace);
  g_assert_cmpint (c->state, ==, OSR_CASE_ROUTED);
  g_assert_cmpuint (g_strv_length (c->topics), ==, 1);
  g_assert_false (act (&seat, "triage.route"));
  seat_leave (&seat);
}

/* A case whose text names a place and a danger, ready to be triaged. */
static void
sit_before_danger (Seat *seat)
{
  seat->desk = morning_new ();
  desk_find (seat->desk, 20, "2026-03-06T10:11:00+09:00", "Вера Лис",
             "В Чигирях прорвало трубу, во дворе кипяток");
  desk_happen (seat->desk, 20, "2026-03-06T10:11:30+09:00", "olga detected", NULL, NULL);
  sit_at (seat, "olga", 20, osr_triage_pane_new ());
}

/* What the message says of place and importance goes out when it was accepted, and not before. */
static void
test_accept (void)
{
  for (int accepted = 0; accepted < 2; accepted++) {
    Seat seat;
    OsrCase *c;

    sit_before_danger (&seat);
    if (accepted)
      gtk_widget_activate_action (seat.pane, "triage.accept", NULL);
    gtk_widget_activate_action (seat.pane, "triage.topic", "i", 1);
    g_assert_true (act (&seat, "triage.route"));
    c = osr_workplace_get_case (seat.workplace);
    g_assert_cmpstr (c->locality, ==, accepted ? "Чигири" : "");
    g_assert_cmpint (c->important, ==, accepted);
    seat_leave (&seat);
  }
}

/* One click puts the wording in, and the finding is gone. */
static void
test_replace (void)
{
  Seat seat;
  GtkWidget *list;
  GtkTextView *view;
  g_autofree char *text = NULL;

  seat_take (&seat, "anna", 1, osr_composer_pane_new ());
  osr_composer_pane_put_text (OSR_COMPOSER_PANE (seat.pane),
                              "Ольга, здравствуйте! На сегодняшний день трубу чинят.");
  list = find_child (seat.pane, OSR_TYPE_FINDINGS_LIST);
  g_assert_nonnull (list);
  g_assert_nonnull (find_child (list, GTK_TYPE_BUTTON));
  g_signal_emit_by_name (find_child (list, GTK_TYPE_BUTTON), "clicked");
  view = GTK_TEXT_VIEW (find_child (seat.pane, GTK_TYPE_TEXT_VIEW));
  g_object_get (gtk_text_view_get_buffer (view), "text", &text, NULL);
  g_assert_cmpstr (text, ==, "Ольга, здравствуйте! Сейчас трубу чинят.");
  g_assert_null (find_child (list, GTK_TYPE_BUTTON));
  seat_leave (&seat);
}

/* An earlier message of nearly the same words stands there with its reply, and opens. */
static void
test_similar (void)
{
  Seat seat;
  GtkWidget *list;

  seat.desk = morning_new ();
  desk_find (seat.desk, 21, "2026-03-06T08:30:00+09:00", "Пётр Ли",
             "В Чигирях прорвало трубу, во дворе кипяток!");
  desk_find (seat.desk, 20, "2026-03-06T10:11:00+09:00", "Вера Лис",
             "В Чигирях прорвало трубу, во дворе кипяток");
  desk_happen (seat.desk, 20, "2026-03-06T10:11:30+09:00", "olga detected", NULL, NULL);
  sit_at (&seat, "olga", 20, osr_triage_pane_new ());
  list = find_child (seat.pane, OSR_TYPE_SIMILAR_LIST);
  g_assert_nonnull (list);
  g_assert_cmpuint (osr_similar_list_get_count (OSR_SIMILAR_LIST (list)), ==, 1);
  gtk_expander_set_expanded (GTK_EXPANDER (find_child (list, GTK_TYPE_EXPANDER)), TRUE);
  g_signal_emit_by_name (find_child (list, GTK_TYPE_BUTTON), "clicked");
  g_assert_cmpstr (osr_workplace_get_case_id (seat.workplace), ==, desk_case (21));
  seat_leave (&seat);
}

static void
test_submit (void)
{
  Seat seat;
  const OsrCaseDraft *draft;

  seat_take (&seat, "anna", 1, osr_composer_pane_new ());
  g_assert_false (act (&seat, "composer.submit"));
  osr_composer_pane_put_text (OSR_COMPOSER_PANE (seat.pane), REPLY);
  g_assert_true (act (&seat, "composer.submit"));
  g_assert_cmpint (state_of (&seat), ==, OSR_CASE_SUBMITTED);
  draft = osr_case_get_draft (osr_workplace_get_case (seat.workplace));
  g_assert_cmpstr (draft->text, ==, REPLY);
  g_assert_null (osr_replica_get_writing (seat.replica, desk_case (1)));
  seat_leave (&seat);
}

/* Leaving the case and coming back shows what was written, not what another case had. */
static void
test_writing_kept (void)
{
  Seat seat;
  GtkWidget *view;
  g_autofree char *other = NULL;
  g_autofree char *back = NULL;

  seat_take (&seat, "anna", 1, osr_composer_pane_new ());
  view = find_child (seat.pane, GTK_TYPE_TEXT_VIEW);
  osr_composer_pane_put_text (OSR_COMPOSER_PANE (seat.pane), REPLY);
  osr_workplace_open_case (seat.workplace, desk_case (3));
  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "text", &other, NULL);
  g_assert_cmpstr (other, ==, "");
  osr_workplace_open_case (seat.workplace, desk_case (1));
  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "text", &back, NULL);
  g_assert_cmpstr (back, ==, REPLY);
  seat_leave (&seat);
}

/* Over the limit the text stays where it is and cannot be handed over. */
static void
test_too_long (void)
{
  Seat seat;
  g_autofree char *text = g_strnfill (16385, 'a');
  OsrWriting *writing;

  seat_take (&seat, "anna", 1, osr_composer_pane_new ());
  osr_composer_pane_put_text (OSR_COMPOSER_PANE (seat.pane), text);
  g_assert_false (act (&seat, "composer.submit"));
  osr_replica_flush (seat.replica);
  writing = osr_replica_get_writing (seat.replica, desk_case (1));
  g_assert_nonnull (writing);
  g_assert_cmpuint (strlen (writing->text), ==, 16385);
  osr_writing_free (writing);
  seat_leave (&seat);
}

/* Approving ends the review; sending back needs remarks. */
static void
test_approve (void)
{
  Seat seat;

  seat_take (&seat, "olga", 5, osr_review_pane_new ());
  g_assert_false (act (&seat, "review.rework"));
  g_assert_true (act (&seat, "review.approve"));
  g_assert_cmpint (state_of (&seat), ==, OSR_CASE_APPROVED);
  seat_leave (&seat);
}

static void
test_rework (void)
{
  Seat seat;
  GtkWidget *view;
  const OsrCaseDraft *draft;

  seat_take (&seat, "olga", 5, osr_review_pane_new ());
  view = find_child (seat.pane, GTK_TYPE_TEXT_VIEW);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "Назовите врача.", -1);
  g_assert_true (act (&seat, "review.rework"));
  g_assert_cmpint (state_of (&seat), ==, OSR_CASE_REWORK);
  draft = osr_case_get_draft (osr_workplace_get_case (seat.workplace));
  g_assert_cmpstr (draft->remarks, ==, "Назовите врача.");
  seat_leave (&seat);
}

static void
test_withdraw (void)
{
  Seat seat;

  seat_take (&seat, "anna", 5, osr_waiting_pane_new ());
  g_assert_true (act (&seat, "waiting.withdraw"));
  g_assert_cmpint (state_of (&seat), ==, OSR_CASE_ROUTED);
  g_assert_false (act (&seat, "waiting.withdraw"));
  seat_leave (&seat);
}

static void
test_note (void)
{
  Seat seat;
  GtkWidget *entry;
  OsrCase *c;
  guint before;

  seat_take (&seat, "anna", 1, osr_detail_pane_new ());
  entry = find_child (seat.pane, GTK_TYPE_ENTRY);
  before = osr_workplace_get_case (seat.workplace)->events->len;
  g_assert_false (act (&seat, "detail.add-note"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "  бригада выехала ");
  g_assert_true (act (&seat, "detail.add-note"));
  c = osr_workplace_get_case (seat.workplace);
  g_assert_cmpuint (c->events->len, ==, before + 1);
  g_assert_cmpstr (osr_event_get_payload_string (c->events->pdata[before], "text"), ==,
                   "бригада выехала");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  seat_leave (&seat);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ()) {
    g_print ("1..0 # SKIP no display\n");
    return 0;
  }
  adw_init ();
  g_test_add_func ("/app/panes/review-in-a-drawer", test_review_in_drawer);
  g_test_add_func ("/app/panes/rework-in-a-drawer", test_rework_in_drawer);
  g_test_add_func ("/app/panes/take", test_take);
  g_test_add_func ("/app/panes/route", test_route);
  g_test_add_func ("/app/panes/accept", test_accept);
  g_test_add_func ("/app/panes/replace", test_replace);
  g_test_add_func ("/app/panes/similar", test_similar);
  g_test_add_func ("/app/panes/submit", test_submit);
  g_test_add_func ("/app/panes/writing-kept", test_writing_kept);
  g_test_add_func ("/app/panes/too-long", test_too_long);
  g_test_add_func ("/app/panes/approve", test_approve);
  g_test_add_func ("/app/panes/rework", test_rework);
  g_test_add_func ("/app/panes/withdraw", test_withdraw);
  g_test_add_func ("/app/panes/note", test_note);
  return g_test_run ();
}
