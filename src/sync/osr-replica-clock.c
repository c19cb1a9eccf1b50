/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the time shown can be believed. It is the coordinator's, measured with every answer; between
 * two answers this machine's clock carries it on, and that can be set, or drift. */
#include <time.h>

#include "core/time/osr-production-calendar.h"
#include "sync/osr-replica-private.h"

/* For so long a machine's clock is trusted to run on by itself. */
#define TRUSTED_US (G_GINT64_CONSTANT (12) * 3600 * G_USEC_PER_SEC)

/* More between the two clocks of the machine is a clock that was set. */
#define SET_US (30 * G_USEC_PER_SEC)

/* Limits reach so far ahead: a calendar must, too. */
#define AHEAD_DAYS 45

/* Runs on in suspend, and nobody sets it. */
static gint64
boot_time (void)
{
  struct timespec at;

  if (clock_gettime (CLOCK_BOOTTIME, &at) != 0)
    return g_get_monotonic_time ();
  return (gint64) at.tv_sec * G_USEC_PER_SEC + at.tv_nsec / 1000;
}

void
osr_replica_clock_reached (OsrReplica *self)
{
  self->answer_boot = boot_time ();
  self->answer_real = g_get_real_time ();
}

gboolean
osr_replica_vouches_for_clock (OsrReplica *self)
{
  gint64 passed;

  g_return_val_if_fail (OSR_IS_REPLICA (self), FALSE);
  if (self->answer_boot == 0)
    return FALSE;
  passed = boot_time () - self->answer_boot;
  return passed < TRUSTED_US && ABS (g_get_real_time () - self->answer_real - passed) < SET_US;
}

int
osr_replica_get_calendar_gap (OsrReplica *self)
{
  OsrWorkTime *work_time;
  OsrProductionCalendar *calendar;
  OsrDay last;
  OsrDay today;
  int year, month, day;

  g_return_val_if_fail (OSR_IS_REPLICA (self), 0);
  work_time = osr_registry_get_work_time (self->registry, NULL);
  calendar = work_time != NULL ? osr_work_time_get_calendar (work_time) : NULL;
  if (calendar == NULL)
    return 0;
  last = osr_production_calendar_get_last (calendar);
  today = osr_zone_day_at (osr_work_time_get_zone (work_time), osr_clock_now (self->clock), NULL);
  if (last >= today + AHEAD_DAYS)
    return 0;
  osr_day_to_ymd (last + 1, &year, &month, &day);
  return year;
}
