/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of one case: the fold of its events. The fold is total: it takes any sequence, and what
 * the process does not foresee is counted as an anomaly. Who may do what is in osr-rules.h. */
#pragma once

#include "core/osr-event.h"

G_BEGIN_DECLS

/* Which fold this program has: raised when events come to mean what older programs get wrong. Told to
 * the coordinator with every request. */
#define OSR_FOLD_VERSION 1

typedef enum {
  OSR_CASE_FOUND,      /* fetched by the monitoring; no clock runs */
  OSR_CASE_DETECTED,   /* taken by the curator, being triaged */
  OSR_CASE_ROUTED,     /* with a body: a draft is to be written */
  OSR_CASE_RETURNED,   /* not theirs: the curator routes again */
  OSR_CASE_SUBMITTED,  /* a draft is with the curator */
  OSR_CASE_REWORK,     /* sent back with remarks */
  OSR_CASE_APPROVED,   /* may be published */
  OSR_CASE_PUBLISHING, /* intent committed, the coordinator sends */
  OSR_CASE_UNCERTAIN,  /* outcome of sending unknown; being read back */
  OSR_CASE_INTERIM,    /* interim reply published: a final one is due */
  OSR_CASE_WAITING,    /* clarification published: waiting for the author */
  OSR_CASE_ANSWERED,
  OSR_CASE_DISMISSED,
  OSR_CASE_CLOSED
} OsrCaseState;

/* A picture that went along with the message, as the coordinator kept it. */
typedef struct {
  char *digest;     /* SHA-256 in hex: its name among the attachments */
  char *kind;       /* "photo", or "preview" of a video or document */
  char *media_type; /* "image/jpeg" */
  gint64 size;      /* bytes */
} OsrCaseMedia;

/* What the page said of itself to which the first link of the message leads. */
typedef struct {
  char *address;
  char *title;
  char *site;        /* nullable */
  char *description; /* nullable */
} OsrCaseLink;

typedef enum { OSR_MESSAGE_THERE, OSR_MESSAGE_EDITED, OSR_MESSAGE_DELETED } OsrMessageState;

typedef enum {
  OSR_DRAFT_SHARED, /* `drafted`: awaits agreement inside the body */
  OSR_DRAFT_AGREED, /* agreed inside the body; `submitted` may name it */
  OSR_DRAFT_SUBMITTED,
  OSR_DRAFT_WITHDRAWN,
  OSR_DRAFT_REWORK,
  OSR_DRAFT_APPROVED,
  OSR_DRAFT_PUBLISHED,
  OSR_DRAFT_VOID /* approved, then changed or refused */
} OsrDraftState;

/* A draft as it was submitted, or shared for agreement; never changed, only decided upon. */
typedef struct {
  gint64 version;   /* of its `submitted` or `drafted` event: names the draft inside the case */
  const char *kind; /* interned: final | interim | clarification */
  char *text;       /* nullable: erased */
  char *account;    /* account id it would go out from */
  char *digest;     /* osr_text_digest() */
  char *files;      /* nullable: digests of the files that go along, comma-separated in order */
  char *by;
  char *on_behalf; /* nullable: for whom a substitute wrote */
  char *body;      /* nullable: written by the curator */
  OsrInstant at;
  OsrDraftState state;
  char *remarks;             /* nullable: of the rework */
  char *decided_by;          /* nullable: who agreed, approved or sent it back */
  char *decided_on;          /* nullable: on whose behalf */
  gint64 agreed;             /* `submitted`: version of the shared draft it is; 0 for none */
  gint64 corrects;           /* version of the published draft that it is to replace; 0 for none */
  char *clause;              /* nullable: by which no second person is needed */
  char *voice;               /* nullable: the person in whose name it speaks */
  gboolean sent_back_inside; /* reworked inside the body, not by the curator */

  /* once it is out */
  char *url;               /* nullable */
  char *native_id;         /* nullable: by hand, or not out */
  OsrInstant published_at; /* the network's own time; OSR_INSTANT_UNKNOWN before */
  gint64 intent;           /* version of the `publish-intended` it went out by; 0 for none */
  gboolean by_hand;
  gboolean replaced;   /* edited since: a correction stands in its place */
  const char *checked; /* interned, nullable: "there", "edited", "gone" when last looked at */
} OsrCaseDraft;

/* Who looks at published replies, in `by`. */
#define OSR_BY_CHECKER "checker"

typedef struct {
  char *body;
  char *executor; /* nullable: named by the body */
  OsrInstant received_at;
  gboolean returned;
  gboolean contributor; /* asked for a contribution only */
  gboolean contributed;
  gint64 order;              /* place in the order set; 0: none, at once with the others */
  gint64 minutes;            /* to contribute, where fewer were given; 0: the regulation's */
  char *contribution;        /* nullable: none yet, or erased */
  OsrInstant contributed_at; /* OSR_INSTANT_UNKNOWN before */
  gboolean forwarded;        /* the curator has passed it on to whoever drafts */
  gboolean published;        /* its own reply, in a sequence */
} OsrCaseBody;

/* A report or notice about the case. */
typedef struct {
  gint64 version;     /* of its event */
  const char *report; /* interned: "immediate-report", "deficiency-notice" */
  gint64 step;        /* 1, 2 where the text has two steps */
  char *to;           /* nullable */
  char *by;
  char *acknowledged_by; /* nullable */
  OsrInstant at;
} OsrCaseReport;

/* What a reply has promised: "until 1 April". */
typedef struct {
  gint64 version;
  char *date; /* "2026-04-01" */
  char *by;
  gboolean kept; /* marked so, or taken back */
} OsrCasePromise;

/* A well-solved problem that is offered for publication. */
typedef enum {
  OSR_SUCCESS_NONE,
  OSR_SUCCESS_OFFERED,
  OSR_SUCCESS_AGREED,
  OSR_SUCCESS_DECLINED,
  OSR_SUCCESS_PUBLISHED
} OsrSuccess;

typedef struct {
  gatomicrefcount refs;
  char *id;
  gint64 version; /* of the last event folded */
  gint64 seq;
  char *number; /* nullable: the office's case number */
  OsrCaseState state;
  gboolean read_only; /* an event of a newer program: "update the program" */
  guint anomalies;

  /* the message */
  char *network;
  char *account;   /* account under which it was found */
  char *native_id; /* of the comment */
  char *owner_id;
  char *post_id;
  char *thread_id; /* nullable: root comment of its thread */
  char *permalink; /* nullable: in a place without addresses */
  char *source;    /* nullable: name of a place that is no network: a forum, a chat of a house */
  OsrInstant published_at;
  OsrInstant found_at;
  OsrInstant detected_at; /* OSR_INSTANT_UNKNOWN before */
  gint64 detected_seq;    /* place in the log of the first detection; 0 before it has one */
  char *detected_by;      /* nullable: who took it up */
  char *found_by;         /* person, where it was registered by hand; else "monitor" */
  gboolean by_hand;
  const char *track; /* interned, nullable: "own-account", a way of its own */
  char *author_id;
  char *author_name;         /* nullable: erased */
  char *text;                /* nullable: erased */
  gint64 text_whole;         /* bytes that came, where @text is only the beginning; else 0 */
  char *context;             /* nullable: the post it stands under */
  GPtrArray *media;          /* OsrCaseMedia, in the message's order; none once erased */
  gboolean media_looked_for; /* whatever was found of it */
  OsrCaseLink *link;         /* nullable: none, not asked for, or erased */
  OsrMessageState message_state;
  char *original_text; /* nullable: before the author edited it */
  const char
      *goes_by; /* static, nullable: by which text the curator decided that the reply goes since
                        * the last change: "changed", "first" */

  /* triage */
  GStrv topics;   /* never NULL */
  char *locality; /* nullable */
  gboolean important;
  gboolean significant; /* an immediate report is owed */
  gint64 limit_minutes; /* 0: the standard limit */

  GPtrArray *bodies;       /* OsrCaseBody: contributors first, then those it was routed to */
  GPtrArray *drafts;       /* OsrCaseDraft with the curator, oldest first */
  GPtrArray *shared;       /* OsrCaseDraft inside the body, oldest first */
  char *named;             /* nullable: the body named to write the joint reply */
  gboolean curator_drafts; /* the curator writes the joint reply */
  GStrv sequence;          /* nullable: bodies that answer one after another */
  gint64 joint_minutes;    /* the curator's time for the joint reply; 0 for none */
  guint transfers;         /* times it was returned or recalled */
  char *reason;            /* nullable: of the return, dismissal or closing */
  char *ground;            /* nullable: of the dismissal, as the profile calls it */

  GPtrArray *reports;  /* OsrCaseReport, oldest first */
  GPtrArray *promises; /* OsrCasePromise, oldest first */
  gboolean referred;   /* to law enforcement */
  gboolean repeat;     /* linked with an earlier case: `linked` {earlier, earlier_number} */
  char *repeats;       /* nullable: that case's id */
  char *repeats_number;
  char *matter; /* nullable: case id under which several are one matter */
  OsrSuccess success;
  char *success_url;   /* nullable */
  gint64 question;     /* version of the note that asks and was not answered yet; 0 for none */
  char *question_to;   /* nullable: the role that is asked */
  char *question_by;   /* nullable */
  gint64 quality;      /* 1–5; 0 before it was evaluated */
  gint64 satisfaction; /* of the author, 1–5; 0 when not known */

  /* publication */
  gint64 intent_version; /* 0: none open */
  char *guid;            /* nullable: of the open intent */
  char *reply_url;       /* nullable: of the last published reply */
  char *reply_native_id;
  OsrInstant replied_at; /* the network's own time */
  char *refusal;         /* nullable: why the last attempt was refused */
  const char *asked;     /* interned, nullable: why a person must tell whether the reply is out:
                          * "no-read-back", "absent", "unreadable", "ambiguous", "refused-again" */
  gint64 challenge;      /* version of the `publish-challenged` to be answered; 0 for none */
  const char *amiss;     /* interned, nullable: a published reply was found "edited" or "gone" */
  OsrCaseState resumes;  /* where a correction goes back to */
  gboolean correcting;   /* a published reply is being corrected */

  GPtrArray *events; /* OsrEvent, as folded */
} OsrCase;

/* An empty case named @id. */
OsrCase *osr_case_new (const char *id);

/**
 * osr_case_new_from_events:
 * @events: (element-type OsrEvent): in order
 */
OsrCase *osr_case_new_from_events (const char *id, GPtrArray *events);
OsrCase *osr_case_ref (OsrCase *self);
void osr_case_unref (OsrCase *self);

/* Folds one more event in; only before the case is shared. */
void osr_case_apply (OsrCase *self, OsrEvent *event);

/* The body that owes the reply now; nullable. Where the profile says who writes a joint reply, ask
 * osr_rules_get_drafter(). */
const OsrCaseBody *osr_case_get_drafter (OsrCase *self);

/* (nullable): what @body has to do with the case. */
const OsrCaseBody *osr_case_find_body (OsrCase *self, const char *body);

/* Whether others contribute to the reply: asked and not released by a return. */
gboolean osr_case_is_joint (OsrCase *self);

/* Whether @body was asked for a contribution, has not sent it, and no earlier one is awaited. */
gboolean osr_case_awaits_contribution (OsrCase *self, const char *body);

/* The newest draft shared inside the body that was not submitted since; nullable. */
const OsrCaseDraft *osr_case_get_shared (OsrCase *self);

/* (nullable): the draft of this version, submitted or shared. */
const OsrCaseDraft *osr_case_find_draft (OsrCase *self, gint64 version);

/* (nullable): the event of this version, when it is one of @type. */
OsrEvent *osr_case_find_event (OsrCase *self, gint64 version, const char *type);

/* Whether a clarification or an interim reply is out and the final one is not: what the author writes
 * under it belongs to the case. */
gboolean osr_case_awaits_more (OsrCase *self);

/* The newest report of this id and step (0: of any); nullable. */
const OsrCaseReport *osr_case_find_report (OsrCase *self, const char *report, gint64 step);

/* The promise still to be kept that falls due first; nullable. */
const OsrCasePromise *osr_case_get_promise (OsrCase *self);

/* The newest draft that is neither withdrawn nor void; nullable. */
const OsrCaseDraft *osr_case_get_draft (OsrCase *self);

/* Whether work is over: answered and closed, or dismissed. */
gboolean osr_case_is_over (OsrCase *self);

/* Name of a state in the protocol and in style classes: "found", "detected", … */
const char *osr_case_state_nick (OsrCaseState state);

/* One return or recall of a case. */
typedef struct {
  const char *body;   /* nullable: who gave it back; borrowed from the events */
  OsrInstant had_it;  /* since when; OSR_INSTANT_UNKNOWN: it never came to them */
  OsrInstant gave_it; /* when it went back */
  guint number;       /* from 1: the how manyth of the case */
} OsrTransfer;

/* Whether event @index returned or recalled the case; fills @transfer in then. */
gboolean osr_case_get_transfer (OsrCase *self, guint index, OsrTransfer *transfer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrCase, osr_case_unref)

G_END_DECLS
