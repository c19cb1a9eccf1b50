/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. Writes go through to the real file, so that this program reads what it wrote; beside
 * it each file's synced bytes are kept, and what came since. */
#include "osr-fault-vfs.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#define NAME   "osr-fault"
#define SECTOR 512

/* A write or, without bytes, a new length. */
typedef struct {
  sqlite3_int64 at;
  GBytes *bytes; /* nullable */
} Change;

/* One file by its path. */
typedef struct {
  GByteArray *synced;
  GPtrArray *changes; /* Change, since the last sync */
  guint open;
  gboolean deleted; /* and the folder was not synced since */
} Disk;

typedef struct {
  sqlite3_file base;
  Disk *disk; /* nullable: temporary */
  sqlite3_file *real;
} File;

static struct {
  sqlite3_vfs vfs;
  sqlite3_vfs *real;
  GHashTable *disks; /* path → Disk */
  FaultKind kind;
  guint n;
  guint calls;
  GRand *random;
  gboolean struck;
  gboolean off;
} fault;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_clear_pointer (&change->bytes, g_bytes_unref);
  g_free (change);
}

static void
disk_free (gpointer data)
{
  Disk *disk = data;

  g_byte_array_unref (disk->synced);
  g_ptr_array_unref (disk->changes);
  g_free (disk);
}

static Disk *
disk_new (void)
{
  Disk *disk = g_new0 (Disk, 1);

  disk->synced = g_byte_array_new ();
  disk->changes = g_ptr_array_new_with_free_func (change_free);
  return disk;
}

static void
set_length (GByteArray *bytes, gsize length)
{
  gsize before = bytes->len;

  g_byte_array_set_size (bytes, (guint) length);
  if (length > before)
    memset (bytes->data + before, 0, length - before);
}

static void
put_bytes (GByteArray *image, sqlite3_int64 at, const guint8 *bytes, gsize length)
{
  if (image->len < (gsize) at + length)
    set_length (image, (gsize) at + length);
  memcpy (image->data + at, bytes, length);
}

/* @by_chance: each sector for itself arrives or does not. */
static void
apply (GByteArray *image, const Change *change, gboolean by_chance)
{
  gsize length = 0;
  const guint8 *bytes = change->bytes != NULL ? g_bytes_get_data (change->bytes, &length) : NULL;

  if (change->bytes == NULL) {
    if (!by_chance || g_rand_boolean (fault.random))
      set_length (image, (gsize) change->at);
    return;
  }
  if (!by_chance) {
    put_bytes (image, change->at, bytes, length);
    return;
  }
  for (gsize from = 0; from < length;) {
    gsize n = MIN (length - from, SECTOR - ((gsize) change->at + from) % SECTOR);

    if (g_rand_boolean (fault.random))
      put_bytes (image, change->at + (sqlite3_int64) from, bytes + from, n);
    from += n;
  }
}

static void
sync_disk (Disk *disk)
{
  for (guint i = 0; i < disk->changes->len; i++)
    apply (disk->synced, disk->changes->pdata[i], FALSE);
  g_ptr_array_set_size (disk->changes, 0);
}

static void
note (Disk *disk, sqlite3_int64 at, const void *bytes, int length)
{
  Change *change;

  if (disk == NULL)
    return;
  change = g_new0 (Change, 1);
  change->at = at;
  change->bytes = bytes != NULL ? g_bytes_new (bytes, (gsize) length) : NULL;
  g_ptr_array_add (disk->changes, change);
}

/* What others did to the file while nobody had it open here, is taken as done. */
static void
look_again (Disk *disk, const char *path)
{
  g_autofree char *bytes = NULL;
  gsize length = 0;
  GByteArray *image;

  if (disk->open > 0)
    return;
  image = g_byte_array_new ();
  g_byte_array_append (image, disk->synced->data, disk->synced->len);
  for (guint i = 0; i < disk->changes->len; i++)
    apply (image, disk->changes->pdata[i], FALSE);
  if (!g_file_get_contents (path, &bytes, &length, NULL))
    length = 0;
  if (image->len != length || (length > 0 && memcmp (image->data, bytes, length) != 0)) {
    g_ptr_array_set_size (disk->changes, 0);
    g_byte_array_set_size (disk->synced, 0);
    g_byte_array_append (disk->synced, (const guint8 *) bytes, (guint) length);
  }
  g_byte_array_unref (image);
}

static Disk *
find_disk (const char *path)
{
  Disk *disk = g_hash_table_lookup (fault.disks, path);

  if (disk == NULL) {
    disk = disk_new ();
    g_hash_table_insert (fault.disks, g_strdup (path), disk);
  }
  disk->deleted = FALSE;
  look_again (disk, path);
  disk->open++;
  return disk;
}

/* Whether this call, which changes something, is to fail. */
static gboolean
strikes (void)
{
  if (fault.off)
    return TRUE;
  fault.calls++;
  if (fault.n == 0 || fault.calls != fault.n || fault.kind == FAULT_NONE)
    return FALSE;
  fault.struck = TRUE;
  fault.off = fault.kind == FAULT_TORN || fault.kind == FAULT_POWER;
  return fault.kind != FAULT_FULL;
}

static gboolean
is_full (void)
{
  return fault.kind == FAULT_FULL && fault.struck;
}

#define REAL(file) (((File *) (file))->real)

static int
file_close (sqlite3_file *file)
{
  File *self = (File *) file;

  if (self->disk != NULL)
    self->disk->open--;
  return self->real->pMethods->xClose (self->real);
}

static int
file_read (sqlite3_file *file, void *bytes, int length, sqlite3_int64 at)
{
  return fault.off ? SQLITE_IOERR_READ
                   : REAL (file)->pMethods->xRead (REAL (file), bytes, length, at);
}

/* Of a torn write the first sectors arrive, and not all. */
static int
tear (File *self, const void *bytes, int length, sqlite3_int64 at)
{
  int arrived = g_rand_int_range (fault.random, 0, MAX (length, 1));

  if (length > SECTOR)
    arrived -= arrived % SECTOR;
  if (arrived > 0)
    self->real->pMethods->xWrite (self->real, bytes, arrived, at);
  return SQLITE_IOERR_WRITE;
}

static int
file_write (sqlite3_file *file, const void *bytes, int length, sqlite3_int64 at)
{
  File *self = (File *) file;
  gboolean was_off = fault.off;
  sqlite3_int64 size = 0;
  int status;

  if (strikes ())
    return fault.kind == FAULT_TORN && !was_off ? tear (self, bytes, length, at)
                                                : SQLITE_IOERR_WRITE;
  if (is_full () && self->real->pMethods->xFileSize (self->real, &size) == SQLITE_OK &&
      at + length > size)
    return SQLITE_FULL;
  status = self->real->pMethods->xWrite (self->real, bytes, length, at);
  if (status == SQLITE_OK)
    note (self->disk, at, bytes, length);
  return status;
}

static int
file_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  File *self = (File *) file;
  int status;

  if (strikes ())
    return SQLITE_IOERR_TRUNCATE;
  status = self->real->pMethods->xTruncate (self->real, size);
  if (status == SQLITE_OK)
    note (self->disk, size, NULL, 0);
  return status;
}

/* The real sync is left out: nobody cuts the power of the test. */
static int
file_sync (sqlite3_file *file, int flags)
{
  File *self = (File *) file;

  if (strikes ())
    return SQLITE_IOERR_FSYNC;
  if (self->disk != NULL)
    sync_disk (self->disk);
  return SQLITE_OK;
}

static int
file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return REAL (file)->pMethods->xFileSize (REAL (file), size);
}

static int
file_lock (sqlite3_file *file, int level)
{
  return REAL (file)->pMethods->xLock (REAL (file), level);
}

static int
file_unlock (sqlite3_file *file, int level)
{
  return REAL (file)->pMethods->xUnlock (REAL (file), level);
}

static int
file_check_lock (sqlite3_file *file, int *locked)
{
  return REAL (file)->pMethods->xCheckReservedLock (REAL (file), locked);
}

static int
file_control (sqlite3_file *file, int what, void *argument)
{
  return REAL (file)->pMethods->xFileControl (REAL (file), what, argument);
}

static int
file_sector (sqlite3_file *file)
{
  return SECTOR;
}

/* Nothing is promised: neither that a write is whole, nor that files survive their neighbours. */
static int
file_traits (sqlite3_file *file)
{
  return 0;
}

static int
file_shm_map (sqlite3_file *file, int region, int size, int extend, void volatile **memory)
{
  if (extend && strikes ())
    return SQLITE_IOERR_SHMMAP;
  if (extend && region > 0 && is_full ())
    return SQLITE_IOERR_SHMSIZE;
  return REAL (file)->pMethods->xShmMap (REAL (file), region, size, extend, memory);
}

static int
file_shm_lock (sqlite3_file *file, int from, int n, int flags)
{
  return REAL (file)->pMethods->xShmLock (REAL (file), from, n, flags);
}

static void
file_shm_barrier (sqlite3_file *file)
{
  REAL (file)->pMethods->xShmBarrier (REAL (file));
}

static int
file_shm_unmap (sqlite3_file *file, int erase)
{
  return REAL (file)->pMethods->xShmUnmap (REAL (file), erase);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_lock,
  .xFileControl = file_control,
  .xSectorSize = file_sector,
  .xDeviceCharacteristics = file_traits,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

static int
vfs_open (sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out)
{
  File *self = (File *) file;
  int status;

  self->base.pMethods = NULL;
  if (fault.off || ((flags & SQLITE_OPEN_CREATE) != 0 && strikes ()))
    return SQLITE_CANTOPEN;
  self->real = (sqlite3_file *) (self + 1);
  self->disk = path != NULL ? find_disk (path) : NULL;
  status = fault.real->xOpen (fault.real, path, self->real, flags, out);
  if (status == SQLITE_OK)
    self->base.pMethods = &methods;
  else if (self->disk != NULL)
    self->disk->open--;
  return status;
}

static int
vfs_delete (sqlite3_vfs *vfs, const char *path, int sync_folder)
{
  Disk *disk = g_hash_table_lookup (fault.disks, path);

  if (strikes ())
    return SQLITE_IOERR_DELETE;
  if (disk != NULL && sync_folder && disk->open == 0)
    g_hash_table_remove (fault.disks, path);
  else if (disk != NULL)
    disk->deleted = TRUE;
  return fault.real->xDelete (fault.real, path, 0);
}

void
fault_vfs_install (void)
{
  g_return_if_fail (fault.real == NULL);

  fault.real = sqlite3_vfs_find (NULL);
  fault.vfs = *fault.real;
  fault.vfs.zName = NAME;
  fault.vfs.pNext = NULL;
  fault.vfs.szOsFile = (int) sizeof (File) + fault.real->szOsFile;
  fault.vfs.xOpen = vfs_open;
  fault.vfs.xDelete = vfs_delete;
  fault.disks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, disk_free);
  fault.random = g_rand_new_with_seed (1);
  g_assert_cmpint (sqlite3_vfs_register (&fault.vfs, 1), ==, SQLITE_OK);
}

static gboolean
is_closed (gpointer path, gpointer disk, gpointer data)
{
  return ((Disk *) disk)->open == 0;
}

void
fault_vfs_arm (FaultKind kind, guint n, guint32 seed)
{
  g_hash_table_foreach_remove (fault.disks, is_closed, NULL);
  fault.kind = kind;
  fault.n = n;
  fault.calls = 0;
  fault.struck = fault.off = FALSE;
  g_rand_set_seed (fault.random, seed);
}

gboolean
fault_vfs_struck (void)
{
  return fault.struck;
}

/* A file that was taken away, and of which nobody saw to it that it stays away, may be there again. */
static void
start_machine (const char *path, Disk *disk)
{
  g_assert_cmpuint (disk->open, ==, 0);
  if (disk->deleted && g_rand_boolean (fault.random))
    return;
  for (guint i = 0; i < disk->changes->len; i++)
    apply (disk->synced, disk->changes->pdata[i], TRUE);
  if (disk->deleted || g_file_test (path, G_FILE_TEST_EXISTS))
    g_assert_true (
        g_file_set_contents (path, (char *) disk->synced->data, (gssize) disk->synced->len, NULL));
}

guint
fault_vfs_disarm (void)
{
  GHashTableIter iter;
  gpointer path, disk;

  g_hash_table_iter_init (&iter, fault.disks);
  while (fault.off && g_hash_table_iter_next (&iter, &path, &disk)) {
    g_autofree char *shared = g_strconcat (path, "-shm", NULL);

    g_unlink (shared);
    if (fault.kind == FAULT_POWER)
      start_machine (path, disk);
  }
  fault.kind = FAULT_NONE;
  fault.off = FALSE;
  return fault.calls;
}
