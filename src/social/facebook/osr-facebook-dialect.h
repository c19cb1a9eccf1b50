/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facebook pages: comments and posts of the Graph API. */
#pragma once

#include "social/osr-network-dialect.h"

G_BEGIN_DECLS

extern const OsrNetworkDialect osr_facebook_dialect;

G_END_DECLS
