/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands on a wall, for whoever counts: every comment of a community whatever its network, hidden
 * and deleted ones too. */
#pragma once

#include "demo/sandbox/osr-sandbox-private.h"

G_BEGIN_DECLS

/**
 * osr_sandbox_listing_answer:
 * @sandbox: a sandbox
 * @msg: is answered with {"community","network","count","official","posts":[…],"comments":[…]}, where
 *   `official` counts what the community wrote itself
 * @query: (nullable): "community"
 */
void osr_sandbox_listing_answer (OsrSandbox *sandbox, SoupServerMessage *msg, GHashTable *query);

G_END_DECLS
