/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 over length-prefixed parts: no two different lists of parts give the same bytes. */
#include "core/osr-chain.h"

#include <string.h>

#define DIGEST_CHARS 64

gboolean
osr_is_digest (const char *text)
{
  return text != NULL && strlen (text) == DIGEST_CHARS &&
         strspn (text, "0123456789abcdef") == DIGEST_CHARS;
}

static void
add_part (GChecksum *sum, const void *bytes, gsize length)
{
  guint64 size = GUINT64_TO_BE ((guint64) length);

  g_checksum_update (sum, (const guchar *) &size, sizeof size);
  if (length > 0)
    g_checksum_update (sum, bytes, (gssize) length);
}

static void
add_string (GChecksum *sum, const char *text)
{
  add_part (sum, text != NULL ? text : "", text != NULL ? strlen (text) : 0);
}

static void
add_bytes (GChecksum *sum, GBytes *bytes)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  add_part (sum, data, length);
}

char *
osr_chain_payload_digest (GBytes *salt, GBytes *payload)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  add_bytes (sum, salt);
  add_bytes (sum, payload);
  return g_strdup (g_checksum_get_string (sum));
}

char *
osr_chain_hash (const char *previous, GBytes *meta, const char *payload_digest)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  add_string (sum, previous);
  add_bytes (sum, meta);
  add_string (sum, payload_digest);
  return g_strdup (g_checksum_get_string (sum));
}

char *
osr_text_digest (const char *kind, const char *text, const char *account, const char *target,
                 const char *attachments)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  add_string (sum, kind);
  add_string (sum, text);
  add_string (sum, account);
  add_string (sum, target);
  add_string (sum, attachments);
  return g_strdup (g_checksum_get_string (sum));
}
