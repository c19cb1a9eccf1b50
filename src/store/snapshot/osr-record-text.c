/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records and pages straight into the text that travels. What is stored is JSON already and only wants
 * quoting; a tree of it would cost many times what reading it from the disk does. */
#include "store/snapshot/osr-record-text.h"

#include <string.h>

static const char digits[] = "0123456789abcdef";

/* What a byte is inside of a string of JSON: itself, behind a backslash, or only as a number. */
enum { PLAIN, BEHIND, NUMBER };

static guint8
class_of (guchar c)
{
  if (c == '"' || c == '\\')
    return BEHIND;
  return c < 0x20 ? NUMBER : PLAIN;
}

static const guint8 *
get_classes (void)
{
  static guint8 classes[256];
  static gsize ready;

  if (g_once_init_enter (&ready)) {
    for (guint c = 0; c < G_N_ELEMENTS (classes); c++)
      classes[c] = class_of ((guchar) c);
    g_once_init_leave (&ready, 1);
  }
  return classes;
}

/* Returns: how many bytes @text grows by in a string */
static gsize
count_escapes (const char *bytes, gsize length, const guint8 *classes)
{
  static const guint8 more[] = { [PLAIN] = 0, [BEHIND] = 1, [NUMBER] = 5 };
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    n += more[classes[(guchar) bytes[i]]];
  return n;
}

static char *
write_escaped (char *to, guchar c, guint8 class)
{
  *to++ = '\\';
  if (class == BEHIND) {
    *to++ = (char) c;
    return to;
  }
  memcpy (to, "u00", 3);
  to[3] = digits[c >> 4];
  to[4] = digits[c & 0xf];
  return to + 5;
}

/* Into room that is made once: quotes are every tenth character of what is stored. */
void
osr_record_text_quote (GString *text, const char *bytes, gsize length)
{
  const guint8 *classes = get_classes ();
  gsize at = text->len;
  char *to;

  g_string_set_size (text, at + length + count_escapes (bytes, length, classes) + 2);
  to = text->str + at;
  *to++ = '"';
  for (gsize i = 0; i < length; i++) {
    guchar c = (guchar) bytes[i];
    guint8 class = classes[c];

    if (G_LIKELY (class == PLAIN))
      *to++ = (char) c;
    else
      to = write_escaped (to, c, class);
  }
  *to = '"';
}

/* A record wherever it stands: what of it travels. */
typedef struct {
  const char *bytes; /* nullable */
  gsize length;
} Piece;

typedef struct {
  Piece meta;
  Piece payload;
  Piece salt;
  Piece digest;
  Piece hash;
} Parts;

#define LITERAL(text, literal) g_string_append_len (text, literal, sizeof literal - 1)

static void
append_salt (GString *text, const Piece *salt)
{
  gsize at;

  if (salt->bytes == NULL) {
    LITERAL (text, ",\"salt\":null");
    return;
  }
  LITERAL (text, ",\"salt\":\"");
  at = text->len;
  g_string_set_size (text, at + 2 * salt->length);
  for (gsize i = 0; i < salt->length; i++) {
    text->str[at + 2 * i] = digits[(guchar) salt->bytes[i] >> 4];
    text->str[at + 2 * i + 1] = digits[(guchar) salt->bytes[i] & 0xf];
  }
  g_string_append_c (text, '"');
}

static void
append_parts (GString *text, const Parts *parts)
{
  LITERAL (text, "\"meta\":");
  osr_record_text_quote (text, parts->meta.bytes, parts->meta.length);
  LITERAL (text, ",\"payload\":");
  if (parts->payload.bytes != NULL)
    osr_record_text_quote (text, parts->payload.bytes, parts->payload.length);
  else
    LITERAL (text, "null");
  append_salt (text, &parts->salt);
  if (parts->payload.bytes == NULL && parts->digest.bytes != NULL) {
    LITERAL (text, ",\"digest\":\"");
    g_string_append_len (text, parts->digest.bytes, (gssize) parts->digest.length);
    g_string_append_c (text, '"');
  }
  LITERAL (text, ",\"hash\":\"");
  g_string_append_len (text, parts->hash.bytes, (gssize) parts->hash.length);
  g_string_append_c (text, '"');
}

static Piece
piece_of_bytes (GBytes *bytes)
{
  Piece piece = { NULL };

  if (bytes == NULL)
    return piece;
  piece.bytes = g_bytes_get_data (bytes, &piece.length);
  if (piece.bytes == NULL)
    piece.bytes = "";
  return piece;
}

static Piece
piece_of_text (const char *text)
{
  return (Piece){ text, text != NULL ? strlen (text) : 0 };
}

static Piece
piece_of_row (OsrStatement *row, const char *column)
{
  Piece piece;

  piece.bytes = osr_statement_get_bytes (row, column, &piece.length);
  return piece;
}

static void
append_row (GString *text, OsrStatement *row)
{
  Parts parts;

  parts.meta = piece_of_row (row, "meta");
  parts.payload = piece_of_row (row, "payload");
  parts.salt = piece_of_row (row, "salt");
  parts.digest = piece_of_row (row, "digest");
  parts.hash = piece_of_row (row, "hash");
  append_parts (text, &parts);
}

void
osr_record_text_append (GString *text, const OsrRecord *record)
{
  Parts parts = { piece_of_bytes (record->meta), piece_of_bytes (record->payload),
                  piece_of_bytes (record->salt), piece_of_text (record->digest),
                  piece_of_text (record->hash) };

  g_string_append_c (text, '{');
  append_parts (text, &parts);
  g_string_append_c (text, '}');
}

void
osr_entry_text_begin (GString *text, OsrEntryKind kind, const char *stream, gint64 seq)
{
  static const char *const begins[] = {
    [OSR_ENTRY_EVENT] = "{\"kind\":\"event\",\"case\":",
    [OSR_ENTRY_CASE] = "{\"kind\":\"case\",\"case\":",
    [OSR_ENTRY_FORGET] = "{\"kind\":\"forget\",\"case\":",
  };

  g_string_append (text, begins[kind]);
  osr_record_text_quote (text, stream, strlen (stream));
  if (kind == OSR_ENTRY_EVENT)
    g_string_append_c (text, ',');
  else if (kind == OSR_ENTRY_CASE)
    g_string_append_printf (text, ",\"seq\":%" G_GINT64_FORMAT ",\"events\":[", seq);
}

/* Of a case, a record behind another. */
static void
begin_record (GString *text, OsrEntryKind kind)
{
  if (kind != OSR_ENTRY_CASE)
    return;
  if (text->str[text->len - 1] == '}')
    g_string_append_c (text, ',');
  g_string_append_c (text, '{');
}

static void
end_record (GString *text, OsrEntryKind kind)
{
  if (kind == OSR_ENTRY_CASE)
    g_string_append_c (text, '}');
}

void
osr_entry_text_add_row (GString *text, OsrEntryKind kind, OsrStatement *row)
{
  begin_record (text, kind);
  append_row (text, row);
  end_record (text, kind);
}

void
osr_entry_text_end (GString *text, OsrEntryKind kind)
{
  g_string_append (text, kind == OSR_ENTRY_CASE ? "]}" : "}");
}

GBytes *
osr_page_text_around (const OsrPage *page, GString *entries, OsrInstant now)
{
  g_autoptr (GString) head = g_string_sized_new (256);

  LITERAL (head, "{\"epoch\":");
  osr_record_text_quote (head, page->epoch, strlen (page->epoch));
  g_string_append_printf (
      head, ",\"head\":%" G_GINT64_FORMAT ",\"now\":%" G_GINT64_FORMAT ",\"next\":", page->head,
      now);
  osr_record_text_quote (head, page->next, strlen (page->next));
  g_string_append_printf (head, ",\"more\":%s,\"entries\":[", page->more ? "true" : "false");
  g_string_prepend_len (entries, head->str, (gssize) head->len);
  LITERAL (entries, "]}");
  return g_string_free_to_bytes (entries);
}
