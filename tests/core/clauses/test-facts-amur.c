/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who takes which step by the Amur regulation, and its rules, networks, roles and style, as the
 * text has them: a slip of the pen in the profile is found here. What it says of time is in the
 * clauses. */
#include "osr-clauses.h"

static const ProfileFact facts[] = {
  { "step found", "curator, clause 6, 8" },
  { "step detected", "curator, clause 6, 8" },
  { "step triaged", "curator, clause 8" },
  { "step dismissed", "curator, clause 8, 19, reason" },
  { "step routed", "curator, clause 8" },
  { "step returned", "curator executor, clause 8, 9, reason" },
  { "step assigned", "executor organiser, clause 7" },
  { "step reassigned", "organiser, clause 7" },
  { "step substituted", "organiser, clause 7" },
  { "step contribution-requested", "curator, clause 16" },
  { "step contributed", "executor, clause 16" },
  { "step contribution-forwarded", "curator, clause 16" },
  { "step drafter-named", "curator, clause 16" },
  { "step drafted", "executor, clause 11" },
  { "step submitted", "executor, clause 11" },
  { "step withdrawn", "executor, clause 11" },
  { "step approved", "curator, clause 12" },
  { "step reworked", "curator, clause 12" },
  { "step publish-intended", "executor, clause 14" },
  { "step published-by-hand", "executor, clause 14" },
  { "step reply-corrected", "executor, clause 14" },
  { "step checked", "curator executor, clause 14" },
  { "step promised", "curator executor, clause 15, 17" },
  { "step author-replied", "curator executor, clause 11" },
  { "step linked", "curator, clause 17" },
  { "step joined", "curator, clause 17" },
  { "step reported", "curator, clause 22" },
  { "step acknowledged", "supervisor, clause 21, 22" },
  { "step deficiency-noted", "curator, clause 21" },
  { "step evaluated", "curator, clause 20" },
  { "step closed", "curator, clause 6" },
  { "step reopened", "curator, clause 17" },
  { "step noted", "curator executor supervisor, clause 3" },
  { "/rules/approval", "{'clause':'12','by':['curator'],'rework_grounds':'any'}" },
  { "/rules/co_executors", "{'clause':'16','ordered_by':['curator'],'sent_to':['curator'],'joint_"
                           "draft':'named','order':true}" },
  { "/rules/dismissal/clause", "'19'" },
  { "/rules/dismissal/grounds/harm/id", "'harm'" },
  { "/rules/dismissal/grounds/obscene/id", "'obscene'" },
  { "/rules/dismissal/grounds/threat/id", "'threat'" },
  { "/rules/repeat/clause", "'17'" },
  { "/rules/repeat/routed_by", "['curator']" },
  { "/rules/repeat/timers", "['route','answer','return','contribute','approve','rework','publish','"
                            "submit','final','submit-final','immediate-report']" },
  { "/rules/publish_from", "{'clause':'14','account':'body'}" },
  { "/rules/substitution", "{'clause':'7','grounds':['illness','leave','trip','study','other']}" },
  { "/rules/responsibility", "{'clause':'20','roles':['executor']}" },
  { "/rules/closing", "{'by':'curator'}" },
  { "/rules/accounts", "{'clause':'5','links':true}" },
  { "/rules/not_59_fz", "{'clause':'2'}" },
  { "/rules/reports/immediate-report/id", "'immediate-report'" },
  { "/rules/reports/immediate-report/clause", "'22'" },
  { "/rules/reports/deficiency-notice/id", "'deficiency-notice'" },
  { "/rules/reports/deficiency-notice/clause", "'21'" },
  { "/rules/reports/deficiency-notice/measures", "absent" },
  { "/act/date", "'2020-03-18'" },
  { "/act/number", "'111'" },
  { "/region", "'RU-AMU'" },
  { "/zone", "'Asia/Yakutsk'" },
  { "/networks", "['ok','vk','blog','microblog','video-host','forum','messenger','review-site']" },
  { "/draft_kinds", "['final','interim','clarification']" },
  { "/warnings", "{'shares':[500,200]}" },
  { "/networks_off/0/networks", "['facebook','instagram']" },
  { "/networks_off/0/clause", "'4'" },
  { "/roles/curator/reach", "'office'" },
  { "/roles/curator/clause", "'6'" },
  { "/roles/executor/reach", "'body'" },
  { "/roles/executor/clause", "'7'" },
  { "/roles/organiser/reach", "'body'" },
  { "/roles/organiser/clause", "'7'" },
  { "/roles/supervisor/reach", "'all'" },
  { "/roles/supervisor/clause", "'21, 22'" },
  { "/reply_style/to-the-point", "{'clause':'18','blocks':false}" },
  { "/reply_style/attachments", "{'clause':'18','blocks':false}" },
  { "/reply_style/repeat-says-what-was-done", "{'clause':'17','blocks':false}" },
  { "/reply_style/not-59-fz", "{'clause':'2','blocks':false}" },
  { NULL },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  clauses_add_facts ("amur", facts);
  return g_test_run ();
}
