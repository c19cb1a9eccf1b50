/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After a backup of the coordinator was restored: what it took from here in the last weeks is offered
 * to it once more, the same bytes under the same ids. What it still knows it answers as before; the
 * rest it judges anew, and so gets back what the backup had lost. */
#include "core/osr-error.h"
#include "sync/osr-replica-private.h"

/* As long as a backup may be behind. */
#define KEPT (G_GINT64_CONSTANT (30) * 24 * 60 * OSR_MINUTE)

/* A step that stands on somebody else's can go in only after theirs: for so long it waits until their
 * workstation has offered it, too. */
#define PATIENCE (15 * OSR_MINUTE)

void
osr_replica_offer_again (OsrReplica *self)
{
  g_autoptr (GError) error = NULL;
  OsrInstant now = osr_clock_now (self->clock);
  gint64 offered = osr_outbox_offer_again (self->outbox, now - KEPT, now, &error);

  if (offered < 0)
    osr_replica_report ("What was acknowledged could not be offered again", error);
  else
    g_info ("Another log stands behind the coordinator: %" G_GINT64_FORMAT
            " commands are offered again",
            offered);
  osr_replica_forget_files_sent (self);
  osr_replica_notify_counts (self);
  osr_replica_push_kick (self);
}

void
osr_replica_prune_acknowledged (OsrReplica *self)
{
  g_autoptr (GError) error = NULL;

  if (!osr_outbox_prune_acknowledged (self->outbox, osr_clock_now (self->clock) - KEPT, &error))
    osr_replica_report ("Old commands could not be let go", error);
}

gboolean
osr_replica_has_patience (OsrReplica *self, const OsrOutboxCommand *command)
{
  return command->again != 0 && osr_clock_now (self->clock) - command->again < PATIENCE;
}

gboolean
osr_replica_waits_for_others (OsrReplica *self, GPtrArray *missing, const GError *error)
{
  gboolean ahead = g_error_matches (error, OSR_CORE_ERROR, OSR_CORE_ERROR_STALE) &&
                   (missing == NULL || missing->len == 0);
  gboolean unknown = g_error_matches (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED);

  return self->sending_again && (ahead || unknown);
}
