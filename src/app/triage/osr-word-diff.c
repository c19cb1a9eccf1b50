/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Longest common subsequence of words. Beginning and end that are equal are set aside first; a
 * middle too large to compare counts as wholly changed. */
#include "app/triage/osr-word-diff.h"

#include <string.h>

#define MAX_CELLS (4 * 1024 * 1024)

/* Words of two texts, and what is to be compared of them. */
typedef struct {
  GPtrArray *a;
  GPtrArray *b;
  guint head; /* equal words at the beginning */
  guint n;    /* words between head and tail in a */
  guint m;    /* and in b */
  guint16 *table;
  GString *removed; /* since the last equal word */
  GString *added;
} Compare;

static void
part_free (gpointer data)
{
  g_free (((OsrDiffPart *) data)->text);
  g_free (data);
}

/* Words, each with the spaces after it; put together they are the text. */
static GPtrArray *
split (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  const char *start = text;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    const char *next = g_utf8_next_char (p);

    if (*next != '\0' &&
        (!g_unichar_isspace (g_utf8_get_char (p)) || g_unichar_isspace (g_utf8_get_char (next))))
      continue;
    g_ptr_array_add (words, g_strndup (start, (gsize) (next - start)));
    start = next;
  }
  return words;
}

static void
emit (GPtrArray *parts, OsrDiffKind kind, const char *text)
{
  OsrDiffPart *last = parts->len > 0 ? parts->pdata[parts->len - 1] : NULL;

  if (last == NULL || last->kind != kind) {
    last = g_new0 (OsrDiffPart, 1);
    last->kind = kind;
    last->text = g_strdup (text);
    g_ptr_array_add (parts, last);
    return;
  }
  {
    g_autofree char *longer = g_strconcat (last->text, text, NULL);

    g_free (last->text);
    last->text = g_steal_pointer (&longer);
  }
}

/* Cuts the spaces that both texts end with; returns them. */
static char *
cut_common_end (GString *a, GString *b)
{
  gsize n = 0;
  char *end;

  while (n < MIN (a->len, b->len) && a->str[a->len - 1 - n] == b->str[b->len - 1 - n] &&
         g_ascii_isspace (a->str[a->len - 1 - n]))
    n++;
  end = g_strdup (a->str + a->len - n);
  g_string_truncate (a, a->len - n);
  g_string_truncate (b, b->len - n);
  return end;
}

/* What was taken out stands before what was put in its place. */
static void
emit_pending (Compare *compare, GPtrArray *parts)
{
  g_autofree char *end = cut_common_end (compare->removed, compare->added);

  if (compare->removed->len > 0)
    emit (parts, OSR_DIFF_REMOVED, compare->removed->str);
  if (compare->added->len > 0)
    emit (parts, OSR_DIFF_ADDED, compare->added->str);
  if (*end != '\0')
    emit (parts, OSR_DIFF_SAME, end);
  g_string_truncate (compare->removed, 0);
  g_string_truncate (compare->added, 0);
}

static guint16 *
cell (Compare *compare, guint i, guint j)
{
  return &compare->table[(gsize) i * (compare->m + 1) + j];
}

static gboolean
equal_at (Compare *compare, guint i, guint j)
{
  return strcmp (compare->a->pdata[compare->head + i], compare->b->pdata[compare->head + j]) == 0;
}

/* Length of the longest common subsequence of the words from (i, j) on, for all i and j. */
static void
fill_table (Compare *compare)
{
  compare->table = g_new0 (guint16, (gsize) (compare->n + 1) * (compare->m + 1));
  for (guint i = compare->n; i-- > 0;)
    for (guint j = compare->m; j-- > 0;)
      *cell (compare, i, j) = equal_at (compare, i, j)
                                  ? *cell (compare, i + 1, j + 1) + 1
                                  : MAX (*cell (compare, i + 1, j), *cell (compare, i, j + 1));
}

static void
emit_middle (Compare *compare, GPtrArray *parts)
{
  guint i = 0;
  guint j = 0;
  gboolean large =
      (gsize) compare->n * compare->m > MAX_CELLS || MIN (compare->n, compare->m) >= G_MAXUINT16;

  if (!large)
    fill_table (compare);
  while (i < compare->n || j < compare->m) {
    if (!large && i < compare->n && j < compare->m && equal_at (compare, i, j)) {
      emit_pending (compare, parts);
      emit (parts, OSR_DIFF_SAME, compare->a->pdata[compare->head + i]);
      i++, j++;
    } else if (i < compare->n &&
               (large || j == compare->m || *cell (compare, i + 1, j) >= *cell (compare, i, j + 1)))
      g_string_append (compare->removed, compare->a->pdata[compare->head + i++]);
    else
      g_string_append (compare->added, compare->b->pdata[compare->head + j++]);
  }
  emit_pending (compare, parts);
  g_clear_pointer (&compare->table, g_free);
}

GPtrArray *
osr_word_diff_new (const char *before, const char *after)
{
  g_autoptr (GPtrArray) a = split (before);
  g_autoptr (GPtrArray) b = split (after);
  GPtrArray *parts = g_ptr_array_new_with_free_func (part_free);
  g_autoptr (GString) removed = g_string_new (NULL);
  g_autoptr (GString) added = g_string_new (NULL);
  Compare compare = { .a = a, .b = b, .removed = removed, .added = added };
  guint tail = 0;

  while (compare.head < MIN (a->len, b->len) &&
         strcmp (a->pdata[compare.head], b->pdata[compare.head]) == 0)
    emit (parts, OSR_DIFF_SAME, a->pdata[compare.head++]);
  while (tail < MIN (a->len, b->len) - compare.head &&
         strcmp (a->pdata[a->len - 1 - tail], b->pdata[b->len - 1 - tail]) == 0)
    tail++;
  compare.n = a->len - compare.head - tail;
  compare.m = b->len - compare.head - tail;
  emit_middle (&compare, parts);
  for (guint i = a->len - tail; i < a->len; i++)
    emit (parts, OSR_DIFF_SAME, a->pdata[i]);
  return parts;
}
