/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An HTTP/1.1 listener that stands up to strangers: it counts connections, gives each request a time
 * to arrive in and a size to stay under, and puts the coordinator's time on every answer. Which
 * paths there are and what they do is its handler's. */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "coordinator/files/osr-upload.h"
#include "core/time/osr-clock.h"

G_BEGIN_DECLS

typedef struct {
  gsize body_bytes;      /* largest request body */
  guint connections;     /* at the same time */
  guint request_seconds; /* from the first byte of a request to its last */
} OsrServerLimits;

/**
 * OsrServerHandler:
 * @message: a request that arrived whole and within the limits; must be answered, or paused
 * @path: decoded path
 * @query: (nullable): decoded query, name → value
 */
typedef void (*OsrServerHandler) (SoupServerMessage *message, const char *path, GHashTable *query,
                                  gpointer user_data);

/**
 * OsrServerOpener:
 * @message: of which only the head has arrived
 *
 * Returns: (transfer full) (nullable): where its body is to be written; %NULL for one that is small
 */
typedef OsrUpload *(*OsrServerOpener) (SoupServerMessage *message, gpointer user_data);

#define OSR_TYPE_SERVER (osr_server_get_type ())
G_DECLARE_FINAL_TYPE (OsrServer, osr_server, OSR, SERVER, GObject)

/**
 * osr_server_new:
 * @clock: what "Osr-Now" tells
 * @limits: copied
 * @handler: called for every request
 * @user_data: for @handler; must live as long as the server
 */
OsrServer *osr_server_new (OsrClock *clock, const OsrServerLimits *limits, OsrServerHandler handler,
                           gpointer user_data);

/* Has @opener asked about each request; @user_data is that of the handler. */
void osr_server_set_opener (OsrServer *self, OsrServerOpener opener);

/* (nullable): what was opened for @message */
OsrUpload *osr_server_get_upload (SoupServerMessage *message);

/**
 * osr_server_listen:
 * @address: where; port 0 takes a free one; a UNIX socket left behind is replaced
 * @error: why that is not possible
 *
 * Returns: (transfer full): the base address for clients, "http://127.0.0.1:8080" or "unix:PATH"
 */
char *osr_server_listen (OsrServer *self, GSocketAddress *address, GError **error);

/* Takes no more connections and closes those there are. */
void osr_server_stop (OsrServer *self);

/* Connections open now. */
guint osr_server_get_connections (OsrServer *self);

/* Whether @message came through a UNIX socket: from the proxy in front, whose word on the
 * client's address is believed. */
gboolean osr_server_is_proxied (SoupServerMessage *message);

/* (transfer full): the address of the client, for counting attempts */
char *osr_server_dup_client (SoupServerMessage *message);

/* Answers with @object (transfer full) as JSON. */
void osr_answer_object (SoupServerMessage *message, guint status, JsonObject *object);

/* Answers with @text, which is JSON already, exactly as it is. */
void osr_answer_bytes (SoupServerMessage *message, guint status, GBytes *text);

/**
 * osr_answer_error:
 * @error: why the request is refused
 * @extra: (nullable) (transfer full): further members of the answer beside "error"
 */
void osr_answer_error (SoupServerMessage *message, const GError *error, JsonObject *extra);

G_END_DECLS
