/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was destroyed, noted once more beside the log: a backup is older than the erasures after it, so a
 * restored log would hold the words again. The list holds digests and acts, no words; it stays in the
 * office's folder when the log is put aside, and a restoration does again what it names. */
#pragma once

#include "store/osr-log.h"

G_BEGIN_DECLS

#define OSR_ERASURE_LIST "erased.list"

typedef struct _OsrErasureList OsrErasureList;

/* (transfer full): where the list of the log at @log_path stands */
char *osr_erasure_list_dup_path (const char *log_path);

/**
 * osr_erasure_list_read:
 * @path: a list; one that is not there is empty
 *
 * A line that was not written whole is passed over: its erasure was not committed.
 */
OsrErasureList *osr_erasure_list_read (const char *path, GError **error);
void osr_erasure_list_free (OsrErasureList *self);

guint osr_erasure_list_count (OsrErasureList *self);

/* Whether the words of the command @uuid were destroyed. */
gboolean osr_erasure_list_has_command (OsrErasureList *self, const char *uuid);

/* Adds to the list at @to what the one at @from names and it does not. */
gboolean osr_erasure_list_merge (const char *from, const char *to, GError **error);

/* Reads the list beside the log, as at its opening: another program may have added to it. */
gboolean osr_log_reload_erasures (OsrLog *self, GError **error);

/* The same, when something was added since it was read, and nothing of ours waits to be. */
gboolean osr_log_heed_erasures (OsrLog *self, GError **error);

/**
 * osr_log_list_erased_files:
 * @stream: a case
 *
 * Returns: (transfer full) (element-type utf8) (nullable): digests of files that words of @stream named
 * which were destroyed; other words may name them still. %NULL on an error
 */
GPtrArray *osr_log_list_erased_files (OsrLog *self, const char *stream, GError **error);

/**
 * osr_log_erase_again:
 * @n_events: (out): of how many events the words were there again
 *
 * Destroys anew what the list beside the log names and the log still has, each under its own act, and
 * has the messages known that came after the backup, so that they are not found anew.
 */
gboolean osr_log_erase_again (OsrLog *self, guint *n_events, GError **error);

/* Whether the words of the command @uuid were destroyed: it may not come again from a workstation that
 * has not heard of it. */
gboolean osr_log_is_destroyed (OsrLog *self, const char *uuid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrErasureList, osr_erasure_list_free)

G_END_DECLS
