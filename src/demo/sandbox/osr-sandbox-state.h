/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wall on disk: what was written since the office file, so that the sandbox goes on after a
 * restart where it was. Written whole and atomically before a write is answered: a comment that was
 * accepted is there after kill -9. */
#pragma once

#include "demo/sandbox/osr-sandbox-wall.h"

G_BEGIN_DECLS

typedef struct {
  GHashTable *written; /* (element-type utf8): ids of scripted messages already written */
  gint64 started;      /* when the demonstration began, seconds since the epoch; 0 for not yet */
} OsrSandboxProgress;

/**
 * osr_sandbox_state_load:
 * @path: a file that osr_sandbox_state_save() wrote; absent is an empty state
 * @wall: the office's wall; comments, added citizens and dates of posts are laid over it
 * @progress: its members are set; `written` must be an empty set with free function
 * @error: %OSR_CORE_ERROR_INVALID naming file and place, or #GFileError
 *
 * Returns: whether the state could be read
 */
gboolean osr_sandbox_state_load (const char *path, OsrSandboxWall *wall,
                                 OsrSandboxProgress *progress, GError **error);

/**
 * osr_sandbox_state_save:
 * @path: (nullable): where to; %NULL saves nothing and succeeds
 * @wall: the wall
 * @progress: how far the script is
 * @error: #GFileError
 *
 * Returns: whether it is on disk
 */
gboolean osr_sandbox_state_save (const char *path, OsrSandboxWall *wall,
                                 const OsrSandboxProgress *progress, GError **error);

G_END_DECLS
