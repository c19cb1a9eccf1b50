/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A time zone as a value: an id and the offsets from UTC with the instants from which they hold. It
 * travels in the office stream, so that two machines never differ by the age of their zone files. */
#pragma once

#include <glib.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef gint64 OsrInstant;
typedef gint32 OsrDay;
typedef struct _OsrZone OsrZone;

typedef struct {
  OsrInstant from; /* the offset holds from this instant on */
  gint32 offset;   /* seconds east of UTC, within ±18 h */
} OsrZoneTransition;

/**
 * osr_zone_new:
 * @id: IANA name, e.g. "Asia/Yakutsk"
 * @transitions: (array length=n): ascending by `from`; the first holds for all earlier instants too
 * @n: at least 1
 */
OsrZone *osr_zone_new (const char *id, const OsrZoneTransition *transitions, guint n);

/**
 * osr_zone_new_from_json:
 * @object: {"id", "transitions": [{"from": µs, "offset": s}, …]}
 *
 * Returns: (transfer full): the zone, or %NULL with %OSR_CORE_ERROR_INVALID
 */
OsrZone *osr_zone_new_from_json (JsonObject *object, GError **error);

/* (transfer full): the inverse of osr_zone_new_from_json(). */
JsonObject *osr_zone_to_json (OsrZone *zone);

OsrZone *osr_zone_ref (OsrZone *zone);
void osr_zone_unref (OsrZone *zone);
const char *osr_zone_get_id (OsrZone *zone);

/* Seconds east of UTC at @instant. */
gint32 osr_zone_get_offset (OsrZone *zone, OsrInstant instant);

/**
 * osr_zone_day_at:
 * @instant: a moment
 * @seconds: (out) (optional): seconds since the day's midnight, 0–86399
 *
 * Returns: the civil day of @instant in @zone
 */
OsrDay osr_zone_day_at (OsrZone *zone, OsrInstant instant, gint32 *seconds);

/**
 * osr_zone_instant_at:
 * @day: a civil day
 * @seconds: seconds since its midnight; 86400 is the next midnight
 *
 * Returns: the instant; of two equal wall-clock moments the earlier, a skipped one moves forward
 */
OsrInstant osr_zone_instant_at (OsrZone *zone, OsrDay day, gint32 seconds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrZone, osr_zone_unref)

G_END_DECLS
