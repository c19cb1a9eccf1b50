/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One case to be shown to somebody who has neither the office's log nor a right to it: its events, what
 * of the office is needed to understand them, and proofs that both stand under the checkpoints of the
 * log. A file of lines of JSON. Whoever reads it needs one hash from elsewhere, a printed one, to know
 * that the checkpoints are those of the office. */
#pragma once

#include "core/audit/osr-checkpoint.h"
#include "core/osr-case.h"
#include "core/osr-registry.h"
#include "store/osr-log.h"

G_BEGIN_DECLS

/**
 * osr_bundle_write:
 * @case_id: a case
 * @payloads: whether words and names go along
 * @error: NOT_FOUND when there is no such case
 *
 * Returns: (transfer full): the file's bytes
 */
GBytes *osr_bundle_write (OsrLog *log, const char *case_id, gboolean payloads, GError **error);

typedef struct {
  OsrCase *the_case;
  OsrRegistry *registry;  /* of what of the office is in the file */
  GPtrArray *checkpoints; /* OsrCheckpoint, all from the first */
  gboolean payloads;      /* words were taken along */
  guint n_erased;         /* events whose words were destroyed under an act */
  guint n_sealed;         /* events of the case under a checkpoint */
  guint n_open;           /* events newer than the last checkpoint: no proof but the file's word */
  gint64
      heads_checkpoint; /* number of the newest checkpoint that says where each case ended; 0: none */
  gint64 heads_version; /* version of the case that it says; 0: the case is younger */
  OsrInstant made_at;
  gint64 head_seq; /* number of the newest event of the log then */
} OsrBundle;

/**
 * osr_bundle_read:
 * @bytes: from anybody
 * @error: CORRUPT naming the line and what of it does not hold
 *
 * Reads and examines: chains, digests of words, every proof, the row of checkpoints.
 */
OsrBundle *osr_bundle_read (GBytes *bytes, GError **error);
void osr_bundle_free (OsrBundle *self);

/* (nullable): the checkpoint whose root or hash begins with @digits, blanks aside; at least sixteen. */
const OsrCheckpoint *osr_bundle_find_checkpoint (OsrBundle *self, const char *digits);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrBundle, osr_bundle_free)

G_END_DECLS
