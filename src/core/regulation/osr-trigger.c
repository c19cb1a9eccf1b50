/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Triggers of timers and duties; see the header. A member that an event lacks equals no value, not
 * even false: only what was said counts. */
#include "core/regulation/osr-trigger.h"

#include "core/osr-json.h"

static gboolean
read_short (const char *text, OsrTrigger *trigger)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);

  if (parts[0] == NULL || *parts[0] == '\0' || (parts[1] != NULL && *parts[1] == '\0'))
    return FALSE;
  *trigger = (OsrTrigger){ .type = g_intern_string (parts[0]) };
  if (parts[1] != NULL) {
    trigger->member = g_intern_static_string ("kind");
    trigger->value = OSR_TRIGGER_TEXT;
    trigger->text = g_intern_string (parts[1]);
  }
  return TRUE;
}

static gboolean
take_value (JsonNode *node, OsrTrigger *trigger)
{
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : 0;

  if (type == G_TYPE_STRING) {
    trigger->value = OSR_TRIGGER_TEXT;
    trigger->text = g_intern_string (json_node_get_string (node));
  } else if (type == G_TYPE_INT64) {
    trigger->value = OSR_TRIGGER_NUMBER;
    trigger->number = json_node_get_int (node);
  } else if (type == G_TYPE_BOOLEAN) {
    trigger->value = OSR_TRIGGER_BOOLEAN;
    trigger->number = json_node_get_boolean (node);
  } else {
    return FALSE;
  }
  return TRUE;
}

static gboolean
read_long (JsonObject *object, OsrTrigger *trigger)
{
  const char *type = osr_json_get_string (object, "event");
  const char *member = osr_json_get_string (object, "member");
  OsrTrigger read = { .type = g_intern_string (type), .member = g_intern_string (member) };

  if (type == NULL || *type == '\0')
    return FALSE;
  if (json_object_has_member (object, "member") || json_object_has_member (object, "value")) {
    if (member == NULL || *member == '\0' ||
        !take_value (json_object_get_member (object, "value"), &read))
      return FALSE;
  }
  *trigger = read;
  return TRUE;
}

gboolean
osr_trigger_read (JsonNode *node, OsrTrigger *trigger)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return read_long (json_node_get_object (node), trigger);
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
         read_short (json_node_get_string (node), trigger);
}

int
osr_triggers_read (JsonObject *object, const char *member, GArray *triggers)
{
  JsonArray *array = osr_json_get_array (object, member);
  guint n = array != NULL ? json_array_get_length (array) : 0;

  if (array == NULL && json_object_has_member (object, member))
    return 0;
  for (guint i = 0; i < n; i++) {
    OsrTrigger trigger;

    if (!osr_trigger_read (json_array_get_element (array, i), &trigger))
      return (int) i;
    g_array_append_val (triggers, trigger);
  }
  return -1;
}

static gboolean
value_matches (const OsrTrigger *trigger, JsonNode *node)
{
  OsrTrigger said = { NULL };

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  if (trigger->value == OSR_TRIGGER_TEXT)
    return json_node_get_value_type (node) == G_TYPE_STRING &&
           g_strcmp0 (json_node_get_string (node), trigger->text) == 0;
  return take_value (node, &said) && said.value == trigger->value && said.number == trigger->number;
}

/* A reply placed by hand is a reply published. */
static gboolean
type_matches (const char *type, OsrEvent *event)
{
  return type == event->type || (osr_event_is (event, "published-by-hand") &&
                                 type == g_intern_static_string ("published"));
}

/* A text that speaks of a draft sent back means by whoever decides on it: what a body does inside
 * counts only where the trigger asks for that member. */
static gboolean
is_inside (const OsrTrigger *trigger, OsrEvent *event)
{
  return osr_event_is (event, "reworked") && event->members != NULL &&
         osr_json_get_boolean (event->members, "internal", FALSE) &&
         g_strcmp0 (trigger->member, "internal") != 0;
}

gboolean
osr_trigger_matches (const OsrTrigger *trigger, OsrEvent *event)
{
  if (!type_matches (trigger->type, event) || is_inside (trigger, event))
    return FALSE;
  if (trigger->member == NULL)
    return TRUE;
  return event->members != NULL &&
         value_matches (trigger, json_object_get_member (event->members, trigger->member));
}

gboolean
osr_triggers_match (GArray *triggers, OsrEvent *event)
{
  for (guint i = 0; i < triggers->len; i++) {
    if (osr_trigger_matches (&g_array_index (triggers, OsrTrigger, i), event))
      return TRUE;
  }
  return FALSE;
}

gboolean
osr_triggers_name (GArray *triggers, const char *type)
{
  for (guint i = 0; i < triggers->len; i++) {
    if (g_str_equal (g_array_index (triggers, OsrTrigger, i).type, type))
      return TRUE;
  }
  return FALSE;
}
