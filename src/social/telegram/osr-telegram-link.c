/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An address has a chat and a message in its path, and perhaps the comment in its query. */
#include "social/telegram/osr-telegram-link.h"

#include <string.h>

static gboolean
is_number (const char *text)
{
  gsize length = strlen (text);

  return length > 0 && length < 20 && strspn (text, "0123456789") == length;
}

static gboolean
is_name (const char *text)
{
  return *text != '\0' && strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                        "0123456789_") == strlen (text);
}

/* (nullable) (transfer full): the path without the host, split; and the query */
static GStrv
split (OsrNetworkAccount *account, const char *url, char **query)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GUri) base = g_uri_parse (account->link_base, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  const char *path;

  if (host == NULL || base == NULL || g_uri_get_host (base) == NULL ||
      g_ascii_strcasecmp (host, g_uri_get_host (base)) != 0 ||
      g_uri_get_port (uri) != g_uri_get_port (base))
    return NULL;
  path = g_uri_get_path (uri);
  if (!g_str_has_prefix (path, g_uri_get_path (base)))
    return NULL;
  path += strlen (g_uri_get_path (base));
  *query = g_strdup (g_uri_get_query (uri));
  return g_strsplit (*path == '/' ? path + 1 : path, "/", 5);
}

/* (nullable) (transfer full): the comment that the query names */
static char *
find_comment (const char *query)
{
  g_autoptr (GHashTable) values =
      query != NULL ? g_uri_parse_params (query, -1, "&", G_URI_PARAMS_NONE, NULL) : NULL;
  const char *comment = values != NULL ? g_hash_table_lookup (values, "comment") : NULL;

  return comment != NULL && is_number (comment) ? g_strdup (comment) : NULL;
}

OsrNetworkTarget *
osr_telegram_read_link (OsrNetworkAccount *account, const char *url, char **native_id)
{
  g_autofree char *query = NULL;
  g_auto (GStrv) parts = split (account, url, &query);
  guint n = parts != NULL ? g_strv_length (parts) : 0;
  gboolean closed = n == 3 && g_str_equal (parts[0], "c") && is_number (parts[1]);
  const char *message = n > 0 ? parts[n - 1] : "";
  const char *group = osr_network_account_get_option (account, "group");
  g_autofree char *chat = NULL;
  g_autofree char *comment = NULL;

  if (!is_number (message) || !(closed || (n == 2 && is_name (parts[0]))))
    return NULL;
  chat = closed ? g_strconcat ("-100", parts[1], NULL) : g_strconcat ("@", parts[0], NULL);
  comment = find_comment (query);
  *native_id = g_strdup (comment != NULL ? comment : message);
  if (comment == NULL)
    return osr_network_target_new (chat, chat, NULL, NULL);
  return osr_network_target_new (group, message, NULL, NULL);
}

char *
osr_telegram_dup_link (OsrNetworkAccount *account, const char *chat, const char *id)
{
  if (g_str_has_prefix (chat, "-100") && is_number (chat + 4))
    return g_strdup_printf ("%s/c/%s/%s", account->link_base, chat + 4, id);
  if (*chat == '@' && is_name (chat + 1))
    return g_strdup_printf ("%s/%s/%s", account->link_base, chat + 1, id);
  return g_strdup ("");
}
