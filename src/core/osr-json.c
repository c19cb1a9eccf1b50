/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A strict scanner over the bytes, then json-glib for the tree. The scanner accepts exactly RFC 8259
 * with the limits of this program; it builds nothing but the set of member names per object. */
#include "core/osr-json.h"

#include <errno.h>
#include <string.h>

#include "core/osr-error.h"
#include "core/time/osr-instant.h"

typedef struct {
  const char *start;
  const char *at;
  const char *end;
  const char *fault; /* what is wrong, once something is */
} Scanner;

static gboolean scan_value (Scanner *s, guint depth);

static gboolean
fail (Scanner *s, const char *fault)
{
  if (s->fault == NULL)
    s->fault = fault;
  return FALSE;
}

static void
skip_space (Scanner *s)
{
  while (s->at < s->end && strchr (" \t\r\n", *s->at) != NULL && *s->at != '\0')
    s->at++;
}

static gboolean
scan_word (Scanner *s, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (s->end - s->at) < length || memcmp (s->at, word, length) != 0)
    return fail (s, "unexpected character");
  s->at += length;
  return TRUE;
}

static gboolean
scan_unicode_escape (Scanner *s, guint *unit)
{
  *unit = 0;
  if (s->end - s->at < 4)
    return fail (s, "unfinished \\u sequence");
  for (guint i = 0; i < 4; i++) {
    int digit = g_ascii_xdigit_value (s->at[i]);

    if (digit < 0)
      return fail (s, "bad \\u sequence");
    *unit = *unit * 16 + (guint) digit;
  }
  s->at += 4;
  return TRUE;
}

/* \u0000 would cut the string in C; half of a surrogate pair is no character at all. */
static gboolean
scan_code_point (Scanner *s)
{
  guint unit, low;

  if (!scan_unicode_escape (s, &unit))
    return FALSE;
  if (unit == 0)
    return fail (s, "a NUL character");
  if (unit >= 0xDC00 && unit <= 0xDFFF)
    return fail (s, "half of a surrogate pair");
  if (unit < 0xD800 || unit > 0xDBFF)
    return TRUE;
  if (s->end - s->at < 2 || s->at[0] != '\\' || s->at[1] != 'u')
    return fail (s, "half of a surrogate pair");
  s->at += 2;
  if (!scan_unicode_escape (s, &low))
    return FALSE;
  if (low < 0xDC00 || low > 0xDFFF)
    return fail (s, "half of a surrogate pair");
  return TRUE;
}

static gboolean
scan_escape (Scanner *s)
{
  if (s->at == s->end)
    return fail (s, "unfinished string");
  if (*s->at == 'u') {
    s->at++;
    return scan_code_point (s);
  }
  if (*s->at == '\0' || strchr ("\"\\/bfnrt", *s->at) == NULL)
    return fail (s, "unknown escape");
  s->at++;
  return TRUE;
}

static gboolean
scan_string (Scanner *s)
{
  if (s->at == s->end || *s->at != '"')
    return fail (s, "expected a string");
  s->at++;
  while (s->at < s->end) {
    guchar c = (guchar) *s->at++;

    if (c == '"')
      return TRUE;
    if (c < 0x20) {
      s->at--;
      return fail (s, "a control character in a string");
    }
    if (c == '\\' && !scan_escape (s))
      return FALSE;
  }
  return fail (s, "unfinished string");
}

static gboolean
scan_digits (Scanner *s)
{
  const char *first = s->at;

  while (s->at < s->end && g_ascii_isdigit (*s->at))
    s->at++;
  return s->at > first || fail (s, "expected a digit");
}

static gboolean
check_integer (Scanner *s, const char *first)
{
  char text[24];
  gsize length = (gsize) (s->at - first);

  if (length >= sizeof text)
    return fail (s, "an integer out of range");
  memcpy (text, first, length);
  text[length] = '\0';
  errno = 0;
  g_ascii_strtoll (text, NULL, 10);
  return errno == 0 || fail (s, "an integer out of range");
}

static gboolean
scan_fraction (Scanner *s)
{
  if (*s->at == '.') {
    s->at++;
    if (!scan_digits (s))
      return FALSE;
  }
  if (s->at < s->end && (*s->at == 'e' || *s->at == 'E')) {
    s->at++;
    if (s->at < s->end && (*s->at == '+' || *s->at == '-'))
      s->at++;
    return scan_digits (s);
  }
  return TRUE;
}

static gboolean
scan_number (Scanner *s)
{
  const char *first = s->at;

  if (*s->at == '-')
    s->at++;
  if (s->at < s->end && *s->at == '0' && s->at + 1 < s->end && g_ascii_isdigit (s->at[1]))
    return fail (s, "a number with a leading zero");
  if (!scan_digits (s))
    return FALSE;
  if (s->at < s->end && strchr (".eE", *s->at) != NULL && *s->at != '\0')
    return scan_fraction (s);
  return check_integer (s, first);
}

/* Names are compared after unescaping, so that "a" and "\u0061" are the same member. */
static char *
unescaped_name (const char *first, gsize length)
{
  g_autofree char *quoted = g_strndup (first, length);
  g_autoptr (JsonNode) node = json_from_string (quoted, NULL);

  return node != NULL ? json_node_dup_string (node) : NULL;
}

static gboolean
scan_member_name (Scanner *s, GHashTable *names)
{
  const char *first = s->at;
  char *name;

  if (!scan_string (s))
    return FALSE;
  if (memchr (first, '\\', (gsize) (s->at - first)) != NULL)
    name = unescaped_name (first, (gsize) (s->at - first));
  else
    name = g_strndup (first + 1, (gsize) (s->at - first) - 2);
  if (name == NULL || !g_hash_table_add (names, name)) {
    s->at = first;
    return fail (s, "the same member twice");
  }
  return TRUE;
}

static gboolean
scan_member (Scanner *s, GHashTable *names, guint depth)
{
  skip_space (s);
  if (!scan_member_name (s, names))
    return FALSE;
  skip_space (s);
  if (s->at == s->end || *s->at != ':')
    return fail (s, "expected a colon");
  s->at++;
  return scan_value (s, depth);
}

/* After an element: TRUE with @more telling whether a comma follows. */
static gboolean
scan_separator (Scanner *s, char closing, gboolean *more)
{
  skip_space (s);
  if (s->at == s->end)
    return fail (s, "unfinished text");
  if (*s->at != ',' && *s->at != closing)
    return fail (s, "expected a comma or the end");
  *more = *s->at == ',';
  s->at++;
  return TRUE;
}

static gboolean
scan_object (Scanner *s, guint depth)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean more = TRUE;

  s->at++;
  skip_space (s);
  if (s->at < s->end && *s->at == '}') {
    s->at++;
    return TRUE;
  }
  while (more) {
    if (!scan_member (s, names, depth + 1) || !scan_separator (s, '}', &more))
      return FALSE;
  }
  return TRUE;
}

static gboolean
scan_array (Scanner *s, guint depth)
{
  gboolean more = TRUE;

  s->at++;
  skip_space (s);
  if (s->at < s->end && *s->at == ']') {
    s->at++;
    return TRUE;
  }
  while (more) {
    if (!scan_value (s, depth + 1) || !scan_separator (s, ']', &more))
      return FALSE;
  }
  return TRUE;
}

static gboolean
scan_value (Scanner *s, guint depth)
{
  skip_space (s);
  if (s->at == s->end)
    return fail (s, "unfinished text");
  switch (*s->at) {
  case '{':
    return depth < OSR_JSON_MAX_DEPTH ? scan_object (s, depth) : fail (s, "nested too deep");
  case '[':
    return depth < OSR_JSON_MAX_DEPTH ? scan_array (s, depth) : fail (s, "nested too deep");
  case '"':
    return scan_string (s);
  case 't':
    return scan_word (s, "true");
  case 'f':
    return scan_word (s, "false");
  case 'n':
    return scan_word (s, "null");
  default:
    if (*s->at == '-' || g_ascii_isdigit (*s->at))
      return scan_number (s);
    return fail (s, "unexpected character");
  }
}

static void
set_scan_error (Scanner *s, const char *where, GError **error)
{
  guint line = 1, column = 1;

  for (const char *p = s->start; p < s->at && p < s->end; p++) {
    column = *p == '\n' ? 1 : column + 1;
    line += *p == '\n';
  }
  g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, "%s, line %u, column %u: %s", where,
               line, column, s->fault);
}

static gboolean
scan_all (const char *bytes, gsize length, const char *where, GError **error)
{
  Scanner s = { bytes, bytes, bytes + length, NULL };

  if (scan_value (&s, 0)) {
    skip_space (&s);
    if (s.at == s.end)
      return TRUE;
    fail (&s, "text after the end");
  }
  set_scan_error (&s, where, error);
  return FALSE;
}

JsonNode *
osr_json_read (const char *bytes, gssize length, gsize max_length, const char *where,
               GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  gsize size = length < 0 ? strlen (bytes) : (gsize) length;
  gsize limit = max_length != 0 ? max_length : OSR_JSON_MAX_BYTES;

  if (size > limit) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "%s: %" G_GSIZE_FORMAT " bytes, more than the limit of %" G_GSIZE_FORMAT, where,
                 size, limit);
    return NULL;
  }
  if (!g_utf8_validate_len (bytes, size, NULL)) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, "%s: not valid UTF-8", where);
    return NULL;
  }
  if (!scan_all (bytes, size, where, error))
    return NULL;
  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, bytes, (gssize) size, error)) {
    g_prefix_error (error, "%s: ", where);
    return NULL;
  }
  return json_parser_steal_root (parser);
}

JsonObject *
osr_json_read_object (const char *bytes, gssize length, gsize max_length, const char *where,
                      GError **error)
{
  g_autoptr (JsonNode) node = osr_json_read (bytes, length, max_length, where, error);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node)) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, "%s: expected an object", where);
    return NULL;
  }
  return json_object_ref (json_node_get_object (node));
}

static JsonNode *
member_of (JsonObject *object, const char *member)
{
  return object != NULL ? json_object_get_member (object, member) : NULL;
}

const char *
osr_json_get_string (JsonObject *object, const char *member)
{
  JsonNode *node = member_of (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

gint64
osr_json_get_int (JsonObject *object, const char *member, gint64 fallback)
{
  JsonNode *node = member_of (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_INT64)
    return fallback;
  return json_node_get_int (node);
}

gboolean
osr_json_get_boolean (JsonObject *object, const char *member, gboolean fallback)
{
  JsonNode *node = member_of (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return fallback;
  return json_node_get_boolean (node);
}

JsonObject *
osr_json_get_object (JsonObject *object, const char *member)
{
  JsonNode *node = member_of (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
osr_json_get_array (JsonObject *object, const char *member)
{
  JsonNode *node = member_of (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonNode *
element_of (JsonArray *array, guint index)
{
  if (array == NULL || index >= json_array_get_length (array))
    return NULL;
  return json_array_get_element (array, index);
}

const char *
osr_json_array_get_string (JsonArray *array, guint index)
{
  JsonNode *node = element_of (array, index);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

JsonObject *
osr_json_array_get_object (JsonArray *array, guint index)
{
  JsonNode *node = element_of (array, index);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

char *
osr_json_write (JsonNode *node)
{
  return json_to_string (node, FALSE);
}

char *
osr_json_write_object (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return json_to_string (node, FALSE);
}

void
osr_json_set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

void
osr_json_set_instant (JsonObject *object, const char *member, gint64 instant)
{
  if (instant != OSR_INSTANT_UNKNOWN)
    json_object_set_int_member (object, member, instant);
}
