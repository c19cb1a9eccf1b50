/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A regulation as data: which timers run from what to what, for how long, by which clause, who
 * takes which step and whose cases they read, which networks and draft kinds it knows, and how what
 * its text leaves open is read. Read from data/regulations/ID.json or from the office stream.
 * Nothing in the code knows one region from another. */
#pragma once

#include <json-glib/json-glib.h>

#include "core/regulation/osr-reading.h"
#include "core/regulation/osr-text2.h"
#include "core/regulation/osr-trigger.h"
#include "core/time/osr-zone.h"

G_BEGIN_DECLS

typedef struct _OsrRegulation OsrRegulation;

typedef enum {
  OSR_UNIT_WORKING_MINUTES,
  OSR_UNIT_CLOCK_MINUTES,
  OSR_UNIT_WORKING_DAYS,
  OSR_UNIT_AT_ONCE /* no amount: elapsed time is shown */
} OsrUnit;

/* Whose working time a timer counts in. */
typedef enum { OSR_OFFICE_CURATOR, OSR_OFFICE_BODY } OsrOffice;

/* What a timer instance is about: one for the case, or one for each body. */
typedef enum { OSR_SUBJECT_CASE, OSR_SUBJECT_BODY } OsrSubject;

/* What shortens a limit (reading 10). */
typedef enum {
  OSR_SHORTENING_NONE,
  OSR_SHORTENING_MINUTES,    /* the triage's `limit_minutes`, at most the amount */
  OSR_SHORTENING_IMPORTANCE, /* importance "high" */
  OSR_SHORTENING_MARK        /* the triage's `shortened` */
} OsrShortening;

/* Which triage says whether a limit is shortened (reading 12). */
typedef enum { OSR_TAKEN_LATEST, OSR_TAKEN_FIRST } OsrTaken;

/* Which of the two moments either side of a break a limit falls on (reading 3). */
typedef enum {
  OSR_EDGE_NEAREST, /* forward 13:00, back 14:00 */
  OSR_EDGE_WORKING  /* forward 14:00, back 13:00 */
} OsrEdge;

/* What the day of the start is, for limits in working days (reading 4). */
typedef enum {
  OSR_DAY_START_CALENDAR, /* its own civil day, off or not */
  OSR_DAY_START_WORKING   /* on a day off or after hours: the next working day */
} OsrDayStart;

/* Whose cases a role reads. */
typedef enum {
  OSR_REACH_NONE,   /* none: only the office stream */
  OSR_REACH_BODY,   /* those routed to the body that it was granted for */
  OSR_REACH_OFFICE, /* every case, as the curators do */
  OSR_REACH_ALL     /* every case, to read */
} OsrReach;

typedef struct {
  const char *id; /* interned */
  OsrText2 name;
  char *clause;
  OsrReach reach;
} OsrRole;

typedef struct {
  const char *id; /* interned: "route", "answer", … */
  OsrText2 name;  /* for a row or a mark */
  OsrText2 text;  /* the clause in our own words */
  OsrText2 until; /* (nullable) texts: "until the reply is due" */
  char *clause;
  GPtrArray *readings; /* interned ids of the readings that it follows */
  OsrOffice office;
  OsrSubject subject;
  OsrUnit unit;
  gint64 amount;          /* of unit; 0 for at once */
  const char *before;     /* interned, nullable: counted back from this timer's due moment */
  const char *within;     /* interned, nullable: counted forward, and while this timer is shortened
                             the reserve must still fit before it */
  gboolean first_start;   /* a second start changes nothing */
  gboolean optional;      /* letting it pass is no violation: a right, not a duty */
  gboolean on_repeat;     /* applies to a repeat message too */
  gboolean standard_only; /* does not apply while the timer that it leans on is shortened */
  OsrEdge edge;
  OsrDayStart day_start;
  OsrShortening shortening;
  gint64 shortened_amount; /* of unit; 0 where the triage names the minutes */
  OsrTaken taken;
  GArray *warn;       /* gint: thousandths left at which a warning comes, largest first; never NULL,
                         the profile's shares unless the timer has its own */
  GArray *starts;     /* OsrTrigger */
  GArray *met_by;     /* OsrTrigger */
  GArray *removed_by; /* OsrTrigger */
  GPtrArray *reserve; /* interned ids: under a shortened limit their time must still fit; empty:
                         counted back from the other timer as it is */
} OsrTimerSpec;

/**
 * osr_regulation_new_from_json:
 * @document: the profile (data/regulations/schema.json)
 * @where: the file's name, for the error
 * @error: %OSR_CORE_ERROR_INVALID naming @where, the member and its clause
 *
 * Every reading has its default setting.
 */
OsrRegulation *osr_regulation_new_from_json (JsonObject *document, const char *where,
                                             GError **error);

/**
 * osr_regulation_new_with_readings:
 * @choices: (nullable): reading id → setting id; what is not named keeps its default
 *
 * Like osr_regulation_new_from_json(), as an office reads it. A choice that the profile does not
 * know is refused.
 */
OsrRegulation *osr_regulation_new_with_readings (JsonObject *document, JsonObject *choices,
                                                 const char *where, GError **error);

/**
 * osr_regulation_check_settings:
 *
 * Reads the profile once for each setting of each reading, so that no office finds out by choosing
 * it that a patch makes no regulation.
 *
 * Returns: whether every one can be chosen
 */
gboolean osr_regulation_check_settings (JsonObject *document, const char *where, GError **error);

OsrRegulation *osr_regulation_ref (OsrRegulation *regulation);
void osr_regulation_unref (OsrRegulation *regulation);

const char *osr_regulation_get_id (OsrRegulation *regulation);
gint64 osr_regulation_get_version (OsrRegulation *regulation);
const char *osr_regulation_get_title (OsrRegulation *regulation, const char *language);
const char *osr_regulation_get_region (OsrRegulation *regulation);
const char *osr_regulation_get_zone (OsrRegulation *regulation);

/* The document in force, with the chosen readings applied. */
JsonObject *osr_regulation_get_document (OsrRegulation *regulation);

/* The document as it was published, before any choice: what is adopted and stored. */
JsonObject *osr_regulation_get_source (OsrRegulation *regulation);

/* (element-type OsrTimerSpec): all timers in the order of the profile. */
GPtrArray *osr_regulation_get_timers (OsrRegulation *regulation);
const OsrTimerSpec *osr_regulation_find_timer (OsrRegulation *regulation, const char *id);

/* (element-type OsrReading): what the text leaves open, and how this office reads it. */
GPtrArray *osr_regulation_get_readings (OsrRegulation *regulation);
const OsrReading *osr_regulation_find_reading (OsrRegulation *regulation, const char *id);

/* (element-type OsrRole): in the order of the profile; the program's own "admin" is not among them. */
GPtrArray *osr_regulation_get_roles (OsrRegulation *regulation);
const OsrRole *osr_regulation_find_role (OsrRegulation *regulation, const char *id);

/* What ends every limit that still runs (reading 13): (element-type OsrTrigger). */
GArray *osr_regulation_get_ends (OsrRegulation *regulation);

/* (nullable): a member of `rules`, e.g. "co_executors"; %NULL: the text knows nothing of it. */
JsonObject *osr_regulation_get_rule (OsrRegulation *regulation, const char *rule);

/* (nullable): the same for a rule that is a list: "no_second_person", "reports". */
JsonArray *osr_regulation_get_rule_list (OsrRegulation *regulation, const char *rule);

/* Whether the text knows of @rule, whichever shape it has. */
gboolean osr_regulation_has_rule (OsrRegulation *regulation, const char *rule);

/* Whether anybody takes @step at all. */
gboolean osr_regulation_has_step (OsrRegulation *regulation, const char *step);

/* Whether the profile knows drafts of @kind: "final", "interim", "clarification". */
gboolean osr_regulation_allows_kind (OsrRegulation *regulation, const char *kind);

/* (nullable): the networks and other places that the text names, in its order. */
JsonArray *osr_regulation_get_networks (OsrRegulation *regulation);

/* Whether replies may be given on @network. */
gboolean osr_regulation_has_network (OsrRegulation *regulation, const char *network);

/* Whether a role may take a step: "curator" may "routed". @clause (out) (optional): where it says so. */
gboolean osr_regulation_permits (OsrRegulation *regulation, const char *role, const char *step,
                                 const char **clause);

/* Whether a step needs a reason in words, e.g. "dismissed". */
gboolean osr_regulation_needs_reason (OsrRegulation *regulation, const char *step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrRegulation, osr_regulation_unref)

G_END_DECLS
