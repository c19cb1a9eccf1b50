/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row is looked at twice: against the digest that it carries, which tells a bit that was turned over,
 * and against the chain, which tells a row that somebody wrote anew with its digest. Of the bytes of a
 * command only their digest is kept, which nothing but the row's own can prove; the same goes for
 * refusals. */
#include "store/audit/osr-log-answers.h"

#include <string.h>

#include "core/osr-chain.h"
#include "core/osr-json.h"
#include "store/osr-log-private.h"
#include "store/osr-record-private.h"

#define ACCEPTED 200

#define SQL_COMMANDS                                                                               \
  "SELECT id, person, digest, stream, version, seq, status, answer,"                               \
  " osr_digest (id, person, digest, stream, version, seq, status, answer) IS mark AS same"         \
  " FROM command ORDER BY id"

GBytes *
osr_log_answer_new (GPtrArray *records)
{
  OsrRecord *last = g_ptr_array_index (records, records->len - 1);
  g_autoptr (JsonObject) answer = json_object_new ();
  JsonArray *events = json_array_new ();
  char *text;

  for (guint i = 0; i < records->len; i++)
    json_array_add_object_element (events, osr_record_to_json (g_ptr_array_index (records, i)));
  json_object_set_int_member (answer, "seq", last->seq);
  json_object_set_int_member (answer, "version", last->version);
  json_object_set_array_member (answer, "events", events);
  text = osr_json_write_object (answer);
  return g_bytes_new_take (text, strlen (text));
}

static gboolean
broken (OsrStatement *row, const char *what, GError **error)
{
  g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT, "command %s: %s",
               osr_statement_get_text (row, "id"), what);
  return FALSE;
}

static gboolean
is_refusal (gint64 status)
{
  return status == 400 || status == 403 || status == 404 || status == 409 || status == 422;
}

/* What every row says of itself. */
static gboolean
check_row (OsrStatement *row, GError **error)
{
  gint64 status = osr_statement_get_int (row, "status");

  if (osr_statement_get_int (row, "same") == 0)
    return broken (row, "what is remembered of it was altered", error);
  if (!osr_is_digest (osr_statement_get_text (row, "digest")))
    return broken (row, "the digest of its bytes is none", error);
  if (status != ACCEPTED && !is_refusal (status))
    return broken (row, "its status is none of a command", error);
  if (status != ACCEPTED &&
      (osr_statement_get_int (row, "seq") != 0 || osr_statement_get_int (row, "version") != 0))
    return broken (row, "it was refused, and names an event", error);
  return TRUE;
}

static OsrRecord *
load_record (OsrLog *self, gint64 seq, GError **error)
{
  g_autoptr (OsrStatement) select =
      osr_database_prepare (self->database, OSR_LOG_SQL_RECORDS " WHERE e.seq = :seq", error);

  if (select == NULL)
    return NULL;
  osr_statement_bind_int (select, ":seq", seq);
  return osr_statement_step (select, error) == OSR_STEP_ROW ? osr_record_new_from_row (select)
                                                            : NULL;
}

/* The event says by which command it came, and who gave that. */
static gboolean
is_made_by (OsrStatement *row, OsrRecord *record)
{
  gsize length;
  const char *bytes = g_bytes_get_data (record->meta, &length);
  g_autoptr (JsonObject) meta = osr_json_read_object (bytes, (gssize) length, 0, "event", NULL);

  return meta != NULL && record->version == osr_statement_get_int (row, "version") &&
         g_strcmp0 (record->stream, osr_statement_get_text (row, "stream")) == 0 &&
         g_strcmp0 (osr_json_get_string (meta, "command"), osr_statement_get_text (row, "id")) ==
             0 &&
         g_strcmp0 (osr_json_get_string (meta, "by"), osr_statement_get_text (row, "person")) == 0;
}

static gboolean
check_event (OsrLog *self, OsrStatement *row, GError **error)
{
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) osr_record_unref);
  g_autoptr (GBytes) stored = osr_statement_dup_bytes (row, "answer");
  g_autoptr (GBytes) counted = NULL;
  g_autoptr (GError) fault = NULL;
  OsrRecord *record;

  if (osr_statement_get_int (row, "status") != ACCEPTED)
    return TRUE;
  record = load_record (self, osr_statement_get_int (row, "seq"), &fault);
  if (fault != NULL) {
    g_propagate_error (error, g_steal_pointer (&fault));
    return FALSE;
  }
  if (record == NULL)
    return broken (row, "the event that it made is not there", error);
  g_ptr_array_add (records, record);
  if (!is_made_by (row, record))
    return broken (row, "the event that it names was made by another", error);
  counted = osr_log_answer_new (records);
  return g_bytes_equal (stored, counted) ||
         broken (row, "its answer is not the event as the log has it", error);
}

gboolean
osr_log_verify_commands (OsrLog *self, GError **error)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (self->database, SQL_COMMANDS, error);
  OsrStep step;

  if (select == NULL)
    return FALSE;
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW) {
    if (!check_row (select, error) || !check_event (self, select, error))
      return FALSE;
  }
  return step == OSR_STEP_DONE;
}
