/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What readings of a network become in the log, and the monitor at work on the sandbox network. */
#include "coordinator/monitor/osr-monitor-reading.h"
#include "coordinator/monitor/osr-monitor.h"
#include "core/osr-deadline.h"
#include "core/osr-json.h"
#include "demo/sandbox/osr-sandbox.h"
#include "office-bench.h"
#include "store/reading/osr-log-reading.h"

typedef struct {
  OfficeBench office;
  OsrMonitorMemory *memory;
  OsrNetworkReading *reading;
} Fixture;

static void
new_reading (Fixture *f, gboolean whole)
{
  g_clear_pointer (&f->reading, osr_network_reading_unref);
  f->reading = osr_network_reading_new ();
  f->reading->owner_id = g_strdup (BENCH_WALL);
  osr_network_reading_add_post (f->reading, "1", "https://vk.com/wall-200000001_1")->whole = whole;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  office_bench_set_up (&f->office, NULL);
  office_bench_open (&f->office);
  f->memory = osr_monitor_memory_new ();
  new_reading (f, TRUE);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->reading, osr_network_reading_unref);
  osr_monitor_memory_free (f->memory);
  office_bench_tear_down (&f->office);
}

static void
replace (char **place, const char *value)
{
  g_free (*place);
  *place = g_strdup (value);
}

static OsrNetworkMessage *
add_message (Fixture *f, const char *id, const char *text)
{
  OsrNetworkMessage *message = osr_network_message_new ("vk");

  replace (&message->native_id, id);
  replace (&message->owner_id, BENCH_WALL);
  replace (&message->post_id, "1");
  replace (&message->author_id, "700");
  replace (&message->author_name, "Ирина М.");
  replace (&message->text, text);
  replace (&message->permalink, "https://vk.com/wall-200000001_1?reply=1");
  replace (&message->context, "post");
  message->published_at = osr_clock_now (f->office.clock);
  g_ptr_array_add (f->reading->messages, message);
  return message;
}

/* Returns: how many events the reading became */
static guint
take_in (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  guint appended = 0;

  osr_monitor_take_in (f->office.log, f->memory, "vk-office", f->reading, &appended, &error);
  g_assert_no_error (error);
  return appended;
}

static char *
case_of (Fixture *f, const char *native_id)
{
  char *id = osr_log_find_message (f->office.log, "vk", BENCH_WALL, native_id);

  g_assert_nonnull (id);
  return id;
}

/* The program was started again: what it had seen is forgotten. */
static void
forget (Fixture *f)
{
  osr_monitor_memory_free (f->memory);
  f->memory = osr_monitor_memory_new ();
}

static void
test_found_once (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (OsrCase) one = NULL;

  add_message (f, "10", "Нет воды");
  add_message (f, "11", "Ямы 🚧 на дороге");
  g_assert_cmpuint (take_in (f), ==, 2);
  g_assert_cmpuint (take_in (f), ==, 0);
  forget (f);
  g_assert_cmpuint (take_in (f), ==, 0);
  id = case_of (f, "11");
  one = office_bench_load (&f->office, id);
  g_assert_cmpint (one->state, ==, OSR_CASE_FOUND);
  g_assert_cmpstr (one->text, ==, "Ямы 🚧 на дороге");
  g_assert_cmpstr (one->author_name, ==, "Ирина М.");
  g_assert_cmpstr (one->account, ==, "vk-office");
}

static void
test_own_words (Fixture *f, gconstpointer data)
{
  add_message (f, "10", "Здравствуйте!")->from_account = TRUE;
  add_message (f, "11", "")->deleted = TRUE;
  g_assert_cmpuint (take_in (f), ==, 0);
}

static void
test_edited (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (OsrCase) one = NULL;

  add_message (f, "10", "Нет воды");
  take_in (f);
  new_reading (f, TRUE);
  add_message (f, "10", "Нет воды и света");
  g_assert_cmpuint (take_in (f), ==, 1);
  g_assert_cmpuint (take_in (f), ==, 0);
  forget (f);
  g_assert_cmpuint (take_in (f), ==, 0);
  id = case_of (f, "10");
  one = office_bench_load (&f->office, id);
  g_assert_cmpint (one->message_state, ==, OSR_MESSAGE_EDITED);
  g_assert_cmpstr (one->text, ==, "Нет воды и света");
  g_assert_cmpstr (one->original_text, ==, "Нет воды");
}

static void
test_marked_deleted (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;

  add_message (f, "10", "Нет воды");
  take_in (f);
  new_reading (f, FALSE);
  add_message (f, "10", "")->deleted = TRUE;
  g_assert_cmpuint (take_in (f), ==, 1);
  g_assert_cmpuint (take_in (f), ==, 0);
  forget (f);
  g_assert_cmpuint (take_in (f), ==, 0);
  id = case_of (f, "10");
  g_assert_cmpuint (office_bench_count (&f->office, id, "message-deleted"), ==, 1);
}

/* One that is missing counts as gone only when the post was read whole. */
static void
test_missing (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (OsrCase) one = NULL;

  add_message (f, "10", "Нет воды");
  take_in (f);
  new_reading (f, FALSE);
  g_assert_cmpuint (take_in (f), ==, 0);
  new_reading (f, TRUE);
  g_assert_cmpuint (take_in (f), ==, 1);
  g_assert_cmpuint (take_in (f), ==, 0);
  forget (f);
  g_assert_cmpuint (take_in (f), ==, 0);
  id = case_of (f, "10");
  one = office_bench_load (&f->office, id);
  g_assert_cmpint (one->message_state, ==, OSR_MESSAGE_DELETED);
}

static void
add_answer (Fixture *f, const char *id, const char *author)
{
  OsrNetworkMessage *message = add_message (f, id, "Дом 12");

  replace (&message->author_id, author);
  replace (&message->thread_root, "10");
  replace (&message->reply_to, "20");
}

/* (transfer full): the case of a message that was answered with a question, number 20 */
static char *
make_asked_case (Fixture *f)
{
  g_autofree char *id = NULL;
  g_autofree char *published = NULL;
  gint64 draft;

  add_message (f, "10", "Нет воды");
  take_in (f);
  id = case_of (f, "10");
  draft = office_bench_approve (&f->office, id, "vk-gkh", "Какой дом?");
  published =
      g_strdup_printf ("{\"kind\":\"clarification\",\"url\":\"u\",\"native_id\":\"20\",\"published_"
                       "at\":%" G_GINT64_FORMAT ",\"intent\":7,\"draft\":%" G_GINT64_FORMAT "}",
                       osr_clock_now (f->office.clock), draft);
  office_bench_append (&f->office, id, "published", "publisher", published, NULL);
  office_bench_pass (&f->office, 5);
  return g_steal_pointer (&id);
}

/* Telegram tells what a message answers, and nothing above it. */
static void
test_author_replied_to_us (Fixture *f, gconstpointer data)
{
  g_autofree char *id = make_asked_case (f);
  OsrNetworkMessage *answer = add_message (f, "21", "Дом 12");
  OsrNetworkMessage *other = add_message (f, "22", "Дом 13");

  replace (&answer->reply_to, "20");
  replace (&answer->thread_root, "20");
  replace (&other->reply_to, "19");
  replace (&other->thread_root, "19");
  g_assert_cmpuint (take_in (f), ==, 2);
  g_assert_cmpuint (office_bench_count (&f->office, id, "author-replied"), ==, 1);
  g_assert_null (osr_log_find_message (f->office.log, "vk", BENCH_WALL, "21"));
}

static void
test_author_replied (Fixture *f, gconstpointer data)
{
  g_autofree char *id = make_asked_case (f);

  add_answer (f, "21", "701"); /* somebody else's word is a message of its own */
  add_answer (f, "22", "700");
  g_assert_cmpuint (take_in (f), ==, 2);
  g_assert_cmpuint (office_bench_count (&f->office, id, "author-replied"), ==, 1);
  g_assert_null (osr_log_find_message (f->office.log, "vk", BENCH_WALL, "22"));
  forget (f);
  g_assert_cmpuint (take_in (f), ==, 0);
}

static const OsrDeadline *
find_answer (Fixture *f, OsrCase *one, GPtrArray **deadlines)
{
  *deadlines = osr_deadlines_compute (one->events, osr_log_get_registry (f->office.log));
  for (guint i = 0; i < (*deadlines)->len; i++) {
    const OsrDeadline *deadline = g_ptr_array_index (*deadlines, i);

    if (g_strcmp0 (deadline->spec->id, "answer") == 0)
      return deadline;
  }
  return NULL;
}

/* Publishes what was approved as @kind, as the publisher does. */
static void
publish (Fixture *f, const char *id, const char *kind, const char *native, gint64 draft)
{
  g_autofree char *members = g_strdup_printf (
      "{\"kind\":\"%s\",\"url\":\"u\",\"native_id\":\"%s\",\"published_at\":%" G_GINT64_FORMAT
      ",\"intent\":7,\"draft\":%" G_GINT64_FORMAT "}",
      kind, native, osr_clock_now (f->office.clock), draft);

  office_bench_append (&f->office, id, "published", "publisher", members, NULL);
}

/* A found case that asks its author something. */
static char *
ask_author (Fixture *f)
{
  char *id;
  gint64 draft;

  add_message (f, "10", "Нет воды");
  take_in (f);
  id = case_of (f, "10");
  draft = office_bench_approve_kind (&f->office, id, "clarification", "vk-gkh", "Какой дом?");
  publish (f, id, "clarification", "20", draft);
  office_bench_pass (&f->office, 5);
  return id;
}

/* More words of the author belong to the case, and start no limit anew. */
static void
test_author_goes_on (Fixture *f, gconstpointer data)
{
  g_autofree char *id = ask_author (f);
  g_autoptr (OsrCase) one = NULL;
  g_autoptr (GPtrArray) deadlines = NULL;
  OsrEvent *last;

  add_answer (f, "22", "700");
  g_assert_cmpuint (take_in (f), ==, 1);
  office_bench_pass (&f->office, 60);
  add_answer (f, "23", "700");
  g_assert_cmpuint (take_in (f), ==, 1);
  forget (f);
  g_assert_cmpuint (take_in (f), ==, 0);
  g_assert_null (osr_log_find_message (f->office.log, "vk", BENCH_WALL, "23"));
  one = office_bench_load (&f->office, id);
  last = g_ptr_array_index (one->events, one->events->len - 1);
  g_assert_cmpstr (osr_event_get_string (last, "native_id"), ==, "23");
  g_assert_cmpstr (osr_event_get_payload_string (last, "text"), ==, "Дом 12");
  g_assert_true (osr_json_get_boolean (last->members, "further", FALSE));
  g_assert_cmpint (one->state, ==, OSR_CASE_ROUTED);
  g_assert_cmpint (find_answer (f, one, &deadlines)->start_index, ==, one->events->len - 2);
}

static void
test_author_under_interim (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (OsrCase) one = NULL;

  add_message (f, "10", "Нет воды");
  take_in (f);
  id = case_of (f, "10");
  publish (f, id, "interim", "20",
           office_bench_approve_kind (&f->office, id, "interim", "vk-gkh", "Разбираемся."));
  office_bench_pass (&f->office, 5);
  add_answer (f, "22", "700");
  g_assert_cmpuint (take_in (f), ==, 1);
  one = office_bench_load (&f->office, id);
  g_assert_cmpint (one->state, ==, OSR_CASE_INTERIM);
  g_assert_cmpuint (office_bench_count (&f->office, id, "author-replied"), ==, 1);
}

/* After the final reply a new word is a new message. */
static void
test_author_after_final (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autofree char *known = NULL;

  add_message (f, "10", "Нет воды");
  take_in (f);
  id = case_of (f, "10");
  publish (f, id, "final", "20", office_bench_approve (&f->office, id, "vk-gkh", "Дали."));
  office_bench_pass (&f->office, 5);
  add_answer (f, "22", "700");
  g_assert_cmpuint (take_in (f), ==, 1);
  g_assert_cmpuint (office_bench_count (&f->office, id, "author-replied"), ==, 0);
  known = osr_log_find_message (f->office.log, "vk", BENCH_WALL, "22");
  g_assert_nonnull (known);
}

static void
see (Fixture *f, const char *text)
{
  new_reading (f, TRUE);
  if (text != NULL)
    add_message (f, "10", text);
}

/* Every text that was ever there is in the log; the first and the last are with the case. */
static void
test_edited_twice (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (OsrCase) one = NULL;
  g_autoptr (OsrCase) back = NULL;

  see (f, "Нет воды");
  take_in (f);
  see (f, "Нет воды и света");
  g_assert_cmpuint (take_in (f), ==, 1);
  see (f, "Нет ничего");
  g_assert_cmpuint (take_in (f), ==, 1);
  id = case_of (f, "10");
  one = office_bench_load (&f->office, id);
  g_assert_cmpstr (one->original_text, ==, "Нет воды");
  g_assert_cmpstr (one->text, ==, "Нет ничего");
  g_assert_cmpuint (office_bench_count (&f->office, id, "message-changed"), ==, 2);
  see (f, "Нет воды");
  g_assert_cmpuint (take_in (f), ==, 1);
  back = office_bench_load (&f->office, id);
  g_assert_cmpint (back->message_state, ==, OSR_MESSAGE_THERE);
}

/* Deleted and put back: nothing is lost, and the limits run on from where they began. */
static void
test_restored (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (OsrCase) gone = NULL;
  g_autoptr (OsrCase) back = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  const OsrDeadline *answer;

  see (f, "Нет воды");
  take_in (f);
  id = case_of (f, "10");
  office_bench_append (&f->office, id, "detected", "kurator", NULL, NULL);
  see (f, NULL);
  g_assert_cmpuint (take_in (f), ==, 1);
  gone = office_bench_load (&f->office, id);
  g_assert_cmpint (gone->message_state, ==, OSR_MESSAGE_DELETED);
  g_assert_cmpint (find_answer (f, gone, &before)->state, ==, OSR_DEADLINE_REMOVED);
  see (f, "Нет воды");
  g_assert_cmpuint (take_in (f), ==, 1);
  g_assert_cmpuint (take_in (f), ==, 0);
  forget (f);
  g_assert_cmpuint (take_in (f), ==, 0);
  back = office_bench_load (&f->office, id);
  g_assert_cmpint (back->message_state, ==, OSR_MESSAGE_THERE);
  answer = find_answer (f, back, &after);
  g_assert_cmpint (answer->state, ==, OSR_DEADLINE_OPEN);
  g_assert_cmpint (answer->start_index, ==, 1);
  see (f, NULL);
  g_assert_cmpuint (take_in (f), ==, 1);
  g_assert_cmpuint (office_bench_count (&f->office, id, "message-deleted"), ==, 2);
}

/* Whatever account of the office wrote it, and whichever reads it. */
static void
test_echoes (Fixture *f, gconstpointer data)
{
  OsrNetworkMessage *message = add_message (f, "10", "Здравствуйте! Воду дадут.");

  replace (&message->author_id, "-200000003");
  g_assert_cmpuint (take_in (f), ==, 0);
  replace (&add_message (f, "11", "Сосед")->author_id, "-5");
  g_assert_cmpuint (take_in (f), ==, 1);
}

static void
test_hostile_text (Fixture *f, gconstpointer data)
{
  g_autofree char *huge = g_strnfill (200 * 1024, 'x');
  g_autofree char *wide = NULL;
  GString *text = g_string_new (NULL);
  g_autofree char *id = NULL;
  g_autoptr (OsrCase) one = NULL;

  while (text->len < 100 * 1024)
    g_string_append (text, "я");
  wide = g_string_free (text, FALSE);
  add_message (f, "10", huge);
  add_message (f, "11", wide);
  add_message (f, "12", "\u202e\"\\ </script> \x01");
  g_assert_cmpuint (take_in (f), ==, 3);
  g_assert_cmpuint (take_in (f), ==, 0);
  forget (f);
  g_assert_cmpuint (take_in (f), ==, 0);
  id = case_of (f, "11");
  one = office_bench_load (&f->office, id);
  g_assert_cmpstr (one->text, ==, wide);
}

/* The monitor itself, over HTTP. */
typedef struct {
  OfficeBench office;
  OsrSandbox *sandbox;
  OsrHttpSession *session;
  OsrAccountBook *book;
  OsrMonitor *monitor;
} Live;

static void
found_at_pace (Live *f, const char *pace)
{
  g_autoptr (JsonObject) document = office_bench_read_document (osr_sandbox_get_url (f->sandbox));
  JsonArray *accounts = osr_json_get_array (document, "accounts");
  JsonArray *options = json_array_new ();

  json_array_add_string_element (options, pace);
  json_object_set_array_member (json_array_get_object_element (accounts, 0), "options", options);
  office_bench_set_up_of (&f->office, document);
}

/* @data: (nullable): the account's pace, where readings are half a minute apart */
static void
live_set_up (Live *f, gconstpointer data)
{
  OsrSandboxOptions options = { .silent = TRUE, .unlimited = TRUE };
  OsrMonitorSettings settings = { data != NULL ? 30 : 1, 20 };
  g_autoptr (GError) error = NULL;

  f->sandbox = osr_sandbox_new (&options, &error);
  g_assert_no_error (error);
  if (data != NULL)
    found_at_pace (f, data);
  else
    office_bench_set_up (&f->office, osr_sandbox_get_url (f->sandbox));
  office_bench_open (&f->office);
  f->session = osr_http_session_new ();
  f->book = osr_account_book_new (f->office.log, f->office.credentials, f->session);
  f->monitor = osr_monitor_new (f->office.log, f->book, &settings);
}

static void
live_tear_down (Live *f, gconstpointer data)
{
  osr_monitor_stop (f->monitor);
  /* a reading that was given up lets go of the monitor in the loop */
  while (G_OBJECT (f->monitor)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&f->monitor);
  osr_account_book_free (f->book);
  g_clear_object (&f->session);
  g_clear_pointer (&f->sandbox, osr_sandbox_free);
  office_bench_tear_down (&f->office);
}

static gboolean
has_case (gpointer data)
{
  Live *f = data;
  g_autoptr (GPtrArray) ids = osr_log_list_cases (f->office.log, NULL);

  return ids->len > 0;
}

static OsrAccountReading *
load_reading (OfficeBench *office)
{
  g_autoptr (GError) error = NULL;
  OsrAccountReading *reading = osr_log_load_reading (office->log, "vk-office", &error);

  g_assert_no_error (error);
  return reading;
}

static gboolean
has_read (gpointer data)
{
  Live *f = data;
  g_autoptr (OsrAccountReading) reading = load_reading (&f->office);

  return reading->read_at != OSR_INSTANT_UNKNOWN;
}

static void
test_live (Live *f, gconstpointer data)
{
  OsrSandboxWall *wall = osr_sandbox_get_wall (f->sandbox);
  OsrSandboxPost *post = osr_sandbox_wall_post (wall, -200000001, 1);
  g_autoptr (OsrAccountReading) reading = NULL;
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (OsrCase) one = NULL;

  osr_sandbox_wall_write (wall, post, osr_sandbox_wall_person (wall, "Ирина")->id, NULL,
                          "Нет <воды> & света", g_get_real_time ());
  osr_monitor_start (f->monitor);
  bench_wait (has_case, f);
  bench_wait (has_read, f);
  ids = osr_log_list_cases (f->office.log, NULL);
  g_assert_cmpuint (ids->len, ==, 1);
  one = office_bench_load (&f->office, g_ptr_array_index (ids, 0));
  g_assert_cmpstr (one->text, ==, "Нет <воды> & света");
  reading = load_reading (&f->office);
  g_assert_null (reading->fault);
}

/* What comes after the first reading is found long before the usual span is over. */
static void
test_pace (Live *f, gconstpointer data)
{
  OsrSandboxWall *wall = osr_sandbox_get_wall (f->sandbox);
  OsrSandboxPost *post = osr_sandbox_wall_post (wall, -200000001, 1);
  gint64 author = osr_sandbox_wall_person (wall, "Ирина")->id;

  osr_monitor_start (f->monitor);
  bench_wait (has_read, f);
  osr_sandbox_wall_write (wall, post, author, NULL, "Нет воды", g_get_real_time ());
  bench_wait (has_case, f);
}

static gboolean
has_fault (gpointer data)
{
  Live *f = data;
  g_autoptr (OsrAccountReading) reading = load_reading (&f->office);

  return reading->fault != NULL;
}

static void
test_network_gone (Live *f, gconstpointer data)
{
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  g_autoptr (OsrAccountReading) reading = NULL;

  g_clear_pointer (&f->sandbox, osr_sandbox_free);
  osr_monitor_start (f->monitor);
  bench_wait (has_fault, f);
  reading = load_reading (&f->office);
  g_assert_cmpuint (reading->failures, >, 0);
  g_assert_cmpstr (reading->fault_code, ==, "offline");
  g_log_set_always_fatal (fatal);
}

/* The place is kept with what was read, and only then. */
static void
test_place_is_kept (Fixture *f, gconstpointer data)
{
  g_autoptr (OsrAccountReading) before = load_reading (&f->office);
  g_autoptr (OsrAccountReading) after = NULL;
  g_autoptr (OsrAccountReading) failed = NULL;
  g_autoptr (OsrAccountReading) again = NULL;

  g_assert_null (before->place);
  g_assert_cmpint (before->read_at, ==, OSR_INSTANT_UNKNOWN);
  add_message (f, "10", "Нет воды");
  f->reading->place = g_strdup ("{\"offset\":7}");
  f->reading->calls_left = 41;
  g_assert_cmpuint (take_in (f), ==, 1);
  after = load_reading (&f->office);
  g_assert_cmpstr (after->place, ==, "{\"offset\":7}");
  g_assert_cmpint (after->calls_left, ==, 41);
  g_assert_cmpint (after->read_at, ==, osr_clock_now (f->office.clock));
  g_assert_true (osr_log_note_unread (f->office.log, "vk-office", "auth", "refused", NULL));
  failed = load_reading (&f->office);
  g_assert_cmpuint (failed->failures, ==, 1);
  g_assert_cmpstr (failed->fault_code, ==, "auth");
  g_assert_cmpstr (failed->place, ==, "{\"offset\":7}");
  g_assert_cmpint (failed->read_at, ==, after->read_at);
  g_clear_pointer (&f->reading->place, g_free);
  take_in (f);
  again = load_reading (&f->office);
  g_assert_cmpuint (again->failures, ==, 0);
  g_assert_null (again->fault);
  g_assert_cmpstr (again->place, ==, "{\"offset\":7}");
}

/* A place of any size would fill the log: the reading fails as a whole. */
static void
test_place_too_large (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ids = NULL;
  guint appended = 0;

  add_message (f, "10", "Нет воды");
  f->reading->place = g_strnfill (OSR_LOG_PLACE_MAX + 1, 'x');
  g_assert_false (
      osr_monitor_take_in (f->office.log, f->memory, "vk-office", f->reading, &appended, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_INVALID);
  ids = osr_log_list_cases (f->office.log, NULL);
  g_assert_cmpuint (ids->len, ==, 0);
}

/* What a search found on another wall says nothing of what is missing on the account's own. */
static void
test_other_walls (Fixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (OsrCase) one = NULL;
  OsrNetworkMessage *other;

  add_message (f, "10", "Нет воды");
  take_in (f);
  new_reading (f, TRUE);
  other = add_message (f, "10", "В другом месте");
  replace (&other->owner_id, "-300000001");
  g_assert_cmpuint (take_in (f), ==, 2);
  id = case_of (f, "10");
  one = office_bench_load (&f->office, id);
  g_assert_cmpint (one->message_state, ==, OSR_MESSAGE_DELETED);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/coordinator/monitor/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("found-once", test_found_once);
  add ("own-words", test_own_words);
  add ("edited", test_edited);
  add ("marked-deleted", test_marked_deleted);
  add ("missing", test_missing);
  add ("author-replied", test_author_replied);
  add ("author-replied-to-us", test_author_replied_to_us);
  add ("author-goes-on", test_author_goes_on);
  add ("author-under-interim", test_author_under_interim);
  add ("author-after-final", test_author_after_final);
  add ("edited-twice", test_edited_twice);
  add ("restored", test_restored);
  add ("echoes", test_echoes);
  add ("hostile-text", test_hostile_text);
  add ("place-is-kept", test_place_is_kept);
  add ("place-too-large", test_place_too_large);
  add ("other-walls", test_other_walls);
  g_test_add ("/coordinator/monitor/live", Live, NULL, live_set_up, test_live, live_tear_down);
  g_test_add ("/coordinator/monitor/pace", Live, "pace=1", live_set_up, test_pace, live_tear_down);
  g_test_add ("/coordinator/monitor/network-gone", Live, NULL, live_set_up, test_network_gone,
              live_tear_down);
  return g_test_run ();
}
