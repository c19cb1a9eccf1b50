/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who works at this window: opens and closes the replica of one person at one office. The window
 * shows its state; what is done with the replica is the view-model's. Works without a display. */
#pragma once

#include "sync/osr-replica.h"

G_BEGIN_DECLS

typedef enum {
  OSR_SESSION_CLOSED,  /* a login name and a password are needed */
  OSR_SESSION_OPENING, /* nothing to show yet: the first page is on its way */
  OSR_SESSION_OPEN
} OsrSessionState;

#define OSR_TYPE_SESSION (osr_session_get_type ())
G_DECLARE_FINAL_TYPE (OsrSession, osr_session, OSR, SESSION, GObject)

/* Properties: "state" (int OsrSessionState), "replica" (OsrReplica, nullable; set when OPEN),
 *   "problem" (string, nullable): translated, why there is no session and what to do,
 *   "server", "login" (string): of this session or the last one,
 *   "without-keyring" (boolean): the password is needed at each start, nothing is kept. */

/**
 * osr_session_new:
 * @folder: where the replicas of this machine's user are, each in a folder of its own
 * @clock: the program's clock
 */
OsrSession *osr_session_new (const char *folder, OsrClock *clock);

OsrSecretKeeper *osr_session_get_keeper (OsrSession *self); /* nullable */

/* (transfer full): the folder of the replica of this session or the last one */
char *osr_session_dup_place (OsrSession *self);

/* From now on replicas live in @folder and read @clock: the demonstration has its own of both. */
void osr_session_set_place (OsrSession *self, const char *folder, OsrClock *clock);

/**
 * osr_session_set_keeper:
 * @keeper: where sessions are kept from one start to the next
 *
 * For all sessions that are opened from now on; without one none is kept.
 */
void osr_session_set_keeper (OsrSession *self, OsrSecretKeeper *keeper);

/**
 * osr_session_open:
 * @server: address of the coordinator, "https://office.example.org"
 * @login: who
 * @password: (nullable): %NULL to go on with the session kept from last time
 *
 * Leaves the session that is open. What was kept here is shown before the coordinator answers, once
 * the keyring has.
 */
void osr_session_open (OsrSession *self, const char *server, const char *login,
                       const char *password);

/* Ends the session; texts being written are saved first. */
void osr_session_close (OsrSession *self);

/* The same, and the next one needs the password. */
void osr_session_sign_out (OsrSession *self);

OsrSessionState osr_session_get_state (OsrSession *self);
OsrReplica *osr_session_get_replica (OsrSession *self); /* borrowed, nullable */
const char *osr_session_get_problem (OsrSession *self); /* nullable */
gboolean osr_session_is_without_keyring (OsrSession *self);
const char *osr_session_get_server (OsrSession *self); /* nullable */
const char *osr_session_get_login (OsrSession *self);  /* nullable */

/**
 * osr_session_dup_folder:
 *
 * Returns: (transfer full): the folder of @login at @server below @folder
 */
char *osr_session_dup_folder (const char *folder, const char *server, const char *login);

/**
 * osr_session_dup_server:
 * @typed: what a person wrote as the address
 *
 * Returns: (transfer full) (nullable): the address to use: https unless it says otherwise or is
 *   this machine, no slash at the end; %NULL when it is no address
 */
char *osr_session_dup_server (const char *typed);

G_END_DECLS
