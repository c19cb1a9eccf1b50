/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A method is a resource and a verb: "comments.insert" is POST …/comments. */
#include "social/youtube/osr-youtube-call.h"

#include <stdarg.h>
#include <string.h>

#include "core/osr-json.h"

const char *
osr_youtube_account_fault (OsrNetworkAccount *account, OsrYoutubeSecret secret)
{
  if (secret == OSR_YOUTUBE_OWNER)
    return account->write_token == NULL
               ? "youtube: the account has no OAuth token of the channel's owner, for publishing"
               : NULL;
  return account->read_token == NULL && account->write_token == NULL
             ? "youtube: the account has no API key, for reading"
             : NULL;
}

static void
set_secret (OsrHttpRequest *request, OsrNetworkAccount *account, OsrYoutubeSecret secret)
{
  const char *option = osr_network_account_get_option (account, OSR_YOUTUBE_KEY_IN_ADDRESS);

  if (secret == OSR_YOUTUBE_KEY && account->read_token != NULL && g_strcmp0 (option, "1") == 0)
    osr_http_request_add_field (request, "key", account->read_token);
  else if (secret == OSR_YOUTUBE_KEY && account->read_token != NULL)
    osr_http_request_set_header (request, "X-Goog-Api-Key", account->read_token);
  else
    osr_http_request_set_bearer (request, account->write_token);
}

/* (transfer full): "comments.list" → "…/comments" */
static char *
dup_address (OsrNetworkAccount *account, const char *method)
{
  g_autofree char *resource = g_strndup (method, strcspn (method, "."));

  return g_strconcat (account->api_base, "/", resource, NULL);
}

OsrNetworkCall *
osr_youtube_list_new (OsrNetworkAccount *account, OsrYoutubeSecret secret, const char *method, ...)
{
  g_autofree char *address = dup_address (account, method);
  OsrHttpRequest *request = osr_http_request_new ("GET", address);
  const char *name;
  va_list list;

  set_secret (request, account, secret);
  va_start (list, method);
  while ((name = va_arg (list, const char *)) != NULL) {
    const char *value = va_arg (list, const char *);

    if (value != NULL)
      osr_http_request_add_field (request, name, value);
  }
  va_end (list);
  return osr_network_call_new (account, method, request, FALSE);
}

OsrNetworkCall *
osr_youtube_write_new (OsrNetworkAccount *account, const char *method, JsonObject *body)
{
  g_autofree char *address = dup_address (account, method);
  g_autofree char *whole = g_strconcat (address, "?part=snippet", NULL);
  g_autofree char *text = osr_json_write_object (body);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  OsrHttpRequest *request =
      osr_http_request_new (g_str_has_suffix (method, ".update") ? "PUT" : "POST", whole);

  set_secret (request, account, OSR_YOUTUBE_OWNER);
  osr_http_request_set_body (request, "application/json; charset=utf-8", bytes);
  return osr_network_call_new (account, method, request, TRUE);
}

const char *
osr_youtube_next_page (const OsrNetworkAnswer *answer)
{
  for (guint i = 0; i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    if (record->kind == OSR_NETWORK_RECORD_PLACE)
      return record->value;
  }
  return NULL;
}
