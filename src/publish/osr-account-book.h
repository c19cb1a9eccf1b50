/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From an account of the office to what is needed to speak for it: its network's connector, and the
 * account with its tokens. Tokens come from the credentials' files, or at a workstation from its person's
 * keyring, and go nowhere else. */
#pragma once

#include "social/osr-network.h"
#include "store/credentials/osr-credentials.h"
#include "store/osr-log.h"

G_BEGIN_DECLS

typedef struct _OsrAccountBook OsrAccountBook;

/**
 * osr_account_book_new:
 * @log: must outlive the book
 * @credentials: where the tokens are; must outlive the book
 * @session: the connections to use
 */
OsrAccountBook *osr_account_book_new (OsrLog *log, OsrCredentials *credentials,
                                      OsrHttpSession *session);

/* Where accounts and their tokens come from, for who is not the coordinator. */
typedef struct {
  OsrRegistry *(*get_registry) (gpointer data); /* (transfer none) */
  /* (transfer full): none of them when there are none */
  OsrTokens *(*load_tokens) (gpointer data, const char *account, GError **error);
  gpointer data; /* must outlive the book */
} OsrAccountSource;

/* The same from @source, which is copied. */
OsrAccountBook *osr_account_book_new_for (const OsrAccountSource *source, OsrHttpSession *session);
void osr_account_book_free (OsrAccountBook *self);

/**
 * osr_account_book_find:
 * @id: the account's id in the office
 * @network: (out) (transfer none): who speaks for it
 * @error: %OSR_NET_ERROR_REJECTED when there is no such account or network; %OSR_NET_ERROR_AUTH when
 *   its tokens cannot be read here
 *
 * Returns: (transfer full): the account, with the tokens there are
 */
OsrNetworkAccount *osr_account_book_find (OsrAccountBook *self, const char *id,
                                          OsrNetwork **network, GError **error);

/**
 * osr_account_book_find_reader:
 *
 * Like osr_account_book_find(), and an account without a token for reading borrows that of another
 * account of the same network and host: a service token reads every open wall.
 */
OsrNetworkAccount *osr_account_book_find_reader (OsrAccountBook *self, const char *id,
                                                 OsrNetwork **network, GError **error);

/* Lets @network, which is referenced, speak for all accounts of the network called @name. */
void osr_account_book_set_network (OsrAccountBook *self, const char *name, OsrNetwork *network);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrAccountBook, osr_account_book_free)

G_END_DECLS
