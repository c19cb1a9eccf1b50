/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A replica on a workbench: a folder of its own, a clock that stands still, short timers, and a
 * coordinator in the same process with an office founded on the shipped profile. */
#pragma once

#include "core/osr-json.h"
#include "fake-coordinator.h"
#include "sync/osr-replica-private.h"

#define CASE_A "c0000000-0000-4000-8000-00000000000a"
#define CASE_B "c0000000-0000-4000-8000-00000000000b"
#define OFFICE "office"

typedef struct {
  FakeCoordinator *fake;
  OsrReplica *replica;
  OsrClock *clock;
  OsrSecretKeeper *keyring; /* of the machine: it stays when the program is started again */
  OsrInstant now;
  char *folder;
  GPtrArray *heard; /* "signal id", in order */
  GAsyncResult *result;
  GError *refused; /* of the last command-settled */
  guint watchdog;
} Bench;

/* The person is a curator, and an executor of the body "zhkh". */
void bench_open (Bench *bench, gconstpointer data);
void bench_close (Bench *bench, gconstpointer data);

/* For how long a test may wait from now on, instead of two minutes. */
void bench_allow (Bench *bench, guint seconds);

/* Opens the folder again, as after a new start of the program. */
void bench_reopen (Bench *bench);

/* The folder without a replica on it, and with one again. */
void bench_pause (Bench *bench);
void bench_resume (Bench *bench);

/* The same where it may fail. */
gboolean bench_try_resume (Bench *bench, GError **error);

/* Takes all files out of the folder. */
void bench_empty (Bench *bench);

/* Signs in and waits for the first page. @password NULL: the token kept. */
gboolean bench_try_sign_in (Bench *bench, const char *password, GError **error);
void bench_sign_in (Bench *bench);

/* The coordinator's monitor finds a message. */
void bench_find (Bench *bench, const char *case_id, const char *text);

/* {"text": @text}, for a payload. */
JsonObject *bench_text (const char *text);

/* A note by the person; the command's uuid, asserting that it was taken. */
char *bench_note (Bench *bench, const char *case_id, const char *text);
char *bench_take (Bench *bench, const char *case_id);

/* State and version as shown. */
OsrCaseState bench_state (Bench *bench, const char *case_id);
gint64 bench_version (Bench *bench, const char *case_id);

/* The text as it would stand in the composer, nullable. */
char *bench_writing (Bench *bench, const char *case_id);

/* Whether "signal id" was emitted since the last call of bench_deafen(). */
gboolean bench_heard (Bench *bench, const char *line);
void bench_deafen (Bench *bench);

/* Whether a file of the folder that begins with @prefix holds @words as they are. */
gboolean bench_is_in_files (Bench *bench, const char *prefix, const char *words);

guint bench_waiting (Bench *bench);
guint bench_attention (Bench *bench);

/* Runs the loop until @condition holds; the watchdog ends the program when it never does. */
#define BENCH_UNTIL(condition)                                                                     \
  while (!(condition))                                                                             \
  g_main_context_iteration (NULL, TRUE)
