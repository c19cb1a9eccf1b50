/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record and its lanes. */
#include "social/call/osr-network-call.h"

#include "social/osr-social-reader.h"

#define LONGEST_SENTENCE 500

OsrNetworkCall *
osr_network_call_new (OsrNetworkAccount *account, const char *method, OsrHttpRequest *request,
                      gboolean writes)
{
  OsrNetworkCall *self;

  g_return_val_if_fail (account != NULL && method != NULL, NULL);
  g_return_val_if_fail (request != NULL, NULL);

  self = g_new0 (OsrNetworkCall, 1);
  self->account = osr_network_account_ref (account);
  self->method = g_strdup (method);
  self->request = request;
  self->writes = writes;
  if (writes)
    osr_http_request_set_latest (request, account->latest);
  /* an edit is a PUT, which a connection may repeat without harm */
  if (writes && g_str_equal (osr_http_request_get_method (request), "POST"))
    osr_http_request_set_never_resend (request, TRUE);
  return self;
}

void
osr_network_call_free (OsrNetworkCall *self)
{
  osr_network_account_unref (self->account);
  osr_http_request_unref (self->request);
  g_free (self->method);
  g_free (self->post_id);
  for (guint i = 0; i < OSR_NETWORK_CALL_LANES; i++)
    g_free (self->lanes[i].key);
  g_free (self);
}

void
osr_network_call_set_post (OsrNetworkCall *self, const char *post_id)
{
  g_return_if_fail (self != NULL);

  g_free (self->post_id);
  self->post_id = g_strdup (post_id);
}

void
osr_network_call_set_header_reader (OsrNetworkCall *self, OsrNetworkHeaderReader reader)
{
  g_return_if_fail (self != NULL);

  self->read_headers = reader;
}

void
osr_network_call_set_judge (OsrNetworkCall *self, OsrNetworkJudge judge)
{
  g_return_if_fail (self != NULL);

  self->judge = judge;
}

void
osr_network_call_set_once (OsrNetworkCall *self)
{
  g_return_if_fail (self != NULL);

  self->once = TRUE;
}

void
osr_network_call_set_fetch (OsrNetworkCall *self, gsize bytes)
{
  g_return_if_fail (self != NULL);

  self->fetches = TRUE;
  osr_http_request_set_max_answer (self->request, bytes);
}

/* Two accounts of one token share its pace; so the token is in the key, and the key goes nowhere. */
void
osr_network_call_add_lane (OsrNetworkCall *self, const char *name, guint interval_ms, guint burst)
{
  const char *token =
      self->account->write_token != NULL ? self->account->write_token : self->account->read_token;
  guint i = 0;

  g_return_if_fail (name != NULL);

  while (i < OSR_NETWORK_CALL_LANES && self->lanes[i].key != NULL)
    i++;
  g_return_if_fail (i < OSR_NETWORK_CALL_LANES);
  self->lanes[i].key =
      g_strjoin ("\n", self->account->api_base, token != NULL ? token : "", name, NULL);
  self->lanes[i].interval_ms = interval_ms;
  self->lanes[i].burst = burst;
}

OsrNetError
osr_network_judge_status (guint status, gboolean writes)
{
  switch (status) {
  case 429:
    return OSR_NET_ERROR_RATE_LIMITED;
  case 401:
    return OSR_NET_ERROR_AUTH;
  case 408:
  case 499:
    return writes ? OSR_NET_ERROR_UNCERTAIN : OSR_NET_ERROR_TEMPORARY;
  default:
    break;
  }
  if (status >= 400 && status < 500)
    return OSR_NET_ERROR_REJECTED;
  if (writes)
    return OSR_NET_ERROR_UNCERTAIN;
  return status >= 500 ? OSR_NET_ERROR_TEMPORARY : OSR_NET_ERROR_PROTOCOL;
}

char *
osr_network_scrub (OsrNetworkAccount *account, const char *text)
{
  g_autoptr (GString) line = g_string_new (text);
  const char *const secrets[] = { account->read_token, account->write_token, account->edit_token,
                                  account->secret_key };

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++) {
    g_autofree char *escaped = NULL;

    if (secrets[i] == NULL || *secrets[i] == '\0')
      continue;
    escaped = g_uri_escape_string (secrets[i], NULL, FALSE);
    g_string_replace (line, secrets[i], "…", 0);
    g_string_replace (line, escaped, "…", 0);
  }
  return osr_social_one_line (line->str, LONGEST_SENTENCE);
}
