/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workstation that stood for a week without the coordinator shows nothing until its person has
 * signed in again: meanwhile they may have left, and what is held here may not be theirs to read any
 * more. What they wrote stays in the outbox. */
#include "sync/osr-replica-private.h"

#define LEFT_ALONE (G_GINT64_CONSTANT (7) * 24 * OSR_HOUR)

/* How far behind the moment kept may be. */
#define KEEP_EVERY OSR_HOUR

/* By this machine's own clock, both when it is kept and when it is looked at: what the coordinator's says
 * is not known before it was reached, and the two may be far apart. */
static OsrInstant
local_now (OsrReplica *self)
{
  return osr_clock_now (self->clock) - osr_clock_get_offset (self->clock);
}

static void
keep (OsrReplica *self, OsrInstant contact)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, contact);

  self->contact_at = contact;
  osr_replica_keep_setting (self, OSR_REPLICA_KEY_CONTACT, text);
}

static void
set_locked (OsrReplica *self, gboolean locked)
{
  if (self->locked == locked)
    return;
  self->locked = locked;
  g_hash_table_remove_all (self->folds);
  osr_replica_emit_locked (self);
}

void
osr_replica_lock_open (OsrReplica *self)
{
  g_autofree char *text = osr_outbox_get (self->outbox, OSR_REPLICA_KEY_CONTACT);

  if (text != NULL)
    self->contact_at = g_ascii_strtoll (text, NULL, 10);
  else if (osr_cache_get_epoch (self->cache) != NULL)
    keep (self, local_now (self)); /* held since before this was kept */
  osr_replica_lock_check (self);
}

void
osr_replica_lock_reached (OsrReplica *self)
{
  OsrInstant now = local_now (self);

  if (self->contact_at == OSR_INSTANT_UNKNOWN || ABS (now - self->contact_at) >= KEEP_EVERY)
    keep (self, now);
  set_locked (self, FALSE);
}

/* While the line stands a poll is under way, so that the last answer is no sign of being alone. */
void
osr_replica_lock_check (OsrReplica *self)
{
  g_autoptr (OsrReplica) kept = g_object_ref (self); /* whoever is told may let it go */
  g_autoptr (GError) reason = NULL;

  if (self->locked || self->connection == OSR_CONNECTION_ONLINE ||
      self->contact_at == OSR_INSTANT_UNKNOWN || local_now (self) - self->contact_at < LEFT_ALONE)
    return;
  osr_protocol_set_token (self->protocol, NULL);
  osr_replica_keep_token (self, NULL);
  osr_replica_writing_save (self);
  set_locked (self, TRUE);
  reason = g_error_new_literal (OSR_NET_ERROR, OSR_NET_ERROR_AUTH, "A password is needed");
  if (self->stop != NULL)
    osr_replica_lose_session (self, reason);
}

gboolean
osr_replica_is_locked (OsrReplica *self)
{
  g_return_val_if_fail (OSR_IS_REPLICA (self), TRUE);
  return self->locked;
}
