/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A label lays out all of its text whenever its width changes, so that it is given a beginning only. A
 * text view lays out the lines that are seen: it takes any length, in lines that end.
 *
 * What is long is folded: the label keeps all of its words, for selecting and for those who listen, and
 * is drawn to the end of a line. Where that is depends on the width, so it is found when sizes are. */
#include "app/detail/osr-message-text.h"

#include <glib/gi18n.h>

#include "app/detail/osr-whole-text.h"
#include "report/osr-shown-text.h"

/* So few lines are not worth a fold. */
#define SPARE_LINES 2
#define SPACING     4

struct _OsrMessageText {
  GtkWidget parent_instance;

  /* template */
  GtkWidget *label;
  GtkWidget *all;

  /* owned */
  char *text; /* nullable: as it came */

  guint lines;   /* that are shown of a folded text */
  gboolean cut;  /* the label has a beginning only */
  gboolean open; /* unfolded by the person */
  int drawn;     /* pixels of the label that are drawn; 0 for all */
};

G_DEFINE_FINAL_TYPE (OsrMessageText, osr_message_text, GTK_TYPE_WIDGET)

/* --- sizes --- */

/* Pixels to the end of the last line that a fold at @width leaves; 0 where there is nothing to fold. */
static int
fold_at (OsrMessageText *self, int width)
{
  g_autoptr (PangoLayout) layout =
      pango_layout_copy (gtk_label_get_layout (GTK_LABEL (self->label)));
  PangoLayoutIter *at;
  int end;

  pango_layout_set_width (layout, width * PANGO_SCALE);
  if ((guint) pango_layout_get_line_count (layout) <= self->lines + SPARE_LINES)
    return 0;
  at = pango_layout_get_iter (layout);
  for (guint line = 1; line < self->lines; line++)
    pango_layout_iter_next_line (at);
  pango_layout_iter_get_line_yrange (at, NULL, &end);
  pango_layout_iter_free (at);
  return PANGO_PIXELS_CEIL (end);
}

static int
height_of (GtkWidget *child, int width)
{
  int height;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  return height;
}

static GtkSizeRequestMode
osr_message_text_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
osr_message_text_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                          int *natural, int *minimum_baseline, int *natural_baseline)
{
  OsrMessageText *self = OSR_MESSAGE_TEXT (widget);
  int fold, least, button;

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    gtk_widget_measure (self->label, orientation, -1, minimum, natural, NULL, NULL);
    gtk_widget_measure (self->all, orientation, -1, &button, NULL, NULL, NULL);
    *minimum = MAX (*minimum, button);
    *natural = MAX (*natural, *minimum);
    return;
  }
  gtk_widget_measure (self->label, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  for_size = for_size < 0 ? -1 : MAX (for_size, least);
  fold = for_size < 0 ? 0 : fold_at (self, for_size);
  *natural = fold > 0 && !self->open ? fold : height_of (self->label, for_size);
  if (fold > 0 || self->cut)
    *natural += SPACING + height_of (self->all, -1);
  *minimum = *natural;
}

static void
osr_message_text_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  OsrMessageText *self = OSR_MESSAGE_TEXT (widget);
  const int fold = fold_at (self, width);
  const int whole = height_of (self->label, width);
  graphene_point_t place;
  int least;

  self->drawn = fold > 0 && !self->open ? fold : 0;
  gtk_widget_allocate (self->label, width, whole, -1, NULL);
  gtk_widget_set_child_visible (self->all, fold > 0 || self->cut);
  if (fold == 0 && !self->cut)
    return;
  gtk_widget_measure (self->all, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &least, NULL, NULL);
  graphene_point_init (&place, 0, (float) ((self->drawn > 0 ? self->drawn : whole) + SPACING));
  gtk_widget_allocate (self->all, MIN (width, least), height_of (self->all, -1), -1,
                       gsk_transform_translate (NULL, &place));
}

static void
osr_message_text_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  OsrMessageText *self = OSR_MESSAGE_TEXT (widget);
  const float width = (float) gtk_widget_get_width (widget);

  if (self->drawn > 0)
    gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, (float) self->drawn));
  gtk_widget_snapshot_child (widget, self->label, snapshot);
  if (self->drawn > 0)
    gtk_snapshot_pop (snapshot);
  if (gtk_widget_get_child_visible (self->all))
    gtk_widget_snapshot_child (widget, self->all, snapshot);
}

/* --- folding --- */

/* What does not stand here at all is in a window of its own, so that such a text is never unfolded. */
static void
set_open (OsrMessageText *self, gboolean open)
{
  self->open = open;
  gtk_button_set_label (GTK_BUTTON (self->all), open ? _ ("Show less") : _ ("Show all…"));
  gtk_widget_set_tooltip_text (self->all,
                               open ? NULL : _ ("The message is longer than what stands here"));
  if (self->cut)
    gtk_accessible_reset_state (GTK_ACCESSIBLE (self->all), GTK_ACCESSIBLE_STATE_EXPANDED);
  else
    gtk_accessible_update_state (GTK_ACCESSIBLE (self->all), GTK_ACCESSIBLE_STATE_EXPANDED, open,
                                 -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* The same words stay as they are, with what the person has selected in them. */
void
osr_message_text_show (OsrMessageText *self, const char *text)
{
  g_autofree char *shown = NULL;

  g_return_if_fail (OSR_IS_MESSAGE_TEXT (self));
  g_return_if_fail (text != NULL);

  if (g_strcmp0 (self->text, text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  shown = osr_shown_text (text, OSR_SHOWN_LENGTH, OSR_SHOWN_LINES, &self->cut);
  gtk_label_set_text (GTK_LABEL (self->label), shown);
  set_open (self, FALSE);
}

void
osr_message_text_set_lines (OsrMessageText *self, guint lines)
{
  g_return_if_fail (OSR_IS_MESSAGE_TEXT (self));
  g_return_if_fail (lines > 0);

  if (self->lines == lines)
    return;
  self->lines = lines;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

const char *
osr_message_text_get_label (OsrMessageText *self)
{
  g_return_val_if_fail (OSR_IS_MESSAGE_TEXT (self), NULL);

  return gtk_label_get_text (GTK_LABEL (self->label));
}

gboolean
osr_message_text_is_folded (OsrMessageText *self)
{
  g_return_val_if_fail (OSR_IS_MESSAGE_TEXT (self), FALSE);

  return self->drawn > 0;
}

gboolean
osr_message_text_is_cut (OsrMessageText *self)
{
  g_return_val_if_fail (OSR_IS_MESSAGE_TEXT (self), FALSE);

  return self->cut;
}

static void
show_all (OsrMessageText *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!self->cut) {
    set_open (self, !self->open);
    return;
  }
  gtk_window_present (GTK_WINDOW (
      osr_whole_text_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->text)));
}

static void
osr_message_text_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (osr_message_text_parent_class)->dispose (object);
}

static void
osr_message_text_finalize (GObject *object)
{
  g_free (OSR_MESSAGE_TEXT (object)->text);
  G_OBJECT_CLASS (osr_message_text_parent_class)->finalize (object);
}

static void
osr_message_text_class_init (OsrMessageTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_message_text_dispose;
  G_OBJECT_CLASS (klass)->finalize = osr_message_text_finalize;
  widget_class->get_request_mode = osr_message_text_get_request_mode;
  widget_class->measure = osr_message_text_measure;
  widget_class->size_allocate = osr_message_text_size_allocate;
  widget_class->snapshot = osr_message_text_snapshot;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/detail/osr-message-text.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrMessageText, label);
  gtk_widget_class_bind_template_child (widget_class, OsrMessageText, all);
  gtk_widget_class_bind_template_callback (widget_class, show_all);
}

static void
osr_message_text_init (OsrMessageText *self)
{
  self->lines = OSR_MESSAGE_TEXT_LINES;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}
