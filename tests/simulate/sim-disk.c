/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQLite lets its system calls be replaced one by one (xSetSystemCall); only the one that writes is
 * looked at here. There is one process, so the write-ahead log's index is on the heap and nobody is
 * locked out ("unix-excl"); no crash leaves it behind, so a copy goes without it. */
#include "sim-disk.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <limits.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef ssize_t (*WriteCall) (int fd, const void *data, size_t n, off_t offset);

static WriteCall real_write;

static struct {
  char *folder; /* nullable: nobody is to die */
  char *to;
  guint writes;
  GSourceFunc died;
  gpointer data;
} doom;

int
fdatasync (int fd)
{
  return 0;
}

static char *full; /* nullable: prefix of the paths that have no room */

/* @path: of PATH_MAX bytes */
static void
read_path (int fd, char *path)
{
  char link[32];
  gssize length;

  g_snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  length = readlink (link, path, PATH_MAX - 1);
  path[MAX (length, 0)] = '\0';
}

static gboolean
is_of_doomed (int fd)
{
  gsize length = strlen (doom.folder);
  char path[PATH_MAX];

  read_path (fd, path);
  return g_str_has_prefix (path, doom.folder) && path[length] == G_DIR_SEPARATOR;
}

void
sim_disk_fill (const char *prefix)
{
  g_free (full);
  full = g_strdup (prefix);
}

gboolean
sim_disk_is_full (const char *path)
{
  return full != NULL && g_str_has_prefix (path, full);
}

static gboolean
has_no_room (int fd, gint64 end)
{
  char path[PATH_MAX];
  struct stat status;

  if (full == NULL)
    return FALSE;
  read_path (fd, path);
  return sim_disk_is_full (path) && fstat (fd, &status) == 0 && end > status.st_size;
}

gboolean
__wrap_g_file_set_contents_full (const char *path, const char *contents, gssize length,
                                 GFileSetContentsFlags flags, int mode, GError **error)
{
  if (!sim_disk_is_full (path))
    return __real_g_file_set_contents_full (path, contents, length, flags, mode, error);
  g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC, "No room");
  return FALSE;
}

static void
die (void)
{
  GSourceFunc died = doom.died;

  sim_disk_copy (doom.folder, doom.to);
  g_clear_pointer (&doom.folder, g_free);
  died (doom.data);
}

/* A write that is cut off leaves its first half. */
static ssize_t
write_or_die (int fd, const void *data, size_t n, off_t offset)
{
  if (doom.folder != NULL && is_of_doomed (fd) && doom.writes-- == 0) {
    real_write (fd, data, n / 2, offset);
    die ();
  }
  if (has_no_room (fd, (gint64) offset + (gint64) n)) {
    errno = ENOSPC;
    return -1;
  }
  return real_write (fd, data, n, offset);
}

void
sim_disk_begin (void)
{
  sqlite3_vfs *vfs;

  /* There is one thread, and nobody asks how much memory it takes. */
  sqlite3_config (SQLITE_CONFIG_SINGLETHREAD);
  sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  vfs = sqlite3_vfs_find ("unix-excl");

  real_write = (WriteCall) vfs->xGetSystemCall (vfs, "pwrite64");
  g_assert (real_write != NULL);
  sqlite3_vfs_register (vfs, TRUE);
  vfs->xSetSystemCall (vfs, "pwrite64", (sqlite3_syscall_ptr) write_or_die);
}

char *
sim_disk_make_folder (void)
{
  char *folder = g_dir_make_tmp ("osr-simulate-XXXXXX", NULL);

  g_assert (folder != NULL);
  return folder;
}

void
sim_disk_remove (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      sim_disk_remove (path);
    else
      g_unlink (path);
  }
  g_clear_pointer (&dir, g_dir_close);
  g_rmdir (folder);
}

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *bytes = NULL;
  gsize n = 0;
  int fd;

  g_assert (g_file_get_contents (from, &bytes, &n, NULL));
  fd = g_open (to, O_CREAT | O_WRONLY | O_TRUNC, 0600);
  g_assert (fd >= 0 && write (fd, bytes, n) == (ssize_t) n);
  close (fd);
}

void
sim_disk_copy (const char *from, const char *to)
{
  GDir *dir = g_dir_open (from, 0, NULL);
  const char *name;

  g_assert (dir != NULL && g_mkdir (to, 0700) == 0);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *source = g_build_filename (from, name, NULL);
    g_autofree char *target = g_build_filename (to, name, NULL);

    if (g_file_test (source, G_FILE_TEST_IS_DIR))
      sim_disk_copy (source, target);
    else if (!g_str_has_suffix (name, "-shm") && g_file_test (source, G_FILE_TEST_IS_REGULAR))
      copy_file (source, target);
  }
  g_dir_close (dir);
}

void
sim_disk_arm (const char *folder, guint writes, const char *to, GSourceFunc died, gpointer data)
{
  sim_disk_disarm ();
  doom.folder = g_strdup (folder);
  doom.to = g_strdup (to);
  doom.writes = writes;
  doom.died = died;
  doom.data = data;
}

gboolean
sim_disk_is_armed (void)
{
  return doom.folder != NULL;
}

void
sim_disk_disarm (void)
{
  g_clear_pointer (&doom.folder, g_free);
  g_clear_pointer (&doom.to, g_free);
}

static gboolean
file_holds (const char *path, const char *words)
{
  g_autofree char *bytes = NULL;
  gsize n = 0;

  return g_file_get_contents (path, &bytes, &n, NULL) &&
         memmem (bytes, n, words, strlen (words)) != NULL;
}

gboolean
sim_disk_holds (const char *folder, const char *name, const char *words)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *file;
  gboolean holds = FALSE;

  while (dir != NULL && !holds && (file = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, file, NULL);

    holds = g_str_has_prefix (file, name) && file_holds (path, words);
  }
  g_clear_pointer (&dir, g_dir_close);
  return holds;
}
