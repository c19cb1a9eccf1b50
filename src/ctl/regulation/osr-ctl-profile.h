/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A profile as it is named on a command line: the id of one that ships with the programs, or a file.
 * And an office made of it that has no log, for counting only. */
#pragma once

#include <gio/gio.h>

#include "core/osr-registry.h"

G_BEGIN_DECLS

/* The production calendar that ships with the programs. */
#define OSR_CTL_CALENDAR "calendars/ru.json"

/**
 * osr_ctl_load_data:
 * @name: "calendars/ru.json"
 * @error: NOT_FOUND, or %OSR_CORE_ERROR_INVALID with line and column
 *
 * Returns: (transfer full): a JSON document that ships with the programs
 */
JsonObject *osr_ctl_load_data (const char *name, GError **error);

/**
 * osr_ctl_load_file:
 * Returns: (transfer full): the JSON in a file, an object or a list; %NULL with a sentence naming the
 *   file, line and column
 */
JsonNode *osr_ctl_load_file (const char *path, GError **error);

/* (transfer full): the same where it must be an object. */
JsonObject *osr_ctl_load_object (const char *path, GError **error);

/* Whether a profile named so is a file: it has a slash in it, or ends in ".json". */
gboolean osr_ctl_profile_is_file (const char *id_or_file);

/**
 * osr_ctl_load_profile:
 * @id_or_file: see osr_ctl_profile_is_file()
 *
 * Returns: (transfer full): the document, not yet read as a regulation
 */
JsonObject *osr_ctl_load_profile (const char *id_or_file, GError **error);

/**
 * osr_ctl_read_profile:
 * @choices: (nullable): setting of each reading that the office has chosen; others are the profile's
 *
 * Returns: (transfer full): the regulation
 */
OsrRegulation *osr_ctl_read_profile (const char *id_or_file, JsonObject *choices, GError **error);

/**
 * osr_ctl_read_choices:
 * @readings: (nullable): "ID=SETTING" each
 * @choices: (out): for osr_ctl_read_profile(); %NULL without any
 */
gboolean osr_ctl_read_choices (GStrv readings, JsonObject **choices, GError **error);

/**
 * osr_ctl_make_registry:
 * @schedule: (nullable): the office's weekly schedule instead of the usual one
 *
 * Returns: (transfer full): an office of nothing but @regulation, the production calendar and a zone
 */
OsrRegistry *osr_ctl_make_registry (OsrRegulation *regulation, JsonObject *schedule,
                                    GError **error);

G_END_DECLS
