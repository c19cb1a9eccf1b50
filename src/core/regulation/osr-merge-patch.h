/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON merge patches (RFC 7396), and the one thing the readings of a profile need beyond: the
 * members of a list addressed by their `id`. Neither argument is ever changed. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * osr_merge_patch:
 * @target: (nullable): any value
 * @patch: any value
 *
 * Returns: (transfer full): @target with @patch applied
 */
JsonNode *osr_merge_patch (JsonNode *target, JsonNode *patch);

/**
 * osr_merge_patch_list:
 * @list: objects with an `id`
 * @patch: patches by id, "*" for all of them (applied first); null takes one out
 * @unknown: (out) (optional): an id of @patch that is not in @list, borrowed from @patch, or %NULL
 *
 * Returns: (transfer full): the list, patched
 */
JsonArray *osr_merge_patch_list (JsonArray *list, JsonObject *patch, const char **unknown);

G_END_DECLS
