/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may do what now: one table that the coordinator applies when it accepts a command and the
 * workstation uses to show only what is possible. Pure. */
#pragma once

#include "core/osr-case.h"
#include "core/osr-deadline.h"
#include "core/osr-registry.h"

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
 *   account, with a link to the author), "submitted:alone" (no second person is needed)
 * @error: %OSR_CORE_ERROR with the reason why not, for a tooltip
 *
 * The same answer as osr_rules_may(), with its reason.
 */
gboolean osr_rules_explain (OsrCase *self, OsrRegistry *registry, const char *person,
                            const char *step, GError **error);

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

/* (nullable): the person in whose name @body replies, where the profile has one. */
const char *osr_rules_get_voice (OsrCase *self, OsrRegistry *registry, const char *body);

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
 *   "approved", "publish-intended", "reported", "acknowledged", "case-agreed" …; %NULL when it is with somebody else
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

/* Whether @type is an event type this program knows. */
gboolean osr_rules_knows (const char *type);

/**
 * osr_text_length:
 * Returns: the length of @text as the networks count it: in UTF-16 units, an emoji being two. Where a
 *   network counts less, a text is refused too early rather than by the network too late.
 */
gint64 osr_text_length (const char *text);

G_END_DECLS
