/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows the events of the open case as lines of text. The sentences are made in
 * osr-history-sentence.h. Lines are rebuilt when the case changed, never for a tick. */
#include "app/detail/osr-history-list.h"

#include <glib/gi18n.h>

#include "app/attachments/osr-attachment-strip.h"
#include "report/osr-history-sentence.h"
#include "report/osr-time-text.h"

struct _OsrHistoryList {
  OsrPane parent_instance;

  GtkWidget *lines; /* template */
};

G_DEFINE_TYPE (OsrHistoryList, osr_history_list, OSR_TYPE_PANE)

static void
add_span (PangoAttrList *attributes, PangoAttribute *attribute, gsize from, gsize to)
{
  attribute->start_index = from;
  attribute->end_index = to;
  pango_attr_list_insert (attributes, attribute);
}

/* Attributes and not markup: the words are a stranger's. */
static GtkWidget *
make_text (const OsrHistorySentence *sentence)
{
  g_autofree char *text = osr_history_sentence_to_text (sentence);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  gsize lead = strlen (sentence->lead);
  gsize rest = lead + (sentence->rest != NULL ? strlen (sentence->rest) : 0);
  GtkWidget *label = gtk_label_new (text);

  add_span (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD), 0, lead);
  if (sentence->late)
    add_span (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD), rest,
              rest + strlen (" · ") + strlen (sentence->verdict));
  if (sentence->by != NULL)
    add_span (attributes, pango_attr_foreground_alpha_new (0x9000),
              strlen (text) - strlen (sentence->by) - strlen (" · "), strlen (text));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

/* (transfer full): @clock with its day, and with the year where it is not that of @today */
static char *
dup_dated (const char *clock, OsrDay day, OsrDay today)
{
  int year, this_year, month, of_month;

  osr_day_to_ymd (today, &this_year, &month, &of_month);
  osr_day_to_ymd (day, &year, &month, &of_month);
  return year == this_year ? g_strdup_printf ("%02d.%02d %s", of_month, month, clock)
                           : g_strdup_printf ("%02d.%02d.%d %s", of_month, month, year, clock);
}

/* The first line of each day says which; that of a history that begins today need not. */
static GtkWidget *
make_time (OsrInstant at, OsrDay today, OsrZone *zone, OsrDay *previous)
{
  g_autofree char *clock = osr_time_text_clock (at, zone);
  OsrDay day = osr_zone_day_at (zone, at, NULL);
  g_autofree char *dated = dup_dated (clock, day, today);
  gboolean plain = *previous == day || (*previous == G_MININT32 && day == today);
  GtkWidget *label = gtk_label_new (plain ? clock : dated);

  *previous = day;
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), 5);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

/* The words, and under them the pictures that prove what they say. */
static GtkWidget *
make_words (OsrHistoryList *self, const OsrHistorySentence *sentence)
{
  GtkWidget *text = make_text (sentence);
  GtkWidget *box, *pictures;

  if (sentence->files == NULL)
    return text;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  pictures = g_object_new (OSR_TYPE_ATTACHMENT_STRIP, NULL);
  osr_attachment_strip_set_name (OSR_ATTACHMENT_STRIP (pictures), _ ("Pictures that prove it"));
  osr_attachment_strip_show (OSR_ATTACHMENT_STRIP (pictures),
                             osr_pane_get_replica (OSR_PANE (self)), sentence->files, NULL);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), pictures);
  return box;
}

static GtkWidget *
make_line (OsrHistoryList *self, OsrCase *c, guint index, OsrDay *previous)
{
  OsrEvent *event = c->events->pdata[index];
  OsrRegistry *registry = osr_pane_get_registry (OSR_PANE (self));
  GPtrArray *deadlines = osr_workplace_get_deadlines (osr_pane_get_workplace (OSR_PANE (self)));
  OsrZone *zone = osr_pane_get_zone (OSR_PANE (self));
  OsrInstant now = osr_clock_now (osr_replica_get_clock (osr_pane_get_replica (OSR_PANE (self))));
  g_autoptr (OsrHistorySentence) sentence =
      osr_history_sentence_new (c, index, deadlines, registry);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

  gtk_widget_add_css_class (line, "history-line");
  if (osr_event_is (event, "noted") || osr_event_is (event, "author-replied"))
    gtk_widget_add_css_class (line, "note"); /* words, not steps */
  if (zone != NULL)
    gtk_box_append (GTK_BOX (line),
                    make_time (event->at, osr_zone_day_at (zone, now, NULL), zone, previous));
  if (sentence->late) {
    GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

    gtk_widget_add_css_class (icon, "error");
    gtk_widget_set_valign (icon, GTK_ALIGN_START);
    gtk_box_append (GTK_BOX (line), icon);
  }
  gtk_box_append (GTK_BOX (line), make_words (self, sentence));
  if (sentence->link != NULL && g_str_has_prefix (sentence->link, "http")) {
    GtkWidget *link = gtk_link_button_new_with_label (sentence->link, _ ("Open the reply"));

    gtk_widget_set_valign (link, GTK_ALIGN_START);
    gtk_widget_add_css_class (link, "history-link");
    gtk_box_append (GTK_BOX (line), link);
  }
  return line;
}

static void
osr_history_list_refresh (OsrPane *pane)
{
  OsrHistoryList *self = OSR_HISTORY_LIST (pane);
  OsrCase *c = osr_pane_get_case (pane);
  GtkWidget *child;
  OsrDay previous = G_MININT32;

  while ((child = gtk_widget_get_first_child (self->lines)) != NULL)
    gtk_box_remove (GTK_BOX (self->lines), child);
  for (guint i = 0; c != NULL && osr_pane_get_registry (pane) != NULL && i < c->events->len; i++)
    gtk_box_append (GTK_BOX (self->lines), make_line (self, c, i, &previous));
}

static void
osr_history_list_class_init (OsrHistoryListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  OSR_PANE_CLASS (klass)->refresh = osr_history_list_refresh;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/detail/osr-history-list.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrHistoryList, lines);
}

static void
osr_history_list_init (OsrHistoryList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
osr_history_list_new (void)
{
  return g_object_new (OSR_TYPE_HISTORY_LIST, NULL);
}
