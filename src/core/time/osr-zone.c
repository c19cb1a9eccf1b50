/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Zones as values; reading the machine's zone files is left to the store. */
#include "core/time/osr-zone.h"

#include "core/osr-error.h"
#include "core/time/osr-instant.h"
#include "core/osr-json.h"

#define SECONDS_A_DAY 86400
#define MAX_OFFSET    (18 * 3600)

struct _OsrZone {
  gatomicrefcount refs;
  char *id;
  OsrZoneTransition *transitions;
  guint n;
};

OsrZone *
osr_zone_new (const char *id, const OsrZoneTransition *transitions, guint n)
{
  OsrZone *zone;

  g_return_val_if_fail (id != NULL && n > 0, NULL);
  zone = g_new0 (OsrZone, 1);
  g_atomic_ref_count_init (&zone->refs);
  zone->id = g_strdup (id);
  zone->transitions = g_memdup2 (transitions, n * sizeof *transitions);
  zone->n = n;
  return zone;
}

OsrZone *
osr_zone_ref (OsrZone *zone)
{
  g_atomic_ref_count_inc (&zone->refs);
  return zone;
}

void
osr_zone_unref (OsrZone *zone)
{
  if (zone == NULL || !g_atomic_ref_count_dec (&zone->refs))
    return;
  g_free (zone->id);
  g_free (zone->transitions);
  g_free (zone);
}

const char *
osr_zone_get_id (OsrZone *zone)
{
  return zone->id;
}

static gboolean
read_transition (JsonObject *object, OsrInstant after, OsrZoneTransition *transition)
{
  gint64 offset = osr_json_get_int (object, "offset", G_MAXINT64);

  transition->from = osr_json_get_int (object, "from", OSR_INSTANT_UNKNOWN);
  transition->offset = (gint32) offset;
  return ABS (offset) <= MAX_OFFSET && transition->from != OSR_INSTANT_UNKNOWN &&
         transition->from > after;
}

OsrZone *
osr_zone_new_from_json (JsonObject *object, GError **error)
{
  g_autoptr (GArray) transitions = g_array_new (FALSE, FALSE, sizeof (OsrZoneTransition));
  const char *id = osr_json_get_string (object, "id");
  JsonArray *array = osr_json_get_array (object, "transitions");
  guint n = array != NULL ? json_array_get_length (array) : 0;
  OsrInstant after = G_MININT64;

  for (guint i = 0; i < n; i++) {
    OsrZoneTransition transition;

    if (!read_transition (osr_json_array_get_object (array, i), after, &transition)) {
      n = 0;
      break;
    }
    after = transition.from;
    g_array_append_val (transitions, transition);
  }
  if (id == NULL || n == 0) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "time zone %s: expected an id and ascending transitions", id != NULL ? id : "?");
    return NULL;
  }
  return osr_zone_new (id, (const OsrZoneTransition *) (gpointer) transitions->data, n);
}

JsonObject *
osr_zone_to_json (OsrZone *zone)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < zone->n; i++) {
    JsonObject *transition = json_object_new ();

    json_object_set_int_member (transition, "from", zone->transitions[i].from);
    json_object_set_int_member (transition, "offset", zone->transitions[i].offset);
    json_array_add_object_element (array, transition);
  }
  json_object_set_string_member (object, "id", zone->id);
  json_object_set_array_member (object, "transitions", array);
  return object;
}

/* Index of the last transition at or before @instant; 0 when there is none. */
static guint
find_transition (OsrZone *zone, OsrInstant instant)
{
  guint low = 0, high = zone->n;

  while (high - low > 1) {
    guint middle = low + (high - low) / 2;

    if (zone->transitions[middle].from <= instant)
      low = middle;
    else
      high = middle;
  }
  return low;
}

gint32
osr_zone_get_offset (OsrZone *zone, OsrInstant instant)
{
  return zone->transitions[find_transition (zone, instant)].offset;
}

static gint64
floor_divide (gint64 value, gint64 by)
{
  return value / by - (value % by < 0);
}

OsrDay
osr_zone_day_at (OsrZone *zone, OsrInstant instant, gint32 *seconds)
{
  gint64 local = floor_divide (instant, OSR_SECOND) + osr_zone_get_offset (zone, instant);
  gint64 day = floor_divide (local, SECONDS_A_DAY);

  if (seconds != NULL)
    *seconds = (gint32) (local - day * SECONDS_A_DAY);
  return (OsrDay) day;
}

OsrInstant
osr_zone_instant_at (OsrZone *zone, OsrDay day, gint32 seconds)
{
  gint64 local = ((gint64) day * SECONDS_A_DAY + seconds) * OSR_SECOND;
  guint first = find_transition (zone, local - MAX_OFFSET * OSR_SECOND);
  OsrInstant instant = local - zone->transitions[first].offset * (gint64) OSR_SECOND;

  for (guint i = first + 1; i < zone->n; i++) {
    OsrInstant here = local - zone->transitions[i].offset * (gint64) OSR_SECOND;

    if (instant < zone->transitions[i].from)
      break; /* the moment lies under the earlier offset */
    instant = MAX (here, zone->transitions[i].from);
  }
  return instant;
}
