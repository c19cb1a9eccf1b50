/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A subset of JSON Schema 2020-12 over json-glib trees: enough to say what a file of ours may hold,
 * and to tell whoever wrote it every fault with its place. Knows nothing of what the members mean.
 *
 * Known keywords: $schema $id $comment $defs $ref (to "#/$defs/NAME") title description
 * default examples type enum const pattern minLength maxLength minimum maximum items minItems
 * maxItems uniqueItems properties patternProperties additionalProperties propertyNames required
 * minProperties maxProperties allOf anyOf oneOf if then else; and true and false as schemas. Any
 * other is refused: a keyword that is silently ignored checks nothing. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _OsrJsonSchema OsrJsonSchema;

/* One thing that is wrong in a document. */
typedef struct {
  char *pointer;  /* RFC 6901; "" is the whole document */
  char *sentence; /* English, without a full stop: what was expected, what was found */
} OsrJsonFault;

/* (transfer full) (element-type OsrJsonFault): an empty list */
GPtrArray *osr_json_faults_new (void);

/* Adds a fault at @pointer to @faults. */
void osr_json_faults_add (GPtrArray *faults, const char *pointer, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* Appends one step, a member's name, to an RFC 6901 pointer ("~" and "/" are escaped). */
void osr_json_pointer_append (GString *pointer, const char *name);

/* Appends one step, the place in a list, to an RFC 6901 pointer. */
void osr_json_pointer_append_index (GString *pointer, guint index);

/**
 * osr_json_schema_new:
 * @schema: the schema; kept, and not to be changed afterwards
 * @error: %OSR_CORE_ERROR_INVALID with a pointer into @schema: an unknown keyword, a keyword with a
 *   value it cannot have, a reference to nothing or round in a circle
 *
 * Returns: (transfer full): what osr_json_schema_validate() needs, or %NULL
 */
OsrJsonSchema *osr_json_schema_new (JsonObject *schema, GError **error);
void osr_json_schema_free (OsrJsonSchema *self);

/**
 * osr_json_schema_validate:
 * @document: what is to be checked
 * @faults: (element-type OsrJsonFault): everything that is wrong is added; nothing if it is right
 *
 * The work is bounded: a document that takes more is itself a fault.
 */
void osr_json_schema_validate (OsrJsonSchema *self, JsonNode *document, GPtrArray *faults);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrJsonSchema, osr_json_schema_free)

G_END_DECLS
