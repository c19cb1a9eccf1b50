/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an administrator may change of the office, whether from the window or with the tool: the rules
 * of the directory, and the open work that must not be left with nobody. */
#pragma once

#include "store/osr-log.h"

G_BEGIN_DECLS

/**
 * osr_office_check_change:
 * @event: what is to be appended to the office stream
 * @error: %OSR_CORE_ERROR; a sentence that names what is wrong, case numbers included
 *
 * Within the transaction that appends. Every way into the directory asks here.
 */
gboolean osr_office_check_change (OsrLog *log, OsrEvent *event, GError **error);

/**
 * osr_office_hand_over:
 * @by: who changed the office
 * @event: what was appended
 *
 * Assigns the open cases of somebody who was disabled to whom the change names (`hand_over_to`), in
 * the same transaction.
 */
gboolean osr_office_hand_over (OsrLog *log, const char *by, OsrEvent *event, GError **error);

G_END_DECLS
