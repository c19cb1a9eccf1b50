/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blogs, forums, review sites and sites that have a feed, RSS, RDF or Atom: every item is a message.
 * An account's owner is the feed's address. Nothing is published: a person takes the reply there. */
#pragma once

#include "social/osr-network.h"

G_BEGIN_DECLS

#define OSR_FEED_NETWORK_ID "feed"

#define OSR_TYPE_FEED_NETWORK (osr_feed_network_get_type ())
G_DECLARE_FINAL_TYPE (OsrFeedNetwork, osr_feed_network, OSR, FEED_NETWORK, GObject)

OsrFeedNetwork *osr_feed_network_new (OsrHttpSession *session);

G_END_DECLS
