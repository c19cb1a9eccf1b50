/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences and words of the window that need no display: refusals, sign-in, connection, rows of the
 * queue, the jumps of the demonstration's clock. */
#include <gio/gio.h>
#include <string.h>

#include "app/frame/osr-connection-mark.h"
#include "app/frame/osr-outbox-import.h"
#include "app/frame/osr-person-mark.h"
#include "app/frame/osr-screenshot.h"
#include "app/frame/osr-session.h"
#include "app/queue/osr-queue-words.h"
#include "report/osr-network-name.h"
#include "app/shared/osr-sentence.h"
#include "core/osr-error.h"
#include "net/osr-net-error.h"
#include "osr-app-cases.h"
#include "osr-config.h"
#ifdef OSR_DEMO
#include "app/demo/osr-demo-jump.h"
#endif

/* Every code has a sentence of its own, and none shows the English of the layer below. */
static void
test_every_error (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const struct {
    GQuark domain;
    int last;
  } domains[] = { { OSR_CORE_ERROR, OSR_CORE_ERROR_KIND_NOT_ALLOWED },
                  { OSR_NET_ERROR, OSR_NET_ERROR_UNCERTAIN } };

  for (guint d = 0; d < G_N_ELEMENTS (domains); d++)
    for (int code = 0; code <= domains[d].last; code++) {
      g_autoptr (GError) error = g_error_new (domains[d].domain, code, "secret %d", code);
      char *sentence = osr_sentence_for_error (error);

      g_assert_null (strstr (sentence, "secret"));
      g_assert_true (g_hash_table_add (seen, sentence));
    }
}

static void
test_other_errors (void)
{
  g_autoptr (GError) full = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "no space");
  g_autoptr (GError) odd = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "odd thing");
  g_autofree char *disk = osr_sentence_for_error (full);
  g_autofree char *other = osr_sentence_for_error (odd);
  g_autofree char *none = osr_sentence_for_error (NULL);

  g_assert_true (g_str_has_prefix (disk, "The disk is full."));
  g_assert_cmpstr (other, ==, "It did not work: odd thing");
  g_assert_cmpuint (strlen (none), >, 0);
}

static void
test_refusal (void)
{
  g_autoptr (GError) error = g_error_new_literal (OSR_CORE_ERROR, OSR_CORE_ERROR_STALE, "x");
  g_autofree char *known = osr_sentence_for_refusal ("approved", error);
  g_autofree char *unknown = osr_sentence_for_refusal ("of-a-newer-program", error);

  g_assert_true (g_str_has_prefix (known, "Approval: not done. Somebody else acted"));
  g_assert_true (g_str_has_prefix (unknown, "Somebody else acted"));
}

static void
test_sign_in (void)
{
  g_autoptr (GError) wrong = g_error_new_literal (OSR_NET_ERROR, OSR_NET_ERROR_AUTH, "401");
  g_autoptr (GError) away = g_error_new_literal (OSR_NET_ERROR, OSR_NET_ERROR_OFFLINE, "refused");
  g_autofree char *password = osr_sentence_for_sign_in (wrong, "https://office.example.org");
  g_autofree char *nobody = osr_sentence_for_sign_in (away, "https://office.example.org");

  g_assert_nonnull (strstr (password, "password is wrong"));
  g_assert_nonnull (strstr (nobody, "https://office.example.org"));
}

static void
test_server (void)
{
  static const char *const addresses[][2] = {
    { "office.example.org", "https://office.example.org" },
    { " https://office.example.org/ ", "https://office.example.org" },
    { "http://127.0.0.1:8080", "http://127.0.0.1:8080" },
    { "127.0.0.1:8080", "http://127.0.0.1:8080" },
    { "localhost:8080/", "http://localhost:8080" },
    { "https://office.example.org/coordinator///", "https://office.example.org/coordinator" },
    { "", NULL },
    { "   ", NULL },
    { "ftp://office.example.org", NULL },
    { "https://", NULL },
    { "file:///etc/passwd", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++) {
    g_autofree char *server = osr_session_dup_server (addresses[i][0]);

    g_assert_cmpstr (server, ==, addresses[i][1]);
  }
}

/* Whatever the login, the replica stays inside its folder. */
static void
test_folder (void)
{
  static const char *const logins[] = { "anna", "..", ".", "../../etc", "a/b", "анна" };

  for (guint i = 0; i < G_N_ELEMENTS (logins); i++) {
    g_autofree char *folder = osr_session_dup_folder ("/data", "https://x.org:1/y", logins[i]);
    g_autofree char *canonical = g_canonicalize_filename (folder, "/");
    g_auto (GStrv) parts = g_strsplit (canonical, "/", -1);

    g_assert_cmpstr (folder, ==, canonical);
    g_assert_cmpuint (g_strv_length (parts), ==, 4);
    g_assert_cmpstr (parts[1], ==, "data");
  }
}

static void
test_connection (void)
{
  const OsrInstant at = osr_instant_parse ("2026-03-06T10:12:00Z");
  const struct {
    OsrConnection connection;
    guint waiting;
    const char *text;
  } words[] = {
    { OSR_CONNECTION_ONLINE, 0, "Synced 10:12" },
    { OSR_CONNECTION_ONLINE, 2, "Sending 2" },
    { OSR_CONNECTION_OFFLINE, 0, "Offline" },
    { OSR_CONNECTION_OFFLINE, 3, "Offline · 3 waiting" },
    { OSR_CONNECTION_SIGNED_OUT, 0, "Signed out" },
    { OSR_CONNECTION_CONNECTING, 0, "Connecting…" },
    { OSR_CONNECTION_CONNECTING, 2, "Connecting · 2 waiting" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autofree char *text =
        osr_connection_mark_text (words[i].connection, at, words[i].waiting, NULL);

    g_assert_cmpstr (text, ==, words[i].text);
  }
}

static void
assert_words (OsrReplica *replica, guint n, OsrInstant now, const char *pill, const char *style,
              const char *step)
{
  g_autoptr (OsrCase) c = osr_replica_get_case (replica, desk_case (n));
  g_autoptr (GPtrArray) deadlines = osr_replica_get_deadlines (replica, c);
  g_autoptr (OsrQueueWords) words = osr_queue_words_new (
      c, deadlines, osr_replica_get_registry (replica), osr_replica_get_person (replica), now);

  g_assert_cmpstr (words->pill, ==, pill);
  g_assert_cmpstr (words->style, ==, style);
  g_assert_cmpstr (words->step, ==, step);
  g_assert_nonnull (strstr (words->spoken, step));
}

static void
test_rows (void)
{
  g_autoptr (Desk) desk = morning_new ();
  g_autoptr (OsrReplica) curator = desk_open (desk, "olga");
  g_autoptr (OsrReplica) executor = desk_open (desk, "anna");
  const OsrInstant later = osr_instant_parse ("2026-03-06T11:30:00+09:00");

  assert_words (curator, 9, desk->now, "new", "elsewhere", "take or leave");
  assert_words (curator, 8, desk->now, "0:26", "calm", "route");
  assert_words (curator, 8, later, "late 0:51", "late", "route");
  assert_words (curator, 1, desk->now, "Минжилкомхоз", "elsewhere", "in work");
  assert_words (executor, 5, desk->now, "with the curator", "elsewhere", "approval");
  assert_words (executor, 6, desk->now, "0:49", "calm", "rework");
  osr_replica_close (curator);
  osr_replica_close (executor);
}

static void
test_offices (void)
{
  g_autoptr (Desk) desk = desk_new (MORNING);
  OsrRegistry *registry = osr_log_get_registry (desk->log);
  g_autofree char *curator = osr_person_mark_office (registry, "olga");
  g_autofree char *executor = osr_person_mark_office (registry, "anna");
  g_autofree char *nobody = osr_person_mark_office (registry, "nobody");

  g_assert_cmpstr (curator, ==, "Curator");
  g_assert_cmpstr (executor, ==, "Минжилкомхоз");
  g_assert_cmpstr (nobody, ==, "");
}

static void
test_networks (void)
{
  g_assert_cmpstr (osr_network_mark ("vk"), ==, "VK");
  g_assert_cmpstr (osr_network_name ("vk"), ==, "VKontakte");
  g_assert_cmpstr (osr_network_name ("of-tomorrow"), ==, "of-tomorrow");
  g_assert_cmpstr (osr_network_name (NULL), ==, "");
}

static void
test_picture_path (void)
{
  g_autofree char *plain = osr_screenshot_dup_path ("/out", "step_1");
  g_autofree char *hostile = osr_screenshot_dup_path ("/out", "../../etc/passwd");
  g_autofree char *empty = osr_screenshot_dup_path ("/out", "");

  g_assert_cmpstr (plain, ==, "/out/step_1.png");
  g_assert_cmpstr (hostile, ==, "/out/------etc-passwd.png");
  g_assert_cmpstr (empty, ==, "/out/window.png");
}

#ifdef OSR_DEMO
static void
assert_jump (OsrWorkTime *work_time, const char *now, const char *jump, const char *expected)
{
  g_assert_cmpint (osr_demo_jump_target (work_time, osr_instant_parse (now), jump), ==,
                   osr_instant_parse (expected));
}

static void
test_jumps (void)
{
  g_autoptr (Desk) desk = desk_new (MORNING);
  OsrWorkTime *time = osr_registry_get_work_time (osr_log_get_registry (desk->log), NULL);

  assert_jump (time, MORNING, "later", "2026-03-06T10:42:04+09:00");
  assert_jump (time, MORNING, "lunch", "2026-03-06T14:00:00+09:00");
  assert_jump (time, "2026-03-06T13:30:00+09:00", "lunch", "2026-03-06T14:00:00+09:00");
  assert_jump (time, "2026-03-06T14:00:00+09:00", "lunch", "2026-03-10T14:00:00+09:00");
  assert_jump (time, MORNING, "morning", "2026-03-10T09:00:00+09:00"); /* over the holiday */
  assert_jump (time, "2026-03-10T00:30:00+09:00", "morning", "2026-03-11T09:00:00+09:00");
  g_assert_cmpint (osr_demo_jump_target (time, desk->now, "never"), ==, OSR_INSTANT_UNKNOWN);
}
#endif

static void
assert_import (const OsrOutboxImport *import, const char *title, const char *const *said)
{
  g_autofree char *head = osr_outbox_import_title (import);
  g_autofree char *text = osr_outbox_import_text (import);

  g_assert_cmpstr (head, ==, title);
  for (guint i = 0; said[i] != NULL; i++) {
    g_test_message ("%s", text);
    g_assert_nonnull (strstr (text, said[i]));
  }
}

/* What became of a file of waiting actions is said whole: what was taken in, and what not and why. */
static void
test_import (void)
{
  static const char *const all[] = { "2 actions were taken in",
                                     "1 text was taken in",
                                     "3 were known here already",
                                     "1 action names photos",
                                     "1 text was not taken in",
                                     "Lines 4, 7 of the file",
                                     NULL };
  static const char *const empty[] = { "The file is empty", NULL };
  static const char *const other[] = { "This file is of ivanova: only they", NULL };
  static const char *const office[] = { "of another office", NULL };
  static const char *const none[] = { "holds no waiting actions", NULL };
  static const guint lines[] = { 4, 7 };
  g_autoptr (GArray) unread = g_array_new (FALSE, FALSE, sizeof (guint));
  OsrOutboxImport import = { .outcome = OSR_IMPORT_TAKEN, .unread = unread };

  assert_import (&import, "Nothing new in the file", empty);
  g_array_append_vals (unread, lines, G_N_ELEMENTS (lines));
  import.steps = 2;
  import.texts = import.bare = import.caseless = 1;
  import.known = 3;
  assert_import (&import, "Taken in", all);
  import.outcome = OSR_IMPORT_OTHER_PERSON;
  import.login = (char *) "ivanova";
  assert_import (&import, "Not taken in", other);
  import.outcome = OSR_IMPORT_OTHER_OFFICE;
  assert_import (&import, "Not taken in", office);
  import.outcome = OSR_IMPORT_NO_OUTBOX;
  assert_import (&import, "Not taken in", none);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/sentence/every-error", test_every_error);
  g_test_add_func ("/app/sentence/other-errors", test_other_errors);
  g_test_add_func ("/app/sentence/refusal", test_refusal);
  g_test_add_func ("/app/sentence/sign-in", test_sign_in);
  g_test_add_func ("/app/session/server", test_server);
  g_test_add_func ("/app/session/folder", test_folder);
  g_test_add_func ("/app/words/connection", test_connection);
  g_test_add_func ("/app/words/rows", test_rows);
  g_test_add_func ("/app/words/offices", test_offices);
  g_test_add_func ("/app/words/networks", test_networks);
  g_test_add_func ("/app/words/picture-path", test_picture_path);
  g_test_add_func ("/app/words/import", test_import);
#ifdef OSR_DEMO
  g_test_add_func ("/app/words/jumps", test_jumps);
#endif
  return g_test_run ();
}
