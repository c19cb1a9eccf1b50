/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lenient reading of one member at a time. */
#include "social/osr-social-reader.h"

#include <math.h>
#include <string.h>

#include "core/osr-json.h"
#include "net/osr-net-error.h"

#define LAST_SECOND G_GINT64_CONSTANT (253402300799) /* of the year 9999 */
#define EXACT       9007199254740992.0               /* beyond it doubles skip integers */

JsonNode *
osr_social_read (const char *bytes, gsize length, const char *where, GError **error)
{
  g_autoptr (GError) fault = NULL;
  JsonNode *node;

  if (length >= 3 && memcmp (bytes, "\xEF\xBB\xBF", 3) == 0) {
    bytes += 3;
    length -= 3;
  }
  node = osr_json_read_mending (bytes != NULL ? bytes : "", (gssize) length, 0, where, &fault);
  if (node == NULL)
    g_set_error_literal (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL, fault->message);
  return node;
}

JsonObject *
osr_social_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
osr_social_list (JsonNode *node, const char *member)
{
  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  if (JSON_NODE_HOLDS_OBJECT (node))
    return osr_json_get_array (json_node_get_object (node), member);
  return NULL;
}

gint64
osr_social_int_of (JsonNode *node, gint64 fallback)
{
  GType type =
      node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;
  gint64 number;
  double real;

  if (type == G_TYPE_INT64)
    return json_node_get_int (node);
  if (type == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node) ? 1 : 0;
  if (type == G_TYPE_STRING && g_ascii_string_to_signed (json_node_get_string (node), 10,
                                                         G_MININT64, G_MAXINT64, &number, NULL))
    return number;
  if (type != G_TYPE_DOUBLE)
    return fallback;
  real = json_node_get_double (node);
  return fabs (real) < EXACT && real == trunc (real) ? (gint64) real : fallback;
}

gint64
osr_social_int (JsonObject *object, const char *member, gint64 fallback)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return osr_social_int_of (node, fallback);
}

gboolean
osr_social_is_true (JsonObject *object, const char *member)
{
  return osr_social_int (object, member, 0) != 0;
}

static gboolean
is_id (const char *text)
{
  gsize length = strlen (text);

  if (length == 0 || length > OSR_SOCIAL_MAX_ID)
    return FALSE;
  for (const char *c = text; *c != '\0'; c++) {
    if (g_ascii_iscntrl (*c))
      return FALSE;
  }
  return TRUE;
}

char *
osr_social_dup_id (JsonObject *object, const char *member)
{
  const char *text = object != NULL ? osr_json_get_string (object, member) : NULL;
  gint64 number;

  if (text != NULL)
    return is_id (text) ? g_strdup (text) : NULL;
  number = osr_social_int (object, member, 0);
  return number != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, number) : NULL;
}

char *
osr_social_shorten (const char *text, glong max_characters)
{
  g_autofree char *start = NULL;

  g_return_val_if_fail (text != NULL && max_characters > 0, NULL);

  if (strlen (text) <= (gsize) max_characters || g_utf8_strlen (text, -1) <= max_characters)
    return g_strdup (text);
  start = g_utf8_substring (text, 0, max_characters - 1);
  return g_strconcat (start, "…", NULL);
}

char *
osr_social_one_line (const char *text, glong max_characters)
{
  g_autofree char *line = osr_social_shorten (text, max_characters);

  for (char *c = line; *c != '\0'; c++) {
    if (g_ascii_iscntrl (*c))
      *c = ' ';
  }
  return g_strstrip (g_steal_pointer (&line));
}

char *
osr_social_dup_text (JsonObject *object, const char *member)
{
  const char *text = object != NULL ? osr_json_get_string (object, member) : NULL;

  return osr_social_shorten (text != NULL ? text : "", OSR_SOCIAL_MAX_TEXT);
}

char *
osr_social_dup_name (JsonObject *object, const char *member)
{
  const char *text = object != NULL ? osr_json_get_string (object, member) : NULL;

  return osr_social_one_line (text != NULL ? text : "", OSR_SOCIAL_MAX_NAME);
}

OsrInstant
osr_social_seconds (JsonObject *object, const char *member)
{
  gint64 seconds = osr_social_int (object, member, 0);

  return seconds > 0 && seconds <= LAST_SECOND ? seconds * OSR_SECOND : OSR_INSTANT_UNKNOWN;
}

OsrInstant
osr_social_milliseconds (JsonObject *object, const char *member)
{
  gint64 milliseconds = osr_social_int (object, member, 0);

  return milliseconds > 0 && milliseconds / 1000 <= LAST_SECOND ? milliseconds * 1000
                                                                : OSR_INSTANT_UNKNOWN;
}

OsrInstant
osr_social_iso_time (JsonObject *object, const char *member)
{
  return osr_instant_parse (object != NULL ? osr_json_get_string (object, member) : NULL);
}

guint
osr_social_array_length (JsonObject *object, const char *member)
{
  JsonArray *array = object != NULL ? osr_json_get_array (object, member) : NULL;

  return array != NULL ? json_array_get_length (array) : 0;
}
