/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An account of no office: named on the command line, its tokens from standard input. */
#pragma once

#include "social/osr-network-records.h"

G_BEGIN_DECLS

/* As the options of a command give it. All owned. */
typedef struct {
  char *network, *owner;
  char *api_base, *link_base, *api_version; /* nullable: the network's own */
  char **options;                           /* nullable: "name=value" */
  gboolean edits;                           /* a token for editing is read, too */
  gboolean signs;                           /* a secret key is read, too */
} OsrCtlGivenAccount;

void osr_ctl_given_account_clear (OsrCtlGivenAccount *self);

/**
 * osr_ctl_given_account_read:
 * @self: with a network and an owner
 * @id: what the account is called in errors
 * @error: a line of standard input is missing
 *
 * Reads as many lines of standard input as the account has tokens; an empty one is none.
 *
 * Returns: (transfer full): the account
 */
OsrNetworkAccount *osr_ctl_given_account_read (const OsrCtlGivenAccount *self, const char *id,
                                               GError **error);

/* (transfer full): for --help: what each network takes as --option NAME=VALUE */
char *osr_ctl_given_account_describe_options (void);

/* Says on one line of standard error that there is no network @network, and which there are. */
void osr_ctl_given_account_no_network (const char *network);

G_END_DECLS
