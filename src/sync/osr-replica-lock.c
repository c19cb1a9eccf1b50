/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workstation that stood for a week without the coordinator shows nothing until its person has
 * signed in again: meanwhile they may have left, and what is held here may not be theirs to read any
 * more. What they wrote stays in the outbox. */
#include "sync/osr-replica-private.h"

#define LEFT_ALONE (G_GINT64_CONSTANT (7) * 24 * OSR_HOUR)

/* How far behind the moment kept may be. */
#define KEEP_EVERY OSR_HOUR

/* The same of what passed while alone: what a clock set back between two starts can hide. */
#define COUNT_EVERY (5 * OSR_MINUTE)

/* No clock is corrected by so much without somebody who does it. */
#define SET_BACK OSR_HOUR

/* By this machine's own clock, both when it is kept and when it is looked at: what the coordinator's says
 * is not known before it was reached, and the two may be far apart. */
static OsrInstant
local_now (OsrReplica *self)
{
  return osr_clock_now (self->clock) - osr_clock_get_offset (self->clock);
}

static void
keep_alone (OsrReplica *self)
{
  g_autofree char *text =
      g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, self->seen_at, self->alone);

  self->seen_kept = self->seen_at;
  osr_replica_keep_setting (self, OSR_REPLICA_KEY_ALONE, text);
}

static void
read_alone (OsrReplica *self)
{
  g_autofree char *text = osr_outbox_get (self->outbox, OSR_REPLICA_KEY_ALONE);
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", " ", 2);

  self->seen_at = self->contact_at;
  if (g_strv_length (parts) == 2) {
    self->seen_at = g_ascii_strtoll (parts[0], NULL, 10);
    self->alone = MAX (g_ascii_strtoll (parts[1], NULL, 10), 0);
  }
  self->seen_kept = self->seen_at;
}

/* Counts what passed since it was looked at last. @set_back: whether the clock says less than it did */
static gint64
count_alone (OsrReplica *self, gboolean *set_back)
{
  gint64 step = local_now (self) - self->seen_at;

  *set_back = step < -SET_BACK;
  if (*set_back)
    return self->alone;
  self->alone += MAX (step, 0);
  self->seen_at += step;
  if (ABS (self->seen_at - self->seen_kept) >= COUNT_EVERY)
    keep_alone (self);
  return self->alone;
}

static gboolean
is_left_alone (OsrReplica *self)
{
  gboolean set_back = FALSE;

  return count_alone (self, &set_back) >= LEFT_ALONE || set_back;
}

static void
keep (OsrReplica *self, OsrInstant contact)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, contact);

  self->contact_at = contact;
  self->seen_at = contact;
  self->alone = 0;
  osr_replica_keep_setting (self, OSR_REPLICA_KEY_CONTACT, text);
  keep_alone (self);
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
  if (text != NULL)
    read_alone (self);
  osr_replica_lock_check (self);
}

void
osr_replica_lock_reached (OsrReplica *self)
{
  OsrInstant now = local_now (self);

  if (self->contact_at == OSR_INSTANT_UNKNOWN || ABS (now - self->contact_at) >= KEEP_EVERY ||
      self->alone >= KEEP_EVERY || self->seen_at > now)
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
      self->contact_at == OSR_INSTANT_UNKNOWN || !is_left_alone (self))
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
