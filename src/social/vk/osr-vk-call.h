/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a call, for the client alone. */
#pragma once

#include "social/vk/osr-vk-client.h"

G_BEGIN_DECLS

struct _OsrVkCall {
  OsrNetworkAccount *account;
  char *method;
  OsrVkCallKind kind;
  GPtrArray *parameters; /* name, value, name, value, … */
};

/* (nullable): the secret that the call goes with */
const char *osr_vk_call_get_token (OsrVkCall *call);

/**
 * osr_vk_call_build:
 * @call: a call with a token
 *
 * Returns: (transfer full): a POST for a writing call or one with more than 2 KiB of parameters,
 *   else a GET
 */
OsrHttpRequest *osr_vk_call_build (OsrVkCall *call);

/**
 * osr_vk_owns_address:
 * @account: whose API is where it says
 * @url: an address that VK told us to send something to
 *
 * Returns: whether it is on the API's own host, or both are VK's: what goes there is a secret
 */
gboolean osr_vk_owns_address (OsrNetworkAccount *account, const char *url);

G_END_DECLS
