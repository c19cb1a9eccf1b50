/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Publishes a comment as the group, edits it, and looks whether it is there. */
#pragma once

#include "social/osr-network-caller.h"

G_BEGIN_DECLS

/**
 * osr_ok_publish_async:
 * @caller: who calls
 * @sending: its target is a discussion, or a comment under one
 * @cancellable: (nullable): to give up; what was sent stays sent
 * @callback: called when done
 * @user_data: for @callback
 *
 * The call is not in the network's present list of methods and is granted to few: whoever calls this
 * has seen the account's option.
 */
void osr_ok_publish_async (OsrNetworkCaller *caller, OsrNetworkSending *sending,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data);

/* Puts the text of @sending in place of that of the comment it names. */
void osr_ok_edit_async (OsrNetworkCaller *caller, OsrNetworkSending *sending,
                        GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data);

/* Of both. Returns: (transfer full): the reply, or %NULL with @error */
OsrNetworkReply *osr_ok_publish_finish (OsrNetworkCaller *caller, GAsyncResult *result,
                                        GError **error);

G_END_DECLS
