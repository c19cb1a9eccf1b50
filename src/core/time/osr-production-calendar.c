/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One byte a day over the covered years. */
#include "core/time/osr-production-calendar.h"

#include "core/osr-error.h"
#include "core/osr-json.h"

#define FIRST_YEAR 1970
#define LAST_YEAR  9999

struct _OsrProductionCalendar {
  gatomicrefcount refs;
  OsrDay first;
  OsrDay last;
  guint8 *kinds;     /* OsrDayKind of each day from first on */
  GHashTable *names; /* OsrDay → name */
  GHashTable *moved; /* OsrDay, a working weekend → OsrDay, where its day off was moved */
};

OsrProductionCalendar *
osr_production_calendar_ref (OsrProductionCalendar *calendar)
{
  g_atomic_ref_count_inc (&calendar->refs);
  return calendar;
}

void
osr_production_calendar_unref (OsrProductionCalendar *calendar)
{
  if (calendar == NULL || !g_atomic_ref_count_dec (&calendar->refs))
    return;
  g_clear_pointer (&calendar->names, g_hash_table_unref);
  g_clear_pointer (&calendar->moved, g_hash_table_unref);
  g_free (calendar->kinds);
  g_free (calendar);
}

static gint64
year_at (JsonArray *years, guint index)
{
  return osr_json_get_int (osr_json_array_get_object (years, index), "year", 0);
}

static gboolean
refuse_years (gint64 after, gint64 next, GError **error)
{
  if (next > after + 1 && after >= FIRST_YEAR)
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "production calendar: \"years\" must follow each other, but %" G_GINT64_FORMAT
                 " is missing between %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT,
                 after + 1, after, next);
  else
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "production calendar: \"years\" must be years that follow each other");
  return FALSE;
}

/* The years must follow each other: a hole would silently look like ordinary weeks. */
static gboolean
read_range (OsrProductionCalendar *calendar, JsonArray *years, GError **error)
{
  guint n = years != NULL ? json_array_get_length (years) : 0;
  gint64 first = year_at (years, 0);

  if (n == 0 || first < FIRST_YEAR || first + n > LAST_YEAR)
    return refuse_years (0, 0, error);
  for (guint i = 1; i < n; i++) {
    if (year_at (years, i) != first + i)
      return refuse_years (first + i - 1, year_at (years, i), error);
  }
  calendar->first = osr_day_from_ymd ((int) first, 1, 1);
  calendar->last = osr_day_from_ymd ((int) (first + n), 1, 1) - 1;
  calendar->kinds = g_new0 (guint8, calendar->last - calendar->first + 1);
  return TRUE;
}

/* A day off has no hour to lose: shortening it must not make it a working day. */
static void
mark_day (OsrProductionCalendar *calendar, OsrDay day, OsrDayKind kind)
{
  guint8 *slot = &calendar->kinds[day - calendar->first];

  if (kind == OSR_DAY_SHORTENED && *slot != OSR_DAY_ORDINARY)
    *slot = *slot == OSR_DAY_WORKING_WEEKEND ? OSR_DAY_WORKING_WEEKEND_SHORTENED : *slot;
  else
    *slot = (guint8) kind;
}

static gboolean
mark_date (OsrProductionCalendar *calendar, const char *date, OsrDayKind kind, const char *member,
           GError **error)
{
  OsrDay day;

  if (!osr_day_parse (date, &day) || day < calendar->first || day > calendar->last) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "production calendar: \"%s\": “%s” is not a day of the covered years", member,
                 date != NULL ? date : "?");
    return FALSE;
  }
  mark_day (calendar, day, kind);
  return TRUE;
}

static gboolean
mark_list (OsrProductionCalendar *calendar, JsonObject *year, const char *member, OsrDayKind kind,
           GError **error)
{
  JsonArray *array = osr_json_get_array (year, member);
  guint n = array != NULL ? json_array_get_length (array) : 0;

  if (array == NULL && json_object_has_member (year, member)) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "production calendar, year %" G_GINT64_FORMAT ": \"%s\" must be a list of days",
                 osr_json_get_int (year, "year", 0), member);
    return FALSE;
  }
  for (guint i = 0; i < n; i++) {
    if (!mark_date (calendar, osr_json_array_get_string (array, i), kind, member, error))
      return FALSE;
  }
  return TRUE;
}

static void
read_names (OsrProductionCalendar *calendar, JsonObject *names)
{
  g_autoptr (GList) members = names != NULL ? json_object_get_members (names) : NULL;

  for (GList *l = members; l != NULL; l = l->next) {
    const char *name = osr_json_get_string (names, l->data);
    OsrDay day;

    if (name != NULL && osr_day_parse (l->data, &day))
      g_hash_table_insert (calendar->names, GINT_TO_POINTER (day), g_strdup (name));
  }
}

/* Days off are moved into other years too: none of these dates must be a covered one. */
static gboolean
read_moved (OsrProductionCalendar *calendar, JsonObject *year, GError **error)
{
  JsonObject *moved = osr_json_get_object (year, "moved");
  g_autoptr (GList) dates = moved != NULL ? json_object_get_members (moved) : NULL;

  if (moved == NULL && json_object_has_member (year, "moved")) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "production calendar, year %" G_GINT64_FORMAT
                 ": \"moved\" must be an object of days",
                 osr_json_get_int (year, "year", 0));
    return FALSE;
  }
  for (GList *l = dates; l != NULL; l = l->next) {
    OsrDay from, to;

    if (!osr_day_parse (l->data, &from) ||
        !osr_day_parse (osr_json_get_string (moved, l->data), &to)) {
      g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                   "production calendar: \"moved\": “%s” and what stands there must be days",
                   (const char *) l->data);
      return FALSE;
    }
    g_hash_table_insert (calendar->moved, GINT_TO_POINTER (from), GINT_TO_POINTER (to));
  }
  return TRUE;
}

/* Reading 5: while the switch is off, days by decree work, and the shortened days that the decree
 * swallowed are shortened. */
static gboolean
read_year (OsrProductionCalendar *calendar, JsonObject *year, gboolean decrees, GError **error)
{
  read_names (calendar, osr_json_get_object (year, "names"));
  return read_moved (calendar, year, error) &&
         mark_list (calendar, year, "working_weekends", OSR_DAY_WORKING_WEEKEND, error) &&
         mark_list (calendar, year, "shortened", OSR_DAY_SHORTENED, error) &&
         mark_list (calendar, year, "shortened_cancelled_by_decree",
                    decrees ? OSR_DAY_ORDINARY : OSR_DAY_SHORTENED, error) &&
         mark_list (calendar, year, "holidays", OSR_DAY_HOLIDAY, error) &&
         mark_list (calendar, year, "moved_off", OSR_DAY_MOVED_OFF, error) &&
         (!decrees || mark_list (calendar, year, "decree_off", OSR_DAY_DECREE_OFF, error));
}

static gboolean
read_regional_day (OsrProductionCalendar *calendar, JsonObject *entry, GError **error)
{
  const char *status = osr_json_get_string (entry, "status");
  const char *off = osr_json_get_string (entry, "off");
  const char *shortened = osr_json_get_string (entry, "shortened");

  if (g_strcmp0 (status, "verified") != 0 && g_strcmp0 (status, "computed") != 0)
    return TRUE;
  if (shortened != NULL &&
      !mark_date (calendar, shortened, OSR_DAY_SHORTENED, "regions/shortened", error))
    return FALSE;
  return off == NULL || mark_date (calendar, off, OSR_DAY_REGIONAL_OFF, "regions/off", error);
}

static gboolean
read_region (OsrProductionCalendar *calendar, JsonObject *region, GError **error)
{
  const char *name = osr_json_get_string (region, "name");
  JsonArray *days = osr_json_get_array (region, "days");
  guint n = days != NULL ? json_array_get_length (days) : 0;

  for (guint i = 0; i < n; i++) {
    JsonObject *entry = osr_json_array_get_object (days, i);
    OsrDay day;

    if (!read_regional_day (calendar, entry, error))
      return FALSE;
    if (name != NULL && osr_day_parse (osr_json_get_string (entry, "off"), &day))
      g_hash_table_insert (calendar->names, GINT_TO_POINTER (day), g_strdup (name));
  }
  return TRUE;
}

OsrProductionCalendar *
osr_production_calendar_new_from_json (JsonObject *document, const char *region, gboolean decrees,
                                       GError **error)
{
  g_autoptr (OsrProductionCalendar) calendar = g_new0 (OsrProductionCalendar, 1);
  JsonArray *years = osr_json_get_array (document, "years");
  JsonObject *regions = osr_json_get_object (document, "regions");

  g_atomic_ref_count_init (&calendar->refs);
  calendar->names = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  calendar->moved = g_hash_table_new (NULL, NULL);
  if (!read_range (calendar, years, error))
    return NULL;
  for (guint i = 0; i < json_array_get_length (years); i++) {
    if (!read_year (calendar, osr_json_array_get_object (years, i), decrees, error))
      return NULL;
  }
  if (region != NULL && !read_region (calendar, osr_json_get_object (regions, region), error))
    return NULL;
  return g_steal_pointer (&calendar);
}

OsrDay
osr_production_calendar_get_first (OsrProductionCalendar *calendar)
{
  return calendar->first;
}

OsrDay
osr_production_calendar_get_last (OsrProductionCalendar *calendar)
{
  return calendar->last;
}

OsrDayKind
osr_production_calendar_get_kind (OsrProductionCalendar *calendar, OsrDay day)
{
  if (day < calendar->first || day > calendar->last)
    return OSR_DAY_NOT_COVERED;
  return (OsrDayKind) calendar->kinds[day - calendar->first];
}

const char *
osr_production_calendar_get_name (OsrProductionCalendar *calendar, OsrDay day)
{
  return g_hash_table_lookup (calendar->names, GINT_TO_POINTER (day));
}

gboolean
osr_production_calendar_find_moved (OsrProductionCalendar *calendar, OsrDay day, OsrDay *to)
{
  gpointer moved;

  if (!g_hash_table_lookup_extended (calendar->moved, GINT_TO_POINTER (day), NULL, &moved))
    return FALSE;
  *to = GPOINTER_TO_INT (moved);
  return TRUE;
}
