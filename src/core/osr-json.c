/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The limits of size and the lenient readers of members. The grammar is in osr-json-parser.c. */
#include "core/osr-json.h"

#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json-parser.h"
#include "core/time/osr-instant.h"

static gboolean
check_bytes (const char *bytes, gsize size, gsize limit, const char *where, GError **error)
{
  if (size > limit) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                 "%s: %" G_GSIZE_FORMAT " bytes, more than the limit of %" G_GSIZE_FORMAT, where,
                 size, limit);
    return FALSE;
  }
  if (!g_utf8_validate_len (bytes, size, NULL)) {
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, "%s: not valid UTF-8", where);
    return FALSE;
  }
  return TRUE;
}

JsonNode *
osr_json_read (const char *bytes, gssize length, gsize max_length, const char *where,
               GError **error)
{
  gsize size = length < 0 ? strlen (bytes) : (gsize) length;

  if (!check_bytes (bytes, size, max_length != 0 ? max_length : OSR_JSON_MAX_BYTES, where, error))
    return NULL;
  return osr_json_parse (bytes, size, where, error);
}

JsonNode *
osr_json_read_mending (const char *bytes, gssize length, gsize max_length, const char *where,
                       GError **error)
{
  gsize size = length < 0 ? strlen (bytes) : (gsize) length;

  if (!check_bytes (bytes, size, max_length != 0 ? max_length : OSR_JSON_MAX_BYTES, where, error))
    return NULL;
  return osr_json_parse_mending (bytes, size, where, error);
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
