/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What whoever enters an account must know of its network: what its id there is, which keys it takes and
 * where they are given, or why it may not be used. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * osr_network_guide_text:
 * @network: (nullable): as in an account
 * @account: (nullable): the account's id, for the command that gives the keys
 *
 * Returns: (transfer full): sentences; "" for no network
 */
char *osr_network_guide_text (const char *network, const char *account);

G_END_DECLS
