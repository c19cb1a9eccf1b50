/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the folds of a case share: one small function an event type, which says whether the process
 * foresees the event where it stands. */
#pragma once

#include "core/osr-case.h"

typedef gboolean (*OsrCaseFold) (OsrCase *self, OsrEvent *event);

/* Puts a copy of @text where another stood; @text may be the one that stands there. */
void osr_case_set_text (char **place, const char *text);

/* The version that @event has, or takes when it is only pending. */
gint64 osr_case_version_of (OsrCase *self, OsrEvent *event);

/* (nullable): as osr_case_find_body(), to be changed. */
OsrCaseBody *osr_case_find_own_body (OsrCase *self, const char *body);

/* Adds @body at the end, or moves it there when it had been returned or asked only. */
OsrCaseBody *osr_case_put_body (OsrCase *self, const char *body);

/* Where work on a reply stands when nothing is with the curator. */
OsrCaseState osr_case_state_of_work (OsrCase *self);

/* message */
gboolean osr_case_fold_found (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_detected (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_triaged (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_dismissed (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_closed (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_reopened (OsrCase *self, OsrEvent *event);
void osr_case_media_free (OsrCaseMedia *self);
void osr_case_link_free (OsrCaseLink *self); /* nullable */
gboolean osr_case_fold_media_kept (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_message_changed (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_message_deleted (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_author_replied (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_linked (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_joined (OsrCase *self, OsrEvent *event);

/* routing */
gboolean osr_case_fold_routed (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_returned (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_assigned (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_contribution_requested (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_contributed (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_contribution_forwarded (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_drafter_named (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_sequence_allowed (OsrCase *self, OsrEvent *event);

/* drafts */
gboolean osr_case_fold_drafted (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_agreed (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_submitted (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_withdrawn (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_reworked (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_approved (OsrCase *self, OsrEvent *event);

/* publication */
gboolean osr_case_fold_intent (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_published (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_refused (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_unknown (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_look_ordered (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_challenged (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_challenge_answered (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_reply_corrected (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_checked (OsrCase *self, OsrEvent *event);

/* reports */
gboolean osr_case_fold_reported (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_acknowledged (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_deficiency_noted (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_referred (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_promised (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_noted (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_evaluated (OsrCase *self, OsrEvent *event);
gboolean osr_case_fold_success (OsrCase *self, OsrEvent *event);

/* The draft that @event names, else the newest with the curator; nullable. */
OsrCaseDraft *osr_case_draft_of (OsrCase *self, OsrEvent *event);
