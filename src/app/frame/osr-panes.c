/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays out queue, message and side pane by the width there is, and shows the side pane that the
 * view-model names. The panes themselves know nothing of each other. */
#include "app/frame/osr-panes.h"

#include <glib/gi18n.h>

#include "app/composer/osr-composer-pane.h"
#include "app/composer/osr-publish-pane.h"
#include "app/composer/osr-unsure-pane.h"
#include "app/detail/osr-detail-pane.h"
#include "app/queue/osr-queue-pane.h"
#include "app/steps/osr-step-pane.h"
#include "app/triage/osr-review-pane.h"
#include "app/triage/osr-take-pane.h"
#include "app/triage/osr-triage-pane.h"
#include "app/triage/osr-waiting-pane.h"

/* Below these widths in pixels the panes would be cut. */
#define WIDE_FROM   1140
#define MEDIUM_FROM 720

#define NARROWEST         340
#define NARROWEST_QUEUE   280
#define NARROWEST_SIDE    300
#define NARROWEST_MESSAGE 340
/* What the side pane needs under the message to be seen whole. */
#define LOW_SIDE 330

struct _OsrPanes {
  OsrPane parent_instance;

  /* template widgets */
  GtkPaned *outer;
  GtkPaned *inner;
  GtkWidget *queue;
  GtkStack *message;
  AdwStatusPage *none;
  GtkWidget *detail;
  GtkWidget *side_frame;
  GtkStack *side;

  GSignalGroup *replica_signals; /* owned */

  OsrLayout layout;
  OsrPanesPage page;
  int queue_width;
  int side_width;
  guint idle;
  gboolean laid_out;
  gboolean arrange; /* the layout is to be changed */
  guint place;      /* then, once there are sizes, the handles are put in their places: how many */
};

G_DEFINE_FINAL_TYPE (OsrPanes, osr_panes, OSR_TYPE_PANE)

enum { PROP_LAYOUT = 1, PROP_PAGE, N_PROPS };

static GParamSpec *properties[N_PROPS];

OsrLayout
osr_panes_layout_for (int width)
{
  if (width >= WIDE_FROM)
    return OSR_LAYOUT_WIDE;
  return width >= MEDIUM_FROM ? OSR_LAYOUT_MEDIUM : OSR_LAYOUT_NARROW;
}

static gboolean
has_case (OsrPanes *self)
{
  return osr_pane_get_case (OSR_PANE (self)) != NULL;
}

static void
ask_to_place (OsrPanes *self)
{
  self->place = 2;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* What is visible: everything but in a narrow window, and no side pane without a case. */
static void
show_panes (OsrPanes *self)
{
  const gboolean narrow = self->layout == OSR_LAYOUT_NARROW;
  const OsrPanesPage page = has_case (self) ? self->page : OSR_PANES_PAGE_QUEUE;

  if (has_case (self) && !gtk_widget_get_visible (self->side_frame))
    ask_to_place (self);
  else if (!has_case (self))
    osr_panes_get_widths (self, &self->queue_width, &self->side_width);

  gtk_widget_set_visible (self->queue, !narrow || page == OSR_PANES_PAGE_QUEUE);
  gtk_widget_set_visible (GTK_WIDGET (self->inner), !narrow || page != OSR_PANES_PAGE_QUEUE);
  gtk_widget_set_visible (GTK_WIDGET (self->message), !narrow || page == OSR_PANES_PAGE_MESSAGE);
  gtk_widget_set_visible (self->side_frame,
                          has_case (self) && (!narrow || page == OSR_PANES_PAGE_SIDE));
}

/* Where the message ends above the side pane: a side pane with nothing to write in takes what it needs and
 * leaves the rest to the message. */
static int
find_end_of_message (OsrPanes *self, int height)
{
  const char *name = gtk_stack_get_visible_child_name (self->side);
  const int low = MAX (height / 3, MIN (height / 2, height - LOW_SIDE));
  int needed;

  if (g_strcmp0 (name, "take") != 0 && g_strcmp0 (name, "waiting") != 0)
    return low;
  gtk_widget_measure (gtk_stack_get_visible_child (self->side), GTK_ORIENTATION_VERTICAL,
                      gtk_widget_get_width (GTK_WIDGET (self->inner)), NULL, &needed, NULL, NULL);
  return MAX (low, height - needed);
}

/* A handle keeps its distance while its pane gets another size, so the outer one comes first and the
 * inner one when that size is there. */
static void
place_handle (OsrPanes *self, gboolean inner)
{
  const int width = gtk_widget_get_width (GTK_WIDGET (self));
  const int inner_width = gtk_widget_get_width (GTK_WIDGET (self->inner));
  const int height = gtk_widget_get_height (GTK_WIDGET (self));
  const int most = MAX (NARROWEST_QUEUE, width - NARROWEST_MESSAGE - NARROWEST_SIDE);
  const int queue = CLAMP (self->queue_width, NARROWEST_QUEUE, most);

  if (self->layout == OSR_LAYOUT_NARROW)
    return;
  if (!inner)
    gtk_paned_set_position (self->outer,
                            self->layout == OSR_LAYOUT_WIDE ? queue : MIN (queue, width * 2 / 5));
  else if (self->layout == OSR_LAYOUT_MEDIUM)
    gtk_paned_set_position (self->inner, find_end_of_message (self, height));
  else
    gtk_paned_set_position (self->inner, MAX (inner_width - MAX (self->side_width, NARROWEST_SIDE),
                                              NARROWEST_MESSAGE));
}

static void
arrange_panes (OsrPanes *self)
{
  const gboolean side_by_side = self->layout != OSR_LAYOUT_MEDIUM;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->inner), side_by_side
                                                                    ? GTK_ORIENTATION_HORIZONTAL
                                                                    : GTK_ORIENTATION_VERTICAL);
  gtk_paned_set_resize_end_child (self->inner, !side_by_side);
  if (side_by_side)
    gtk_widget_remove_css_class (self->side_frame, "low");
  else
    gtk_widget_add_css_class (self->side_frame, "low");
  show_panes (self);
  ask_to_place (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAYOUT]);
}

static gboolean
on_idle (gpointer data)
{
  OsrPanes *self = data;

  self->idle = 0;
  if (self->arrange) {
    self->arrange = FALSE;
    arrange_panes (self);
  } else if (self->place > 0) {
    place_handle (self, --self->place == 0);
    gtk_widget_queue_resize (GTK_WIDGET (self));
  }
  return G_SOURCE_REMOVE;
}

/* Panes cannot change while sizes are being given out, so a new layout comes right after. */
static void
adapt_to (OsrPanes *self, int width)
{
  const OsrLayout layout = osr_panes_layout_for (width);

  if (!self->laid_out || layout != self->layout) {
    osr_panes_get_widths (self, &self->queue_width, &self->side_width);
    self->layout = layout;
    self->laid_out = TRUE;
    self->arrange = TRUE;
  }
  if ((self->arrange || self->place > 0) && self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_idle, self, NULL);
}

/* --- GtkWidget --- */

static GtkSizeRequestMode
osr_panes_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

/* The window may become as narrow as one pane, whatever layout there is at the moment. */
static void
osr_panes_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                   int *natural, int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *child = GTK_WIDGET (OSR_PANES (widget)->outer);

  *minimum_baseline = *natural_baseline = -1;
  gtk_widget_measure (child, orientation, -1, minimum, natural, NULL, NULL);
  *minimum = MIN (*minimum, orientation == GTK_ORIENTATION_HORIZONTAL ? NARROWEST : 240);
  *natural = MAX (*natural, *minimum);
}

static void
osr_panes_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  OsrPanes *self = OSR_PANES (widget);
  GtkWidget *child = GTK_WIDGET (self->outer);
  int minimum_width, minimum_height;

  adapt_to (self, width); /* while the handles are where the person left them */
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum_width, NULL, NULL, NULL);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, &minimum_height, NULL, NULL, NULL);
  gtk_widget_allocate (child, MAX (width, minimum_width), MAX (height, minimum_height), -1, NULL);
}

/* --- OsrPane --- */

static const char *
side_name (OsrSide side)
{
  switch (side) {
  case OSR_SIDE_TAKE:
    return "take";
  case OSR_SIDE_TRIAGE:
    return "triage";
  case OSR_SIDE_COMPOSE:
    return "compose";
  case OSR_SIDE_REVIEW:
    return "review";
  case OSR_SIDE_PUBLISH:
    return "publish";
  case OSR_SIDE_UNSURE:
    return "unsure";
  case OSR_SIDE_STEP:
    return "step";
  case OSR_SIDE_NONE:
  default:
    return "waiting";
  }
}

static void
pass_workplace (OsrPanes *self, OsrWorkplace *workplace)
{
  GtkWidget *child;

  osr_pane_set_workplace (OSR_PANE (self->queue), workplace);
  osr_pane_set_workplace (OSR_PANE (self->detail), workplace);
  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->side)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    osr_pane_set_workplace (OSR_PANE (child), workplace);
}

/* Nothing is open: what there would be to open, or why there is nothing. */
static void
show_none (OsrPanes *self)
{
  OsrReplica *replica = osr_pane_get_replica (OSR_PANE (self));
  const char *icon = "osr-done-symbolic";
  const char *title = _ ("Nothing needs you now");
  const char *advice = _ ("What comes in opens from the queue. What others have in hand stands "
                          "under “All” (Alt+4).");

  if (replica == NULL || has_case (self))
    return;
  if (osr_replica_count (replica, OSR_QUEUE_ACT) > 0) {
    icon = "osr-message-symbolic";
    title = _ ("Choose a message");
    advice = _ ("The first one in the queue is the one whose limit is nearest. Ctrl+J opens the "
                "next.");
  } else if (osr_replica_count (replica, OSR_QUEUE_ALL) == 0) {
    title = _ ("No messages yet");
    advice = _ ("They stand in the queue as soon as the monitoring finds them or a curator routes "
                "them to you; nothing has to be pressed for it.");
  }
  adw_status_page_set_icon_name (self->none, icon);
  adw_status_page_set_title (self->none, title);
  adw_status_page_set_description (self->none, advice);
}

static void
show_side (OsrPanes *self, const char *name)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->side), name) == 0)
    return;
  gtk_stack_set_visible_child_name (self->side, name);
  if (self->layout == OSR_LAYOUT_MEDIUM)
    ask_to_place (self);
}

static void
osr_panes_refresh (OsrPane *pane)
{
  OsrPanes *self = OSR_PANES (pane);
  OsrWorkplace *workplace = osr_pane_get_workplace (pane);

  if (workplace == NULL)
    return;
  g_signal_group_set_target (self->replica_signals, osr_workplace_get_replica (workplace));
  pass_workplace (self, workplace);
  show_none (self);
  gtk_stack_set_visible_child_name (self->message, has_case (self) ? "case" : "none");
  show_side (self, side_name (osr_workplace_get_side (workplace)));
  if (!has_case (self))
    osr_panes_set_page (self, OSR_PANES_PAGE_QUEUE);
  show_panes (self);
}

static void
on_opened (OsrPanes *self)
{
  osr_panes_set_page (self, OSR_PANES_PAGE_MESSAGE);
}

/* --- GObject --- */

static void
osr_panes_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  OsrPanes *self = OSR_PANES (object);

  if (id == PROP_LAYOUT)
    g_value_set_int (value, self->layout);
  else if (id == PROP_PAGE)
    g_value_set_int (value, self->page);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
osr_panes_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PAGE)
    osr_panes_set_page (OSR_PANES (object), g_value_get_int (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
osr_panes_dispose (GObject *object)
{
  OsrPanes *self = OSR_PANES (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->replica_signals != NULL)
    g_signal_group_set_target (self->replica_signals, NULL);
  g_clear_object (&self->replica_signals);
  G_OBJECT_CLASS (osr_panes_parent_class)->dispose (object);
}

static void
ensure_types (void)
{
  g_type_ensure (OSR_TYPE_QUEUE_PANE);
  g_type_ensure (OSR_TYPE_DETAIL_PANE);
  g_type_ensure (OSR_TYPE_TAKE_PANE);
  g_type_ensure (OSR_TYPE_TRIAGE_PANE);
  g_type_ensure (OSR_TYPE_COMPOSER_PANE);
  g_type_ensure (OSR_TYPE_REVIEW_PANE);
  g_type_ensure (OSR_TYPE_PUBLISH_PANE);
  g_type_ensure (OSR_TYPE_UNSURE_PANE);
  g_type_ensure (OSR_TYPE_STEP_PANE);
  g_type_ensure (OSR_TYPE_WAITING_PANE);
}

static void
osr_panes_class_init (OsrPanesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = osr_panes_dispose;
  object_class->get_property = osr_panes_get_property;
  object_class->set_property = osr_panes_set_property;
  widget_class->get_request_mode = osr_panes_get_request_mode;
  widget_class->measure = osr_panes_measure;
  widget_class->size_allocate = osr_panes_size_allocate;
  OSR_PANE_CLASS (klass)->refresh = osr_panes_refresh;

  properties[PROP_LAYOUT] =
      g_param_spec_int ("layout", NULL, NULL, OSR_LAYOUT_WIDE, OSR_LAYOUT_NARROW, OSR_LAYOUT_WIDE,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PAGE] =
      g_param_spec_int ("page", NULL, NULL, OSR_PANES_PAGE_QUEUE, OSR_PANES_PAGE_SIDE,
                        OSR_PANES_PAGE_QUEUE,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  ensure_types ();
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/region/OpenSources/ui/frame/osr-panes.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrPanes, outer);
  gtk_widget_class_bind_template_child (widget_class, OsrPanes, inner);
  gtk_widget_class_bind_template_child (widget_class, OsrPanes, queue);
  gtk_widget_class_bind_template_child (widget_class, OsrPanes, message);
  gtk_widget_class_bind_template_child (widget_class, OsrPanes, none);
  gtk_widget_class_bind_template_child (widget_class, OsrPanes, detail);
  gtk_widget_class_bind_template_child (widget_class, OsrPanes, side_frame);
  gtk_widget_class_bind_template_child (widget_class, OsrPanes, side);
  gtk_widget_class_bind_template_callback (widget_class, on_opened);
}

static void
osr_panes_init (OsrPanes *self)
{
  self->queue_width = 372;
  self->side_width = 390;
  self->replica_signals = g_signal_group_new (OSR_TYPE_REPLICA);
  g_signal_group_connect_swapped (self->replica_signals, "queue-changed", G_CALLBACK (show_none),
                                  self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/* --- public --- */

OsrLayout
osr_panes_get_layout (OsrPanes *self)
{
  g_return_val_if_fail (OSR_IS_PANES (self), OSR_LAYOUT_WIDE);
  return self->layout;
}

OsrPanesPage
osr_panes_get_page (OsrPanes *self)
{
  g_return_val_if_fail (OSR_IS_PANES (self), OSR_PANES_PAGE_QUEUE);
  return self->page;
}

void
osr_panes_set_page (OsrPanes *self, OsrPanesPage page)
{
  g_return_if_fail (OSR_IS_PANES (self));
  if (self->page == page)
    return;
  self->page = page;
  show_panes (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
}

void
osr_panes_set_widths (OsrPanes *self, int queue, int side)
{
  g_return_if_fail (OSR_IS_PANES (self));
  self->queue_width = queue;
  self->side_width = side;
  ask_to_place (self);
}

void
osr_panes_get_widths (OsrPanes *self, int *queue, int *side)
{
  g_return_if_fail (OSR_IS_PANES (self));
  *queue = self->queue_width;
  *side = self->side_width;
  if (self->layout != OSR_LAYOUT_WIDE || self->arrange || self->place > 0 || !self->laid_out)
    return;
  *queue = gtk_paned_get_position (self->outer);
  if (gtk_widget_get_mapped (self->side_frame))
    *side = gtk_widget_get_width (GTK_WIDGET (self->inner)) - gtk_paned_get_position (self->inner);
}

GtkWidget *
osr_panes_get_queue (OsrPanes *self)
{
  g_return_val_if_fail (OSR_IS_PANES (self), NULL);
  return self->queue;
}
