/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came is looked at by its bytes: a picture of a size that a person can be shown, or nothing. */
#include "publish/osr-challenge-picture.h"

#include <string.h>

#include "core/media/osr-media.h"
#include "net/osr-net-error.h"
#include "net/osr-safe-fetch.h"

#define MOST_MS     5000
#define MOST_PIXELS (4 * 1000 * 1000)

/* (nullable): the part of a host under which its owner has all the others: "vk.com" of "api.vk.com" */
static const char *
find_site (const char *host)
{
  const char *last = host != NULL ? strrchr (host, '.') : NULL;
  const char *at = last;

  if (last == NULL || last == host || g_hostname_is_ip_address (host))
    return NULL;
  while (at > host && at[-1] != '.')
    at--;
  return at;
}

/* The host itself, its port too; or another one of the same site on the usual port. */
static gboolean
is_at (GUri *uri, const char *base)
{
  g_autoptr (GUri) home = base != NULL ? g_uri_parse (base, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *host = g_uri_get_host (uri);
  const char *own = home != NULL ? g_uri_get_host (home) : NULL;
  const char *site = find_site (host);

  if (host == NULL || own == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, own) == 0)
    return g_uri_get_port (uri) == g_uri_get_port (home) &&
           g_strcmp0 (g_uri_get_scheme (uri), g_uri_get_scheme (home)) == 0;
  return site != NULL && find_site (own) != NULL && g_uri_get_port (uri) == -1 &&
         g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 &&
         g_ascii_strcasecmp (site, find_site (own)) == 0;
}

static gboolean
is_of_account (OsrNetworkAccount *account, const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && (is_at (uri, account->api_base) || is_at (uri, account->link_base));
}

static gboolean
is_picture (GBytes *bytes, GError **error)
{
  OsrMediaLook look;

  if (!osr_media_look (bytes, &look, error))
    return FALSE;
  if (look.kind != OSR_MEDIA_VIDEO && (guint64) look.width * look.height <= MOST_PIXELS)
    return TRUE;
  g_set_error_literal (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                       "This is no picture for a person");
  return FALSE;
}

/* (transfer full) (nullable): the digest under which @bytes lie there */
static char *
keep (OsrPublishingDesk *desk, GBytes *bytes, GError **error)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *path = osr_publishing_desk_dup_file_path (desk, digest);
  g_autofree char *folder = g_path_get_dirname (path);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_mkdir_with_parents (folder, 0700);
  return g_file_set_contents_full (path, data, (gssize) size,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error)
             ? g_steal_pointer (&digest)
             : NULL;
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OsrPublishingDesk *desk = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (OsrFetched) fetched =
      osr_safe_fetch_get_finish (OSR_SAFE_FETCH (source), result, &error);
  char *digest = fetched != NULL && is_picture (fetched->body, &error)
                     ? keep (desk, fetched->body, &error)
                     : NULL;

  if (digest != NULL)
    g_task_return_pointer (task, digest, g_free);
  else
    g_task_return_error (task, error);
}

void
osr_challenge_picture_fetch_async (OsrPublishingDesk *desk, OsrNetworkAccount *account,
                                   const char *address, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  static const char *const types[] = { "image/jpeg", "image/png", "image/webp", NULL };
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (OsrSafeFetch) fetch = osr_safe_fetch_new ();

  g_task_set_source_tag (task, osr_challenge_picture_fetch_async);
  g_task_set_task_data (task, desk, NULL);
  if (!is_of_account (account, address)) {
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED,
                             "The picture is not where the account is");
    return;
  }
  osr_safe_fetch_set_limit (fetch, MOST_MS);
  osr_safe_fetch_allow (fetch, account->api_base);
  osr_safe_fetch_get_async (fetch, address, types, cancellable, on_fetched,
                            g_steal_pointer (&task));
}

char *
osr_challenge_picture_fetch_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
