/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sees which case, from which event on: audiences of cases meet scopes of people. Written with
 * the events it follows from; a case is seen whole or not at all. */
#include "store/osr-log-private.h"

/* (nullable) (transfer full): the newest regulation that this transaction has appended, in a registry
 * of its own: the log's learns of it with the commit. */
static OsrRegistry *
pending_regulation (OsrLog *self)
{
  for (guint i = self->pending->len; i > 0; i--) {
    OsrEvent *event = self->pending->pdata[i - 1];
    OsrRegistry *registry;

    if (!osr_event_is (event, "regulation-adopted"))
      continue;
    registry = osr_registry_new ();
    osr_registry_apply (registry, event);
    return registry;
  }
  return NULL;
}

/* (nullable): what a role opens by the regulation in force; how it reads the cases is the profile's. */
static char *
dup_scope (OsrLog *self, OsrEvent *event)
{
  g_autoptr (OsrRegistry) pending = pending_regulation (self);

  return osr_registry_dup_scope (pending != NULL ? pending : self->registry,
                                 osr_event_get_string (event, "role"),
                                 osr_event_get_string (event, "body"));
}

/* Whether the person reads the same cases by another role that they keep. */
static gboolean
is_kept (OsrLog *self, OsrEvent *revoked, const char *scope)
{
  GPtrArray *grants = osr_registry_get_grants (self->registry);

  for (guint i = 0; i < grants->len; i++) {
    const OsrGrant *grant = grants->pdata[i];
    g_autofree char *other = NULL;

    if (g_strcmp0 (grant->person, osr_event_get_string (revoked, "person")) != 0 ||
        (g_strcmp0 (grant->role, osr_event_get_string (revoked, "role")) == 0 &&
         g_strcmp0 (grant->body, osr_event_get_string (revoked, "body")) == 0))
      continue;
    other = osr_registry_dup_scope (self->registry, grant->role, grant->body);
    if (g_strcmp0 (other, scope) == 0)
      return TRUE;
  }
  return FALSE;
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
  g_autofree char *scope = dup_scope (self, event);
  g_autoptr (OsrStatement) statement = NULL;

  if (scope == NULL || person == NULL ||
      (osr_event_is (event, "role-revoked") && is_kept (self, event, scope)))
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
    g_autofree char *scope = g_strconcat ("body/", body, NULL);

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
