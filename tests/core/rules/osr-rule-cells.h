/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells of tests/data/rules: hand-written from the texts, one file a regulation, each line a clause,
 * what happened before, who asks, for which step, and the answer. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  char *profile;
  char *clause;
  guint line;
  char **before; /* words, read by rule_word_read() */
  char *person;  /* a role; with "2" or "3" at its end of another body, or a second one */
  char *step;    /* an event's type, with a variant after a colon */
  char *answer;  /* "yes", or why not */
} RuleCell;

/* "type:what#order@person" */
typedef struct {
  char *type;
  char *what;   /* nullable */
  char *order;  /* nullable */
  char *person; /* nullable */
} RuleWord;

/* (transfer full) (element-type RuleCell): all cells of a regulation; a line that cannot be read
 * fails the test. */
GPtrArray *rule_cells_load (const char *profile);
void rule_cell_free (RuleCell *cell);

/* (transfer full): "cell-LINE-PERSON-STEP" */
char *rule_cell_dup_name (const RuleCell *cell);

void rule_word_read (const char *text, RuleWord *word);
void rule_word_clear (RuleWord *word);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RuleWord, rule_word_clear)

G_END_DECLS
