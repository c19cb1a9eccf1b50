/* SPDX-License-Identifier: GPL-3.0-or-later */
/* VK's interface over HTTP: reads a request as the network does, finds its token and method, lets the
 * method answer and saves what was written before anybody hears of it. Always status 200; errors are
 * in the body. */
#include "demo/sandbox/osr-sandbox-connector.h"
#include "demo/sandbox/osr-sandbox-private.h"
#include "demo/sandbox/vk/osr-sandbox-vk-captcha.h"
#include "demo/sandbox/vk/osr-sandbox-vk-method.h"
#include "demo/sandbox/vk/osr-sandbox-vk-shape.h"

#include <string.h>

#define FORM_TYPE "application/x-www-form-urlencoded"

static void
call_clear (OsrSandboxCall *call)
{
  g_clear_pointer (&call->args, g_hash_table_unref);
  g_clear_pointer (&call->error_text, g_free);
  g_clear_pointer (&call->before, g_free);
  g_clear_pointer (&call->captcha_sid, g_free);
  g_clear_pointer (&call->captcha_page, g_free);
  g_clear_object (&call->builder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OsrSandboxCall, call_clear)

static gboolean
add_args (OsrSandboxCall *call, GHashTable *form)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, form);
  while (g_hash_table_iter_next (&iter, &key, &value)) {
    if (value == NULL || !g_utf8_validate (key, -1, NULL) || !g_utf8_validate (value, -1, NULL))
      return osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "parameters should be in UTF-8");
    g_hash_table_insert (call->args, g_strdup (key), g_strdup (value));
  }
  return TRUE;
}

/* Parameters of the address and of the body count alike; the body's win. */
static gboolean
read_args (OsrSandboxCall *call, OsrSandboxExchange *exchange)
{
  g_autoptr (GHashTable) form = NULL;
  g_autofree char *body = NULL;
  gsize length;

  if (!add_args (call, exchange->query))
    return FALSE;
  body = osr_sandbox_exchange_body (exchange, &length);
  if (length == 0)
    return TRUE;
  if (!osr_sandbox_exchange_body_is (exchange, FORM_TYPE))
    return osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "body should be " FORM_TYPE);
  form = soup_form_decode (body);
  return add_args (call, form);
}

/* Takes the token out of the arguments, so that no error can echo it. */
static char *
take_token (OsrSandboxCall *call, SoupServerMessage *msg)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (msg);
  const char *header = soup_message_headers_get_one (headers, "Authorization");
  g_autofree char *token = g_strdup (g_hash_table_lookup (call->args, "access_token"));

  g_hash_table_remove (call->args, "access_token");
  if (header != NULL && g_ascii_strncasecmp (header, "Bearer ", 7) == 0)
    return g_strdup (header + 7);
  return g_steal_pointer (&token);
}

static gboolean
check_version (OsrSandboxCall *call)
{
  const char *version = osr_sandbox_call_string (call, "v", NULL);

  if (version == NULL)
    return osr_sandbox_call_fail (call, OSR_SANDBOX_REQUEST, "v (version) is required");
  if (strcmp (version, OSR_SANDBOX_VERSION) != 0)
    return osr_sandbox_call_fail (call, OSR_SANDBOX_REQUEST,
                                  "v (version): this server speaks " OSR_SANDBOX_VERSION);
  return TRUE;
}

static gboolean
prepare (OsrSandboxExchange *exchange, OsrSandboxCall *call)
{
  OsrSandbox *sandbox = exchange->sandbox;
  g_autofree char *token = NULL;
  gboolean readable = read_args (call, exchange);

  token = take_token (call, exchange->msg);
  if (!readable || !check_version (call))
    return FALSE;
  if (token == NULL || *token == '\0')
    return osr_sandbox_call_fail (call, OSR_SANDBOX_AUTH, "no access_token passed.");
  call->token = osr_sandbox_wall_token (call->wall, token);
  if (call->token == NULL)
    return osr_sandbox_call_fail (call, OSR_SANDBOX_AUTH, "invalid access_token (4).");
  if (sandbox->rate != NULL &&
      !osr_sandbox_rate_take (sandbox->rate, call->token, g_get_monotonic_time ()))
    return osr_sandbox_call_fail (call, OSR_SANDBOX_TOO_MANY, "%s", "");
  call->method = osr_sandbox_method_find (exchange->rest);
  if (call->method == NULL)
    return osr_sandbox_call_fail (call, OSR_SANDBOX_UNKNOWN_METHOD, "%s", "");
  return TRUE;
}

static void
add_param (JsonBuilder *builder, const char *key, const char *value)
{
  json_builder_begin_object (builder);
  osr_sandbox_shape_string (builder, "key", key);
  osr_sandbox_shape_string (builder, "value", value);
  json_builder_end_object (builder);
}

static JsonNode *
describe_error (OsrSandboxCall *call, const char *name)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GList) keys = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "error");
  json_builder_begin_object (builder);
  osr_sandbox_shape_int (builder, "error_code", call->error_code);
  osr_sandbox_shape_string (builder, "error_msg", call->error_text);
  osr_sandbox_captcha_describe (call, builder);
  json_builder_set_member_name (builder, "request_params");
  json_builder_begin_array (builder);
  add_param (builder, "method", name);
  add_param (builder, "oauth", "1");
  keys = g_list_sort (g_hash_table_get_keys (call->args), (GCompareFunc) strcmp);
  for (GList *key = keys; key != NULL; key = key->next)
    add_param (builder, key->data, g_hash_table_lookup (call->args, key->data));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

/* What was written is on disk before the answer; what could not be saved was never written. */
static gboolean
run (OsrSandboxExchange *exchange, OsrSandboxCall *call)
{
  gint64 mark = call->wall->journal->last;

  json_builder_begin_object (call->builder);
  json_builder_set_member_name (call->builder, "response");
  if (!osr_sandbox_call_check (call) || !call->method->answer (call))
    return FALSE;
  json_builder_end_object (call->builder);
  if (call->undo == NULL ||
      osr_sandbox_exchange_keep (exchange, call->post, call->created ? call->written : NULL))
    return TRUE;
  call->undo (call);
  osr_sandbox_journal_rewind (call->wall->journal, mark);
  return osr_sandbox_call_fail (call, OSR_SANDBOX_INTERNAL, "%s", "");
}

static void
answer_call (OsrSandboxExchange *exchange, OsrSandboxCall *call)
{
  g_autoptr (JsonNode) root = call->error_code == 0 ? json_builder_get_root (call->builder)
                                                    : describe_error (call, exchange->rest);

  osr_sandbox_exchange_answer (exchange, SOUP_STATUS_OK, root);
}

static void
handle (OsrSandboxExchange *exchange)
{
  g_auto (OsrSandboxCall) call = {
    .sandbox = exchange->sandbox,
    .wall = exchange->wall,
    .args = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .now = exchange->now,
    .builder = json_builder_new (),
  };

  if (prepare (exchange, &call) && osr_sandbox_captcha_pass (exchange, &call))
    run (exchange, &call);
  answer_call (exchange, &call);
}

static char *
name_of (const OsrSandboxExchange *exchange)
{
  return g_strdup (exchange->rest);
}

const OsrSandboxConnector osr_sandbox_vk_connector = {
  .prefix = "/method/",
  .name = name_of,
  .handle = handle,
};
