/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hash tree over hashes, of the shape of RFC 6962, 2.1: its root stands for all of them in order, and
 * a path of a few hashes proves that one is among them. All hashes are lower-case hex SHA-256. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * osr_merkle_root:
 * @leaves: (element-type utf8): hashes, in order
 *
 * Returns: (transfer full) (nullable): the root, for no leaves the hash of nothing; %NULL when one of
 *   them is no hash
 */
char *osr_merkle_root (GPtrArray *leaves);

/**
 * osr_merkle_path:
 * @leaves: (element-type utf8): hashes, in order
 * @index: of the leaf
 *
 * Returns: (transfer full) (element-type utf8) (nullable): what osr_merkle_root_of() needs beside the
 *   leaf, from the leaf upwards; empty for a single leaf; %NULL when one of them is no hash
 */
GPtrArray *osr_merkle_path (GPtrArray *leaves, guint index);

/**
 * osr_merkle_root_of:
 * @leaf: a hash
 * @index: its place
 * @count: of leaves in the tree
 * @path: (element-type utf8): from anybody
 *
 * Returns: (transfer full) (nullable): the root that @path leads to; %NULL when it cannot be one of a
 *   leaf at that place
 */
char *osr_merkle_root_of (const char *leaf, guint64 index, guint64 count, GPtrArray *path);

G_END_DECLS
