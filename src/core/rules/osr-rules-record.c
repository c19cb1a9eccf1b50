/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules on what stands beside the cases: ratings, reports and summaries on their way, posts of the
 * official accounts and the looks at them. The rows are in the one table (osr-rules.c); a row of these
 * has no case, and a case's rows have nothing of these. */
#include "core/osr-json.h"
#include "core/rating/osr-rating.h"
#include "core/rules/osr-rules-private.h"

/* Two lists of one length, as long as the coordinator takes. */
#define MAX_CHANNELS 32

gboolean
osr_rules_is_of_report (const char *step, GError **error)
{
  OsrReportSort sort;
  OsrReportState state;

  return osr_report_step_parse (step, &sort, &state) ||
         osr_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN, "This is no step of a report");
}

gboolean
osr_rules_is_of_account (const char *step, GError **error)
{
  static const char *const steps[] = { "account-posted", "post-published", "watched", NULL };

  return g_strv_contains (steps, step) ||
         osr_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN, "This is no step of an account");
}

/* What this step makes of the report that it is tried on; FALSE where there is none. */
static gboolean
find_step (const OsrAttempt *a, OsrReportSort *sort, OsrReportState *state, GError **error)
{
  return (a->report != NULL && osr_report_step_parse (a->step, sort, state)) ||
         osr_refuse (error, OSR_CORE_ERROR_NOT_FORESEEN, "This is no report");
}

static gboolean
check_own_state (gboolean good, GError **error)
{
  return good || osr_refuse (error, OSR_CORE_ERROR_WRONG_STATE,
                             "Not possible in the report's present state");
}

/* For the office, or for the body whose report it is. */
static gboolean
check_relation (const OsrAttempt *a, GError **error)
{
  if (a->report->version == 0 || osr_attempt_acts_for_office (a) ||
      osr_attempt_acts_for (a, a->report->body))
    return TRUE;
  return osr_refuse (error, OSR_CORE_ERROR_OTHER_BODY, "The report is another body's");
}

/* A text may be put anew as long as nobody has agreed to it. */
gboolean
osr_standing_report_offered (const OsrAttempt *a, GError **error)
{
  OsrReportSort sort;
  OsrReportState state;

  return find_step (a, &sort, &state, error) &&
         check_own_state (a->report->version == 0 ||
                              (a->report->sort == sort && state == OSR_REPORT_OFFERED &&
                               (a->report->state == OSR_REPORT_OFFERED ||
                                a->report->state == OSR_REPORT_DECLINED)),
                          error) &&
         check_relation (a, error);
}

static gboolean
wrote_offer (const OsrAttempt *a)
{
  const OsrReportTrack *report = a->report;

  return g_strcmp0 (report->offered_by, a->actor) == 0 ||
         g_strcmp0 (report->offered_by, a->person) == 0 ||
         (report->offered_for != NULL && (g_strcmp0 (report->offered_for, a->actor) == 0 ||
                                          g_strcmp0 (report->offered_for, a->person) == 0));
}

gboolean
osr_standing_report_decided (const OsrAttempt *a, GError **error)
{
  OsrReportSort sort;
  OsrReportState state;

  if (!find_step (a, &sort, &state, error) ||
      !check_own_state (a->report->state == OSR_REPORT_OFFERED && a->report->sort == sort, error) ||
      !check_relation (a, error))
    return FALSE;
  return !wrote_offer (a) ||
         osr_refuse (error, OSR_CORE_ERROR_OWN_DRAFT, "Nobody agrees to their own text");
}

/* Whether the text has somebody agree to it before it is sent. */
static gboolean
needs_agreement (const OsrAttempt *a, OsrReportSort sort)
{
  return osr_regulation_has_step (a->regulation, osr_report_step (sort, OSR_REPORT_AGREED));
}

gboolean
osr_standing_report_sent (const OsrAttempt *a, GError **error)
{
  OsrReportSort sort;
  OsrReportState state;

  if (!find_step (a, &sort, &state, error))
    return FALSE;
  if (needs_agreement (a, sort) && a->report->state != OSR_REPORT_AGREED &&
      a->report->state != OSR_REPORT_SENT)
    return osr_refuse (error, OSR_CORE_ERROR_AGREEMENT_NEEDED, "It must be agreed to first");
  return check_own_state (a->report->version == 0 ||
                              (a->report->state == OSR_REPORT_AGREED && a->report->sort == sort),
                          error) &&
         check_relation (a, error);
}

static gboolean
check_period (const OsrAttempt *a, GError **error)
{
  OsrZone *zone = osr_rating_zone (a->registry);
  OsrPeriod period;

  if (zone == NULL)
    return osr_refuse (error, OSR_CORE_ERROR_NOT_COVERED, "The office has no calendar");
  if (!osr_period_parse (osr_attempt_get (a, "period"), zone, &period, error))
    return FALSE;
  if (a->report->period != NULL && !g_str_equal (a->report->period, period.id))
    return osr_refuse (error, OSR_CORE_ERROR_INVALID, "The report is of another period");
  return period.end <= a->event->at ||
         osr_refuse (error, OSR_CORE_ERROR_WRONG_STATE, "The period has not ended yet");
}

static gboolean
check_channels (const OsrAttempt *a, GError **error)
{
  JsonArray *channels = osr_json_get_array (a->event->members, "channels");
  JsonArray *counts = osr_json_get_array (a->event->members, "counts");
  guint n = channels != NULL ? json_array_get_length (channels) : 0;

  if (n != (counts != NULL ? json_array_get_length (counts) : 0) || n > MAX_CHANNELS)
    return osr_refuse (error, OSR_CORE_ERROR_INVALID, "Each channel has one figure");
  for (guint i = 0; i < n; i++) {
    JsonNode *count = json_array_get_element (counts, i);

    if (!osr_has_words (osr_json_array_get_string (channels, i)) ||
        !JSON_NODE_HOLDS_VALUE (count) || json_node_get_value_type (count) != G_TYPE_INT64 ||
        json_node_get_int (count) < 0)
      return osr_refuse (error, OSR_CORE_ERROR_INVALID,
                         "A channel has a name and a figure that is not below zero");
  }
  return TRUE;
}

/* A role of a body says which body it speaks for; the others speak for the office. */
static gboolean
check_body (const OsrAttempt *a, GError **error)
{
  const char *body = osr_attempt_get (a, "body");

  if (a->report->version > 0)
    return TRUE;
  if (osr_attempt_acts_for_office (a) ? body == NULL : osr_attempt_acts_for (a, body))
    return TRUE;
  return osr_refuse (error, OSR_CORE_ERROR_OTHER_BODY, "Not for this body");
}

gboolean
osr_check_report_offered (const OsrAttempt *a, GError **error)
{
  return check_period (a, error) && check_body (a, error) && check_channels (a, error) &&
         osr_check_words (a, error);
}

/* The newest text, and no other, is what was read. */
gboolean
osr_check_report_agreed (const OsrAttempt *a, GError **error)
{
  const char *period = osr_attempt_get (a, "period");

  if (period != NULL && g_strcmp0 (period, a->report->period) != 0)
    return osr_refuse (error, OSR_CORE_ERROR_INVALID, "The report is of another period");
  return osr_attempt_get_int (a, "offer") == a->report->offer ||
         osr_refuse (error, OSR_CORE_ERROR_STALE, "Another text was offered since");
}

gboolean
osr_check_report_declined (const OsrAttempt *a, GError **error)
{
  return osr_check_report_agreed (a, error) && osr_check_reason (a, error);
}

gboolean
osr_check_report_sent (const OsrAttempt *a, GError **error)
{
  return a->report->version > 0 ? osr_check_report_agreed (a, error)
                                : osr_check_report_offered (a, error);
}

/* The office's own accounts are every body's to look after; one of a body is its own. */
gboolean
osr_standing_account (const OsrAttempt *a, GError **error)
{
  const OsrAccount *account =
      a->account != NULL ? osr_registry_find_account (a->registry, a->account->account) : NULL;

  if (account == NULL)
    return osr_refuse (error, OSR_CORE_ERROR_NO_ACCOUNT, "There is no such account");
  return account->body == NULL || osr_attempt_acts_for_office (a) ||
         osr_attempt_acts_for (a, account->body) ||
         osr_refuse (error, OSR_CORE_ERROR_OTHER_BODY, "The account is another body's");
}

static gboolean
check_moment (const OsrAttempt *a, const char *member, GError **error)
{
  return osr_event_get_int (a->event, member, a->event->at) <= a->event->at ||
         osr_refuse (error, OSR_CORE_ERROR_INVALID, "That moment is still to come");
}

gboolean
osr_check_posted (const OsrAttempt *a, GError **error)
{
  const char *name = osr_attempt_get (a, "post");
  const OsrAccountPost *post = osr_account_track_find ((OsrAccountTrack *) a->account, name);

  if (!osr_has_words (name))
    return osr_refuse (error, OSR_CORE_ERROR_INVALID, "Which post?");
  if (post != NULL && (g_str_equal (a->step, "account-posted") ? post->posted : post->published))
    return osr_refuse (error, OSR_CORE_ERROR_KNOWN, "The post is known already");
  return check_moment (a, "published_at", error);
}

gboolean
osr_check_watched (const OsrAttempt *a, GError **error)
{
  const char *name = osr_attempt_get (a, "post");
  const OsrAccountPost *post = osr_account_track_find ((OsrAccountTrack *) a->account, name);

  if (name != NULL && (post == NULL || !post->published))
    return osr_refuse (error, OSR_CORE_ERROR_INVALID, "No such post is watched");
  if (osr_attempt_get_int (a, "found") < 0)
    return osr_refuse (error, OSR_CORE_ERROR_INVALID, "How many new comments?");
  return check_moment (a, "checked_at", error);
}
