/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What proves that a reply stands where a person put it: words, and pictures of the place that are
 * chosen, dropped or pasted. */
#pragma once

#include <adwaita.h>

#include "sync/osr-replica.h"

G_BEGIN_DECLS

#define OSR_TYPE_PROOF_FIELD (osr_proof_field_get_type ())
G_DECLARE_FINAL_TYPE (OsrProofField, osr_proof_field, OSR, PROOF_FIELD, AdwBin)

/* Signal "changed" (): words or pictures are others than before, or a picture is being made ready. */

GtkWidget *osr_proof_field_new (void);

/**
 * osr_proof_field_show:
 * @replica: (nullable): where pictures are kept; %NULL takes none
 * @case_id: (nullable): what the proof is of
 *
 * Returns: whether it is another case than before: the field was emptied then
 */
gboolean osr_proof_field_show (OsrProofField *self, OsrReplica *replica, const char *case_id);

void osr_proof_field_clear (OsrProofField *self);

/* Whether there are words or pictures, and none is being made ready. */
gboolean osr_proof_field_is_filled (OsrProofField *self);

/* Files and pictures dropped on @widget are taken, too. */
void osr_proof_field_accept_drops (OsrProofField *self, GtkWidget *widget);

/* Cleans and takes a picture of the place, as one chosen by the person. */
void osr_proof_field_add_file (OsrProofField *self, GFile *file);

const char *osr_proof_field_get_words (OsrProofField *self);
const char *osr_proof_field_get_digests (OsrProofField *self); /* nullable: comma-separated */
void osr_proof_field_set_words (OsrProofField *self, const char *words);

G_END_DECLS
