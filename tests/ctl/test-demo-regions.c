/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main job under every other regulation that ships with the programs, and under one that does
 * not: real processes, all at once, each in a folder of its own. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ctl-process.h"

/* What is promised to people holds for the programs as they are built for them. */
#ifdef __SANITIZE_ADDRESS__
#define SECOND (60 * G_USEC_PER_SEC)
#else
#define SECOND G_USEC_PER_SEC
#endif

typedef struct {
  const char *regulation; /* id or file */
  const char *clause;     /* of the reply's limit */
} Region;

typedef struct {
  const Region *region;
  GSubprocess *child;
  char *output;
  gboolean done;
} Walk;

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  Walk *walk = data;
  g_autoptr (GError) error = NULL;

  g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &walk->output, NULL, &error);
  g_assert_no_error (error);
  walk->done = TRUE;
}

static void
walk_start (Walk *walk, const Region *region, const char *at)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autoptr (GError) error = NULL;
  const char *argv[] = { g_getenv ("CTL_PROGRAM"),
                         "demo",
                         "--regulation",
                         region->regulation,
                         at != NULL ? "--at" : NULL,
                         at,
                         NULL };

  walk->region = region;
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C.UTF-8", TRUE);
  walk->child = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (walk->child, NULL, NULL, on_done, walk);
}

static void
walk_finish (Walk *walk)
{
  while (!walk->done)
    g_main_context_iteration (NULL, TRUE);
  if (!g_subprocess_get_successful (walk->child))
    g_test_message ("%s", walk->output);
}

static void
walk_clear (Walk *walk)
{
  g_clear_object (&walk->child);
  g_clear_pointer (&walk->output, g_free);
}

/* Found, taken up, answered, approved, published: to the end, with the limits of its own text. */
static void
check_walk (Walk *walk)
{
  g_assert_true (g_subprocess_get_successful (walk->child));
  g_assert_nonnull (strstr (walk->output, walk->region->clause));
  g_assert_nonnull (strstr (walk->output, "The curator approves exactly this text"));
  g_assert_nonnull (strstr (walk->output, "reads the reply there, once"));
}

static void
test_shipped (void)
{
  static const Region regions[] = {
    { "leningrad", "Clause 8.3" },
    { "pervomaysky", "Clause 11" },
    { "buryatia", "Clause 8" },
    { "saratov", "Clause 9" },
  };
  Walk walks[G_N_ELEMENTS (regions)] = { 0 };
  gint64 begun = g_get_monotonic_time ();

  for (guint i = 0; i < G_N_ELEMENTS (regions); i++)
    walk_start (&walks[i], &regions[i], NULL);
  for (guint i = 0; i < G_N_ELEMENTS (regions); i++) {
    walk_finish (&walks[i]);
    check_walk (&walks[i]);
    walk_clear (&walks[i]);
  }
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 60 * SECOND);
}

/* (transfer full): the path of a profile with another id, zone and title than any that is known */
static char *
write_invented (void)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) profile = NULL;
  char *path = NULL;
  int file = g_file_open_tmp ("osr-invented-XXXXXX.json", &path, &error);

  g_assert_no_error (error);
  g_close (file, NULL);
  g_file_get_contents (PROFILES "/saratov.json", &text, NULL, &error);
  g_assert_no_error (error);
  profile = g_string_new (text);
  g_string_replace (profile, "\"id\": \"saratov\"", "\"id\": \"invented\"", 1);
  g_string_replace (profile, "Europe/Saratov", "Asia/Kamchatka", 0);
  g_file_set_contents (path, profile->str, -1, &error);
  g_assert_no_error (error);
  return path;
}

/* A profile that no program ships is played by people who fit everywhere, in its own zone. */
static void
test_file (void)
{
  g_autofree char *path = write_invented ();
  const Region region = { path, "Clause 9" };
  Walk walk = { 0 };

  walk_start (&walk, &region, "2026-03-05T21:30:00Z");
  walk_finish (&walk);
  check_walk (&walk);
  g_assert_nonnull (strstr (walk.output, "[06.03.2026 09:3"));
  walk_clear (&walk);
  g_remove (path);
}

/* The office of a region that no program was written for, whose roles and timers have names of their
 * own: the story is played to its end. */
static void
test_invented (void)
{
  const Region region = { REGIONS "/skerries.json", "Clause 7" };
  Walk walk = { 0 };

  walk_start (&walk, &region, "2026-03-27T08:00:00Z");
  walk_finish (&walk);
  check_walk (&walk);
  g_assert_nonnull (strstr (walk.output, "[27.03.2026 09:0"));
  g_assert_nonnull (strstr (walk.output, "• sketch: by "));
  g_assert_nonnull (strstr (walk.output, "The bridgewright declines what is not theirs"));
  g_assert_nonnull (strstr (walk.output, "Done: the reply is where the citizen reads it."));
  walk_clear (&walk);
}

/* What is wrong with a profile is said, and nothing is started. */
static void
test_refused (void)
{
  g_autoptr (Ran) unknown = ctl_run (NULL, "demo", "--regulation", "nowhere", NULL);
  g_autoptr (Ran) missing = ctl_run (NULL, "demo", "--regulation", "./nowhere.json", NULL);

  g_assert_cmpint (unknown->status, ==, 1);
  g_assert_nonnull (strstr (unknown->errors, "regulations/nowhere.json"));
  g_assert_cmpint (missing->status, ==, 1);
  g_assert_nonnull (strstr (missing->errors, "nowhere.json"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/demo-regions/shipped", test_shipped);
  g_test_add_func ("/ctl/demo-regions/file", test_file);
  g_test_add_func ("/ctl/demo-regions/invented", test_invented);
  g_test_add_func ("/ctl/demo-regions/refused", test_refused);
  return g_test_run ();
}
