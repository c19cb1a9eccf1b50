/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages from a file, steps from a script and the posts of a matter, through a real coordinator. */
#include <signal.h>
#include <string.h>

#include <glib/gstdio.h>

#include "core/media/osr-media.h"
#include "ctl-process.h"
#include "office-bench.h"
#include "osr-media-fixture.h"

#define CURATOR  "demo-kurator\n"
#define EXECUTOR "demo-gkh\n"

#define LINE_A                                                                                     \
  "{\"permalink\":\"https://vk.com/wall-9_2?reply=3\",\"author_name\":\"Ольга М.\","         \
  "\"text\":\"Нет воды на Лесной\",\"published_at\":\"2026-03-06T10:00:00+09:00\"}\n"
#define LINE_B                                                                                           \
  "{\"network\":\"forum\",\"permalink\":\"https://f.example.ru/t/5\",\"author_name\":\"Пётр Ли\"," \
  "\"text\":\"Воды нет\",\"place\":\"Свободный\"}\n"
#define LINE_C                                                                                     \
  "{\"network\":\"messenger\",\"source\":\"Чат дома 5\",\"text\":\"Воды нет и у нас\"}\n"
#define GOOD LINE_A LINE_B "\r\n" LINE_C

typedef struct {
  OfficeBench office;
  GSubprocess *coordinator;
  char *url;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *port_file = NULL;
  g_autofree char *port = NULL;
  g_autoptr (GError) error = NULL;

  office_bench_set_up (&f->office, NULL);
  port_file = g_build_filename (f->office.folder, "port", NULL);
  f->coordinator =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                        &error, g_getenv ("COORDINATOR_PROGRAM"), "--office", f->office.directory,
                        "--port-file", port_file, "--with-parent", NULL);
  g_assert_no_error (error);
  port = ctl_await_port (port_file);
  f->url = g_strconcat ("http://127.0.0.1:", port, NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_send_signal (f->coordinator, SIGTERM);
  g_subprocess_wait_check (f->coordinator, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&f->coordinator);
  g_free (f->url);
  office_bench_tear_down (&f->office);
}

static Ran *
import (Fixture *f, const char *lines)
{
  g_autofree char *input = g_strconcat (CURATOR, lines, NULL);

  return ctl_run (input, "import", "-", "--server", f->url, "--login", "kurator", NULL);
}

/* Twice the same file is once, whatever the spelling of its links. */
static void
test_import (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->office.folder, "messages.ndjson", NULL);
  g_autoptr (Ran) first = NULL;
  g_autoptr (Ran) again = import (f, GOOD);
  g_autoptr (Ran) spelt =
      import (f, "{\"permalink\":\"m.vk.ru/x?w=wall-9_2_r3\",\"text\":\"Другие слова\"}\n");
  g_autoptr (Ran) cases = NULL;

  g_assert_cmpint (again->status, ==, 0);
  g_assert_nonnull (strstr (again->output, "Registered: 3; known already: 0; refused: 0"));
  g_assert_nonnull (strstr (spelt->output, "Registered: 0; known already: 1; refused: 0"));
  g_assert_true (g_file_set_contents (path, "\xef\xbb\xbf" GOOD, -1, NULL));
  first = ctl_run (CURATOR, "import", path, "--json", "--server", f->url, "-l", "kurator", NULL);
  g_assert_cmpstr (first->output, ==, "{\"registered\":0,\"known\":3,\"refused\":0}\n");
  cases = ctl_run (CURATOR, "cases", "--server", f->url, "--login", "kurator", NULL);
  g_assert_nonnull (strstr (cases->output, "Воды нет и у нас"));
}

/* Each bad line is told with its number and what to do; the others are taken. */
static void
test_bad_lines (Fixture *f, gconstpointer data)
{
  static const char *const said[] = { "Line 1: ", "Line 3: ", "Line 4: ", "Line 5: ", "Line 6: " };
  g_autofree char *long_text = g_strnfill (300 * 1024, 'a');
  g_autofree char *lines = g_strconcat ("{\"text\":\n", LINE_A, "\xff\xfe\n", "{\"url\":\"x\"}\n",
                                        "{\"network\":\"facebook\",\"text\":\"a\",\"permalink\":"
                                        "\"https://facebook.com/1\"}\n",
                                        long_text, "\n", LINE_B, NULL);
  g_autoptr (Ran) ran = import (f, lines);
  g_autoptr (Ran) wrong =
      ctl_run ("guess-it\n" LINE_A, "import", "-", "--server", f->url, "--login", "kurator", NULL);

  g_assert_cmpint (ran->status, ==, 1);
  g_assert_nonnull (strstr (ran->output, "Registered: 2; known already: 0; refused: 5"));
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    g_assert_nonnull (strstr (ran->errors, said[i]));
  g_assert_null (strstr (ran->errors, "Line 2: "));
  g_assert_nonnull (strstr (ran->errors, "there is no member"));
  g_assert_nonnull (strstr (ran->errors, "does not work with this network"));
  g_assert_cmpint (wrong->status, ==, 1);
}

/* Who registers no messages is told so, line by line, and nothing is registered. */
static void
test_role (Fixture *f, gconstpointer data)
{
  g_autoptr (Ran) ran =
      ctl_run (EXECUTOR LINE_A, "import", "-", "--server", f->url, "--login", "gkh", NULL);
  g_autoptr (Ran) nobody = ctl_run (NULL, "import", "-", NULL);

  g_assert_cmpint (ran->status, ==, 1);
  g_assert_nonnull (strstr (ran->output, "Registered: 0; known already: 0; refused: 1"));
  g_assert_nonnull (strstr (nobody->errors, "--server"));
}

static void
test_check (void)
{
  g_autoptr (Ran) good = ctl_run (GOOD, "import", "-", "--check", NULL);
  g_autoptr (Ran) bad = ctl_run ("{}\n" LINE_A, "import", "-", "--check", NULL);
  g_autoptr (Ran) none = ctl_run (NULL, "import", "/nowhere", "--check", NULL);

  g_assert_cmpint (good->status, ==, 0);
  g_assert_nonnull (strstr (good->output, "can be registered: 3; lines that cannot: 0"));
  g_assert_cmpint (bad->status, ==, 1);
  g_assert_nonnull (strstr (bad->errors, "Line 1: "));
  g_assert_cmpint (none->status, ==, 1);
  g_assert_nonnull (strstr (none->errors, "/nowhere"));
}

/* Hostile bytes of every sort: it ends, and says how many lines. */
static void
test_any_bytes (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  const char *seed = GOOD;

  for (int round = 0; round < 12; round++) {
    g_autofree char *path = g_strdup_printf ("%s/ctl-import-%d-XXXXXX", g_get_tmp_dir (), round);
    g_autofree char *bytes = g_strdup (seed);
    gsize length = strlen (bytes);
    g_autoptr (Ran) ran = NULL;
    int fd = g_mkstemp (path);

    for (int i = 0; i < 8; i++)
      bytes[g_rand_int_range (rand, 0, (gint32) length)] = (char) g_rand_int_range (rand, 0, 256);
    g_assert_cmpint (fd, >=, 0);
    g_close (fd, NULL);
    g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
    ran = ctl_run (NULL, "import", path, "--check", NULL);
    g_assert_cmpint (ran->status, >=, 0);
    g_assert_cmpint (ran->status, <=, 1);
    g_assert_nonnull (strstr (ran->output, "lines that cannot"));
    g_unlink (path);
  }
}

/* The id or number of the case whose line of `cases` ends in @words. */
static char *
find_case (Fixture *f, const char *words)
{
  g_autoptr (Ran) ran = ctl_run (CURATOR, "cases", "--server", f->url, "-l", "kurator", NULL);
  g_auto (GStrv) lines = g_strsplit (ran->output, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    if (g_str_has_suffix (lines[i], words))
      return g_strndup (lines[i], strcspn (lines[i], " "));
  }
  g_assert_not_reached ();
}

#define STEP(f, password, login, ...)                                                              \
  ctl_run_well (password, "step", "--server", (f)->url, "--login", login, __VA_ARGS__)

/* (transfer full): the number */
static char *
take (Fixture *f, const char *words)
{
  g_autofree char *id = find_case (f, words);

  STEP (f, CURATOR, "kurator", id, "detected");
  return find_case (f, words);
}

static void
send_to_gkh (Fixture *f, const char *number)
{
  STEP (f, CURATOR, "kurator", number, "triaged", "topics:=[\"zhkh\"]", "locality=Свободный",
        "importance=normal");
  STEP (f, CURATOR, "kurator", number, "routed", "body=gkh");
}

static Ran *
case_of (Fixture *f, const char *number)
{
  return ctl_run (CURATOR, "case", number, "--server", f->url, "-l", "kurator", NULL);
}

/* A closed chat, from the file to the reply placed by hand. */
static void
test_by_hand (Fixture *f, gconstpointer data)
{
  g_autoptr (Ran) imported = import (f, LINE_C);
  g_autofree char *number = take (f, "Воды нет и у нас");
  g_autoptr (Ran) refused = NULL;
  g_autoptr (Ran) shown = NULL;

  send_to_gkh (f, number);
  STEP (f, EXECUTOR "Дадут в 18:00.\n", "gkh", number, "submitted", "--say", "text=-");
  STEP (f, CURATOR, "kurator", number, "approved");
  refused = ctl_run (EXECUTOR, "step", number, "published-by-hand", "--server", f->url, "--login",
                     "gkh", NULL);
  g_assert_cmpint (refused->status, ==, 1);
  STEP (f, EXECUTOR, "gkh", number, "published-by-hand", "proof=снимок 12");
  shown = case_of (f, number);
  g_assert_nonnull (strstr (shown->output, "answered"));
}

/* A screenshot goes along from the command line: cleaned, refused where it is no picture. */
static void
test_screenshot (Fixture *f, gconstpointer data)
{
  g_autoptr (Ran) imported = import (f, LINE_C);
  g_autofree char *number = take (f, "Воды нет и у нас");
  g_autofree char *picture = g_build_filename (f->office.folder, "shot.png", NULL);
  g_autofree char *paper = g_build_filename (f->office.folder, "paper.png", NULL);
  g_autoptr (GBytes) dirty = osr_media_fixture_png (32);
  g_autoptr (GBytes) clean = osr_media_clean (dirty, NULL);
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, clean);
  g_autoptr (Ran) refused = NULL;
  g_autoptr (Ran) elsewhere = NULL;
  g_autofree char *bundle = g_build_filename (f->office.folder, "bundle", NULL);
  g_autofree char *named = g_strconcat ("file ", digest, NULL);
  g_autoptr (Ran) taken_out = NULL;
  g_autoptr (Ran) verified = NULL;

  g_assert_true (g_file_set_contents (picture, g_bytes_get_data (dirty, NULL),
                                      (gssize) g_bytes_get_size (dirty), NULL));
  g_assert_true (g_file_set_contents (paper, "a letter", -1, NULL));
  send_to_gkh (f, number);
  STEP (f, EXECUTOR "Дадут в 18:00.\n", "gkh", number, "submitted", "--say", "text=-");
  STEP (f, CURATOR, "kurator", number, "approved");
  refused = ctl_run (EXECUTOR, "step", number, "published-by-hand", "--picture", paper, "--server",
                     f->url, "--login", "gkh", NULL);
  g_assert_cmpint (refused->status, ==, 1);
  g_assert_nonnull (strstr (refused->errors, "paper.png"));
  elsewhere = ctl_run (EXECUTOR, "step", number, "noted", "--picture", picture, "--server", f->url,
                       "--login", "gkh", NULL);
  g_assert_cmpint (elsewhere->status, ==, 1);
  STEP (f, EXECUTOR, "gkh", number, "published-by-hand", "--picture", picture);
  taken_out = ctl_run (NULL, "bundle", "export", number, "--office", f->office.directory, "-o",
                       bundle, NULL);
  g_assert_cmpint (taken_out->status, ==, 0);
  verified = ctl_run (NULL, "bundle", "verify", bundle, NULL);
  g_assert_cmpint (verified->status, ==, 0);
  g_assert_nonnull (strstr (verified->output, named));
}

static void
test_words (Fixture *f, gconstpointer data)
{
  g_autoptr (Ran) imported = import (f, LINE_A);
  g_autofree char *number = take (f, "Нет воды на Лесной");
  g_autoptr (Ran) type =
      ctl_run (CURATOR, "step", number, "flown", "--server", f->url, "--login", "kurator", NULL);
  g_autoptr (Ran) word = ctl_run (CURATOR, "step", number, "routed", "gkh", "--server", f->url,
                                  "--login", "kurator", NULL);
  g_autoptr (Ran) json = ctl_run (CURATOR, "step", number, "triaged", "topics:=[", "--server",
                                  f->url, "--login", "kurator", NULL);
  g_autoptr (Ran) none = ctl_run (CURATOR, "step", "2026-999999", "routed", "body=gkh", "--server",
                                  f->url, "--login", "kurator", NULL);

  g_assert_cmpint (type->status, ==, 2);
  g_assert_cmpint (word->status, ==, 1);
  g_assert_nonnull (strstr (word->errors, "gkh"));
  g_assert_cmpint (json->status, ==, 1);
  g_assert_cmpint (none->status, ==, 1);
  g_assert_nonnull (strstr (none->errors, "2026-999999"));
}

/* Two posts, one text: each with its own case, draft and approval. */
static void
test_matter (Fixture *f, gconstpointer data)
{
  g_autoptr (Ran) imported = import (f, GOOD);
  g_autofree char *first = take (f, "Нет воды на Лесной");
  g_autofree char *second = take (f, "Воды нет");
  g_autofree char *joined = NULL;
  g_autoptr (Ran) before = NULL;
  g_autoptr (Ran) shown = NULL;
  g_autoptr (Ran) variant = NULL;

  joined = g_strconcat ("matter=", first, NULL);
  STEP (f, CURATOR, "kurator", second, "joined", joined);
  send_to_gkh (f, first);
  before =
      ctl_run (CURATOR, "matter", "variant", second, "--server", f->url, "-l", "kurator", NULL);
  g_assert_cmpint (before->status, ==, 1);
  STEP (f, EXECUTOR, "gkh", first, "submitted", "--say", "text=Ольга, добрый день! Дадут в 18:00.");
  STEP (f, CURATOR, "kurator", first, "approved");
  shown = ctl_run (CURATOR, "matter", "show", second, "--server", f->url, "-l", "kurator", NULL);
  g_assert_cmpint (shown->status, ==, 0);
  g_assert_true (g_str_has_prefix (shown->output, "* "));
  g_assert_nonnull (strstr (shown->output, first));
  g_assert_nonnull (strstr (shown->output, second));
  g_assert_nonnull (strstr (shown->output, "https://f.example.ru/t/5"));
  variant =
      ctl_run (CURATOR, "matter", "variant", second, "--server", f->url, "-l", "kurator", NULL);
  g_assert_cmpstr (variant->output, ==, "Пётр, добрый день! Дадут в 18:00.\n");
}

#define TEST(name, test) g_test_add ("/ctl/messages/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("import", test_import);
  TEST ("bad-lines", test_bad_lines);
  TEST ("role", test_role);
  g_test_add_func ("/ctl/messages/check", test_check);
  g_test_add_func ("/ctl/messages/any-bytes", test_any_bytes);
  TEST ("by-hand", test_by_hand);
  TEST ("screenshot-by-hand", test_screenshot);
  TEST ("words", test_words);
  TEST ("matter", test_matter);
  return g_test_run ();
}
