/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing the file and reading a line of it. Sending what is in it is for whoever reads it. */
#include "store/outbox/osr-outbox-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "store/osr-outbox-private.h"
#include "store/outbox/osr-outbox-carried.h"

#define FILE_VERSION 1

static gboolean
set_fault (GError **error, int fault)
{
  g_set_error_literal (error, G_FILE_ERROR, (int) g_file_error_from_errno (fault),
                       g_strerror (fault));
  return FALSE;
}

static void
add_line (GString *text, JsonObject *object)
{
  g_autofree char *line = osr_json_write_object (object);

  g_string_append (text, line);
  g_string_append_c (text, '\n');
}

static void
add_header (GString *text, const OsrOutboxOwner *owner)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "format", OSR_OUTBOX_FILE_FORMAT);
  json_object_set_int_member (object, "v", FILE_VERSION);
  json_object_set_string_member (object, "login", owner->login);
  if (owner->office != NULL)
    json_object_set_string_member (object, "office", owner->office);
  add_line (text, object);
}

static void
add_command (GString *text, const OsrOutboxCommand *command)
{
  g_autoptr (JsonObject) object = json_object_new ();
  gsize length;
  const char *bytes = g_bytes_get_data (command->raw, &length);
  g_autofree char *body = g_strndup (bytes, length);

  json_object_set_string_member (object, "kind", "command");
  json_object_set_string_member (object, "id", command->uuid);
  json_object_set_string_member (object, "case", command->case_id);
  json_object_set_string_member (object, "type", command->type);
  json_object_set_int_member (object, "created", command->created);
  if (command->state == OSR_OUTBOX_REFUSED)
    json_object_set_string_member (object, "refused",
                                   command->message != NULL ? command->message : "");
  json_object_set_string_member (object, "body", body);
  add_line (text, object);
}

static void
add_writing (GString *text, const OsrOutboxWriting *writing, const char *chosen)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "kind", "text");
  json_object_set_string_member (object, "case", writing->case_id);
  json_object_set_string_member (object, "id", writing->draft);
  json_object_set_int_member (object, "revision", writing->base_revision);
  json_object_set_string_member (object, "draft", writing->kind);
  json_object_set_string_member (object, "text", writing->text);
  json_object_set_int_member (object, "saved_at", writing->saved_at);
  if (chosen != NULL)
    json_object_set_string_member (object, "files", chosen);
  add_line (text, object);
}

static char *
dup_chosen (OsrOutbox *self, const OsrOutboxFiles *files, const char *case_id)
{
  g_autofree char *key = NULL;

  if (files == NULL || files->chosen == NULL)
    return NULL;
  key = g_strconcat (files->chosen, case_id, NULL);
  return osr_outbox_get (self, key);
}

/* (transfer full) (nullable): steps and texts, as lines */
static GString *
build_lines (OsrOutbox *self, const OsrOutboxFiles *files, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) commands =
      osr_outbox_list (self, NULL, OSR_OUTBOX_UNSENT | OSR_OUTBOX_REFUSED, error);
  g_autoptr (GPtrArray) writings =
      commands != NULL ? osr_outbox_list_writings (self, TRUE, error) : NULL;

  if (writings == NULL)
    return NULL;
  for (guint i = 0; i < commands->len; i++)
    add_command (text, g_ptr_array_index (commands, i));
  for (guint i = 0; i < writings->len; i++) {
    const OsrOutboxWriting *writing = g_ptr_array_index (writings, i);
    g_autofree char *chosen = dup_chosen (self, files, writing->case_id);

    add_writing (text, writing, chosen);
  }
  return g_steal_pointer (&text);
}

static gboolean
write_all (FILE *out, const OsrOutboxOwner *owner, const OsrOutboxFiles *files, GString *lines,
           GError **error)
{
  g_autoptr (GString) header = g_string_new (NULL);

  add_header (header, owner);
  errno = 0;
  if (fputs (header->str, out) < 0)
    return set_fault (error, errno);
  for (guint i = 0; files != NULL && i < files->digests->len; i++) {
    if (!osr_outbox_carried_write (out, files->folder, files->digests->pdata[i], error))
      return FALSE;
  }
  if (fwrite (lines->str, 1, lines->len, out) != lines->len || fflush (out) != 0 ||
      fsync (fileno (out)) != 0)
    return set_fault (error, errno);
  return TRUE;
}

/* (nullable): readable by its owner only */
static FILE *
open_part (const char *part, GError **error)
{
  int fd = g_open (part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  FILE *out = fd >= 0 ? fdopen (fd, "w") : NULL;

  if (out == NULL)
    set_fault (error, errno);
  return out;
}

/* Under another name first: a file that was cut off is never taken for a saved outbox. */
gboolean
osr_outbox_export (OsrOutbox *self, const char *path, const OsrOutboxOwner *owner,
                   const OsrOutboxFiles *files, GError **error)
{
  g_autoptr (GString) lines = build_lines (self, files, error);
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  FILE *out = lines != NULL ? open_part (part, error) : NULL;
  gboolean written;

  if (out == NULL)
    return FALSE;
  written = write_all (out, owner, files, lines, error);
  if (fclose (out) != 0 && written)
    written = set_fault (error, errno);
  if (written && g_rename (part, path) != 0)
    written = set_fault (error, errno);
  if (!written)
    g_unlink (part);
  return written;
}

void
osr_outbox_file_command_free (OsrOutboxFileCommand *command)
{
  if (command == NULL)
    return;
  g_free (command->uuid);
  g_free (command->case_id);
  g_free (command->type);
  g_free (command->reason);
  g_clear_pointer (&command->raw, g_bytes_unref);
  g_free (command);
}

static OsrOutboxFileCommand *
read_command (JsonObject *object)
{
  const char *uuid = osr_json_get_string (object, "id");
  const char *case_id = osr_json_get_string (object, "case");
  const char *type = osr_json_get_string (object, "type");
  const char *body = osr_json_get_string (object, "body");
  OsrOutboxFileCommand *command;

  if (uuid == NULL || !g_uuid_string_is_valid (uuid) || case_id == NULL || type == NULL ||
      body == NULL)
    return NULL;
  command = g_new0 (OsrOutboxFileCommand, 1);
  command->uuid = g_strdup (uuid);
  command->case_id = g_strdup (case_id);
  command->type = g_strdup (type);
  command->reason = g_strdup (osr_json_get_string (object, "refused"));
  command->raw = g_bytes_new (body, strlen (body));
  return command;
}

gboolean
osr_outbox_file_command_read (const char *line, OsrOutboxFileCommand **command, GError **error)
{
  g_autoptr (JsonObject) object = osr_json_read_object (line, -1, 0, "the outbox", error);
  const char *format, *kind;

  *command = NULL;
  if (object == NULL)
    return FALSE;
  format = osr_json_get_string (object, "format");
  kind = osr_json_get_string (object, "kind");
  if (g_strcmp0 (kind, "text") == 0 || (g_strcmp0 (format, OSR_OUTBOX_FILE_FORMAT) == 0 &&
                                        osr_json_get_int (object, "v", 0) == FILE_VERSION))
    return TRUE;
  if (g_strcmp0 (kind, "command") == 0)
    *command = read_command (object);
  if (*command == NULL)
    g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID,
                         "This is no line of a saved outbox");
  return *command != NULL;
}

void
osr_outbox_file_text_free (OsrOutboxFileText *text)
{
  if (text == NULL)
    return;
  g_free (text->id);
  g_free (text->case_id);
  g_free (text->kind);
  g_free (text->text);
  g_free (text->files);
  g_free (text);
}

OsrOutboxFileText *
osr_outbox_file_text_read (const char *line)
{
  g_autoptr (JsonObject) object = osr_json_read_object (line, -1, 0, "the outbox", NULL);
  const char *id = object != NULL ? osr_json_get_string (object, "id") : NULL;
  OsrOutboxFileText *text;

  if (object == NULL || g_strcmp0 (osr_json_get_string (object, "kind"), "text") != 0 ||
      id == NULL || !g_uuid_string_is_valid (id) || osr_json_get_string (object, "case") == NULL ||
      osr_json_get_string (object, "draft") == NULL || osr_json_get_string (object, "text") == NULL)
    return NULL;
  text = g_new0 (OsrOutboxFileText, 1);
  text->id = g_strdup (id);
  text->case_id = g_strdup (osr_json_get_string (object, "case"));
  text->kind = g_strdup (osr_json_get_string (object, "draft"));
  text->text = g_strdup (osr_json_get_string (object, "text"));
  text->files = g_strdup (osr_json_get_string (object, "files"));
  text->revision = osr_json_get_int (object, "revision", 0);
  return text;
}

OsrOutboxOwner *
osr_outbox_file_dup_owner (const char *line)
{
  g_autoptr (JsonObject) object = osr_json_read_object (line, -1, 0, "the outbox", NULL);
  OsrOutboxOwner *owner;

  if (object == NULL ||
      g_strcmp0 (osr_json_get_string (object, "format"), OSR_OUTBOX_FILE_FORMAT) != 0 ||
      osr_json_get_int (object, "v", 0) != FILE_VERSION)
    return NULL;
  owner = g_new0 (OsrOutboxOwner, 1);
  owner->login = g_strdup (osr_json_get_string (object, "login"));
  owner->office = g_strdup (osr_json_get_string (object, "office"));
  return owner;
}

void
osr_outbox_owner_free (OsrOutboxOwner *owner)
{
  if (owner == NULL)
    return;
  g_free (owner->login);
  g_free (owner->office);
  g_free (owner);
}
