/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every comment under one post, page by page. */
#pragma once

#include "social/max/osr-max-client.h"

G_BEGIN_DECLS

/**
 * OsrMaxComments:
 * @messages: (element-type OsrNetworkMessage): each once, newest first, threads and author completed
 * @whole: nothing is missing among them
 */
typedef struct {
  GPtrArray *messages;
  gboolean whole;
} OsrMaxComments;

void osr_max_comments_free (OsrMaxComments *self);

/**
 * osr_max_comments_async:
 * @client: the client
 * @account: the channel
 * @bot: the account's bot, whose comments are the account's own
 * @post: the post
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 */
void osr_max_comments_async (OsrMaxClient *client, OsrNetworkAccount *account, const char *bot,
                             const char *post, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);

/* (transfer full) (nullable) */
OsrMaxComments *osr_max_comments_finish (OsrMaxClient *client, GAsyncResult *result,
                                         GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrMaxComments, osr_max_comments_free)

G_END_DECLS
