/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of a message for which it may be "not to be processed": obscene, insulting, threatening.
 * Says where they are and how grave; whether the message is dismissed, a person decides. */
#pragma once

#include <json-glib/json-glib.h>

#include "core/text/osr-text-tokens.h"

G_BEGIN_DECLS

/* More findings say no more: the rest of a text that has so many is not listed. */
#define OSR_SCREENING_MAX_FINDINGS 256

typedef enum {
  OSR_SCREENING_OBSCENE,
  OSR_SCREENING_INSULT,
  OSR_SCREENING_THREAT, /* of harm to anybody: the referral is offered at once */
} OsrScreeningKind;

typedef struct {
  OsrScreeningKind kind;
  guint grade; /* 1 rude, 2 coarse or insulting, 3 obscene or a plain threat */
  gsize start; /* byte offsets in the text */
  gsize end;
} OsrScreeningFinding;

typedef struct _OsrScreening OsrScreening;

/**
 * osr_screening_new:
 * @obscene: see osr_obscene_grammar_new(), with "latin" and "phrases", lists of phrases
 * @people: {"insults": {"2": [phrase…]}, "threats": {"3": [phrase…]}, "innocent": [phrase…]}: what is
 *   inside an innocent phrase is no finding
 * @error: %OSR_CORE_ERROR_INVALID
 */
OsrScreening *osr_screening_new (JsonObject *obscene, JsonObject *people, GError **error);
void osr_screening_free (OsrScreening *self);

/**
 * osr_screening_add:
 * @document: an office's own phrases: {"obscene": {"grade": […]}, "insults", "threats", "innocent"}
 *
 * Adds to what there is.
 */
gboolean osr_screening_add (OsrScreening *self, JsonObject *document, GError **error);

/**
 * osr_screening_find:
 * @tokens: the words of @text
 * @text: any bytes
 * @length: in bytes
 * @findings: (element-type OsrScreeningFinding): is emptied and filled, by kind and then place
 */
void osr_screening_find (OsrScreening *self, OsrTextTokens *tokens, const char *text, gsize length,
                         GArray *findings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrScreening, osr_screening_free)

G_END_DECLS
