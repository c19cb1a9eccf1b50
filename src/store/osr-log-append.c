/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Appends events: checks first, then the counter row, then the inserts, so that whoever holds a
 * number is certain to use it and readers never see a hole. What the events mean for readers is in
 * osr-log-audience.c. */
#include <string.h>

#include "core/osr-chain.h"
#include "core/osr-json.h"
#include "core/record/osr-stream.h"
#include "store/audit/osr-log-audit-private.h"
#include "store/osr-log-private.h"
#include "store/osr-random.h"
#include "store/reply/osr-log-looks.h"

#define SALT_BYTES 32
#define MAX_NAME   64

static const char *const envelope[] = {
  "seq", "case", "version", "type", "v", "at", "claimed_at", "by", "for", "device", "command", NULL
};

/* Members that only the log itself writes. */
static const char *const assigned[] = { "number", "regulation", "regulation_version", NULL };

static gboolean
refuse (GError **error, const char *what, const char *name)
{
  g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_INVALID, "%s \"%s\" is not possible", what,
               name != NULL ? name : "");
  return FALSE;
}

static gboolean
is_name (const char *text)
{
  return text != NULL && text[0] != '\0' && strlen (text) <= MAX_NAME;
}

static gboolean
check_request (const OsrLogRequest *request, GError **error)
{
  gboolean detected = g_strcmp0 (request->type, "detected") == 0;
  JsonObjectIter iter;
  const char *name;

  if (osr_stream_get_kind (request->stream) == OSR_STREAM_UNKNOWN)
    return refuse (error, "the stream", request->stream);
  if (!is_name (request->type))
    return refuse (error, "the event type", request->type);
  if (!is_name (request->by))
    return refuse (error, "the author", request->by);
  if (request->members == NULL)
    return TRUE;
  json_object_iter_init (&iter, request->members);
  while (json_object_iter_next (&iter, &name, NULL)) {
    if (g_strv_contains (envelope, name) || (detected && g_strv_contains (assigned, name)))
      return refuse (error, "the member", name);
  }
  return TRUE;
}

/* Takes @n numbers and the moment they share. */
static gboolean
take_numbers (OsrLog *self, guint n, gint64 *first, OsrInstant *at, GError **error)
{
  g_autoptr (OsrStatement) update = osr_database_prepare (
      self->database, "UPDATE log_head SET seq = seq + :n, at = max (at, :now) RETURNING seq, at",
      error);

  if (update == NULL)
    return FALSE;
  osr_statement_bind_int (update, ":n", n);
  osr_statement_bind_int (update, ":now", osr_clock_now (self->clock));
  if (osr_statement_step (update, error) != OSR_STEP_ROW)
    return FALSE;
  *first = osr_statement_get_int (update, "seq") - n + 1;
  *at = osr_statement_get_int (update, "at");
  return TRUE;
}

/* The end of the chain that the next event continues. */
static gboolean
find_end (OsrLog *self, const char *stream, gint64 *version, char **hash, GError **error)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database,
      "SELECT version, hash FROM event WHERE stream = :stream ORDER BY version DESC LIMIT 1",
      error);
  OsrStep step;

  if (select == NULL)
    return FALSE;
  osr_statement_bind_text (select, ":stream", stream);
  step = osr_statement_step (select, error);
  *version = step == OSR_STEP_ROW ? osr_statement_get_int (select, "version") : 0;
  *hash = step == OSR_STEP_ROW ? osr_statement_dup_text (select, "hash") : NULL;
  return step != OSR_STEP_FAILED;
}

static void
add_members (JsonObject *meta, JsonObject *members)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (members == NULL)
    return;
  json_object_iter_init (&iter, members);
  while (json_object_iter_next (&iter, &name, &node))
    json_object_set_member (meta, name, json_node_copy (node));
}

/* A case is judged by the regulation under which it was taken, whatever comes later. */
static gboolean
add_detection (OsrLog *self, JsonObject *meta, const char *stream, OsrInstant at, GError **error)
{
  OsrRegulation *regulation = osr_registry_get_regulation (self->registry);
  g_autofree char *number = osr_log_take_number (self, stream, at, error);

  if (number == NULL)
    return FALSE;
  json_object_set_string_member (meta, "number", number);
  if (regulation != NULL) {
    json_object_set_string_member (meta, "regulation", osr_regulation_get_id (regulation));
    json_object_set_int_member (meta, "regulation_version",
                                osr_regulation_get_version (regulation));
  }
  return TRUE;
}

static gint64
version_of (const OsrLogRequest *request)
{
  return request->v > 0 ? request->v : OSR_EVENT_VERSION;
}

/* From this event on a program whose fold is older gets 426 instead of what it would get wrong. */
static gboolean
raise_fold (OsrLog *self, const OsrLogRequest *request, GError **error)
{
  gint64 v = version_of (request);

  return v <= 1 || v <= osr_log_get_needed_fold (self) || osr_log_need_fold (self, v, error);
}

static JsonObject *
build_envelope (const OsrLogRequest *request, gint64 seq, gint64 version, OsrInstant at)
{
  JsonObject *meta = json_object_new ();

  json_object_set_int_member (meta, "seq", seq);
  json_object_set_string_member (meta, "case", request->stream);
  json_object_set_int_member (meta, "version", version);
  json_object_set_string_member (meta, "type", request->type);
  json_object_set_int_member (meta, "v", version_of (request));
  json_object_set_int_member (meta, "at", at);
  json_object_set_int_member (
      meta, "claimed_at", request->claimed_at != OSR_INSTANT_UNKNOWN ? request->claimed_at : at);
  json_object_set_string_member (meta, "by", request->by);
  if (request->acting_for != NULL)
    json_object_set_string_member (meta, "for", request->acting_for);
  if (request->device != NULL)
    json_object_set_string_member (meta, "device", request->device);
  if (request->command != NULL)
    json_object_set_string_member (meta, "command", request->command);
  add_members (meta, request->members);
  return meta;
}

static GBytes *
to_bytes (JsonObject *object)
{
  char *text = osr_json_write_object (object);

  return g_bytes_new_take (text, strlen (text));
}

static gboolean
insert_event (OsrLog *self, OsrRecord *record, OsrEvent *event, GError **error)
{
  g_autoptr (OsrStatement) insert = osr_database_prepare (
      self->database,
      "INSERT INTO event (seq, stream, version, type, at, by, meta, payload_digest, hash)"
      " VALUES (:seq, :stream, :version, :type, :at, :by, :meta, :digest, :hash)",
      error);

  if (insert == NULL)
    return FALSE;
  osr_statement_bind_int (insert, ":seq", record->seq);
  osr_statement_bind_text (insert, ":stream", record->stream);
  osr_statement_bind_int (insert, ":version", record->version);
  osr_statement_bind_text (insert, ":type", event->type);
  osr_statement_bind_int (insert, ":at", event->at);
  osr_statement_bind_text (insert, ":by", event->by);
  osr_statement_bind_bytes (insert, ":meta", record->meta);
  osr_statement_bind_text (insert, ":digest", record->digest);
  osr_statement_bind_text (insert, ":hash", record->hash);
  return osr_statement_run (insert, error);
}

static gboolean
insert_payload (OsrLog *self, OsrRecord *record, GError **error)
{
  g_autoptr (OsrStatement) insert = NULL;

  if (record->payload == NULL)
    return TRUE;
  insert = osr_database_prepare (
      self->database, "INSERT INTO payload (seq, salt, body) VALUES (:seq, :salt, :body)", error);
  if (insert == NULL)
    return FALSE;
  osr_statement_bind_int (insert, ":seq", record->seq);
  osr_statement_bind_bytes (insert, ":salt", record->salt);
  osr_statement_bind_bytes (insert, ":body", record->payload);
  return osr_statement_run (insert, error);
}

static gboolean
note_case (OsrLog *self, OsrEvent *event, GError **error)
{
  g_autoptr (OsrStatement) insert = NULL;

  if (event->version != 1 || osr_stream_get_kind (event->stream) != OSR_STREAM_OF_CASE)
    return TRUE;
  insert =
      osr_database_prepare (self->database,
                            "INSERT INTO case_name (stream, found_seq) VALUES (:stream, :seq)"
                            " ON CONFLICT (stream) DO UPDATE SET found_seq = excluded.found_seq",
                            error);
  if (insert == NULL)
    return FALSE;
  osr_statement_bind_text (insert, ":stream", event->stream);
  osr_statement_bind_int (insert, ":seq", event->seq);
  return osr_statement_run (insert, error);
}

/* What is stored is read back first: nothing enters that a reader could not take. */
static OsrRecord *
seal (const OsrLogRequest *request, JsonObject *meta, const char *previous, GError **error)
{
  g_autoptr (GBytes) bytes = to_bytes (meta);
  g_autoptr (GBytes) payload = request->payload != NULL ? to_bytes (request->payload) : NULL;
  g_autoptr (GBytes) salt = payload != NULL ? osr_random_bytes (SALT_BYTES) : NULL;
  g_autofree char *digest = payload != NULL ? osr_chain_payload_digest (salt, payload) : NULL;
  g_autofree char *hash = osr_chain_hash (previous, bytes, digest);

  return osr_record_new (bytes, payload, salt, hash, error);
}

static gboolean
store (OsrLog *self, OsrRecord *record, GError **error)
{
  g_autoptr (OsrEvent) event = osr_record_to_event (record, error);

  if (event == NULL || !insert_event (self, record, event, error) ||
      !insert_payload (self, record, error) || !note_case (self, event, error) ||
      !osr_log_note_audience (self, event, error) || !osr_log_note_message (self, event, error) ||
      !osr_log_note_reply (self, event, error) || !osr_log_note_erasure (self, event, error))
    return FALSE;
  if (g_str_equal (event->stream, OSR_STREAM_OFFICE))
    g_ptr_array_add (self->pending, g_steal_pointer (&event));
  return TRUE;
}

static OsrRecord *
append_one (OsrLog *self, const OsrLogRequest *request, gint64 seq, OsrInstant at, GError **error)
{
  g_autoptr (JsonObject) meta = NULL;
  g_autoptr (OsrRecord) record = NULL;
  g_autofree char *previous = NULL;
  gint64 version;

  if (!find_end (self, request->stream, &version, &previous, error))
    return NULL;
  meta = build_envelope (request, seq, version + 1, at);
  if (g_str_equal (request->type, "detected") &&
      !add_detection (self, meta, request->stream, at, error))
    return NULL;
  record = seal (request, meta, previous, error);
  if (record == NULL || !store (self, record, error) || !raise_fold (self, request, error))
    return NULL;
  return g_steal_pointer (&record);
}

static gboolean
append_all (OsrLog *self, const OsrLogRequest *requests, guint n, GPtrArray *records,
            GError **error)
{
  gint64 first;
  OsrInstant at;

  if (!take_numbers (self, n, &first, &at, error))
    return FALSE;
  for (guint i = 0; i < n; i++) {
    OsrRecord *record = append_one (self, &requests[i], first + i, at, error);

    if (record == NULL)
      return FALSE;
    g_ptr_array_add (records, record);
  }
  return TRUE;
}

static gboolean
tell_follower (OsrLog *self, GPtrArray *records, GError **error)
{
  return self->follower == NULL || self->follower (self, records, self->follower_data, error);
}

void
osr_log_set_follower (OsrLog *self, OsrLogFollower follower, gpointer user_data)
{
  self->follower = follower;
  self->follower_data = user_data;
}

static void
move_records (GPtrArray *from, GPtrArray *to)
{
  for (guint i = 0; to != NULL && i < from->len; i++)
    g_ptr_array_add (to, osr_record_ref (from->pdata[i]));
}

/* A caller may go on after a failure and commit the rest: what failed has then left nothing behind,
 * its numbers neither. */
gboolean
osr_log_append (OsrLog *self, const OsrLogRequest *requests, guint n, GPtrArray *records,
                GError **error)
{
  g_autoptr (GPtrArray) done = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_record_unref);
  guint n_pending = self->pending->len;

  g_return_val_if_fail (osr_database_in_transaction (self->database), FALSE);
  g_return_val_if_fail (n > 0, FALSE);
  for (guint i = 0; i < n; i++) {
    if (!check_request (&requests[i], error))
      return FALSE;
  }
  if (!osr_database_exec (self->database, "SAVEPOINT append", error))
    return FALSE;
  if (!append_all (self, requests, n, done, error) || !tell_follower (self, done, error)) {
    g_ptr_array_set_size (self->pending, (int) n_pending);
    osr_database_exec (self->database, "ROLLBACK TO append; RELEASE append", NULL);
    return FALSE;
  }
  move_records (done, records);
  return osr_database_exec (self->database, "RELEASE append", error);
}
