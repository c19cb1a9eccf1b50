/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One call of a network's API on its way: what is asked, the request it became, whose turns it waits
 * for, and how the network's refusals are judged. Built by each network; sent by OsrNetworkCaller. */
#pragma once

#include "net/osr-http-message.h"
#include "social/osr-network-answer.h"

G_BEGIN_DECLS

#define OSR_NETWORK_CALL_LANES 2

/**
 * OsrNetworkJudge:
 * @status: of HTTP
 * @fault: (nullable): what the network said; %NULL when the answer was not one of the network
 * @writes: whether the call was to change something
 *
 * Returns: what the caller is to do. %OSR_NET_ERROR_UNCERTAIN unless a writing call surely came to
 *   nothing.
 */
typedef OsrNetError (*OsrNetworkJudge) (guint status, const OsrNetworkFault *fault,
                                        gboolean writes);

typedef struct {
  char *key;
  guint interval_ms;
  guint burst;
} OsrNetworkLane;

/**
 * OsrNetworkCall:
 * @account: whose call it is
 * @method: by the API's own name, known to the network's dialect
 * @post_id: (nullable): what the answer is about, where it does not say so itself
 * @request: what is sent; it is not changed any more
 * @writes: it is sent once and never again
 * @judge: the network's
 * @lanes: the queues in which it waits for its turn; a key of %NULL ends them
 */
typedef struct {
  OsrNetworkAccount *account;
  char *method;
  char *post_id;
  OsrHttpRequest *request;
  gboolean writes;
  OsrNetworkJudge judge;
  OsrNetworkLane lanes[OSR_NETWORK_CALL_LANES];
} OsrNetworkCall;

/**
 * osr_network_call_new:
 * @account: whose call it is
 * @method: by the API's own name
 * @request: (transfer full): what is sent
 * @writes: whether it changes something
 * @judge: the network's
 *
 * Returns: (transfer full): a call that waits for nobody
 */
OsrNetworkCall *osr_network_call_new (OsrNetworkAccount *account, const char *method,
                                      OsrHttpRequest *request, gboolean writes,
                                      OsrNetworkJudge judge);
void osr_network_call_free (OsrNetworkCall *self);

void osr_network_call_set_post (OsrNetworkCall *self, const char *post_id);

/* One more queue to wait in: of the account's host, and @name within it. */
void osr_network_call_add_lane (OsrNetworkCall *self, const char *name, guint interval_ms,
                                guint burst);

/* What an answer says by its status alone, when it is not in the network's words: somebody in between
 * gave it. Who refuses with 4xx passes nothing on, but one who waited no longer may have. */
OsrNetError osr_network_judge_status (guint status, gboolean writes);

/* (transfer full): @text on one line without the secrets of @account */
char *osr_network_scrub (OsrNetworkAccount *account, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrNetworkCall, osr_network_call_free)

G_END_DECLS
