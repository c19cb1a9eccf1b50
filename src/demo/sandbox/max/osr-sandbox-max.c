/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bot interface of MAX over HTTP: finds whose token it is, in the header only, and sends the
 * request to the group of its path. Errors have a code in words and a status. */
#include "demo/sandbox/max/osr-sandbox-max-call.h"

#include <string.h>

#include "demo/sandbox/osr-sandbox-connector.h"
#include "demo/sandbox/osr-sandbox-names.h"
#include "demo/sandbox/osr-sandbox-private.h"

#define UPLOAD_PATH "uploads/put/"
#define MAX_PARTS   6

gboolean
osr_sandbox_max_fail (OsrSandboxExchange *exchange, guint status, const char *code,
                      const char *message)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  osr_sandbox_shape_string (builder, "code", code);
  osr_sandbox_shape_string (builder, "message", message);
  json_builder_end_object (builder);
  osr_sandbox_exchange_answer_built (exchange, status, builder);
  return FALSE;
}

const char *
osr_sandbox_max_argument (OsrSandboxMaxCall *call, const char *name)
{
  return g_hash_table_lookup (call->exchange->query, name);
}

gboolean
osr_sandbox_max_number (OsrSandboxMaxCall *call, const char *name, gint64 fallback, gint64 *value)
{
  const char *text = osr_sandbox_max_argument (call, name);
  g_autofree char *message = NULL;

  *value = fallback;
  if (text == NULL || g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, value, NULL))
    return TRUE;
  message = g_strdup_printf ("Parameter %s should be a number", name);
  return osr_sandbox_max_fail (call->exchange, 400, "proto.payload", message);
}

OsrSandboxMaxShape
osr_sandbox_max_shape_of (OsrSandboxMaxCall *call, JsonBuilder *builder)
{
  return (OsrSandboxMaxShape){ call->wall, call->community, builder, call->exchange->sandbox->url };
}

static const struct {
  guint status;
  const char *code;
  const char *message;
} refusals[] = {
  { 400, "proto.payload", "Invalid request" },
  { 401, "verify.token", "Invalid access_token" },
  { 403, "chat.denied", "access denied" },
  { 404, "not.found", "message not found" },
  { 405, "method.not.allowed", "Method is not allowed" },
  { 429, "too.many.requests", "Too many requests" },
  { 500, "internal.error", "Internal error" },
  { 503, "service.unavailable", "Service is unavailable" },
};

static void
refuse (OsrSandboxExchange *exchange)
{
  const OsrSandboxFault *fault = &exchange->fault;
  guint status =
      fault->kind == OSR_SANDBOX_FAULT_ERROR ? (guint) CLAMP (fault->code, 400, 599) : 409;
  const char *code = "internal.error";
  const char *message = "Internal error";

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++) {
    if (refusals[i].status == status) {
      code = refusals[i].code;
      message = refusals[i].message;
    }
  }
  osr_sandbox_max_fail (exchange, status, *fault->text != '\0' ? fault->text : code, message);
}

static void
handle_me (OsrSandboxMaxCall *call)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const OsrSandboxMaxShape shape = osr_sandbox_max_shape_of (call, builder);

  json_builder_begin_object (builder);
  osr_sandbox_max_shape_user (&shape, -call->community->id);
  json_builder_end_object (builder);
  osr_sandbox_exchange_answer_built (call->exchange, SOUP_STATUS_OK, builder);
}

static void
handle_chats (OsrSandboxMaxCall *call)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const OsrSandboxMaxShape shape = osr_sandbox_max_shape_of (call, builder);

  json_builder_begin_object (builder);
  osr_sandbox_shape_array (builder, "chats");
  osr_sandbox_max_shape_chat (&shape);
  json_builder_end_array (builder);
  osr_sandbox_shape_string (builder, "marker", NULL);
  json_builder_end_object (builder);
  osr_sandbox_exchange_answer_built (call->exchange, SOUP_STATUS_OK, builder);
}

/* The bot as a member: an administrator who reads and writes. */
static void
handle_membership (OsrSandboxMaxCall *call)
{
  static const char *const rights[] = { "read_all_messages", "write", "edit", "delete" };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const OsrSandboxMaxShape shape = osr_sandbox_max_shape_of (call, builder);

  json_builder_begin_object (builder);
  osr_sandbox_max_shape_user (&shape, -call->community->id);
  osr_sandbox_shape_int (builder, "last_access_time", 0);
  osr_sandbox_shape_flag (builder, "is_owner", FALSE);
  osr_sandbox_shape_flag (builder, "is_admin", TRUE);
  osr_sandbox_shape_int (builder, "join_time", 0);
  osr_sandbox_shape_array (builder, "permissions");
  for (guint i = 0; i < G_N_ELEMENTS (rights); i++)
    json_builder_add_string_value (builder, rights[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  osr_sandbox_exchange_answer_built (call->exchange, SOUP_STATUS_OK, builder);
}

static void
handle_chat (OsrSandboxMaxCall *call)
{
  g_autoptr (JsonBuilder) builder = NULL;
  OsrSandboxMaxShape shape;
  gint64 id;

  if (!g_ascii_string_to_signed (call->parts[1], 10, G_MININT64, G_MAXINT64, &id, NULL) ||
      id != osr_sandbox_name_max_chat (call->community)) {
    osr_sandbox_max_fail (call->exchange, 404, "chat.not.found", "Chat not found");
    return;
  }
  if (g_strcmp0 (call->parts[2], "members") == 0 && g_strcmp0 (call->parts[3], "me") == 0) {
    handle_membership (call);
    return;
  }
  builder = json_builder_new ();
  shape = osr_sandbox_max_shape_of (call, builder);
  osr_sandbox_max_shape_chat (&shape);
  osr_sandbox_exchange_answer_built (call->exchange, SOUP_STATUS_OK, builder);
}

static void
handle_path (OsrSandboxMaxCall *call)
{
  gboolean reading = strcmp (call->exchange->method, "GET") == 0;
  const char *first = call->parts[0] != NULL ? call->parts[0] : "";

  if (strcmp (first, "messages") == 0 && call->parts[1] != NULL &&
      g_strcmp0 (call->parts[2], "comments") == 0)
    osr_sandbox_max_handle_comments (call);
  else if (strcmp (first, "messages") == 0)
    osr_sandbox_max_handle_messages (call);
  else if (strcmp (first, "uploads") == 0)
    osr_sandbox_max_handle_uploads (call);
  else if (!reading)
    osr_sandbox_max_fail (call->exchange, 405, "method.not.allowed", "Method is not allowed");
  else if (strcmp (first, "updates") == 0)
    osr_sandbox_max_handle_updates (call);
  else if (strcmp (first, "me") == 0)
    handle_me (call);
  else if (strcmp (first, "chats") == 0 && call->parts[1] == NULL)
    handle_chats (call);
  else if (strcmp (first, "chats") == 0)
    handle_chat (call);
  else
    osr_sandbox_max_fail (call->exchange, 404, "not.found", "Path is not found");
}

static OsrSandboxCommunity *
find_bot (OsrSandboxExchange *exchange)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->msg);
  const char *token = soup_message_headers_get_one (headers, "Authorization");
  OsrSandboxCommunity *community = NULL;

  if (g_hash_table_contains (exchange->query, "access_token")) {
    osr_sandbox_max_fail (exchange, 401, "verify.token",
                          "access_token in the address is not accepted");
    return NULL;
  }
  exchange->token = token != NULL ? osr_sandbox_wall_token (exchange->wall, token) : NULL;
  if (exchange->token != NULL && exchange->token->kind == OSR_SANDBOX_TOKEN_GROUP)
    community = osr_sandbox_wall_community (exchange->wall, exchange->token->id);
  if (community != NULL && community->network == OSR_SANDBOX_MAX)
    return community;
  osr_sandbox_max_fail (exchange, 401, "verify.token", "Invalid access_token");
  return NULL;
}

static void
handle (OsrSandboxExchange *exchange)
{
  g_auto (GStrv) parts = g_strsplit (exchange->rest, "/", MAX_PARTS);
  OsrSandboxMaxCall call = { .exchange = exchange, .wall = exchange->wall, .parts = parts };

  if (g_str_has_prefix (exchange->rest, UPLOAD_PATH)) {
    exchange->rest += strlen (UPLOAD_PATH);
    osr_sandbox_max_handle_upload (exchange);
    return;
  }
  call.community = find_bot (exchange);
  if (call.community == NULL)
    return;
  if (osr_sandbox_fault_refuses (&exchange->fault))
    refuse (exchange);
  else
    handle_path (&call);
}

/* The network's methods have no names of their own but those of HTTP. */
static char *
name_of (const OsrSandboxExchange *exchange)
{
  return g_strconcat (exchange->method, " /", exchange->rest, NULL);
}

const OsrSandboxConnector osr_sandbox_max_connector = {
  .prefix = "/max/",
  .name = name_of,
  .handle = handle,
};
