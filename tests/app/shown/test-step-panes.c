/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps in the window, on a replica without a coordinator: the menu, the dialog, what is owed in
 * place, several bodies at a time, several messages at a time. Needs a display. */
#include <adwaita.h>
#include <string.h>

#include "app/queue/osr-batch-dialog.h"
#include "app/queue/osr-queue-pane.h"
#include "app/detail/osr-detail-pane.h"
#include "app/steps/osr-body-order.h"
#include "app/steps/osr-choice-list.h"
#include "app/steps/osr-step-dialog.h"
#include "app/steps/osr-step-input.h"
#include "app/steps/osr-step-menu.h"
#include "app/steps/osr-step-pane.h"
#include "app/triage/osr-several-bodies.h"
#include "app/triage/osr-triage-pane.h"
#include "core/osr-json.h"
#include "osr-app-cases.h"
#include "osr-window-fixture.h"

static void
sit_at (Seat *seat, const char *person, guint n, GtkWidget *pane)
{
  seat_sit (seat, person, pane);
  seat_open (seat, n);
}

static OsrEvent *
last_event (Seat *seat)
{
  GPtrArray *events = osr_workplace_get_case (seat->workplace)->events;

  return events->pdata[events->len - 1];
}

static gboolean
lists (GPtrArray *steps, const char *name)
{
  for (guint i = 0; i < steps->len; i++) {
    if (g_str_equal (((const OsrStepKind *) steps->pdata[i])->name, name))
      return TRUE;
  }
  return FALSE;
}

/* What can be done now, what at another time; neither what the profile has not nor what is another
 * role's. */
static void
test_menu (void)
{
  Seat seat = { .desk = morning_new () };
  g_autoptr (GPtrArray) now = NULL;
  g_autoptr (GPtrArray) later = NULL;
  OsrStepMenu *menu;

  sit_at (&seat, "olga", 1, osr_detail_pane_new ());
  menu = OSR_STEP_MENU (find_child (seat.pane, OSR_TYPE_STEP_MENU));
  now = osr_step_menu_list (menu, TRUE);
  later = osr_step_menu_list (menu, FALSE);
  g_assert_true (lists (now, "returned:recall"));
  g_assert_true (lists (now, "contribution-requested"));
  g_assert_true (lists (later, "evaluated"));
  g_assert_false (lists (now, "evaluated"));
  g_assert_false (lists (now, "returned") || lists (later, "returned"));
  g_assert_false (lists (now, "referred") || lists (later, "referred"));
  g_assert_false (lists (now, "assigned:take") || lists (later, "assigned:take"));
  gtk_widget_activate_action (GTK_WIDGET (menu), "steps.menu", NULL);
  gtk_widget_activate_action (GTK_WIDGET (menu), "steps.take", "s", "evaluated");
  g_assert_null (find_window (OSR_TYPE_STEP_DIALOG));
  seat_leave (&seat);
}

/* Asked for in the dialog, refused while something is missing, written when it is there. */
static void
test_dialog (void)
{
  Seat seat = { .desk = morning_new () };
  GtkWidget *dialog;
  OsrStepForm *form;

  sit_at (&seat, "olga", 1, osr_detail_pane_new ());
  gtk_widget_activate_action (find_child (seat.pane, OSR_TYPE_STEP_MENU), "steps.take", "s",
                              "returned:recall");
  dialog = find_window (OSR_TYPE_STEP_DIALOG);
  g_assert_nonnull (dialog);
  form = osr_step_dialog_get_form (OSR_STEP_DIALOG (dialog));
  gtk_widget_activate_action (dialog, "step.do", NULL);
  g_assert_cmpint (osr_workplace_get_case (seat.workplace)->state, ==, OSR_CASE_ROUTED);
  osr_step_form_set (form, "reason", "Не их вопрос");
  gtk_widget_activate_action (dialog, "step.do", NULL);
  g_assert_cmpint (osr_workplace_get_case (seat.workplace)->state, ==, OSR_CASE_RETURNED);
  g_assert_cmpstr (osr_workplace_get_case (seat.workplace)->reason, ==, "Не их вопрос");
  seat_leave (&seat);
}

/* Another case is opened: the dialog does not act on that one. */
static void
test_dialog_of_another (void)
{
  Seat seat = { .desk = morning_new () };

  sit_at (&seat, "olga", 1, osr_detail_pane_new ());
  gtk_widget_activate_action (find_child (seat.pane, OSR_TYPE_STEP_MENU), "steps.take", "s",
                              "noted");
  g_assert_nonnull (find_window (OSR_TYPE_STEP_DIALOG));
  osr_workplace_open_case (seat.workplace, desk_case (2));
  g_assert_null (find_window (OSR_TYPE_STEP_DIALOG));
  seat_leave (&seat);
}

static void
ask_roads (Seat *seat)
{
  seat->desk = morning_new ();
  desk_happen (seat->desk, 1, "2026-03-06T10:11:00+09:00", "olga contribution-requested",
               "{'body': 'roads'}", "{'text': 'Когда пустят автобус?'}");
}

/* Information that is owed is given in place. */
static void
test_contributed (void)
{
  Seat seat;
  OsrStepForm *form;

  ask_roads (&seat);
  sit_at (&seat, "boris", 1, osr_step_pane_new ());
  g_assert_cmpint (osr_workplace_get_side (seat.workplace), ==, OSR_SIDE_STEP);
  form = osr_step_pane_get_form (OSR_STEP_PANE (seat.pane));
  gtk_widget_activate_action (seat.pane, "step.do", NULL);
  g_assert_false (osr_event_is (last_event (&seat), "contributed"));
  osr_step_form_set (form, "text", "С понедельника.");
  gtk_widget_activate_action (seat.pane, "step.do", NULL);
  g_assert_true (osr_event_is (last_event (&seat), "contributed"));
  g_assert_cmpstr (osr_event_get_string (last_event (&seat), "body"), ==, "roads");
  g_assert_cmpstr (osr_event_get_payload_string (last_event (&seat), "text"), ==,
                   "С понедельника.");
  g_assert_cmpint (osr_workplace_get_side (seat.workplace), ==, OSR_SIDE_NONE);
  seat_leave (&seat);
}

/* What was being written stands there when the case is opened again. */
static void
test_words_kept (void)
{
  Seat seat;
  OsrStepForm *form;
  g_autoptr (GHashTable) values = NULL;

  ask_roads (&seat);
  sit_at (&seat, "boris", 1, osr_step_pane_new ());
  form = osr_step_pane_get_form (OSR_STEP_PANE (seat.pane));
  osr_step_form_set (form, "text", "С понед");
  osr_workplace_open_case (seat.workplace, desk_case (2));
  osr_workplace_open_case (seat.workplace, desk_case (1));
  values = osr_step_form_dup_values (form);
  g_assert_cmpstr (g_hash_table_lookup (values, "text"), ==, "С понед");
  seat_leave (&seat);
}

/* Instead of giving information it may be returned, in the dialog. */
static void
test_other (void)
{
  Seat seat;
  GtkWidget *dialog;

  ask_roads (&seat);
  sit_at (&seat, "boris", 1, osr_step_pane_new ());
  gtk_widget_activate_action (seat.pane, "step.other", NULL);
  dialog = find_window (OSR_TYPE_STEP_DIALOG);
  g_assert_nonnull (dialog);
  osr_step_form_set (osr_step_dialog_get_form (OSR_STEP_DIALOG (dialog)), "reason", "Не наше");
  gtk_widget_activate_action (dialog, "step.do", NULL);
  g_assert_true (osr_event_is (last_event (&seat), "returned"));
  g_assert_cmpstr (osr_event_get_string (last_event (&seat), "body"), ==, "roads");
  seat_leave (&seat);
}

/* A question waits for the curator, who answers it in place. */
static void
test_question (void)
{
  Seat seat = { .desk = morning_new () };

  desk_happen (seat.desk, 4, "2026-03-06T10:11:00+09:00", "anna noted", "{'to': 'curator'}",
               "{'text': 'Чей это дом?'}");
  sit_at (&seat, "olga", 4, osr_step_pane_new ());
  g_assert_cmpint (osr_workplace_get_side (seat.workplace), ==, OSR_SIDE_STEP);
  osr_step_form_set (osr_step_pane_get_form (OSR_STEP_PANE (seat.pane)), "text", "Ваш.");
  gtk_widget_activate_action (seat.pane, "step.do", NULL);
  g_assert_true (osr_event_is (last_event (&seat), "noted"));
  g_assert_cmpint (osr_workplace_get_case (seat.workplace)->question, ==, 0);
  seat_leave (&seat);
}

static guint
count_routed (OsrCase *c)
{
  guint n = 0;

  for (guint i = 0; i < c->events->len; i++)
    n += osr_event_is (c->events->pdata[i], "routed");
  return n;
}

/* Several bodies, in the order that was made. */
static void
test_several_bodies (void)
{
  Seat seat = { .desk = morning_new () };
  OsrSeveralBodies *several;
  OsrCase *c;

  sit_at (&seat, "olga", 8, osr_triage_pane_new ());
  gtk_widget_activate_action (seat.pane, "triage.topic", "i", 1);
  several = OSR_SEVERAL_BODIES (find_child (seat.pane, OSR_TYPE_SEVERAL_BODIES));
  g_object_set (several, "active", TRUE, NULL);
  osr_several_bodies_choose (several, "zhkh", TRUE);
  osr_several_bodies_choose (several, "roads", TRUE);
  osr_body_order_move (OSR_BODY_ORDER (find_child (seat.pane, OSR_TYPE_BODY_ORDER)), "roads", -1);
  osr_several_bodies_set_ordered (several, TRUE);
  gtk_widget_activate_action (seat.pane, "triage.route", NULL);
  c = osr_workplace_get_case (seat.workplace);
  g_assert_cmpuint (count_routed (c), ==, 2);
  g_assert_cmpint (osr_case_find_body (c, "roads")->order, ==, 1);
  g_assert_cmpint (osr_case_find_body (c, "zhkh")->order, ==, 2);
  seat_leave (&seat);
}

static void
test_order (void)
{
  static const char *const choices[] = { "a", "Alpha", "b", "Beta", "c", "Gamma", NULL };
  static const char *const fewer[] = { "c", "Gamma", "b", "Beta", NULL };
  GtkWidget *widget = g_object_ref_sink (osr_body_order_new ("Bodies", TRUE));
  OsrBodyOrder *order = OSR_BODY_ORDER (widget);
  g_auto (GStrv) moved = NULL;
  g_auto (GStrv) left = NULL;
  g_autofree char *text = NULL;

  osr_body_order_set (order, choices);
  osr_body_order_choose (order, "a", TRUE);
  osr_body_order_choose (order, "b", TRUE);
  osr_body_order_choose (order, "c", TRUE);
  osr_body_order_choose (order, "nobody", TRUE);
  osr_body_order_move (order, "c", -1);
  osr_body_order_move (order, "a", -1); /* the first stays the first */
  moved = osr_body_order_dup (order);
  text = g_strjoinv (" ", moved);
  g_assert_cmpstr (text, ==, "a c b");
  g_assert_false (osr_body_order_is_ordered (order));
  osr_body_order_set_ordered (order, TRUE);
  g_assert_true (osr_body_order_is_ordered (order));
  osr_body_order_set (order, fewer);
  left = osr_body_order_dup (order);
  g_assert_cmpuint (g_strv_length (left), ==, 2);
  g_object_unref (widget);
}

/* Of one nothing is asked; what was chosen stays when others come. */
static void
test_choice (void)
{
  static const char *const one[] = { "a", "Alpha", NULL };
  static const char *const two[] = { "b", "Beta", "a", "Alpha", NULL };
  static const char *const others[] = { "b", "Beta", "c", "Gamma", NULL };
  GtkWidget *widget = g_object_ref_sink (osr_choice_list_new ("Bodies"));
  OsrChoiceList *list = OSR_CHOICE_LIST (widget);

  osr_choice_list_set (list, one);
  g_assert_cmpstr (osr_choice_list_get (list), ==, "a");
  osr_choice_list_set (list, two);
  g_assert_cmpstr (osr_choice_list_get (list), ==, "a");
  osr_choice_list_set (list, others);
  g_assert_null (osr_choice_list_get (list));
  g_object_unref (widget);
}

/* The curator who named nobody writes for all, from the office's account. */
static void
test_curator_writes (void)
{
  static const char at[] = "2026-03-06T10:11:00+09:00";
  Seat seat = { .desk = desk_new ("2026-03-06T08:00:00+09:00") };

  desk_adopt (seat.desk, "leningrad");
  desk_find (seat.desk, 1, "2026-03-06T09:00:00+09:00", "Вера", "Нет ни тепла, ни автобуса.");
  desk_route (seat.desk, 1, "2026-03-06T09:10:00+09:00", "zhkh");
  desk_happen (seat.desk, 1, at, "olga contribution-requested", "{'body': 'roads'}", NULL);
  desk_happen (seat.desk, 1, at, "boris contributed", "{'body': 'roads'}", "{'text': 'Завтра.'}");
  desk_happen (seat.desk, 1, at, "olga drafter-named", "{}", NULL);
  sit_at (&seat, "olga", 1, osr_step_pane_new ());
  g_assert_cmpint (osr_workplace_get_side (seat.workplace), ==, OSR_SIDE_COMPOSE);
  g_assert_true (osr_workplace_submit (seat.workplace, "final", "Вера, здравствуйте! Завтра."));
  g_assert_true (osr_event_is (last_event (&seat), "submitted"));
  g_assert_null (osr_event_get_string (last_event (&seat), "body"));
  g_assert_cmpstr (osr_event_get_string (last_event (&seat), "account"), ==, "gov");
  seat_leave (&seat);
}

/* On its own track the body sends its reply by the clause that lets it. */
static void
test_lone (void)
{
  static const char at[] = "2026-03-06T09:10:00+09:00";
  Seat seat = { .desk = desk_new ("2026-03-06T08:00:00+09:00") };

  desk_adopt (seat.desk, "leningrad");
  desk_happen (seat.desk, 1, at, "monitor found",
               "{'network': 'vk', 'account': 'zhkh-vk', 'native_id': '1', 'owner_id': '-2',"
               " 'post_id': '10', 'track': 'own-account', 'body': 'zhkh'}",
               "{'text': 'Когда дадут тепло?', 'author_name': 'Вера', 'author_id': '500'}");
  desk_happen (seat.desk, 1, at, "anna detected", "{'body': 'zhkh'}", NULL);
  sit_at (&seat, "anna", 1, osr_step_pane_new ());
  g_assert_true (osr_workplace_submit (seat.workplace, "final", "Вера, здравствуйте! Завтра."));
  g_assert_cmpstr (osr_event_get_string (last_event (&seat), "clause"), ==, "7.1");
  seat_leave (&seat);
}

static gboolean
is_control (GtkWidget *widget)
{
  return GTK_IS_TEXT_VIEW (widget) || GTK_IS_ENTRY (widget) || GTK_IS_LIST_BOX (widget) ||
         GTK_IS_LIST_BOX_ROW (widget);
}

/* A button may also be read by the label in it. */
static gboolean
is_named (GtkWidget *widget)
{
  if (gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
    return TRUE;
  return !is_control (widget);
}

static void
assert_named (GtkWidget *widget, const char *step)
{
  if (!is_named (widget))
    g_test_message ("%s: %s has no name", step, G_OBJECT_TYPE_NAME (widget));
  g_assert_true (is_named (widget));
  if (GTK_IS_ENTRY (widget) || GTK_IS_TEXT_VIEW (widget))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_named (child, step);
}

/* Every control of every step's form has a name for assistive technology. */
static void
test_names (void)
{
  static const char *const choices[] = { "a", "Alpha", "b", "Beta", NULL };

  for (guint i = 0; i < osr_step_count (); i++) {
    const OsrStepKind *step = osr_step_get (i);

    for (const OsrStepField *field = step->fields; field->member != NULL; field++) {
      GtkWidget *input = g_object_ref_sink (osr_step_input_new (field, TRUE));

      if (field->kind == OSR_STEP_FIELD_CHOICE || field->kind == OSR_STEP_FIELD_BODIES)
        osr_step_input_set_choices (OSR_STEP_INPUT (input), choices);
      assert_named (input, step->name);
      g_object_unref (input);
    }
  }
}

static GtkSelectionModel *
selection_of (Seat *seat)
{
  return gtk_list_view_get_model (GTK_LIST_VIEW (find_child (seat->pane, GTK_TYPE_LIST_VIEW)));
}

static OsrCaseState
state_of (Seat *seat, guint n)
{
  g_autoptr (OsrCase) c = osr_replica_get_case (seat->replica, desk_case (n));

  return c->state;
}

/* Shows all, and chooses every row; what is open stays open. */
static void
choose_all (Seat *seat)
{
  g_object_set (seat->pane, "filter", "all", NULL);
  gtk_selection_model_select_all (selection_of (seat));
}

/* Many with one decision: what fails of them is told in words, the others are done. */
static void
test_many (void)
{
  Seat seat = { .desk = morning_new () };
  GtkWidget *dialog, *bar;

  sit_at (&seat, "olga", 8, osr_queue_pane_new ());
  choose_all (&seat);
  g_assert_cmpstr (osr_workplace_get_case_id (seat.workplace), ==, desk_case (8));
  bar = find_child (seat.pane, g_type_from_name ("OsrBatchBar"));
  g_assert_true (gtk_widget_get_visible (bar));
  gtk_widget_activate_action (bar, "batch.route", NULL);
  dialog = find_window (OSR_TYPE_BATCH_DIALOG);
  g_assert_nonnull (dialog);
  gtk_widget_activate_action (dialog, "batch.do", NULL);
  g_assert_cmpint (state_of (&seat, 8), ==, OSR_CASE_DETECTED);
  osr_batch_dialog_set (OSR_BATCH_DIALOG (dialog), "topic", "pits");
  osr_batch_dialog_set (OSR_BATCH_DIALOG (dialog), "body", "roads");
  gtk_widget_activate_action (dialog, "batch.do", NULL);
  g_assert_cmpint (state_of (&seat, 8), ==, OSR_CASE_ROUTED);
  g_assert_cmpint (state_of (&seat, 9), ==, OSR_CASE_ROUTED);    /* taken, sorted and routed */
  g_assert_cmpint (state_of (&seat, 5), ==, OSR_CASE_SUBMITTED); /* not to be routed now */
  g_assert_true (gtk_widget_get_visible (bar));
  gtk_widget_activate_action (bar, "batch.clear", NULL);
  g_assert_false (gtk_widget_get_visible (bar));
  seat_leave (&seat);
}

static void
test_batch_words (void)
{
  Seat seat = { .desk = morning_new () };
  const char *const ids[] = { desk_case (8), desk_case (5), NULL };
  const OsrBatchDecision decision = { "dismissed", NULL, NULL, "not-processed", "harm", "Угроза" };
  g_autoptr (OsrBatchOutcome) outcome = NULL;
  g_autofree char *text = NULL;

  sit_at (&seat, "olga", 8, osr_queue_pane_new ());
  outcome = osr_batch_run (seat.replica, ids, &decision);
  text = osr_batch_outcome_to_text (outcome, &decision);
  g_assert_cmpuint (outcome->done, ==, 1);
  g_assert_cmpuint (outcome->failures->len, ==, 1);
  g_assert_true (g_str_has_prefix (text, "Left without a reply: 1 of 2.\nNo. 2026-"));
  g_assert_cmpint (state_of (&seat, 8), ==, OSR_CASE_DISMISSED);
  seat_leave (&seat);
}

int
main (int argc, char **argv)
{
  g_setenv ("GTK_A11Y", "test", TRUE); /* names are looked at */
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ()) {
    g_print ("1..0 # SKIP no display\n");
    return 0;
  }
  adw_init ();
  g_test_add_func ("/app/step-panes/menu", test_menu);
  g_test_add_func ("/app/step-panes/dialog", test_dialog);
  g_test_add_func ("/app/step-panes/dialog-of-another", test_dialog_of_another);
  g_test_add_func ("/app/step-panes/contributed", test_contributed);
  g_test_add_func ("/app/step-panes/words-kept", test_words_kept);
  g_test_add_func ("/app/step-panes/other", test_other);
  g_test_add_func ("/app/step-panes/question", test_question);
  g_test_add_func ("/app/step-panes/several-bodies", test_several_bodies);
  g_test_add_func ("/app/step-panes/order", test_order);
  g_test_add_func ("/app/step-panes/choice", test_choice);
  g_test_add_func ("/app/step-panes/curator-writes", test_curator_writes);
  g_test_add_func ("/app/step-panes/lone", test_lone);
  g_test_add_func ("/app/step-panes/names", test_names);
  g_test_add_func ("/app/step-panes/many", test_many);
  g_test_add_func ("/app/step-panes/batch-words", test_batch_words);
  return g_test_run ();
}
