/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long one limit takes, against a bare look-up in a table of the same moments, and how long a
 * case of 20 events with all its limits takes to fold. Prints; never fails on time. */
#include <locale.h>

#include "core/osr-case.h"
#include "osr-office-fixture.h"

#define PROBES      8192 /* a power of two: starts and amounts that no cache knows by heart */
#define CALLS       200000
#define RUNS        60 /* the best of them counts: the machine does other things too */
#define FOLDS       200
#define GOAL_RATIO  2.5
#define GOAL_MICROS 20.0

typedef struct {
  OsrWorkTime *time;
  GArray *table; /* of each minute from `first` on, the next moment of work */
  OsrInstant first;
  OsrInstant from[PROBES];
  gint64 amount[PROBES];
} Bench;

/* Each probe is chosen by the answer to the one before it, as a caller waits for one limit before it
 * goes on; a processor that counts several at once would flatter both sides. */
static guint
next_probe (guint probe, OsrInstant answer)
{
  return (probe + 1 + (answer == 1)) & (PROBES - 1);
}

/* What the machine takes for one moment of a table at a place that comes without warning. Nothing
 * that looks a limit up can be quicker. */
static guint
run_floor (const Bench *bench)
{
  const OsrInstant *table = (const OsrInstant *) (gpointer) bench->table->data;
  guint probe = 0;

  for (guint i = 0; i < CALLS; i++)
    probe = next_probe (probe, table[(bench->from[probe] - bench->first) / OSR_MINUTE]);
  return probe;
}

static guint
run_add (const Bench *bench)
{
  guint probe = 0;

  for (guint i = 0; i < CALLS; i++)
    probe = next_probe (probe,
                        osr_work_time_add (bench->time, bench->from[probe], bench->amount[probe]));
  return probe;
}

static guint
run_subtract (const Bench *bench)
{
  guint probe = 0;

  for (guint i = 0; i < CALLS; i++)
    probe = next_probe (probe, osr_work_time_subtract (bench->time, bench->from[probe],
                                                       bench->amount[probe]));
  return probe;
}

static guint
run_between (const Bench *bench)
{
  guint probe = 0;

  for (guint i = 0; i < CALLS; i++)
    probe = next_probe (probe, osr_work_time_between (bench->time, bench->from[probe],
                                                      bench->from[probe ^ 1]));
  return probe;
}

static guint
run_days (const Bench *bench)
{
  guint probe = 0;

  for (guint i = 0; i < CALLS; i++)
    probe = next_probe (probe, osr_work_time_end_of_day (bench->time, bench->from[probe], 7));
  return probe;
}

/* Nanoseconds of one call, in the best of the runs. */
static double
measure (const Bench *bench, guint (*run) (const Bench *))
{
  static volatile guint sink; /* so that no run may be left out for want of a use */
  gint64 best = G_MAXINT64;

  for (guint i = 0; i < RUNS; i++) {
    gint64 start = g_get_monotonic_time ();

    sink = run (bench);
    best = MIN (best, g_get_monotonic_time () - start);
  }
  return sink < PROBES ? (double) best * 1000.0 / CALLS : 0.0;
}

static void
fill (Bench *bench, Office *office)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2026);
  OsrInstant first = osr_instant_parse ("2019-02-01T00:00:00Z");
  OsrInstant last = osr_instant_parse ("2027-11-01T00:00:00Z");

  bench->time = osr_registry_get_work_time (office->registry, NULL);
  bench->table = g_array_new (FALSE, FALSE, sizeof (OsrInstant));
  bench->first = first;
  for (OsrInstant at = first; at < last; at += OSR_MINUTE) {
    OsrInstant next = osr_work_time_next (bench->time, at);

    g_array_append_val (bench->table, next);
  }
  for (guint i = 0; i < PROBES; i++) {
    bench->from[i] = first + (gint64) (g_rand_double (random) * (double) (last - first));
    bench->amount[i] = g_rand_int_range (random, 1, 10 * 60) * OSR_MINUTE;
  }
}

static void
print_ratio (const char *what, double nanoseconds, double floor)
{
  g_print ("%-34s %7.1f ns   %5.2f × the floor, goal ≤ %.1f\n", what, nanoseconds,
           nanoseconds / floor, GOAL_RATIO);
}

static void
bench_one_limit (Office *office)
{
  g_autofree Bench *bench = g_new0 (Bench, 1);
  double floor;

  fill (bench, office);
  floor = measure (bench, run_floor);
  g_print ("%-34s %7.1f ns   %u moments\n", "bare table look-up (the floor)", floor,
           bench->table->len);
  print_ratio ("add working time", measure (bench, run_add), floor);
  print_ratio ("subtract working time", measure (bench, run_subtract), floor);
  print_ratio ("measure working time", measure (bench, run_between), floor);
  print_ratio ("end of the 7th working day", measure (bench, run_days), floor);
  g_array_unref (bench->table);
}

/* A case that was returned, reworked, answered for a while and then for good: 20 events. */
static void
live (Office *office)
{
  detect (office, "2026-03-05T10:02:00+09:00");
  triage (office, "2026-03-05T10:12:00+09:00", 0);
  route (office, "2026-03-05T10:20:00+09:00", "transport");
  happen (office, "returned", "2026-03-05T10:50:00+09:00", "boris",
          members_of ("body", "transport", "reason", "not ours", NULL), NULL);
  route (office, "2026-03-05T11:05:00+09:00", "zhkh");
  happen (office, "assigned", "2026-03-05T11:30:00+09:00", "anna",
          members_of ("body", "zhkh", "executor", "anna", NULL), NULL);
  happen (office, "contribution-requested", "2026-03-05T11:35:00+09:00", "curator",
          members_of ("body", "transport", NULL), NULL);
  happen (office, "contributed", "2026-03-05T14:20:00+09:00", "boris",
          members_of ("body", "transport", NULL), NULL);
  submit (office, "2026-03-05T15:00:00+09:00", "interim", "We have seen it.");
  happen (office, "reworked", "2026-03-05T15:20:00+09:00", "curator",
          members_of ("remarks", "politer", NULL), NULL);
  submit (office, "2026-03-05T15:50:00+09:00", "interim", "Good day. We have seen it.");
  happen (office, "approved", "2026-03-05T16:00:00+09:00", "curator", NULL, NULL);
  happen (office, "publish-intended", "2026-03-05T16:01:00+09:00", "anna", NULL, NULL);
  happen (office, "published", "2026-03-05T16:02:00+09:00", "anna",
          members_of ("kind", "interim", NULL), NULL);
  submit (office, "2026-03-12T10:00:00+09:00", "final", "Good day. It is mended.");
  happen (office, "approved", "2026-03-12T10:20:00+09:00", "curator", NULL, NULL);
  happen (office, "publish-intended", "2026-03-12T10:21:00+09:00", "anna", NULL, NULL);
  happen (office, "published", "2026-03-12T10:22:00+09:00", "anna",
          members_of ("kind", "final", NULL), NULL);
  happen (office, "evaluated", "2026-03-13T09:30:00+09:00", "curator", NULL, NULL);
}

/* Microseconds of folding the events and laying out all limits, in the best of the runs. */
static double
measure_fold (Office *office, gboolean with_case, guint *limits)
{
  GPtrArray *events = office->the_case->events;
  gint64 best = G_MAXINT64;

  for (guint run = 0; run < RUNS; run++) {
    gint64 start = g_get_monotonic_time ();

    for (guint i = 0; i < FOLDS; i++) {
      g_autoptr (OsrCase) copy = with_case ? osr_case_new ("c") : NULL;
      g_autoptr (GPtrArray) deadlines = NULL;

      for (guint j = 0; copy != NULL && j < events->len; j++)
        osr_case_apply (copy, events->pdata[j]);
      deadlines = osr_deadlines_compute (events, office->registry);
      *limits = deadlines->len;
    }
    best = MIN (best, g_get_monotonic_time () - start);
  }
  return (double) best / FOLDS;
}

static void
bench_case (Office *office)
{
  guint limits;
  double micros;

  live (office);
  micros = measure_fold (office, FALSE, &limits);
  g_print ("%-34s %7.1f µs   %u events, %u limits\n", "limits of a case alone", micros,
           office->the_case->events->len, limits);
  micros = measure_fold (office, TRUE, &limits);
  g_print ("%-34s %7.1f µs   %5.2f × the goal of %.0f µs\n", "fold a case with all its limits",
           micros, micros / GOAL_MICROS, GOAL_MICROS);
}

int
main (void)
{
  Office office = { NULL };

  setlocale (LC_ALL, "");
  office_open (&office, "amur");
  bench_one_limit (&office);
  bench_case (&office);
  office_close (&office);
  return 0;
}
