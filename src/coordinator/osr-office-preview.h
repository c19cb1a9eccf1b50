/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a change of the office would do, for whoever asks before making it: limits that move, people
 * who would read other cases, work that somebody must take over. Nothing is changed. */
#pragma once

#include "store/osr-log.h"

G_BEGIN_DECLS

/**
 * osr_office_preview:
 * @event: what would come next in the office stream, completed
 * @error: a rule that refuses it whatever is handed over
 *
 * Returns: (transfer full) (nullable): {"head", "open", "pinned", "moves", "reach", "work"}
 */
JsonObject *osr_office_preview (OsrLog *log, OsrEvent *event, GError **error);

G_END_DECLS
