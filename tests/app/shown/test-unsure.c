/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pane for a reply of which nobody knows whether it is out: it never says that it failed, and each
 * of its buttons orders what it says. Needs a display. */
#include <adwaita.h>
#include <string.h>

#include "app/composer/osr-asked-picture.h"
#include "app/composer/osr-unsure-pane.h"
#include "core/osr-chain.h"
#include "osr-app-cases.h"
#include "osr-window-fixture.h"
#include "sync/files/osr-replica-files.h"

#define REPLY "Дадут в 18:00."

static void
set_up (Seat *seat, gconstpointer outcome)
{
  seat->desk = morning_new ();
  unsure_happen (seat->desk, 41, outcome);
  desk_at (seat->desk, MORNING);
  seat_sit (seat, "anna", osr_unsure_pane_new ());
  osr_workplace_open_case (seat->workplace, desk_case (41));
  g_assert_cmpint (osr_workplace_get_side (seat->workplace), ==, OSR_SIDE_UNSURE);
}

static void
tear_down (Seat *seat, gconstpointer outcome)
{
  seat_leave (seat);
}

static OsrCase *
get_case (Seat *seat)
{
  return osr_workplace_get_case (seat->workplace);
}

/* (transfer full): every word that a label of the pane says */
static char *
read_words (GtkWidget *widget)
{
  GString *words = g_string_new (NULL);

  if (GTK_IS_LABEL (widget))
    g_string_append_printf (words, "%s\n", gtk_label_get_label (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    g_autofree char *more = read_words (child);

    g_string_append (words, more);
  }
  return g_string_free (words, FALSE);
}

static void
test_says (Seat *seat, gconstpointer outcome)
{
  g_autofree char *words = read_words (seat->pane);

  g_assert_nonnull (strstr (words, "may be public"));
  g_assert_nonnull (strstr (words, REPLY));
  g_assert_null (strcasestr (words, "failed"));
  g_assert_null (strcasestr (words, "Nothing was published"));
}

/* Pixels that all of the pane takes at @width. */
static int
measure_height (GtkWidget *widget, int width)
{
  int natural;

  while (!GTK_IS_VIEWPORT (widget))
    widget = gtk_widget_get_first_child (widget);
  gtk_widget_measure (gtk_widget_get_first_child (widget), GTK_ORIENTATION_VERTICAL, width, NULL,
                      &natural, NULL, NULL);
  return natural;
}

/* Below the message of a window of 1024 by 640 there is so much room. */
static void
test_fits (Seat *seat, gconstpointer outcome)
{
  int drawer = measure_height (seat->pane, 606);
  int column = measure_height (seat->pane, 358);

  g_assert_cmpint (drawer, <=, 310);
  g_assert_cmpint (drawer + 60, <=, column);
}

static void
test_look (Seat *seat, gconstpointer outcome)
{
  gtk_widget_activate_action (seat->pane, "unsure.look", NULL);
  g_assert_null (get_case (seat)->asked);
  g_assert_cmpint (get_case (seat)->state, ==, OSR_CASE_UNCERTAIN);
  g_assert_cmpint (osr_workplace_get_side (seat->workplace), ==, OSR_SIDE_NONE);
}

static void
test_confirm (Seat *seat, gconstpointer outcome)
{
  OsrUnsurePane *pane = OSR_UNSURE_PANE (seat->pane);

  gtk_widget_activate_action (seat->pane, "unsure.confirm", NULL);
  g_assert_cmpint (get_case (seat)->state, ==, OSR_CASE_UNCERTAIN);
  osr_unsure_pane_fill (pane, "https://vk.com/wall-9_2?reply=3", "снимок 12", "");
  gtk_widget_activate_action (seat->pane, "unsure.confirm", NULL);
  g_assert_cmpint (get_case (seat)->state, ==, OSR_CASE_ANSWERED);
  g_assert_cmpstr (get_case (seat)->reply_url, ==, "https://vk.com/wall-9_2?reply=3");
}

static void
test_again (Seat *seat, gconstpointer outcome)
{
  gint64 before = get_case (seat)->intent_version;

  gtk_widget_activate_action (seat->pane, "unsure.again", NULL);
  g_assert_cmpint (get_case (seat)->state, ==, OSR_CASE_UNCERTAIN);
  osr_unsure_pane_fill (OSR_UNSURE_PANE (seat->pane), "", "", "Смотрели: его там нет");
  gtk_widget_activate_action (seat->pane, "unsure.again", NULL);
  g_assert_cmpint (get_case (seat)->state, ==, OSR_CASE_PUBLISHING);
  g_assert_cmpint (get_case (seat)->intent_version, !=, before);
}

static void
test_challenge (Seat *seat, gconstpointer outcome)
{
  g_autofree char *words = read_words (seat->pane);

  g_assert_nonnull (strstr (words, "Nothing was published yet"));
  g_assert_nonnull (strstr (words, "8 minutes"));
  gtk_widget_activate_action (seat->pane, "unsure.answer", NULL);
  g_assert_cmpint (get_case (seat)->challenge, >, 0);
  osr_unsure_pane_fill_answer (OSR_UNSURE_PANE (seat->pane), "7x4q");
  gtk_widget_activate_action (seat->pane, "unsure.answer", NULL);
  g_assert_cmpint (get_case (seat)->challenge, ==, 0);
  g_assert_cmpint (get_case (seat)->state, ==, OSR_CASE_PUBLISHING);
}

/* The button that opens @label, or %NULL where it is not shown. */
static gboolean
offers (GtkWidget *widget, const char *label)
{
  gboolean found = GTK_IS_BUTTON (widget) && gtk_widget_get_visible (widget) &&
                   g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !found;
       child = gtk_widget_get_next_sibling (child))
    found = offers (child, label);
  return found;
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer digest)
{
  *(char **) digest = osr_replica_keep_file_finish (OSR_REPLICA (source), result, NULL);
}

/* The picture itself is shown; while it cannot be had, there is its address. */
static void
test_picture (Seat *seat, gconstpointer outcome)
{
  OsrAskedPicture *picture = OSR_ASKED_PICTURE (find_child (seat->pane, OSR_TYPE_ASKED_PICTURE));
  g_autoptr (GBytes) captcha = unsure_draw_captcha ();
  g_autofree char *digest = NULL;

  g_assert_false (osr_asked_picture_is_ready (picture));
  g_assert_true (offers (seat->pane, "Open the picture"));
  osr_replica_keep_file_async (seat->replica, captcha, NULL, on_kept, &digest);
  while (digest == NULL)
    g_main_context_iteration (NULL, TRUE);
  osr_asked_picture_show (picture, NULL, NULL);
  osr_asked_picture_show (picture, seat->replica, digest);
  while (!osr_asked_picture_is_ready (picture))
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (offers (seat->pane, "Open the picture"));
}

/* The newer form has no picture: its page is opened, and what it gives out is the answer. */
static void
test_page (Seat *seat, gconstpointer outcome)
{
  OsrAskedPicture *picture = OSR_ASKED_PICTURE (find_child (seat->pane, OSR_TYPE_ASKED_PICTURE));

  g_assert_false (osr_asked_picture_is_ready (picture));
  g_assert_true (offers (seat->pane, "Open the network's page"));
  g_assert_false (offers (seat->pane, "Open the picture"));
  test_challenge (seat, outcome);
}

static void
add (const char *name, const char *outcome, void (*test) (Seat *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/app/unsure/", name, NULL);

  g_test_add (path, Seat, outcome, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return g_test_run ();
  adw_init ();
  add ("says-that-it-may-be-public", "absent", test_says);
  add ("stands-in-a-drawer-without-scrolling", "absent", test_fits);
  add ("looks-again", "no-read-back", test_look);
  add ("confirms-with-link-and-proof", "absent", test_confirm);
  add ("sends-once-more-with-a-reason", "absent", test_again);
  add ("answers-the-network", "challenge", test_challenge);
  add ("opens-the-page-that-the-network-asks-by", "challenge-page", test_page);
  add ("shows-the-picture-that-the-network-asks-by", "challenge", test_picture);
  return g_test_run ();
}
