/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log, the feed that readers follow and the faults; the HTTP side is in fake-server.c. */
#include "fake-coordinator-private.h"

#include <string.h>

#include "core/osr-chain.h"
#include "core/osr-json.h"

static void
stored_free (FakeStored *stored)
{
  g_free (stored->stream);
  g_free (stored->type);
  g_free (stored->meta);
  g_free (stored->payload);
  g_free (stored->hash);
  g_free (stored);
}

static void
item_free (FakeItem *item)
{
  g_free (item->stream);
  g_free (item);
}

static void
fault_free (FakeFault *fault)
{
  g_free (fault->prefix);
  g_free (fault->nick);
  g_free (fault->body);
  g_free (fault);
}

static void
draft_free (FakeDraft *draft)
{
  g_free (draft->id);
  g_free (draft->case_id);
  g_free (draft->kind);
  g_free (draft->text);
  g_free (draft);
}

void
fake_answer_free (FakeAnswer *answer)
{
  g_free (answer->body);
  g_free (answer);
}

FakeCoordinator *
fake_coordinator_new (void)
{
  FakeCoordinator *self = g_new0 (FakeCoordinator, 1);

  self->now = FAKE_NOW;
  self->epoch = g_uuid_string_random ();
  self->log = g_ptr_array_new_with_free_func ((GDestroyNotify) stored_free);
  self->feed = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  self->faults = g_ptr_array_new_with_free_func ((GDestroyNotify) fault_free);
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->late = g_ptr_array_new_with_free_func (g_object_unref);
  self->drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) draft_free);
  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->commands =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  self->answers =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) fake_answer_free);
  fake_server_start (self);
  return self;
}

void
fake_coordinator_free (FakeCoordinator *self)
{
  fake_server_stop (self);
  g_ptr_array_unref (self->log);
  g_ptr_array_unref (self->feed);
  g_ptr_array_unref (self->faults);
  g_ptr_array_unref (self->requests);
  g_ptr_array_unref (self->waiting);
  g_ptr_array_unref (self->late);
  g_ptr_array_unref (self->drafts);
  g_hash_table_unref (self->tokens);
  g_hash_table_unref (self->hidden);
  g_hash_table_unref (self->commands);
  g_hash_table_unref (self->answers);
  g_free (self->epoch);
  g_free (self->uri);
  g_free (self);
}

const char *
fake_coordinator_get_uri (FakeCoordinator *self)
{
  return self->uri;
}

void
fake_coordinator_set_now (FakeCoordinator *self, OsrInstant now)
{
  self->now = now;
}

OsrInstant
fake_coordinator_get_now (FakeCoordinator *self)
{
  return self->now;
}

void
fake_coordinator_set_online (FakeCoordinator *self, gboolean online)
{
  fake_server_stop (self);
  if (online)
    fake_server_start (self);
}

FakeStored *
fake_coordinator_find_last (FakeCoordinator *self, const char *stream)
{
  for (guint i = self->log->len; i > 0; i--) {
    FakeStored *stored = g_ptr_array_index (self->log, i - 1);

    if (g_str_equal (stored->stream, stream))
      return stored;
  }
  return NULL;
}

gint64
fake_coordinator_get_version (FakeCoordinator *self, const char *stream)
{
  FakeStored *last = fake_coordinator_find_last (self, stream);

  return last != NULL ? last->version : 0;
}

const char *
fake_coordinator_get_type (FakeCoordinator *self, const char *stream, gint64 version)
{
  for (guint i = 0; i < self->log->len; i++) {
    FakeStored *stored = g_ptr_array_index (self->log, i);

    if (g_str_equal (stored->stream, stream) && stored->version == version)
      return stored->type;
  }
  return NULL;
}

static void
feed_add (FakeCoordinator *self, const char *kind, const char *stream, gint64 seq)
{
  FakeItem *item = g_new0 (FakeItem, 1);

  item->kind = kind;
  item->stream = g_strdup (stream);
  item->seq = seq;
  g_ptr_array_add (self->feed, item);
  fake_server_wake (self);
}

/* The salt is made of the number, so that runs are the same. */
static void
store_bytes (FakeStored *stored, JsonObject *meta, JsonObject *payload, const char *previous)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *digest = NULL;

  stored->meta = osr_json_write_object (meta);
  if (payload != NULL) {
    g_autoptr (GBytes) salt = g_bytes_new (stored->salt, sizeof stored->salt);
    g_autoptr (GBytes) words = NULL;

    stored->payload = osr_json_write_object (payload);
    words = g_bytes_new (stored->payload, strlen (stored->payload));
    digest = osr_chain_payload_digest (salt, words);
  }
  bytes = g_bytes_new (stored->meta, strlen (stored->meta));
  stored->hash = osr_chain_hash (previous, bytes, digest);
}

static void
set_envelope (FakeCoordinator *self, JsonObject *meta, const FakeStored *stored, const char *by)
{
  json_object_set_int_member (meta, "seq", stored->seq);
  json_object_set_string_member (meta, "case", stored->stream);
  json_object_set_int_member (meta, "version", stored->version);
  json_object_set_string_member (meta, "type", stored->type);
  json_object_set_int_member (meta, "v", 1);
  json_object_set_int_member (meta, "at", self->now);
  json_object_set_int_member (meta, "claimed_at", self->now);
  json_object_set_string_member (meta, "by", by);
}

gint64
fake_coordinator_append (FakeCoordinator *self, const char *stream, const char *type,
                         const char *by, JsonObject *members, JsonObject *payload)
{
  g_autoptr (JsonObject) meta = members != NULL ? members : json_object_new ();
  g_autoptr (JsonObject) words = payload;
  FakeStored *last = fake_coordinator_find_last (self, stream);
  FakeStored *stored = g_new0 (FakeStored, 1);

  stored->seq = (gint64) self->log->len + 1;
  stored->stream = g_strdup (stream);
  stored->type = g_strdup (type);
  stored->version = last != NULL ? last->version + 1 : 1;
  memset (stored->salt, (int) (stored->seq % 251), sizeof stored->salt);
  set_envelope (self, meta, stored, by);
  store_bytes (stored, meta, words, last != NULL ? last->hash : NULL);
  g_ptr_array_add (self->log, stored);
  if (!g_hash_table_contains (self->hidden, stream))
    feed_add (self, "event", stream, stored->seq);
  return stored->seq;
}

void
fake_coordinator_show (FakeCoordinator *self, const char *stream)
{
  g_hash_table_remove (self->hidden, stream);
  feed_add (self, "case", stream, (gint64) self->log->len);
}

void
fake_coordinator_forget (FakeCoordinator *self, const char *stream)
{
  g_hash_table_add (self->hidden, g_strdup (stream));
  feed_add (self, "forget", stream, 0);
}

void
fake_coordinator_set_hidden (FakeCoordinator *self, const char *stream, gboolean hidden)
{
  if (hidden)
    g_hash_table_add (self->hidden, g_strdup (stream));
  else
    g_hash_table_remove (self->hidden, stream);
}

void
fake_coordinator_restore (FakeCoordinator *self)
{
  g_free (self->epoch);
  self->epoch = g_uuid_string_random ();
  fake_server_wake (self);
}

static gboolean
is_lost (gpointer uuid, gpointer value, gpointer data)
{
  const FakeAnswer *answer = value;
  g_autoptr (JsonObject) told = osr_json_read_object (answer->body, -1, 0, "told", NULL);

  return osr_json_get_int (told, "seq", 0) > *(gint64 *) data;
}

void
fake_coordinator_restore_to (FakeCoordinator *self, gint64 seq)
{
  for (guint i = self->log->len; i > 0; i--) {
    if (((FakeStored *) g_ptr_array_index (self->log, i - 1))->seq > seq)
      g_ptr_array_remove_index (self->log, i - 1);
  }
  for (guint i = self->feed->len; i > 0; i--) {
    if (((FakeItem *) g_ptr_array_index (self->feed, i - 1))->seq > seq)
      g_ptr_array_remove_index (self->feed, i - 1);
  }
  g_hash_table_foreach_remove (self->answers, is_lost, &seq);
  fake_coordinator_restore (self);
}

void
fake_coordinator_tamper (FakeCoordinator *self, const char *stream)
{
  FakeStored *last = fake_coordinator_find_last (self, stream);

  last->hash[0] = last->hash[0] == '0' ? '1' : '0';
}

void
fake_coordinator_set_page_size (FakeCoordinator *self, guint size)
{
  self->page_size = size;
}

void
fake_coordinator_expire_tokens (FakeCoordinator *self)
{
  g_hash_table_remove_all (self->tokens);
  fake_server_wake (self);
}

static FakeFault *
fault_add (FakeCoordinator *self, const char *prefix, guint times)
{
  FakeFault *fault = g_new0 (FakeFault, 1);

  fault->prefix = g_strdup (prefix);
  fault->times = times;
  g_ptr_array_add (self->faults, fault);
  return fault;
}

void
fake_coordinator_answer (FakeCoordinator *self, const char *prefix, guint times, guint status,
                         const char *nick, const char *body)
{
  FakeFault *fault = fault_add (self, prefix, times);

  fault->status = status;
  fault->nick = g_strdup (nick);
  fault->body = g_strdup (body);
}

void
fake_coordinator_lose_answer (FakeCoordinator *self, const char *prefix, guint times)
{
  fault_add (self, prefix, times)->lose = TRUE;
}

void
fake_coordinator_hold (FakeCoordinator *self, const char *prefix, guint times)
{
  fault_add (self, prefix, times)->hold = TRUE;
}

void
fake_coordinator_keep_answer (FakeCoordinator *self, const char *prefix, guint times)
{
  fault_add (self, prefix, times)->late = TRUE;
}

void
fake_coordinator_let_out (FakeCoordinator *self)
{
  for (guint i = 0; i < self->late->len; i++)
    soup_server_message_unpause (g_ptr_array_index (self->late, i));
  g_ptr_array_set_size (self->late, 0);
}

guint
fake_coordinator_count_kept (FakeCoordinator *self)
{
  return self->late->len;
}

guint
fake_coordinator_count (FakeCoordinator *self, const char *prefix)
{
  guint n = 0;

  for (guint i = 0; i < self->requests->len; i++)
    n += g_str_has_prefix (g_ptr_array_index (self->requests, i), prefix);
  return n;
}

GBytes *
fake_coordinator_get_command (FakeCoordinator *self, const char *uuid)
{
  return g_hash_table_lookup (self->commands, uuid);
}

gboolean
fake_coordinator_saw_other_bytes (FakeCoordinator *self)
{
  return self->other_bytes;
}

FakeDraft *
fake_coordinator_find_draft (FakeCoordinator *self, const char *case_id, const char *id)
{
  for (guint i = 0; i < self->drafts->len; i++) {
    FakeDraft *draft = g_ptr_array_index (self->drafts, i);

    if (id != NULL ? g_str_equal (draft->id, id) : g_str_equal (draft->case_id, case_id))
      return draft;
  }
  return NULL;
}

const char *
fake_coordinator_get_draft (FakeCoordinator *self, const char *case_id, gint64 *revision)
{
  FakeDraft *draft = fake_coordinator_find_draft (self, case_id, NULL);

  if (revision != NULL)
    *revision = draft != NULL ? draft->revision : 0;
  return draft != NULL ? draft->text : NULL;
}

void
fake_coordinator_write_draft (FakeCoordinator *self, const char *case_id, const char *text)
{
  FakeDraft *draft = fake_coordinator_find_draft (self, case_id, NULL);

  g_assert_nonnull (draft);
  g_free (draft->text);
  draft->text = g_strdup (text);
  draft->revision++;
}
