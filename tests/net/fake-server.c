/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The HTTP side of the fake coordinator. */
#include "fake-coordinator-private.h"

#include <string.h>

#include "core/osr-json.h"

static void
answer_text (FakeCoordinator *self, SoupServerMessage *message, guint status, const char *text)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, self->now);

  soup_server_message_set_status (message, status, NULL);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Osr-Now", now);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, text,
                                    strlen (text));
}

static char *
error_text (const char *nick, JsonObject *extra)
{
  g_autoptr (JsonObject) body = extra != NULL ? extra : json_object_new ();
  JsonObject *error = json_object_new ();

  json_object_set_string_member (error, "code", nick);
  json_object_set_string_member (error, "message", "The test refuses this.");
  json_object_set_object_member (body, "error", error);
  return osr_json_write_object (body);
}

static void
answer_error (FakeCoordinator *self, SoupServerMessage *message, guint status, const char *nick)
{
  g_autofree char *text = error_text (nick, NULL);

  answer_text (self, message, status, text);
}

static void
answer_object (FakeCoordinator *self, SoupServerMessage *message, JsonObject *object)
{
  g_autofree char *text = osr_json_write_object (object);

  answer_text (self, message, 200, text);
}

static char *
hex (const guint8 *bytes, gsize length)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  return g_string_free (text, FALSE);
}

static void
add_event (JsonObject *object, const FakeStored *stored)
{
  g_autofree char *salt = hex (stored->salt, sizeof stored->salt);

  json_object_set_string_member (object, "meta", stored->meta);
  json_object_set_string_member (object, "hash", stored->hash);
  if (stored->payload != NULL) {
    json_object_set_string_member (object, "payload", stored->payload);
    json_object_set_string_member (object, "salt", salt);
  } else {
    json_object_set_null_member (object, "payload");
    json_object_set_null_member (object, "salt");
  }
}

JsonArray *
fake_server_list_events (FakeCoordinator *self, const char *stream, gint64 after_version,
                         gint64 to_seq)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->log->len; i++) {
    const FakeStored *stored = g_ptr_array_index (self->log, i);
    JsonObject *object;

    if (!g_str_equal (stored->stream, stream) || stored->version <= after_version ||
        stored->seq > to_seq)
      continue;
    object = json_object_new ();
    add_event (object, stored);
    json_array_add_object_element (array, object);
  }
  return array;
}

static JsonObject *
read_body (SoupServerMessage *message, GBytes **bytes)
{
  g_autoptr (GBytes) body =
      soup_message_body_flatten (soup_server_message_get_request_body (message));
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  JsonObject *object = osr_json_read_object (text, (gssize) length, 0, "request", NULL);

  g_assert_nonnull (object);
  if (bytes != NULL)
    *bytes = g_steal_pointer (&body);
  return object;
}

static void
on_session (FakeCoordinator *self, SoupServerMessage *message)
{
  g_autoptr (JsonObject) asked = NULL;
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *token = g_uuid_string_random ();

  if (g_str_equal (soup_server_message_get_method (message), "DELETE")) {
    g_hash_table_remove_all (self->tokens);
    answer_text (self, message, 200, "{}");
    return;
  }
  asked = read_body (message, NULL);
  g_assert_nonnull (osr_json_get_string (asked, "device"));
  if (g_strcmp0 (osr_json_get_string (asked, "login"), FAKE_LOGIN) != 0 ||
      g_strcmp0 (osr_json_get_string (asked, "password"), FAKE_PASSWORD) != 0) {
    answer_error (self, message, 401, "auth");
    return;
  }
  g_hash_table_add (self->tokens, g_strdup (token));
  json_object_set_string_member (object, "token", token);
  json_object_set_string_member (object, "person", FAKE_PERSON);
  json_object_set_string_member (object, "epoch", self->epoch);
  json_object_set_int_member (object, "now", self->now);
  answer_object (self, message, object);
}

static JsonObject *
entry_object (FakeCoordinator *self, const FakeItem *item)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "kind", item->kind);
  json_object_set_string_member (object, "case", item->stream);
  json_object_set_int_member (object, "seq", item->seq);
  if (g_str_equal (item->kind, "event"))
    add_event (object, g_ptr_array_index (self->log, item->seq - 1));
  else if (g_str_equal (item->kind, "case"))
    json_object_set_array_member (object, "events",
                                  fake_server_list_events (self, item->stream, 0, item->seq));
  return object;
}

static void
answer_page (FakeCoordinator *self, SoupServerMessage *message, gint64 since)
{
  g_autoptr (JsonObject) page = json_object_new ();
  JsonArray *entries = json_array_new ();
  guint end = self->feed->len;
  g_autofree char *next = NULL;

  if (self->page_size > 0)
    end = MIN (end, (guint) since + self->page_size);
  for (guint i = (guint) since; i < end; i++)
    json_array_add_object_element (entries, entry_object (self, g_ptr_array_index (self->feed, i)));
  next = g_strdup_printf ("%u-%s", end, self->epoch);
  json_object_set_string_member (page, "epoch", self->epoch);
  json_object_set_int_member (page, "head", self->log->len);
  json_object_set_int_member (page, "now", self->now);
  json_object_set_string_member (page, "next", next);
  json_object_set_boolean_member (page, "more", end < self->feed->len);
  json_object_set_array_member (page, "entries", entries);
  answer_object (self, message, page);
}

static const char *
query_get (GHashTable *query, const char *name)
{
  return query != NULL ? g_hash_table_lookup (query, name) : NULL;
}

static gboolean
is_signed_in (FakeCoordinator *self, SoupServerMessage *message)
{
  const char *value = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Authorization");

  return value != NULL && g_str_has_prefix (value, "Bearer ") &&
         g_hash_table_contains (self->tokens, value + strlen ("Bearer "));
}

/* Answers a poll if there is something to say; else leaves it waiting. */
static gboolean
answer_changes (FakeCoordinator *self, SoupServerMessage *message, GHashTable *query)
{
  const char *since_text = query_get (query, "since");
  const char *epoch = since_text != NULL ? strchr (since_text, '-') : NULL;
  gint64 since = since_text != NULL ? g_ascii_strtoll (since_text, NULL, 10) : 0;

  if (!is_signed_in (self, message))
    answer_error (self, message, 401, "auth");
  else if ((epoch != NULL && !g_str_equal (epoch + 1, self->epoch)) || since > self->feed->len)
    answer_error (self, message, 410, "resync");
  else if (since < self->feed->len || g_strcmp0 (query_get (query, "wait"), "0") == 0)
    answer_page (self, message, since);
  else
    return FALSE;
  return TRUE;
}

static gint64
required_version (FakeCoordinator *self, JsonObject *body, const char *stream)
{
  JsonObject *after = osr_json_get_object (body, "after");
  const char *command = after != NULL ? osr_json_get_string (after, "command") : NULL;
  FakeAnswer *answer;

  if (after == NULL)
    return fake_coordinator_get_version (self, stream);
  if (command == NULL)
    return osr_json_get_int (after, "version", -1);
  answer = g_hash_table_lookup (self->answers, command);
  if (answer != NULL && answer->status == 200) {
    g_autoptr (JsonObject) told = osr_json_read_object (answer->body, -1, 0, "told", NULL);

    return osr_json_get_int (told, "version", -1);
  }
  return -1;
}

static FakeAnswer *
fake_answer_new (guint status, char *body)
{
  FakeAnswer *answer = g_new0 (FakeAnswer, 1);

  answer->status = status;
  answer->body = body;
  return answer;
}

static JsonObject *
copy_members (JsonObject *members)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, members);
  while (json_object_iter_next (&iter, &name, &node))
    json_object_set_member (copy, name, json_node_copy (node));
  return copy;
}

static FakeAnswer *
accept_command (FakeCoordinator *self, const char *uuid, JsonObject *body)
{
  const char *stream = osr_json_get_string (body, "case");
  JsonObject *members = osr_json_get_object (body, "members");
  JsonObject *payload = osr_json_get_object (body, "payload");
  gint64 version = fake_coordinator_get_version (self, stream);
  gint64 required = required_version (self, body, stream);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonObject) named = NULL;

  if (required != version) {
    json_object_set_array_member (
        object, "events", fake_server_list_events (self, stream, MAX (required, 0), G_MAXINT64));
    return fake_answer_new (409, error_text ("stale", g_steal_pointer (&object)));
  }
  named = copy_members (members);
  json_object_set_string_member (named, "command", uuid);
  json_object_set_int_member (
      object, "seq",
      fake_coordinator_append (self, stream, osr_json_get_string (body, "type"), FAKE_PERSON,
                               json_object_ref (named),
                               payload != NULL ? json_object_ref (payload) : NULL));
  json_object_set_int_member (object, "version", version + 1);
  json_object_set_array_member (object, "events",
                                fake_server_list_events (self, stream, version, G_MAXINT64));
  return fake_answer_new (200, osr_json_write_object (object));
}

static void
on_command (FakeCoordinator *self, SoupServerMessage *message, const char *uuid)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonObject) body = read_body (message, &bytes);
  GBytes *before = g_hash_table_lookup (self->commands, uuid);
  FakeAnswer *answer = g_hash_table_lookup (self->answers, uuid);

  g_assert_true (g_uuid_string_is_valid (uuid));
  if (before != NULL && !g_bytes_equal (before, bytes)) {
    self->other_bytes = TRUE;
    answer_error (self, message, 422, "conflict");
    return;
  }
  g_hash_table_replace (self->commands, g_strdup (uuid), g_steal_pointer (&bytes));
  if (answer == NULL) {
    answer = accept_command (self, uuid, body);
    if (answer->status == 200)
      g_hash_table_replace (self->answers, g_strdup (uuid), answer);
  }
  answer_text (self, message, answer->status, answer->body);
  if (answer->status != 200)
    fake_answer_free (answer);
}

static JsonObject *
draft_object (const FakeDraft *draft)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", draft->id);
  json_object_set_string_member (object, "case", draft->case_id);
  json_object_set_string_member (object, "by", FAKE_PERSON);
  json_object_set_string_member (object, "kind", draft->kind);
  json_object_set_string_member (object, "text", draft->text);
  json_object_set_int_member (object, "revision", draft->revision);
  json_object_set_int_member (object, "at", FAKE_NOW);
  return object;
}

static void
on_put_draft (FakeCoordinator *self, SoupServerMessage *message, const char *id)
{
  g_autoptr (JsonObject) body = read_body (message, NULL);
  g_autoptr (JsonObject) object = json_object_new ();
  FakeDraft *draft = fake_coordinator_find_draft (self, NULL, id);

  if (osr_json_get_int (body, "revision", -1) != (draft != NULL ? draft->revision : 0)) {
    g_autofree char *text = NULL;

    if (draft != NULL)
      json_object_set_object_member (object, "current", draft_object (draft));
    text = error_text ("stale", g_steal_pointer (&object));
    answer_text (self, message, 409, text);
    return;
  }
  if (draft == NULL) {
    draft = g_new0 (FakeDraft, 1);
    draft->id = g_strdup (id);
    draft->case_id = g_strdup (osr_json_get_string (body, "case"));
    g_ptr_array_add (self->drafts, draft);
  }
  g_free (draft->kind);
  draft->kind = g_strdup (osr_json_get_string (body, "kind"));
  g_free (draft->text);
  draft->text = g_strdup (osr_json_get_string (body, "text"));
  draft->revision++;
  json_object_set_int_member (object, "revision", draft->revision);
  answer_object (self, message, object);
}

static void
on_drafts (FakeCoordinator *self, SoupServerMessage *message, GHashTable *query)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->drafts->len; i++) {
    const FakeDraft *draft = g_ptr_array_index (self->drafts, i);

    if (g_strcmp0 (draft->case_id, query_get (query, "case")) == 0)
      json_array_add_object_element (array, draft_object (draft));
  }
  json_object_set_array_member (object, "drafts", array);
  answer_object (self, message, object);
}

static void
on_delete_draft (FakeCoordinator *self, SoupServerMessage *message, const char *id)
{
  FakeDraft *draft = fake_coordinator_find_draft (self, NULL, id);

  if (draft == NULL) {
    answer_error (self, message, 404, "not-found");
    return;
  }
  g_ptr_array_remove (self->drafts, draft);
  answer_text (self, message, 200, "{}");
}

static void
on_status (FakeCoordinator *self, SoupServerMessage *message)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "epoch", self->epoch);
  json_object_set_int_member (object, "head", self->log->len);
  json_object_set_int_member (object, "now", self->now);
  json_object_set_string_member (object, "version", "0.1.0");
  answer_object (self, message, object);
}

/* Its whole history; what is hidden from the reader is not asked for by tests. */
static void
on_case (FakeCoordinator *self, SoupServerMessage *message, const char *id)
{
  FakeItem item = { "case", (char *) id, (gint64) self->log->len };
  g_autoptr (JsonObject) object = NULL;

  if (fake_coordinator_find_last (self, id) == NULL) {
    answer_error (self, message, 404, "not-found");
    return;
  }
  object = entry_object (self, &item);
  answer_object (self, message, object);
}

static void
on_known_path (FakeCoordinator *self, SoupServerMessage *message, const char *path,
               GHashTable *query)
{
  const char *method = soup_server_message_get_method (message);
  const char *id = strrchr (path, '/') + 1;

  if (g_str_has_prefix (path, "/v1/commands/"))
    on_command (self, message, id);
  else if (g_str_has_prefix (path, "/v1/cases/"))
    on_case (self, message, id);
  else if (g_str_has_prefix (path, "/v1/snapshot/") && fake_snapshot_answer (self, message, id))
    return;
  else if (g_str_equal (path, "/v1/drafts"))
    on_drafts (self, message, query);
  else if (g_str_has_prefix (path, "/v1/drafts/") && g_str_equal (method, "PUT"))
    on_put_draft (self, message, id);
  else if (g_str_has_prefix (path, "/v1/drafts/"))
    on_delete_draft (self, message, id);
  else
    answer_error (self, message, 404, "not-found");
}

static FakeFault *
take_fault (FakeCoordinator *self, const char *line)
{
  for (guint i = 0; i < self->faults->len; i++) {
    FakeFault *fault = g_ptr_array_index (self->faults, i);

    if (fault->times > 0 && g_str_has_prefix (line, fault->prefix)) {
      fault->times--;
      return fault;
    }
  }
  return NULL;
}

static void
answer_fault (FakeCoordinator *self, SoupServerMessage *message, const FakeFault *fault)
{
  if (fault->body != NULL)
    answer_text (self, message, fault->status, fault->body);
  else
    answer_error (self, message, fault->status, fault->nick);
}

static gboolean
on_poll_over (gpointer user_data)
{
  SoupServerMessage *message = user_data;
  FakeCoordinator *self = g_object_get_data (G_OBJECT (message), "fake");

  g_object_steal_data (G_OBJECT (message), "timeout");
  answer_page (self, message, (gint64) self->feed->len);
  soup_server_message_unpause (message);
  g_ptr_array_remove (self->waiting, message);
  return G_SOURCE_REMOVE;
}

static void
stop_timer (SoupServerMessage *message)
{
  guint source = GPOINTER_TO_UINT (g_object_steal_data (G_OBJECT (message), "timeout"));

  if (source != 0)
    g_source_remove (source);
}

static void
on_poll_gone (SoupServerMessage *message, gpointer user_data)
{
  FakeCoordinator *self = user_data;

  stop_timer (message);
  g_ptr_array_remove (self->waiting, message);
}

static void
let_wait (FakeCoordinator *self, SoupServerMessage *message, GHashTable *query)
{
  guint seconds = (guint) g_ascii_strtoull (query_get (query, "wait"), NULL, 10);

  g_object_set_data (G_OBJECT (message), "fake", self);
  g_object_set_data_full (G_OBJECT (message), "query", g_hash_table_ref (query),
                          (GDestroyNotify) g_hash_table_unref);
  g_object_set_data (G_OBJECT (message), "timeout",
                     GUINT_TO_POINTER (g_timeout_add_seconds (seconds, on_poll_over, message)));
  g_signal_connect (message, "finished", G_CALLBACK (on_poll_gone), self);
  g_ptr_array_add (self->waiting, g_object_ref (message));
  soup_server_message_pause (message);
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query,
            gpointer user_data)
{
  FakeCoordinator *self = user_data;
  const char *text = g_uri_get_query (soup_server_message_get_uri (message));
  char *line = g_strconcat (soup_server_message_get_method (message), " ", path,
                            text != NULL ? "?" : NULL, text, NULL);
  FakeFault *fault = take_fault (self, line);

  g_ptr_array_add (self->requests, line);
  if (fault != NULL && fault->hold)
    soup_server_message_pause (message);
  else if (fault != NULL && !fault->lose && !fault->late)
    answer_fault (self, message, fault);
  else if (g_str_equal (path, "/v1/status"))
    on_status (self, message);
  else if (g_str_equal (path, "/v1/session"))
    on_session (self, message);
  else if (g_str_equal (path, "/v1/changes")) {
    if (!answer_changes (self, message, query))
      let_wait (self, message, query);
  } else if (!is_signed_in (self, message))
    answer_error (self, message, 401, "auth");
  else
    on_known_path (self, message, path, query);
  if (fault != NULL && fault->lose) {
    g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

    g_io_stream_close (stream, NULL, NULL);
  }
  if (fault != NULL && fault->late) {
    g_ptr_array_add (self->late, g_object_ref (message));
    soup_server_message_pause (message);
  }
}

void
fake_server_wake (FakeCoordinator *self)
{
  g_autoptr (GPtrArray) waiting = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->waiting->len; i++)
    g_ptr_array_add (waiting, g_object_ref (g_ptr_array_index (self->waiting, i)));
  for (guint i = 0; i < waiting->len; i++) {
    SoupServerMessage *message = g_ptr_array_index (waiting, i);

    if (!answer_changes (self, message, g_object_get_data (G_OBJECT (message), "query")))
      continue;
    stop_timer (message);
    g_ptr_array_remove (self->waiting, message);
    soup_server_message_unpause (message);
  }
}

void
fake_server_start (FakeCoordinator *self)
{
  g_autoptr (GError) error = NULL;
  g_autoslist (GUri) uris = NULL;

  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  soup_server_listen_local (self->server, self->port, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->port = (guint) g_uri_get_port (uris->data);
  g_free (self->uri);
  self->uri = g_strdup_printf ("http://127.0.0.1:%u", self->port);
}

void
fake_server_stop (FakeCoordinator *self)
{
  if (self->server == NULL)
    return;
  for (guint i = 0; i < self->waiting->len; i++) {
    SoupServerMessage *message = g_ptr_array_index (self->waiting, i);

    stop_timer (message);
    g_signal_handlers_disconnect_by_data (message, self);
  }
  g_ptr_array_set_size (self->waiting, 0);
  g_ptr_array_set_size (self->late, 0);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
}
