/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The methods of MAX's bot API and the shape of its answers. A method may be called by the name in the
 * API's description ("getUpdates") or by its path ("GET /updates"). */
#pragma once

#include "social/osr-network-dialect.h"

G_BEGIN_DECLS

extern const OsrNetworkDialect osr_max_dialect;

G_END_DECLS
