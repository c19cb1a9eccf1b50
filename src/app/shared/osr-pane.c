/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Base of the panes: keeps the view-model and turns its signals into two virtual functions. What
 * stands in a pane and what it does is left to the panes. */
#include "app/shared/osr-pane.h"

typedef struct {
  OsrWorkplace *workplace;
  GSignalGroup *signals;
} OsrPanePrivate;

enum { PROP_WORKPLACE = 1, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (OsrPane, osr_pane, ADW_TYPE_BIN)

static void
osr_pane_refresh (OsrPane *self)
{
  if (OSR_PANE_GET_CLASS (self)->refresh != NULL)
    OSR_PANE_GET_CLASS (self)->refresh (self);
}

static void
osr_pane_tick (OsrPane *self)
{
  if (OSR_PANE_GET_CLASS (self)->tick != NULL)
    OSR_PANE_GET_CLASS (self)->tick (self);
}

static void
osr_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_WORKPLACE)
    osr_pane_set_workplace (OSR_PANE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
osr_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_WORKPLACE)
    g_value_set_object (value, osr_pane_get_workplace (OSR_PANE (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
osr_pane_dispose (GObject *object)
{
  OsrPanePrivate *priv = osr_pane_get_instance_private (OSR_PANE (object));

  if (priv->signals != NULL)
    g_signal_group_set_target (priv->signals, NULL);
  g_clear_object (&priv->signals);
  g_clear_object (&priv->workplace);
  G_OBJECT_CLASS (osr_pane_parent_class)->dispose (object);
}

static void
osr_pane_class_init (OsrPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = osr_pane_set_property;
  object_class->get_property = osr_pane_get_property;
  object_class->dispose = osr_pane_dispose;
  properties[PROP_WORKPLACE] =
      g_param_spec_object ("workplace", NULL, NULL, OSR_TYPE_WORKPLACE,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
osr_pane_init (OsrPane *self)
{
  OsrPanePrivate *priv = osr_pane_get_instance_private (self);

  priv->signals = g_signal_group_new (OSR_TYPE_WORKPLACE);
  g_signal_group_connect_swapped (priv->signals, "case-changed", G_CALLBACK (osr_pane_refresh),
                                  self);
  g_signal_group_connect_swapped (priv->signals, "notify::side", G_CALLBACK (osr_pane_refresh),
                                  self);
  g_signal_group_connect_swapped (priv->signals, "notify::case-id", G_CALLBACK (osr_pane_refresh),
                                  self);
  g_signal_group_connect_swapped (priv->signals, "notify::replica", G_CALLBACK (osr_pane_refresh),
                                  self);
  g_signal_group_connect_swapped (priv->signals, "tick", G_CALLBACK (osr_pane_tick), self);
}

void
osr_pane_set_workplace (OsrPane *self, OsrWorkplace *workplace)
{
  OsrPanePrivate *priv = osr_pane_get_instance_private (self);

  g_return_if_fail (OSR_IS_PANE (self));

  if (!g_set_object (&priv->workplace, workplace))
    return;
  g_signal_group_set_target (priv->signals, workplace);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORKPLACE]);
  osr_pane_refresh (self);
}

OsrWorkplace *
osr_pane_get_workplace (OsrPane *self)
{
  OsrPanePrivate *priv = osr_pane_get_instance_private (self);

  g_return_val_if_fail (OSR_IS_PANE (self), NULL);
  return priv->workplace;
}

OsrCase *
osr_pane_get_case (OsrPane *self)
{
  OsrWorkplace *workplace = osr_pane_get_workplace (self);

  return workplace != NULL ? osr_workplace_get_case (workplace) : NULL;
}

OsrReplica *
osr_pane_get_replica (OsrPane *self)
{
  OsrWorkplace *workplace = osr_pane_get_workplace (self);

  return workplace != NULL ? osr_workplace_get_replica (workplace) : NULL;
}

OsrRegistry *
osr_pane_get_registry (OsrPane *self)
{
  OsrReplica *replica = osr_pane_get_replica (self);

  return replica != NULL ? osr_replica_get_registry (replica) : NULL;
}

OsrZone *
osr_pane_get_zone (OsrPane *self)
{
  OsrRegistry *registry = osr_pane_get_registry (self);
  const OsrDeadline *pressing = NULL;
  OsrWorkTime *work_time;

  if (registry == NULL)
    return NULL;
  pressing = osr_workplace_get_pressing (osr_pane_get_workplace (self));
  work_time = pressing != NULL ? osr_deadline_get_work_time (pressing, registry)
                               : osr_registry_get_work_time (registry, NULL);
  return work_time != NULL ? osr_work_time_get_zone (work_time) : NULL;
}

gboolean
osr_pane_is_side (OsrPane *self, OsrSide side)
{
  OsrWorkplace *workplace = osr_pane_get_workplace (self);

  return workplace != NULL && osr_workplace_get_case (workplace) != NULL &&
         osr_workplace_get_side (workplace) == side;
}
