/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds: RSS, RDF and Atom, by which blogs, forums and sites are read. */
#pragma once

#include "social/osr-network-dialect.h"

G_BEGIN_DECLS

extern const OsrNetworkDialect osr_feed_dialect;

G_END_DECLS
