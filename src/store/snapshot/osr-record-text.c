/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records and pages straight into the text that travels. What is stored is JSON already and only wants
 * quoting; a tree of it would cost many times what reading it from the disk does. */
#include "store/snapshot/osr-record-text.h"

#include <string.h>

static const char digits[] = "0123456789abcdef";

/* Without a format for each of them: quotes are every tenth character of what is stored. */
static void
append_escaped (GString *text, guchar c)
{
  char escaped[] = "\\u00xx";

  if (c == '"' || c == '\\') {
    g_string_append_c (text, '\\');
    g_string_append_c (text, (char) c);
    return;
  }
  escaped[4] = digits[c >> 4];
  escaped[5] = digits[c & 0xf];
  g_string_append_len (text, escaped, sizeof escaped - 1);
}

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
    append_escaped (text, (guchar) *c);
  }
  g_string_append_len (text, plain, bytes + length - plain);
  g_string_append_c (text, '"');
}

static void
append_bytes (GString *text, GBytes *bytes)
{
  gsize length = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

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
  for (gsize i = 0; i < length; i++) {
    g_string_append_c (text, digits[data[i] >> 4]);
    g_string_append_c (text, digits[data[i] & 0xf]);
  }
  g_string_append_c (text, '"');
}

static void
append_members (GString *text, const OsrRecord *record)
{
  g_string_append (text, "\"meta\":");
  append_bytes (text, record->meta);
  g_string_append (text, ",\"payload\":");
  append_bytes (text, record->payload);
  append_salt (text, record->salt);
  if (record->payload == NULL && record->digest != NULL) {
    g_string_append (text, ",\"digest\":\"");
    g_string_append (text, record->digest);
    g_string_append_c (text, '"');
  }
  g_string_append (text, ",\"hash\":\"");
  g_string_append (text, record->hash);
  g_string_append_c (text, '"');
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
