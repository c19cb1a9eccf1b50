/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A conflict as the person sees it: both sides in words, the next step, and the refused step edited and
 * sent again from there. Pictures are kept where OSR_TEST_PICTURES says, to be looked at. */
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <locale.h>

#include "app/frame/osr-attention-dialog.h"
#include "app/frame/osr-attention-row.h"
#include "app/frame/osr-screenshot.h"
#include "app/osr-window.h"
#include "osr-config.h"
#include "replica-bench.h"

static AdwApplication *application;

static GtkWidget *
find_child (GtkWidget *widget, GType type)
{
  GtkWidget *found =
      G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_child (child, type);
  return found;
}

/* Whether @widget says @words, perhaps among others, where they can be seen. */
static gboolean
says (GtkWidget *widget, const char *words)
{
  gboolean said = GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
                  strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !said;
       child = gtk_widget_get_next_sibling (child))
    said = says (child, words);
  return said;
}

static GtkWidget *
find_dialog (void)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (all, i);

    if (OSR_IS_ATTENTION_DIALOG (window))
      return window;
  }
  return NULL;
}

static void
remove_tree (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      remove_tree (path);
    else
      g_assert_cmpint (g_remove (path), ==, 0);
  }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
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
  dialog = find_dialog ();
  g_assert_nonnull (dialog);
  gtk_test_widget_wait_for_draw (dialog);
  row = find_child (dialog, OSR_TYPE_ATTENTION_ROW);
  g_assert_nonnull (row);
  g_assert_true (says (row, _ ("Meanwhile")));
  g_assert_true (says (row, _ ("Taken into work")));
  g_assert_true (says (row, _ ("What you wanted")));
  g_assert_true (says (row, "это спам"));
  picture (dialog, bench->folder);
  g_assert_null (find_child (row, GTK_TYPE_TEXT_VIEW));
  gtk_widget_activate_action (row, "attention.edit", NULL);
  gtk_test_widget_wait_for_draw (dialog);
  gtk_text_buffer_set_text (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_child (row, GTK_TYPE_TEXT_VIEW))), "реклама",
      -1);
  gtk_widget_activate_action (row, "attention.again", NULL);
  BENCH_UNTIL (count (replica, "attention") == 0 && count (replica, "waiting") == 0);
}

static void
test_conflict (Bench *bench, gconstpointer data)
{
  g_autofree char *place = g_dir_make_tmp ("osr-window-XXXXXX", NULL);
  g_autoptr (OsrSession) session = osr_session_new (place, bench->clock);
  g_autoptr (OsrWorkplace) workplace = osr_workplace_new ();
  GtkWidget *window = osr_window_new (GTK_APPLICATION (application), session, workplace, NULL);
  OsrReplica *replica;
  g_autoptr (OsrCase) c = NULL;

  bench_find (bench, CASE_A, "Яма на дороге");
  osr_session_open (session, fake_coordinator_get_uri (bench->fake), FAKE_LOGIN, FAKE_PASSWORD);
  gtk_window_present (GTK_WINDOW (window));
  BENCH_UNTIL (osr_workplace_get_replica (workplace) != NULL);
  replica = osr_workplace_get_replica (workplace);
  BENCH_UNTIL (osr_replica_count (replica, OSR_QUEUE_ALL) == 1);
  conflict (bench, replica);
  edit_and_send (bench, replica, window);
  g_assert_cmpstr (fake_coordinator_get_type (bench->fake, CASE_A, 3), ==, "dismissed");
  BENCH_UNTIL (osr_replica_get_connection (replica) == OSR_CONNECTION_ONLINE);
  c = osr_replica_get_case (replica, CASE_A);
  g_assert_cmpstr (osr_json_get_string (((OsrEvent *) c->events->pdata[2])->payload, "words"), ==,
                   "реклама");
  gtk_window_destroy (GTK_WINDOW (window));
  osr_workplace_set_replica (workplace, NULL);
  osr_session_close (session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  remove_tree (place);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "");
  bindtextdomain (OSR_GETTEXT_DOMAIN, OSR_TEST_LOCALES);
  bind_textdomain_codeset (OSR_GETTEXT_DOMAIN, "UTF-8");
  textdomain (OSR_GETTEXT_DOMAIN);
  if (!gtk_init_check ()) {
    g_print ("1..0 # SKIP no display\n");
    return 0;
  }
  application = g_object_new (ADW_TYPE_APPLICATION, "application-id", OSR_APP_ID, "flags",
                              G_APPLICATION_NON_UNIQUE, "resource-base-path",
                              "/org/region/OpenSources", NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add ("/app/conflict/window", Bench, NULL, bench_open, test_conflict, bench_close);
  status = g_test_run ();
  g_clear_object (&application);
  return status;
}
