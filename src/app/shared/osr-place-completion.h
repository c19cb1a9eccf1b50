/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Offers under an entry the places that were written before. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * osr_place_completion_set:
 * @places: (element-type utf8): what to offer, the most likely first
 */
void osr_place_completion_set (GtkEntry *entry, GPtrArray *places);

G_END_DECLS
