/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `outbox import`: what a workstation saved when its person signed out, sent from another machine. The
 * ids are those of the workstation: what it delivers itself later, or was delivered before, counts
 * once. */
#include <glib/gstdio.h>
#include <string.h>

#include <glib/gi18n.h>

#include "core/osr-error.h"
#include "ctl/message/osr-ctl-desk.h"
#include "ctl/osr-ctl-commands.h"
#include "net/osr-net-error.h"
#include "store/outbox/osr-outbox-carried.h"
#include "store/outbox/osr-outbox-file.h"
#include "store/outbox/osr-outbox-lines.h"

typedef struct {
  OsrCtlReader *reader;
  OsrOutboxCarried *carried;
  char *folder; /* of files on their way */
  guint accepted;
  guint texts;
  guint refused;
} Counts;

/* Trouble that is not this command's: going on would fail with each. */
static gboolean
ends_all (const GError *error)
{
  return error->domain == OSR_NET_ERROR && error->code != OSR_NET_ERROR_REJECTED;
}

/* Lines are steps in their order, then texts. @count: of what succeeds */
static gboolean
tell (gboolean sent, GError *owned, guint number, guint *count, Counts *counts, GError **error)
{
  g_autoptr (GError) fault = owned;

  if (sent) {
    (*count)++;
    return TRUE;
  }
  if (ends_all (fault)) {
    g_propagate_error (error, g_steal_pointer (&fault));
    return FALSE;
  }
  counts->refused++;
  g_printerr (_ ("Line %u: %s\n"), number, fault->message);
  return TRUE;
}

static gboolean
send_text (OsrCtlReader *reader, const OsrOutboxFileText *text, GError **error)
{
  OsrWireDraft draft = { .id = text->id,
                         .case_id = text->case_id,
                         .kind = text->kind,
                         .text = text->text,
                         .revision = text->revision };

  return osr_ctl_reader_put_draft (reader, &draft, error);
}

/* Before the steps that name it, as it stands in the file. A coordinator that does not take it refuses
 * them, too. */
static gboolean
send_file (Counts *counts, const char *digest, GError **error)
{
  g_autofree char *path = g_build_filename (counts->folder, digest, NULL);
  g_autoptr (GMappedFile) map = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GBytes) bytes = map != NULL ? g_mapped_file_get_bytes (map) : NULL;
  g_autofree char *sent =
      bytes != NULL ? osr_ctl_reader_put_file (counts->reader, bytes, error) : NULL;

  g_unlink (path);
  return sent != NULL;
}

/* @taken: whether the line is one of a file, which comes in parts */
static gboolean
take_file (Counts *counts, const char *line, gboolean *taken, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autofree char *digest = NULL;
  OsrCarried file = osr_outbox_carried_take (counts->carried, line, &digest, &fault);

  *taken = file == OSR_CARRIED_PART || file == OSR_CARRIED_WHOLE;
  if (fault == NULL)
    return file != OSR_CARRIED_WHOLE || send_file (counts, digest, error);
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

static gboolean
send_line (OsrCtlReader *reader, const char *line, guint number, Counts *counts, GError **error)
{
  g_autoptr (OsrOutboxFileCommand) command = NULL;
  g_autoptr (OsrOutboxFileText) text = NULL;
  GError *fault = NULL;
  gboolean sent;

  if (*line == '\0')
    return TRUE;
  if (!take_file (counts, line, &sent, error) || sent)
    return sent;
  if (!osr_outbox_file_command_read (line, &command, error)) {
    g_prefix_error (error, _ ("Line %u: "), number);
    return FALSE;
  }
  if (command != NULL) {
    sent = osr_ctl_reader_put (reader, command->uuid, command->raw, &fault);
    return tell (sent, fault, number, &counts->accepted, counts, error);
  }
  text = osr_outbox_file_text_read (line);
  if (text == NULL)
    return TRUE;
  sent = send_text (reader, text, &fault);
  return tell (sent, fault, number, &counts->texts, counts, error);
}

/* What one wrote must not become another's. */
static gboolean
check_login (const char *line, const char *login, GError **error)
{
  g_autoptr (OsrOutboxOwner) owner = osr_outbox_file_dup_owner (line);

  if (owner == NULL || owner->login == NULL || g_strcmp0 (owner->login, login) == 0)
    return TRUE;
  g_set_error (error, OSR_CORE_ERROR, OSR_CORE_ERROR_NOT_ALLOWED,
               _ ("This file is of %s: only they can send it"), owner->login);
  return FALSE;
}

static gboolean
check_office (OsrCtlReader *reader, const char *line, GError **error)
{
  g_autoptr (OsrOutboxOwner) owner = osr_outbox_file_dup_owner (line);
  g_autofree char *office = osr_ctl_reader_dup_office_name (reader);

  if (owner == NULL || owner->office == NULL || office == NULL ||
      g_str_equal (owner->office, office))
    return TRUE;
  g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_NOT_ALLOWED,
                       _ ("This file is of another office"));
  return FALSE;
}

static void
counts_clear (Counts *counts)
{
  g_clear_pointer (&counts->carried, osr_outbox_carried_free);
  if (counts->folder != NULL)
    g_rmdir (counts->folder);
  g_clear_pointer (&counts->folder, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Counts, counts_clear)

static gboolean
send_lines (OsrOutboxLines *lines, const char *first, Counts *counts, GError **error)
{
  g_autoptr (GError) fault = NULL;
  const char *line;

  counts->folder = g_dir_make_tmp ("open-sources-outbox-XXXXXX", error);
  if (counts->folder == NULL)
    return FALSE;
  counts->carried = osr_outbox_carried_new (counts->folder);
  if (!send_line (counts->reader, first, 1, counts, error))
    return FALSE;
  for (guint number = 2; (line = osr_outbox_lines_next (lines, &fault)) != NULL; number++) {
    if (!send_line (counts->reader, line, number, counts, error))
      return FALSE;
  }
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

static int
run (const OsrCtlDeskOptions *desk, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrCtlReader) reader = NULL;
  g_autoptr (OsrOutboxLines) lines = osr_outbox_lines_open (path, &error);
  g_autofree char *first = NULL;
  g_auto (Counts) counts = { 0 };

  if (lines == NULL)
    return osr_ctl_fail (error);
  first = g_strdup (osr_outbox_lines_next (lines, NULL));
  if (first != NULL && !check_login (first, desk->login, &error))
    return osr_ctl_fail (error);
  reader = osr_ctl_desk_open (desk, &error);
  counts.reader = reader;
  if (reader == NULL || (first != NULL && (!check_office (reader, first, &error) ||
                                           !send_lines (lines, first, &counts, &error))))
    return osr_ctl_fail (error);
  g_print (_ ("Accepted: %u; texts: %u; refused: %u\n"), counts.accepted, counts.texts,
           counts.refused);
  return counts.refused == 0 ? OSR_CTL_OK : OSR_CTL_FAILED;
}

int
osr_ctl_outbox (int argc, char **argv)
{
  OsrCtlDeskOptions desk = { 0 };
  const GOptionEntry entries[] = { OSR_CTL_DESK_ENTRIES (&desk), { NULL } };
  int status = OSR_CTL_USAGE;

  if (osr_ctl_parse (
          "outbox import FILE",
          "Sends the steps of a file that the window saved on signing out, and the texts "
          "that were being written, which their writer then finds on any workstation. "
          "What was delivered before counts once.",
          entries, (int[]){ 2, 2 }, &argc, &argv)) {
    if (g_str_equal (argv[1], "import"))
      status = run (&desk, argv[2]);
    else
      g_printerr (_ ("Unknown: %s\n"), argv[1]);
  }
  osr_ctl_desk_options_clear (&desk);
  return status;
}
