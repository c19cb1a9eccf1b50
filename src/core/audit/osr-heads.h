/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where each stream of the log ended at a checkpoint, as leaves of a tree in the order of the streams'
 * names. An event under a checkpoint proves that it was written; its stream's head proves that none
 * after it was. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * osr_heads_leaf:
 * @stream: its name
 * @version: of its last event
 * @hash: of that event
 *
 * Returns: (transfer full): a hash, for the trees of osr-merkle.h
 */
char *osr_heads_leaf (const char *stream, gint64 version, const char *hash);

G_END_DECLS
