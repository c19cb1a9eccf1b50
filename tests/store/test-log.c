/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Appending to the log: numbers, moments, chain, case numbers, preconditions, commands. */
#include "core/osr-chain.h"
#include "core/osr-json.h"
#include "osr-log-fixture.h"

#define LONG_TEXT (64 * 1024)

static void
test_empty (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();

  g_assert_cmpint (osr_log_get_head (f->log), ==, 0);
  g_assert_true (g_uuid_string_is_valid (osr_log_get_epoch (f->log)));
  g_assert_cmpint (osr_log_get_version (f->log, case_id (1)), ==, 0);
}

static void
test_append (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrRecord) first =
      log_append (f, case_id (1), "noted", "{\"n\":5}", "{\"text\":\"a\"}");
  g_autoptr (OsrRecord) other = log_append (f, case_id (2), "noted", NULL, NULL);
  g_autoptr (OsrRecord) second = log_append (f, case_id (1), "noted", NULL, NULL);
  g_autoptr (OsrEvent) event = osr_record_to_event (first, NULL);

  g_assert_cmpint (first->seq, ==, 1);
  g_assert_cmpint (other->seq, ==, 2);
  g_assert_cmpint (second->seq, ==, 3);
  g_assert_cmpint (second->version, ==, 2);
  g_assert_cmpint (osr_log_get_head (f->log), ==, 3);
  g_assert_cmpint (event->at, ==, FIXTURE_NOW);
  g_assert_cmpint (event->claimed_at, ==, FIXTURE_NOW);
  g_assert_cmpstr (event->by, ==, "ivanova");
  g_assert_cmpint (osr_event_get_int (event, "n", 0), ==, 5);
  g_assert_cmpstr (osr_event_get_payload_string (event, "text"), ==, "a");
  g_assert_true (osr_record_follows (first, NULL));
  g_assert_true (osr_record_follows (second, first->hash));
  g_assert_false (osr_record_follows (second, other->hash));
}

/* The bytes given out at the append are those that are read later. */
static void
test_exact_bytes (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrRecord) written =
      log_append (f, case_id (1), "noted", "{\"z\":1,\"a\":[2,{\"b\":\"\\\"\"}]}", "{\"t\":\"x\"}");
  g_autoptr (GPtrArray) read = NULL;
  OsrRecord *record;

  log_fixture_reopen (f);
  read = osr_log_load_records (f->log, case_id (1), 0, NULL);
  record = read->pdata[0];
  g_assert_cmpuint (read->len, ==, 1);
  g_assert_true (g_bytes_equal (record->meta, written->meta));
  g_assert_true (g_bytes_equal (record->payload, written->payload));
  g_assert_true (g_bytes_equal (record->salt, written->salt));
  g_assert_cmpuint (g_bytes_get_size (record->salt), ==, 32);
  g_assert_cmpstr (record->hash, ==, written->hash);
}

static void
test_clock_goes_back (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrRecord) first = log_append (f, case_id (1), "noted", NULL, NULL);
  g_autoptr (OsrRecord) second = NULL;
  g_autoptr (OsrEvent) event = NULL;

  f->now -= OSR_HOUR;
  second = log_append (f, case_id (2), "noted", NULL, NULL);
  event = osr_record_to_event (second, NULL);
  g_assert_cmpint (event->at, ==, FIXTURE_NOW);
}

static void
test_hostile_text (void)
{
  static const char *const texts[] = { "",
                                       "👨‍👩‍👧‍👦 🇷🇺",
                                       "\u202eabc\u202c שלום مرحبا",
                                       "a\nb\tc\001\177",
                                       "\ufeff\u200b\u00ad",
                                       "\"}], \\u0041 \\",
                                       "e\u0301\u0302\u0303" };
  g_autoptr (LogFixture) f = log_fixture_new ();

  for (guint i = 0; i <= G_N_ELEMENTS (texts); i++) {
    g_autofree char *huge = g_strnfill (LONG_TEXT, 'w');
    const char *text = i < G_N_ELEMENTS (texts) ? texts[i] : huge;
    g_autoptr (JsonObject) payload = json_object_new ();
    g_autofree char *json = NULL;
    g_autoptr (OsrRecord) record = NULL;
    g_autoptr (OsrCase) c = NULL;

    json_object_set_string_member (payload, "text", text);
    json = osr_json_write_object (payload);
    record = log_append (f, case_id (i), "found", "{\"network\":\"vk\"}", json);
    c = osr_log_load_case (f->log, case_id (i), NULL);
    g_assert_cmpstr (c->text, ==, text);
  }
  g_assert_true (osr_log_verify (f->log, NULL, NULL, NULL));
}

static void
test_refused (void)
{
  static const struct {
    const char *stream;
    const char *type;
    const char *members;
  } rows[] = {
    { "not-a-uuid", "noted", NULL },
    { "", "noted", NULL },
    { "00000000-0000-4000-8000-000000000001", "", NULL },
    { "00000000-0000-4000-8000-000000000001", "noted", "{\"seq\":7}" },
    { "00000000-0000-4000-8000-000000000001", "noted", "{\"at\":7}" },
    { "00000000-0000-4000-8000-000000000001", "noted", "{\"by\":\"boss\"}" },
    { "00000000-0000-4000-8000-000000000001", "detected", "{\"number\":\"2026-000001\"}" },
  };
  g_autoptr (LogFixture) f = log_fixture_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    log_append_fails (f, rows[i].stream, rows[i].type, rows[i].members, &error);
    g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_INVALID);
  }
  g_assert_cmpint (osr_log_get_head (f->log), ==, 0);
}

static void
test_rollback (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrRecord) record = NULL;

  {
    g_autoptr (OsrLogTransaction) transaction = osr_log_begin (f->log, NULL);
    OsrLogRequest requests[] = {
      { .stream = case_id (1), .type = "noted", .by = "a", .claimed_at = 1 },
      { .stream = OSR_STREAM_OFFICE, .type = "topic-set", .by = "a", .claimed_at = 1 }
    };

    g_assert_true (osr_log_append (f->log, requests, 2, NULL, NULL));
    g_assert_cmpint (osr_log_get_head (f->log), ==, 2);
  }
  g_assert_cmpint (osr_log_get_head (f->log), ==, 0);
  record = log_append (f, case_id (1), "noted", NULL, NULL);
  g_assert_cmpint (record->seq, ==, 1);
  g_assert_true (osr_log_verify (f->log, NULL, NULL, NULL));
}

/* The failed part of a transaction leaves no number behind when the rest is committed. */
static void
test_failed_part (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (JsonObject) known =
      object_of ("{\"network\":\"vk\",\"owner_id\":\"-200000001\",\"native_id\":\"1\"}");
  OsrLogRequest good = { .stream = case_id (2), .type = "noted", .by = "a", .claimed_at = 1 };
  OsrLogRequest bad[] = { good, { .stream = case_id (3), .type = "found", .by = "a" } };
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) osr_record_unref);
  g_autoptr (OsrLogTransaction) transaction = NULL;
  g_autoptr (GError) error = NULL;

  bad[1].members = known;
  log_find (f, 1);
  transaction = osr_log_begin (f->log, NULL);
  g_assert_false (osr_log_append (f->log, bad, 2, records, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CONFLICT);
  g_assert_cmpuint (records->len, ==, 0);
  g_assert_true (osr_log_append (f->log, &good, 1, records, NULL));
  g_assert_true (osr_log_commit (transaction, NULL));
  g_assert_cmpint (osr_log_get_head (f->log), ==, 2);
  g_assert_true (osr_log_verify (f->log, NULL, NULL, NULL));
}

static void
test_registry (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrLog) other = NULL;
  g_autoptr (OsrLogTransaction) transaction = NULL;
  g_autoptr (OsrRecord) first = log_append (f, OSR_STREAM_OFFICE, "topic-set",
                                            "{\"topic\":\"roads\",\"name\":\"Дороги\"}", NULL);
  g_autoptr (OsrRecord) second = NULL;

  g_assert_nonnull (osr_registry_find_topic (osr_log_get_registry (f->log), "roads"));
  other = osr_log_open (f->path, f->clock, NULL);
  g_assert_nonnull (osr_registry_find_topic (osr_log_get_registry (other), "roads"));
  second = log_append (f, OSR_STREAM_OFFICE, "topic-set",
                       "{\"topic\":\"health\",\"name\":\"Здоровье\"}", NULL);
  g_assert_null (osr_registry_find_topic (osr_log_get_registry (other), "health"));
  transaction = osr_log_begin (other, NULL);
  g_assert_nonnull (osr_registry_find_topic (osr_log_get_registry (other), "health"));
}

static char *
detect (LogFixture *f, guint n)
{
  g_autoptr (OsrRecord) record = log_append (f, case_id (n), "detected", NULL, NULL);
  g_autoptr (OsrEvent) event = osr_record_to_event (record, NULL);

  return g_strdup (osr_event_get_string (event, "number"));
}

static void
test_numbers (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autofree char *first = (log_find (f, 1), detect (f, 1));
  g_autofree char *second = (log_find (f, 2), detect (f, 2));
  g_autofree char *again = detect (f, 1);
  g_autofree char *found = osr_log_find_number (f->log, "2026-000002");
  g_autofree char *next_year = NULL;

  g_assert_cmpstr (first, ==, "2026-000001");
  g_assert_cmpstr (second, ==, "2026-000002");
  g_assert_cmpstr (again, ==, first);
  g_assert_cmpstr (found, ==, case_id (2));
  f->now += 365 * 24 * OSR_HOUR;
  next_year = (log_find (f, 3), detect (f, 3));
  g_assert_cmpstr (next_year, ==, "2027-000001");
}

/* The year is the office's: at half past midnight of its new year it is still the old one in UTC. */
static void
test_number_at_new_year (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autofree char *number = NULL;

  f->now = osr_instant_parse ("2026-12-31T15:30:00Z");
  number = (log_find (f, 1), detect (f, 1));
  g_assert_cmpstr (number, ==, "2027-000001");
}

/* An office without a zone has no year to count in: never that of another zone. */
static void
test_number_without_zone (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (OsrRegulation) regulation =
      osr_regulation_ref (osr_registry_get_regulation (osr_log_get_registry (f->log)));
  g_autoptr (GError) none = NULL;
  g_autoptr (GError) no_zone = NULL;

  log_find (f, 1);
  g_clear_pointer (&f->log, osr_log_free);
  f->log = osr_log_open (f->path, f->clock, NULL);
  log_append_fails (f, case_id (1), "detected", NULL, &none);
  g_assert_error (none, OSR_STORE_ERROR, OSR_STORE_ERROR_INVALID);
  osr_registry_apply_regulation (osr_log_get_registry (f->log), regulation);
  log_append_fails (f, case_id (1), "detected", NULL, &no_zone);
  g_assert_error (no_zone, OSR_STORE_ERROR, OSR_STORE_ERROR_INVALID);
  g_assert_cmpint (osr_log_get_version (f->log, case_id (1)), ==, 1);
}

static void
test_message (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autofree char *found = NULL;
  g_autoptr (GPtrArray) post = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i <= 4; i++)
    log_find (f, i);
  found = osr_log_find_message (f->log, "vk", "-200000001", "3");
  g_assert_cmpstr (found, ==, case_id (3));
  g_assert_null (osr_log_find_message (f->log, "vk", "-200000001", "9"));
  g_assert_null (osr_log_find_message (f->log, "vk", "-200000002", "3"));
  g_assert_null (osr_log_find_message (f->log, "ok", "-200000001", "3"));
  post = osr_log_list_post (f->log, "vk", "-200000001", "1", NULL);
  g_assert_cmpuint (post->len, ==, 2);
  g_assert_cmpstr (post->pdata[1], ==, case_id (3));
  log_append_fails (f, case_id (9), "found",
                    "{\"network\":\"vk\",\"owner_id\":\"-200000001\",\"native_id\":\"3\"}", &error);
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CONFLICT);
  g_assert_cmpint (osr_log_get_head (f->log), ==, 4);
}

static void
test_precondition (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (GError) error = NULL;

  log_find (f, 1);
  g_assert_true (osr_log_check_version (f->log, case_id (1), 1, &error));
  log_route (f, 1, "roads");
  g_assert_false (osr_log_check_version (f->log, case_id (1), 1, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_STALE);
  g_assert_true (osr_log_check_version (f->log, case_id (1), 2, NULL));
}

static void
store_command (LogFixture *f, const char *uuid, gint64 version, const char *raw_text)
{
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (f->log, NULL);
  g_autoptr (GBytes) raw = g_bytes_new (raw_text, strlen (raw_text));
  g_autoptr (GBytes) answer = g_bytes_new_static ("{\"ok\":1}", 8);
  g_autoptr (GError) error = NULL;
  OsrLogCommand command = { .uuid = uuid,
                            .person = "ivanova",
                            .stream = case_id (1),
                            .version = version,
                            .seq = version,
                            .status = 200,
                            .raw = raw,
                            .answer = answer };

  osr_log_store_command (f->log, &command, &error);
  g_assert_no_error (error);
  g_assert_true (osr_log_commit (transaction, &error));
}

static void
test_command (void)
{
  const char *uuid = case_id (77);
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (GBytes) raw = g_bytes_new_static ("{}", 2);
  g_autoptr (GBytes) other = g_bytes_new_static ("{ }", 3);
  g_autoptr (OsrLogAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (osr_log_find_command (f->log, uuid, "ivanova", raw, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  store_command (f, uuid, 1, "{}");
  answer = osr_log_find_command (f->log, uuid, "ivanova", raw, &error);
  g_assert_no_error (error);
  g_assert_cmpint (answer->status, ==, 200);
  g_assert_cmpmem (g_bytes_get_data (answer->answer, NULL), 8, "{\"ok\":1}", 8);
  g_assert_null (osr_log_find_command (f->log, uuid, "ivanova", other, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_null (osr_log_find_command (f->log, uuid, "petrov", raw, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FORBIDDEN);
}

static void
test_after_command (void)
{
  const char *uuid = case_id (77);
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (GError) error = NULL;

  log_find (f, 1);
  g_assert_false (osr_log_check_command (f->log, case_id (1), "ivanova", uuid, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_STALE);
  g_clear_error (&error);
  store_command (f, uuid, 1, "{}");
  g_assert_true (osr_log_check_command (f->log, case_id (1), "ivanova", uuid, &error));
  g_assert_false (osr_log_check_command (f->log, case_id (1), "petrov", uuid, NULL));
  g_assert_false (osr_log_check_command (f->log, case_id (2), "ivanova", uuid, NULL));
  log_route (f, 1, "roads");
  g_assert_false (osr_log_check_command (f->log, case_id (1), "ivanova", uuid, &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_STALE);
}

static void
test_missing_events (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (GPtrArray) records = NULL;

  log_find (f, 1);
  log_find (f, 2);
  log_route (f, 1, "roads");
  records = osr_log_load_records (f->log, case_id (1), 1, NULL);
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_cmpint (((OsrRecord *) records->pdata[0])->seq, ==, 3);
}

static void
test_cases (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (GPtrArray) cases = NULL;
  g_autoptr (GError) error = NULL;

  log_find (f, 2);
  log_find (f, 1);
  cases = osr_log_list_cases (f->log, &error);
  g_assert_cmpuint (cases->len, ==, 2);
  g_assert_cmpstr (cases->pdata[0], ==, case_id (2));
  g_assert_null (osr_log_load_case (f->log, case_id (3), &error));
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/log/empty", test_empty);
  g_test_add_func ("/store/log/append", test_append);
  g_test_add_func ("/store/log/exact-bytes", test_exact_bytes);
  g_test_add_func ("/store/log/clock-goes-back", test_clock_goes_back);
  g_test_add_func ("/store/log/hostile-text", test_hostile_text);
  g_test_add_func ("/store/log/refused", test_refused);
  g_test_add_func ("/store/log/rollback", test_rollback);
  g_test_add_func ("/store/log/failed-part", test_failed_part);
  g_test_add_func ("/store/log/registry", test_registry);
  g_test_add_func ("/store/log/numbers", test_numbers);
  g_test_add_func ("/store/log/number-at-new-year", test_number_at_new_year);
  g_test_add_func ("/store/log/number-without-zone", test_number_without_zone);
  g_test_add_func ("/store/log/message", test_message);
  g_test_add_func ("/store/log/precondition", test_precondition);
  g_test_add_func ("/store/log/command", test_command);
  g_test_add_func ("/store/log/after-command", test_after_command);
  g_test_add_func ("/store/log/missing-events", test_missing_events);
  g_test_add_func ("/store/log/cases", test_cases);
  return g_test_run ();
}
