/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request to the bot interface of MAX. A bot belongs to one community, a channel. */
#pragma once

#include "demo/sandbox/max/osr-sandbox-max-shape.h"
#include "demo/sandbox/osr-sandbox-exchange.h"

G_BEGIN_DECLS

typedef struct {
  OsrSandboxExchange *exchange;
  OsrSandboxWall *wall;
  OsrSandboxCommunity *community;
  OsrSandboxPost *post; /* of a path below /messages */
  char **parts;         /* of the path */
} OsrSandboxMaxCall;

/* Answers with an error; returns %FALSE. */
gboolean osr_sandbox_max_fail (OsrSandboxExchange *exchange, guint status, const char *code,
                               const char *message);

/* (nullable): an argument of the address. */
const char *osr_sandbox_max_argument (OsrSandboxMaxCall *call, const char *name);

/* A number among the arguments of the address; @fallback when absent; the call has failed when %FALSE. */
gboolean osr_sandbox_max_number (OsrSandboxMaxCall *call, const char *name, gint64 fallback,
                                 gint64 *value);

OsrSandboxMaxShape osr_sandbox_max_shape_of (OsrSandboxMaxCall *call, JsonBuilder *builder);

/* Each answers a group of paths. */
void osr_sandbox_max_handle_messages (OsrSandboxMaxCall *call);
void osr_sandbox_max_handle_comments (OsrSandboxMaxCall *call);
void osr_sandbox_max_handle_updates (OsrSandboxMaxCall *call);
void osr_sandbox_max_handle_upload (OsrSandboxExchange *exchange);
void osr_sandbox_max_handle_uploads (OsrSandboxMaxCall *call);

G_END_DECLS
