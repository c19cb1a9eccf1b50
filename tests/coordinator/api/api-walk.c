/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks a coordinator everything that it can be asked, rightly and wrongly, checks the statuses, and
 * writes down what came in lines of JSON for test-api.py, which holds them against the description.
 * Other arguments than the file are for g_test. */
#include <stdio.h>
#include <string.h>

#include "coordinator-bench.h"
#include "core/osr-json.h"
#include "net/osr-protocol-records.h"
#include "osr-fault-vfs.h"
#include "store/osr-log-publications.h"

#define BYTES  "what the picture shows"
#define RANDOM "00000000-0000-4000-8000-000000000000"

static FILE *record;

typedef struct {
  Bench bench;
  char *curator;
  char *stranger; /* of another body: sees nothing of it */
  char *admin;
  char *case_id;
  char *digest;
} Office;

typedef struct {
  const char *method;
  const char *path;
  const char *token;
  const char *body;
  const char *header; /* nullable: "Name: value" */
} Ask;

static void
add_header (SoupMessage *message, const char *name, const char *value)
{
  soup_message_headers_replace (soup_message_get_request_headers (message), name, value);
}

static SoupMessage *
make_message (Office *office, const Ask *ask)
{
  g_autofree char *uri = g_strconcat (office->bench.url, ask->path, NULL);
  SoupMessage *message = soup_message_new (ask->method, uri);

  if (ask->token != NULL) {
    g_autofree char *value = g_strconcat ("Bearer ", ask->token, NULL);

    add_header (message, "Authorization", value);
  }
  if (ask->header != NULL) {
    g_auto (GStrv) parts = g_strsplit (ask->header, ": ", 2);

    add_header (message, parts[0], parts[1]);
  }
  if (ask->body != NULL) {
    g_autoptr (GBytes) bytes = g_bytes_new (ask->body, strlen (ask->body));

    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  }
  return message;
}

static void
collect (const char *name, const char *value, gpointer headers)
{
  json_object_set_string_member (headers, name, value);
}

static void
write_down (const Ask *ask, SoupMessage *message, const char *text)
{
  g_autoptr (JsonObject) line = json_object_new ();
  JsonObject *headers = json_object_new ();
  g_autofree char *json = NULL;
  const char *type =
      soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL);

  soup_message_headers_foreach (soup_message_get_response_headers (message), collect, headers);
  json_object_set_string_member (line, "method", ask->method);
  json_object_set_string_member (line, "path", ask->path);
  json_object_set_int_member (line, "status", soup_message_get_status (message));
  json_object_set_object_member (line, "headers", headers);
  if (g_strcmp0 (type, "application/json") == 0)
    json_object_set_string_member (line, "body", text);
  json = osr_json_write_object (line);
  if (record != NULL)
    fprintf (record, "%s\n", json), fflush (record);
}

typedef struct {
  GBytes *body;
  gboolean done;
} Reply;

static void
on_reply (GObject *source, GAsyncResult *result, gpointer data)
{
  Reply *reply = data;

  reply->body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, NULL);
  reply->done = TRUE;
}

static gboolean
is_done (gpointer reply)
{
  return ((Reply *) reply)->done;
}

/* (transfer full): the body; @etag (nullable) takes that header */
static GBytes *
exchange (Office *office, const Ask *ask, guint status, char **etag)
{
  g_autoptr (SoupMessage) message = make_message (office, ask);
  Reply reply = { 0 };
  g_autofree char *text = NULL;

  soup_session_send_and_read_async (office->bench.session, message, 0, NULL, on_reply, &reply);
  bench_wait (is_done, &reply);
  g_assert_nonnull (reply.body);
  text = g_strndup (g_bytes_get_data (reply.body, NULL), g_bytes_get_size (reply.body));
  if (soup_message_get_status (message) != status)
    g_test_message ("%s %s: %u %s", ask->method, ask->path, soup_message_get_status (message),
                    text);
  g_assert_cmpuint (soup_message_get_status (message), ==, status);
  write_down (ask, message, text);
  if (etag != NULL)
    *etag = g_strdup (
        soup_message_headers_get_one (soup_message_get_response_headers (message), "ETag"));
  return reply.body;
}

static void
expect (Office *office, const char *method, const char *path, const char *token, const char *body,
        guint status)
{
  const Ask ask = { method, path, token, body };
  g_autoptr (GBytes) answer = exchange (office, &ask, status, NULL);
}

static void
expect_with (Office *office, const char *path, const char *header, guint status)
{
  const Ask ask = { "GET", path, office->curator, NULL, header };
  g_autoptr (GBytes) answer = exchange (office, &ask, status, NULL);
}

static void
set_up (Office *office, gconstpointer data)
{
  g_autofree char *members = NULL;

  bench_set_up (&office->bench, data);
  office->curator = bench_sign_in (&office->bench, "kurator");
  office->stranger = bench_sign_in (&office->bench, "health");
  office->admin = bench_sign_in (&office->bench, "admin");
  office->case_id = office_bench_find (&office->bench.office, "1", "Прорвало трубу на Мира");
  office->digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, BYTES, -1);
  members = g_strdup_printf ("{\"attachments\":[\"%s\"]}", office->digest);
  office_bench_append (&office->bench.office, office->case_id, "noted", "kurator", members,
                       "{\"text\":\"look\"}");
}

static void
tear_down (Office *office, gconstpointer data)
{
  g_free (office->curator);
  g_free (office->stranger);
  g_free (office->admin);
  g_free (office->case_id);
  g_free (office->digest);
  bench_tear_down (&office->bench, data);
}

static void
test_session (Office *office, gconstpointer data)
{
  g_autofree char *token = bench_sign_in (&office->bench, "health");

  expect (office, "GET", "/v1/status", NULL, NULL, 200);
  expect (office, "POST", "/v1/session", NULL,
          "{\"login\":\"kurator\",\"password\":\"demo-kurator\",\"device\":\"d\"}", 200);
  expect (office, "POST", "/v1/session", NULL,
          "{\"login\":\"kurator\",\"password\":\"wrong\",\"device\":\"d\"}", 401);
  expect (office, "POST", "/v1/session", NULL, "{}", 400);
  expect (office, "DELETE", "/v1/session", token, NULL, 200);
  expect (office, "DELETE", "/v1/session", token, NULL, 401);
  expect (office, "PATCH", "/v1/session", NULL, NULL, 405);
  expect (office, "GET", "/v1/nothing", NULL, NULL, 404);
}

/* One after another, what a command is looked at for. */
static void
test_order_of_checks (Office *office, gconstpointer data)
{
  gint64 version = osr_log_get_version (bench_log (&office->bench), office->case_id);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *path = g_strconcat ("/v1/commands/", id, NULL);
  g_autofree char *other = g_uuid_string_random ();
  g_autofree char *refused = g_strconcat ("/v1/commands/", other, NULL);
  g_autofree char *third = g_uuid_string_random ();
  g_autofree char *ruled = g_strconcat ("/v1/commands/", third, NULL);
  g_autofree char *note = bench_body (office->case_id, "noted", version, NULL, "{\"text\":\"n\"}");
  g_autofree char *stale = bench_body (office->case_id, "routed", 1, "{\"body\":\"gkh\"}", NULL);
  g_autofree char *early =
      bench_body (office->case_id, "approved", version + 1, "{\"draft\":1,\"digest\":\"d\"}", NULL);

  expect (office, "PUT", path, NULL, "nonsense", 401);
  expect (office, "PUT", path, office->curator, "nonsense", 400);
  expect (office, "PUT", "/v1/commands/" RANDOM, office->stranger, note, 404);
  expect (office, "PUT", path, office->curator, note, 200);
  /* the same again, though the case has gone on since */
  expect (office, "PUT", path, office->curator, note, 200);
  g_assert_cmpint (osr_log_get_version (bench_log (&office->bench), office->case_id), ==,
                   version + 1);
  expect (office, "PUT", path, office->curator, "nonsense", 422);
  expect (office, "PUT", path, office->stranger, note, 403);
  expect (office, "PUT", refused, office->curator, stale, 409);
  expect (office, "PUT", refused, office->stranger, stale, 403);
  expect (office, "PUT", ruled, office->curator, early, 422);
}

static void
test_changes (Office *office, gconstpointer data)
{
  expect (office, "GET", "/v1/changes", office->curator, NULL, 200);
  expect (office, "GET", "/v1/changes?limit=1", office->stranger, NULL, 200);
  expect (office, "GET", "/v1/changes", NULL, NULL, 401);
  expect (office, "GET", "/v1/changes?limit=1001", office->curator, NULL, 400);
  expect (office, "GET", "/v1/changes?wait=x", office->curator, NULL, 400);
  expect (office, "GET", "/v1/changes?since=foreign", office->curator, NULL, 410);
}

static GBytes *
unpack (GBytes *packed)
{
  g_autoptr (GInputStream) raw = g_memory_input_stream_new_from_bytes (packed);
  g_autoptr (GZlibDecompressor) gzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr (GInputStream) plain = g_converter_input_stream_new (raw, G_CONVERTER (gzip));
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_output_stream_splice (out, plain,
                          G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                          NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

/* The lines say what the head says of them, and each stream's chain holds. */
static void
check_lines (Office *office, GBytes *packed)
{
  g_autoptr (GBytes) plain = unpack (packed);
  g_autofree char *text = g_strndup (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain));
  g_auto (GStrv) lines = g_strsplit (g_strchomp (text), "\n", -1);
  guint n = g_strv_length (lines);
  g_autoptr (JsonObject) head = osr_json_read_object (lines[0], -1, 0, "head", NULL);
  gint64 position, events = 0;
  gboolean found = FALSE;

  g_assert_true (osr_log_read_cursor (bench_log (&office->bench),
                                      osr_json_get_string (head, "next"), &position, NULL));
  g_assert_cmpint (position, ==, osr_log_get_head (bench_log (&office->bench)));
  g_assert_cmpstr (lines[n - 1], ==, "{\"end\":true}");
  for (guint i = 1; i + 1 < n; i++) {
    g_autoptr (JsonObject) object = osr_json_read_object (lines[i], -1, 0, "line", NULL);
    g_autoptr (OsrWireEntry) entry = osr_wire_entry_read (object, NULL);
    const char *previous = NULL;

    g_assert_nonnull (entry);
    for (guint k = 0; k < entry->events->len; k++, events++) {
      OsrWireEvent *one = entry->events->pdata[k];

      g_assert_true (osr_wire_event_check (one, previous));
      previous = one->hash;
    }
    found = found || g_str_equal (entry->case_id, office->case_id);
  }
  g_assert_cmpint (events, ==, osr_json_get_int (head, "events", -1));
  g_assert_true (found);
}

static void
test_snapshot (Office *office, gconstpointer data)
{
  const Ask whole = { "GET", "/v1/snapshot/office", office->curator };
  g_autofree char *etag = NULL;
  g_autofree char *if_match = NULL;
  g_autofree char *if_other = NULL;
  g_autoptr (GBytes) bytes = exchange (office, &whole, 200, &etag);
  g_autoptr (GByteArray) joined = g_byte_array_new ();
  gsize size = g_bytes_get_size (bytes);

  check_lines (office, bytes);
  /* the same file in pieces, with work going on meanwhile */
  for (gsize at = 0; at < size; at += 700) {
    g_autofree char *range = g_strdup_printf ("Range: bytes=%zu-%zu", at, at + 699);
    const Ask part = { "GET", "/v1/snapshot/office", office->curator, NULL, range };
    g_autoptr (GBytes) piece = exchange (office, &part, 206, NULL);

    g_byte_array_append (joined, g_bytes_get_data (piece, NULL), (guint) g_bytes_get_size (piece));
    office_bench_append (&office->bench.office, office->case_id, "noted", "kurator", NULL,
                         "{\"text\":\"more\"}");
  }
  g_assert_cmpmem (joined->data, joined->len, g_bytes_get_data (bytes, NULL), size);
  if_match = g_strconcat ("If-None-Match: ", etag, NULL);
  expect_with (office, "/v1/snapshot/office", if_match, 304);
  expect_with (office, "/v1/snapshot/office", "If-Match: \"other\"", 412);
  expect_with (office, "/v1/snapshot/office", "Range: bytes=99999999-", 416);
  expect (office, "GET", "/v1/snapshot/body:gkh", office->curator, NULL, 404);
  expect (office, "GET", "/v1/snapshot/body:health", office->stranger, NULL, 200);
  expect (office, "GET", "/v1/snapshot/region", office->stranger, NULL, 404);
  expect (office, "GET", "/v1/snapshot/nothing", office->curator, NULL, 404);
  expect (office, "GET", "/v1/snapshot/office", NULL, NULL, 401);
}

static guint
count_rows (Office *office, const char *path, const char *token)
{
  const Ask ask = { "GET", path, token };
  g_autoptr (GBytes) body = exchange (office, &ask, 200, NULL);
  g_autoptr (JsonObject) object = osr_json_read_object (
      g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body), 0, "rows", NULL);

  return json_array_get_length (osr_json_get_array (object, "cases"));
}

static void
test_lists (Office *office, gconstpointer data)
{
  static const char *const views[] = { "act", "open", "all" };
  g_autofree char *one = g_strconcat ("/v1/cases/", office->case_id, NULL);
  g_autofree char *words = g_uri_escape_string ("труба", NULL, FALSE);
  g_autofree char *search = g_strconcat ("/v1/search?q=", words, NULL);
  g_autofree char *best = g_strconcat (search, "&order=best&limit=5", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (views); i++) {
    g_autofree char *path = g_strconcat ("/v1/cases?order=due&view=", views[i], NULL);

    g_assert_cmpuint (count_rows (office, path, office->curator), ==, 1);
    g_assert_cmpuint (count_rows (office, path, office->stranger), ==, 0);
  }
  g_assert_cmpuint (count_rows (office, "/v1/cases?view=closed", office->curator), ==, 0);
  g_assert_cmpuint (count_rows (office, "/v1/cases?view=mine", office->curator), ==, 0);
  g_assert_cmpuint (count_rows (office, "/v1/cases?view=overdue", office->curator), ==, 0);
  office_bench_append (&office->bench.office, office->case_id, "detected", "kurator", NULL, NULL);
  g_assert_cmpuint (count_rows (office, "/v1/cases?view=mine", office->curator), ==, 1);
  office_bench_pass (&office->bench.office, 60 * 24 * 20);
  g_assert_cmpuint (count_rows (office, "/v1/cases?view=overdue", office->curator), ==, 1);
  g_assert_cmpuint (count_rows (office, search, office->curator), ==, 1);
  g_assert_cmpuint (count_rows (office, best, office->curator), ==, 1);
  g_assert_cmpuint (count_rows (office, search, office->stranger), ==, 0);
  expect (office, "GET", "/v1/cases?view=odd", office->curator, NULL, 400);
  expect (office, "GET", "/v1/cases?after=odd", office->curator, NULL, 400);
  expect (office, "GET", "/v1/cases?limit=201", office->curator, NULL, 400);
  expect (office, "GET", "/v1/search", office->curator, NULL, 400);
  expect (office, "GET", "/v1/search?q=a", NULL, NULL, 401);
  expect (office, "GET", one, office->curator, NULL, 200);
  expect (office, "GET", one, office->stranger, NULL, 404);
  expect (office, "GET", "/v1/cases/" RANDOM, office->curator, NULL, 404);
  expect (office, "GET", "/v1/cases/office", office->curator, NULL, 404);
}

static void
test_attachments (Office *office, gconstpointer data)
{
  g_autofree char *path = g_strconcat ("/v1/attachments/", office->digest, NULL);
  g_autofree char *unnamed = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "else", -1);
  g_autofree char *other = g_strconcat ("/v1/attachments/", unnamed, NULL);
  const Ask ask = { "GET", path, office->curator };
  g_autoptr (GBytes) bytes = NULL;

  expect (office, "GET", path, office->curator, NULL, 404);
  expect (office, "PUT", path, office->curator, "other bytes", 422);
  expect (office, "PUT", path, office->curator, BYTES, 204);
  expect (office, "PUT", path, office->stranger, BYTES, 204);
  expect (office, "PUT", path, NULL, BYTES, 401);
  expect (office, "PUT", "/v1/attachments/odd", office->curator, BYTES, 400);
  expect (office, "PUT", other, office->curator, "else", 204);
  bytes = exchange (office, &ask, 200, NULL);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), BYTES, strlen (BYTES));
  expect_with (office, path, "Range: bytes=5-7", 206);
  expect (office, "GET", path, office->stranger, NULL, 404);
  /* no case names it */
  expect (office, "GET", other, office->curator, NULL, 404);
  expect (office, "GET", "/v1/attachments/odd", office->curator, NULL, 400);
}

static void
test_drafts (Office *office, gconstpointer data)
{
  g_autofree char *list = g_strconcat ("/v1/drafts?case=", office->case_id, NULL);
  g_autofree char *body = g_strdup_printf (
      "{\"case\":\"%s\",\"kind\":\"final\",\"text\":\"t\",\"revision\":0}", office->case_id);
  g_autofree char *other = g_strdup_printf (
      "{\"case\":\"%s\",\"kind\":\"final\",\"text\":\"u\",\"revision\":0}", office->case_id);

  expect (office, "PUT", "/v1/drafts/" RANDOM, office->curator, body, 200);
  expect (office, "PUT", "/v1/drafts/" RANDOM, office->curator, other, 409);
  expect (office, "PUT", "/v1/drafts/" RANDOM, office->curator, "{}", 400);
  expect (office, "PUT", "/v1/drafts/" RANDOM, office->stranger, body, 404);
  expect (office, "GET", list, office->curator, NULL, 200);
  expect (office, "GET", list, office->stranger, NULL, 404);
  expect (office, "DELETE", "/v1/drafts/" RANDOM, office->curator, NULL, 200);
}

static void
test_office (Office *office, gconstpointer data)
{
  static const char set[] = "{\"type\":\"body-set\",\"members\":{\"body\":\"gkh\","
                            "\"name\":\"Other name\"}}";

  expect (office, "POST", "/v1/office/preview", office->admin, set, 200);
  expect (office, "POST", "/v1/office/preview", office->admin, "{}", 400);
  expect (office, "POST", "/v1/office/preview", office->curator, set, 403);
  expect (office, "GET", "/v1/accounts", office->admin, NULL, 200);
  expect (office, "GET", "/v1/accounts", office->curator, NULL, 403);
}

/* An account that the curator holds, and a reply that waits to go out from it. */
static void
give_held (Office *office)
{
  OsrLog *log = bench_log (&office->bench);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (log, &error);
  g_autoptr (JsonObject) members = osr_json_read_object (
      "{\"account\":\"held\",\"network\":\"vk\",\"owner\":\"7\",\"name\":\"Held\","
      "\"holder\":\"kurator\"}",
      -1, 0, "account", &error);
  OsrLogRequest request = { .stream = OSR_STREAM_OFFICE,
                            .type = "account-set",
                            .members = members,
                            .claimed_at = OSR_INSTANT_UNKNOWN,
                            .by = "office" };
  OsrPublication row = { .case_id = office->case_id,
                         .intent = 7,
                         .guid = (char *) "walk-guid",
                         .account = (char *) "held",
                         .draft = 5,
                         .digest = (char *) "digest" };

  g_assert_true (osr_log_append (log, &request, 1, NULL, &error));
  g_assert_true (osr_log_queue_publication (log, &row, &error));
  g_assert_true (osr_log_commit (transaction, &error));
  g_assert_no_error (error);
}

static void
test_lending (Office *office, gconstpointer data)
{
  g_autofree char *outcome = g_strdup_printf (
      "{\"taking\":\"" RANDOM "\",\"input\":\"not-sent\",\"telling\":\"nothing\",\"release\":true,"
      "\"publication\":{\"case\":\"%s\",\"intent\":7,\"guid\":\"walk-guid\",\"account\":\"held\","
      "\"draft\":5,\"digest\":\"digest\",\"state\":\"queued\",\"attempt\":0,\"absent_reads\":0,"
      "\"next_in\":1000000,\"manner\":\"plain\",\"lease\":1}}",
      office->case_id);
  static const char asking[] = "{\"accounts\":[\"held\"]}";

  give_held (office);
  expect (office, "PUT", "/v1/leases/" RANDOM, office->curator, "{}", 400);
  expect (office, "PUT", "/v1/leases/x", office->curator, asking, 400);
  expect (office, "PUT", "/v1/leases/" RANDOM, NULL, asking, 401);
  expect (office, "PUT", "/v1/outcomes/" RANDOM, office->curator, outcome, 409);
  expect (office, "PUT", "/v1/leases/" RANDOM, office->curator, asking, 200);
  expect (office, "PUT", "/v1/outcomes/" RANDOM, office->stranger, outcome, 409);
  expect (office, "PUT", "/v1/outcomes/" RANDOM, office->curator, "{}", 400);
  expect (office, "PUT", "/v1/outcomes/" RANDOM, office->curator, outcome, 200);
  expect (office, "PUT", "/v1/outcomes/" RANDOM, office->curator, outcome, 200);
  expect (office, "PUT", "/v1/outcomes/" RANDOM, office->stranger, outcome, 403);
}

/* An event that only the seventh fold reads, from a newer program on the same log. */
static void
append_newer (Office *office)
{
  OsrLog *log = bench_log (&office->bench);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (log, &error);
  OsrLogRequest request = { .stream = office->case_id,
                            .type = "noted-newly",
                            .claimed_at = OSR_INSTANT_UNKNOWN,
                            .by = "office",
                            .v = 7 };

  g_assert_cmpint (osr_log_get_needed_fold (log), ==, 1);
  g_assert_true (osr_log_append (log, &request, 1, NULL, &error));
  g_assert_true (osr_log_commit (transaction, &error));
  g_assert_no_error (error);
  g_assert_cmpint (osr_log_get_needed_fold (log), ==, 7);
}

/* Nothing but the status is told to a program that would get it wrong. */
static void
test_upgrade (Office *office, gconstpointer data)
{
  append_newer (office);
  expect_with (office, "/v1/changes", "Osr-Fold: 6", 426);
  expect_with (office, "/v1/cases", "Osr-Fold: 6", 426);
  expect_with (office, "/v1/changes", "Osr-Fold: 7", 200);
  expect_with (office, "/v1/changes", "Osr-Fold: x", 400);
  expect_with (office, "/v1/status", "Osr-Fold: 6", 200);
}

static void
print_routes (void)
{
  const char *method, *path;

  for (guint i = 0; record != NULL && osr_routes_describe (i, &method, &path); i++)
    fprintf (record, "{\"route\":\"%s %s\"}\n", method, path);
}

static void
expect_full (Office *office, const char *method, const char *path, const char *body)
{
  fault_vfs_arm (FAULT_FULL, 1, 1);
  g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "*failed:*is full*");
  expect (office, method, path, office->curator, body, 507);
  g_test_assert_expected_messages ();
  fault_vfs_disarm ();
}

/* Whatever is to be kept finds no room once. */
static void
test_full (Office *office, gconstpointer data)
{
  g_autofree char *command = bench_body (office->case_id, "noted", -1, NULL, "{\"text\":\"t\"}");
  g_autofree char *draft = g_strdup_printf (
      "{\"case\":\"%s\",\"kind\":\"final\",\"text\":\"t\",\"revision\":0}", office->case_id);

  expect_full (office, "PUT", "/v1/commands/" RANDOM, command);
  expect_full (office, "PUT", "/v1/drafts/" RANDOM, draft);
  expect (office, "PUT", "/v1/commands/" RANDOM, office->curator, command, 200);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (Office *office, gconstpointer data);
  } tests[] = {
    { "session", test_session }, { "order-of-checks", test_order_of_checks },
    { "changes", test_changes }, { "snapshot", test_snapshot },
    { "lists", test_lists },     { "attachments", test_attachments },
    { "drafts", test_drafts },   { "office", test_office },
    { "lending", test_lending }, { "upgrade", test_upgrade },
    { "full", test_full },
  };
  int status;

  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();
  if (argc > 1)
    record = fopen (argv[1], "w");
  print_routes ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++) {
    g_autofree char *name = g_strconcat ("/coordinator/api/", tests[i].name, NULL);

    g_test_add (name, Office, NULL, set_up, tests[i].test, tear_down);
  }
  status = g_test_run ();
  if (record != NULL)
    fclose (record);
  return status;
}
