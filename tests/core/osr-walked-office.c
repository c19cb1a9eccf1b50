/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A random office of one year; see the header. */
#include "osr-walked-office.h"

#include "core/osr-json.h"

#define DAY_MINUTES   1440
#define MAX_INTERVALS 4
#define MAX_DAYS      367
#define EARLY         (6 * 60) /* before it hours are whole: clocks change by whole hours at night */

typedef struct {
  guint n;
  int start[MAX_INTERVALS];
  int end[MAX_INTERVALS]; /* past 1440: the next morning */
} Hours;

typedef enum { AS_EVER, SET_OFF, SET_ON, SET_HOURS } Single;

/* What the random office is, before anything is laid out. */
typedef struct {
  GRand *random;
  int year;
  OsrDay first;
  guint days;
  Hours week[8];
  int shortened;
  gboolean holiday[MAX_DAYS], short_day[MAX_DAYS], working_weekend[MAX_DAYS];
  int moved
      [MAX_DAYS]; /* of a working weekend: the day that is off instead of it, 0 when not said */
  Single single[MAX_DAYS];
  Hours own[MAX_DAYS];
} Plan;

static int
pick (Plan *plan, int below)
{
  return g_rand_int_range (plan->random, 0, below);
}

static int
random_minute (Plan *plan, int from)
{
  int minute = from + 15 * (1 + pick (plan, 24));

  return minute < EARLY ? minute / 60 * 60 : minute;
}

static void
random_hours (Plan *plan, Hours *hours)
{
  int at = random_minute (plan, 15 * pick (plan, 40)), n = 1 + pick (plan, MAX_INTERVALS - 1);

  hours->n = 0;
  while ((int) hours->n < n && at < DAY_MINUTES - 60) {
    int end = MIN (DAY_MINUTES, random_minute (plan, at));

    if (end > at) {
      hours->start[hours->n] = at;
      hours->end[hours->n++] = end;
    }
    at = random_minute (plan, end);
  }
}

/* A night shift, where the next day begins late enough. */
static void
random_nights (Plan *plan)
{
  for (int day = 1; day <= 7; day++) {
    Hours *hours = &plan->week[day], *next = &plan->week[day % 7 + 1];

    if (hours->n > 0 && pick (plan, 4) == 0 && (next->n == 0 || next->start[0] >= EARLY) &&
        hours->start[hours->n - 1] >= EARLY)
      hours->end[hours->n - 1] = DAY_MINUTES + 60 * (1 + pick (plan, EARLY / 60));
  }
}

static void
random_week (Plan *plan)
{
  int always = 1 + pick (plan, 7), style = pick (plan, 5);

  for (int day = 1; day <= 7; day++) {
    if (style == 0) { /* round the clock */
      plan->week[day] = (Hours){ 1, { 0 }, { DAY_MINUTES } };
    } else if (day == always || (style > 1 && pick (plan, 4) > 0)) {
      do
        random_hours (plan, &plan->week[day]);
      while (plan->week[day].n == 0);
    }
  }
  random_nights (plan);
  plan->shortened = 60 * pick (plan, 3);
}

static void
random_days (Plan *plan)
{
  for (guint i = 0; i < 20; i++)
    plan->holiday[pick (plan, (int) plan->days)] = TRUE;
  for (guint i = 0; i < 12; i++)
    plan->short_day[pick (plan, (int) plan->days)] = TRUE;
  for (guint i = 0; i < plan->days; i++) {
    plan->working_weekend[i] =
        osr_day_weekday (plan->first + (OsrDay) i) >= 6 && pick (plan, 12) == 0;
    if (plan->working_weekend[i])
      plan->moved[i] = pick (plan, (int) plan->days);
  }
  for (guint i = 0; i < 20; i++) {
    int day = pick (plan, (int) plan->days);

    plan->single[day] = (Single) (1 + pick (plan, 3));
    if (plan->single[day] == SET_HOURS)
      random_hours (plan, &plan->own[day]);
  }
}

static void
write_hours (GString *text, const Hours *hours)
{
  g_string_append_c (text, '[');
  for (guint i = 0; i < hours->n; i++) {
    int end = hours->end[i] > DAY_MINUTES ? hours->end[i] - DAY_MINUTES : hours->end[i];

    g_string_append_printf (text, "%s\"%02d:%02d-%02d:%02d\"", i > 0 ? "," : "",
                            hours->start[i] / 60, hours->start[i] % 60, end / 60, end % 60);
  }
  g_string_append_c (text, ']');
}

static void
write_date (GString *text, Plan *plan, guint day)
{
  int y, m, d;

  osr_day_to_ymd (plan->first + (OsrDay) day, &y, &m, &d);
  g_string_append_printf (text, "\"%04d-%02d-%02d\"", y, m, d);
}

static void
write_dates (GString *text, Plan *plan, const char *member, const gboolean *marked)
{
  const char *comma = "";

  g_string_append_printf (text, ",\"%s\":[", member);
  for (guint i = 0; i < plan->days; i++) {
    if (!marked[i])
      continue;
    g_string_append (text, comma);
    write_date (text, plan, i);
    comma = ",";
  }
  g_string_append_c (text, ']');
}

static void
write_moved (GString *text, Plan *plan)
{
  const char *comma = "";

  g_string_append (text, ",\"moved\":{");
  for (guint i = 0; i < plan->days; i++) {
    if (plan->moved[i] == 0)
      continue;
    g_string_append (text, comma);
    write_date (text, plan, i);
    g_string_append_c (text, ':');
    write_date (text, plan, (guint) plan->moved[i]);
    comma = ",";
  }
  g_string_append_c (text, '}');
}

static JsonObject *
read_document (GString *text)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = osr_json_read_object (text->str, (gssize) text->len, 0, "plan", &error);

  g_assert_no_error (error);
  return object;
}

static JsonObject *
calendar_document (Plan *plan)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, "{\"years\":[{\"year\":%d", plan->year);
  write_dates (text, plan, "holidays", plan->holiday);
  write_dates (text, plan, "shortened", plan->short_day);
  write_dates (text, plan, "working_weekends", plan->working_weekend);
  write_moved (text, plan);
  g_string_append (text, "}]}");
  return read_document (text);
}

static void
write_singles (GString *text, Plan *plan)
{
  const char *comma = "";

  for (guint i = 0; i < plan->days; i++) {
    if (plan->single[i] == AS_EVER)
      continue;
    g_string_append (text, comma);
    write_date (text, plan, i);
    g_string_append_c (text, ':');
    if (plan->single[i] == SET_HOURS)
      write_hours (text, &plan->own[i]);
    else
      g_string_append (text, plan->single[i] == SET_ON ? "\"on\"" : "\"off\"");
    comma = ",";
  }
}

static JsonObject *
schedule_document (Plan *plan)
{
  static const char *const names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, "{\"shortened_minutes\":%d,\"week\":{", plan->shortened);
  for (int day = 1; day <= 7; day++) {
    g_string_append_printf (text, "%s\"%s\":", day > 1 ? "," : "", names[day - 1]);
    write_hours (text, &plan->week[day]);
  }
  g_string_append (text, "},\"days\":{");
  write_singles (text, plan);
  g_string_append (text, "}}");
  return read_document (text);
}

/* A working weekend is worked like the day that is off instead, or like the first day of the week. */
static const Hours *
hours_of_weekend (const Plan *plan, guint day)
{
  int weekday = osr_day_weekday (plan->first + plan->moved[day]);

  if (plan->moved[day] != 0 && plan->week[weekday].n > 0)
    return &plan->week[weekday];
  for (weekday = 1; plan->week[weekday].n == 0;)
    weekday++;
  return &plan->week[weekday];
}

/* The hours of one day, and how many minutes its end comes earlier. */
static const Hours *
hours_of_day (const Plan *plan, guint day, int *less)
{
  static const Hours none = { 0 };
  int weekday = osr_day_weekday (plan->first + (OsrDay) day);
  const Hours *own = &plan->week[weekday];
  const Hours *usual = plan->holiday[day]           ? &none
                       : plan->working_weekend[day] ? hours_of_weekend (plan, day)
                                                    : own;

  *less = 0;
  if (plan->single[day] == SET_HOURS)
    return &plan->own[day];
  if (plan->single[day] == SET_OFF)
    return &none;
  if (plan->single[day] == SET_ON && usual->n == 0) {
    for (int i = 1; own->n == 0 && i <= 7; i++)
      own = &plan->week[i];
    return own;
  }
  *less = plan->short_day[day] ? plan->shortened : 0;
  return usual;
}

/* Whether @minute of @day, counted from its midnight and past 1440 on the next morning, is worked. */
static gboolean
works_at (const Plan *plan, int day, int minute)
{
  const Hours *hours;
  int less;

  if (day < 0 || day >= (int) plan->days)
    return FALSE;
  hours = hours_of_day (plan, (guint) day, &less);
  if (hours->n == 0 || minute >= hours->end[hours->n - 1] - less)
    return FALSE;
  for (guint i = 0; i < hours->n; i++) {
    if (minute >= hours->start[i] && minute < hours->end[i])
      return TRUE;
  }
  return FALSE;
}

static void
judge_minutes (WalkedOffice *office, const Plan *plan)
{
  office->first = osr_zone_instant_at (office->zone, plan->first, 0);
  office->n = (guint) ((osr_zone_instant_at (office->zone, plan->first + (OsrDay) plan->days, 0) -
                        office->first) /
                       OSR_MINUTE);
  office->works = g_new0 (guint8, office->n);
  for (guint i = 0; i < office->n; i++) {
    gint32 seconds;
    int day =
        osr_zone_day_at (office->zone, office->first + i * OSR_MINUTE, &seconds) - plan->first;

    office->works[i] =
        works_at (plan, day, seconds / 60) || works_at (plan, day - 1, seconds / 60 + DAY_MINUTES);
  }
}

/* Fixed ones, moves of 2016 and daylight saving in both directions. */
static OsrZone *
random_zone (Plan *plan)
{
  static const struct {
    const char *id;
    int year;
    gint64 change[2];
    gint32 offset[3];
  } zones[] = {
    { "Asia/Yakutsk", 2026, { 1, 2 }, { 32400, 32400, 32400 } },
    { "Asia/Kolkata", 2026, { 1, 2 }, { 19800, 19800, 19800 } },
    { "Europe/Saratov", 2016, { 1, 1480806000 }, { 10800, 10800, 14400 } },
    { "Asia/Barnaul", 2016, { 1, 1459022400 }, { 21600, 21600, 25200 } },
    { "Europe/Berlin", 2026, { 1774746000, 1792890000 }, { 3600, 7200, 3600 } },
    { "America/New_York", 2026, { 1772953200, 1793512800 }, { -18000, -14400, -18000 } },
  };
  int i = pick (plan, G_N_ELEMENTS (zones));
  const OsrZoneTransition transitions[] = {
    { 0, zones[i].offset[0] },
    { zones[i].change[0] * OSR_SECOND, zones[i].offset[1] },
    { zones[i].change[1] * OSR_SECOND, zones[i].offset[2] },
  };

  plan->year = zones[i].year;
  plan->first = osr_day_from_ymd (plan->year, 1, 1);
  plan->days = (guint) (osr_day_from_ymd (plan->year + 1, 1, 1) - plan->first);
  return osr_zone_new (zones[i].id, transitions, G_N_ELEMENTS (transitions));
}

void
walked_office_open (WalkedOffice *office, guint32 seed)
{
  g_autofree Plan *plan = g_new0 (Plan, 1);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (OsrProductionCalendar) calendar = NULL;
  g_autoptr (JsonObject) days = NULL;
  g_autoptr (JsonObject) hours = NULL;
  g_autoptr (GError) error = NULL;

  plan->random = random;
  office->zone = random_zone (plan);
  random_week (plan);
  random_days (plan);
  days = calendar_document (plan);
  hours = schedule_document (plan);
  calendar = osr_production_calendar_new_from_json (days, NULL, FALSE, &error);
  g_assert_no_error (error);
  office->time = osr_work_time_new_from_json (hours, office->zone, calendar, &error);
  g_assert_no_error (error);
  judge_minutes (office, plan);
}

void
walked_office_close (WalkedOffice *office)
{
  g_clear_pointer (&office->time, osr_work_time_unref);
  g_clear_pointer (&office->zone, osr_zone_unref);
  g_clear_pointer (&office->works, g_free);
}

int
walked_office_add (const WalkedOffice *office, guint from, guint amount)
{
  for (guint i = from; i < office->n; i++) {
    amount -= office->works[i];
    if (amount == 0)
      return (int) i + 1;
  }
  return -1;
}

int
walked_office_subtract (const WalkedOffice *office, guint limit, guint amount)
{
  for (int i = (int) limit - 1; i >= 0; i--) {
    amount -= office->works[i];
    if (amount == 0)
      return i;
  }
  return -1;
}
