/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demonstration's clock: shown alike in every process, never back, and no guess from a damaged
 * file. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/osr-error.h"
#include "demo/osr-demo-clock.h"

#define START (G_GINT64_CONSTANT (1773000000) * G_USEC_PER_SEC)

static const char *program;

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("clock-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "clock", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_remove (fixture->path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static OsrDemoClock *
create (Fixture *fixture, double speed)
{
  g_autoptr (GError) error = NULL;
  OsrDemoClock *clock = osr_demo_clock_create (fixture->path, START, speed, &error);

  g_assert_no_error (error);
  g_assert_nonnull (clock);
  return clock;
}

/* Reads the clock, and advances it first when there is an instant, in another process. */
static gint64
in_another_process (Fixture *fixture, const char *instant)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program,
                                                    "--show", fixture->path, instant, NULL);
  g_autofree char *out = NULL;

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (child, NULL, NULL, &out, NULL, &error));
  g_assert_true (g_subprocess_get_successful (child));
  return g_ascii_strtoll (out, NULL, 10);
}

static void
test_starts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrDemoClock) clock = create (fixture, 0);

  g_assert_cmpint (osr_demo_clock_now (clock), ==, START);
  g_assert_cmpfloat (osr_demo_clock_get_speed (clock), ==, 0);
}

static void
test_runs (Fixture *fixture, gconstpointer data)
{
  gint64 real = g_get_real_time ();
  g_autoptr (OsrDemoClock) clock = create (fixture, 60);
  gint64 shown = osr_demo_clock_now (clock);

  g_assert_cmpint (shown, >=, START);
  g_assert_cmpint (shown - START, <=, (g_get_real_time () - real) * 60);
  while (g_get_real_time () == real)
    continue;
  while (osr_demo_clock_now (clock) == shown)
    continue;
  g_assert_cmpint (osr_demo_clock_now (clock), >, shown);
}

static void
test_same_everywhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrDemoClock) clock = create (fixture, 1);
  gint64 before = osr_demo_clock_now (clock);
  gint64 there = in_another_process (fixture, NULL);

  g_assert_cmpint (there, >=, before);
  g_assert_cmpint (there, <=, osr_demo_clock_now (clock));
}

static void
test_advance_seen (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrDemoClock) clock = create (fixture, 0);
  gint64 later = START + 30 * OSR_MINUTE;
  g_autofree char *instant = g_strdup_printf ("%" G_GINT64_FORMAT, later);

  g_assert_cmpint (in_another_process (fixture, instant), ==, later);
  g_assert_cmpint (osr_demo_clock_now (clock), ==, later);
}

static void
test_never_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrDemoClock) clock = create (fixture, 0);

  osr_demo_clock_advance_to (clock, START + OSR_HOUR);
  osr_demo_clock_advance_to (clock, START + OSR_MINUTE);
  g_assert_cmpint (osr_demo_clock_now (clock), ==, START + OSR_HOUR);
  osr_demo_clock_advance_to (clock, OSR_INSTANT_UNKNOWN);
  g_assert_cmpint (osr_demo_clock_now (clock), ==, START + OSR_HOUR);
  osr_demo_clock_advance_to (clock, G_MAXINT64);
  g_assert_cmpint (osr_demo_clock_now (clock), ==, START + OSR_HOUR);
}

static gpointer
advance_often (gpointer data)
{
  for (int i = 1; i <= 2000; i++)
    osr_demo_clock_advance_to (data, START + i * OSR_SECOND);
  return NULL;
}

/* Two that advance at once: the later instant holds, and no step is added twice. */
static void
test_advance_together (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrDemoClock) one = create (fixture, 0);
  g_autoptr (OsrDemoClock) other = osr_demo_clock_open (fixture->path, NULL);
  GThread *thread = g_thread_new ("advance", advance_often, one);

  advance_often (other);
  g_thread_join (thread);
  g_assert_cmpint (osr_demo_clock_now (one), ==, START + 2000 * OSR_SECOND);
}

static void
test_survives (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OsrDemoClock) clock = create (fixture, 0);
  g_autoptr (OsrDemoClock) again = NULL;

  osr_demo_clock_advance_to (clock, START + OSR_HOUR);
  g_clear_pointer (&clock, osr_demo_clock_free);
  again = osr_demo_clock_open (fixture->path, NULL);
  g_assert_cmpint (osr_demo_clock_now (again), ==, START + OSR_HOUR);
}

static void
assert_refused (Fixture *fixture, const char *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) length, NULL));
  g_assert_null (osr_demo_clock_open (fixture->path, &error));
  g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, fixture->path));
}

/* Each byte of the magic, the size and the speed counts; so does every length. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  gsize length;

  osr_demo_clock_free (create (fixture, 1));
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
  for (gsize i = 0; i < 16; i++) {
    g_autofree char *damaged = g_memdup2 (bytes, length);

    damaged[i] = (char) (damaged[i] ^ 0xff);
    if (i < 12 || i == 15)
      assert_refused (fixture, damaged, length);
  }
  for (gsize cut = 0; cut < length; cut++)
    assert_refused (fixture, bytes, cut);
}

static void
test_absent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (osr_demo_clock_open (fixture->path, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
test_out_of_range (Fixture *fixture, gconstpointer data)
{
  const double speeds[] = { -1, OSR_DEMO_CLOCK_MAX_SPEED * 2, strtod ("nan", NULL) };

  for (gsize i = 0; i < G_N_ELEMENTS (speeds); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (osr_demo_clock_create (fixture->path, START, speeds[i], &error));
    g_assert_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID);
  }
  g_assert_null (osr_demo_clock_create (fixture->path, -1, 1, NULL));
  g_assert_null (osr_demo_clock_create (fixture->path, G_MAXINT64, 1, NULL));
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static int
show (const char *path, const char *instant)
{
  g_autoptr (OsrDemoClock) clock = osr_demo_clock_open (path, NULL);

  if (clock == NULL)
    return 1;
  if (instant != NULL)
    osr_demo_clock_advance_to (clock, g_ascii_strtoll (instant, NULL, 10));
  printf ("%" G_GINT64_FORMAT "\n", osr_demo_clock_now (clock));
  return 0;
}

#define ADD(name, func) g_test_add ("/demo/clock/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  if (argc >= 3 && strcmp (argv[1], "--show") == 0)
    return show (argv[2], argc > 3 ? argv[3] : NULL);
  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  ADD ("starts", test_starts);
  ADD ("runs", test_runs);
  ADD ("same-everywhere", test_same_everywhere);
  ADD ("advance-seen", test_advance_seen);
  ADD ("never-back", test_never_back);
  ADD ("advance-together", test_advance_together);
  ADD ("survives", test_survives);
  ADD ("damaged", test_damaged);
  ADD ("absent", test_absent);
  ADD ("out-of-range", test_out_of_range);
  return g_test_run ();
}
