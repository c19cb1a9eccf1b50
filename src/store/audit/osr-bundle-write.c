/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of the office goes along: documents by which limits are counted and names that the case names.
 * Other people of the office stay out of it. */
#include <string.h>

#include "core/audit/osr-merkle.h"
#include "core/osr-json.h"
#include "core/record/osr-stream.h"
#include "store/audit/osr-bundle.h"
#include "store/audit/osr-log-checkpoint.h"

typedef struct {
  OsrLog *log;
  gboolean payloads;
  GString *text;
  guint n_lines;
  GPtrArray *checkpoints; /* OsrCheckpoint */
  GHashTable *hashes;     /* version of a checkpoint → GPtrArray of hashes under it */
  GHashTable *named;      /* persons and accounts of the case */
} Writer;

static void
writer_clear (Writer *self)
{
  g_clear_pointer (&self->checkpoints, g_ptr_array_unref);
  g_clear_pointer (&self->hashes, g_hash_table_unref);
  g_clear_pointer (&self->named, g_hash_table_unref);
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writer, writer_clear)

static void
add_line (Writer *self, JsonObject *line)
{
  g_autofree char *text = osr_json_write_object (line);

  g_string_append (self->text, text);
  g_string_append_c (self->text, '\n');
  self->n_lines++;
}

static const OsrCheckpoint *
find_checkpoint (Writer *self, gint64 seq)
{
  for (guint i = 0; i < self->checkpoints->len; i++) {
    const OsrCheckpoint *one = self->checkpoints->pdata[i];

    if (one->from_seq <= seq && seq <= one->to_seq)
      return one;
  }
  return NULL;
}

static GPtrArray *
get_hashes (Writer *self, const OsrCheckpoint *checkpoint, GError **error)
{
  gpointer key = GINT_TO_POINTER ((int) checkpoint->version);
  GPtrArray *hashes = g_hash_table_lookup (self->hashes, key);

  if (hashes == NULL) {
    hashes = osr_log_load_hashes (self->log, checkpoint->from_seq, checkpoint->to_seq, error);
    if (hashes != NULL)
      g_hash_table_insert (self->hashes, key, hashes);
  }
  return hashes;
}

/* Adds the proof that @record is under a checkpoint; nothing when it is under none yet. */
static gboolean
add_proof (Writer *self, JsonObject *line, OsrRecord *record, GError **error)
{
  const OsrCheckpoint *checkpoint = find_checkpoint (self, record->seq);
  g_autoptr (GPtrArray) path = NULL;
  GPtrArray *hashes;
  JsonArray *array;

  if (checkpoint == NULL)
    return TRUE;
  hashes = get_hashes (self, checkpoint, error);
  if (hashes == NULL)
    return FALSE;
  path = (gint64) hashes->len == checkpoint->to_seq - checkpoint->from_seq + 1
             ? osr_merkle_path (hashes, (guint) (record->seq - checkpoint->from_seq))
             : NULL;
  if (path == NULL) {
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT,
                 "the events under checkpoint %" G_GINT64_FORMAT " are not whole",
                 checkpoint->version);
    return FALSE;
  }
  array = json_array_new ();
  for (guint i = 0; i < path->len; i++)
    json_array_add_string_element (array, path->pdata[i]);
  json_object_set_int_member (line, "checkpoint", checkpoint->version);
  json_object_set_array_member (line, "path", array);
  return TRUE;
}

static gboolean
add_record (Writer *self, const char *kind, OsrRecord *record, gboolean proof, GError **error)
{
  g_autoptr (JsonObject) line = json_object_new ();

  if (!self->payloads) {
    g_clear_pointer (&record->payload, g_bytes_unref);
    g_clear_pointer (&record->salt, g_bytes_unref);
  }
  json_object_set_string_member (line, "kind", kind);
  json_object_set_object_member (line, "record", osr_record_to_json (record));
  if (proof && !add_proof (self, line, record, error))
    return FALSE;
  add_line (self, line);
  return TRUE;
}

static void
note_named (Writer *self, OsrEvent *event)
{
  static const char *const members[] = { "executor", "account", "voice", NULL };

  g_hash_table_add (self->named, g_strdup (event->by));
  if (event->on_behalf != NULL)
    g_hash_table_add (self->named, g_strdup (event->on_behalf));
  for (guint i = 0; members[i] != NULL; i++) {
    const char *id = osr_event_get_string (event, members[i]);

    if (id != NULL)
      g_hash_table_add (self->named, g_strdup (id));
  }
}

/* Whether the office's @event is needed to understand the case. */
static gboolean
is_needed (Writer *self, OsrEvent *event)
{
  static const char *const documents[] = { "regulation-adopted",
                                           "calendar-adopted",
                                           "schedule-set",
                                           "topic-set",
                                           "body-set",
                                           "limit-set",
                                           NULL };
  static const char *const people[] = { "person-set", "role-granted", "role-revoked", NULL };
  const char *subject = NULL;

  if (g_strv_contains (documents, event->type))
    return TRUE;
  if (g_strv_contains (people, event->type))
    subject = osr_event_get_string (event, "person");
  else if (osr_event_is (event, "account-set"))
    subject = osr_event_get_string (event, "account");
  return subject != NULL && g_hash_table_contains (self->named, subject);
}

/* With the hash of the event before it, which may stay away. */
static gboolean
add_office_record (Writer *self, OsrRecord *record, OsrRecord *before, GError **error)
{
  g_autoptr (JsonObject) line = json_object_new ();

  json_object_set_string_member (line, "kind", "office");
  json_object_set_object_member (line, "record", osr_record_to_json (record));
  if (before != NULL)
    json_object_set_string_member (line, "previous", before->hash);
  if (!add_proof (self, line, record, error))
    return FALSE;
  add_line (self, line);
  return TRUE;
}

static gboolean
add_office (Writer *self, GError **error)
{
  g_autoptr (GPtrArray) records = osr_log_load_records (self->log, OSR_STREAM_OFFICE, 0, error);

  for (guint i = 0; records != NULL && i < records->len; i++) {
    g_autoptr (OsrEvent) event = osr_record_to_event (records->pdata[i], error);

    if (event == NULL ||
        (is_needed (self, event) &&
         !add_office_record (self, records->pdata[i], i > 0 ? records->pdata[i - 1] : NULL, error)))
      return FALSE;
  }
  return records != NULL;
}

static gboolean
add_stream (Writer *self, const char *kind, GPtrArray *records, gboolean proof, GError **error)
{
  for (guint i = 0; records != NULL && i < records->len; i++) {
    if (!add_record (self, kind, records->pdata[i], proof, error))
      return FALSE;
  }
  return records != NULL;
}

/* (nullable): the newest that says where each case ended */
static const OsrCheckpoint *
find_headed (Writer *self)
{
  for (guint i = self->checkpoints->len; i > 0; i--) {
    const OsrCheckpoint *one = self->checkpoints->pdata[i - 1];

    if (one->heads != NULL)
      return one;
  }
  return NULL;
}

/* The proof that the case had no more events at the newest checkpoint than it says. */
static JsonObject *
build_ending (const OsrCheckpoint *checkpoint, const OsrHeads *heads, guint index)
{
  g_autoptr (GPtrArray) path = osr_merkle_path (heads->leaves, index);
  JsonObject *ending = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; path != NULL && i < path->len; i++)
    json_array_add_string_element (array, path->pdata[i]);
  json_object_set_int_member (ending, "checkpoint", checkpoint->version);
  json_object_set_int_member (ending, "version", g_array_index (heads->versions, gint64, index));
  json_object_set_int_member (ending, "index", index);
  json_object_set_array_member (ending, "path", array);
  return ending;
}

static gboolean
add_ending (Writer *self, const char *id, JsonObject *head, GError **error)
{
  const OsrCheckpoint *checkpoint = find_headed (self);
  g_autoptr (OsrHeads) heads = NULL;
  guint index;

  if (checkpoint == NULL)
    return TRUE;
  heads = osr_log_load_heads (self->log, checkpoint->to_seq, error);
  if (heads == NULL)
    return FALSE;
  if (g_ptr_array_find_with_equal_func (heads->streams, id, g_str_equal, &index))
    json_object_set_object_member (head, "ending", build_ending (checkpoint, heads, index));
  return TRUE;
}

/* Where the case and the log stood when the file was made. */
static JsonObject *
build_head (Writer *self, OsrRecord *last)
{
  JsonObject *head = json_object_new ();

  json_object_set_int_member (head, "seq", osr_log_get_head (self->log));
  json_object_set_int_member (head, "events", last->version);
  json_object_set_string_member (head, "hash", last->hash);
  json_object_set_int_member (head, "checkpoint", self->checkpoints->len);
  return head;
}

static gboolean
add_header (Writer *self, OsrCase *the_case, OsrRecord *last, GError **error)
{
  g_autoptr (JsonObject) line = json_object_new ();
  JsonObject *head = build_head (self, last);

  json_object_set_string_member (line, "bundle", "open-sources");
  json_object_set_int_member (line, "v", 1);
  json_object_set_string_member (line, "case", the_case->id);
  if (the_case->number != NULL)
    json_object_set_string_member (line, "number", the_case->number);
  json_object_set_int_member (line, "version", the_case->version);
  json_object_set_int_member (line, "made_at", osr_clock_now (osr_log_get_clock (self->log)));
  json_object_set_boolean_member (line, "payloads", self->payloads);
  json_object_set_object_member (line, "head", head);
  if (!add_ending (self, the_case->id, head, error))
    return FALSE;
  add_line (self, line);
  return TRUE;
}

static void
add_end (Writer *self)
{
  g_autoptr (JsonObject) line = json_object_new ();
  g_autofree char *sum = g_compute_checksum_for_data (
      G_CHECKSUM_SHA256, (const guchar *) self->text->str, self->text->len);

  json_object_set_string_member (line, "kind", "end");
  json_object_set_int_member (line, "lines", self->n_lines + 1);
  json_object_set_string_member (line, "sha256", sum);
  add_line (self, line);
}

static gboolean
write_all (Writer *self, OsrCase *the_case, GError **error)
{
  g_autoptr (GPtrArray) events = osr_log_load_records (self->log, the_case->id, 0, error);
  g_autoptr (GPtrArray) checkpoints = NULL;

  if (events == NULL)
    return FALSE;
  checkpoints = osr_log_load_records (self->log, OSR_STREAM_CHECKPOINT, 0, error);
  if (checkpoints == NULL)
    return FALSE;
  for (guint i = 0; i < the_case->events->len; i++)
    note_named (self, the_case->events->pdata[i]);
  if (!add_header (self, the_case, events->pdata[events->len - 1], error) ||
      !add_stream (self, "checkpoint", checkpoints, FALSE, error) || !add_office (self, error) ||
      !add_stream (self, "event", events, TRUE, error))
    return FALSE;
  add_end (self);
  return TRUE;
}

GBytes *
osr_bundle_write (OsrLog *log, const char *case_id, gboolean payloads, GError **error)
{
  g_autoptr (OsrCase) the_case = osr_log_load_case (log, case_id, error);
  g_auto (Writer) writer = { .log = log, .payloads = payloads };
  gsize length;

  if (the_case == NULL)
    return NULL;
  writer.checkpoints = osr_log_load_checkpoints (log, error);
  if (writer.checkpoints == NULL)
    return NULL;
  writer.text = g_string_new (NULL);
  writer.hashes = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  writer.named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!write_all (&writer, the_case, error))
    return NULL;
  length = writer.text->len;
  return g_bytes_new_take (g_string_free (g_steal_pointer (&writer.text), FALSE), length);
}
