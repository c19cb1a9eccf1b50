/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One call of the YouTube Data API: address, secret and body. The API key goes into a header and not
 * into an address, unless the account says otherwise. */
#pragma once

#include "social/osr-network-caller.h"

G_BEGIN_DECLS

/* "1": the API key goes as the parameter "key", for a host that does not know the header. It then stands
 * in an address. */
#define OSR_YOUTUBE_KEY_IN_ADDRESS "key-in-address"

/* Whose word a call goes with. */
typedef enum {
  OSR_YOUTUBE_KEY,  /* the API key; without one, the owner's token */
  OSR_YOUTUBE_OWNER /* the owner's OAuth token */
} OsrYoutubeSecret;

/* (nullable): what @account lacks for calls with @secret */
const char *osr_youtube_account_fault (OsrNetworkAccount *account, OsrYoutubeSecret secret);

/**
 * osr_youtube_list_new:
 * @account: one that lacks nothing
 * @secret: with what
 * @method: "comments.list"
 * @...: names and values, ended by %NULL; a value that is %NULL leaves its name out
 *
 * Returns: (transfer full): a call that reads
 */
OsrNetworkCall *osr_youtube_list_new (OsrNetworkAccount *account, OsrYoutubeSecret secret,
                                      const char *method, ...) G_GNUC_NULL_TERMINATED;

/* (transfer full): a call of @method ("comments.insert") with @body, as the channel's owner */
OsrNetworkCall *osr_youtube_write_new (OsrNetworkAccount *account, const char *method,
                                       JsonObject *body);

/* (nullable): where the answer says that reading goes on */
const char *osr_youtube_next_page (const OsrNetworkAnswer *answer);

G_END_DECLS
