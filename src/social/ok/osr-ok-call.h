/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One call of Odnoklassniki: its parameters, signed with the account's secrets. */
#pragma once

#include "social/osr-network-caller.h"

G_BEGIN_DECLS

/* Options of an account: the application's public key; "1" when the secret key is a session's and not
 * the application's; "1" when publishing by program was granted to the application. */
#define OSR_OK_APPLICATION_KEY "application-key"
#define OSR_OK_SESSION_SECRET  "session-secret"
#define OSR_OK_PUBLISHES       "publishes"

#define OSR_OK_PAGE_SIZE "100" /* the most that the network gives */

/* (nullable): what @account lacks before anything can be asked */
const char *osr_ok_account_fault (OsrNetworkAccount *account);

/**
 * osr_ok_call_new:
 * @account: one that lacks nothing
 * @method: "discussions.getComments"
 * @writes: whether it is to change something
 * @...: names and values, ended by %NULL; a value that is %NULL leaves its name out
 *
 * Everything goes in a form, so that no token stands in an address.
 *
 * Returns: (transfer full): the call
 */
OsrNetworkCall *osr_ok_call_new (OsrNetworkAccount *account, const char *method, gboolean writes,
                                 ...) G_GNUC_NULL_TERMINATED;

/* A page of the comments under @post_id, from @anchor on ("FIRST", "LAST", or where a page ended). */
OsrNetworkCall *osr_ok_comments_call (OsrNetworkAccount *account, const char *post_id,
                                      const char *anchor, gboolean backward);

/**
 * osr_ok_find_anchor:
 * @answer: a page
 * @anchor: (out) (transfer none) (nullable): where the next one begins
 *
 * Returns: whether the network says that there is another one
 */
gboolean osr_ok_find_anchor (const OsrNetworkAnswer *answer, const char **anchor);

/**
 * osr_ok_split_post:
 * @post_id: as messages call it: "5", "GROUP_PHOTO:5"
 * @type: (out) (transfer full): "GROUP_TOPIC", "GROUP_PHOTO"
 *
 * Returns: (transfer none): the discussion's own id, within @post_id
 */
const char *osr_ok_split_post (const char *post_id, char **type);

G_END_DECLS
