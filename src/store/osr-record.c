/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records, entries and pages: stored events on their way between log, wire and cache. */
#include "store/osr-record.h"

#include <string.h>

#include "core/osr-chain.h"
#include "core/osr-error.h"
#include "core/osr-json-flat.h"
#include "core/osr-json.h"
#include "store/osr-record-private.h"

#define MAX_SALT 64

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, "%s", what);
  return FALSE;
}

/* Most envelopes are as plain as the log writes them, and need no tree. */
static gboolean
read_plain (OsrRecord *self, const char *bytes, gsize length)
{
  OsrJsonFlatMember members[] = { { "seq" }, { "version" }, { "case" } };

  if (!osr_json_flat_read (bytes, length, members, G_N_ELEMENTS (members)))
    return FALSE;
  self->seq = members[0].number;
  self->version = members[1].number;
  if (members[2].text != NULL)
    self->stream = g_strndup (members[2].text, members[2].length);
  return TRUE;
}

static gboolean
read_tree (OsrRecord *self, const char *bytes, gsize length, GError **error)
{
  g_autoptr (JsonObject) meta = osr_json_read_object (bytes, (gssize) length, 0, "record", error);

  if (meta == NULL)
    return FALSE;
  self->seq = osr_json_get_int (meta, "seq", 0);
  self->version = osr_json_get_int (meta, "version", 0);
  self->stream = g_strdup (osr_json_get_string (meta, "case"));
  return TRUE;
}

/* Reads place and stream from the stored bytes themselves, so that they cannot differ from them. */
static gboolean
read_envelope (OsrRecord *self, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (self->meta, &length);
  const char *bytes = data != NULL ? data : "";

  if (!read_plain (self, bytes, length) && !read_tree (self, bytes, length, error))
    return FALSE;
  if (self->seq < 1 || self->version < 1 || self->stream == NULL)
    return refuse (error, "record: \"seq\", \"version\" or \"case\" is missing");
  return TRUE;
}

OsrRecord *
osr_record_new (GBytes *meta, GBytes *payload, GBytes *salt, const char *hash, GError **error)
{
  g_autoptr (OsrRecord) self = g_new0 (OsrRecord, 1);

  g_ref_count_init (&self->refs);
  self->meta = g_bytes_ref (meta);
  if (!read_envelope (self, error))
    return NULL;
  if (!osr_is_digest (hash)) {
    refuse (error, "record: the hash is not one");
    return NULL;
  }
  if ((payload == NULL) != (salt == NULL)) {
    refuse (error, "record: payload and salt come together");
    return NULL;
  }
  self->hash = g_strdup (hash);
  if (payload != NULL) {
    self->payload = g_bytes_ref (payload);
    self->salt = g_bytes_ref (salt);
    self->digest = osr_chain_payload_digest (salt, payload);
  }
  return g_steal_pointer (&self);
}

OsrRecord *
osr_record_new_from_row (OsrStatement *row)
{
  OsrRecord *self = g_new0 (OsrRecord, 1);

  g_ref_count_init (&self->refs);
  self->seq = osr_statement_get_int (row, "seq");
  self->stream = osr_statement_dup_text (row, "stream");
  self->version = osr_statement_get_int (row, "version");
  self->meta = osr_statement_dup_bytes (row, "meta");
  self->payload = osr_statement_dup_bytes (row, "payload");
  self->salt = osr_statement_dup_bytes (row, "salt");
  self->digest = osr_statement_dup_text (row, "digest");
  self->hash = osr_statement_dup_text (row, "hash");
  return self;
}

OsrRecord *
osr_record_ref (OsrRecord *self)
{
  g_ref_count_inc (&self->refs);
  return self;
}

void
osr_record_unref (OsrRecord *self)
{
  if (self == NULL || !g_ref_count_dec (&self->refs))
    return;
  g_free (self->stream);
  g_clear_pointer (&self->meta, g_bytes_unref);
  g_clear_pointer (&self->payload, g_bytes_unref);
  g_clear_pointer (&self->salt, g_bytes_unref);
  g_free (self->digest);
  g_free (self->hash);
  g_free (self);
}

OsrEvent *
osr_record_to_event (OsrRecord *self, GError **error)
{
  return osr_event_new_from_json (self->meta, self->payload, error);
}

GPtrArray *
osr_records_to_events (GPtrArray *records, GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);

  for (guint i = 0; i < records->len; i++) {
    OsrEvent *event = osr_record_to_event (records->pdata[i], error);

    if (event == NULL)
      return NULL;
    g_ptr_array_add (events, event);
  }
  return g_steal_pointer (&events);
}

gboolean
osr_record_follows (OsrRecord *self, const char *previous)
{
  g_autofree char *hash = osr_chain_hash (previous, self->meta, self->digest);

  return g_str_equal (hash, self->hash);
}

static char *
to_text (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_strndup (data != NULL ? data : "", length);
}

static char *
to_hex (GBytes *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  GString *hex = g_string_sized_new (2 * length);

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (hex, "%02x", data[i]);
  return g_string_free (hex, FALSE);
}

static GBytes *
from_hex (const char *hex)
{
  gsize length = strlen (hex);
  g_autofree guint8 *data = NULL;

  if (length == 0 || length % 2 != 0 || length > 2 * MAX_SALT ||
      strspn (hex, "0123456789abcdef") != length)
    return NULL;
  data = g_malloc (length / 2);
  for (gsize i = 0; i < length / 2; i++)
    data[i] =
        (guint8) (g_ascii_xdigit_value (hex[2 * i]) * 16 + g_ascii_xdigit_value (hex[2 * i + 1]));
  return g_bytes_new_take (g_steal_pointer (&data), length / 2);
}

JsonObject *
osr_record_to_json (OsrRecord *self)
{
  JsonObject *object = json_object_new ();
  g_autofree char *meta = to_text (self->meta);

  json_object_set_string_member (object, "meta", meta);
  if (self->payload != NULL) {
    g_autofree char *payload = to_text (self->payload);
    g_autofree char *salt = to_hex (self->salt);

    json_object_set_string_member (object, "payload", payload);
    json_object_set_string_member (object, "salt", salt);
  } else {
    json_object_set_null_member (object, "payload");
    json_object_set_null_member (object, "salt");
    if (self->digest != NULL)
      json_object_set_string_member (object, "digest", self->digest);
  }
  json_object_set_string_member (object, "hash", self->hash);
  return object;
}

OsrRecord *
osr_record_new_from_json (JsonObject *object, GError **error)
{
  const char *meta_text = osr_json_get_string (object, "meta");
  const char *payload_text = osr_json_get_string (object, "payload");
  const char *salt_text = osr_json_get_string (object, "salt");
  const char *digest = osr_json_get_string (object, "digest");
  g_autoptr (GBytes) meta = NULL;
  g_autoptr (GBytes) payload = NULL;
  g_autoptr (GBytes) salt = NULL;
  OsrRecord *self;

  if (meta_text == NULL) {
    refuse (error, "record: \"meta\" is missing");
    return NULL;
  }
  meta = g_bytes_new (meta_text, strlen (meta_text));
  if (payload_text != NULL)
    payload = g_bytes_new (payload_text, strlen (payload_text));
  if (salt_text != NULL && (salt = from_hex (salt_text)) == NULL) {
    refuse (error, "record: the salt is not hexadecimal");
    return NULL;
  }
  self = osr_record_new (meta, payload, salt, osr_json_get_string (object, "hash"), error);
  if (self != NULL && payload == NULL && osr_is_digest (digest))
    self->digest = g_strdup (digest);
  return self;
}

OsrEntry *
osr_entry_new (OsrEntryKind kind, const char *stream, gint64 seq, GPtrArray *records)
{
  OsrEntry *self = g_new0 (OsrEntry, 1);

  self->kind = kind;
  self->stream = g_strdup (stream);
  self->seq = seq;
  self->records = records != NULL
                      ? records
                      : g_ptr_array_new_with_free_func ((GDestroyNotify) osr_record_unref);
  return self;
}

void
osr_entry_free (OsrEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->stream);
  g_ptr_array_unref (self->records);
  g_free (self);
}

static const char *const kind_names[] = {
  [OSR_ENTRY_EVENT] = "event",
  [OSR_ENTRY_CASE] = "case",
  [OSR_ENTRY_FORGET] = "forget",
};

JsonObject *
osr_entry_to_json (OsrEntry *self)
{
  g_autoptr (JsonObject) object = NULL;

  if (self->kind == OSR_ENTRY_EVENT)
    object = osr_record_to_json (self->records->pdata[0]);
  else
    object = json_object_new ();
  json_object_set_string_member (object, "kind", kind_names[self->kind]);
  json_object_set_string_member (object, "case", self->stream);
  if (self->kind == OSR_ENTRY_CASE) {
    JsonArray *events = json_array_new ();

    for (guint i = 0; i < self->records->len; i++)
      json_array_add_object_element (events, osr_record_to_json (self->records->pdata[i]));
    json_object_set_int_member (object, "seq", self->seq);
    json_object_set_array_member (object, "events", events);
  }
  return g_steal_pointer (&object);
}

OsrPage *
osr_page_new (const char *epoch, gint64 head)
{
  OsrPage *self = g_new0 (OsrPage, 1);

  self->epoch = g_strdup (epoch);
  self->head = head;
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_entry_free);
  return self;
}

void
osr_page_free (OsrPage *self)
{
  if (self == NULL)
    return;
  g_free (self->epoch);
  g_free (self->next);
  g_ptr_array_unref (self->entries);
  g_free (self);
}
