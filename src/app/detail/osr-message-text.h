/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a message in the pane: the first lines, all that can be laid out at once when
 * unfolded, and the rest in a window of its own. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A longer text is folded there until the person unfolds it. */
#define OSR_MESSAGE_TEXT_LINES 12

#define OSR_TYPE_MESSAGE_TEXT (osr_message_text_get_type ())
G_DECLARE_FINAL_TYPE (OsrMessageText, osr_message_text, OSR, MESSAGE_TEXT, GtkWidget)

/* @text: from anybody; shown as osr_shown_text() says */
void osr_message_text_show (OsrMessageText *self, const char *text);

/* @lines: of a folded text, where there is no room for OSR_MESSAGE_TEXT_LINES */
void osr_message_text_set_lines (OsrMessageText *self, guint lines);

/* What stands in the pane, folded or not. */
const char *osr_message_text_get_label (OsrMessageText *self);

/* Whether only the first lines of that are drawn; known once it has a size. */
gboolean osr_message_text_is_folded (OsrMessageText *self);

/* Whether there is more than that. */
gboolean osr_message_text_is_cut (OsrMessageText *self);

G_END_DECLS
