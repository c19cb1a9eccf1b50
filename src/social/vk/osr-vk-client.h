/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calls methods of VK's API: address, token, version, pace per token, errors, and the repetition of
 * calls that only read. What the answers mean is the parser's. */
#pragma once

#include <json-glib/json-glib.h>

#include "net/osr-http-session.h"
#include "social/osr-network-records.h"

G_BEGIN_DECLS

#define OSR_TYPE_VK_CLIENT (osr_vk_client_get_type ())
G_DECLARE_FINAL_TYPE (OsrVkClient, osr_vk_client, OSR, VK_CLIENT, GObject)

typedef enum {
  OSR_VK_READ,  /* with the read token; repeated when VK stumbles */
  OSR_VK_ASK,   /* with the write token, changing nothing; repeated as well */
  OSR_VK_WRITE, /* with the write token; sent once */
  OSR_VK_EDIT,  /* with the edit token; sent once */
} OsrVkCallKind;

typedef struct _OsrVkCall OsrVkCall;

/**
 * osr_vk_call_new:
 * @account: whose host, version and token are used
 * @method: "wall.get"
 * @kind: which token, and whether it may be repeated
 *
 * Returns: (transfer full): a call without parameters
 */
OsrVkCall *osr_vk_call_new (OsrNetworkAccount *account, const char *method, OsrVkCallKind kind);
void osr_vk_call_free (OsrVkCall *call);
void osr_vk_call_add (OsrVkCall *call, const char *name, const char *value);
void osr_vk_call_add_int (OsrVkCall *call, const char *name, gint64 value);

/* What a person answered to VK's captcha, if it asked before: a key for the picture, or the token that
 * the page gave. */
void osr_vk_call_add_answer (OsrVkCall *call, const OsrNetworkSending *sending);

OsrVkClient *osr_vk_client_new (OsrHttpSession *session);

/* All waiting of the client (pace and repetition) in percent of the usual, for hosts other than VK;
 * before the first call. */
void osr_vk_client_set_pace (OsrVkClient *self, guint percent);

/* The time that days of calls are counted by, seconds since the epoch; the machine's, or for a network
 * that is tried out what @time points to. */
gint64 osr_vk_client_get_time (OsrVkClient *self);
void osr_vk_client_set_time (OsrVkClient *self, const gint64 *time);

/* (transfer none): the connections that it uses, for what is no call of a method */
OsrHttpSession *osr_vk_client_get_session (OsrVkClient *self);

/**
 * osr_vk_client_call_async:
 * @self: a client
 * @call: (transfer full): what to call
 * @cancellable: (nullable): to give up
 * @callback: called when done
 * @user_data: for @callback
 */
void osr_vk_client_call_async (OsrVkClient *self, OsrVkCall *call, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);

/**
 * osr_vk_client_call_finish:
 * @self: a client
 * @result: what the callback got
 * @error: %OSR_NET_ERROR; VK's own code stands in the message, no token ever
 *
 * Returns: (transfer full): the member "response", of whatever type it is; or %NULL
 */
JsonNode *osr_vk_client_call_finish (OsrVkClient *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrVkCall, osr_vk_call_free)

G_END_DECLS
