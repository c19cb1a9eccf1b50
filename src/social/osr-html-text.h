/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as some networks give it, with HTML character references and line-break tags, into plain
 * text. Other tags are left as they are: they are the citizen's characters, not markup. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * osr_html_decode:
 * @text: UTF-8
 *
 * Decodes &name;, &#123; and &#x7b; once, <br> into a line break, and turns characters that cannot
 * be shown into U+FFFD. What is no reference stays as it is.
 *
 * Returns: (transfer full): plain text
 */
char *osr_html_decode (const char *text);

/* The character that HTML calls @name, 0 when it calls none so. */
gunichar osr_html_character_by_name (const char *name);

G_END_DECLS
