/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several processes on one file, and processes that are killed: the numbers have no hole, a reader
 * misses nothing, and what was acknowledged is there. Children share nothing with the parent but the
 * file and a pipe. */
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "osr-log-fixture.h"
#include "osr-read-page.h"
#include "store/osr-log-private.h"
#include "store/osr-outbox.h"

#define EVENTS  60
#define WRITERS 3
#define KILLS   8

typedef void (*ChildFunc) (const char *path, guint n, int acknowledge);

static OsrInstant
fixed_clock (gpointer data)
{
  return FIXTURE_NOW;
}

/* Runs @func in a child; @acknowledged: the end to read what it says is done. */
static pid_t
start_child (ChildFunc func, const char *path, guint n, int *acknowledged)
{
  int ends[2];
  pid_t pid;

  g_assert_cmpint (pipe (ends), ==, 0);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0) {
    close (ends[0]);
    func (path, n, ends[1]);
    _exit (0);
  }
  close (ends[1]);
  *acknowledged = ends[0];
  return pid;
}

static void
acknowledge_one (int fd)
{
  if (write (fd, "x", 1) != 1)
    _exit (3);
}

static gboolean
append_noted (OsrLog *log, guint n)
{
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (log, NULL);
  g_autoptr (JsonObject) payload = json_object_new ();
  OsrLogRequest request = { .stream = case_id (n),
                            .type = "noted",
                            .payload = payload,
                            .claimed_at = OSR_INSTANT_UNKNOWN,
                            .by = "ivanova" };

  json_object_set_string_member (payload, "text", "заметка");
  return transaction != NULL && osr_log_append (log, &request, 1, NULL, NULL) &&
         osr_log_commit (transaction, NULL);
}

/* Writes EVENTS events to its own case, and has every third transaction fail on the way. */
static void
write_events (const char *path, guint n, int acknowledge)
{
  g_autoptr (OsrClock) clock = osr_clock_new (fixed_clock, NULL, NULL);
  g_autoptr (OsrLog) log = osr_log_open (path, clock, NULL);

  for (guint i = 0; log != NULL && i < EVENTS; i++) {
    if (i % 3 == 0) {
      g_autoptr (OsrLogTransaction) dropped = osr_log_begin (log, NULL);
      OsrLogRequest request = { .stream = case_id (n), .type = "noted", .by = "a" };

      if (dropped == NULL || !osr_log_append (log, &request, 1, NULL, NULL))
        _exit (2);
    }
    if (!append_noted (log, n))
      _exit (2);
    acknowledge_one (acknowledge);
  }
}

/* Reads as a workstation would until it has @wanted events of cases, and sees each number once. */
static void
follow (LogFixture *f, const char *person, guint wanted)
{
  gint64 since = 0;
  gint64 last = 0;
  guint n = 0;

  while (n < wanted) {
    g_autoptr (OsrPage) page = read_changes_after (f->log, person, since, 7, NULL);

    g_assert_nonnull (page);
    for (guint i = 0; i < page->entries->len; i++) {
      OsrEntry *entry = page->entries->pdata[i];

      g_assert_cmpint (entry->seq, ==, last + 1);
      last = entry->seq;
      n += strcmp (entry->stream, OSR_STREAM_OFFICE) != 0;
    }
    since = position_after (f->log, page);
  }
  g_assert_cmpuint (n, ==, wanted);
}

static void
test_no_hole (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autoptr (GError) error = NULL;
  pid_t children[WRITERS];
  int ends[WRITERS];

  log_grant (f, "sidorov", "supervisor", NULL);
  for (guint i = 0; i < WRITERS; i++)
    children[i] = start_child (write_events, f->path, i + 1, &ends[i]);
  follow (f, "sidorov", WRITERS * EVENTS);
  for (guint i = 0; i < WRITERS; i++) {
    int status = -1;

    g_assert_cmpint (waitpid (children[i], &status, 0), ==, children[i]);
    g_assert_cmpint (status, ==, 0);
    close (ends[i]);
  }
  osr_log_verify (f->log, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
write_for_ever (const char *path, guint n, int acknowledge)
{
  g_autoptr (OsrClock) clock = osr_clock_new (fixed_clock, NULL, NULL);
  g_autoptr (OsrLog) log = osr_log_open (path, clock, NULL);

  while (log != NULL && append_noted (log, n))
    acknowledge_one (acknowledge);
  _exit (2);
}

/* Waits for @wanted acknowledgements, kills, and returns how many there were in the end. */
static guint
kill_after (pid_t child, int fd, guint wanted)
{
  int status = 0;
  guint n = 0;
  char byte;

  while (n < wanted && read (fd, &byte, 1) == 1)
    n++;
  g_assert_cmpuint (n, ==, wanted);
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  while (read (fd, &byte, 1) == 1)
    n++;
  close (fd);
  return n;
}

static void
test_killed (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  gint64 promised = 0;

  for (guint i = 0; i < KILLS; i++) {
    g_autoptr (GError) error = NULL;
    int fd;
    pid_t child = start_child (write_for_ever, f->path, 1, &fd);

    promised += kill_after (child, fd, 1 + i);
    osr_log_verify (f->log, NULL, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpint (osr_log_get_version (f->log, case_id (1)), >=, promised);
    /* At most the one that was on its way. */
    g_assert_cmpint (osr_log_get_version (f->log, case_id (1)), <=, promised + 1);
    promised = osr_log_get_version (f->log, case_id (1));
  }
}

static void
fill_outbox (const char *path, guint n, int acknowledge)
{
  g_autoptr (OsrOutbox) outbox = osr_outbox_open (path, NULL);

  for (guint i = 0; outbox != NULL; i++) {
    g_autofree char *uuid = g_strdup_printf ("%u-%u", n, i);
    g_autoptr (GBytes) raw = g_bytes_new (uuid, strlen (uuid));
    OsrOutboxCommand command = {
      .uuid = uuid, .case_id = (char *) "case", .type = (char *) "noted", .raw = raw
    };

    if (!osr_outbox_add (outbox, &command, NULL) ||
        !osr_outbox_save_writing (outbox, "case", "final", uuid, i, NULL))
      break;
    acknowledge_one (acknowledge);
  }
  _exit (2);
}

static void
test_outbox_killed (void)
{
  g_autoptr (LogFixture) f = log_fixture_new ();
  g_autofree char *path = log_fixture_path (f, "outbox.db");

  for (guint i = 0; i < KILLS; i++) {
    int fd;
    pid_t child = start_child (fill_outbox, path, i, &fd);
    guint n = kill_after (child, fd, 1 + i);
    g_autoptr (OsrOutbox) outbox = osr_outbox_open (path, NULL);
    g_autofree char *last = g_strdup_printf ("%u-%u", i, n - 1);
    g_autoptr (OsrOutboxCommand) command = osr_outbox_find (outbox, last, NULL);
    g_autoptr (OsrOutboxWriting) writing = osr_outbox_get_writing (outbox, "case", NULL);

    g_assert_nonnull (command);
    g_assert_cmpmem (g_bytes_get_data (command->raw, NULL), g_bytes_get_size (command->raw), last,
                     strlen (last));
    g_assert_cmpint (writing->saved_at, >=, (gint64) n - 1);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/processes/no-hole", test_no_hole);
  g_test_add_func ("/store/processes/killed", test_killed);
  g_test_add_func ("/store/processes/outbox-killed", test_outbox_killed);
  return g_test_run ();
}
