/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The harness never kills what was ordered to die by itself: that it died proves that the point was
 * reached. It reads the log beside the coordinator and writes to it only while that one is down. */
#include "crash-office.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "core/osr-json.h"
#include "demo/osr-demo-programs.h"
#include "store/osr-log-accounts.h"

#define SPEED    1.0
#define LONGEST  (60 * G_USEC_PER_SEC) /* the machine may be busy */
#define SETTINGS "[monitor]\ninterval_seconds=3600\n[publisher]\nread_back_seconds=1\n"
#define LEASE    "lease_seconds=%u\n"
#define READER   "demo-service-token"

const CrashWall crash_wall_vk = {
  "vk", "vk-gkh", "200000002", BENCH_WALL, NULL, 200000001, "wall.createComment",
};

const CrashWall crash_wall_telegram = {
  "telegram", "telegram-gkh", "-1000200000004", "-1003200000004", "7200000004:demo-telegram-token",
  200000004,  "sendMessage",
};

void
crash_wait (gint64 *began)
{
  gint64 now = g_get_monotonic_time ();

  if (*began == 0)
    *began = now;
  g_assert_cmpint (now - *began, <, LONGEST);
  g_usleep (5000);
}

static char *
path_in (CrashOffice *self, const char *name)
{
  return g_build_filename (self->office.folder, name, NULL);
}

static char *
await_port (const char *port_file)
{
  g_autofree char *text = NULL;
  gint64 began = 0;

  while (!g_file_get_contents (port_file, &text, NULL, NULL) || strchr (text, '\n') == NULL) {
    g_clear_pointer (&text, g_free);
    crash_wait (&began);
  }
  return g_strdup_printf ("http://127.0.0.1:%s", g_strchomp (text));
}

static GSubprocess *
spawn (const char *const *argv, CrashOffice *deadly)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
      (g_getenv ("CRASH_VERBOSE") == NULL ? G_SUBPROCESS_FLAGS_STDERR_SILENCE : 0));
  g_autoptr (GError) error = NULL;
  GSubprocess *child;

  if (deadly != NULL && deadly->holding != NULL)
    g_subprocess_launcher_setenv (launcher, "CRASH_HOLDER", deadly->holding, TRUE);
  if (deadly != NULL) {
    g_subprocess_launcher_setenv (launcher, "LD_PRELOAD", g_getenv ("CRASH_POINTS"), TRUE);
    g_subprocess_launcher_setenv (launcher, "CRASH_ORDER", deadly->order, TRUE);
    g_subprocess_launcher_setenv (launcher, "CRASH_REACHED", deadly->reached, TRUE);
  }
  child = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  return child;
}

static void
start_sandbox (CrashOffice *self)
{
  g_autofree char *port_file = path_in (self, "network-port");
  g_autofree char *state = path_in (self, "wall.json");
  g_autofree char *clock = path_in (self, "network-clock");
  g_autoptr (GError) error = NULL;
  const char *const argv[] = { g_getenv ("SANDBOX_PROGRAM"),
                               "--silent",
                               "--with-parent",
                               "--port-file",
                               port_file,
                               "--state",
                               state,
                               "--clock",
                               clock,
                               NULL };

  self->network_clock =
      osr_demo_clock_create (clock, osr_instant_parse (BENCH_START), SPEED, &error);
  g_assert_no_error (error);
  self->sandbox = spawn (argv, NULL);
  self->network = await_port (port_file);
}

/* (transfer full): the answer's body */
static char *
ask (CrashOffice *self, SoupMessage *message, const char *json)
{
  g_autoptr (GBytes) body = json != NULL ? g_bytes_new (json, strlen (json)) : NULL;
  g_autoptr (GBytes) answer = NULL;

  /* on one that was used before the session would send it again, without its body */
  soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", body);
  answer = soup_session_send_and_read (self->session, message, NULL, NULL);
  return answer != NULL ? g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer))
                        : NULL;
}

static JsonObject *
order_network (CrashOffice *self, const char *what, const char *json)
{
  g_autofree char *uri = g_strconcat (self->network, "/_sandbox/", what, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", uri);
  g_autofree char *answer = ask (self, message, json);
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  object = osr_json_read_object (answer, -1, 0, "answer", &error);
  g_assert_no_error (error);
  return object;
}

void
crash_office_fault (CrashOffice *self, const char *kind, int seconds)
{
  g_autofree char *order =
      g_strdup_printf ("{\"method\":\"%s\",\"kind\":\"%s\",\"times\":1,\"seconds\":%d}",
                       self->wall->creates, kind, seconds);
  g_autoptr (JsonObject) answer = order_network (self, "faults", order);

  g_assert_nonnull (answer);
}

static void
trial_free (gpointer data)
{
  CrashTrial *trial = data;

  g_free (trial->case_id);
  g_free (trial->reply);
  g_free (trial->guid);
  g_free (trial->command);
  g_free (trial->body);
  g_free (trial);
}

static char *
write_command (CrashOffice *self, CrashTrial *trial)
{
  g_autoptr (OsrCase) the_case = office_bench_load (&self->office, trial->case_id);
  const OsrCaseDraft *draft = osr_case_get_draft (the_case);

  return g_strdup_printf (
      "{\"case\":\"%s\",\"type\":\"publish-intended\",\"after\":{\"version\":%u},"
      "\"claimed_at\":%" G_GINT64_FORMAT ",\"device\":\"crash\",\"members\":"
      "{\"draft\":%" G_GINT64_FORMAT ",\"digest\":\"%s\",\"guid\":\"%s\","
      "\"account\":\"%s\"}}",
      trial->case_id, the_case->events->len, osr_demo_clock_now (self->office.shown), trial->draft,
      draft->digest, trial->guid, self->wall->account);
}

/* (transfer full): the case of a citizen's comment on the wall */
static char *
find_case (CrashOffice *self)
{
  char *id = g_uuid_string_random ();
  g_autofree char *order =
      g_strdup_printf ("{\"community\":%" G_GINT64_FORMAT ",\"post_id\":1,\"citizen\":\"Ирина\","
                       "\"text\":\"Нет воды\"}",
                       self->wall->community);
  g_autoptr (JsonObject) comment = order_network (self, "comment", order);
  g_autofree char *members = g_strdup_printf (
      "{\"network\":\"%s\",\"account\":\"%s\",\"owner_id\":\"%s\",\"post_id\":\"1\","
      "\"native_id\":\"%" G_GINT64_FORMAT "\",\"permalink\":\"%s\","
      "\"published_at\":%" G_GINT64_FORMAT "}",
      self->wall->network, self->wall->account, self->wall->place,
      osr_json_get_int (comment, "comment_id", 0), self->network,
      osr_clock_now (self->office.clock));

  office_bench_append (&self->office, id, "found", "monitor", members,
                       "{\"author_id\":\"700\",\"author_name\":\"Ирина М.\","
                       "\"text\":\"Нет воды\",\"context\":\"post\"}");
  return id;
}

static CrashTrial *
make_trial (CrashOffice *self)
{
  CrashTrial *trial = g_new0 (CrashTrial, 1);

  trial->case_id = find_case (self);
  trial->reply = g_strdup_printf ("Здравствуйте! Вода будет, наряд %s.", trial->case_id);
  trial->draft =
      office_bench_approve (&self->office, trial->case_id, self->wall->account, trial->reply);
  trial->guid = g_uuid_string_random ();
  trial->command = g_uuid_string_random ();
  trial->body = write_command (self, trial);
  return trial;
}

static JsonObject *
describe_account (CrashOffice *self)
{
  JsonObject *account = json_object_new ();

  json_object_set_string_member (account, "account", self->wall->account);
  json_object_set_string_member (account, "network", self->wall->network);
  json_object_set_string_member (account, "owner", self->wall->owner);
  json_object_set_string_member (account, "name", self->wall->account);
  json_object_set_string_member (account, "body", BENCH_BODY);
  json_object_set_string_member (account, "api_base", self->network);
  json_object_set_string_member (account, "link_base", self->network);
  json_object_set_string_member (account, "write_token", self->wall->token);
  return account;
}

/* Its tokens are the workstation's alone. */
static void
hold_account (CrashOffice *self, JsonArray *accounts)
{
  for (guint i = 0; i < json_array_get_length (accounts); i++) {
    JsonObject *account = json_array_get_object_element (accounts, i);

    if (!g_str_equal (osr_json_get_string (account, "account"), self->wall->account))
      continue;
    self->holding = g_strdup_printf ("%s %s %s", self->wall->account,
                                     osr_json_get_string (account, "write_token"), READER);
    json_object_remove_member (account, "write_token");
    json_object_set_string_member (account, "holder", CRASH_LOGIN);
  }
}

static void
found (CrashOffice *self)
{
  g_autoptr (JsonObject) document = office_bench_read_document (self->network);
  JsonArray *accounts = osr_json_get_array (document, "accounts");
  g_autofree char *settings = NULL;
  g_autofree char *lease = NULL;
  g_autoptr (GError) error = NULL;

  /* the monitor's own requests would come in between */
  for (guint i = 0; i < json_array_get_length (accounts); i++)
    json_object_set_boolean_member (json_array_get_object_element (accounts, i), "watched", FALSE);
  if (self->wall->token != NULL)
    json_array_add_object_element (accounts, describe_account (self));
  if (self->held)
    hold_account (self, accounts);
  office_bench_found (&self->office, document);
  settings = g_build_filename (self->office.directory, "office.conf", NULL);
  lease = self->lease_seconds > 0 ? g_strdup_printf (SETTINGS LEASE, self->lease_seconds)
                                  : g_strdup (SETTINGS);
  g_file_set_contents (settings, lease, -1, &error);
  g_assert_no_error (error);
}

void
crash_office_reopen (CrashOffice *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->office.log, osr_log_free);
  g_clear_pointer (&self->token, g_free);
  office_bench_open (&self->office);
  self->token = osr_log_open_session (self->office.log, CRASH_LOGIN, "crash", &error);
  g_assert_no_error (error);
}

void
crash_office_set_up (CrashOffice *self, const CrashWall *wall, guint trials)
{
  g_autoptr (GError) error = NULL;

  self->wall = wall;
  self->session = soup_session_new ();
  self->trials = g_ptr_array_new_with_free_func (trial_free);
  office_bench_prepare (&self->office, SPEED);
  self->order = path_in (self, "order");
  self->reached = path_in (self, "reached");
  start_sandbox (self);
  found (self);
  office_bench_open (&self->office);
  osr_log_set_password (self->office.log, CRASH_LOGIN, CRASH_PASSWORD, &error);
  g_assert_no_error (error);
  crash_office_reopen (self); /* a new password ends sessions */
  for (guint i = 0; i < trials; i++)
    g_ptr_array_add (self->trials, make_trial (self));
}

static void
end (GSubprocess **process)
{
  if (*process == NULL)
    return;
  g_subprocess_force_exit (*process);
  g_subprocess_wait (*process, NULL, NULL);
  g_clear_object (process);
}

void
crash_office_tear_down (CrashOffice *self)
{
  end (&self->coordinator);
  end (&self->sandbox);
  g_clear_object (&self->session);
  g_clear_pointer (&self->trials, g_ptr_array_unref);
  g_clear_pointer (&self->network_clock, osr_demo_clock_free);
  office_bench_tear_down (&self->office);
  g_free (self->network);
  g_free (self->server);
  g_free (self->token);
  g_free (self->order);
  g_free (self->reached);
  g_free (self->holding);
}

GSubprocess *
crash_office_spawn (CrashOffice *self, const char *port_file)
{
  const char *const argv[] = { g_getenv ("COORDINATOR_PROGRAM"),
                               "--with-parent",
                               "--office",
                               self->office.directory,
                               "--demo-clock",
                               self->office.clock_file,
                               "--port-file",
                               port_file,
                               NULL };

  return spawn (argv, self);
}

GSubprocess *
crash_office_spawn_deadly (CrashOffice *self, const char *const *argv)
{
  return spawn (argv, self);
}

void
crash_office_start (CrashOffice *self)
{
  g_autofree char *port_file = path_in (self, "port");

  g_unlink (port_file);
  g_clear_pointer (&self->server, g_free);
  self->coordinator = crash_office_spawn (self, port_file);
  self->server = await_port (port_file);
}

void
crash_office_await_death (CrashOffice *self)
{
  g_subprocess_wait (self->coordinator, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (self->coordinator));
  g_assert_cmpint (g_subprocess_get_term_sig (self->coordinator), ==, SIGKILL);
  g_assert_false (g_file_test (self->order, G_FILE_TEST_EXISTS));
  g_clear_object (&self->coordinator);
}

void
crash_office_kill (CrashOffice *self)
{
  end (&self->coordinator);
}

void
crash_office_order (CrashOffice *self, const char *action, const char *match)
{
  g_autofree char *line = g_strdup_printf ("%s %s", action, match);
  g_autoptr (GError) error = NULL;

  g_unlink (self->reached);
  g_file_set_contents (self->order, line, -1, &error);
  g_assert_no_error (error);
}

void
crash_office_await_reached (CrashOffice *self)
{
  gint64 began = 0;

  while (!g_file_test (self->reached, G_FILE_TEST_EXISTS))
    crash_wait (&began);
}

guint
crash_office_put (CrashOffice *self, CrashTrial *trial)
{
  g_autofree char *uri = g_strdup_printf ("%s/v1/commands/%s", self->server, trial->command);
  g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("PUT", uri);
  g_autofree char *answer = NULL;
  g_autoptr (JsonObject) object = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                bearer);
  answer = ask (self, message, trial->body);
  if (answer == NULL)
    return 0;
  object = osr_json_read_object (answer, -1, 0, "answer", NULL);
  if (soup_message_get_status (message) == 200)
    trial->intent = osr_json_get_int (object, "version", 0);
  else
    g_test_message ("%u: %s", soup_message_get_status (message), answer);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  return 200;
}

void
crash_office_insist (CrashOffice *self, CrashTrial *trial)
{
  gint64 began = 0;

  trial->intent = 0;
  while (crash_office_put (self, trial) != 200)
    crash_wait (&began);
  g_assert_cmpint (trial->intent, >, 0);
}

static gboolean
is_settled (CrashOffice *self, CrashTrial *trial)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrPublication) row =
      osr_log_find_publication (self->office.log, trial->case_id, trial->intent, &error);

  g_assert_no_error (error);
  return row->state == OSR_PUBLICATION_DONE || row->next_at == OSR_PUBLICATION_NEVER;
}

void
crash_office_settle (CrashOffice *self, CrashTrial *trial)
{
  gint64 began = 0;

  while (!is_settled (self, trial))
    crash_wait (&began);
}

/* The network tells its own wall, with what is not to be seen yet. */
guint
crash_office_count (CrashOffice *self, CrashTrial *trial)
{
  g_autofree char *uri = g_strdup_printf ("%s/_sandbox/wall?community=%" G_GINT64_FORMAT,
                                          self->network, self->wall->community);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", uri);
  g_autofree char *wall = ask (self, message, NULL);
  guint n = 0;

  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  for (const char *at = wall; (at = strstr (at, trial->reply)) != NULL; at++)
    n++;
  return n;
}

void
crash_office_check_once (CrashOffice *self, CrashTrial *trial)
{
  g_autoptr (OsrCase) the_case = office_bench_load (&self->office, trial->case_id);

  g_assert_cmpuint (crash_office_count (self, trial), ==, 1);
  g_assert_cmpint (the_case->state, ==, OSR_CASE_ANSWERED);
  g_assert_cmpuint (the_case->anomalies, ==, 0);
  g_assert_nonnull (the_case->reply_native_id);
  g_assert_cmpuint (office_bench_count (&self->office, trial->case_id, "published"), ==, 1);
  g_assert_cmpuint (office_bench_count (&self->office, trial->case_id, "publish-refused"), ==, 0);
}

void
crash_office_check_asked (CrashOffice *self, CrashTrial *trial, guint least)
{
  g_autoptr (OsrCase) the_case = office_bench_load (&self->office, trial->case_id);
  guint there = crash_office_count (self, trial);

  g_assert_cmpuint (there, >=, least);
  g_assert_cmpuint (there, <=, 1);
  g_assert_cmpint (the_case->state, ==, OSR_CASE_UNCERTAIN);
  g_assert_cmpstr (the_case->asked, ==, "no-read-back");
  g_assert_cmpuint (the_case->anomalies, ==, 0);
  g_assert_cmpuint (office_bench_count (&self->office, trial->case_id, "publish-unknown"), ==, 1);
  g_assert_cmpuint (office_bench_count (&self->office, trial->case_id, "published"), ==, 0);
  g_assert_cmpuint (office_bench_count (&self->office, trial->case_id, "publish-refused"), ==, 0);
}
