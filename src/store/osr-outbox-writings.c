/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts being written: saved here long before they are anywhere else. A foreign revision of the same
 * draft is kept beside the own text, never in its place. */
#include "store/osr-outbox-private.h"

void
osr_outbox_writing_free (OsrOutboxWriting *writing)
{
  if (writing == NULL)
    return;
  g_free (writing->case_id);
  g_free (writing->kind);
  g_free (writing->text);
  g_free (writing->draft);
  g_free (writing->other);
  g_free (writing);
}

static OsrOutboxWriting *
writing_from_row (OsrStatement *row)
{
  OsrOutboxWriting *writing = g_new0 (OsrOutboxWriting, 1);

  writing->case_id = osr_statement_dup_text (row, "case_id");
  writing->kind = osr_statement_dup_text (row, "kind");
  writing->text = osr_statement_dup_text (row, "text");
  writing->draft = osr_statement_dup_text (row, "draft");
  writing->base_revision = osr_statement_get_int (row, "base_revision");
  writing->revision = osr_statement_get_int (row, "revision");
  writing->saved_at = osr_statement_get_int (row, "saved_at");
  writing->dirty = osr_statement_get_int (row, "dirty") != 0;
  writing->other = osr_statement_dup_text (row, "other");
  return writing;
}

gboolean
osr_outbox_save_writing (OsrOutbox *self, const char *case_id, const char *kind, const char *text,
                         OsrInstant saved_at, GError **error)
{
  g_autofree char *draft = g_uuid_string_random ();
  g_autoptr (OsrStatement) insert = osr_database_prepare (
      self->database,
      "INSERT INTO writing (case_id, kind, text, draft, saved_at)"
      " VALUES (:case, :kind, :text, :draft, :saved)"
      " ON CONFLICT (case_id) DO UPDATE SET kind = excluded.kind, text = excluded.text,"
      " saved_at = excluded.saved_at, dirty = 1, revision = revision + 1",
      error);

  if (insert == NULL)
    return FALSE;
  osr_statement_bind_text (insert, ":case", case_id);
  osr_statement_bind_text (insert, ":kind", kind);
  osr_statement_bind_text (insert, ":text", text);
  osr_statement_bind_text (insert, ":draft", draft);
  osr_statement_bind_int (insert, ":saved", saved_at);
  return osr_statement_run (insert, error);
}

static gboolean
check_changed (OsrOutbox *self, OsrStatement *update, GError **error)
{
  if (!osr_statement_run (update, error))
    return FALSE;
  return osr_database_get_changes (self->database) > 0 || osr_outbox_not_found (error, "writing");
}

gboolean
osr_outbox_writing_sent (OsrOutbox *self, const char *case_id, gint64 revision,
                         gint64 base_revision, GError **error)
{
  g_autoptr (OsrStatement) update =
      osr_database_prepare (self->database,
                            "UPDATE writing SET base_revision = :base, dirty = revision > :revision"
                            " WHERE case_id = :case",
                            error);

  if (update == NULL)
    return FALSE;
  osr_statement_bind_int (update, ":base", base_revision);
  osr_statement_bind_int (update, ":revision", revision);
  osr_statement_bind_text (update, ":case", case_id);
  return check_changed (self, update, error);
}

gboolean
osr_outbox_set_other (OsrOutbox *self, const char *case_id, const char *other, gint64 base_revision,
                      GError **error)
{
  g_autoptr (OsrStatement) update = osr_database_prepare (
      self->database,
      "UPDATE writing SET other = :other, base_revision = :base WHERE case_id = :case", error);

  if (update == NULL)
    return FALSE;
  osr_statement_bind_text (update, ":other", other);
  osr_statement_bind_int (update, ":base", base_revision);
  osr_statement_bind_text (update, ":case", case_id);
  return check_changed (self, update, error);
}

gboolean
osr_outbox_take_writing (OsrOutbox *self, const OsrOutboxWriting *writing, GError **error)
{
  g_autoptr (OsrStatement) insert = osr_database_prepare (
      self->database,
      "INSERT INTO writing (case_id, kind, text, draft, base_revision, saved_at, dirty, other)"
      " VALUES (:case, :kind, :text, :draft, :base, :saved, 0, :other)"
      " ON CONFLICT (case_id) DO UPDATE SET kind = excluded.kind, text = excluded.text,"
      " draft = excluded.draft, base_revision = excluded.base_revision,"
      " saved_at = excluded.saved_at, dirty = 0, revision = revision + 1, other = excluded.other",
      error);

  if (insert == NULL)
    return FALSE;
  osr_statement_bind_text (insert, ":case", writing->case_id);
  osr_statement_bind_text (insert, ":kind", writing->kind);
  osr_statement_bind_text (insert, ":text", writing->text);
  osr_statement_bind_text (insert, ":draft", writing->draft);
  osr_statement_bind_int (insert, ":base", writing->base_revision);
  osr_statement_bind_int (insert, ":saved", writing->saved_at);
  osr_statement_bind_text (insert, ":other", writing->other);
  return osr_statement_run (insert, error);
}

OsrOutboxWriting *
osr_outbox_get_writing (OsrOutbox *self, const char *case_id, GError **error)
{
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database, "SELECT * FROM writing WHERE case_id = :case", error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  osr_statement_bind_text (select, ":case", case_id);
  step = osr_statement_step (select, error);
  if (step == OSR_STEP_DONE)
    osr_outbox_not_found (error, "writing");
  return step == OSR_STEP_ROW ? writing_from_row (select) : NULL;
}

GPtrArray *
osr_outbox_list_writings (OsrOutbox *self, gboolean only_dirty, GError **error)
{
  g_autoptr (GPtrArray) writings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) osr_outbox_writing_free);
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database, "SELECT * FROM writing WHERE dirty >= :dirty ORDER BY case_id", error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  osr_statement_bind_int (select, ":dirty", only_dirty ? 1 : 0);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW)
    g_ptr_array_add (writings, writing_from_row (select));
  return step == OSR_STEP_DONE ? g_steal_pointer (&writings) : NULL;
}

gboolean
osr_outbox_remove_writing (OsrOutbox *self, const char *case_id, GError **error)
{
  g_autoptr (OsrStatement) erase =
      osr_database_prepare (self->database, "DELETE FROM writing WHERE case_id = :case", error);

  if (erase == NULL)
    return FALSE;
  osr_statement_bind_text (erase, ":case", case_id);
  return osr_statement_run (erase, error);
}
