/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case of the walk: every step on it is a command that a person sends over HTTP, filled in as a
 * workstation would. Whether it must be accepted is the tests' to say. */
#pragma once

#include "osr-rule-cells.h"
#include "walk-office.h"

G_BEGIN_DECLS

/* A draft as the answers told of it. */
typedef struct {
  gint64 version; /* 0: none yet */
  char *digest;
  char *account;
  char *by;
} WalkDraft;

typedef struct {
  WalkOffice *office;
  char *id;
  gint64 version;
  char *link;
  char *native_id;
  const char *kind;   /* of the drafts that are written now */
  gboolean track;     /* found under a post of the own account */
  GPtrArray *parties; /* (element-type utf8): the bodies that may see it */
  WalkDraft shared;
  WalkDraft draft;
  gint64 report;
  gint64 offer; /* of a report beside the cases */
} WalkCase;

WalkCase *walk_case_new (WalkOffice *office);
void walk_case_free (WalkCase *self);

/* Sends @step, with its variant, as @person; what @word says further goes in too. */
Answer *walk_case_ask (WalkCase *self, const char *person, const char *step, const RuleWord *word);

/* Whether a person may see the case, by who has had to do with it. */
gboolean walk_case_is_seen_by (WalkCase *self, const char *person);

/* What follows is of this stream: of an account, or of a report. */
void walk_case_stand_beside (WalkCase *self, const char *stream);

/* Whether @step is of a report or an account, and not of a case. */
gboolean walk_step_is_beside (const char *step);

/* Chooses the stream that @step is of: a new report, an account, or the case as it is. */
void walk_case_take_step (WalkCase *self, const char *step);

/* What happened before: each word a command, or several, of whoever takes such a step by the text. */
void walk_case_live (WalkCase *self, char **words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WalkCase, walk_case_free)

G_END_DECLS
