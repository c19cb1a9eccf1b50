/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The points of test-crash-points.c for an account that a workstation holds: it is the workstation that
 * is cut off, at the exact byte, and started again, while the coordinator lives on; then the wall is
 * counted. The coordinator has no token of the account: what stands there went out from here. */
#include <glib/gstdio.h>
#include <signal.h>

#include "crash-office.h"

#define TIMES    3
#define CREATES  "/method/wall.createComment"
#define LOOKS    "/method/wall.getComments"
#define SENDS    "/sendMessage"
#define COMMANDS "/v1/commands/"
#define LEASES   "/v1/leases/"
#define OUTCOMES "/v1/outcomes/"
#define CASES    "/v1/cases/"

/* The shortest that the coordinator's settings take, and an answer that comes later. */
#define SHORT_LEASE 10
#define LATE        12

#define NOT_ASKED (-1)

static int times = TIMES;

typedef struct _Point Point;

struct _Point {
  const char *name;
  void (*reach) (CrashOffice *office, CrashTrial *trial, const Point *point);
  const char *action;
  const char *match;
  const char *fault; /* nullable: of the network, while it is published */
  int asked;         /* where nothing can be looked for: a person is asked; how often it is there */
};

static GSubprocess *
start (CrashOffice *office, CrashTrial *trial, const char *name)
{
  g_autofree char *folder = g_build_filename (office->office.folder, name, NULL);
  const char *const argv[] = { g_getenv ("CRASH_WORKSTATION"),
                               folder,
                               office->server,
                               office->office.clock_file,
                               trial != NULL ? trial->case_id : NULL,
                               trial != NULL ? trial->guid : NULL,
                               NULL };

  return crash_office_spawn_deadly (office, argv);
}

static void
await_death (GSubprocess *workstation)
{
  g_subprocess_wait (workstation, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (workstation));
  g_assert_cmpint (g_subprocess_get_term_sig (workstation), ==, SIGKILL);
}

static void
end (GSubprocess *workstation)
{
  g_subprocess_force_exit (workstation);
  g_subprocess_wait (workstation, NULL, NULL);
}

/* The version of the trial's intent, once it is in the log. */
static void
await_intent (CrashOffice *office, CrashTrial *trial)
{
  gint64 began = 0;

  for (trial->intent = 0; trial->intent == 0; crash_wait (&began)) {
    g_autoptr (OsrCase) the_case = office_bench_load (&office->office, trial->case_id);

    for (guint i = 0; i < the_case->events->len; i++) {
      if (osr_event_is (g_ptr_array_index (the_case->events, i), "publish-intended"))
        trial->intent = i + 1;
    }
  }
}

/* It dies where it was ordered to, and is there again at once. */
static void
reach_dying (CrashOffice *office, CrashTrial *trial, const Point *point)
{
  g_autoptr (GSubprocess) dying = NULL;
  g_autoptr (GSubprocess) again = NULL;

  if (point->fault != NULL)
    crash_office_fault (office, point->fault, 2);
  crash_office_order (office, point->action, point->match);
  dying = start (office, trial, "workstation");
  await_death (dying);
  again = start (office, NULL, "workstation");
  await_intent (office, trial);
  crash_office_settle (office, trial);
  end (again);
}

/* It lives on without room on its disk, until it is killed. */
static void
reach_full (CrashOffice *office, CrashTrial *trial, const Point *point)
{
  g_autoptr (GSubprocess) full = NULL;
  g_autoptr (GSubprocess) again = NULL;

  crash_office_order (office, point->action, point->match);
  full = start (office, trial, "workstation");
  crash_office_await_reached (office);
  end (full);
  again = start (office, NULL, "workstation");
  await_intent (office, trial);
  crash_office_settle (office, trial);
  end (again);
}

/* The network's answer comes when the coordinator has given the workstation up: what it says then is
 * not counted. */
static void
reach_late (CrashOffice *office, CrashTrial *trial, const Point *point)
{
  g_autoptr (GSubprocess) late = NULL;

  crash_office_fault (office, "hold-answer", LATE);
  late = start (office, trial, "workstation");
  await_intent (office, trial);
  crash_office_settle (office, trial);
  end (late);
  g_assert_cmpuint (office_bench_count (&office->office, trial->case_id, "publish-unknown"), ==, 1);
}

/* The same person at another machine, while the first one sleeps with the connection open, and is not
 * heard of again. */
static void
reach_two (CrashOffice *office, CrashTrial *trial, const Point *point)
{
  g_autoptr (GSubprocess) asleep = NULL;
  g_autoptr (GSubprocess) second = NULL;

  crash_office_order (office, point->action, point->match);
  asleep = start (office, trial, "workstation");
  crash_office_await_reached (office);
  await_intent (office, trial);
  second = start (office, NULL, "second");
  crash_office_settle (office, trial);
  end (second);
  end (asleep);
}

/* The first one falls asleep with what was lent to it, like a computer that is closed, and wakes up when
 * another has sent it. */
static void
reach_woken (CrashOffice *office, CrashTrial *trial, const Point *point)
{
  g_autofree char *file =
      g_build_filename (office->office.folder, "workstation", "publishing.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GSubprocess) asleep = NULL;
  g_autoptr (GSubprocess) second = NULL;
  gint64 began = 0;

  crash_office_order (office, point->action, point->match);
  asleep = start (office, trial, "workstation");
  crash_office_await_reached (office);
  await_intent (office, trial);
  second = start (office, NULL, "second");
  crash_office_settle (office, trial);
  g_subprocess_send_signal (asleep, SIGCONT);
  do {
    crash_wait (&began);
    g_clear_pointer (&text, g_free);
    g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  } while (strstr (text, "\"lent\"") != NULL);
  end (second);
  end (asleep);
}

static const Point points[] = {
  { "before-intent", reach_dying, "connected", COMMANDS },
  { "asking", reach_dying, "connected", LEASES },
  { "lease-answer-lost", reach_dying, "answer-lost", LEASES },
  { "connected", reach_dying, "connected", CREATES },
  { "half-a-body", reach_dying, "half-body", CREATES },
  { "body-sent", reach_dying, "body-sent", CREATES },
  { "answer-lost", reach_dying, "answer-lost", CREATES },
  { "answer-not-committed", reach_dying, "answer-read", CREATES },
  { "committed-here-only", reach_dying, "connected", OUTCOMES },
  { "acknowledgement-lost", reach_dying, "answer-lost", OUTCOMES },
  { "verifying", reach_dying, "answer-lost", LOOKS, "drop-after" },
  { "disk-full", reach_full, "disk-full", CREATES },
  { "lease-expired", reach_late },
  { "two-holders", reach_two, "stop", CREATES },
  { "woken", reach_woken, "stop", CASES },
};

static const Point blind_points[] = {
  { "before-intent", reach_dying, "connected", COMMANDS, .asked = NOT_ASKED },
  { "asking", reach_dying, "connected", LEASES, .asked = NOT_ASKED },
  { "lease-answer-lost", reach_dying, "answer-lost", LEASES, .asked = NOT_ASKED },
  { "connected", reach_dying, "connected", SENDS },
  { "half-a-body", reach_dying, "half-body", SENDS },
  { "body-sent", reach_dying, "body-sent", SENDS },
  { "answer-lost", reach_dying, "answer-lost", SENDS, .asked = 1 },
  { "answer-not-committed", reach_dying, "answer-read", SENDS, .asked = 1 },
  { "committed-here-only", reach_dying, "connected", OUTCOMES, .asked = NOT_ASKED },
  { "acknowledgement-lost", reach_dying, "answer-lost", OUTCOMES, .asked = NOT_ASKED },
  { "disk-full", reach_full, "disk-full", SENDS, .asked = 1 },
  { "lease-expired", reach_late, .asked = 1 },
  { "two-holders", reach_two, "stop", SENDS },
  { "woken", reach_woken, "stop", CASES },
};

/* What waits for a lease to run out is met once a run. */
static guint
count_trials (const Point *point)
{
  return point->reach == reach_dying || point->reach == reach_full ? (guint) times : 1;
}

static void
run (const Point *point, const CrashWall *wall, gboolean blind)
{
  CrashOffice office = { .held = TRUE, .lease_seconds = SHORT_LEASE };

  crash_office_set_up (&office, wall, count_trials (point));
  crash_office_start (&office);
  /* another file than the coordinator's, which lives on */
  g_free (office.order);
  office.order = g_build_filename (office.office.folder, "workstation-order", NULL);
  for (guint i = 0; i < office.trials->len; i++) {
    CrashTrial *trial = g_ptr_array_index (office.trials, i);

    point->reach (&office, trial, point);
    if (!blind || point->asked == NOT_ASKED)
      crash_office_check_once (&office, trial);
    else
      crash_office_check_asked (&office, trial, (guint) point->asked);
    g_assert_cmpuint (office_bench_count (&office.office, trial->case_id, "publish-intended"), ==,
                      1);
  }
  crash_office_tear_down (&office);
}

static void
test_point (gconstpointer data)
{
  run (data, &crash_wall_vk, FALSE);
}

static void
test_blind_point (gconstpointer data)
{
  run (data, &crash_wall_telegram, TRUE);
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
    g_autofree char *path = g_strconcat ("/publish/workstation/", points[i].name, NULL);

    g_test_add_data_func (path, &points[i], test_point);
  }
  for (guint i = 0; i < G_N_ELEMENTS (blind_points); i++) {
    g_autofree char *path =
        g_strconcat ("/publish/workstation/telegram/", blind_points[i].name, NULL);

    g_test_add_data_func (path, &blind_points[i], test_blind_point);
  }
  return g_test_run ();
}
