/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who takes which step by the Pervomaysky regulation, and its rules, networks, roles and style, as the
 * text has them: a slip of the pen in the profile is found here. What it says of time is in the
 * clauses. */
#include "osr-clauses.h"

static const ProfileFact facts[] = {
  { "step found", "curator, clause 5, 9" },
  { "step detected", "curator, clause 5, 9" },
  { "step triaged", "curator, clause 9" },
  { "step dismissed", "curator, clause 9, 20, reason" },
  { "step routed", "curator, clause 9" },
  { "step returned", "curator technical-executor, clause 9, 10, reason" },
  { "step assigned", "executor responsible-executor technical-executor, clause 8, 17" },
  { "step substituted", "responsible-executor, clause 7, 8" },
  { "step contribution-requested", "responsible-executor, clause 17" },
  { "step contributed", "executor, clause 17" },
  { "step drafter-named", "responsible-executor, clause 17" },
  { "step drafted", "executor responsible-executor, clause 12, 17" },
  { "step agreed", "responsible-executor, clause 12" },
  { "step submitted", "technical-executor, clause 12, 17" },
  { "step withdrawn", "technical-executor, clause 12" },
  { "step approved", "curator, clause 13" },
  { "step reworked", "curator, clause 13" },
  { "step publish-intended", "technical-executor, clause 15" },
  { "step published-by-hand", "technical-executor, clause 15" },
  { "step reply-corrected", "technical-executor, clause 15" },
  { "step checked", "curator executor technical-executor, clause 15" },
  { "step promised", "curator executor responsible-executor technical-executor, clause 16, 18" },
  { "step author-replied", "curator executor technical-executor, clause 5, 13" },
  { "step linked", "curator technical-executor, clause 18" },
  { "step joined", "curator, clause 18" },
  { "step reported", "curator responsible-executor, clause 24" },
  { "step acknowledged", "supervisor, clause 22, 24" },
  { "step deficiency-noted", "curator responsible-executor, clause 22" },
  { "step evaluated", "curator, clause 23" },
  { "step closed", "curator, clause 5" },
  { "step reopened", "curator, clause 18" },
  { "step noted", "curator executor responsible-executor technical-executor supervisor, clause 1" },
  { "step summary-made", "responsible-executor, clause 23" },
  { "/rules/approval", "{'clause':'13','by':['curator'],'rework_grounds':'format'}" },
  { "/rules/internal_approval", "{'clause':'12','by':['responsible-executor']}" },
  { "/rules/co_executors", "{'clause':'17','ordered_by':['responsible-executor'],'sent_to':['"
                           "responsible-executor'],'joint_draft':'responsible','sent_by':['"
                           "technical-executor'],'curator_sets_time':true,'order':true}" },
  { "/rules/fallback_publication", "{'clause':'15','by':['technical-executor'],'mention':true}" },
  { "/rules/dismissal/clause", "'20'" },
  { "/rules/dismissal/grounds/harm/id", "'harm'" },
  { "/rules/dismissal/grounds/obscene/id", "'obscene'" },
  { "/rules/dismissal/grounds/threat/id", "'threat'" },
  { "/rules/repeat/clause", "'18'" },
  { "/rules/repeat/routed_by", "['technical-executor']" },
  { "/rules/repeat/timers", "['answer','start-draft','contribute','approve','rework','publish','"
                            "submit','final','immediate-report']" },
  { "/rules/publish_from", "{'clause':'15','account':'same-place'}" },
  { "/rules/substitution", "{'clause':'7, 8','grounds':['acting']}" },
  { "/rules/responsibility", "{'clause':'21','roles':['responsible-executor']}" },
  { "/rules/closing", "{'by':'curator'}" },
  { "/rules/not_59_fz", "{'clause':'2'}" },
  { "/rules/reports/immediate-report/id", "'immediate-report'" },
  { "/rules/reports/immediate-report/clause", "'24'" },
  { "/rules/reports/deficiency-notice/id", "'deficiency-notice'" },
  { "/rules/reports/deficiency-notice/clause", "'22'" },
  { "/rules/reports/deficiency-notice/measures", "true" },
  { "/rules/reports/email-notice/id", "'email-notice'" },
  { "/rules/reports/email-notice/clause", "'9'" },
  { "/act/date", "'2020-08-07'" },
  { "/act/number", "'856'" },
  { "/region", "'RU-ALT'" },
  { "/zone", "'Asia/Barnaul'" },
  { "/networks", "['ok','vk','website','messenger']" },
  { "/draft_kinds", "['final','interim','clarification']" },
  { "/warnings", "{'shares':[500,200]}" },
  { "/networks_off/0/networks", "['instagram']" },
  { "/networks_off/0/clause", "'3'" },
  { "/roles/curator/reach", "'office'" },
  { "/roles/curator/clause", "'5'" },
  { "/roles/executor/reach", "'body'" },
  { "/roles/executor/clause", "'8'" },
  { "/roles/responsible-executor/reach", "'body'" },
  { "/roles/responsible-executor/clause", "'6'" },
  { "/roles/technical-executor/reach", "'body'" },
  { "/roles/technical-executor/clause", "'7'" },
  { "/roles/supervisor/reach", "'all'" },
  { "/roles/supervisor/clause", "'22–24'" },
  { "/reply_style/to-the-point", "{'clause':'19','blocks':false}" },
  { "/reply_style/attachments", "{'clause':'19','blocks':false}" },
  { "/reply_style/repeat-says-what-was-done", "{'clause':'18','blocks':false}" },
  { "/reply_style/not-59-fz", "{'clause':'2','blocks':false}" },
  { NULL },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  clauses_add_facts ("pervomaysky", facts);
  return g_test_run ();
}
