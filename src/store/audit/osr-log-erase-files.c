/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures that came with destroyed words. They go when the lists of cases are brought up to date
 * (osr-index-files.c); a restored log has lists of its own, which never knew of them. So they stand in the
 * list of what was destroyed, and go by it. */
#include <errno.h>

#include "core/media/osr-media-named.h"
#include "core/osr-chain.h"
#include "core/osr-json.h"
#include "store/audit/osr-erasure-list.h"
#include "store/audit/osr-log-audit-private.h"
#include "store/files/osr-log-files.h"
#include "store/files/osr-log-handed.h"
#include "store/osr-log-private.h"

#define FILES "files"
#define SQL_NAMED                                                                                  \
  "SELECT (SELECT count (*) FROM payload WHERE instr (CAST (body AS TEXT), :digest) > 0) +"        \
  " (SELECT count (*) FROM event e WHERE instr (CAST (meta AS TEXT), :digest) > 0"                 \
  "  AND (instr (CAST (meta AS TEXT), '\"proof\":\"' || :digest) = 0"                              \
  "   OR EXISTS (SELECT 1 FROM payload p WHERE p.seq = e.seq))) AS n"

void
osr_log_note_erased_files (OsrEvent *erased, JsonObject *entry)
{
  g_autoptr (GPtrArray) digests = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonArray) files = json_array_new ();

  osr_media_add_named (digests, erased->payload);
  osr_media_add_proof (digests, erased->members);
  for (guint i = 0; i < digests->len; i++)
    json_array_add_string_element (files, digests->pdata[i]);
  if (digests->len > 0)
    json_object_set_array_member (entry, FILES, json_array_ref (files));
}

static void
add_files (GPtrArray *digests, JsonObject *entry)
{
  JsonArray *files = osr_json_get_array (entry, FILES);

  for (guint i = 0; files != NULL && i < json_array_get_length (files); i++) {
    const char *digest = osr_json_array_get_string (files, i);

    if (osr_is_digest (digest))
      g_ptr_array_add (digests, g_strdup (digest));
  }
}

/* Another program may have destroyed them. */
GPtrArray *
osr_log_list_erased_files (OsrLog *self, const char *stream, GError **error)
{
  g_autoptr (GPtrArray) digests = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (stream != NULL, NULL);

  if (!osr_log_heed_erasures (self, error))
    return NULL;
  for (guint i = 0; i < self->destroyed->entries->len; i++) {
    JsonObject *entry = self->destroyed->entries->pdata[i];

    if (g_str_equal (osr_json_get_string (entry, "case"), stream))
      add_files (digests, entry);
  }
  return g_steal_pointer (&digests);
}

/* The same picture may have come with other words, which are there, or gone out with a reply. */
static gboolean
is_named (OsrLog *self, const char *digest, gboolean *named, GError **error)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (self->database, SQL_NAMED, error);

  if (select == NULL)
    return FALSE;
  osr_statement_bind_text (select, ":digest", digest);
  if (osr_statement_step (select, error) != OSR_STEP_ROW)
    return FALSE;
  *named = osr_statement_get_int (select, "n") > 0;
  return TRUE;
}

static gboolean
remove_file (OsrLog *self, const char *digest, GError **error)
{
  g_autofree char *path = osr_log_dup_file_path (self, digest);
  gboolean named = TRUE;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!is_named (self, digest, &named, error))
    return FALSE;
  if (named || osr_log_remove_file (self, digest))
    return TRUE;
  g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FAILED,
               "%s belongs to words that were erased and cannot be removed: %s", path,
               g_strerror (errno));
  return FALSE;
}

gboolean
osr_log_remove_erased_files (OsrLog *self, JsonObject *entry, GError **error)
{
  JsonArray *files = osr_json_get_array (entry, FILES);

  for (guint i = 0; files != NULL && i < json_array_get_length (files); i++) {
    if (!remove_file (self, osr_json_array_get_string (files, i), error))
      return FALSE;
  }
  return TRUE;
}
