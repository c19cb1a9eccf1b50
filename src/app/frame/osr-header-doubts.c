/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the doubts. Where they stand is the connection mark's. */
#include "app/frame/osr-header-doubts.h"

#include <glib/gi18n.h>

#include "sync/audit/osr-replica-audit.h"

/* While the first answer is waited for nothing is doubted yet. */
OsrHeaderDoubts
osr_header_doubts_of (OsrReplica *replica)
{
  OsrConnection connection = osr_replica_get_connection (replica);
  gboolean settled = connection == OSR_CONNECTION_OFFLINE || connection == OSR_CONNECTION_ONLINE;

  return (OsrHeaderDoubts){ .log = osr_replica_is_contradicted (replica),
                            .clock = settled && !osr_replica_vouches_for_clock (replica),
                            .calendar = osr_replica_get_calendar_gap (replica) };
}

static void
add (GString *text, const char *between, const char *words)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? between : "", words);
}

char *
osr_header_doubts_text (const OsrHeaderDoubts *doubts)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *calendar = NULL;
  g_autofree char *silent = NULL;

  /* Translators: marks in the header; as short as can be */
  if (doubts->log)
    add (text, " · ", _ ("Log does not fit"));
  if (doubts->clock)
    add (text, " · ", _ ("Clock not checked"));
  if (doubts->calendar > 0) {
    /* Translators: a year that the office's calendar of working days does not cover */
    calendar = g_strdup_printf (_ ("No calendar for %d"), doubts->calendar);
    add (text, " · ", calendar);
  }
  if (doubts->silent > 0) {
    silent = g_strdup_printf (ngettext ("%u account silent", "%u accounts silent", doubts->silent),
                              doubts->silent);
    add (text, " · ", silent);
  }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

char *
osr_header_doubts_explain (const OsrHeaderDoubts *doubts)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (doubts->log)
    add (text, "\n\n",
         _ ("A checkpoint of the office’s log does not fit the events that are kept on this "
            "machine: one of them was changed afterwards. Go on working, and tell the "
            "administrator, who compares both."));
  if (doubts->clock)
    add (text, "\n\n",
         _ ("The time was not compared with the coordinator’s lately. Limits are counted by "
            "the coordinator’s clock; what is shown here may be off."));
  if (doubts->calendar > 0)
    add (text, "\n\n",
         _ ("The production calendar ends soon, and limits that reach beyond it cannot be "
            "counted. The administrator adopts the next one."));
  if (doubts->silent > 0)
    add (text, "\n\n",
         _ ("An account of the office could not be read for more than 15 minutes: messages may "
            "stand there that nobody sees. Which one, and why, the office’s accounts say."));
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
