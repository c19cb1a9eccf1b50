/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing the reply and handing it over for approval (side OSR_SIDE_COMPOSE). */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

#define OSR_TYPE_COMPOSER_PANE (osr_composer_pane_get_type ())
G_DECLARE_FINAL_TYPE (OsrComposerPane, osr_composer_pane, OSR, COMPOSER_PANE, OsrPane)

GtkWidget *osr_composer_pane_new (void);

/* Puts @text where the reply is written, as if it had been typed: a kept text comes back. */
void osr_composer_pane_put_text (OsrComposerPane *self, const char *text);

G_END_DECLS
