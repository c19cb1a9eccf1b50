/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which words the time bar says and where they stand. Drawing them is osr-time-bar-draw.c's. */
#include <glib/gi18n.h>

#include "app/detail/osr-time-bar-private.h"
#include "report/osr-time-text.h"

/* Rows of labels: what was met may not make a third. */
#define MET_ROWS 2
#define MAX_ROWS 3

PangoLayout *
osr_time_bar_make_text (OsrTimeBar *self, const char *text, int size, gboolean bold)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_size_new_absolute (size * PANGO_SCALE));
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  return layout;
}

PangoLayout *
osr_time_bar_make_label (OsrTimeBar *self, const OsrTimeMark *mark)
{
  const gboolean bold = mark->kind == OSR_MARK_PRESSING || mark->kind == OSR_MARK_OVERDUE;

  return osr_time_bar_make_text (self, mark->text, OSR_TIME_BAR_LABEL_SIZE, bold);
}

PangoLayout *
osr_time_bar_make_now (OsrTimeBar *self, double *left, double *right)
{
  g_autofree char *clock = osr_time_text_clock (self->now, self->zone);
  g_autofree char *text = g_strdup_printf (_ ("now %s"), clock);
  PangoLayout *layout = osr_time_bar_make_text (self, text, OSR_TIME_BAR_LABEL_SIZE, TRUE);
  double x = osr_time_axis_position (self->axis, self->now);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  *left = CLAMP (x - width / 2.0, 0, MAX (self->axis->width - width, 0));
  *right = *left + width;
  return layout;
}

PangoLayout *
osr_time_bar_make_day (OsrTimeBar *self, guint *index, double *left, double *right)
{
  GArray *segments = self->axis->segments;
  const OsrTimeSegment *first = &g_array_index (segments, OsrTimeSegment, *index);
  const OsrTimeSegment *last = first;
  g_autofree char *day = NULL;
  PangoLayout *layout;
  double middle;
  int width;

  (*index)++;
  if (first->folded)
    return NULL;
  for (guint i = *index; i < segments->len; i++) {
    const OsrTimeSegment *next = &g_array_index (segments, OsrTimeSegment, i);

    if (next->folded)
      continue;
    if (next->day != first->day)
      break;
    last = next;
    *index = i + 1;
  }
  day = osr_time_text_date (first->day);
  layout = osr_time_bar_make_text (self, day, OSR_TIME_BAR_AXIS_SIZE, FALSE);
  pango_layout_get_pixel_size (layout, &width, NULL);
  middle = (first->x + last->x + last->width) / 2;
  *left = CLAMP (middle - width / 2.0, 0, MAX (self->axis->width - width, 0));
  *right = *left + width;
  return layout;
}

/* Whether the names of the days leave room for now in their line. */
static gboolean
foot_fits (OsrTimeBar *self)
{
  g_autoptr (PangoLayout) now = NULL;
  double left, right, day_left, day_right;
  gboolean fits = TRUE;

  if (self->over)
    return TRUE;
  now = osr_time_bar_make_now (self, &left, &right);
  for (guint i = 0; i < self->axis->segments->len;) {
    g_autoptr (PangoLayout) day = osr_time_bar_make_day (self, &i, &day_left, &day_right);

    if (day != NULL && left < day_right + 8 && day_left < right + 8)
      fits = FALSE;
  }
  return fits;
}

/* What has no room is left out from the end of this order. */
static int
importance (const OsrTimeMark *mark)
{
  switch (mark->kind) {
  case OSR_MARK_PRESSING:
    return 0;
  case OSR_MARK_OVERDUE:
    return 1;
  case OSR_MARK_AHEAD:
    return 2;
  case OSR_MARK_MET_LATE:
    return 3;
  case OSR_MARK_MET:
  default:
    return 4;
  }
}

/* The most important first; of those ahead the nearest, of those met the newest. */
static int
compare_importance (gconstpointer a, gconstpointer b)
{
  const OsrTimeMark *first = *(OsrTimeMark *const *) a;
  const OsrTimeMark *second = *(OsrTimeMark *const *) b;
  const int order = (first->at > second->at) - (first->at < second->at);

  if (importance (first) != importance (second))
    return importance (first) - importance (second);
  return importance (first) < 3 ? order : -order;
}

static void
add_label (OsrTimeBar *self, const OsrTimeMark *mark)
{
  g_autoptr (PangoLayout) layout = osr_time_bar_make_label (self, mark);
  OsrTimeLabel label = { osr_time_axis_position (self->axis, mark->at) };
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  label.width = width;
  g_array_append_val (self->labels, label);
}

/* Gives the marks their labels, the important ones nearest to the axis. Where they would pile up,
 * those that were met go first: their pins stay, their words are in the list. Returns the rows. */
static int
place_labels (OsrTimeBar *self)
{
  int rows = 0;

  g_array_set_size (self->labels, 0);
  g_ptr_array_set_size (self->labelled, 0);
  g_ptr_array_extend (self->labelled, self->marks, NULL, NULL);
  g_ptr_array_sort (self->labelled, compare_importance);
  for (guint i = 0; i < self->labelled->len; i++)
    add_label (self, self->labelled->pdata[i]);
  rows = osr_time_labels_place (self->labels, self->axis->width);
  while (self->labelled->len > 1 &&
         rows > (importance (self->labelled->pdata[self->labelled->len - 1]) >= 3 ? MET_ROWS
                                                                                  : MAX_ROWS)) {
    g_ptr_array_set_size (self->labelled, (int) self->labelled->len - 1);
    g_array_set_size (self->labels, self->labelled->len);
    rows = osr_time_labels_place (self->labels, self->axis->width);
  }
  return rows;
}

int
osr_time_bar_lay_out (OsrTimeBar *self, int width)
{
  int rows;

  if (self->axis == NULL)
    return 0;
  osr_time_axis_lay_out (self->axis, width);
  rows = place_labels (self);
  self->one_foot = foot_fits (self);
  return rows * OSR_TIME_BAR_ROW_HEIGHT + OSR_TIME_BAR_PIN_HEIGHT + OSR_TIME_BAR_TRACK_HEIGHT +
         OSR_TIME_BAR_HOURS_HEIGHT + (self->one_foot ? 1 : 2) * OSR_TIME_BAR_FOOT_HEIGHT;
}
