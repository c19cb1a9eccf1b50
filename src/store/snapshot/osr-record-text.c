/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records and pages straight into the text that travels. What is stored is JSON already and only wants
 * quoting; a tree of it would cost many times what reading it from the disk does. */
#include "store/snapshot/osr-record-text.h"

#include <string.h>

void
osr_record_text_quote (GString *text, const char *bytes, gsize length)
{
  const char *plain = bytes;

  g_string_append_c (text, '"');
  for (const char *c = bytes; c < bytes + length; c++) {
    if ((guchar) *c >= 0x20 && *c != '"' && *c != '\\')
      continue;
    g_string_append_len (text, plain, c - plain);
    plain = c + 1;
    if (*c == '"' || *c == '\\')
      g_string_append_printf (text, "\\%c", *c);
    else
      g_string_append_printf (text, "\\u%04x", (guint) (guchar) *c);
  }
  g_string_append_len (text, plain, bytes + length - plain);
  g_string_append_c (text, '"');
}

static void
append_bytes (GString *text, const char *member, GBytes *bytes)
{
  gsize length = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  g_string_append_printf (text, "\"%s\":", member);
  if (bytes == NULL)
    g_string_append (text, "null");
  else
    osr_record_text_quote (text, data != NULL ? data : "", length);
}

static void
append_salt (GString *text, GBytes *salt)
{
  gsize length = 0;
  const guint8 *data = salt != NULL ? g_bytes_get_data (salt, &length) : NULL;

  if (salt == NULL) {
    g_string_append (text, ",\"salt\":null");
    return;
  }
  g_string_append (text, ",\"salt\":\"");
  for (gsize i = 0; i < length; i++)
    g_string_append_printf (text, "%02x", data[i]);
  g_string_append_c (text, '"');
}

static void
append_members (GString *text, const OsrRecord *record)
{
  append_bytes (text, "meta", record->meta);
  g_string_append_c (text, ',');
  append_bytes (text, "payload", record->payload);
  append_salt (text, record->salt);
  if (record->payload == NULL && record->digest != NULL)
    g_string_append_printf (text, ",\"digest\":\"%s\"", record->digest);
  g_string_append_printf (text, ",\"hash\":\"%s\"", record->hash);
}

void
osr_record_text_append (GString *text, const OsrRecord *record)
{
  g_string_append_c (text, '{');
  append_members (text, record);
  g_string_append_c (text, '}');
}

static void
append_case (GString *text, const OsrEntry *entry)
{
  g_string_append_printf (text, "\"seq\":%" G_GINT64_FORMAT ",\"events\":[", entry->seq);
  for (guint i = 0; i < entry->records->len; i++) {
    if (i > 0)
      g_string_append_c (text, ',');
    osr_record_text_append (text, g_ptr_array_index (entry->records, i));
  }
  g_string_append_c (text, ']');
}

static void
append_entry (GString *text, const OsrEntry *entry)
{
  static const char *const kinds[] = {
    [OSR_ENTRY_EVENT] = "event",
    [OSR_ENTRY_CASE] = "case",
    [OSR_ENTRY_FORGET] = "forget",
  };

  g_string_append_printf (text, "{\"kind\":\"%s\",\"case\":", kinds[entry->kind]);
  osr_record_text_quote (text, entry->stream, strlen (entry->stream));
  if (entry->kind != OSR_ENTRY_FORGET)
    g_string_append_c (text, ',');
  if (entry->kind == OSR_ENTRY_EVENT)
    append_members (text, g_ptr_array_index (entry->records, 0));
  else if (entry->kind == OSR_ENTRY_CASE)
    append_case (text, entry);
  g_string_append_c (text, '}');
}

GBytes *
osr_page_to_text (OsrPage *page, OsrInstant now)
{
  GString *text = g_string_sized_new (1024);

  g_string_append (text, "{\"epoch\":");
  osr_record_text_quote (text, page->epoch, strlen (page->epoch));
  g_string_append_printf (
      text, ",\"head\":%" G_GINT64_FORMAT ",\"now\":%" G_GINT64_FORMAT ",\"next\":", page->head,
      now);
  osr_record_text_quote (text, page->next, strlen (page->next));
  g_string_append_printf (text, ",\"more\":%s,\"entries\":[", page->more ? "true" : "false");
  for (guint i = 0; i < page->entries->len; i++) {
    if (i > 0)
      g_string_append_c (text, ',');
    append_entry (text, g_ptr_array_index (page->entries, i));
  }
  g_string_append (text, "]}");
  return g_string_free_to_bytes (text);
}
