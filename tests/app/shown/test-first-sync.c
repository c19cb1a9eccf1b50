/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first sync as the person sees it: a strip tells how far it is and how long it takes, and the window
 * can be used meanwhile. Pictures are kept where OSR_TEST_PICTURES says, to be looked at. */
#include <glib/gi18n.h>

#include "app/frame/osr-first-sync-strip.h"
#include "app/frame/osr-screenshot.h"
#include "osr-window-fixture.h"
#include "replica-bench.h"

#define N_CASES 4000

static void
assert_text (gboolean downloading, gint64 done, gint64 total, int left, const char *expected)
{
  const OsrFirstSync sync = { downloading, done, total, left };
  g_autofree char *text = osr_first_sync_strip_text (&sync);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_words (void)
{
  assert_text (TRUE, 0, 0, -1, "The cases are being prepared for you");
  assert_text (FALSE, 340, 2000, -1, "Cases taken in: 340 of 2000");
  assert_text (FALSE, 340, 2000, 59, "Cases taken in: 340 of 2000 · less than a minute left");
  assert_text (FALSE, 340, 2000, 60, "Cases taken in: 340 of 2000 · about 1 min left");
  assert_text (FALSE, 340, 2000, 61, "Cases taken in: 340 of 2000 · about 2 min left");
}

static gboolean
is_strip_shown (GtkWidget *window)
{
  GtkWidget *strip = find_child (window, OSR_TYPE_FIRST_SYNC_STRIP);

  return gtk_revealer_get_reveal_child (GTK_REVEALER (find_child (strip, GTK_TYPE_REVEALER)));
}

static void
picture (GtkWidget *window, const char *folder)
{
  const char *kept = g_getenv ("OSR_TEST_PICTURES");
  g_autofree char *path = osr_screenshot_dup_path (kept != NULL ? kept : folder, "first-sync");

  g_assert_true (osr_screenshot_save (GTK_WINDOW (window), path, NULL));
}

/* What is here already can be opened and worked on while the rest is on its way. */
static void
work_meanwhile (OsrWorkplace *workplace)
{
  OsrReplica *replica = osr_workplace_get_replica (workplace);
  g_autoptr (GPtrArray) ids = osr_replica_list (replica, OSR_QUEUE_ALL, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *uuid = NULL;
  g_autofree char *id = NULL;

  g_assert_cmpuint (ids->len, >, 0);
  g_assert_cmpuint (ids->len, <, N_CASES);
  id = g_strdup (ids->pdata[0]);
  osr_workplace_open_case (workplace, id);
  g_assert_nonnull (osr_workplace_get_case (workplace));
  uuid = osr_replica_act (replica, id, "detected", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (osr_workplace_get_case (workplace)->state, ==, OSR_CASE_DETECTED);
}

static void
find_many (Bench *bench)
{
  for (guint i = 0; i < N_CASES; i++) {
    g_autofree char *id = g_strdup_printf ("c0000000-0000-4000-8000-%012u", i);

    bench_find (bench, id, "Яма на дороге");
  }
}

static void
test_window (Bench *bench, gconstpointer data)
{
  g_autofree char *place = g_dir_make_tmp ("osr-window-XXXXXX", NULL);
  Screen screen = { NULL };
  GtkWidget *window;

  screen_make (&screen, place, bench->clock);
  window = GTK_WIDGET (screen.window);
  find_many (bench);
  fake_coordinator_set_snapshots (bench->fake, TRUE);
  osr_session_open (screen.session, fake_coordinator_get_uri (bench->fake), FAKE_LOGIN,
                    FAKE_PASSWORD);
  gtk_window_present (GTK_WINDOW (window));
  BENCH_UNTIL (osr_workplace_get_replica (screen.workplace) != NULL);
  while (!is_strip_shown (window)) {
    g_assert_false (says (window, _ ("Nothing waits for you")));
    g_main_context_iteration (NULL, TRUE);
  }
  BENCH_UNTIL (is_strip_shown (window) &&
               osr_replica_count (osr_workplace_get_replica (screen.workplace), OSR_QUEUE_ALL) > 0);
  g_assert_true (says (window, _ ("Connecting…"))); /* and not that it is in step */
  work_meanwhile (screen.workplace);
  gtk_test_widget_wait_for_draw (window);
  g_assert_true (is_strip_shown (window));
  picture (window, bench->folder);
  BENCH_UNTIL (!is_strip_shown (window));
  g_assert_cmpuint (osr_replica_count (osr_workplace_get_replica (screen.workplace), OSR_QUEUE_ALL),
                    ==, N_CASES);
  screen_leave (&screen, NULL);
  desk_remove_folder (place);
  g_assert_false (g_file_test (place, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  if (!window_test_init (&argc, &argv))
    return 0;
  window_test_translate ();
  g_test_add_func ("/app/first-sync/words", test_words);
  g_test_add ("/app/first-sync/window", Bench, NULL, bench_open, test_window, bench_close);
  return window_test_run ();
}
