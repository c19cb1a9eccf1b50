/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two tables of phrases: those that are findings themselves, and those that checks lean on. */
#include "core/reply/osr-reply-words.h"

#include "core/osr-error.h"
#include "core/osr-json.h"

/* In the order of OsrReplyWord. */
static const char *const word_lists[OSR_REPLY_N_WORDS] = {
  "greetings", "misspelt", "respect",  "informing", "grounds",   "innocent",
  "off-topic", "done",     "not-done", "future",    "details",   "office",
  "flat",      "street",   "passport", "snils",     "condition", "person-phone"
};

static const char *const rule_lists[] = { "no-stock-phrases", "no-redirection", "no-officialese",
                                          "polite-address",   "informal",       "not-59-fz" };

static void
clear_rule (gpointer rule)
{
  g_free (((OsrReplyRule *) rule)->wording);
}

static gboolean
refuse (const char *list, const char *phrase, GError **error)
{
  g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
               "lexicon/reply-ru.json: %s: \"%s\" cannot be read", list,
               phrase != NULL ? phrase : "?");
  return FALSE;
}

/* Turning the familiar form into the polite one belongs to the address. */
static const char *
check_of_list (const char *list)
{
  return g_intern_string (g_str_equal (list, "informal") ? "polite-address" : list);
}

static gboolean
add_rule (OsrReplyWords *self, const char *list, JsonObject *object, GError **error)
{
  const char *phrase = object != NULL ? osr_json_get_string (object, "find") : NULL;
  const char *say = phrase != NULL ? osr_json_get_string (object, "say") : NULL;
  const char *like = phrase != NULL ? osr_json_get_string (object, "like") : NULL;
  const char *advice = phrase != NULL ? osr_json_get_string (object, "do") : NULL;
  OsrReplyRule rule = { check_of_list (list), NULL, NULL, say != NULL };

  if (phrase == NULL || (say == NULL && like == NULL && advice == NULL) ||
      !osr_phrase_table_add (self->phrases, phrase, self->rules->len))
    return refuse (list, phrase, error);
  if (advice == NULL)
    advice = g_str_equal (list, "informal") ? "informal" : say != NULL ? "plain" : "plain-turned";
  rule.reason = g_intern_string (advice);
  rule.wording = g_strdup (say != NULL ? say : like);
  g_array_append_val (self->rules, rule);
  return TRUE;
}

static gboolean
add_rules (OsrReplyWords *self, JsonObject *lists, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (rule_lists); i++) {
    JsonArray *list = osr_json_get_array (lists, rule_lists[i]);

    if (list == NULL)
      return refuse (rule_lists[i], NULL, error);
    for (guint n = 0; n < json_array_get_length (list); n++) {
      if (!add_rule (self, rule_lists[i], osr_json_array_get_object (list, n), error))
        return FALSE;
    }
  }
  return TRUE;
}

static gboolean
add_words (OsrReplyWords *self, JsonObject *lists, GError **error)
{
  for (guint i = 0; i < OSR_REPLY_N_WORDS; i++) {
    JsonArray *list = osr_json_get_array (lists, word_lists[i]);

    if (list == NULL)
      return refuse (word_lists[i], NULL, error);
    for (guint n = 0; n < json_array_get_length (list); n++) {
      const char *phrase = osr_json_array_get_string (list, n);

      if (phrase == NULL || !osr_phrase_table_add (self->words, phrase, i))
        return refuse (word_lists[i], phrase, error);
    }
  }
  return TRUE;
}

OsrReplyWords *
osr_reply_words_new (JsonObject *document, GError **error)
{
  g_autoptr (OsrReplyWords) self = g_new0 (OsrReplyWords, 1);
  JsonObject *phrases = osr_json_get_object (document, "phrases");
  JsonObject *words = osr_json_get_object (document, "words");

  self->phrases = osr_phrase_table_new ();
  self->words = osr_phrase_table_new ();
  self->rules = g_array_new (FALSE, FALSE, sizeof (OsrReplyRule));
  g_array_set_clear_func (self->rules, clear_rule);
  if (phrases == NULL || words == NULL) {
    refuse (phrases == NULL ? "phrases" : "words", NULL, error);
    return NULL;
  }
  if (!add_rules (self, phrases, error) || !add_words (self, words, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
osr_reply_words_free (OsrReplyWords *self)
{
  if (self == NULL)
    return;
  osr_phrase_table_free (self->phrases);
  osr_phrase_table_free (self->words);
  g_array_unref (self->rules);
  g_free (self);
}
