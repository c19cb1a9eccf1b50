/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls a network whose answers a dialect reads: pace per account, errors, and the repetition of
 * calls that only read. How a call is written, with which secret, is each network's. */
#pragma once

#include "net/osr-http-session.h"
#include "social/osr-network-dialect.h"

G_BEGIN_DECLS

#define OSR_TYPE_NETWORK_CALLER (osr_network_caller_get_type ())
G_DECLARE_FINAL_TYPE (OsrNetworkCaller, osr_network_caller, OSR, NETWORK_CALLER, GObject)

typedef struct _OsrNetworkCall OsrNetworkCall;

/**
 * osr_network_call_new:
 * @account: who calls; its id and host are what the pace is kept by
 * @method: by the API's own name, as the dialect knows it
 * @request: (transfer full): what is sent
 * @writes: whether it is to change something: it is then sent once
 *
 * Returns: (transfer full): a call
 */
OsrNetworkCall *osr_network_call_new (OsrNetworkAccount *account, const char *method,
                                      OsrHttpRequest *request, gboolean writes);
void osr_network_call_free (OsrNetworkCall *call);

/* What the answer is about, where it does not say so itself. */
void osr_network_call_set_post (OsrNetworkCall *call, const char *post_id);

/* (transfer full) (nullable): the error that an answer's headers tell */
typedef OsrNetworkFault *(*OsrNetworkHeaderReader) (OsrNetworkAccount *account,
                                                    OsrHttpAnswer *answer, gboolean writes);

/* For a network that says its errors there too; asked when the body says none. */
void osr_network_call_set_header_reader (OsrNetworkCall *call, OsrNetworkHeaderReader reader);

/**
 * osr_network_caller_new:
 * @session: the connections to use
 * @interval_ms: between two calls of one account
 *
 * Returns: (transfer full): a caller
 */
OsrNetworkCaller *osr_network_caller_new (OsrHttpSession *session, guint interval_ms);

/* All waiting (pace and repetition) in percent of the usual, for hosts other than the network's own;
 * before the first call. */
void osr_network_caller_set_pace (OsrNetworkCaller *self, guint percent);

/**
 * osr_network_caller_call_async:
 * @self: a caller
 * @call: (transfer full): what to call
 * @cancellable: (nullable): to give up; what was sent stays sent
 * @callback: called when done
 * @user_data: for @callback
 */
void osr_network_caller_call_async (OsrNetworkCaller *self, OsrNetworkCall *call,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);

/**
 * osr_network_caller_call_finish:
 * @self: a caller
 * @result: what the callback got
 * @error: %OSR_NET_ERROR, no secret in it. Of a call that writes: %OSR_NET_ERROR_UNCERTAIN when it may
 *   have taken effect, any other when it surely has not
 *
 * Returns: (transfer full): records, never an error of the network; or %NULL
 */
OsrNetworkAnswer *osr_network_caller_call_finish (OsrNetworkCaller *self, GAsyncResult *result,
                                                  GError **error);

/**
 * osr_network_caller_judge_status:
 * @status: of an answer in which the network says no error of its own
 * @writes: whether the call was to change something
 *
 * | status        | a call that writes           | one that reads        |
 * | ------------- | ---------------------------- | --------------------- |
 * | 401           | surely not executed: auth    | auth                  |
 * | 429           | surely not: rate limited     | rate limited          |
 * | other 4xx     | surely not: protocol         | protocol              |
 * | 5xx           | unknown                      | temporary             |
 * | anything else | unknown: somebody in between | protocol              |
 */
OsrNetError osr_network_caller_judge_status (guint status, gboolean writes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrNetworkCall, osr_network_call_free)

G_END_DECLS
