/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The derivation of a due moment in words: the clause, what it is counted from, each interval counted
 * or skipped and why, the sum, the result. The window and the tool say it with these sentences. What
 * is counted is decided in core. Pure; in the language of the process. */
#pragma once

#include "core/derivation/osr-derivation.h"

G_BEGIN_DECLS

typedef struct {
  char *when;   /* "Fri 06.03 9:58–13:00" */
  char *what;   /* "working time", "lunch", "day off: …" */
  char *amount; /* nullable: "3 h 2 min"; of a skipped row "not counted" */
  gboolean counted;
} OsrDerivationRow;

/* (element-type OsrDerivationRow) (transfer full): in the order of time. The amounts of the counted
 * rows add up to the limit to the second. */
GPtrArray *osr_derivation_text_rows (const OsrDerivation *derivation);

/* "8 h of working time, the whole limit" or "7 working days, the whole limit". (transfer full) */
char *osr_derivation_text_sum (const OsrDerivation *derivation);

/* "3 h 2 min 15 s": nothing is rounded, parts that are zero are left out. (transfer full) */
char *osr_derivation_text_amount (gint64 seconds);

/* "Limit: draft". (transfer full) */
char *osr_derivation_text_heading (const OsrDeadline *deadline);

/* "Clause 10". (transfer full) */
char *osr_derivation_text_clause (const OsrDeadline *deadline);

/* "How it is counted:" and a line with question and answer for each reading that bears on it;
 * (nullable) (transfer full) */
char *osr_derivation_text_readings (const OsrDeadline *deadline);

/* "Counted from: Routed: Ministry of Housing, Friday, 6 March, 9:24", or from which other limit it is
 * counted back. @c: the case. (transfer full) */
char *osr_derivation_text_start (const OsrDerivation *derivation, OsrCase *c,
                                 OsrRegistry *registry);

/* "Friday, 6 March, 14:24", or why there is no such moment. (transfer full) */
char *osr_derivation_text_result (const OsrDeadline *deadline, OsrRegistry *registry);

G_END_DECLS
