/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brings together the grammar of obscene words and the phrases of insults and threats. */
#include "core/text/osr-screening.h"

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/text/osr-obscene-spelling.h"
#include "core/text/osr-phrase-table.h"

#define GRADES   4 /* value of a phrase: kind * GRADES + grade */
#define INNOCENT 0

struct _OsrScreening {
  OsrObsceneGrammar *grammar;
  OsrPhraseTable *phrases;
  GArray *words; /* OsrObsceneWord, reused */
  GArray *hits;  /* OsrPhraseHit, reused */
};

static gboolean
add_phrases (OsrScreening *self, JsonArray *phrases, guint value, GError **error)
{
  for (guint i = 0; phrases != NULL && i < json_array_get_length (phrases); i++) {
    const char *phrase = osr_json_array_get_string (phrases, i);

    if (phrase != NULL && osr_phrase_table_add (self->phrases, phrase, value))
      continue;
    g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, "\"%s\" is no phrase",
                 phrase != NULL ? phrase : "?");
    return FALSE;
  }
  return TRUE;
}

static gboolean
add_grades (OsrScreening *self, JsonObject *grades, OsrScreeningKind kind, GError **error)
{
  static const char *const names[] = { "1", "2", "3" };

  for (guint i = 0; grades != NULL && i < G_N_ELEMENTS (names); i++) {
    if (!add_phrases (self, osr_json_get_array (grades, names[i]), kind * GRADES + i + 1, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
osr_screening_add (OsrScreening *self, JsonObject *document, GError **error)
{
  return add_grades (self, osr_json_get_object (document, "obscene"), OSR_SCREENING_OBSCENE,
                     error) &&
         add_grades (self, osr_json_get_object (document, "insults"), OSR_SCREENING_INSULT,
                     error) &&
         add_grades (self, osr_json_get_object (document, "threats"), OSR_SCREENING_THREAT,
                     error) &&
         add_phrases (self, osr_json_get_array (document, "innocent"), INNOCENT, error);
}

OsrScreening *
osr_screening_new (JsonObject *obscene, JsonObject *people, GError **error)
{
  g_autoptr (OsrScreening) self = g_new0 (OsrScreening, 1);

  self->phrases = osr_phrase_table_new ();
  self->words = g_array_new (FALSE, FALSE, sizeof (OsrObsceneWord));
  self->hits = g_array_new (FALSE, FALSE, sizeof (OsrPhraseHit));
  self->grammar = osr_obscene_grammar_new (obscene, "obscene words", error);
  if (self->grammar == NULL ||
      !add_phrases (self, osr_json_get_array (obscene, "latin"), OSR_SCREENING_OBSCENE * GRADES + 3,
                    error) ||
      !add_phrases (self, osr_json_get_array (obscene, "phrases"),
                    OSR_SCREENING_OBSCENE * GRADES + 2, error) ||
      !osr_screening_add (self, people, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
osr_screening_free (OsrScreening *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->grammar, osr_obscene_grammar_free);
  osr_phrase_table_free (self->phrases);
  g_array_unref (self->words);
  g_array_unref (self->hits);
  g_free (self);
}

static gboolean
is_innocent (OsrScreening *self, const OsrPhraseHit *hit)
{
  for (guint i = 0; i < self->hits->len; i++) {
    const OsrPhraseHit *other = &g_array_index (self->hits, OsrPhraseHit, i);

    if (other->value == INNOCENT && other->first <= hit->first && other->last >= hit->last)
      return TRUE;
  }
  return FALSE;
}

/* Each place once: of findings of one kind that lie over one another the gravest stays. */
static void
add_finding (GArray *findings, const OsrScreeningFinding *finding)
{
  for (guint i = 0; i < findings->len; i++) {
    OsrScreeningFinding *other = &g_array_index (findings, OsrScreeningFinding, i);

    if (other->kind != finding->kind || other->end <= finding->start ||
        other->start >= finding->end)
      continue;
    other->grade = MAX (other->grade, finding->grade);
    other->start = MIN (other->start, finding->start);
    other->end = MAX (other->end, finding->end);
    return;
  }
  if (findings->len < OSR_SCREENING_MAX_FINDINGS)
    g_array_append_val (findings, *finding);
}

static int
compare_findings (gconstpointer a, gconstpointer b)
{
  const OsrScreeningFinding *one = a, *other = b;

  if (one->kind != other->kind)
    return one->kind < other->kind ? -1 : 1;
  return one->start < other->start ? -1 : one->start > other->start;
}

void
osr_screening_find (OsrScreening *self, OsrTextTokens *tokens, const char *text, gsize length,
                    GArray *findings)
{
  g_array_set_size (findings, 0);
  g_array_set_size (self->words, 0);
  g_array_set_size (self->hits, 0);
  osr_obscene_spelling_find (self->grammar, tokens, text, length, self->words);
  osr_phrase_table_find (self->phrases, tokens, self->hits);
  for (guint i = 0; i < self->words->len && findings->len < OSR_SCREENING_MAX_FINDINGS; i++) {
    const OsrObsceneWord *word = &g_array_index (self->words, OsrObsceneWord, i);
    OsrScreeningFinding finding = { OSR_SCREENING_OBSCENE, word->grade, word->start, word->end };

    add_finding (findings, &finding);
  }
  for (guint i = 0; i < self->hits->len && i < OSR_SCREENING_MAX_FINDINGS * GRADES; i++) {
    const OsrPhraseHit *hit = &g_array_index (self->hits, OsrPhraseHit, i);
    OsrScreeningFinding finding = { hit->value / GRADES, hit->value % GRADES,
                                    osr_text_tokens_get (tokens, hit->first)->start,
                                    osr_text_tokens_get (tokens, hit->last)->end };

    if (hit->value != INNOCENT && !is_innocent (self, hit))
      add_finding (findings, &finding);
  }
  g_array_sort (findings, compare_findings);
}
