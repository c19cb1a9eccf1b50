/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a call of Odnoklassniki is signed. Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * osr_ok_signature:
 * @parameters: (element-type utf8 utf8): of the call, as they are, not encoded for an address
 * @secret: what osr_ok_secret() gave; the session's secret; or the application's without a session
 *
 * "access_token", "session_key" and "sig" are not signed, whether they are there or not.
 *
 * Returns: (transfer full): the parameter "sig", lower case
 */
char *osr_ok_signature (GHashTable *parameters, const char *secret);

/* (transfer full): the secret of calls with @access_token */
char *osr_ok_secret (const char *access_token, const char *application_secret);

G_END_DECLS
