/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An office's own words are read from a table, refused with their line, and change what is understood;
 * what became of suggestions is counted by the rule. */
#include <string.h>

#include "core/osr-json.h"
#include "core/osr-registry.h"
#include "core/text/osr-lexicon.h"
#include "core/text/osr-suggestion-report.h"
#include "osr-text-fixture.h"

#define TABLE                                                                                      \
  "# наши слова\n"                                                                        \
  "topic\tсугроб*\troads:5\n"                                                                \
  "тема\tнаш автодор\troads\r\n"                                                     \
  "danger\tнаклонил* ~ дерево\n"                                                     \
  "insult\tлопух*\t2\n"                                                                       \
  "threat\tустрою =вам\t2\n"                                                              \
  "innocent\tлопухи ~ дороги\n"

static const char *const topics[] = { "roads", "waste", NULL };

static JsonObject *
parse (const char *table)
{
  g_autoptr (GError) error = NULL;
  JsonObject *document = osr_lexicon_parse (table, strlen (table), topics, "w.tsv", &error);

  g_assert_no_error (error);
  return document;
}

static void
test_table (void)
{
  g_autoptr (JsonObject) document = parse (TABLE);
  g_autofree char *text = osr_lexicon_to_text (document);
  g_autoptr (JsonObject) again = parse (text);
  g_autofree char *text_again = osr_lexicon_to_text (again);

  g_assert_cmpuint (osr_lexicon_count (document), ==, 6);
  g_assert_cmpstr (text, ==, text_again);
  g_assert_nonnull (strstr (text, "topic\tнаш автодор\troads:3\n"));
  g_assert_true (osr_lexicon_check (document, NULL));
}

/* Each fault names its line and says what to write. */
static void
test_faults (void)
{
  static const struct {
    const char *table;
    const char *said;
  } cases[] = {
    { "topic\tслово\tnowhere\n", "w.tsv:1: there is no topic \"nowhere\"; there are roads, waste" },
    { "\n# x\nsomething\tслово\n", "w.tsv:3: there is no list \"something\"" },
    { "topic\tсугроб\troads:50\n", "w.tsv:1: the weight behind" },
    { "topic\tсугроб\n", "w.tsv:1: the third column must name the topic" },
    { "insult\tслово\t7\n", "w.tsv:1: the grade of the list \"insult\" is a number from 1 to 2" },
    { "insult\tс*\n", "cannot be looked for" },
    { "insult\tтак:нельзя\n", "cannot be looked for" },
    { "insult\n", "here are 1 columns" },
    { "danger\tслово\t3\n", "has no third column" },
    { "danger\tслово\nинсульт\t\xff\n", "w.tsv:2: this is no UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    JsonObject *document =
        osr_lexicon_parse (cases[i].table, strlen (cases[i].table), topics, "w.tsv", &error);

    g_assert_null (document);
    g_test_message ("%s", error->message);
    g_assert_nonnull (strstr (error->message, cases[i].said));
  }
}

/* Documents that no table was the source of. */
static void
test_documents (void)
{
  static const char *const bad[] = { "{\"groups\":[{\"id\":\"roads\"}]}",
                                     "{\"groups\":[{\"words\":[\"яма:3\"]}]}",
                                     "{\"groups\":[{\"id\":\"roads\",\"words\":[\"яма\"]}]}",
                                     "{\"groups\":[{\"id\":\"roads\",\"words\":[7]}]}",
                                     "{\"insults\":{\"2\":[\"я*\"]}}" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (JsonObject) document = osr_json_read_object (bad[i], -1, 0, "document", NULL);
    g_autoptr (GError) error = NULL;

    g_assert_nonnull (document);
    g_assert_false (osr_lexicon_check (document, &error));
    g_assert_nonnull (error);
  }
}

static void
test_apply (void)
{
  g_autoptr (OsrTextReader) reader = text_fixture_reader_new (NULL);
  g_autoptr (JsonObject) document = parse (TABLE);
  g_autoptr (GError) error = NULL;
  const OsrTextReading *reading = osr_text_reader_read (reader, "Сугробы, лопухи вы", -1);

  g_assert_cmpuint (reading->findings->len, ==, 0);
  g_assert_true (osr_lexicon_apply (document, reader, &error));
  g_assert_no_error (error);
  reading = osr_text_reader_read (reader, "Сугробы, лопухи вы", -1);
  g_assert_cmpuint (reading->findings->len, ==, 1);
  g_assert_cmpstr (g_array_index (reading->topics, OsrTopicScore, 0).topic, ==, "roads");
  reading = osr_text_reader_read (reader, "Лопухи вдоль дороги", -1);
  g_assert_cmpuint (reading->findings->len, ==, 0);
  reading = osr_text_reader_read (reader, "Наклонилось старое дерево", -1);
  g_assert_true (reading->important);
  g_assert_cmpstr (reading->danger_rule, ==, "наклонил* ~ дерево");
}

static OsrEvent *
make_event (const char *type, gint64 version, const char *members, const char *payload)
{
  g_autoptr (JsonObject) object = osr_json_read_object (members, -1, 0, "members", NULL);
  g_autoptr (JsonObject) words =
      payload != NULL ? osr_json_read_object (payload, -1, 0, "payload", NULL) : NULL;
  OsrEvent *event = osr_event_new (type, version, object, words);

  event->version = event->seq = version;
  return event;
}

static OsrCase *
make_case (const char *payload, const char *triaged)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) osr_event_unref);

  g_ptr_array_add (events, make_event ("found", 1, "{\"network\":\"vk\"}", payload));
  g_ptr_array_add (events, make_event ("detected", 2, "{}", NULL));
  if (triaged != NULL)
    g_ptr_array_add (events, make_event ("triaged", 3, triaged, NULL));
  return osr_case_new_from_events ("00000000-0000-4000-8000-000000000001", events);
}

static void
count (OsrSuggestionReport *report, const char *payload, const char *triaged)
{
  g_autoptr (OsrCase) c = make_case (payload, triaged);

  osr_suggestion_report_add (report, c);
}

static const OsrSuggestionRow *
find_row (GPtrArray *rows, OsrSuggested kind, const char *rule, const char *value)
{
  for (guint i = 0; i < rows->len; i++) {
    const OsrSuggestionRow *row = rows->pdata[i];

    if (row->kind == kind && g_str_equal (row->rule, rule) && g_str_equal (row->value, value))
      return row;
  }
  return NULL;
}

static void
test_report (void)
{
  g_autoptr (OsrTextReader) reader = text_fixture_reader_new (NULL);
  g_autoptr (OsrSuggestionReport) report = osr_suggestion_report_new (reader);
  g_autoptr (GPtrArray) rows = NULL;
  const OsrSuggestionRow *row;

  count (report, "{\"text\":\"Мусор в Тынде, мусор!\"}",
         "{\"topics\":[\"waste\"],\"locality\":\"Тында\",\"importance\":\"normal\"}");
  count (report, "{\"text\":\"Мусор в Тынде\"}",
         "{\"topics\":[\"ecology\"],\"locality\":\"Зея\",\"importance\":\"high\"}");
  count (report, "{\"text\":\"Прорвало трубу с кипятком\"}",
         "{\"topics\":[\"zhkh\"],\"importance\":\"normal\"}");
  count (report, "{\"text\":\"Мусор\"}", NULL);
  count (report, NULL, "{\"topics\":[\"waste\"],\"importance\":\"normal\"}");
  g_assert_cmpuint (osr_suggestion_report_get_count (report), ==, 3);
  g_assert_cmpuint (osr_suggestion_report_get_erased (report), ==, 1);
  rows = osr_suggestion_report_list (report);
  row = find_row (rows, OSR_SUGGESTED_TOPIC, "мусор*", "waste");
  g_assert_nonnull (row);
  g_assert_cmpuint (row->offered, ==, 2);
  g_assert_cmpuint (row->kept, ==, 1);
  g_assert_cmpuint (row->corrected, ==, 1);
  row = find_row (rows, OSR_SUGGESTED_TOPIC, "", "ecology");
  g_assert_nonnull (row);
  g_assert_cmpuint (row->missed, ==, 1);
  row = find_row (rows, OSR_SUGGESTED_PLACE, "list", "Тында");
  g_assert_nonnull (row);
  g_assert_cmpuint (row->kept, ==, 1);
  g_assert_cmpuint (row->corrected, ==, 1);
  row = find_row (rows, OSR_SUGGESTED_IMPORTANCE, "", "high");
  g_assert_nonnull (row);
  g_assert_cmpuint (row->missed, ==, 1);
}

/* The last table counts whole, and stands in the office's stream. */
static void
test_registry (void)
{
  g_autoptr (OsrRegistry) registry = osr_registry_new ();
  g_autoptr (OsrEvent) first =
      make_event ("lexicon-set", 1, "{\"document\":{\"high\":[\"слово\"]}}", NULL);
  g_autoptr (OsrEvent) second = make_event ("lexicon-set", 2, "{\"document\":{}}", NULL);

  g_assert_null (osr_registry_get_lexicon (registry));
  osr_registry_apply (registry, first);
  g_assert_cmpuint (osr_lexicon_count (osr_registry_get_lexicon (registry)), ==, 1);
  osr_registry_apply (registry, second);
  g_assert_cmpuint (osr_lexicon_count (osr_registry_get_lexicon (registry)), ==, 0);
  g_assert_cmpint (osr_registry_get_lexicon_version (registry), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/lexicon/table", test_table);
  g_test_add_func ("/core/lexicon/faults", test_faults);
  g_test_add_func ("/core/lexicon/documents", test_documents);
  g_test_add_func ("/core/lexicon/apply", test_apply);
  g_test_add_func ("/core/lexicon/report", test_report);
  g_test_add_func ("/core/lexicon/registry", test_registry);
  return g_test_run ();
}
