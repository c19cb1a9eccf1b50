/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How every network's parser reads the members of an answer: leniently, since real answers give
 * numbers as texts, leave members out and add others; never trusting, since an answer is whoever's.
 * What is missing or of another type gives the fallback. What a member means is the parser's. */
#pragma once

#include <json-glib/json-glib.h>

#include "core/time/osr-instant.h"

G_BEGIN_DECLS

#define OSR_SOCIAL_MAX_TEXT                                                                        \
  (1024 * 1024)                 /* characters; far above what a network lets people write */
#define OSR_SOCIAL_MAX_NAME 200 /* characters */
#define OSR_SOCIAL_MAX_ID   512 /* bytes */

/**
 * osr_social_read:
 * @bytes: an answer; a byte order mark before it is passed over
 * @length: its length
 * @where: what is being read, for the sentence of the error
 * @error: %OSR_NET_ERROR_PROTOCOL: it is no JSON, or too large; what else may be wrong with it is put
 *   right, see osr_json_read_mending()
 *
 * Returns: (transfer full): the tree, or %NULL
 */
JsonNode *osr_social_read (const char *bytes, gsize length, const char *where, GError **error);

/* (nullable) (transfer none): @node as an object */
JsonObject *osr_social_object (JsonNode *node);

/* The list in @node: itself, or its member @member; an empty object is written [] by some. %NULL when it
 * is neither. */
JsonArray *osr_social_list (JsonNode *node, const char *member);

/* A number, also one written as a text, as a truth value or as 1.0. */
gint64 osr_social_int_of (JsonNode *node, gint64 fallback);
gint64 osr_social_int (JsonObject *object, const char *member, gint64 fallback);
gboolean osr_social_is_true (JsonObject *object, const char *member);

/* (transfer full) (nullable): an id, which is a number or a text on one line */
char *osr_social_dup_id (JsonObject *object, const char *member);

/* (transfer full): a text as it was received, cut at %OSR_SOCIAL_MAX_TEXT; "" without */
char *osr_social_dup_text (JsonObject *object, const char *member);

/* (transfer full): a name on one line, whatever its owner put into it; "" without */
char *osr_social_dup_name (JsonObject *object, const char *member);

/* A time; %OSR_INSTANT_UNKNOWN when it is none, or not of 1970–9999. */
OsrInstant osr_social_seconds (JsonObject *object, const char *member);
OsrInstant osr_social_milliseconds (JsonObject *object, const char *member);
OsrInstant osr_social_iso_time (JsonObject *object, const char *member);

guint osr_social_array_length (JsonObject *object, const char *member);

/* (transfer full): @text, or its first @max_characters less one and "…" */
char *osr_social_shorten (const char *text, glong max_characters);

/* (transfer full): @text on one line, without control characters, shortened */
char *osr_social_one_line (const char *text, glong max_characters);

G_END_DECLS
