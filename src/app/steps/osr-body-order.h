/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several of a list, in an order: the chosen ones stand first, each can be moved up and down. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define OSR_TYPE_BODY_ORDER (osr_body_order_get_type ())
G_DECLARE_FINAL_TYPE (OsrBodyOrder, osr_body_order, OSR, BODY_ORDER, AdwBin)

/* Signal "changed" (). */

/**
 * osr_body_order_new:
 * @name: for assistive technology
 * @asks: whether it can be said that they come at once or one after another
 */
GtkWidget *osr_body_order_new (const char *name, gboolean asks);

/* @choices: id and name by turns; %NULL-terminated. What was chosen stays chosen. */
void osr_body_order_set (OsrBodyOrder *self, const char *const *choices);

/* (transfer full): ids in their order; %NULL-terminated. */
GStrv osr_body_order_dup (OsrBodyOrder *self);
void osr_body_order_choose (OsrBodyOrder *self, const char *id, gboolean chosen);

/* @by: places: -1 for one up. */
void osr_body_order_move (OsrBodyOrder *self, const char *id, int by);

/* Whether each waits for the one before. */
gboolean osr_body_order_is_ordered (OsrBodyOrder *self);
void osr_body_order_set_ordered (OsrBodyOrder *self, gboolean ordered);

G_END_DECLS
