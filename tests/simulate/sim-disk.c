/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQLite lets its system calls be replaced one by one (xSetSystemCall); only those that open and
 * write are looked at here. There is one process, so the write-ahead log's index is on the heap and nobody is
 * locked out ("unix-excl"); no crash leaves it behind, so a copy goes without it. */
#include "sim-disk.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define MEMORY       "/dev/shm"
#define LEAST_MEMORY (G_GUINT64_CONSTANT (1) << 30)

typedef ssize_t (*WriteCall) (int fd, const void *data, size_t n, off_t offset);

typedef int (*OpenCall) (const char *path, int flags, int mode);

static WriteCall real_write;
static OpenCall real_open;
static GHashTable *paths; /* descriptor → path that it was opened by last */

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

/* A folder is moved only while nobody has a file of it open. */
static int
open_and_note (const char *path, int flags, int mode)
{
  int fd = real_open (path, flags, mode);

  if (fd >= 0)
    g_hash_table_insert (paths, GINT_TO_POINTER (fd), g_strdup (path));
  return fd;
}

static const char *
path_of (int fd)
{
  const char *path = g_hash_table_lookup (paths, GINT_TO_POINTER (fd));

  return path != NULL ? path : "";
}

static gboolean
is_of_doomed (int fd)
{
  const char *path = path_of (fd);

  return g_str_has_prefix (path, doom.folder) && path[strlen (doom.folder)] == G_DIR_SEPARATOR;
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
  struct stat status;

  return sim_disk_is_full (path_of (fd)) && fstat (fd, &status) == 0 && end > status.st_size;
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
  real_open = (OpenCall) vfs->xGetSystemCall (vfs, "open");
  g_assert (real_write != NULL && real_open != NULL);
  paths = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  sqlite3_vfs_register (vfs, TRUE);
  vfs->xSetSystemCall (vfs, "pwrite64", (sqlite3_syscall_ptr) write_or_die);
  vfs->xSetSystemCall (vfs, "open", (sqlite3_syscall_ptr) open_and_note);
}

/* Where files are made and removed by the thousand: in memory, unless somebody says otherwise or there
 * is little of it. */
static const char *
find_place (void)
{
  struct statvfs room;

  if (g_getenv ("TMPDIR") == NULL && access (MEMORY, W_OK) == 0 && statvfs (MEMORY, &room) == 0 &&
      (guint64) room.f_bavail * room.f_frsize > LEAST_MEMORY)
    return MEMORY;
  return g_get_tmp_dir ();
}

char *
sim_disk_make_folder (void)
{
  char *folder = g_build_filename (find_place (), "osr-simulate-XXXXXX", NULL);

  g_assert (g_mkdtemp (folder) != NULL);
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

static void
add_file (GString *all, const char *path)
{
  g_autofree char *bytes = NULL;
  gsize n = 0;

  if (g_file_get_contents (path, &bytes, &n, NULL))
    g_string_append_len (all, bytes, (gssize) n);
}

GString *
sim_disk_read (const char *folder, const char *name)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  GString *all = g_string_new (NULL);
  const char *file;

  while (dir != NULL && (file = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, file, NULL);

    if (g_str_has_prefix (file, name))
      add_file (all, path);
    g_string_append_c (all, '\0');
  }
  g_clear_pointer (&dir, g_dir_close);
  return all;
}

gboolean
sim_disk_holds (const GString *files, const char *words)
{
  return memmem (files->str, files->len, words, strlen (words)) != NULL;
}
