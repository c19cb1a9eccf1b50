/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exactly RFC 8259 with the limits of this program, in one pass: the tree grows while the text is
 * checked. json-glib's own parser crashes on deep nesting, wraps large integers and cuts strings, and
 * reading a text twice, once to check it, was the greatest single cost of a first sync. Of what others
 * write, the grammar is held to and the rest is put right: one comment must not cost its whole page. */
#include "core/osr-json-parser.h"

#include <errno.h>
#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json.h"

#define LONGEST_INTEGER 24
#define REPLACEMENT     0xFFFD /* what stands for what is no character */

typedef struct {
  const char *start;
  const char *at;
  const char *end;
  const char *fault; /* what is wrong, once something is */
  GString *text;     /* the last string that was read, unescaped */
  gboolean mends;    /* put right what is harmless, in place of refusing it */
} Parser;

static JsonNode *parse_value (Parser *p, guint depth);

static gboolean
fail (Parser *p, const char *fault)
{
  if (p->fault == NULL)
    p->fault = fault;
  return FALSE;
}

static void
skip_space (Parser *p)
{
  while (p->at < p->end && (*p->at == ' ' || *p->at == '\n' || *p->at == '\t' || *p->at == '\r'))
    p->at++;
}

static gboolean
parse_word (Parser *p, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (p->end - p->at) < length || memcmp (p->at, word, length) != 0)
    return fail (p, "unexpected character");
  p->at += length;
  return TRUE;
}

static gboolean
parse_unicode_escape (Parser *p, guint *unit)
{
  *unit = 0;
  if (p->end - p->at < 4)
    return fail (p, "unfinished \\u sequence");
  for (guint i = 0; i < 4; i++) {
    int digit = g_ascii_xdigit_value (p->at[i]);

    if (digit < 0)
      return fail (p, "bad \\u sequence");
    *unit = *unit * 16 + (guint) digit;
  }
  p->at += 4;
  return TRUE;
}

/* After half of a surrogate pair: TRUE when the other half follows, which is then passed over. */
static gboolean
take_low_surrogate (Parser *p, guint *low)
{
  const char *before = p->at;

  if (p->end - p->at >= 6 && p->at[0] == '\\' && p->at[1] == 'u') {
    p->at += 2;
    if (parse_unicode_escape (p, low) && *low >= 0xDC00 && *low <= 0xDFFF)
      return TRUE;
    p->at = before;
  }
  return FALSE;
}

/* \u0000 would cut the string in C; half of a surrogate pair is no character at all. */
static gboolean
parse_code_point (Parser *p)
{
  guint unit, low;

  if (!parse_unicode_escape (p, &unit))
    return FALSE;
  if (unit >= 0xD800 && unit <= 0xDBFF && take_low_surrogate (p, &low))
    unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
  if (unit == 0 || (unit >= 0xD800 && unit <= 0xDFFF)) {
    if (!p->mends)
      return fail (p, unit == 0 ? "a NUL character" : "half of a surrogate pair");
    unit = REPLACEMENT;
  }
  g_string_append_unichar (p->text, unit);
  return TRUE;
}

static gboolean
parse_escape (Parser *p)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meant[] = "\"\\/\b\f\n\r\t";
  const char *letter;

  if (p->at == p->end)
    return fail (p, "unfinished string");
  if (*p->at == 'u') {
    p->at++;
    return parse_code_point (p);
  }
  letter = *p->at != '\0' ? strchr (letters, *p->at) : NULL;
  if (letter == NULL)
    return fail (p, "unknown escape");
  g_string_append_c (p->text, meant[letter - letters]);
  p->at++;
  return TRUE;
}

/* Into p->text. */
static gboolean
parse_string (Parser *p)
{
  const char *plain;

  g_string_truncate (p->text, 0);
  if (p->at == p->end || *p->at != '"')
    return fail (p, "expected a string");
  plain = ++p->at;
  while (p->at < p->end) {
    guchar c = (guchar) *p->at;

    if (c < 0x20)
      return fail (p, "a control character in a string");
    p->at++;
    if (c != '"' && c != '\\')
      continue;
    g_string_append_len (p->text, plain, p->at - 1 - plain);
    if (c == '"')
      return TRUE;
    if (!parse_escape (p))
      return FALSE;
    plain = p->at;
  }
  return fail (p, "unfinished string");
}

static gboolean
parse_digits (Parser *p)
{
  const char *first = p->at;

  while (p->at < p->end && g_ascii_isdigit (*p->at))
    p->at++;
  return p->at > first || fail (p, "expected a digit");
}

static JsonNode *
integer_node (Parser *p, const char *first)
{
  char text[LONGEST_INTEGER];
  gsize length = (gsize) (p->at - first);
  gint64 value = 0;

  errno = length < sizeof text ? 0 : ERANGE;
  if (errno == 0) {
    memcpy (text, first, length);
    text[length] = '\0';
    value = g_ascii_strtoll (text, NULL, 10);
  }
  if (errno != 0 && p->mends) {
    g_string_truncate (p->text, 0);
    g_string_append_len (p->text, first, (gssize) length);
    return json_node_init_string (json_node_alloc (), p->text->str);
  }
  if (errno != 0) {
    fail (p, "an integer out of range");
    return NULL;
  }
  return json_node_init_int (json_node_alloc (), value);
}

static gboolean
parse_fraction (Parser *p)
{
  if (*p->at == '.') {
    p->at++;
    if (!parse_digits (p))
      return FALSE;
  }
  if (p->at < p->end && (*p->at == 'e' || *p->at == 'E')) {
    p->at++;
    if (p->at < p->end && (*p->at == '+' || *p->at == '-'))
      p->at++;
    return parse_digits (p);
  }
  return TRUE;
}

static JsonNode *
parse_number (Parser *p)
{
  const char *first = p->at;
  g_autofree char *text = NULL;

  if (*p->at == '-')
    p->at++;
  if (p->at < p->end && *p->at == '0' && p->at + 1 < p->end && g_ascii_isdigit (p->at[1])) {
    fail (p, "a number with a leading zero");
    return NULL;
  }
  if (!parse_digits (p))
    return NULL;
  if (p->at == p->end || (*p->at != '.' && *p->at != 'e' && *p->at != 'E'))
    return integer_node (p, first);
  if (!parse_fraction (p))
    return NULL;
  text = g_strndup (first, (gsize) (p->at - first));
  return json_node_init_double (json_node_alloc (), g_ascii_strtod (text, NULL));
}

/* Names are compared after unescaping, so that "a" and "\u0061" are the same member; where things are
 * put right, the last of them holds.
 * Returns: (transfer full) (nullable) */
static char *
parse_name (Parser *p, JsonObject *object)
{
  const char *first = p->at;

  if (!parse_string (p))
    return NULL;
  if (p->mends || !json_object_has_member (object, p->text->str))
    return g_strndup (p->text->str, p->text->len);
  p->at = first;
  fail (p, "the same member twice");
  return NULL;
}

static gboolean
parse_member (Parser *p, JsonObject *object, guint depth)
{
  g_autofree char *name = NULL;
  JsonNode *value;

  skip_space (p);
  name = parse_name (p, object);
  if (name == NULL)
    return FALSE;
  skip_space (p);
  if (p->at == p->end || *p->at != ':')
    return fail (p, "expected a colon");
  p->at++;
  value = parse_value (p, depth);
  if (value == NULL)
    return FALSE;
  json_object_set_member (object, name, value);
  return TRUE;
}

static gboolean
parse_element (Parser *p, JsonArray *array, guint depth)
{
  JsonNode *value = parse_value (p, depth);

  if (value != NULL)
    json_array_add_element (array, value);
  return value != NULL;
}

/* After an element: TRUE with @more telling whether a comma follows. */
static gboolean
parse_separator (Parser *p, char closing, gboolean *more)
{
  skip_space (p);
  if (p->at == p->end)
    return fail (p, "unfinished text");
  if (*p->at != ',' && *p->at != closing)
    return fail (p, "expected a comma or the end");
  *more = *p->at == ',';
  p->at++;
  return TRUE;
}

/* After the opening bracket. */
static gboolean
is_empty (Parser *p, char closing)
{
  p->at++;
  skip_space (p);
  if (p->at == p->end || *p->at != closing)
    return FALSE;
  p->at++;
  return TRUE;
}

static JsonNode *
parse_object (Parser *p, guint depth)
{
  g_autoptr (JsonObject) object = json_object_new ();
  gboolean more = !is_empty (p, '}');

  while (more) {
    if (!parse_member (p, object, depth + 1) || !parse_separator (p, '}', &more))
      return NULL;
  }
  return json_node_init_object (json_node_alloc (), object);
}

static JsonNode *
parse_array (Parser *p, guint depth)
{
  g_autoptr (JsonArray) array = json_array_new ();
  gboolean more = !is_empty (p, ']');

  while (more) {
    if (!parse_element (p, array, depth + 1) || !parse_separator (p, ']', &more))
      return NULL;
  }
  return json_node_init_array (json_node_alloc (), array);
}

static JsonNode *
parse_literal (Parser *p)
{
  gboolean is_true = *p->at == 't';

  if (*p->at == 'n')
    return parse_word (p, "null") ? json_node_init_null (json_node_alloc ()) : NULL;
  if (!parse_word (p, is_true ? "true" : "false"))
    return NULL;
  return json_node_init_boolean (json_node_alloc (), is_true);
}

/* One step through what is nested too deep; @closing holds the brackets that are open. */
static gboolean
pass_token (Parser *p, GString *closing)
{
  char c = *p->at;

  if (c == '"')
    return parse_string (p);
  if (c == '{' || c == '[') {
    g_string_append_c (closing, c == '{' ? '}' : ']');
  } else if (c == '}' || c == ']') {
    if (closing->str[closing->len - 1] != c)
      return fail (p, "unexpected character");
    g_string_truncate (closing, closing->len - 1);
  }
  p->at++;
  return TRUE;
}

/* Without recursion, so that a million brackets cost no stack. Of the grammar only brackets and strings
 * are looked at: nothing of it is kept.
 * Returns: (transfer full) (nullable): null in the place of all that */
static JsonNode *
pass_over_nested (Parser *p)
{
  g_autoptr (GString) closing = g_string_new (NULL);

  do {
    if (p->at == p->end)
      fail (p, "unfinished text");
    else
      pass_token (p, closing);
  } while (p->fault == NULL && closing->len > 0);
  return p->fault == NULL ? json_node_init_null (json_node_alloc ()) : NULL;
}

static JsonNode *
parse_nested (Parser *p, guint depth)
{
  if (depth >= OSR_JSON_MAX_DEPTH && p->mends)
    return pass_over_nested (p);
  if (depth >= OSR_JSON_MAX_DEPTH) {
    fail (p, "nested too deep");
    return NULL;
  }
  return *p->at == '{' ? parse_object (p, depth) : parse_array (p, depth);
}

static JsonNode *
parse_value (Parser *p, guint depth)
{
  skip_space (p);
  if (p->at == p->end) {
    fail (p, "unfinished text");
    return NULL;
  }
  switch (*p->at) {
  case '{':
  case '[':
    return parse_nested (p, depth);
  case '"':
    return parse_string (p) ? json_node_init_string (json_node_alloc (), p->text->str) : NULL;
  case 't':
  case 'f':
  case 'n':
    return parse_literal (p);
  default:
    if (*p->at == '-' || g_ascii_isdigit (*p->at))
      return parse_number (p);
    fail (p, "unexpected character");
    return NULL;
  }
}

static void
set_parse_error (Parser *p, const char *where, GError **error)
{
  guint line = 1, column = 1;

  for (const char *c = p->start; c < p->at && c < p->end; c++) {
    column = *c == '\n' ? 1 : column + 1;
    line += *c == '\n';
  }
  g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, "%s, line %u, column %u: %s", where,
               line, column, p->fault);
}

static JsonNode *
parse_document (Parser *p, const char *where, GError **error)
{
  g_autoptr (GString) text = g_string_sized_new (256);
  g_autoptr (JsonNode) root = NULL;

  p->text = text;
  root = parse_value (p, 0);
  if (root != NULL) {
    skip_space (p);
    if (p->at == p->end)
      return g_steal_pointer (&root);
    fail (p, "text after the end");
  }
  set_parse_error (p, where, error);
  return NULL;
}

JsonNode *
osr_json_parse (const char *bytes, gsize length, const char *where, GError **error)
{
  Parser p = { .start = bytes, .at = bytes, .end = bytes + length };

  return parse_document (&p, where, error);
}

JsonNode *
osr_json_parse_mending (const char *bytes, gsize length, const char *where, GError **error)
{
  Parser p = { .start = bytes, .at = bytes, .end = bytes + length, .mends = TRUE };

  return parse_document (&p, where, error);
}
