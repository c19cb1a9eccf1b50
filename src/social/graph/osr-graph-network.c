/* SPDX-License-Identifier: GPL-3.0-or-later */
/* There is no session here: nothing can be sent. */
#include "social/graph/osr-graph-network.h"

#include "core/osr-registry.h"
#include "social/osr-network-refusal.h"

struct _OsrGraphNetwork {
  GObject parent_instance;
};

static void network_iface_init (OsrNetworkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (OsrGraphNetwork, osr_graph_network, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (OSR_TYPE_NETWORK, network_iface_init))

static void
get_abilities (OsrNetwork *network, OsrNetworkAccount *account, OsrNetworkAbilities *abilities)
{
  abilities->reason = osr_network_closed_reason (OSR_FACEBOOK_NETWORK_ID);
}

static void
network_iface_init (OsrNetworkInterface *iface)
{
  iface->get_abilities = get_abilities;
  osr_network_refuse_reading (iface);
  osr_network_refuse_publishing (iface);
}

static void
osr_graph_network_class_init (OsrGraphNetworkClass *klass)
{
}

static void
osr_graph_network_init (OsrGraphNetwork *self)
{
}

OsrGraphNetwork *
osr_graph_network_new (void)
{
  return g_object_new (OSR_TYPE_GRAPH_NETWORK, NULL);
}
