/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules on what is said about a case: immediate reports in one or two steps with a receipt, notices of
 * deficiency, referral, promises, marks, and well-solved problems offered for publication. */
#include <string.h>

#include "core/osr-json.h"
#include "core/rules/osr-rules-private.h"

JsonObject *
osr_rules_find_report (OsrRegulation *regulation, const char *report)
{
  JsonArray *reports =
      regulation != NULL ? osr_regulation_get_rule_list (regulation, "reports") : NULL;

  for (guint i = 0; reports != NULL && i < json_array_get_length (reports); i++) {
    JsonObject *one = osr_json_array_get_object (reports, i);

    if (one != NULL && g_strcmp0 (osr_json_get_string (one, "id"), report) == 0)
      return one;
  }
  return NULL;
}

static JsonArray *
roles_of_step (const OsrAttempt *a, const char *step)
{
  JsonObject *steps = osr_json_get_object (osr_regulation_get_document (a->regulation), "steps");
  JsonObject *one = steps != NULL ? osr_json_get_object (steps, step) : NULL;

  return one != NULL ? osr_json_get_array (one, "roles") : NULL;
}

/* Where a report goes up in steps, the first role that the profile names takes the first, the second
 * hands it on. */
gint64
osr_attempt_get_report_step (const OsrAttempt *a, const char *report)
{
  JsonObject *rule = osr_rules_find_report (a->regulation, report);
  gint64 n = rule != NULL ? osr_json_get_int (rule, "steps", 1) : 0;
  JsonArray *roles = roles_of_step (a, "reported");

  if (n <= 1 || roles == NULL)
    return n;
  for (guint i = 0; i < MIN (json_array_get_length (roles), (guint) n); i++) {
    if (osr_registry_has_role (a->registry, a->person, osr_json_array_get_string (roles, i), NULL))
      return i + 1;
  }
  return 0;
}

static gboolean
check_step (const OsrAttempt *a, const char *report, GError **error)
{
  gint64 step = osr_attempt_get_report_step (a, report);

  if (step > 1 && osr_case_find_report (a->self, report, step - 1) == NULL)
    return osr_refuse (error, OSR_CORE_ERROR_NOT_YOUR_TURN,
                       "It was not reported to this person yet");
  return step > 0 || osr_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN, "No such report is asked for");
}

gboolean
osr_standing_reported (const OsrAttempt *a, GError **error)
{
  return osr_standing_of_case (a, error) && check_step (a, "immediate-report", error);
}

gboolean
osr_check_reported (const OsrAttempt *a, GError **error)
{
  const char *report = osr_attempt_get (a, "report");
  JsonObject *rule = osr_rules_find_report (a->regulation, report);
  gint64 step = osr_event_get_int (a->event, "step", 1);

  if (rule == NULL || g_strcmp0 (report, "deficiency-notice") == 0)
    return osr_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN, "No such report is asked for");
  if (!check_step (a, report, error))
    return FALSE;
  if (step != osr_attempt_get_report_step (a, report))
    return osr_refuse (error, OSR_CORE_ERROR_NOT_ALLOWED, "Another role takes this step");
  if (osr_json_get_int (rule, "steps", 1) > 1 &&
      !json_object_has_member (a->event->members, "step"))
    return osr_refuse (error, OSR_CORE_ERROR_INVALID, "Which step of the report?");
  if (!osr_has_words (osr_attempt_get (a, "to")))
    return osr_refuse (error, OSR_CORE_ERROR_INVALID, "To whom?");
  return osr_check_words (a, error);
}

static gboolean
can_acknowledge (const OsrAttempt *a, const OsrCaseReport *report)
{
  return report->acknowledged_by == NULL && g_strcmp0 (report->by, a->person) != 0 &&
         g_strcmp0 (report->by, a->actor) != 0;
}

gboolean
osr_standing_acknowledged (const OsrAttempt *a, GError **error)
{
  if (!osr_standing_of_case (a, error))
    return FALSE;
  for (guint i = 0; i < a->self->reports->len; i++) {
    if (can_acknowledge (a, a->self->reports->pdata[i]))
      return TRUE;
  }
  return osr_refuse (error, OSR_CORE_ERROR_WRONG_STATE, "No report awaits a receipt");
}

gboolean
osr_check_acknowledged (const OsrAttempt *a, GError **error)
{
  gint64 version = osr_attempt_get_int (a, "report");

  for (guint i = 0; i < a->self->reports->len; i++) {
    const OsrCaseReport *report = a->self->reports->pdata[i];

    if (report->version == version && can_acknowledge (a, report))
      return TRUE;
  }
  return osr_refuse (error, OSR_CORE_ERROR_STALE, "That report awaits no receipt");
}

/* Measures are asked for only where the text speaks of them. */
gboolean
osr_check_deficiency (const OsrAttempt *a, GError **error)
{
  JsonObject *rule = osr_rules_find_report (a->regulation, "deficiency-notice");

  if (rule == NULL)
    return osr_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN, "No such notice is asked for");
  if (osr_registry_find_body (a->registry, osr_attempt_get (a, "body")) == NULL)
    return osr_refuse (error, OSR_CORE_ERROR_UNKNOWN_BODY, "No such body in the directory");
  if (!osr_has_words (osr_attempt_get (a, "ground")))
    return osr_refuse (error, OSR_CORE_ERROR_REASON_NEEDED, "A ground is needed");
  if (osr_attempt_get (a, "measure") != NULL && !osr_json_get_boolean (rule, "measures", FALSE))
    return osr_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN, "The regulation speaks of no measures");
  return osr_check_words (a, error);
}

/* For a body of the case, or while nobody has it for any: what was found in its own account. */
gboolean
osr_standing_referred (const OsrAttempt *a, GError **error)
{
  if (a->self->referred)
    return osr_refuse (error, OSR_CORE_ERROR_WRONG_STATE, "It was referred already");
  return a->self->bodies->len == 0 || osr_standing_of_case (a, error);
}

gboolean
osr_check_promised (const OsrAttempt *a, GError **error)
{
  OsrDay day;

  if (!osr_day_parse (osr_attempt_get (a, "date"), &day))
    return osr_refuse (error, OSR_CORE_ERROR_INVALID, "A promise is until a day");
  return TRUE;
}

/* The author's satisfaction is asked for only where the text does. */
gboolean
osr_check_evaluated (const OsrAttempt *a, GError **error)
{
  gint64 quality = osr_attempt_get_int (a, "quality");
  gint64 satisfaction = osr_attempt_get_int (a, "satisfaction");

  if (quality < 1 || quality > 5)
    return osr_refuse (error, OSR_CORE_ERROR_INVALID, "Quality is a mark from 1 to 5");
  if (!json_object_has_member (a->event->members, "satisfaction"))
    return TRUE;
  if (osr_attempt_get_rule (a, "satisfaction") == NULL)
    return osr_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN,
                       "The regulation does not ask how satisfied the author is");
  return (satisfaction >= 1 && satisfaction <= 5) ||
         osr_refuse (error, OSR_CORE_ERROR_INVALID, "Satisfaction is a mark from 1 to 5");
}

static gboolean
check_success (const OsrAttempt *a, OsrSuccess wanted, GError **error)
{
  return a->self->success == wanted ||
         osr_refuse (error, OSR_CORE_ERROR_WRONG_STATE, "Not the turn of this step");
}

gboolean
osr_standing_offered (const OsrAttempt *a, GError **error)
{
  return osr_standing_of_case (a, error) &&
         (a->self->success == OSR_SUCCESS_DECLINED || check_success (a, OSR_SUCCESS_NONE, error));
}

gboolean
osr_standing_success_decided (const OsrAttempt *a, GError **error)
{
  return osr_standing_office (a, error) && check_success (a, OSR_SUCCESS_OFFERED, error);
}

gboolean
osr_standing_success_published (const OsrAttempt *a, GError **error)
{
  return osr_standing_of_case (a, error) && check_success (a, OSR_SUCCESS_AGREED, error);
}

gboolean
osr_check_link (const OsrAttempt *a, GError **error)
{
  return osr_is_web_address (osr_attempt_get (a, "url")) ||
         osr_refuse (error, OSR_CORE_ERROR_INVALID, "The link is no address of the web");
}
