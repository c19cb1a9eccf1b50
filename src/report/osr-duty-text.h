/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Duties of periods in words, for the window and for the tool. */
#pragma once

#include "core/duties/osr-duty.h"

G_BEGIN_DECLS

/* A month by itself: "March"; 1–12. */
const char *osr_duty_text_month (int month);

/* (transfer full): "March 2026", "1st quarter of 2026", "2 March – 8 March"; "" when it has none. */
char *osr_duty_text_period (const OsrDuty *duty);

/* (transfer full): "due Tue 14 April 18:00", "at once", "no date is named"; a date that the calendar does
 * not reach is said to be unknown. */
char *osr_duty_text_due (const OsrDuty *duty, OsrInstant now);

/* (transfer full): "not yet made", "1 of 2", "done 2 April 12:00", "missed", "25 min since then". */
char *osr_duty_text_state (const OsrDuty *duty, OsrInstant now);

/* What the duty is called, in the language of the texts. */
const char *osr_duty_text_name (const OsrDuty *duty);

G_END_DECLS
