/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The card of the limit that presses. Refreshed by the tick of the view-model; keeps no time
 * itself. */
#include "app/detail/osr-clock-card.h"

#include <glib/gi18n.h>

#include "app/detail/osr-derivation-dialog.h"
#include "app/detail/osr-limits-list.h"
#include "app/detail/osr-time-bar.h"
#include "report/osr-history-sentence.h"
#include "report/osr-time-text.h"

/* Above this osr_time_text_pill() names the moment. */
#define MOMENT_ABOVE (8 * OSR_HOUR)

struct _OsrClockCard {
  OsrPane parent_instance;

  /* template */
  GtkWidget *late_icon;
  GtkWidget *large;
  GtkWidget *sentence;
  GtkWidget *behalf;
  GtkWidget *why;
  GtkWidget *bar;
  OsrLimitsList *limits;
  GtkWidget *expander;

  const char *style; /* class on the large figure, static */
};

G_DEFINE_TYPE (OsrClockCard, osr_clock_card, OSR_TYPE_PANE)

static gboolean
is_with_me (OsrPane *pane)
{
  return osr_workplace_get_step (osr_pane_get_workplace (pane)) != NULL;
}

/* For whom, where the clerk stands in for somebody. */
static void
show_behalf (OsrClockCard *self)
{
  OsrPane *pane = OSR_PANE (self);
  const char *absent = osr_workplace_get_absent (osr_pane_get_workplace (pane));
  g_autofree char *name = osr_history_person (osr_pane_get_registry (pane), absent);
  g_autofree char *words = NULL;

  gtk_widget_set_visible (self->behalf, absent != NULL);
  if (absent == NULL)
    return;
  /* Translators: %s is the absent person in whose place the clerk acts */
  words = g_strdup_printf (_ ("for %s"), name);
  gtk_label_set_label (GTK_LABEL (self->behalf), words);
}

static char *
make_sentence (const OsrDeadline *deadline, gint64 left, OsrInstant now, OsrZone *zone)
{
  const char *until = osr_time_text_timer_long (deadline->spec);
  g_autofree char *moment = NULL;

  if (left == OSR_INSTANT_UNKNOWN)
    return g_strdup (deadline->spec->unit == OSR_UNIT_AT_ONCE
                         ? _ ("The regulation asks for it at once and names no time")
                         : _ ("The production calendar does not cover these days: ask the "
                              "administrator to add the year"));
  moment = osr_time_text_moment (deadline->due, now, zone);
  if (left < 0)
    /* Translators: name of a limit and the moment it passed at. */
    return g_strdup_printf (_ ("Limit passed: %s, %s"), osr_time_text_timer (deadline->spec),
                            moment);
  /* Far off, the large figure is the moment and not an amount of working time. */
  if (deadline->spec->unit != OSR_UNIT_WORKING_MINUTES || left > MOMENT_ABOVE)
    /* Translators: "until the draft is due · today 14:24". */
    return g_strdup_printf (_ ("%s · %s"), until, moment);
  /* Translators: "of working time until the draft is due · today 14:24". */
  return g_strdup_printf (_ ("of working time %s · %s"), until, moment);
}

static void
set_style (OsrClockCard *self, const char *style)
{
  if (self->style != NULL)
    gtk_widget_remove_css_class (self->large, self->style);
  self->style = style;
  if (style != NULL)
    gtk_widget_add_css_class (self->large, style);
}

/* No limit runs: all are met, or the case was found only. */
static void
show_none (OsrClockCard *self, OsrCase *c)
{
  gboolean found = c->state == OSR_CASE_FOUND;

  set_style (self, NULL);
  gtk_widget_set_visible (self->late_icon, FALSE);
  gtk_label_set_label (GTK_LABEL (self->large),
                       found ? _ ("No clock runs yet") : _ ("No limit runs"));
  gtk_label_set_label (GTK_LABEL (self->sentence),
                       found ? _ ("The limits start when the message is taken into work")
                             : _ ("All limits of this message have ended"));
}

static void
osr_clock_card_tick (OsrPane *pane)
{
  OsrClockCard *self = OSR_CLOCK_CARD (pane);
  OsrCase *c = osr_pane_get_case (pane);
  OsrRegistry *registry = osr_pane_get_registry (pane);
  OsrWorkplace *workplace = osr_pane_get_workplace (pane);
  const OsrDeadline *deadline;
  OsrInstant now;

  if (c == NULL || registry == NULL)
    return;
  deadline = osr_workplace_get_pressing (workplace);
  now = osr_workplace_now (workplace);
  gtk_widget_set_visible (self->why, deadline != NULL);
  show_behalf (self);
  osr_time_bar_set_limits (OSR_TIME_BAR (self->bar), osr_workplace_get_deadlines (workplace),
                           deadline, registry, now);
  if (deadline == NULL) {
    show_none (self, c);
    return;
  }
  {
    gint64 left = osr_deadline_remaining (deadline, registry, now);
    g_autofree char *large = osr_time_text_pill (deadline, registry, now);
    g_autofree char *sentence = make_sentence (deadline, left, now, osr_pane_get_zone (pane));

    set_style (self, osr_time_text_class (deadline, registry, now, is_with_me (pane)));
    gtk_widget_set_visible (self->late_icon, osr_deadline_is_late (deadline, now));
    gtk_label_set_label (GTK_LABEL (self->large), large);
    gtk_label_set_label (GTK_LABEL (self->sentence), sentence);
  }
}

static void
osr_clock_card_refresh (OsrPane *pane)
{
  OsrClockCard *self = OSR_CLOCK_CARD (pane);
  OsrCase *c = osr_pane_get_case (pane);
  OsrWorkplace *workplace = osr_pane_get_workplace (pane);
  GPtrArray *deadlines = workplace != NULL ? osr_workplace_get_deadlines (workplace) : NULL;

  osr_pane_set_workplace (OSR_PANE (self->limits), workplace);
  gtk_widget_set_visible (GTK_WIDGET (self), c != NULL);
  gtk_widget_set_visible (self->expander, deadlines != NULL && deadlines->len > 0);
  osr_clock_card_tick (pane);
}

/* @name: "timer@body", the body left out for a limit of the case; "" for the one that presses. */
static const OsrDeadline *
find_named (OsrWorkplace *workplace, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "@", 2);
  const char *body = parts[0] != NULL && parts[1] != NULL && *parts[1] != '\0' ? parts[1] : NULL;

  if (*name == '\0')
    return osr_workplace_get_pressing (workplace);
  return osr_deadlines_find (osr_workplace_get_deadlines (workplace), parts[0], body);
}

static void
explain (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OsrPane *pane = OSR_PANE (widget);
  OsrCase *c = osr_pane_get_case (pane);
  OsrRegistry *registry = osr_pane_get_registry (pane);
  OsrWorkplace *workplace = osr_pane_get_workplace (pane);
  GtkRoot *root = gtk_widget_get_root (widget);
  const OsrDeadline *deadline;

  if (c == NULL || registry == NULL)
    return;
  deadline = find_named (workplace, g_variant_get_string (parameter, NULL));
  if (deadline == NULL)
    return;
  gtk_window_present (GTK_WINDOW (
      osr_derivation_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, c,
                                 osr_workplace_get_deadlines (workplace), deadline, registry)));
}

static void
osr_clock_card_class_init (OsrClockCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  OSR_PANE_CLASS (klass)->refresh = osr_clock_card_refresh;
  OSR_PANE_CLASS (klass)->tick = osr_clock_card_tick;
  g_type_ensure (OSR_TYPE_TIME_BAR);
  g_type_ensure (OSR_TYPE_LIMITS_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/detail/osr-clock-card.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrClockCard, late_icon);
  gtk_widget_class_bind_template_child (widget_class, OsrClockCard, large);
  gtk_widget_class_bind_template_child (widget_class, OsrClockCard, sentence);
  gtk_widget_class_bind_template_child (widget_class, OsrClockCard, behalf);
  gtk_widget_class_bind_template_child (widget_class, OsrClockCard, why);
  gtk_widget_class_bind_template_child (widget_class, OsrClockCard, bar);
  gtk_widget_class_bind_template_child (widget_class, OsrClockCard, limits);
  gtk_widget_class_bind_template_child (widget_class, OsrClockCard, expander);
  gtk_widget_class_install_action (widget_class, "detail.explain", "s", explain);
}

static void
osr_clock_card_init (OsrClockCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
osr_clock_card_new (void)
{
  return g_object_new (OSR_TYPE_CLOCK_CARD, NULL);
}
