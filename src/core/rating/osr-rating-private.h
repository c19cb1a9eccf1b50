/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has become of the limits of one case, for the rating. */
#pragma once

#include "core/osr-deadline.h"
#include "core/rating/osr-rating.h"

G_BEGIN_DECLS

/* One run of one limit that was kept, or passed. */
typedef struct {
  const OsrTimerSpec *spec; /* borrowed */
  char *body;               /* nullable: who owed it; nobody had it */
  guint start_index;
  OsrInstant decided_at; /* when it was kept, or when it passed */
  OsrInstant met_at;     /* UNKNOWN: not yet */
  gboolean late;
  gboolean held_up; /* a step of the curator's office was late too */
  gint64 elapsed;   /* µs of the limit's own time, from start to met_at */
  gint64 amount;    /* µs of the limit */
} OsrOutcome;

/* A case as it stood at a moment. */
typedef struct {
  OsrCase *then;        /* of the events before the moment */
  GPtrArray *outcomes;  /* OsrOutcome */
  GPtrArray *deadlines; /* OsrDeadline, as they stood then */
} OsrOutcomes;

/**
 * osr_outcomes_take:
 * @until: what happened before it counts; a reply by the network's own time
 *
 * Each run of a limit is there once: an author's answer begins another one.
 */
void osr_outcomes_take (OsrOutcomes *outcomes, OsrCase *c, OsrRegistry *registry, OsrInstant until);
void osr_outcomes_clear (OsrOutcomes *outcomes);

/* (transfer full) (nullable): the body that drafted at @moment, after at most @n events */
char *osr_outcomes_dup_drafter (const OsrOutcomes *outcomes, OsrInstant moment, guint n);

/* Counts one case into the rows of @rating, which have no totals yet. */
void osr_rating_count_case (OsrRating *rating, OsrCase *c, OsrRegistry *registry);

/* Counts what stands in other streams than those of cases: (element-type OsrEvent) @events */
void osr_rating_count_duties (OsrRating *rating, GPtrArray *events, OsrRegistry *registry);

/* The row of @body, made when there is none; %NULL for the office's. */
OsrRatingRow *osr_rating_put_row (OsrRating *rating, const char *body);

/* Puts @id among @ids (element-type utf8) once. */
void osr_rating_add_id (GPtrArray *ids, const char *id);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OsrOutcomes, osr_outcomes_clear)

G_END_DECLS
