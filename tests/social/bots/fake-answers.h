/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A host on loopback that gives the answers that a test puts into its mouth, and remembers what it was
 * asked. It knows no network: a call is "sendMessage" (the end of a bot's path) or "GET /messages/m1". */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "social/osr-network.h"

typedef struct _FakeAnswers FakeAnswers;

FakeAnswers *fake_answers_new (void);
void fake_answers_free (FakeAnswers *host);

/* http://127.0.0.1:port */
const char *fake_answers_get_base (FakeAnswers *host);

/* What @call is answered when no other answer waits for it. */
void fake_answers_usual (FakeAnswers *host, const char *call, guint status, const char *body);

/* The next call is answered so; status 0 closes the connection after the whole request was read. */
void fake_answers_next (FakeAnswers *host, const char *call, guint status, const char *body);

guint fake_answers_count (FakeAnswers *host, const char *call);

/* (nullable) (transfer none): of the latest call: its body, its query, its headers */
const char *fake_answers_last_body (FakeAnswers *host);
const char *fake_answers_last_query (FakeAnswers *host);
const char *fake_answers_last_header (FakeAnswers *host, const char *name);

/* (transfer none): the latest body as JSON */
JsonObject *fake_answers_last_json (FakeAnswers *host);

/* What every test of a connector does: run one of its calls to its end. */
OsrNetworkReading *fake_answers_read (OsrNetwork *network, OsrNetworkAccount *account,
                                      const char *place, GError **error);
OsrNetworkReply *fake_answers_publish (OsrNetwork *network, OsrNetworkSending *sending,
                                       GError **error);
OsrNetworkReply *fake_answers_edit (OsrNetwork *network, OsrNetworkSending *sending,
                                    GError **error);
gboolean fake_answers_find (OsrNetwork *network, OsrNetworkSending *sending,
                            OsrNetworkReply **reply, GError **error);
OsrNetworkCheck *fake_answers_check (OsrNetwork *network, OsrNetworkAccount *account,
                                     GError **error);
