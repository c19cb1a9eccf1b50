/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tokens of an account can do, for an administrator who sets one up. */
#pragma once

#include "ctl/osr-ctl.h"
#include "social/osr-network.h"

G_BEGIN_DECLS

/**
 * osr_ctl_check_account:
 * @account: with its tokens
 *
 * Asks the network and prints what it says: what is possible, what is missing, what the office can do
 * without.
 *
 * Returns: %OSR_CTL_OK when nothing is missing, else %OSR_CTL_FAILED
 */
int osr_ctl_check_account (OsrNetwork *network, OsrNetworkAccount *account);

/* social check-account: an account of no office, its tokens from standard input */
int osr_ctl_social_check_account (int argc, char **argv);

G_END_DECLS
