/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answers to accepted commands, which follow from the events that they made. */
#pragma once

#include "store/osr-log.h"

G_BEGIN_DECLS

/**
 * osr_log_answer_new:
 * @records: (element-type OsrRecord): that a command made; one at least
 *
 * Returns: (transfer full): what is answered and stored, to the byte
 */
GBytes *osr_log_answer_new (GPtrArray *records);

/**
 * osr_log_verify_commands:
 *
 * Whether every remembered command is as it was written, and an accepted one made the event it says and
 * is answered with that event as the log has it now.
 */
gboolean osr_log_verify_commands (OsrLog *self, GError **error);

G_END_DECLS
