/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each part is examined whatever the others say: a log that is broken in two ways says both. */
#include "store/audit/osr-log-audit.h"

#include "store/audit/osr-log-answers.h"
#include "store/audit/osr-log-shadow.h"
#include "store/osr-log-private.h"

static void
fault_free (gpointer data)
{
  OsrAuditFault *fault = data;

  g_free (fault->message);
  g_free (fault);
}

void
osr_audit_free (OsrAudit *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->last, osr_checkpoint_free);
  g_ptr_array_unref (self->faults);
  g_free (self);
}

static gboolean
check_pages (OsrLog *self, GError **error)
{
  g_autoptr (OsrStatement) check =
      osr_database_prepare (self->database, "PRAGMA integrity_check (1)", error);
  const char *answer;

  if (check == NULL || osr_statement_step (check, error) != OSR_STEP_ROW)
    return FALSE;
  answer = osr_statement_get_text (check, "integrity_check");
  if (g_strcmp0 (answer, "ok") == 0)
    return TRUE;
  g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT, "the file is damaged: %s", answer);
  return FALSE;
}

static gboolean
check_references (OsrLog *self, GError **error)
{
  g_autoptr (OsrStatement) check =
      osr_database_prepare (self->database, "PRAGMA foreign_key_check", error);
  OsrStep step = check != NULL ? osr_statement_step (check, error) : OSR_STEP_FAILED;

  if (step == OSR_STEP_ROW)
    g_set_error_literal (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT,
                         "there are words that belong to no event");
  return step == OSR_STEP_DONE;
}

static gboolean
check_file (OsrLog *self, OsrAudit *audit, GError **error)
{
  return check_pages (self, error) && check_references (self, error);
}

static gboolean
check_events (OsrLog *self, OsrAudit *audit, GError **error)
{
  g_autoptr (GPtrArray) checkpoints = NULL;

  if (!osr_log_verify (self, NULL, &audit->n_events, error))
    return FALSE;
  checkpoints = osr_log_load_checkpoints (self, error);
  if (checkpoints == NULL)
    return FALSE;
  audit->n_checkpoints = checkpoints->len;
  audit->last = osr_log_load_last_checkpoint (self, error);
  return audit->last != NULL || checkpoints->len == 0;
}

static gboolean
check_numbers (OsrLog *self, OsrAudit *audit, GError **error)
{
  return osr_log_verify_numbers (self, error);
}

static gboolean
check_audience (OsrLog *self, OsrAudit *audit, GError **error)
{
  return osr_log_verify_audience (self, error);
}

static gboolean
check_commands (OsrLog *self, OsrAudit *audit, GError **error)
{
  return osr_log_verify_commands (self, error);
}

/* (transfer full): @message on one line of valid UTF-8: it may quote what is damaged */
static char *
dup_printable (const char *message)
{
  GString *text = g_string_new (NULL);

  for (const char *c = message; *c != '\0';) {
    gunichar one = g_utf8_get_char_validated (c, -1);
    gboolean valid = one != (gunichar) -1 && one != (gunichar) -2;

    if (valid && !g_unichar_iscntrl (one))
      g_string_append_unichar (text, one);
    else
      g_string_append_printf (text, "\\x%02x", (guint) (guchar) *c);
    c = valid ? g_utf8_next_char (c) : c + 1;
  }
  return g_string_free (text, FALSE);
}

OsrAudit *
osr_log_audit (OsrLog *self)
{
  static const struct {
    const char *part;
    gboolean (*check) (OsrLog *self, OsrAudit *audit, GError **error);
  } parts[] = {
    { "file", check_file },         { "events", check_events },     { "numbers", check_numbers },
    { "audience", check_audience }, { "commands", check_commands },
  };
  OsrAudit *audit = g_new0 (OsrAudit, 1);

  audit->faults = g_ptr_array_new_with_free_func (fault_free);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autoptr (GError) fault = NULL;
    OsrAuditFault *entry;

    if (parts[i].check (self, audit, &fault))
      continue;
    entry = g_new0 (OsrAuditFault, 1);
    entry->part = parts[i].part;
    entry->message = dup_printable (fault != NULL ? fault->message : "cannot be read");
    g_ptr_array_add (audit->faults, entry);
  }
  return audit;
}
