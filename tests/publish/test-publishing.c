/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The publishing machine against every course of events that a hostile network and a dying program
 * can make, up to a number of faults: never two replies, never a claim that is not true, always an
 * end. */
#include <glib.h>

#include "publish/osr-publishing.h"

#define MAX_FAULTS 6
#define MAX_STEPS  200

static const OsrPublishingSettings settings = { 60 * G_USEC_PER_SEC, 120 * G_USEC_PER_SEC, 7 };

typedef struct {
  OsrPublishing row; /* as committed: what a dying program leaves */
  gint64 now;
  guint comments;    /* on the network */
  gint64 visible_at; /* when a reader sees it */
  guint published;   /* tellings */
  guint refused;
  guint unknown;
  guint asked;
  guint sendings;
  guint faults;
  guint steps;
} World;

static guint64 endings;
static guint64 doubtful; /* endings that went through uncertainty */

static void explore (World world);

static void
tell (World *world, OsrPublishingInput input)
{
  switch (osr_publishing_apply (&world->row, input, &settings, world->now)) {
  case OSR_PUBLISHING_TELL_PUBLISHED:
    world->published++;
    break;
  case OSR_PUBLISHING_TELL_REFUSED:
    world->refused++;
    break;
  case OSR_PUBLISHING_TELL_UNKNOWN:
    world->unknown++;
    break;
  case OSR_PUBLISHING_TELL_ASK:
    world->asked++;
    break;
  case OSR_PUBLISHING_TELL_CHALLENGE:
  case OSR_PUBLISHING_TELL_NOTHING:
  default:
    break;
  }
}

static void
go_on (World world, OsrPublishingInput input)
{
  tell (&world, input);
  explore (world);
}

static void
go_wrong (World world, OsrPublishingInput input)
{
  world.faults++;
  if (world.faults > MAX_FAULTS)
    return;
  go_on (world, input);
}

static World
accepted (World world, gint64 lag)
{
  world.comments++;
  world.visible_at = world.now + lag;
  return world;
}

static void
explore_sending (World world)
{
  World sending = world;

  tell (&sending, OSR_PUBLISHING_STARTED);
  sending.sendings++;
  g_assert_cmpint (sending.row.state, ==, OSR_PUBLISHING_SENDING);
  g_assert_cmpint (osr_publishing_next (&sending.row, sending.now, NULL), ==,
                   OSR_PUBLISHING_STEP_NONE);

  go_wrong (world, OSR_PUBLISHING_RESTARTED);   /* died before the commit */
  go_wrong (sending, OSR_PUBLISHING_RESTARTED); /* died after it, before the first byte */
  go_wrong (sending, OSR_PUBLISHING_NOT_SENT);  /* no connection */
  go_wrong (sending, OSR_PUBLISHING_CHALLENGED);
  go_wrong (sending, OSR_PUBLISHING_LOST); /* the request was lost on the way */
  go_on (sending, OSR_PUBLISHING_REFUSED);
  go_on (accepted (sending, 0), OSR_PUBLISHING_SENT);
  go_wrong (accepted (sending, 0), OSR_PUBLISHING_LOST);      /* the answer was lost */
  go_wrong (accepted (sending, 0), OSR_PUBLISHING_RESTARTED); /* died waiting for it */
  /* there, but not to be seen at once */
  go_wrong (accepted (sending, settings.read_back), OSR_PUBLISHING_LOST);
  go_wrong (accepted (sending, settings.read_back), OSR_PUBLISHING_RESTARTED);
}

static void
explore_reading (World world)
{
  gboolean visible = world.comments > 0 && world.now >= world.visible_at;

  if (world.row.blind) {
    go_on (world, OSR_PUBLISHING_BLIND);
    return;
  }
  go_on (world, visible ? OSR_PUBLISHING_FOUND : OSR_PUBLISHING_ABSENT);
  go_wrong (world, OSR_PUBLISHING_UNREADABLE);
  go_wrong (world, OSR_PUBLISHING_RESTARTED);
}

static void
check_ending (const World *world)
{
  endings++;
  doubtful += world->unknown;
  g_assert_cmpuint (world->published + world->refused + world->asked, ==, 1);
  if (world->asked == 0)
    g_assert_cmpuint (world->published, ==, world->comments);
  g_assert_cmpuint (world->asked, ==, world->row.state == OSR_PUBLISHING_ASKED);
}

static void
explore (World world)
{
  gint64 until = 0;

  g_assert_cmpuint (world.comments, <=, 1);
  g_assert_cmpuint (world.unknown, <=, 1);
  g_assert_cmpuint (++world.steps, <, MAX_STEPS);
  /* where nothing can be looked for, nothing that may be there is sent again by itself */
  if (world.row.blind)
    g_assert_cmpuint (world.unknown, ==, 0);
  if (world.row.state >= OSR_PUBLISHING_DONE) {
    check_ending (&world);
    return;
  }
  switch (osr_publishing_next (&world.row, world.now, &until)) {
  case OSR_PUBLISHING_STEP_SEND:
    explore_sending (world);
    break;
  case OSR_PUBLISHING_STEP_READ:
    explore_reading (world);
    break;
  case OSR_PUBLISHING_STEP_WAIT:
    g_assert_cmpint (until, >, world.now);
    world.now = until;
    explore (world);
    break;
  case OSR_PUBLISHING_STEP_NONE:
  default:
    g_assert_not_reached ();
  }
}

static void
test_every_course (void)
{
  World world = { .now = 1000 };

  explore (world);
  g_assert_cmpuint (endings, >, 1000);
  g_assert_cmpuint (doubtful, >, 100);
}

static void
test_every_course_blind (void)
{
  World world = { .now = 1000, .row = { .blind = TRUE } };

  endings = doubtful = 0;
  explore (world);
  g_assert_cmpuint (endings, >, 20);
}

/* After anything that may have gone out there is one way on: a person. */
static void
test_blind_asks (void)
{
  static const OsrPublishingInput inputs[] = { OSR_PUBLISHING_LOST, OSR_PUBLISHING_RESTARTED };

  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++) {
    OsrPublishing row = { .blind = TRUE };

    osr_publishing_apply (&row, OSR_PUBLISHING_STARTED, &settings, 10);
    g_assert_cmpint (osr_publishing_apply (&row, inputs[i], &settings, 20), ==,
                     OSR_PUBLISHING_TELL_ASK);
    for (int input = OSR_PUBLISHING_STARTED; input <= OSR_PUBLISHING_RESTARTED; input++) {
      osr_publishing_apply (&row, (OsrPublishingInput) input, &settings, 30);
      g_assert_cmpint (row.state, ==, OSR_PUBLISHING_ASKED);
      g_assert_cmpint (osr_publishing_next (&row, G_MAXINT64, NULL), ==, OSR_PUBLISHING_STEP_NONE);
    }
  }
}

/* The first attempt may show up yet: what comes of the second is no refusal. */
static void
test_second_refused (void)
{
  OsrPublishing row = { OSR_PUBLISHING_QUEUED, 1 };

  osr_publishing_apply (&row, OSR_PUBLISHING_STARTED, &settings, 10);
  g_assert_cmpint (osr_publishing_apply (&row, OSR_PUBLISHING_REFUSED, &settings, 20), ==,
                   OSR_PUBLISHING_TELL_ASK);
}

static void
test_never_readable (void)
{
  OsrPublishing row = { OSR_PUBLISHING_UNCERTAIN, 1 };
  guint looks = 0;

  while (row.state == OSR_PUBLISHING_UNCERTAIN && looks < 1000) {
    osr_publishing_apply (&row, OSR_PUBLISHING_UNREADABLE, &settings, row.not_before);
    looks++;
  }
  g_assert_cmpuint (looks, ==, OSR_PUBLISHING_MAX_BLIND_LOOKS);
  g_assert_cmpint (row.state, ==, OSR_PUBLISHING_ASKED);
}

/* Found, and it may as well be another's: nothing is claimed and nothing sent. */
static void
test_ambiguous (void)
{
  OsrPublishing row = { OSR_PUBLISHING_UNCERTAIN, 1 };

  g_assert_cmpint (osr_publishing_apply (&row, OSR_PUBLISHING_AMBIGUOUS, &settings, 10), ==,
                   OSR_PUBLISHING_TELL_ASK);
  g_assert_cmpint (row.state, ==, OSR_PUBLISHING_ASKED);
}

static void
test_challenge (void)
{
  OsrPublishing row = { 0 };

  osr_publishing_apply (&row, OSR_PUBLISHING_STARTED, &settings, 10);
  g_assert_cmpint (osr_publishing_apply (&row, OSR_PUBLISHING_CHALLENGED, &settings, 20), ==,
                   OSR_PUBLISHING_TELL_CHALLENGE);
  g_assert_cmpint (row.state, ==, OSR_PUBLISHING_QUEUED);
  g_assert_cmpuint (row.attempt, ==, 0);
  g_assert_cmpint (osr_publishing_apply (&row, OSR_PUBLISHING_UNANSWERED, &settings, 30), ==,
                   OSR_PUBLISHING_TELL_REFUSED);
}

static void
test_text_changed (void)
{
  OsrPublishing row = { 0 };

  g_assert_cmpint (osr_publishing_apply (&row, OSR_PUBLISHING_TEXT_CHANGED, &settings, 1), ==,
                   OSR_PUBLISHING_TELL_REFUSED);
  g_assert_cmpint (row.state, ==, OSR_PUBLISHING_DONE);
  g_assert_cmpuint (row.attempt, ==, 0);
}

static void
test_lease (void)
{
  OsrPublishing row = { 0 };

  g_assert_false (osr_publishing_may_send (&row, 0));
  osr_publishing_apply (&row, OSR_PUBLISHING_STARTED, &settings, 10);
  g_assert_true (osr_publishing_may_send (&row, 10));
  g_assert_true (osr_publishing_may_send (&row, 10 + settings.lease - 1));
  g_assert_false (osr_publishing_may_send (&row, 10 + settings.lease));
}

static void
test_absent_needs_distance (void)
{
  OsrPublishing row = { OSR_PUBLISHING_UNCERTAIN, 1 };

  osr_publishing_apply (&row, OSR_PUBLISHING_ABSENT, &settings, 1000);
  for (int i = 0; i < 5; i++)
    osr_publishing_apply (&row, OSR_PUBLISHING_ABSENT, &settings, 2000 + i);
  g_assert_cmpint (row.state, ==, OSR_PUBLISHING_UNCERTAIN);
  g_assert_cmpuint (row.absent_reads, ==, 1);
  osr_publishing_apply (&row, OSR_PUBLISHING_RESTARTED, &settings, 3000);
  osr_publishing_apply (&row, OSR_PUBLISHING_ABSENT, &settings, 1000 + settings.read_back);
  g_assert_cmpint (row.state, ==, OSR_PUBLISHING_UNCERTAIN);
  osr_publishing_apply (&row, OSR_PUBLISHING_ABSENT, &settings, 1000 + 2 * settings.read_back);
  g_assert_cmpint (row.state, ==, OSR_PUBLISHING_QUEUED);
}

static void
test_gives_up (void)
{
  OsrPublishing row = { 0 };
  OsrPublishingTelling told = OSR_PUBLISHING_TELL_NOTHING;
  guint tries = 0;
  gint64 now = 0;

  while (row.state != OSR_PUBLISHING_DONE && tries < 1000) {
    osr_publishing_apply (&row, OSR_PUBLISHING_STARTED, &settings, now);
    told = osr_publishing_apply (&row, OSR_PUBLISHING_NOT_SENT, &settings, now);
    g_assert_cmpuint (row.attempt, ==, 0);
    g_assert_true (row.state == OSR_PUBLISHING_DONE || row.not_before > now);
    now = row.not_before;
    tries++;
  }
  g_assert_cmpuint (tries, ==, OSR_PUBLISHING_MAX_FAILURES);
  g_assert_cmpint (told, ==, OSR_PUBLISHING_TELL_REFUSED);
}

static void
test_done_stays (void)
{
  for (int input = OSR_PUBLISHING_STARTED; input <= OSR_PUBLISHING_RESTARTED; input++) {
    OsrPublishing row = { OSR_PUBLISHING_DONE, 1 };

    g_assert_cmpint (osr_publishing_apply (&row, (OsrPublishingInput) input, &settings, 5), ==,
                     OSR_PUBLISHING_TELL_NOTHING);
    g_assert_cmpint (row.state, ==, OSR_PUBLISHING_DONE);
    g_assert_cmpint (osr_publishing_next (&row, 5, NULL), ==, OSR_PUBLISHING_STEP_NONE);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/publish/machine/every-course", test_every_course);
  g_test_add_func ("/publish/machine/every-course-blind", test_every_course_blind);
  g_test_add_func ("/publish/machine/ambiguous-asks-a-person", test_ambiguous);
  g_test_add_func ("/publish/machine/blind-asks-a-person", test_blind_asks);
  g_test_add_func ("/publish/machine/second-refused-asks", test_second_refused);
  g_test_add_func ("/publish/machine/never-readable-asks", test_never_readable);
  g_test_add_func ("/publish/machine/challenge-waits", test_challenge);
  g_test_add_func ("/publish/machine/text-changed", test_text_changed);
  g_test_add_func ("/publish/machine/lease", test_lease);
  g_test_add_func ("/publish/machine/absent-needs-distance", test_absent_needs_distance);
  g_test_add_func ("/publish/machine/gives-up", test_gives_up);
  g_test_add_func ("/publish/machine/done-stays", test_done_stays);
  return g_test_run ();
}
