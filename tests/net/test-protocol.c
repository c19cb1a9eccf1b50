/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The protocol's client against a coordinator in the same process: what each call says and
 * understands, how refusals are told from troubles, and how the clocks are brought together. */
#include <string.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "fake-coordinator.h"
#include "net/osr-protocol-office.h"

#define CASE_ID "0b6f8c1e-3c55-4a7e-9d3a-6f0f5a3f9d11"
#define COMMAND "5b1c3bd1-1f53-4d5a-8a8e-0d6a6f1f2e01"
#define DRAFT   "9b3f6c55-5e0e-4a42-8f6a-2d1c9a7b0c33"

typedef struct {
  FakeCoordinator *fake;
  OsrProtocol *protocol;
  OsrInstant local; /* what this machine's clock shows */
  GAsyncResult *result;
} Fixture;

static OsrInstant
read_local (gpointer data)
{
  return *(OsrInstant *) data;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrClock) clock = osr_clock_new (read_local, &fixture->local, NULL);

  fixture->local = FAKE_NOW;
  fixture->fake = fake_coordinator_new ();
  fixture->protocol = osr_protocol_new (fake_coordinator_get_uri (fixture->fake), clock);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->result);
  g_object_unref (fixture->protocol);
  fake_coordinator_free (fixture->fake);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_set_object (&((Fixture *) user_data)->result, result);
}

static GAsyncResult *
wait_for (Fixture *fixture)
{
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return fixture->result;
}

static OsrWireSession *
sign_in (Fixture *fixture, const char *password, GError **error)
{
  g_clear_object (&fixture->result);
  osr_protocol_sign_in_async (fixture->protocol, FAKE_LOGIN, password, "desk 7", NULL, on_done,
                              fixture);
  return osr_protocol_sign_in_finish (fixture->protocol, wait_for (fixture), error);
}

static void
sign_in_well (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrWireSession) session = sign_in (fixture, FAKE_PASSWORD, &error);

  g_assert_no_error (error);
  g_assert_nonnull (session);
}

static OsrWirePage *
changes (Fixture *fixture, const char *since, GError **error)
{
  g_clear_object (&fixture->result);
  osr_protocol_changes_async (fixture->protocol, since, 0, NULL, on_done, fixture);
  return osr_protocol_changes_finish (fixture->protocol, wait_for (fixture), error);
}

static GBytes *
note (gint64 after_version, const char *text)
{
  g_autoptr (JsonObject) payload = json_object_new ();
  OsrWireCommand command = { .case_id = CASE_ID,
                             .type = "noted",
                             .after_version = after_version,
                             .claimed_at = FAKE_NOW,
                             .device = "desk 7",
                             .payload = payload };

  json_object_set_string_member (payload, "text", text);
  return osr_wire_command_build (&command);
}

static OsrWireAccepted *
put_command (Fixture *fixture, const char *uuid, GBytes *body, GPtrArray **missing, GError **error)
{
  g_clear_object (&fixture->result);
  osr_protocol_put_command_async (fixture->protocol, uuid, body, NULL, on_done, fixture);
  return osr_protocol_put_command_finish (fixture->protocol, wait_for (fixture), missing, error);
}

static gint64
put_draft (Fixture *fixture, const char *text, gint64 base, OsrWireDraft **current, GError **error)
{
  OsrWireDraft draft = { .id = (char *) DRAFT,
                         .case_id = (char *) CASE_ID,
                         .kind = (char *) "final",
                         .text = (char *) text,
                         .revision = base };

  g_clear_object (&fixture->result);
  osr_protocol_put_draft_async (fixture->protocol, &draft, NULL, on_done, fixture);
  return osr_protocol_put_draft_finish (fixture->protocol, wait_for (fixture), current, error);
}

static void
test_sign_in (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrWireSession) session = sign_in (fixture, FAKE_PASSWORD, &error);
  g_autoptr (OsrWirePage) page = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (session->person, ==, FAKE_PERSON);
  g_assert_cmpstr (session->token, ==, osr_protocol_get_token (fixture->protocol));
  page = changes (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (page->epoch, ==, session->epoch);
  g_clear_object (&fixture->result);
  osr_protocol_sign_out_async (fixture->protocol, NULL, on_done, fixture);
  g_assert_true (osr_protocol_sign_out_finish (fixture->protocol, wait_for (fixture), &error));
  g_assert_null (osr_protocol_get_token (fixture->protocol));
  g_assert_null (changes (fixture, NULL, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH);
}

static void
test_wrong_password (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sign_in (fixture, "secret-7731", &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH);
  g_assert_null (strstr (error->message, "secret-7731"));
  g_assert_null (osr_protocol_get_token (fixture->protocol));
}

static void
test_status (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrWireStatus) status = NULL;

  fake_coordinator_append (fixture->fake, "office", "topic-set", "office", NULL, NULL);
  osr_protocol_status_async (fixture->protocol, NULL, on_done, fixture);
  status = osr_protocol_status_finish (fixture->protocol, wait_for (fixture), &error);
  g_assert_no_error (error);
  g_assert_cmpint (status->head, ==, 1);
  g_assert_cmpint (status->now, ==, FAKE_NOW);
}

static GPtrArray *
accounts (Fixture *fixture, const char *answer, GError **error)
{
  fake_coordinator_answer (fixture->fake, "GET /v1/accounts", 1, 200, NULL, answer);
  g_clear_object (&fixture->result);
  osr_protocol_accounts_async (fixture->protocol, NULL, on_done, fixture);
  return osr_protocol_accounts_finish (fixture->protocol, wait_for (fixture), error);
}

static void
test_accounts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL, nameless = NULL, nothing = NULL;
  g_autoptr (GPtrArray) all = NULL;
  const OsrWireAccount *gov, *page;

  sign_in_well (fixture);
  all = accounts (fixture,
                  "{\"accounts\":[{\"account\":\"gov\",\"network\":\"vk\",\"watched\":true,"
                  "\"failures\":-3,\"read_at\":7},{\"account\":\"page\",\"watched\":false,"
                  "\"failures\":2,\"fault_code\":\"auth\",\"calls_left\":9}]}",
                  &error);
  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 2);
  gov = all->pdata[0];
  page = all->pdata[1];
  g_assert_true (gov->watched);
  g_assert_cmpuint (gov->failures, ==, 0);
  g_assert_cmpint (gov->read_at, ==, 7);
  g_assert_cmpint (gov->calls_left, ==, -1);
  g_assert_cmpint (page->read_at, ==, OSR_INSTANT_UNKNOWN);
  g_assert_cmpuint (page->failures, ==, 2);
  g_assert_cmpstr (page->fault_code, ==, "auth");
  g_assert_null (page->fault);
  g_assert_null (accounts (fixture, "{\"accounts\":[{\"network\":\"vk\"}]}", &nameless));
  g_assert_error (nameless, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL);
  g_assert_null (accounts (fixture, "{}", &nothing));
  g_assert_error (nothing, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL);
}

static void
test_offline (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fake_coordinator_set_online (fixture->fake, FALSE);
  g_assert_null (sign_in (fixture, FAKE_PASSWORD, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_OFFLINE);
  g_assert_cmpint (osr_protocol_get_answered_at (fixture->protocol), ==, OSR_INSTANT_UNKNOWN);
}

static void
test_command (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = note (0, "Привет 👋 «мир»");
  g_autoptr (OsrWireAccepted) first = NULL;
  g_autoptr (OsrWireAccepted) again = NULL;
  OsrWireEvent *event;

  sign_in_well (fixture);
  first = put_command (fixture, COMMAND, body, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (first->version, ==, 1);
  g_assert_cmpuint (first->events->len, ==, 1);
  event = g_ptr_array_index (first->events, 0);
  g_assert_true (osr_wire_event_check (event, NULL));
  again = put_command (fixture, COMMAND, body, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (again->seq, ==, first->seq);
  g_assert_cmpint (fake_coordinator_get_version (fixture->fake, CASE_ID), ==, 1);
  g_assert_true (g_bytes_equal (fake_coordinator_get_command (fixture->fake, COMMAND), body));
}

static void
test_lost_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = note (0, "once");
  g_autoptr (OsrWireAccepted) accepted = NULL;

  sign_in_well (fixture);
  fake_coordinator_lose_answer (fixture->fake, "PUT /v1/commands/", 2);
  while ((accepted = put_command (fixture, COMMAND, body, NULL, &error)) == NULL) {
    g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_TEMPORARY);
    g_clear_error (&error);
  }
  g_assert_cmpuint (fake_coordinator_count (fixture->fake, "PUT /v1/commands/"), ==, 3);
  g_assert_cmpint (fake_coordinator_get_version (fixture->fake, CASE_ID), ==, 1);
}

static void
test_stale (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = note (1, "late");
  g_autoptr (GPtrArray) missing = NULL;
  OsrWireEvent *event;

  sign_in_well (fixture);
  fake_coordinator_append (fixture->fake, CASE_ID, "found", "monitor", NULL, NULL);
  fake_coordinator_append (fixture->fake, CASE_ID, "detected", "person-b", NULL, NULL);
  g_assert_null (put_command (fixture, COMMAND, body, &missing, &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_STALE);
  g_assert_nonnull (missing);
  g_assert_cmpuint (missing->len, ==, 1);
  event = g_ptr_array_index (missing, 0);
  g_assert_nonnull (strstr (g_bytes_get_data (event->meta, NULL), "\"detected\""));
}

typedef struct {
  const char *name;
  guint status;
  const char *nick;
  const char *body;
  gboolean core;
  int code;
} Refusal;

/* A page of a proxy never refuses a command: it is trouble on the way, to be tried again. */
static const Refusal refusals[] = {
  { "rule", 422, "own-draft", NULL, TRUE, OSR_CORE_ERROR_OWN_DRAFT },
  { "role", 403, "not-allowed", NULL, TRUE, OSR_CORE_ERROR_NOT_ALLOWED },
  { "claimed", 409, "claimed", NULL, TRUE, OSR_CORE_ERROR_CLAIMED },
  { "conflict", 409, "newer-than-this", NULL, TRUE, OSR_CORE_ERROR_STALE },
  { "malformed", 400, "invalid", NULL, TRUE, OSR_CORE_ERROR_INVALID },
  { "no-case", 404, "not-found", NULL, FALSE, OSR_NET_ERROR_REJECTED },
  { "other-bytes", 422, "conflict", NULL, FALSE, OSR_NET_ERROR_REJECTED },
  { "token", 401, "auth", NULL, FALSE, OSR_NET_ERROR_AUTH },
  { "often", 429, "rate-limited", NULL, FALSE, OSR_NET_ERROR_RATE_LIMITED },
  { "often-proxy", 429, NULL, "slow down", FALSE, OSR_NET_ERROR_RATE_LIMITED },
  { "fault", 500, "temporary", NULL, FALSE, OSR_NET_ERROR_TEMPORARY },
  { "gateway", 502, NULL, "<html>Bad gateway</html>", FALSE, OSR_NET_ERROR_TEMPORARY },
  { "proxy-403", 403, NULL, "<html>Forbidden</html>", FALSE, OSR_NET_ERROR_PROTOCOL },
  { "proxy-401", 401, NULL, "<html>Who are you?</html>", FALSE, OSR_NET_ERROR_PROTOCOL },
  { "proxy-200", 200, NULL, "<html>Welcome to Wi-Fi</html>", FALSE, OSR_NET_ERROR_PROTOCOL },
  { "redirect", 302, NULL, "", FALSE, OSR_NET_ERROR_PROTOCOL },
  { "empty", 200, NULL, "{}", FALSE, OSR_NET_ERROR_PROTOCOL },
  { "bad-code", 422, NULL, "{\"error\":{\"code\":7}}", FALSE, OSR_NET_ERROR_PROTOCOL },
};

static void
test_refusal (Fixture *fixture, gconstpointer data)
{
  const Refusal *refusal = data;
  GQuark domain = refusal->core ? OSR_CORE_ERROR : OSR_NET_ERROR;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = note (0, "x");

  sign_in_well (fixture);
  fake_coordinator_answer (fixture->fake, "PUT /v1/commands/", 1, refusal->status, refusal->nick,
                           refusal->body);
  g_assert_null (put_command (fixture, COMMAND, body, NULL, &error));
  g_assert_error (error, domain, refusal->code);
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrWirePage) first = NULL;
  g_autoptr (OsrWirePage) second = NULL;
  JsonObject *payload = json_object_new ();
  OsrWireEntry *entry;
  OsrWireEvent *event;
  OsrWireEvent *found;

  sign_in_well (fixture);
  json_object_set_string_member (payload, "text", "яма");
  fake_coordinator_append (fixture->fake, CASE_ID, "found", "monitor", NULL, payload);
  fake_coordinator_append (fixture->fake, CASE_ID, "detected", "b", NULL, NULL);
  fake_coordinator_show (fixture->fake, CASE_ID);
  fake_coordinator_forget (fixture->fake, CASE_ID);
  fake_coordinator_set_page_size (fixture->fake, 3);
  first = changes (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (first->more);
  g_assert_cmpuint (first->entries->len, ==, 3);
  entry = g_ptr_array_index (first->entries, 0);
  found = g_ptr_array_index (entry->events, 0);
  g_assert_cmpint (entry->kind, ==, OSR_WIRE_EVENT);
  g_assert_true (osr_wire_event_check (found, NULL));
  entry = g_ptr_array_index (first->entries, 2);
  g_assert_cmpint (entry->kind, ==, OSR_WIRE_CASE);
  g_assert_cmpuint (entry->events->len, ==, 2);
  event = g_ptr_array_index (entry->events, 1);
  g_assert_true (osr_wire_event_check (event, found->hash));
  g_assert_false (osr_wire_event_check (event, NULL));
  second = changes (fixture, first->next, &error);
  g_assert_no_error (error);
  g_assert_false (second->more);
  entry = g_ptr_array_index (second->entries, 0);
  g_assert_cmpint (entry->kind, ==, OSR_WIRE_FORGET);
  g_assert_cmpstr (entry->case_id, ==, CASE_ID);
}

static void
test_other_epoch (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrWirePage) page = NULL;

  sign_in_well (fixture);
  page = changes (fixture, "0-another", &error);
  g_assert_no_error (error);
  g_assert_true (page->reset);
  g_assert_cmpuint (page->entries->len, ==, 0);
  g_clear_pointer (&page, osr_wire_page_free);
  page = changes (fixture, "7", &error);
  g_assert_true (page->reset);
}

/* The page and a note at the same time: the poll must not keep the command waiting. */
static void
test_poll_and_command (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrWirePage) page = NULL;
  g_autoptr (OsrWireAccepted) accepted = NULL;
  g_autoptr (GBytes) body = note (0, "x");
  Fixture poll = { 0 };

  sign_in_well (fixture);
  osr_protocol_changes_async (fixture->protocol, NULL, 20, NULL, on_done, &poll);
  accepted = put_command (fixture, COMMAND, body, NULL, &error);
  g_assert_no_error (error);
  page = osr_protocol_changes_finish (fixture->protocol, wait_for (&poll), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->entries->len, ==, 1);
  g_clear_object (&poll.result);
}

static void
test_cancelled_poll (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  sign_in_well (fixture);
  g_clear_object (&fixture->result);
  osr_protocol_changes_async (fixture->protocol, NULL, 20, cancellable, on_done, fixture);
  while (fake_coordinator_count (fixture->fake, "GET /v1/changes") == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  g_assert_null (osr_protocol_changes_finish (fixture->protocol, wait_for (fixture), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_drafts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrWireDraft) current = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  OsrWireDraft *draft;

  sign_in_well (fixture);
  g_assert_cmpint (put_draft (fixture, "one", 0, NULL, &error), ==, 1);
  g_assert_cmpint (put_draft (fixture, "two", 1, NULL, &error), ==, 2);
  g_assert_no_error (error);
  g_assert_cmpint (put_draft (fixture, "elsewhere", 1, &current, &error), ==, 0);
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_STALE);
  g_assert_cmpstr (current->text, ==, "two");
  g_assert_cmpint (current->revision, ==, 2);
  g_clear_error (&error);
  g_clear_object (&fixture->result);
  osr_protocol_get_drafts_async (fixture->protocol, CASE_ID, NULL, on_done, fixture);
  drafts = osr_protocol_get_drafts_finish (fixture->protocol, wait_for (fixture), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (drafts->len, ==, 1);
  draft = g_ptr_array_index (drafts, 0);
  g_assert_cmpstr (draft->id, ==, DRAFT);
  g_assert_cmpstr (draft->text, ==, "two");
}

static void
test_delete_draft (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sign_in_well (fixture);
  g_assert_cmpint (put_draft (fixture, "one", 0, NULL, &error), ==, 1);
  for (int i = 0; i < 2; i++) {
    g_clear_object (&fixture->result);
    osr_protocol_delete_draft_async (fixture->protocol, DRAFT, NULL, on_done, fixture);
    g_assert_true (
        osr_protocol_delete_draft_finish (fixture->protocol, wait_for (fixture), &error));
    g_assert_no_error (error);
  }
  g_assert_null (fake_coordinator_get_draft (fixture->fake, CASE_ID, NULL));
}

static void
test_clock (Fixture *fixture, gconstpointer data)
{
  OsrClock *clock = osr_protocol_get_clock (fixture->protocol);

  fixture->local = FAKE_NOW - OSR_HOUR;
  sign_in_well (fixture);
  g_assert_cmpint (osr_clock_now (clock), ==, FAKE_NOW);
  g_assert_cmpint (osr_protocol_get_answered_at (fixture->protocol), ==, FAKE_NOW);
  fixture->local += OSR_MINUTE;
  g_assert_cmpint (osr_clock_now (clock), ==, FAKE_NOW + OSR_MINUTE);
  fake_coordinator_set_now (fixture->fake, FAKE_NOW + 3 * OSR_MINUTE);
  sign_in_well (fixture);
  g_assert_cmpint (osr_clock_now (clock), ==, FAKE_NOW + 3 * OSR_MINUTE);
}

/* A poll that takes long tells only that the coordinator looked at its clock meanwhile. */
static void
test_clock_of_poll (Fixture *fixture, gconstpointer data)
{
  OsrClock *clock = osr_protocol_get_clock (fixture->protocol);
  g_autoptr (OsrWirePage) page = NULL;
  g_autoptr (GError) error = NULL;

  sign_in_well (fixture);
  g_clear_object (&fixture->result);
  osr_protocol_changes_async (fixture->protocol, NULL, 20, NULL, on_done, fixture);
  while (fake_coordinator_count (fixture->fake, "GET /v1/changes") == 0)
    g_main_context_iteration (NULL, TRUE);
  fixture->local += 18 * OSR_SECOND;
  fake_coordinator_set_now (fixture->fake, FAKE_NOW + 18 * OSR_SECOND);
  fake_coordinator_append (fixture->fake, CASE_ID, "found", "monitor", NULL, NULL);
  page = osr_protocol_changes_finish (fixture->protocol, wait_for (fixture), &error);
  g_assert_no_error (error);
  g_assert_cmpint (osr_clock_get_offset (clock), ==, 0);
}

static const char *const bad_pages[] = {
  "{}",
  "[]",
  "{\"epoch\":\"e\",\"next\":\"1\",\"entries\":{}}",
  "{\"epoch\":\"e\",\"next\":7,\"entries\":[]}",
  "{\"epoch\":\"e\",\"next\":\"1\",\"entries\":[7]}",
  "{\"epoch\":\"e\",\"next\":\"1\",\"entries\":[{\"kind\":\"event\",\"case\":\"a\"}]}",
  "{\"epoch\":\"e\",\"next\":\"1\",\"entries\":[{\"kind\":\"odd\",\"case\":\"a\"}]}",
  "{\"epoch\":\"e\",\"next\":\"1\",\"entries\":[{\"kind\":\"case\",\"case\":\"a\",\"events\":[]}]}",
  "{\"epoch\":\"e\",\"next\":\"1\",\"entries\":[{\"kind\":\"event\",\"case\":\"a\",\"meta\":\"{}\","
  "\"hash\":\"h\",\"salt\":\"0g\"}]}",
  "{\"epoch\":\"e\",\"next\":\"1\",\"entries\":[{\"kind\":\"event\",\"case\":\"a\",\"meta\":\"{}\","
  "\"hash\":\"h\",\"salt\":\"abc\"}]}",
  "{\"epoch\":\"e\",\"epoch\":\"f\",\"next\":\"1\",\"entries\":[]}",
};

static void
test_bad_page (gconstpointer data)
{
  g_autoptr (GBytes) body = g_bytes_new_static (data, strlen (data));
  g_autoptr (GError) error = NULL;

  g_assert_null (osr_wire_page_read (body, &error));
  g_assert_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL);
}

static void
test_command_bytes (void)
{
  g_autoptr (JsonObject) members = json_object_new ();
  OsrWireCommand command = { .case_id = CASE_ID,
                             .type = "routed",
                             .after_command = COMMAND,
                             .after_version = 4,
                             .claimed_at = FAKE_NOW,
                             .device = "d",
                             .members = members };
  g_autoptr (GBytes) first = osr_wire_command_build (&command);
  g_autoptr (GBytes) second = osr_wire_command_build (&command);
  g_autoptr (JsonObject) object = NULL;
  gsize length;
  const char *text = g_bytes_get_data (first, &length);

  g_assert_true (g_bytes_equal (first, second));
  object = osr_json_read_object (text, (gssize) length, 0, "command", NULL);
  g_assert_nonnull (object);
  g_assert_cmpstr (osr_json_get_string (osr_json_get_object (object, "after"), "command"), ==,
                   COMMAND);
  g_assert_false (json_object_has_member (osr_json_get_object (object, "after"), "version"));
  g_assert_false (json_object_has_member (object, "payload"));
  g_assert_cmpint (osr_json_get_int (object, "claimed_at", 0), ==, FAKE_NOW);
}

static void
add (const char *name, gconstpointer data, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, data, set_up, test, tear_down);
}

static void
add_tables (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++) {
    g_autofree char *name = g_strconcat ("/net/protocol/refusal/", refusals[i].name, NULL);

    add (name, &refusals[i], test_refusal);
  }
  for (guint i = 0; i < G_N_ELEMENTS (bad_pages); i++) {
    g_autofree char *name = g_strdup_printf ("/net/protocol/bad-page/%u", i);

    g_test_add_data_func (name, bad_pages[i], test_bad_page);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/net/protocol/sign-in", NULL, test_sign_in);
  add ("/net/protocol/wrong-password", NULL, test_wrong_password);
  add ("/net/protocol/status", NULL, test_status);
  add ("/net/protocol/offline", NULL, test_offline);
  add ("/net/protocol/command/again", NULL, test_command);
  add ("/net/protocol/command/lost-answer", NULL, test_lost_answer);
  add ("/net/protocol/command/stale", NULL, test_stale);
  g_test_add_func ("/net/protocol/command/bytes", test_command_bytes);
  add ("/net/protocol/changes/pages", NULL, test_pages);
  add ("/net/protocol/changes/other-epoch", NULL, test_other_epoch);
  add ("/net/protocol/changes/poll-and-command", NULL, test_poll_and_command);
  add ("/net/protocol/changes/cancelled", NULL, test_cancelled_poll);
  add ("/net/protocol/drafts/revisions", NULL, test_drafts);
  add ("/net/protocol/drafts/delete", NULL, test_delete_draft);
  add ("/net/protocol/accounts", NULL, test_accounts);
  add ("/net/protocol/clock/offset", NULL, test_clock);
  add ("/net/protocol/clock/long-poll", NULL, test_clock_of_poll);
  add_tables ();
  return g_test_run ();
}
