/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the header says of doubts and of what waits: each of them as a mark with a sentence, never as a
 * dialog. Pictures are kept where OSR_TEST_PICTURES says, to be looked at. */

#include "app/frame/osr-connection-mark.h"
#include "app/frame/osr-first-sync-strip.h"
#include "app/frame/osr-header-doubts.h"
#include "app/frame/osr-screenshot.h"
#include "osr-app-cases.h"
#include "osr-window-fixture.h"
#include "sync/osr-replica-private.h"

/* Nothing answers at the desk's server. */
static void
set_up (Screen *screen, gconstpointer person)
{
  screen->desk = morning_new ();
  screen_make_of_desk (screen);
  screen_sign_in (screen, person);
  gtk_window_present (GTK_WINDOW (screen->window));
  while (osr_replica_get_connection (screen->replica) != OSR_CONNECTION_OFFLINE)
    g_main_context_iteration (NULL, TRUE);
  screen_settle (screen);
}

/* The words that the mark shows, in their order. */
static char *
dup_mark (Screen *screen)
{
  GtkWidget *mark = find_child (GTK_WIDGET (screen->window), OSR_TYPE_CONNECTION_MARK);
  GtkWidget *box = gtk_widget_get_last_child (gtk_widget_get_first_child (mark));
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_true (gtk_widget_is_visible (mark));
  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (GTK_IS_LABEL (child) && gtk_widget_is_visible (child))
      g_string_append_printf (text, "[%s]", gtk_label_get_text (GTK_LABEL (child)));
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_mark (Screen *screen, const char *expected, const char *name)
{
  const char *folder = g_getenv ("OSR_TEST_PICTURES");
  g_autofree char *path = NULL;
  g_autofree char *mark = NULL;
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  screen_settle (screen);
  mark = dup_mark (screen);
  g_assert_cmpstr (mark, ==, expected);
  for (GList *link = windows; link != NULL; link = link->next)
    g_assert_false (gtk_widget_get_visible (link->data) && gtk_window_get_modal (link->data));
  path = osr_screenshot_dup_path (folder != NULL ? folder : screen->desk->folder, name);
  g_assert_true (osr_screenshot_save (GTK_WINDOW (screen->window), path, NULL));
}

static void
reach (Screen *screen)
{
  osr_replica_clock_reached (screen->replica);
  osr_workplace_refresh (screen->workplace);
}

static void
test_offline (Screen *screen, gconstpointer data)
{
  reach (screen);
  assert_mark (screen, "[Offline]", "header-offline");
}

static void
test_waiting (Screen *screen, gconstpointer data)
{
  g_autoptr (JsonObject) payload = json_object_new ();

  reach (screen);
  json_object_set_string_member (payload, "text", "ждёт");
  for (guint i = 1; i <= 3; i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *uuid =
        osr_replica_act (screen->replica, desk_case (1), "noted", NULL, payload, &error);

    g_assert_no_error (error);
  }
  assert_mark (screen, "[Offline · 3 waiting]", "header-waiting");
}

/* The replica's own next attempt would tell that nothing answers. */
static void
end_attempts (Screen *screen)
{
  while (screen->replica->pull_source == 0)
    g_main_context_iteration (NULL, TRUE);
  g_clear_handle_id (&screen->replica->pull_source, g_source_remove);
}

/* No answer came in this run; and one came, but a clock was set since. */
static void
test_clock (Screen *screen, gconstpointer data)
{
  assert_mark (screen, "[Offline][Clock not checked]", "header-clock");
  reach (screen);
  assert_mark (screen, "[Offline]", "header-clock-checked");
  end_attempts (screen);
  screen->replica->answer_real -= 60 * G_USEC_PER_SEC;
  osr_replica_set_connection (screen->replica, OSR_CONNECTION_ONLINE);
  assert_mark (screen, "[Online][Clock not checked]", "header-clock-set");
}

static void
test_calendar (Screen *screen, gconstpointer data)
{
  reach (screen);
  desk_at (screen->desk, "2027-11-01T10:00:00+09:00");
  osr_workplace_refresh (screen->workplace);
  assert_mark (screen, "[Offline]", "header-calendar-covers");
  desk_at (screen->desk, "2027-12-01T10:00:00+09:00");
  osr_workplace_refresh (screen->workplace);
  assert_mark (screen, "[Offline][No calendar for 2028]", "header-calendar");
}

static void
test_log (Screen *screen, gconstpointer data)
{
  OsrHeaderDoubts doubts;
  g_autofree char *why = NULL;

  reach (screen);
  screen->replica->contradicted = TRUE;
  g_object_notify (G_OBJECT (screen->replica), "contradicted");
  assert_mark (screen, "[Offline][Log does not fit]", "header-log");
  doubts = osr_header_doubts_of (screen->replica);
  why = osr_header_doubts_explain (&doubts);
  g_assert_nonnull (strstr (why, "tell the administrator"));
}

static void
test_all (void)
{
  const OsrHeaderDoubts all = { TRUE, TRUE, 2028, 2 };
  const OsrHeaderDoubts none = { FALSE, FALSE, 0, 0 };
  g_autofree char *text = osr_header_doubts_text (&all);
  g_autofree char *why = osr_header_doubts_explain (&all);
  g_auto (GStrv) sentences = g_strsplit (why, "\n\n", -1);

  g_assert_cmpstr (text, ==,
                   "Log does not fit · Clock not checked · No calendar for 2028 · "
                   "2 accounts silent");
  g_assert_cmpuint (g_strv_length (sentences), ==, 4);
  g_assert_null (osr_header_doubts_text (&none));
  g_assert_null (osr_header_doubts_explain (&none));
}

static void
add (const char *name, void (*test) (Screen *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/app/header/", name, NULL);

  g_test_add (path, Screen, "anna", set_up, test, screen_leave);
}

int
main (int argc, char **argv)
{
  if (!window_test_init (&argc, &argv))
    return 0;
  g_test_add_func ("/app/header/all", test_all);
  add ("offline", test_offline);
  add ("waiting", test_waiting);
  add ("clock", test_clock);
  add ("calendar", test_calendar);
  add ("log", test_log);
  return window_test_run ();
}
