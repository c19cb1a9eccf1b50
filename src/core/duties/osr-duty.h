/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duties that belong to no one case: summaries, ratings and reports of a month or a quarter, the
 * activity of accounts, success cases, and the watch of an office's own account. What a profile says
 * of them, and what has become of each as a pure function of the office's events. Where the text names
 * no date there is no due moment, only "not yet made". */
#pragma once

#include "core/osr-registry.h"
#include "core/regulation/osr-text2.h"
#include "core/regulation/osr-trigger.h"

G_BEGIN_DECLS

typedef enum {
  OSR_EVERY_ONCE, /* from an event, or at no stated time */
  OSR_EVERY_WEEK, /* Monday to Sunday */
  OSR_EVERY_MONTH,
  OSR_EVERY_QUARTER
} OsrEvery;

typedef enum {
  OSR_DUTY_OF_OFFICE, /* one for the office */
  OSR_DUTY_OF_ACCOUNT /* each account by itself */
} OsrDutySubject;

/* What a day "before the 15th" is (reading 16). */
typedef enum {
  OSR_LAST_WORKING, /* the end of the last working day before it */
  OSR_LAST_CALENDAR /* the midnight with which it begins */
} OsrDutyLast;

typedef struct {
  const char *id; /* interned */
  char *clause;
  OsrText2 name;
  OsrText2 text;
  OsrText2 by; /* who owes it; empty in watches */
  OsrText2 to; /* empty where the text names nobody */
  OsrEvery every;
  OsrDutySubject subject;
  GArray *starts;     /* OsrTrigger; only once */
  GArray *done_by;    /* OsrTrigger */
  gint64 at_least;    /* > 0: so many within the period; 0: one, made of the period after its end */
  gboolean has_limit; /* whether `unit` and `amount` say something */
  OsrUnit unit;
  gint64 amount; /* of unit; 0 at once */
  OsrDayStart day_start;
  const char *before; /* interned, nullable: counted back from this duty's due moment */
  int due_month;      /* months after the period's end: 1 is the next month; 0: no date is named */
  int due_before_day; /* day of that month, 1–31 */
  OsrDutyLast due_last;
  GPtrArray *readings; /* interned ids of readings */
} OsrDutySpec;

/* The watch of an own account: monitoring from a post on, then checks at equal steps. Comments found
 * are owed an answer, which stands in the list under the specs of its own. */
typedef struct {
  OsrDutySpec *spec;                /* owned: the monitoring and its checks */
  OsrDutySpec *own_answer;          /* nullable */
  OsrDutySpec *after_clarification; /* nullable */
  OsrUnit unit;                     /* of the minutes below: working or clock */
  gint64 monitor;                   /* µs */
  gint64 check_every;               /* µs */
  gint64 check_for;                 /* µs of clock time after the monitoring */
} OsrWatchSpec;

typedef struct {
  GPtrArray *duties;  /* OsrDutySpec, in the order of the profile */
  GPtrArray *watches; /* OsrWatchSpec */
} OsrDutySpecs;

/**
 * osr_duty_specs_new_from_json:
 * @document: a profile; its members "duties" and "watches" are read, both may be absent
 * @where: the file's name, for the error
 * @error: %OSR_CORE_ERROR_INVALID naming @where, the duty, its clause and the member
 *
 * Strict: an unknown member, a missing text, a limit without a unit are all refused.
 *
 * Returns: (transfer full): what the profile says, or %NULL
 */
OsrDutySpecs *osr_duty_specs_new_from_json (JsonObject *document, const char *where,
                                            GError **error);
void osr_duty_specs_free (OsrDutySpecs *specs);

/* (nullable): the duty @id. */
const OsrDutySpec *osr_duty_specs_find (OsrDutySpecs *specs, const char *id);

typedef enum {
  OSR_DUTY_OPEN, /* not yet made; its due moment, if there is one, has not passed */
  OSR_DUTY_DONE,
  OSR_DUTY_LATE /* made after its due moment, or missed: then `done_at` is unknown */
} OsrDutyState;

typedef struct {
  const OsrDutySpec *spec; /* borrowed */
  char *subject;           /* nullable: an account, a post, or what the duty is about */
  OsrInstant period_start; /* UNKNOWN: of no period */
  OsrInstant period_end;   /* the first moment after it */
  char *period;            /* nullable: "2026-W10", "2026-03", "2026-Q1" */
  OsrInstant due;          /* UNKNOWN: no date is named, or `uncovered` */
  gboolean uncovered;      /* a date is named, but the calendar does not reach it */
  OsrDutyState state;
  gint64 count;       /* how often it was done */
  gint64 needed;      /* how often it must be */
  OsrInstant since;   /* from when on it is owed: the start event, or the period's end */
  OsrInstant done_at; /* UNKNOWN while not done */
  gint64 done_seq;    /* number of the event it was done by: `due` is by the calendar in force then,
                         whatever came later; 0 while not done: the newest counts */
  char *office;       /* nullable: the body whose hours count */
  OsrZone *zone;      /* nullable: where its days are */
} OsrDuty;

/* What duties are counted from. */
typedef struct {
  GPtrArray *events;     /* OsrEvent, in the order of the log: office, reports, watched accounts */
  OsrRegistry *registry; /* calendar, schedules, accounts */
  OsrInstant from;       /* when the regulation came into force here */
  OsrInstant now;
} OsrDutyQuestion;

/**
 * osr_duties_compute:
 * @specs: what is owed; must outlive the result
 * @question: events, office and time
 *
 * A period's duty is met by an event that names the period ({"period": "2026-03"}); one that names none
 * is of the last period that had ended, and a count within a period is of the period it falls in.
 *
 * Returns: (element-type OsrDuty) (transfer full): in the order of the profile, then of time
 */
GPtrArray *osr_duties_compute (OsrDutySpecs *specs, const OsrDutyQuestion *question);

/**
 * osr_duties_since:
 * @events: of the office
 *
 * Returns: when a regulation was first adopted here, else the first event; UNKNOWN without any
 */
OsrInstant osr_duties_since (GPtrArray *events);

/**
 * osr_duties_current:
 * @duties: as computed
 *
 * What is worth showing to people: of each periodic duty the last period that ended, and the running
 * one where something counts within it or none has ended yet; what an event started and is open or ended lately.
 *
 * Returns: (element-type OsrDuty) (transfer container)
 */
GPtrArray *osr_duties_current (GPtrArray *duties, OsrInstant now);

/**
 * osr_duty_elapsed:
 *
 * Returns: clock µs since the duty is owed (until it was done): all there is to tell of a duty that is
 *   due "at once"; %OSR_INSTANT_UNKNOWN when it is not owed yet
 */
gint64 osr_duty_elapsed (const OsrDuty *duty, OsrInstant now);

/* Whether the duty is due "at once". */
gboolean osr_duty_is_at_once (const OsrDuty *duty);

void osr_duty_free (OsrDuty *duty);

/**
 * osr_watch_monitored_until:
 * @post: when the post came out
 *
 * Returns: the end of the monitoring, t₁; %OSR_INSTANT_UNKNOWN when the calendar does not cover it
 */
OsrInstant osr_watch_monitored_until (const OsrWatchSpec *watch, OsrWorkTime *work_time,
                                      OsrInstant post);

/**
 * osr_watch_check:
 * @k: 1 is the first check after the monitoring
 *
 * Returns: the moment t₁ + k × the step, or %OSR_INSTANT_UNKNOWN after the watch is over
 */
OsrInstant osr_watch_check (const OsrWatchSpec *watch, OsrWorkTime *work_time, OsrInstant post,
                            int k);

/* One look at a post: it is owed at @due, and counts in [@from, @until). */
typedef struct {
  OsrInstant from;
  OsrInstant due;
  OsrInstant until;
} OsrWatchWindow;

/* Whether a look at @post is owed at @now: in which window; FALSE between looks and when the watch is
 * over. */
gboolean osr_watch_window (const OsrWatchSpec *watch, OsrWorkTime *work_time, OsrInstant post,
                           OsrInstant now, OsrWatchWindow *window);

/**
 * osr_watch_answer_due:
 * @post: when the post came out
 * @written: when the comment was written
 * @found: when it was found
 *
 * Returns: t₁ for a comment of the monitored time; else the check after the one that found it, and
 *   after the last check one step later; %OSR_INSTANT_UNKNOWN when the watch was over by then
 */
OsrInstant osr_watch_answer_due (const OsrWatchSpec *watch, OsrWorkTime *work_time, OsrInstant post,
                                 OsrInstant written, OsrInstant found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrDutySpecs, osr_duty_specs_free)

G_END_DECLS
