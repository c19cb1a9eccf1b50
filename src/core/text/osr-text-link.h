/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses of the web that stand in words. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longer ones carry something else than a place. */
#define OSR_TEXT_LINK_LONGEST 2048

/**
 * osr_text_first_link:
 * @text: UTF-8, from anybody
 *
 * Returns: (transfer full) (nullable): the first "http://…" or "https://…" in @text, as it is written,
 *   without the marks that end a sentence or close a bracket after it. Whether it can be asked is not
 *   looked at.
 */
char *osr_text_first_link (const char *text);

G_END_DECLS
