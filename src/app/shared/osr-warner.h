/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Remembers, for every case in which this person must act, when they are to be warned and of what they
 * have been. It has no clock and no timer of its own; how a warning looks is the notifier's. */
#pragma once

#include "core/duties/osr-warning.h"
#include "sync/osr-replica.h"

G_BEGIN_DECLS

typedef struct _OsrWarner OsrWarner;

/* A warning whose moment has come. */
typedef struct {
  char *case_id;
  char *number;      /* nullable: the case's */
  const char *timer; /* interned id; "promised" for a promise */
  OsrText2 name;     /* of the timer */
  char *absent;      /* nullable: person for whom the step is to be taken */
  char *promised;    /* nullable: the promised day that is over, "2026-04-01"; no timer then */
  int share;         /* thousandths of the limit that were to be left */
  OsrInstant at;     /* when it was to come */
  OsrInstant due;
  gint64 left;   /* µs of the limit's own time left at @at */
  OsrZone *zone; /* nullable: of the office that owes the step */
} OsrWarned;

OsrWarner *osr_warner_new (void);
void osr_warner_free (OsrWarner *self);

/**
 * osr_warner_start:
 * @replica: (nullable): whose cases are watched; not kept
 * @now: when they sat down: what was to be told before is not told any more
 *
 * Forgets what was, and looks at every case in which the person of @replica must act.
 */
void osr_warner_start (OsrWarner *self, OsrReplica *replica, OsrInstant now);

/* Looks at one case again: it changed, or came. */
void osr_warner_look (OsrWarner *self, OsrReplica *replica, const char *case_id);

/* Looks at every case again: schedules or the calendar changed. What was told stays told. */
void osr_warner_look_again (OsrWarner *self, OsrReplica *replica);

void osr_warner_drop (OsrWarner *self, const char *case_id);

/* When the next warning comes, or %OSR_INSTANT_UNKNOWN. */
OsrInstant osr_warner_next (OsrWarner *self);

/**
 * osr_warner_pass:
 *
 * Returns: (element-type OsrWarned) (transfer full): what is to be told now; of several warnings of one
 *   limit the most urgent. None is ever returned twice, and none once its limit has passed; a promise
 *   when its day is over.
 */
GPtrArray *osr_warner_pass (OsrWarner *self, OsrInstant now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrWarner, osr_warner_free)

G_END_DECLS
