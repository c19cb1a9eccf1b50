/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody's server on loopback in the test's own process: gives the answers of a script one after
 * another, whatever is asked, and keeps what was asked. A request that the script does not have fails
 * the test. */
#pragma once

#include "social/osr-network.h"

typedef struct {
  char *verb;
  char *path;
  GHashTable *fields;  /* of the query and of a form */
  GHashTable *headers; /* names in lower case */
  char *body;
} FakeRequest;

typedef struct _FakeHost FakeHost;

FakeHost *fake_host_new (void);
void fake_host_free (FakeHost *host);

/* (transfer none): "http://127.0.0.1:1234" */
const char *fake_host_url (FakeHost *host);

/* The next answer of the script; @body NULL for none; @headers "Name: value" lines, or NULL. */
void fake_host_answer (FakeHost *host, guint status, const char *headers, const char *body);

/* The same with bytes that need not be text. */
void fake_host_answer_bytes (FakeHost *host, const char *headers, const char *bytes, gsize length);

/* Instead of an answer: the whole request is read and the connection closed. */
void fake_host_drop (FakeHost *host);

guint fake_host_count (FakeHost *host);

/* (transfer none): request number @i, counted from 0; it must be there */
const FakeRequest *fake_host_get (FakeHost *host, guint i);

/* (nullable): a field, a header of request @i */
const char *fake_host_field (FakeHost *host, guint i, const char *name);
const char *fake_host_header (FakeHost *host, guint i, const char *name);

/* What every connector is asked for, waited for: results are (transfer full). */
OsrNetworkReading *fake_host_read (OsrNetwork *network, OsrNetworkRound *round, GError **error);
OsrNetworkReply *fake_host_publish (OsrNetwork *network, OsrNetworkSending *sending,
                                    GError **error);
OsrNetworkReply *fake_host_edit (OsrNetwork *network, OsrNetworkSending *sending, GError **error);
gboolean fake_host_find (OsrNetwork *network, OsrNetworkSending *sending, OsrNetworkReply **reply,
                         GError **error);
OsrNetworkCheck *fake_host_check (OsrNetwork *network, OsrNetworkAccount *account, GError **error);
