/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `import`: messages from a file, a line each. A line that cannot be taken is told with its number and
 * does not hold up the others; a message has the same case id wherever it comes from, so that the same
 * file can be imported again. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#include "core/message/osr-message-entry.h"
#include "core/osr-error.h"
#include "ctl/message/osr-ctl-desk.h"
#include "ctl/osr-ctl-commands.h"
#include "net/osr-net-error.h"

typedef struct {
  OsrCtlDeskOptions desk;
  gboolean check;
  gboolean json;
} Options;

typedef struct {
  OsrCtlReader *reader; /* nullable: only looking */
  FILE *file;
  guint line;
  guint taken;
  guint known;
  guint refused;
} Import;

/* One line of at most so many bytes; a longer one is passed over to its end. FALSE at the end. */
static gboolean
read_line (FILE *file, GString *line, gboolean *whole)
{
  int c;

  g_string_truncate (line, 0);
  *whole = TRUE;
  while ((c = getc (file)) != EOF && c != '\n') {
    if (line->len < OSR_MESSAGE_ENTRY_MOST_BYTES)
      g_string_append_c (line, (char) c);
    else
      *whole = FALSE;
  }
  if (line->len > 0 && line->str[line->len - 1] == '\r')
    g_string_truncate (line, line->len - 1);
  return c != EOF || line->len > 0;
}

static void
tell (Import *self, const char *sentence)
{
  self->refused++;
  g_printerr (_ ("Line %u: %s\n"), self->line, sentence);
}

/* Trouble that is not this line's: going on would fail line by line. */
static gboolean
ends_all (const GError *error)
{
  return error->domain == OSR_NET_ERROR && error->code != OSR_NET_ERROR_REJECTED;
}

static gboolean
send_entry (Import *self, const OsrMessageEntry *entry, GError **error)
{
  g_autofree char *id = osr_message_entry_dup_case_id (entry);
  g_autoptr (JsonObject) members = osr_message_entry_new_members (entry);
  g_autoptr (JsonObject) payload = osr_message_entry_new_payload (entry);
  g_autoptr (OsrCase) held = osr_ctl_reader_load (self->reader, id);
  g_autoptr (GError) fault = NULL;
  OsrCtlAct act = { id, "found", members, payload };

  if (held != NULL) {
    self->known++;
    return TRUE;
  }
  if (osr_ctl_reader_act (self->reader, &act, &fault)) {
    self->taken++;
    return TRUE;
  }
  if (g_error_matches (fault, OSR_CORE_ERROR, OSR_CORE_ERROR_KNOWN)) {
    self->known++;
    return TRUE;
  }
  if (ends_all (fault)) {
    g_propagate_error (error, g_steal_pointer (&fault));
    return FALSE;
  }
  tell (self, fault->message);
  return TRUE;
}

static gboolean
is_blank (const GString *line)
{
  return strspn (line->str, " \t") == line->len;
}

static gboolean
take_line (Import *self, const GString *line, gboolean whole, GError **error)
{
  g_autoptr (OsrMessageEntry) entry = NULL;
  g_autoptr (GError) fault = NULL;
  const char *bytes = line->str;
  gsize length = line->len;

  if (self->line == 1 && g_str_has_prefix (bytes, "\xef\xbb\xbf")) {
    bytes += 3;
    length -= 3;
  }
  if (!whole) {
    tell (self, _ ("longer than 4 MiB; a message is one line, shorten its text"));
    return TRUE;
  }
  if (length == 0 || is_blank (line))
    return TRUE;
  entry = osr_message_entry_read (bytes, (gssize) length, _ ("the message"), &fault);
  if (entry == NULL) {
    tell (self, fault->message);
    return TRUE;
  }
  if (self->reader != NULL)
    return send_entry (self, entry, error);
  self->taken++;
  return TRUE;
}

static gboolean
take_file (Import *self, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);
  gboolean whole;

  while (read_line (self->file, line, &whole)) {
    self->line++;
    if (!take_line (self, line, whole, error)) {
      g_prefix_error (error, _ ("Stopped at line %u, import the file again to go on: "),
                      self->line);
      return FALSE;
    }
  }
  if (ferror (self->file)) {
    g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_IO, _ ("The file cannot be read on"));
    return FALSE;
  }
  return TRUE;
}

static void
print_summary (const Import *self, const Options *options)
{
  if (options->json)
    g_print ("{\"registered\":%u,\"known\":%u,\"refused\":%u}\n", self->taken, self->known,
             self->refused);
  else if (options->check)
    g_print (_ ("Messages that can be registered: %u; lines that cannot: %u\n"), self->taken,
             self->refused);
  else
    g_print (_ ("Registered: %u; known already: %u; refused: %u\n"), self->taken, self->known,
             self->refused);
}

static int
run (const Options *options, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrCtlReader) reader =
      options->check ? NULL : osr_ctl_desk_open (&options->desk, &error);
  gboolean input = g_str_equal (path, "-");
  Import import = { .reader = reader };
  gboolean done;

  if (reader == NULL && !options->check)
    return osr_ctl_fail (error);
  import.file = input ? stdin : fopen (path, "rbe");
  if (import.file == NULL) {
    g_printerr (_ ("%s cannot be opened: %s\n"), path, g_strerror (errno));
    return OSR_CTL_FAILED;
  }
  done = take_file (&import, &error);
  if (!input)
    fclose (import.file);
  print_summary (&import, options);
  if (!done)
    return osr_ctl_fail (error);
  return import.refused == 0 ? OSR_CTL_OK : OSR_CTL_FAILED;
}

int
osr_ctl_import (int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = { OSR_CTL_DESK_ENTRIES (&options.desk),
                                   { "check", 'n', 0, G_OPTION_ARG_NONE, &options.check,
                                     N_ ("Only look at the lines, register nothing"), NULL },
                                   { "json", 'j', 0, G_OPTION_ARG_NONE, &options.json,
                                     N_ ("Print the counts as JSON"), NULL },
                                   { NULL } };
  int status = OSR_CTL_USAGE;

  if (osr_ctl_parse (
          "import FILE|-",
          _ ("Registers messages from a file, each line one JSON object: permalink, network, text, "
             "author_name, published_at (2026-03-06T10:12:00+09:00), context, place, media, "
             "native_id; "
             "for a place without addresses source instead of permalink. With - the lines follow "
             "the "
             "password on standard input. What is registered already is counted, not doubled."),
          entries, (int[]){ 1, 1 }, &argc, &argv))
    status = run (&options, argv[1]);
  osr_ctl_desk_options_clear (&options.desk);
  return status;
}
