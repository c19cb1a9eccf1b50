/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The signature is over the parameters as they are; the form encodes them afterwards. */
#include "social/ok/osr-ok-call.h"

#include <stdarg.h>
#include <string.h>

#include "social/ok/osr-ok-fault.h"
#include "social/ok/osr-ok-signature.h"

#define TOPIC "GROUP_TOPIC"

static const char *
token_of (OsrNetworkAccount *account, gboolean writes)
{
  const char *first = writes ? account->write_token : account->read_token;

  if (first != NULL)
    return first;
  return writes ? account->read_token : account->write_token;
}

const char *
osr_ok_account_fault (OsrNetworkAccount *account)
{
  if (token_of (account, FALSE) == NULL)
    return "ok: the account has no access token";
  if (account->secret_key == NULL)
    return "ok: the account has no secret key, by which calls are signed";
  if (osr_network_account_get_option (account, OSR_OK_APPLICATION_KEY) == NULL)
    return "ok: the account has no option \"" OSR_OK_APPLICATION_KEY "\"";
  return NULL;
}

static char *
dup_secret (OsrNetworkAccount *account, const char *token)
{
  const char *own = osr_network_account_get_option (account, OSR_OK_SESSION_SECRET);

  return g_strcmp0 (own, "1") == 0 ? g_strdup (account->secret_key)
                                   : osr_ok_secret (token, account->secret_key);
}

static void
sign (OsrNetworkAccount *account, GHashTable *parameters, const char *token)
{
  char *secret = dup_secret (account, token);
  char *signature = osr_ok_signature (parameters, secret);

  explicit_bzero (secret, strlen (secret));
  g_free (secret);
  g_hash_table_insert (parameters, g_strdup ("sig"), signature);
  g_hash_table_insert (parameters, g_strdup ("access_token"), g_strdup (token));
}

static OsrHttpRequest *
build_request (OsrNetworkAccount *account, GHashTable *parameters)
{
  g_autofree char *address = g_strconcat (account->api_base, "/fb.do", NULL);
  OsrHttpRequest *request = osr_http_request_new ("POST", address);
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, parameters);
  while (g_hash_table_iter_next (&iter, &name, &value))
    osr_http_request_add_field (request, name, value);
  return request;
}

OsrNetworkCall *
osr_ok_call_new (OsrNetworkAccount *account, const char *method, gboolean writes, ...)
{
  g_autoptr (GHashTable) parameters =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const char *key = osr_network_account_get_option (account, OSR_OK_APPLICATION_KEY);
  OsrNetworkCall *call;
  const char *name;
  va_list list;

  g_return_val_if_fail (osr_ok_account_fault (account) == NULL, NULL);

  va_start (list, writes);
  while ((name = va_arg (list, const char *)) != NULL) {
    const char *value = va_arg (list, const char *);

    if (value != NULL)
      g_hash_table_insert (parameters, g_strdup (name), g_strdup (value));
  }
  va_end (list);
  g_hash_table_insert (parameters, g_strdup ("application_key"), g_strdup (key));
  g_hash_table_insert (parameters, g_strdup ("format"), g_strdup ("json"));
  g_hash_table_insert (parameters, g_strdup ("method"), g_strdup (method));
  sign (account, parameters, token_of (account, writes));
  call = osr_network_call_new (account, method, build_request (account, parameters), writes);
  osr_network_call_set_header_reader (call, osr_ok_fault_read_header);
  return call;
}

OsrNetworkCall *
osr_ok_comments_call (OsrNetworkAccount *account, const char *post_id, const char *anchor,
                      gboolean backward)
{
  g_autofree char *type = NULL;
  const char *id = osr_ok_split_post (post_id, &type);
  OsrNetworkCall *call = osr_ok_call_new (account, "discussions.getComments", FALSE, "discussionId",
                                          id, "discussionType", type, "anchor", anchor, "direction",
                                          backward ? "BACKWARD" : "FORWARD", "count",
                                          OSR_OK_PAGE_SIZE, "fields", "comment.*", NULL);

  osr_network_call_set_post (call, post_id);
  return call;
}

gboolean
osr_ok_find_anchor (const OsrNetworkAnswer *answer, const char **anchor)
{
  *anchor = NULL;
  for (guint i = 0; i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    if (record->kind != OSR_NETWORK_RECORD_PLACE)
      continue;
    *anchor = record->value;
    return TRUE;
  }
  return FALSE;
}

const char *
osr_ok_split_post (const char *post_id, char **type)
{
  const char *colon = strchr (post_id, ':');

  *type = colon != NULL ? g_strndup (post_id, (gsize) (colon - post_id)) : g_strdup (TOPIC);
  return colon != NULL ? colon + 1 : post_id;
}
