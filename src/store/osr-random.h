/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Randomness that nobody can foresee, for salts, tokens and keys. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full): @n bytes from the kernel. */
GBytes *osr_random_bytes (gsize n);

G_END_DECLS
