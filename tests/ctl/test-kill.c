/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several replies on their way while the coordinator is killed −9 again and again at moments that
 * nobody chose: each reply is on the wall once, and the log's chains are whole. */
#include <string.h>

#include "core/osr-chain.h"
#include "core/osr-error.h"
#include "ctl/demo/osr-ctl-demo.h"

#define N_CASES 5
#define N_KILLS 30
#define MOST_MS 300 /* that it lives */

static int kills = N_KILLS;

void
osr_ctl_run_loop (GMainLoop *loop)
{
  g_main_loop_run (loop);
}

typedef struct {
  OsrCtlDemo demo;
  char *texts[N_CASES];
  char *replies[N_CASES];
  char *cases[N_CASES];
  guint killed;
  guint notes[N_CASES];
} Story;

static void
start (Story *story)
{
  OsrDemoOptions options = OSR_DEMO_OPTIONS_INIT;
  OsrCtlAwait await = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  options.silent = TRUE;
  options.at = osr_instant_parse ("2026-03-06T10:12:00+09:00");
  osr_demo_office_start_async (&options, NULL, osr_ctl_await_done, &await);
  result = osr_ctl_await (&await);
  story->demo.office = osr_demo_office_start_finish (result, &error);
  g_assert_no_error (error);
  story->demo.session = osr_http_session_new ();
  story->demo.body = "gkh";
  story->demo.account = g_strdup ("vk-gkh");
}

static OsrCtlReader *
sign_in (Story *story, const char *role, const char *body)
{
  const OsrDemoPerson *person = osr_demo_office_find_person (story->demo.office, role, body);
  OsrCtlReader *reader = osr_ctl_reader_new (osr_demo_office_get_server (story->demo.office), NULL);
  g_autoptr (GError) error = NULL;

  osr_ctl_reader_sign_in (reader, person->login, person->password, &error);
  g_assert_no_error (error);
  osr_ctl_reader_sync (reader, 0, &error);
  g_assert_no_error (error);
  return reader;
}

static void
act (OsrCtlReader *who, const char *case_id, const char *type, JsonObject *members,
     JsonObject *payload)
{
  g_autoptr (JsonObject) owned_members = members;
  g_autoptr (JsonObject) owned_payload = payload;
  g_autoptr (GError) error = NULL;
  OsrCtlAct command = { case_id, type, members, payload };

  osr_ctl_reader_sync (who, 0, &error);
  g_assert_no_error (error);
  osr_ctl_reader_act (who, &command, &error);
  g_assert_no_error (error);
}

static JsonObject *
with (JsonObject *object, const char *member, const char *value)
{
  json_object_set_string_member (object, member, value);
  return object;
}

static void
find_cases (Story *story)
{
  guint found = 0;

  while (found < N_CASES) {
    g_autoptr (GList) ids = NULL;
    g_autoptr (GError) error = NULL;

    osr_ctl_reader_sync (story->demo.curator, 2, &error);
    g_assert_no_error (error);
    ids = osr_ctl_reader_list (story->demo.curator);
    for (GList *link = ids; link != NULL; link = link->next) {
      g_autoptr (OsrCase) one = osr_ctl_reader_load (story->demo.curator, link->data);

      for (guint i = 0; i < N_CASES; i++) {
        if (story->cases[i] == NULL && g_strcmp0 (one->text, story->texts[i]) == 0) {
          story->cases[i] = g_strdup (link->data);
          found++;
        }
      }
    }
  }
}

static JsonObject *
newest_draft (OsrCtlReader *who, const char *case_id)
{
  g_autoptr (OsrCase) one = osr_ctl_reader_load (who, case_id);
  const OsrCaseDraft *draft = osr_case_get_draft (one);
  JsonObject *members = json_object_new ();

  json_object_set_int_member (members, "draft", draft->version);
  return with (members, "digest", draft->digest);
}

static void
approve (Story *story, guint i)
{
  OsrCtlReader *curator = story->demo.curator;
  OsrCtlReader *executor = story->demo.executor;
  const char *id = story->cases[i];
  JsonObject *triage = with (json_object_new (), "importance", "normal");
  JsonArray *topics = json_array_new ();
  g_autoptr (OsrCase) one = NULL;
  g_autofree char *digest = NULL;
  JsonObject *members = NULL;
  g_autoptr (GError) error = NULL;

  json_array_add_string_element (topics, "zhkh");
  json_object_set_array_member (triage, "topics", topics);
  act (curator, id, "detected", NULL, NULL);
  act (curator, id, "triaged", triage, NULL);
  act (curator, id, "routed", with (json_object_new (), "body", "gkh"), NULL);
  osr_ctl_reader_sync (executor, 0, &error);
  g_assert_no_error (error);
  one = osr_ctl_reader_load (executor, id);
  digest = osr_text_digest ("final", story->replies[i], "vk-gkh", one->native_id, NULL);
  members = with (with (json_object_new (), "body", "gkh"), "kind", "final");
  with (with (members, "account", "vk-gkh"), "digest", digest);
  act (executor, id, "submitted", members, with (json_object_new (), "text", story->replies[i]));
  osr_ctl_reader_sync (curator, 0, &error);
  g_assert_no_error (error);
  act (curator, id, "approved", newest_draft (curator, id), NULL);
}

static void
publish (Story *story, guint i)
{
  g_autofree char *guid = g_uuid_string_random ();
  JsonObject *members = NULL;
  g_autoptr (GError) error = NULL;

  osr_ctl_reader_sync (story->demo.executor, 0, &error);
  g_assert_no_error (error);
  members = newest_draft (story->demo.executor, story->cases[i]);
  act (story->demo.executor, story->cases[i], "publish-intended",
       with (with (members, "guid", guid), "account", "vk-gkh"), NULL);
}

static gboolean
kill_now (gpointer data)
{
  Story *story = data;

  osr_demo_office_kill_coordinator (story->demo.office);
  return G_SOURCE_REMOVE;
}

static void
kill_soon (Story *story)
{
  g_timeout_add ((guint) g_test_rand_int_range (0, MOST_MS), kill_now, story);
}

static void
on_restarted (Story *story)
{
  if (++story->killed < (guint) kills)
    kill_soon (story);
}

/* Returns: whether it was taken; the publisher may have been faster, and then it was not. */
static gboolean
note (OsrCtlReader *who, const char *case_id)
{
  g_autoptr (JsonObject) payload = with (json_object_new (), "text", "Заметка");
  g_autoptr (GError) error = NULL;
  OsrCtlAct command = { case_id, "noted", NULL, payload };

  osr_ctl_reader_sync (who, 0, &error);
  g_assert_no_error (error);
  if (osr_ctl_reader_act (who, &command, &error))
    return TRUE;
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_STALE);
  return FALSE;
}

/* Steps go on for as long as it is killed. */
static void
note_on (Story *story)
{
  gint64 until = g_get_monotonic_time () + (gint64) kills * 10 * G_USEC_PER_SEC;

  for (guint i = 0; story->killed < (guint) kills; i = (i + 1) % N_CASES) {
    g_assert_cmpint (g_get_monotonic_time (), <, until);
    story->notes[i] += note (story->demo.curator, story->cases[i]);
  }
}

/* Each note that was answered is there, and once. */
static void
check_notes (Story *story)
{
  g_autoptr (GError) error = NULL;

  osr_ctl_reader_sync (story->demo.curator, 0, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_CASES; i++) {
    g_autoptr (OsrCase) one = osr_ctl_reader_load (story->demo.curator, story->cases[i]);
    guint n = 0;

    for (guint j = 0; j < one->events->len; j++)
      n += osr_event_is (one->events->pdata[j], "noted");
    g_assert_cmpuint (n, ==, story->notes[i]);
  }
}

static void
await_answers (Story *story)
{
  gint64 until = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  guint answered = 0;

  while (answered < N_CASES) {
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (g_get_monotonic_time (), <, until);
    osr_ctl_reader_sync (story->demo.executor, 1, &error);
    g_assert_no_error (error);
    answered = 0;
    for (guint i = 0; i < N_CASES; i++) {
      g_autoptr (OsrCase) one = osr_ctl_reader_load (story->demo.executor, story->cases[i]);

      g_assert_null (one->refusal);
      answered += one->state == OSR_CASE_ANSWERED;
    }
  }
}

static guint
count (const char *page, const char *text)
{
  guint n = 0;

  for (; (page = strstr (page, text)) != NULL; page += strlen (text))
    n++;
  return n;
}

static void
stop (Story *story)
{
  osr_ctl_reader_free (story->demo.curator);
  osr_ctl_reader_free (story->demo.executor);
  g_clear_object (&story->demo.session);
  osr_demo_office_stop (story->demo.office);
  g_clear_object (&story->demo.office);
  g_free (story->demo.account);
  for (guint i = 0; i < N_CASES; i++) {
    g_free (story->texts[i]);
    g_free (story->replies[i]);
    g_free (story->cases[i]);
  }
}

static void
test_any_moment (void)
{
  Story story = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *page = NULL;

  start (&story);
  story.demo.curator = sign_in (&story, "curator", NULL);
  story.demo.executor = sign_in (&story, "executor", "gkh");
  for (guint i = 0; i < N_CASES; i++) {
    story.texts[i] = g_strdup_printf ("Вопрос номер %u про дом", i);
    story.replies[i] = g_strdup_printf ("Здравствуйте! Ответ номер %u готов.", i);
    osr_ctl_demo_write_as_citizen (&story.demo, story.texts[i], &error);
    g_assert_no_error (error);
  }
  find_cases (&story);
  for (guint i = 0; i < N_CASES; i++)
    approve (&story, i);
  g_signal_connect_swapped (story.demo.office, "restarted", G_CALLBACK (on_restarted), &story);
  kill_soon (&story);
  for (guint i = 0; i < N_CASES; i++)
    publish (&story, i);
  note_on (&story);
  await_answers (&story);
  check_notes (&story);
  page = osr_ctl_demo_read_page (&story.demo, "/wall-200000001_1", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_CASES; i++)
    g_assert_cmpuint (count (page, story.replies[i]), ==, 1);
  stop (&story);
}

int
main (int argc, char **argv)
{
  const GOptionEntry entries[] = {
    { "kills", 0, 0, G_OPTION_ARG_INT, &kills, "How often", "N" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_test_init (&argc, &argv, NULL);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL))
    return 2;
  g_test_add_func ("/ctl/kill/any-moment", test_any_moment);
  return g_test_run ();
}
