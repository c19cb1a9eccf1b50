/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who takes which step by the Saratov regulation, and its rules, networks, roles and style, as the
 * text has them: a slip of the pen in the profile is found here. What it says of time is in the
 * clauses. */
#include "osr-clauses.h"

static const ProfileFact facts[] = {
  { "step found", "curator, clause 5, 7" },
  { "step detected", "curator, clause 5, 7" },
  { "step triaged", "curator, clause 7" },
  { "step dismissed", "curator, clause 7, 16, reason" },
  { "step routed", "curator, clause 7" },
  { "step returned", "curator executor, clause 7, 8, reason" },
  { "step assigned", "executor organiser, clause 6" },
  { "step reassigned", "organiser, clause 6" },
  { "step contribution-requested", "curator, clause 13" },
  { "step contributed", "executor, clause 13" },
  { "step contribution-forwarded", "curator, clause 13" },
  { "step drafted", "executor, clause 10" },
  { "step submitted", "executor, clause 10" },
  { "step withdrawn", "executor, clause 10" },
  { "step approved", "curator, clause 10" },
  { "step reworked", "curator, clause 10" },
  { "step publish-intended", "executor, clause 11" },
  { "step published-by-hand", "executor, clause 11" },
  { "step reply-corrected", "executor, clause 11" },
  { "step checked", "curator executor, clause 11" },
  { "step promised", "curator executor, clause 12, 14" },
  { "step author-replied", "curator executor, clause 10" },
  { "step linked", "curator, clause 14" },
  { "step joined", "curator, clause 14" },
  { "step reported", "curator, clause 19" },
  { "step acknowledged", "supervisor, clause 18, 19" },
  { "step deficiency-noted", "curator supervisor, clause 18" },
  { "step evaluated", "curator, clause 19" },
  { "step closed", "curator, clause 5" },
  { "step reopened", "curator, clause 14" },
  { "step noted", "curator executor official-representative supervisor, clause 2" },
  { "step summary-made", "curator, clause 19" },
  { "step account-posted", "executor, clause 4" },
  { "/rules/approval", "{'clause':'10','by':['curator'],'rework_grounds':'any'}" },
  { "/rules/co_executors", "{'clause':'13','ordered_by':['curator'],'sent_to':['curator'],'joint_"
                           "draft':'last','order':true}" },
  { "/rules/dismissal/clause", "'16'" },
  { "/rules/dismissal/grounds/harm/id", "'harm'" },
  { "/rules/dismissal/grounds/obscene/id", "'obscene'" },
  { "/rules/dismissal/grounds/threat/id", "'threat'" },
  { "/rules/repeat/clause", "'14'" },
  { "/rules/repeat/routed_by", "['curator']" },
  { "/rules/repeat/timers", "['route','answer','return','contribute','approve','rework','publish','"
                            "submit','final','immediate-report']" },
  { "/rules/reply_voice", "{'clause':'6','role':'official-representative'}" },
  { "/rules/responsibility", "{'clause':'17','roles':['executor']}" },
  { "/rules/closing", "{'by':'curator'}" },
  { "/rules/accounts", "{'clause':'4','each_body':true}" },
  { "/rules/reports/immediate-report/id", "'immediate-report'" },
  { "/rules/reports/immediate-report/clause", "'19'" },
  { "/rules/reports/deficiency-notice/id", "'deficiency-notice'" },
  { "/rules/reports/deficiency-notice/clause", "'18'" },
  { "/rules/reports/deficiency-notice/measures", "true" },
  { "/act/date", "'2020-03-24'" },
  { "/act/number", "'92'" },
  { "/region", "'RU-SAR'" },
  { "/zone", "'Europe/Saratov'" },
  { "/networks", "['ok','vk']" },
  { "/draft_kinds", "['final','interim','clarification']" },
  { "/warnings", "{'shares':[500,200]}" },
  { "/networks_off/0/networks", "['facebook','instagram']" },
  { "/networks_off/0/clause", "'3'" },
  { "/roles/curator/reach", "'office'" },
  { "/roles/curator/clause", "'5'" },
  { "/roles/executor/reach", "'body'" },
  { "/roles/executor/clause", "'6'" },
  { "/roles/official-representative/reach", "'body'" },
  { "/roles/official-representative/clause", "'6'" },
  { "/roles/organiser/reach", "'body'" },
  { "/roles/organiser/clause", "'6'" },
  { "/roles/supervisor/reach", "'all'" },
  { "/roles/supervisor/clause", "'18, 19'" },
  { "/reply_style/to-the-point", "{'clause':'15','blocks':false}" },
  { "/reply_style/attachments", "{'clause':'15','blocks':false}" },
  { "/reply_style/repeat-says-what-was-done", "{'clause':'14','blocks':false}" },
  { NULL },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  clauses_add_facts ("saratov", facts);
  return g_test_run ();
}
