/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What does not fit into the longest line that the JSON reader takes is read over. */
#include "store/outbox/osr-outbox-lines.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "core/osr-json.h"

struct _OsrOutboxLines {
  FILE *file;
  GString *line;
};

static void
set_fault (GError **error, int fault)
{
  g_set_error_literal (error, G_IO_ERROR, (int) g_io_error_from_errno (fault), g_strerror (fault));
}

OsrOutboxLines *
osr_outbox_lines_open (const char *path, GError **error)
{
  g_autoptr (OsrOutboxLines) self = g_new0 (OsrOutboxLines, 1);
  struct stat status;

  self->line = g_string_new (NULL);
  if (g_stat (path, &status) == 0 && !S_ISREG (status.st_mode)) {
    set_fault (error, EINVAL);
    return NULL;
  }
  self->file = g_fopen (path, "re");
  if (self->file != NULL)
    return g_steal_pointer (&self);
  set_fault (error, errno);
  return NULL;
}

void
osr_outbox_lines_free (OsrOutboxLines *self)
{
  if (self == NULL)
    return;
  if (self->file != NULL)
    fclose (self->file);
  g_string_free (self->line, TRUE);
  g_free (self);
}

const char *
osr_outbox_lines_next (OsrOutboxLines *self, GError **error)
{
  gboolean fits = TRUE;
  int c;

  g_string_truncate (self->line, 0);
  while ((c = getc_unlocked (self->file)) != EOF && c != '\n') {
    fits = fits && self->line->len < OSR_JSON_MAX_BYTES;
    if (fits)
      g_string_append_c (self->line, (char) c);
  }
  if (ferror (self->file)) {
    set_fault (error, EIO);
    return NULL;
  }
  if (c == EOF && self->line->len == 0)
    return NULL;
  /* A NUL ends it for whoever reads it: then it is no line of ours. */
  if (!fits)
    g_string_assign (self->line, "{");
  return self->line->str;
}
