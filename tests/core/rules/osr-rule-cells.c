/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the hand-written cells; see the header. What is done with them is the tests' own. */
#include "osr-rule-cells.h"

#include <string.h>

void
rule_cell_free (RuleCell *cell)
{
  g_free (cell->profile);
  g_free (cell->clause);
  g_strfreev (cell->before);
  g_free (cell->person);
  g_free (cell->step);
  g_free (cell->answer);
  g_free (cell);
}

char *
rule_cell_dup_name (const RuleCell *cell)
{
  return g_strdup_printf ("cell-%u-%s-%s", cell->line, cell->person, cell->step);
}

/* (transfer full): the words of @text, without the empty ones between two spaces. */
static char **
split_words (const char *text)
{
  g_auto (GStrv) all = g_strsplit (text, " ", -1);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; all[i] != NULL; i++) {
    if (*all[i] != '\0')
      g_ptr_array_add (words, g_strdup (all[i]));
  }
  g_ptr_array_add (words, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&words), FALSE);
}

static RuleCell *
read_cell (const char *profile, const char *line, guint number)
{
  g_auto (GStrv) columns = g_strsplit (line, "\t", -1);
  RuleCell *cell;

  g_assert_cmpuint (g_strv_length (columns), ==, 5);
  cell = g_new0 (RuleCell, 1);
  cell->profile = g_strdup (profile);
  cell->clause = g_strdup (columns[0]);
  cell->line = number;
  cell->before = split_words (columns[1]);
  cell->person = g_strdup (columns[2]);
  cell->step = g_strdup (columns[3]);
  cell->answer = g_strdup (columns[4]);
  return cell;
}

GPtrArray *
rule_cells_load (const char *profile)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.tsv", OSR_TEST_RULES, profile);
  GPtrArray *cells = g_ptr_array_new_with_free_func ((GDestroyNotify) rule_cell_free);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    if (*lines[i] != '\0' && *lines[i] != '#')
      g_ptr_array_add (cells, read_cell (profile, lines[i], i + 1));
  }
  return cells;
}

static char *
part (const char *text, char mark)
{
  const char *at = strchr (text, mark);

  return at != NULL ? g_strndup (at + 1, strcspn (at + 1, ":#@")) : NULL;
}

void
rule_word_read (const char *text, RuleWord *word)
{
  word->type = g_strndup (text, strcspn (text, ":#@"));
  word->what = part (text, ':');
  word->order = part (text, '#');
  word->person = part (text, '@');
}

void
rule_word_clear (RuleWord *word)
{
  g_clear_pointer (&word->type, g_free);
  g_clear_pointer (&word->what, g_free);
  g_clear_pointer (&word->order, g_free);
  g_clear_pointer (&word->person, g_free);
}
