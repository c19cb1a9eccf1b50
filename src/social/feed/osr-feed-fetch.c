/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A few requests in a row, each where the one before pointed to. An address given by a server is
 * trusted no more than any other of its words. */
#include "social/feed/osr-feed-fetch.h"

#include <string.h>

#include "core/osr-json.h"
#include "social/feed/osr-feed-document.h"
#include "social/osr-social-reader.h"

#define MAX_MARK_BYTES 1000
#define ACCEPT         "application/atom+xml, application/rss+xml, application/xml, text/xml, */*;q=0.5"

typedef struct {
  OsrNetworkAccount *account;
  OsrFeedMark mark;
  GUri *uri; /* of the present request */
  guint moves;
} Fetch;

static void ask (GTask *task);

/* -- Marks -- */

void
osr_feed_mark_clear (OsrFeedMark *mark)
{
  g_clear_pointer (&mark->etag, g_free);
  g_clear_pointer (&mark->modified, g_free);
  g_clear_pointer (&mark->seen, g_free);
}

/* (transfer full) (nullable): a value that may stand in a header */
static char *
dup_mark (const char *value)
{
  if (value == NULL || *value == '\0' || strlen (value) > MAX_MARK_BYTES ||
      strpbrk (value, "\r\n") != NULL || !g_str_is_ascii (value))
    return NULL;
  return g_strdup (value);
}

void
osr_feed_mark_read (OsrFeedMark *mark, const char *place)
{
  g_autoptr (JsonObject) object =
      place != NULL ? osr_json_read_object (place, -1, 0, "place", NULL) : NULL;

  if (object == NULL)
    return;
  mark->etag = dup_mark (osr_json_get_string (object, "etag"));
  mark->modified = dup_mark (osr_json_get_string (object, "modified"));
  mark->seen = dup_mark (osr_json_get_string (object, "seen"));
}

char *
osr_feed_mark_write (const OsrFeedMark *mark)
{
  g_autoptr (JsonObject) object = json_object_new ();

  if (mark->etag != NULL)
    json_object_set_string_member (object, "etag", mark->etag);
  if (mark->modified != NULL)
    json_object_set_string_member (object, "modified", mark->modified);
  if (mark->seen != NULL)
    json_object_set_string_member (object, "seen", mark->seen);
  return osr_json_write_object (object);
}

void
osr_feed_page_free (OsrFeedPage *page)
{
  g_free (page->address);
  g_clear_pointer (&page->body, g_bytes_unref);
  g_free (page->charset);
  osr_feed_mark_clear (&page->mark);
  g_free (page);
}

static void
fetch_free (Fetch *fetch)
{
  osr_network_account_unref (fetch->account);
  osr_feed_mark_clear (&fetch->mark);
  g_clear_pointer (&fetch->uri, g_uri_unref);
  g_free (fetch);
}

/* -- Where it may go -- */

static int
port_of (GUri *uri)
{
  int usual = g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;

  return g_uri_get_port (uri) > 0 ? g_uri_get_port (uri) : usual;
}

static gboolean
is_web (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);

  return (g_str_equal (scheme, "http") || g_str_equal (scheme, "https")) &&
         g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
         g_uri_get_userinfo (uri) == NULL;
}

static gboolean
is_usual_port (GUri *uri)
{
  return port_of (uri) == 80 || port_of (uri) == 443;
}

static gboolean
is_named (OsrNetworkAccount *account, const char *host)
{
  const char *option = osr_network_account_get_option (account, OSR_FEED_HOSTS_OPTION);
  g_auto (GStrv) hosts = g_strsplit_set (option != NULL ? option : "", ", ", -1);

  for (char **one = hosts; *one != NULL; one++) {
    if (g_ascii_strcasecmp (*one, host) == 0)
      return TRUE;
  }
  return FALSE;
}

/* The same host by the same door, or one that the office named; never from a secret way to an open one. */
static gboolean
may_move (Fetch *fetch, GUri *to)
{
  gboolean same = g_ascii_strcasecmp (g_uri_get_host (fetch->uri), g_uri_get_host (to)) == 0;
  gboolean door =
      port_of (fetch->uri) == port_of (to) || (is_usual_port (fetch->uri) && is_usual_port (to));

  if (g_str_equal (g_uri_get_scheme (fetch->uri), "https") &&
      !g_str_equal (g_uri_get_scheme (to), "https"))
    return FALSE;
  return (same && door) || (is_named (fetch->account, g_uri_get_host (to)) && is_usual_port (to));
}

/* -- Answers -- */

static void
move (GTask *task, OsrHttpAnswer *answer)
{
  Fetch *fetch = g_task_get_task_data (task);
  const char *location = osr_http_answer_get_header (answer, "Location");
  g_autoptr (GUri) to = NULL;

  if (location != NULL && strlen (location) <= 2000)
    to = g_uri_parse_relative (fetch->uri, location, G_URI_FLAGS_ENCODED, NULL);
  if (to == NULL || !is_web (to)) {
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                             "feed: it is said to have moved, but not where to");
  } else if (fetch->moves >= OSR_FEED_MAX_REDIRECTS) {
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                             "feed: it is moved on more than %d times", OSR_FEED_MAX_REDIRECTS);
  } else if (!may_move (fetch, to)) {
    g_autofree char *host = osr_social_one_line (g_uri_get_host (to), 100);

    g_task_return_new_error (
        task, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED,
        "feed: it has moved to %s://%s; give the account that address, or name "
        "the host in its option \"%s\"",
        g_uri_get_scheme (to), host, OSR_FEED_HOSTS_OPTION);
  } else {
    fetch->moves++;
    g_uri_unref (fetch->uri);
    fetch->uri = g_steal_pointer (&to);
    ask (g_object_ref (task));
  }
}

/* (transfer full) (nullable): "text/xml; charset=windows-1251" → "windows-1251" */
static char *
dup_charset (const char *type)
{
  g_auto (GStrv) parts = g_strsplit (type != NULL ? type : "", ";", 8);

  for (char **one = parts; *one != NULL; one++) {
    char *name = g_strstrip (*one);

    if (g_ascii_strncasecmp (name, "charset=", 8) == 0)
      return g_strstrip (g_strdelimit (g_strdup (name + 8), "\"'", ' '));
  }
  return NULL;
}

static void
return_page (GTask *task, OsrHttpAnswer *answer, gboolean changed)
{
  Fetch *fetch = g_task_get_task_data (task);
  GBytes *body = osr_http_answer_get_body (answer);
  OsrFeedPage *page = g_new0 (OsrFeedPage, 1);

  page->address = g_uri_to_string (fetch->uri);
  page->mark.etag = dup_mark (osr_http_answer_get_header (answer, "ETag"));
  page->mark.modified = dup_mark (osr_http_answer_get_header (answer, "Last-Modified"));
  if (changed) {
    page->mark.seen = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body);
    changed = g_strcmp0 (page->mark.seen, fetch->mark.seen) != 0;
  }
  if (changed) {
    page->body = g_bytes_ref (body);
    page->charset = dup_charset (osr_http_answer_get_header (answer, "Content-Type"));
  }
  g_task_return_pointer (task, page, (GDestroyNotify) osr_feed_page_free);
}

static OsrNetError
class_of (guint status)
{
  if (status == 401 || status == 403 || status == 407)
    return OSR_NET_ERROR_AUTH;
  if (status == 404 || status == 410)
    return OSR_NET_ERROR_REJECTED;
  if (status == 429)
    return OSR_NET_ERROR_RATE_LIMITED;
  return status >= 500 ? OSR_NET_ERROR_TEMPORARY : OSR_NET_ERROR_PROTOCOL;
}

static gboolean
is_move (guint status)
{
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static gboolean
has_mark (const Fetch *fetch)
{
  return fetch->mark.etag != NULL || fetch->mark.modified != NULL;
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (OsrHttpAnswer) answer =
      osr_http_session_send_finish (OSR_HTTP_SESSION (source), result, &error);
  guint status = answer != NULL ? osr_http_answer_get_status (answer) : 0;

  if (answer == NULL) {
    if (error->domain == OSR_NET_ERROR)
      g_prefix_error_literal (&error, "feed: ");
    g_task_return_error (task, g_steal_pointer (&error));
  } else if (is_move (status)) {
    move (task, answer);
  } else if (status == 304 && has_mark (fetch)) {
    return_page (task, answer, FALSE);
  } else if (status == 200) {
    return_page (task, answer, TRUE);
  } else {
    g_task_return_new_error (task, OSR_NET_ERROR, (gint) class_of (status), "feed: HTTP status %u",
                             status);
  }
}

/* (transfer full) of @task. */
static void
ask (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);
  g_autofree char *address = g_uri_to_string (fetch->uri);
  g_autoptr (OsrHttpRequest) request = osr_http_request_new ("GET", address);

  osr_http_request_set_header (request, "Accept", ACCEPT);
  if (fetch->mark.etag != NULL)
    osr_http_request_set_header (request, "If-None-Match", fetch->mark.etag);
  if (fetch->mark.modified != NULL)
    osr_http_request_set_header (request, "If-Modified-Since", fetch->mark.modified);
  osr_http_request_set_max_answer (request, OSR_FEED_MAX_BYTES);
  osr_http_session_send_async (g_task_get_source_object (task), request,
                               g_task_get_cancellable (task), on_answered, task);
}

void
osr_feed_fetch_async (OsrHttpSession *session, OsrNetworkAccount *account, const OsrFeedMark *mark,
                      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, user_data);
  Fetch *fetch = g_new0 (Fetch, 1);

  g_task_set_source_tag (task, osr_feed_fetch_async);
  fetch->account = osr_network_account_ref (account);
  fetch->uri = g_uri_parse (account->owner_id, G_URI_FLAGS_ENCODED, NULL);
  fetch->mark.etag = g_strdup (mark != NULL ? mark->etag : NULL);
  fetch->mark.modified = g_strdup (mark != NULL ? mark->modified : NULL);
  fetch->mark.seen = g_strdup (mark != NULL ? mark->seen : NULL);
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);
  if (fetch->uri == NULL || !is_web (fetch->uri))
    g_task_return_new_error (task, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED,
                             "feed: the account's id is to be the feed's address, https://…");
  else
    ask (g_steal_pointer (&task));
}

OsrFeedPage *
osr_feed_fetch_finish (OsrHttpSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
