/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checks of a profile that are not about limits: roles, steps, rules, rating, names of events;
 * and the order in which all checks are made. Everything is read leniently, since what has the wrong
 * type is the schema's to say. */
#include "core/schema/osr-regulation-check.h"

#include <string.h>

#include "core/time/osr-instant.h"
#include "core/osr-json.h"
#include "core/schema/osr-regulation-check-private.h"
#include "core/regulation/osr-regulation.h"
#include "core/osr-rules.h"

/* The program's own role, which stands in no text. */
#define OWN_ROLE "admin"

/* The events of a case and of an office that a regulation can speak of, besides those that
 * osr_rules_knows(). */
static const char *const events[] = {
  "account-posted",
  "acknowledged",
  "agreed",
  "approved",
  "assigned",
  "author-replied",
  "case-agreed",
  "case-declined",
  "case-offered",
  "case-published",
  "checked",
  "closed",
  "contributed",
  "contribution-forwarded",
  "contribution-requested",
  "deficiency-noted",
  "detected",
  "dismissed",
  "drafted",
  "drafter-named",
  "evaluated",
  "found",
  "joined",
  "linked",
  "media-kept",
  "message-changed",
  "message-deleted",
  "noted",
  "notified",
  "payload-erased",
  "post-published",
  "promised",
  "publish-intended",
  "publish-refused",
  "publish-unknown",
  "published",
  "published-by-hand",
  "rating-agreed",
  "rating-declined",
  "rating-offered",
  "rating-sent",
  "reassigned",
  "referred",
  "reopened",
  "reply-corrected",
  "report-agreed",
  "report-declined",
  "report-offered",
  "report-sent",
  "reported",
  "responsible-appointed",
  "returned",
  "reworked",
  "routed",
  "sequence-allowed",
  "submitted",
  "substituted",
  "summary-made",
  "triaged",
  "watched",
  "withdrawn",
};

gboolean
osr_survey_knows_event (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (events); i++) {
    if (g_str_equal (events[i], type))
      return TRUE;
  }
  return osr_rules_knows (type);
}

gsize
osr_survey_enter (OsrSurvey *survey, const char *member)
{
  gsize length = survey->pointer->len;

  osr_json_pointer_append (survey->pointer, member);
  return length;
}

void
osr_survey_leave (OsrSurvey *survey, gsize length)
{
  g_string_truncate (survey->pointer, length);
}

void
osr_survey_fault (OsrSurvey *survey, const char *member, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  gsize length = survey->pointer->len;
  va_list arguments;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (member != NULL)
    osr_json_pointer_append (survey->pointer, member);
  osr_json_faults_add (survey->faults, survey->pointer->str, "%s", sentence);
  osr_survey_leave (survey, length);
}

void
osr_survey_each (OsrSurvey *survey, JsonObject *object, const char *member, OsrSurveyVisit visit)
{
  JsonArray *array = osr_json_get_array (object, member);
  guint n = array != NULL ? json_array_get_length (array) : 0;
  gsize length = osr_survey_enter (survey, member);

  for (guint i = 0; i < n; i++) {
    JsonObject *element = osr_json_array_get_object (array, i);
    gsize inner = survey->pointer->len;

    osr_json_pointer_append_index (survey->pointer, i);
    if (element != NULL)
      visit (survey, element, i);
    osr_survey_leave (survey, inner);
  }
  osr_survey_leave (survey, length);
}

JsonObject *
osr_survey_find (OsrSurvey *survey, const char *list, const char *id, guint n)
{
  JsonArray *array = osr_json_get_array (survey->document, list);
  guint all = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < MIN (n, all); i++) {
    JsonObject *object = osr_json_array_get_object (array, i);

    if (g_strcmp0 (osr_json_get_string (object, "id"), id) == 0)
      return object;
  }
  return NULL;
}

void
osr_survey_names (OsrSurvey *survey, JsonObject *object, const char *member, const char *list)
{
  JsonArray *array = osr_json_get_array (object, member);
  guint n = array != NULL ? json_array_get_length (array) : 0;
  gsize length = osr_survey_enter (survey, member);

  for (guint i = 0; i < n; i++) {
    const char *id = osr_json_array_get_string (array, i);
    g_autofree char *index = g_strdup_printf ("%u", i);

    if (id != NULL && osr_survey_find (survey, list, id, G_MAXUINT) == NULL)
      osr_survey_fault (survey, index, "there is no \"%s\" among the %s", id, list);
  }
  osr_survey_leave (survey, length);
}

static gboolean
list_has (JsonArray *array, const char *text)
{
  guint n = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < n; i++) {
    if (g_strcmp0 (osr_json_array_get_string (array, i), text) == 0)
      return TRUE;
  }
  return FALSE;
}

static void
check_event (OsrSurvey *survey, const char *member, const char *type)
{
  if (type != NULL && !osr_survey_knows_event (type))
    osr_survey_fault (survey, member, "the program knows no event \"%s\"", type);
}

/* "published:interim": the kind must be one that the text knows. */
static void
check_trigger_text (OsrSurvey *survey, const char *index, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);

  if (parts[0] == NULL)
    return;
  check_event (survey, index, parts[0]);
  if (parts[1] != NULL &&
      !list_has (osr_json_get_array (survey->document, "draft_kinds"), parts[1]))
    osr_survey_fault (survey, index, "\"%s\" is not among the draft_kinds", parts[1]);
}

void
osr_survey_triggers (OsrSurvey *survey, JsonObject *object, const char *member)
{
  JsonArray *array = osr_json_get_array (object, member);
  guint n = array != NULL ? json_array_get_length (array) : 0;
  gsize length = osr_survey_enter (survey, member);

  for (guint i = 0; i < n; i++) {
    const char *text = osr_json_array_get_string (array, i);
    g_autofree char *index = g_strdup_printf ("%u", i);
    JsonObject *full = osr_json_array_get_object (array, i);

    if (text != NULL)
      check_trigger_text (survey, index, text);
    if (full != NULL) {
      gsize inner = osr_survey_enter (survey, index);

      check_event (survey, "event", osr_json_get_string (full, "event"));
      osr_survey_leave (survey, inner);
    }
  }
  osr_survey_leave (survey, length);
}

/* -- The head -- */

static void
check_date (OsrSurvey *survey)
{
  const char *date = osr_json_get_string (osr_json_get_object (survey->document, "act"), "date");
  gsize length = osr_survey_enter (survey, "act");
  OsrDay day;

  if (date != NULL && !osr_day_parse (date, &day))
    osr_survey_fault (survey, "date", "there is no such day");
  osr_survey_leave (survey, length);
}

static void
visit_off (OsrSurvey *survey, JsonObject *off, guint index)
{
  JsonArray *on = osr_json_get_array (survey->document, "networks");
  JsonArray *networks = osr_json_get_array (off, "networks");
  guint n = networks != NULL ? json_array_get_length (networks) : 0;
  gsize length = osr_survey_enter (survey, "networks");

  for (guint i = 0; i < n; i++) {
    const char *network = osr_json_array_get_string (networks, i);
    g_autofree char *place = g_strdup_printf ("%u", i);

    if (network != NULL && list_has (on, network))
      osr_survey_fault (survey, place, "\"%s\" is also among the networks that are on", network);
  }
  osr_survey_leave (survey, length);
}

static void
visit_role (OsrSurvey *survey, JsonObject *role, guint index)
{
  const char *id = osr_json_get_string (role, "id");

  if (g_strcmp0 (id, OWN_ROLE) == 0)
    osr_survey_fault (survey, "id", "\"" OWN_ROLE "\" is the program's own role");
  if (id != NULL && osr_survey_find (survey, "roles", id, index) != NULL)
    osr_survey_fault (survey, "id", "there is already a role \"%s\"", id);
}

/* -- Steps and rules -- */

static void
check_roles (OsrSurvey *survey, JsonObject *object, const char *member)
{
  JsonArray *roles = osr_json_get_array (object, member);
  guint n = roles != NULL ? json_array_get_length (roles) : 0;
  gsize length = osr_survey_enter (survey, member);

  for (guint i = 0; i < n; i++) {
    const char *id = osr_json_array_get_string (roles, i);
    g_autofree char *index = g_strdup_printf ("%u", i);

    if (id != NULL && !g_str_equal (id, OWN_ROLE) &&
        osr_survey_find (survey, "roles", id, G_MAXUINT) == NULL)
      osr_survey_fault (survey, index, "there is no \"%s\" among the roles", id);
  }
  osr_survey_leave (survey, length);
}

static void
check_steps (OsrSurvey *survey)
{
  JsonObject *steps = osr_json_get_object (survey->document, "steps");
  g_autoptr (GList) names = steps != NULL ? json_object_get_members (steps) : NULL;
  gsize length = osr_survey_enter (survey, "steps");

  for (GList *l = names; l != NULL; l = l->next) {
    gsize inner;

    check_event (survey, l->data, l->data);
    inner = osr_survey_enter (survey, l->data);
    check_roles (survey, osr_json_get_object (steps, l->data), "roles");
    osr_survey_leave (survey, inner);
  }
  osr_survey_leave (survey, length);
}

static void
check_rule (OsrSurvey *survey, JsonObject *rule)
{
  static const char *const roles[] = { "by",      "ordered_by", "sent_to",
                                       "sent_by", "routed_by",  "roles" };
  const char *role = osr_json_get_string (rule, "role");

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    check_roles (survey, rule, roles[i]);
  osr_survey_names (survey, rule, "timers", "timers");
  if (role != NULL && osr_survey_find (survey, "roles", role, G_MAXUINT) == NULL)
    osr_survey_fault (survey, "role", "there is no \"%s\" among the roles", role);
}

/* An @object of a list whose id stands in an earlier one of the same list. */
static void
check_ids_once (OsrSurvey *survey, JsonObject *object, const char *member)
{
  JsonArray *array = osr_json_get_array (object, member);
  guint n = array != NULL ? json_array_get_length (array) : 0;
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  gsize length = osr_survey_enter (survey, member);

  for (guint i = 0; i < n; i++) {
    const char *id = osr_json_get_string (osr_json_array_get_object (array, i), "id");
    gsize inner = survey->pointer->len;

    osr_json_pointer_append_index (survey->pointer, i);
    if (id != NULL && !g_hash_table_add (ids, (gpointer) id))
      osr_survey_fault (survey, "id", "\"%s\" stands earlier in the list", id);
    osr_survey_leave (survey, inner);
  }
  osr_survey_leave (survey, length);
}

static void
visit_mail (OsrSurvey *survey, JsonObject *mail, guint index)
{
  osr_survey_triggers (survey, mail, "on");
  check_roles (survey, mail, "to");
}

static void
visit_report (OsrSurvey *survey, JsonObject *report, guint index)
{
  osr_survey_each (survey, report, "mail", visit_mail);
}

static void
check_rules (OsrSurvey *survey)
{
  JsonObject *rules = osr_json_get_object (survey->document, "rules");
  g_autoptr (GList) names = rules != NULL ? json_object_get_members (rules) : NULL;
  gsize length = osr_survey_enter (survey, "rules");

  for (GList *l = names; l != NULL; l = l->next) {
    JsonObject *rule = osr_json_get_object (rules, l->data);
    gsize inner = osr_survey_enter (survey, l->data);

    if (rule != NULL)
      check_rule (survey, rule);
    if (rule != NULL && g_str_equal (l->data, "dismissal"))
      check_ids_once (survey, rule, "grounds");
    osr_survey_leave (survey, inner);
  }
  if (rules != NULL)
    check_ids_once (survey, rules, "reports");
  if (rules != NULL)
    osr_survey_each (survey, rules, "reports", visit_report);
  osr_survey_leave (survey, length);
}

/* What figures are counted from must be there. */
static void
check_counts (OsrSurvey *survey, JsonObject *counts)
{
  static const char *const metrics[] = { "timeliness", "quality", "activity", "mean-time" };
  gsize length = osr_survey_enter (survey, "counts");

  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++) {
    JsonObject *count = osr_json_get_object (counts, metrics[i]);
    const char *duty = osr_json_get_string (count, "duty");
    gsize inner = osr_survey_enter (survey, metrics[i]);

    if (count != NULL)
      osr_survey_names (survey, count, "timers", "timers");
    if (duty != NULL && osr_survey_find (survey, "duties", duty, G_MAXUINT) == NULL)
      osr_survey_fault (survey, "duty", "there is no \"%s\" among the duties", duty);
    osr_survey_leave (survey, inner);
  }
  osr_survey_leave (survey, length);
}

static void
check_rating (OsrSurvey *survey)
{
  JsonObject *rating = osr_json_get_object (survey->document, "rating");
  JsonArray *metrics = osr_json_get_array (rating, "metrics");
  guint n = metrics != NULL ? json_array_get_length (metrics) : 0;
  gsize length = osr_survey_enter (survey, "rating");
  gint64 sum = 0;

  for (guint i = 0; i < n; i++)
    sum += CLAMP (osr_json_get_int (osr_json_array_get_object (metrics, i), "weight", 0), 0, 100);
  if (n > 0 && sum != 100)
    osr_survey_fault (survey, "metrics", "the weights make %" G_GINT64_FORMAT " per cent, not 100",
                      sum);
  if (rating != NULL)
    check_ids_once (survey, rating, "metrics");
  check_counts (survey, osr_json_get_object (rating, "counts"));
  osr_survey_leave (survey, length);
}

/* -- Readings -- */

static void
visit_reading (OsrSurvey *survey, JsonObject *reading, guint index)
{
  const char *id = osr_json_get_string (reading, "id");
  JsonArray *settings = osr_json_get_array (reading, "settings");
  JsonObject *first = osr_json_array_get_object (settings, 0);

  if (id != NULL && osr_survey_find (survey, "readings", id, index) != NULL)
    osr_survey_fault (survey, "id", "there is already a reading \"%s\"", id);
  check_ids_once (survey, reading, "settings");
  if (first != NULL && json_object_has_member (first, "patch")) {
    gsize length = osr_survey_enter (survey, "settings");

    osr_json_pointer_append_index (survey->pointer, 0);
    osr_survey_fault (survey, "patch", "the first setting is the document as it is");
    osr_survey_leave (survey, length);
  }
}

static void
survey (OsrSurvey *survey)
{
  check_date (survey);
  osr_survey_each (survey, survey->document, "networks_off", visit_off);
  osr_survey_each (survey, survey->document, "roles", visit_role);
  check_steps (survey);
  osr_survey_limits (survey);
  check_rules (survey);
  check_rating (survey);
  osr_survey_each (survey, survey->document, "readings", visit_reading);
}

void
osr_survey_document (JsonObject *document, OsrJsonSchema *schema, GPtrArray *faults)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), document);
  g_autoptr (GString) pointer = g_string_new (NULL);
  g_autoptr (OsrRegulation) regulation = NULL;
  g_autoptr (GError) error = NULL;
  OsrSurvey one = { document, pointer, faults };

  osr_json_schema_validate (schema, node, faults);
  survey (&one);
  if (faults->len > 0)
    return;
  regulation = osr_regulation_new_from_json (document, "the program", &error);
  if (regulation == NULL)
    osr_json_faults_add (faults, "", "%s", error->message);
}

void
osr_regulation_check (JsonObject *document, OsrJsonSchema *schema, GPtrArray *faults)
{
  g_autoptr (GPtrArray) found = osr_json_faults_new ();
  g_autoptr (GString) pointer = g_string_new (NULL);
  OsrSurvey settings = { document, pointer, found };

  osr_survey_document (document, schema, found);
  osr_survey_settings (&settings, schema);
  g_ptr_array_extend_and_steal (faults, g_steal_pointer (&found));
}
