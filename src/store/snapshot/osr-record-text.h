/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What osr_record_to_json() and osr_entry_to_json() say, as text and without a tree between. */
#pragma once

#include "store/database/osr-database.h"
#include "store/osr-record.h"

G_BEGIN_DECLS

/* Appends @bytes, valid UTF-8, as a string of JSON. */
void osr_record_text_quote (GString *text, const char *bytes, gsize length);

/* Appends EV of the protocol. */
void osr_record_text_append (GString *text, const OsrRecord *record);

/* An entry piece by piece, its records straight from rows with the columns meta, payload, salt, digest and
 * hash: an event is of one record, what is forgotten of none. */
void osr_entry_text_begin (GString *text, OsrEntryKind kind, const char *stream, gint64 seq);
void osr_entry_text_add_row (GString *text, OsrEntryKind kind, OsrStatement *row);
void osr_entry_text_end (GString *text, OsrEntryKind kind);

/* (transfer full): the answer to a question for changes: what stands around its @entries (transfer full),
 * which are parted by commas, is of @page; @now: the coordinator's clock */
GBytes *osr_page_text_around (const OsrPage *page, GString *entries, OsrInstant now);

G_END_DECLS
