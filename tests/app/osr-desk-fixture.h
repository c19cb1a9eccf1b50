/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workstation for tests of the window: a real log with an office and cases, and replicas of it
 * without a coordinator. Its clock stands still where the test puts it. */
#pragma once

#include "store/osr-log.h"
#include "sync/osr-replica.h"

/* Port 9 discards: nothing answers there. */
#define DESK_SERVER "http://127.0.0.1:9"

typedef struct {
  char *folder;
  OsrInstant now;
  OsrClock *clock;
  OsrLog *log;
} Desk;

/* An office with the shipped profile and calendar: bodies "zhkh" and "roads"; "olga" is curator,
 * "anna" executor of zhkh, "boris" of roads; topics "heating", "pits". */
Desk *desk_new (const char *at);
void desk_free (Desk *self);

/* Removes a folder with everything in it. */
void desk_remove_folder (const char *path);

/* Adopts the shipped profile @id at the desk's time, in the zone of the desk. */
void desk_adopt (Desk *self, const char *id);

/* The same with a file of anybody's. */
void desk_adopt_file (Desk *self, const char *path);

/* Sets the clock: ISO moment. */
void desk_at (Desk *self, const char *at);

/* (transfer none): id of case number @n. */
const char *desk_case (guint n);

/* Appends to case @n (0: the office stream) what happened at @at: @what is who and what, "olga
 * detected". @members and @payload: (nullable) JSON with ' for ". */
void desk_happen (Desk *self, guint n, const char *at, const char *what, const char *members,
                  const char *payload);

/* A found comment of @author with @text. */
void desk_find (Desk *self, guint n, const char *at, const char *author, const char *text);

/* Found, taken, triaged and routed to @body at @at. */
void desk_route (Desk *self, guint n, const char *at, const char *body);

/* A draft of @text handed over by @by for @body. */
void desk_submit (Desk *self, guint n, const char *at, const char *by, const char *body,
                  const char *text);

/* A draft of @text shared by @by inside @body. */
void desk_share (Desk *self, guint n, const char *at, const char *by, const char *body,
                 const char *text);

/* Below which folder sessions of this desk live. */
char *desk_dup_place (Desk *self);

/* (transfer full): the replica of @person as far as the log has gone, never connected. */
OsrReplica *desk_open (Desk *self, const char *person);

/* Writes the folder of @person's replica, for a session to open. */
void desk_fill (Desk *self, const char *person);

/* Puts a draft of @text on case @n that was refused into the outbox of @person, after desk_fill(). */
void desk_refuse (Desk *self, const char *person, guint n, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)
