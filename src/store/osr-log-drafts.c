/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts being written: mutable rows with a revision. Whoever writes on a revision that is no longer
 * the last one is shown the other text instead of replacing it. */
#include "store/osr-log-drafts.h"

#include "store/osr-log-private.h"

void
osr_log_draft_free (OsrLogDraft *draft)
{
  if (draft == NULL)
    return;
  g_free (draft->id);
  g_free (draft->case_id);
  g_free (draft->person);
  g_free (draft->kind);
  g_free (draft->text);
  g_free (draft);
}

static OsrLogDraft *
draft_from_row (OsrStatement *row)
{
  OsrLogDraft *draft = g_new0 (OsrLogDraft, 1);

  draft->id = osr_statement_dup_text (row, "id");
  draft->case_id = osr_statement_dup_text (row, "stream");
  draft->person = osr_statement_dup_text (row, "person");
  draft->kind = osr_statement_dup_text (row, "kind");
  draft->text = osr_statement_dup_text (row, "text");
  draft->revision = osr_statement_get_int (row, "revision");
  draft->at = osr_statement_get_int (row, "at");
  return draft;
}

static gboolean
refuse (GError **error, OsrStoreError code, const char *message)
{
  g_set_error_literal (error, OSR_STORE_ERROR, (int) code, message);
  return FALSE;
}

/* NOT_FOUND is an answer here like any other. */
static OsrLogDraft *
find_draft (OsrLog *self, const char *id, GError **error)
{
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database, "SELECT * FROM draft WHERE id = :id", error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  osr_statement_bind_text (select, ":id", id);
  step = osr_statement_step (select, error);
  if (step == OSR_STEP_DONE)
    refuse (error, OSR_STORE_ERROR_NOT_FOUND, "there is no such draft");
  return step == OSR_STEP_ROW ? draft_from_row (select) : NULL;
}

static gboolean
write_draft (OsrLog *self, OsrLogDraft *draft, GError **error)
{
  g_autoptr (OsrStatement) insert = osr_database_prepare (
      self->database,
      "INSERT INTO draft (id, stream, person, kind, text, revision, at)"
      " VALUES (:id, :stream, :person, :kind, :text, :revision, :at)"
      " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, text = excluded.text,"
      " revision = excluded.revision, at = excluded.at",
      error);
  OsrInstant now = osr_clock_now (self->clock);

  if (insert == NULL)
    return FALSE;
  osr_statement_bind_text (insert, ":id", draft->id);
  osr_statement_bind_text (insert, ":stream", draft->case_id);
  osr_statement_bind_text (insert, ":person", draft->person);
  osr_statement_bind_text (insert, ":kind", draft->kind);
  osr_statement_bind_text (insert, ":text", draft->text);
  osr_statement_bind_int (insert, ":revision", draft->revision + 1);
  osr_statement_bind_int (insert, ":at", now);
  if (!osr_statement_run (insert, error))
    return FALSE;
  draft->revision++;
  draft->at = now;
  return TRUE;
}

/* Whether @old is what an earlier, unanswered call with the same @draft has left. */
static gboolean
is_repeated (const OsrLogDraft *draft, const OsrLogDraft *old)
{
  return old->revision == draft->revision + 1 && g_str_equal (old->text, draft->text) &&
         g_str_equal (old->kind, draft->kind);
}

static gboolean
put_over (OsrLog *self, OsrLogDraft *draft, OsrLogDraft *old, OsrLogDraft **current, GError **error)
{
  if (!g_str_equal (old->person, draft->person) || !g_str_equal (old->case_id, draft->case_id))
    return refuse (error, OSR_STORE_ERROR_FORBIDDEN, "the draft belongs to somebody else");
  if (old->revision == draft->revision)
    return write_draft (self, draft, error);
  if (is_repeated (draft, old)) {
    draft->revision = old->revision;
    draft->at = old->at;
    return TRUE;
  }
  if (current != NULL) {
    *current = g_memdup2 (old, sizeof *old);
    (*current)->id = g_strdup (old->id);
    (*current)->case_id = g_strdup (old->case_id);
    (*current)->person = g_strdup (old->person);
    (*current)->kind = g_strdup (old->kind);
    (*current)->text = g_strdup (old->text);
  }
  return refuse (error, OSR_STORE_ERROR_CONFLICT, "the draft was changed elsewhere meanwhile");
}

gboolean
osr_log_put_draft (OsrLog *self, OsrLogDraft *draft, OsrLogDraft **current, GError **error)
{
  g_autoptr (OsrTransaction) transaction = osr_transaction_join (self->database, error);
  g_autoptr (OsrLogDraft) old = NULL;
  g_autoptr (GError) local_error = NULL;
  gboolean ok;

  if (current != NULL)
    *current = NULL;
  if (transaction == NULL)
    return FALSE;
  old = find_draft (self, draft->id, &local_error);
  if (old != NULL) {
    ok = put_over (self, draft, old, current, error);
  } else if (g_error_matches (local_error, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND)) {
    ok = write_draft (self, draft, error);
  } else {
    g_propagate_error (error, g_steal_pointer (&local_error));
    ok = FALSE;
  }
  return ok && osr_transaction_commit (transaction, error);
}

GPtrArray *
osr_log_list_drafts (OsrLog *self, const char *case_id, GError **error)
{
  g_autoptr (GPtrArray) drafts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) osr_log_draft_free);
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database, "SELECT * FROM draft WHERE stream = :stream ORDER BY id", error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  osr_statement_bind_text (select, ":stream", case_id);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW)
    g_ptr_array_add (drafts, draft_from_row (select));
  return step == OSR_STEP_DONE ? g_steal_pointer (&drafts) : NULL;
}

gboolean
osr_log_delete_draft (OsrLog *self, const char *id, const char *person, GError **error)
{
  g_autoptr (OsrLogDraft) draft = find_draft (self, id, error);
  g_autoptr (OsrStatement) erase = NULL;

  if (draft == NULL)
    return FALSE;
  /* who does not see the case does not learn of the draft either */
  if (g_strcmp0 (draft->person, person) != 0)
    return osr_log_can_see (self, person, draft->case_id)
               ? refuse (error, OSR_STORE_ERROR_FORBIDDEN, "the draft belongs to somebody else")
               : refuse (error, OSR_STORE_ERROR_NOT_FOUND, "there is no such draft");
  erase = osr_database_prepare (self->database, "DELETE FROM draft WHERE id = :id", error);
  if (erase == NULL)
    return FALSE;
  osr_statement_bind_text (erase, ":id", id);
  return osr_statement_run (erase, error);
}
