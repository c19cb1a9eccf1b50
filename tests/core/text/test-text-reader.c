/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Topics, places and importance of whole messages. */
#include <string.h>

#include "osr-text-fixture.h"

#define PERCENT 80

typedef struct {
  guint messages, topics, alarms;
  guint places, found; /* named in the text, and found */
  guint wrong;         /* found where none is named */
} Score;

static gboolean
has_topic (const OsrTextReading *reading, const char *topic)
{
  for (guint i = 0; i < reading->topics->len; i++) {
    if (g_str_equal (g_array_index (reading->topics, OsrTopicScore, i).topic, topic))
      return TRUE;
  }
  return FALSE;
}

/* Lists write е where people write ё, and the other way round. */
static gboolean
is_same_place (const char *found, const char *place)
{
  g_autoptr (OsrTextTokens) one = osr_text_tokens_new (found != NULL ? found : "", -1);
  g_autoptr (OsrTextTokens) other = osr_text_tokens_new (place, -1);
  guint n = osr_text_tokens_get_count (one);

  if (n != osr_text_tokens_get_count (other))
    return FALSE;
  for (guint i = 0; i < n; i++) {
    if (!g_str_equal (osr_text_tokens_get (one, i)->word, osr_text_tokens_get (other, i)->word))
      return FALSE;
  }
  return TRUE;
}

static void
rate (OsrTextReader *reader, const char *topic, const char *place, const char *text, Score *score)
{
  const OsrTextReading *reading = osr_text_reader_read (reader, text, -1);

  score->messages++;
  score->topics += has_topic (reading, topic) ? 1 : 0;
  score->alarms += reading->findings->len > 0 ? 1 : 0;
  if (place == NULL) {
    score->wrong += reading->place.name != NULL ? 1 : 0;
    return;
  }
  score->places++;
  if (is_same_place (reading->place.name, place))
    score->found++;
  else
    g_test_message ("%s, not %s: %s", reading->place.name, place, text);
}

static void
check (const Score *score)
{
  g_test_message ("topics %u of %u, places %u of %u, wrong %u, alarms %u", score->topics,
                  score->messages, score->found, score->places, score->wrong, score->alarms);
  g_assert_cmpuint (score->topics * 100, >=, score->messages * PERCENT);
  g_assert_cmpuint (score->found * 100, >=, score->places * PERCENT);
}

static void
test_messages (void)
{
  g_autoptr (OsrTextReader) reader = text_fixture_reader_new (NULL);
  g_autoptr (GPtrArray) lines = text_fixture_load_lines ("messages.tsv");
  Score score = { 0 };

  for (guint i = 0; i < lines->len; i++) {
    g_auto (GStrv) fields = text_fixture_split (lines->pdata[i]);

    rate (reader, fields[0], g_str_equal (fields[1], "-") ? NULL : fields[1], fields[3], &score);
  }
  g_assert_cmpuint (score.messages, >=, 60);
  g_assert_cmpuint (score.alarms, ==, 0);
  check (&score);
}

/* Topics and places that no rule was made by. */
static void
test_blind (void)
{
  g_autoptr (OsrTextReader) reader = text_fixture_reader_new (NULL);
  g_autoptr (GPtrArray) lines = text_fixture_load_lines ("blind-triage.tsv");
  Score score = { 0 };

  for (guint i = 0; i < lines->len; i++) {
    g_auto (GStrv) fields = text_fixture_split (lines->pdata[i]);

    rate (reader, fields[0], g_str_equal (fields[1], "-") ? NULL : fields[1], fields[2], &score);
  }
  g_assert_cmpuint (score.messages, >=, 60);
  check (&score);
}

/* Places of the sample are often the office's knowledge; only the others are asked of the text. */
static const char *
place_in_text (char *place, const char *text)
{
  char *name = strrchr (place, '.') != NULL ? strrchr (place, '.') + 2 : place;
  g_autofree char *beginning = NULL, *lower = NULL;

  if (strchr (name, ',') != NULL)
    *strchr (name, ',') = '\0';
  if (name[0] == '\0')
    return NULL;
  beginning = g_utf8_substring (name, 0, MIN (4, g_utf8_strlen (name, -1)));
  lower = g_utf8_strdown (text, -1);
  {
    g_autofree char *start = g_utf8_strdown (beginning, -1);

    return strstr (lower, start) != NULL ? name : NULL;
  }
}

static void
test_sample (void)
{
  g_autoptr (OsrTextReader) reader = text_fixture_reader_new (NULL);
  g_autoptr (GPtrArray) lines = text_fixture_load_lines ("sample-messages.tsv");
  Score score = { 0 };

  for (guint i = 0; i < lines->len; i++) {
    g_auto (GStrv) fields = text_fixture_split (lines->pdata[i]);

    rate (reader, fields[3], place_in_text (fields[6], fields[8]), fields[8], &score);
  }
  g_assert_cmpuint (score.messages, ==, 42);
  check (&score);
}

static void
check_place (OsrTextReader *reader, const char *text, const char *place, gboolean listed)
{
  const OsrTextReading *reading = osr_text_reader_read (reader, text, -1);

  g_test_message ("%s", text);
  g_assert_cmpstr (reading->place.name, ==, place);
  if (place != NULL)
    g_assert_cmpint (reading->place.listed, ==, listed);
}

static void
test_places (void)
{
  g_autoptr (OsrTextReader) reader = text_fixture_reader_new (NULL);

  check_place (reader, "дорога в Саратове", "Саратов", TRUE);
  check_place (reader, "в г. Свободном холодно", "Свободный", TRUE);
  check_place (reader, "Свободный вход", NULL, FALSE);
  check_place (reader, "в Тункинском р-не снег", "Тункинский район", TRUE);
  check_place (reader, "жители Тункинского района ждут", "Тункинский район", TRUE);
  check_place (reader, "яма на улице Энгельса 15", NULL, FALSE);
  check_place (reader, "в селе Кривощёково нет воды", "Кривощёково", FALSE);
  check_place (reader, "в деревне Старой Ивановке", "Старая Ивановка", TRUE);
  check_place (reader, "из посёлка Дальнегорского", "Дальнегорский", FALSE);
  check_place (reader, "в с. Троекуровке свет отключили", "Троекуровка", FALSE);
  check_place (reader, "с утра нет воды", NULL, FALSE);
}

static void
test_importance (void)
{
  g_autoptr (OsrTextReader) reader = text_fixture_reader_new (NULL);
  const char *text = "На Мира прорвало трубу с кипятком";
  const OsrTextReading *reading = osr_text_reader_read (reader, text, -1);

  g_assert_true (reading->important);
  g_assert_cmpuint (reading->danger_end, >, reading->danger_start);
  g_assert_false (osr_text_reader_read (reader, "Когда откроют садик?", -1)->important);
}

/* The words that speak for a topic, and the rule by which they do. */
static void
test_grounds (void)
{
  g_autoptr (OsrTextReader) reader = text_fixture_reader_new (NULL);
  const char *text = "Мусор у контейнеров";
  const OsrTextReading *reading = osr_text_reader_read (reader, text, -1);
  const OsrTopicGround *ground = &g_array_index (reading->grounds, OsrTopicGround, 0);

  g_assert_cmpuint (reading->grounds->len, >=, 2);
  g_assert_cmpstr (ground->topic, ==, "waste");
  g_assert_cmpstr (ground->rule, ==, "мусор*");
  g_assert_cmpmem (text + ground->start, ground->end - ground->start, "Мусор", strlen ("Мусор"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/text-reader/messages", test_messages);
  g_test_add_func ("/core/text-reader/blind", test_blind);
  g_test_add_func ("/core/text-reader/sample", test_sample);
  g_test_add_func ("/core/text-reader/places", test_places);
  g_test_add_func ("/core/text-reader/importance", test_importance);
  g_test_add_func ("/core/text-reader/grounds", test_grounds);
  return g_test_run ();
}
