/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A piece of HTML, as feeds carry it, into what a reader would see of it as plain text. Not for showing
 * pages: nothing is loaded, nothing is run. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * osr_html_to_plain:
 * @html: UTF-8
 *
 * Drops tags, comments, scripts and styles, begins a line where a block begins, folds spaces, decodes
 * references. A bracket that begins no tag stays.
 *
 * Returns: (transfer full): plain text
 */
char *osr_html_to_plain (const char *html);

G_END_DECLS
