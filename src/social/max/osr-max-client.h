/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls of MAX's bot API, and who the bot of a token is: asked once, since it never changes. */
#pragma once

#include "social/osr-network-caller.h"

G_BEGIN_DECLS

#define OSR_TYPE_MAX_CLIENT (osr_max_client_get_type ())
G_DECLARE_FINAL_TYPE (OsrMaxClient, osr_max_client, OSR, MAX_CLIENT, GObject)

/**
 * osr_max_client_new:
 * @session: the connections to use
 *
 * Returns: (transfer full): a client
 */
OsrMaxClient *osr_max_client_new (OsrHttpSession *session);

/* (transfer none): what calls for it */
OsrNetworkCaller *osr_max_client_get_caller (OsrMaxClient *self);

/**
 * osr_max_call_new:
 * @account: whose host and token are used: that for publishing, or else that for reading; a bot has one
 * @verb: "GET", "POST", "PUT"
 * @path: with its query, ids escaped: "/messages/m1/comments?comment_id=c1"
 * @body: (nullable): JSON
 * @error: %OSR_NET_ERROR_AUTH: there is no token
 *
 * Returns: (transfer full): the call, which writes unless it is a GET
 */
OsrNetworkCall *osr_max_call_new (OsrNetworkAccount *account, const char *verb, const char *path,
                                  JsonObject *body, GError **error);

/* (transfer full): "/messages/@post/comments" */
char *osr_max_comments_path (const char *post);

/**
 * osr_max_comment_link:
 * @post_link: the address of its post, which is all that a page of MAX opens
 * @post: the post
 * @id: the comment
 *
 * Returns: (transfer full): the address with both ids behind it, so that no two are the same and a reply
 *   can be found by it; "" without @post_link
 */
char *osr_max_comment_link (const char *post_link, const char *post, const char *id);

/* (transfer full) (nullable): where the comment of such an address stands, and in @native_id (transfer
 * full) which it is */
OsrNetworkTarget *osr_max_read_link (OsrNetworkAccount *account, const char *url, char **native_id);

/**
 * osr_max_client_identify_async:
 * @self: a client
 * @account: whose bot
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 */
void osr_max_client_identify_async (OsrMaxClient *self, OsrNetworkAccount *account,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);

/* (transfer full) (nullable): the bot's id */
char *osr_max_client_identify_finish (OsrMaxClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
