/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window on a display: every class comes out of its template, every state can be drawn, the
 * panes lay themselves out by width, keys reach the queue. GTK's warnings fail the test. Pictures of
 * the states are kept where OSR_TEST_PICTURES says, to be looked at. */
#include <glib/gi18n.h>

#include "app/composer/osr-composer-pane.h"
#include "app/composer/osr-publish-pane.h"
#include "app/detail/osr-detail-pane.h"
#include "app/duties/osr-duties-dialog.h"
#include "app/frame/osr-attention-dialog.h"
#include "app/frame/osr-attention-row.h"
#include "app/frame/osr-attention-strip.h"
#include "app/frame/osr-connection-mark.h"
#include "app/frame/osr-person-mark.h"
#include "app/frame/osr-screenshot.h"
#include "app/frame/osr-sign-in-page.h"
#include "app/queue/osr-queue-pane.h"
#include "app/queue/osr-queue-row.h"
#include "app/triage/osr-review-pane.h"
#include "app/triage/osr-take-pane.h"
#include "app/triage/osr-triage-pane.h"
#include "app/triage/osr-waiting-pane.h"
#include "osr-app-cases.h"
#include "osr-window-fixture.h"
#include "sync/osr-replica-private.h"

static void
set_up (Screen *screen, gconstpointer person)
{
  screen->desk = morning_new ();
  screen_make_of_desk (screen);
  if (person != NULL)
    screen_sign_in (screen, person);
  gtk_window_present (GTK_WINDOW (screen->window));
  screen_settle (screen);
}

static void
picture_of (Screen *screen, GtkWindow *window, const char *name)
{
  const char *folder = g_getenv ("OSR_TEST_PICTURES");
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  screen_settle (screen);
  if (folder == NULL)
    folder = screen->desk->folder;
  path = osr_screenshot_dup_path (folder, name);
  osr_screenshot_save (window, path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
picture (Screen *screen, const char *name)
{
  picture_of (screen, GTK_WINDOW (screen->window), name);
}

static void
test_classes (void)
{
  GType types[] = {
    OSR_TYPE_COMPOSER_PANE, OSR_TYPE_PUBLISH_PANE,    OSR_TYPE_DETAIL_PANE,
    OSR_TYPE_QUEUE_PANE,    OSR_TYPE_QUEUE_ROW,       OSR_TYPE_REVIEW_PANE,
    OSR_TYPE_TAKE_PANE,     OSR_TYPE_TRIAGE_PANE,     OSR_TYPE_WAITING_PANE,
    OSR_TYPE_PANES,         OSR_TYPE_SIGN_IN_PAGE,    OSR_TYPE_CONNECTION_MARK,
    OSR_TYPE_PERSON_MARK,   OSR_TYPE_ATTENTION_STRIP,
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    GtkWidget *widget = g_object_ref_sink (g_object_new (types[i], NULL));

    g_assert_nonnull (gtk_widget_get_first_child (widget));
    g_assert_finalize_object (G_OBJECT (widget));
  }
}

static void
test_shortcuts (Screen *screen, gconstpointer data)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/org/region/OpenSources/gtk/help-overlay.ui");
  GtkWidget *overlay = GTK_WIDGET (gtk_builder_get_object (builder, "help_overlay"));

  g_assert_true (GTK_IS_SHORTCUTS_WINDOW (overlay));
  gtk_window_destroy (GTK_WINDOW (overlay));
}

static void
test_sign_in (Screen *screen, gconstpointer data)
{
  g_assert_cmpint (osr_session_get_state (screen->session), ==, OSR_SESSION_CLOSED);
  osr_window_prefill (screen->window, "no address at all ://", "anna");
  picture (screen, "sign-in");
}

/* Every case of the morning can be shown to every person. */
static void
test_every_case (Screen *screen, gconstpointer person)
{
  for (guint n = 1; n <= 9; n++) {
    g_autofree char *name = g_strdup_printf ("%s-case-%u", (const char *) person, n);

    osr_workplace_open_case (screen->workplace, desk_case (n));
    if (osr_workplace_get_case (screen->workplace) != NULL)
      picture (screen, name);
  }
}

static int
selected_row (OsrPanes *panes)
{
  OsrWorkplace *workplace = osr_pane_get_workplace (OSR_PANE (panes));
  const char *id = osr_workplace_get_case_id (workplace);
  g_autoptr (GPtrArray) ids =
      osr_replica_list (osr_workplace_get_replica (workplace), OSR_QUEUE_ACT, NULL);

  for (guint i = 0; i < ids->len; i++)
    if (g_strcmp0 (id, g_ptr_array_index (ids, i)) == 0)
      return (int) i;
  return -1;
}

static void
test_next (Screen *screen, gconstpointer data)
{
  OsrPanes *panes = osr_window_get_panes (screen->window);
  GtkWidget *widget = GTK_WIDGET (screen->window);

  g_assert_cmpint (selected_row (panes), ==, 0); /* what presses stands open from the start */
  gtk_widget_activate_action (widget, "queue.next", NULL);
  g_assert_cmpint (selected_row (panes), ==, 1);
  gtk_widget_activate_action (widget, "queue.previous", NULL);
  gtk_widget_activate_action (widget, "queue.previous", NULL);
  g_assert_cmpint (selected_row (panes), ==, 0);
}

static void
test_filter (Screen *screen, gconstpointer data)
{
  GtkWidget *queue = osr_panes_get_queue (osr_window_get_panes (screen->window));
  g_autofree char *filter = NULL;

  gtk_widget_activate_action (GTK_WIDGET (screen->window), "queue.filter", "s", "overdue");
  g_object_get (queue, "filter", &filter, NULL);
  g_assert_cmpstr (filter, ==, "overdue");
  picture (screen, "empty-overdue");
  gtk_widget_activate_action (GTK_WIDGET (screen->window), "queue.search", NULL);
  picture (screen, "search");
}

/* Once something was chosen or let go, nothing is opened by itself any more. */
static void
test_first_once (Screen *screen, gconstpointer data)
{
  OsrReplica *replica = osr_workplace_get_replica (screen->workplace);

  g_assert_nonnull (osr_workplace_get_case_id (screen->workplace));
  osr_workplace_open_case (screen->workplace, NULL);
  g_signal_emit_by_name (replica, "queue-changed");
  screen_settle (screen);
  g_assert_null (osr_workplace_get_case_id (screen->workplace));
  picture (screen, "nothing-open");
}

/* The open case stays open wherever its row goes, and when the filter hides it. */
static void
test_selection_follows (Screen *screen, gconstpointer data)
{
  osr_workplace_open_case (screen->workplace, desk_case (1));
  gtk_widget_activate_action (GTK_WIDGET (screen->window), "queue.filter", "s", "overdue");
  gtk_widget_activate_action (GTK_WIDGET (screen->window), "queue.filter", "s", "all");
  screen_settle (screen);
  g_assert_cmpstr (osr_workplace_get_case_id (screen->workplace), ==, desk_case (1));
}

static void
test_layouts (void)
{
  g_assert_cmpint (osr_panes_layout_for (1360), ==, OSR_LAYOUT_WIDE);
  g_assert_cmpint (osr_panes_layout_for (1024), ==, OSR_LAYOUT_MEDIUM);
  g_assert_cmpint (osr_panes_layout_for (480), ==, OSR_LAYOUT_NARROW);
}

static void
resize (Screen *screen, int width, int height, OsrLayout layout)
{
  OsrPanes *panes = osr_window_get_panes (screen->window);

  gtk_window_set_default_size (GTK_WINDOW (screen->window), width, height);
  for (guint i = 0; i < 100 && osr_panes_get_layout (panes) != layout; i++)
    screen_settle (screen);
  g_assert_cmpint (osr_panes_get_layout (panes), ==, layout);
  screen_settle (screen);
}

static void
test_sizes (Screen *screen, gconstpointer data)
{
  OsrPanes *panes = osr_window_get_panes (screen->window);
  int queue, side;

  osr_panes_set_widths (panes, 400, 420);
  osr_workplace_open_case (screen->workplace, desk_case (3));
  screen_settle (screen);
  resize (screen, 1024, 600, OSR_LAYOUT_MEDIUM);
  picture (screen, "medium");
  resize (screen, 480, 700, OSR_LAYOUT_NARROW);
  g_assert_cmpint (osr_panes_get_page (panes), ==, OSR_PANES_PAGE_QUEUE);
  picture (screen, "narrow-queue");
  gtk_widget_activate_action (GTK_WIDGET (screen->window), "win.page", "s", "message");
  picture (screen, "narrow-message");
  gtk_widget_activate_action (GTK_WIDGET (screen->window), "win.page", "s", "side");
  picture (screen, "narrow-side");
  gtk_widget_activate_action (GTK_WIDGET (screen->window), "win.back", NULL);
  g_assert_cmpint (osr_panes_get_page (panes), ==, OSR_PANES_PAGE_MESSAGE);
  resize (screen, 1360, 840, OSR_LAYOUT_WIDE);
  osr_panes_get_widths (panes, &queue, &side);
  g_assert_cmpint (queue, ==, 400);
  g_assert_cmpint (side, ==, 420);
}

static void
test_toast (Screen *screen, gconstpointer data)
{
  osr_workplace_open_case (screen->workplace, desk_case (9));
  g_assert_false (osr_workplace_act (screen->workplace, "routed", NULL, NULL));
  picture (screen, "refused");
}

static void
open_with_refusal (Screen *screen, const char *text)
{
  osr_session_close (screen->session);
  desk_refuse (screen->desk, "anna", 1, text);
  desk_fill (screen->desk, "anna"); /* the session is kept, too */
  osr_session_open (screen->session, DESK_SERVER, "anna", NULL);
  screen_settle (screen);
}

/* By the menu; and with rows, in an office whose regulation asks for something. */
static void
test_duties (Screen *screen, gconstpointer data)
{
  g_autoptr (Desk) desk = desk_new ("2026-02-10T10:00:00+09:00");
  g_autoptr (OsrWorkplace) workplace = osr_workplace_new ();
  g_autoptr (OsrReplica) replica = NULL;
  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (screen->window), "win.show-duties", NULL);
  g_assert_nonnull (find_window (OSR_TYPE_DUTIES_DIALOG));
  gtk_window_destroy (GTK_WINDOW (find_window (OSR_TYPE_DUTIES_DIALOG)));
  g_assert_null (find_window (OSR_TYPE_DUTIES_DIALOG));

  desk_adopt (desk, "saratov");
  desk_at (desk, "2026-03-06T10:00:00+09:00");
  replica = desk_open (desk, "anna");
  osr_workplace_set_replica (workplace, replica);
  dialog = osr_duties_dialog_new (GTK_WINDOW (screen->window), workplace);
  gtk_window_present (GTK_WINDOW (dialog));
  screen_settle (screen);
  picture_of (screen, GTK_WINDOW (dialog), "duties");
  gtk_window_destroy (GTK_WINDOW (dialog));
  osr_workplace_set_replica (workplace, NULL);
  osr_replica_close (replica);
}

/* A refused text comes back into the composer, below what was written meanwhile. */
static void
test_attention (Screen *screen, gconstpointer data)
{
  OsrReplica *replica;
  OsrWriting *writing;
  GtkWidget *dialog;
  GtkWidget *row;
  guint attention = 0;

  open_with_refusal (screen, "Ольга, здравствуйте! <i>Слесарь</i> придёт сегодня.");
  replica = osr_workplace_get_replica (screen->workplace);
  osr_replica_write (replica, desk_case (1), "final", "Новое начало.");
  picture (screen, "attention");
  gtk_widget_activate_action (GTK_WIDGET (screen->window), "win.show-attention", NULL);
  dialog = find_window (OSR_TYPE_ATTENTION_DIALOG);
  g_assert_nonnull (dialog);
  gtk_test_widget_wait_for_draw (dialog);
  row = find_child (dialog, OSR_TYPE_ATTENTION_ROW);
  g_assert_nonnull (row);
  gtk_widget_activate_action (row, "attention.restore", NULL);
  screen_settle (screen);
  g_assert_cmpstr (osr_workplace_get_case_id (screen->workplace), ==, desk_case (1));
  writing = osr_replica_get_writing (replica, desk_case (1));
  g_assert_nonnull (writing);
  g_assert_cmpstr (writing->text, ==,
                   "Новое начало.\n\nОльга, здравствуйте! <i>Слесарь</i> придёт сегодня.");
  osr_writing_free (writing);
  g_object_get (replica, "attention", &attention, NULL);
  g_assert_cmpuint (attention, ==, 0);
  g_assert_null (find_window (OSR_TYPE_ATTENTION_DIALOG));
}

static GtkWindow *
find_question (void)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (all, i);

    if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_visible (GTK_WIDGET (window)))
      return window;
  }
  return NULL;
}

/* A step and a text that have not gone out: (transfer full) uuid of the step */
static char *
leave_undelivered (Screen *screen)
{
  OsrReplica *replica = osr_workplace_get_replica (screen->workplace);
  g_autoptr (JsonObject) payload = json_object_new ();
  g_autoptr (GError) error = NULL;
  char *uuid;

  json_object_set_string_member (payload, "text", "Звонили в УК");
  uuid = osr_replica_act (replica, desk_case (1), "noted", NULL, payload, &error);
  g_assert_no_error (error);
  osr_replica_write (replica, desk_case (1), "final", "Ольга, здравствуйте!");
  gtk_widget_activate_action (GTK_WIDGET (screen->window), "win.sign-out", NULL);
  screen_settle (screen);
  return uuid;
}

/* What has not gone out is asked about; who stays goes on. */
static void
test_sign_out_asks (Screen *screen, gconstpointer data)
{
  g_autofree char *uuid = leave_undelivered (screen);
  GtkWindow *question = find_question ();

  g_assert_nonnull (question);
  g_assert_nonnull (
      strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (question)), "1 step, 1 text"));
  g_assert_cmpint (osr_session_get_state (screen->session), ==, OSR_SESSION_OPEN);
  picture_of (screen, question, "sign-out-asks");
  gtk_window_close (question); /* Escape: stays */
  screen_settle (screen);
  g_assert_null (find_question ());
  g_assert_cmpint (osr_session_get_state (screen->session), ==, OSR_SESSION_OPEN);
}

/* The question answers itself with the last delivery, be it a step or a text. */
static void
test_sign_out_delivers (Screen *screen, gconstpointer data)
{
  g_autofree char *uuid = leave_undelivered (screen);
  OsrReplica *replica = osr_workplace_get_replica (screen->workplace);
  OsrOutboxWriting *writing = osr_outbox_get_writing (replica->outbox, desk_case (1), NULL);

  g_assert_nonnull (find_question ());
  g_assert_true (osr_outbox_settle (replica->outbox, uuid, 99, NULL));
  osr_replica_notify_counts (replica);
  screen_settle (screen);
  g_assert_nonnull (find_question ());
  g_assert_true (
      osr_outbox_writing_sent (replica->outbox, desk_case (1), writing->revision, 1, NULL));
  osr_outbox_writing_free (writing);
  while (osr_session_get_state (screen->session) != OSR_SESSION_CLOSED)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (find_question ());
}

/* Signing out leaves nothing of the person in the window. */
static void
test_sign_out (Screen *screen, gconstpointer data)
{
  osr_workplace_open_case (screen->workplace, desk_case (3));
  gtk_widget_activate_action (GTK_WIDGET (screen->window), "win.sign-out", NULL);
  screen_settle (screen);
  g_assert_cmpint (osr_session_get_state (screen->session), ==, OSR_SESSION_CLOSED);
  g_assert_null (osr_workplace_get_replica (screen->workplace));
  g_assert_null (osr_workplace_get_case_id (screen->workplace));
}

static void
add (const char *path, const char *person, void (*test) (Screen *, gconstpointer))
{
  g_test_add (path, Screen, person, set_up, test, screen_leave);
}

static void
add_tests (void)
{
  g_test_add_func ("/app/window/classes", test_classes);
  g_test_add_func ("/app/window/layouts", test_layouts);
  add ("/app/window/shortcuts", NULL, test_shortcuts);
  add ("/app/window/sign-in", NULL, test_sign_in);
  add ("/app/window/every-case/curator", "olga", test_every_case);
  add ("/app/window/every-case/executor", "anna", test_every_case);
  add ("/app/window/next", "anna", test_next);
  add ("/app/window/filter", "anna", test_filter);
  add ("/app/window/first-once", "anna", test_first_once);
  add ("/app/window/selection", "anna", test_selection_follows);
  add ("/app/window/sizes", "anna", test_sizes);
  add ("/app/window/refused", "olga", test_toast);
  add ("/app/window/attention", "anna", test_attention);
  add ("/app/window/duties", "anna", test_duties);
  add ("/app/window/sign-out", "anna", test_sign_out);
  add ("/app/window/sign-out/asks", "anna", test_sign_out_asks);
  add ("/app/window/sign-out/delivers", "anna", test_sign_out_delivers);
}

int
main (int argc, char **argv)
{
  if (!window_test_init (&argc, &argv))
    return 0;
  add_tests ();
  return window_test_run ();
}
