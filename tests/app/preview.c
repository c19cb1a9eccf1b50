/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the window as one person sees it and writes a picture:
 *   preview PERSON CASE WIDTHxHEIGHT light|dark FILE.png [PAGE [STATE]]
 *   preview PERSON -    WIDTHxHEIGHT light|dark FILE.png rating|reports REGULATION
 *   preview PERSON 31   WIDTHxHEIGHT light|dark FILE.png register|matter
 * For looking at the window while working on it; the tests compare nothing with it. */
#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/frame/osr-screenshot.h"
#include "app/osr-window.h"
#include "osr-app-cases.h"
#include "osr-app-quarters.h"
#include "osr-config.h"

/* The pages of supervisors have quarters behind them; REGULATION is that of STATE. */
static gboolean
is_section (const char *page)
{
  return g_str_equal (page, "rating") || g_str_equal (page, "reports");
}

/* What happens to the case after the morning: "deleted", "edited", "late", "far". */
static void
bring_to (Desk *desk, guint n, const char *state)
{
  static const char at[] = "2026-03-06T10:11:30+09:00";

  if (g_str_equal (state, "deleted"))
    desk_happen (desk, n, at, "monitor message-deleted", NULL, NULL);
  else if (g_str_equal (state, "edited"))
    desk_happen (desk, n, at, "monitor message-changed", NULL, "{'text': 'Починили, спасибо!'}");
  else if (g_str_equal (state, "late"))
    desk_at (desk, "2026-03-10T15:40:00+09:00");
  else if (g_str_equal (state, "far"))
    desk_at (desk, "2031-03-06T10:12:00+09:00");
}

/* The dialog that stands over the window; the window when there is none. */
static GtkWindow *
topmost (GtkWidget *window)
{
  g_autoptr (GList) all = gtk_window_list_toplevels ();

  for (GList *link = all; link != NULL; link = link->next) {
    if (gtk_window_get_transient_for (link->data) == GTK_WINDOW (window))
      return link->data;
  }
  return GTK_WINDOW (window);
}

/* One matter of three posts: approved, with the curator, and being written. */
static void
make_matter (Desk *desk)
{
  static const char *const joined = "{'matter': 'c0000000-0000-4000-8000-000000000031'}";

  desk_find (desk, 31, "2026-03-06T09:00:00+09:00", "Ольга М.", "Нет воды на Лесной с утра");
  desk_find (desk, 32, "2026-03-06T09:01:00+09:00", "Пётр Ли", "Воды нет, Лесная 5");
  desk_find (desk, 33, "2026-03-06T09:02:00+09:00", "Вера Кот", "Когда дадут воду?");
  for (guint n = 31; n <= 33; n++)
    desk_route (desk, n, "2026-03-06T09:10:00+09:00", "zhkh");
  desk_submit (desk, 31, "2026-03-06T09:20:00+09:00", "anna", "zhkh",
               "Ольга, здравствуйте! Воду на Лесной дадут сегодня, 6 марта, до 18:00: меняют "
               "задвижку. Телефон аварийной службы 05.");
  desk_submit (desk, 32, "2026-03-06T09:21:00+09:00", "anna", "zhkh",
               "Пётр, здравствуйте! Воду на Лесной дадут сегодня, 6 марта, до 18:00.");
  desk_happen (desk, 31, "2026-03-06T09:25:00+09:00", "olga approved", "{'draft': 5}", NULL);
  for (guint n = 32; n <= 33; n++)
    desk_happen (desk, n, "2026-03-06T09:26:00+09:00", "olga joined", joined, NULL);
  desk_at (desk, MORNING);
}

static gboolean
on_done (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run_for (guint milliseconds)
{
  gboolean done = FALSE;

  g_timeout_add (milliseconds, on_done, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

/* The page, pane or dialog that the arguments name. */
static void
show_page (GtkWidget *window, int argc, char **argv, gboolean section)
{
  const char *page = argc > 6 ? argv[6] : NULL;

  if (section)
    g_action_group_change_action_state (G_ACTION_GROUP (window), "section",
                                        g_variant_new_string (page));
  else if (g_strcmp0 (page, "matter") == 0)
    g_action_group_activate_action (G_ACTION_GROUP (window), "show-matter", NULL);
  else if (g_strcmp0 (page, "register") == 0)
    g_action_group_activate_action (G_ACTION_GROUP (window), "register", NULL);
  else if (page != NULL)
    g_object_set (osr_window_get_panes (OSR_WINDOW (window)), "page", atoi (page), NULL);
}

int
main (int argc, char **argv)
{
  Desk *desk;
  g_autoptr (AdwApplication) application = NULL;
  g_autoptr (OsrSession) session = NULL;
  g_autoptr (OsrWorkplace) workplace = NULL;
  g_autofree char *place = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *window;
  int width = 1360, height = 840;
  gboolean section;

  setlocale (LC_ALL, "");
  bindtextdomain (OSR_GETTEXT_DOMAIN, OSR_TEST_LOCALES);
  bind_textdomain_codeset (OSR_GETTEXT_DOMAIN, "UTF-8");
  textdomain (OSR_GETTEXT_DOMAIN);
  if (argc < 6)
    return EXIT_FAILURE;
  sscanf (argv[3], "%dx%d", &width, &height);

  desk = (section = argc > 7 && is_section (argv[6])) ? quarters_new (argv[7]) : morning_new ();
  if (argc > 6 && g_str_equal (argv[6], "matter"))
    make_matter (desk);
  if (argc > 7 && !section)
    bring_to (desk, (guint) atoi (argv[2]), argv[7]);
  if (*argv[1] != '-')
    desk_fill (desk, argv[1]);
  application = g_object_new (ADW_TYPE_APPLICATION, "application-id", OSR_APP_ID, "flags",
                              G_APPLICATION_NON_UNIQUE, "resource-base-path",
                              "/org/region/OpenSources", NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-font-name",
                "Cantarell 11", NULL);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      g_str_equal (argv[4], "dark") ? ADW_COLOR_SCHEME_FORCE_DARK
                                                                    : ADW_COLOR_SCHEME_FORCE_LIGHT);
  place = desk_dup_place (desk);
  session = osr_session_new (place, desk->clock);
  workplace = osr_workplace_new ();
  window = osr_window_new (GTK_APPLICATION (application), session, workplace, NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  if (*argv[1] != '-')
    osr_session_open (session, DESK_SERVER, argv[1], NULL);
  gtk_window_present (GTK_WINDOW (window));
  run_for (400);
  if (*argv[2] != '-')
    osr_workplace_open_case (workplace, desk_case ((guint) atoi (argv[2])));
  show_page (window, argc, argv, section);
  run_for (800);
  for (int i = 0; i < 50 && !osr_screenshot_save (topmost (window), argv[5], NULL); i++)
    run_for (200); /* a busy machine maps it late */
  osr_screenshot_save (topmost (window), argv[5], &error);
  g_assert_no_error (error);
  gtk_window_destroy (GTK_WINDOW (window));
  osr_workplace_set_replica (workplace, NULL);
  osr_session_close (session);
  run_for (50);
  desk_free (desk);
  return EXIT_SUCCESS;
}
