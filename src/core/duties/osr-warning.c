/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments of warning, counted back from the due moment; see the header. */
#include "core/duties/osr-warning.h"

/* How long before closing time somebody is told of what runs out after it: as long as the shortest
 * step of the texts takes. */
#define BEFORE_CLOSING (30 * OSR_MINUTE)

/* The last moment before @moment at which somebody is told in time; UNKNOWN when the limit began
 * after that working period had ended. */
static OsrInstant
before_closing (OsrWorkTime *work_time, OsrInstant moment, OsrInstant start)
{
  OsrInstant last = osr_work_time_subtract (work_time, moment, 1);
  OsrInstant told = osr_work_time_subtract (work_time, moment, BEFORE_CLOSING);

  if (last == OSR_INSTANT_UNKNOWN || last < start)
    return OSR_INSTANT_UNKNOWN;
  if (told == OSR_INSTANT_UNKNOWN || told < start)
    told = osr_work_time_next (work_time, start);
  return told;
}

static void
add (GArray *warnings, int share, OsrInstant at, gboolean closing)
{
  OsrWarning warning = { share, at, closing };
  OsrWarning *last = NULL;

  if (at == OSR_INSTANT_UNKNOWN)
    return;
  if (warnings->len > 0)
    last = &g_array_index (warnings, OsrWarning, warnings->len - 1);
  if (last != NULL && last->at >= at) {
    last->share = MIN (last->share, share);
    last->closing = last->closing || closing;
    return;
  }
  g_array_append_val (warnings, warning);
}

static void
add_clock_share (GArray *warnings, const OsrDeadline *deadline, OsrWorkTime *work_time, int share)
{
  gint64 whole = deadline->due - deadline->start;
  OsrInstant at = deadline->due - whole / 1000 * share;

  if (work_time != NULL && !osr_work_time_is_working (work_time, at))
    at = before_closing (work_time, at, deadline->start);
  add (warnings, share, at, FALSE);
}

static void
add_working_share (GArray *warnings, const OsrDeadline *deadline, OsrWorkTime *work_time, int share)
{
  gint64 whole = osr_work_time_between (work_time, deadline->start, deadline->due);
  OsrInstant at = osr_work_time_subtract (work_time, deadline->due, whole / 1000 * share);

  if (whole > 0 && at != OSR_INSTANT_UNKNOWN && at >= deadline->start)
    add (warnings, share, at, FALSE);
}

static int
by_time (gconstpointer a, gconstpointer b)
{
  const OsrWarning *left = a, *right = b;

  return left->at < right->at ? -1 : left->at > right->at;
}

/* Nobody is there when it ends: the last of those who are must know. */
static void
add_closing (GArray *warnings, const OsrDeadline *deadline, OsrWorkTime *work_time)
{
  gint64 whole = deadline->due - deadline->start;
  OsrInstant at;

  if (work_time == NULL || whole <= 0 || osr_work_time_is_working (work_time, deadline->due - 1))
    return;
  at = before_closing (work_time, deadline->due, deadline->start);
  for (guint i = 0; i < warnings->len; i++) {
    OsrWarning *warning = &g_array_index (warnings, OsrWarning, i);

    if (warning->at == at) {
      warning->closing = TRUE;
      return;
    }
  }
  if (at == OSR_INSTANT_UNKNOWN)
    return;
  add (warnings, (int) ((deadline->due - at) * 1000 / whole), at, TRUE);
  g_array_sort (warnings, by_time);
}

GArray *
osr_warnings_compute (const OsrDeadline *deadline, OsrRegistry *registry)
{
  GArray *warnings = g_array_new (FALSE, FALSE, sizeof (OsrWarning));
  GArray *shares = deadline->spec->warn;
  OsrWorkTime *work_time = osr_deadline_get_work_time (deadline, registry);
  const gboolean clock = deadline->spec->unit == OSR_UNIT_CLOCK_MINUTES;

  if (deadline->due == OSR_INSTANT_UNKNOWN || deadline->due <= deadline->start ||
      (!clock && work_time == NULL))
    return warnings;
  for (guint i = 0; i < shares->len; i++) {
    int share = g_array_index (shares, int, i);

    if (clock)
      add_clock_share (warnings, deadline, work_time, share);
    else
      add_working_share (warnings, deadline, work_time, share);
  }
  if (clock)
    add_closing (warnings, deadline, work_time);
  return warnings;
}

OsrNearness
osr_warning_nearness (const OsrDeadline *deadline, OsrRegistry *registry, OsrInstant now)
{
  GArray *shares = deadline->spec->warn;
  int left = osr_deadline_share (deadline, registry, now);

  if (shares->len == 0 || left > g_array_index (shares, int, 0))
    return OSR_NEARNESS_FAR;
  return left > g_array_index (shares, int, shares->len - 1) ? OSR_NEARNESS_SOON
                                                             : OSR_NEARNESS_URGENT;
}
