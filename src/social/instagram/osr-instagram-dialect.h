/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Instagram's professional accounts: comments and media of the Graph API. */
#pragma once

#include "social/osr-network-dialect.h"

G_BEGIN_DECLS

extern const OsrNetworkDialect osr_instagram_dialect;

G_END_DECLS
