/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A check that brings the list in which an order can be made. Who writes the joint reply follows from
 * the profile, or is named later. */
#include "app/triage/osr-several-bodies.h"

#include "app/steps/osr-body-order.h"
#include "core/osr-json.h"
#include "core/text/osr-body-rank.h"

#include <glib/gi18n.h>

struct _OsrSeveralBodies {
  AdwBin parent_instance;

  /* template */
  GtkCheckButton *active;
  AdwBin *place;
  GtkWidget *time_row;
  GtkCheckButton *timed;
  GtkSpinButton *minutes;

  OsrBodyOrder *order; /* nullable; in the place */
  gboolean orders;     /* the profile lets bodies come one after another */
  gboolean times;      /* the profile lets the curator set a time for the joint reply */
};

G_DEFINE_FINAL_TYPE (OsrSeveralBodies, osr_several_bodies, ADW_TYPE_BIN)

enum { PROP_ACTIVE = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];
static guint changed_signal;

static void
update (OsrSeveralBodies *self)
{
  g_auto (GStrv) ids = osr_several_bodies_dup (self);
  gboolean active = osr_several_bodies_is_active (self);

  gtk_widget_set_visible (GTK_WIDGET (self->place), active);
  gtk_widget_set_visible (self->time_row, active && self->times && g_strv_length (ids) > 1);
  g_signal_emit (self, changed_signal, 0);
}

static void
on_active (OsrSeveralBodies *self)
{
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

static void
osr_several_bodies_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ACTIVE)
    g_value_set_boolean (value, osr_several_bodies_is_active (OSR_SEVERAL_BODIES (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
osr_several_bodies_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ACTIVE)
    gtk_check_button_set_active (OSR_SEVERAL_BODIES (object)->active, g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
osr_several_bodies_class_init (OsrSeveralBodiesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = osr_several_bodies_get_property;
  object_class->set_property = osr_several_bodies_set_property;
  properties[PROP_ACTIVE] =
      g_param_spec_boolean ("active", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/region/OpenSources/ui/triage/osr-several-bodies.ui");
  gtk_widget_class_bind_template_child (widget_class, OsrSeveralBodies, active);
  gtk_widget_class_bind_template_child (widget_class, OsrSeveralBodies, place);
  gtk_widget_class_bind_template_child (widget_class, OsrSeveralBodies, time_row);
  gtk_widget_class_bind_template_child (widget_class, OsrSeveralBodies, timed);
  gtk_widget_class_bind_template_child (widget_class, OsrSeveralBodies, minutes);
  gtk_widget_class_bind_template_callback (widget_class, on_active);
}

static void
osr_several_bodies_init (OsrSeveralBodies *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
make_order (OsrSeveralBodies *self, gboolean orders)
{
  GtkWidget *order;

  if (self->order != NULL && self->orders == orders)
    return;
  self->orders = orders;
  order = osr_body_order_new (_ ("Bodies that answer"), orders);
  self->order = OSR_BODY_ORDER (order);
  adw_bin_set_child (self->place, order);
  g_signal_connect_object (order, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

void
osr_several_bodies_fill (OsrSeveralBodies *self, OsrCase *c, OsrRegistry *registry,
                         GPtrArray *ranks)
{
  OsrRegulation *regulation = osr_registry_get_regulation_for (registry, c);
  JsonObject *joint =
      regulation != NULL ? osr_regulation_get_rule (regulation, "co_executors") : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) choices = NULL;

  g_return_if_fail (OSR_IS_SEVERAL_BODIES (self));
  gtk_widget_set_visible (GTK_WIDGET (self), joint != NULL && ranks->len > 1);
  self->times = joint != NULL && osr_json_get_boolean (joint, "curator_sets_time", FALSE);
  make_order (self, joint != NULL && osr_json_get_boolean (joint, "order", FALSE));
  for (guint i = 0; i < ranks->len; i++) {
    const OsrBody *body = ((OsrBodyRank *) ranks->pdata[i])->body;

    g_strv_builder_add (builder, body->id);
    g_strv_builder_add (builder, body->short_name != NULL ? body->short_name : body->name);
  }
  choices = g_strv_builder_end (builder);
  osr_body_order_set (self->order, (const char *const *) choices);
  update (self);
}

void
osr_several_bodies_reset (OsrSeveralBodies *self)
{
  g_auto (GStrv) ids = osr_several_bodies_dup (self);

  for (guint i = 0; ids[i] != NULL; i++)
    osr_several_bodies_choose (self, ids[i], FALSE);
  gtk_check_button_set_active (self->timed, FALSE);
  gtk_check_button_set_active (self->active, FALSE);
}

gboolean
osr_several_bodies_is_active (OsrSeveralBodies *self)
{
  g_return_val_if_fail (OSR_IS_SEVERAL_BODIES (self), FALSE);
  return self->order != NULL && gtk_check_button_get_active (self->active);
}

void
osr_several_bodies_choose (OsrSeveralBodies *self, const char *body, gboolean chosen)
{
  g_return_if_fail (OSR_IS_SEVERAL_BODIES (self));
  if (self->order != NULL && body != NULL)
    osr_body_order_choose (self->order, body, chosen);
}

void
osr_several_bodies_set_ordered (OsrSeveralBodies *self, gboolean ordered)
{
  g_return_if_fail (OSR_IS_SEVERAL_BODIES (self));
  if (self->order != NULL)
    osr_body_order_set_ordered (self->order, ordered);
}

GStrv
osr_several_bodies_dup (OsrSeveralBodies *self)
{
  g_return_val_if_fail (OSR_IS_SEVERAL_BODIES (self), NULL);
  return self->order != NULL ? osr_body_order_dup (self->order) : g_new0 (char *, 1);
}

static gint64
get_minutes (OsrSeveralBodies *self)
{
  return gtk_widget_get_visible (self->time_row) && gtk_check_button_get_active (self->timed)
             ? gtk_spin_button_get_value_as_int (self->minutes)
             : 0;
}

gboolean
osr_several_bodies_route (OsrSeveralBodies *self, OsrWorkplace *workplace)
{
  g_auto (GStrv) ids = osr_several_bodies_dup (self);
  gboolean ordered = osr_body_order_is_ordered (self->order);
  gint64 minutes = get_minutes (self);

  for (guint i = 0; ids[i] != NULL; i++) {
    JsonObject *members = json_object_new ();

    json_object_set_string_member (members, "body", ids[i]);
    if (ordered)
      json_object_set_int_member (members, "order", i + 1);
    if (minutes > 0)
      json_object_set_int_member (members, "minutes", minutes);
    if (!osr_workplace_act (workplace, "routed", members, NULL))
      return FALSE;
  }
  return TRUE;
}
