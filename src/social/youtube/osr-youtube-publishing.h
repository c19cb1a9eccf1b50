/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Publishes a comment as the channel, or edits one. */
#pragma once

#include "social/osr-network-caller.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): the thread that an answer to @target stands in: a reply's id is its
 * thread's, a point and its own; %NULL under the video itself */
char *osr_youtube_dup_thread (const OsrNetworkTarget *target);

/**
 * osr_youtube_publish_async:
 * @caller: who calls
 * @sending: its target is a video, or a comment under one
 * @cancellable: (nullable): to give up; what was sent stays sent
 * @callback: called when done
 * @user_data: for @callback
 *
 * The units are the caller's to count.
 */
void osr_youtube_publish_async (OsrNetworkCaller *caller, OsrNetworkSending *sending,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);

/* Puts the text of @sending in place of that of the comment it names. */
void osr_youtube_edit_async (OsrNetworkCaller *caller, OsrNetworkSending *sending,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);

/* Of both. Returns: (transfer full): the reply, or %NULL with @error */
OsrNetworkReply *osr_youtube_publish_finish (OsrNetworkCaller *caller, GAsyncResult *result,
                                             GError **error);

G_END_DECLS
