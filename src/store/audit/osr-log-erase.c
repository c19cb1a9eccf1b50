/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is destroyed: payload and salt of the named events; the same words in the stored answers to the
 * commands that made them; with the last words of a case also the drafts and the notices that are on
 * their way. What stays: chain, digests, numbers, and the keyed digest of the message, by which it is
 * not found anew. The connection overwrites what it deletes (secure_delete). */
#include "store/audit/osr-log-erase.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/osr-json.h"
#include "core/record/osr-stream.h"
#include "store/audit/osr-log-audit-private.h"
#include "store/osr-log-private.h"
#include "store/osr-record-private.h"

#define MAX_WORDS       2000 /* bytes of the act's number, and of the reason */
#define MIN_NAME_LENGTH 3

#define SQL_WITH_WORDS                                                                             \
  "SELECT e.version AS version FROM event e JOIN payload p ON p.seq = e.seq"                       \
  " WHERE e.stream = :stream ORDER BY e.version"
#define SQL_DESTROY                                                                                \
  "DELETE FROM payload WHERE seq ="                                                                \
  " (SELECT seq FROM event WHERE stream = :stream AND version = :version)"
#define SQL_ANSWERS "SELECT id, answer FROM command WHERE stream = :stream AND length (answer) > 0"

static gboolean
refuse (GError **error, int code, const char *what)
{
  g_set_error_literal (error, OSR_STORE_ERROR, code, what);
  return FALSE;
}

/* (transfer full): versions of @stream whose words are there */
static GArray *
list_versions (OsrLog *self, const char *stream, GError **error)
{
  g_autoptr (GArray) versions = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (OsrStatement) select = osr_database_prepare (self->database, SQL_WITH_WORDS, error);
  OsrStep step;

  if (select == NULL)
    return NULL;
  osr_statement_bind_text (select, ":stream", stream);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW) {
    gint64 version = osr_statement_get_int (select, "version");

    g_array_append_val (versions, version);
  }
  return step == OSR_STEP_DONE ? g_steal_pointer (&versions) : NULL;
}

static gboolean
has_version (GArray *versions, gint64 version)
{
  for (guint i = 0; i < versions->len; i++) {
    if (g_array_index (versions, gint64, i) == version)
      return TRUE;
  }
  return FALSE;
}

/* The act is a paper: what it is called must be sayable on one line. */
static gboolean
is_words (const char *text)
{
  return text != NULL && *text != '\0' && strlen (text) <= MAX_WORDS &&
         strpbrk (text, "\r\n") == NULL;
}

static gboolean
check_act (JsonObject *members, GError **error)
{
  OsrDay day;

  if (!is_words (osr_json_get_string (members, "act")))
    return refuse (error, OSR_STORE_ERROR_INVALID,
                   "the number of the act of destruction is missing");
  if (!osr_day_parse (osr_json_get_string (members, "act_date"), &day))
    return refuse (error, OSR_STORE_ERROR_INVALID, "the date of the act is not a day (2026-11-20)");
  return is_words (osr_json_get_string (members, "reason")) ||
         refuse (error, OSR_STORE_ERROR_INVALID, "the reason of the destruction is missing");
}

static gboolean
check_versions (JsonArray *asked, GArray *there, GError **error)
{
  for (guint i = 0; i < json_array_get_length (asked); i++) {
    JsonNode *node = json_array_get_element (asked, i);

    if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
      return refuse (error, OSR_STORE_ERROR_INVALID, "\"versions\" holds what is no version");
    if (!has_version (there, json_node_get_int (node)))
      return refuse (error, OSR_STORE_ERROR_NOT_FOUND,
                     "an event that is named has no words, or not any more");
  }
  return json_array_get_length (asked) > 0 ||
         refuse (error, OSR_STORE_ERROR_INVALID, "\"versions\" is empty");
}

gboolean
osr_log_complete_erasure (OsrLog *self, const char *stream, JsonObject *members, GError **error)
{
  JsonArray *asked = osr_json_get_array (members, "versions");
  g_autoptr (GArray) there = list_versions (self, stream, error);
  JsonArray *all;

  if (there == NULL || !check_act (members, error))
    return FALSE;
  if (there->len == 0)
    return refuse (error, OSR_STORE_ERROR_NOT_FOUND, "there are no words here, or not any more");
  if (asked != NULL && !check_versions (asked, there, error))
    return FALSE;
  json_object_set_boolean_member (members, "whole",
                                  asked == NULL || json_array_get_length (asked) == there->len);
  if (asked != NULL)
    return TRUE;
  all = json_array_new ();
  for (guint i = 0; i < there->len; i++)
    json_array_add_int_element (all, g_array_index (there, gint64, i));
  json_object_set_array_member (members, "versions", all);
  return TRUE;
}

static gboolean
run_stream (OsrLog *self, const char *sql, const char *stream, gint64 version, GError **error)
{
  g_autoptr (OsrStatement) statement = osr_database_prepare (self->database, sql, error);

  if (statement == NULL)
    return FALSE;
  osr_statement_bind_text (statement, ":stream", stream);
  if (version > 0)
    osr_statement_bind_int (statement, ":version", version);
  return osr_statement_run (statement, error);
}

/* (transfer full) (nullable): @record without its words; %NULL when it is not one of @erased */
static JsonObject *
strip (JsonObject *object, GArray *erased)
{
  g_autoptr (OsrRecord) record = osr_record_new_from_json (object, NULL);

  if (record == NULL || record->payload == NULL || !has_version (erased, record->version))
    return NULL;
  g_clear_pointer (&record->payload, g_bytes_unref);
  g_clear_pointer (&record->salt, g_bytes_unref);
  return osr_record_to_json (record);
}

/* (transfer full) (nullable): @answer without the words; %NULL when it holds none of them. Whoever asks
 * again gets the same events, as the log has them now. */
static GBytes *
strip_answer (GBytes *answer, GArray *erased)
{
  gsize length;
  const char *bytes = g_bytes_get_data (answer, &length);
  g_autoptr (JsonObject) root = osr_json_read_object (bytes, (gssize) length, 0, "answer", NULL);
  JsonArray *events = root != NULL ? osr_json_get_array (root, "events") : NULL;
  JsonArray *rest = NULL;
  gboolean changed = FALSE;
  char *text;

  if (events == NULL)
    return NULL;
  rest = json_array_new ();
  for (guint i = 0; i < json_array_get_length (events); i++) {
    JsonObject *one = osr_json_array_get_object (events, i);
    JsonObject *stripped = one != NULL ? strip (one, erased) : NULL;

    changed = changed || stripped != NULL;
    if (stripped != NULL)
      json_array_add_object_element (rest, stripped);
    else
      json_array_add_element (rest, json_node_copy (json_array_get_element (events, i)));
  }
  json_object_set_array_member (root, "events", rest);
  if (!changed)
    return NULL;
  text = osr_json_write_object (root);
  return g_bytes_new_take (text, strlen (text));
}

static gboolean
store_answer (OsrLog *self, const char *id, GBytes *answer, GError **error)
{
  g_autoptr (OsrStatement) update = osr_database_prepare (
      self->database,
      "UPDATE command SET answer = :answer, mark = osr_digest (id, person, digest, stream, version,"
      " seq, status, :answer) WHERE id = :id",
      error);

  if (update == NULL)
    return FALSE;
  osr_statement_bind_text (update, ":id", id);
  osr_statement_bind_bytes (update, ":answer", answer);
  return osr_statement_run (update, error);
}

static gboolean
strip_answers (OsrLog *self, const char *stream, GArray *erased, GError **error)
{
  g_autoptr (GHashTable) changed =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  g_autoptr (OsrStatement) select = osr_database_prepare (self->database, SQL_ANSWERS, error);
  GHashTableIter iter;
  gpointer id, answer;
  OsrStep step;

  if (select == NULL)
    return FALSE;
  osr_statement_bind_text (select, ":stream", stream);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW) {
    g_autoptr (GBytes) stored = osr_statement_dup_bytes (select, "answer");
    GBytes *stripped = strip_answer (stored, erased);

    if (stripped != NULL)
      g_hash_table_insert (changed, osr_statement_dup_text (select, "id"), stripped);
  }
  g_hash_table_iter_init (&iter, changed);
  while (step == OSR_STEP_DONE && g_hash_table_iter_next (&iter, &id, &answer)) {
    if (!store_answer (self, id, answer, error))
      return FALSE;
  }
  return step == OSR_STEP_DONE;
}

static GArray *
read_versions (OsrEvent *event)
{
  JsonArray *array = osr_json_get_array (event->members, "versions");
  GArray *versions = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);
    gint64 version = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;

    if (version > 0)
      g_array_append_val (versions, version);
  }
  return versions;
}

gboolean
osr_log_note_erasure (OsrLog *self, OsrEvent *event, GError **error)
{
  g_autoptr (GArray) versions = NULL;

  if (!osr_event_is (event, "payload-erased"))
    return TRUE;
  versions = read_versions (event);
  for (guint i = 0; i < versions->len; i++) {
    gint64 version = g_array_index (versions, gint64, i);

    if (!osr_log_list_erasure (self, event, version, error) ||
        !run_stream (self, SQL_DESTROY, event->stream, version, error))
      return FALSE;
  }
  self->erased = TRUE;
  if (!strip_answers (self, event->stream, versions, error))
    return FALSE;
  return !osr_json_get_boolean (event->members, "whole", FALSE) ||
         (run_stream (self, "DELETE FROM draft WHERE stream = :stream", event->stream, 0, error) &&
          run_stream (self, "DELETE FROM mail WHERE stream = :stream", event->stream, 0, error));
}

gboolean
osr_log_erased_since (OsrLog *self, gint64 seq)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (
      self->database, "SELECT 1 FROM event WHERE seq > :seq AND type = 'payload-erased' LIMIT 1",
      NULL);

  if (select == NULL)
    return TRUE;
  osr_statement_bind_int (select, ":seq", seq);
  return osr_statement_step (select, NULL) != OSR_STEP_DONE;
}

/* Made before the file was migrated: each is the whole log of that day. */
static void
remove_copies (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *prefix = g_strconcat (name, ".before-", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *entry;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL) {
    g_autofree char *copy = g_build_filename (folder, entry, NULL);

    if (g_str_has_prefix (entry, prefix) && g_unlink (copy) != 0)
      g_warning ("%s holds words that were erased and cannot be removed", copy);
  }
}

gboolean
osr_log_scrub (OsrLog *self, GError **error)
{
  if (!osr_database_cut (self->database, error))
    return FALSE;
  if (self->erased)
    remove_copies (osr_database_get_path (self->database));
  self->erased = FALSE;
  return TRUE;
}

/* --- looking for a person --- */

static gboolean
is_in (GBytes *bytes, const char *folded)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = g_utf8_casefold (data, (gssize) length);

  return strstr (text, folded) != NULL;
}

static void
add_stream (GPtrArray *found, const char *stream)
{
  if (!g_ptr_array_find_with_equal_func (found, stream, g_str_equal, NULL))
    g_ptr_array_add (found, g_strdup (stream));
}

/* Every stored word is looked at: an index of names would be one more place to erase them from. */
static gboolean
look_through (OsrLog *self, const char *sql, const char *folded, GPtrArray *found, GError **error)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (self->database, sql, error);
  OsrStep step;

  if (select == NULL)
    return FALSE;
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW) {
    g_autoptr (GBytes) body = osr_statement_dup_bytes (select, "body");

    if (body != NULL && is_in (body, folded))
      add_stream (found, osr_statement_get_text (select, "stream"));
  }
  return step == OSR_STEP_DONE;
}

GPtrArray *
osr_log_find_person (OsrLog *self, const char *text, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folded = NULL;

  if (g_utf8_strlen (text, -1) < MIN_NAME_LENGTH) {
    refuse (error, OSR_STORE_ERROR_INVALID, "three letters at least are needed");
    return NULL;
  }
  folded = g_utf8_casefold (text, -1);
  if (!look_through (self,
                     "SELECT e.stream AS stream, p.body AS body FROM payload p"
                     " JOIN event e ON e.seq = p.seq ORDER BY p.seq",
                     folded, found, error) ||
      !look_through (self, "SELECT stream, CAST (text AS BLOB) AS body FROM draft ORDER BY stream",
                     folded, found, error))
    return NULL;
  return g_steal_pointer (&found);
}
