/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What feeds get wrong about single characters, put right before they are read: the reader itself would
 * leave the characters out. What is wrong about the elements stays wrong. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * osr_feed_mend:
 * @bytes: a document in an encoding in which ASCII is ASCII
 * @length: its length
 *
 * A control character that XML forbids becomes a space, plain or as a reference; HTML's own reference
 * a number; an ampersand that begins no reference is said so. Sections of raw text and comments keep
 * their ampersands.
 *
 * Returns: (transfer full) (nullable): the document again, or %NULL when it is in no such encoding
 */
GString *osr_feed_mend (const char *bytes, gsize length);

G_END_DECLS
