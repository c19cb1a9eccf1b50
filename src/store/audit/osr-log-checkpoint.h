/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checkpoints of a log: writing one when it is due, and reading them with what they stand for. */
#pragma once

#include "core/audit/osr-checkpoint.h"
#include "store/osr-log.h"

G_BEGIN_DECLS

/**
 * osr_log_tend_checkpoints:
 * @changed: (out) (optional): whether one was written
 *
 * Writes the checkpoints that are due by the log's clock, each in a transaction of its own; costs three
 * look-ups while none is.
 */
gboolean osr_log_tend_checkpoints (OsrLog *self, gboolean *changed, GError **error);

/* (element-type OsrCheckpoint) (transfer full): all of them, oldest first. */
GPtrArray *osr_log_load_checkpoints (OsrLog *self, GError **error);

/* (transfer full) (nullable): the newest; %NULL without @error where there is none. */
OsrCheckpoint *osr_log_load_last_checkpoint (OsrLog *self, GError **error);

/* Whether the checkpoints follow each other and stand for the events that are here; CORRUPT otherwise. The
 * chains of the cases are osr_log_verify()'s. */
gboolean osr_log_verify_checkpoints (OsrLog *self, GError **error);

/* (element-type utf8) (transfer full): hashes of the events with numbers in [@from, @to]. */
GPtrArray *osr_log_load_hashes (OsrLog *self, gint64 from, gint64 to, GError **error);

/* Where every stream ended at a number of the log. */
typedef struct {
  GPtrArray *streams; /* utf8: names in order */
  GArray *versions;   /* gint64: of their last events */
  GPtrArray *leaves;  /* utf8: of osr_heads_leaf(), in the same order */
} OsrHeads;

/* (transfer full): the heads after event @to_seq */
OsrHeads *osr_log_load_heads (OsrLog *self, gint64 to_seq, GError **error);
void osr_heads_free (OsrHeads *self);

/* Whether the heads that @checkpoint seals are those of the log; one without any is, too. */
gboolean osr_log_verify_heads (OsrLog *self, const OsrCheckpoint *checkpoint, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrHeads, osr_heads_free)

G_END_DECLS
