/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters go as JSON. */
#include "social/telegram/osr-telegram-call.h"

#include <string.h>

#include "core/osr-json.h"
#include "social/telegram/osr-telegram-fault.h"

#define CALL_INTERVAL_MS 40 /* thirty a second are allowed to a bot */
#define CALL_BURST       10
#define CHAT_INTERVAL_MS 3000
#define FILE_METHOD      "getFile" /* of the dialect that reads its refusals */
#define LONGEST_PATH     500
#define TOKEN_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"

static const char *
token_of (OsrNetworkAccount *account)
{
  return account->write_token != NULL ? account->write_token : account->read_token;
}

/* "123456:AAF…": anything else must not get into an address. */
static gboolean
is_token (const char *token)
{
  gsize digits = strspn (token, "0123456789");

  return digits > 0 && token[digits] == ':' && token[digits + 1] != '\0' &&
         strspn (token + digits + 1, TOKEN_CHARACTERS) == strlen (token + digits + 1);
}

char *
osr_telegram_dup_bot (OsrNetworkAccount *account)
{
  const char *token = token_of (account);

  return token != NULL && is_token (token) ? g_strndup (token, strspn (token, "0123456789")) : NULL;
}

static gboolean
check_token (const char *token, const char *method, GError **error)
{
  if (token != NULL && is_token (token))
    return TRUE;
  g_set_error (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH, "%s: %s", method,
               token == NULL ? "the account has no token" : "the token is not one of a bot");
  return FALSE;
}

OsrNetworkCall *
osr_telegram_call_new (OsrNetworkAccount *account, const char *method, JsonObject *parameters,
                       GError **error)
{
  const char *token = token_of (account);
  gboolean writes = g_str_has_prefix (method, "send") || g_str_has_prefix (method, "edit");
  g_autofree char *address = NULL;
  OsrHttpRequest *request;
  OsrNetworkCall *call;

  if (!check_token (token, method, error))
    return NULL;
  address = g_strconcat (account->api_base, "/bot", token, "/", method, NULL);
  request = osr_http_request_new ("POST", address);
  if (parameters != NULL) {
    char *text = osr_json_write_object (parameters);
    g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));

    osr_http_request_set_body (request, "application/json", body);
  }
  call = osr_network_call_new (account, method, request, writes);
  osr_network_call_set_judge (call, osr_telegram_judge);
  osr_network_call_add_lane (call, "", CALL_INTERVAL_MS, CALL_BURST);
  return call;
}

/* It becomes a part of the address: no step up, no query, nothing that needs another spelling. */
static gboolean
is_path (const char *path)
{
  return *path != '\0' && *path != '/' && strstr (path, "..") == NULL &&
         strspn (path, TOKEN_CHARACTERS "./") == strlen (path) && strlen (path) <= LONGEST_PATH;
}

OsrNetworkCall *
osr_telegram_call_new_for_file (OsrNetworkAccount *account, const char *path, GError **error)
{
  const char *token = token_of (account);
  g_autofree char *address = NULL;
  OsrNetworkCall *call;

  if (!check_token (token, FILE_METHOD, error))
    return NULL;
  if (!is_path (path)) {
    g_set_error (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED,
                 FILE_METHOD ": the answer names no path of a file");
    return NULL;
  }
  address = g_strconcat (account->api_base, "/file/bot", token, "/", path, NULL);
  call = osr_network_call_new (account, FILE_METHOD, osr_http_request_new ("GET", address), FALSE);
  osr_network_call_set_judge (call, osr_telegram_judge);
  osr_network_call_add_lane (call, "", CALL_INTERVAL_MS, CALL_BURST);
  osr_network_call_set_fetch (call, OSR_NETWORK_MEDIA_BYTES);
  return call;
}

void
osr_telegram_call_pace_chat (OsrNetworkCall *call, const char *chat)
{
  osr_network_call_add_lane (call, chat, CHAT_INTERVAL_MS, 1);
}

void
osr_telegram_set_id (JsonObject *parameters, const char *name, const char *id)
{
  gint64 number;

  if (g_ascii_string_to_signed (id, 10, G_MININT64, G_MAXINT64, &number, NULL))
    json_object_set_int_member (parameters, name, number);
  else
    json_object_set_string_member (parameters, name, id);
}
