/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All words of a long message, in a window of its own. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The longest line there is; a longer one goes on in the next. */
#define OSR_WHOLE_TEXT_LINE 500

#define OSR_TYPE_WHOLE_TEXT (osr_whole_text_get_type ())
G_DECLARE_FINAL_TYPE (OsrWholeText, osr_whole_text, OSR, WHOLE_TEXT, AdwWindow)

GtkWidget *osr_whole_text_new (GtkWindow *parent, const char *text);

/* (transfer none) */
GtkTextBuffer *osr_whole_text_get_buffer (OsrWholeText *self);

G_END_DECLS
