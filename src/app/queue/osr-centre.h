/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question to the centre beside the queue: what is looked for, how far the answer is, the rows that
 * came. Works without a display. */
#pragma once

#include "app/queue/osr-queue-item.h"

G_BEGIN_DECLS

typedef enum {
  OSR_CENTRE_IDLE, /* nothing was asked */
  OSR_CENTRE_ASKING,
  OSR_CENTRE_ANSWERED,
  OSR_CENTRE_FAILED
} OsrCentreState;

#define OSR_TYPE_CENTRE (osr_centre_get_type ())
G_DECLARE_FINAL_TYPE (OsrCentre, osr_centre, OSR, CENTRE, GObject)

/* Signal "changed" (): state or rows. */

OsrCentre *osr_centre_new (void);

/* @replica: (nullable): whom to ask as; another one forgets all. */
void osr_centre_set_replica (OsrCentre *self, OsrReplica *replica);

/* @words: (nullable): what is looked for; %NULL for what was closed long ago. Another forgets the rows. */
void osr_centre_set_words (OsrCentre *self, const char *words);

/* Asks; once it was answered, for the rows after those that came. */
void osr_centre_ask (OsrCentre *self);

/* Forgets what came. */
void osr_centre_clear (OsrCentre *self);

OsrCentreState osr_centre_get_state (OsrCentre *self);

/* (element-type OsrQueueItem) (transfer none): in the order of the answer */
GPtrArray *osr_centre_get_items (OsrCentre *self);

/* How many of them are not held here. */
guint osr_centre_count_found (OsrCentre *self);

/* Whether there may be more. */
gboolean osr_centre_has_more (OsrCentre *self);

/* (transfer full): where the answer stands, in a sentence, translated. */
char *osr_centre_dup_sentence (OsrCentre *self);

/* Why a case could not be read at the centre: (transfer full), translated. */
char *osr_centre_dup_problem (const GError *error);

G_END_DECLS
