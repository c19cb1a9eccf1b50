/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An outbox that is found damaged is never dropped: it is copied aside as it is, and what can be read
 * of it goes into a new one. A page that cannot be read takes its own rows only; where not even the
 * tables are known any more, commands are looked for in the bytes: sending one again under its own id
 * does no harm. */
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "core/osr-json.h"
#include "store/database/osr-database-private.h"
#include "store/osr-outbox-private.h"

/* After this many rows in a row that cannot be read there are no more. */
#define MOST_HOLES  4096
#define UUID_LENGTH 36
#define INTO_COMMAND                                                                               \
  "INSERT OR IGNORE INTO command (position, uuid, case_id, type, raw, state, code,"                \
  " message, seq, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
#define MARK "{\"case\":\""

static const char *const endings[] = { "", "-wal" };

typedef struct {
  sqlite3 *old;
  OsrDatabase *fresh;
  gboolean lost; /* a row that was read could not be written */
} Rescue;

static gboolean
fail (GError **error, const char *path)
{
  g_set_error (error, OSR_STORE_ERROR,
               errno == ENOSPC ? OSR_STORE_ERROR_FULL : OSR_STORE_ERROR_FAILED, "%s: %s", path,
               g_strerror (errno));
  return FALSE;
}

static gboolean
copy_file (const char *from, const char *to, GError **error)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) fault = NULL;
  gsize length;

  if (!g_file_get_contents (from, &bytes, &length, &fault))
    return g_error_matches (fault, G_FILE_ERROR, G_FILE_ERROR_NOENT) || fail (error, from);
  if (!g_file_set_contents_full (to, bytes, (gssize) length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 NULL))
    return fail (error, to);
  return TRUE;
}

/* (transfer full): where it lies now. */
static char *
copy_aside (const char *path, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%S");
  g_autofree char *aside = g_strdup_printf ("%s.damaged-%s", path, stamp);

  for (guint i = 2; g_file_test (aside, G_FILE_TEST_EXISTS); i++) {
    g_free (aside);
    aside = g_strdup_printf ("%s.damaged-%s-%u", path, stamp, i);
  }
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    g_autofree char *from = g_strconcat (path, endings[i], NULL);
    g_autofree char *to = g_strconcat (aside, endings[i], NULL);

    if (!copy_file (from, to, error))
      return NULL;
  }
  return g_steal_pointer (&aside);
}

static void
remove_all (const char *path)
{
  static const char *const all[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++) {
    g_autofree char *name = g_strconcat (path, all[i], NULL);

    g_unlink (name);
  }
}

/* Puts the current row of @row, whose first column is only its place, into the same table. */
static void
keep_row (Rescue *self, sqlite3_stmt *row, const char *into)
{
  sqlite3_stmt *insert = NULL;

  if (sqlite3_prepare_v2 (self->fresh->handle, into, -1, &insert, NULL) != SQLITE_OK)
    return;
  for (int i = 1; i < sqlite3_column_count (row); i++)
    sqlite3_bind_value (insert, i, sqlite3_column_value (row, i));
  if (sqlite3_step (insert) != SQLITE_DONE)
    self->lost = TRUE;
  sqlite3_finalize (insert);
}

/* A page that was written over may still look like one: its rows must say the same twice. */
static gboolean
is_command (sqlite3_stmt *row)
{
  const char *uuid = (const char *) sqlite3_column_text (row, 2);
  const char *raw = sqlite3_column_blob (row, 5);
  g_autoptr (JsonObject) object =
      raw != NULL
          ? osr_json_read_object (raw, (gssize) sqlite3_column_bytes (row, 5), 0, "command", NULL)
          : NULL;

  return object != NULL && uuid != NULL && g_uuid_string_is_valid (uuid) &&
         g_strcmp0 (osr_json_get_string (object, "case"),
                    (const char *) sqlite3_column_text (row, 3)) == 0 &&
         g_strcmp0 (osr_json_get_string (object, "type"),
                    (const char *) sqlite3_column_text (row, 4)) == 0;
}

/* Goes on behind a page that cannot be read, one place after the other. */
static void
keep_commands (Rescue *self)
{
  sqlite3_stmt *row = NULL;
  gint64 place = 0;
  guint holes = 0;
  int status;

  if (sqlite3_prepare_v2 (self->old,
                          "SELECT position, position, uuid, case_id, type, raw, state, code,"
                          " message, seq, created FROM command NOT INDEXED"
                          " WHERE position >= ?1 ORDER BY position",
                          -1, &row, NULL) != SQLITE_OK)
    return;
  do {
    sqlite3_reset (row);
    sqlite3_bind_int64 (row, 1, place);
    while ((status = sqlite3_step (row)) == SQLITE_ROW) {
      if (is_command (row))
        keep_row (self, row, INTO_COMMAND);
      place = sqlite3_column_int64 (row, 0) + 1;
      holes = 0;
    }
    place++;
  } while (status != SQLITE_DONE && ++holes < MOST_HOLES);
  sqlite3_finalize (row);
}

/* From the front as far as it goes, and from the end. */
static void
keep_table (Rescue *self, const char *select, const char *into)
{
  static const char *const orders[] = { "ASC", "DESC" };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++) {
    g_autofree char *sql = g_strdup_printf ("%s ORDER BY 1 %s", select, orders[i]);
    sqlite3_stmt *row = NULL;
    int status = sqlite3_prepare_v2 (self->old, sql, -1, &row, NULL);

    while (status == SQLITE_OK && sqlite3_step (row) == SQLITE_ROW)
      keep_row (self, row, into);
    sqlite3_finalize (row);
  }
}

/* Returns: whether the tables were known */
static gboolean
keep_rows (Rescue *self, const char *aside)
{
  gboolean known;

  known = sqlite3_open_v2 (aside, &self->old, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) ==
              SQLITE_OK &&
          sqlite3_exec (self->old, "PRAGMA writable_schema = ON; SELECT 1 FROM command LIMIT 0",
                        NULL, NULL, NULL) == SQLITE_OK;
  if (known) {
    keep_commands (self);
    keep_table (self, "SELECT case_id, * FROM writing",
                "INSERT OR IGNORE INTO writing VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    keep_table (self, "SELECT key, * FROM setting",
                "INSERT OR IGNORE INTO setting VALUES (?1, ?2)");
  }
  sqlite3_close (self->old);
  return known;
}

/* The length of the JSON object at @text, 0 when it does not end. */
static gsize
object_length (const char *text, gsize most)
{
  gboolean quoted = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < most; i++) {
    if (quoted && text[i] == '\\')
      i++;
    else if (text[i] == '"')
      quoted = !quoted;
    else if (!quoted && text[i] == '{')
      depth++;
    else if (!quoted && text[i] == '}' && --depth == 0)
      return i + 1;
  }
  return 0;
}

/* A row lies in the file as its columns one behind the other: uuid, case, type, raw. */
static gboolean
keep_found (OsrOutbox *fresh, const char *at, gsize before, gsize most)
{
  gsize length = object_length (at, most);
  g_autoptr (JsonObject) object =
      length > 0 ? osr_json_read_object (at, (gssize) length, 0, "command", NULL) : NULL;
  const char *case_id = object != NULL ? osr_json_get_string (object, "case") : NULL;
  const char *type = object != NULL ? osr_json_get_string (object, "type") : NULL;
  g_autoptr (GBytes) raw = NULL;
  g_autofree char *uuid = NULL;
  OsrOutboxCommand command = { 0 };
  gsize head;

  if (case_id == NULL || type == NULL)
    return FALSE;
  head = UUID_LENGTH + strlen (case_id) + strlen (type);
  if (before < head || memcmp (at - strlen (type), type, strlen (type)) != 0)
    return FALSE;
  uuid = g_strndup (at - head, UUID_LENGTH);
  if (!g_uuid_string_is_valid (uuid))
    return FALSE;
  raw = g_bytes_new (at, length);
  command = (OsrOutboxCommand){ .uuid = uuid,
                                .case_id = (char *) case_id,
                                .type = (char *) type,
                                .raw = raw,
                                .created = osr_json_get_int (object, "claimed_at", 0) };
  return osr_outbox_add (fresh, &command, NULL);
}

static void
search_bytes (OsrOutbox *fresh, const char *path)
{
  g_autofree char *bytes = NULL;
  gsize length;
  gsize mark = strlen (MARK);

  if (!g_file_get_contents (path, &bytes, &length, NULL))
    return;
  for (gsize at = 0; at + mark <= length; at++) {
    if (memcmp (bytes + at, MARK, mark) == 0)
      keep_found (fresh, bytes + at, at, length - at);
  }
}

static gboolean
fill (const char *aside, const char *path, GError **error)
{
  g_autoptr (OsrOutbox) fresh = NULL;
  g_autoptr (OsrTransaction) transaction = NULL;
  Rescue rescue = { 0 };

  remove_all (path);
  fresh = osr_outbox_open (path, error);
  transaction = fresh != NULL ? osr_outbox_begin (fresh, error) : NULL;
  if (transaction == NULL)
    return FALSE;
  rescue.fresh = fresh->database;
  if (!keep_rows (&rescue, aside)) {
    for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
      g_autofree char *name = g_strconcat (aside, endings[i], NULL);

      search_bytes (fresh, name);
    }
  }
  if (rescue.lost)
    return osr_database_fail (fresh->database, error);
  return osr_transaction_commit (transaction, error) && osr_database_fold (fresh->database, error);
}

/* The copy that is read is one more: reading may write to it. */
static gboolean
fill_from (const char *path, const char *fresh, GError **error)
{
  g_autofree char *read = g_strconcat (path, ".read", NULL);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *read_wal = g_strconcat (read, "-wal", NULL);
  gboolean filled;

  remove_all (read);
  filled = copy_file (path, read, error) && copy_file (wal, read_wal, error) &&
           fill (read, fresh, error);
  remove_all (read);
  return filled;
}

/* Puts the new file in the place of the damaged one, whose write-ahead log must not come upon it. */
static gboolean
take_place (const char *rescued, const char *path, GError **error)
{
  static const char *const beside[] = { "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (beside); i++) {
    g_autofree char *name = g_strconcat (path, beside[i], NULL);

    g_unlink (name);
  }
  return g_rename (rescued, path) == 0 || fail (error, path);
}

/* The new file gets its second name when it is complete: from then on the old one is not read again. */
static gboolean
rescue (const char *path, const char *rescued, char **aside, GError **error)
{
  g_autofree char *fresh = g_strconcat (path, ".new", NULL);
  g_autofree char *kept = copy_aside (path, error);

  if (kept == NULL || !fill_from (path, fresh, error))
    return FALSE;
  if (g_rename (fresh, rescued) != 0)
    return fail (error, rescued);
  *aside = g_steal_pointer (&kept);
  return take_place (rescued, path, error);
}

OsrOutbox *
osr_outbox_open_or_rescue (const char *path, char **aside, GError **error)
{
  g_autofree char *rescued = g_strconcat (path, ".rescued", NULL);
  g_autoptr (GError) fault = NULL;
  g_autoptr (OsrOutbox) self = NULL;

  *aside = NULL;
  if (g_file_test (rescued, G_FILE_TEST_EXISTS) && !take_place (rescued, path, error))
    return NULL;
  self = osr_outbox_open (path, &fault);
  if (self != NULL && osr_database_is_whole (self->database, &fault))
    return g_steal_pointer (&self);
  if (!g_error_matches (fault, OSR_STORE_ERROR, OSR_STORE_ERROR_CORRUPT)) {
    g_propagate_error (error, g_steal_pointer (&fault));
    return NULL;
  }
  g_clear_pointer (&self, osr_outbox_free);
  return rescue (path, rescued, aside, error) ? osr_outbox_open (path, error) : NULL;
}
