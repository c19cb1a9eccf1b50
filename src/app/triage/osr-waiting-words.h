/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has a case that this person has nothing to do with now, in words. Pure. */
#pragma once

#include "core/osr-case.h"
#include "core/osr-registry.h"

G_BEGIN_DECLS

typedef struct {
  const char *icon; /* static name */
  char *title;      /* "With the curator" */
  char *sentence;   /* what happened and what happens next */
} OsrWaitingWords;

OsrWaitingWords *osr_waiting_words_new (OsrCase *c, OsrRegistry *registry);

/* Of a case that is only read at the centre; of one whose history is damaged. */
OsrWaitingWords *osr_waiting_words_new_from_centre (void);
OsrWaitingWords *osr_waiting_words_new_damaged (void);
void osr_waiting_words_free (OsrWaitingWords *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrWaitingWords, osr_waiting_words_free)

G_END_DECLS
