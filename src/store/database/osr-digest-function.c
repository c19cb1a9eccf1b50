/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers are taken as the text that SQLite makes of them. */
#include "store/database/osr-digest-function.h"

#define NO_VALUE (-1)

static void
add (GChecksum *checksum, sqlite3_value *value)
{
  gboolean absent = sqlite3_value_type (value) == SQLITE_NULL;
  const guchar *bytes = sqlite3_value_blob (value);
  gint64 length = absent ? NO_VALUE : sqlite3_value_bytes (value);
  gint64 order = GINT64_TO_BE (length);

  g_checksum_update (checksum, (const guchar *) &order, sizeof order);
  if (length > 0)
    g_checksum_update (checksum, bytes, (gssize) length);
}

static void
digest (sqlite3_context *context, int n, sqlite3_value **values)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (int i = 0; i < n; i++)
    add (checksum, values[i]);
  sqlite3_result_text (context, g_checksum_get_string (checksum), -1, SQLITE_TRANSIENT);
}

int
osr_digest_function_register (sqlite3 *handle)
{
  return sqlite3_create_function_v2 (handle, "osr_digest", -1,
                                     SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
                                     digest, NULL, NULL, NULL);
}
