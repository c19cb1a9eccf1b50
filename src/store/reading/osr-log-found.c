/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times never go back in the log, so that the first event that is too old ends the walk. */
#include "store/reading/osr-log-found.h"

#include "store/osr-log-private.h"

GPtrArray *
osr_log_list_found (OsrLog *self, gint64 after, OsrInstant since, GError **error)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database, "SELECT stream, type, at FROM event WHERE seq > :after ORDER BY seq DESC",
      error);
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func (g_free);
  OsrStep step;

  if (select == NULL)
    return NULL;
  osr_statement_bind_int (select, ":after", after);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW &&
         osr_statement_get_int (select, "at") >= since) {
    if (g_strcmp0 (osr_statement_get_text (select, "type"), "found") == 0)
      g_ptr_array_insert (cases, 0, osr_statement_dup_text (select, "stream"));
  }
  return step != OSR_STEP_FAILED ? g_steal_pointer (&cases) : NULL;
}
