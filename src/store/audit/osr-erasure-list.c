/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list as a file: lines of JSON, added before the erasure is committed. Had the commit failed after
 * that, the list would name words that are still there: under an act that an administrator signed, so
 * that a restoration destroys too much by nothing that was not to be destroyed. Doing it again is in
 * osr-log-erase-again.c. */
#include "store/audit/osr-erasure-list.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "core/osr-json.h"
#include "store/audit/osr-log-audit-private.h"
#include "store/osr-log-private.h"

#define MAX_BYTES (64 * 1024 * 1024)

char *
osr_erasure_list_dup_path (const char *log_path)
{
  g_autofree char *folder = g_path_get_dirname (log_path);

  return g_build_filename (folder, OSR_ERASURE_LIST, NULL);
}

void
osr_erasure_list_free (OsrErasureList *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->entries);
  g_hash_table_unref (self->names);
  g_hash_table_unref (self->commands);
  g_free (self);
}

/* An event is known by its stream and the digest of its words: numbers change with a restoration. */
static char *
name_of (JsonObject *entry)
{
  return g_strdup_printf ("%s %s", osr_json_get_string (entry, "case"),
                          osr_json_get_string (entry, "digest"));
}

static gboolean
is_entry (JsonObject *entry)
{
  static const char *const members[] = { "case", "digest", "act", "act_date", "reason", "by" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++) {
    if (osr_json_get_string (entry, members[i]) == NULL)
      return FALSE;
  }
  return TRUE;
}

gboolean
osr_erasure_list_add (OsrErasureList *self, JsonObject *entry)
{
  g_autofree char *name = is_entry (entry) ? name_of (entry) : NULL;
  const char *command = osr_json_get_string (entry, "command");

  if (name == NULL || !g_hash_table_add (self->names, g_steal_pointer (&name)))
    return FALSE;
  if (command != NULL)
    g_hash_table_add (self->commands, g_strdup (command));
  g_ptr_array_add (self->entries, json_object_ref (entry));
  return TRUE;
}

static void
read_lines (OsrErasureList *self, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    g_autoptr (JsonObject) entry =
        *lines[i] != '\0' ? osr_json_read_object (lines[i], -1, 0, "erasure", NULL) : NULL;

    if (entry != NULL)
      osr_erasure_list_add (self, entry);
  }
}

static gboolean
read_text (const char *path, char **text, GError **error)
{
  g_autoptr (GError) fault = NULL;
  GStatBuf status;

  if (g_stat (path, &status) == 0 && status.st_size > MAX_BYTES) {
    g_set_error (error, OSR_STORE_ERROR, OSR_STORE_ERROR_INVALID, "%s: is too large for a list",
                 path);
    return FALSE;
  }
  if (g_file_get_contents (path, text, NULL, &fault) ||
      g_error_matches (fault, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

static OsrErasureList *
list_new (void)
{
  OsrErasureList *self = g_new0 (OsrErasureList, 1);

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->commands = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

OsrErasureList *
osr_erasure_list_read (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  OsrErasureList *self;

  if (!read_text (path, &text, error))
    return NULL;
  self = list_new ();
  if (text != NULL)
    read_lines (self, text);
  return self;
}

guint
osr_erasure_list_count (OsrErasureList *self)
{
  return self->entries->len;
}

gboolean
osr_erasure_list_has_command (OsrErasureList *self, const char *uuid)
{
  return g_hash_table_contains (self->commands, uuid);
}

static gboolean
fail (const char *path, GError **error)
{
  int fault = errno;

  g_set_error (error, OSR_STORE_ERROR,
               fault == ENOSPC || fault == EDQUOT ? OSR_STORE_ERROR_FULL : OSR_STORE_ERROR_FAILED,
               "%s: %s", path, g_strerror (fault));
  return FALSE;
}

static gboolean
write_whole (int file, const char *bytes, gsize left)
{
  while (left > 0) {
    gssize written = write (file, bytes, left);

    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      return FALSE;
    bytes += written;
    left -= (gsize) written;
  }
  return fdatasync (file) == 0;
}

/* With a line break before: a line that was cut off once must not take the next one along. */
static gboolean
append_text (const char *path, const char *text, GError **error)
{
  int file = g_open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  gboolean done;

  if (file < 0)
    return fail (path, error);
  done = write_whole (file, text, strlen (text)) || fail (path, error);
  close (file);
  return done;
}

static gboolean
append_entries (const char *path, GPtrArray *entries, guint from, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = from; i < entries->len; i++) {
    g_autofree char *line = osr_json_write_object (entries->pdata[i]);

    g_string_append_printf (text, "\n%s\n", line);
  }
  return text->len == 0 || append_text (path, text->str, error);
}

gboolean
osr_erasure_list_merge (const char *from, const char *to, GError **error)
{
  g_autoptr (OsrErasureList) old = osr_erasure_list_read (from, error);
  g_autoptr (OsrErasureList) list = old != NULL ? osr_erasure_list_read (to, error) : NULL;
  guint known = list != NULL ? list->entries->len : 0;

  for (guint i = 0; list != NULL && i < old->entries->len; i++)
    osr_erasure_list_add (list, old->entries->pdata[i]);
  return list != NULL && append_entries (to, list->entries, known, error);
}

gboolean
osr_log_write_erasures (OsrLog *self, GError **error)
{
  g_autofree char *path = osr_erasure_list_dup_path (osr_log_get_path (self));

  if (!append_entries (path, self->destroyed->entries, self->n_listed, error))
    return FALSE;
  self->n_listed = self->destroyed->entries->len;
  return TRUE;
}

/* All zeros when it is not there. */
static void
look_at (const char *path, struct stat *status)
{
  if (stat (path, status) != 0)
    *status = (struct stat){ 0 };
}

gboolean
osr_log_reload_erasures (OsrLog *self, GError **error)
{
  g_autofree char *path = osr_erasure_list_dup_path (osr_log_get_path (self));
  struct stat before;
  OsrErasureList *list;

  look_at (path, &before);
  list = osr_erasure_list_read (path, error);
  if (list == NULL)
    return FALSE;
  g_clear_pointer (&self->destroyed, osr_erasure_list_free);
  self->destroyed = list;
  self->n_listed = self->destroyed->entries->len;
  self->listed = before;
  return TRUE;
}

/* Lines are only ever added, and a line is there before the act is in the log. */
gboolean
osr_log_heed_erasures (OsrLog *self, GError **error)
{
  g_autofree char *path = osr_erasure_list_dup_path (osr_log_get_path (self));
  struct stat now;

  if (self->destroyed->entries->len > self->n_listed)
    return TRUE;
  look_at (path, &now);
  return (now.st_ino == self->listed.st_ino && now.st_size == self->listed.st_size) ||
         osr_log_reload_erasures (self, error);
}

void
osr_log_forget_erasures (OsrLog *self)
{
  g_autoptr (OsrErasureList) noted = NULL;

  if (self->destroyed->entries->len == self->n_listed)
    return;
  noted = g_steal_pointer (&self->destroyed);
  self->destroyed = list_new ();
  for (guint i = 0; i < self->n_listed; i++)
    osr_erasure_list_add (self->destroyed, noted->entries->pdata[i]);
}

gboolean
osr_log_is_destroyed (OsrLog *self, const char *uuid)
{
  return osr_erasure_list_has_command (self->destroyed, uuid);
}
