/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands around a case, in words and as panes: co-executors, reports, the earlier case, a changed
 * message, and the day that a text promises. Needs a display. */
#include <adwaita.h>
#include <string.h>

#include "app/composer/osr-composer-pane.h"
#include "app/composer/osr-promise-offer.h"
#include "app/detail/osr-case-facts.h"
#include "app/detail/osr-change-card.h"
#include "app/shared/osr-similar-list.h"
#include "osr-app-cases.h"
#include "report/osr-contribution-text.h"
#include "report/osr-report-lines.h"

#define AT "2026-03-06T09:20:00+09:00"

/* One person before two panes that know nothing of each other. */
typedef struct {
  Desk *desk;
  OsrReplica *replica;
  OsrWorkplace *workplace;
  GtkWidget *window;
  GtkWidget *facts;
  GtkWidget *change;
  GtkWidget *composer;
} Seat;

static void
seat_sit (Seat *seat, const char *person, guint n)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  seat->replica = desk_open (seat->desk, person);
  seat->workplace = osr_workplace_new ();
  seat->facts = osr_case_facts_new ();
  seat->change = osr_change_card_new ();
  seat->composer = osr_composer_pane_new ();
  seat->window = gtk_window_new ();
  gtk_box_append (GTK_BOX (box), seat->facts);
  gtk_box_append (GTK_BOX (box), seat->change);
  gtk_box_append (GTK_BOX (box), seat->composer);
  gtk_window_set_child (GTK_WINDOW (seat->window), box);
  osr_workplace_set_replica (seat->workplace, seat->replica);
  osr_pane_set_workplace (OSR_PANE (seat->facts), seat->workplace);
  osr_pane_set_workplace (OSR_PANE (seat->change), seat->workplace);
  osr_pane_set_workplace (OSR_PANE (seat->composer), seat->workplace);
  osr_workplace_open_case (seat->workplace, desk_case (n));
  gtk_window_present (GTK_WINDOW (seat->window));
}

static void
seat_leave (Seat *seat)
{
  gtk_window_destroy (GTK_WINDOW (seat->window));
  osr_workplace_set_replica (seat->workplace, NULL);
  g_object_unref (seat->workplace);
  osr_replica_close (seat->replica);
  g_object_unref (seat->replica);
  desk_free (seat->desk);
}

static OsrCase *
case_of (Seat *seat)
{
  return osr_workplace_get_case (seat->workplace);
}

/* The first descendant of @type, in the order of the tree. */
static GtkWidget *
find_child (GtkWidget *widget, GType type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (child, type) ? child : find_child (child, type);

    if (found != NULL)
      return found;
  }
  return NULL;
}

/* Whether a label that is to be seen says @words. */
static gboolean
says (GtkWidget *widget, const char *words)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (says (child, words))
      return TRUE;
  }
  return FALSE;
}

static char *
draft_text (Seat *seat)
{
  GtkTextBuffer *buffer =
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_child (seat->composer, GTK_TYPE_TEXT_VIEW)));
  char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  return text;
}

/* --- co-executors --- */

/* Roads first, then the others; what was asked of them is due at 11:20 and, of "parks", at 9:40. */
static Desk *
joint_new (void)
{
  Desk *desk = morning_new ();

  desk_happen (desk, 1, AT, "olga contribution-requested", "{'body': 'roads', 'order': 1}", NULL);
  desk_happen (desk, 1, AT, "olga contribution-requested", "{'body': 'lights', 'order': 2}", NULL);
  desk_happen (desk, 1, AT, "olga contribution-requested", "{'body': 'parks', 'minutes': 20}",
               NULL);
  return desk;
}

static GPtrArray *
contributions_of (OsrReplica *replica, OsrCase *c, OsrInstant now)
{
  g_autoptr (GPtrArray) deadlines = osr_replica_get_deadlines (replica, c);

  return osr_contributions_new (c, deadlines, osr_replica_get_registry (replica), now);
}

static void
assert_contribution (GPtrArray *all, const char *body, OsrContributionState state,
                     const char *words)
{
  for (guint i = 0; i < all->len; i++) {
    const OsrContribution *one = all->pdata[i];

    if (!g_str_equal (one->body->body, body))
      continue;
    g_assert_cmpint (one->state, ==, state);
    g_assert_nonnull (strstr (one->says, words));
    return;
  }
  g_assert_not_reached ();
}

static void
test_contribution_states (void)
{
  g_autoptr (Desk) desk = joint_new ();
  g_autoptr (OsrReplica) replica = NULL;
  g_autoptr (OsrCase) c = NULL, later = NULL;
  g_autoptr (GPtrArray) before = NULL, after = NULL, none = NULL;
  g_autoptr (OsrCase) alone = NULL;

  replica = desk_open (desk, "olga");
  c = osr_replica_get_case (replica, desk_case (1));
  before = contributions_of (replica, c, osr_instant_parse ("2026-03-06T09:25:00+09:00"));
  g_assert_cmpuint (before->len, ==, 3);
  assert_contribution (before, "roads", OSR_CONTRIBUTION_AWAITED, "awaited by today");
  assert_contribution (before, "lights", OSR_CONTRIBUTION_WAITS, "waits until those before it");
  assert_contribution (before, "parks", OSR_CONTRIBUTION_AWAITED, "left");
  alone = osr_replica_get_case (replica, desk_case (2));
  none = contributions_of (replica, alone, desk->now);
  g_assert_cmpuint (none->len, ==, 0);
  osr_replica_close (replica);
  g_clear_object (&replica);

  desk_happen (desk, 1, "2026-03-06T11:00:00+09:00", "boris contributed", "{'body': 'roads'}",
               "{'text': 'Подъезд расчищен.'}");
  desk_at (desk, "2026-03-06T12:00:00+09:00");
  replica = desk_open (desk, "olga");
  later = osr_replica_get_case (replica, desk_case (1));
  after = contributions_of (replica, later, desk->now);
  assert_contribution (after, "roads", OSR_CONTRIBUTION_CAME, "came today");
  assert_contribution (after, "lights", OSR_CONTRIBUTION_AWAITED, "awaited by today");
  assert_contribution (after, "parks", OSR_CONTRIBUTION_MISSING, "missing at the limit: was due");
  osr_replica_close (replica);
}

/* What is missing is said in words to the curator; whoever writes puts in what came by one click. */
static void
test_contributions_shown (void)
{
  Seat seat;
  g_autofree char *text = NULL;

  seat.desk = joint_new ();
  desk_happen (seat.desk, 1, "2026-03-06T10:00:00+09:00", "boris contributed", "{'body': 'roads'}",
               "{'text': 'Подъезд расчищен.'}");
  desk_happen (seat.desk, 1, "2026-03-06T10:01:00+09:00", "olga drafter-named", "{'body': 'zhkh'}",
               NULL);
  desk_at (seat.desk, "2026-03-06T12:00:00+09:00");
  seat_sit (&seat, "anna", 1);
  g_assert_cmpint (osr_workplace_get_side (seat.workplace), ==, OSR_SIDE_COMPOSE);
  g_assert_true (says (seat.facts, "Подъезд расчищен."));
  g_assert_true (says (seat.facts, "missing at the limit"));
  gtk_widget_activate_action (seat.facts, "facts.insert", "s", "roads");
  text = draft_text (&seat);
  g_assert_cmpstr (text, ==, "Подъезд расчищен.");
  gtk_widget_activate_action (seat.facts, "facts.insert", "s", "parks");
  g_clear_pointer (&text, g_free);
  text = draft_text (&seat);
  g_assert_cmpstr (text, ==, "Подъезд расчищен.");
  seat_leave (&seat);
}

/* --- reports --- */

static void
assert_lines (Desk *desk, guint n, const char *titles)
{
  g_autoptr (OsrReplica) replica = desk_open (desk, "olga");
  g_autoptr (OsrCase) c = osr_replica_get_case (replica, desk_case (n));
  g_autoptr (GPtrArray) lines =
      osr_report_lines_new (c, osr_replica_get_registry (replica), desk->now);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++) {
    const OsrReportLine *line = lines->pdata[i];

    g_string_append_printf (text, "%d %s|%s;", line->state, line->title, line->says);
  }
  g_assert_cmpstr (text->str, ==, titles);
  osr_replica_close (replica);
}

/* Owed, made, received: each with whom and when. */
static void
test_reports (void)
{
  g_autoptr (Desk) desk = morning_new ();

  assert_lines (desk, 1, "");
  desk_happen (desk, 1, "2026-03-06T10:13:00+09:00", "olga triaged",
               "{'topics': ['heating'], 'locality': 'Благовещенск', 'importance': 'high',"
               "'significant': true}",
               NULL);
  assert_lines (desk, 1,
                "0 Immediate report|to: the deputy chairman of the Government for internal and "
                "information policy · still to be made;");
  desk_happen (desk, 1, "2026-03-06T10:14:00+09:00", "olga reported",
               "{'report': 'immediate-report', 'to': 'Chief'}", "{'text': 'Третий день.'}");
  assert_lines (desk, 1,
                "1 Immediate report|to: Chief · today 10:14, Ольга Сомова · no receipt yet;");
}

static void
test_receipt (void)
{
  g_autoptr (Desk) desk = morning_new ();
  g_autoptr (OsrReplica) replica = NULL;
  g_autoptr (OsrCase) c = NULL;
  g_autofree char *receipt = NULL;

  desk_happen (desk, 1, "2026-03-06T10:14:00+09:00", "olga reported",
               "{'report': 'immediate-report', 'to': 'Chief'}", "{'text': 'Третий день.'}");
  replica = desk_open (desk, "olga");
  c = osr_replica_get_case (replica, desk_case (1));
  receipt = g_strdup_printf ("{'report': %" G_GINT64_FORMAT "}", c->version);
  osr_replica_close (replica);
  desk_happen (desk, 1, "2026-03-06T10:20:00+09:00", "boris acknowledged", receipt, NULL);
  desk_happen (desk, 1, "2026-03-06T10:21:00+09:00", "olga deficiency-noted",
               "{'body': 'zhkh', 'ground': 'deficiency'}", "{'text': 'Дважды за неделю.'}");
  assert_lines (desk, 1,
                "2 Immediate report|to: Chief · today 10:14, Ольга Сомова · received by Борис "
                "Чернов today 10:20;"
                "1 Deficiency notice: Минжилкомхоз, poor work|to: the deputy chairmen of the "
                "Government, by their fields · today 10:21, Ольга Сомова · no receipt yet;");
}

/* Two steps where the text has two: the second is owed once the first was made. */
static void
test_two_steps (void)
{
  g_autoptr (Desk) desk = desk_new ("2026-03-06T08:00:00+09:00");
  g_autoptr (OsrReplica) replica = NULL;
  g_autoptr (OsrCase) c = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  const OsrReportLine *owed;

  desk_adopt (desk, "buryatia");
  desk_route (desk, 1, "2026-03-06T10:00:00+09:00", "zhkh");
  desk_happen (desk, 1, "2026-03-06T10:14:00+09:00", "olga reported",
               "{'report': 'immediate-report', 'step': 1, 'to': 'Chief'}", "{'text': 'Now.'}");
  replica = desk_open (desk, "olga");
  c = osr_replica_get_case (replica, desk_case (1));
  lines = osr_report_lines_new (c, osr_replica_get_registry (replica), desk->now);
  g_assert_cmpuint (lines->len, ==, 2);
  owed = lines->pdata[0];
  g_assert_cmpint (owed->state, ==, OSR_REPORT_LINE_OWED);
  g_assert_cmpstr (owed->title, ==, "Immediate report, step 2 of 2");
  osr_replica_close (replica);
}

/* --- a repeat --- */

static void
test_repeat (void)
{
  Seat seat;
  g_autofree char *link = g_strdup_printf ("{'earlier': '%s'}", desk_case (4));

  seat.desk = morning_new ();
  desk_submit (seat.desk, 4, MORNING, "anna", "zhkh", "Вывезут до 6 марта.");
  desk_happen (seat.desk, 4, MORNING, "anna promised", "{'date': '2026-03-05'}", NULL);
  desk_happen (seat.desk, 1, MORNING, "olga linked", link, NULL);
  seat_sit (&seat, "anna", 1);
  g_assert_true (says (seat.facts, "Repeats case No. 2026-"));
  g_assert_true (says (seat.facts, "мусор не вывозят"));
  g_assert_true (says (seat.facts, "the promised day is over: 5 March"));
  gtk_widget_activate_action (seat.facts, "facts.open-earlier", NULL);
  g_assert_cmpstr (osr_workplace_get_case_id (seat.workplace), ==, desk_case (4));
  g_assert_true (says (seat.facts, "the promised day is over: 5 March"));
  gtk_widget_activate_action (seat.facts, "facts.keep-promise", NULL);
  g_assert_null (osr_case_get_promise (case_of (&seat)));
  g_assert_false (says (seat.facts, "promised"));
  seat_leave (&seat);
}

/* A case that the person may not see is named and no more. */
static void
test_repeat_unseen (void)
{
  Seat seat;
  g_autofree char *link = g_strdup_printf ("{'earlier': '%s'}", desk_case (2));

  seat.desk = morning_new ();
  desk_happen (seat.desk, 1, MORNING, "olga linked", link, NULL);
  seat_sit (&seat, "anna", 1);
  g_assert_true (says (seat.facts, "not among those that you may see"));
  g_assert_false (says (seat.facts, "автобус"));
  seat_leave (&seat);
}

static void
test_link (void)
{
  Seat seat;
  GtkWidget *list;

  seat.desk = morning_new ();
  desk_find (seat.desk, 10, "2026-03-06T10:11:00+09:00", "Ольга М.",
             "Третий день нет отопления в доме, в квартире +13, двое детей. УК трубку не берёт!");
  desk_route (seat.desk, 10, "2026-03-06T10:12:00+09:00", "zhkh");
  seat_sit (&seat, "olga", 10);
  list = g_object_ref_sink (g_object_new (OSR_TYPE_SIMILAR_LIST, NULL));
  osr_similar_list_show (OSR_SIMILAR_LIST (list), OSR_PANE (seat.composer));
  g_assert_cmpuint (osr_similar_list_get_count (OSR_SIMILAR_LIST (list)), >, 0);
  g_assert_false (case_of (&seat)->repeat);
  gtk_widget_activate_action (list, "similar.link", "s", desk_case (1));
  g_assert_true (case_of (&seat)->repeat);
  g_assert_cmpstr (case_of (&seat)->repeats, ==, desk_case (1));
  g_assert_nonnull (case_of (&seat)->repeats_number);
  g_object_unref (list);
  seat_leave (&seat);
}

/* --- a changed message --- */

static Desk *
changed_new (void)
{
  Desk *desk = morning_new ();

  desk_happen (desk, 1, MORNING, "monitor message-changed", NULL,
               "{'text': 'Третий день нет воды в доме.'}");
  return desk;
}

static void
test_change_of_curator (void)
{
  Seat seat;

  seat.desk = changed_new ();
  seat_sit (&seat, "olga", 1);
  g_assert_true (says (seat.change, "отопления"));
  g_assert_true (says (seat.change, "воды"));
  g_assert_true (says (seat.change, "Decide which of the two is answered."));
  gtk_widget_activate_action (seat.change, "change.go-by", "s", "first");
  g_assert_cmpstr (case_of (&seat)->goes_by, ==, "first");
  g_assert_true (says (seat.change, "Decided: the reply goes by the first text."));
  seat_leave (&seat);
}

static void
test_change_of_executor (void)
{
  Seat seat;

  seat.desk = changed_new ();
  seat_sit (&seat, "anna", 1);
  g_assert_true (says (seat.change, "The curator has not decided yet"));
  g_assert_false (says (seat.change, "Answer the first text"));
  gtk_widget_activate_action (seat.change, "change.go-by", "s", "first");
  g_assert_null (case_of (&seat)->goes_by);
  osr_workplace_open_case (seat.workplace, desk_case (6));
  g_assert_false (gtk_widget_get_visible (seat.change));
  seat_leave (&seat);
}

/* --- a promised day in the text --- */

static void
test_offer (void)
{
  Seat seat;
  GtkWidget *offer;

  seat.desk = morning_new ();
  seat_sit (&seat, "anna", 1);
  offer = find_child (seat.composer, OSR_TYPE_PROMISE_OFFER);
  g_assert_false (gtk_widget_get_visible (offer));
  osr_composer_pane_put_text (OSR_COMPOSER_PANE (seat.composer), "Исправим до 1 апреля.");
  g_assert_true (gtk_widget_get_visible (offer));
  g_assert_cmpstr (osr_promise_offer_get_date (OSR_PROMISE_OFFER (offer)), ==, "2026-04-01");
  g_assert_true (says (offer, "до 1 апреля"));
  gtk_widget_activate_action (offer, "promise.note", NULL);
  g_assert_cmpstr (osr_case_get_promise (case_of (&seat))->date, ==, "2026-04-01");
  g_assert_false (gtk_widget_get_visible (offer));
  g_assert_true (says (seat.facts, "promised until 1 April"));
  osr_composer_pane_put_text (OSR_COMPOSER_PANE (seat.composer), "Исправим до 1 апреля!");
  g_assert_false (gtk_widget_get_visible (offer));
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
  g_test_add_func ("/app/facts/contribution-states", test_contribution_states);
  g_test_add_func ("/app/facts/contributions-shown", test_contributions_shown);
  g_test_add_func ("/app/facts/reports", test_reports);
  g_test_add_func ("/app/facts/receipt", test_receipt);
  g_test_add_func ("/app/facts/two-steps", test_two_steps);
  g_test_add_func ("/app/facts/repeat", test_repeat);
  g_test_add_func ("/app/facts/repeat-unseen", test_repeat_unseen);
  g_test_add_func ("/app/facts/link", test_link);
  g_test_add_func ("/app/facts/change-of-curator", test_change_of_curator);
  g_test_add_func ("/app/facts/change-of-executor", test_change_of_executor);
  g_test_add_func ("/app/facts/offer", test_offer);
  return g_test_run ();
}
