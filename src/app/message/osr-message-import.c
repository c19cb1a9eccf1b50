/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. A line that is not right does not hold up the others. */
#include "app/message/osr-message-import.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/message/osr-message-words.h"
#include "core/osr-error.h"
#include "sync/osr-replica-register.h"

#define MOST_TOLD 8

struct _OsrMessageImport {
  OsrReplica *replica;
  GBytes *bytes;
  gsize at;
  guint line;
  guint taken;
  guint known;
  guint refused;
  GString *told;
};

OsrMessageImport *
osr_message_import_new (OsrReplica *replica, GBytes *bytes)
{
  OsrMessageImport *self = g_new0 (OsrMessageImport, 1);

  self->replica = g_object_ref (replica);
  self->bytes = g_bytes_ref (bytes);
  self->told = g_string_new (NULL);
  return self;
}

void
osr_message_import_free (OsrMessageImport *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->replica);
  g_bytes_unref (self->bytes);
  g_string_free (self->told, TRUE);
  g_free (self);
}

static void
tell (OsrMessageImport *self, const GError *error)
{
  g_autofree char *sentence = osr_message_words_fault (error);

  if (++self->refused > MOST_TOLD)
    return;
  if (self->told->len > 0)
    g_string_append_c (self->told, '\n');
  /* Translators: number of a line of a file, and what is wrong with it */
  g_string_append_printf (self->told, _ ("Line %1$u: %2$s"), self->line, sentence);
}

static void
take_line (OsrMessageImport *self, const char *line, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrMessageEntry) entry = NULL;
  g_autofree char *uuid = NULL;

  entry = osr_message_entry_read (line, (gssize) length, "import", &error);
  if (entry != NULL)
    uuid = osr_replica_register (self->replica, entry, NULL, &error);
  if (uuid != NULL)
    self->taken++;
  else if (g_error_matches (error, OSR_CORE_ERROR, OSR_CORE_ERROR_KNOWN))
    self->known++;
  else
    tell (self, error);
}

static gboolean
is_blank (const char *line, gsize length)
{
  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isspace (line[i]))
      return FALSE;
  }
  return TRUE;
}

gboolean
osr_message_import_step (OsrMessageImport *self, guint lines)
{
  gsize size;
  const char *bytes = g_bytes_get_data (self->bytes, &size);

  if (self->at == 0 && size >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    self->at = 3;
  for (guint i = 0; i < lines && self->at < size; i++) {
    const char *line = bytes + self->at;
    const char *end = memchr (line, '\n', size - self->at);
    gsize length = end != NULL ? (gsize) (end - line) : size - self->at;

    self->line++;
    self->at += length + 1;
    if (!is_blank (line, length))
      take_line (self, line, length);
  }
  return self->at < size;
}

char *
osr_message_import_dup_summary (OsrMessageImport *self)
{
  return g_strdup_printf (_ ("Registered: %1$u; known already: %2$u; refused: %3$u"), self->taken,
                          self->known, self->refused);
}

char *
osr_message_import_dup_refused (OsrMessageImport *self)
{
  if (self->refused == 0)
    return NULL;
  if (self->refused > MOST_TOLD)
    /* Translators: after a list of lines that were refused */
    return g_strdup_printf (_ ("%1$s\nand %2$u more"), self->told->str, self->refused - MOST_TOLD);
  return g_strdup (self->told->str);
}
