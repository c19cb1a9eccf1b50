/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a time zone of this machine into a value, for the coordinator to put into the office
 * stream. A zone that is missing here is an error, never UTC. */
#pragma once

#include <json-glib/json-glib.h>

#include "core/time/osr-zone.h"
#include "store/osr-store-error.h"

G_BEGIN_DECLS

#define OSR_TZDATA_FIRST_YEAR 1990
#define OSR_TZDATA_LAST_YEAR  2037

/**
 * osr_tzdata_load:
 * @id: IANA name, e.g. "Asia/Yakutsk"
 * @error: NOT_FOUND when this machine has no such zone, INVALID when it is not such a name
 *
 * Returns: (transfer full): the zone with its transitions of 1990–2037
 */
OsrZone *osr_tzdata_load (const char *id, GError **error);

/**
 * osr_tzdata_add:
 * @members: of an event of the office
 * @id: (nullable): as of osr_tzdata_load()
 * @error: %OSR_CORE_ERROR_INVALID: it names a zone that this machine does not have
 *
 * Adds the transitions of a zone, as this machine knows them, to the event's own.
 */
gboolean osr_tzdata_add (JsonObject *members, const char *id, GError **error);

/**
 * osr_tzdata_list:
 * @country: two letters, "RU"
 *
 * Returns: (transfer full): ids of the zones of @country, mostly west to east; empty when this
 *   machine's tz database does not list them
 */
GStrv osr_tzdata_list (const char *country);

G_END_DECLS
