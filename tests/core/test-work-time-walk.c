/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Properties of working time over random offices, and agreement with a slow walk minute by minute
 * over 100,000 random cases. The same offices in every run. */
#include "osr-walked-office.h"

#define OFFICES             100
#define CASES               1000 /* of each office: 100,000 in all */
#define LONGEST             900  /* minutes of work */
#define OVERLAP             1 /* days at the start of the year that a night before it may cover */
#define PROPERTY_OFFICES    20
#define PROPERTY_CASES      1000
#define LONGEST_IN_PROPERTY (300 * OSR_HOUR)

typedef void (*CaseTest) (const WalkedOffice *office, GRand *random);

static void
each_case (guint offices, guint cases, CaseTest test)
{
  for (guint32 seed = 1; seed <= offices; seed++) {
    g_autoptr (GRand) random = g_rand_new_with_seed (seed * 7919);
    WalkedOffice office;

    walked_office_open (&office, seed);
    for (guint i = 0; i < cases; i++)
      test (&office, random);
    walked_office_close (&office);
  }
}

static OsrInstant
instant_of (const WalkedOffice *office, int minute)
{
  return minute < 0 ? OSR_INSTANT_UNKNOWN : office->first + minute * OSR_MINUTE;
}

static guint
random_minute (const WalkedOffice *office, GRand *random)
{
  return (guint) g_rand_int_range (random, OVERLAP * 1440, (gint32) office->n);
}

static OsrInstant
random_instant (const WalkedOffice *office, GRand *random)
{
  return instant_of (office, (int) random_minute (office, random)) +
         g_rand_int_range (random, 0, (gint32) OSR_MINUTE);
}

static gint64
random_amount (GRand *random)
{
  return 1 + (gint64) (g_rand_double (random) * g_rand_double (random) * LONGEST_IN_PROPERTY);
}

/* Back, the first night of the year is not known to the program: a walk that ends there is not
 * compared. */
static void
test_back (const WalkedOffice *office, guint limit, guint amount)
{
  int walked = walked_office_subtract (office, limit, amount);

  if (walked >= OVERLAP * 1440)
    g_assert_cmpint (osr_work_time_subtract (office->time, instant_of (office, (int) limit),
                                             amount * OSR_MINUTE),
                     ==, instant_of (office, walked));
}

static void
test_walk (const WalkedOffice *office, GRand *random)
{
  guint minute = random_minute (office, random);
  guint amount = (guint) g_rand_int_range (random, 1, LONGEST);
  OsrInstant from = instant_of (office, (int) minute);
  int walked = walked_office_add (office, minute, amount);
  OsrInstant due = osr_work_time_add (office->time, from, amount * OSR_MINUTE);

  g_assert_cmpint (due, ==, instant_of (office, walked));
  g_assert_cmpint (osr_work_time_is_working (office->time, from), ==, office->works[minute]);
  if (walked > 0)
    g_assert_cmpint (osr_work_time_between (office->time, from, due), ==, amount * OSR_MINUTE);
  test_back (office, minute, amount);
}

/* Adding then measuring gives the amount back, and so does going back. */
static void
test_add_then_measure (const WalkedOffice *office, GRand *random)
{
  OsrInstant from = random_instant (office, random);
  gint64 amount = random_amount (random);
  OsrInstant due = osr_work_time_add (office->time, from, amount);
  OsrInstant before = osr_work_time_subtract (office->time, from, amount);

  if (due != OSR_INSTANT_UNKNOWN) {
    g_assert_cmpint (due, >, from);
    g_assert_cmpint (osr_work_time_between (office->time, from, due), ==, amount);
    g_assert_cmpint (osr_work_time_between (office->time, due, from), ==, -amount);
  }
  if (before != OSR_INSTANT_UNKNOWN) {
    g_assert_cmpint (before, <, from);
    g_assert_cmpint (osr_work_time_between (office->time, before, from), ==, amount);
  }
}

static gint64
known_or_last (OsrInstant instant)
{
  return instant == OSR_INSTANT_UNKNOWN ? G_MAXINT64 : instant;
}

/* A later start or a greater amount never ends earlier; unknown is later than all that is known. */
static void
test_monotonic (const WalkedOffice *office, GRand *random)
{
  OsrInstant a = random_instant (office, random), b = random_instant (office, random);
  gint64 amount = random_amount (random), more = amount + random_amount (random);
  OsrInstant early = MIN (a, b), late = MAX (a, b);

  g_assert_cmpint (known_or_last (osr_work_time_add (office->time, early, amount)), <=,
                   known_or_last (osr_work_time_add (office->time, late, amount)));
  g_assert_cmpint (known_or_last (osr_work_time_add (office->time, early, amount)), <=,
                   known_or_last (osr_work_time_add (office->time, early, more)));
  g_assert_cmpint (osr_work_time_subtract (office->time, early, amount), <=,
                   osr_work_time_subtract (office->time, late, amount));
  g_assert_cmpint (osr_work_time_subtract (office->time, late, more), <=,
                   osr_work_time_subtract (office->time, late, amount));
  g_assert_cmpint (osr_work_time_between (office->time, early, late), >=, 0);
}

/* Forward, the moment before the result is worked; back, the result itself is. */
static void
test_inside (const WalkedOffice *office, GRand *random)
{
  OsrInstant from = random_instant (office, random);
  OsrInstant due = osr_work_time_add (office->time, from, random_amount (random));
  OsrInstant before = osr_work_time_subtract (office->time, from, random_amount (random));
  OsrInstant next = osr_work_time_next (office->time, from);

  if (due != OSR_INSTANT_UNKNOWN) {
    g_assert_true (osr_work_time_is_working (office->time, due - 1));
    g_assert_cmpint (osr_work_time_edge_back (office->time, due), ==, due);
    g_assert_cmpint (
        osr_work_time_between (office->time, due,
                               MAX (due, osr_work_time_edge_forward (office->time, due))),
        ==, 0);
  }
  if (before != OSR_INSTANT_UNKNOWN) {
    g_assert_true (osr_work_time_is_working (office->time, before));
    g_assert_cmpint (osr_work_time_edge_forward (office->time, before), ==, before);
  }
  if (next != OSR_INSTANT_UNKNOWN)
    g_assert_true (osr_work_time_is_working (office->time, next));
}

/* Going forward and back again ends at the start, or where its work begins. */
static void
test_there_and_back (const WalkedOffice *office, GRand *random)
{
  OsrInstant from = random_instant (office, random);
  gint64 amount = random_amount (random);
  OsrInstant due = osr_work_time_add (office->time, from, amount);
  OsrInstant before = osr_work_time_subtract (office->time, from, amount);

  if (due != OSR_INSTANT_UNKNOWN)
    g_assert_cmpint (osr_work_time_subtract (office->time, due, amount), ==,
                     osr_work_time_next (office->time, from));
  if (before != OSR_INSTANT_UNKNOWN)
    g_assert_cmpint (osr_work_time_add (office->time, before, amount), ==,
                     osr_work_time_edge_back (office->time, from));
}

/* The spans between two moments leave no gap, and those of work add up to what is measured. */
static void
test_spans (const WalkedOffice *office, GRand *random)
{
  OsrInstant from = random_instant (office, random);
  gint64 length = g_rand_int_range (random, 1, 30 * 1440) * OSR_MINUTE;
  OsrInstant to = MIN (from + length, instant_of (office, (int) office->n));
  g_autoptr (GArray) spans = osr_work_time_spans (office->time, from, to);
  OsrInstant reached = from;
  gint64 worked = 0;

  for (guint i = 0; i < spans->len; i++) {
    const OsrSpan *span = &g_array_index (spans, OsrSpan, i);

    g_assert_cmpint (span->start, ==, reached);
    g_assert_cmpint (span->end, >, span->start);
    reached = span->end;
    worked += span->kind == OSR_SPAN_WORKING ? span->end - span->start : 0;
  }
  g_assert_cmpint (reached, ==, to);
  g_assert_cmpint (worked, ==, osr_work_time_between (office->time, from, to));
}

/* The end of a working day some days away: that many days have work, and the last one ends there. */
static void
test_days (const WalkedOffice *office, GRand *random)
{
  OsrInstant from = random_instant (office, random);
  int days = g_rand_int_range (random, 1, 12);
  OsrInstant due = osr_work_time_end_of_day (office->time, from, days);
  OsrInstant back;

  if (due == OSR_INSTANT_UNKNOWN)
    return;
  g_assert_cmpint (osr_work_time_edge_back (office->time, due), ==, due);
  g_assert_cmpint (due, >, from);
  if (days > 1)
    g_assert_cmpint (osr_work_time_end_of_day (office->time, from, days - 1), <=, due);
  back = osr_work_time_end_of_day (office->time, from, -days);
  if (back != OSR_INSTANT_UNKNOWN)
    g_assert_cmpint (osr_work_time_edge_back (office->time, back), ==, back);
}

static void
run_walk (void)
{
  each_case (OFFICES, CASES, test_walk);
}

static void
run_property (gconstpointer test)
{
  each_case (PROPERTY_OFFICES, PROPERTY_CASES, *(const CaseTest *) test);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    CaseTest test;
  } properties[] = {
    { "/core/work-time-walk/add-then-measure", test_add_then_measure },
    { "/core/work-time-walk/monotonic", test_monotonic },
    { "/core/work-time-walk/inside-working-time", test_inside },
    { "/core/work-time-walk/there-and-back", test_there_and_back },
    { "/core/work-time-walk/spans-add-up", test_spans },
    { "/core/work-time-walk/days", test_days },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/work-time-walk/minute-by-minute", run_walk);
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    g_test_add_data_func (properties[i].name, &properties[i].test, run_property);
  return g_test_run ();
}
