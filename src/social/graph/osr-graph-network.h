/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facebook and Instagram behind the common interface: known, and not touched. Three regulations of 2020
 * name them, so that accounts and messages of that time have their network; recorded answers are
 * still read by the dialects. */
#pragma once

#include "social/osr-network.h"

G_BEGIN_DECLS

#define OSR_FACEBOOK_NETWORK_ID  "facebook"
#define OSR_INSTAGRAM_NETWORK_ID "instagram"

#define OSR_TYPE_GRAPH_NETWORK (osr_graph_network_get_type ())
G_DECLARE_FINAL_TYPE (OsrGraphNetwork, osr_graph_network, OSR, GRAPH_NETWORK, GObject)

OsrGraphNetwork *osr_graph_network_new (void);

G_END_DECLS
