/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An administrator need not read a case to destroy its words: they answer for the data of the office
 * (152-FZ, article 22.1), not for the replies. */
#include "coordinator/audit/osr-erasure.h"

#include "coordinator/osr-coordinator-error.h"
#include "core/record/osr-stream.h"
#include "store/audit/osr-log-erase.h"

gboolean
osr_erasure_is_asked (const OsrParsedCommand *command)
{
  return g_str_equal (command->type, "payload-erased");
}

static gboolean
refuse (GError **error, int code, const char *sentence)
{
  g_set_error_literal (error, OSR_COORDINATOR_ERROR, code, sentence);
  return FALSE;
}

static gboolean
check_person (OsrLog *log, const char *person, const OsrParsedCommand *command, GError **error)
{
  return (osr_registry_has_role (osr_log_get_registry (log), person, OSR_ROLE_ADMIN, NULL) &&
          command->on_behalf == NULL) ||
         refuse (error, OSR_COORDINATOR_ERROR_FORBIDDEN,
                 "Only an administrator has words destroyed.");
}

gboolean
osr_erasure_check (OsrLog *log, const char *person, const OsrParsedCommand *command, GError **error)
{
  g_autoptr (GError) fault = NULL;

  if (!check_person (log, person, command, error))
    return FALSE;
  if (osr_log_get_version (log, command->stream) == 0)
    return refuse (error, OSR_COORDINATOR_ERROR_NOT_FOUND, "There is no such case.");
  if (command->after_version >= 0 &&
      !osr_log_check_version (log, command->stream, command->after_version, error))
    return FALSE;
  if (osr_log_complete_erasure (log, command->stream, command->members, &fault))
    return TRUE;
  if (g_error_matches (fault, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND))
    return refuse (error, OSR_COORDINATOR_ERROR_NOT_FOUND,
                   "There are no words to destroy, or not any more.");
  if (g_error_matches (fault, OSR_STORE_ERROR, OSR_STORE_ERROR_INVALID))
    return refuse (error, OSR_COORDINATOR_ERROR_MALFORMED, fault->message);
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}
