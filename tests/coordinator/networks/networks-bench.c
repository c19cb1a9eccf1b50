/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sandbox, coordinator and test live in one main loop. The clock stands still but where a test moves
 * it; connectors and monitor wait in real time, though not as long as in earnest. */
#include "networks-bench.h"

#include <libsoup/soup.h>

#include "core/osr-json.h"
#include "demo/sandbox/ok/osr-sandbox-ok-call.h"
#include "demo/sandbox/osr-sandbox-names.h"
#include "demo/sandbox/osr-sandbox-private.h"
#include "store/reading/osr-log-reading.h"

#define FIRST_POST 1

/* Turns and repetition in percent of the usual: how long they are is proved with each connector. */
#define QUICK_PACE "pace=5"

const NetworksKind networks_kinds[] = {
  { "vk",
    31,
    "",
    "vk-service",
    "vk-group",
    NULL,
    { NULL },
    "wall.getComments",
    "wall.createComment",
    TRUE,
    TRUE },
  { "telegram",
    32,
    "",
    NULL,
    "7000000032:telegram",
    NULL,
    { NULL },
    "getUpdates",
    "sendMessage",
    FALSE,
    FALSE },
  { "max",
    33,
    "/max",
    NULL,
    "max-token",
    NULL,
    { NULL },
    "GET /messages/*/comments",
    "POST /messages/*/comments",
    TRUE,
    TRUE },
  { "ok",
    34,
    "/ok",
    "ok-token",
    NULL,
    OSR_SANDBOX_OK_SECRET,
    { "application-key=" OSR_SANDBOX_OK_KEY, "publishes=1" },
    "discussions.getComments",
    "discussions.addDiscussionComment",
    TRUE,
    TRUE },
  { "youtube",
    36,
    "/youtube/v3",
    "youtube-key",
    "youtube-owner",
    NULL,
    { "key-in-address=1" },
    "commentThreads.list",
    "comments.insert",
    TRUE,
    TRUE },
  { "feed", 35, "", NULL, NULL, NULL, { NULL }, "/feed/*", NULL, FALSE, FALSE },
};

const NetworksKind networks_board = { "vk",
                                      31,
                                      "",
                                      "vk-service",
                                      "vk-group",
                                      NULL,
                                      { NULL },
                                      "longpoll",
                                      "board.createComment",
                                      TRUE,
                                      TRUE,
                                      .post = 2,
                                      .edit_token = "vk-user" };

static gint64
read_clock (gpointer data)
{
  OfficeBench *office = data;

  return office->shown != NULL ? osr_demo_clock_now (office->shown)
                               : osr_instant_parse (BENCH_START);
}

static char *
name_owner (NetworksBench *bench)
{
  OsrSandboxWall *wall = osr_sandbox_get_wall (bench->sandbox);
  const OsrSandboxCommunity *community = osr_sandbox_wall_community (wall, bench->kind->community);

  switch (community->network) {
  case OSR_SANDBOX_TELEGRAM:
    return g_strdup_printf ("%" G_GINT64_FORMAT, osr_sandbox_name_channel (community));
  case OSR_SANDBOX_MAX:
    return g_strdup_printf ("%" G_GINT64_FORMAT, osr_sandbox_name_max_chat (community));
  case OSR_SANDBOX_YOUTUBE:
    return osr_sandbox_name_owner (community->id);
  case OSR_SANDBOX_FEED:
    return g_strconcat (osr_sandbox_get_url (bench->sandbox), "/feed/oblast_news/comments.rss",
                        NULL);
  case OSR_SANDBOX_VK:
  case OSR_SANDBOX_OK:
  default:
    return g_strdup_printf ("%" G_GINT64_FORMAT, community->id);
  }
}

static void
set_string (JsonObject *object, const char *member, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, member, value);
}

static JsonObject *
describe_account (NetworksBench *bench)
{
  const NetworksKind *kind = bench->kind;
  const char *url = osr_sandbox_get_url (bench->sandbox);
  g_autofree char *base = g_strconcat (url, kind->path, NULL);
  g_autofree char *owner = name_owner (bench);
  JsonObject *account = json_object_new ();
  JsonArray *options = json_array_new ();

  set_string (account, "account", NETWORKS_ACCOUNT);
  set_string (account, "network", kind->name);
  set_string (account, "owner", owner);
  set_string (account, "name", kind->name);
  set_string (account, "body", BENCH_BODY);
  set_string (account, "api_base", base);
  set_string (account, "link_base", url);
  set_string (account, "read_token", kind->read_token);
  set_string (account, "write_token", kind->write_token);
  set_string (account, "secret_token", kind->secret_token);
  set_string (account, "edit_token", kind->edit_token);
  json_object_set_boolean_member (account, "watched", TRUE);
  for (guint i = 0; kind->options[i] != NULL; i++)
    json_array_add_string_element (options, kind->options[i]);
  json_array_add_string_element (options, QUICK_PACE);
  json_object_set_array_member (account, "options", options);
  return account;
}

static void
found (NetworksBench *bench)
{
  g_autoptr (JsonObject) document =
      office_bench_read_document (osr_sandbox_get_url (bench->sandbox));
  JsonArray *accounts = json_array_new ();

  json_array_add_object_element (accounts, describe_account (bench));
  json_object_set_array_member (document, "accounts", accounts);
  office_bench_set_up_of (&bench->office, document);
}

/* Sessions of any kind in this program: the coordinator's, and the browser's of the tests. */
static gboolean
check_host (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  NetworksBench *bench = data;
  GUri *uri = soup_message_get_uri (g_value_get_object (&values[1]));

  g_assert_cmpstr (g_uri_get_host (uri), ==, "127.0.0.1");
  g_assert_cmpint (g_uri_get_port (uri), ==, (int) osr_sandbox_get_port (bench->sandbox));
  return TRUE;
}

static void
watch_hosts (NetworksBench *bench)
{
  g_type_class_unref (g_type_class_ref (SOUP_TYPE_SESSION));
  bench->watch = g_signal_add_emission_hook (g_signal_lookup ("request-queued", SOUP_TYPE_SESSION),
                                             0, check_host, bench, NULL);
}

void
networks_bench_set_up (NetworksBench *bench, gconstpointer data)
{
  OsrSandboxOptions options = { .office_path = TESTS_DEMO "/office-networks.json",
                                .now = read_clock,
                                .now_data = &bench->office,
                                .silent = TRUE,
                                .unlimited = TRUE };
  g_autoptr (GError) error = NULL;

  bench->kind = data;
  bench->sandbox = osr_sandbox_new (&options, &error);
  g_assert_no_error (error);
  watch_hosts (bench);
  found (bench);
  bench->settings = osr_settings_new ();
  bench->settings->directory = g_strdup (bench->office.directory);
  bench->settings->interval_seconds = 1;
  bench->settings->read_back_seconds = 1;
  networks_bench_start (bench);
}

void
networks_bench_start (NetworksBench *bench)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&bench->office.log, osr_log_free);
  bench->coordinator = osr_coordinator_open (bench->settings, bench->office.clock, &error);
  g_assert_no_error (error);
  bench->office.log = osr_coordinator_get_log (bench->coordinator);
  osr_coordinator_start (bench->coordinator);
}

static gboolean
on_calm (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

/* What was given up lets go of its parts in the loop, before anything of low priority runs. */
static void
calm_down (void)
{
  gboolean calm = FALSE;

  g_idle_add_full (G_PRIORITY_LOW, on_calm, &calm, NULL);
  bench_wait (is_set, &calm);
}

void
networks_bench_stop (NetworksBench *bench)
{
  if (bench->coordinator == NULL)
    return;
  osr_coordinator_stop (bench->coordinator);
  calm_down ();
  bench->office.log = NULL;
  g_assert_finalize_object (g_steal_pointer (&bench->coordinator));
}

void
networks_bench_open_log (NetworksBench *bench)
{
  g_assert_null (bench->coordinator);
  office_bench_open (&bench->office);
}

void
networks_bench_tear_down (NetworksBench *bench, gconstpointer data)
{
  networks_bench_stop (bench);
  g_clear_pointer (&bench->settings, osr_settings_free);
  g_signal_remove_emission_hook (g_signal_lookup ("request-queued", SOUP_TYPE_SESSION),
                                 bench->watch);
  g_clear_pointer (&bench->sandbox, osr_sandbox_free);
  office_bench_tear_down (&bench->office);
}

OsrSandboxPost *
networks_bench_post (NetworksBench *bench)
{
  return osr_sandbox_wall_post (osr_sandbox_get_wall (bench->sandbox), -bench->kind->community,
                                bench->kind->post != 0 ? bench->kind->post : FIRST_POST);
}

OsrSandboxComment *
networks_bench_say (NetworksBench *bench, const OsrSandboxComment *reply_to, const char *text)
{
  OsrSandboxWall *wall = osr_sandbox_get_wall (bench->sandbox);

  return osr_sandbox_wall_write (wall, networks_bench_post (bench),
                                 osr_sandbox_wall_person (wall, NETWORKS_CITIZEN)->id, reply_to,
                                 text, osr_demo_clock_now (bench->office.shown) / OSR_SECOND);
}

OsrSandboxComment *
networks_bench_last_reply (NetworksBench *bench)
{
  GPtrArray *comments = networks_bench_post (bench)->comments;

  for (guint i = comments->len; i > 0; i--) {
    OsrSandboxComment *comment = comments->pdata[i - 1];

    if (comment->from_id == -bench->kind->community)
      return comment;
  }
  return NULL;
}

guint
networks_bench_count_replies (NetworksBench *bench)
{
  GPtrArray *comments = networks_bench_post (bench)->comments;
  GPtrArray *late = osr_sandbox_get_wall (bench->sandbox)->late;
  guint n = late->len;

  for (guint i = 0; i < comments->len; i++)
    n += ((OsrSandboxComment *) comments->pdata[i])->from_id == -bench->kind->community;
  return n;
}

void
networks_bench_fault (NetworksBench *bench, const char *method, const char *kind, const char *more)
{
  g_autofree char *json = g_strdup_printf ("{\"method\":\"%s\",\"kind\":\"%s\",\"times\":1%s%s}",
                                           method, kind, *more != '\0' ? "," : "", more);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) order = osr_json_read_object (json, -1, 0, "fault", &error);

  g_assert_no_error (error);
  g_assert_true (osr_sandbox_faults_order (bench->sandbox->faults, order));
}

guint
networks_bench_faults_left (NetworksBench *bench)
{
  g_autoptr (JsonNode) node = osr_sandbox_faults_describe (bench->sandbox->faults);
  JsonArray *faults = osr_json_get_array (json_node_get_object (node), "faults");
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (faults); i++)
    n += osr_json_get_int (json_array_get_object_element (faults, i), "remaining", 0) > 0;
  return n;
}

void
networks_bench_pass (NetworksBench *bench, int minutes)
{
  office_bench_pass (&bench->office, minutes);
  osr_coordinator_appended (bench->coordinator);
}

/* -- Waiting -- */

typedef struct {
  NetworksBench *bench;
  OsrInstant since;
} Reading;

static gboolean
was_read (gpointer data)
{
  Reading *reading = data;
  g_autoptr (OsrAccountReading) last =
      osr_log_load_reading (reading->bench->office.log, NETWORKS_ACCOUNT, NULL);

  return last->read_at != OSR_INSTANT_UNKNOWN && last->read_at >= reading->since &&
         last->fault == NULL;
}

void
networks_bench_await_reading (NetworksBench *bench)
{
  for (guint i = 0; i < 2; i++) {
    Reading reading = { bench };

    networks_bench_pass (bench, 1);
    reading.since = osr_demo_clock_now (bench->office.shown);
    bench_wait (was_read, &reading);
  }
}

typedef struct {
  NetworksBench *bench;
  const char *text; /* of a message, or a type of events */
  char *case_id;    /* nullable before it was found */
  guint n;
} Awaited;

static gboolean
is_found (gpointer data)
{
  Awaited *awaited = data;
  g_autoptr (GPtrArray) ids = osr_log_list_cases (awaited->bench->office.log, NULL);

  for (guint i = 0; awaited->case_id == NULL && i < ids->len; i++) {
    g_autoptr (OsrCase) one = office_bench_load (&awaited->bench->office, ids->pdata[i]);

    if (one->text != NULL && strstr (one->text, awaited->text) != NULL)
      awaited->case_id = g_strdup (ids->pdata[i]);
  }
  return awaited->case_id != NULL;
}

char *
networks_bench_await_case (NetworksBench *bench, const char *text)
{
  Awaited awaited = { bench, text };

  bench_wait (is_found, &awaited);
  return awaited.case_id;
}

guint
networks_bench_count_cases (NetworksBench *bench)
{
  g_autoptr (GPtrArray) ids = osr_log_list_cases (bench->office.log, NULL);

  return ids->len;
}

static gboolean
has_events (gpointer data)
{
  Awaited *awaited = data;

  return office_bench_count (&awaited->bench->office, awaited->case_id, awaited->text) >=
         awaited->n;
}

void
networks_bench_await (NetworksBench *bench, const char *case_id, const char *type, guint n)
{
  Awaited awaited = { bench, type, (char *) case_id, n };

  bench_wait (has_events, &awaited);
  g_assert_cmpuint (office_bench_count (&bench->office, case_id, type), ==, n);
}

gint64
networks_bench_order (NetworksBench *bench, const char *case_id, const char *kind, const char *text)
{
  gint64 draft = office_bench_approve_kind (&bench->office, case_id, kind, NETWORKS_ACCOUNT, text);
  gint64 intent = office_bench_intend (&bench->office, case_id, NETWORKS_ACCOUNT, draft);

  if (bench->coordinator != NULL)
    osr_coordinator_appended (bench->coordinator);
  return intent;
}

typedef struct {
  NetworksBench *bench;
  const char *case_id;
  gint64 intent;
} Settling;

static gboolean
is_settled (gpointer data)
{
  Settling *settling = data;
  NetworksBench *bench = settling->bench;
  g_autoptr (OsrPublication) row =
      osr_log_find_publication (bench->office.log, settling->case_id, settling->intent, NULL);

  if (row->state == OSR_PUBLICATION_DONE || row->next_at == OSR_PUBLICATION_NEVER)
    return TRUE;
  networks_bench_pass (bench, 1);
  return FALSE;
}

void
networks_bench_settle (NetworksBench *bench, const char *case_id, gint64 intent)
{
  Settling settling = { bench, case_id, intent };

  bench_wait (is_settled, &settling);
}

/* -- What came of it -- */

OsrEvent *
networks_bench_last (NetworksBench *bench, const char *case_id, const char *type)
{
  g_autoptr (OsrCase) the_case = office_bench_load (&bench->office, case_id);

  for (guint i = the_case->events->len; i > 0; i--) {
    OsrEvent *event = the_case->events->pdata[i - 1];

    if (osr_event_is (event, type))
      return osr_event_ref (event);
  }
  g_assert_not_reached ();
}

typedef struct {
  GBytes *bytes;
  gboolean done;
} Page;

static void
on_page (GObject *source, GAsyncResult *result, gpointer data)
{
  Page *page = data;

  page->bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
  page->done = TRUE;
}

char *
networks_bench_browse (NetworksBench *bench, const char *url)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  Page page = { NULL };
  char *text;

  g_assert_nonnull (message);
  soup_session_send_and_read_async (session, message, 0, NULL, on_page, &page);
  bench_wait (is_set, &page.done);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  text = g_strndup (g_bytes_get_data (page.bytes, NULL), g_bytes_get_size (page.bytes));
  g_bytes_unref (page.bytes);
  return text;
}

void
networks_bench_add (const char *name, guint n,
                    void (*test) (NetworksBench *bench, gconstpointer data))
{
  for (guint i = 0; i < n; i++) {
    g_autofree char *path =
        g_strdup_printf ("/coordinator/networks/%s/%s", networks_kinds[i].name, name);

    g_test_add (path, NetworksBench, &networks_kinds[i], networks_bench_set_up, test,
                networks_bench_tear_down);
  }
}
