/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An office for tests: the shipped profile and calendar, bodies, people and accounts, and a case that
 * grows event by event. No files but the shipped data, no clock. */
#pragma once

#include "core/osr-deadline.h"
#include "core/osr-rules.h"

typedef struct {
  OsrRegistry *registry;
  OsrZone *zone;
  OsrCase *the_case;
} Office;

/* A profile named @id over the shipped calendar; bodies zhkh and transport, people "curator",
 * "second" (curator too), "anna" (zhkh), "boris" (transport), account "gov" and "zhkh-vk". */
void office_open (Office *office, const char *id);
void office_close (Office *office);

/* Where the shipped data lies; OSR_TEST_DATA in the environment names another place, for profiles that
 * were changed on purpose. */
const char *office_data_dir (void);

/* (transfer full): a shipped document, "calendars/ru.json". */
JsonObject *office_load (const char *name);

/* A JSON object from members: name, value pairs of strings, NULL-terminated. "#n" members are numbers. */
JsonObject *members_of (const char *first, ...) G_GNUC_NULL_TERMINATED;

/* Appends an event to the case: ISO moment, who, members (taken), payload (taken). */
OsrEvent *happen (Office *office, const char *type, const char *at, const char *by,
                  JsonObject *members, JsonObject *payload);

/* Tries a command: returns -1 when allowed, else the OsrCoreError code. */
int attempt (Office *office, const char *person, const char *type, JsonObject *members,
             JsonObject *payload);

/* A `submitted` command's members with the right digest. */
JsonObject *submission_of (Office *office, const char *body, const char *kind, const char *text);

/* Due moment of a timer as ISO in the office's zone, "" when absent or removed. */
const char *due_of (Office *office, const char *timer);

/* The deadline itself; asserts that it is there. @deadlines (out) (transfer full) keeps it alive. */
const OsrDeadline *deadline_of (Office *office, const char *timer, GPtrArray **deadlines);

/* A found case, taken and triaged at these moments. */
void detect (Office *office, const char *at);
void triage (Office *office, const char *at, int limit_minutes);
void route (Office *office, const char *at, const char *body);
void submit (Office *office, const char *at, const char *kind, const char *text);
