/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A random office of one year, as documents for the program and as a bare row of minutes, each of
 * them judged by itself from the wall clock: what the quick arithmetic is compared with. It shares
 * the zone with the program and nothing else. */
#pragma once

#include "core/time/osr-work-time.h"

typedef struct {
  OsrWorkTime *time;
  OsrZone *zone;
  OsrInstant first; /* of the year, in the zone */
  guint n;          /* minutes of the year */
  guint8 *works;    /* of each minute */
} WalkedOffice;

/* Another office for each @seed: schedule, one-off days, calendar, zone and year. */
void walked_office_open (WalkedOffice *office, guint32 seed);
void walked_office_close (WalkedOffice *office);

/* Minute by minute: the minute before which, or from which, @amount minutes of @from are worked;
 * -1 past the end of the year. */
int walked_office_add (const WalkedOffice *office, guint from, guint amount);
int walked_office_subtract (const WalkedOffice *office, guint limit, guint amount);
