/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The middle pane: the message and everything known about it. The clock, the limits and the history
 * are panes of their own inside it; what is to be done stands in the pane beside. */
#include "app/detail/osr-detail-pane.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/carried/osr-carried-strip.h"
#include "app/detail/osr-case-facts.h"
#include "app/detail/osr-change-card.h"
#include "app/detail/osr-clock-card.h"
#include "app/detail/osr-clock-pill.h"
#include "app/detail/osr-history-list.h"
#include "app/detail/osr-message-text.h"
#include "report/osr-shown-text.h"
#include "report/osr-network-name.h"
#include "report/osr-time-text.h"
#include "app/shared/osr-wrap-layout.h"
#include "app/steps/osr-step-menu.h"
#include "sync/centre/osr-replica-centre.h"

/* Characters of the post above that are shown; all of it stands in the tooltip. */
#define LONGEST_TITLE   60
#define LONGEST_TOOLTIP 1000

/* Pixels: what stands above and below the text until the figure of the clock is seen; a line of text; the
 * height under which the clock is in the head, since its card would be under the fold. */
#define AROUND_TEXT 270
#define LINE        20
#define LEAST_LINES 4
#define LOW_BELOW   420

struct _OsrDetailPane {
  OsrPane parent_instance;

  /* template */
  GtkWidget *stack;
  GtkWidget *scroller;
  AdwAvatar *avatar;
  GtkWidget *author;
  GtkWidget *origin;
  GtkWidget *banner;
  GtkWidget *banner_text;
  OsrChangeCard *change;
  OsrMessageText *text;
  OsrCarriedStrip *carried;
  GtkWidget *beginning;
  GtkWidget *beginning_note;
  GtkWidget *chips;
  OsrClockCard *clock;
  OsrClockPill *pill;
  OsrCaseFacts *facts;
  OsrHistoryList *history;
  OsrPane *steps;
  GtkWidget *note_row;
  GtkWidget *note;

  char *case_id; /* owned: the case that stands here */
  guint idle;
};

G_DEFINE_TYPE (OsrDetailPane, osr_detail_pane, OSR_TYPE_PANE)

static void
add_chip (OsrDetailPane *self, const char *text, const char *css_class)
{
  GtkWidget *chip;

  if (text == NULL || *text == '\0')
    return;
  chip = gtk_label_new (text);
  gtk_label_set_ellipsize (GTK_LABEL (chip), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (chip), 40);
  gtk_widget_add_css_class (chip, "chip");
  if (css_class != NULL)
    gtk_widget_add_css_class (chip, css_class);
  gtk_box_append (GTK_BOX (self->chips), chip);
}

static const char *
state_words (OsrCaseState state)
{
  static const char *const words[] = {
    [OSR_CASE_FOUND] = N_ ("found, not taken yet"),
    [OSR_CASE_DETECTED] = N_ ("being sorted"),
    [OSR_CASE_ROUTED] = N_ ("a reply is being written"),
    [OSR_CASE_RETURNED] = N_ ("returned to the curator"),
    [OSR_CASE_SUBMITTED] = N_ ("with the curator for approval"),
    [OSR_CASE_REWORK] = N_ ("being reworked"),
    [OSR_CASE_APPROVED] = N_ ("approved, to be published"),
    [OSR_CASE_PUBLISHING] = N_ ("being published"),
    [OSR_CASE_UNCERTAIN] = N_ ("publication not confirmed"),
    [OSR_CASE_INTERIM] = N_ ("interim reply published"),
    [OSR_CASE_WAITING] = N_ ("waiting for the author"),
    [OSR_CASE_ANSWERED] = N_ ("answered"),
    [OSR_CASE_DISMISSED] = N_ ("left without a reply"),
    [OSR_CASE_CLOSED] = N_ ("closed"),
  };

  return (guint) state < G_N_ELEMENTS (words) ? _ (words[state]) : "";
}

static gboolean
is_visited (OsrDetailPane *self, OsrCase *c)
{
  return osr_replica_is_visited (osr_pane_get_replica (OSR_PANE (self)), c->id);
}

static void
set_chips (OsrDetailPane *self, OsrCase *c, OsrRegistry *registry)
{
  g_autofree char *place = osr_shown_line (c->locality, OSR_SHOWN_NAME);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->chips)) != NULL)
    gtk_box_remove (GTK_BOX (self->chips), child);
  for (guint i = 0; c->topics[i] != NULL; i++) {
    const OsrTopic *topic = osr_registry_find_topic (registry, c->topics[i]);

    add_chip (self, topic != NULL ? topic->name : c->topics[i], NULL);
  }
  add_chip (self, place, NULL);
  if (c->topics[0] != NULL)
    add_chip (self, c->important ? _ ("high importance") : _ ("ordinary importance"),
              c->important ? "important" : NULL);
  if (c->number != NULL) {
    /* Translators: the number of a case: "No. 2026-000123". */
    g_autofree char *number = g_strdup_printf (_ ("No. %s"), c->number);

    add_chip (self, number, NULL);
  }
  add_chip (self, state_words (c->state), "state");
  if (is_visited (self, c))
    add_chip (self, _ ("from the centre"), NULL);
}

/* The first line of a post, cut where it is longer than a title. */
static char *
title_of (const char *context)
{
  g_autofree char *shown = osr_shown_text (context, OSR_SHOWN_LENGTH, 0, NULL);
  g_auto (GStrv) lines = g_strsplit (g_strstrip (shown), "\n", 2);

  return osr_shown_line (lines[0], LONGEST_TITLE);
}

static void
set_origin (OsrDetailPane *self, OsrCase *c)
{
  g_autoptr (GString) words = g_string_new (osr_network_name (c->network));
  OsrZone *zone = osr_pane_get_zone (OSR_PANE (self));
  g_autofree char *moment = NULL;
  g_autofree char *tooltip = NULL;

  if (c->context != NULL && *c->context != '\0') {
    g_autofree char *title = title_of (c->context);

    g_string_append_printf (words, _ (" · comment under “%s”"), title);
  }
  if (c->published_at != OSR_INSTANT_UNKNOWN && zone != NULL) {
    moment = osr_time_text_moment (
        c->published_at, osr_workplace_now (osr_pane_get_workplace (OSR_PANE (self))), zone);
    g_string_append_printf (words, " · %s", moment);
  }
  gtk_label_set_label (GTK_LABEL (self->origin), words->str);
  tooltip = osr_shown_text (c->context, LONGEST_TOOLTIP, 0, NULL);
  gtk_widget_set_tooltip_text (self->origin, *tooltip != '\0' ? tooltip : NULL);
}

static void
set_banner (OsrDetailPane *self, OsrCase *c)
{
  const char *words = NULL;

  if (osr_replica_is_damaged (osr_pane_get_replica (OSR_PANE (self)), c->id))
    words = _ ("The history of this case does not hold together. It can be read here, but nothing "
               "may be added to it; tell the administrator.");
  else if (c->read_only && !is_visited (self, c))
    words = _ ("A newer program wrote part of this history. It can be read here; to act on it, "
               "update the program.");
  else if (c->message_state == OSR_MESSAGE_DELETED)
    words = _ ("The author has deleted this message. No reply can be published to it, and its "
               "limits have ended.");
  else if (c->message_state == OSR_MESSAGE_EDITED)
    words = _ ("The author changed this message after it was found. Below is the new text; check "
               "that the reply still fits it.");
  gtk_widget_set_visible (self->banner, words != NULL);
  gtk_label_set_label (GTK_LABEL (self->banner_text), words != NULL ? words : "");
}

/* The office keeps the beginning of what is longer than any network lets a person write. */
static void
set_beginning (OsrDetailPane *self, OsrCase *c)
{
  gboolean cut = c->text != NULL && c->text_whole > 0;
  g_autofree char *kept = g_format_size (cut ? strlen (c->text) : 0);
  g_autofree char *came = g_format_size (cut ? (guint64) c->text_whole : 0);
  /* Translators: two sizes, "1.0 MB" and "3.2 MB" */
  g_autofree char *note =
      g_strdup_printf (_ ("The message is longer than the office keeps: here is the beginning, "
                          "%s of %s. The rest is on the network."),
                       kept, came);

  gtk_label_set_label (GTK_LABEL (self->beginning_note), note);
  gtk_widget_set_visible (self->beginning, cut);
}

static void
copy_text (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrCase *c = osr_pane_get_case (OSR_PANE (widget));

  if (c != NULL && c->text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), c->text);
}

static void
set_message (OsrDetailPane *self, OsrCase *c)
{
  g_autofree char *author = osr_shown_author (c->author_name);

  adw_avatar_set_text (self->avatar, c->author_name != NULL ? author : NULL);
  adw_avatar_set_show_initials (self->avatar, c->author_name != NULL);
  gtk_label_set_label (GTK_LABEL (self->author), author);
  osr_message_text_show (self->text, c->text != NULL ? c->text : _ ("The text has been erased."));
  set_beginning (self, c);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "detail.open-permalink",
                                 c->permalink != NULL && g_str_has_prefix (c->permalink, "http"));
}

static gboolean
may_note (OsrDetailPane *self)
{
  return osr_workplace_may (osr_pane_get_workplace (OSR_PANE (self)), "noted");
}

static void
update_note (OsrDetailPane *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->note));
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "detail.add-note",
                                 osr_pane_get_case (OSR_PANE (self)) != NULL && *stripped != '\0' &&
                                     may_note (self));
}

static void
opened_other (OsrDetailPane *self, OsrCase *c)
{
  g_free (self->case_id);
  self->case_id = g_strdup (c->id);
  gtk_editable_set_text (GTK_EDITABLE (self->note), "");
  gtk_adjustment_set_value (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
}

static gboolean
on_idle (gpointer data)
{
  OsrDetailPane *self = data;
  const int height = gtk_widget_get_height (self->scroller);

  self->idle = 0;
  if (height == 0)
    return G_SOURCE_REMOVE;
  osr_message_text_set_lines (self->text, (guint) CLAMP ((height - AROUND_TEXT) / LINE, LEAST_LINES,
                                                         OSR_MESSAGE_TEXT_LINES));
  osr_clock_pill_set_wanted (self->pill, height < LOW_BELOW);
  return G_SOURCE_REMOVE;
}

/* Nothing changes its size while sizes are being given out. */
static void
on_room_changed (OsrDetailPane *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_idle, self, NULL);
}

static const char *
page_name (OsrWorkplace *workplace, OsrCase *c, OsrRegistry *registry)
{
  if (c != NULL && registry != NULL)
    return "case";
  return workplace != NULL && osr_workplace_is_visiting (workplace) ? "fetching" : "empty";
}

static void
osr_detail_pane_refresh (OsrPane *pane)
{
  OsrDetailPane *self = OSR_DETAIL_PANE (pane);
  OsrWorkplace *workplace = osr_pane_get_workplace (pane);
  OsrCase *c = osr_pane_get_case (pane);
  OsrRegistry *registry = osr_pane_get_registry (pane);

  osr_pane_set_workplace (OSR_PANE (self->clock), workplace);
  osr_pane_set_workplace (OSR_PANE (self->pill), workplace);
  osr_pane_set_workplace (OSR_PANE (self->change), workplace);
  osr_pane_set_workplace (OSR_PANE (self->facts), workplace);
  osr_pane_set_workplace (OSR_PANE (self->history), workplace);
  osr_pane_set_workplace (self->steps, workplace);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page_name (workplace, c, registry));
  osr_carried_strip_show (self->carried, osr_pane_get_replica (pane), c);
  if (c == NULL || registry == NULL)
    return;
  if (g_strcmp0 (self->case_id, c->id) != 0)
    opened_other (self, c);
  set_message (self, c);
  set_origin (self, c);
  set_banner (self, c);
  set_chips (self, c, registry);
  gtk_widget_set_visible (self->note_row, may_note (self));
  update_note (self);
}

static void
add_note (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrDetailPane *self = OSR_DETAIL_PANE (widget);
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->note))));
  JsonObject *payload;

  if (*text == '\0' || osr_pane_get_case (OSR_PANE (self)) == NULL)
    return;
  payload = json_object_new ();
  json_object_set_string_member (payload, "text", text);
  if (osr_workplace_act (osr_pane_get_workplace (OSR_PANE (self)), "noted", NULL, payload))
    gtk_editable_set_text (GTK_EDITABLE (self->note), "");
}

static void
activate_note (OsrDetailPane *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "detail.add-note", NULL);
}

static void
open_permalink (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrCase *c = osr_pane_get_case (OSR_PANE (widget));
  GtkRoot *root = gtk_widget_get_root (widget);

  if (c != NULL && c->permalink != NULL)
    gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, c->permalink, GDK_CURRENT_TIME);
}

static void
osr_detail_pane_dispose (GObject *object)
{
  OsrDetailPane *self = OSR_DETAIL_PANE (object);

  g_clear_pointer (&self->case_id, g_free);
  g_clear_handle_id (&self->idle, g_source_remove);
  G_OBJECT_CLASS (osr_detail_pane_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, OsrDetailPane, stack);
  gtk_widget_class_bind_template_child (widget_class, OsrDetailPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, OsrDetailPane, avatar);
  gtk_widget_class_bind_template_child (widget_class, OsrDetailPane, author);
  gtk_widget_class_bind_template_child (widget_class, OsrDetailPane, origin);
  gtk_widget_class_bind_template_child (widget_class, OsrDetailPane, banner);
  gtk_widget_class_bind_template_child (widget_class, OsrDetailPane, banner_text);
  gtk_widget_class_bind_template_child (widget_class, OsrDetailPane, change);
  gtk_widget_class_bind_template_child (widget_class, OsrDetailPane, text);
  gtk_widget_class_bind_template_child (widget_class, OsrDetailPane, carried);
  gtk_widget_class_bind_template_child (widget_class, OsrDetailPane, beginning);
  gtk_widget_class_bind_template_child (widget_class, OsrDetailPane, beginning_note);
  gtk_widget_class_bind_template_child (widget_class, OsrDetailPane, chips);
  gtk_widget_class_bind_template_child (widget_class, OsrDetailPane, clock);
  gtk_widget_class_bind_template_child (widget_class, OsrDetailPane, pill);
  gtk_widget_class_bind_template_child (widget_class, OsrDetailPane, facts);
  gtk_widget_class_bind_template_child (widget_class, OsrDetailPane, history);
  gtk_widget_class_bind_template_child (widget_class, OsrDetailPane, steps);
  gtk_widget_class_bind_template_child (widget_class, OsrDetailPane, note_row);
  gtk_widget_class_bind_template_child (widget_class, OsrDetailPane, note);
}

static void
osr_detail_pane_class_init (OsrDetailPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  OSR_PANE_CLASS (klass)->refresh = osr_detail_pane_refresh;
  G_OBJECT_CLASS (klass)->dispose = osr_detail_pane_dispose;
  g_type_ensure (OSR_TYPE_CARRIED_STRIP);
  g_type_ensure (OSR_TYPE_CASE_FACTS);
  g_type_ensure (OSR_TYPE_CHANGE_CARD);
  g_type_ensure (OSR_TYPE_CLOCK_CARD);
  g_type_ensure (OSR_TYPE_CLOCK_PILL);
  g_type_ensure (OSR_TYPE_HISTORY_LIST);
  g_type_ensure (OSR_TYPE_MESSAGE_TEXT);
  g_type_ensure (OSR_TYPE_STEP_MENU);
  g_type_ensure (OSR_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/detail/osr-detail-pane.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, update_note);
  gtk_widget_class_bind_template_callback (widget_class, activate_note);
  gtk_widget_class_install_action (widget_class, "detail.add-note", NULL, add_note);
  gtk_widget_class_install_action (widget_class, "detail.open-permalink", NULL, open_permalink);
  gtk_widget_class_install_action (widget_class, "detail.copy-text", NULL, copy_text);
}

static void
osr_detail_pane_init (OsrDetailPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "detail.add-note", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "detail.open-permalink", FALSE);
  g_signal_connect_object (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)),
      "notify::page-size", G_CALLBACK (on_room_changed), self, G_CONNECT_SWAPPED);
  /* The text must be reachable by keyboard, but arriving at it must not select all of it. */
  g_object_set (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-label-select-on-focus", FALSE,
                NULL);
}

GtkWidget *
osr_detail_pane_new (void)
{
  return g_object_new (OSR_TYPE_DETAIL_PANE, NULL);
}
