/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case told in one line, for tables of tests. */
#pragma once

#include "osr-office-fixture.h"

typedef struct {
  Office office;
  GPtrArray *events; /* OsrEvent: all of them, as duties are counted from */
  OsrInstant from;   /* the first event */
  OsrInstant now;    /* the last one, or what "now" says */
  gboolean own_hours;
} Timeline;

/**
 * timeline_open:
 * @id: of a shipped profile
 * @choices: (nullable): "reading=setting reading=setting"
 * @text: "detected 03-11 10:00; routed 10:10 zhkh; published 03-12 09:00 kind=interim"
 *
 * Each step is an event type, its moment in the profile's zone and its members. Without a year it is
 * 2026, without a day that of the step before. A bare word is the body; whole numbers, true and false
 * are themselves, all else is text. "now MOMENT" is no event; "hours MOMENT body=zhkh
 * week=08:00-12:00,13:00-17:00" sets a body's Monday to Friday, which
 * nobody does in an office that chose the usual ones.
 */
void timeline_open (Timeline *timeline, const char *id, const char *choices, const char *text);
void timeline_close (Timeline *timeline);

/* (transfer full): "03-11 10:00", with the year where it is not 2026 and seconds where there are any. */
char *timeline_moment (Timeline *timeline, OsrInstant instant);

/**
 * timeline_probe:
 * @what: one of
 *   - "answer" (of one body "answer@zhkh"): when the timer is due; "none" when it does not apply, "at
 *     once" where there is no amount
 *   - "answer:state": open, met or none; "answer:late": late or in-time, as of now
 *   - "answer:since": the moment that it is counted from
 *   - "answer:office": whose hours it is counted in; "answer:subject": a body, or case
 *   - "answer:kind": duty or right
 *   - "on-repeat": the timers that hold for a repeat message
 *   - "duty watch #2", "duty monthly-summary 2026-03": due and state, "no date, open"
 *   - "step returned": "ROLE ROLE, clause 8, reason"; "steps": how many there are
 *   - "/rules/closing/by": that part of the document in force, ' for "
 *
 * Returns: (transfer full): what there is to see after the last event
 */
char *timeline_probe (Timeline *timeline, const char *what);

/* (nullable): where the profile says what @what shows: the clause of a timer, duty, step or rule. */
char *timeline_clause_of (Timeline *timeline, const char *what);
