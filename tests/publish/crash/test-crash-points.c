/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fifteen points at which a publication can be cut off, each reached exactly, with SIGKILL, in the
 * programs that are delivered; then they are started again, and the wall is counted: the reply stands
 * there once and the log says so once. On Telegram, where nothing can be looked for, it is sent once
 * at most and a person is asked. test-crash-points --times 200 goes on for longer. */
#include <glib/gstdio.h>
#include <signal.h>

#include "crash-office.h"
#include "store/osr-log-accounts.h"

#define TIMES     5
#define CREATES   "/method/wall.createComment"
#define LOOKS     "/method/wall.getComments"
#define SENDS     "/sendMessage"
#define COMMANDS  "/v1/commands/"
#define CLOCK_GAP (3 * OSR_HOUR)

static int times = TIMES;

typedef struct _Point Point;

/* Brings @trial to the point and the programs to life again. */
typedef void (*PointReach) (CrashOffice *office, CrashTrial *trial, const Point *point,
                            guint number);

struct _Point {
  const char *name;
  PointReach reach;
  const char *action;
  const char *match; /* nullable: the guid of the publication */
  const char *fault; /* nullable: of the network, while it is published */
  int asked;         /* where nothing can be looked for: a person is asked; how often it is there */
};

#define NOT_ASKED (-1)

/* The coordinator dies by itself; its workstation offers the command again. */
static void
reach_plainly (CrashOffice *office, CrashTrial *trial, const Point *point, guint number)
{
  if (point->fault != NULL)
    crash_office_fault (office, point->fault, 2);
  crash_office_order (office, point->action, point->match != NULL ? point->match : trial->guid);
  crash_office_put (office, trial);
  crash_office_await_death (office);
  crash_office_start (office);
  crash_office_insist (office, trial);
}

/* It lives on without room on its disk, until it is killed. */
static void
reach_full (CrashOffice *office, CrashTrial *trial, const Point *point, guint number)
{
  crash_office_order (office, point->action, point->match);
  crash_office_insist (office, trial);
  crash_office_await_reached (office);
  crash_office_kill (office);
  crash_office_start (office);
}

/* While the first is asleep with the connection open, a second one is started on the same office. */
static void
reach_two (CrashOffice *office, CrashTrial *trial, const Point *point, guint number)
{
  g_autofree char *port_file = g_build_filename (office->office.folder, "second-port", NULL);
  g_autoptr (GSubprocess) second = NULL;

  crash_office_order (office, point->action, point->match);
  crash_office_insist (office, trial);
  crash_office_await_reached (office);
  second = crash_office_spawn (office, port_file);
  g_subprocess_wait (second, NULL, NULL);
  g_assert_true (g_subprocess_get_if_exited (second));
  g_assert_cmpint (g_subprocess_get_exit_status (second), ==, 1);
  g_assert_false (g_file_test (port_file, G_FILE_TEST_EXISTS));
  crash_office_kill (office);
  crash_office_start (office);
}

/* Office and network disagree by hours about what time it is, one ahead, then the other. */
static void
reach_with_leap (CrashOffice *office, CrashTrial *trial, const Point *point, guint number)
{
  OsrDemoClock *ahead = number % 2 == 0 ? office->office.shown : office->network_clock;
  OsrDemoClock *behind = number % 2 == 0 ? office->network_clock : office->office.shown;

  osr_demo_clock_advance_to (ahead, osr_demo_clock_now (behind) + CLOCK_GAP);
  reach_plainly (office, trial, point, number);
}

static void
move (const char *folder, const char *name, const char *suffix)
{
  g_autofree char *from = g_strconcat (folder, "/", name, suffix, NULL);
  g_autofree char *to = g_strconcat (from, ".lost", NULL);

  if (g_file_test (from, G_FILE_TEST_EXISTS))
    g_assert_cmpint (g_rename (from, to), ==, 0);
}

static void
restore (CrashOffice *office, const char *backup)
{
  g_autofree char *log = g_build_filename (office->office.directory, "log.db", NULL);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&office->office.log, osr_log_free);
  move (office->office.directory, "log.db", "");
  move (office->office.directory, "log.db", "-wal");
  move (office->office.directory, "log.db", "-shm");
  osr_log_restore (backup, log, office->office.clock, NULL, &error);
  g_assert_no_error (error);
  crash_office_reopen (office);
}

/* A backup of before the order, or of right after it; the reply goes out, and the log is lost. */
static void
reach_restored (CrashOffice *office, CrashTrial *trial, const Point *point, guint number)
{
  g_autofree char *backup = g_build_filename (office->office.folder, "backup.db", NULL);
  g_autoptr (GError) error = NULL;

  g_unlink (backup);
  if (number % 2 == 0)
    osr_log_backup (office->office.log, backup, &error);
  crash_office_order (office, number % 2 == 0 ? point->action : "after-commit",
                      number % 2 == 0 ? point->match : trial->guid);
  crash_office_put (office, trial);
  crash_office_await_death (office);
  if (number % 2 != 0) {
    osr_log_backup (office->office.log, backup, &error);
    crash_office_start (office);
    crash_office_insist (office, trial);
    crash_office_settle (office, trial);
    crash_office_kill (office);
  }
  g_assert_no_error (error);
  restore (office, backup);
  crash_office_start (office);
  crash_office_insist (office, trial);
}

static GSubprocess *
start_workstation (CrashOffice *office, CrashTrial *trial, const char *folder)
{
  const char *const argv[] = { g_getenv ("CRASH_WORKSTATION"),
                               folder,
                               office->server,
                               office->office.clock_file,
                               trial != NULL ? trial->case_id : NULL,
                               trial != NULL ? trial->guid : NULL,
                               NULL };

  return crash_office_spawn_deadly (office, argv);
}

static gint64
find_intent (CrashOffice *office, CrashTrial *trial)
{
  g_autoptr (OsrCase) the_case = office_bench_load (&office->office, trial->case_id);

  for (guint i = 0; i < the_case->events->len; i++) {
    if (osr_event_is (g_ptr_array_index (the_case->events, i), "publish-intended"))
      return i + 1;
  }
  return 0;
}

/* Here it is the workstation that dies; what it wrote down goes out when it lives again. */
static void
reach_workstation (CrashOffice *office, CrashTrial *trial, const Point *point, guint number)
{
  g_autofree char *folder = g_build_filename (office->office.folder, "workstation", NULL);
  g_autoptr (GSubprocess) dying = NULL;
  g_autoptr (GSubprocess) again = NULL;
  gint64 began = 0;

  /* another file than the coordinator's, which lives on */
  g_free (office->order);
  office->order = g_build_filename (office->office.folder, "workstation-order", NULL);
  crash_office_order (office, point->action, point->match);
  dying = start_workstation (office, trial, folder);
  g_subprocess_wait (dying, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (dying));
  g_assert_cmpint (g_subprocess_get_term_sig (dying), ==, SIGKILL);
  again = start_workstation (office, NULL, folder);
  while ((trial->intent = find_intent (office, trial)) == 0)
    crash_wait (&began);
  crash_office_settle (office, trial);
  g_subprocess_force_exit (again);
  g_subprocess_wait (again, NULL, NULL);
  g_assert_cmpuint (office_bench_count (&office->office, trial->case_id, "publish-intended"), ==,
                    1);
}

static const Point points[] = {
  { "before-intent", reach_plainly, "before-commit" },
  { "after-intent", reach_plainly, "after-commit" },
  { "connected", reach_plainly, "connected", CREATES },
  { "half-a-body", reach_plainly, "half-body", CREATES },
  { "body-sent", reach_plainly, "body-sent", CREATES },
  { "answer-lost", reach_plainly, "answer-lost", CREATES },
  { "answer-not-committed", reach_plainly, "answer-read", CREATES },
  { "committed-here-only", reach_workstation, "connected", COMMANDS },
  { "acknowledgement-lost", reach_workstation, "answer-lost", COMMANDS },
  { "verifying", reach_plainly, "answer-lost", LOOKS, "drop-after" },
  { "lease-expired", reach_plainly, "lease", CREATES, "hold-answer" },
  { "two-holders", reach_two, "stop", CREATES },
  { "backup-restored", reach_restored, "body-sent", CREATES },
  { "clock-jump", reach_with_leap, "answer-lost", CREATES },
  { "disk-full", reach_full, "disk-full", CREATES },
};

/* A killed program may have sent the last byte or not: 0 is "at least". */
static const Point blind_points[] = {
  { "before-intent", reach_plainly, "before-commit", .asked = NOT_ASKED },
  { "after-intent", reach_plainly, "after-commit", .asked = NOT_ASKED },
  { "connected", reach_plainly, "connected", SENDS },
  { "half-a-body", reach_plainly, "half-body", SENDS },
  { "body-sent", reach_plainly, "body-sent", SENDS },
  { "answer-lost", reach_plainly, "answer-lost", SENDS, .asked = 1 },
  { "answer-not-committed", reach_plainly, "answer-read", SENDS, .asked = 1 },
  { "committed-here-only", reach_workstation, "connected", COMMANDS, .asked = NOT_ASKED },
  { "acknowledgement-lost", reach_workstation, "answer-lost", COMMANDS, .asked = NOT_ASKED },
  { "asking", reach_plainly, "before-commit", "publish-unknown", "drop-after", 1 },
  { "lease-expired", reach_plainly, "lease", SENDS, "hold-answer", 1 },
  { "two-holders", reach_two, "stop", SENDS },
  { "backup-restored", reach_restored, "body-sent", SENDS },
  { "clock-jump", reach_with_leap, "answer-lost", SENDS, .asked = 1 },
  { "disk-full", reach_full, "disk-full", SENDS, .asked = 1 },
};

/* @first: the number of the first of @trials */
static void
run_blind (const Point *point, guint first, guint trials)
{
  CrashOffice office = { 0 };

  crash_office_set_up (&office, &crash_wall_telegram, trials);
  crash_office_start (&office);
  for (guint i = 0; i < office.trials->len; i++) {
    CrashTrial *trial = g_ptr_array_index (office.trials, i);

    point->reach (&office, trial, point, first + i);
    crash_office_settle (&office, trial);
    if (point->asked == NOT_ASKED)
      crash_office_check_once (&office, trial);
    else
      crash_office_check_asked (&office, trial, (guint) point->asked);
  }
  crash_office_tear_down (&office);
}

/* In an office that was restored, nothing that was approved before is sent there by itself any more:
 * each restoration is of an office of its own. */
static void
test_blind_point (gconstpointer data)
{
  const Point *point = data;

  if (point->reach != reach_restored) {
    run_blind (point, 0, (guint) times);
    return;
  }
  for (guint i = 0; i < (guint) times; i++)
    run_blind (point, i, 1);
}

static void
test_point (gconstpointer data)
{
  const Point *point = data;
  CrashOffice office = { 0 };

  crash_office_set_up (&office, &crash_wall_vk, (guint) times);
  crash_office_start (&office);
  for (guint i = 0; i < office.trials->len; i++) {
    CrashTrial *trial = g_ptr_array_index (office.trials, i);

    point->reach (&office, trial, point, i);
    crash_office_settle (&office, trial);
    crash_office_check_once (&office, trial);
  }
  crash_office_tear_down (&office);
}

int
main (int argc, char **argv)
{
  const GOptionEntry entries[] = {
    { "times", 0, 0, G_OPTION_ARG_INT, &times, "How often each point is met", "N" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_test_init (&argc, &argv, NULL);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, NULL))
    return 2;
  for (guint i = 0; i < G_N_ELEMENTS (points); i++) {
    g_autofree char *path = g_strconcat ("/publish/crash/", points[i].name, NULL);

    g_test_add_data_func (path, &points[i], test_point);
  }
  for (guint i = 0; i < G_N_ELEMENTS (blind_points); i++) {
    g_autofree char *path = g_strconcat ("/publish/crash/telegram/", blind_points[i].name, NULL);

    g_test_add_data_func (path, &blind_points[i], test_blind_point);
  }
  return g_test_run ();
}
