/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header; nothing else in the program asks the system for the time of day. */
#include "core/time/osr-clock.h"

struct _OsrClock {
  gatomicrefcount refs;
  OsrClockFunc func;
  gpointer data;
  GDestroyNotify destroy;
  gint64 offset;
};

OsrClock *
osr_clock_new (OsrClockFunc func, gpointer data, GDestroyNotify destroy)
{
  OsrClock *clock = g_new0 (OsrClock, 1);

  g_atomic_ref_count_init (&clock->refs);
  clock->func = func;
  clock->data = data;
  clock->destroy = destroy;
  return clock;
}

OsrClock *
osr_clock_ref (OsrClock *clock)
{
  g_atomic_ref_count_inc (&clock->refs);
  return clock;
}

void
osr_clock_unref (OsrClock *clock)
{
  if (clock == NULL || !g_atomic_ref_count_dec (&clock->refs))
    return;
  if (clock->destroy != NULL)
    clock->destroy (clock->data);
  g_free (clock);
}

OsrInstant
osr_clock_now (OsrClock *clock)
{
  OsrInstant now = clock->func != NULL ? clock->func (clock->data) : g_get_real_time ();

  return now + clock->offset;
}

void
osr_clock_set_offset (OsrClock *clock, gint64 offset)
{
  clock->offset = offset;
}

gint64
osr_clock_get_offset (OsrClock *clock)
{
  return clock->offset;
}
