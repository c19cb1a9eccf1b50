/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every limit of the open case by icon and words; each opens its derivation. */
#include "app/detail/osr-limits-list.h"

#include <glib/gi18n.h>

#include "report/osr-history-sentence.h"
#include "app/detail/osr-time-mark.h"
#include "report/osr-time-text.h"

struct _OsrLimitsList {
  OsrPane parent_instance;

  GtkWidget *rows; /* template */
};

G_DEFINE_TYPE (OsrLimitsList, osr_limits_list, OSR_TYPE_PANE)

static char *
state_words (const OsrDeadline *deadline, OsrRegistry *registry, OsrInstant now, OsrZone *zone)
{
  gboolean late = osr_deadline_is_late (deadline, now);
  g_autofree char *moment = NULL;
  g_autofree char *amount = NULL;
  gint64 left;

  if (deadline->state == OSR_DEADLINE_REMOVED)
    return g_strdup (_ ("no longer applies"));
  if (deadline->due == OSR_INSTANT_UNKNOWN)
    return g_strdup (deadline->spec->unit == OSR_UNIT_AT_ONCE
                         ? _ ("at once")
                         : _ ("not known: the calendar does not cover it"));
  if (deadline->state == OSR_DEADLINE_MET) {
    moment = osr_time_text_moment (deadline->met_at, now, zone);
    return g_strdup_printf (late ? _ ("missed: met only %s") : _ ("kept: %s"), moment);
  }
  moment = osr_time_text_moment (deadline->due, now, zone);
  left = osr_deadline_remaining (deadline, registry, now);
  amount = osr_time_text_amount (ABS (left));
  if (late && deadline->spec->optional)
    return g_strdup_printf (_ ("passed: %s"), moment);
  return g_strdup_printf (late ? _ ("overdue: was due %s, %s ago") : _ ("by %s, %s left"), moment,
                          amount);
}

static const char *
state_icon (const OsrDeadline *deadline, OsrInstant now, const char **css_class)
{
  gboolean late = osr_deadline_is_late (deadline, now);

  *css_class = "dim-label";
  if (deadline->state == OSR_DEADLINE_REMOVED || (late && deadline->spec->optional))
    return "list-remove-symbolic";
  if (late) {
    *css_class = "error";
    return "dialog-warning-symbolic";
  }
  if (deadline->state == OSR_DEADLINE_MET) {
    *css_class = "success";
    return "object-select-symbolic";
  }
  return "alarm-symbolic";
}

static GtkWidget *
make_name (const OsrDeadline *deadline, OsrRegistry *registry)
{
  g_autofree char *body = osr_history_body (registry, deadline->body);
  g_autofree char *name = NULL;
  GtkWidget *label;

  if (deadline->spec->subject == OSR_SUBJECT_BODY && *body != '\0')
    name = g_strdup_printf ("%s · %s", osr_time_text_timer (deadline->spec), body);
  else
    name = g_strdup (osr_time_text_timer (deadline->spec));
  label = gtk_label_new (name);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  return label;
}

static GtkWidget *
make_row (OsrLimitsList *self, const OsrDeadline *deadline, OsrRegistry *registry, OsrInstant now)
{
  const char *css_class;
  g_autofree char *target = NULL;
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = gtk_image_new_from_icon_name (state_icon (deadline, now, &css_class));
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *why = gtk_button_new_with_label (_ ("Why?"));
  g_autofree char *state =
      state_words (deadline, registry, now, osr_pane_get_zone (OSR_PANE (self)));
  GtkWidget *label = gtk_label_new (state);
  g_autofree char *name =
      g_strdup_printf (_ ("Why this deadline: %s"), osr_time_text_timer (deadline->spec));

  gtk_widget_add_css_class (icon, css_class);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), make_name (deadline, registry));
  gtk_box_append (GTK_BOX (words), label);
  gtk_widget_add_css_class (why, "flat");
  gtk_widget_set_valign (why, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (why), "detail.explain");
  target = g_strconcat (deadline->spec->id, "@", deadline->body, NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (why), "s", target);
  gtk_widget_set_visible (why, deadline->state != OSR_DEADLINE_REMOVED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (why), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (row), why);
  return row;
}

static void
osr_limits_list_refresh (OsrPane *pane)
{
  OsrLimitsList *self = OSR_LIMITS_LIST (pane);
  OsrWorkplace *workplace = osr_pane_get_workplace (pane);
  OsrRegistry *registry = osr_pane_get_registry (pane);
  GPtrArray *deadlines = workplace != NULL ? osr_workplace_get_deadlines (workplace) : NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), child);
  for (guint i = 0; deadlines != NULL && registry != NULL && i < deadlines->len; i++)
    gtk_box_append (GTK_BOX (self->rows),
                    make_row (self, deadlines->pdata[i], registry, osr_workplace_now (workplace)));
}

/* While it is folded away nothing has to be redrawn, nor under a pointer that is about to press. */
static void
osr_limits_list_tick (OsrPane *pane)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (pane)) &&
      (gtk_widget_get_state_flags (GTK_WIDGET (pane)) &
       (GTK_STATE_FLAG_PRELIGHT | GTK_STATE_FLAG_FOCUS_WITHIN)) == 0)
    osr_limits_list_refresh (pane);
}

static void
osr_limits_list_class_init (OsrLimitsListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  OSR_PANE_CLASS (klass)->refresh = osr_limits_list_refresh;
  OSR_PANE_CLASS (klass)->tick = osr_limits_list_tick;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/detail/osr-limits-list.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrLimitsList, rows);
}

static void
osr_limits_list_init (OsrLimitsList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
osr_limits_list_new (void)
{
  return g_object_new (OSR_TYPE_LIMITS_LIST, NULL);
}
