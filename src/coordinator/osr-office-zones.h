/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the coordinator adds to a change of the office before it is judged: zones are compiled here, of
 * its own tz database, so that two machines never differ; digests are of what is stored. */
#pragma once

#include "core/osr-registry.h"

G_BEGIN_DECLS

/**
 * osr_office_complete:
 * @type: event of the office stream
 * @members: changed: gets the zones that the event needs and, of a regulation, the digest
 * @error: a zone that this machine does not know
 */
gboolean osr_office_complete (OsrRegistry *registry, const char *type, JsonObject *members,
                              GError **error);

G_END_DECLS
