/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is expected and what was found, in words, for the sentences of faults. */
#pragma once

#include "core/schema/osr-json-schema.h"

G_BEGIN_DECLS

/* Whether @value is of @type, the value of a schema's "type": a name or a list of names. */
gboolean osr_json_words_has_type (JsonNode *type, JsonNode *value);

/* Whether @schema, references followed, is for values of the type of @value. */
gboolean osr_json_words_takes_type (JsonObject *root, JsonNode *schema, JsonNode *value);

gboolean osr_json_words_is_number (JsonNode *value);

/* (transfer full): what @schema (nullable: anything) asks for: its title, else its type. */
char *osr_json_words_expected (JsonObject *root, JsonObject *schema);

/* (transfer full): what the branches of anyOf or oneOf ask for. */
char *osr_json_words_branches (JsonObject *root, JsonArray *branches);

/* (transfer full): the names that @schema gives members. */
char *osr_json_words_known_members (JsonObject *schema);

/* (transfer full): the values of a list, with commas. */
char *osr_json_words_list (JsonArray *values);

/* (transfer full): @value itself when it is short, else what kind of thing it is. */
char *osr_json_words_found (JsonNode *value);
char *osr_json_words_found_text (const char *text);

G_END_DECLS
