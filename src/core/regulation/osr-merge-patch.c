/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RFC 7396 as it is written, by building anew: values of json-glib are shared, so nothing that the
 * caller holds may change. */
#include "core/regulation/osr-merge-patch.h"

#include "core/osr-json.h"

#define ALL "*"

static void
merge_member (JsonObject *result, JsonObject *old, const char *name, JsonNode *patch)
{
  JsonNode *before = old != NULL ? json_object_get_member (old, name) : NULL;

  if (JSON_NODE_HOLDS_NULL (patch))
    json_object_remove_member (result, name);
  else
    json_object_set_member (result, name, osr_merge_patch (before, patch));
}

JsonNode *
osr_merge_patch (JsonNode *target, JsonNode *patch)
{
  JsonObject *old =
      target != NULL && JSON_NODE_HOLDS_OBJECT (target) ? json_node_get_object (target) : NULL;
  JsonObject *result;
  JsonObjectIter iter;
  JsonNode *merged;
  const char *name;
  JsonNode *node;

  if (!JSON_NODE_HOLDS_OBJECT (patch))
    return json_node_copy (patch);
  result = json_object_new ();
  if (old != NULL) {
    json_object_iter_init_ordered (&iter, old);
    while (json_object_iter_next_ordered (&iter, &name, &node))
      json_object_set_member (result, name, json_node_copy (node));
  }
  json_object_iter_init_ordered (&iter, json_node_get_object (patch));
  while (json_object_iter_next_ordered (&iter, &name, &node))
    merge_member (result, old, name, node);
  merged = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (merged, result);
  return merged;
}

static gboolean
has_id (JsonArray *list, const char *id)
{
  for (guint i = 0; i < json_array_get_length (list); i++) {
    if (g_strcmp0 (osr_json_get_string (osr_json_array_get_object (list, i), "id"), id) == 0)
      return TRUE;
  }
  return FALSE;
}

static const char *
find_unknown (JsonArray *list, JsonObject *patch)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, patch);
  while (json_object_iter_next_ordered (&iter, &name, &node)) {
    if (!g_str_equal (name, ALL) && !has_id (list, name))
      return name;
  }
  return NULL;
}

JsonArray *
osr_merge_patch_list (JsonArray *list, JsonObject *patch, const char **unknown)
{
  JsonArray *result = json_array_new ();
  JsonNode *all = json_object_get_member (patch, ALL);

  for (guint i = 0; i < json_array_get_length (list); i++) {
    g_autoptr (JsonNode) element = json_node_copy (json_array_get_element (list, i));
    const char *id = osr_json_get_string (osr_json_array_get_object (list, i), "id");
    JsonNode *own = id != NULL ? json_object_get_member (patch, id) : NULL;

    if (all != NULL) {
      JsonNode *patched = osr_merge_patch (element, all);

      json_node_unref (element);
      element = patched;
    }
    if (own != NULL && JSON_NODE_HOLDS_NULL (own))
      continue;
    json_array_add_element (result, own != NULL ? osr_merge_patch (element, own)
                                                : g_steal_pointer (&element));
  }
  if (unknown != NULL)
    *unknown = find_unknown (list, patch);
  return result;
}
