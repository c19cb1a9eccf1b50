/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the rules share: an attempt at a step, the rows of the one table, and the
 * questions that standings and checks are made of. */
#pragma once

#include "core/osr-error.h"
#include "core/osr-rules.h"
#include "core/record/osr-account-track.h"
#include "core/record/osr-report-track.h"

typedef struct _OsrRule OsrRule;

/* Somebody takes a step, or is only asked whether they could. */
typedef struct {
  OsrCase *self;
  OsrRegistry *registry;
  OsrRegulation *regulation; /* the case's; nullable */
  const char *person;        /* whose roles count: the absent person's where a substitute acts */
  const char *actor;         /* who acts in earnest; the same as @person unless substituted */
  const OsrRule *rule;
  const char *step; /* interned: the rule's name without its variant, as the profile has it */
  OsrEvent *event;  /* nullable: only asked */

  /* nullable: a step beside the cases; @self is an empty case then */
  const OsrReportTrack *report;
  const OsrAccountTrack *account;
} OsrAttempt;

typedef gboolean (*OsrRuleTest) (const OsrAttempt *attempt, GError **error);

/* How a rule of the profile bears on who takes a step. */
typedef enum {
  OSR_BEARING_NONE,
  OSR_BEARING_NARROWS, /* the step's roles, and among those the rule's */
  OSR_BEARING_REPLACES /* the rule's roles alone */
} OsrBearing;

struct _OsrRule {
  const char *name;     /* event type, or event type:variant */
  guint states;         /* bits of OsrCaseState */
  OsrRuleTest standing; /* relation to the case; asked for tooltips too */
  OsrRuleTest check;    /* (nullable) what must be true of the members */
  const char *rule;     /* (nullable) the rule of the profile without which there is no such step */
  const char *roles;    /* (nullable) its member that lists roles */
  OsrBearing bearing;
};

/* (nullable): the row of the table that has this name. */
const OsrRule *osr_rules_find (const char *name);

#define OSR_BIT(state) (1u << (state))

/* Sets the error and returns FALSE, so that a test can end with it. */
gboolean osr_refuse (GError **error, OsrCoreError code, const char *sentence);

/* Whether @text has anything besides white space. */
gboolean osr_has_words (const char *text);

const char *osr_attempt_get (const OsrAttempt *attempt, const char *member);  /* nullable */
const char *osr_attempt_said (const OsrAttempt *attempt, const char *member); /* of the payload */
gint64 osr_attempt_get_int (const OsrAttempt *attempt, const char *member);
gboolean osr_attempt_is_set (const OsrAttempt *attempt, const char *member);

/* (nullable): a rule of the regulation of the case. */
JsonObject *osr_attempt_get_rule (const OsrAttempt *attempt, const char *rule);

/* Whether the array @member of @rule names @value. */
gboolean osr_rule_lists (JsonObject *rule, const char *member, const char *value);

/* Whether a role of the person's takes the step: for @body, for the whole office, or at all. */
gboolean osr_attempt_acts_for (const OsrAttempt *attempt, const char *body);
gboolean osr_attempt_acts_for_office (const OsrAttempt *attempt);
gboolean osr_attempt_acts (const OsrAttempt *attempt);

/* Whether the person who acts, or for whom they act, wrote @draft. */
gboolean osr_attempt_wrote (const OsrAttempt *attempt, const OsrCaseDraft *draft);

/* The no-second-person rule whose track the case is on; nullable. */
JsonObject *osr_rules_find_track (OsrCase *self, OsrRegulation *regulation);

/* Whether somebody writes for @body: the profile lets them begin a draft or hand one in. */
gboolean osr_attempt_drafts_for (const OsrAttempt *attempt, const char *person, const char *body);

/* Standings. */
gboolean osr_standing_any (const OsrAttempt *attempt, GError **error);
gboolean osr_standing_of_case (const OsrAttempt *attempt, GError **error);
gboolean osr_standing_office (const OsrAttempt *attempt, GError **error);
gboolean osr_standing_drafter (const OsrAttempt *attempt, GError **error);

/* The message: osr-rules-message.c */
gboolean osr_standing_new (const OsrAttempt *attempt, GError **error);
gboolean osr_standing_claim (const OsrAttempt *attempt, GError **error);
gboolean osr_check_found (const OsrAttempt *attempt, GError **error);
gboolean osr_check_detected (const OsrAttempt *attempt, GError **error);
gboolean osr_check_message_there (const OsrAttempt *attempt, GError **error);
gboolean osr_check_triaged (const OsrAttempt *attempt, GError **error);
gboolean osr_check_dismissed (const OsrAttempt *attempt, GError **error);
gboolean osr_check_linked (const OsrAttempt *attempt, GError **error);
gboolean osr_check_joined (const OsrAttempt *attempt, GError **error);
gboolean osr_check_closed (const OsrAttempt *attempt, GError **error);
gboolean osr_check_reason (const OsrAttempt *attempt, GError **error);
gboolean osr_check_noted (const OsrAttempt *attempt, GError **error);
gboolean osr_check_words (const OsrAttempt *attempt, GError **error);

/* Routing: osr-rules-routing.c */
gboolean osr_standing_routed (const OsrAttempt *attempt, GError **error);
gboolean osr_standing_returned (const OsrAttempt *attempt, GError **error);
gboolean osr_standing_contributed (const OsrAttempt *attempt, GError **error);
gboolean osr_standing_forwarded (const OsrAttempt *attempt, GError **error);
gboolean osr_check_routed (const OsrAttempt *attempt, GError **error);
gboolean osr_check_returned (const OsrAttempt *attempt, GError **error);
gboolean osr_check_recalled (const OsrAttempt *attempt, GError **error);
gboolean osr_check_assigned (const OsrAttempt *attempt, GError **error);
gboolean osr_check_requested (const OsrAttempt *attempt, GError **error);
gboolean osr_check_contributed (const OsrAttempt *attempt, GError **error);
gboolean osr_check_forwarded (const OsrAttempt *attempt, GError **error);
gboolean osr_check_named (const OsrAttempt *attempt, GError **error);
gboolean osr_check_sequence (const OsrAttempt *attempt, GError **error);

/* Drafts: osr-rules-draft.c */
gboolean osr_standing_drafted (const OsrAttempt *attempt, GError **error);
gboolean osr_standing_agreed (const OsrAttempt *attempt, GError **error);
gboolean osr_standing_submitted (const OsrAttempt *attempt, GError **error);
gboolean osr_standing_alone (const OsrAttempt *attempt, GError **error);
gboolean osr_standing_correction (const OsrAttempt *attempt, GError **error);
gboolean osr_standing_withdrawn (const OsrAttempt *attempt, GError **error);
gboolean osr_standing_approved (const OsrAttempt *attempt, GError **error);
gboolean osr_check_drafted (const OsrAttempt *attempt, GError **error);
gboolean osr_check_agreed (const OsrAttempt *attempt, GError **error);
gboolean osr_check_reworked_inside (const OsrAttempt *attempt, GError **error);
gboolean osr_check_submitted (const OsrAttempt *attempt, GError **error);
gboolean osr_check_correction (const OsrAttempt *attempt, GError **error);
gboolean osr_check_reworked (const OsrAttempt *attempt, GError **error);
gboolean osr_check_approved (const OsrAttempt *attempt, GError **error);

/* A step on a draft names it: the newest one, in the state that the step needs. */
const OsrCaseDraft *osr_attempt_find_draft (const OsrAttempt *attempt, OsrDraftState state,
                                            GError **error);
gboolean osr_attempt_check_digest (const OsrAttempt *attempt, const OsrCaseDraft *draft,
                                   GError **error);

/* Publication: osr-rules-publication.c */
gboolean osr_standing_publish (const OsrAttempt *attempt, GError **error);
gboolean osr_standing_corrected (const OsrAttempt *attempt, GError **error);
gboolean osr_check_intent (const OsrAttempt *attempt, GError **error);
gboolean osr_check_fallback (const OsrAttempt *attempt, GError **error);
gboolean osr_standing_asked (const OsrAttempt *a, GError **error);
gboolean osr_standing_challenged (const OsrAttempt *a, GError **error);
gboolean osr_check_again (const OsrAttempt *a, GError **error);
gboolean osr_check_answer (const OsrAttempt *a, GError **error);
gboolean osr_check_by_hand (const OsrAttempt *attempt, GError **error);
gboolean osr_check_by_hand_fallback (const OsrAttempt *attempt, GError **error);
gboolean osr_check_corrected (const OsrAttempt *attempt, GError **error);
gboolean osr_check_checked (const OsrAttempt *attempt, GError **error);

/* Reports: osr-rules-report.c */
gboolean osr_standing_reported (const OsrAttempt *attempt, GError **error);
gboolean osr_standing_acknowledged (const OsrAttempt *attempt, GError **error);
gboolean osr_standing_referred (const OsrAttempt *attempt, GError **error);
gboolean osr_standing_offered (const OsrAttempt *attempt, GError **error);
gboolean osr_standing_success_decided (const OsrAttempt *attempt, GError **error);
gboolean osr_standing_success_published (const OsrAttempt *attempt, GError **error);
gboolean osr_check_reported (const OsrAttempt *attempt, GError **error);
gboolean osr_check_acknowledged (const OsrAttempt *attempt, GError **error);
gboolean osr_check_deficiency (const OsrAttempt *attempt, GError **error);
gboolean osr_check_promised (const OsrAttempt *attempt, GError **error);
gboolean osr_check_evaluated (const OsrAttempt *attempt, GError **error);
gboolean osr_check_link (const OsrAttempt *attempt, GError **error);

/* Beside the cases: osr-rules-record.c */
gboolean osr_standing_report_offered (const OsrAttempt *attempt, GError **error);
gboolean osr_standing_report_decided (const OsrAttempt *attempt, GError **error);
gboolean osr_standing_report_sent (const OsrAttempt *attempt, GError **error);
gboolean osr_standing_account (const OsrAttempt *attempt, GError **error);
gboolean osr_check_report_offered (const OsrAttempt *attempt, GError **error);
gboolean osr_check_report_agreed (const OsrAttempt *attempt, GError **error);
gboolean osr_check_report_declined (const OsrAttempt *attempt, GError **error);
gboolean osr_check_report_sent (const OsrAttempt *attempt, GError **error);
gboolean osr_check_posted (const OsrAttempt *attempt, GError **error);
gboolean osr_check_watched (const OsrAttempt *attempt, GError **error);

/* Refuses a step of a case, or of the other kind of stream. */
gboolean osr_rules_is_of_report (const char *step, GError **error);
gboolean osr_rules_is_of_account (const char *step, GError **error);

/* The step of a report that the person's role takes: 1, 2 …; 0 for none. */
gint64 osr_attempt_get_report_step (const OsrAttempt *attempt, const char *report);

/* (nullable): a report of the profile. */
JsonObject *osr_rules_find_report (OsrRegulation *regulation, const char *report);

/* Whether @url is an absolute address of the web. */
gboolean osr_is_web_address (const char *url);
