/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A conflict as the person sees it: both sides in words, the next step, and the refused step edited and
 * sent again from there. Pictures are kept where OSR_TEST_PICTURES says, to be looked at. */
#include <glib/gi18n.h>

#include "app/frame/osr-attention-dialog.h"
#include "app/frame/osr-attention-row.h"
#include "app/frame/osr-screenshot.h"
#include "osr-window-fixture.h"
#include "replica-bench.h"

static GtkWidget *
find_mapped (GtkWidget *widget, GType type)
{
  GtkWidget *found =
      G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_mapped (child, type);
  return found;
}

static guint
count (OsrReplica *replica, const char *property)
{
  guint n = 0;

  g_object_get (replica, property, &n, NULL);
  return n;
}

/* Offline it is put aside here, while somebody else takes it into work. */
static void
conflict (Bench *bench, OsrReplica *replica)
{
  g_autoptr (JsonObject) payload = json_object_new ();
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *uuid = NULL;

  json_object_set_string_member (members, "reason", "no-reply");
  json_object_set_string_member (payload, "words", "это спам");
  fake_coordinator_set_online (bench->fake, FALSE);
  uuid = osr_replica_act (replica, CASE_A, "dismissed", members, payload, &error);
  g_assert_no_error (error);
  fake_coordinator_append (bench->fake, CASE_A, "detected", "person-b", NULL, NULL);
  fake_coordinator_set_online (bench->fake, TRUE);
  BENCH_UNTIL (count (replica, "attention") == 1);
}

static void
picture (GtkWidget *window, const char *folder)
{
  const char *kept = g_getenv ("OSR_TEST_PICTURES");
  g_autofree char *path = osr_screenshot_dup_path (kept != NULL ? kept : folder, "conflict");

  g_assert_true (osr_screenshot_save (GTK_WINDOW (window), path, NULL));
}

/* What stands in the dialog, and what its buttons do. */
static void
edit_and_send (Bench *bench, OsrReplica *replica, GtkWidget *window)
{
  GtkWidget *dialog, *row;

  gtk_widget_activate_action (window, "win.show-attention", NULL);
  dialog = find_window (OSR_TYPE_ATTENTION_DIALOG);
  g_assert_nonnull (dialog);
  gtk_test_widget_wait_for_draw (dialog);
  row = find_mapped (dialog, OSR_TYPE_ATTENTION_ROW);
  g_assert_nonnull (row);
  g_assert_true (says (row, _ ("Meanwhile")));
  g_assert_true (says (row, _ ("Taken into work")));
  g_assert_true (says (row, _ ("What you wanted")));
  g_assert_true (says (row, "это спам"));
  picture (dialog, bench->folder);
  g_assert_null (find_mapped (row, GTK_TYPE_TEXT_VIEW));
  gtk_widget_activate_action (row, "attention.edit", NULL);
  gtk_test_widget_wait_for_draw (dialog);
  gtk_text_buffer_set_text (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_mapped (row, GTK_TYPE_TEXT_VIEW))), "реклама",
      -1);
  gtk_widget_activate_action (row, "attention.again", NULL);
  BENCH_UNTIL (count (replica, "attention") == 0 && count (replica, "waiting") == 0);
}

static void
test_conflict (Bench *bench, gconstpointer data)
{
  g_autofree char *place = g_dir_make_tmp ("osr-window-XXXXXX", NULL);
  Screen screen = { NULL };
  GtkWidget *window;
  OsrReplica *replica;
  g_autoptr (OsrCase) c = NULL;

  screen_make (&screen, place, bench->clock);
  window = GTK_WIDGET (screen.window);
  bench_find (bench, CASE_A, "Яма на дороге");
  osr_session_open (screen.session, fake_coordinator_get_uri (bench->fake), FAKE_LOGIN,
                    FAKE_PASSWORD);
  gtk_window_present (GTK_WINDOW (window));
  BENCH_UNTIL (osr_workplace_get_replica (screen.workplace) != NULL);
  replica = osr_workplace_get_replica (screen.workplace);
  BENCH_UNTIL (osr_replica_count (replica, OSR_QUEUE_ALL) == 1);
  conflict (bench, replica);
  edit_and_send (bench, replica, window);
  g_assert_cmpstr (fake_coordinator_get_type (bench->fake, CASE_A, 3), ==, "dismissed");
  BENCH_UNTIL (osr_replica_get_connection (replica) == OSR_CONNECTION_ONLINE);
  c = osr_replica_get_case (replica, CASE_A);
  g_assert_cmpstr (osr_json_get_string (((OsrEvent *) c->events->pdata[2])->payload, "words"), ==,
                   "реклама");
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
  g_test_add ("/app/conflict/window", Bench, NULL, bench_open, test_conflict, bench_close);
  return window_test_run ();
}
