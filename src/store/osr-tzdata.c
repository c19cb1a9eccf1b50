/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns a zone of this machine's tz database into transitions. GLib names the interval of a moment
 * but lists none, so each day on whose ends the interval differs is searched for the second. */
#include "store/osr-tzdata.h"

#include <string.h>

#include "core/osr-error.h"
#include "core/time/osr-instant.h"

#define DAY_SECONDS 86400
#define MAX_NAME    64
#define LIST        "/usr/share/zoneinfo/zone.tab"

/* GLib also takes "+03:00", POSIX rules and file names; only names of the database are meant. */
static gboolean
is_zone_name (const char *id)
{
  gsize length = strlen (id);

  if (length == 0 || length > MAX_NAME || !g_ascii_isalpha (id[0]) || strstr (id, "..") != NULL)
    return FALSE;
  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isalnum (id[i]) && strchr ("/_+-", id[i]) == NULL)
      return FALSE;
  }
  return strchr (id, '/') != NULL || g_str_equal (id, "UTC");
}

static gint32
offset_at (GTimeZone *zone, gint64 seconds)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);

  return g_time_zone_get_offset (zone, interval);
}

/* The first second in (@low, @high] with the offset of @high. */
static gint64
find_change (GTimeZone *zone, gint64 low, gint64 high)
{
  gint32 before = offset_at (zone, low);

  while (high - low > 1) {
    gint64 middle = low + (high - low) / 2;

    if (offset_at (zone, middle) == before)
      low = middle;
    else
      high = middle;
  }
  return high;
}

static GArray *
collect (GTimeZone *zone)
{
  GArray *transitions = g_array_new (FALSE, TRUE, sizeof (OsrZoneTransition));
  gint64 first = (gint64) osr_day_from_ymd (OSR_TZDATA_FIRST_YEAR, 1, 1) * DAY_SECONDS;
  gint64 last = (gint64) osr_day_from_ymd (OSR_TZDATA_LAST_YEAR + 1, 1, 1) * DAY_SECONDS;
  OsrZoneTransition one = { first * OSR_SECOND, offset_at (zone, first) };

  g_array_append_val (transitions, one);
  for (gint64 day = first; day < last; day += DAY_SECONDS) {
    gint32 offset = offset_at (zone, day + DAY_SECONDS);

    if (offset == one.offset)
      continue;
    one.from = find_change (zone, day, day + DAY_SECONDS) * OSR_SECOND;
    one.offset = offset;
    g_array_append_val (transitions, one);
  }
  return transitions;
}

OsrZone *
osr_tzdata_load (const char *id, GError **error)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GArray) transitions = NULL;

  if (!is_zone_name (id)) {
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_INVALID,
                 "\"%s\" is not the name of a time zone, like \"Asia/Yakutsk\"", id);
    return NULL;
  }
  zone = g_time_zone_new_identifier (id);
  if (zone == NULL) {
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND,
                 "this machine's tz database has no zone \"%s\"; install the package tzdata", id);
    return NULL;
  }
  transitions = collect (zone);
  return osr_zone_new (id, (const OsrZoneTransition *) transitions->data, transitions->len);
}

/* Lines of the list: country, place, zone, perhaps a comment; those with a hash say nothing. */
GStrv
osr_tzdata_list (const char *country)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (g_file_get_contents (LIST, &text, NULL, NULL))
    lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines != NULL && lines[i] != NULL; i++) {
    g_auto (GStrv) columns = g_strsplit (lines[i], "\t", 4);

    if (g_strv_length (columns) >= 3 && g_str_equal (columns[0], country) &&
        is_zone_name (columns[2]))
      g_strv_builder_add (builder, columns[2]);
  }
  return g_strv_builder_end (builder);
}

gboolean
osr_tzdata_add (JsonObject *members, const char *id, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (OsrZone) zone = osr_tzdata_load (id, &fault);

  if (zone == NULL) {
    g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, fault->message);
    return FALSE;
  }
  if (!json_object_has_member (members, "zones"))
    json_object_set_array_member (members, "zones", json_array_new ());
  json_array_add_object_element (json_object_get_array_member (members, "zones"),
                                 osr_zone_to_json (zone));
  return TRUE;
}
