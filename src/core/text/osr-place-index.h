/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The place that a text speaks of: from lists of names, in any case of the word and with the common
 * shortenings (г., с., пос., р-н), else by its form ("в с. Х"). Streets and persons of the same name
 * are told by what stands around. */
#pragma once

#include <json-glib/json-glib.h>

#include "core/text/osr-text-tokens.h"

G_BEGIN_DECLS

typedef struct {
  char *name; /* in the nominative: "Чигири", "Тункинский район"; NULL for none */
  gboolean listed; /* on a list; else guessed by its form */
  gsize start;     /* byte offsets in the text */
  gsize end;
} OsrPlace;

typedef struct _OsrPlaceIndex OsrPlaceIndex;

OsrPlaceIndex *osr_place_index_new (void);
void osr_place_index_free (OsrPlaceIndex *self);

/**
 * osr_place_index_add:
 * @document: {"regions": {"RU-AMU": ["Чигири", "~Ключи", "Тункинский район"]}}; ~ before a name
 *   that is an ordinary word too; with "towns": true they are well known
 * @region: (nullable): the office's: names of the other regions count less; %NULL for all alike
 */
void osr_place_index_add (OsrPlaceIndex *self, JsonObject *document, const char *region);

/**
 * osr_place_index_find:
 * @tokens: the words of @text
 * @length: in bytes
 * @place: (out): the place, to be cleared
 *
 * Returns: whether there is one
 */
gboolean osr_place_index_find (OsrPlaceIndex *self, OsrTextTokens *tokens, const char *text,
                               gsize length, OsrPlace *place);
void osr_place_clear (OsrPlace *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrPlaceIndex, osr_place_index_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OsrPlace, osr_place_clear)

G_END_DECLS
