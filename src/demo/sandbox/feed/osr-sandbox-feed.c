/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feeds of sites over HTTP: /feed/{name}.rss, /feed/{name}.atom, /feed/{name}/comments.rss and .atom,
 * with ?encoding= for another than UTF-8 and &charset=no for a header that does not tell. Who already
 * has the document is told so by 304. */
#include <string.h>

#include "demo/sandbox/feed/osr-sandbox-feed-document.h"
#include "demo/sandbox/osr-sandbox-connector.h"
#include "demo/sandbox/osr-sandbox-private.h"

#define COMMENTS "/comments"

static void
fail (OsrSandboxExchange *exchange, guint status, const char *sentence)
{
  osr_sandbox_exchange_answer_text (exchange, status, "text/plain; charset=utf-8",
                                    g_strdup (sentence));
}

/* Splits "name/comments.rss"; @atom (out). */
static gboolean
read_path (OsrSandboxExchange *exchange, OsrSandboxFeed *feed, gboolean *atom)
{
  g_autofree char *name = g_strdup (exchange->rest);
  char *dot = strrchr (name, '.');

  if (dot == NULL || (strcmp (dot, ".rss") != 0 && strcmp (dot, ".atom") != 0))
    return FALSE;
  *atom = strcmp (dot, ".atom") == 0;
  *dot = '\0';
  feed->comments = g_str_has_suffix (name, COMMENTS);
  if (feed->comments)
    name[strlen (name) - strlen (COMMENTS)] = '\0';
  feed->community = osr_sandbox_wall_community_named (exchange->wall, name);
  return feed->community != NULL && feed->community->network == OSR_SANDBOX_FEED;
}

static gboolean
is_known (OsrSandboxExchange *exchange, const char *tag, gint64 changed)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->msg);
  const char *tags = soup_message_headers_get_list (headers, "If-None-Match");
  const char *since = soup_message_headers_get_one (headers, "If-Modified-Since");
  g_autoptr (GDateTime) date = NULL;

  if (tags != NULL)
    return strcmp (tags, "*") == 0 || strstr (tags, tag) != NULL;
  date = since != NULL ? soup_date_time_new_from_http_string (since) : NULL;
  return date != NULL && g_date_time_to_unix (date) >= changed;
}

static void
answer (OsrSandboxExchange *exchange, GBytes *bytes, const char *type, gint64 changed)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (exchange->msg);
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (changed);
  g_autofree char *modified = soup_date_time_to_string (date, SOUP_DATE_HTTP);
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA1, bytes);
  g_autofree char *tag = g_strdup_printf ("\"%.16s\"", sum);
  gsize length;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  soup_message_headers_replace (headers, "ETag", tag);
  if (changed > 0)
    soup_message_headers_replace (headers, "Last-Modified", modified);
  if (is_known (exchange, tag, changed)) {
    soup_server_message_set_status (exchange->msg, SOUP_STATUS_NOT_MODIFIED, NULL);
    return;
  }
  soup_server_message_set_status (exchange->msg, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (exchange->msg, type, SOUP_MEMORY_COPY, data, length);
}

static void
handle (OsrSandboxExchange *exchange)
{
  const char *encoding = g_hash_table_lookup (exchange->query, "encoding");
  OsrSandboxFeed feed = { .wall = exchange->wall,
                          .link_base = exchange->sandbox->url,
                          .encoding = encoding != NULL ? encoding : "UTF-8" };
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *document = NULL;
  g_autofree char *type = NULL;
  gboolean atom, told;

  if (osr_sandbox_fault_refuses (&exchange->fault)) {
    fail (exchange, (guint) CLAMP (exchange->fault.code, 400, 599), "refused");
    return;
  }
  if (strcmp (exchange->method, "GET") != 0 && strcmp (exchange->method, "HEAD") != 0) {
    fail (exchange, SOUP_STATUS_METHOD_NOT_ALLOWED, "read only");
    return;
  }
  if (!read_path (exchange, &feed, &atom)) {
    fail (exchange, SOUP_STATUS_NOT_FOUND, "no such feed");
    return;
  }
  document = atom ? osr_sandbox_feed_atom (&feed) : osr_sandbox_feed_rss (&feed);
  bytes = osr_sandbox_feed_encode (document, feed.encoding);
  if (bytes == NULL) {
    fail (exchange, SOUP_STATUS_BAD_REQUEST, "no such encoding");
    return;
  }
  told = g_strcmp0 (g_hash_table_lookup (exchange->query, "charset"), "no") != 0;
  type = g_strconcat (atom ? "application/atom+xml" : "application/rss+xml",
                      told ? "; charset=" : NULL, feed.encoding, NULL);
  answer (exchange, bytes, type, osr_sandbox_feed_changed (&feed));
}

static char *
name_of (const OsrSandboxExchange *exchange)
{
  return g_strconcat (exchange->method, " /", exchange->rest, NULL);
}

const OsrSandboxConnector osr_sandbox_feed_connector = {
  .prefix = "/feed/",
  .name = name_of,
  .handle = handle,
};
