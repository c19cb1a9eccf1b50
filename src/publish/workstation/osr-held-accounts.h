/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accounts that a person holds at this workstation: their tokens, in memory alone, and the publisher
 * that speaks for them. Where tokens are kept between two starts, if anywhere, is the program's. */
#pragma once

#include "core/osr-registry.h"
#include "net/osr-protocol.h"
#include "store/credentials/osr-credentials.h"

G_BEGIN_DECLS

#define OSR_TYPE_HELD_ACCOUNTS (osr_held_accounts_get_type ())
G_DECLARE_FINAL_TYPE (OsrHeldAccounts, osr_held_accounts, OSR, HELD_ACCOUNTS, GObject)

/* Signal "told" (): something of theirs is new in the log. */

/* Whose workstation it is. */
typedef struct {
  OsrProtocol *protocol; /* referenced */
  const char *folder;    /* of this person and server */
  OsrRegistry *(*get_registry) (gpointer data);
  const char *(*get_person) (gpointer data); /* nullable: nobody signed in yet */
  gpointer data; /* must outlive the object's work: until it is stopped */
} OsrHeldOffice;

/**
 * osr_held_accounts_new:
 * @error: what was under way is not known, or another program publishes from the folder
 */
OsrHeldAccounts *osr_held_accounts_new (const OsrHeldOffice *office, GError **error);
void osr_held_accounts_start (OsrHeldAccounts *self);
void osr_held_accounts_stop (OsrHeldAccounts *self);

/* There may be something to do. */
void osr_held_accounts_kick (OsrHeldAccounts *self);

/* @tokens: (nullable) (transfer full): %NULL forgets them */
void osr_held_accounts_set_tokens (OsrHeldAccounts *self, const char *account, OsrTokens *tokens);

/* Whether it can be published from here: its token is at hand. */
gboolean osr_held_accounts_has (OsrHeldAccounts *self, const char *account);

/* (transfer full): the accounts that the directory gives to this person, or to who is away and leaves
 * them to this person */
GStrv osr_held_accounts_list (OsrHeldAccounts *self);

/* (transfer full): tokens as one line, to be kept where secrets are */
char *osr_held_accounts_write_tokens (const OsrTokens *tokens);

/* (transfer full) (nullable): the inverse; %NULL for what is none, or has none for publishing */
OsrTokens *osr_held_accounts_read_tokens (const char *line);

G_END_DECLS
