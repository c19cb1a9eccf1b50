/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills the cards. How many stand side by side is for osr-columns-layout.c to say. */
#include "app/rating/osr-rating-board.h"

#include <glib/gi18n.h>

#include "app/rating/osr-bar-chart.h"
#include "app/rating/osr-rating-item.h"
#include "app/rating/osr-rating-table.h"
#include "app/rating/osr-trend-chart.h"
#include "app/shared/osr-columns-layout.h"
#include "report/rating/osr-rating-text.h"

/* Columns of less width would be cut. */
#define TILE_WIDTH   190
#define COLUMN_WIDTH 480
#define MOST_TOPICS  7

struct _OsrRatingBoard {
  AdwBin parent_instance;

  /* template widgets */
  GtkBox *tiles;
  GtkBox *columns;
  GtkLabel *formula;
  GtkLabel *counting;
  OsrBarChart *bodies;
  GtkWidget *no_bodies;
  GtkColumnView *table;
  GtkLabel *table_note;
  OsrTrendChart *trend;
  GtkLabel *trend_note;
  OsrBarChart *topics;
  GtkLabel *topics_note;
  GtkBox *notices;

  GListStore *items; /* owned: OsrRatingItem */
};

G_DEFINE_FINAL_TYPE (OsrRatingBoard, osr_rating_board, ADW_TYPE_BIN)

static void
remove_children (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

/* What a button that shows cases carries. */
static void
on_show (GtkButton *button, GPtrArray *cases)
{
  osr_rating_show_cases (GTK_WIDGET (button), gtk_widget_get_name (GTK_WIDGET (button)), cases);
}

static void
free_cases (gpointer cases, GClosure *closure)
{
  g_ptr_array_unref (cases);
}

static void
connect_cases (GtkWidget *button, const char *title, GPtrArray *cases)
{
  gtk_widget_set_name (button, title);
  gtk_widget_set_sensitive (button, cases->len > 0);
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_show), g_ptr_array_ref (cases),
                         free_cases, 0);
}

/* --- figures of the office --- */

static GtkWidget *
add_label (GtkWidget *box, const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

/* @trend: 1 better, −1 worse, 0 neither */
static void
add_tile (OsrRatingBoard *self, const char *value, const char *what, const char *change, int trend,
          GPtrArray *cases)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *label;
  g_autofree char *said = g_strdup_printf ("%s: %s. %s", what, value, change);

  add_label (box, value, "tile-value");
  add_label (box, what, "tile-what");
  label = add_label (box, change, "tile-change");
  if (trend != 0)
    gtk_widget_add_css_class (label, trend > 0 ? "success" : "error");
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "card");
  gtk_widget_add_css_class (button, "tile");
  gtk_widget_set_hexpand (button, TRUE);
  connect_cases (button, what, cases);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  gtk_box_append (self->tiles, button);
}

static void
add_figure_tile (OsrRatingBoard *self, const OsrSummary *summary, OsrMetric metric,
                 const char *what)
{
  const OsrFigure *figure = &summary->rating->office->figures[metric];
  const OsrFigure *before = &summary->before->office->figures[metric];
  g_autofree char *text = osr_rating_text_figure (figure, metric);
  g_autofree char *change = osr_rating_text_change (figure, before, metric);
  g_autofree char *shown =
      /* Translators: a change against the period before */
      *change != '\0' ? g_strdup_printf (_ ("%s to the period before"), change)
                      : osr_rating_text_made_of (figure, metric);

  add_tile (self, text, what, shown, osr_rating_text_trend (figure, before, metric), figure->cases);
}

static void
add_left_out_tile (OsrRatingBoard *self, const OsrSummary *summary)
{
  const OsrRatingRow *office = summary->rating->office;
  g_autofree char *count = g_strdup_printf ("%u", osr_rating_row_left_out (office));
  g_autoptr (GString) why = g_string_new (NULL);
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func (g_free);
  GtkWidget *tile;

  for (int i = 0; i < OSR_N_LEFT_OUT; i++) {
    for (guint j = 0; j < office->left_out[i]->len; j++)
      g_ptr_array_add (cases, g_strdup (office->left_out[i]->pdata[j]));
    if (office->left_out[i]->len > 0)
      g_string_append_printf (why, "%s%u: %s", why->len > 0 ? "\n" : "", office->left_out[i]->len,
                              osr_rating_text_left_out (i));
  }
  add_tile (self, count, _ ("messages left out of the rating"),
            cases->len > 0 ? _ ("show which and why") : _ ("none"), 0, cases);
  tile = gtk_widget_get_last_child (GTK_WIDGET (self->tiles));
  if (why->len > 0)
    gtk_widget_set_tooltip_text (tile, why->str);
}

static void
fill_tiles (OsrRatingBoard *self, const OsrSummary *summary)
{
  g_autofree char *count = g_strdup_printf ("%u", summary->cases->len);
  g_autofree char *change =
      osr_rating_text_count_change (summary->cases->len, summary->cases_before);
  g_autofree char *period = osr_rating_text_period (&summary->rating->period);
  /* Translators: a period */
  g_autofree char *messages = g_strdup_printf (_ ("messages taken, %s"), period);
  /* Translators: working or clock hours */
  g_autofree char *time = g_strdup_printf (_ ("mean time of a reply, %s"),
                                           osr_rating_text_hours (summary->rating->formula));
  g_autofree char *against =
      *change != '\0' ? g_strdup_printf (_ ("%s to the period before"), change) : g_strdup ("");

  remove_children (self->tiles);
  add_tile (self, count, messages, against, 0, summary->cases);
  add_figure_tile (self, summary, OSR_METRIC_TIMELINESS, _ ("of messages in time"));
  add_figure_tile (self, summary, OSR_METRIC_MEAN_TIME, time);
  add_figure_tile (self, summary, OSR_METRIC_QUALITY, _ ("points of quality out of 100"));
  add_left_out_tile (self, summary);
}

/* --- bodies --- */

static int
shown_value (const OsrSummary *summary, const OsrRatingRow *row)
{
  if (row == NULL)
    return -1;
  return summary->rating->formula->rated ? row->total : row->figures[OSR_METRIC_TIMELINESS].points;
}

static void
fill_bodies (OsrRatingBoard *self, const OsrSummary *summary)
{
  GPtrArray *rows = summary->rating->rows;

  osr_bar_chart_clear (self->bodies);
  osr_bar_chart_set_scale (self->bodies, 100, TRUE);
  for (guint i = 0; i < rows->len; i++) {
    const OsrRatingRow *row = rows->pdata[i];
    int value = shown_value (summary, row);
    int before = shown_value (summary, osr_rating_find (summary->before, row->body));
    g_autofree char *number = osr_rating_text_points (value);

    osr_bar_chart_add (self->bodies, osr_rating_text_body (summary->registry, row->body),
                       value / 10.0, before < 0 ? -1 : before / 10.0, number, NULL);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->bodies), rows->len > 0);
  gtk_widget_set_visible (self->no_bodies, rows->len == 0);
}

static void
fill_formula (OsrRatingBoard *self, const OsrSummary *summary)
{
  const OsrRatingFormula *formula = summary->rating->formula;
  g_autofree char *period = osr_rating_text_period (&summary->rating->period);
  g_autofree char *before = osr_rating_text_period (&summary->before->period);
  g_autofree char *sum = osr_rating_text_formula (formula);
  /* Translators: a formula, a period, and the period before it, which is a stroke in the chart */
  g_autofree char *text =
      g_strdup_printf (formula->rated ? _ ("%1$s · %2$s, stroke — %3$s")
                                      : _ ("%1$s; bars: per cent in time · %2$s, stroke — %3$s"),
                       sum, period, before);
  g_autoptr (GPtrArray) metrics = osr_rating_text_metrics (formula);
  g_autoptr (GString) counting = g_string_new (NULL);

  gtk_label_set_text (self->formula, text);
  for (guint i = 0; i < metrics->len; i++)
    g_string_append_printf (counting, "%s%s", i > 0 ? "\n" : "", (char *) metrics->pdata[i]);
  gtk_label_set_text (self->counting, counting->str);
  gtk_widget_set_visible (GTK_WIDGET (self->counting), counting->len > 0);
}

/* --- the right column --- */

static void
fill_topics (OsrRatingBoard *self, const OsrSummary *summary)
{
  GPtrArray *lines = summary->lines[OSR_SUMMARY_TOPICS];

  osr_bar_chart_clear (self->topics);
  osr_bar_chart_set_scale (self->topics, 0, FALSE);
  for (guint i = 0; i < lines->len && i < MOST_TOPICS; i++) {
    const OsrSummaryLine *line = lines->pdata[i];
    g_autofree char *number = g_strdup_printf ("%u", line->cases->len);
    g_autofree char *change = osr_rating_text_count_change (line->cases->len, line->before);

    osr_bar_chart_add (self->topics,
                       osr_rating_text_line (summary->registry, OSR_SUMMARY_TOPICS, line->id),
                       line->cases->len, -1, number, change);
  }
}

static void
fill_notices (OsrRatingBoard *self, const OsrSummary *summary)
{
  g_autoptr (GPtrArray) notices = osr_rating_text_notices (summary);

  remove_children (self->notices);
  for (guint i = 0; i < notices->len; i++) {
    const OsrRatingNotice *notice = notices->pdata[i];
    GtkWidget *button = gtk_button_new ();
    GtkWidget *label = gtk_label_new (notice->sentence);

    gtk_label_set_xalign (GTK_LABEL (label), 0);
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    gtk_button_set_child (GTK_BUTTON (button), label);
    gtk_widget_add_css_class (button, "flat");
    gtk_widget_add_css_class (button, "notice");
    connect_cases (button, notice->sentence, notice->cases);
    gtk_box_append (self->notices, button);
  }
  if (notices->len == 0)
    add_label (GTK_WIDGET (self->notices), _ ("Nothing stands out in this period."), "dim-label");
}

static void
fill_notes (OsrRatingBoard *self, const OsrSummary *summary)
{
  g_autofree char *period = osr_rating_text_period (&summary->rating->period);
  /* Translators: a period */
  g_autofree char *trend =
      g_strdup_printf (_ ("%s: share of messages in time and points of quality, by weeks"), period);
  g_autofree char *topics =
      g_strdup_printf (_ ("%s: messages and the change to the period before"), period);
  g_autofree char *table =
      g_strdup_printf (_ ("%s; a figure opens the messages that it is made of"), period);

  gtk_label_set_text (self->trend_note, trend);
  gtk_label_set_text (self->topics_note, topics);
  gtk_label_set_text (self->table_note, table);
}

void
osr_rating_board_set_summary (OsrRatingBoard *self, const OsrSummary *summary)
{
  g_return_if_fail (OSR_IS_RATING_BOARD (self));
  gtk_widget_set_visible (GTK_WIDGET (self), summary != NULL);
  osr_rating_item_fill (self->items, summary);
  osr_trend_chart_set_rating (self->trend, summary != NULL ? summary->rating : NULL);
  if (summary == NULL)
    return;
  fill_tiles (self, summary);
  fill_formula (self, summary);
  fill_bodies (self, summary);
  fill_topics (self, summary);
  fill_notices (self, summary);
  fill_notes (self, summary);
}

/* --- GObject --- */

static void
osr_rating_board_dispose (GObject *object)
{
  OsrRatingBoard *self = OSR_RATING_BOARD (object);

  g_clear_object (&self->items);

  G_OBJECT_CLASS (osr_rating_board_parent_class)->dispose (object);
}

static void
osr_rating_board_class_init (OsrRatingBoardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_rating_board_dispose;
  g_type_ensure (OSR_TYPE_BAR_CHART);
  g_type_ensure (OSR_TYPE_TREND_CHART);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/rating/osr-rating-board.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrRatingBoard, tiles);
  gtk_widget_class_bind_template_child (widget_class, OsrRatingBoard, columns);
  gtk_widget_class_bind_template_child (widget_class, OsrRatingBoard, formula);
  gtk_widget_class_bind_template_child (widget_class, OsrRatingBoard, counting);
  gtk_widget_class_bind_template_child (widget_class, OsrRatingBoard, bodies);
  gtk_widget_class_bind_template_child (widget_class, OsrRatingBoard, no_bodies);
  gtk_widget_class_bind_template_child (widget_class, OsrRatingBoard, table);
  gtk_widget_class_bind_template_child (widget_class, OsrRatingBoard, table_note);
  gtk_widget_class_bind_template_child (widget_class, OsrRatingBoard, trend);
  gtk_widget_class_bind_template_child (widget_class, OsrRatingBoard, trend_note);
  gtk_widget_class_bind_template_child (widget_class, OsrRatingBoard, topics);
  gtk_widget_class_bind_template_child (widget_class, OsrRatingBoard, topics_note);
  gtk_widget_class_bind_template_child (widget_class, OsrRatingBoard, notices);
}

static void
osr_rating_board_init (OsrRatingBoard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->tiles), osr_columns_layout_new (TILE_WIDTH));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->columns), osr_columns_layout_new (COLUMN_WIDTH));
  self->items = g_list_store_new (OSR_TYPE_RATING_ITEM);
  osr_rating_table_set_up (self->table, G_LIST_MODEL (self->items));
}
