/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the reading of a schema and the checking of documents share. */
#pragma once

#include "core/schema/osr-json-schema.h"

G_BEGIN_DECLS

#define OSR_JSON_SCHEMA_MAX_PATTERN 512  /* bytes of a pattern */
#define OSR_JSON_SCHEMA_MAX_MATCHED 4096 /* bytes of a text compared with a pattern */
#define OSR_JSON_SCHEMA_MAX_DEPTH   96   /* schemas inside each other, references followed */

struct _OsrJsonSchema {
  JsonObject *root;
  GHashTable *patterns; /* text of a pattern → GRegex */
};

/* Reads and checks @self->root, and compiles its patterns into @self->patterns. */
gboolean osr_json_schema_read_keywords (OsrJsonSchema *self, GError **error);

/* (nullable): the schema that "#/$defs/NAME" means in @root */
JsonNode *osr_json_schema_find (JsonObject *root, const char *reference);

G_END_DECLS
