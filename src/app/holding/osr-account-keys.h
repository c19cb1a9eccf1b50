/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The accounts that the person at this window holds: their tokens come from the person's keyring or
 * from the person, and replies from them go out from here while the window is open. Works without a
 * display. */
#pragma once

#include "store/credentials/osr-credentials.h"
#include "sync/osr-replica.h"

G_BEGIN_DECLS

#define OSR_TYPE_ACCOUNT_KEYS (osr_account_keys_get_type ())
G_DECLARE_FINAL_TYPE (OsrAccountKeys, osr_account_keys, OSR, ACCOUNT_KEYS, GObject)

/* Signal "missing" (): a token of an account that is held is needed from the person; told once an
 * account and session.
 * Signal "needed" (account): a reply waits for the token; told once a reply and session. */

/* Whose window it is. All borrowed. */
typedef struct {
  OsrReplica *replica;     /* referenced */
  OsrSecretKeeper *keeper; /* nullable: nothing can be kept; referenced */
  const char *folder;      /* of the replica */
  const char *server;
  const char *login;
} OsrAccountKeysPlace;

/**
 * osr_account_keys_new:
 * @error: another program publishes from the folder, or what was under way there is not known
 */
OsrAccountKeys *osr_account_keys_new (const OsrAccountKeysPlace *place, GError **error);

/* Begins: signals may be told before this returns. */
void osr_account_keys_start (OsrAccountKeys *self);

/* Ends the work; what is under way stays written down. */
void osr_account_keys_stop (OsrAccountKeys *self);

/* (transfer full): held accounts whose token is not here */
GStrv osr_account_keys_list_missing (OsrAccountKeys *self);

/* Whether what is given stays for the next start; else it is asked for again. */
gboolean osr_account_keys_can_keep (OsrAccountKeys *self);

/* @tokens: (transfer full): in use from now on, and in the keyring if there is one */
void osr_account_keys_give (OsrAccountKeys *self, const char *account, OsrTokens *tokens);

OsrReplica *osr_account_keys_get_replica (OsrAccountKeys *self);

G_END_DECLS
