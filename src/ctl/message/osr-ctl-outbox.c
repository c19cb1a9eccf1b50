/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `outbox import`: what a workstation saved when its person signed out, sent from another machine. The
 * ids are those of the workstation: what it delivers itself later, or was delivered before, counts
 * once. */
#include <string.h>

#include <glib/gi18n.h>

#include "core/osr-error.h"
#include "ctl/message/osr-ctl-desk.h"
#include "ctl/osr-ctl-commands.h"
#include "net/osr-net-error.h"
#include "store/outbox/osr-outbox-file.h"

typedef struct {
  guint accepted;
  guint refused;
} Counts;

/* Trouble that is not this command's: going on would fail with each. */
static gboolean
ends_all (const GError *error)
{
  return error->domain == OSR_NET_ERROR && error->code != OSR_NET_ERROR_REJECTED;
}

static gboolean
send_line (OsrCtlReader *reader, const char *line, guint number, Counts *counts, GError **error)
{
  g_autoptr (OsrOutboxFileCommand) command = NULL;
  g_autoptr (GError) fault = NULL;

  if (*line == '\0')
    return TRUE;
  if (!osr_outbox_file_command_read (line, &command, error)) {
    g_prefix_error (error, _ ("Line %u: "), number);
    return FALSE;
  }
  if (command == NULL)
    return TRUE;
  if (osr_ctl_reader_put (reader, command->uuid, command->raw, &fault)) {
    counts->accepted++;
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

static int
run (const OsrCtlDeskOptions *desk, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrCtlReader) reader = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  Counts counts = { 0 };

  if (!g_file_get_contents (path, &text, NULL, &error))
    return osr_ctl_fail (error);
  reader = osr_ctl_desk_open (desk, &error);
  if (reader == NULL)
    return osr_ctl_fail (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    if (!send_line (reader, lines[i], i + 1, &counts, &error))
      return osr_ctl_fail (error);
  }
  g_print (_ ("Accepted: %u; refused: %u\n"), counts.accepted, counts.refused);
  return counts.refused == 0 ? OSR_CTL_OK : OSR_CTL_FAILED;
}

int
osr_ctl_outbox (int argc, char **argv)
{
  OsrCtlDeskOptions desk = { 0 };
  const GOptionEntry entries[] = { OSR_CTL_DESK_ENTRIES (&desk), { NULL } };
  int status = OSR_CTL_USAGE;

  if (osr_ctl_parse ("outbox import FILE",
                     "Sends the steps of a file that the window saved on signing out. A step that "
                     "was delivered before counts once; texts that were being written are only "
                     "kept in the file.",
                     entries, (int[]){ 2, 2 }, &argc, &argv)) {
    if (g_str_equal (argv[1], "import"))
      status = run (&desk, argv[2]);
    else
      g_printerr (_ ("Unknown: %s\n"), argv[1]);
  }
  osr_ctl_desk_options_clear (&desk);
  return status;
}
