/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads word by word and quotes whatever it is. */
#include "store/search/osr-search-query.h"

#include <string.h>

#include "core/text/osr-text-tokens.h"

typedef struct {
  const char *name;
  const char *column;
} Field;

static const Field fields[] = {
  { "текст", "message" }, { "text", "message" },  { "ответ", "replies" }, { "reply", "replies" },
  { "заметка", "notes" }, { "note", "notes" },    { "место", "place" },   { "place", "place" },
  { "автор", "author" },  { "author", "author" }, { "номер", "number" },  { "number", "number" },
  { "тема", "topics" },   { "topic", "topics" },
};

/* The expression under way: alternatives are gathered until a word comes that is none. */
typedef struct {
  GString *all;     /* alternatives joined by AND */
  GString *either;  /* the alternatives under way */
  GString *without; /* joined by OR */
  gboolean or_next;
  gboolean not_next;
  guint words;
} Query;

/* Folded small letters; bytes that are none fall out. */
static char *
make_small (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  return g_utf8_strdown (valid, -1);
}

static gboolean
has_words (const char *text)
{
  g_autoptr (OsrTextTokens) tokens = osr_text_tokens_new (text, -1);

  return osr_text_tokens_get_count (tokens) > 0;
}

static const Field *
find_field (const char *word, const char **rest)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    gsize length = strlen (fields[i].name);

    if (strncmp (word, fields[i].name, length) == 0 && word[length] == ':' &&
        word[length + 1] != '\0') {
      *rest = word + length + 1;
      return &fields[i];
    }
  }
  *rest = word;
  return NULL;
}

static void
finish_either (Query *query)
{
  if (query->either->len == 0)
    return;
  g_string_append_printf (query->all, "%s(%s)", query->all->len > 0 ? " AND " : "",
                          query->either->str);
  g_string_truncate (query->either, 0);
}

/* @words: in small letters, without a quotation mark. @beginning: of the last word of them. */
static char *
make_term (const char *words, const Field *field, gboolean beginning)
{
  g_autofree char *term = beginning ? g_strdup_printf ("(\"%1$s\" OR \"%1$s\"*)", words)
                                    : g_strdup_printf ("\"%s\"", words);

  if (field == NULL)
    return g_steal_pointer (&term);
  return g_strdup_printf ("{%s} : %s", field->column, term);
}

static void
add_term (Query *query, const char *term)
{
  if (query->not_next) {
    g_string_append_printf (query->without, "%s%s", query->without->len > 0 ? " OR " : "", term);
  } else {
    if (!query->or_next)
      finish_either (query);
    g_string_append_printf (query->either, "%s%s", query->either->len > 0 ? " OR " : "", term);
  }
  query->or_next = query->not_next = FALSE;
  query->words++;
}

static gboolean
take_operator (Query *query, const char *word)
{
  if (g_str_equal (word, "или") || g_str_equal (word, "or") || g_str_equal (word, "|"))
    query->or_next = query->either->len > 0;
  else if (g_str_equal (word, "не") || g_str_equal (word, "not"))
    query->not_next = TRUE;
  else if (!g_str_equal (word, "и") && !g_str_equal (word, "and"))
    return FALSE;
  return TRUE;
}

/* @written: as typed, operators are known by their capital letters. */
static gboolean
is_operator (const char *written)
{
  static const char *const operators[] = { "ИЛИ", "OR", "|", "НЕ", "NOT", "И", "AND" };

  for (gsize i = 0; i < G_N_ELEMENTS (operators); i++) {
    if (g_str_equal (written, operators[i]))
      return TRUE;
  }
  return FALSE;
}

static void
take_word (Query *query, const char *written, gboolean quoted, gboolean typing)
{
  g_autofree char *small = make_small (written);
  gsize length = strlen (small);
  const char *word = small;
  gboolean beginning = typing;
  g_autofree char *term = NULL;
  const Field *field;

  if (!quoted && is_operator (written) && take_operator (query, small))
    return;
  if (!quoted && word[0] == '-' && word[1] != '\0') {
    query->not_next = TRUE;
    word++;
  }
  if (length > 1 && small[length - 1] == '*') {
    small[length - 1] = '\0';
    beginning = TRUE;
  }
  field = quoted ? NULL : find_field (word, &word);
  if (!has_words (word) || query->words >= OSR_SEARCH_MAX_WORDS) {
    query->not_next = FALSE;
    return;
  }
  term = make_term (word, field, beginning && !quoted);
  add_term (query, term);
}

static void
read_words (Query *query, char *text, gboolean typing)
{
  char *p = text;

  while (*p != '\0') {
    gboolean quoted = *p == '"';
    char *end;

    if (g_ascii_isspace (*p)) {
      p++;
      continue;
    }
    p += quoted;
    end = p + strcspn (p, quoted ? "\"" : " \t\r\n\f\v\"");
    if (end > p) {
      g_autofree char *word = g_strndup (p, (gsize) (end - p));

      take_word (query, word, quoted, typing && *end == '\0');
    }
    p = end + (quoted && *end == '"');
  }
}

char *
osr_search_query_new (const char *text, gboolean typing)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  Query query = { g_string_new (NULL), g_string_new (NULL), g_string_new (NULL) };
  char *result;

  read_words (&query, valid, typing);
  finish_either (&query);
  if (query.all->len == 0)
    result = g_strdup ("");
  else if (query.without->len > 0)
    result = g_strdup_printf ("(%s) NOT (%s)", query.all->str, query.without->str);
  else
    result = g_strdup (query.all->str);
  g_string_free (query.all, TRUE);
  g_string_free (query.either, TRUE);
  g_string_free (query.without, TRUE);
  return result;
}
