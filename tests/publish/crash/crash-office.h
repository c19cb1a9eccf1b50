/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An office served by the programs that are delivered, each a process of its own: the coordinator,
 * which can be ordered to die at an exact point (crash-points.c), and the sandbox network, on whose
 * wall is counted what came of it. */
#pragma once

#include <gio/gio.h>
#include <libsoup/soup.h>

#include "../office-bench.h"
#include "store/osr-log-publications.h"

#define CRASH_LOGIN    "gkh"
#define CRASH_PASSWORD "crash-points"

/* Where citizens write and replies go out: a community of the sandbox's office. */
typedef struct {
  const char *network;
  const char *account;
  const char *owner; /* of the account, in the network's own numbers */
  const char *place; /* where a message stands: the wall, the group */
  const char *token; /* nullable: the office of the demonstration has the account */
  gint64 community;
  const char *creates; /* the method that publishes */
} CrashWall;

extern const CrashWall crash_wall_vk;
extern const CrashWall crash_wall_telegram; /* nothing can be looked for there */

/* A reply that is approved, and the command that publishes it. */
typedef struct {
  char *case_id;
  char *reply;
  char *guid;
  char *command; /* its uuid */
  char *body;    /* its bytes, always the same ones */
  gint64 draft;
  gint64 intent; /* 0 before it was answered */
} CrashTrial;

typedef struct {
  OfficeBench office;
  const CrashWall *wall; /* set before it is founded */
  gboolean held;         /* set before: its account is held by the executor's workstation */
  guint lease_seconds;   /* set before; 0: as usual */
  char *holding;         /* of who holds it: what CRASH_HOLDER tells the workstation */
  OsrDemoClock *network_clock;
  char *network; /* the sandbox's address */
  char *server;  /* the coordinator's, while it lives */
  char *token;   /* of the executor's session */
  char *order;   /* file that orders a death */
  char *reached; /* file that tells of it where it is not one */
  GSubprocess *sandbox;
  GSubprocess *coordinator; /* nullable while it is dead */
  SoupSession *session;
  GPtrArray *trials; /* (element-type CrashTrial) */
} CrashOffice;

/* Founds an office with @trials approved replies under comments of @wall, and starts its network. */
void crash_office_set_up (CrashOffice *self, const CrashWall *wall, guint trials);
void crash_office_tear_down (CrashOffice *self);

/* Starts the coordinator and waits until it listens. */
void crash_office_start (CrashOffice *self);

/* (transfer full): another program on the same office; its messages go nowhere */
GSubprocess *crash_office_spawn (CrashOffice *self, const char *port_file);

/* (transfer full): any program that dies when it is ordered to */
GSubprocess *crash_office_spawn_deadly (CrashOffice *self, const char *const *argv);

/* Waits for the death that was ordered; it was by SIGKILL. */
void crash_office_await_death (CrashOffice *self);
void crash_office_kill (CrashOffice *self);

/* The next time the point is met by a request or write that holds @match: see crash-points.c. */
void crash_office_order (CrashOffice *self, const char *action, const char *match);
void crash_office_await_reached (CrashOffice *self);

/* A fault of the network for the next publication. */
void crash_office_fault (CrashOffice *self, const char *kind, int seconds);

/* Hands in the trial's command as its workstation does: 200, or 0 when there was no answer. */
guint crash_office_put (CrashOffice *self, CrashTrial *trial);

/* Hands it in until it is taken. */
void crash_office_insist (CrashOffice *self, CrashTrial *trial);

/* Opens the log anew, as after its file became another, and a session in it. */
void crash_office_reopen (CrashOffice *self);

/* Waits until nothing more is done for the trial's reply. */
void crash_office_settle (CrashOffice *self, CrashTrial *trial);

/* How often the trial's reply stands on the wall. */
guint crash_office_count (CrashOffice *self, CrashTrial *trial);

/* It stands there once, the log says so once, and nobody was told of a failure. */
void crash_office_check_once (CrashOffice *self, CrashTrial *trial);

/* It stands there @least to once, a person was asked once, and nobody was told of a failure. */
void crash_office_check_asked (CrashOffice *self, CrashTrial *trial, guint least);

/* Runs the main loop's thread to sleep for a moment; fails after half a minute of them. */
void crash_wait (gint64 *began);
