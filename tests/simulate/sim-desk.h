/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workstations of a simulation, each with the replica that ships. A desk can lose its line, be
 * closed and opened, and die between two writes; each opening is another life of it. */
#pragma once

#include "sync/osr-replica-private.h"

G_BEGIN_DECLS

typedef struct {
  guint index;
  guint life;
  char *folder;
  char *person;
  OsrReplica *replica; /* nullable: switched off */
  OsrClock *clock;
  OsrSecretKeeper *keyring; /* it outlives the desk */
  gint64 skew;              /* its clock against the world's */
  gboolean online;          /* its line is there */
  gboolean doomed;          /* dead already, not yet taken away */
  gboolean signing;         /* asked to sign in, and no answer yet */
  gint64 away;              /* how long it stays off when it has died */
} SimDesk;

void sim_desks_begin (const char *root, guint n);

/* Switches all off; they are freed when the world has let go of what was on its way. */
void sim_desks_end (void);
void sim_desks_free (void);
guint sim_desks_count (void);
SimDesk *sim_desk_get (guint index);

/* Whether desk @index is in its life @life and its line is there. */
gboolean sim_desk_is_online (guint index, guint life);

/* Whether it is on and not dead. */
gboolean sim_desk_is_on (SimDesk *self);

void sim_desk_set_online (SimDesk *self, gboolean online);

/* Switches it off, and on again after @span µs. */
void sim_desk_restart (SimDesk *self, gint64 span);

/* Dies after @writes more writes, and is switched on again after @span µs. */
void sim_desk_kill (SimDesk *self, guint writes, gint64 span);

/* The clerk signs in where a password is needed. */
void sim_desk_tend (SimDesk *self);

/* One thing that a clerk does, on a case that they see; or an administrator, on the office. */
void sim_clerk_acts (SimDesk *self);

/* Takes @step of the table of rules on a case, where it is possible. */
void sim_clerk_takes (SimDesk *self, const char *case_id, const char *step);
void sim_clerk_writes (SimDesk *self);
void sim_clerk_lets_go (SimDesk *self);
void sim_admin_acts (SimDesk *self);

/* (transfer full): words that occur nowhere else. */
char *sim_words (const char *case_id);

G_END_DECLS
