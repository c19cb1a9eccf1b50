/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leaving a message without a reply: asks for the words and takes the step. Used before and after
 * it was taken into work. */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

/* Installs "triage.dismiss" (s: "no-reply", "not-processed" or "out-of-scope") on a pane class. */
void osr_dismissal_install_action (GtkWidgetClass *widget_class);

/* Shows @button where the regulation of the pane's case says which messages it is about. */
void osr_dismissal_show_scope (OsrPane *pane, GtkWidget *button);

G_END_DECLS
