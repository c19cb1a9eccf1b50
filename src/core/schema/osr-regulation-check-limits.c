/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The checks of what has a limit: timers, duties and watches. */
#include "core/schema/osr-regulation-check-private.h"

#include <string.h>

#include "core/osr-json.h"

#define AT_ONCE "at-once"

/* Moments are listed by id, so that no two limits may share one, whatever lists they stand in. */
static void
check_id (OsrSurvey *survey, JsonObject *object, GHashTable *ids)
{
  const char *id = osr_json_get_string (object, "id");

  if (id != NULL && !g_hash_table_add (ids, (gpointer) id))
    osr_survey_fault (survey, "id", "there is already a timer, duty or watch \"%s\"", id);
}

static void
check_watch_ids (OsrSurvey *survey, JsonObject *watch, GHashTable *ids)
{
  static const char *const limits[] = { "own_answer", "after_clarification" };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++) {
    gsize length = osr_survey_enter (survey, limits[i]);

    check_id (survey, osr_json_get_object (watch, limits[i]), ids);
    osr_survey_leave (survey, length);
  }
}

static void
check_all_ids (OsrSurvey *survey)
{
  static const char *const lists[] = { "timers", "duties", "watches" };
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++) {
    JsonArray *array = osr_json_get_array (survey->document, lists[l]);
    guint n = array != NULL ? json_array_get_length (array) : 0;
    gsize length = osr_survey_enter (survey, lists[l]);

    for (guint i = 0; i < n; i++) {
      JsonObject *object = osr_json_array_get_object (array, i);
      gsize inner = survey->pointer->len;

      osr_json_pointer_append_index (survey->pointer, i);
      check_id (survey, object, ids);
      check_watch_ids (survey, object, ids);
      osr_survey_leave (survey, inner);
    }
    osr_survey_leave (survey, length);
  }
}

/* Minutes, working or not, lean on minutes, and days on days. */
static gboolean
units_agree (const char *unit, const char *other)
{
  if (unit == NULL || other == NULL || g_str_equal (unit, other))
    return TRUE;
  return g_str_has_suffix (unit, "-minutes") && g_str_has_suffix (other, "-minutes");
}

/* A timer that another is counted from must be known before, and in a unit that goes with its own. */
static void
check_parent (OsrSurvey *survey, JsonObject *timer, guint index, const char *place,
              const char *parent_id)
{
  const char *unit = osr_json_get_string (timer, "unit");
  JsonObject *parent = osr_survey_find (survey, "timers", parent_id, index);
  const char *parent_unit = osr_json_get_string (parent, "unit");

  if (parent == NULL && osr_survey_find (survey, "timers", parent_id, G_MAXUINT) != NULL)
    osr_survey_fault (survey, place, "the timer \"%s\" must stand before this one", parent_id);
  else if (parent == NULL)
    osr_survey_fault (survey, place, "there is no \"%s\" among the timers", parent_id);
  else if (g_strcmp0 (parent_unit, AT_ONCE) == 0)
    osr_survey_fault (survey, place, "the timer \"%s\" is at once and has no limit", parent_id);
  else if (!units_agree (unit, parent_unit))
    osr_survey_fault (survey, place, "the timer \"%s\" is counted in %s, this one in %s", parent_id,
                      parent_unit, unit);
}

static void
check_parents (OsrSurvey *survey, JsonObject *timer, guint index)
{
  static const char *const members[] = { "before", "within" };
  JsonArray *reserve = osr_json_get_array (timer, "reserve");
  guint n = reserve != NULL ? json_array_get_length (reserve) : 0;
  gsize length;

  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    const char *parent = osr_json_get_string (timer, members[i]);

    if (parent != NULL)
      check_parent (survey, timer, index, members[i], parent);
  }
  length = osr_survey_enter (survey, "reserve");
  for (guint i = 0; i < n; i++) {
    const char *parent = osr_json_array_get_string (reserve, i);
    g_autofree char *place = g_strdup_printf ("%u", i);

    if (parent != NULL)
      check_parent (survey, timer, index, place, parent);
  }
  osr_survey_leave (survey, length);
}

static void
check_shares (OsrSurvey *survey, JsonObject *object, const char *member)
{
  JsonArray *shares = osr_json_get_array (object, member);
  guint n = shares != NULL ? json_array_get_length (shares) : 0;
  gsize length = osr_survey_enter (survey, member);

  for (guint i = 1; i < n; i++) {
    JsonNode *before = json_array_get_element (shares, i - 1);
    JsonNode *node = json_array_get_element (shares, i);
    g_autofree char *place = g_strdup_printf ("%u", i);

    if (!JSON_NODE_HOLDS_VALUE (before) || !JSON_NODE_HOLDS_VALUE (node))
      continue;
    if (json_node_get_int (node) >= json_node_get_int (before))
      osr_survey_fault (survey, place, "expected less than the share before it");
  }
  osr_survey_leave (survey, length);
}

static void
check_shortening (OsrSurvey *survey, JsonObject *timer)
{
  JsonObject *shortened = osr_json_get_object (timer, "shortened");
  gint64 amount = osr_json_get_int (shortened, "amount", 0);
  gint64 standard = osr_json_get_int (timer, "amount", 0);
  gsize length = osr_survey_enter (survey, "shortened");

  if (amount > 0 && standard > 0 && amount >= standard)
    osr_survey_fault (survey, "amount", "expected less than the standard amount, %" G_GINT64_FORMAT,
                      standard);
  osr_survey_leave (survey, length);
}

/* What speaks of breaks is for minutes (by the clock it changes nothing, until another reading makes
 * them working ones), of the first day for days, of a short limit for minutes. */
static void
check_unit (OsrSurvey *survey, JsonObject *timer)
{
  const char *unit = osr_json_get_string (timer, "unit");

  if (unit == NULL)
    return;
  if (g_strcmp0 (osr_json_get_string (timer, "edge"), "working") == 0 &&
      !g_str_has_suffix (unit, "-minutes"))
    osr_survey_fault (survey, "edge", "only a limit in minutes can fall on the edge of a break");
  if (g_strcmp0 (osr_json_get_string (timer, "day_start"), "working") == 0 &&
      !g_str_equal (unit, "working-days"))
    osr_survey_fault (survey, "day_start", "only a limit in working-days has a first day");
  if (json_object_has_member (timer, "shortened") && g_str_equal (unit, "working-days"))
    osr_survey_fault (survey, "shortened", "only a limit in minutes can be shortened");
}

static void
visit_timer (OsrSurvey *survey, JsonObject *timer, guint index)
{
  check_parents (survey, timer, index);
  if (osr_json_get_string (timer, "before") != NULL &&
      osr_json_get_string (timer, "within") != NULL)
    osr_survey_fault (survey, "within", "a timer has \"before\" or \"within\", not both");
  check_unit (survey, timer);
  check_shortening (survey, timer);
  check_shares (survey, timer, "warn");
  osr_survey_names (survey, timer, "readings", "readings");
  osr_survey_triggers (survey, timer, "starts");
  osr_survey_triggers (survey, timer, "met_by");
  osr_survey_triggers (survey, timer, "removed_by");
}

/* A duty that prepares another needs the date of that one. */
static void
check_prepared (OsrSurvey *survey, JsonObject *duty, guint index)
{
  const char *id = osr_json_get_string (duty, "before");
  JsonObject *other = osr_survey_find (survey, "duties", id, index);
  const char *every = osr_json_get_string (duty, "every");

  if (id == NULL)
    return;
  if (other == NULL && osr_survey_find (survey, "duties", id, G_MAXUINT) != NULL)
    osr_survey_fault (survey, "before", "the duty \"%s\" must stand before this one", id);
  else if (other == NULL)
    osr_survey_fault (survey, "before", "there is no \"%s\" among the duties", id);
  else if (!json_object_has_member (other, "due"))
    osr_survey_fault (survey, "before", "the duty \"%s\" has no date to count back from", id);
  else if (g_strcmp0 (osr_json_get_string (other, "every"), every) != 0)
    osr_survey_fault (survey, "before", "the duty \"%s\" is not of the same period", id);
}

/* A duty of a week has no months to count. */
static void
visit_duty (OsrSurvey *survey, JsonObject *duty, guint index)
{
  check_prepared (survey, duty, index);
  if (g_strcmp0 (osr_json_get_string (duty, "day_start"), "working") == 0 &&
      g_strcmp0 (osr_json_get_string (duty, "unit"), "working-days") != 0)
    osr_survey_fault (survey, "day_start", "only a limit in working-days has a first day");
  if (g_strcmp0 (osr_json_get_string (duty, "every"), "week") == 0 &&
      json_object_has_member (duty, "due"))
    osr_survey_fault (survey, "due", "a duty of every week is due at the end of the week");
  osr_survey_names (survey, duty, "readings", "readings");
  osr_survey_triggers (survey, duty, "starts");
  osr_survey_triggers (survey, duty, "done_by");
}

static void
visit_watch (OsrSurvey *survey, JsonObject *watch, guint index)
{
  osr_survey_names (survey, watch, "readings", "readings");
  osr_survey_triggers (survey, watch, "starts");
}

void
osr_survey_limits (OsrSurvey *survey)
{
  gsize length;

  check_all_ids (survey);
  osr_survey_each (survey, survey->document, "timers", visit_timer);
  osr_survey_each (survey, survey->document, "duties", visit_duty);
  osr_survey_each (survey, survey->document, "watches", visit_watch);
  osr_survey_triggers (survey, survey->document, "ends");
  length = osr_survey_enter (survey, "warnings");
  check_shares (survey, osr_json_get_object (survey->document, "warnings"), "shares");
  osr_survey_leave (survey, length);
}
