/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strangers' words for a label, a print or the name of a file: never markup, never longer than a label can lay out at once, and nothing in
 * them that works without being seen. What is stored stays as it came.
 *
 * Left out: characters of no width that carry nothing (U+200B, U+2060–2064, U+FEFF, U+180E, U+00AD) and
 * tags (U+E0000–E007F, but for flags). Shown as "�": controls of direction (U+061C, U+200E–200F,
 * U+202A–202E, U+2066–2069) and all others of C0 and C1 but for the ends of lines and tabs: words that
 * were turned around must be seen to be so. Joiners of emoji and letters (U+200C, U+200D) and variation
 * selectors stay. Of marks over one letter the first four stay. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The most characters of a text that stand in a pane, and the longest line there. */
#define OSR_SHOWN_LENGTH 4000
#define OSR_SHOWN_LINES  120

/* The most characters of a name or a place. */
#define OSR_SHOWN_NAME 120

/* (transfer full): the name of who wrote a message, in one line; of %NULL, that it was erased */
char *osr_shown_author (const char *name);

/* (transfer full): all of @text; of %NULL, that it was erased */
char *osr_shown_words (const char *text);

/* (transfer full): @name, which somebody gave, as the name of a file here: of no folder, never hidden, with
 * nothing that a file system refuses; @suffix (nullable): "pdf" */
char *osr_shown_file_name (const char *name, const char *suffix);

/* (transfer full): @text (nullable) in one line of at most @most characters, "…" at the end when cut */
char *osr_shown_line (const char *text, guint most);

/**
 * osr_shown_text:
 * @text: (nullable): UTF-8, from anybody
 * @most: the most characters; 0 for all
 * @lines: the most lines; 0 for all
 * @cut: (out) (optional): whether not all of it is in the result, which then ends with "…"
 *
 * Returns: (transfer full): @text with its lines, as it is shown
 */
char *osr_shown_text (const char *text, guint most, guint lines, gboolean *cut);

G_END_DECLS
