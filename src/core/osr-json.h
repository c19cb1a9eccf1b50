/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The only way in for JSON, from whoever it comes: files, networks, the coordinator, workstations.
 * The text is checked whole (size, UTF-8, grammar, depth, duplicate members, range of integers, NUL
 * characters) before json-glib sees a byte, since that library crashes on deep nesting, wraps large
 * integers and cuts strings. What the members mean is the caller's. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define OSR_JSON_MAX_DEPTH 32
#define OSR_JSON_MAX_BYTES (8 * 1024 * 1024)

/**
 * osr_json_read:
 * @bytes: the text; needs no final NUL
 * @length: its length in bytes, or -1 for a NUL-terminated text
 * @max_length: the largest length accepted; 0 for %OSR_JSON_MAX_BYTES
 * @where: what is being read, for the sentence of the error (a file name, a request)
 * @error: %OSR_CORE_ERROR_INVALID naming @where, line and column
 *
 * Returns: (transfer full): the tree, or %NULL
 */
JsonNode *osr_json_read (const char *bytes, gssize length, gsize max_length, const char *where,
                         GError **error);

/**
 * osr_json_read_mending:
 *
 * Like osr_json_read(), for what a social network answered, and for nothing else: there one message
 * that a stranger wrote would cost all that stand beside it. Half of a surrogate pair and \u0000 become
 * U+FFFD, an integer out of range a text of its digits, of a member given twice the last holds, what is
 * nested deeper than %OSR_JSON_MAX_DEPTH becomes null. Only what is no JSON at all is refused.
 *
 * Returns: (transfer full): the tree, or %NULL
 */
JsonNode *osr_json_read_mending (const char *bytes, gssize length, gsize max_length,
                                 const char *where, GError **error);

/**
 * osr_json_read_object:
 *
 * Like osr_json_read(), and the root must be an object.
 *
 * Returns: (transfer full): the object, or %NULL
 */
JsonObject *osr_json_read_object (const char *bytes, gssize length, gsize max_length,
                                  const char *where, GError **error);

/* Lenient readers of one member: absent or of another type gives NULL or @fallback, never an error. */
const char *osr_json_get_string (JsonObject *object, const char *member);
gint64 osr_json_get_int (JsonObject *object, const char *member, gint64 fallback);
gboolean osr_json_get_boolean (JsonObject *object, const char *member, gboolean fallback);
JsonObject *osr_json_get_object (JsonObject *object, const char *member);
JsonArray *osr_json_get_array (JsonObject *object, const char *member);

/* Sets @member, but not to nothing: @text is nullable, @instant may be %OSR_INSTANT_UNKNOWN. */
void osr_json_set_text (JsonObject *object, const char *member, const char *text);
void osr_json_set_instant (JsonObject *object, const char *member, gint64 instant);

/**
 * osr_json_array_get_string:
 * Returns: (nullable): element @index when it is a string
 */
const char *osr_json_array_get_string (JsonArray *array, guint index);

/**
 * osr_json_array_get_object:
 * Returns: (nullable): element @index when it is an object
 */
JsonObject *osr_json_array_get_object (JsonArray *array, guint index);

/**
 * osr_json_write:
 * @node: a tree
 * Returns: (transfer full): compact text
 */
char *osr_json_write (JsonNode *node);

/**
 * osr_json_write_object:
 * @object: an object; stays the caller's
 * Returns: (transfer full): compact text
 */
char *osr_json_write_object (JsonObject *object);

G_END_DECLS
