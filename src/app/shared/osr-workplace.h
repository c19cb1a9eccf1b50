/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The view-model of the window: which case is open, what the person may do with it, what time it is.
 * The panes bind to it and know nothing of each other. Works without a display. */
#pragma once

#include "sync/osr-replica.h"

G_BEGIN_DECLS

#define OSR_TYPE_WORKPLACE (osr_workplace_get_type ())
G_DECLARE_FINAL_TYPE (OsrWorkplace, osr_workplace, OSR, WORKPLACE, GObject)

/* Which pane stands on the right for the open case. */
typedef enum {
  OSR_SIDE_NONE,    /* nothing to do: says who has it */
  OSR_SIDE_TAKE,    /* found: take it or leave it */
  OSR_SIDE_TRIAGE,  /* topic, place, importance, body */
  OSR_SIDE_COMPOSE, /* write and submit */
  OSR_SIDE_REVIEW,  /* approve or send back */
  OSR_SIDE_PUBLISH, /* approved: publish */
  OSR_SIDE_UNSURE,  /* whether it is out nobody knows, or the network asks something */
  OSR_SIDE_STEP     /* another step is owed: its form */
} OsrSide;

/* Properties: "replica" (OsrReplica, may change with the person), "case-id" (string, nullable),
 *   "side" (int OsrSide).
 * Signals: "case-changed" ()  the open case, its deadlines or what may be done changed;
 *   "tick" ()  something that shows time must be redrawn: one timer for the whole window, armed for
 *   the next visible change (a second under ten minutes, else a minute), re-armed at least once a
 *   minute since main-loop timers sleep through suspend;
 *   "text-offered" (const char *text)  words for the draft being written;
 *   "act-failed" (const char *sentence)  translated: what happened and what to do;
 *   "act-settled" (const char *type)  the coordinator accepted it;
 *   "warned" (const OsrWarned *warned)  the limit of a case in which this person must act, open or not,
 *   runs out: once for each share of it. */

OsrWorkplace *osr_workplace_new (void);

/* @replica may be %NULL: nobody is signed in. */
void osr_workplace_set_replica (OsrWorkplace *self, OsrReplica *replica);
OsrReplica *osr_workplace_get_replica (OsrWorkplace *self);
OsrInstant osr_workplace_now (OsrWorkplace *self);

void osr_workplace_open_case (OsrWorkplace *self, const char *case_id);

/* Whether the open case is not held here and is being read at the centre. */
gboolean osr_workplace_is_visiting (OsrWorkplace *self);
const char *osr_workplace_get_case_id (OsrWorkplace *self);  /* nullable */
OsrCase *osr_workplace_get_case (OsrWorkplace *self);        /* borrowed, nullable */
GPtrArray *osr_workplace_get_deadlines (OsrWorkplace *self); /* borrowed, nullable; OsrDeadline */
const OsrDeadline *osr_workplace_get_pressing (OsrWorkplace *self); /* borrowed, nullable */
OsrSide osr_workplace_get_side (OsrWorkplace *self);
gboolean osr_workplace_may (OsrWorkplace *self, const char *step);

/* (nullable): the step that the person owes on the open case (osr_rules_next_step()). */
const char *osr_workplace_get_step (OsrWorkplace *self);

/* (nullable): whose roles count on the open case. */
const char *osr_workplace_get_person (OsrWorkplace *self);

/* (nullable): the absent person for whom the step on the open case is taken. */
const char *osr_workplace_get_absent (OsrWorkplace *self);

/* (nullable) (transfer none): the draft agreed inside the body that the person may now send to the
 * curator. */
const OsrCaseDraft *osr_workplace_get_agreed (OsrWorkplace *self);

/**
 * osr_workplace_request_tick:
 * @moment: when what the caller shows will read differently; %OSR_INSTANT_UNKNOWN asks for nothing
 *
 * Makes "tick" come at @moment at the latest. Whoever shows a countdown calls it whenever it has
 * drawn; a request holds for one tick.
 */
void osr_workplace_request_tick (OsrWorkplace *self, OsrInstant moment);

/**
 * osr_workplace_refresh:
 *
 * Emits "tick" now and arms the timer anew: the clock was set, or the window came back.
 */
void osr_workplace_refresh (OsrWorkplace *self);

/**
 * osr_workplace_set_hidden:
 * @hidden: whether the window is minimized or not shown
 *
 * While it is hidden "tick" comes only when a limit of the open case passes and "warned" when a
 * warning is due; when it comes back, "tick" comes at once.
 */
void osr_workplace_set_hidden (OsrWorkplace *self, gboolean hidden);

/**
 * osr_workplace_set_clock_speed:
 * @speed: shown seconds in a real one, at least 0; 1 unless a demonstration runs faster
 */
void osr_workplace_set_clock_speed (OsrWorkplace *self, double speed);

/**
 * osr_workplace_offer_text:
 * @text: what is to be put into the draft where its cursor stands
 *
 * Emits "text-offered"; whoever writes a reply takes it.
 */
void osr_workplace_offer_text (OsrWorkplace *self, const char *text);

/**
 * osr_workplace_act:
 * @type: event type
 * @members: (nullable) (transfer full)
 * @payload: (nullable) (transfer full)
 *
 * Acts on the open case; a refusal comes as "act-failed".
 *
 * Returns: whether it was written to the outbox
 */
gboolean osr_workplace_act (OsrWorkplace *self, const char *type, JsonObject *members,
                            JsonObject *payload);

/* Steps composed of the model's data; each returns whether it was written to the outbox. */
gboolean osr_workplace_submit (OsrWorkplace *self, const char *kind, const char *text);
gboolean osr_workplace_share (OsrWorkplace *self, const char *kind, const char *text);
gboolean osr_workplace_agree (OsrWorkplace *self);
gboolean osr_workplace_rework_inside (OsrWorkplace *self, const char *remarks);
gboolean osr_workplace_approve (OsrWorkplace *self);
gboolean osr_workplace_rework (OsrWorkplace *self, const char *remarks);

/* Whether the text lets a draft be sent back only where the demands on the format are not met. */
gboolean osr_workplace_reworks_format_only (OsrWorkplace *self);
gboolean osr_workplace_publish (OsrWorkplace *self);
gboolean osr_workplace_publish_elsewhere (OsrWorkplace *self);
gboolean osr_workplace_publish_again (OsrWorkplace *self, const char *reason);

G_END_DECLS
