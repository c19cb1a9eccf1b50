/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times in words: pills, amounts, moments, and when they change. */
#include "report/osr-time-text.h"

#include "app/shared/osr-count-text.h"
#include "osr-desk-fixture.h"

typedef struct {
  Desk *desk;
  OsrReplica *replica;
  OsrRegistry *registry;
  OsrZone *zone;
  GPtrArray *deadlines;
} Times;

/* One case: detected and routed on a Friday at 9:30, so that its reply is due on Tuesday. */
static void
set_up (Times *times, gconstpointer data)
{
  g_autoptr (OsrCase) c = NULL;

  times->desk = desk_new ("2026-03-06T08:00:00+09:00");
  desk_find (times->desk, 1, "2026-03-06T09:20:00+09:00", "Anna", "Text");
  desk_route (times->desk, 1, "2026-03-06T09:30:00+09:00", "zhkh");
  times->replica = desk_open (times->desk, "anna");
  times->registry = osr_replica_get_registry (times->replica);
  times->zone = osr_work_time_get_zone (osr_registry_get_work_time (times->registry, NULL));
  c = osr_replica_get_case (times->replica, desk_case (1));
  g_assert_nonnull (c);
  times->deadlines = osr_replica_get_deadlines (times->replica, c);
}

static void
tear_down (Times *times, gconstpointer data)
{
  g_ptr_array_unref (times->deadlines);
  osr_replica_close (times->replica);
  g_object_unref (times->replica);
  desk_free (times->desk);
}

static const OsrDeadline *
find (Times *times, const char *timer)
{
  const OsrDeadline *deadline = osr_deadlines_find (times->deadlines, timer, NULL);

  for (guint i = 0; deadline == NULL && i < times->deadlines->len; i++) {
    const OsrDeadline *other = g_ptr_array_index (times->deadlines, i);

    if (g_str_equal (other->spec->id, timer))
      deadline = other;
  }
  g_assert_nonnull (deadline);
  return deadline;
}

static void
assert_pill (Times *times, const char *timer, const char *at, const char *expected)
{
  g_autofree char *pill =
      osr_time_text_pill (find (times, timer), times->registry, osr_instant_parse (at));

  g_assert_cmpstr (pill, ==, expected);
}

static void
test_pill (Times *times, gconstpointer data)
{
  /* returned until 11:30, drafted until 14:30, answered until Tuesday 9:30 */
  assert_pill (times, "return", "2026-03-06T09:30:00+09:00", "2:00");
  assert_pill (times, "return", "2026-03-06T09:30:01+09:00", "1:59");
  assert_pill (times, "return", "2026-03-06T11:20:00+09:00", "0:10");
  assert_pill (times, "return", "2026-03-06T11:20:01+09:00", "9′59″");
  assert_pill (times, "return", "2026-03-06T11:29:59+09:00", "0′01″");
  assert_pill (times, "submit", "2026-03-06T14:48:00+09:00", "late 0:18");
  assert_pill (times, "submit", "2026-03-06T13:30:00+09:00", "0:30"); /* lunch does not count */
  assert_pill (times, "answer", "2026-03-06T09:31:00+09:00", "7:59");
}

static void
test_pill_far (Times *times, gconstpointer data)
{
  /* at detection all eight hours are there; before, in clock terms, there is more than a day */
  assert_pill (times, "answer", "2026-03-06T09:29:00+09:00", "Tue 9:30");
  assert_pill (times, "answer", "2026-02-20T09:29:00+09:00", "10 March");
}

static void
test_class (Times *times, gconstpointer data)
{
  const OsrDeadline *deadline = find (times, "submit");
  const OsrInstant due = osr_instant_parse ("2026-03-06T14:30:00+09:00");

  g_assert_cmpint (deadline->due, ==, due);
  g_assert_cmpstr (osr_time_text_class (deadline, times->registry, deadline->start, TRUE), ==,
                   "calm");
  g_assert_cmpstr (osr_time_text_class (deadline, times->registry, due - OSR_HOUR / 2, TRUE), ==,
                   "urgent");
  g_assert_cmpstr (osr_time_text_class (deadline, times->registry, due + 1, TRUE), ==, "late");
  g_assert_cmpstr (osr_time_text_class (deadline, times->registry, due + 1, FALSE), ==,
                   "elsewhere");
}

/* A right that has passed is no violation. */
static void
test_class_optional (Times *times, gconstpointer data)
{
  const OsrDeadline *deadline = find (times, "return");

  g_assert_cmpstr (osr_time_text_class (deadline, times->registry, deadline->due + OSR_HOUR, TRUE),
                   ==, deadline->spec->optional ? "elsewhere" : "late");
}

static void
test_next_change (Times *times, gconstpointer data)
{
  static const char *const moments[] = {
    "2026-03-06T09:30:00+09:00", "2026-03-06T10:12:04+09:00", "2026-03-06T14:19:59+09:00",
    "2026-03-06T14:25:30+09:00", "2026-03-06T14:29:59+09:00", "2026-03-06T14:30:00+09:00",
    "2026-03-06T14:31:30+09:00", "2026-03-06T15:31:30+09:00",
  };
  const OsrDeadline *deadline = find (times, "submit");

  for (guint i = 0; i < G_N_ELEMENTS (moments); i++) {
    const OsrInstant now = osr_instant_parse (moments[i]);
    const OsrInstant next = osr_time_text_next_change (deadline, times->registry, now);
    g_autofree char *text = osr_time_text_pill (deadline, times->registry, now);
    g_autofree char *before = osr_time_text_pill (deadline, times->registry, next - 2);
    g_autofree char *after = osr_time_text_pill (deadline, times->registry, next);

    g_assert_cmpint (next, >, now);
    g_assert_cmpint (next, <=, now + OSR_MINUTE + 1);
    g_assert_cmpstr (text, ==, before);
    g_assert_cmpstr (text, !=, after);
  }
}

/* At lunch nothing moves until work goes on. */
static void
test_next_change_at_lunch (Times *times, gconstpointer data)
{
  const OsrInstant next = osr_time_text_next_change (
      find (times, "submit"), times->registry, osr_instant_parse ("2026-03-06T13:10:00+09:00"));

  g_assert_cmpint (next, ==, osr_instant_parse ("2026-03-06T14:00:00+09:00"));
}

static void
assert_amount (gint64 amount, const char *expected)
{
  g_autofree char *text = osr_time_text_amount (amount);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_amount (Times *times, gconstpointer data)
{
  assert_amount (3 * OSR_HOUR + 12 * OSR_MINUTE + 59 * OSR_SECOND, "3 h 12 min");
  assert_amount (8 * OSR_HOUR, "8 h");
  assert_amount (42 * OSR_MINUTE, "42 min");
  assert_amount (10 * OSR_MINUTE - 1, "9 min 59 s");
  assert_amount (5 * OSR_MINUTE, "5 min");
  assert_amount (41 * OSR_SECOND, "41 s");
  assert_amount (0, "0 s");
  assert_amount (-18 * OSR_MINUTE, "18 min");
}

static void
assert_moment (Times *times, const char *at, const char *expected)
{
  const OsrInstant now = osr_instant_parse ("2026-03-06T10:12:00+09:00");
  g_autofree char *text = osr_time_text_moment (osr_instant_parse (at), now, times->zone);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_moment (Times *times, gconstpointer data)
{
  assert_moment (times, "2026-03-06T16:45:00+09:00", "today 16:45");
  assert_moment (times, "2026-03-06T00:00:00+09:00", "today 0:00");
  assert_moment (times, "2026-03-07T09:30:00+09:00", "tomorrow 9:30");
  assert_moment (times, "2026-03-05T23:59:00+09:00", "yesterday 23:59");
  assert_moment (times, "2026-03-10T11:20:00+09:00", "Tue 10 March 11:20");
  assert_moment (times, "2025-12-31T11:20:00+09:00", "31 December 2025 11:20");
  assert_moment (times, "not a moment", "at an unknown time");
}

static void
test_full (Times *times, gconstpointer data)
{
  const OsrInstant now = osr_instant_parse ("2026-03-06T10:12:04+09:00");
  g_autofree char *full = osr_time_text_full (now, times->zone);
  g_autofree char *seconds = osr_time_text_clock_seconds (now, times->zone);
  g_autofree char *utc = osr_time_text_clock (now, NULL);

  g_assert_cmpstr (full, ==, "Friday, 6 March 2026, 10:12");
  g_assert_cmpstr (seconds, ==, "10:12:04");
  g_assert_cmpstr (utc, ==, "1:12");
}

/* What a timer is called is the profile's to say. */
static void
test_timer_names (Times *times, gconstpointer data)
{
  GPtrArray *timers = osr_regulation_get_timers (osr_registry_get_regulation (times->registry));
  const OsrTimerSpec bare = { .id = "bare" };

  g_assert_cmpuint (timers->len, >, 5);
  for (guint i = 0; i < timers->len; i++) {
    const OsrTimerSpec *spec = g_ptr_array_index (timers, i);

    g_assert_cmpstr (osr_time_text_timer (spec), ==, spec->name.en);
    g_assert_cmpstr (osr_time_text_timer_long (spec), ==, spec->until.en);
  }
  g_assert_cmpstr (osr_time_text_timer_long (&bare), ==, "until the limit");
}

/* Over a working day the hours say nothing: since when. */
static void
test_pill_late (Times *times, gconstpointer data)
{
  assert_pill (times, "answer", "2026-03-10T17:30:00+09:00", "late 7:00");
  assert_pill (times, "answer", "2026-03-11T11:00:00+09:00", "late since Tue");
  assert_pill (times, "answer", "2026-03-30T11:00:00+09:00", "late since 10 March");
}

static void
test_count (void)
{
  static const struct {
    gint64 count;
    const char *text;
  } counts[] = { { 0, "0" },
                 { 4096, "4096" },
                 { 16384, "16\u202f384" },
                 { -10000, "-10\u202f000" },
                 { 1234567, "1\u202f234\u202f567" } };
  g_autofree char *of = osr_count_text_of (0, 16384);

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++) {
    g_autofree char *text = osr_count_text (counts[i].count);

    g_assert_cmpstr (text, ==, counts[i].text);
  }
  g_assert_cmpstr (of, ==, "0 of 16\u202f384");
}

static void
test_date (void)
{
  g_autofree char *date = osr_time_text_date (osr_day_from_ymd (2026, 3, 6));

  g_assert_cmpstr (date, ==, "Friday, 6 March");
}

static void
add (const char *path, void (*test) (Times *, gconstpointer))
{
  g_test_add (path, Times, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/app/time-text/pill", test_pill);
  add ("/app/time-text/pill/far", test_pill_far);
  add ("/app/time-text/pill/late", test_pill_late);
  add ("/app/time-text/class", test_class);
  add ("/app/time-text/class/optional", test_class_optional);
  add ("/app/time-text/next-change", test_next_change);
  add ("/app/time-text/next-change/lunch", test_next_change_at_lunch);
  add ("/app/time-text/amount", test_amount);
  add ("/app/time-text/moment", test_moment);
  add ("/app/time-text/full", test_full);
  add ("/app/time-text/timer-names", test_timer_names);
  g_test_add_func ("/app/time-text/date", test_date);
  g_test_add_func ("/app/time-text/count", test_count);
  return g_test_run ();
}
