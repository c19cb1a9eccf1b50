/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Topics that a message suggests, and bodies ranked by them. */
#include "app/triage/osr-topic-suggestion.h"

#include "app/triage/osr-desk-survey.h"
#include "core/osr-json.h"
#include "core/text/osr-body-rank.h"

#define WORDS                                                                                      \
  "{\"groups\":[{\"id\":\"roads\",\"words\":[\"=яма\",\"дорог*\",\"асфальт*\"]},"   \
  "{\"id\":\"heat\",\"words\":[\"горяч* вод*\",\"батаре*\"]}]}"

static void
set_up (OsrRegistry *registry, const char *type, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) members = osr_json_read_object (json, -1, 0, "test", &error);
  g_autoptr (OsrEvent) event = NULL;

  g_assert_no_error (error);
  event = osr_event_new (type, 0, members, NULL);
  event->version = osr_registry_get_version (registry) + 1;
  osr_registry_apply (registry, event);
}

static OsrRegistry *
office_new (void)
{
  OsrRegistry *registry = osr_registry_new ();

  set_up (registry, "topic-set", "{\"topic\":\"other\",\"name\":\"Иное\"}");
  set_up (registry, "topic-set", "{\"topic\":\"heat\",\"name\":\"Тепло\"}");
  set_up (registry, "topic-set", "{\"topic\":\"roads\",\"name\":\"Дороги\"}");
  set_up (registry, "body-set",
          "{\"body\":\"gkh\",\"name\":\"ЖКХ\",\"short_name\":\"ЖКХ\",\"topics\":[\"heat\"]}");
  set_up (registry, "body-set",
          "{\"body\":\"road\",\"name\":\"Дороги\",\"short_name\":\"Д\",\"topics\":[\"roads\"]}");
  return registry;
}

static GPtrArray *
suggest (OsrRegistry *registry, const char *text)
{
  g_autoptr (JsonObject) document = osr_json_read_object (WORDS, -1, 0, "words", NULL);
  g_autoptr (OsrTopicWords) words = osr_topic_words_new (document, NULL);

  g_assert_nonnull (words);
  return osr_topic_suggestions_new (text, registry, words);
}

static void
test_by_words (void)
{
  g_autoptr (OsrRegistry) registry = office_new ();
  g_autoptr (GPtrArray) found = suggest (registry, "ЯМА на дороге!!! Асфальта нет.");
  const OsrTopicSuggestion *first = found->pdata[0];
  const OsrTopicSuggestion *second = found->pdata[1];

  g_assert_cmpuint (found->len, ==, 3);
  g_assert_cmpstr (first->topic->id, ==, "roads");
  g_assert_cmpuint (first->words->len, ==, 3);
  g_assert_cmpstr (first->words->pdata[0], ==, "яма");
  g_assert_cmpstr (second->topic->id, ==, "other");
  g_assert_cmpuint (second->words->len, ==, 0);
}

/* "ямал" is no "яма", and two words must stand side by side. */
static void
test_whole_words (void)
{
  g_autoptr (OsrRegistry) registry = office_new ();
  g_autoptr (GPtrArray) none = suggest (registry, "Ямал. Горячий чай и холодная вода");
  g_autoptr (GPtrArray) heat = suggest (registry, "Нет горячей воды");

  g_assert_cmpuint (((OsrTopicSuggestion *) none->pdata[0])->words->len, ==, 0);
  g_assert_cmpstr (((OsrTopicSuggestion *) heat->pdata[0])->topic->id, ==, "heat");
  g_assert_cmpstr (((OsrTopicSuggestion *) heat->pdata[0])->words->pdata[0], ==, "горячей воды");
}

static void
test_nothing (void)
{
  g_autoptr (OsrRegistry) registry = office_new ();
  g_autoptr (GPtrArray) erased = osr_topic_suggestions_new (NULL, registry, NULL);

  g_assert_cmpuint (erased->len, ==, 3);
  g_assert_cmpstr (((OsrTopicSuggestion *) erased->pdata[0])->topic->id, ==, "other");
}

static void
test_bodies (void)
{
  g_autoptr (OsrRegistry) registry = office_new ();
  g_autoptr (OsrCase) c = osr_case_new ("c");
  const char *topics[] = { "roads", NULL };
  g_autoptr (GPtrArray) ranks = osr_body_ranks_new (c, registry, topics, NULL);

  g_assert_cmpstr (((OsrBodyRank *) ranks->pdata[0])->body->id, ==, "road");
  g_assert_cmpuint (((OsrBodyRank *) ranks->pdata[0])->topics->len, ==, 1);
  g_assert_cmpstr (((OsrBodyRank *) ranks->pdata[1])->body->id, ==, "gkh");
}

/* Who gave it back stands last, whatever its field. */
static void
test_returned_last (void)
{
  g_autoptr (OsrRegistry) registry = office_new ();
  g_autoptr (OsrCase) c = osr_case_new ("c");
  g_autoptr (JsonObject) members = osr_json_read_object ("{\"body\":\"road\"}", -1, 0, "m", NULL);
  g_autoptr (OsrEvent) routed = osr_event_new ("routed", 1, members, NULL);
  g_autoptr (OsrEvent) returned = osr_event_new ("returned", 2, members, NULL);
  const char *topics[] = { "roads", NULL };
  g_autoptr (GPtrArray) ranks = NULL;

  routed->version = 1;
  returned->version = 2;
  osr_case_apply (c, routed);
  osr_case_apply (c, returned);
  ranks = osr_body_ranks_new (c, registry, topics, NULL);
  g_assert_cmpstr (((OsrBodyRank *) ranks->pdata[0])->body->id, ==, "gkh");
  g_assert_true (((OsrBodyRank *) ranks->pdata[1])->returned);
}

static void
apply (OsrCase *c, const char *type, const char *json)
{
  g_autoptr (JsonObject) members = osr_json_read_object (json, -1, 0, "m", NULL);
  g_autoptr (OsrEvent) event = osr_event_new (type, c->version + 1, members, NULL);

  event->version = c->version + 1;
  osr_case_apply (c, event);
}

/* Only what is in work counts as load; places come with the most frequent first, each once. */
static void
test_survey (void)
{
  static const char *const places[] = { "Тында", "Белогорск", "Белогорск" };
  g_autoptr (OsrDeskSurvey) survey = osr_desk_survey_new ();

  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autoptr (OsrCase) c = osr_case_new ("c");
    g_autofree char *triage = g_strdup_printf (
        "{\"topics\":[\"roads\"],\"locality\":\"%s\",\"importance\":\"normal\"}", places[i]);

    apply (c, "triaged", triage);
    apply (c, "routed", "{\"body\":\"road\"}");
    if (i == 0)
      apply (c, "returned", "{\"body\":\"road\"}");
    osr_desk_survey_add (survey, c);
  }
  osr_desk_survey_finish (survey);
  g_assert_cmpuint (osr_desk_survey_get_load (survey, "road"), ==, 2);
  g_assert_cmpuint (osr_desk_survey_get_load (survey, "gkh"), ==, 0);
  g_assert_cmpuint (survey->places->len, ==, 2);
  g_assert_cmpstr (survey->places->pdata[0], ==, "Белогорск");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/topic-suggestion/by-words", test_by_words);
  g_test_add_func ("/app/topic-suggestion/whole-words", test_whole_words);
  g_test_add_func ("/app/topic-suggestion/nothing", test_nothing);
  g_test_add_func ("/app/topic-suggestion/bodies", test_bodies);
  g_test_add_func ("/app/topic-suggestion/returned-last", test_returned_last);
  g_test_add_func ("/app/topic-suggestion/survey", test_survey);
  return g_test_run ();
}
