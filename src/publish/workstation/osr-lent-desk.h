/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desk of a workstation that holds an account: one publication at a time that the coordinator lent,
 * and what is to be told of it, in a file of its own. All of it is on the disk before anything follows
 * from it, so that a workstation that is cut off knows afterwards what may have gone out. */
#pragma once

#include "core/time/osr-clock.h"
#include "publish/osr-publishing-desk.h"

G_BEGIN_DECLS

#define OSR_TYPE_LENT_DESK (osr_lent_desk_get_type ())
G_DECLARE_FINAL_TYPE (OsrLentDesk, osr_lent_desk, OSR, LENT_DESK, GObject)

/**
 * osr_lent_desk_open:
 * @folder: the folder of this person and server; the file is made in it
 * @clock: the coordinator's time
 * @error: the file is there and cannot be read: what may have gone out is not known, and nothing is
 *   asked for
 */
OsrLentDesk *osr_lent_desk_open (const char *folder, OsrClock *clock, GError **error);

/* Lets another have the folder: nothing is written down any more. */
void osr_lent_desk_close (OsrLentDesk *self);

/**
 * osr_lent_desk_ask:
 * @error: it cannot be written down, and must not be asked for
 *
 * Returns: (transfer none): the uuid to ask for a publication with: the same one until the answer was
 *   written down
 */
const char *osr_lent_desk_ask (OsrLentDesk *self, GError **error);

/* What the coordinator lends by. µs */
typedef struct {
  gint64 asked_at;                 /* CLOCK_BOOTTIME, before it was asked */
  gint64 span;                     /* how long it is lent for */
  gint64 read_back;                /* between two looks that count */
  const OsrNeighbours *neighbours; /* nullable: none */
} OsrLentTerms;

/**
 * osr_lent_desk_take:
 * @row: what the coordinator lent
 *
 * The answer to the asking. An asking that lent nothing is made again.
 */
gboolean osr_lent_desk_take (OsrLentDesk *self, const OsrPublication *row,
                             const OsrLentTerms *terms, GError **error);

/* µs between two looks that count, of what is lent. */
gint64 osr_lent_desk_get_read_back (OsrLentDesk *self);

/* (transfer full) (nullable): what is lent, as it stands; %NULL for nothing, or not any more */
OsrPublication *osr_lent_desk_dup_row (OsrLentDesk *self);

/* Nothing more is done with what is lent: whoever lent it will find out. */
gboolean osr_lent_desk_drop (OsrLentDesk *self, GError **error);

/* The case of what is lent, as the coordinator has it now. */
void osr_lent_desk_set_case (OsrLentDesk *self, OsrCase *the_case);
gboolean osr_lent_desk_has_case (OsrLentDesk *self, const char *id);

/* (nullable) (transfer full): the oldest outcome that was not told, and its @id (transfer full) */
GBytes *osr_lent_desk_dup_report (OsrLentDesk *self, char **id);

/**
 * osr_lent_desk_told:
 * @taken: %FALSE: the coordinator counts it no more; nor does it what was to follow
 */
gboolean osr_lent_desk_told (OsrLentDesk *self, const char *id, gboolean taken, GError **error);

G_END_DECLS
