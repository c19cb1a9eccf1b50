/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing out with care: while something has not gone out, it is asked what shall become of it. */
#pragma once

#include <adwaita.h>

#include "app/frame/osr-session.h"

G_BEGIN_DECLS

/* Signs out at once when everything is delivered; else asks over @parent. */
void osr_leaving_begin (GtkWindow *parent, OsrSession *session);

/* (transfer full): what has not gone out, as a sentence. */
char *osr_leaving_text (const OsrUndelivered *counts, gboolean online);

G_END_DECLS
