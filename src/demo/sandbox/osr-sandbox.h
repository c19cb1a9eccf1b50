/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sandbox network: an HTTP server on loopback that speaks the network's own interface under
 * /method/, shows citizens the wall as web pages, and takes orders of tests under /_sandbox/. It can
 * run inside a test or as a program of its own; who starts it chooses clock, office and state. */
#pragma once

#include <gio/gio.h>

#include "demo/sandbox/osr-sandbox-wall.h"

G_BEGIN_DECLS

typedef struct _OsrSandbox OsrSandbox;

/* Reads the time to show, µs since the epoch. */
typedef gint64 (*OsrSandboxNow) (gpointer data);

typedef struct {
  const char *office_path; /* (nullable): %NULL for the one that is built in */
  const char *state_path;  /* (nullable): %NULL forgets everything at the end */
  guint port;              /* 0 for any free one */
  OsrSandboxNow now;       /* (nullable): %NULL for the machine's clock */
  gpointer now_data;       /* borrowed, must outlive the sandbox */
  gboolean silent;         /* no scripted messages */
  gboolean unlimited;      /* no limit of calls in a second */
} OsrSandboxOptions;

/**
 * osr_sandbox_new:
 * @options: what to run
 * @error: %OSR_CORE_ERROR_INVALID for a damaged office or state, #GIOError or #GFileError
 *
 * Listens at once on 127.0.0.1; requests are served by the thread-default main context.
 *
 * Returns: (transfer full): the sandbox, or %NULL
 */
OsrSandbox *osr_sandbox_new (const OsrSandboxOptions *options, GError **error);

void osr_sandbox_free (OsrSandbox *sandbox);

/**
 * osr_sandbox_get_url:
 * @sandbox: a sandbox
 *
 * Returns: (transfer none): "http://127.0.0.1:PORT", without a final slash
 */
const char *osr_sandbox_get_url (OsrSandbox *sandbox);

guint osr_sandbox_get_port (OsrSandbox *sandbox);

/**
 * osr_sandbox_get_wall:
 * @sandbox: a sandbox
 *
 * Returns: (transfer none): the wall, for tests to look at
 */
OsrSandboxWall *osr_sandbox_get_wall (OsrSandbox *sandbox);

/**
 * osr_sandbox_get_captcha:
 * @sandbox: a sandbox
 * @method: a method of VK
 *
 * Returns: (nullable) (transfer none): "form|number|answer" of the captcha that stops @method, for
 *   tests, which cannot read pictures
 */
const char *osr_sandbox_get_captcha (OsrSandbox *sandbox, const char *method);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrSandbox, osr_sandbox_free)

G_END_DECLS
