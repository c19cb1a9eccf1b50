/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When somebody is to be told that a limit runs out: at shares of the time that the profile names,
 * inside working hours only. Who is told, and how, is left to the window. */
#pragma once

#include "core/osr-deadline.h"

G_BEGIN_DECLS

typedef struct {
  int share;        /* thousandths of the limit: the profile's; or what is left at closing time */
  OsrInstant at;    /* a moment of working time */
  gboolean closing; /* the limit ends outside hours, and this is the last chance before it */
} OsrWarning;

/* How near a limit is, by the profile's shares. */
typedef enum {
  OSR_NEARNESS_FAR, /* no warning was due yet */
  OSR_NEARNESS_SOON,
  OSR_NEARNESS_URGENT, /* the last of the profile's warnings was due */
} OsrNearness;

/**
 * osr_warnings_compute:
 * @deadline: one that has a due moment; else there is nothing to warn of. The shares are those of
 *   its timer
 * @registry: for the working time of the office that owes the step
 *
 * A share of working time is never outside hours. A moment of clock time that is, is moved back before
 * the end of the working period ahead of it, and a limit that ends outside hours is always warned of
 * there. What would lie before the start of the limit is left out; of several warnings at one
 * moment the most urgent stays.
 *
 * Returns: (element-type OsrWarning) (transfer full): in the order of time
 */
GArray *osr_warnings_compute (const OsrDeadline *deadline, OsrRegistry *registry);

/* How near the end of @deadline is at @now. */
OsrNearness osr_warning_nearness (const OsrDeadline *deadline, OsrRegistry *registry,
                                  OsrInstant now);

G_END_DECLS
