/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws one handle of the queue. Citizens' words are shown as plain text, never as markup, and only
 * their beginning: the detail pane has all of it. */
#include "app/queue/osr-queue-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/queue/osr-queue-words.h"
#include "report/osr-shown-text.h"
#include "report/osr-network-name.h"
#include "report/osr-time-text.h"

/* More than two lines never show; a hostile text may be 16 KiB without a space. */
#define EXCERPT_CHARACTERS 240

struct _OsrQueueRow {
  GtkWidget parent_instance;

  /* template widgets */
  GtkLabel *network;
  GtkLabel *author;
  GtkWidget *important;
  GtkWidget *pending;
  GtkWidget *pill;
  GtkWidget *late;
  GtkLabel *time;
  GtkLabel *text;
  GtkLabel *gone;
  GtkLabel *behalf;
  GtkLabel *topic;
  GtkLabel *place;
  GtkLabel *step;

  /* owned */
  OsrQueueItem *item;
  OsrReplica *replica;
  char *network_class;

  const char *style; /* class of the pill now; static */
};

G_DEFINE_FINAL_TYPE (OsrQueueRow, osr_queue_row, GTK_TYPE_WIDGET)

static char *
make_excerpt (const char *text)
{
  return g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), EXCERPT_CHARACTERS));
}

static void
show_optional (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
show_network (OsrQueueRow *self, const char *network)
{
  if (self->network_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->network), self->network_class);
  g_free (self->network_class);
  self->network_class = g_strdup (network);
  if (network != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->network), network);
  gtk_label_set_text (self->network, osr_network_mark (network));
}

static const char *
first_topic (OsrQueueRow *self, OsrCase *c)
{
  const OsrTopic *topic;

  if (c->topics == NULL || c->topics[0] == NULL)
    return NULL;
  topic = osr_registry_find_topic (osr_replica_get_registry (self->replica), c->topics[0]);
  return topic != NULL ? topic->name : NULL;
}

static void
show_message (OsrQueueRow *self, OsrCase *c)
{
  g_autofree char *author = osr_shown_author (c->author_name);
  g_autofree char *excerpt = osr_shown_line (
      c->text != NULL ? c->text : _ ("The text has been erased."), EXCERPT_CHARACTERS);
  g_autofree char *place = osr_shown_line (c->locality, OSR_SHOWN_NAME);

  gtk_widget_set_visible (GTK_WIDGET (self->network), TRUE);
  gtk_label_set_attributes (self->text, NULL);
  show_network (self, c->network);
  gtk_label_set_text (self->author, author);
  gtk_label_set_text (self->text, excerpt);
  gtk_widget_set_visible (self->important, c->important);
  gtk_widget_set_visible (self->pending, osr_queue_item_is_pending (self->item));
  show_optional (self->topic, first_topic (self, c));
  show_optional (self->place, place);
  show_optional (self->gone, c->message_state == OSR_MESSAGE_DELETED  ? _ ("deleted")
                             : c->message_state == OSR_MESSAGE_EDITED ? _ ("edited")
                                                                      : NULL);
}

static void
show_style (OsrQueueRow *self, const char *style)
{
  if (g_strcmp0 (style, self->style) == 0)
    return;
  if (self->style != NULL)
    gtk_widget_remove_css_class (self->pill, self->style);
  self->style = style;
  gtk_widget_add_css_class (self->pill, style);
}

/* Screen readers and tests read the row as one phrase, on it and on the list item around it. */
static void
name_row (OsrQueueRow *self, gboolean important, const OsrQueueWords *words)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *name = NULL;

  /* Translators: a row for a screen reader: author, time and next step, importance, text */
  name =
      g_strdup_printf (_ ("%1$s: %2$s%3$s. %4$s"), gtk_label_get_text (self->author), words->spoken,
                       important ? _ (", high importance") : "", gtk_label_get_text (self->text));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (parent != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    -1);
}

/* --- a case at the centre: what the row of the answer says --- */

static void
set_off (PangoAttrList *attributes, gsize begin, gsize end)
{
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

  bold->start_index = (guint) begin;
  bold->end_index = (guint) end;
  pango_attr_list_insert (attributes, bold);
}

/* The piece in which it was found with the words set off; else the beginning of the text. */
static void
show_piece (OsrQueueRow *self, const OsrWireRow *row)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  g_autofree char *marked = make_excerpt (row->piece != NULL ? row->piece : row->excerpt);
  g_autoptr (GString) text = g_string_new (NULL);
  gsize begin = 0;

  for (const char *p = marked; *p != '\0';) {
    gsize length = strcspn (p, OSR_WIRE_MARK_BEGIN OSR_WIRE_MARK_END);
    g_autofree char *words = g_strndup (p, length);
    g_autofree char *shown = osr_shown_line (words, 0);

    g_string_append (text, shown);
    p += length;
    if (*p == *OSR_WIRE_MARK_BEGIN)
      begin = text->len;
    else if (*p == *OSR_WIRE_MARK_END)
      set_off (attributes, begin, text->len);
    p += *p != '\0';
  }
  gtk_label_set_text (self->text, text->str);
  gtk_label_set_attributes (self->text, attributes);
}

static OsrZone *
office_zone (OsrReplica *replica)
{
  OsrWorkTime *work_time = osr_registry_get_work_time (osr_replica_get_registry (replica), NULL);

  return work_time != NULL ? osr_work_time_get_zone (work_time) : NULL;
}

static void
show_moment (OsrQueueRow *self, const OsrWireRow *row)
{
  OsrZone *zone = office_zone (self->replica);
  OsrInstant now = osr_clock_now (osr_replica_get_clock (self->replica));
  g_autofree char *moment = row->at != OSR_INSTANT_UNKNOWN && zone != NULL
                                ? osr_time_text_moment (row->at, now, zone)
                                : NULL;

  show_optional (self->topic, moment);
}

static void
show_row (OsrQueueRow *self, const OsrWireRow *row)
{
  OsrQueueWords words = { .pill = (char *) _ ("from the centre"), .style = "elsewhere" };
  g_autofree char *author = osr_shown_author (row->author);
  g_autofree char *place = osr_shown_line (row->place, OSR_SHOWN_NAME);
  g_autofree char *spoken = NULL;

  words.step = (char *) osr_queue_words_state_of_nick (row->state);
  gtk_widget_set_visible (GTK_WIDGET (self->network), row->network != NULL);
  show_network (self, row->network);
  gtk_label_set_text (self->author, author);
  show_piece (self, row);
  gtk_widget_set_visible (self->important, FALSE);
  gtk_widget_set_visible (self->pending, FALSE);
  gtk_widget_set_visible (self->late, FALSE);
  show_moment (self, row);
  show_optional (self->place, place);
  show_optional (self->gone, NULL);
  show_optional (self->behalf, NULL);
  gtk_label_set_text (self->time, words.pill);
  gtk_label_set_text (self->step, words.step);
  show_style (self, words.style);
  spoken = g_strdup_printf (_ ("%1$s, %2$s"), words.pill, words.step);
  words.spoken = spoken;
  name_row (self, FALSE, &words);
}

static void
show_item (OsrQueueRow *self)
{
  OsrCase *c = self->item != NULL ? osr_queue_item_get_case (self->item) : NULL;

  if (self->item != NULL && self->replica != NULL && osr_queue_item_get_row (self->item) != NULL) {
    show_row (self, osr_queue_item_get_row (self->item));
    return;
  }
  if (c == NULL || self->replica == NULL)
    return;
  show_message (self, c);
  osr_queue_row_tick (self);
}

static void
osr_queue_row_dispose (GObject *object)
{
  OsrQueueRow *self = OSR_QUEUE_ROW (object);
  GtkWidget *child;

  osr_queue_row_set_item (self, NULL, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (osr_queue_row_parent_class)->dispose (object);
}

static void
osr_queue_row_finalize (GObject *object)
{
  g_free (OSR_QUEUE_ROW (object)->network_class);
  G_OBJECT_CLASS (osr_queue_row_parent_class)->finalize (object);
}

static void
osr_queue_row_class_init (OsrQueueRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = osr_queue_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = osr_queue_row_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/region/OpenSources/ui/queue/osr-queue-row.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrQueueRow, network);
  gtk_widget_class_bind_template_child (widget_class, OsrQueueRow, author);
  gtk_widget_class_bind_template_child (widget_class, OsrQueueRow, important);
  gtk_widget_class_bind_template_child (widget_class, OsrQueueRow, pending);
  gtk_widget_class_bind_template_child (widget_class, OsrQueueRow, pill);
  gtk_widget_class_bind_template_child (widget_class, OsrQueueRow, late);
  gtk_widget_class_bind_template_child (widget_class, OsrQueueRow, time);
  gtk_widget_class_bind_template_child (widget_class, OsrQueueRow, text);
  gtk_widget_class_bind_template_child (widget_class, OsrQueueRow, gone);
  gtk_widget_class_bind_template_child (widget_class, OsrQueueRow, behalf);
  gtk_widget_class_bind_template_child (widget_class, OsrQueueRow, topic);
  gtk_widget_class_bind_template_child (widget_class, OsrQueueRow, place);
  gtk_widget_class_bind_template_child (widget_class, OsrQueueRow, step);
}

static void
osr_queue_row_init (OsrQueueRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
osr_queue_row_new (void)
{
  return g_object_new (OSR_TYPE_QUEUE_ROW, NULL);
}

void
osr_queue_row_set_item (OsrQueueRow *self, OsrQueueItem *item, OsrReplica *replica)
{
  g_return_if_fail (OSR_IS_QUEUE_ROW (self));

  g_set_object (&self->replica, replica);
  if (self->item != item) {
    if (self->item != NULL)
      g_signal_handlers_disconnect_by_func (self->item, show_item, self);
    g_set_object (&self->item, item);
    if (item != NULL)
      g_signal_connect_swapped (item, "changed", G_CALLBACK (show_item), self);
  }
  show_item (self);
}

static OsrQueueWords *
make_words (OsrQueueRow *self, OsrCase *c)
{
  OsrRegistry *registry = osr_replica_get_registry (self->replica);
  const char *actor = osr_replica_get_actor (self->replica, c);
  OsrQueueWords *words =
      osr_queue_words_new (c, osr_queue_item_get_deadlines (self->item), registry, actor,
                           osr_clock_now (osr_replica_get_clock (self->replica)));

  if (g_strcmp0 (actor, osr_replica_get_person (self->replica)) != 0)
    osr_queue_words_speak_for (words, registry, actor);
  return words;
}

OsrInstant
osr_queue_row_tick (OsrQueueRow *self)
{
  g_autoptr (OsrQueueWords) words = NULL;
  OsrCase *c;

  g_return_val_if_fail (OSR_IS_QUEUE_ROW (self), OSR_INSTANT_UNKNOWN);
  c = self->item != NULL && osr_queue_item_get_row (self->item) == NULL
          ? osr_queue_item_get_case (self->item)
          : NULL;
  if (c == NULL || self->replica == NULL)
    return OSR_INSTANT_UNKNOWN;
  words = make_words (self, c);
  show_optional (self->behalf, words->behalf);
  gtk_label_set_text (self->time, words->pill);
  gtk_label_set_text (self->step, words->step);
  gtk_widget_set_visible (self->late, words->late);
  show_style (self, words->style);
  name_row (self, c->important, words);
  return words->next_change;
}
