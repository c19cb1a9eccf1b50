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

static gboolean
send_line (OsrCtlReader *reader, const char *line, guint number, Counts *counts, GError **error)
{
  g_autoptr (OsrOutboxFileCommand) command = NULL;
  g_autoptr (OsrOutboxFileText) text = NULL;
  GError *fault = NULL;
  gboolean sent;

  if (*line == '\0')
    return TRUE;
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
  lines = g_strsplit (text, "\n", -1);
  if (lines[0] != NULL && !check_login (lines[0], desk->login, &error))
    return osr_ctl_fail (error);
  reader = osr_ctl_desk_open (desk, &error);
  if (reader == NULL || (lines[0] != NULL && !check_office (reader, lines[0], &error)))
    return osr_ctl_fail (error);
  for (guint i = 0; lines[i] != NULL; i++) {
    if (!send_line (reader, lines[i], i + 1, &counts, &error))
      return osr_ctl_fail (error);
  }
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
