/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What MAX's refusals mean. The status of HTTP says it; the words only where the status is silent. */
#pragma once

#include "social/call/osr-network-call.h"

G_BEGIN_DECLS

/**
 * osr_max_judge:
 * @status: of HTTP
 * @fault: (nullable): what MAX said
 * @writes: whether the call was to change something
 *
 * What a call that publishes or edits a comment came to. Comments can be read back: what is not known is
 * looked for.
 *
 * | answer                                               | the comment was       |
 * | no connection: name, refused, TLS (the session says) | surely not published  |
 * | 400, 403, 404, 405, 413 and other 4xx                | surely not published  |
 * | 401: the token                                       | surely not published  |
 * | 429                                                  | surely not published  |
 * | 200 with success false, or an error by code          | surely not published  |
 * | 200 with an error of the service (internal, timeout) | unknown               |
 * | 408, 499: somebody in between waited no longer       | unknown               |
 * | 5xx, in MAX's words or not                           | unknown               |
 * | 1xx, 3xx                                             | unknown               |
 * | 200 that cannot be read, or names no comment         | unknown               |
 * | broken or silent after the headers went out          | unknown               |
 *
 * Returns: what the caller is to do
 */
OsrNetError osr_max_judge (guint status, const OsrNetworkFault *fault, gboolean writes);

G_END_DECLS
