/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks of a draft that need nothing but its words. The words looked for are those of the language
 * that citizens are answered in, whatever the language of the window is. */
#include "app/composer/osr-draft-findings.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/osr-rules.h"

/* How far into the text a greeting may stand: after a name. */
#define GREETING_WITHIN 60

static const char *const greetings[] = { "здравствуйте", "добрый день", "доброе утро",
                                         "добрый вечер", "доброго дня", "приветствуем",
                                         "добрый час",   "уважаем" };

/* Phrases that promise nothing; each asks for a day instead. */
static const char *const vague[] = { "в ближайшее время",       "в ближайшие дни",
                                     "в кратчайшие сроки",      "в установленные сроки",
                                     "в установленном порядке", "в рабочем порядке",
                                     "по мере возможности",     "при наличии финансирования" };

static const char *const months[] = { "январ", "феврал", "март",    "апрел",   "мая",
                                      "июн",   "июл",    "август",  "сентябр", "октябр",
                                      "ноябр", "декабр", "сегодня", "завтра" };

static void
finding_free (gpointer data)
{
  g_free (((OsrFinding *) data)->text);
  g_free (data);
}

static void
add (GPtrArray *findings, OsrFindingWeight weight, const char *id, char *text, int from, int to)
{
  OsrFinding *finding = g_new0 (OsrFinding, 1);

  finding->weight = weight;
  finding->id = id;
  finding->text = text;
  finding->from = from;
  finding->to = to;
  g_ptr_array_add (findings, finding);
}

/* Lower case character by character: offsets in characters stay those of the draft. */
static char *
lower (const char *text)
{
  GString *result = g_string_sized_new (strlen (text));

  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    gunichar c = g_unichar_tolower (g_utf8_get_char (text));

    g_string_append_unichar (result, c == 0x451 ? 0x435 : c);
  }
  return g_string_free (result, FALSE);
}

static gboolean
has_any (const char *text, const char *const *words, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (strstr (text, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
has_greeting (const char *lowered)
{
  g_autofree char *head =
      g_utf8_substring (lowered, 0, MIN (g_utf8_strlen (lowered, -1), GREETING_WITHIN));

  return has_any (head, greetings, G_N_ELEMENTS (greetings));
}

static gboolean
names_a_day (const char *lowered)
{
  gboolean digit = FALSE;

  for (const char *p = lowered; *p != '\0'; p++)
    digit = digit || g_ascii_isdigit (*p);
  if (strstr (lowered, "сегодня") != NULL || strstr (lowered, "завтра") != NULL)
    return TRUE;
  return digit && has_any (lowered, months, G_N_ELEMENTS (months));
}

static void
check_size (GPtrArray *findings, const char *text, const char *lowered, gint64 limit)
{
  gint64 length = osr_text_length (text);
  g_autofree char *stripped = g_strstrip (g_strdup (lowered));

  if (*stripped == '\0')
    add (findings, OSR_FINDING_BLOCK, "empty",
         g_strdup (_ ("Nothing is written yet: begin with the name and a greeting")), 0, 0);
  if (limit > 0 && length > limit) {
    int over = (int) MIN (length - limit, G_MAXINT);

    add (findings, OSR_FINDING_BLOCK, "too-long",
         g_strdup_printf (ngettext ("%d character over the limit of the network: shorten it",
                                    "%d characters over the limit of the network: shorten it",
                                    over),
                          over),
         (int) MIN (limit, G_MAXINT), (int) MIN (length, G_MAXINT));
  }
}

static void
check_vague (GPtrArray *findings, const char *text, const char *lowered)
{
  for (gsize i = 0; i < G_N_ELEMENTS (vague); i++) {
    const char *found = strstr (lowered, vague[i]);
    g_autofree char *words = NULL;
    int from, to;

    if (found == NULL)
      continue;
    from = (int) g_utf8_pointer_to_offset (lowered, found);
    to = from + (int) g_utf8_strlen (vague[i], -1);
    words = g_utf8_substring (text, from, to);
    add (findings, OSR_FINDING_ADVICE, "vague",
         g_strdup_printf (_ ("“%s” — name the day instead"), words), from, to);
  }
}

static void
check_kind (GPtrArray *findings, const char *lowered, const char *kind)
{
  if (g_strcmp0 (kind, "clarification") == 0) {
    if (strchr (lowered, '?') == NULL)
      add (findings, OSR_FINDING_ADVICE, "question",
           g_strdup (_ ("No question in it: say what the author should answer")), 0, 0);
    return;
  }
  if (names_a_day (lowered))
    return;
  if (g_strcmp0 (kind, "interim") == 0)
    add (findings, OSR_FINDING_ADVICE, "date",
         g_strdup (_ ("No day is named: say when the final reply will come")), 0, 0);
  else
    add (findings, OSR_FINDING_ADVICE, "date",
         g_strdup (_ ("No day is named: say what was done or will be done, and when")), 0, 0);
}

GPtrArray *
osr_draft_findings_new (const char *text, const char *kind, gint64 limit)
{
  GPtrArray *findings = g_ptr_array_new_with_free_func (finding_free);
  g_autofree char *lowered = NULL;

  g_return_val_if_fail (text != NULL && g_utf8_validate (text, -1, NULL), findings);

  lowered = lower (text);
  check_size (findings, text, lowered, limit);
  if (findings->len > 0 && g_strcmp0 (((OsrFinding *) findings->pdata[0])->id, "empty") == 0)
    return findings;
  if (!has_greeting (lowered))
    add (findings, OSR_FINDING_ADVICE, "greeting",
         g_strdup (_ ("No greeting: begin with the name and a greeting")), 0, 0);
  check_vague (findings, text, lowered);
  check_kind (findings, lowered, kind);
  if (findings->len == 0)
    add (findings, OSR_FINDING_GOOD, "good",
         g_strdup (g_strcmp0 (kind, "clarification") == 0
                       ? _ ("A greeting and a question are there")
                       : _ ("A greeting is there, a day is named")),
         0, 0);
  return findings;
}

gboolean
osr_draft_findings_may_go (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    if (((OsrFinding *) findings->pdata[i])->weight == OSR_FINDING_BLOCK)
      return FALSE;
  return TRUE;
}
