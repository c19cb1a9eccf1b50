/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has become of each duty. Periods are civil ones in the zone of whoever owes the duty; a period's
 * duty is made after its end unless a number within it is asked for. The watch of an own account is
 * in osr-duty-watch.c. */
#include "core/duties/osr-duty-private.h"

#include "core/osr-json.h"
#include "core/record/osr-account-track.h"

/* Older periods say nothing any more. */
#define MAX_PERIODS 160
/* For how long an ended duty of no period is still shown. */
#define LATELY (7 * 24 * OSR_HOUR)
/* How far the calendar is searched for a day that leaves a limit counted back. */
#define MAX_DAYS_BACK 60

typedef struct {
  OsrDay first;
  OsrDay next; /* the first day after it */
} Period;

/* One duty being looked at for one subject. */
typedef struct {
  const OsrDutySpec *spec;
  OsrDutySpecs *specs;
  const OsrDutyQuestion *question;
  const char *account; /* nullable: the subject */
  OsrWorkTime *work_time;
  OsrZone *zone;
  GPtrArray *doings; /* borrowed events that are of this duty, for whatever subject */
  GPtrArray *duties;
} Count;

void
osr_duty_free (OsrDuty *duty)
{
  g_free (duty->subject);
  g_free (duty->period);
  g_clear_pointer (&duty->zone, osr_zone_unref);
  g_free (duty);
}

/* --- what the parts share --- */

OsrDuty *
osr_duty_append (GPtrArray *duties, const OsrDutySpec *spec, const char *subject)
{
  OsrDuty *duty = g_new0 (OsrDuty, 1);

  duty->spec = spec;
  duty->subject = g_strdup (subject);
  duty->period_start = duty->period_end = OSR_INSTANT_UNKNOWN;
  duty->due = duty->since = duty->done_at = OSR_INSTANT_UNKNOWN;
  duty->needed = MAX (spec->at_least, 1);
  g_ptr_array_add (duties, duty);
  return duty;
}

void
osr_duty_take_zone (OsrDuty *duty, OsrWorkTime *work_time)
{
  g_clear_pointer (&duty->zone, osr_zone_unref);
  if (work_time != NULL)
    duty->zone = osr_zone_ref (osr_work_time_get_zone (work_time));
}

void
osr_duty_count (OsrDuty *duty, OsrInstant at)
{
  duty->count++;
  if (duty->count == duty->needed)
    duty->done_at = at;
}

void
osr_duty_settle (OsrDuty *duty, OsrInstant missed_after, OsrInstant now)
{
  OsrInstant looked = duty->done_at != OSR_INSTANT_UNKNOWN ? duty->done_at : now;

  if (missed_after != OSR_INSTANT_UNKNOWN && looked > missed_after)
    duty->state = OSR_DUTY_LATE;
  else
    duty->state = duty->done_at != OSR_INSTANT_UNKNOWN ? OSR_DUTY_DONE : OSR_DUTY_OPEN;
}

const char *
osr_duty_item (OsrEvent *event)
{
  const char *item = osr_event_get_string (event, "item");

  if (item != NULL)
    return item;
  item = event->stream != NULL ? event->stream : osr_event_get_string (event, "case");
  return g_strcmp0 (item, OSR_STREAM_OFFICE) == 0 ? NULL : item;
}

static OsrWorkTime *
work_time_of_account (OsrRegistry *registry, const char *id)
{
  const OsrAccount *account = osr_registry_find_account (registry, id);

  return osr_registry_get_work_time (registry, account != NULL ? account->body : NULL);
}

OsrWorkTime *
osr_duty_work_time (OsrRegistry *registry, OsrEvent *event)
{
  const char *body = osr_event_get_string (event, "body");

  if (body != NULL)
    return osr_registry_get_work_time (registry, body);
  return work_time_of_account (registry, osr_event_get_string (event, "account"));
}

/* --- periods --- */

static OsrDay
month_after (int year, int month, int months)
{
  int count = year * 12 + month - 1 + months;

  return osr_day_from_ymd (count / 12, count % 12 + 1, 1);
}

static Period
period_around (OsrEvery every, OsrDay day)
{
  int year, month, day_of_month;
  OsrDay monday = day - (osr_day_weekday (day) - 1);

  osr_day_to_ymd (day, &year, &month, &day_of_month);
  if (every == OSR_EVERY_WEEK)
    return (Period){ monday, monday + 7 };
  if (every == OSR_EVERY_QUARTER) {
    month = (month - 1) / 3 * 3 + 1;
    return (Period){ osr_day_from_ymd (year, month, 1), month_after (year, month, 3) };
  }
  return (Period){ osr_day_from_ymd (year, month, 1), month_after (year, month, 1) };
}

/* "2026-W10" (ISO 8601: a week is of the year of its Thursday), "2026-03", "2026-Q1". */
static char *
period_name (OsrEvery every, Period period)
{
  int year, month, day_of_month;

  if (every == OSR_EVERY_WEEK) {
    OsrDay thursday = period.first + 3;

    osr_day_to_ymd (thursday, &year, &month, &day_of_month);
    return g_strdup_printf ("%d-W%02d", year, (thursday - osr_day_from_ymd (year, 1, 1)) / 7 + 1);
  }
  osr_day_to_ymd (period.first, &year, &month, &day_of_month);
  if (every == OSR_EVERY_QUARTER)
    return g_strdup_printf ("%d-Q%d", year, (month - 1) / 3 + 1);
  return g_strdup_printf ("%d-%02d", year, month);
}

static OsrInstant
midnight (const Count *count, OsrDay day)
{
  return osr_zone_instant_at (count->zone, day, 0);
}

/* The limit of a duty that is due before a day of a month after its period. */
static OsrInstant
due_by_date (const Count *count, const OsrDutySpec *spec, Period period)
{
  int year, month, day_of_month;
  OsrDay day;

  osr_day_to_ymd (period.next - 1, &year, &month, &day_of_month);
  day = month_after (year, month, spec->due_month) + spec->due_before_day - 1;
  if (spec->due_last == OSR_LAST_CALENDAR)
    return midnight (count, day);
  if (count->work_time == NULL)
    return OSR_INSTANT_UNKNOWN;
  return osr_work_time_end_of_day (count->work_time, midnight (count, day), -1);
}

/* The latest end of a working day from which @amount working days still end by @limit. */
static OsrInstant
days_before (OsrWorkTime *work_time, OsrInstant limit, int amount)
{
  for (int back = amount; back < amount + MAX_DAYS_BACK; back++) {
    OsrInstant end = osr_work_time_end_of_day (work_time, limit, -back);
    OsrInstant reached = OSR_INSTANT_UNKNOWN;

    if (end != OSR_INSTANT_UNKNOWN)
      reached = osr_work_time_end_of_day (work_time, end, amount);
    if (reached == OSR_INSTANT_UNKNOWN || reached <= limit)
      return reached == OSR_INSTANT_UNKNOWN ? OSR_INSTANT_UNKNOWN : end;
  }
  return OSR_INSTANT_UNKNOWN;
}

static OsrInstant
due_before (const Count *count, const OsrDutySpec *spec, OsrInstant limit)
{
  if (limit == OSR_INSTANT_UNKNOWN || count->work_time == NULL)
    return OSR_INSTANT_UNKNOWN;
  if (spec->unit == OSR_UNIT_CLOCK_MINUTES)
    return limit - spec->amount * OSR_MINUTE;
  if (spec->unit == OSR_UNIT_WORKING_MINUTES)
    return osr_work_time_subtract (count->work_time, limit, spec->amount * OSR_MINUTE);
  return days_before (count->work_time, limit, (int) spec->amount);
}

/* Sets the due moment of a period's duty: its date, a date before another's, or the period's end. */
static void
set_due (const Count *count, OsrDuty *duty, Period period)
{
  const OsrDutySpec *spec = count->spec;
  const OsrDutySpec *parent = osr_duty_specs_find (count->specs, spec->before);

  if (spec->before != NULL)
    duty->due = due_before (count, spec, due_by_date (count, parent, period));
  else if (spec->due_month > 0)
    duty->due = due_by_date (count, spec, period);
  else if (spec->at_least > 0)
    duty->due = duty->period_end;
  else
    return;
  duty->uncovered = duty->due == OSR_INSTANT_UNKNOWN;
}

/* --- duties of periods --- */

static gboolean
is_of_subject (const Count *count, OsrEvent *event)
{
  return count->account == NULL ||
         g_strcmp0 (osr_event_get_string (event, "account"), count->account) == 0;
}

static gboolean
is_in_period (const Count *count, const OsrDuty *duty, OsrEvent *event)
{
  const char *named = osr_event_get_string (event, "period");
  OsrDay day = osr_zone_day_at (count->zone, event->at, NULL);
  OsrInstant at = osr_event_get_published (event);
  Period made;

  if (named != NULL)
    return g_str_equal (named, duty->period);
  if (count->spec->at_least > 0)
    return at >= duty->period_start && at < duty->period_end;
  made = period_around (count->spec->every, day);
  return midnight (count, made.first) == duty->period_end;
}

/* A post that was fetched twice is one post. */
static gboolean
is_new (GHashTable *seen, OsrEvent *event)
{
  const char *post = osr_event_get_string (event, "post");

  if (post == NULL)
    post = osr_event_get_string (event, "native_id");
  return post == NULL || g_hash_table_add (seen, (gpointer) post);
}

static void
count_events (const Count *count, OsrDuty *duty)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < count->doings->len; i++) {
    OsrEvent *event = count->doings->pdata[i];

    if (is_of_subject (count, event) && is_in_period (count, duty, event) && is_new (seen, event))
      osr_duty_count (duty,
                      count->spec->at_least > 0 ? osr_event_get_published (event) : event->at);
  }
}

/* A count is asked of a whole period: the one in which the office or the account began is never held
 * against anybody. */
static gboolean
is_asked (const Count *count, const OsrDuty *duty, OsrInstant from)
{
  return count->spec->at_least == 0 || duty->period_start >= from || duty->state != OSR_DUTY_LATE;
}

static void
append_period (const Count *count, Period period, OsrInstant from)
{
  OsrDuty *duty = osr_duty_append (count->duties, count->spec, count->account);

  osr_duty_take_zone (duty, count->work_time);
  duty->period_start = midnight (count, period.first);
  duty->period_end = midnight (count, period.next);
  duty->period = period_name (count->spec->every, period);
  duty->since = count->spec->at_least > 0 ? duty->period_start : duty->period_end;
  set_due (count, duty, period);
  count_events (count, duty);
  osr_duty_settle (duty, duty->due, count->question->now);
  if (!is_asked (count, duty, from))
    g_ptr_array_set_size (count->duties, (int) count->duties->len - 1);
}

static void
append_periods (const Count *count, OsrInstant from)
{
  OsrDay first = osr_zone_day_at (count->zone, from, NULL);
  OsrEvery every = count->spec->every;
  Period period = period_around (every, osr_zone_day_at (count->zone, count->question->now, NULL));
  g_autoptr (GArray) periods = g_array_new (FALSE, FALSE, sizeof (Period));

  if (from > count->question->now)
    return;
  while (period.next > first && periods->len < MAX_PERIODS) {
    g_array_append_val (periods, period);
    period = period_around (every, period.first - 1);
  }
  for (guint i = periods->len; i-- > 0;)
    append_period (count, g_array_index (periods, Period, i), from);
}

/* --- duties of an event --- */

static OsrInstant
due_after (const OsrDutySpec *spec, OsrWorkTime *work_time, OsrInstant from)
{
  if (spec->unit == OSR_UNIT_CLOCK_MINUTES)
    return from + spec->amount * OSR_MINUTE;
  if (work_time == NULL)
    return OSR_INSTANT_UNKNOWN;
  if (spec->unit == OSR_UNIT_WORKING_MINUTES)
    return osr_work_time_add (work_time, from, spec->amount * OSR_MINUTE);
  if (spec->day_start == OSR_DAY_START_WORKING)
    from = osr_work_time_next (work_time, from);
  if (from == OSR_INSTANT_UNKNOWN)
    return OSR_INSTANT_UNKNOWN;
  return osr_work_time_end_of_day (work_time, from, (int) spec->amount);
}

static OsrDuty *
find_open (const Count *count, guint first, const char *subject, gboolean any)
{
  for (guint i = first; i < count->duties->len; i++) {
    OsrDuty *duty = count->duties->pdata[i];

    if (duty->count == 0 && (any || g_strcmp0 (duty->subject, subject) == 0))
      return duty;
  }
  return NULL;
}

/* A text that is offered anew while the earlier one waits takes its place. */
static void
start_once (const Count *count, guint first, OsrEvent *event)
{
  const OsrDutySpec *spec = count->spec;
  const char *item = osr_duty_item (event);
  OsrDuty *duty = find_open (count, first, item, FALSE);
  OsrWorkTime *work_time = osr_duty_work_time (count->question->registry, event);

  if (duty == NULL)
    duty = osr_duty_append (count->duties, spec, item);
  duty->since = event->at;
  osr_duty_take_zone (duty, work_time);
  if (!spec->has_limit || spec->unit == OSR_UNIT_AT_ONCE)
    return;
  duty->due = due_after (spec, work_time, event->at);
  duty->uncovered = duty->due == OSR_INSTANT_UNKNOWN;
}

/* An event that does not say what it is about ends what has waited longest. */
static void
finish_once (const Count *count, guint first, OsrEvent *event)
{
  const char *item = osr_duty_item (event);
  OsrDuty *duty = find_open (count, first, item, item == NULL);

  if (duty != NULL)
    osr_duty_count (duty, event->at);
}

/* Of no period, and nothing starts it: only whether it was ever made. */
static void
append_unstarted (const Count *count)
{
  OsrDuty *duty = osr_duty_append (count->duties, count->spec, NULL);

  duty->since = count->question->from;
  osr_duty_take_zone (duty, osr_registry_get_work_time (count->question->registry, NULL));
}

static void
append_once (const Count *count)
{
  GPtrArray *events = count->question->events;
  guint first = count->duties->len;

  if (count->spec->starts->len == 0)
    append_unstarted (count);
  for (guint i = 0; i < events->len; i++) {
    OsrEvent *event = events->pdata[i];

    if (event->at > count->question->now)
      continue;
    if (osr_triggers_match (count->spec->done_by, event))
      finish_once (count, first, event);
    if (osr_triggers_match (count->spec->starts, event))
      start_once (count, first, event);
  }
  for (guint i = first; i < count->duties->len; i++) {
    OsrDuty *duty = count->duties->pdata[i];

    osr_duty_settle (duty, duty->due, count->question->now);
  }
}

/* --- all --- */

static void
append_for (Count *count, const char *account, OsrInstant from)
{
  OsrRegistry *registry = count->question->registry;

  count->account = account;
  count->work_time = account != NULL ? work_time_of_account (registry, account)
                                     : osr_registry_get_work_time (registry, NULL);
  count->zone = count->work_time != NULL ? osr_work_time_get_zone (count->work_time) : NULL;
  if (count->zone != NULL)
    append_periods (count, from);
}

/* When an account came to be watched: as the office first says of it. Of one that only its posts speak
 * of, nobody knows; the week of the first is counted. */
static OsrInstant
account_begins (Count *count, const char *account)
{
  const OsrDutyQuestion *question = count->question;

  for (guint i = 0; i < question->events->len; i++) {
    OsrEvent *event = question->events->pdata[i];
    OsrWorkTime *work_time = work_time_of_account (question->registry, account);
    OsrZone *zone = work_time != NULL ? osr_work_time_get_zone (work_time) : NULL;
    OsrInstant begins = event->at;

    if (g_strcmp0 (osr_event_get_string (event, "account"), account) != 0)
      continue;
    if (!osr_event_is (event, "account-set") && zone != NULL)
      begins = osr_zone_instant_at (
          zone, period_around (count->spec->every, osr_zone_day_at (zone, begins, NULL)).first, 0);
    return MAX (begins, question->from);
  }
  return question->from;
}

/* The office's accounts, and those that only events speak of. */
static GPtrArray *
list_accounts (const Count *count)
{
  GPtrArray *ids = g_ptr_array_new ();
  GPtrArray *accounts = osr_registry_get_accounts (count->question->registry);

  for (guint i = 0; i < accounts->len; i++)
    g_ptr_array_add (ids, ((OsrAccount *) accounts->pdata[i])->id);
  for (guint i = 0; i < count->doings->len; i++) {
    const char *id = osr_event_get_string (count->doings->pdata[i], "account");

    if (id != NULL && !g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
      g_ptr_array_add (ids, (gpointer) id);
  }
  return ids;
}

/* (transfer container): the events up to now that @spec is done by */
static GPtrArray *
list_doings (const OsrDutyQuestion *question, const OsrDutySpec *spec)
{
  GPtrArray *doings = g_ptr_array_new ();

  for (guint i = 0; i < question->events->len; i++) {
    OsrEvent *event = question->events->pdata[i];

    if (event->at <= question->now && osr_triggers_match (spec->done_by, event))
      g_ptr_array_add (doings, event);
  }
  return doings;
}

static void
append_duty (Count *count)
{
  g_autoptr (GPtrArray) accounts = NULL;

  if (count->spec->every == OSR_EVERY_ONCE) {
    append_once (count);
    return;
  }
  if (count->spec->subject == OSR_DUTY_OF_OFFICE) {
    append_for (count, NULL, count->question->from);
    return;
  }
  accounts = list_accounts (count);
  for (guint i = 0; i < accounts->len; i++)
    append_for (count, accounts->pdata[i], account_begins (count, accounts->pdata[i]));
}

GPtrArray *
osr_duties_compute (OsrDutySpecs *specs, const OsrDutyQuestion *question)
{
  GPtrArray *duties = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_duty_free);

  for (guint i = 0; i < specs->duties->len; i++) {
    const OsrDutySpec *spec = specs->duties->pdata[i];
    g_autoptr (GPtrArray) doings = list_doings (question, spec);
    Count count = { .spec = spec, .specs = specs, .question = question };

    count.doings = doings;
    count.duties = duties;
    append_duty (&count);
  }
  for (guint i = 0; i < specs->watches->len; i++)
    osr_watch_append (duties, specs->watches->pdata[i], question);
  return duties;
}

OsrInstant
osr_duties_since (GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++) {
    OsrEvent *event = events->pdata[i];

    if (osr_event_is (event, "regulation-adopted"))
      return event->at;
  }
  return events->len > 0 ? ((OsrEvent *) events->pdata[0])->at : OSR_INSTANT_UNKNOWN;
}

static gboolean
is_current (const OsrDuty *duty, OsrInstant now)
{
  OsrDay today, end;

  if (duty->period == NULL) {
    OsrInstant ended = MAX (duty->done_at, MAX (duty->due, duty->period_end));

    return duty->state == OSR_DUTY_OPEN || ended >= now - LATELY;
  }
  if (now < duty->period_end)
    return duty->spec->at_least > 0;
  today = osr_zone_day_at (duty->zone, now, NULL);
  end = osr_zone_day_at (duty->zone, duty->period_end, NULL);
  return period_around (duty->spec->every, today).first == end;
}

/* In an office that has just begun no period has ended yet: the one that runs is the first to come. */
static gboolean
is_first (GPtrArray *duties, guint place)
{
  const OsrDuty *duty = duties->pdata[place];
  const OsrDuty *before = place > 0 ? duties->pdata[place - 1] : NULL;

  return duty->period != NULL && (before == NULL || before->spec != duty->spec ||
                                  g_strcmp0 (before->subject, duty->subject) != 0);
}

GPtrArray *
osr_duties_current (GPtrArray *duties, OsrInstant now)
{
  GPtrArray *current = g_ptr_array_new ();

  for (guint i = 0; i < duties->len; i++) {
    if (is_current (duties->pdata[i], now) ||
        (now < ((const OsrDuty *) duties->pdata[i])->period_end && is_first (duties, i)))
      g_ptr_array_add (current, duties->pdata[i]);
  }
  return current;
}

gboolean
osr_duty_is_at_once (const OsrDuty *duty)
{
  return duty->spec->has_limit && duty->spec->unit == OSR_UNIT_AT_ONCE;
}

gint64
osr_duty_elapsed (const OsrDuty *duty, OsrInstant now)
{
  OsrInstant until = duty->done_at != OSR_INSTANT_UNKNOWN ? duty->done_at : now;

  if (duty->since == OSR_INSTANT_UNKNOWN || until < duty->since)
    return OSR_INSTANT_UNKNOWN;
  return until - duty->since;
}
