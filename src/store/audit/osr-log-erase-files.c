/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files whose names stood in words that were destroyed go with them, once that is committed, unless
 * another record still names them: the same picture may stand in two messages. */
#include <glib/gstdio.h>
#include <string.h>

#include "core/osr-json.h"
#include "store/osr-log-private.h"

#define DIGEST_CHARS 64
#define SQL_NAMED                                                                                  \
  "SELECT 1 FROM payload WHERE instr (CAST (body AS TEXT), :digest) > 0"                           \
  " UNION ALL SELECT 1 FROM event WHERE instr (CAST (meta AS TEXT), :digest) > 0 LIMIT 1"

static void
add_digest (OsrLog *self, const char *digest)
{
  if (digest != NULL && strlen (digest) == DIGEST_CHARS &&
      strspn (digest, "0123456789abcdef") == DIGEST_CHARS)
    g_ptr_array_add (self->erased_files, g_strdup (digest));
}

static void
add_list (OsrLog *self, JsonArray *list)
{
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++) {
    JsonObject *object = osr_json_array_get_object (list, i);

    add_digest (self, object != NULL ? osr_json_get_string (object, "digest")
                                     : osr_json_array_get_string (list, i));
  }
}

gboolean
osr_log_note_erased_files (OsrLog *self, const char *stream, gint64 version, GError **error)
{
  g_autoptr (GPtrArray) events = osr_log_load_events (self, stream, version - 1, error);
  OsrEvent *event = events != NULL && events->len > 0 ? events->pdata[0] : NULL;

  if (events == NULL)
    return FALSE;
  if (event == NULL || event->version != version || event->payload == NULL)
    return TRUE;
  add_list (self, osr_json_get_array (event->payload, "media"));
  add_list (self, osr_json_get_array (event->payload, "attachments"));
  add_digest (self, osr_json_get_string (event->payload, "proof"));
  return TRUE;
}

/* When that cannot be told, it is taken for named: a file that is too much can be removed later. */
static gboolean
is_named (OsrLog *self, const char *digest)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (self->database, SQL_NAMED, NULL);

  if (select == NULL)
    return TRUE;
  osr_statement_bind_text (select, ":digest", digest);
  return osr_statement_step (select, NULL) != OSR_STEP_DONE;
}

void
osr_log_remove_erased_files (OsrLog *self)
{
  g_autofree char *folder = g_path_get_dirname (osr_database_get_path (self->database));

  for (guint i = 0; i < self->erased_files->len; i++) {
    const char *digest = self->erased_files->pdata[i];
    g_autofree char *begin = g_strndup (digest, 2);
    g_autofree char *path = g_build_filename (folder, OSR_LOG_ATTACHMENTS, begin, digest, NULL);

    if (!is_named (self, digest) && g_unlink (path) != 0 && g_file_test (path, G_FILE_TEST_EXISTS))
      g_warning ("%s was to be destroyed and cannot be removed", path);
  }
  g_ptr_array_set_size (self->erased_files, 0);
}
