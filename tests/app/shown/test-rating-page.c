/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of supervisors on a display: who has them, that a figure opens its messages, that cards
 * stand below each other in a narrow window. GTK's warnings fail the test. */

#include "app/rating/osr-bar-chart.h"
#include "app/rating/osr-case-list-dialog.h"
#include "app/shared/osr-columns-layout.h"
#include "app/rating/osr-rating-page.h"
#include "osr-app-quarters.h"
#include "osr-window-fixture.h"

static void
set_up (Screen *screen, gconstpointer person)
{
  screen->desk = quarters_new ("buryatia");
  screen_make_of_desk (screen);
  screen_sign_in (screen, person);
  gtk_window_present (GTK_WINDOW (screen->window));
  screen_settle (screen);
}

static void
go_to (Screen *screen, const char *section)
{
  gtk_widget_activate_action (GTK_WIDGET (screen->window), "win.section", "s", section);
  screen_settle (screen);
}

/* The first widget below @widget of @type that has the style @style (nullable). */
static GtkWidget *
find (GtkWidget *widget, GType type, const char *style)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) &&
      (style == NULL || gtk_widget_has_css_class (widget, style)))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find (child, type, style);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static GtkWidget *
get_page (Screen *screen)
{
  return find (GTK_WIDGET (screen->window), OSR_TYPE_RATING_PAGE, NULL);
}

static void
test_sections (Screen *screen, gconstpointer person)
{
  go_to (screen, "rating");
  g_assert_cmpstr (osr_window_get_section (screen->window), ==, "rating");
  g_assert_true (gtk_widget_get_mapped (get_page (screen)));
  go_to (screen, "reports");
  g_assert_nonnull (find (get_page (screen), ADW_TYPE_ACTION_ROW, NULL));
  go_to (screen, "today");
  g_assert_false (gtk_widget_get_mapped (get_page (screen)));
}

static void
resize (Screen *screen, int width)
{
  gtk_window_set_default_size (GTK_WINDOW (screen->window), width, 700);
  for (guint i = 0;
       i < 100 && (gtk_widget_get_width (GTK_WIDGET (screen->window)) < 720) != (width < 720); i++)
    screen_settle (screen);
  screen_settle (screen);
}

/* Every word of @widget has its room. */
static void
assert_whole (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_whole (child);
}

/* Too narrow for them beside the rest of the header, the sections stand under the page, each whole. */
static void
test_narrow (Screen *screen, gconstpointer person)
{
  GtkWidget *bar = find (GTK_WIDGET (screen->window), GTK_TYPE_BOX, "sections-bar");
  GtkWidget *header;

  go_to (screen, "rating");
  header = find (GTK_WIDGET (screen->window), GTK_TYPE_BOX, "linked");
  g_assert_false (gtk_widget_get_mapped (bar));
  g_assert_true (gtk_widget_get_mapped (header));
  resize (screen, 620);
  g_assert_true (gtk_widget_get_mapped (bar));
  g_assert_false (gtk_widget_get_mapped (header));
  assert_whole (bar);
  resize (screen, 1100);
  g_assert_false (gtk_widget_get_mapped (bar));
  g_assert_true (gtk_widget_get_mapped (header));
}

static void
test_executor (Screen *screen, gconstpointer person)
{
  go_to (screen, "rating");
  g_assert_cmpstr (osr_window_get_section (screen->window), ==, "today");
  g_assert_false (gtk_widget_get_mapped (get_page (screen)));
}

static void
test_figure (Screen *screen, gconstpointer person)
{
  GtkWidget *table, *figure, *list;
  OsrCaseListDialog *dialog;
  GtkSelectionModel *model;

  go_to (screen, "rating");
  table = find (get_page (screen), GTK_TYPE_COLUMN_VIEW, NULL);
  model = gtk_column_view_get_model (GTK_COLUMN_VIEW (table));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 4);
  figure = find (table, GTK_TYPE_BUTTON, "figure");
  g_assert_nonnull (figure);
  g_signal_emit_by_name (figure, "clicked");
  screen_settle (screen);
  dialog = OSR_CASE_LIST_DIALOG (find_window (OSR_TYPE_CASE_LIST_DIALOG));
  g_assert_nonnull (dialog);
  list = find (GTK_WIDGET (dialog), GTK_TYPE_LIST_VIEW, NULL);
  model = gtk_list_view_get_model (GTK_LIST_VIEW (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 9);
  g_signal_emit_by_name (list, "activate", 2);
  screen_settle (screen);
  g_assert_null (find_window (OSR_TYPE_CASE_LIST_DIALOG));
  g_assert_cmpstr (osr_window_get_section (screen->window), ==, "today");
  g_assert_nonnull (osr_workplace_get_case_id (screen->workplace));
}

/* Another period is other figures, and each says which it is of. */
static void
test_period (Screen *screen, gconstpointer person)
{
  GtkWidget *period;
  const OsrSummary *summary;
  OsrRatingModel *model;

  go_to (screen, "rating");
  period = find (get_page (screen), GTK_TYPE_DROP_DOWN, NULL);
  model = osr_rating_page_get_model (OSR_RATING_PAGE (get_page (screen)));
  summary = osr_rating_model_get_summary (model, screen->desk->now);
  g_assert_cmpstr (summary->rating->period.id, ==, "2026-Q2");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (period), 2);
  screen_settle (screen);
  summary = osr_rating_model_get_summary (model, screen->desk->now);
  g_assert_cmpstr (summary->rating->period.id, ==, "2026-Q1");
}

static void
test_sign_out (Screen *screen, gconstpointer person)
{
  go_to (screen, "rating");
  osr_session_sign_out (screen->session);
  screen_settle (screen);
  g_assert_cmpstr (osr_window_get_section (screen->window), ==, "today");
  g_assert_false (gtk_widget_get_mapped (get_page (screen)));
}

static int
height_at (GtkWidget *box, int width)
{
  int height;

  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  return height;
}

static void
test_columns (void)
{
  GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  int least;

  gtk_widget_set_layout_manager (box, osr_columns_layout_new (200));
  for (int i = 0; i < 4; i++) {
    GtkWidget *child = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

    gtk_widget_set_size_request (child, 100, 50);
    gtk_box_append (GTK_BOX (box), child);
  }
  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, ==, 100);
  g_assert_cmpint (height_at (box, 1000), ==, 50);
  g_assert_cmpint (height_at (box, 412), ==, 2 * 50 + 12);
  g_assert_cmpint (height_at (box, 150), ==, 4 * 50 + 3 * 12);
  g_object_unref (box);
}

/* A text to be read takes what the buttons beside and below it leave. */
static void
test_columns_expand (void)
{
  static const int heights[] = { 50, 30, 20 };
  GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  GtkWidget *children[3];

  gtk_widget_set_layout_manager (box, osr_columns_layout_new (200));
  for (int i = 0; i < 3; i++) {
    children[i] = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
    gtk_widget_set_size_request (children[i], 100, heights[i]);
    gtk_widget_set_vexpand (children[i], i == 1);
    gtk_box_append (GTK_BOX (box), children[i]);
  }
  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, 412, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (box, &(GtkAllocation){ 0, 0, 412, 300 }, -1);
  g_assert_cmpint (gtk_widget_get_height (children[0]), ==, 300 - 12 - 20);
  g_assert_cmpint (gtk_widget_get_height (children[1]), ==, 300 - 12 - 20);
  g_assert_cmpint (gtk_widget_get_height (children[2]), ==, 20);
  g_object_unref (box);
}

static void
add (const char *path, const char *person, void (*test) (Screen *, gconstpointer))
{
  g_test_add (path, Screen, person, set_up, test, screen_leave);
}

int
main (int argc, char **argv)
{
  if (!window_test_init (&argc, &argv))
    return 0;
  g_test_add_func ("/app/rating-page/columns", test_columns);
  g_test_add_func ("/app/rating-page/columns/expand", test_columns_expand);
  add ("/app/rating-page/sections/supervisor", "chief", test_sections);
  add ("/app/rating-page/sections/curator", "olga", test_sections);
  add ("/app/rating-page/sections/narrow", "chief", test_narrow);
  add ("/app/rating-page/executor", "anna", test_executor);
  add ("/app/rating-page/figure", "chief", test_figure);
  add ("/app/rating-page/period", "chief", test_period);
  add ("/app/rating-page/sign-out", "chief", test_sign_out);
  return window_test_run ();
}
