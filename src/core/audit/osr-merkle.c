/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leaves and inner nodes are hashed under different first bytes, so that neither passes for the other
 * (RFC 6962, 2.1). A leaf's input is the 32 bytes of an event's hash. */
#include "core/osr-chain.h"
#include "core/audit/osr-merkle.h"

#include <string.h>

#define BYTES       32
#define LEAF_PREFIX 0x00
#define NODE_PREFIX 0x01
#define MAX_PATH    64

typedef struct {
  guint8 bytes[BYTES];
} Hash;

static gboolean
from_hex (const char *text, Hash *hash)
{
  if (!osr_is_digest (text))
    return FALSE;
  for (guint i = 0; i < BYTES; i++)
    hash->bytes[i] =
        (guint8) (g_ascii_xdigit_value (text[2 * i]) * 16 + g_ascii_xdigit_value (text[2 * i + 1]));
  return TRUE;
}

static char *
to_hex (const Hash *hash)
{
  GString *text = g_string_sized_new (2 * BYTES);

  for (guint i = 0; i < BYTES; i++)
    g_string_append_printf (text, "%02x", hash->bytes[i]);
  return g_string_free (text, FALSE);
}

/* @right: (nullable): none for a leaf */
static Hash
combine (guchar prefix, const Hash *left, const Hash *right)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = BYTES;
  Hash hash;

  g_checksum_update (sum, &prefix, 1);
  g_checksum_update (sum, left->bytes, BYTES);
  if (right != NULL)
    g_checksum_update (sum, right->bytes, BYTES);
  g_checksum_get_digest (sum, hash.bytes, &length);
  return hash;
}

/* (transfer full) (nullable): the lowest row of the tree */
static Hash *
hash_leaves (GPtrArray *leaves)
{
  g_autofree Hash *row = g_new (Hash, MAX (leaves->len, 1));

  for (guint i = 0; i < leaves->len; i++) {
    Hash leaf;

    if (!from_hex (leaves->pdata[i], &leaf))
      return NULL;
    row[i] = combine (LEAF_PREFIX, &leaf, NULL);
  }
  return g_steal_pointer (&row);
}

/* Makes the row above in place: a last one without a neighbour goes up as it is, which gives the same
 * tree as halving at powers of two. */
static guint
rise (Hash *row, guint n)
{
  for (guint i = 0; i + 1 < n; i += 2)
    row[i / 2] = combine (NODE_PREFIX, &row[i], &row[i + 1]);
  if (n % 2 == 1)
    row[n / 2] = row[n - 1];
  return n / 2 + n % 2;
}

char *
osr_merkle_root (GPtrArray *leaves)
{
  g_autofree Hash *row = hash_leaves (leaves);
  guint n = leaves->len;

  if (row == NULL)
    return NULL;
  if (n == 0)
    return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) "", 0);
  while (n > 1)
    n = rise (row, n);
  return to_hex (&row[0]);
}

GPtrArray *
osr_merkle_path (GPtrArray *leaves, guint index)
{
  g_autoptr (GPtrArray) path = g_ptr_array_new_with_free_func (g_free);
  g_autofree Hash *row = hash_leaves (leaves);
  guint n = leaves->len;

  g_return_val_if_fail (index < n, NULL);
  if (row == NULL)
    return NULL;
  while (n > 1) {
    guint beside = index ^ 1;

    if (beside < n)
      g_ptr_array_add (path, to_hex (&row[beside]));
    n = rise (row, n);
    index /= 2;
  }
  return g_steal_pointer (&path);
}

/* RFC 9162, 2.1.3.2: the place and the count say at each level which side the neighbour stands on, and
 * how long the path is. */
char *
osr_merkle_root_of (const char *leaf, guint64 index, guint64 count, GPtrArray *path)
{
  guint64 last = count - 1;
  guint used = 0;
  Hash hash, beside;

  if (index >= count || path->len > MAX_PATH || !from_hex (leaf, &hash))
    return NULL;
  for (hash = combine (LEAF_PREFIX, &hash, NULL); last > 0; index /= 2, last /= 2) {
    if (index == last && index % 2 == 0)
      continue;
    if (used >= path->len || !from_hex (path->pdata[used++], &beside))
      return NULL;
    hash = index % 2 == 1 ? combine (NODE_PREFIX, &beside, &hash)
                          : combine (NODE_PREFIX, &hash, &beside);
  }
  return used == path->len ? to_hex (&hash) : NULL;
}
