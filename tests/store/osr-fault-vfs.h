/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk that fails when it is told to: a VFS of SQLite over the real one, for every database that is
 * opened after it was installed. What a machine's cache would hold is known apart from what was
 * synced, so that a power cut can be had without one. One thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  FAULT_NONE,
  FAULT_FAIL, /* the n-th call fails, once */
  FAULT_FULL, /* from the n-th call on no file grows, until fault_vfs_disarm() */
  FAULT_TORN, /* of the n-th write only some first bytes arrive, then the machine is off */
  FAULT_POWER /* at the n-th call the machine goes off: of what was not synced, by chance, each sector
               * arrives or does not */
} FaultKind;

/* The real VFS is found again under its own name. */
void fault_vfs_install (void);

/**
 * fault_vfs_arm:
 * @n: at which call that changes something (open that makes a file, write, truncate, sync, delete,
 *   shared memory that grows) it strikes, counted from 1; 0: only counts
 * @seed: of the chance
 */
void fault_vfs_arm (FaultKind kind, guint n, guint32 seed);

/* Whether it has struck since it was armed. */
gboolean fault_vfs_struck (void);

/* Nothing fails any more; a machine that is off is started again with what was on its disk. Of that
 * one no file may be open. Returns: how many calls there were since it was armed */
guint fault_vfs_disarm (void);

G_END_DECLS
