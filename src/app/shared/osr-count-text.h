/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts in words, with digits in groups as they are set in print, whatever the C library's locale
 * makes of them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "16 384" with narrow spaces that never break; up to four digits stay together. (transfer full) */
char *osr_count_text (gint64 count);

/* "318 of 16 384": what is used of what there is. Translated. (transfer full) */
char *osr_count_text_of (gint64 count, gint64 most);

G_END_DECLS
