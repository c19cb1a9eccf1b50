/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window under a regulation that no program was written for: its roles, timers and amounts are
 * shown by the names and in the figures of the profile. Needs a display. */
#include <adwaita.h>
#include <string.h>

#include "app/composer/osr-composer-pane.h"
#include "app/detail/osr-limits-list.h"
#include "app/frame/osr-person-mark.h"
#include "app/queue/osr-queue-words.h"
#include "app/triage/osr-review-pane.h"
#include "app/triage/osr-take-pane.h"
#include "osr-desk-fixture.h"

#define MORNING "2026-03-27T10:30:00+09:00"

/* Case 1 is with a body, 2 is found, 3 waits for approval, of 4 the millmaster has agreed to the
 * draft. */
static Desk *
skerries_new (void)
{
  Desk *desk = desk_new ("2026-03-27T08:00:00+09:00");

  desk_adopt_file (desk, REGIONS "/skerries.json");
  desk_happen (desk, 0, "2026-03-27T08:01:00+09:00", "office role-granted",
               "{'person': 'olga', 'role': 'lamplighter'}", NULL);
  desk_happen (desk, 0, "2026-03-27T08:02:00+09:00", "office role-granted",
               "{'person': 'anna', 'role': 'bridgewright', 'body': 'zhkh'}", NULL);
  desk_happen (desk, 0, "2026-03-27T08:03:00+09:00", "office role-revoked",
               "{'person': 'olga', 'role': 'curator'}", NULL);
  for (guint n = 1; n <= 4; n++)
    desk_find (desk, n, "2026-03-27T09:00:00+09:00", "Нептун", "Змей съел буй.");
  desk_route (desk, 1, "2026-03-27T09:10:00+09:00", "zhkh");
  desk_route (desk, 3, "2026-03-27T09:20:00+09:00", "zhkh");
  desk_submit (desk, 3, "2026-03-27T10:20:00+09:00", "anna", "zhkh", "Буй вернут.");
  desk_route (desk, 4, "2026-03-27T10:21:00+09:00", "zhkh");
  desk_share (desk, 4, "2026-03-27T10:22:00+09:00", "anna", "zhkh", "Буй вернут завтра.");
  desk_happen (desk, 4, "2026-03-27T10:23:00+09:00", "boris agreed", "{'draft': 5}", NULL);
  desk_at (desk, MORNING);
  return desk;
}

/* All words on @widget, hidden ones too, with a line for each label. */
static void
add_words (GtkWidget *widget, GString *words)
{
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (words, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_words (child, words);
}

static void
assert_shown (const char *person, guint n, GtkWidget *pane, const char *expected)
{
  g_autoptr (Desk) desk = skerries_new ();
  g_autoptr (OsrWorkplace) workplace = osr_workplace_new ();
  g_autoptr (GString) words = g_string_new (NULL);
  OsrReplica *replica = desk_open (desk, person);
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), pane);
  osr_workplace_set_replica (workplace, replica);
  osr_pane_set_workplace (OSR_PANE (pane), workplace);
  osr_workplace_open_case (workplace, desk_case (n));
  gtk_window_present (GTK_WINDOW (window));
  add_words (pane, words);
  if (strstr (words->str, expected) == NULL)
    g_test_message ("no “%s” in:\n%s", expected, words->str);
  g_assert_nonnull (strstr (words->str, expected));
  gtk_window_destroy (GTK_WINDOW (window));
  osr_workplace_set_replica (workplace, NULL);
  osr_replica_close (replica);
  g_object_unref (replica);
}

static void
test_roles (void)
{
  assert_shown ("olga", 1, g_object_new (OSR_TYPE_PERSON_MARK, NULL), "Lamplighter");
}

static void
test_limits (void)
{
  static const char *const names[] = { "handing out", "response", "declining", "sketch", "plan" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    assert_shown ("anna", 1, osr_limits_list_new (), names[i]);
}

/* Not by the names that other profiles have for these steps. */
static void
test_amounts (void)
{
  assert_shown ("olga", 2, osr_take_pane_new (), "45 min to route it");
  assert_shown ("olga", 2, osr_take_pane_new (), "10 h of working time to reply");
  assert_shown ("anna", 1, osr_composer_pane_new (), "agreed to by: millmaster");
  assert_shown ("anna", 4, osr_composer_pane_new (), "who has 40 min");
  assert_shown ("olga", 3, osr_review_pane_new (), "the body has 1 h to publish");
  assert_shown ("olga", 3, osr_review_pane_new (), "which has 1 h 15 min");
}

static void
test_row (void)
{
  g_autoptr (Desk) desk = skerries_new ();
  OsrReplica *replica = desk_open (desk, "anna");
  g_autoptr (OsrCase) c = osr_replica_get_case (replica, desk_case (1));
  g_autoptr (GPtrArray) deadlines = osr_replica_get_deadlines (replica, c);
  OsrQueueWords *words =
      osr_queue_words_new (c, deadlines, osr_replica_get_registry (replica), "anna", desk->now);

  g_assert_cmpstr (words->step, ==, "plan");
  osr_queue_words_free (words);
  osr_replica_close (replica);
  g_object_unref (replica);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ()) {
    g_print ("1..0 # SKIP no display\n");
    return 0;
  }
  adw_init ();
  g_test_add_func ("/app/invented-region/roles", test_roles);
  g_test_add_func ("/app/invented-region/limits", test_limits);
  g_test_add_func ("/app/invented-region/amounts", test_amounts);
  g_test_add_func ("/app/invented-region/row", test_row);
  return g_test_run ();
}
