/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What else of the office stands or goes where a reply is looked for, at a place whose comments do not
 * say what they answer: there the same words may be another case's. Never do two cases have one
 * comment. */
#pragma once

#include "core/osr-case.h"
#include "publish/osr-account-book.h"
#include "publish/osr-publishing.h"
#include "store/osr-log-publications.h"

G_BEGIN_DECLS

/* Whether another publication of the same words goes to the same place. */
typedef enum {
  OSR_ALIKE_NONE,
  OSR_ALIKE_UNCERTAIN, /* nobody knows whether it is there */
  OSR_ALIKE_SENDING    /* is being sent now: its answer will tell */
} OsrAlike;

/**
 * OsrNeighbours:
 * @taken: native ids of what stands there and the log has for other replies
 * @alike: whether what else is found there may be another's
 */
typedef struct {
  GStrv taken;
  OsrAlike alike;
} OsrNeighbours;

/* What is looked for, and by whom. All borrowed. */
typedef struct {
  OsrAccountBook *book;
  OsrCase *the_case;
  const OsrPublication *row;
} OsrNeighbourhood;

/**
 * osr_neighbours_find:
 * @log: the office's
 * @error: the log or the account cannot be read
 *
 * Returns: (transfer full): nobody, where the network tells what each comment answers
 */
OsrNeighbours *osr_neighbours_find (OsrLog *log, const OsrNeighbourhood *around, GError **error);

/* What follows when the words that were sent stand there as @native_id: FOUND, AMBIGUOUS, or UNREADABLE
 * when it has to be looked for again. The one place that decides it. */
OsrPublishingInput osr_neighbours_judge (const OsrNeighbours *self, const char *native_id);

/* (transfer full): also of %NULL, which is nobody */
OsrNeighbours *osr_neighbours_copy (const OsrNeighbours *self);
JsonObject *osr_neighbours_write (const OsrNeighbours *self);

/* (transfer full): the inverse; what cannot be read is nobody, since the coordinator asks again */
OsrNeighbours *osr_neighbours_read (JsonObject *object);
void osr_neighbours_free (OsrNeighbours *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrNeighbours, osr_neighbours_free)

G_END_DECLS
