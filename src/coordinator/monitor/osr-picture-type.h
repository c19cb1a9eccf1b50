/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file from a stranger is by its own first bytes, whatever it was called. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (nullable): "image/jpeg", "image/png", "image/gif" or "image/webp"; %NULL for anything else: pages,
 * drawings that hold programs, archives */
const char *osr_picture_type (GBytes *bytes);

G_END_DECLS
