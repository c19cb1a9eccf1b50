/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sends a network's calls: each in its turn, a reading one again when the network stumbles, a writing
 * one once and never again; the answer is read by the network's dialect. What is called and what
 * becomes of the records is each network's. */
#pragma once

#include "net/osr-http-session.h"
#include "social/call/osr-network-call.h"

G_BEGIN_DECLS

#define OSR_TYPE_NETWORK_CALLER (osr_network_caller_get_type ())
G_DECLARE_FINAL_TYPE (OsrNetworkCaller, osr_network_caller, OSR, NETWORK_CALLER, GObject)

/**
 * osr_network_caller_new:
 * @session: the connections to use
 * @interval_ms: between two calls of one account that names no lanes
 *
 * Returns: (transfer full): a caller
 */
OsrNetworkCaller *osr_network_caller_new (OsrHttpSession *session, guint interval_ms);

/* All waiting (turns and repetition) in percent of the usual, for hosts other than the network's own;
 * before the first call. */
void osr_network_caller_set_pace (OsrNetworkCaller *self, guint percent);

/**
 * osr_network_caller_call_async:
 * @self: a caller
 * @call: (transfer full): what to call
 * @cancellable: (nullable): to give up; what was sent stays sent
 * @callback: called when done
 * @user_data: for @callback
 *
 * An account whose option "ca-file" names a file of certificates trusts those besides the machine's.
 * After the network asked for a pause, calls of the same account fail at once until it is over.
 */
void osr_network_caller_call_async (OsrNetworkCaller *self, OsrNetworkCall *call,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);

/**
 * osr_network_caller_call_finish:
 * @self: a caller
 * @result: what the callback got
 * @error: %OSR_NET_ERROR without any secret in it. For a writing call every code but
 *   %OSR_NET_ERROR_UNCERTAIN means that it came to nothing.
 *
 * Returns: (transfer full): records, never an error of the network; or %NULL
 */
OsrNetworkAnswer *osr_network_caller_call_finish (OsrNetworkCaller *self, GAsyncResult *result,
                                                  GError **error);

/**
 * osr_network_caller_fetch_finish:
 * @self: a caller
 * @result: of a call that fetches a file
 * @error: as of osr_network_caller_call_finish(); %OSR_NET_ERROR_PROTOCOL when it is too large
 *
 * Returns: (transfer full): the file as it came, or %NULL
 */
GBytes *osr_network_caller_fetch_finish (OsrNetworkCaller *self, GAsyncResult *result,
                                         GError **error);

/* (nullable) (transfer none): the new id of the chat, when the network refused the call of @result for
 * having moved it */
const char *osr_network_caller_get_moved_to (GAsyncResult *result);

G_END_DECLS
