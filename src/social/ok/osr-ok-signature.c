/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MD5 of the sorted parameters and the secret; the algorithm is Odnoklassniki's choice. */
#include "social/ok/osr-ok-signature.h"

#include <string.h>

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
osr_ok_signature (GHashTable *parameters, const char *secret)
{
  static const char *const unsigned_names[] = { "access_token", "session_key", "sig", NULL };
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_MD5);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name;

  g_return_val_if_fail (parameters != NULL && secret != NULL, NULL);

  g_hash_table_iter_init (&iter, parameters);
  while (g_hash_table_iter_next (&iter, &name, NULL)) {
    if (!g_strv_contains (unsigned_names, name))
      g_ptr_array_add (names, name);
  }
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++) {
    const char *value = g_hash_table_lookup (parameters, names->pdata[i]);

    g_checksum_update (sum, names->pdata[i], -1);
    g_checksum_update (sum, (const guchar *) "=", 1);
    g_checksum_update (sum, (const guchar *) value, -1);
  }
  g_checksum_update (sum, (const guchar *) secret, -1);
  return g_strdup (g_checksum_get_string (sum));
}

char *
osr_ok_secret (const char *access_token, const char *application_secret)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_MD5);

  g_return_val_if_fail (access_token != NULL && application_secret != NULL, NULL);

  g_checksum_update (sum, (const guchar *) access_token, -1);
  g_checksum_update (sum, (const guchar *) application_secret, -1);
  return g_strdup (g_checksum_get_string (sum));
}
