/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sandbox inside the test with a client beside it: small office of its own, a clock that the test
 * sets, and calls that run the main loop until the answer is there. What is expected of the answers
 * is the tests'. */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "demo/sandbox/osr-sandbox.h"

G_BEGIN_DECLS

#define OWNER   "-11"
#define SERVICE "service-1"
#define GROUP_A "group-11"
#define GROUP_B "group-12"
#define CITIZEN "user-21"

/* Communities of every network, 31 to 37. */
#define NETWORKS "office-networks.json"

typedef struct {
  OsrSandbox *sandbox;
  SoupSession *session;
  OsrSandboxOptions options;
  char *folder;
  char *office_path;
  char *state_path;
  gint64 now; /* µs; what the sandbox's clock shows */
} Fixture;

/* An answer as it came over the wire. */
typedef struct {
  guint status; /* 0 when there was none */
  char *body;
  char *location;
  char *cookie;
  char *content_type;
} Answer;

/* @data (nullable): an office among the files of these tests; the small one by default. */
void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);

/* Ends the sandbox and starts another one on the same state. */
void fixture_restart (Fixture *fixture);

/* Runs the main loop until @done is set. */
void fixture_wait (gboolean *done);

/* (transfer full): a new message for a path of the sandbox. */
SoupMessage *fixture_message (Fixture *fixture, const char *method, const char *path);

/* (transfer full): sends @message and waits. */
Answer *fixture_send (Fixture *fixture, SoupMessage *message);
void answer_free (Answer *answer);

/**
 * fixture_call:
 * @method: a method of the network
 * @token: (nullable): the token for it
 * @...: pairs of parameter and value, then %NULL; `v` is added unless it is among them
 *
 * Returns: (transfer full): the answer's object
 */
JsonObject *fixture_call (Fixture *fixture, const char *method, const char *token,
                          ...) G_GNUC_NULL_TERMINATED;

/* Like fixture_call(), and the answer is a "response" that is an object; (transfer full). */
JsonObject *fixture_response (Fixture *fixture, const char *method, const char *token,
                              ...) G_GNUC_NULL_TERMINATED;

/* The error code of an answer of fixture_call(), 0 for none; frees @answer. */
gint64 error_of (JsonObject *answer);

/* (transfer full): what the sandbox answers to an order; its status must be @status. */
JsonObject *fixture_order (Fixture *fixture, const char *what, const char *json, guint status);

/* The id of a comment that a citizen of the office wrote under post -11_1. */
gint64 fixture_write (Fixture *fixture, const char *text, gint64 reply_to);

/* (transfer full): sends @message; the answer is JSON of @status. */
JsonObject *fixture_json (Fixture *fixture, SoupMessage *message, guint status);

/* Orders a fault; @more is "" or further members. */
void fixture_fault (Fixture *fixture, const char *method, const char *kind, const char *more);

/* The id of a comment that a citizen wrote under the first post of a community. */
gint64 fixture_say (Fixture *fixture, gint64 community, const char *text, gint64 reply_to);

/* (transfer full): what stands on a community's wall. */
JsonObject *fixture_wall (Fixture *fixture, gint64 community);

void fixture_body (SoupMessage *message, const char *type, const char *text);

/* Every member of @object is one of @model or @optional (nullable). */
void assert_members (JsonObject *object, JsonObject *model, const char *const *optional);

/* (transfer full): a JSON file below the tests' data. */
JsonNode *read_data (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

G_END_DECLS
