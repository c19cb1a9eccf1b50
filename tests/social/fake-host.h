/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A host on loopback that gives the answers that a test puts into its mouth, and remembers what it was
 * asked. It knows no network: a call is "sendMessage" (the end of a bot's path) or "GET /messages/m1". */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "social/osr-network.h"

typedef struct _FakeHost FakeHost;

FakeHost *fake_host_new (void);
void fake_host_free (FakeHost *host);

/* http://127.0.0.1:port */
const char *fake_host_get_base (FakeHost *host);

/* What @call is answered when no other answer waits for it. */
void fake_host_usual (FakeHost *host, const char *call, guint status, const char *body);

/* The next call is answered so; status 0 closes the connection after the whole request was read. */
void fake_host_next (FakeHost *host, const char *call, guint status, const char *body);

guint fake_host_count (FakeHost *host, const char *call);

/* (nullable) (transfer none): of the latest call: its body, its query, its headers */
const char *fake_host_last_body (FakeHost *host);
const char *fake_host_last_query (FakeHost *host);
const char *fake_host_last_header (FakeHost *host, const char *name);

/* (transfer none): the latest body as JSON */
JsonObject *fake_host_last_json (FakeHost *host);

/* What every test of a connector does: run one of its calls to its end. */
OsrNetworkReading *fake_host_read (OsrNetwork *network, OsrNetworkAccount *account,
                                   const char *place, GError **error);
OsrNetworkReply *fake_host_publish (OsrNetwork *network, OsrNetworkSending *sending,
                                    GError **error);
OsrNetworkReply *fake_host_edit (OsrNetwork *network, OsrNetworkSending *sending, GError **error);
gboolean fake_host_find (OsrNetwork *network, OsrNetworkSending *sending, OsrNetworkReply **reply,
                         GError **error);
OsrNetworkCheck *fake_host_check (OsrNetwork *network, OsrNetworkAccount *account, GError **error);
