/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leaving a message without a reply: asks for the words and takes the step. Used before and after
 * it was taken into work. */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

/* Installs "triage.dismiss" (s: "no-reply" or "not-processed") on a pane class. */
void osr_dismissal_install_action (GtkWidgetClass *widget_class);

G_END_DECLS
