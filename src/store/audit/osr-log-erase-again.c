/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of an erasure goes to the list, and an erasure done once more by the list. A message's keyed
 * digests go along: a restored log that has not yet found it would find it anew, with its words. */
#include "core/osr-json.h"
#include "core/record/osr-stream.h"
#include "store/audit/osr-log-audit-private.h"
#include "store/audit/osr-log-erase.h"
#include "store/osr-log-private.h"
#include "store/osr-record-private.h"

#define SQL_KEYS "SELECT message, post FROM message_key WHERE stream = :stream ORDER BY message"
#define SQL_AGAIN                                                                                  \
  "SELECT e.version AS version FROM event e JOIN payload p ON p.seq = e.seq"                       \
  " WHERE e.stream = :stream AND e.payload_digest = :digest"
#define SQL_KNOW                                                                                   \
  "INSERT OR IGNORE INTO message_key (message, post, stream) VALUES (:message, :post, :stream)"

/* --- noting --- */

static gboolean
add_keys (OsrLog *self, const char *stream, JsonObject *entry, GError **error)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (self->database, SQL_KEYS, error);
  g_autoptr (JsonArray) keys = json_array_new ();
  OsrStep step;

  if (select == NULL)
    return FALSE;
  osr_statement_bind_text (select, ":stream", stream);
  while ((step = osr_statement_step (select, error)) == OSR_STEP_ROW) {
    json_array_add_string_element (keys, osr_statement_get_text (select, "message"));
    json_array_add_string_element (keys, osr_statement_get_text (select, "post"));
  }
  json_object_set_array_member (entry, "keys", json_array_ref (keys));
  return step == OSR_STEP_DONE;
}

static JsonObject *
build_entry (OsrEvent *act, OsrRecord *record, const char *command)
{
  static const char *const members[] = { "act", "act_date", "reason" };
  JsonObject *entry = json_object_new ();

  json_object_set_string_member (entry, "case", record->stream);
  json_object_set_string_member (entry, "digest", record->digest);
  if (command != NULL)
    json_object_set_string_member (entry, "command", command);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    const char *value = osr_event_get_string (act, members[i]);

    json_object_set_string_member (entry, members[i], value != NULL ? value : "");
  }
  json_object_set_string_member (entry, "by", act->by);
  return entry;
}

gboolean
osr_log_list_erasure (OsrLog *self, OsrEvent *event, gint64 version, GError **error)
{
  g_autoptr (GPtrArray) records = osr_log_load_records (self, event->stream, version - 1, error);
  OsrRecord *record = records != NULL && records->len > 0 ? records->pdata[0] : NULL;
  g_autoptr (OsrEvent) erased = NULL;
  g_autoptr (JsonObject) entry = NULL;

  if (record == NULL || record->version != version || record->digest == NULL)
    return records != NULL;
  erased = osr_record_to_event (record, error);
  if (erased == NULL)
    return FALSE;
  entry = build_entry (event, record, osr_event_get_string (erased, "command"));
  if (osr_event_is (erased, "found") && !add_keys (self, event->stream, entry, error))
    return FALSE;
  osr_log_note_erased_files (erased, entry);
  osr_erasure_list_add (self->destroyed, entry);
  return TRUE;
}

/* --- doing it again --- */

static gboolean
know_message (OsrLog *self, JsonObject *entry, GError **error)
{
  JsonArray *keys = osr_json_get_array (entry, "keys");
  guint n = keys != NULL ? json_array_get_length (keys) : 0;

  for (guint i = 0; i + 1 < n; i += 2) {
    g_autoptr (OsrStatement) insert = osr_database_prepare (self->database, SQL_KNOW, error);

    if (insert == NULL)
      return FALSE;
    osr_statement_bind_text (insert, ":message", osr_json_array_get_string (keys, i));
    osr_statement_bind_text (insert, ":post", osr_json_array_get_string (keys, i + 1));
    osr_statement_bind_text (insert, ":stream", osr_json_get_string (entry, "case"));
    if (!osr_statement_run (insert, error))
      return FALSE;
  }
  return TRUE;
}

/* The version whose words @entry names, 0 when they are not there; -1 on an error. */
static gint64
find_version (OsrLog *self, JsonObject *entry, GError **error)
{
  g_autoptr (OsrStatement) select = osr_database_prepare (self->database, SQL_AGAIN, error);
  OsrStep step;

  if (select == NULL)
    return -1;
  osr_statement_bind_text (select, ":stream", osr_json_get_string (entry, "case"));
  osr_statement_bind_text (select, ":digest", osr_json_get_string (entry, "digest"));
  step = osr_statement_step (select, error);
  if (step == OSR_STEP_FAILED)
    return -1;
  return step == OSR_STEP_ROW ? osr_statement_get_int (select, "version") : 0;
}

static gboolean
is_same_act (JsonObject *a, JsonObject *b)
{
  static const char *const members[] = { "case", "act", "act_date", "reason", "by" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    if (g_strcmp0 (osr_json_get_string (a, members[i]), osr_json_get_string (b, members[i])) != 0)
      return FALSE;
  }
  return TRUE;
}

static gboolean
append_act (OsrLog *self, JsonObject *entry, JsonArray *versions, GError **error)
{
  const char *stream = osr_json_get_string (entry, "case");
  g_autoptr (JsonObject) members = json_object_new ();
  OsrLogRequest request = { stream, "payload-erased", members };

  json_object_set_array_member (members, "versions", json_array_ref (versions));
  json_object_set_string_member (members, "act", osr_json_get_string (entry, "act"));
  json_object_set_string_member (members, "act_date", osr_json_get_string (entry, "act_date"));
  json_object_set_string_member (members, "reason", osr_json_get_string (entry, "reason"));
  request.claimed_at = OSR_INSTANT_UNKNOWN;
  request.by = osr_json_get_string (entry, "by");
  return osr_log_complete_erasure (self, stream, members, error) &&
         osr_log_append (self, &request, 1, NULL, error);
}

/* The entries from @i on that were of one act; @i is moved behind them. */
static gboolean
redo_act (OsrLog *self, GPtrArray *entries, guint *i, guint *n_events, GError **error)
{
  JsonObject *first = entries->pdata[*i];
  g_autoptr (JsonArray) versions = json_array_new ();

  for (; *i < entries->len && is_same_act (first, entries->pdata[*i]); (*i)++) {
    gint64 version = find_version (self, entries->pdata[*i], error);

    if (version < 0 || !know_message (self, entries->pdata[*i], error))
      return FALSE;
    if (version > 0)
      json_array_add_int_element (versions, version);
  }
  *n_events += json_array_get_length (versions);
  return json_array_get_length (versions) == 0 || append_act (self, first, versions, error);
}

gboolean
osr_log_erase_again (OsrLog *self, guint *n_events, GError **error)
{
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (self, error);
  /* appending adds to the list */
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  guint i = 0;

  *n_events = 0;
  if (transaction == NULL)
    return FALSE;
  for (guint k = 0; k < self->destroyed->entries->len; k++)
    g_ptr_array_add (entries, self->destroyed->entries->pdata[k]);
  while (i < entries->len) {
    if (!redo_act (self, entries, &i, n_events, error))
      return FALSE;
  }
  for (i = 0; i < entries->len; i++) {
    if (!osr_log_remove_erased_files (self, entries->pdata[i], error))
      return FALSE;
  }
  return osr_log_commit (transaction, error) && osr_log_scrub (self, error);
}
