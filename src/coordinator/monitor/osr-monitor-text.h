/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of a message's words the log takes: all of them, as received, up to what no network lets
 * anybody write. Of more the beginning is kept, and the event says how much there was. */
#pragma once

#include "core/osr-case.h"
#include "core/record/osr-form.h"

G_BEGIN_DECLS

#define OSR_MONITOR_TEXT_BYTES OSR_FORM_MAX_TEXT_BYTES /* UTF-8 */

/**
 * osr_monitor_text_set:
 * @the_case: (nullable): to which the words come
 * @text: as received
 * @members: of the event: gets "text_whole", the bytes there were, when not all are kept
 * @payload: of the event: gets "text"
 *
 * Who writes ever new megabytes into one case has only their beginnings kept: a case has to reach
 * every reader in one piece.
 */
void osr_monitor_text_set (OsrCase *the_case, const char *text, JsonObject *members,
                           JsonObject *payload);

/* Whether @text is what @the_case has as its message, which may be the beginning of it. */
gboolean osr_monitor_text_is (OsrCase *the_case, const char *text);

G_END_DECLS
