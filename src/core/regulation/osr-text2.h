/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text that a person may read, in both languages of the offices. Profiles carry their own texts,
 * since no catalogue of the program can know those of the next region. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct {
  char *ru;
  char *en;
} OsrText2;

/* (nullable): the text in @language, "ru" or anything else for English; %NULL when there is none. */
const char *osr_text2_get (const OsrText2 *text, const char *language);

/**
 * osr_text2_read:
 * @object: the object whose member @member is {"ru": …, "en": …}
 * @text: (out): filled only on success
 *
 * Returns: whether both languages are there and neither is empty
 */
gboolean osr_text2_read (JsonObject *object, const char *member, OsrText2 *text);

void osr_text2_clear (OsrText2 *text);

G_END_DECLS
