/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Captchas in both forms: the older one with a picture and a key, the newer one with a page and a
 * token. A call that was stopped passes only with the right answer; another call of the same method
 * is stopped until then. */
#pragma once

#include "demo/sandbox/osr-sandbox-exchange.h"
#include "demo/sandbox/vk/osr-sandbox-vk-method.h"

G_BEGIN_DECLS

/* Whether @call may go on; else it has failed with the error ordered or with a captcha. */
gboolean osr_sandbox_captcha_pass (OsrSandboxExchange *exchange, OsrSandboxCall *call);

/* Adds the members of error 14 that say where the captcha is, if that is what @call failed with. */
void osr_sandbox_captcha_describe (OsrSandboxCall *call, JsonBuilder *builder);

/* (transfer full): the page or picture at @path, %NULL if it is neither; @type (out). */
GBytes *osr_sandbox_captcha_show (OsrSandbox *sandbox, const char *path, const char **type);

G_END_DECLS
