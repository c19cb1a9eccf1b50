/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sends one request and hands back one answer: HTTP/1.1, time limits, a limit on the size of the
 * answer, no redirects, no cookies, no sign-in dialogs. It knows whether a request that failed can
 * have taken effect. What a status means, retries and pace are the caller's. */
#pragma once

#include <gio/gio.h>

#include "net/osr-http-message.h"
#include "net/osr-net-error.h"

G_BEGIN_DECLS

#define OSR_TYPE_HTTP_SESSION (osr_http_session_get_type ())
G_DECLARE_FINAL_TYPE (OsrHttpSession, osr_http_session, OSR, HTTP_SESSION, GObject)

/**
 * osr_http_session_new:
 *
 * Belongs to the thread-default main context of the thread that makes it. The first session sets
 * SOUP_FORCE_HTTP1 in the environment, so make it before starting threads.
 *
 * Returns: (transfer full): a session with its own pool of connections
 */
OsrHttpSession *osr_http_session_new (void);

/**
 * osr_http_session_new_trusting:
 * @file: certificates of authorities, PEM, that this session trusts besides the machine's
 * @error: why they cannot be read
 *
 * As osr_http_session_new(). Nothing but the unknown authority is forgiven: a certificate that is
 * over, or of another host, is refused.
 *
 * Returns: (transfer full): a session, or %NULL
 */
OsrHttpSession *osr_http_session_new_trusting (const char *file, GError **error);

/**
 * osr_http_session_send_async:
 * @self: a session
 * @request: what to send; a reference is kept until the end
 * @cancellable: (nullable): to give up; ends as %G_IO_ERROR_CANCELLED, whether or not it was sent
 * @callback: called in the main context of the caller
 * @user_data: for @callback
 */
void osr_http_session_send_async (OsrHttpSession *self, OsrHttpRequest *request,
                                  GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data);

/**
 * osr_http_session_send_finish:
 * @self: a session
 * @result: what the callback got
 * @error: %OSR_NET_ERROR_OFFLINE when nothing was sent; %OSR_NET_ERROR_TEMPORARY when the
 *   connection broke or fell silent; %OSR_NET_ERROR_UNCERTAIN instead of the latter (and of
 *   %OSR_NET_ERROR_PROTOCOL) for a request marked never-resend whose headers had gone out;
 *   %OSR_NET_ERROR_PROTOCOL when the answer is too large or not HTTP. Never holds the query, the
 *   form or a header.
 *
 * Returns: (transfer full): the answer, whatever its status, redirects included; or %NULL
 */
OsrHttpAnswer *osr_http_session_send_finish (OsrHttpSession *self, GAsyncResult *result,
                                             GError **error);

G_END_DECLS
