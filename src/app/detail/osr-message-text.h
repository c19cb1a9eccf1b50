/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a message in the pane: as much as can be laid out at once, and the rest when asked for. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define OSR_TYPE_MESSAGE_TEXT (osr_message_text_get_type ())
G_DECLARE_FINAL_TYPE (OsrMessageText, osr_message_text, OSR, MESSAGE_TEXT, AdwBin)

/* @text: from anybody; shown as osr_shown_text() says */
void osr_message_text_show (OsrMessageText *self, const char *text);

/* What stands in the pane. */
const char *osr_message_text_get_label (OsrMessageText *self);

/* Whether there is more than that. */
gboolean osr_message_text_is_cut (OsrMessageText *self);

G_END_DECLS
