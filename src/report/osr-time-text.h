/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times and amounts of time in words, as the office says them (window.md, "Sizes and habits").
 * Translated; months and weekdays in the language of the program. */
#pragma once

#include "core/osr-deadline.h"

G_BEGIN_DECLS

/* "3:12" hours and minutes; under ten minutes "9′41″"; over a working day the moment: "Tue 11:20";
 * overdue "late 0:18", over a working day "late since Fri". For pills. (transfer full) */
char *osr_time_text_pill (const OsrDeadline *deadline, OsrRegistry *registry, OsrInstant now);

/* "3 h 12 min", "42 min", "9 min 41 s". (transfer full) */
char *osr_time_text_amount (gint64 microseconds);

/* "today 16:45", "tomorrow 9:30", "Tue 10 March 11:20" in @zone. (transfer full) */
char *osr_time_text_moment (OsrInstant instant, OsrInstant now, OsrZone *zone);

/* "10:12" and "10:12:04" in @zone. (transfer full) */
char *osr_time_text_clock (OsrInstant instant, OsrZone *zone);
char *osr_time_text_clock_seconds (OsrInstant instant, OsrZone *zone);

/* "Friday, 6 March 2026". (transfer full) */
char *osr_time_text_day (OsrDay day);

/* "Friday, 6 March": where the year goes without saying. (transfer full) */
char *osr_time_text_date (OsrDay day);

/* "6 March": short, for rows. (transfer full) */
char *osr_time_text_day_of_month (OsrDay day);

/* What the profile calls a timer: "return", "draft", "reply"… short for rows, in the language of the
 * window. */
const char *osr_time_text_timer (const OsrTimerSpec *spec);

/* The same in a sentence: "until the draft is due". */
const char *osr_time_text_timer_long (const OsrTimerSpec *spec);

/* Style class by remaining share, which changes where the regulation warns: "calm", "soon", "urgent",
 * "late", "elsewhere". */
const char *osr_time_text_class (const OsrDeadline *deadline, OsrRegistry *registry, OsrInstant now,
                                 gboolean mine);

/**
 * osr_time_text_next_change:
 *
 * Returns: when the countdown of @deadline will read differently; %OSR_INSTANT_UNKNOWN when it is
 *   not running
 */
OsrInstant osr_time_text_next_change (const OsrDeadline *deadline, OsrRegistry *registry,
                                      OsrInstant now);

/* "Synced 10:12"-like short date and time for the demonstration's strip: "Friday, 6 March 2026,
 * 10:12". (transfer full) */
char *osr_time_text_full (OsrInstant instant, OsrZone *zone);

G_END_DECLS
