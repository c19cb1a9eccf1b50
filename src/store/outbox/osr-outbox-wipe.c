/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row is deleted in a statement of its own, so that a disk too full for the rewriting keeps it
 * no longer than needed. */
#include "store/outbox/osr-outbox-wipe.h"

#include "store/credentials/osr-clean-copies.h"
#include "store/osr-outbox-private.h"

gboolean
osr_outbox_wipe (OsrOutbox *self, const char *key, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM setting WHERE key = '%s'", key);

  if (!osr_outbox_set (self, key, NULL, error))
    return FALSE;
  osr_clean_copies (osr_database_get_path (self->database), "setting", sql);
  return osr_database_wipe (self->database, sql, error);
}
