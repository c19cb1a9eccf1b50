/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a change of regulation, calendar or hours would move, before it is made. Counts with the same
 * fold as everything else; appending the event is left to the caller. */
#pragma once

#include "core/osr-deadline.h"

G_BEGIN_DECLS

/* An open deadline that would be due at another moment. */
typedef struct {
  char *case_id;
  char *number;      /* nullable */
  const char *timer; /* interned */
  char *body;        /* nullable: subject */
  OsrInstant before; /* OSR_INSTANT_UNKNOWN: not known, or not there */
  OsrInstant after;  /* likewise */
} OsrMove;

void osr_move_free (OsrMove *move);

/**
 * osr_preview_new:
 * @cases: (element-type OsrCase): every case of the office
 * @registry: the office as it is; not changed
 * @event: what would come next in the office stream: a regulation, a calendar or a schedule
 *
 * Returns: (element-type OsrMove) (transfer full): what would move, in the order of @cases and of the
 *   regulation
 */
GPtrArray *osr_preview_new (GPtrArray *cases, OsrRegistry *registry, OsrEvent *event);

/* A role that somebody holds and that would read other cases. */
typedef struct {
  char *person;
  char *role;
  char *body;   /* nullable */
  char *before; /* nullable: a scope as in osr_registry_dup_scope(); %NULL: none */
  char *after;  /* likewise */
} OsrReachMove;

void osr_reach_move_free (OsrReachMove *move);

/**
 * osr_preview_reach_new:
 * @event: what would come next in the office stream
 *
 * Returns: (element-type OsrReachMove) (transfer full): what people would read otherwise than now;
 *   only a regulation changes that
 */
GPtrArray *osr_preview_reach_new (OsrRegistry *registry, OsrEvent *event);

/**
 * osr_preview_count:
 * @open: (out): deadlines of @cases that run
 * @pinned: (out): cases under way that keep the regulation they were detected under
 *
 * What the moves are to be compared with.
 */
void osr_preview_count (GPtrArray *cases, OsrRegistry *registry, guint *open, guint *pinned);

G_END_DECLS
