/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A coordinator inside the test, on the office of the bench, and an HTTP client beside it. */
#pragma once

#include <libsoup/soup.h>

#include "coordinator/osr-coordinator.h"
#include "coordinator/osr-routes.h"
#include "coordinator/osr-server.h"
#include "office-bench.h"

G_BEGIN_DECLS

typedef struct {
  OfficeBench office;
  OsrSettings *settings;
  OsrCoordinator *coordinator;
  OsrRoutes *routes;
  OsrServer *server;
  char *url;
  SoupSession *session;
} Bench;

/* An answer; @object is %NULL when the body is no JSON object. */
typedef struct {
  guint status; /* 0: none came */
  JsonObject *object;
  char *body;
  char *now; /* nullable: Osr-Now */
} Answer;

/* A request under way. */
typedef struct {
  SoupMessage *message;
  Answer *answer;
  gboolean done;
} Call;

void bench_set_up (Bench *bench, gconstpointer data);
/* The same on an office of the test's own: a founding document, whose passwords are "demo-LOGIN". */
void bench_set_up_of (Bench *bench, JsonObject *document);
void bench_tear_down (Bench *bench, gconstpointer data);

/* The coordinator ends and another one serves the office; who is signed in stays so. */
void bench_restart (Bench *bench);

/* Its log, which the test may write to like the monitor does. */
OsrLog *bench_log (Bench *bench);

/**
 * bench_send:
 * @token: (nullable)
 * @body: (nullable)
 *
 * Returns: (transfer full): the answer
 */
Answer *bench_send (Bench *bench, const char *method, const char *path, const char *token,
                    const char *body);
void answer_free (Answer *answer);

/* The same without waiting; bench_finish() waits and frees. */
Call *bench_begin (Bench *bench, const char *path, const char *token);
Answer *bench_finish (Call *call);

/* (transfer full): a token of somebody of the demonstration */
char *bench_sign_in (Bench *bench, const char *login);

/* Sends a command under @uuid (nullable: a new one) and expects @status. */
Answer *bench_command (Bench *bench, const char *token, const char *uuid, const char *body,
                       guint status);

/* (transfer full): a command's body */
char *bench_body (const char *case_id, const char *type, gint64 after, const char *members,
                  const char *payload);

/* (transfer full): the digest of @bytes, which were handed in; takes @bytes */
char *bench_put_file (Bench *bench, const char *token, GBytes *bytes);

const char *answer_code (Answer *answer); /* nullable: of its error */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

G_END_DECLS
