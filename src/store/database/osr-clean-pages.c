/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQLite overwrites what is deleted (secure_delete), but not what it has moved: a page that is laid out
 * anew because rows went over to its neighbours keeps their old bytes in the gap between its directory
 * and its cells, where they outlive the rows. So a page goes into the main file with its gap zeroed; the
 * write-ahead log and the pages in memory are let go by osr_database_cut(). What the bytes of a page
 * mean is said in https://sqlite.org/fileformat2.html, "B-tree Pages". */
#include <string.h>

#include "store/database/osr-database-private.h"

#define FILE_HEADER    100 /* bytes, on the first page only */
#define LEAST_PAGE     512
#define MOST_PAGE      65536
#define INDEX_INTERIOR 2
#define TABLE_INTERIOR 5
#define INDEX_LEAF     10
#define TABLE_LEAF     13

/* Pages of overflow, and free ones, begin with the number of another: its first byte is 0, and never that
 * of a kind of page, in a file of fewer pages than these. */
#define MOST_PAGES (G_GINT64_CONSTANT (1) << 24)

struct _OsrCleanPages {
  sqlite3_io_methods methods; /* first: the file points here */
  const sqlite3_io_methods *real;
  guint8 *page; /* of MOST_PAGE bytes */
};

static gsize
read_number (const guint8 *bytes)
{
  return ((gsize) bytes[0] << 8) | bytes[1];
}

static gboolean
is_size_of_page (gsize n)
{
  return n >= LEAST_PAGE && n <= MOST_PAGE && (n & (n - 1)) == 0;
}

/* Where nothing of the page is, from @from up to @to. */
static gboolean
find_gap (const guint8 *page, gsize size, gsize head, gsize *from, gsize *to)
{
  guint8 kind = page[head];
  gboolean leaf = kind == INDEX_LEAF || kind == TABLE_LEAF;

  if (!leaf && kind != INDEX_INTERIOR && kind != TABLE_INTERIOR)
    return FALSE;
  *from = head + (leaf ? 8 : 12) + 2 * read_number (page + head + 3);
  *to = read_number (page + head + 5);
  if (*to == 0)
    *to = MOST_PAGE;
  return *from < *to && *to <= size;
}

static gboolean
is_clean (const guint8 *bytes, gsize n)
{
  return bytes[0] == 0 && memcmp (bytes, bytes + 1, n - 1) == 0;
}

/* @page: as it is to stand at @offset of its file. Returns: whether its gap holds anything, which lies
 * from @from up to @to */
static gboolean
is_soiled (const guint8 *page, gsize size, gint64 offset, gsize *from, gsize *to)
{
  return is_size_of_page (size) && offset % (gint64) size == 0 &&
         find_gap (page, size, offset == 0 ? FILE_HEADER : 0, from, to) &&
         !is_clean (page + *from, *to - *from);
}

static int
write_clean (sqlite3_file *file, const void *data, int n, sqlite3_int64 offset)
{
  OsrCleanPages *self = (OsrCleanPages *) file->pMethods;
  sqlite3_int64 length = 0;
  gsize from, to;

  if (n <= 0 || !is_soiled (data, (gsize) n, offset, &from, &to) ||
      self->real->xFileSize (file, &length) != SQLITE_OK || length / n >= MOST_PAGES)
    return self->real->xWrite (file, data, n, offset);
  memcpy (self->page, data, (gsize) n);
  memset (self->page + from, 0, to - from);
  return self->real->xWrite (file, self->page, n, offset);
}

OsrCleanPages *
osr_clean_pages_new (sqlite3 *handle)
{
  OsrCleanPages *self;
  sqlite3_file *file = NULL;

  if (sqlite3_file_control (handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
      file == NULL || file->pMethods == NULL)
    return NULL;
  self = g_new0 (OsrCleanPages, 1);
  self->page = g_malloc (MOST_PAGE);
  self->real = file->pMethods;
  self->methods = *self->real;
  self->methods.iVersion = MIN (self->real->iVersion, 3);
  self->methods.xWrite = write_clean;
  file->pMethods = &self->methods;
  return self;
}

void
osr_clean_pages_free (OsrCleanPages *self)
{
  if (self == NULL)
    return;
  g_free (self->page);
  g_free (self);
}
