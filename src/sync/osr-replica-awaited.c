/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages and other answers come by different connections: an answer about a case may have been written
 * before a page that is here already. What the page took away, a case or the words under an act, it must
 * not bring back, since no later page would take it away once more. */
#include "sync/osr-replica-private.h"

OsrAwaited *
osr_replica_await (OsrReplica *self, const char *case_id)
{
  OsrAwaited *awaited = g_new0 (OsrAwaited, 1);

  awaited->replica = g_object_ref (self);
  awaited->case_id = g_strdup (case_id);
  g_ptr_array_add (self->awaited, awaited);
  return awaited;
}

void
osr_awaited_free (OsrAwaited *awaited)
{
  g_ptr_array_remove_fast (awaited->replica->awaited, awaited);
  g_object_unref (awaited->replica);
  g_free (awaited->case_id);
  g_free (awaited);
}

void
osr_replica_overtake_case (OsrReplica *self, const char *case_id)
{
  for (guint i = 0; i < self->awaited->len; i++) {
    OsrAwaited *awaited = g_ptr_array_index (self->awaited, i);

    if (g_str_equal (awaited->case_id, case_id))
      awaited->overtaken = MAX (awaited->overtaken, OSR_OVERTAKEN_BY_PAGE);
  }
}

void
osr_replica_overtake_log (OsrReplica *self)
{
  for (guint i = 0; i < self->awaited->len; i++)
    ((OsrAwaited *) g_ptr_array_index (self->awaited, i))->overtaken = OSR_OVERTAKEN_BY_LOG;
}
