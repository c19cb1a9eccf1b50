/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deadlines of a case as a pure function of its events, the regulation and the office's working
 * time; and their derivation, interval by interval. */
#pragma once

#include "core/osr-case.h"
#include "core/osr-registry.h"

G_BEGIN_DECLS

typedef enum {
  OSR_DEADLINE_OPEN,   /* running, or overdue when `due` has passed */
  OSR_DEADLINE_MET,    /* done; `met_at` says when, late when after `due` */
  OSR_DEADLINE_REMOVED /* no longer applies (reading 13); kept for the history only */
} OsrDeadlineState;

typedef struct {
  OsrRegulation *regulation; /* borrowed: that of the case */
  const OsrTimerSpec *spec;  /* borrowed from the regulation */
  char *body;                /* nullable: subject */
  char *office; /* nullable: body in whose hours it counts; NULL: the curator's office */
  OsrDeadlineState state;
  guint start_index; /* index of the start event in the case's events */
  OsrInstant start;  /* moment of the start event */
  OsrInstant due;    /* OSR_INSTANT_UNKNOWN: at once, or the calendar does not cover it */
  OsrInstant met_at; /* OSR_INSTANT_UNKNOWN while open */
  guint met_index;   /* index of the event that met it */
  gint64 seq;        /* place in the log of the event that met or stopped it: what was in force then
                      * rules; 0 while it runs: the newest */
  OsrInstant limit;  /* what it was counted back from; OSR_INSTANT_UNKNOWN when counted forward */
  gint64 given;      /* minutes given to a contributor; 0: the regulation's */
  gint64 amount;     /* in µs or days, after shortening; 0 at once */
  gboolean shortened;
} OsrDeadline;

/**
 * osr_deadlines_compute:
 * @events: (element-type OsrEvent): of one case
 * @registry: regulation, calendar and schedules
 *
 * The regulation is the one in force when the case was first detected, before that the newest. A due
 * moment is by the calendar and schedules in force when the deadline was met or stopped, while it
 * runs by the newest: verdicts never change, open timers move (decision 11). Events without a place
 * in the log are the newest.
 *
 * Returns: (element-type OsrDeadline) (transfer full): the latest instance of each timer and
 *   subject, in the order of the regulation
 */
GPtrArray *osr_deadlines_compute (GPtrArray *events, OsrRegistry *registry);

/* (nullable): the instance of @timer (for @body when given) that is not removed. */
const OsrDeadline *osr_deadlines_find (GPtrArray *deadlines, const char *timer, const char *body);

/* (nullable): the hours that @deadline counts in, as they rule it: of its office, as of its verdict. */
OsrWorkTime *osr_deadline_get_work_time (const OsrDeadline *deadline, OsrRegistry *registry);

/**
 * osr_deadline_remaining:
 * @now: the coordinator's time
 * @registry: for the working time of the office that owes the step
 *
 * Returns: µs of the deadline's own time left (working time for working limits); negative when
 *   overdue; %OSR_INSTANT_UNKNOWN without a due moment
 */
gint64 osr_deadline_remaining (const OsrDeadline *deadline, OsrRegistry *registry, OsrInstant now);

/* Share of the limit that is left, in thousandths, 0–1000; 0 when overdue. */
int osr_deadline_share (const OsrDeadline *deadline, OsrRegistry *registry, OsrInstant now);

/* Whether it was met after its due moment, or is open and past it. */
gboolean osr_deadline_is_late (const OsrDeadline *deadline, OsrInstant now);

/* How a due moment came about. */
typedef struct {
  const OsrDeadline *deadline; /* borrowed */
  OsrDeadline *parent;         /* nullable, borrowed: the deadline it is counted back from */
  OsrWorkTime *work_time;      /* owned: of the office that owes the step */
  OsrInstant start;            /* start event */
  OsrInstant from;             /* first counted moment (back: the parent's due moment) */
  OsrInstant due;
  gboolean backwards;
  gint64 counted; /* µs of the working spans: equals the limit to the second */
  int days;       /* working days counted, for limits in days */
  GArray *spans;  /* OsrSpan from start to due (back: due to the parent's due) */
} OsrDerivation;

/**
 * osr_deadline_explain:
 * @deadlines: the list @deadline is from
 *
 * Returns: (transfer full) (nullable): %NULL when there is no due moment
 */
OsrDerivation *osr_deadline_explain (const OsrDeadline *deadline, GPtrArray *deadlines,
                                     OsrRegistry *registry);
void osr_derivation_free (OsrDerivation *derivation);

void osr_deadline_free (OsrDeadline *deadline);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrDerivation, osr_derivation_free)

G_END_DECLS
