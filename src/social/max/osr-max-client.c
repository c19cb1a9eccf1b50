/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The token goes into a header and never into an address. */
#include "social/max/osr-max-client.h"

#include <string.h>

#include "core/osr-json.h"
#include "social/max/osr-max-dialect.h"
#include "social/max/osr-max-fault.h"

/* Thirty requests a second, and two messages a second to one chat; a little less, for the way. */
#define CALL_INTERVAL_MS 35
#define CALL_BURST       5
#define CHAT_INTERVAL_MS 550

struct _OsrMaxClient {
  GObject parent_instance;

  OsrNetworkCaller *caller;
  GHashTable *bots; /* host and checksum of a token → the bot's id */
};

G_DEFINE_FINAL_TYPE (OsrMaxClient, osr_max_client, G_TYPE_OBJECT)

static const char *
token_of (OsrNetworkAccount *account)
{
  return account->write_token != NULL ? account->write_token : account->read_token;
}

/* -- Calls -- */

char *
osr_max_comments_path (const char *post)
{
  g_autofree char *escaped = g_uri_escape_string (post, NULL, FALSE);

  return g_strdup_printf ("/messages/%s/comments", escaped);
}

char *
osr_max_comment_link (const char *post_link, const char *post, const char *id)
{
  g_autofree char *escaped_post = g_uri_escape_string (post, NULL, FALSE);
  g_autofree char *escaped_id = g_uri_escape_string (id, NULL, FALSE);

  if (*post_link == '\0')
    return g_strdup ("");
  return g_strconcat (post_link, "#", escaped_post, "/", escaped_id, NULL);
}

/* Only a host of the account's: an address of elsewhere is none of MAX. */
static gboolean
is_of_host (OsrNetworkAccount *account, GUri *uri)
{
  g_autoptr (GUri) base = g_uri_parse (account->link_base, G_URI_FLAGS_NONE, NULL);

  return base != NULL && g_uri_get_host (base) != NULL && g_uri_get_host (uri) != NULL &&
         g_ascii_strcasecmp (g_uri_get_host (uri), g_uri_get_host (base)) == 0 &&
         g_uri_get_port (uri) == g_uri_get_port (base);
}

OsrNetworkTarget *
osr_max_read_link (OsrNetworkAccount *account, const char *url, char **native_id)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED_FRAGMENT, NULL);
  const char *fragment = uri != NULL ? g_uri_get_fragment (uri) : NULL;
  g_auto (GStrv) ids = fragment != NULL ? g_strsplit (fragment, "/", 3) : NULL;
  g_autofree char *post = NULL;

  if (ids == NULL || g_strv_length (ids) != 2 || *ids[0] == '\0' || *ids[1] == '\0' ||
      !is_of_host (account, uri))
    return NULL;
  post = g_uri_unescape_string (ids[0], NULL);
  *native_id = g_uri_unescape_string (ids[1], NULL);
  if (post == NULL || *native_id == NULL)
    return NULL;
  return osr_network_target_new (account->owner_id, post, NULL, NULL);
}

/* By the API's own name, which the dialect finds by verb and path. */
static char *
name_of (const char *verb, const char *path)
{
  g_autofree char *whole = g_strdup_printf ("%s %.*s", verb, (int) strcspn (path, "?"), path);

  return osr_max_dialect.dup_method (whole);
}

OsrNetworkCall *
osr_max_call_new (OsrNetworkAccount *account, const char *verb, const char *path, JsonObject *body,
                  GError **error)
{
  g_autofree char *method = name_of (verb, path);
  g_autofree char *address = g_strconcat (account->api_base, path, NULL);
  gboolean writes = !g_str_equal (verb, "GET");
  OsrHttpRequest *request;
  OsrNetworkCall *call;

  if (token_of (account) == NULL) {
    g_set_error (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH, "%s: the account has no token", method);
    return NULL;
  }
  request = osr_http_request_new (verb, address);
  osr_http_request_set_header (request, "Authorization", token_of (account));
  if (body != NULL) {
    char *text = osr_json_write_object (body);
    g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

    osr_http_request_set_body (request, "application/json", bytes);
  }
  call = osr_network_call_new (account, method, request, writes);
  osr_network_call_set_judge (call, osr_max_judge);
  osr_network_call_add_lane (call, "", CALL_INTERVAL_MS, CALL_BURST);
  if (writes)
    osr_network_call_add_lane (call, account->owner_id, CHAT_INTERVAL_MS, 1);
  return call;
}

/* -- The bot -- */

static char *
key_of (OsrNetworkAccount *account)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, token_of (account), -1);

  return g_strjoin ("\n", account->api_base, sum, NULL);
}

static void
on_identity (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OsrMaxClient *self = g_task_get_source_object (task);
  OsrNetworkAccount *account = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrNetworkAnswer) answer =
      osr_network_caller_call_finish (OSR_NETWORK_CALLER (source), result, &error);

  for (guint i = 0; answer != NULL && i < answer->records->len; i++) {
    const OsrNetworkRecord *record = answer->records->pdata[i];

    if (record->kind != OSR_NETWORK_RECORD_OWNER)
      continue;
    g_hash_table_replace (self->bots, key_of (account), g_strdup (record->id));
    g_task_return_pointer (task, g_strdup (record->id), g_free);
    return;
  }
  if (answer != NULL)
    g_set_error (&error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL, "getMyInfo: it names no bot");
  g_task_return_error (task, g_steal_pointer (&error));
}

void
osr_max_client_identify_async (OsrMaxClient *self, OsrNetworkAccount *account,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;
  OsrNetworkCall *call = osr_max_call_new (account, "GET", "/me", NULL, &error);
  g_autofree char *key = call != NULL ? key_of (account) : NULL;
  const char *known = key != NULL ? g_hash_table_lookup (self->bots, key) : NULL;

  g_task_set_source_tag (task, osr_max_client_identify_async);
  g_task_set_task_data (task, osr_network_account_ref (account),
                        (GDestroyNotify) osr_network_account_unref);
  if (call == NULL) {
    g_task_return_error (task, error);
  } else if (known != NULL) {
    osr_network_call_free (call);
    g_task_return_pointer (task, g_strdup (known), g_free);
  } else {
    osr_network_caller_call_async (self->caller, call, cancellable, on_identity,
                                   g_steal_pointer (&task));
  }
}

char *
osr_max_client_identify_finish (OsrMaxClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* -- The object -- */

static void
osr_max_client_finalize (GObject *object)
{
  OsrMaxClient *self = OSR_MAX_CLIENT (object);

  g_clear_object (&self->caller);
  g_clear_pointer (&self->bots, g_hash_table_unref);
  G_OBJECT_CLASS (osr_max_client_parent_class)->finalize (object);
}

static void
osr_max_client_class_init (OsrMaxClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = osr_max_client_finalize;
}

static void
osr_max_client_init (OsrMaxClient *self)
{
  self->bots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

OsrMaxClient *
osr_max_client_new (OsrHttpSession *session)
{
  OsrMaxClient *self = g_object_new (OSR_TYPE_MAX_CLIENT, NULL);

  self->caller = osr_network_caller_new (session, 0);
  return self;
}

OsrNetworkCaller *
osr_max_client_get_caller (OsrMaxClient *self)
{
  g_return_val_if_fail (OSR_IS_MAX_CLIENT (self), NULL);

  return self->caller;
}
