/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the hours of an office and answers what they are on one day. Nothing of it is lenient: hours
 * that are misspelt would silently be no hours. */
#include "core/time/osr-schedule.h"

#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json.h"

#define SECONDS_A_DAY     86400
#define INTERVAL_LENGTH   11 /* "09:00-13:00" */
#define MAX_SHORTENED     (12 * 60)
#define DEFAULT_SHORTENED 60
#define MONDAY            1

typedef struct {
  OsrDayKind kind; /* OSR_DAY_OFFICE_OFF, _ON or _HOURS */
  OsrDayHours hours;
} SingleDay;

struct _OsrSchedule {
  OsrDayHours week[8]; /* by weekday, 1 Monday … 7 Sunday */
  gint32 shortened;    /* seconds less on a shortened day */
  gboolean by_week;    /* the production calendar does not count */
  GHashTable *days;    /* OsrDay → SingleDay */
};

static const char *const weekday_names[] = {
  "mon", "tue", "wed", "thu", "fri", "sat", "sun", NULL
};

/* Reading 5 of the regulations. */
static const char default_schedule[] =
    "{\"week\":{\"mon\":[\"09:00-13:00\",\"14:00-18:00\"],\"tue\":[\"09:00-13:00\",\"14:00-18:00\"]"
    ","
    "\"wed\":[\"09:00-13:00\",\"14:00-18:00\"],\"thu\":[\"09:00-13:00\",\"14:00-18:00\"],"
    "\"fri\":[\"09:00-13:00\",\"14:00-18:00\"]},\"shortened_minutes\":60}";

JsonObject *
osr_schedule_new_default (void)
{
  return osr_json_read_object (default_schedule, -1, 0, "default schedule", NULL);
}

void
osr_schedule_free (OsrSchedule *schedule)
{
  if (schedule == NULL)
    return;
  g_clear_pointer (&schedule->days, g_hash_table_unref);
  g_free (schedule);
}

static gboolean
read_time (const char *text, gint32 *seconds)
{
  int hours, minutes;

  if (!g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]) || text[2] != ':' ||
      !g_ascii_isdigit (text[3]) || !g_ascii_isdigit (text[4]))
    return FALSE;
  hours = (text[0] - '0') * 10 + text[1] - '0';
  minutes = (text[3] - '0') * 10 + text[4] - '0';
  *seconds = hours * 3600 + minutes * 60;
  return minutes < 60 && *seconds <= SECONDS_A_DAY;
}

/* An end before the start is of the next morning. */
static gboolean
read_interval (const char *text, gint32 after, gint32 *start, gint32 *end)
{
  if (text == NULL || strlen (text) != INTERVAL_LENGTH || text[5] != '-' ||
      !read_time (text, start) || !read_time (text + 6, end))
    return FALSE;
  if (*end < *start)
    *end += SECONDS_A_DAY;
  return *start >= after && *start<SECONDS_A_DAY && * end> * start;
}

static gboolean
read_hours (JsonArray *array, OsrDayHours *hours, const char *name, GError **error)
{
  guint n = json_array_get_length (array);
  gint32 after = 0;

  for (guint i = 0; i < n; i++) {
    const char *text = osr_json_array_get_string (array, i);

    if (i >= OSR_SCHEDULE_INTERVALS_A_DAY ||
        !read_interval (text, after, &hours->start[i], &hours->end[i])) {
      g_set_error (
          error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
          "schedule, %s: “%s” is not an interval like \"09:00-13:00\" after the one before", name,
          text != NULL ? text : "?");
      return FALSE;
    }
    after = hours->end[i];
    hours->n = i + 1;
  }
  return TRUE;
}

static int
weekday_of_name (const char *name)
{
  for (int i = 0; weekday_names[i] != NULL; i++) {
    if (g_str_equal (weekday_names[i], name))
      return i + 1;
  }
  return 0;
}

static gboolean
read_weekday (OsrSchedule *self, JsonObject *week, const char *name, GError **error)
{
  int weekday = weekday_of_name (name);
  JsonArray *array = osr_json_get_array (week, name);

  if (weekday == 0 || array == NULL) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "schedule, “%s”: expected a day of \"mon\" … \"sun\" with a list of intervals",
                 name);
    return FALSE;
  }
  return read_hours (array, &self->week[weekday], name, error);
}

/* An interval over midnight must end before the next day's hours begin. */
static gboolean
check_nights (OsrSchedule *self, GError **error)
{
  for (int day = 1; day <= 7; day++) {
    const OsrDayHours *hours = &self->week[day];
    const OsrDayHours *next = &self->week[day % 7 + 1];

    if (hours->n > 0 && next->n > 0 && hours->end[hours->n - 1] - SECONDS_A_DAY > next->start[0]) {
      g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                   "schedule, %s: the hours run over midnight into those of the next day",
                   weekday_names[day - 1]);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
read_week (OsrSchedule *self, JsonObject *week, GError **error)
{
  g_autoptr (GList) names = week != NULL ? json_object_get_members (week) : NULL;
  guint working = 0;

  for (GList *l = names; l != NULL; l = l->next) {
    if (!read_weekday (self, week, l->data, error))
      return FALSE;
  }
  for (int day = 1; day <= 7; day++)
    working += self->week[day].n;
  if (working == 0) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "schedule: the \"week\" has no working hours at all");
    return FALSE;
  }
  return check_nights (self, error);
}

static gboolean
read_single_day (JsonNode *node, const char *date, SingleDay *single, GError **error)
{
  const char *word = NULL;

  if (JSON_NODE_HOLDS_ARRAY (node)) {
    single->kind = OSR_DAY_OFFICE_HOURS;
    if (!read_hours (json_node_get_array (node), &single->hours, date, error))
      return FALSE;
    if (single->hours.n == 0)
      single->kind = OSR_DAY_OFFICE_OFF;
    return TRUE;
  }
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    word = json_node_get_string (node);
  if (g_strcmp0 (word, "off") == 0 || g_strcmp0 (word, "on") == 0) {
    single->kind = word[1] == 'n' ? OSR_DAY_OFFICE_ON : OSR_DAY_OFFICE_OFF;
    return TRUE;
  }
  g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
               "schedule, %s: expected \"off\", \"on\" or a list of intervals", date);
  return FALSE;
}

static gboolean
read_days (OsrSchedule *self, JsonObject *days, GError **error)
{
  JsonObjectIter iter;
  const char *date;
  JsonNode *node;

  json_object_iter_init (&iter, days);
  while (json_object_iter_next (&iter, &date, &node)) {
    g_autofree SingleDay *single = g_new0 (SingleDay, 1);
    OsrDay day;

    if (!osr_day_parse (date, &day)) {
      g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                   "schedule: \"days\": “%s” is not a day like \"2026-05-04\"", date);
      return FALSE;
    }
    if (!read_single_day (node, date, single, error))
      return FALSE;
    g_hash_table_insert (self->days, GINT_TO_POINTER (day), g_steal_pointer (&single));
  }
  return TRUE;
}

static gboolean
read_settings (OsrSchedule *self, JsonObject *document, GError **error)
{
  const char *calendar = osr_json_get_string (document, "calendar");
  gint64 shortened = osr_json_get_int (
      document, "shortened_minutes",
      json_object_has_member (document, "shortened_minutes") ? -1 : DEFAULT_SHORTENED);

  if (shortened < 0 || shortened > MAX_SHORTENED) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "schedule: \"shortened_minutes\" must be a number from 0 to %d", MAX_SHORTENED);
    return FALSE;
  }
  self->by_week = g_strcmp0 (calendar, "none") == 0;
  self->shortened = (gint32) shortened * 60;
  if (!json_object_has_member (document, "calendar") || self->by_week ||
      g_strcmp0 (calendar, "production") == 0)
    return TRUE;
  g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
               "schedule: \"calendar\" must be \"production\" or \"none\"");
  return FALSE;
}

OsrSchedule *
osr_schedule_new_from_json (JsonObject *document, GError **error)
{
  g_autoptr (OsrSchedule) self = g_new0 (OsrSchedule, 1);
  JsonObject *days = osr_json_get_object (document, "days");

  self->days = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  if (!read_settings (self, document, error) ||
      !read_week (self, osr_json_get_object (document, "week"), error))
    return NULL;
  if (days == NULL && json_object_has_member (document, "days")) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "schedule: \"days\" must be an object of days");
    return NULL;
  }
  if (days != NULL && !read_days (self, days, error))
    return NULL;
  return g_steal_pointer (&self);
}

static const OsrDayHours *
hours_of_first_working_day (OsrSchedule *self)
{
  int weekday = MONDAY;

  while (weekday < 7 && self->week[weekday].n == 0)
    weekday++;
  return &self->week[weekday];
}

/* What a day off that is switched on works like: its own weekday, else the first working day of the
 * week. */
static const OsrDayHours *
hours_when_on (OsrSchedule *self, OsrDay day)
{
  const OsrDayHours *own = &self->week[osr_day_weekday (day)];

  return own->n > 0 ? own : hours_of_first_working_day (self);
}

/* A working weekend has the hours of the day that is off instead of it; where that is not said, or
 * would have been no working day here, those of the first working day of the week. */
static const OsrDayHours *
hours_of_working_weekend (OsrSchedule *self, OsrDay day, OsrProductionCalendar *calendar)
{
  OsrDay moved;

  if (osr_production_calendar_find_moved (calendar, day, &moved) &&
      self->week[osr_day_weekday (moved)].n > 0)
    return &self->week[osr_day_weekday (moved)];
  return hours_of_first_working_day (self);
}

static const OsrDayHours *
hours_of_kind (OsrSchedule *self, OsrDay day, OsrProductionCalendar *calendar, OsrDayKind kind)
{
  switch (kind) {
  case OSR_DAY_ORDINARY:
  case OSR_DAY_SHORTENED:
    return &self->week[osr_day_weekday (day)];
  case OSR_DAY_WORKING_WEEKEND:
  case OSR_DAY_WORKING_WEEKEND_SHORTENED:
    return hours_of_working_weekend (self, day, calendar);
  default:
    return NULL;
  }
}

/* A shortened day ends earlier: the hour is taken from its end, whatever interval stands there. */
static void
shorten (OsrDayHours *hours, gint32 by)
{
  gint32 last = hours->n > 0 ? hours->end[hours->n - 1] - by : 0;

  while (hours->n > 0 && hours->start[hours->n - 1] >= last)
    hours->n--;
  if (hours->n > 0)
    hours->end[hours->n - 1] = MIN (hours->end[hours->n - 1], last);
}

void
osr_schedule_get_hours (OsrSchedule *self, OsrDay day, OsrProductionCalendar *calendar,
                        OsrDayKind *kind, OsrDayHours *hours)
{
  const SingleDay *single = g_hash_table_lookup (self->days, GINT_TO_POINTER (day));
  const OsrDayHours *found;

  *kind = osr_production_calendar_get_kind (calendar, day);
  if (self->by_week && *kind != OSR_DAY_NOT_COVERED)
    *kind = OSR_DAY_ORDINARY;
  found = hours_of_kind (self, day, calendar, *kind);
  if (single != NULL && single->kind == OSR_DAY_OFFICE_HOURS)
    found = &single->hours;
  else if (single != NULL && single->kind == OSR_DAY_OFFICE_OFF)
    found = NULL;
  else if (single != NULL && (found == NULL || found->n == 0))
    found = hours_when_on (self, day);
  else
    single = NULL; /* a working day that is switched on stays what it was */
  hours->n = 0;
  if (found != NULL)
    *hours = *found;
  if (single != NULL)
    *kind = single->kind;
  else if (*kind == OSR_DAY_SHORTENED || *kind == OSR_DAY_WORKING_WEEKEND_SHORTENED)
    shorten (hours, self->shortened);
}

static gint32
end_of_hours (const OsrDayHours *hours)
{
  return hours->n > 0 ? hours->end[hours->n - 1] : 0;
}

gint32
osr_schedule_get_latest_end (OsrSchedule *self)
{
  GHashTableIter iter;
  gpointer single;
  gint32 latest = 0;

  for (int weekday = 1; weekday <= 7; weekday++)
    latest = MAX (latest, end_of_hours (&self->week[weekday]));
  g_hash_table_iter_init (&iter, self->days);
  while (g_hash_table_iter_next (&iter, NULL, &single))
    latest = MAX (latest, end_of_hours (&((SingleDay *) single)->hours));
  return latest;
}
