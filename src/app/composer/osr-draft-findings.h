/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be said about a draft before it goes out: what blocks it, what could be better, each
 * with the remedy. Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  OSR_FINDING_GOOD,   /* nothing to improve was found */
  OSR_FINDING_ADVICE, /* may go out, could be better */
  OSR_FINDING_BLOCK   /* cannot go out */
} OsrFindingWeight;

typedef struct {
  OsrFindingWeight weight;
  const char *id; /* static: "empty", "too-long", "greeting", "vague", … */
  char *text;     /* translated: what and what to do */
  int from;       /* characters in the draft that it is about; equal to @to when about all of it */
  int to;
} OsrFinding;

/**
 * osr_draft_findings_new:
 * @text: the draft; any text that a person may type
 * @kind: "final", "interim" or "clarification"
 * @limit: longest reply of the network, in characters; 0 for none
 *
 * Returns: (element-type OsrFinding) (transfer full): never empty; what blocks stands first
 */
GPtrArray *osr_draft_findings_new (const char *text, const char *kind, gint64 limit);

/* Whether nothing in @findings blocks the draft. */
gboolean osr_draft_findings_may_go (GPtrArray *findings);

G_END_DECLS
