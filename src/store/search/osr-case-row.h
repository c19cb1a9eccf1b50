/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the row of a list and the full-text index hold of a case: the one place where it is worked out,
 * for the coordinator, a workstation and the administrator's tool alike. */
#pragma once

#include "core/osr-registry.h"
#include "store/osr-cache.h"

G_BEGIN_DECLS

/* A row and the words it borrows. Clear it before the case goes. */
typedef struct {
  OsrCacheRow row;
  const char *step; /* nullable: interned id of the timer that presses */
  char *author;
  char *topics;
  char *replies;
  char *notes;
} OsrCaseRow;

/**
 * osr_case_row_init:
 * @registry: names the topics
 *
 * Everything that is the same for everybody; no limits yet.
 */
void osr_case_row_init (OsrCaseRow *self, OsrCase *c, OsrRegistry *registry);

/**
 * osr_case_row_set_limits:
 * @person: (nullable): whom the limit presses; %NULL: whoever owes the next step
 *
 * Fills in what is due, and for a person whether they must act.
 */
void osr_case_row_set_limits (OsrCaseRow *self, OsrCase *c, OsrRegistry *registry,
                              const char *person);

void osr_case_row_clear (OsrCaseRow *self);

/* (transfer full) (nullable): who wrote it, so that the same one is known again. One registered by hand
 * has a name only, which says as much as a number where it was written. */
char *osr_case_row_dup_author (OsrCase *c);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OsrCaseRow, osr_case_row_clear)

G_END_DECLS
