/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 24 bytes in base64url: eight of the place, four of the minute, twelve of the seal. Readers must not
 * be able to make one up: a place amid an event's cases says how many of them were read. */
#include "store/osr-cursor.h"

#include <string.h>

#define PLAIN_BYTES  12
#define SEAL_BYTES   12
#define DIGEST_BYTES 32
#define TEXT_LENGTH  ((PLAIN_BYTES + SEAL_BYTES) / 3 * 4)

G_STATIC_ASSERT ((PLAIN_BYTES + SEAL_BYTES) % 3 == 0);
G_STATIC_ASSERT (TEXT_LENGTH <= OSR_CURSOR_MAX_BYTES);

static void
seal (const guint8 *plain, GBytes *key, const char *epoch, guint8 *digest)
{
  gsize key_length;
  const guint8 *key_bytes = g_bytes_get_data (key, &key_length);
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, key_bytes, key_length);
  gsize length = DIGEST_BYTES;

  g_hmac_update (hmac, (const guchar *) "cursor", 7);
  g_hmac_update (hmac, (const guchar *) epoch, (gssize) strlen (epoch) + 1);
  g_hmac_update (hmac, plain, PLAIN_BYTES);
  g_hmac_get_digest (hmac, digest, &length);
}

char *
osr_cursor_write (const OsrCursor *cursor, GBytes *key, const char *epoch)
{
  guint8 bytes[PLAIN_BYTES + DIGEST_BYTES];
  guint64 position = GUINT64_TO_BE ((guint64) cursor->position);
  guint32 minute = GUINT32_TO_BE ((guint32) (MAX (cursor->given, 0) / OSR_MINUTE));
  char *text;

  memcpy (bytes, &position, sizeof position);
  memcpy (bytes + sizeof position, &minute, sizeof minute);
  seal (bytes, key, epoch, bytes + PLAIN_BYTES);
  text = g_base64_encode (bytes, PLAIN_BYTES + SEAL_BYTES);
  g_strdelimit (text, "+", '-');
  return g_strdelimit (text, "/", '_');
}

/* Strictly: each place has one spelling. */
static gboolean
decode (const char *text, guint8 *bytes)
{
  g_autofree char *plain = NULL;
  g_autofree guint8 *decoded = NULL;
  gsize length = 0;

  if (text == NULL || strnlen (text, TEXT_LENGTH + 1) != TEXT_LENGTH)
    return FALSE;
  for (const char *c = text; *c != '\0'; c++) {
    if (!g_ascii_isalnum (*c) && *c != '-' && *c != '_')
      return FALSE;
  }
  plain = g_strdelimit (g_strdelimit (g_strdup (text), "-", '+'), "_", '/');
  decoded = g_base64_decode (plain, &length);
  if (length != PLAIN_BYTES + SEAL_BYTES)
    return FALSE;
  memcpy (bytes, decoded, length);
  return TRUE;
}

/* In the same time wherever they differ. */
static gboolean
is_same (const guint8 *a, const guint8 *b, gsize length)
{
  guint8 difference = 0;

  for (gsize i = 0; i < length; i++)
    difference |= a[i] ^ b[i];
  return difference == 0;
}

gboolean
osr_cursor_read (const char *text, GBytes *key, const char *epoch, OsrCursor *cursor,
                 GError **error)
{
  guint8 bytes[PLAIN_BYTES + SEAL_BYTES];
  guint8 digest[DIGEST_BYTES];
  guint64 position;
  guint32 minute;

  if (decode (text, bytes)) {
    seal (bytes, key, epoch, digest);
    memcpy (&position, bytes, sizeof position);
    memcpy (&minute, bytes + sizeof position, sizeof minute);
    position = GUINT64_FROM_BE (position);
    if (is_same (digest, bytes + PLAIN_BYTES, SEAL_BYTES) && position <= G_MAXINT64) {
      cursor->position = (gint64) position;
      cursor->given = (gint64) GUINT32_FROM_BE (minute) * OSR_MINUTE;
      return TRUE;
    }
  }
  g_set_error_literal (error, OSR_STORE_ERROR, OSR_STORE_ERROR_EPOCH,
                       "the cursor is not of this log; begin anew");
  return FALSE;
}
