/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A regulation as text to be read beside the act: its own words in one language, ids and names of
 * members as the file has them, so that what is read can be found and mended. */
#include <stdio.h>

#include <glib/gi18n.h>

#include "core/osr-json.h"
#include "ctl/regulation/osr-ctl-regulation.h"

typedef struct {
  const char *language;
  GString *out;
} Show;

/* The office's words come with the profile, the rest from the catalogue. */
static const char *
text2 (Show *show, JsonObject *object, const char *member)
{
  const char *text = osr_json_get_string (osr_json_get_object (object, member), show->language);

  return text != NULL ? text : "";
}

/* "8 h of working time", "7 working days", "at-once" */
static char *
limit (JsonObject *object)
{
  gint64 amount = osr_json_get_int (object, "amount", 0);
  const char *unit = osr_json_get_string (object, "unit");
  gboolean clock = g_strcmp0 (unit, "clock-minutes") == 0;

  if (unit == NULL || amount == 0)
    return g_strdup (unit != NULL ? unit : "");
  if (g_str_equal (unit, "working-days"))
    return g_strdup_printf (ngettext ("%d working day", "%d working days", (gulong) amount),
                            (int) amount);
  if (amount % 60 != 0)
    return g_strdup_printf (clock ? _ ("%d min by the clock") : _ ("%d min of working time"),
                            (int) amount);
  return g_strdup_printf (clock ? _ ("%d h by the clock") : _ ("%d h of working time"),
                          (int) (amount / 60));
}

static void
append_value (GString *out, JsonNode *node)
{
  g_autofree char *json = NULL;
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING) {
    g_string_append (out, json_node_get_string (node));
    return;
  }
  if (object != NULL && json_object_has_member (object, "event")) {
    json = osr_json_write (json_object_get_member (object, "value"));
    /* Translators: an event, one of its members, and the value of that */
    g_string_append_printf (out, _ ("%1$s with %2$s %3$s"), osr_json_get_string (object, "event"),
                            osr_json_get_string (object, "member"), json);
    return;
  }
  json = osr_json_write (node);
  g_string_append (out, json);
}

/* "; met by published, closed" of a list; nothing of an empty one */
static void
append_list (Show *show, const char *words, JsonObject *object, const char *member)
{
  JsonArray *array = osr_json_get_array (object, member);
  guint n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n; i++) {
    g_string_append (show->out, i == 0 ? words : ", ");
    append_value (show->out, json_array_get_element (array, i));
  }
}

static void
append_word (Show *show, const char *words, JsonObject *object, const char *member)
{
  const char *text = osr_json_get_string (object, member);

  if (text != NULL)
    g_string_append_printf (show->out, "%s%s", words, text);
}

static void
append_flag (Show *show, const char *words, JsonObject *object, const char *member)
{
  if (osr_json_get_boolean (object, member, FALSE))
    g_string_append (show->out, words);
}

static void
append_readings (Show *show, JsonObject *object)
{
  append_list (show, _ ("\n      readings: "), object, "readings");
  g_string_append_c (show->out, '\n');
}

static void
each (Show *show, JsonObject *object, const char *member, const char *heading,
      void (*append) (Show *show, JsonObject *element))
{
  JsonArray *array = osr_json_get_array (object, member);
  guint n = array != NULL ? json_array_get_length (array) : 0;

  if (n > 0 && heading != NULL)
    g_string_append_printf (show->out, "\n%s\n", heading);
  for (guint i = 0; i < n; i++)
    append (show, osr_json_array_get_object (array, i));
}

static void
append_role (Show *show, JsonObject *role)
{
  /* Translators: id, name and clause of a role, and the word for what it may read: "office" */
  g_string_append_printf (show->out, _ ("  %1$s: %2$s (%3$s), reads %4$s\n"),
                          osr_json_get_string (role, "id"), text2 (show, role, "name"),
                          osr_json_get_string (role, "clause"),
                          osr_json_get_string (role, "reach"));
}

static void
append_steps (Show *show, JsonObject *steps)
{
  g_autoptr (GList) names = json_object_get_members (steps);

  g_string_append_printf (show->out, "\n%s\n", _ ("Steps"));
  for (GList *l = names; l != NULL; l = l->next) {
    JsonObject *step = osr_json_get_object (steps, l->data);

    g_string_append_printf (show->out, "  %s (%s)", (char *) l->data,
                            osr_json_get_string (step, "clause"));
    append_list (show, ": ", step, "roles");
    append_flag (show, _ (", with a reason"), step, "reason");
    g_string_append_c (show->out, '\n');
  }
}

static void
append_shortening (Show *show, JsonObject *shortened)
{
  if (shortened == NULL)
    return;
  append_word (show, _ ("; shortened by "), shortened, "by");
  if (json_object_has_member (shortened, "amount"))
    g_string_append_printf (show->out, _ (" to %d min"),
                            (int) osr_json_get_int (shortened, "amount", 0));
}

static void
append_timer (Show *show, JsonObject *timer)
{
  g_autofree char *amount = limit (timer);

  g_string_append_printf (show->out, "  %s: %s (%s): %s", osr_json_get_string (timer, "id"),
                          text2 (show, timer, "name"), osr_json_get_string (timer, "clause"),
                          amount);
  append_word (show, _ (" before "), timer, "before");
  append_word (show, _ (" within "), timer, "within");
  append_list (show, _ (", leaving time for "), timer, "reserve");
  append_word (show, _ (", schedule of the "), timer, "office");
  append_word (show, _ (", one for each "), timer, "subject");
  append_shortening (show, osr_json_get_object (timer, "shortened"));
  append_flag (show, _ ("; a right, not a duty"), timer, "optional");
  append_flag (show, _ ("; the first start counts"), timer, "first_start");
  append_flag (show, _ ("; only of a standard limit"), timer, "standard_only");
  append_list (show, _ ("\n      from "), timer, "starts");
  append_list (show, _ ("; met by "), timer, "met_by");
  append_list (show, _ ("; removed by "), timer, "removed_by");
  g_string_append_printf (show->out, "\n      %s", text2 (show, timer, "text"));
  append_readings (show, timer);
}

static void
append_duty (Show *show, JsonObject *duty)
{
  g_autofree char *amount = limit (duty);
  const char *every = osr_json_get_string (duty, "every");
  gboolean once = g_strcmp0 (every, "once") == 0;

  g_string_append_printf (show->out, "  %s: %s (%s): %s%s", osr_json_get_string (duty, "id"),
                          text2 (show, duty, "name"), osr_json_get_string (duty, "clause"),
                          once ? "" : _ ("every "), once ? amount : every);
  append_list (show, _ ("\n      from "), duty, "starts");
  append_list (show, _ ("\n      done by "), duty, "done_by");
  g_string_append_printf (show->out, "\n      %s", text2 (show, duty, "text"));
  append_readings (show, duty);
}

static void
append_watch (Show *show, JsonObject *watch)
{
  g_string_append_printf (
      show->out,
      /* Translators: id, name and clause of a watch, its three amounts, and the unit they are in */
      _ ("  %1$s: %2$s (%3$s): for %4$d min, then every %5$d min for %6$d h, in %7$s"),
      osr_json_get_string (watch, "id"), text2 (show, watch, "name"),
      osr_json_get_string (watch, "clause"), (int) osr_json_get_int (watch, "monitor_minutes", 0),
      (int) osr_json_get_int (watch, "check_every_minutes", 0),
      (int) osr_json_get_int (watch, "for_hours", 0), osr_json_get_string (watch, "unit"));
  append_list (show, _ ("\n      from "), watch, "starts");
  g_string_append_printf (show->out, "\n      %s", text2 (show, watch, "text"));
  append_readings (show, watch);
}

/* One member of a rule: a text in the language, a list with commas, or what is written. */
static void
append_rule_member (Show *show, JsonObject *rule, const char *member)
{
  JsonObject *object = osr_json_get_object (rule, member);

  g_string_append_printf (show->out, "; %s ", member);
  if (object != NULL && json_object_has_member (object, show->language))
    g_string_append (show->out, text2 (show, rule, member));
  else if (osr_json_get_array (rule, member) != NULL)
    append_list (show, "", rule, member);
  else
    append_value (show->out, json_object_get_member (rule, member));
}

static void
append_rule (Show *show, const char *name, JsonObject *rule)
{
  g_autoptr (GList) members = json_object_get_members (rule);

  g_string_append_printf (show->out, "  %s", name);
  if (json_object_has_member (rule, "clause"))
    g_string_append_printf (show->out, " (%s)", osr_json_get_string (rule, "clause"));
  for (GList *l = members; l != NULL; l = l->next) {
    if (!g_str_equal (l->data, "clause") && !g_str_equal (l->data, "grounds"))
      append_rule_member (show, rule, l->data);
  }
  g_string_append_c (show->out, '\n');
}

static void
append_ground (Show *show, JsonObject *ground)
{
  if (ground != NULL)
    g_string_append_printf (show->out, "      %s: %s\n", osr_json_get_string (ground, "id"),
                            text2 (show, ground, "name"));
}

static void
append_rules (Show *show, JsonObject *rules)
{
  g_autoptr (GList) names = json_object_get_members (rules);

  g_string_append_printf (show->out, "\n%s\n", _ ("Rules"));
  for (GList *l = names; l != NULL; l = l->next) {
    JsonArray *list = osr_json_get_array (rules, l->data);
    JsonObject *rule = osr_json_get_object (rules, l->data);

    for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
      append_rule (show, l->data, osr_json_array_get_object (list, i));
    if (rule == NULL)
      continue;
    append_rule (show, l->data, rule);
    each (show, rule, "grounds", NULL, append_ground);
  }
}

static void
append_setting (Show *show, JsonObject *setting)
{
  g_string_append_printf (show->out, "      %s: %s\n", osr_json_get_string (setting, "id"),
                          text2 (show, setting, "text"));
}

static void
append_reading (Show *show, JsonObject *reading)
{
  g_string_append_printf (show->out, "  %s (%s): %s\n", osr_json_get_string (reading, "id"),
                          osr_json_get_string (reading, "clauses"),
                          text2 (show, reading, "question"));
  each (show, reading, "settings", NULL, append_setting);
}

static void
append_head (Show *show, JsonObject *document)
{
  JsonObject *act = osr_json_get_object (document, "act");

  /* Translators: id, version and title of a regulation */
  g_string_append_printf (show->out, _ ("%1$s, version %2$d: %3$s\n"),
                          osr_json_get_string (document, "id"),
                          (int) osr_json_get_int (document, "version", 0),
                          text2 (show, document, "title"));
  g_string_append_printf (show->out, "%s, %s, %s; %s, %s\n", text2 (show, act, "by"),
                          osr_json_get_string (act, "date"), osr_json_get_string (act, "number"),
                          osr_json_get_string (document, "region"),
                          osr_json_get_string (document, "zone"));
  append_list (show, _ ("Networks: "), document, "networks");
  append_list (show, _ ("\nDrafts: "), document, "draft_kinds");
  g_string_append_c (show->out, '\n');
}

void
osr_ctl_regulation_show (JsonObject *document, const char *language)
{
  g_autoptr (GString) out = g_string_new (NULL);
  Show show = { language, out };

  append_head (&show, document);
  each (&show, document, "roles", _ ("Roles"), append_role);
  append_steps (&show, osr_json_get_object (document, "steps"));
  each (&show, document, "timers", _ ("Timers"), append_timer);
  each (&show, document, "duties", _ ("Duties"), append_duty);
  each (&show, document, "watches", _ ("Watches"), append_watch);
  append_rules (&show, osr_json_get_object (document, "rules"));
  each (&show, document, "readings", _ ("Readings, the default setting first"), append_reading);
  fputs (out->str,
         stdout); /* the bytes as they are: g_print() would spoil them in the locale "C" */
}
