/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of one case: the fold of its events. The fold is total: it takes any sequence, and what
 * the process does not foresee is counted as an anomaly. Who may do what is in osr-rules.h. */
#pragma once

#include "core/osr-event.h"

G_BEGIN_DECLS

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

typedef enum { OSR_MESSAGE_THERE, OSR_MESSAGE_EDITED, OSR_MESSAGE_DELETED } OsrMessageState;

typedef enum {
  OSR_DRAFT_SUBMITTED,
  OSR_DRAFT_WITHDRAWN,
  OSR_DRAFT_REWORK,
  OSR_DRAFT_APPROVED,
  OSR_DRAFT_PUBLISHED,
  OSR_DRAFT_VOID /* approved, then changed or refused */
} OsrDraftState;

/* A draft as it was submitted; never changed, only decided upon. */
typedef struct {
  gint64 version;   /* of the `submitted` event: names the draft inside the case */
  const char *kind; /* interned: final | interim | clarification */
  char *text;       /* nullable: erased */
  char *account;    /* account id it would go out from */
  char *digest;     /* osr_text_digest() */
  char *by;
  char *body; /* nullable */
  OsrInstant at;
  OsrDraftState state;
  char *remarks;    /* nullable: of the rework */
  char *decided_by; /* nullable */
} OsrCaseDraft;

typedef struct {
  char *body;
  char *executor; /* nullable: named by the body */
  OsrInstant received_at;
  gboolean returned;
  gboolean contributor; /* asked for a contribution only */
  gboolean contributed;
} OsrCaseBody;

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
  char *permalink;
  OsrInstant published_at;
  OsrInstant found_at;
  OsrInstant detected_at; /* OSR_INSTANT_UNKNOWN before */
  gint64 detected_seq;    /* place in the log of the first detection; 0 before it has one */
  char *author_id;
  char *author_name; /* nullable: erased */
  char *text;        /* nullable: erased */
  char *context;     /* nullable: the post it stands under */
  OsrMessageState message_state;
  char *original_text; /* nullable: before the author edited it */

  /* triage */
  GStrv topics;   /* never NULL */
  char *locality; /* nullable */
  gboolean important;
  gint64 limit_minutes; /* 0: the standard limit */

  GPtrArray *bodies; /* OsrCaseBody, in order of appearance */
  GPtrArray *drafts; /* OsrCaseDraft, oldest first */
  char *reason;      /* nullable: of the return, dismissal or closing */

  /* publication */
  gint64 intent_version; /* 0: none open */
  char *guid;            /* nullable: of the open intent */
  char *reply_url;       /* nullable: of the last published reply */
  char *reply_native_id;
  OsrInstant replied_at; /* the network's own time */
  char *refusal;         /* nullable: why the last attempt was refused */

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

/* The body that owes the reply now; nullable. */
const OsrCaseBody *osr_case_get_drafter (OsrCase *self);

/* The newest draft that is neither withdrawn nor void; nullable. */
const OsrCaseDraft *osr_case_get_draft (OsrCase *self);

/* Whether work is over: answered and closed, or dismissed. */
gboolean osr_case_is_over (OsrCase *self);

/* Name of a state in the protocol and in style classes: "found", "detected", … */
const char *osr_case_state_nick (OsrCaseState state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrCase, osr_case_unref)

G_END_DECLS
