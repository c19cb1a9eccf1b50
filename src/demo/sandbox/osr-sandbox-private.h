/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server's parts share: the interfaces of the networks, the pages (site) and the orders of
 * tests (control). Nothing outside the sandbox includes it. */
#pragma once

#include <libsoup/soup.h>

#include "demo/sandbox/osr-sandbox-faults.h"
#include "demo/sandbox/osr-sandbox-office.h"
#include "demo/sandbox/osr-sandbox-rate.h"
#include "demo/sandbox/osr-sandbox-state.h"
#include "demo/sandbox/osr-sandbox.h"

G_BEGIN_DECLS

struct _OsrSandbox {
  /* borrowed */
  OsrSandboxNow now;
  gpointer now_data;

  /* owned */
  SoupServer *server;
  OsrSandboxOffice *office;
  OsrSandboxProgress progress;
  OsrSandboxFaults *faults;
  OsrSandboxRate *rate; /* (nullable): no limit */
  char *state_path;
  char *url;
  char *form_token; /* proves that a form came from a page of this run */
  GSource *script_source;
  GHashTable *held;     /* (element-type SoupServerMessage GSource): answers held back */
  GPtrArray *listeners; /* (element-type OsrSandboxExchange): requests that wait for news; owned */
  GSource *look_source; /* (nullable): looks for news while there are listeners */
  GHashTable *captchas; /* (element-type utf8 utf8): by method, the answer a captcha waits for */
  gint64 quota_day;     /* of YouTube's units; which day they are of */
  gint64 quota_used;
  guint port;
  gint64 started; /* µs, monotonic */
};

/* The moment shown, seconds since the epoch. */
gint64 osr_sandbox_now (OsrSandbox *sandbox);

/* Shows and saves the late comments whose time has come. */
void osr_sandbox_ripen (OsrSandbox *sandbox);

/* Saves the wall; a failure is reported on stderr once more than to the caller. */
gboolean osr_sandbox_save (OsrSandbox *sandbox);

/* (transfer full): the request's body with a final NUL. */
char *osr_sandbox_body (SoupServerMessage *msg, gsize *length);

/* Whether the request's body is of @type, whatever parameters follow it. */
gboolean osr_sandbox_body_is (SoupServerMessage *msg, const char *type);

void osr_sandbox_answer_json (SoupServerMessage *msg, guint status, JsonNode *node);

/* The parts that are no network's; each answers @msg. */
void osr_sandbox_site_handle (OsrSandbox *sandbox, SoupServerMessage *msg, const char *path,
                              GHashTable *query);
void osr_sandbox_control_handle (OsrSandbox *sandbox, SoupServerMessage *msg, const char *what,
                                 GHashTable *query);

G_END_DECLS
