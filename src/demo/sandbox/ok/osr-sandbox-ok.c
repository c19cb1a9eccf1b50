/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface over HTTP: /ok/fb.do with the method among the arguments, or /ok/api/{group}/{name}. A
 * refusal has status 200, its code in the header invocation-error and in the body. */
#include "demo/sandbox/ok/osr-sandbox-ok-call.h"

#include <string.h>

#include "demo/sandbox/osr-sandbox-connector.h"
#include "demo/sandbox/osr-sandbox-private.h"

#define FORM_TYPE "application/x-www-form-urlencoded"

static const struct {
  gint64 code;
  const char *name;
} names_of_codes[] = {
  { 1, "UNKNOWN" },
  { OSR_SANDBOX_OK_SERVICE, "SERVICE" },
  { OSR_SANDBOX_OK_METHOD, "METHOD" },
  { OSR_SANDBOX_OK_REQUEST, "REQUEST" },
  { 8, "FLOOD_BLOCKED" },
  { 9, "IP_BLOCKED" },
  { OSR_SANDBOX_OK_PERMISSION, "PERMISSION_DENIED" },
  { 11, "LIMIT_REACHED" },
  { OSR_SANDBOX_OK_PARAM, "PARAM" },
  { OSR_SANDBOX_OK_API_KEY, "PARAM_API_KEY" },
  { OSR_SANDBOX_OK_EXPIRED, "PARAM_SESSION_EXPIRED" },
  { OSR_SANDBOX_OK_SESSION, "PARAM_SESSION_KEY" },
  { OSR_SANDBOX_OK_SIGNATURE, "PARAM_SIGNATURE" },
  { OSR_SANDBOX_OK_COMMENT_ID, "PARAM_COMMENT_ID" },
  { OSR_SANDBOX_OK_NOT_FOUND, "NOT_FOUND" },
  { 454, "CENSOR_MATCH" },
  { 511, "CAPTCHA" },
};

gboolean
osr_sandbox_ok_fail (OsrSandboxOkCall *call, gint64 code, const char *detail)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, code);
  g_autofree char *message = NULL;
  const char *name = "UNKNOWN";

  for (guint i = 0; i < G_N_ELEMENTS (names_of_codes); i++)
    if (names_of_codes[i].code == code)
      name = names_of_codes[i].name;
  message = g_strdup_printf ("%s : %s", name, detail);
  json_builder_begin_object (builder);
  osr_sandbox_shape_int (builder, "error_code", code);
  osr_sandbox_shape_string (builder, "error_msg", message);
  osr_sandbox_shape_string (builder, "error_data", NULL);
  json_builder_end_object (builder);
  soup_message_headers_replace (soup_server_message_get_response_headers (call->exchange->msg),
                                "invocation-error", number);
  osr_sandbox_exchange_answer_built (call->exchange, SOUP_STATUS_OK, builder);
  return FALSE;
}

const char *
osr_sandbox_ok_argument (OsrSandboxOkCall *call, const char *name)
{
  const char *text = g_hash_table_lookup (call->exchange->form, name);

  return text != NULL && *text != '\0' ? text : NULL;
}

gboolean
osr_sandbox_ok_flag (OsrSandboxOkCall *call, const char *name)
{
  return g_strcmp0 (osr_sandbox_ok_argument (call, name), "true") == 0;
}

char *
osr_sandbox_ok_secret (const char *token, const char *application_secret)
{
  g_autofree char *text = g_strconcat (token, application_secret, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_MD5, text, -1);
}

char *
osr_sandbox_ok_signature (GHashTable *arguments, const char *secret)
{
  static const char *const apart[] = { "access_token", "session_key", "sig", NULL };
  g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (arguments), (GCompareFunc) strcmp);
  g_autoptr (GString) text = g_string_new (NULL);

  for (GList *name = names; name != NULL; name = name->next)
    if (!g_strv_contains (apart, name->data))
      g_string_append_printf (text, "%s=%s", (const char *) name->data,
                              (const char *) g_hash_table_lookup (arguments, name->data));
  g_string_append (text, secret);
  return g_compute_checksum_for_string (G_CHECKSUM_MD5, text->str, (gssize) text->len);
}

gboolean
osr_sandbox_ok_moderates (OsrSandboxOkCall *call, const OsrSandboxCommunity *community)
{
  return community != NULL && community->network == OSR_SANDBOX_OK &&
         community->manager == call->exchange->token->id;
}

static gboolean
take_form (OsrSandboxExchange *exchange, GHashTable *form)
{
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, form);
  while (g_hash_table_iter_next (&iter, &name, &value)) {
    if (value == NULL || !g_utf8_validate (name, -1, NULL) || !g_utf8_validate (value, -1, NULL))
      return FALSE;
    g_hash_table_insert (exchange->form, g_strdup (name), g_strdup (value));
  }
  return TRUE;
}

/* The address and the body count alike. */
static gboolean
read_arguments (OsrSandboxExchange *exchange)
{
  g_autoptr (GHashTable) form = NULL;
  g_autofree char *body = NULL;
  gsize length;

  exchange->form = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!take_form (exchange, exchange->query))
    return FALSE;
  body = osr_sandbox_exchange_body (exchange, &length);
  if (length == 0)
    return TRUE;
  if (!osr_sandbox_exchange_body_is (exchange, FORM_TYPE))
    return FALSE;
  form = soup_form_decode (body);
  return take_form (exchange, form);
}

static gboolean
check_signature (OsrSandboxOkCall *call)
{
  const char *token = osr_sandbox_ok_argument (call, "access_token");
  const char *given = osr_sandbox_ok_argument (call, "sig");
  g_autofree char *secret = NULL;
  g_autofree char *right = NULL;

  if (g_strcmp0 (osr_sandbox_ok_argument (call, "application_key"), OSR_SANDBOX_OK_KEY) != 0)
    return osr_sandbox_ok_fail (call, OSR_SANDBOX_OK_API_KEY, "Invalid api key");
  if (token == NULL)
    return osr_sandbox_ok_fail (call, OSR_SANDBOX_OK_SESSION, "No session key specified");
  secret = osr_sandbox_ok_secret (token, OSR_SANDBOX_OK_SECRET);
  right = osr_sandbox_ok_signature (call->exchange->form, secret);
  if (g_strcmp0 (given, right) != 0)
    return osr_sandbox_ok_fail (call, OSR_SANDBOX_OK_SIGNATURE, "Invalid signature");
  call->exchange->token = osr_sandbox_wall_token (call->wall, token);
  if (call->exchange->token == NULL || call->exchange->token->kind != OSR_SANDBOX_TOKEN_USER)
    return osr_sandbox_ok_fail (call, OSR_SANDBOX_OK_SESSION, "Invalid session key");
  if (g_strcmp0 (osr_sandbox_ok_argument (call, "format"), "json") != 0)
    return osr_sandbox_ok_fail (call, OSR_SANDBOX_OK_PARAM, "format should be json");
  return TRUE;
}

static const OsrSandboxOkMethod *
find_in (const OsrSandboxOkMethod *table, const char *name)
{
  for (; table->name != NULL; table++)
    if (strcmp (table->name, name) == 0)
      return table;
  return NULL;
}

static const OsrSandboxOkMethod *
find_method (const char *name)
{
  const OsrSandboxOkMethod *found = find_in (osr_sandbox_ok_discussions, name);

  return found != NULL ? found : find_in (osr_sandbox_ok_lookups, name);
}

/* (nullable) (transfer full): "discussions.getList" of either form of the path. */
static char *
method_of (const OsrSandboxExchange *exchange)
{
  g_auto (GStrv) parts = g_strsplit (exchange->rest, "/", 4);
  const char *query = g_hash_table_lookup (exchange->query, "method");

  if (g_strv_length (parts) == 3 && strcmp (parts[0], "api") == 0)
    return g_strconcat (parts[1], ".", parts[2], NULL);
  if (g_strcmp0 (parts[0], "fb.do") != 0)
    return NULL;
  if (query == NULL && exchange->form == NULL) {
    gsize length;
    g_autofree char *body = osr_sandbox_body (exchange->msg, &length);
    g_autoptr (GHashTable) form = soup_form_decode (body);

    return g_strdup (g_hash_table_lookup (form, "method"));
  }
  return g_strdup (query != NULL ? query : g_hash_table_lookup (exchange->form, "method"));
}

static void
answer (OsrSandboxOkCall *call)
{
  g_autoptr (JsonNode) bare = g_steal_pointer (&call->bare);

  if (bare != NULL)
    osr_sandbox_exchange_answer (call->exchange, SOUP_STATUS_OK, bare);
  else
    osr_sandbox_exchange_answer_built (call->exchange, SOUP_STATUS_OK, call->builder);
}

static void
handle (OsrSandboxExchange *exchange)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *name = NULL;
  const OsrSandboxOkMethod *method;
  OsrSandboxOkCall call = { .exchange = exchange, .wall = exchange->wall, .builder = builder };

  if (!read_arguments (exchange)) {
    osr_sandbox_ok_fail (&call, OSR_SANDBOX_OK_REQUEST, "The request could not be read");
    return;
  }
  name = method_of (exchange);
  method = name != NULL ? find_method (name) : NULL;
  if (method == NULL) {
    osr_sandbox_ok_fail (&call, OSR_SANDBOX_OK_METHOD, "Method does not exist");
    return;
  }
  call.method = name;
  if (!check_signature (&call))
    return;
  if (osr_sandbox_fault_refuses (&exchange->fault))
    osr_sandbox_ok_fail (&call, exchange->fault.code > 0 ? exchange->fault.code : 1,
                         exchange->fault.text);
  else if (method->answer (&call))
    answer (&call);
}

static char *
name_of (const OsrSandboxExchange *exchange)
{
  char *name = method_of (exchange);

  return name != NULL ? name : g_strdup ("");
}

static const char *const names[] = {
  "discussions.getList",
  "discussions.get",
  "discussions.getComments",
  "discussions.getComment",
  "discussions.getDiscussionCommentsCount",
  "discussions.addDiscussionComment",
  "discussions.editDiscussionComment",
  "mediatopic.getByIds",
  "users.getCurrentUser",
  "users.getInfo",
  "users.getCallsLeft",
  "group.getInfo",
  "url.getInfo",
  NULL,
};

const OsrSandboxConnector osr_sandbox_ok_connector = {
  .prefix = "/ok/",
  .methods = names,
  .name = name_of,
  .handle = handle,
};
