/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that can be wrong with a profile, at once and each with its place, for whoever writes a
 * region's file. Reading a profile to use it (osr-regulation.h) stops at the first fault instead. */
#pragma once

#include "core/schema/osr-json-schema.h"

G_BEGIN_DECLS

#define OSR_REGULATION_MAX_BYTES (1024 * 1024)

/**
 * osr_regulation_check:
 * @document: a profile
 * @schema: that of profiles (data/regulations/schema.json)
 * @faults: (element-type OsrJsonFault): everything that is wrong is added
 *
 * After the schema: whatever is named exists, and before what names it where the order matters; ids
 * are there once; the events are those of the program; and every setting of every reading makes a
 * profile that is as right as this one. Whether the machine knows the time zone is the caller's to
 * ask.
 */
void osr_regulation_check (JsonObject *document, OsrJsonSchema *schema, GPtrArray *faults);

G_END_DECLS
