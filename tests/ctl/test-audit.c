/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A log examined, a case taken out with its proofs and read without the office, a person's words found
 * and destroyed: as an administrator does it at a terminal. */
#include <glib/gstdio.h>
#include <string.h>

#include "core/osr-json.h"
#include "core/time/osr-clock.h"
#include "ctl-process.h"
#include "demo/osr-demo-programs.h"
#include "store/audit/osr-log-checkpoint.h"

#define CASE  "00000000-0000-4000-8000-000000000001"
#define WORDS "жирафлян"
#define DAY   (G_GINT64_CONSTANT (86400) * OSR_SECOND)

typedef struct {
  char *folder;
  char *office;
  char *bundle;
} Fixture;

static OsrInstant
tomorrow (gpointer data)
{
  return g_get_real_time () + DAY;
}

static void
append (OsrLog *log, const char *type, const char *members, const char *payload)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (log, &error);
  g_autoptr (JsonObject) one = osr_json_read_object (members, -1, 0, "test", NULL);
  g_autoptr (JsonObject) other =
      payload != NULL ? osr_json_read_object (payload, -1, 0, "test", NULL) : NULL;
  OsrLogRequest request = { CASE, type, one, other, OSR_INSTANT_UNKNOWN, "kurator" };

  osr_log_append (log, &request, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (osr_log_commit (transaction, &error));
}

/* An office with one case, and a checkpoint over it. */
static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (OsrClock) clock = osr_clock_new (NULL, NULL, NULL);
  g_autoptr (OsrClock) later = osr_clock_new (tomorrow, NULL, NULL);
  g_autoptr (OsrLog) log = NULL;
  g_autoptr (GError) error = NULL;
  gboolean sealed = FALSE;

  f->folder = g_dir_make_tmp ("osr-ctl-XXXXXX", NULL);
  f->office = g_build_filename (f->folder, "office", NULL);
  f->bundle = g_build_filename (f->folder, "case.bundle", NULL);
  path = g_build_filename (f->office, "log.db", NULL);
  ctl_run_well (NULL, "admin", "init", "--office", f->office, "--regulation", "amur", "--from",
                DEMO_OFFICE);
  log = osr_log_open (path, clock, &error);
  g_assert_no_error (error);
  append (log, "found",
          "{\"network\":\"vk\",\"native_id\":\"7\",\"owner_id\":\"-2\",\"post_id\":\"5\","
          "\"permalink\":\"https://vk.com/wall-2_5?reply=7\",\"published_at\":1}",
          "{\"author_id\":\"90\",\"author_name\":\"Барсучихин\",\"text\":\"" WORDS "\"}");
  append (log, "detected", "{}", NULL);
  g_clear_pointer (&log, osr_log_free);
  log = osr_log_open (path, later, &error);
  g_assert_true (osr_log_tend_checkpoints (log, &sealed, &error));
  g_assert_true (sealed);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  osr_demo_folder_remove (f->folder);
  g_free (f->folder);
  g_free (f->office);
  g_free (f->bundle);
}

static void
test_verify (Fixture *f, gconstpointer data)
{
  g_autoptr (Ran) json = ctl_run (NULL, "log", "verify", "--office", f->office, "--json", NULL);
  g_autoptr (JsonObject) answer = osr_json_read_object (json->output, -1, 0, "answer", NULL);

  g_assert_cmpint (json->status, ==, 0);
  g_assert_true (osr_json_get_boolean (answer, "whole", FALSE));
  g_assert_cmpint (osr_json_get_int (answer, "checkpoints", 0), ==, 1);
  ctl_run_well (NULL, "log", "verify", "--office", f->office);
}

/* The office is gone when the file is read. */
static void
test_bundle (Fixture *f, gconstpointer data)
{
  g_autofree char *moved = g_strconcat (f->office, ".away", NULL);
  g_autofree char *text = NULL;
  g_autoptr (Ran) verified = NULL;
  g_autoptr (Ran) wrong = NULL;
  g_autoptr (Ran) bent = NULL;
  char *place;

  ctl_run_well (NULL, "bundle", "export", CASE, "--office", f->office, "-o", f->bundle);
  g_assert_cmpint (g_rename (f->office, moved), ==, 0);
  verified = ctl_run (NULL, "bundle", "verify", f->bundle, NULL);
  g_assert_cmpint (verified->status, ==, 0);
  g_test_message ("%s", verified->output);
  g_assert_nonnull (strstr (verified->output, WORDS));
  g_assert_nonnull (strstr (verified->output, "2 events of the case are under checkpoints"));
  wrong =
      ctl_run (NULL, "bundle", "verify", f->bundle, "--checkpoint", "0000 0000 0000 0000", NULL);
  g_assert_cmpint (wrong->status, ==, 1);
  g_assert_true (g_file_get_contents (f->bundle, &text, NULL, NULL));
  place = strstr (text, WORDS);
  memcpy (place, "Ж", strlen ("Ж"));
  g_assert_true (g_file_set_contents (f->bundle, text, -1, NULL));
  bent = ctl_run (NULL, "bundle", "verify", f->bundle, NULL);
  g_assert_cmpint (bent->status, ==, 1);
}

static void
test_erase (Fixture *f, gconstpointer data)
{
  g_autofree char *log = g_build_filename (f->office, "log.db", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (Ran) found =
      ctl_run (NULL, "admin", "find-person", "барсучих", "--office", f->office, NULL);
  g_autoptr (Ran) usage = ctl_run (NULL, "admin", "erase", CASE, "--office", f->office, NULL);
  g_autoptr (Ran) stranger =
      ctl_run (NULL, "admin", "erase", CASE, "--office", f->office, "--act", "12-P", "--act-date",
               "2026-11-20", "--reason", "asked", "--by", "kurator", NULL);
  g_autoptr (Ran) nobody = NULL;
  gsize length;

  g_assert_nonnull (strstr (found->output, "Барсучихин"));
  g_assert_cmpint (usage->status, ==, 2);
  g_assert_cmpint (stranger->status, ==, 1);
  ctl_run_well (NULL, "admin", "erase", CASE, "--office", f->office, "--act", "12-P", "--act-date",
                "2026-11-20", "--reason", "the citizen asked", "--by", "admin", "--export",
                f->bundle);
  g_assert_true (g_file_get_contents (log, &bytes, &length, NULL));
  g_assert_null (memmem (bytes, length, WORDS, strlen (WORDS)));
  nobody = ctl_run (NULL, "admin", "find-person", "барсучих", "--office", f->office, NULL);
  g_assert_cmpstr (nobody->output, ==, "");
  ctl_run_well (NULL, "log", "verify", "--office", f->office);
  /* What was taken out first still proves itself. */
  ctl_run_well (NULL, "bundle", "verify", f->bundle);
}

/* Whoever restores is told whether the words came back that were destroyed after the copy was made. */
static void
test_restore (Fixture *f, gconstpointer data)
{
  g_autofree char *list = g_build_filename (f->office, "erased.list", NULL);
  g_autofree char *copy = g_build_filename (f->folder, "copy.db", NULL);
  g_autofree char *other = g_build_filename (f->folder, "other", NULL);
  g_autofree char *bare = g_build_filename (f->folder, "bare", NULL);
  g_autoptr (Ran) restored = NULL;
  g_autoptr (Ran) without = NULL;
  g_autoptr (Ran) nobody = NULL;
  g_autoptr (Ran) somebody = NULL;

  ctl_run_well (NULL, "backup", copy, "--office", f->office);
  ctl_run_well (NULL, "admin", "erase", CASE, "--office", f->office, "--act", "12-P", "--act-date",
                "2026-11-20", "--reason", "the citizen asked");
  restored = ctl_run (NULL, "restore", copy, "--office", other, "--erased", list, NULL);
  g_assert_cmpint (restored->status, ==, 0);
  g_assert_nonnull (strstr (restored->output, "are destroyed again"));
  nobody = ctl_run (NULL, "admin", "find-person", "барсучих", "--office", other, NULL);
  g_assert_cmpstr (nobody->output, ==, "");
  ctl_run_well (NULL, "log", "verify", "--office", other);
  without = ctl_run (NULL, "restore", copy, "--office", bare, NULL);
  g_assert_cmpint (without->status, ==, 0);
  g_assert_nonnull (strstr (without->output, "There is no list of destroyed words"));
  somebody = ctl_run (NULL, "admin", "find-person", "барсучих", "--office", bare, NULL);
  g_assert_nonnull (strstr (somebody->output, "Барсучихин"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                                        \
  g_test_add ("/ctl/audit/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("verify", test_verify);
  ADD ("bundle", test_bundle);
  ADD ("erase", test_erase);
  ADD ("restore", test_restore);
#undef ADD
  return g_test_run ();
}
