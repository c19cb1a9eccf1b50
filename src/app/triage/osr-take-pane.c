/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Before a message is anybody's: says what taking it starts, and offers to take or leave it. */
#include "app/triage/osr-take-pane.h"

#include <glib/gi18n.h>

#include "app/shared/osr-step-words.h"
#include "report/osr-time-text.h"
#include "app/triage/osr-dismissal.h"
#include "app/steps/osr-threat-offer.h"

struct _OsrTakePane {
  OsrPane parent_instance;

  /* template */
  GtkWidget *found;
  GtkWidget *starts;
  OsrThreatOffer *threat;
  GtkWidget *hint;
  GtkWidget *leave;
  GtkWidget *outside;
};

G_DEFINE_TYPE (OsrTakePane, osr_take_pane, OSR_TYPE_PANE)

static void
osr_take_pane_tick (OsrPane *pane)
{
  OsrTakePane *self = OSR_TAKE_PANE (pane);
  OsrCase *c = osr_pane_get_case (pane);
  OsrZone *zone = osr_pane_get_zone (pane);
  g_autofree char *moment = NULL;
  g_autofree char *words = NULL;

  if (!osr_pane_is_side (pane, OSR_SIDE_TAKE) || zone == NULL)
    return;
  moment =
      osr_time_text_moment (c->found_at, osr_workplace_now (osr_pane_get_workplace (pane)), zone);
  words = g_strdup_printf (_ ("The monitoring found it %s. Nobody has taken it yet."), moment);
  gtk_label_set_label (GTK_LABEL (self->found), words);
}

static void
show_limits (OsrTakePane *self, OsrRegistry *registry)
{
  g_autofree char *route = osr_step_words_amount (registry, NULL, "detected", "routed");
  g_autofree char *answer = osr_step_words_amount (registry, NULL, "detected", "published");
  g_autofree char *starts = NULL;
  g_autofree char *hint = NULL;

  if (route != NULL && answer != NULL)
    starts = g_strdup_printf (
        _ ("Taking it starts the clocks: %s to route it, %s of working time to reply."), route,
        answer);
  if (route != NULL)
    hint = g_strdup_printf (_ ("then you have %s to route it"), route);
  gtk_label_set_label (GTK_LABEL (self->starts),
                       starts != NULL ? starts : _ ("Taking it starts the clocks."));
  gtk_label_set_label (GTK_LABEL (self->hint), hint != NULL ? hint : _ ("then it is sorted"));
}

static void
osr_take_pane_refresh (OsrPane *pane)
{
  OsrTakePane *self = OSR_TAKE_PANE (pane);
  OsrWorkplace *workplace = osr_pane_get_workplace (pane);
  OsrRegistry *registry = osr_pane_get_registry (pane);
  gboolean here = osr_pane_is_side (pane, OSR_SIDE_TAKE) && registry != NULL;
  gboolean may_leave = here && osr_workplace_may (workplace, "dismissed");

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "triage.take",
                                 here && osr_workplace_may (workplace, "detected"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "triage.dismiss", may_leave);
  if (!here)
    return;
  gtk_widget_set_visible (self->leave, may_leave);
  osr_dismissal_show_scope (pane, self->outside);
  show_limits (self, registry);
  osr_threat_offer_show (self->threat, pane, FALSE);
  osr_take_pane_tick (pane);
}

static void
take (GtkWidget *widget, const char *action, GVariant *parameter)
{
  osr_workplace_act (osr_pane_get_workplace (OSR_PANE (widget)), "detected", NULL, NULL);
}

static void
osr_take_pane_class_init (OsrTakePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  OSR_PANE_CLASS (klass)->refresh = osr_take_pane_refresh;
  OSR_PANE_CLASS (klass)->tick = osr_take_pane_tick;
  g_type_ensure (OSR_TYPE_THREAT_OFFER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/triage/osr-take-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrTakePane, found);
  gtk_widget_class_bind_template_child (widget_class, OsrTakePane, starts);
  gtk_widget_class_bind_template_child (widget_class, OsrTakePane, threat);
  gtk_widget_class_bind_template_child (widget_class, OsrTakePane, hint);
  gtk_widget_class_bind_template_child (widget_class, OsrTakePane, leave);
  gtk_widget_class_bind_template_child (widget_class, OsrTakePane, outside);
  gtk_widget_class_install_action (widget_class, "triage.take", NULL, take);
  osr_dismissal_install_action (widget_class);
}

static void
osr_take_pane_init (OsrTakePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "triage.take", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "triage.dismiss", FALSE);
}

GtkWidget *
osr_take_pane_new (void)
{
  return g_object_new (OSR_TYPE_TAKE_PANE, NULL);
}
