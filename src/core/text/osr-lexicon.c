/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The document has the form of the lists that the programs come with, so that they take it as it is:
 * {"groups": [{"id", "words": ["word:weight"]}], "high": [word], "obscene": {"grade": [word]},
 * "insults": {…}, "threats": {…}, "innocent": [word]}. */
#include "core/text/osr-lexicon.h"

#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "core/text/osr-phrase-table.h"

#define DEFAULT_WEIGHT 3
#define MAX_WEIGHT     9

/* What stands in the third column. */
typedef enum { THIRD_NONE, THIRD_GRADE, THIRD_TOPIC } Third;

typedef struct {
  const char *name; /* as the table has it */
  const char *russian;
  const char *member; /* of the document */
  Third third;
  guint least; /* grades */
  guint most;
} List;

static const List lists[] = {
  { "topic", "тема", "groups", THIRD_TOPIC, 0, 0 },
  { "danger", "опасность", "high", THIRD_NONE, 0, 0 },
  { "obscene", "брань", "obscene", THIRD_GRADE, 1, 3 },
  { "insult", "оскорбление", "insults", THIRD_GRADE, 1, 2 },
  { "threat", "угроза", "threats", THIRD_GRADE, 2, 3 },
  { "innocent", "безобидно", "innocent", THIRD_NONE, 0, 0 },
};

typedef struct {
  const char *where;
  guint line;
  const char *const *topics; /* nullable */
  JsonObject *document;
  guint words;
} Parser;

static gboolean G_GNUC_PRINTF (3, 4)
    refuse (Parser *parser, GError **error, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list arguments;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, "%s:%u: %s", parser->where,
               parser->line, sentence);
  return FALSE;
}

static const List *
find_list (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++) {
    if (g_str_equal (lists[i].name, name) || g_str_equal (lists[i].russian, name))
      return &lists[i];
  }
  return NULL;
}

static gboolean
is_phrase (const char *word)
{
  g_autoptr (OsrPhraseTable) trial = osr_phrase_table_new ();

  return strchr (word, ':') == NULL && strlen (word) <= 400 &&
         osr_phrase_table_add (trial, word, 0);
}

/* The list @member of @object, made when it is not there. */
static JsonArray *
ensure_array (JsonObject *object, const char *member)
{
  if (!json_object_has_member (object, member))
    json_object_set_array_member (object, member, json_array_new ());
  return json_object_get_array_member (object, member);
}

static JsonArray *
ensure_group (JsonObject *document, const char *id)
{
  JsonArray *groups = ensure_array (document, "groups");
  JsonObject *group;

  for (guint i = 0; i < json_array_get_length (groups); i++) {
    group = json_array_get_object_element (groups, i);
    if (g_strcmp0 (osr_json_get_string (group, "id"), id) == 0)
      return ensure_array (group, "words");
  }
  group = json_object_new ();
  json_object_set_string_member (group, "id", id);
  json_array_add_object_element (groups, group);
  return ensure_array (group, "words");
}

static JsonArray *
ensure_grade (JsonObject *document, const char *member, guint grade)
{
  const char name[2] = { (char) ('0' + grade), '\0' };

  if (!json_object_has_member (document, member))
    json_object_set_object_member (document, member, json_object_new ());
  return ensure_array (json_object_get_object_member (document, member), name);
}

/* "roads" or "roads:4" */
static gboolean
add_topic (Parser *parser, const char *word, const char *third, GError **error)
{
  const char *colon = strchr (third, ':');
  g_autofree char *id =
      colon != NULL ? g_strndup (third, (gsize) (colon - third)) : g_strdup (third);
  guint64 weight = DEFAULT_WEIGHT;
  g_autofree char *written = NULL;

  if (colon != NULL && !g_ascii_string_to_unsigned (colon + 1, 10, 1, MAX_WEIGHT, &weight, NULL))
    return refuse (parser, error, "the weight behind \"%.40s:\" is a number from 1 to %d", id,
                   MAX_WEIGHT);
  if (*id == '\0')
    return refuse (parser, error, "the third column must name the topic that the word speaks for");
  if (parser->topics != NULL && !g_strv_contains (parser->topics, id)) {
    g_autofree char *known = g_strjoinv (", ", (char **) parser->topics);

    return refuse (parser, error, "there is no topic \"%.40s\"; there are %s", id, known);
  }
  written = g_strdup_printf ("%s:%u", word, (guint) weight);
  json_array_add_string_element (ensure_group (parser->document, id), written);
  return TRUE;
}

static gboolean
add_graded (Parser *parser, const List *list, const char *word, const char *third, GError **error)
{
  guint64 grade = list->least;

  if (*third != '\0' &&
      !g_ascii_string_to_unsigned (third, 10, list->least, list->most, &grade, NULL))
    return refuse (parser, error, "the grade of the list \"%s\" is a number from %u to %u",
                   list->name, list->least, list->most);
  json_array_add_string_element (ensure_grade (parser->document, list->member, (guint) grade),
                                 word);
  return TRUE;
}

static gboolean
add_word (Parser *parser, const List *list, const char *word, const char *third, GError **error)
{
  if (!is_phrase (word))
    return refuse (parser, error,
                   "\"%.60s\" cannot be looked for; write words with a space between: слово for any"
                   " form, слов* for a beginning of two letters at least, =слово for this form"
                   " alone, один|два for either, ~ for up to three words in between",
                   word);
  if (list->third == THIRD_TOPIC)
    return add_topic (parser, word, third, error);
  if (list->third == THIRD_GRADE)
    return add_graded (parser, list, word, third, error);
  if (*third != '\0')
    return refuse (parser, error, "the list \"%s\" has no third column: leave it empty",
                   list->name);
  json_array_add_string_element (ensure_array (parser->document, list->member), word);
  return TRUE;
}

static gboolean
parse_line (Parser *parser, const char *line, GError **error)
{
  g_auto (GStrv) fields = g_strsplit (line, "\t", 4);
  guint n = g_strv_length (fields);
  const List *list;

  for (guint i = 0; i < n; i++)
    g_strstrip (fields[i]);
  if (n == 0 || (n == 1 && *fields[0] == '\0') || fields[0][0] == '#')
    return TRUE;
  if (n < 2 || n > 3)
    return refuse (parser, error,
                   "a line is a list, a word, and a topic or a grade, with a tab between them;"
                   " here are %u columns",
                   n);
  list = find_list (fields[0]);
  if (list == NULL)
    return refuse (parser, error,
                   "there is no list \"%.40s\"; there are topic, danger, obscene, insult, threat,"
                   " innocent",
                   fields[0]);
  if (++parser->words > OSR_LEXICON_MAX_WORDS)
    return refuse (parser, error, "there are more than %d words: leave some out",
                   OSR_LEXICON_MAX_WORDS);
  return add_word (parser, list, fields[1], n > 2 ? fields[2] : "", error);
}

JsonObject *
osr_lexicon_parse (const char *text, gsize length, const char *const *topics, const char *where,
                   GError **error)
{
  g_autoptr (JsonObject) document = json_object_new ();
  Parser parser = { where, 1, topics, document, 0 };
  const char *invalid = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *whole = NULL;

  if (length > OSR_LEXICON_MAX_BYTES) {
    refuse (&parser, error, "the file has more than %d bytes: leave words out",
            OSR_LEXICON_MAX_BYTES);
    return NULL;
  }
  if (!g_utf8_validate (text, (gssize) length, &invalid)) {
    for (const char *p = text; p < invalid; p++)
      parser.line += *p == '\n';
    refuse (&parser, error, "this is no UTF-8: save the file in that encoding");
    return NULL;
  }
  whole = g_strndup (text, length);
  lines = g_strsplit (g_str_has_prefix (whole, "\xef\xbb\xbf") ? whole + 3 : whole, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++, parser.line++) {
    if (!parse_line (&parser, lines[i], error))
      return NULL;
  }
  return g_steal_pointer (&document);
}

static void
write_words (GString *text, const List *list, JsonArray *words, const char *third)
{
  for (guint i = 0; words != NULL && i < json_array_get_length (words); i++) {
    const char *word = osr_json_array_get_string (words, i);

    if (word != NULL)
      g_string_append_printf (text, "%s\t%s%s%s\n", list->name, word, *third != '\0' ? "\t" : "",
                              third);
  }
}

static void
write_topics (GString *text, const List *list, JsonArray *groups)
{
  for (guint i = 0; groups != NULL && i < json_array_get_length (groups); i++) {
    JsonObject *group = osr_json_array_get_object (groups, i);
    JsonArray *words = osr_json_get_array (group, "words");

    for (guint k = 0; words != NULL && k < json_array_get_length (words); k++) {
      g_auto (GStrv) parts = g_strsplit (osr_json_array_get_string (words, k), ":", 2);

      g_string_append_printf (text, "%s\t%s\t%s:%s\n", list->name, parts[0],
                              osr_json_get_string (group, "id"), parts[1]);
    }
  }
}

static void
write_graded (GString *text, const List *list, JsonObject *grades)
{
  for (guint grade = list->least; grades != NULL && grade <= list->most; grade++) {
    const char name[2] = { (char) ('0' + grade), '\0' };

    write_words (text, list, osr_json_get_array (grades, name), name);
  }
}

char *
osr_lexicon_to_text (JsonObject *document)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++) {
    const List *list = &lists[i];

    if (list->third == THIRD_TOPIC)
      write_topics (text, list, osr_json_get_array (document, list->member));
    else if (list->third == THIRD_GRADE)
      write_graded (text, list, osr_json_get_object (document, list->member));
    else
      write_words (text, list, osr_json_get_array (document, list->member), "");
  }
  return g_string_free (text, FALSE);
}

static gboolean
is_well_formed (JsonObject *document)
{
  JsonArray *groups = osr_json_get_array (document, "groups");

  for (guint i = 0; groups != NULL && i < json_array_get_length (groups); i++) {
    JsonObject *group = osr_json_array_get_object (groups, i);
    JsonArray *words = group != NULL ? osr_json_get_array (group, "words") : NULL;

    if (words == NULL || osr_json_get_string (group, "id") == NULL)
      return FALSE;
    for (guint k = 0; k < json_array_get_length (words); k++) {
      const char *word = osr_json_array_get_string (words, k);

      if (word == NULL || strchr (word, ':') == NULL)
        return FALSE;
    }
  }
  return TRUE;
}

/* A document is good when it says the same as the table that it can be written as. */
gboolean
osr_lexicon_check (JsonObject *document, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) again = NULL;

  if (!is_well_formed (document)) {
    g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                         "the words of a topic are \"word:weight\"");
    return FALSE;
  }
  text = osr_lexicon_to_text (document);
  again = osr_lexicon_parse (text, strlen (text), NULL, "words", error);
  return again != NULL;
}

guint
osr_lexicon_count (JsonObject *document)
{
  g_autofree char *text = osr_lexicon_to_text (document);
  guint lines = 0;

  for (const char *p = text; *p != '\0'; p++)
    lines += *p == '\n';
  return lines;
}

gboolean
osr_lexicon_apply (JsonObject *document, OsrTextReader *reader, GError **error)
{
  return osr_lexicon_check (document, error) && osr_text_reader_add (reader, document, error);
}
