/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a stranger's comment may do to the answer it stands in, and a network may let through. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What becomes half of a surrogate pair and a NUL, wherever a text has it. */
#define OSR_SANDBOX_POISON "☠"

/**
 * osr_sandbox_poison:
 * @json: an answer
 * @length: its length
 *
 * Gives every object a member twice, with an integer beyond 64 bits and lists in lists deeper than
 * anybody reads, and puts what is no character in the place of %OSR_SANDBOX_POISON.
 *
 * Returns: (transfer full): the text, which is JSON as the grammar has it
 */
GString *osr_sandbox_poison (const char *json, gsize length);

G_END_DECLS
