/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real disk of two megabytes that is full: said, nothing lost, gone on with when there is room; and a
 * coordinator that has none. Without the right to mount one in a namespace of its own it is skipped. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include "replica-bench.h"

#define SIZE  "size=2m"
#define DRAFT "Здравствуйте! Дорогу починят до пятницы."

static gboolean mounted;

static gboolean
write_line (const char *path, const char *line)
{
  int fd = g_open (path, O_WRONLY | O_CLOEXEC, 0);
  gboolean done = fd >= 0 && write (fd, line, strlen (line)) == (gssize) strlen (line);

  if (fd >= 0)
    close (fd);
  return done;
}

/* Before there is any other thread: they cannot go into another namespace. */
static char *
mount_disk (void)
{
  /* The folder for temporary files is asked for only once it is this one. */
  g_autofree char *folder = g_mkdtemp (g_strdup ("/tmp/osr-disk-XXXXXX"));
  g_autofree char *users = g_strdup_printf ("0 %u 1", getuid ());
  g_autofree char *groups = g_strdup_printf ("0 %u 1", getgid ());

  mounted = unshare (CLONE_NEWUSER | CLONE_NEWNS) == 0 &&
            write_line ("/proc/self/setgroups", "deny") &&
            write_line ("/proc/self/uid_map", users) && write_line ("/proc/self/gid_map", groups) &&
            mount ("tmpfs", folder, "tmpfs", 0, SIZE) == 0;
  return g_steal_pointer (&folder);
}

static char *
fill_disk (Bench *bench)
{
  g_autofree guint8 *noise = g_malloc0 (4096);
  char *path = g_build_filename (bench->folder, "filler", NULL);
  int fd = g_open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint (fd, >=, 0);
  for (gsize n = 4096; n > 0;) {
    if (write (fd, noise, n) <= 0)
      n /= 2;
  }
  close (fd);
  return path;
}

static void
test_full (Bench *bench, gconstpointer data)
{
  g_autofree char *filler = NULL;
  g_autofree char *text = NULL;
  g_autofree char *step = NULL;

  if (!mounted) {
    g_test_skip ("no disk of its own may be mounted here");
    return;
  }
  bench_find (bench, CASE_A, "Яма на дороге");
  bench_sign_in (bench);
  filler = fill_disk (bench);
  /* Room that the files had already is used first. */
  while (osr_replica_get_storage (bench->replica) == OSR_STORAGE_GOOD) {
    g_autoptr (JsonObject) payload = bench_text (DRAFT DRAFT DRAFT DRAFT DRAFT DRAFT DRAFT DRAFT);
    g_autoptr (GError) error = NULL;
    g_autofree char *note =
        osr_replica_act (bench->replica, CASE_A, "noted", NULL, payload, &error);

    g_assert_true (note != NULL || g_error_matches (error, OSR_STORE_ERROR, OSR_STORE_ERROR_FULL));
  }
  g_assert_cmpint (osr_replica_get_storage (bench->replica), ==, OSR_STORAGE_FULL);
  osr_replica_write (bench->replica, CASE_A, "final", DRAFT);
  bench_deafen (bench);
  BENCH_UNTIL (bench->replica->storage_attempts > 3);
  text = bench_writing (bench, CASE_A);
  g_assert_cmpstr (text, ==, DRAFT);
  g_assert_cmpint (g_unlink (filler), ==, 0);
  BENCH_UNTIL (bench_heard (bench, "draft-saved " CASE_A) && bench_waiting (bench) == 0);
  BENCH_UNTIL (osr_replica_get_storage (bench->replica) == OSR_STORAGE_GOOD);
  step = bench_take (bench, CASE_A);
  BENCH_UNTIL (bench_waiting (bench) == 0);
  g_assert_nonnull (fake_coordinator_get_command (bench->fake, step));
  g_assert_cmpuint (bench_attention (bench), ==, 0);
}

/* The step waits here, and goes out once the coordinator has room. */
static void
test_centre (Bench *bench, gconstpointer data)
{
  g_autofree char *step = NULL;

  bench_find (bench, CASE_A, "Яма на дороге");
  bench_sign_in (bench);
  fake_coordinator_answer (bench->fake, "PUT /v1/commands", 3, 507, "full", NULL);
  step = bench_take (bench, CASE_A);
  BENCH_UNTIL (osr_replica_get_storage (bench->replica) == OSR_STORAGE_CENTRE);
  g_assert_cmpuint (bench_waiting (bench), ==, 1);
  BENCH_UNTIL (bench_waiting (bench) == 0);
  g_assert_cmpint (osr_replica_get_storage (bench->replica), ==, OSR_STORAGE_GOOD);
  g_assert_nonnull (fake_coordinator_get_command (bench->fake, step));
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = mount_disk ();
  int status;

  if (mounted)
    g_setenv ("TMPDIR", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  /* That a file cannot be written is warned of, as it should be. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_test_add ("/sync/disk-full/here", Bench, NULL, bench_open, test_full, bench_close);
  g_test_add ("/sync/disk-full/centre", Bench, NULL, bench_open, test_centre, bench_close);
  status = g_test_run ();
  if (mounted)
    umount2 (folder, MNT_DETACH);
  g_rmdir (folder);
  return status;
}
