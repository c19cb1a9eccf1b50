/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the message itself says of its place and importance, in the words of the button that accepts
 * it. Nothing is chosen before a person presses it. */
#pragma once

#include "core/osr-case.h"
#include "core/osr-registry.h"

G_BEGIN_DECLS

typedef struct {
  char *place;        /* nullable: in the nominative */
  gboolean important; /* high importance is suggested */
  char *label;        /* "Чигири · high importance" */
  char *because;      /* the words of the message that say so */
} OsrTriageSuggestion;

/**
 * osr_triage_suggestion_new:
 * @place: what stands in the field now
 * @important: what is chosen now
 *
 * On the thread of the window; the lists are read at the first call.
 *
 * Returns: (nullable): what the text says more than is chosen already
 */
OsrTriageSuggestion *osr_triage_suggestion_new (OsrCase *c, OsrRegistry *registry,
                                                const char *place, gboolean important);
void osr_triage_suggestion_free (OsrTriageSuggestion *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrTriageSuggestion, osr_triage_suggestion_free)

G_END_DECLS
