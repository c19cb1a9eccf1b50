/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people type into a search entry, as a query of the full-text index. Words are found in any
 * form and all must be there; further:
 *   "вода нет"       these words one after another
 *   остан*           what begins so
 *   -снег, НЕ снег   not with this
 *   яма ИЛИ лужа     either; | for it
 *   место:Чигири     in one field: место, автор, ответ, заметка, номер, тема, текст (place, author,
 *                    reply, note, number, topic, text)
 * Everything else that is typed is words: no syntax can break it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Words that are looked for; more are left out. */
#define OSR_SEARCH_MAX_WORDS 16

/* Around what was found, in the pieces that a search gives back. */
#define OSR_SEARCH_MARK_BEGIN "\x02"
#define OSR_SEARCH_MARK_END   "\x03"

/**
 * osr_search_query_new:
 * @text: any bytes
 * @typing: the last word may be the beginning of one
 *
 * Returns: (transfer full): the expression for MATCH; "" when there is nothing to look for
 */
char *osr_search_query_new (const char *text, gboolean typing);

G_END_DECLS
