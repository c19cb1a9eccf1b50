/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the duties share; for them alone. */
#pragma once

#include "core/duties/osr-duty.h"

G_BEGIN_DECLS

/* An open duty of no period, done nought times of one, appended to @duties. */
OsrDuty *osr_duty_append (GPtrArray *duties, const OsrDutySpec *spec, const char *subject);

/* Its days are those of @work_time (nullable). */
void osr_duty_take_zone (OsrDuty *duty, OsrWorkTime *work_time);

/* Marks that it was done by @event, at @at; the last one needed decides. */
void osr_duty_count (OsrDuty *duty, OsrEvent *event, OsrInstant at);

/* Sets the state by what was counted and the moment at which it is missed; UNKNOWN: never. */
void osr_duty_settle (OsrDuty *duty, OsrInstant missed_after, OsrInstant now);

/* What an event is about when several are under way: its item, or its case; nullable. */
const char *osr_duty_item (OsrEvent *event);

/* (nullable): whose hours count for @event: its body's, its account's body's, else the office's. */
const char *osr_duty_office (OsrRegistry *registry, OsrEvent *event);

/* Appends what @watch asks for after each post. */
void osr_watch_append (GPtrArray *duties, const OsrWatchSpec *watch,
                       const OsrDutyQuestion *question);

G_END_DECLS
