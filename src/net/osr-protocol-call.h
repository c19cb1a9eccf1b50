/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How every call of the protocol is made: a request, a task that carries the answer as it came, and
 * its reading in the _finish function. Only for the files osr-protocol*.c. */
#pragma once

#include <json-glib/json-glib.h>

#include "net/osr-http-message.h"
#include "net/osr-protocol.h"

G_BEGIN_DECLS

/* What a call must remember until its answer. */
typedef struct {
  OsrInstant sent_at;
  char *id;      /* nullable */
  char *case_id; /* nullable */
} OsrProtocolCall;

/* (transfer full): a request to @path, with @id (nullable, escaped) after it and the token. */
OsrHttpRequest *osr_protocol_call_request (OsrProtocol *self, const char *method, const char *path,
                                           const char *id);
void osr_protocol_call_set_body (OsrHttpRequest *request, JsonObject *object);

/* (transfer full): a task with an OsrProtocolCall as its data. */
GTask *osr_protocol_call_new (OsrProtocol *self, gpointer tag, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);

/* @task: (transfer full) */
void osr_protocol_call_send (GTask *task, OsrHttpRequest *request);

/* (transfer full): the answer when it is a success; else @error, and its body in @fault (optional). */
OsrHttpAnswer *osr_protocol_call_finish (GAsyncResult *result, JsonObject **fault, GError **error);

/* The same, and the body must be an object. */
JsonObject *osr_protocol_call_finish_object (GAsyncResult *result, JsonObject **fault,
                                             GError **error);

/* An answer that lacks what it must hold. */
void osr_protocol_call_set_incomplete (GError **error, const char *what);

G_END_DECLS
