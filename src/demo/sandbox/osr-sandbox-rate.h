/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many calls in a second the network grants a token. Always real time: a demonstration's clock
 * that jumps must not open or close the gate. */
#pragma once

#include "demo/sandbox/osr-sandbox-wall.h"

G_BEGIN_DECLS

/* Calls in any second, by kind of token. */
#define OSR_SANDBOX_RATE_USER    3
#define OSR_SANDBOX_RATE_SERVICE 3
#define OSR_SANDBOX_RATE_GROUP   20

typedef struct _OsrSandboxRate OsrSandboxRate;

OsrSandboxRate *osr_sandbox_rate_new (void);
void osr_sandbox_rate_free (OsrSandboxRate *rate);

/**
 * osr_sandbox_rate_take:
 * @rate: the gate
 * @token: the token of the call
 * @now: µs of a clock that never jumps
 *
 * Returns: whether the call is granted; a refused one does not count
 */
gboolean osr_sandbox_rate_take (OsrSandboxRate *rate, const OsrSandboxToken *token, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrSandboxRate, osr_sandbox_rate_free)

G_END_DECLS
