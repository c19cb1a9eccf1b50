/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the window as one person sees it and writes a picture:
 *   preview PERSON CASE WIDTHxHEIGHT light|dark FILE.png [PAGE [STATE]]
 *   preview PERSON -    WIDTHxHEIGHT light|dark FILE.png rating|reports REGULATION
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

/* What happens to the case after the morning: "deleted", "edited", "approved", "late", "far". */
static void
bring_to (Desk *desk, guint n, const char *state)
{
  static const char at[] = "2026-03-06T10:11:30+09:00";

  if (g_str_equal (state, "deleted"))
    desk_happen (desk, n, at, "monitor message-deleted", NULL, NULL);
  else if (g_str_equal (state, "edited"))
    desk_happen (desk, n, at, "monitor message-changed", NULL, "{'text': 'Починили, спасибо!'}");
  else if (g_str_equal (state, "approved"))
    desk_happen (desk, n, at, "olga approved", NULL, NULL);
  else if (g_str_equal (state, "late"))
    desk_at (desk, "2026-03-10T15:40:00+09:00");
  else if (g_str_equal (state, "far"))
    desk_at (desk, "2031-03-06T10:12:00+09:00");
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
  if (section)
    g_action_group_change_action_state (G_ACTION_GROUP (window), "section",
                                        g_variant_new_string (argv[6]));
  else if (argc > 6)
    g_object_set (osr_window_get_panes (OSR_WINDOW (window)), "page", atoi (argv[6]), NULL);
  run_for (800);
  for (int i = 0; i < 50 && !osr_screenshot_save (GTK_WINDOW (window), argv[5], NULL); i++)
    run_for (200); /* a busy machine maps it late */
  osr_screenshot_save (GTK_WINDOW (window), argv[5], &error);
  g_assert_no_error (error);
  gtk_window_destroy (GTK_WINDOW (window));
  osr_workplace_set_replica (workplace, NULL);
  osr_session_close (session);
  run_for (50);
  desk_free (desk);
  return EXIT_SUCCESS;
}
