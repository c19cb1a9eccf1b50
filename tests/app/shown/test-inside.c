/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A draft on its way inside the body, under a profile that wants it agreed there: shared, agreed or
 * sent back, handed to the curator, each before the pane of whoever's turn it is. Needs a display. */
#include <adwaita.h>
#include <string.h>

#include "app/composer/osr-composer-pane.h"
#include "app/triage/osr-review-pane.h"
#include "app/triage/osr-waiting-pane.h"
#include "osr-window-fixture.h"

#define TEXT    "Ирина, здравствуйте! Воду дадут сегодня, 27 марта, до 18:00."
#define REMARKS "Назовите телефон."

/* Of zhkh, anna is executor, raisa agrees and timur sends. Case 1 is with the body; a draft of 2 is
 * shared, of 3 sent back inside, of 4 agreed, of 5 agreed to by having been written by raisa. */
static Desk *
district_new (void)
{
  static const char *const people[][2] = { { "raisa", "responsible-executor" },
                                           { "timur", "technical-executor" } };
  Desk *desk = desk_new ("2026-03-27T08:00:00+09:00");

  desk_adopt (desk, "pervomaysky");
  for (guint i = 0; i < G_N_ELEMENTS (people); i++) {
    g_autofree char *person = g_strdup_printf ("{'person': '%s', 'login': '%s', 'name': '%s'}",
                                               people[i][0], people[i][0], people[i][0]);
    g_autofree char *role = g_strdup_printf ("{'person': '%s', 'role': '%s', 'body': 'zhkh'}",
                                             people[i][0], people[i][1]);

    desk_happen (desk, 0, "2026-03-27T08:01:00+09:00", "office person-set", person, NULL);
    desk_happen (desk, 0, "2026-03-27T08:02:00+09:00", "office role-granted", role, NULL);
  }
  for (guint n = 1; n <= 5; n++)
    desk_find (desk, n, "2026-03-27T09:00:00+09:00", "Ирина", "Второй день нет воды.");
  for (guint n = 1; n <= 5; n++)
    desk_route (desk, n, "2026-03-27T09:10:00+09:00", "zhkh");
  for (guint n = 2; n <= 4; n++)
    desk_share (desk, n, "2026-03-27T09:20:00+09:00", "anna", "zhkh", TEXT);
  desk_share (desk, 5, "2026-03-27T09:21:00+09:00", "raisa", "zhkh", TEXT);
  desk_happen (desk, 3, "2026-03-27T09:30:00+09:00", "raisa reworked",
               "{'draft': 5, 'internal': true}", "{'remarks': '" REMARKS "'}");
  desk_happen (desk, 4, "2026-03-27T09:31:00+09:00", "raisa agreed", "{'draft': 5}", NULL);
  desk_at (desk, "2026-03-27T09:40:00+09:00");
  return desk;
}

static void
seat_take (Seat *seat, const char *person, guint n, GtkWidget *pane)
{
  seat->desk = district_new ();
  seat_sit (seat, person, pane);
  seat_open (seat, n);
}

static GtkTextView *
find_view (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkTextView *found = GTK_IS_TEXT_VIEW (child) ? GTK_TEXT_VIEW (child) : find_view (child);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static gboolean
shows (GtkWidget *widget, const char *words)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows (child, words))
      return TRUE;
  return FALSE;
}

/* The event that @action wrote; NULL when it was not to be had. */
static OsrEvent *
act (Seat *seat, const char *action)
{
  guint before = osr_workplace_get_case (seat->workplace)->events->len;
  GPtrArray *events;

  gtk_widget_activate_action (seat->pane, action, NULL);
  events = osr_workplace_get_case (seat->workplace)->events;
  return events->len > before ? events->pdata[before] : NULL;
}

static void
test_share (void)
{
  Seat seat;
  OsrEvent *event;

  seat_take (&seat, "anna", 1, osr_composer_pane_new ());
  g_assert_cmpint (osr_workplace_get_side (seat.workplace), ==, OSR_SIDE_COMPOSE);
  g_assert_true (shows (seat.pane, "Share for agreement"));
  g_assert_true (shows (seat.pane, "responsible executor"));
  g_assert_null (act (&seat, "composer.submit"));
  osr_composer_pane_put_text (OSR_COMPOSER_PANE (seat.pane), TEXT);
  event = act (&seat, "composer.submit");
  g_assert_nonnull (event);
  g_assert_cmpstr (event->type, ==, "drafted");
  g_assert_cmpstr (osr_case_get_shared (osr_workplace_get_case (seat.workplace))->text, ==, TEXT);
  g_assert_null (osr_replica_get_writing (seat.replica, desk_case (1)));
  g_assert_cmpint (osr_workplace_get_side (seat.workplace), ==, OSR_SIDE_NONE);
  seat_leave (&seat);
}

static void
test_agree (void)
{
  Seat seat;
  OsrEvent *event;

  seat_take (&seat, "raisa", 2, osr_review_pane_new ());
  g_assert_cmpint (osr_workplace_get_side (seat.workplace), ==, OSR_SIDE_REVIEW);
  g_assert_true (shows (seat.pane, "Draft for agreement"));
  g_assert_true (shows (seat.pane, TEXT));
  event = act (&seat, "review.approve");
  g_assert_nonnull (event);
  g_assert_cmpstr (event->type, ==, "agreed");
  g_assert_cmpint (osr_case_get_shared (osr_workplace_get_case (seat.workplace))->state, ==,
                   OSR_DRAFT_AGREED);
  seat_leave (&seat);
}

static void
test_return (void)
{
  Seat seat;
  OsrEvent *event;
  const OsrCaseDraft *draft;

  seat_take (&seat, "raisa", 2, osr_review_pane_new ());
  g_assert_true (shows (seat.pane, "Return with remarks"));
  g_assert_null (act (&seat, "review.rework"));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (find_view (seat.pane)), REMARKS, -1);
  event = act (&seat, "review.rework");
  g_assert_nonnull (event);
  g_assert_cmpstr (event->type, ==, "reworked");
  draft = osr_case_get_shared (osr_workplace_get_case (seat.workplace));
  g_assert_true (draft->sent_back_inside);
  g_assert_cmpstr (draft->remarks, ==, REMARKS);
  seat_leave (&seat);
}

/* What came back stands before the writer with its remarks and its text to begin with. */
static void
test_sent_back (void)
{
  Seat seat;
  g_autofree char *text = NULL;

  seat_take (&seat, "anna", 3, osr_composer_pane_new ());
  g_assert_true (shows (seat.pane, "Remarks from inside the body"));
  g_assert_true (shows (seat.pane, REMARKS));
  g_object_get (gtk_text_view_get_buffer (find_view (seat.pane)), "text", &text, NULL);
  g_assert_cmpstr (text, ==, TEXT);
  g_assert_cmpstr (act (&seat, "composer.submit")->type, ==, "drafted");
  seat_leave (&seat);
}

static void
test_hand_over (const char *person, guint n, gboolean editable)
{
  Seat seat;
  OsrEvent *event;

  seat_take (&seat, person, n, osr_composer_pane_new ());
  g_assert_cmpint (gtk_text_view_get_editable (find_view (seat.pane)), ==, editable);
  g_assert_true (shows (seat.pane, "Send to the curator"));
  event = act (&seat, "composer.submit");
  g_assert_nonnull (event);
  g_assert_cmpstr (event->type, ==, "submitted");
  g_assert_cmpint (osr_event_get_int (event, "agreed", 0), ==, 5);
  g_assert_cmpint (osr_workplace_get_case (seat.workplace)->state, ==, OSR_CASE_SUBMITTED);
  g_assert_cmpstr (osr_case_get_draft (osr_workplace_get_case (seat.workplace))->text, ==, TEXT);
  seat_leave (&seat);
}

/* Only the technical executor exchanges with the curator (clauses 7 and 12). */
static void
test_writer_sends_nothing (void)
{
  Seat seat;

  seat_take (&seat, "anna", 4, osr_composer_pane_new ());
  g_assert_false (shows (seat.pane, "Send to the curator"));
  g_assert_false (osr_workplace_may (seat.workplace, "submitted"));
  seat_leave (&seat);
}

static void
test_submit (void)
{
  test_hand_over ("timur", 4, FALSE);
  test_writer_sends_nothing ();
  test_hand_over ("timur", 5, FALSE);
}

static void
assert_waits (const char *person, guint n, const char *words, gboolean reads)
{
  Seat seat;

  seat_take (&seat, person, n, osr_waiting_pane_new ());
  g_assert_cmpint (osr_workplace_get_side (seat.workplace), ==, OSR_SIDE_NONE);
  g_assert_true (shows (seat.pane, words));
  g_assert_cmpint (shows (seat.pane, TEXT), ==, reads);
  seat_leave (&seat);
}

/* Once their text is agreed the writer waits for the one who sends it. */
static void
test_agreed_waits (void)
{
  assert_waits ("anna", 4, "it is to be sent to the curator (technical executor)", TRUE);
}

static void
test_waiting (void)
{
  assert_waits ("anna", 2, "awaits agreement inside the body (responsible executor)", TRUE);
  assert_waits ("olga", 2, "awaits agreement inside the body (responsible executor)", FALSE);
  assert_waits ("olga", 1, "is to be written", FALSE);
  assert_waits ("timur", 3, "sent back inside the body", TRUE);
  assert_waits ("raisa", 4, "to be sent to the curator (technical executor)", TRUE);
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
  g_test_add_func ("/app/inside/share", test_share);
  g_test_add_func ("/app/inside/agree", test_agree);
  g_test_add_func ("/app/inside/return", test_return);
  g_test_add_func ("/app/inside/sent-back", test_sent_back);
  g_test_add_func ("/app/inside/submit", test_submit);
  g_test_add_func ("/app/inside/agreed-waits", test_agreed_waits);
  g_test_add_func ("/app/inside/waiting", test_waiting);
  return g_test_run ();
}
