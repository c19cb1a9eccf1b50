/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One event of a case as a sentence: what happened, the words that belong to it, who did it, and
 * whether a limit was kept by it. Pure. */
#pragma once

#include "core/osr-case.h"
#include "core/osr-deadline.h"

G_BEGIN_DECLS

typedef struct {
  char *lead;    /* "Routed" */
  char *rest;    /* nullable: ": Ministry of Housing" */
  char *verdict; /* nullable: "limit kept", "12 min late" */
  char *by;      /* nullable: name of the person */
  char *link;    /* nullable: address of a published reply */
  char *files;   /* nullable: digests of pictures that prove it, comma-separated */
  gboolean late; /* the verdict is a miss */
} OsrHistorySentence;

/**
 * osr_history_sentence_new:
 * @index: of the event in the case's events
 * @deadlines: of the case
 *
 * Returns: (transfer full): a sentence; an event of a type unknown here is named by its type
 */
OsrHistorySentence *osr_history_sentence_new (OsrCase *self, guint index, GPtrArray *deadlines,
                                              OsrRegistry *registry);
void osr_history_sentence_free (OsrHistorySentence *sentence);

/* (transfer full): the whole as one line, for assistive technology. */
char *osr_history_sentence_to_text (const OsrHistorySentence *sentence);

/* (transfer full) (nullable): family name and initials of a person, as offices write them. */
char *osr_history_person (OsrRegistry *registry, const char *id);

/* What a kind of draft is called: "final reply", "interim reply", "question to the author". */
const char *osr_history_kind (const char *kind);

/* (transfer full): short name of a body, its id when the directory does not know it. */
char *osr_history_body (OsrRegistry *registry, const char *body);

/* Why a message was left without a reply, from the nick of the reason. */
const char *osr_history_reason (const char *reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrHistorySentence, osr_history_sentence_free)

G_END_DECLS
