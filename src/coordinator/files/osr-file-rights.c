/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The case itself is asked first, and who brought the file: both are known at once. Only for what came
 * from another case the lists are brought up to date. */
#include "coordinator/files/osr-file-rights.h"

#include "coordinator/osr-coordinator-error.h"
#include "core/media/osr-media-named.h"
#include "core/osr-error.h"
#include "store/files/osr-log-files.h"
#include "store/files/osr-log-handed.h"

#define INDEX_NOW 200

/* A proof is among the files of its payload, and goes with it. */
static gboolean
is_of_case (const OsrFileRights *rights, const char *digest)
{
  g_autoptr (GPtrArray) digests = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; rights->the_case != NULL && i < rights->the_case->events->len; i++) {
    const OsrEvent *event = g_ptr_array_index (rights->the_case->events, i);

    osr_media_add_named (digests, event->members);
    osr_media_add_named (digests, event->payload);
  }
  return g_ptr_array_find_with_equal_func (digests, digest, g_str_equal, NULL);
}

/* A list that lags behind says nothing of who may not. */
static gboolean
is_of_another_case (const OsrFileRights *rights, const char *digest, GError **error)
{
  gboolean done = FALSE;

  if (!osr_index_update (rights->index, INDEX_NOW, &done, error))
    return FALSE;
  if (osr_index_may_read_file (rights->index, rights->person, digest))
    return TRUE;
  if (done)
    g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, OSR_LOG_FILE_ABSENT);
  else
    g_set_error_literal (error, OSR_COORDINATOR_ERROR, OSR_COORDINATOR_ERROR_BUSY,
                         "The lists of cases are not up to date yet.");
  return FALSE;
}

gboolean
osr_file_rights_check (const OsrFileRights *rights, const OsrParsedCommand *command, GError **error)
{
  g_autoptr (GPtrArray) digests = g_ptr_array_new_with_free_func (g_free);

  osr_media_add_named (digests, command->members);
  osr_media_add_named (digests, command->payload);
  osr_media_add_proof (digests, command->members);
  for (guint i = 0; i < digests->len; i++) {
    const char *digest = digests->pdata[i];

    if (!osr_log_was_handed_in (rights->log, digest, rights->person) &&
        !is_of_case (rights, digest) && !is_of_another_case (rights, digest, error))
      return FALSE;
  }
  return TRUE;
}
