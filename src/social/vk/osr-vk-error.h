/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What VK's error codes mean for the caller. */
#pragma once

#include "net/osr-net-error.h"
#include "social/osr-network-records.h"

G_BEGIN_DECLS

/**
 * osr_vk_error_class:
 * @code: VK's error_code
 * @writes: whether the call was to change something
 *
 * Returns: the class; a failure inside VK is %OSR_NET_ERROR_UNCERTAIN for a call that @writes
 */
OsrNetError osr_vk_error_class (gint64 code, gboolean writes);

/* Whether a reading call may be repeated within seconds: 1, 6, 10, 36. */
gboolean osr_vk_error_passes_soon (gint64 code);

/**
 * osr_vk_error_message:
 * @method: the method called
 * @code: VK's error_code
 * @message: VK's error_msg
 * @account: whose secrets must not be in the result
 *
 * Returns: (transfer full): one line of at most some 400 characters with the method and the code
 */
char *osr_vk_error_message (const char *method, gint64 code, const char *message,
                            OsrNetworkAccount *account);

/* Whether @error (nullable), of a call, is VK's refusal with @code. */
gboolean osr_vk_error_is (const GError *error, gint64 code);

G_END_DECLS
