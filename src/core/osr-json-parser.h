/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grammar of osr_json_read() and its like, which alone call this: sizes and UTF-8 are checked
 * before. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * osr_json_parse:
 * @bytes: valid UTF-8
 * @length: bytes of it
 * @where: what is being read, for the sentence of the error
 * @error: %OSR_CORE_ERROR_INVALID naming @where, line and column
 *
 * Returns: (transfer full): the tree, or %NULL
 */
JsonNode *osr_json_parse (const char *bytes, gsize length, const char *where, GError **error);

/* As osr_json_parse(), for what osr_json_read_mending() promises. */
JsonNode *osr_json_parse_mending (const char *bytes, gsize length, const char *where,
                                  GError **error);

G_END_DECLS
