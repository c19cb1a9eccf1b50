/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the coordinator's answers strictly: a member that is missing or of another type makes the
 * whole answer unreadable, since a page applied in part would be a hole in the log. */
#include "net/osr-protocol-records.h"

#include <string.h>

#include "core/osr-chain.h"
#include "core/osr-json.h"
#include "net/osr-net-error.h"

#define MAX_SALT_BYTES 1024

OsrWireEvent *
osr_wire_event_new (GBytes *meta, GBytes *payload, GBytes *salt, const char *digest,
                    const char *hash)
{
  OsrWireEvent *event = g_new0 (OsrWireEvent, 1);

  event->meta = g_bytes_ref (meta);
  event->payload = payload != NULL ? g_bytes_ref (payload) : NULL;
  event->salt = salt != NULL ? g_bytes_ref (salt) : NULL;
  event->digest = g_strdup (digest);
  event->hash = g_strdup (hash);
  return event;
}

void
osr_wire_event_free (OsrWireEvent *event)
{
  if (event == NULL)
    return;
  g_bytes_unref (event->meta);
  g_clear_pointer (&event->payload, g_bytes_unref);
  g_clear_pointer (&event->salt, g_bytes_unref);
  g_free (event->digest);
  g_free (event->hash);
  g_free (event);
}

void
osr_wire_entry_free (OsrWireEntry *entry)
{
  if (entry == NULL)
    return;
  g_free (entry->case_id);
  g_clear_pointer (&entry->events, g_ptr_array_unref);
  g_free (entry);
}

void
osr_wire_page_free (OsrWirePage *page)
{
  if (page == NULL)
    return;
  g_free (page->epoch);
  g_free (page->next);
  g_clear_pointer (&page->entries, g_ptr_array_unref);
  g_free (page);
}

void
osr_wire_accepted_free (OsrWireAccepted *accepted)
{
  if (accepted == NULL)
    return;
  g_clear_pointer (&accepted->events, g_ptr_array_unref);
  g_free (accepted);
}

void
osr_wire_session_free (OsrWireSession *signed_in)
{
  if (signed_in == NULL)
    return;
  g_free (signed_in->token);
  g_free (signed_in->person);
  g_free (signed_in->epoch);
  g_free (signed_in);
}

void
osr_wire_status_free (OsrWireStatus *status)
{
  if (status == NULL)
    return;
  g_free (status->epoch);
  g_free (status->version);
  g_free (status);
}

void
osr_wire_draft_free (OsrWireDraft *draft)
{
  if (draft == NULL)
    return;
  g_free (draft->id);
  g_free (draft->case_id);
  g_free (draft->by);
  g_free (draft->kind);
  g_free (draft->text);
  g_free (draft);
}

gboolean
osr_wire_event_check (const OsrWireEvent *event, const char *previous)
{
  g_autofree char *digest = g_strdup (event->digest);
  g_autofree char *hash = NULL;

  if (event->payload != NULL) {
    if (event->salt == NULL)
      return FALSE;
    g_free (digest);
    digest = osr_chain_payload_digest (event->salt, event->payload);
  }
  hash = osr_chain_hash (previous, event->meta, digest);
  return g_strcmp0 (hash, event->hash) == 0;
}

static gboolean
unreadable (GError **error, const char *what)
{
  g_set_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
               "The coordinator's answer cannot be read: %s", what);
  return FALSE;
}

static JsonObject *
read_body (GBytes *body, const char *where, GError **error)
{
  g_autoptr (GError) fault = NULL;
  gsize length;
  const char *bytes = g_bytes_get_data (body, &length);
  JsonObject *object = osr_json_read_object (bytes != NULL ? bytes : "", (gssize) length,
                                             OSR_WIRE_ANSWER_MOST, where, &fault);

  if (object == NULL)
    unreadable (error, fault->message);
  return object;
}

static GBytes *
bytes_of (const char *text)
{
  return text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
}

static gboolean
read_hex (const char *text, GBytes **bytes)
{
  g_autoptr (GByteArray) array = NULL;
  gsize length;

  *bytes = NULL;
  if (text == NULL)
    return TRUE;
  length = strlen (text);
  if (length == 0 || length % 2 != 0 || length > 2 * MAX_SALT_BYTES)
    return FALSE;
  array = g_byte_array_sized_new ((guint) length / 2);
  for (gsize i = 0; i < length; i += 2) {
    int high = g_ascii_xdigit_value (text[i]);
    int low = g_ascii_xdigit_value (text[i + 1]);
    guint8 byte;

    if (high < 0 || low < 0)
      return FALSE;
    byte = (guint8) (high << 4 | low);
    g_byte_array_append (array, &byte, 1);
  }
  *bytes = g_byte_array_free_to_bytes (g_steal_pointer (&array));
  return TRUE;
}

static OsrWireEvent *
wire_event_read (JsonObject *object, GError **error)
{
  g_autoptr (GBytes) meta = bytes_of (osr_json_get_string (object, "meta"));
  g_autoptr (GBytes) payload = bytes_of (osr_json_get_string (object, "payload"));
  g_autoptr (GBytes) salt = NULL;
  const char *hash = osr_json_get_string (object, "hash");

  if (meta == NULL || hash == NULL) {
    unreadable (error, "an event without \"meta\" or \"hash\"");
    return NULL;
  }
  if (!read_hex (osr_json_get_string (object, "salt"), &salt)) {
    unreadable (error, "\"salt\" of an event");
    return NULL;
  }
  return osr_wire_event_new (meta, payload, salt, osr_json_get_string (object, "digest"), hash);
}

static GPtrArray *
wire_event_array (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) osr_wire_event_free);
}

GPtrArray *
osr_wire_events_read (JsonArray *array, GError **error)
{
  g_autoptr (GPtrArray) events = wire_event_array ();
  guint n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n; i++) {
    JsonObject *object = osr_json_array_get_object (array, i);
    OsrWireEvent *event = NULL;

    if (object == NULL) {
      unreadable (error, "an event that is no object");
      return NULL;
    }
    event = wire_event_read (object, error);
    if (event == NULL)
      return NULL;
    g_ptr_array_add (events, event);
  }
  return g_steal_pointer (&events);
}

static gboolean
entry_kind_read (const char *nick, OsrWireEntryKind *kind)
{
  if (g_strcmp0 (nick, "event") == 0)
    *kind = OSR_WIRE_EVENT;
  else if (g_strcmp0 (nick, "case") == 0)
    *kind = OSR_WIRE_CASE;
  else if (g_strcmp0 (nick, "forget") == 0)
    *kind = OSR_WIRE_FORGET;
  else
    return FALSE;
  return TRUE;
}

static gboolean
entry_read_events (OsrWireEntry *entry, JsonObject *object, GError **error)
{
  if (entry->kind == OSR_WIRE_EVENT) {
    OsrWireEvent *event = wire_event_read (object, error);

    if (event == NULL)
      return FALSE;
    entry->events = wire_event_array ();
    g_ptr_array_add (entry->events, event);
    return TRUE;
  }
  if (entry->kind == OSR_WIRE_FORGET) {
    entry->events = wire_event_array ();
    return TRUE;
  }
  entry->events = osr_wire_events_read (osr_json_get_array (object, "events"), error);
  if (entry->events == NULL)
    return FALSE;
  return entry->events->len > 0 || unreadable (error, "a \"case\" entry without events");
}

OsrWireEntry *
osr_wire_entry_read (JsonObject *object, GError **error)
{
  g_autoptr (OsrWireEntry) entry = g_new0 (OsrWireEntry, 1);
  const char *case_id = osr_json_get_string (object, "case");

  if (case_id == NULL || !entry_kind_read (osr_json_get_string (object, "kind"), &entry->kind)) {
    unreadable (error, "\"kind\" or \"case\" of an entry");
    return NULL;
  }
  entry->case_id = g_strdup (case_id);
  if (!entry_read_events (entry, object, error))
    return NULL;
  return g_steal_pointer (&entry);
}

static gboolean
page_read_entries (OsrWirePage *page, JsonArray *array, GError **error)
{
  guint n = json_array_get_length (array);

  page->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_wire_entry_free);
  for (guint i = 0; i < n; i++) {
    JsonObject *object = osr_json_array_get_object (array, i);
    OsrWireEntry *entry = NULL;

    if (object == NULL)
      return unreadable (error, "an entry that is no object");
    entry = osr_wire_entry_read (object, error);
    if (entry == NULL)
      return FALSE;
    g_ptr_array_add (page->entries, entry);
  }
  return TRUE;
}

OsrWirePage *
osr_wire_page_read (GBytes *body, GError **error)
{
  g_autoptr (JsonObject) object = read_body (body, "changes", error);
  g_autoptr (OsrWirePage) page = g_new0 (OsrWirePage, 1);
  JsonArray *entries = NULL;

  if (object == NULL)
    return NULL;
  page->epoch = g_strdup (osr_json_get_string (object, "epoch"));
  page->head = osr_json_get_int (object, "head", -1);
  page->next = g_strdup (osr_json_get_string (object, "next"));
  page->now = osr_json_get_int (object, "now", OSR_INSTANT_UNKNOWN);
  page->more = osr_json_get_boolean (object, "more", FALSE);
  entries = osr_json_get_array (object, "entries");
  if (page->epoch == NULL || page->next == NULL || entries == NULL) {
    unreadable (error, "\"epoch\", \"next\" or \"entries\" is missing");
    return NULL;
  }
  if (!page_read_entries (page, entries, error))
    return NULL;
  return g_steal_pointer (&page);
}

OsrWireAccepted *
osr_wire_accepted_read (GBytes *body, GError **error)
{
  g_autoptr (JsonObject) object = read_body (body, "command", error);
  g_autoptr (OsrWireAccepted) accepted = g_new0 (OsrWireAccepted, 1);

  if (object == NULL)
    return NULL;
  accepted->seq = osr_json_get_int (object, "seq", -1);
  accepted->version = osr_json_get_int (object, "version", -1);
  if (accepted->seq < 0 || accepted->version < 0) {
    unreadable (error, "\"seq\" or \"version\" is missing");
    return NULL;
  }
  accepted->events = osr_wire_events_read (osr_json_get_array (object, "events"), error);
  if (accepted->events == NULL)
    return NULL;
  return g_steal_pointer (&accepted);
}

OsrWireDraft *
osr_wire_draft_read (JsonObject *object, const char *fallback_id, const char *fallback_case,
                     GError **error)
{
  g_autoptr (OsrWireDraft) draft = g_new0 (OsrWireDraft, 1);
  const char *id = osr_json_get_string (object, "id");
  const char *case_id = osr_json_get_string (object, "case");

  draft->id = g_strdup (id != NULL ? id : fallback_id);
  draft->case_id = g_strdup (case_id != NULL ? case_id : fallback_case);
  draft->by = g_strdup (osr_json_get_string (object, "by"));
  draft->kind = g_strdup (osr_json_get_string (object, "kind"));
  draft->text = g_strdup (osr_json_get_string (object, "text"));
  draft->revision = osr_json_get_int (object, "revision", -1);
  draft->at = osr_json_get_int (object, "at", OSR_INSTANT_UNKNOWN);
  if (draft->id == NULL || draft->kind == NULL || draft->revision < 0) {
    unreadable (error, "a draft without \"id\", \"kind\" or \"revision\"");
    return NULL;
  }
  return g_steal_pointer (&draft);
}

static void
add_precondition (JsonObject *body, const OsrWireCommand *command)
{
  JsonObject *after = NULL;

  if (command->after_command == NULL && command->after_version <= 0)
    return;
  after = json_object_new ();
  if (command->after_command != NULL)
    json_object_set_string_member (after, "command", command->after_command);
  else
    json_object_set_int_member (after, "version", command->after_version);
  json_object_set_object_member (body, "after", after);
}

GBytes *
osr_wire_command_build (const OsrWireCommand *command)
{
  g_autoptr (JsonObject) body = json_object_new ();
  char *text = NULL;

  g_return_val_if_fail (command->case_id != NULL && command->type != NULL, NULL);

  json_object_set_string_member (body, "case", command->case_id);
  json_object_set_string_member (body, "type", command->type);
  add_precondition (body, command);
  json_object_set_int_member (body, "claimed_at", command->claimed_at);
  json_object_set_string_member (body, "device", command->device != NULL ? command->device : "");
  if (command->on_behalf != NULL)
    json_object_set_string_member (body, "for", command->on_behalf);
  json_object_set_object_member (body, "members",
                                 command->members != NULL ? json_object_ref (command->members)
                                                          : json_object_new ());
  if (command->payload != NULL)
    json_object_set_object_member (body, "payload", json_object_ref (command->payload));
  text = osr_json_write_object (body);
  return g_bytes_new_take (text, strlen (text));
}
