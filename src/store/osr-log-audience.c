/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sees which case, from which event on: audiences of cases meet scopes of people. Written with
 * the events it follows from; a case is seen whole or not at all. */
#include "core/office/osr-substitution.h"
#include "core/osr-json.h"
#include "core/record/osr-stream.h"
#include "store/osr-log-private.h"

#define SQL_CLOSE                                                                                  \
  "UPDATE person_scope SET to_seq = :seq WHERE person = :person AND scope = :scope AND via = ''"   \
  " AND to_seq IS NULL"

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
run_scope (OsrLog *self, const char *sql, const char *person, const char *scope, gint64 seq,
           GError **error)
{
  g_autoptr (OsrStatement) statement = osr_database_prepare (self->database, sql, error);

  if (statement == NULL)
    return FALSE;
  osr_statement_bind_text (statement, ":person", person);
  osr_statement_bind_text (statement, ":scope", scope);
  osr_statement_bind_int (statement, ":seq", seq);
  return osr_statement_run (statement, error);
}

static gboolean
open_scope (OsrLog *self, const char *person, const char *scope, gint64 seq, GError **error)
{
  return run_scope (self,
                    "INSERT INTO person_scope (person, scope, from_seq)"
                    " SELECT :person, :scope, :seq WHERE NOT EXISTS"
                    " (SELECT 1 FROM person_scope WHERE person = :person AND scope = :scope"
                    "  AND via = '' AND to_seq IS NULL)",
                    person, scope, seq, error);
}

/* Roles of somebody who is disabled open nothing until they are enabled. */
static gboolean
note_role (OsrLog *self, OsrEvent *event, GError **error)
{
  const char *person = osr_event_get_string (event, "person");
  g_autofree char *scope = dup_scope (self, event);

  if (scope == NULL || person == NULL)
    return TRUE;
  if (osr_event_is (event, "role-granted"))
    return !osr_registry_is_active (self->registry, person) ||
           open_scope (self, person, scope, event->seq, error);
  return is_kept (self, event, scope) ||
         run_scope (self, SQL_CLOSE, person, scope, event->seq, error);
}

static gboolean
run_person (OsrLog *self, const char *sql, const char *person, gint64 seq, GError **error)
{
  g_autoptr (OsrStatement) statement = osr_database_prepare (self->database, sql, error);

  if (statement == NULL)
    return FALSE;
  osr_statement_bind_text (statement, ":person", person);
  if (seq > 0)
    osr_statement_bind_int (statement, ":seq", seq);
  return osr_statement_run (statement, error);
}

/* Somebody who comes back reads what their roles open now. */
static gboolean
reopen_scopes (OsrLog *self, const char *person, gint64 seq, GError **error)
{
  GPtrArray *grants = osr_registry_get_grants (self->registry);

  for (guint i = 0; i < grants->len; i++) {
    const OsrGrant *grant = grants->pdata[i];
    g_autofree char *scope = NULL;

    if (g_strcmp0 (grant->person, person) != 0)
      continue;
    scope = osr_registry_dup_scope (self->registry, grant->role, grant->body);
    if (scope != NULL && !open_scope (self, person, scope, seq, error))
      return FALSE;
  }
  return TRUE;
}

/* Somebody who is disabled reads nothing more, and is signed in nowhere. */
static gboolean
note_person (OsrLog *self, OsrEvent *event, GError **error)
{
  const char *person = osr_event_get_string (event, "person");
  gboolean disabled = osr_json_get_boolean (event->members, "disabled", FALSE);

  if (person == NULL)
    return TRUE;
  if (!disabled)
    return osr_registry_is_active (self->registry, person) ||
           reopen_scopes (self, person, event->seq, error);
  return run_person (self,
                     "UPDATE person_scope SET to_seq = :seq"
                     " WHERE person = :person AND via = '' AND to_seq IS NULL",
                     person, event->seq, error) &&
         run_person (self, "DELETE FROM session WHERE person = :person", person, 0, error);
}

/* (transfer full): the scopes that the roles of @person open in @office, as a set */
static GHashTable *
scopes_in (OsrLog *self, OsrRegistry *office, const char *person)
{
  GHashTable *scopes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *grants = osr_registry_get_grants (self->registry);

  for (guint i = 0; i < grants->len; i++) {
    const OsrGrant *grant = grants->pdata[i];
    char *scope = NULL;

    if (g_strcmp0 (grant->person, person) == 0)
      scope = osr_registry_dup_scope (office, grant->role, grant->body);
    if (scope != NULL)
      g_hash_table_add (scopes, scope);
  }
  return scopes;
}

/* Closes what @person reads by @before and not by @after, and opens what is new. */
static gboolean
move_scopes (OsrLog *self, const char *person, GHashTable *before, GHashTable *after, gint64 seq,
             GError **error)
{
  GHashTableIter iter;
  const char *scope;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, (gpointer *) &scope, NULL)) {
    if (!g_hash_table_contains (after, scope) &&
        !run_scope (self, SQL_CLOSE, person, scope, seq, error))
      return FALSE;
  }
  g_hash_table_iter_init (&iter, after);
  while (g_hash_table_iter_next (&iter, (gpointer *) &scope, NULL)) {
    if (!g_hash_table_contains (before, scope) && !open_scope (self, person, scope, seq, error))
      return FALSE;
  }
  return TRUE;
}

/* A regulation may have a role read other cases than the one before: whoever holds it reads those from
 * here on. One that cannot be read changes nothing, as in the registry. */
static gboolean
note_regulation (OsrLog *self, OsrEvent *event, GError **error)
{
  g_autoptr (OsrRegistry) pending = pending_regulation (self);
  g_autoptr (OsrRegistry) next = osr_registry_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *grants = osr_registry_get_grants (self->registry);

  osr_registry_apply (next, event);
  if (osr_registry_get_regulation (next) == NULL)
    return TRUE;
  for (guint i = 0; i < grants->len; i++) {
    const char *person = ((const OsrGrant *) grants->pdata[i])->person;
    g_autoptr (GHashTable) before = NULL;
    g_autoptr (GHashTable) after = NULL;

    if (!g_hash_table_add (seen, (gpointer) person) ||
        !osr_registry_is_active (self->registry, person))
      continue;
    before = scopes_in (self, pending != NULL ? pending : self->registry, person);
    after = scopes_in (self, next, person);
    if (!move_scopes (self, person, before, after, event->seq, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
note_begun (OsrLog *self, OsrEvent *event, GError **error)
{
  const OsrSubstitution *entry =
      osr_registry_find_substitution (self->registry, osr_event_get_string (event, "id"));
  g_autoptr (OsrStatement) insert = NULL;

  if (entry == NULL)
    return TRUE;
  insert = osr_database_prepare (self->database,
                                 "INSERT OR REPLACE INTO stand_in (id, absent, substitute)"
                                 " VALUES (:id, :absent, :substitute)",
                                 error);
  if (insert == NULL)
    return FALSE;
  osr_statement_bind_text (insert, ":id", entry->id);
  osr_statement_bind_text (insert, ":absent", entry->absent);
  osr_statement_bind_text (insert, ":substitute", entry->substitute);
  return osr_statement_run (insert, error);
}

static gboolean
note_ended (OsrLog *self, OsrEvent *event, GError **error)
{
  g_autoptr (OsrStatement) statement =
      osr_database_prepare (self->database, "DELETE FROM stand_in WHERE id = :id", error);

  if (statement == NULL)
    return FALSE;
  osr_statement_bind_text (statement, ":id", osr_event_get_string (event, "id"));
  return osr_statement_run (statement, error);
}

/* Makes what substitutes read what those they act for read by their own roles. */
static gboolean
share_scopes (OsrLog *self, gint64 seq, GError **error)
{
  static const char *const steps[] = { OSR_LOG_SQL_UNSHARE, OSR_LOG_SQL_SHARE };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (OsrStatement) statement = osr_database_prepare (self->database, steps[i], error);

    if (statement == NULL)
      return FALSE;
    osr_statement_bind_int (statement, ":seq", seq);
    if (!osr_statement_run (statement, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
note_office (OsrLog *self, OsrEvent *event, GError **error)
{
  static const struct {
    const char *type;
    gboolean (*note) (OsrLog *self, OsrEvent *event, GError **error);
  } notes[] = {
    { "role-granted", note_role },        { "role-revoked", note_role },
    { "person-set", note_person },        { "substitution-begun", note_begun },
    { "substitution-ended", note_ended }, { "regulation-adopted", note_regulation },
  };

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++) {
    if (osr_event_is (event, notes[i].type))
      return notes[i].note (self, event, error) && share_scopes (self, event->seq, error);
  }
  return TRUE;
}

static gboolean
add_body (OsrLog *self, OsrEvent *event, const char *body, GError **error)
{
  g_autofree char *scope = g_strconcat ("body/", body, NULL);

  return add_audience (self, event, scope, error);
}

/* On a track of its own every body looks for what is in its field. */
static gboolean
add_all_bodies (OsrLog *self, OsrEvent *event, GError **error)
{
  GPtrArray *bodies = osr_registry_get_bodies (self->registry);

  for (guint i = 0; i < bodies->len; i++) {
    if (!add_body (self, event, ((const OsrBody *) bodies->pdata[i])->id, error))
      return FALSE;
  }
  return TRUE;
}

/* A repeat message is seen by those whom its clause lets pass it on, before it has a body. */
static gboolean
add_repeat_routers (OsrLog *self, OsrEvent *event, GError **error)
{
  OsrRegulation *regulation = osr_registry_get_regulation (self->registry);
  JsonObject *rule = regulation != NULL ? osr_regulation_get_rule (regulation, "repeat") : NULL;
  JsonArray *roles = rule != NULL ? osr_json_get_array (rule, "routed_by") : NULL;
  GPtrArray *grants = osr_registry_get_grants (self->registry);

  for (guint i = 0; roles != NULL && i < json_array_get_length (roles); i++) {
    for (guint j = 0; j < grants->len; j++) {
      const OsrGrant *grant = grants->pdata[j];

      if (grant->body != NULL &&
          g_strcmp0 (grant->role, osr_json_array_get_string (roles, i)) == 0 &&
          !add_body (self, event, grant->body, error))
        return FALSE;
    }
  }
  return TRUE;
}

/* Whether an event that names a body lets it see the case. */
static gboolean
opens_to_body (OsrEvent *event)
{
  static const char *const types[] = { "found",
                                       "detected",
                                       "routed",
                                       "contribution-requested",
                                       "drafter-named",
                                       "responsible-appointed",
                                       NULL };

  return g_strv_contains (types, event->type);
}

/* What was posted in an account is for every member of the office, as the office itself is; and so are
 * checkpoints, which are worth something only where many hold them. */
static gboolean
is_for_all (const char *stream)
{
  OsrStreamKind kind = osr_stream_get_kind (stream);

  return kind == OSR_STREAM_OF_OFFICE || kind == OSR_STREAM_OF_ACCOUNT ||
         kind == OSR_STREAM_OF_CHECKPOINTS;
}

/* A report is read like a case, and from its beginning by the body that makes it. */
static gboolean
note_report (OsrLog *self, OsrEvent *event, GError **error)
{
  const char *body = osr_event_get_string (event, "body");

  return event->version > 1 || (add_audience (self, event, OSR_SCOPE_CURATORS, error) &&
                                add_audience (self, event, OSR_SCOPE_ALL, error) &&
                                (body == NULL || add_body (self, event, body, error)));
}

gboolean
osr_log_note_audience (OsrLog *self, OsrEvent *event, GError **error)
{
  const char *body = osr_event_get_string (event, "body");

  if (g_str_equal (event->stream, OSR_STREAM_OFFICE))
    return note_office (self, event, error);
  if (is_for_all (event->stream))
    return TRUE;
  if (osr_stream_get_kind (event->stream) == OSR_STREAM_OF_REPORT)
    return note_report (self, event, error);
  if (event->version == 1 && (!add_audience (self, event, OSR_SCOPE_CURATORS, error) ||
                              !add_audience (self, event, OSR_SCOPE_ALL, error)))
    return FALSE;
  if (osr_event_is (event, "found") && osr_event_get_string (event, "track") != NULL)
    return add_all_bodies (self, event, error);
  if (osr_event_is (event, "linked"))
    return add_repeat_routers (self, event, error);
  return body == NULL || !opens_to_body (event) || add_body (self, event, body, error);
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

  if (is_for_all (stream))
    return TRUE;
  from = osr_log_visible_from (self, person, stream, NULL);
  return from >= 0 && from < G_MAXINT64;
}

/* Cases of @scope that were not put away last; what is noted after that brings them in again. */
GPtrArray *
osr_log_list_scope (OsrLog *self, const char *scope, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (OsrStatement) select = osr_database_prepare (self->database, OSR_LOG_SQL_SCOPE, error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  osr_statement_bind_text (select, ":scope", scope);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW)
    g_ptr_array_add (ids, osr_statement_dup_text (select, "stream"));
  return step == OSR_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}
