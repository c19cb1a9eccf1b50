/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is to see after the last event of a timeline; the words are in osr-timeline.h. */
#include <string.h>

#include "core/duties/osr-duty.h"
#include "core/osr-json.h"
#include "osr-timeline.h"

static OsrRegulation *
regulation_of (Timeline *timeline)
{
  return osr_registry_get_regulation (timeline->office.registry);
}

/* --- timers --- */

static char *
probe_due (Timeline *timeline, const OsrDeadline *deadline)
{
  if (deadline->spec->unit == OSR_UNIT_AT_ONCE)
    return g_strdup ("at once");
  if (deadline->due == OSR_INSTANT_UNKNOWN)
    return g_strdup ("unknown");
  return timeline_moment (timeline, deadline->due);
}

static char *
probe_aspect (Timeline *timeline, const OsrDeadline *deadline, const char *aspect)
{
  if (g_str_equal (aspect, "state"))
    return g_strdup (deadline->state == OSR_DEADLINE_MET ? "met" : "open");
  if (g_str_equal (aspect, "late"))
    return g_strdup (osr_deadline_is_late (deadline, timeline->now) ? "late" : "in-time");
  if (g_str_equal (aspect, "since"))
    return timeline_moment (timeline, deadline->start);
  if (g_str_equal (aspect, "office"))
    return g_strdup (deadline->office != NULL ? deadline->office : "curator");
  if (g_str_equal (aspect, "subject"))
    return g_strdup (deadline->body != NULL ? deadline->body : "case");
  g_assert_cmpstr (aspect, ==, "kind");
  return g_strdup (deadline->spec->optional ? "right" : "duty");
}

static char *
probe_timer (Timeline *timeline, const char *what)
{
  g_auto (GStrv) parts = g_strsplit (what, ":", 2);
  g_auto (GStrv) names = g_strsplit (parts[0], "@", 2);
  g_autoptr (GPtrArray) deadlines =
      osr_deadlines_compute (timeline->office.the_case->events, timeline->office.registry);
  const OsrDeadline *deadline = osr_deadlines_find (deadlines, names[0], names[1]);

  if (deadline == NULL)
    return g_strdup ("none");
  return parts[1] == NULL ? probe_due (timeline, deadline)
                          : probe_aspect (timeline, deadline, parts[1]);
}

static char *
probe_on_repeat (Timeline *timeline)
{
  GPtrArray *timers = osr_regulation_get_timers (regulation_of (timeline));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < timers->len; i++) {
    const OsrTimerSpec *spec = timers->pdata[i];

    if (spec->on_repeat)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", spec->id);
  }
  return g_string_free (text, FALSE);
}

/* --- duties --- */

static gboolean
is_asked_for (const OsrDuty *duty, guint nth, const char *which)
{
  if (which == NULL)
    return nth == 0;
  if (*which == '#')
    return nth == g_ascii_strtoull (which + 1, NULL, 10);
  return g_strcmp0 (duty->period, which) == 0 || g_strcmp0 (duty->subject, which) == 0;
}

static char *
say_duty (Timeline *timeline, const OsrDuty *duty)
{
  static const char *const states[] = { "open", "done", "late" };
  g_autofree char *due = duty->due != OSR_INSTANT_UNKNOWN ? timeline_moment (timeline, duty->due)
                                                          : g_strdup ("no date");

  return g_strdup_printf ("%s, %s", due, states[duty->state]);
}

static char *
probe_duty (Timeline *timeline, const char *what)
{
  g_auto (GStrv) words = g_strsplit (what, " ", 3);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrDutySpecs) specs = osr_duty_specs_new_from_json (
      osr_regulation_get_document (regulation_of (timeline)), "test", &error);
  OsrDutyQuestion question = { timeline->events, timeline->office.registry, timeline->from,
                               timeline->now };
  g_autoptr (GPtrArray) duties = NULL;
  guint nth = 0;

  g_assert_no_error (error);
  duties = osr_duties_compute (specs, &question);
  for (guint i = 0; i < duties->len; i++) {
    const OsrDuty *duty = duties->pdata[i];

    if (g_str_equal (duty->spec->id, words[1]) && is_asked_for (duty, nth++, words[2]))
      return say_duty (timeline, duty);
  }
  return g_strdup ("none");
}

/* --- the document --- */

/* A member of an object, an entry of a list by its number or its id. */
static JsonNode *
descend (JsonNode *node, const char *token)
{
  JsonArray *array;

  if (node == NULL || JSON_NODE_HOLDS_OBJECT (node))
    return node != NULL ? json_object_get_member (json_node_get_object (node), token) : NULL;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return NULL;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *entry = json_array_get_element (array, i);
    g_autofree char *number = g_strdup_printf ("%u", i);

    if (g_str_equal (number, token) ||
        (JSON_NODE_HOLDS_OBJECT (entry) &&
         g_strcmp0 (osr_json_get_string (json_node_get_object (entry), "id"), token) == 0))
      return entry;
  }
  return NULL;
}

static JsonNode *
find_node (Timeline *timeline, const char *pointer)
{
  g_auto (GStrv) tokens = g_strsplit (pointer, "/", -1);
  JsonObject *document = osr_regulation_get_document (regulation_of (timeline));
  JsonNode *node = json_object_get_member (document, tokens[1]);

  for (guint i = 2; tokens[i] != NULL; i++)
    node = descend (node, tokens[i]);
  return node;
}

static char *
probe_document (Timeline *timeline, const char *pointer)
{
  JsonNode *node = find_node (timeline, pointer);
  char *text = node != NULL ? json_to_string (node, FALSE) : g_strdup ("absent");

  return g_strdelimit (text, "\"", '\'');
}

static char *
probe_step (Timeline *timeline, const char *step)
{
  OsrRegulation *regulation = regulation_of (timeline);
  GPtrArray *roles = osr_regulation_get_roles (regulation);
  GString *text = g_string_new (NULL);
  const char *clause = NULL;

  for (guint i = 0; i < roles->len; i++) {
    const OsrRole *role = roles->pdata[i];

    if (osr_regulation_permits (regulation, role->id, step, &clause))
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", role->id);
  }
  g_string_append_printf (text, ", clause %s", clause);
  if (osr_regulation_needs_reason (regulation, step))
    g_string_append (text, ", reason");
  return g_string_free (text, FALSE);
}

static char *
count_steps (Timeline *timeline)
{
  JsonObject *document = osr_regulation_get_document (regulation_of (timeline));

  return g_strdup_printf ("%u", json_object_get_size (osr_json_get_object (document, "steps")));
}

char *
timeline_probe (Timeline *timeline, const char *what)
{
  if (*what == '/')
    return probe_document (timeline, what);
  if (g_str_has_prefix (what, "duty "))
    return probe_duty (timeline, what);
  if (g_str_has_prefix (what, "step "))
    return probe_step (timeline, what + strlen ("step "));
  if (g_str_equal (what, "steps"))
    return count_steps (timeline);
  if (g_str_equal (what, "on-repeat"))
    return probe_on_repeat (timeline);
  return probe_timer (timeline, what);
}

/* --- where the profile says so --- */

static char *
clause_at (Timeline *timeline, const char *pointer)
{
  JsonNode *node = find_node (timeline, pointer);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node)
             ? g_strdup (osr_json_get_string (json_node_get_object (node), "clause"))
             : NULL;
}

/* A watch's own limits stand inside it. */
static char *
clause_of_duty (Timeline *timeline, const char *id)
{
  static const char *const inside[] = { "own_answer", "after_clarification" };
  g_autofree char *duty = g_strdup_printf ("/duties/%s", id);
  g_autofree char *watch = g_strdup_printf ("/watches/%s", id);
  char *clause = clause_at (timeline, duty);

  if (clause == NULL)
    clause = clause_at (timeline, watch);
  for (guint i = 0; clause == NULL && i < G_N_ELEMENTS (inside); i++) {
    g_autofree char *limit = g_strdup_printf ("/watches/0/%s", inside[i]);
    g_autofree char *member = g_strconcat (limit, "/id", NULL);
    g_autofree char *is = probe_document (timeline, member);
    g_autofree char *sought = g_strdup_printf ("'%s'", id);

    if (g_str_equal (is, sought))
      clause = clause_at (timeline, limit);
  }
  return clause;
}

char *
timeline_clause_of (Timeline *timeline, const char *what)
{
  g_auto (GStrv) words = g_strsplit_set (what, " :@", -1);
  g_auto (GStrv) tokens = g_strsplit (what, "/", -1);
  g_autofree char *pointer = NULL;

  if (g_str_has_prefix (what, "duty "))
    return clause_of_duty (timeline, words[1]);
  if (g_str_equal (what, "on-repeat"))
    return clause_at (timeline, "/rules/repeat");
  if (*what == '/' && tokens[2] != NULL)
    pointer = g_strdup_printf ("/%s/%s", tokens[1], tokens[2]);
  else if (*what == '/')
    pointer = g_strdup (what);
  else if (g_str_has_prefix (what, "step "))
    pointer = g_strdup_printf ("/steps/%s", words[1]);
  else
    pointer = g_strdup_printf ("/timers/%s", words[0]);
  return clause_at (timeline, pointer);
}
