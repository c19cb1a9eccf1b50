/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A desk that died works on in its own folder, cut off from the line, until it is taken away in good
 * order; its next life begins with what the disk held at the moment of its death. */
#include "sim-desk.h"

#include "sim-centre.h"
#include "sim-disk.h"
#include "sim-watch.h"
#include "sim-wire.h"
#include "sim-world.h"
#include "sync/secret/osr-secret-memory.h"

static char *root;
static GPtrArray *desks; /* SimDesk */

static OsrInstant
read_clock (gpointer data)
{
  return SIM_NOON + sim_world.now + ((SimDesk *) data)->skew;
}

static char *
dup_folder (SimDesk *self, guint life)
{
  return g_strdup_printf ("%s/desk-%u-%u", root, self->index, life);
}

guint
sim_desks_count (void)
{
  return desks->len;
}

SimDesk *
sim_desk_get (guint index)
{
  return g_ptr_array_index (desks, index);
}

gboolean
sim_desk_is_on (SimDesk *self)
{
  return self->replica != NULL && !self->doomed;
}

gboolean
sim_desk_is_online (guint index, guint life)
{
  SimDesk *self = desks != NULL ? sim_desk_get (index) : NULL;

  return self != NULL && self->life == life && self->online && sim_desk_is_on (self);
}

void
sim_desk_set_online (SimDesk *self, gboolean online)
{
  if (self->online == online)
    return;
  self->online = online;
  sim_trace ("desk %u %s", self->index, online ? "has a line" : "has no line");
}

static void
on_settled (OsrReplica *replica, const char *uuid, const char *case_id, GError *error,
            SimDesk *self)
{
  if (!self->doomed && self->replica == replica)
    sim_watch_settled (self, uuid, error);
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  SimDesk *self = data;
  g_autoptr (GError) error = NULL;
  gboolean done = osr_replica_sign_in_finish (OSR_REPLICA (source), result, &error);

  if (self->replica != OSR_REPLICA (source))
    return;
  self->signing = FALSE;
  /* what a file's fault says names the folder, which is another in every telling */
  sim_trace ("desk %u %s, %d", self->index, done ? "is signed in" : "is not signed in",
             done ? 0 : error->code);
}

void
sim_desk_tend (SimDesk *self)
{
  if (!sim_desk_is_on (self) || self->signing ||
      osr_replica_get_connection (self->replica) != OSR_CONNECTION_SIGNED_OUT)
    return;
  self->signing = TRUE;
  sim_trace ("desk %u signs in", self->index);
  osr_replica_sign_in_async (self->replica, SIM_PASSWORD, NULL, on_signed_in, self);
}

static gboolean on_time_to_work (gpointer data);

static void
switch_on (SimDesk *self)
{
  g_autofree char *address = sim_wire_dup_address (self->index, self->life);
  g_autoptr (GError) error = NULL;

  self->clock = osr_clock_new (read_clock, self, NULL);
  self->replica = osr_replica_open (self->folder, address, self->person, self->clock, &error);
  if (self->replica == NULL && sim_disk_is_full (self->folder)) {
    sim_trace ("desk %u has no room to start", self->index);
    g_clear_pointer (&self->clock, osr_clock_unref);
    sim_world_add (5 * SIM_SECOND, on_time_to_work, self);
    return;
  }
  if (self->replica == NULL) {
    sim_violate ("desk %u does not start again: %s", self->index, error->message);
    return;
  }
  /* each life has another address here; to the person it is one office */
  g_free (self->replica->server);
  self->replica->server = g_strdup ("office");
  osr_replica_set_keeper (self->replica, self->keyring);
  sim_trace ("desk %u on, life %u", self->index, self->life);
  g_signal_connect (self->replica, "command-settled", G_CALLBACK (on_settled), self);
  self->signing = osr_replica_get_person (self->replica) != NULL;
  if (self->signing)
    osr_replica_sign_in_async (self->replica, NULL, NULL, on_signed_in, self);
}

static void
switch_off (SimDesk *self)
{
  g_autoptr (OsrReplica) replica = g_steal_pointer (&self->replica);

  if (replica == NULL)
    return;
  g_signal_handlers_disconnect_by_data (replica, self);
  osr_replica_close (replica);
  g_clear_pointer (&self->clock, osr_clock_unref);
  self->signing = FALSE;
}

static void
begin_life (SimDesk *self)
{
  self->life++;
  g_free (self->folder);
  self->folder = dup_folder (self, self->life);
}

static gboolean
on_time_to_work (gpointer data)
{
  SimDesk *self = data;

  if (self->replica == NULL)
    switch_on (self);
  return G_SOURCE_REMOVE;
}

/* Nothing is moved: what is still on its way holds the old replica and its files for a moment. */
void
sim_desk_restart (SimDesk *self, gint64 span)
{
  g_autofree char *old = NULL;

  if (!sim_desk_is_on (self))
    return;
  sim_disk_disarm ();
  sim_trace ("desk %u off", self->index);
  old = g_strdup (self->folder);
  switch_off (self);
  begin_life (self);
  sim_disk_copy (old, self->folder);
  sim_world_add (span, on_time_to_work, self);
}

static gboolean
on_buried (gpointer data)
{
  SimDesk *self = data;

  sim_trace ("desk %u died", self->index);
  switch_off (self);
  self->doomed = FALSE;
  begin_life (self);
  sim_world_add (self->away, on_time_to_work, self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_died (gpointer data)
{
  SimDesk *self = data;

  self->doomed = TRUE;
  sim_world_add (0, on_buried, self);
  return G_SOURCE_REMOVE;
}

void
sim_desk_kill (SimDesk *self, guint writes, gint64 span)
{
  g_autofree char *next = dup_folder (self, self->life + 1);

  if (!sim_desk_is_on (self) || sim_disk_is_armed ())
    return;
  self->away = span;
  sim_disk_arm (self->folder, writes, next, on_died, self);
}

static void
desk_free (gpointer data)
{
  SimDesk *self = data;

  switch_off (self);
  g_clear_object (&self->keyring);
  g_free (self->folder);
  g_free (self->person);
  g_free (self);
}

static void
add_desk (guint index)
{
  SimDesk *self = g_new0 (SimDesk, 1);

  self->index = index;
  self->person = sim_person_dup_id (index);
  self->folder = dup_folder (self, 0);
  self->keyring = osr_secret_memory_new ();
  self->online = TRUE;
  self->skew = sim_span (-10 * SIM_MINUTE, 10 * SIM_MINUTE);
  g_ptr_array_add (desks, self);
  switch_on (self);
}

void
sim_desks_begin (const char *folder, guint n)
{
  root = g_strdup (folder);
  desks = g_ptr_array_new_with_free_func (desk_free);
  for (guint i = 0; i < n; i++)
    add_desk (i);
}

void
sim_desks_end (void)
{
  for (guint i = 0; i < desks->len; i++)
    switch_off (sim_desk_get (i));
}

void
sim_desks_free (void)
{
  g_clear_pointer (&desks, g_ptr_array_unref);
  g_clear_pointer (&root, g_free);
}
