/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person types of a message and what is wrong with it, in words. Pure. */
#pragma once

#include "core/time/osr-zone.h"

G_BEGIN_DECLS

/**
 * osr_message_words_read_moment:
 * @text: "06.03.2026 10:12", "2026-03-06 10:12", "10:12" for today, or ISO 8601 with its offset
 * @now: which day today is
 * @zone: of the office
 * @moment: (out): OSR_INSTANT_UNKNOWN for an empty text
 *
 * Returns: whether it can be read
 */
gboolean osr_message_words_read_moment (const char *text, OsrInstant now, OsrZone *zone,
                                        OsrInstant *moment);

/* (transfer full): the sentence for an error of OSR_MESSAGE_FAULT, or of any other domain. */
char *osr_message_words_fault (const GError *error);

G_END_DECLS
