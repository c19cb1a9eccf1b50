/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Destroying citizens' words and names on the office's side (152-FZ, article 21). The event
 * `payload-erased` names the destroyed and the act of destruction, and stays: it is the entry of the
 * journal that order No. 179 of Roskomnadzor of 28 October 2022 asks for beside the act. Appending it
 * is what destroys: neither is without the other. */
#pragma once

#include "store/osr-log.h"

G_BEGIN_DECLS

/**
 * osr_log_complete_erasure:
 * @stream: a case, or a report on its way
 * @members: of the event to be: `act`, `act_date` ("2026-11-20") and `reason`; `versions` of the events
 *   whose words go, absent for all of them; completed here
 * @error: INVALID for a member that cannot be used; NOT_FOUND when an event has no words, or not any
 *   more
 *
 * Within the transaction that appends.
 */
gboolean osr_log_complete_erasure (OsrLog *self, const char *stream, JsonObject *members,
                                   GError **error);

/* Whether words were destroyed by an event after @seq. */
gboolean osr_log_erased_since (OsrLog *self, gint64 seq);

/**
 * osr_log_find_person:
 * @text: a name, a part of one, or the id of an author, as it is written
 * @error: INVALID when it is too short to tell people apart
 *
 * Looks through all words that are stored, drafts included, letter case aside.
 *
 * Returns: (element-type utf8) (transfer full): the cases and reports that hold it, oldest first
 */
GPtrArray *osr_log_find_person (OsrLog *self, const char *text, GError **error);

/**
 * osr_log_scrub:
 *
 * Makes sure that nothing of what was erased is left in the files beside the log: its write-ahead log
 * and the copies made before the schema was changed. A commit does so by itself; when another program
 * was just reading, the next call does. Not inside a transaction.
 */
gboolean osr_log_scrub (OsrLog *self, GError **error);

G_END_DECLS
