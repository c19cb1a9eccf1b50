/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The smallest value of a hash over all shingles is the same for two texts as often as they share
 * shingles; two such values together make a band. */
#include "core/text/osr-text-sketch.h"

#define ROWS 2 /* values in a band */

/* FNV-1a. */
static guint64
hash_stem (guint64 hash, const OsrTextToken *token)
{
  for (guint i = 0; i < token->stem_length; i++)
    hash = (hash ^ (guchar) token->stem[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return (hash ^ 0xff) * G_GUINT64_CONSTANT (0x100000001b3);
}

/* The last steps of SplitMix64: every bit of the answer hangs on every bit asked. */
static guint64
mix (guint64 x)
{
  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  guint64 one = *(const guint64 *) a, other = *(const guint64 *) b;

  return one < other ? -1 : one > other;
}

static void
remove_doubles (GArray *hashes)
{
  guint kept = 0;

  for (guint i = 0; i < hashes->len; i++) {
    guint64 hash = g_array_index (hashes, guint64, i);

    if (kept == 0 || g_array_index (hashes, guint64, kept - 1) != hash)
      g_array_index (hashes, guint64, kept++) = hash;
  }
  g_array_set_size (hashes, kept);
}

GArray *
osr_text_shingles_new (OsrTextTokens *tokens)
{
  GArray *hashes = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint n = MIN (osr_text_tokens_get_count (tokens), OSR_TEXT_SKETCH_WORDS);

  for (guint i = 0; i + 1 < n; i++) {
    guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

    hash = hash_stem (hash, osr_text_tokens_get (tokens, i));
    hash = mix (hash_stem (hash, osr_text_tokens_get (tokens, i + 1)));
    g_array_append_val (hashes, hash);
  }
  g_array_sort (hashes, compare);
  remove_doubles (hashes);
  return hashes;
}

double
osr_text_shingles_compare (GArray *one, GArray *other)
{
  guint i = 0, n = 0, common = 0;

  while (i < one->len && n < other->len) {
    guint64 a = g_array_index (one, guint64, i), b = g_array_index (other, guint64, n);

    common += a == b;
    i += a <= b;
    n += b <= a;
  }
  if (one->len + other->len == 0)
    return 0;
  return (double) common / (one->len + other->len - common);
}

static guint64
smallest (GArray *shingles, guint64 seed)
{
  guint64 least = G_MAXUINT64;

  for (guint i = 0; i < shingles->len; i++)
    least = MIN (least, mix (g_array_index (shingles, guint64, i) ^ mix (seed)));
  return least;
}

gboolean
osr_text_sketch (OsrTextTokens *tokens, gint64 bands[OSR_TEXT_SKETCH_BANDS])
{
  g_autoptr (GArray) shingles = NULL;

  if (osr_text_tokens_get_count (tokens) < OSR_TEXT_SKETCH_LEAST)
    return FALSE;
  shingles = osr_text_shingles_new (tokens);
  for (guint band = 0; band < OSR_TEXT_SKETCH_BANDS; band++) {
    guint64 value = band + 1;

    for (guint row = 0; row < ROWS; row++)
      value = mix (value ^ smallest (shingles, band * ROWS + row + 1));
    bands[band] = (gint64) value;
  }
  return TRUE;
}
