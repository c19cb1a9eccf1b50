/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One call of the REST interface of Odnoklassniki: arguments, signature, and what is answered. A user's
 * token stands for a moderator of the groups that name the user as their manager. */
#pragma once

#include "demo/sandbox/osr-sandbox-builder.h"
#include "demo/sandbox/osr-sandbox-exchange.h"
#include "demo/sandbox/osr-sandbox-names.h"

G_BEGIN_DECLS

/* The application whose calls are signed. */
#define OSR_SANDBOX_OK_KEY    "CSANDBOXKEYCSANDBOX"
#define OSR_SANDBOX_OK_SECRET "SANDBOX0SECRET0KEY00"

/* The network's error codes that the sandbox gives by itself. */
enum {
  OSR_SANDBOX_OK_SERVICE = 2,
  OSR_SANDBOX_OK_METHOD = 3,
  OSR_SANDBOX_OK_REQUEST = 4,
  OSR_SANDBOX_OK_PERMISSION = 10,
  OSR_SANDBOX_OK_PARAM = 100,
  OSR_SANDBOX_OK_API_KEY = 101,
  OSR_SANDBOX_OK_EXPIRED = 102,
  OSR_SANDBOX_OK_SESSION = 103,
  OSR_SANDBOX_OK_SIGNATURE = 104,
  OSR_SANDBOX_OK_COMMENT_ID = 141,
  OSR_SANDBOX_OK_NOT_FOUND = 300,
};

typedef struct {
  OsrSandboxExchange *exchange;
  OsrSandboxWall *wall;
  const char *method;
  JsonBuilder *builder;
  JsonNode *bare; /* (nullable): an answer that is neither object nor list */
} OsrSandboxOkCall;

typedef struct {
  const char *name;
  gboolean (*answer) (OsrSandboxOkCall *call); /* writes the whole answer, or fails the call */
} OsrSandboxOkMethod;

/**
 * osr_sandbox_ok_secret:
 * @token: an access token
 * @application_secret: the application's
 *
 * Returns: (transfer full): the secret that calls with @token are signed with
 */
char *osr_sandbox_ok_secret (const char *token, const char *application_secret);

/**
 * osr_sandbox_ok_signature:
 * @arguments: (element-type utf8 utf8): as sent; tokens and the signature itself do not count
 * @secret: what the call is signed with
 *
 * Returns: (transfer full): in lower case
 */
char *osr_sandbox_ok_signature (GHashTable *arguments, const char *secret);

/* Fails the call with an error of the network; returns %FALSE. */
gboolean osr_sandbox_ok_fail (OsrSandboxOkCall *call, gint64 code, const char *detail);

/* (nullable): an argument, none when it is empty. */
const char *osr_sandbox_ok_argument (OsrSandboxOkCall *call, const char *name);
gboolean osr_sandbox_ok_flag (OsrSandboxOkCall *call, const char *name);

/* Whether the token's user may speak for @community. */
gboolean osr_sandbox_ok_moderates (OsrSandboxOkCall *call, const OsrSandboxCommunity *community);

/* Each adds one object. */
void osr_sandbox_ok_shape_discussion (OsrSandboxOkCall *call, const OsrSandboxPost *post);
void osr_sandbox_ok_shape_comment (OsrSandboxOkCall *call, OsrSandboxPost *post,
                                   const OsrSandboxComment *comment);

/* The methods' tables, %NULL-terminated by name. */
extern const OsrSandboxOkMethod osr_sandbox_ok_discussions[];
extern const OsrSandboxOkMethod osr_sandbox_ok_lookups[];

G_END_DECLS
