/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A regulation as data: which timers run from what to what, for how long, by which clause, who
 * takes which step, which networks and draft kinds it knows. Read from data/regulations/ID.json or
 * from the office stream. Nothing in the code knows one region from another. */
#pragma once

#include <json-glib/json-glib.h>

#include "core/osr-zone.h"

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

/* An event that starts, meets or removes a timer. */
typedef struct {
  const char *type; /* interned */
  const char *kind; /* interned, nullable: only events with this `kind` */
} OsrTrigger;

typedef struct {
  const char *id; /* interned: "route", "answer", … */
  char *clause;
  char *reading; /* nullable: how the profile reads the clause */
  OsrOffice office;
  OsrSubject subject;
  OsrUnit unit;
  gint64 amount;        /* of unit; 0 for at once */
  const char *before;   /* interned, nullable: counted back from this timer's due moment */
  const char *within;   /* interned, nullable: counted forward, and while this timer is shortened the
                           reserve must still fit before it */
  gboolean first_start; /* a second start changes nothing */
  gboolean optional;    /* letting it pass is no violation: a right, not a duty */
  OsrShortening shortening;
  gint64 shortened_amount; /* of unit; 0 where the triage names the minutes */
  GArray *starts;       /* OsrTrigger */
  GArray *met_by;       /* OsrTrigger */
  GArray *removed_by;   /* OsrTrigger */
  GPtrArray *reserve;   /* interned ids: under a shortened limit their time must still fit */
} OsrTimerSpec;

/**
 * osr_regulation_new_from_json:
 * @document: the profile (data/regulations/schema.json)
 * @where: the file's name, for the error
 * @error: %OSR_CORE_ERROR_INVALID naming @where, the member and its clause
 */
OsrRegulation *osr_regulation_new_from_json (JsonObject *document, const char *where,
                                             GError **error);
OsrRegulation *osr_regulation_ref (OsrRegulation *regulation);
void osr_regulation_unref (OsrRegulation *regulation);

const char *osr_regulation_get_id (OsrRegulation *regulation);
gint64 osr_regulation_get_version (OsrRegulation *regulation);
const char *osr_regulation_get_title (OsrRegulation *regulation);
const char *osr_regulation_get_region (OsrRegulation *regulation);
const char *osr_regulation_get_zone (OsrRegulation *regulation);
JsonObject *osr_regulation_get_document (OsrRegulation *regulation);

/* (element-type OsrTimerSpec): all timers in the order of the profile. */
GPtrArray *osr_regulation_get_timers (OsrRegulation *regulation);
const OsrTimerSpec *osr_regulation_find_timer (OsrRegulation *regulation, const char *id);

/* Whether the profile knows drafts of @kind: "final", "interim", "clarification". */
gboolean osr_regulation_allows_kind (OsrRegulation *regulation, const char *kind);

/* Whether replies may be given on @network. */
gboolean osr_regulation_has_network (OsrRegulation *regulation, const char *network);

/* Whether a role may take a step: "curator" may "routed". @clause (out) (optional): where it says so. */
gboolean osr_regulation_permits (OsrRegulation *regulation, const char *role, const char *step,
                                 const char **clause);

/* Whether a step needs a reason in words, e.g. "dismissed". */
gboolean osr_regulation_needs_reason (OsrRegulation *regulation, const char *step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrRegulation, osr_regulation_unref)

G_END_DECLS
