/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a coordinator does not start, and what it says then. */
#include <glib/gstdio.h>
#include <unistd.h>

#include "coordinator/osr-coordinator-error.h"
#include "coordinator/osr-coordinator.h"
#include "core/osr-error.h"
#include "office-bench.h"

typedef struct {
  OfficeBench office;
  OsrSettings *settings;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  office_bench_set_up (&f->office, NULL);
  f->settings = osr_settings_new ();
  f->settings->directory = g_strdup (f->office.directory);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  osr_settings_free (f->settings);
  office_bench_tear_down (&f->office);
}

/* (transfer full): why it does not start */
static char *
refusal (Fixture *f, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrCoordinator) coordinator =
      osr_coordinator_open (f->settings, f->office.clock, &error);

  g_assert_null (coordinator);
  g_assert_error (error, OSR_COORDINATOR_ERROR, code);
  return g_strdup (error->message);
}

static void
test_second (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrCoordinator) first = osr_coordinator_open (f->settings, f->office.clock, &error);
  g_autoptr (OsrCoordinator) third = NULL;
  g_autofree char *why = NULL;

  g_assert_no_error (error);
  why = refusal (f, OSR_COORDINATOR_ERROR_IN_USE);
  g_assert_nonnull (strstr (why, f->office.directory));
  g_clear_object (&first);
  third = osr_coordinator_open (f->settings, f->office.clock, &error);
  g_assert_no_error (error);
}

static void
test_no_office (Fixture *f, gconstpointer data)
{
  g_autofree char *empty = NULL;
  g_autofree char *absent = NULL;

  g_free (f->settings->directory);
  f->settings->directory = g_strdup (f->office.folder);
  empty = refusal (f, OSR_COORDINATOR_ERROR_OFFICE);
  g_assert_nonnull (strstr (empty, "admin init"));
  g_free (f->settings->directory);
  f->settings->directory = g_build_filename (f->office.folder, "absent", NULL);
  absent = refusal (f, OSR_COORDINATOR_ERROR_OFFICE);
  g_assert_nonnull (strstr (absent, "absent"));
}

static void
adopt (Fixture *f, const char *type, const char *members)
{
  office_bench_open (&f->office);
  office_bench_append (&f->office, "office", type, "office", members, NULL);
  g_clear_pointer (&f->office.log, osr_log_free);
}

static void
test_bad_regulation (Fixture *f, gconstpointer data)
{
  g_autofree char *why = NULL;

  adopt (f, "regulation-adopted",
         "{\"id\":\"x\",\"document\":{\"id\":\"x\",\"version\":1,\"title\":\"t\",\"zone\":\"Z\","
         "\"timers\":[{\"id\":\"route\",\"clause\":\"8\",\"unit\":\"fortnights\"}]}}");
  why = refusal (f, OSR_COORDINATOR_ERROR_OFFICE);
  g_test_message ("%s", why);
  g_assert_nonnull (strstr (why, "regulation"));
}

static void
test_bad_calendar (Fixture *f, gconstpointer data)
{
  g_autofree char *why = NULL;

  adopt (f, "calendar-adopted",
         "{\"document\":{\"id\":\"ru\",\"years\":[{\"year\":2026,"
         "\"holidays\":[\"2026-02-30\"]}]},\"zones\":[]}");
  why = refusal (f, OSR_COORDINATOR_ERROR_OFFICE);
  g_test_message ("%s", why);
  g_assert_nonnull (strstr (why, "calendar"));
  g_assert_nonnull (strstr (why, "2026"));
}

static void
test_damaged_log (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->office.directory, OSR_OFFICE_LOG, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrCoordinator) coordinator = NULL;

  g_file_set_contents (path, "this is not a database, whatever its name says", -1, &error);
  g_assert_no_error (error);
  coordinator = osr_coordinator_open (f->settings, f->office.clock, &error);
  g_assert_null (coordinator);
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, OSR_OFFICE_LOG));
}

/* A page in the middle, which nobody would read at a start. The file stays as it is. */
static void
test_damaged_page (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->office.directory, OSR_OFFICE_LOG, NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrCoordinator) coordinator = NULL;
  gsize length, length_after;

  coordinator = osr_coordinator_open (f->settings, f->office.clock, &error);
  g_assert_no_error (error);
  g_clear_object (&coordinator);
  g_assert_true (g_file_get_contents (path, &before, &length, NULL));
  memset (before + length / 4096 * 3 / 4 * 4096, 0xa5, 4096);
  g_assert_true (g_file_set_contents (path, before, (gssize) length, NULL));
  coordinator = osr_coordinator_open (f->settings, f->office.clock, &error);
  g_assert_null (coordinator);
  g_assert_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "restore the newest backup"));
  g_assert_true (g_file_get_contents (path, &after, &length_after, NULL));
  g_assert_cmpmem (after, length_after, before, length);
}

/* Tokens that others can read are not used, and the sentence says which file and what to do. */
static void
test_open_tokens (Fixture *f, gconstpointer data)
{
  g_autofree char *file = g_build_filename (f->office.directory, "credentials", "gov.key", NULL);
  g_autofree char *why = NULL;

  g_assert_true (
      osr_credentials_set (f->office.credentials, "gov", OSR_ACCOUNT_READ, "hush", NULL));
  g_assert_cmpint (g_chmod (file, 0644), ==, 0);
  why = refusal (f, OSR_COORDINATOR_ERROR_OFFICE);
  g_assert_nonnull (strstr (why, file));
  g_assert_nonnull (strstr (why, "chmod 0600"));
  g_assert_null (strstr (why, "hush"));
}

/* What another program writes to the log is noticed. */
static void
on_appended (OsrCoordinator *coordinator, guint *n)
{
  (*n)++;
}

static gboolean
is_told (gpointer n)
{
  return *(guint *) n > 0;
}

static void
test_other_writer (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrCoordinator) coordinator = NULL;
  OfficeBench other = f->office;
  guint told = 0;

  office_bench_open (&other);
  /* no accounts are watched: nothing else appends */
  office_bench_append (&other, "office", "account-set", "office",
                       "{\"account\":\"vk-office\",\"network\":\"vk\",\"owner\":\"200000001\","
                       "\"name\":\"n\",\"watched\":false}",
                       NULL);
  office_bench_append (&other, "office", "account-set", "office",
                       "{\"account\":\"vk-transport\",\"network\":\"vk\",\"owner\":\"200000003\","
                       "\"name\":\"n\",\"watched\":false}",
                       NULL);
  coordinator = osr_coordinator_open (f->settings, f->office.clock, &error);
  g_assert_no_error (error);
  g_signal_connect (coordinator, "appended", G_CALLBACK (on_appended), &told);
  osr_coordinator_start (coordinator);
  office_bench_append (&other, "office", "topic-set", "office",
                       "{\"topic\":\"rivers\",\"name\":\"Реки\"}", NULL);
  bench_wait (is_told, &told);
  osr_coordinator_stop (coordinator);
  g_clear_pointer (&other.log, osr_log_free);
}

static void
test_refusals (void)
{
  static const struct {
    GQuark (*domain) (void);
    int code;
    guint status;
    const char *nick;
  } table[] = {
    { osr_core_error_quark, OSR_CORE_ERROR_NOT_ALLOWED, 403, "not-allowed" },
    { osr_core_error_quark, OSR_CORE_ERROR_STALE, 409, "stale" },
    { osr_core_error_quark, OSR_CORE_ERROR_INVALID, 400, "malformed" },
    { osr_core_error_quark, OSR_CORE_ERROR_OWN_DRAFT, 422, "own-draft" },
    { osr_store_error_quark, OSR_STORE_ERROR_BUSY, 503, "temporary" },
    { osr_store_error_quark, OSR_STORE_ERROR_FULL, 507, "full" },
    { osr_store_error_quark, OSR_STORE_ERROR_CORRUPT, 500, "internal" },
    { osr_store_error_quark, OSR_STORE_ERROR_EPOCH, 410, "resync" },
    { osr_coordinator_error_quark, OSR_COORDINATOR_ERROR_AUTH, 401, "auth" },
    { osr_coordinator_error_quark, 9999, 500, "internal" },
    { g_io_error_quark, G_IO_ERROR_FAILED, 500, "internal" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (GError) error = g_error_new_literal (table[i].domain (), table[i].code, "why");

    g_assert_cmpuint (osr_refusal_get_status (error), ==, table[i].status);
    g_assert_cmpstr (osr_refusal_get_nick (error), ==, table[i].nick);
  }
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/coordinator/office/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("second", test_second);
  add ("no-office", test_no_office);
  add ("bad-regulation", test_bad_regulation);
  add ("bad-calendar", test_bad_calendar);
  add ("damaged-log", test_damaged_log);
  add ("damaged-page", test_damaged_page);
  add ("open-tokens", test_open_tokens);
  add ("other-writer", test_other_writer);
  g_test_add_func ("/coordinator/refusals/table", test_refusals);
  return g_test_run ();
}
