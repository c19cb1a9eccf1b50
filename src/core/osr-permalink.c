/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header. What a network means by a part of its addresses is not known here: only what no
 * network means anything by is let go. */
#include "core/osr-permalink.h"

#include <string.h>

/* Hosts that serve the same pages under two names. */
static const char *const twins[][2] = { { "vk.ru", "vk.com" }, { "telegram.me", "t.me" } };

static char *
normalise_host (const char *host)
{
  g_autofree char *small = g_ascii_strdown (host, -1);
  const char *bare = small;

  if (g_str_has_prefix (bare, "www."))
    bare += strlen ("www.");
  if (g_str_has_prefix (bare, "m."))
    bare += strlen ("m.");
  for (guint i = 0; i < G_N_ELEMENTS (twins); i++) {
    if (g_str_equal (bare, twins[i][0]))
      bare = twins[i][1];
  }
  return g_strdup (bare);
}

/* What is added on the way and says nothing about the message. */
static gboolean
counts_visits (const char *pair)
{
  static const char *const names[] = { "utm_", "fbclid=", "gclid=", "yclid=", "ysclid=" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if (g_str_has_prefix (pair, names[i]))
      return TRUE;
  }
  return *pair == '\0';
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
append_query (GString *text, const char *query)
{
  g_auto (GStrv) pairs = g_strsplit (query != NULL ? query : "", "&", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; pairs[i] != NULL; i++) {
    if (!counts_visits (pairs[i]))
      g_ptr_array_add (kept, pairs[i]);
  }
  g_ptr_array_sort (kept, compare_pairs);
  for (guint i = 0; i < kept->len; i++)
    g_string_append_printf (text, "%c%s", i == 0 ? '?' : '&', (char *) kept->pdata[i]);
}

char *
osr_permalink_normalise (const char *url)
{
  g_autoptr (GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL) : NULL;
  g_autofree char *host = NULL;
  g_autofree char *path = NULL;
  GString *text;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return NULL;
  host = normalise_host (g_uri_get_host (uri));
  path = g_strdup (g_uri_get_path (uri));
  while (g_str_has_suffix (path, "/"))
    path[strlen (path) - 1] = '\0';
  text = g_string_new (host);
  if (g_uri_get_port (uri) > 0)
    g_string_append_printf (text, ":%d", g_uri_get_port (uri));
  g_string_append (text, path);
  append_query (text, g_uri_get_query (uri));
  return g_string_free (text, FALSE);
}
