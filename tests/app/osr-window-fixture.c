/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Windows for tests; see the header. */
#include "osr-window-fixture.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#include "app/frame/osr-session.h"
#include "osr-config.h"

static AdwApplication *application;

gboolean
window_test_init (int *argc, char ***argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (argc, argv, NULL);
  setlocale (LC_ALL, "");
  if (!gtk_init_check ()) {
    g_print ("1..0 # SKIP no display\n");
    return FALSE;
  }
  application = g_object_new (ADW_TYPE_APPLICATION, "application-id", OSR_APP_ID, "flags",
                              G_APPLICATION_NON_UNIQUE, "resource-base-path",
                              "/org/region/OpenSources", NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  return TRUE;
}

void
window_test_translate (void)
{
  bindtextdomain (OSR_GETTEXT_DOMAIN, OSR_TEST_LOCALES);
  bind_textdomain_codeset (OSR_GETTEXT_DOMAIN, "UTF-8");
  textdomain (OSR_GETTEXT_DOMAIN);
}

int
window_test_run (void)
{
  int status = g_test_run ();

  g_clear_object (&application);
  return status;
}

void
screen_make (Screen *screen, const char *place, OsrClock *clock)
{
  screen->session = osr_session_new (place, clock);
  screen->workplace = osr_workplace_new ();
  screen->window = OSR_WINDOW (
      osr_window_new (GTK_APPLICATION (application), screen->session, screen->workplace, NULL));
  g_assert_nonnull (gtk_application_get_windows (GTK_APPLICATION (application)));
}

void
screen_make_of_desk (Screen *screen)
{
  g_autofree char *place = desk_dup_place (screen->desk);

  screen_make (screen, place, screen->desk->clock);
}

void
screen_sign_in (Screen *screen, const char *person)
{
  desk_fill (screen->desk, person);
  osr_session_open (screen->session, DESK_SERVER, person, NULL);
  g_assert_cmpint (osr_session_get_state (screen->session), ==, OSR_SESSION_OPEN);
  screen->replica = osr_session_get_replica (screen->session);
}

void
screen_settle (Screen *screen)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  gtk_test_widget_wait_for_draw (GTK_WIDGET (screen->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (screen->window));
}

void
screen_leave (Screen *screen, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (screen->window));
  osr_workplace_set_replica (screen->workplace, NULL);
  osr_session_close (screen->session);
  g_object_unref (screen->workplace);
  g_object_unref (screen->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_pointer (&screen->desk, desk_free);
}

void
seat_sit (Seat *seat, const char *person, GtkWidget *pane)
{
  seat->replica = desk_open (seat->desk, person);
  seat->workplace = osr_workplace_new ();
  seat->pane = pane;
  seat->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (seat->window), pane);
  osr_workplace_set_replica (seat->workplace, seat->replica);
  osr_pane_set_workplace (OSR_PANE (pane), seat->workplace);
}

void
seat_open (Seat *seat, guint n)
{
  osr_workplace_open_case (seat->workplace, desk_case (n));
  gtk_window_present (GTK_WINDOW (seat->window));
}

void
seat_leave (Seat *seat)
{
  gtk_window_destroy (GTK_WINDOW (seat->window));
  osr_workplace_set_replica (seat->workplace, NULL);
  g_object_unref (seat->workplace);
  osr_replica_close (seat->replica);
  g_object_unref (seat->replica);
  desk_free (seat->desk);
}

GtkWidget *
find_child (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_child (child, type);
  return found;
}

GtkWidget *
find_named (GtkWidget *widget, const char *type)
{
  GtkWidget *found = g_str_equal (G_OBJECT_TYPE_NAME (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_named (child, type);
  return found;
}

GtkWidget *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
      return window;
  }
  return NULL;
}

gboolean
says (GtkWidget *widget, const char *words)
{
  gboolean said = GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
                  strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !said;
       child = gtk_widget_get_next_sibling (child))
    said = says (child, words);
  return said;
}
