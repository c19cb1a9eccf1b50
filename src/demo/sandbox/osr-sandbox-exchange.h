/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request to a network's interface and its answer: what was asked, the fault that is to happen,
 * what is written on the wall, an answer that waits for news, and an answer that goes out damaged.
 * What the members mean is the networks'. */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "demo/sandbox/osr-sandbox-faults.h"
#include "demo/sandbox/osr-sandbox-wall.h"
#include "demo/sandbox/osr-sandbox.h"

G_BEGIN_DECLS

typedef struct _OsrSandboxExchange OsrSandboxExchange;

/* Answers if there is something to tell, or always when @last; returns whether it did. */
typedef gboolean (*OsrSandboxListen) (OsrSandboxExchange *exchange, gboolean last);

struct _OsrSandboxExchange {
  OsrSandbox *sandbox;    /* borrowed */
  OsrSandboxWall *wall;   /* borrowed */
  SoupServerMessage *msg; /* owned */
  const char *method;     /* of HTTP */
  char *path;             /* whole */
  const char *rest;       /* what follows the connector's prefix */
  GHashTable *query;      /* (element-type utf8 utf8) */
  OsrSandboxFault fault;
  gint64 now; /* seconds since the epoch */
  const OsrSandboxToken *token;
  GPtrArray *files; /* (element-type OsrSandboxFile): to go with what is written */
  const char *guid; /* (nullable): likewise */

  /* of one that waits */
  OsrSandboxListen listen;
  GHashTable
      *form;       /* (nullable) (element-type utf8 utf8): the arguments, whichever way they came */
  gint64 deadline; /* µs, monotonic */
  gint64 since;
};

OsrSandboxExchange *osr_sandbox_exchange_new (OsrSandbox *sandbox, SoupServerMessage *msg,
                                              const char *path);
void osr_sandbox_exchange_free (OsrSandboxExchange *exchange);

/* (transfer full): the request's body with a final NUL. */
char *osr_sandbox_exchange_body (OsrSandboxExchange *exchange, gsize *length);

/* Whether the request's body is of @type, whatever parameters follow it. */
gboolean osr_sandbox_exchange_body_is (OsrSandboxExchange *exchange, const char *type);

/**
 * osr_sandbox_exchange_write:
 * @exchange: an exchange
 * @post: where
 * @from_id: in whose name
 * @answered: (nullable): the comment that is answered
 * @text: what is written
 *
 * Writes a comment with the exchange's files, on disk before anybody hears of it; a late one is on disk
 * and hidden.
 *
 * Returns: (nullable) (transfer none): the comment; %NULL when it could not be saved and is not there
 */
OsrSandboxComment *osr_sandbox_exchange_write (OsrSandboxExchange *exchange, OsrSandboxPost *post,
                                               gint64 from_id, const OsrSandboxComment *answered,
                                               const char *text);

/* Saves what was done since the journal stood at @mark; hides @comment (nullable) if it is to be late. */
gboolean osr_sandbox_exchange_keep (OsrSandboxExchange *exchange, OsrSandboxPost *post,
                                    OsrSandboxComment *comment);

/* Answers with @node, or with the tree of @builder. */
void osr_sandbox_exchange_answer (OsrSandboxExchange *exchange, guint status, JsonNode *node);
void osr_sandbox_exchange_answer_built (OsrSandboxExchange *exchange, guint status,
                                        JsonBuilder *builder);

/* Answers with @text (transfer full) of @type. */
void osr_sandbox_exchange_answer_text (OsrSandboxExchange *exchange, guint status, const char *type,
                                       char *text);

/**
 * osr_sandbox_exchange_listen:
 * @exchange: an exchange that was not answered yet
 * @seconds: how long it may wait, in real time
 * @listen: answers it
 *
 * Answers at once if there is something to tell, else when there is, at the latest after @seconds.
 */
void osr_sandbox_exchange_listen (OsrSandboxExchange *exchange, gint64 seconds,
                                  OsrSandboxListen listen);

/* (nullable) (transfer none): another exchange of the same token that waits. */
OsrSandboxExchange *osr_sandbox_exchange_rival (OsrSandboxExchange *exchange);

/* Lets a waiting exchange, answered meanwhile, go. */
void osr_sandbox_exchange_release (OsrSandboxExchange *exchange);

/* Carries out what the fault still asks for once @exchange is answered. */
void osr_sandbox_exchange_finish (OsrSandboxExchange *exchange);

/* Whether it waits, so that the caller may not free it. */
gboolean osr_sandbox_exchange_waits (OsrSandboxExchange *exchange);

/* Closes the connection without a word. */
void osr_sandbox_exchange_drop (OsrSandboxExchange *exchange);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OsrSandboxExchange, osr_sandbox_exchange_free)

G_END_DECLS
