/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the core's check says of a draft, as the window shows it: a line each, the place in characters,
 * the wording that one click puts in. */
#pragma once

#include "core/osr-case.h"
#include "core/osr-registry.h"

G_BEGIN_DECLS

typedef enum {
  OSR_FINDING_GOOD,   /* nothing to improve was found */
  OSR_FINDING_ADVICE, /* may go out, could be better */
  OSR_FINDING_BLOCK   /* cannot go out */
} OsrFindingWeight;

typedef struct {
  OsrFindingWeight weight;
  const char *id; /* static: the check: "empty", "length", "greeting", … or "good" */
  char *text;     /* translated: what and what to do */
  char *clause;   /* nullable: where the regulation asks for it */
  char *wording;  /* nullable: what may be put in its place as it is */
  int from; /* characters in the draft that it is about; equal to @to when about all of it, or */
  int to;   /* where the wording is to be put in */
} OsrFinding;

/**
 * osr_draft_findings_new:
 * @c: what is replied to
 * @registry: the office: regulation and limits of the networks
 * @text: the draft; any text that a person may type
 * @kind: "final", "interim" or "clarification"
 *
 * On the thread of the window.
 *
 * Returns: (element-type OsrFinding) (transfer full): never empty; what blocks stands first
 */
GPtrArray *osr_draft_findings_new (OsrCase *c, OsrRegistry *registry, const char *text,
                                   const char *kind);

/* Whether nothing in @findings blocks the draft. */
gboolean osr_draft_findings_may_go (GPtrArray *findings);

G_END_DECLS
