/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may do what now: one table that the coordinator applies when it accepts a command and the
 * workstation uses to show only what is possible. Pure. */
#pragma once

#include "core/osr-case.h"
#include "core/osr-deadline.h"
#include "core/osr-registry.h"
#include "core/record/osr-account-track.h"
#include "core/record/osr-report-track.h"

G_BEGIN_DECLS

/* In place of an account, where the body has none on the network: the reply is placed by hand and told
 * by `published-by-hand`. */
#define OSR_ACCOUNT_BY_HAND "by-hand"

/**
 * osr_rules_check:
 * @self: the case as the person sees it (for a step on a case that exists)
 * @registry: the office
 * @person: who acts
 * @event: the event that the command would append: type, members and payload are set, `at` is the
 *   coordinator's clock and `on_behalf` whoever a substitute acts for;
 *   its `body` member names the acting body where the step is a body's
 * @error: %OSR_CORE_ERROR with the code of the refusal
 *
 * Returns: whether the step is allowed
 */
gboolean osr_rules_check (OsrCase *self, OsrRegistry *registry, const char *person, OsrEvent *event,
                          GError **error);

/**
 * osr_rules_may:
 * @step: event type, or one of its variants (below)
 *
 * Returns: whether @person could take @step on the case now, whatever its text; role, state and
 *   relation to the case only
 */
gboolean osr_rules_may (OsrCase *self, OsrRegistry *registry, const char *person, const char *step);

/**
 * osr_rules_explain:
 * @step: event type, or a variant that is a step of its own: "returned:recall" (the curator takes the
 *   case back), "reworked:internal" (sent back inside the body), "submitted:correction" (a text that
 *   replaces a published one), "publish-intended:fallback" and "published-by-hand:fallback" (from the
 *   account, with a link to the author), "publish-intended:again" (a person who was asked orders a new
 *   attempt), "publish-intended:look" (`publish-look-ordered`), "publish-intended:answer"
 *   (`challenge-answered`), "submitted:alone" (no second person is needed)
 * @error: %OSR_CORE_ERROR with the reason why not, for a tooltip
 *
 * The same answer as osr_rules_may(), with its reason.
 */
gboolean osr_rules_explain (OsrCase *self, OsrRegistry *registry, const char *person,
                            const char *step, GError **error);

/**
 * osr_rules_check_report:
 * @report: as the person sees it; an empty one for a new report
 * @event: as for osr_rules_check(); `period` names the month or quarter, `offer` the version of the
 *   text that is decided on
 *
 * The same for a step on a rating, report or summary.
 */
gboolean osr_rules_check_report (OsrReportTrack *report, OsrRegistry *registry, const char *person,
                                 OsrEvent *event, GError **error);
gboolean osr_rules_explain_report (OsrReportTrack *report, OsrRegistry *registry,
                                   const char *person, const char *step, GError **error);

/* The same for what is told of an account: `account-posted`, `post-published`, `watched`. */
gboolean osr_rules_check_account (OsrAccountTrack *account, OsrRegistry *registry,
                                  const char *person, OsrEvent *event, GError **error);
gboolean osr_rules_explain_account (OsrAccountTrack *account, OsrRegistry *registry,
                                    const char *person, const char *step, GError **error);

/**
 * osr_rules_get_drafter:
 *
 * Returns: (nullable): the body that writes the reply, as the profile has it for joint replies; %NULL
 *   when nobody has the case or the curator writes
 */
const OsrCaseBody *osr_rules_get_drafter (OsrCase *self, OsrRegistry *registry);

/* Whether @person decides now which text of a changed message is answered: `noted` {goes_by: "changed" |
 * "first"; text}. */
gboolean osr_rules_may_choose_text (OsrCase *self, OsrRegistry *registry, const char *person);

/* (nullable): the clause by which this case's reply needs no second person (`submitted` then carries
 * it as `clause`). */
const char *osr_rules_get_lone_clause (OsrCase *self, OsrRegistry *registry);

/**
 * osr_rules_list_responsible:
 *
 * Returns: (element-type utf8) (transfer full): the ids of those who answer for the truth and
 *   completeness of the reply and for its time, by the roles that the profile names, in the body that
 *   writes it; empty while nobody has the case
 */
GPtrArray *osr_rules_list_responsible (OsrCase *self, OsrRegistry *registry);

/* (nullable): the person in whose name @body replies, where the profile has one. */
const char *osr_rules_get_voice (OsrCase *self, OsrRegistry *registry, const char *body);

/* (nullable): the account from which a reply of @body goes out where it cannot stand under its
 * message: the office's in the same network, else in another, else the body's in another; %NULL where
 * the profile knows no such publication. */
const OsrAccount *osr_rules_get_fallback_account (OsrCase *self, OsrRegistry *registry,
                                                  const char *body);

/* Whether the coordinator is to close the case now (reading 18): the profile says "itself", the final
 * reply is out, and nothing is open: no promise, no receipt, no reply found amiss. */
gboolean osr_rules_closes_itself (OsrCase *self, OsrRegistry *registry);

/**
 * osr_rules_promise_due:
 *
 * Returns: the end of the day of the promise still to be kept, in the zone of the office;
 *   OSR_INSTANT_UNKNOWN when nothing was promised: an alarm, no limit of the text
 */
OsrInstant osr_rules_promise_due (OsrCase *self, OsrRegistry *registry);

/**
 * osr_rules_next_step:
 *
 * Returns: (nullable): the event type that @person must produce next on this case: "detected",
 *   "routed", "drafted", "agreed", "submitted", "contributed", "contribution-forwarded",
 *   "approved", "publish-intended", "reported", "acknowledged", "case-agreed",
 *   "noted" (a question to be answered) …; %NULL when it is with somebody else
 */
const char *osr_rules_next_step (OsrCase *self, OsrRegistry *registry, const char *person);

/**
 * osr_rules_next_deadline:
 * @deadlines: of the case
 *
 * Returns: (nullable) (transfer none): the limit that presses @person: that of their next step
 *   when the case is with them, else of whoever has it
 */
const OsrDeadline *osr_rules_next_deadline (OsrCase *self, OsrRegistry *registry,
                                            const char *person, GPtrArray *deadlines);

/* (nullable): name of the rule number @index of the table, an event type or a variant of one; %NULL
 * after the last. */
const char *osr_rules_get_name (guint index);

/* Whether @type is an event type this program knows. */
gboolean osr_rules_knows (const char *type);

/**
 * osr_text_length:
 * Returns: the length of @text as the networks count it: in UTF-16 units, an emoji being two. Where a
 *   network counts less, a text is refused too early rather than by the network too late.
 */
gint64 osr_text_length (const char *text);

G_END_DECLS
