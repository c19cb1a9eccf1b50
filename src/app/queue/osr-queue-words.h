/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a row of the queue says about a case: how much time is left, or who has it. Pure. */
#pragma once

#include "core/osr-case.h"
#include "core/osr-deadline.h"
#include "core/osr-registry.h"

G_BEGIN_DECLS

typedef struct {
  char *pill;             /* "3:12", "with the curator" */
  const char *style;      /* class of the pill: osr_time_text_class() */
  gboolean late;          /* shown by icon too */
  char *step;             /* what is to be done next, or the state */
  char *spoken;           /* pill and step as a phrase for who cannot see them */
  char *behalf;           /* nullable: "for Ivanova A. P.", an absent person */
  OsrInstant next_change; /* when it reads differently; OSR_INSTANT_UNKNOWN: not by itself */
} OsrQueueWords;

/**
 * osr_queue_words_new:
 * @person: who counts on the case: osr_replica_get_actor()
 * @deadlines: of the case
 *
 * Returns: (transfer full): the words at @now
 */
OsrQueueWords *osr_queue_words_new (OsrCase *c, GPtrArray *deadlines, OsrRegistry *registry,
                                    const char *person, OsrInstant now);
/* Says besides that the step is @absent's, for whom the person who looks acts. */
void osr_queue_words_speak_for (OsrQueueWords *words, OsrRegistry *registry, const char *absent);
void osr_queue_words_free (OsrQueueWords *words);

/* The state of a case in a word or two, translated. */
const char *osr_queue_words_state (OsrCaseState state);

/* The same by the name it has on the wire; "" for one that this program does not know. */
const char *osr_queue_words_state_of_nick (const char *nick);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrQueueWords, osr_queue_words_free)

G_END_DECLS
