/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coordinator's protocol on HTTP: which paths and methods there are, who must be signed in for
 * them. What a command may do is the coordinator's. */
#pragma once

#include <libsoup/soup.h>

#include "coordinator/files/osr-upload.h"
#include "coordinator/osr-coordinator.h"
#include "coordinator/osr-waiters.h"

G_BEGIN_DECLS

#define OSR_TYPE_ROUTES (osr_routes_get_type ())
G_DECLARE_FINAL_TYPE (OsrRoutes, osr_routes, OSR, ROUTES, GObject)

/* Answers for @coordinator, which it keeps. */
OsrRoutes *osr_routes_new (OsrCoordinator *coordinator);

/* #OsrServerHandler; @routes: the #OsrRoutes. */
void osr_routes_handle (SoupServerMessage *message, const char *path, GHashTable *query,
                        gpointer routes);

/* #OsrServerOpener: files are taken from whoever is signed in. */
OsrUpload *osr_routes_open (SoupServerMessage *message, gpointer routes);

/* Which routes there are: whether there is one of number @i, from 0, and its @method and @path, which
 * ends in a slash when an id follows. */
gboolean osr_routes_describe (guint i, const char **method, const char **path);

/* How many wait for news. */
guint osr_routes_get_waiting (OsrRoutes *self);

/* Lets everybody go who still waits for news. */
void osr_routes_stop (OsrRoutes *self);

/* One request while it is answered. All borrowed. */
typedef struct {
  OsrCoordinator *coordinator;
  OsrWaiters *waiters;
  SoupServerMessage *message;
  GHashTable *query;  /* nullable */
  const char *id;     /* nullable: the last part of the path */
  const char *person; /* nullable: not signed in */
  const char *token;  /* nullable */
} OsrExchange;

/* (nullable): a text of the query */
const char *osr_exchange_get_query (OsrExchange *self, const char *name);

/**
 * osr_exchange_get_number:
 * @number: (out): @fallback when it is absent
 *
 * Returns: whether it is absent or a whole number from 0 to @most; if not, the request is answered
 */
gboolean osr_exchange_get_number (OsrExchange *self, const char *name, gint64 fallback, gint64 most,
                                  gint64 *number);

/* (transfer full): the request's body */
GBytes *osr_exchange_dup_body (OsrExchange *self);

/* (transfer full) (nullable): the body as an object; if it is none, the request is answered */
JsonObject *osr_exchange_read (OsrExchange *self);

/* Answers with @code and @sentence. */
void osr_exchange_refuse (OsrExchange *self, int code, const char *sentence);

void osr_route_status (OsrExchange *self);
void osr_route_sign_in (OsrExchange *self);
void osr_route_sign_out (OsrExchange *self);
void osr_route_command (OsrExchange *self);
void osr_route_changes (OsrExchange *self);
void osr_route_put_draft (OsrExchange *self);
void osr_route_get_drafts (OsrExchange *self);
void osr_route_delete_draft (OsrExchange *self);
void osr_route_cases (OsrExchange *self);
void osr_route_case (OsrExchange *self);
void osr_route_search (OsrExchange *self);
void osr_route_snapshot (OsrExchange *self);
void osr_route_get_attachment (OsrExchange *self);
void osr_route_put_attachment (OsrExchange *self);
void osr_route_preview (OsrExchange *self);
void osr_route_accounts (OsrExchange *self);
void osr_route_lease (OsrExchange *self);
void osr_route_outcome (OsrExchange *self);

G_END_DECLS
