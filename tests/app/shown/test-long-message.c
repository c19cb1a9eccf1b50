/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A long message in the pane: folded so that the clock stays in sight, unfolded and folded again by its
 * button, never cut for who selects or listens. Needs a display. */
#include <adwaita.h>

#include "app/detail/osr-clock-card.h"
#include "app/detail/osr-clock-pill.h"
#include "app/detail/osr-detail-pane.h"
#include "app/detail/osr-message-text.h"
#include "osr-window-fixture.h"

#define LETTER 1
#define SHORT  2
#define AT     "2026-03-06T09:30:00+09:00"

static char *
make_letter (guint lines)
{
  GString *letter = g_string_new ("Здравствуйте!");

  for (guint i = 1; i < lines; i++)
    g_string_append_printf (letter, "\n%u. Снег не убран.", i);
  return g_string_free (letter, FALSE);
}

static void
find_messages (Desk *desk)
{
  g_autofree char *letter = make_letter (60);
  g_autofree char *brief = make_letter (OSR_MESSAGE_TEXT_LINES + 2);

  desk_find (desk, LETTER, AT, "Ольга М.", letter);
  desk_find (desk, SHORT, AT, "Ольга М.", brief);
  for (guint n = LETTER; n <= SHORT; n++) {
    desk_happen (desk, n, AT, "olga detected", NULL, NULL);
    desk_happen (desk, n, AT, "olga triaged",
                 "{'topics': ['heating'], 'importance': 'normal', 'locality': 'Зея'}", NULL);
  }
}

static void
seat_take (Seat *seat, int width, int height)
{
  seat->desk = desk_new ("2026-03-06T09:00:00+09:00");
  find_messages (seat->desk);
  desk_at (seat->desk, "2026-03-06T10:00:00+09:00");
  seat_sit (seat, "olga", osr_detail_pane_new ());
  gtk_window_set_decorated (GTK_WINDOW (seat->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (seat->window), width, height);
}

static void
settle (Seat *seat)
{
  for (int i = 0; i < 3; i++) {
    while (g_main_context_iteration (NULL, FALSE))
      ;
    gtk_widget_queue_draw (seat->window);
    gtk_test_widget_wait_for_draw (seat->window);
  }
}

static void
open_case (Seat *seat, guint n)
{
  seat_open (seat, n);
  settle (seat);
}

/* Where @widget begins, in pixels from the top of the pane. */
static int
top_of (Seat *seat, GtkWidget *widget)
{
  double x, y;

  g_assert_true (gtk_widget_translate_coordinates (widget, seat->pane, 0, 0, &x, &y));
  return (int) y;
}

static void
test_clock_in_sight (void)
{
  Seat seat;
  OsrMessageText *text;
  g_autofree char *letter = make_letter (60);

  seat_take (&seat, 500, 690); /* of a window of 1280 × 800 with a strip */
  open_case (&seat, LETTER);
  text = OSR_MESSAGE_TEXT (find_child (seat.pane, OSR_TYPE_MESSAGE_TEXT));
  g_assert_true (osr_message_text_is_folded (text));
  g_assert_false (osr_message_text_is_cut (text));
  g_assert_cmpstr (osr_message_text_get_label (text), ==, letter);
  g_assert_cmpint (top_of (&seat, find_child (seat.pane, OSR_TYPE_CLOCK_CARD)), <, 690 - 90);
  g_assert_false (gtk_widget_get_visible (find_child (seat.pane, OSR_TYPE_CLOCK_PILL)));
  seat_leave (&seat);
}

/* Where the card has no room the head has the figure. */
static void
test_low (void)
{
  Seat seat;
  GtkWidget *pill;

  seat_take (&seat, 620, 250); /* of a window of 1024 × 640 with the composer below */
  open_case (&seat, LETTER);
  pill = find_child (seat.pane, OSR_TYPE_CLOCK_PILL);
  g_assert_true (gtk_widget_get_mapped (pill));
  g_assert_cmpint (top_of (&seat, pill), <, 60);
  g_assert_cmpint (top_of (&seat, find_child (seat.pane, OSR_TYPE_CLOCK_CARD)), <, 250 + 40);
  seat_leave (&seat);
}

static void
test_unfold (void)
{
  Seat seat;
  OsrMessageText *text;
  GtkWidget *button;
  int folded, whole;

  seat_take (&seat, 500, 690);
  open_case (&seat, LETTER);
  text = OSR_MESSAGE_TEXT (find_child (seat.pane, OSR_TYPE_MESSAGE_TEXT));
  button = find_child (GTK_WIDGET (text), GTK_TYPE_BUTTON);
  folded = gtk_widget_get_height (GTK_WIDGET (text));
  g_assert_true (gtk_widget_get_focusable (button));
  gtk_test_accessible_assert_state (button, GTK_ACCESSIBLE_STATE_EXPANDED, FALSE);
  g_signal_emit_by_name (button, "clicked");
  settle (&seat);
  whole = gtk_widget_get_height (GTK_WIDGET (text));
  g_assert_cmpint (whole, >, 3 * folded);
  g_assert_false (osr_message_text_is_folded (text));
  gtk_test_accessible_assert_state (button, GTK_ACCESSIBLE_STATE_EXPANDED, TRUE);
  g_assert_true (gtk_widget_get_mapped (button));
  g_signal_emit_by_name (button, "clicked");
  settle (&seat);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (text)), ==, folded);
  seat_leave (&seat);
}

/* Another message begins folded; what is a line or two longer is not folded at all. */
static void
test_other (void)
{
  Seat seat;
  OsrMessageText *text;
  GtkWidget *button;

  seat_take (&seat, 500, 690);
  open_case (&seat, LETTER);
  text = OSR_MESSAGE_TEXT (find_child (seat.pane, OSR_TYPE_MESSAGE_TEXT));
  button = find_child (GTK_WIDGET (text), GTK_TYPE_BUTTON);
  g_signal_emit_by_name (button, "clicked");
  open_case (&seat, SHORT);
  g_assert_false (osr_message_text_is_folded (text));
  g_assert_false (gtk_widget_get_mapped (button));
  open_case (&seat, LETTER);
  g_assert_true (osr_message_text_is_folded (text));
  seat_leave (&seat);
}

int
main (int argc, char **argv)
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/app/long-message/clock-in-sight", test_clock_in_sight);
  g_test_add_func ("/app/long-message/clock-in-the-head-where-low", test_low);
  g_test_add_func ("/app/long-message/unfolds-and-folds", test_unfold);
  g_test_add_func ("/app/long-message/another-begins-folded", test_other);
  return g_test_run ();
}
