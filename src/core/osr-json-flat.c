/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes only what it can check whole: one object of strings without escapes, short integers and words,
 * with no space between, as the log writes its envelopes. All else is left to osr_json_read(). */
#include "core/osr-json-flat.h"

#include <string.h>

#include "core/osr-json.h"

#define MOST_MEMBERS 32 /* names are compared with each other */
#define MOST_DIGITS  18 /* no such number is out of range */

typedef struct {
  const char *text;
  gsize length;
} Span;

typedef struct {
  const char *at;
  const char *end;
  Span names[MOST_MEMBERS];
  guint n_names;
} Reader;

static gboolean
take (Reader *self, char c)
{
  if (self->at == self->end || *self->at != c)
    return FALSE;
  self->at++;
  return TRUE;
}

static gboolean
read_string (Reader *self, Span *span)
{
  if (!take (self, '"'))
    return FALSE;
  span->text = self->at;
  while (self->at < self->end && *self->at != '"') {
    if ((guchar) *self->at < 0x20 || *self->at == '\\')
      return FALSE;
    self->at++;
  }
  span->length = (gsize) (self->at - span->text);
  return take (self, '"');
}

static gboolean
read_integer (Reader *self, gint64 *number)
{
  gboolean negative = take (self, '-');
  const char *first = self->at;
  gint64 value = 0;

  while (self->at < self->end && g_ascii_isdigit (*self->at) && self->at - first <= MOST_DIGITS)
    value = value * 10 + (*self->at++ - '0');
  if (self->at == first || self->at - first > MOST_DIGITS ||
      (*first == '0' && self->at - first > 1))
    return FALSE;
  *number = negative ? -value : value;
  return TRUE;
}

static gboolean
read_word (Reader *self)
{
  static const char *const words[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    gsize length = strlen (words[i]);

    if ((gsize) (self->end - self->at) >= length && memcmp (self->at, words[i], length) == 0) {
      self->at += length;
      return TRUE;
    }
  }
  return FALSE;
}

static gboolean
read_value (Reader *self, OsrJsonFlatMember *member)
{
  Span span = { NULL, 0 };
  gint64 number = 0;

  if (self->at == self->end)
    return FALSE;
  if (*self->at == '"') {
    if (!read_string (self, &span))
      return FALSE;
  } else if (!g_ascii_isalpha (*self->at) ? !read_integer (self, &number) : !read_word (self)) {
    return FALSE;
  }
  if (member != NULL) {
    member->text = span.text;
    member->length = span.length;
    member->number = number;
  }
  return TRUE;
}

static gboolean
is_same (const Span *span, const char *text, gsize length)
{
  return span->length == length && memcmp (span->text, text, length) == 0;
}

static gboolean
is_new (const Reader *self, const Span *name)
{
  for (guint i = 0; i < self->n_names; i++) {
    if (is_same (name, self->names[i].text, self->names[i].length))
      return FALSE;
  }
  return self->n_names < MOST_MEMBERS;
}

static gboolean
read_member (Reader *self, OsrJsonFlatMember *members, guint n)
{
  OsrJsonFlatMember *wanted = NULL;
  Span name;

  if (!read_string (self, &name) || !is_new (self, &name) || !take (self, ':'))
    return FALSE;
  self->names[self->n_names++] = name;
  for (guint i = 0; i < n && wanted == NULL; i++) {
    if (is_same (&name, members[i].name, strlen (members[i].name)))
      wanted = &members[i];
  }
  return read_value (self, wanted);
}

gboolean
osr_json_flat_read (const char *bytes, gsize length, OsrJsonFlatMember *members, guint n)
{
  Reader reader = { .at = bytes, .end = bytes + length };

  for (guint i = 0; i < n; i++)
    members[i] = (OsrJsonFlatMember){ .name = members[i].name };
  if (length > OSR_JSON_MAX_BYTES || !g_utf8_validate_len (bytes, length, NULL) ||
      !take (&reader, '{'))
    return FALSE;
  do {
    if (!read_member (&reader, members, n))
      return FALSE;
  } while (take (&reader, ','));
  return take (&reader, '}') && reader.at == reader.end;
}
