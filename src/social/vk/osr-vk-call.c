/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One call as a list of parameters and as the HTTP request it becomes. The token goes into a header
 * and never into an address. */
#include "social/vk/osr-vk-call.h"

#include "social/osr-network-round.h"

#include <string.h>

#define LONGEST_QUERY 2048

OsrVkCall *
osr_vk_call_new (OsrNetworkAccount *account, const char *method, OsrVkCallKind kind)
{
  OsrVkCall *call;

  g_return_val_if_fail (account != NULL && method != NULL, NULL);

  call = g_new0 (OsrVkCall, 1);
  call->account = osr_network_account_ref (account);
  call->method = g_strdup (method);
  call->kind = kind;
  call->parameters = g_ptr_array_new_with_free_func (g_free);
  return call;
}

void
osr_vk_call_free (OsrVkCall *call)
{
  osr_network_account_unref (call->account);
  g_free (call->method);
  g_ptr_array_unref (call->parameters);
  g_free (call);
}

void
osr_vk_call_add (OsrVkCall *call, const char *name, const char *value)
{
  g_return_if_fail (name != NULL && value != NULL);

  g_ptr_array_add (call->parameters, g_strdup (name));
  g_ptr_array_add (call->parameters, g_strdup (value));
}

void
osr_vk_call_add_int (OsrVkCall *call, const char *name, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  osr_vk_call_add (call, name, text);
}

void
osr_vk_call_add_answer (OsrVkCall *call, const OsrNetworkSending *sending)
{
  const OsrNetworkChallenge *challenge = sending->challenge;

  if (challenge == NULL || challenge->answer == NULL)
    return;
  if (challenge->kind == OSR_NETWORK_CHALLENGE_PAGE) {
    osr_vk_call_add (call, "success_token", challenge->answer);
    return;
  }
  if (challenge->sid != NULL)
    osr_vk_call_add (call, "captcha_sid", challenge->sid);
  osr_vk_call_add (call, "captcha_key", challenge->answer);
}

const char *
osr_vk_call_get_token (OsrVkCall *call)
{
  if (call->kind == OSR_VK_EDIT)
    return call->account->edit_token;
  return call->kind == OSR_VK_READ ? call->account->read_token : call->account->write_token;
}

static OsrHttpRequest *
fill (OsrVkCall *call, const char *verb)
{
  g_autofree char *address = g_strconcat (call->account->api_base, "/method/", call->method, NULL);
  OsrHttpRequest *request = osr_http_request_new (verb, address);

  for (guint i = 0; i + 1 < call->parameters->len; i += 2)
    osr_http_request_add_field (request, g_ptr_array_index (call->parameters, i),
                                g_ptr_array_index (call->parameters, i + 1));
  osr_http_request_add_field (request, "v", call->account->api_version);
  osr_http_request_set_bearer (request, osr_vk_call_get_token (call));
  return request;
}

OsrHttpRequest *
osr_vk_call_build (OsrVkCall *call)
{
  g_autoptr (OsrHttpRequest) request = NULL;
  g_autofree char *form = NULL;

  if (call->kind == OSR_VK_WRITE || call->kind == OSR_VK_EDIT) {
    request = fill (call, "POST");
    osr_http_request_set_never_resend (request, TRUE);
    osr_http_request_set_latest (request, call->account->latest);
    return g_steal_pointer (&request);
  }
  request = fill (call, "GET");
  form = osr_http_request_dup_form (request);
  if (strlen (form) <= LONGEST_QUERY)
    return g_steal_pointer (&request);
  return fill (call, "POST");
}

/* VK's names, of which uploads and events have many hosts. */
static const char *const domains[] = { "vk.com", "vk.ru", "userapi.com", "vkuser.net" };

static gboolean
is_of_vk (const char *host)
{
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++) {
    gsize length = strlen (host), domain = strlen (domains[i]);

    if (length >= domain && g_ascii_strcasecmp (host + length - domain, domains[i]) == 0 &&
        (length == domain || host[length - domain - 1] == '.'))
      return TRUE;
  }
  return FALSE;
}

gboolean
osr_vk_owns_address (OsrNetworkAccount *account, const char *url)
{
  g_autoptr (GUri) api = g_uri_parse (account->api_base, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GUri) there = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  if (api == NULL || there == NULL || g_uri_get_host (api) == NULL ||
      g_uri_get_host (there) == NULL || g_uri_get_userinfo (there) != NULL ||
      g_strcmp0 (g_uri_get_scheme (api), g_uri_get_scheme (there)) != 0)
    return FALSE;
  if (g_ascii_strcasecmp (g_uri_get_host (api), g_uri_get_host (there)) == 0 &&
      g_uri_get_port (api) == g_uri_get_port (there))
    return TRUE;
  return is_of_vk (g_uri_get_host (api)) && is_of_vk (g_uri_get_host (there)) &&
         (g_uri_get_port (there) == -1 || g_uri_get_port (there) == 443);
}
