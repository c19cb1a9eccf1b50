/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Timelines as files hold them: events {type, at, …} in the order in which they happened, with
 * moments as RFC 3339 text. Every fault is a sentence naming the event and its member. */
#pragma once

#include "core/osr-deadline.h"

G_BEGIN_DECLS

/**
 * osr_ctl_read_events:
 * @array: (nullable): the events
 * @where: what they belong to, for the error: "vectors.json, timeline 3 (x-0002)"
 * @error: %OSR_CORE_ERROR_INVALID
 *
 * Returns: (element-type OsrEvent) (transfer full)
 */
GPtrArray *osr_ctl_read_events (JsonArray *array, const char *where, GError **error);

/* (element-type OsrEvent) (transfer full): those of a file: a list, or an object with "events". */
GPtrArray *osr_ctl_load_events (const char *path, GError **error);

/**
 * osr_ctl_due_moments:
 *
 * Returns: (transfer full): timer → due moment, RFC 3339 in @zone, of those that apply; of several
 *   bodies the one whose clock started last
 */
JsonObject *osr_ctl_due_moments (GPtrArray *deadlines, OsrZone *zone);

/* Prints @node and a new line, in UTF-8 whatever the locale is: a script reads it. */
void osr_ctl_print_json (JsonNode *node);

G_END_DECLS
