/* SPDX-License-Identifier: GPL-3.0-or-later */
/* VK's error objects: what they are called, and what a person or the program must do about them. */
#pragma once

#include "social/osr-network-answer.h"

G_BEGIN_DECLS

/* (nullable): VK's name of the error @code, without its "api_error_" */
const char *osr_vk_error_name (gint64 code);

/**
 * osr_vk_fault_read:
 * @account: whose secrets must not be in the result
 * @root: a whole answer
 * @writes: whether the call was to change something
 *
 * Knows both forms of captcha: the page to open ("redirect_uri"), and the picture to be read.
 *
 * Returns: (transfer full) (nullable): the error; %NULL when @root is none
 */
OsrNetworkFault *osr_vk_fault_read (OsrNetworkAccount *account, JsonObject *root, gboolean writes);

/* (transfer full) (nullable): the long poll's {"failed":1–3}; %NULL when @root is none */
OsrNetworkFault *osr_vk_fault_read_failed (OsrNetworkAccount *account, JsonObject *root);

G_END_DECLS
