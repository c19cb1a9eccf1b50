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

/* (transfer full) (nullable): the error that an answer's headers tell */
typedef OsrNetworkFault *(*OsrNetworkHeaderReader) (OsrNetworkAccount *account,
                                                    OsrHttpAnswer *answer, gboolean writes);

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
 * @once: it is not repeated even though it only reads
 * @fetches: a success is a file and not an answer of the dialect
 * @judge: (nullable): the network's; without one, its own word goes before the status
 * @read_headers: (nullable): asked when the body says no error
 * @lanes: the queues in which it waits for its turn; a key of %NULL ends them. Without any it waits in
 *   that of its account.
 */
typedef struct {
  OsrNetworkAccount *account;
  char *method;
  char *post_id;
  OsrHttpRequest *request;
  gboolean writes;
  gboolean once;
  gboolean fetches;
  OsrNetworkJudge judge;
  OsrNetworkHeaderReader read_headers;
  OsrNetworkLane lanes[OSR_NETWORK_CALL_LANES];
} OsrNetworkCall;

/**
 * osr_network_call_new:
 * @account: whose call it is
 * @method: by the API's own name
 * @request: (transfer full): what is sent
 * @writes: whether it is to change something: it is then sent once
 *
 * Returns: (transfer full): a call
 */
OsrNetworkCall *osr_network_call_new (OsrNetworkAccount *account, const char *method,
                                      OsrHttpRequest *request, gboolean writes);
void osr_network_call_free (OsrNetworkCall *self);

/* What the answer is about, where it does not say so itself. */
void osr_network_call_set_post (OsrNetworkCall *self, const char *post_id);

/* For a network that says its errors there too. */
void osr_network_call_set_header_reader (OsrNetworkCall *self, OsrNetworkHeaderReader reader);

void osr_network_call_set_judge (OsrNetworkCall *self, OsrNetworkJudge judge);

/* For a call that does harm when it is repeated at once. */
void osr_network_call_set_once (OsrNetworkCall *self);

/* Its answer is a file of at most @bytes: for osr_network_caller_fetch_finish(). */
void osr_network_call_set_fetch (OsrNetworkCall *self, gsize bytes);

/* One more queue to wait in: of the account's host, and @name within it. */
void osr_network_call_add_lane (OsrNetworkCall *self, const char *name, guint interval_ms,
                                guint burst);

/**
 * osr_network_judge_status:
 * @status: of an answer in which the network says no error of its own: somebody in between gave it
 * @writes: whether the call was to change something
 *
 * Who refuses with 4xx passes nothing on; but one who waited no longer may have.
 *
 * | status        | a call that writes           | one that reads |
 * | ------------- | ---------------------------- | -------------- |
 * | 401           | surely not executed: auth    | auth           |
 * | 429           | surely not: rate limited     | rate limited   |
 * | 408, 499      | unknown                      | temporary      |
 * | other 4xx     | surely not: rejected         | rejected       |
 * | 5xx           | unknown                      | temporary      |
 * | anything else | unknown                      | protocol       |
 */
OsrNetError osr_network_judge_status (guint status, gboolean writes);

/* (transfer full): @text on one line without the secrets of @account */
char *osr_network_scrub (OsrNetworkAccount *account, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrNetworkCall, osr_network_call_free)

G_END_DECLS
