/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A log in a folder of its own, with a clock that stands until it is moved, for the tests of the
 * store and of what stands on it. */
#pragma once

#include "core/time/osr-instant.h"
#include "store/osr-log.h"

G_BEGIN_DECLS

typedef struct {
  char *folder;
  char *path;
  OsrClock *clock;
  OsrInstant now;
  OsrLog *log;
} LogFixture;

/* 2026-03-06T01:12:00Z: a Friday morning far east. */
#define FIXTURE_NOW (G_GINT64_CONSTANT (1772759520) * OSR_SECOND)

LogFixture *log_fixture_new (void);
void log_fixture_free (LogFixture *self);

/* (transfer full): members of the event by which the fixture's regulation is adopted. */
JsonObject *log_fixture_regulation (void);

/* Closes the log and opens it again. */
void log_fixture_reopen (LogFixture *self);

/* (transfer full): a path in the folder. */
char *log_fixture_path (LogFixture *self, const char *name);

/* The uuid of case @n; borrowed. */
const char *case_id (guint n);

/* (transfer full): an object from JSON text. */
JsonObject *object_of (const char *json);

/* Appends one event in its own transaction, and returns it. @members and @payload: JSON, nullable. */
OsrRecord *log_append (LogFixture *self, const char *stream, const char *type, const char *members,
                       const char *payload);

/* The same where it must fail. */
void log_append_fails (LogFixture *self, const char *stream, const char *type, const char *members,
                       GError **error);

/* A found message with the native id @n, as case @n; returns its seq. */
gint64 log_find (LogFixture *self, guint n);

/* Gives @person a role; @body nullable. Returns the seq. */
gint64 log_grant (LogFixture *self, const char *person, const char *role, const char *body);
gint64 log_revoke (LogFixture *self, const char *person, const char *role, const char *body);

/* Routes case @n to @body; returns the seq. */
/* Adopts the fixture's regulation anew, with another @reach of @role, or without it when %NULL. */
gint64 log_adopt (LogFixture *self, const char *role, const char *reach);

gint64 log_route (LogFixture *self, guint n, const char *body);

/* Destroys all words of @stream under an act. */
void log_erase (LogFixture *self, const char *stream);

/* Removes a folder with everything in it. */
void remove_folder (const char *path);

/* Runs @sql on the file beside the store, as somebody who tampers would. */
void tamper (const char *path, const char *sql);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LogFixture, log_fixture_free)

G_END_DECLS
