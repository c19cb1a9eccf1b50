/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bots Long Poll: what came into being, changed or went on a community's pages. */
#pragma once

#include "social/osr-network-dialect.h"

G_BEGIN_DECLS

/**
 * osr_vk_read_events:
 * @answer: takes the records and the new place
 * @question: who asked
 * @result: a whole answer, or one event
 * @error: neither
 *
 * Our own replies come too, with from_account set; what the office has no use for comes as ignored.
 *
 * Returns: whether it was one of them
 */
gboolean osr_vk_read_events (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question,
                             JsonNode *result, GError **error);

G_END_DECLS
