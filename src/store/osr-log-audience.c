/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sees which case, from which event on: audiences of cases meet scopes of people. Written with
 * the events it follows from; a case is seen whole or not at all. */
#include "store/osr-log-private.h"

char *
osr_log_role_scope (const char *role, const char *body)
{
  if (g_strcmp0 (role, OSR_ROLE_CURATOR) == 0)
    return g_strdup (OSR_SCOPE_CURATORS);
  if (g_strcmp0 (role, OSR_ROLE_SUPERVISOR) == 0)
    return g_strdup (OSR_SCOPE_ALL);
  if (g_strcmp0 (role, OSR_ROLE_EXECUTOR) == 0 && body != NULL)
    return g_strconcat ("body/", body, NULL);
  return NULL;
}

static gboolean
add_audience (OsrLog *self, OsrEvent *event, const char *scope, GError **error)
{
  g_autoptr (OsrStatement) insert = osr_database_prepare (
      self->database,
      "INSERT INTO case_audience (stream, scope, from_seq) SELECT :stream, :scope, :seq"
      " WHERE NOT EXISTS (SELECT 1 FROM case_audience"
      "  WHERE stream = :stream AND scope = :scope AND to_seq IS NULL)",
      error);

  if (insert == NULL)
    return FALSE;
  osr_statement_bind_text (insert, ":stream", event->stream);
  osr_statement_bind_text (insert, ":scope", scope);
  osr_statement_bind_int (insert, ":seq", event->seq);
  return osr_statement_run (insert, error);
}

static gboolean
change_scope (OsrLog *self, OsrEvent *event, const char *sql, GError **error)
{
  const char *person = osr_event_get_string (event, "person");
  g_autofree char *scope = osr_log_role_scope (osr_event_get_string (event, "role"),
                                               osr_event_get_string (event, "body"));
  g_autoptr (OsrStatement) statement = NULL;

  if (scope == NULL || person == NULL)
    return TRUE;
  statement = osr_database_prepare (self->database, sql, error);
  if (statement == NULL)
    return FALSE;
  osr_statement_bind_text (statement, ":person", person);
  osr_statement_bind_text (statement, ":scope", scope);
  osr_statement_bind_int (statement, ":seq", event->seq);
  return osr_statement_run (statement, error);
}

static gboolean
note_office (OsrLog *self, OsrEvent *event, GError **error)
{
  if (osr_event_is (event, "role-granted"))
    return change_scope (self, event,
                         "INSERT INTO person_scope (person, scope, from_seq)"
                         " SELECT :person, :scope, :seq WHERE NOT EXISTS"
                         " (SELECT 1 FROM person_scope WHERE person = :person"
                         "  AND scope = :scope AND to_seq IS NULL)",
                         error);
  if (osr_event_is (event, "role-revoked"))
    return change_scope (self, event,
                         "UPDATE person_scope SET to_seq = :seq"
                         " WHERE person = :person AND scope = :scope AND to_seq IS NULL",
                         error);
  return TRUE;
}

gboolean
osr_log_note_audience (OsrLog *self, OsrEvent *event, GError **error)
{
  const char *body = osr_event_get_string (event, "body");

  if (g_str_equal (event->stream, OSR_STREAM_OFFICE))
    return note_office (self, event, error);
  if (event->version == 1 && (!add_audience (self, event, OSR_SCOPE_CURATORS, error) ||
                              !add_audience (self, event, OSR_SCOPE_ALL, error)))
    return FALSE;
  if (body != NULL &&
      (osr_event_is (event, "routed") || osr_event_is (event, "contribution-requested"))) {
    g_autofree char *scope = osr_log_role_scope (OSR_ROLE_EXECUTOR, body);

    return add_audience (self, event, scope, error);
  }
  return TRUE;
}

/* Only what is open now counts: a reader whose right was interrupted gets the case anew from the
 * later moment, whole. */
gint64
osr_log_visible_from (OsrLog *self, const char *person, const char *stream, GError **error)
{
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database, OSR_LOG_SQL_VISIBLE, error);

  if (select == NULL)
    return -1;
  osr_statement_bind_text (select, ":stream", stream);
  osr_statement_bind_text (select, ":person", person);
  if (osr_statement_step (select, error) != OSR_STEP_ROW)
    return -1;
  return osr_statement_is_null (select, "seq") ? G_MAXINT64 : osr_statement_get_int (select, "seq");
}

gboolean
osr_log_can_see (OsrLog *self, const char *person, const char *stream)
{
  gint64 from;

  if (g_str_equal (stream, OSR_STREAM_OFFICE))
    return TRUE;
  from = osr_log_visible_from (self, person, stream, NULL);
  return from >= 0 && from < G_MAXINT64;
}
