/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Founds the office through the administrator's own code, from the data of the demonstration. */
#include "office-bench.h"

#include <glib/gstdio.h>

#include "core/media/osr-media-list.h"
#include "core/osr-chain.h"
#include "core/osr-json.h"
#include "ctl/osr-ctl-office.h"
#include "ctl/osr-ctl.h"
#include "demo/osr-demo-programs.h"
#include "store/osr-log-publications.h"

#define WAIT_US (60 * G_USEC_PER_SEC) /* the machine may be busy */

/* The loop of the program that the tested code belongs to. */
void
osr_ctl_run_loop (GMainLoop *loop)
{
  g_main_loop_run (loop);
}

static OsrInstant
read_clock (gpointer clock)
{
  return osr_demo_clock_now (clock);
}

/* What stands behind a bench speaks VKontakte. */
static void
leave_out_other_networks (JsonArray *accounts)
{
  for (guint i = json_array_get_length (accounts); i > 0; i--) {
    JsonObject *account = json_array_get_object_element (accounts, i - 1);

    if (g_strcmp0 (osr_json_get_string (account, "network"), "vk") != 0)
      json_array_remove_element (accounts, i - 1);
  }
}

JsonObject *
office_bench_read_document (const char *api_base)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *document;
  JsonArray *accounts, *persons;
  gsize length;

  g_file_get_contents (DEMO_OFFICE, &text, &length, &error);
  g_assert_no_error (error);
  document = osr_json_read_object (text, (gssize) length, 0, "office", &error);
  g_assert_no_error (error);
  accounts = osr_json_get_array (document, "accounts");
  leave_out_other_networks (accounts);
  persons = osr_json_get_array (document, "persons");
  /* where a network stands behind it, nobody signs in */
  for (guint i = 0; api_base != NULL && i < json_array_get_length (persons); i++)
    json_object_remove_member (json_array_get_object_element (persons, i), "password");
  for (guint i = 0; api_base != NULL && i < json_array_get_length (accounts); i++) {
    JsonObject *account = json_array_get_object_element (accounts, i);

    json_object_set_string_member (account, "api_base", api_base);
    json_object_set_string_member (account, "link_base", api_base);
  }
  return document;
}

static void
found_of (const char *directory, const char *clock_file, JsonObject *document)
{
  g_autoptr (GError) error = NULL;
  OsrFounding founding = { 0 };

  founding.directory = directory;
  founding.regulation = osr_json_get_string (document, "regulation");
  founding.document = document;
  founding.clock_file = clock_file;
  osr_ctl_found (&founding, &error);
  g_assert_no_error (error);
}

static void
found (const char *directory, const char *clock_file, const char *api_base)
{
  g_autoptr (JsonObject) document = office_bench_read_document (api_base);

  found_of (directory, clock_file, document);
}

/* An office that was founded once for all tests of a program: hashing its passwords takes long. */
static char *pattern; /* its log, nullable before the first; without tokens */
static gsize pattern_length;

static void
found_by_pattern (OfficeBench *bench)
{
  g_autofree char *log = g_build_filename (bench->directory, "log.db", NULL);
  g_autoptr (GError) error = NULL;

  if (pattern == NULL) {
    found (bench->directory, bench->clock_file, NULL);
    g_file_get_contents (log, &pattern, &pattern_length, &error);
  } else {
    g_assert_cmpint (g_mkdir (bench->directory, 0700), ==, 0);
    g_file_set_contents_full (log, pattern, (gssize) pattern_length, G_FILE_SET_CONTENTS_NONE, 0600,
                              &error);
  }
  g_assert_no_error (error);
}

void
office_bench_prepare (OfficeBench *bench, double speed)
{
  g_autoptr (GError) error = NULL;

  bench->folder = g_dir_make_tmp ("osr-bench-XXXXXX", &error);
  g_assert_no_error (error);
  bench->directory = g_build_filename (bench->folder, "office", NULL);
  bench->clock_file = g_build_filename (bench->folder, "clock", NULL);
  bench->shown =
      osr_demo_clock_create (bench->clock_file, osr_instant_parse (BENCH_START), speed, &error);
  g_assert_no_error (error);
  bench->clock = osr_clock_new (read_clock, bench->shown, NULL);
  bench->credentials = osr_credentials_new_for_office (bench->directory, NULL);
}

void
office_bench_set_up (OfficeBench *bench, const char *api_base)
{
  office_bench_prepare (bench, 0);
  if (api_base == NULL)
    found_by_pattern (bench);
  else
    found (bench->directory, bench->clock_file, api_base);
}

void
office_bench_set_up_of (OfficeBench *bench, JsonObject *document)
{
  office_bench_prepare (bench, 0);
  found_of (bench->directory, bench->clock_file, document);
}

void
office_bench_found (OfficeBench *bench, JsonObject *document)
{
  found_of (bench->directory, bench->clock_file, document);
}

void
office_bench_tear_down (OfficeBench *bench)
{
  g_clear_pointer (&bench->log, osr_log_free);
  g_clear_pointer (&bench->credentials, osr_credentials_free);
  g_clear_pointer (&bench->clock, osr_clock_unref);
  g_clear_pointer (&bench->shown, osr_demo_clock_free);
  osr_demo_folder_remove (bench->folder);
  g_clear_pointer (&bench->folder, g_free);
  g_clear_pointer (&bench->directory, g_free);
  g_clear_pointer (&bench->clock_file, g_free);
}

void
office_bench_open (OfficeBench *bench)
{
  g_autofree char *path = g_build_filename (bench->directory, "log.db", NULL);
  g_autoptr (GError) error = NULL;

  bench->log = osr_log_open (path, bench->clock, &error);
  g_assert_no_error (error);
}

void
office_bench_pass (OfficeBench *bench, int minutes)
{
  osr_demo_clock_advance_to (bench->shown,
                             osr_demo_clock_now (bench->shown) + minutes * OSR_MINUTE);
}

static JsonObject *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonObject *object = NULL;

  if (text == NULL)
    return NULL;
  object = osr_json_read_object (text, -1, 0, "test", &error);
  g_assert_no_error (error);
  return object;
}

static gint64
append (OfficeBench *bench, const OsrLogRequest *request, OsrPublication *publication)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records =
      g_ptr_array_new_with_free_func ((GDestroyNotify) osr_record_unref);
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (bench->log, &error);
  gint64 version;

  g_assert_no_error (error);
  osr_log_append (bench->log, request, 1, records, &error);
  g_assert_no_error (error);
  version = ((OsrRecord *) g_ptr_array_index (records, 0))->version;
  if (publication != NULL) {
    publication->intent = version;
    osr_log_queue_publication (bench->log, publication, &error);
    g_assert_no_error (error);
  }
  osr_log_commit (transaction, &error);
  g_assert_no_error (error);
  return version;
}

gint64
office_bench_append (OfficeBench *bench, const char *stream, const char *type, const char *by,
                     const char *members, const char *payload)
{
  g_autoptr (JsonObject) members_object = parse (members);
  g_autoptr (JsonObject) payload_object = parse (payload);
  OsrLogRequest request = { stream, type, members_object, payload_object, OSR_INSTANT_UNKNOWN, by };

  return append (bench, &request, NULL);
}

char *
office_bench_find (OfficeBench *bench, const char *native_id, const char *text)
{
  return office_bench_find_at (bench, BENCH_WALL, "1", native_id, text);
}

char *
office_bench_find_at (OfficeBench *bench, const char *owner, const char *post,
                      const char *native_id, const char *text)
{
  char *id = g_uuid_string_random ();
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonObject) payload = json_object_new ();
  OsrLogRequest request = { id, "found", members, payload, OSR_INSTANT_UNKNOWN, "monitor" };

  json_object_set_string_member (members, "network", "vk");
  json_object_set_string_member (members, "account", "vk-office");
  json_object_set_string_member (members, "native_id", native_id);
  json_object_set_string_member (members, "owner_id", owner);
  json_object_set_string_member (members, "post_id", post);
  json_object_set_string_member (members, "permalink", "https://vk.com/wall-200000001_1");
  json_object_set_int_member (members, "published_at", osr_clock_now (bench->clock));
  json_object_set_string_member (payload, "author_id", "700");
  json_object_set_string_member (payload, "author_name", "Ирина М.");
  json_object_set_string_member (payload, "text", text);
  json_object_set_string_member (payload, "context", "post");
  append (bench, &request, NULL);
  return id;
}

OsrCase *
office_bench_load (OfficeBench *bench, const char *case_id)
{
  g_autoptr (GError) error = NULL;
  OsrCase *the_case = osr_log_load_case (bench->log, case_id, &error);

  g_assert_no_error (error);
  return the_case;
}

gint64
office_bench_approve (OfficeBench *bench, const char *case_id, const char *account,
                      const char *text)
{
  return office_bench_approve_kind (bench, case_id, "final", account, text);
}

gint64
office_bench_approve_kind (OfficeBench *bench, const char *case_id, const char *kind,
                           const char *account, const char *text)
{
  return office_bench_approve_files (bench, case_id, kind, account, text, NULL);
}

gint64
office_bench_approve_files (OfficeBench *bench, const char *case_id, const char *kind,
                            const char *account, const char *text, const char *files)
{
  g_autoptr (OsrCase) the_case = office_bench_load (bench, case_id);
  g_autofree char *digest = osr_text_digest (kind, text, account, the_case->native_id, files);
  g_autoptr (JsonObject) members = json_object_new ();
  g_autoptr (JsonObject) payload = json_object_new ();
  g_autofree char *approval = NULL;
  OsrLogRequest request = { case_id, "submitted", members, payload, OSR_INSTANT_UNKNOWN, "gkh" };
  gint64 draft;

  office_bench_append (bench, case_id, "detected", "kurator", NULL, NULL);
  office_bench_append (bench, case_id, "triaged", "kurator",
                       "{\"topics\":[\"zhkh\"],\"importance\":\"normal\"}", NULL);
  office_bench_append (bench, case_id, "routed", "kurator", "{\"body\":\"" BENCH_BODY "\"}", NULL);
  json_object_set_string_member (members, "body", BENCH_BODY);
  json_object_set_string_member (members, "kind", kind);
  json_object_set_string_member (members, "account", account);
  json_object_set_string_member (members, "digest", digest);
  osr_media_list_set (members, files);
  json_object_set_string_member (payload, "text", text);
  draft = append (bench, &request, NULL);
  approval = g_strdup_printf ("{\"draft\":%" G_GINT64_FORMAT ",\"digest\":\"%s\"}", draft, digest);
  office_bench_append (bench, case_id, "approved", "kurator", approval, NULL);
  return draft;
}

gint64
office_bench_intend (OfficeBench *bench, const char *case_id, const char *account, gint64 draft)
{
  g_autoptr (OsrCase) the_case = office_bench_load (bench, case_id);
  const OsrCaseDraft *approved = osr_case_get_draft (the_case);
  g_autofree char *guid = g_uuid_string_random ();
  g_autoptr (JsonObject) members = json_object_new ();
  OsrLogRequest request = {
    case_id, "publish-intended", members, NULL, OSR_INSTANT_UNKNOWN, "gkh"
  };
  OsrPublication publication = { (char *) case_id, 0,     guid,
                                 (char *) account, draft, approved->digest };

  json_object_set_int_member (members, "draft", draft);
  json_object_set_string_member (members, "digest", approved->digest);
  json_object_set_string_member (members, "guid", guid);
  json_object_set_string_member (members, "account", account);
  return append (bench, &request, &publication);
}

guint
office_bench_count (OfficeBench *bench, const char *case_id, const char *type)
{
  g_autoptr (OsrCase) the_case = office_bench_load (bench, case_id);
  guint n = 0;

  for (guint i = 0; i < the_case->events->len; i++)
    n += osr_event_is (g_ptr_array_index (the_case->events, i), type);
  return n;
}

static gboolean
on_wake (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
bench_wait (gboolean (*done) (gpointer data), gpointer data)
{
  gint64 until = g_get_monotonic_time () + WAIT_US;
  guint timer = g_timeout_add (10, on_wake, NULL); /* so that the time limit is looked at */

  while (!done (data)) {
    g_assert_cmpint (g_get_monotonic_time (), <, until);
    g_main_context_iteration (NULL, TRUE);
  }
  g_source_remove (timer);
}
