/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window shows of a text that nobody reads on a screen: a megabyte in one line would hold the
 * window up for a long while. The beginning is shown and that is said; all of it can be copied. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OSR_LONG_TEXT_SHOWN (8 * 1024) /* characters */

/* (transfer full): @text, or its beginning when it is longer than is shown */
char *osr_long_text_dup_shown (const char *text);

/* (transfer full) (nullable): what is said below it; %NULL when all is shown. @whole: bytes of the
 * message as it came, 0 when all of them are kept. */
char *osr_long_text_dup_note (const char *text, gint64 whole);

G_END_DECLS
