/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the office's scripted messages when their time has come, each once in the life of a state.
 * Knows no timer: whoever holds the wall calls it and saves. */
#pragma once

#include "demo/sandbox/osr-sandbox-office.h"
#include "demo/sandbox/osr-sandbox-state.h"

G_BEGIN_DECLS

/**
 * osr_sandbox_script_run:
 * @office: the office with its messages and wall
 * @progress: what was written before; is brought up to date
 * @elapsed: real seconds since the sandbox started
 * @now: the moment shown, seconds since the epoch; the date of what is written
 *
 * Returns: how many comments were written
 */
guint osr_sandbox_script_run (OsrSandboxOffice *office, OsrSandboxProgress *progress,
                              gint64 elapsed, gint64 now);

G_END_DECLS
