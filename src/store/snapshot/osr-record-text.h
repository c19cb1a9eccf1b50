/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What osr_record_to_json() and osr_page_to_json() say, as text and without a tree between. */
#pragma once

#include "store/osr-record.h"

G_BEGIN_DECLS

/* Appends @bytes, valid UTF-8, as a string of JSON. */
void osr_record_text_quote (GString *text, const char *bytes, gsize length);

/* Appends EV of the protocol. */
void osr_record_text_append (GString *text, const OsrRecord *record);

/* (transfer full): the answer to a question for changes; @now: the coordinator's clock */
GBytes *osr_page_to_text (OsrPage *page, OsrInstant now);

G_END_DECLS
