/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filter pills with counts, search and the list. What is open is the view-model's: the selection
 * follows it by id, and choosing a row changes it. */
#include "app/queue/osr-queue-pane.h"

#include <glib/gi18n.h>

#include "app/queue/osr-batch-bar.h"
#include "app/queue/osr-centre-bar.h"
#include "app/queue/osr-queue-model.h"
#include "app/queue/osr-queue-row.h"

#define N_FILTERS (OSR_QUEUE_ALL + 1)

static const char *const filter_names[N_FILTERS] = { "act", "mine", "overdue", "all" };

struct _OsrQueuePane {
  OsrPane parent_instance;

  /* template widgets */
  GtkSearchBar *search_bar;
  GtkEditable *search_entry;
  GtkToggleButton *act_button;
  GtkToggleButton *mine_button;
  GtkToggleButton *overdue_button;
  GtkToggleButton *all_button;
  GtkStack *stack;
  GtkListView *list;
  GtkImage *empty_icon;
  GtkLabel *empty_title;
  GtkLabel *empty_hint;
  OsrCentreBar *centre;
  OsrBatchBar *batch;

  /* owned */
  OsrQueueModel *model;
  GtkMultiSelection *selection;
  GPtrArray *chosen; /* ids of the selected rows */
  GHashTable *rows;  /* OsrQueueRow that show something now */

  OsrReplica *replica; /* borrowed, only compared: whose queue it is */
  gboolean following;  /* the selection is being set by us */
  gboolean fresh;      /* nothing was chosen yet since this person sat down */
  char *filter_state;
};

G_DEFINE_FINAL_TYPE (OsrQueuePane, osr_queue_pane, OSR_TYPE_PANE)

enum { PROP_FILTER = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];
static guint opened_signal;

/* --- what is shown --- */

static const char *
filter_label (OsrQueueFilter filter)
{
  switch (filter) {
  case OSR_QUEUE_ACT:
    return C_ ("queue filter", "Act");
  case OSR_QUEUE_MINE:
    return C_ ("queue filter", "Mine");
  case OSR_QUEUE_OVERDUE:
    return C_ ("queue filter", "Overdue");
  case OSR_QUEUE_ALL:
  default:
    return C_ ("queue filter", "All");
  }
}

static void
show_counts (OsrQueuePane *self)
{
  GtkToggleButton *buttons[N_FILTERS] = { self->act_button, self->mine_button, self->overdue_button,
                                          self->all_button };

  for (int i = 0; i < N_FILTERS; i++) {
    g_autofree char *label = NULL;

    /* Translators: a filter and how many cases it holds: "Mine 4" */
    label = g_strdup_printf (_ ("%1$s %2$u"), filter_label ((OsrQueueFilter) i),
                             osr_queue_model_count (self->model, (OsrQueueFilter) i));
    gtk_button_set_label (GTK_BUTTON (buttons[i]), label);
  }
}

static const char *
empty_sentence (OsrQueueFilter filter)
{
  switch (filter) {
  case OSR_QUEUE_ACT:
    return _ ("Nothing waits for you");
  case OSR_QUEUE_MINE:
    return _ ("No case is in your hands");
  case OSR_QUEUE_OVERDUE:
    return _ ("No limit has passed");
  case OSR_QUEUE_ALL:
  default:
    return _ ("No messages yet");
  }
}

static const char *
empty_advice (OsrQueueFilter filter)
{
  switch (filter) {
  case OSR_QUEUE_ACT:
    return _ ("New messages appear here by themselves, first the one whose limit is nearest.");
  case OSR_QUEUE_MINE:
    return _ ("Cases come here once they are routed to your body or taken by you.");
  case OSR_QUEUE_OVERDUE:
    return _ ("Cases that need hurry stand first under “Act”.");
  case OSR_QUEUE_ALL:
  default:
    return _ ("Messages come as soon as the monitoring finds them.");
  }
}

static gboolean
is_first_sync (OsrQueuePane *self)
{
  OsrReplica *replica = osr_pane_get_replica (OSR_PANE (self));
  gboolean first = FALSE;

  if (replica != NULL)
    g_object_get (replica, "first-sync", &first, NULL);
  return first;
}

static void
show_empty (OsrQueuePane *self)
{
  const OsrQueueFilter filter = osr_queue_model_get_filter (self->model);
  const char *search = osr_queue_model_get_search (self->model);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0) {
    gtk_stack_set_visible_child_name (self->stack, "list");
    return;
  }
  if (search != NULL) {
    gtk_image_set_from_icon_name (self->empty_icon, "system-search-symbolic");
    gtk_label_set_text (self->empty_title, _ ("Nothing found"));
    gtk_label_set_text (self->empty_hint, _ ("Try fewer or other words, or look under “All”."));
  } else if (is_first_sync (self)) {
    gtk_image_set_from_icon_name (self->empty_icon, "osr-waiting-symbolic");
    gtk_label_set_text (self->empty_title, _ ("Cases are on their way"));
    gtk_label_set_text (self->empty_hint, _ ("Your own open ones come first."));
  } else {
    gtk_image_set_from_icon_name (self->empty_icon, "osr-done-symbolic");
    gtk_label_set_text (self->empty_title, empty_sentence (filter));
    gtk_label_set_text (self->empty_hint, empty_advice (filter));
  }
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

/* Whoever looks for something, or through everything, may mean what is only at the centre. */
static void
show_centre (OsrQueuePane *self)
{
  const gboolean searching = osr_queue_model_get_search (self->model) != NULL;

  osr_centre_bar_set_searching (self->centre, searching);
  gtk_widget_set_visible (GTK_WIDGET (self->centre),
                          osr_pane_get_replica (OSR_PANE (self)) != NULL &&
                              (searching ||
                               osr_queue_model_get_filter (self->model) == OSR_QUEUE_ALL));
}

static const char *
get_open_id (OsrQueuePane *self)
{
  OsrWorkplace *workplace = osr_pane_get_workplace (OSR_PANE (self));

  return workplace != NULL ? osr_workplace_get_case_id (workplace) : NULL;
}

static void
show_batch (OsrQueuePane *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  for (guint i = 0; i < self->chosen->len; i++)
    g_strv_builder_add (builder, self->chosen->pdata[i]);
  ids = g_strv_builder_end (builder);
  osr_batch_bar_set (self->batch, osr_pane_get_workplace (OSR_PANE (self)),
                     (const char *const *) ids);
}

/* Those that left the list are no longer chosen. */
static void
drop_gone (OsrQueuePane *self)
{
  for (guint i = self->chosen->len; i-- > 0;) {
    if (osr_queue_model_find (self->model, self->chosen->pdata[i]) < 0)
      g_ptr_array_remove_index (self->chosen, i);
  }
}

/* Makes the selection what is open, wherever that stands now; or the several that were chosen. */
static void
follow_case (OsrQueuePane *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  g_autoptr (GtkBitset) selected = gtk_bitset_new_empty ();
  g_autoptr (GtkBitset) all = gtk_bitset_new_range (0, n);
  const int open = osr_queue_model_find (self->model, get_open_id (self));

  drop_gone (self);
  for (guint i = 0; self->chosen->len > 1 && i < self->chosen->len; i++)
    gtk_bitset_add (selected, (guint) osr_queue_model_find (self->model, self->chosen->pdata[i]));
  if (self->chosen->len < 2) {
    g_ptr_array_set_size (self->chosen, 0);
    if (open >= 0)
      gtk_bitset_add (selected, (guint) open);
  }
  self->following = TRUE;
  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (self->selection), selected, all);
  self->following = FALSE;
  show_batch (self);
}

/* The person lets several go: what is open stays open. */
static void
on_cleared (OsrQueuePane *self)
{
  g_ptr_array_set_size (self->chosen, 0);
  follow_case (self);
}

/* Who has just sat down finds what presses them open; later nothing moves under their hands. */
static void
open_first (OsrQueuePane *self)
{
  OsrWorkplace *workplace = osr_pane_get_workplace (OSR_PANE (self));
  g_autoptr (OsrQueueItem) first = NULL;

  if (!self->fresh || workplace == NULL ||
      osr_queue_model_get_filter (self->model) != OSR_QUEUE_ACT ||
      osr_queue_model_get_search (self->model) != NULL)
    return;
  first = g_list_model_get_item (G_LIST_MODEL (self->model), 0);
  if (first == NULL)
    return;
  self->fresh = FALSE;
  if (osr_workplace_get_case_id (workplace) == NULL)
    osr_workplace_open_case (workplace, osr_queue_item_get_id (first));
}

static void
on_updated (OsrQueuePane *self)
{
  show_counts (self);
  show_empty (self);
  show_centre (self);
  follow_case (self);
  open_first (self);
}

static void
scroll_to (OsrQueuePane *self, guint position)
{
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

/* --- rows --- */

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *list_item, OsrQueuePane *self)
{
  gtk_list_item_set_child (list_item, osr_queue_row_new ());
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *list_item, OsrQueuePane *self)
{
  OsrQueueRow *row = OSR_QUEUE_ROW (gtk_list_item_get_child (list_item));
  OsrWorkplace *workplace = osr_pane_get_workplace (OSR_PANE (self));

  g_hash_table_add (self->rows, row);
  osr_queue_row_set_item (row, OSR_QUEUE_ITEM (gtk_list_item_get_item (list_item)),
                          osr_pane_get_replica (OSR_PANE (self)));
  if (workplace != NULL)
    osr_workplace_request_tick (workplace, osr_queue_row_tick (row));
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *list_item, OsrQueuePane *self)
{
  OsrQueueRow *row = OSR_QUEUE_ROW (gtk_list_item_get_child (list_item));

  g_hash_table_remove (self->rows, row);
  osr_queue_row_set_item (row, NULL, NULL);
}

static GtkListItemFactory *
new_factory (OsrQueuePane *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, 0);
  return factory;
}

/* One is opened; several are chosen, and what is open stays open beside them. */
static void
on_selected (OsrQueuePane *self)
{
  g_autoptr (GtkBitset) selected = NULL;
  OsrWorkplace *workplace = osr_pane_get_workplace (OSR_PANE (self));
  g_autofree char *only = NULL;

  if (self->following || workplace == NULL)
    return;
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  g_ptr_array_set_size (self->chosen, 0);
  for (guint i = 0; i < gtk_bitset_get_size (selected); i++) {
    g_autoptr (OsrQueueItem) item =
        g_list_model_get_item (G_LIST_MODEL (self->model), gtk_bitset_get_nth (selected, i));

    if (item != NULL)
      g_ptr_array_add (self->chosen, g_strdup (osr_queue_item_get_id (item)));
  }
  show_batch (self);
  if (self->chosen->len != 1)
    return;
  only = g_strdup (self->chosen->pdata[0]);
  osr_workplace_open_case (workplace, only);
  g_signal_emit (self, opened_signal, 0);
}

/* A row that is chosen again: in a narrow window it leads to the message all the same. */
static void
on_activated (OsrQueuePane *self, guint position)
{
  g_autoptr (OsrQueueItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  OsrWorkplace *workplace = osr_pane_get_workplace (OSR_PANE (self));

  if (item == NULL || workplace == NULL)
    return;
  osr_workplace_open_case (workplace, osr_queue_item_get_id (item));
  g_signal_emit (self, opened_signal, 0);
}

/* --- search and actions --- */

static void
on_search_changed (OsrQueuePane *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (self->search_entry));

  osr_queue_model_set_search (self->model, g_strstrip (text));
}

static void
on_stop_search (OsrQueuePane *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OsrQueuePane *self = OSR_QUEUE_PANE (widget);
  const gboolean searching = gtk_search_bar_get_search_mode (self->search_bar);

  gtk_search_bar_set_search_mode (self->search_bar, !searching);
  if (!searching)
    gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  OsrQueuePane *self = OSR_QUEUE_PANE (widget);
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  const int selected = osr_queue_model_find (self->model, get_open_id (self));
  const gboolean forward = g_str_equal (name, "queue.next");
  guint target;

  if (n == 0)
    return;
  if (selected < 0)
    target = forward ? 0 : n - 1;
  else if (forward ? (guint) selected + 1 >= n : selected == 0)
    return;
  else
    target = (guint) (forward ? selected + 1 : selected - 1);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), target, TRUE);
  scroll_to (self, target);
}

static void
osr_queue_pane_set_filter (OsrQueuePane *self, const char *name)
{
  for (int i = 0; i < N_FILTERS; i++) {
    if (g_strcmp0 (name, filter_names[i]) != 0)
      continue;
    g_free (self->filter_state);
    self->filter_state = g_strdup (filter_names[i]);
    osr_queue_model_set_filter (self->model, (OsrQueueFilter) i);
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
    return;
  }
}

/* --- OsrPane --- */

static void
osr_queue_pane_refresh (OsrPane *pane)
{
  OsrQueuePane *self = OSR_QUEUE_PANE (pane);
  OsrReplica *replica = osr_pane_get_replica (pane);

  if (self->replica != replica) {
    self->replica = replica;
    self->fresh = replica != NULL;
  }
  if (osr_pane_get_case (pane) != NULL)
    self->fresh = FALSE;
  osr_queue_model_set_replica (self->model, replica);
  follow_case (self);
}

static void
osr_queue_pane_tick (OsrPane *pane)
{
  OsrQueuePane *self = OSR_QUEUE_PANE (pane);
  OsrWorkplace *workplace = osr_pane_get_workplace (pane);
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    osr_workplace_request_tick (workplace, osr_queue_row_tick (OSR_QUEUE_ROW (row)));
}

/* --- GObject --- */

static void
osr_queue_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_FILTER)
    g_value_set_string (value, OSR_QUEUE_PANE (object)->filter_state);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
osr_queue_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_FILTER)
    osr_queue_pane_set_filter (OSR_QUEUE_PANE (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
osr_queue_pane_dispose (GObject *object)
{
  OsrQueuePane *self = OSR_QUEUE_PANE (object);

  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (osr_queue_pane_parent_class)->dispose (object);
}

static void
osr_queue_pane_finalize (GObject *object)
{
  OsrQueuePane *self = OSR_QUEUE_PANE (object);

  g_hash_table_unref (self->rows);
  g_ptr_array_unref (self->chosen);
  g_free (self->filter_state);

  G_OBJECT_CLASS (osr_queue_pane_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/queue/osr-queue-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrQueuePane, search_bar);
  gtk_widget_class_bind_template_child (widget_class, OsrQueuePane, search_entry);
  gtk_widget_class_bind_template_child (widget_class, OsrQueuePane, act_button);
  gtk_widget_class_bind_template_child (widget_class, OsrQueuePane, mine_button);
  gtk_widget_class_bind_template_child (widget_class, OsrQueuePane, overdue_button);
  gtk_widget_class_bind_template_child (widget_class, OsrQueuePane, all_button);
  gtk_widget_class_bind_template_child (widget_class, OsrQueuePane, stack);
  gtk_widget_class_bind_template_child (widget_class, OsrQueuePane, list);
  gtk_widget_class_bind_template_child (widget_class, OsrQueuePane, empty_icon);
  gtk_widget_class_bind_template_child (widget_class, OsrQueuePane, empty_title);
  gtk_widget_class_bind_template_child (widget_class, OsrQueuePane, empty_hint);
  gtk_widget_class_bind_template_child (widget_class, OsrQueuePane, centre);
  gtk_widget_class_bind_template_child (widget_class, OsrQueuePane, batch);
  gtk_widget_class_bind_template_callback (widget_class, on_cleared);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
}

static void
osr_queue_pane_class_init (OsrQueuePaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = osr_queue_pane_dispose;
  object_class->finalize = osr_queue_pane_finalize;
  object_class->get_property = osr_queue_pane_get_property;
  object_class->set_property = osr_queue_pane_set_property;
  OSR_PANE_CLASS (klass)->refresh = osr_queue_pane_refresh;
  OSR_PANE_CLASS (klass)->tick = osr_queue_pane_tick;

  properties[PROP_FILTER] =
      g_param_spec_string ("filter", NULL, NULL, "act",
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  opened_signal = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (OSR_TYPE_BATCH_BAR);
  g_type_ensure (OSR_TYPE_CENTRE_BAR);
  bind_template (widget_class);
  gtk_widget_class_install_property_action (widget_class, "queue.filter", "filter");
  gtk_widget_class_install_action (widget_class, "queue.next", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "queue.previous", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "queue.search", NULL, search_action);
}

static void
osr_queue_pane_init (OsrQueuePane *self)
{
  g_autoptr (GtkListItemFactory) factory = NULL;

  self->model = osr_queue_model_new ();
  self->rows = g_hash_table_new (NULL, NULL);
  self->chosen = g_ptr_array_new_with_free_func (g_free);
  self->filter_state = g_strdup (filter_names[OSR_QUEUE_ACT]);
  gtk_widget_init_template (GTK_WIDGET (self));
  osr_centre_bar_set_centre (self->centre, osr_queue_model_get_centre (self->model));

  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  factory = new_factory (self);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);

  g_signal_connect_object (self->model, "updated", G_CALLBACK (on_updated), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (on_activated), self,
                           G_CONNECT_SWAPPED);
  on_updated (self);
}

/* --- public --- */

GtkWidget *
osr_queue_pane_new (void)
{
  return g_object_new (OSR_TYPE_QUEUE_PANE, NULL);
}

void
osr_queue_pane_capture_keys (OsrQueuePane *self, GtkWidget *widget)
{
  g_return_if_fail (OSR_IS_QUEUE_PANE (self));
  gtk_search_bar_set_key_capture_widget (self->search_bar, widget);
}
