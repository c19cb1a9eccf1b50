/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message that its author changed or deleted after it was found: both texts with what differs, what the
 * curator has decided, and the choice while nothing is decided. */
#pragma once

#include "app/shared/osr-pane.h"

G_BEGIN_DECLS

#define OSR_TYPE_CHANGE_CARD (osr_change_card_get_type ())
G_DECLARE_FINAL_TYPE (OsrChangeCard, osr_change_card, OSR, CHANGE_CARD, OsrPane)

/* Actions "change.go-by" (s: "changed" or "first") and "change.close". */
GtkWidget *osr_change_card_new (void);

/* (transfer full) (nullable): what is decided about the open case, or who is to decide. */
char *osr_change_card_dup_decision (OsrCase *c, gboolean may_choose);

G_END_DECLS
