/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface over HTTP: who asks, by a bearer token or a key, how much of the day's quota is left,
 * and which method it is. The day ends at midnight in California. */
#include <string.h>

#include "demo/sandbox/osr-sandbox-connector.h"
#include "demo/sandbox/osr-sandbox-private.h"
#include "demo/sandbox/youtube/osr-sandbox-youtube-call.h"

#define PACIFIC   "America/Los_Angeles"
#define MAX_COUNT 100
#define DEFAULT   20

static const struct {
  const char *http;
  const char *path;
  const char *name;
  gint64 cost;
  void (*handle) (OsrSandboxYoutubeCall *call);
} methods[] = {
  { "GET", "commentThreads", "commentThreads.list", OSR_SANDBOX_YOUTUBE_READ,
    osr_sandbox_youtube_list_threads },
  { "GET", "comments", "comments.list", OSR_SANDBOX_YOUTUBE_READ,
    osr_sandbox_youtube_list_comments },
  { "POST", "comments", "comments.insert", OSR_SANDBOX_YOUTUBE_WRITE,
    osr_sandbox_youtube_insert_comment },
  { "PUT", "comments", "comments.update", OSR_SANDBOX_YOUTUBE_WRITE,
    osr_sandbox_youtube_update_comment },
  { "GET", "channels", "channels.list", OSR_SANDBOX_YOUTUBE_READ,
    osr_sandbox_youtube_list_channels },
  { "GET", "playlistItems", "playlistItems.list", OSR_SANDBOX_YOUTUBE_READ,
    osr_sandbox_youtube_list_videos },
};

static const char *const names[] = { "commentThreads.list",
                                     "comments.list",
                                     "comments.insert",
                                     "comments.update",
                                     "channels.list",
                                     "playlistItems.list",
                                     NULL };

static const struct {
  guint code;
  const char *reason;
} refusals[] = {
  { 400, "processingFailure" }, { 401, "authError" },         { 403, "quotaExceeded" },
  { 404, "commentNotFound" },   { 429, "rateLimitExceeded" }, { 500, "backendError" },
  { 503, "backendError" },
};

gboolean
osr_sandbox_youtube_fail (OsrSandboxYoutubeCall *call, guint code, const char *reason,
                          const char *message)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  osr_sandbox_shape_object (builder, "error");
  osr_sandbox_shape_int (builder, "code", code);
  osr_sandbox_shape_string (builder, "message", message);
  osr_sandbox_shape_array (builder, "errors");
  json_builder_begin_object (builder);
  osr_sandbox_shape_string (builder, "message", message);
  osr_sandbox_shape_string (builder, "domain",
                            code == 401   ? "global"
                            : code == 403 ? "youtube.quota"
                                          : "youtube.comment");
  osr_sandbox_shape_string (builder, "reason", reason);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  osr_sandbox_exchange_answer_built (call->exchange, code, builder);
  return FALSE;
}

const char *
osr_sandbox_youtube_argument (OsrSandboxYoutubeCall *call, const char *name)
{
  return g_hash_table_lookup (call->exchange->query, name);
}

gboolean
osr_sandbox_youtube_has_part (OsrSandboxYoutubeCall *call, const char *name)
{
  const char *part = osr_sandbox_youtube_argument (call, "part");
  g_auto (GStrv) parts = g_strsplit (part != NULL ? part : "", ",", -1);

  return g_strv_contains ((const char *const *) parts, name);
}

gboolean
osr_sandbox_youtube_page (OsrSandboxYoutubeCall *call, gint64 *first, gint64 *count)
{
  const char *max = osr_sandbox_youtube_argument (call, "maxResults");
  const char *token = osr_sandbox_youtube_argument (call, "pageToken");
  g_autofree guchar *bytes = NULL;
  g_autofree char *plain = NULL;
  gsize length;

  *first = 0;
  *count = DEFAULT;
  if (max != NULL && !g_ascii_string_to_signed (max, 10, 1, MAX_COUNT, count, NULL))
    return osr_sandbox_youtube_fail (call, 400, "invalidParameter", "maxResults is out of range");
  if (token == NULL || *token == '\0')
    return TRUE;
  bytes = g_base64_decode (token, &length);
  plain = g_strndup ((const char *) bytes, length);
  return g_ascii_string_to_signed (plain, 10, 0, G_MAXINT32, first, NULL) ||
         osr_sandbox_youtube_fail (call, 400, "invalidPageToken", "The page token is not valid");
}

static void
refuse (OsrSandboxYoutubeCall *call)
{
  const OsrSandboxFault *fault = &call->exchange->fault;
  guint code = (guint) CLAMP (fault->code, 400, 599);
  const char *reason = "backendError";

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (refusals[i].code == code)
      reason = refusals[i].reason;
  osr_sandbox_youtube_fail (call, code, *fault->text != '\0' ? fault->text : reason, "Refused");
}

static gboolean
find_asker (OsrSandboxYoutubeCall *call)
{
  OsrSandboxExchange *exchange = call->exchange;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->msg);
  const char *header = soup_message_headers_get_one (headers, "Authorization");
  const char *key = osr_sandbox_youtube_argument (call, "key");
  OsrSandboxTokenKind kind = OSR_SANDBOX_TOKEN_SERVICE;

  if (osr_sandbox_youtube_argument (call, "access_token") != NULL)
    return osr_sandbox_youtube_fail (call, 401, "authError", "Tokens belong in the header");
  if (header != NULL && g_str_has_prefix (header, "Bearer ")) {
    key = header + strlen ("Bearer ");
    kind = OSR_SANDBOX_TOKEN_GROUP;
  }
  exchange->token = key != NULL ? osr_sandbox_wall_token (exchange->wall, key) : NULL;
  if (exchange->token == NULL || exchange->token->kind != kind)
    return osr_sandbox_youtube_fail (call, kind == OSR_SANDBOX_TOKEN_GROUP ? 401 : 400,
                                     kind == OSR_SANDBOX_TOKEN_GROUP ? "authError" : "badRequest",
                                     "Invalid credentials");
  if (kind == OSR_SANDBOX_TOKEN_SERVICE)
    return TRUE;
  call->channel = osr_sandbox_wall_community (exchange->wall, exchange->token->id);
  return call->channel->network == OSR_SANDBOX_YOUTUBE ||
         osr_sandbox_youtube_fail (call, 401, "authError", "Invalid credentials");
}

static gint64
day_of (gint64 seconds)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (PACIFIC);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) local = zone != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  if (local == NULL)
    return seconds / 86400;
  return g_date_time_get_year (local) * 1000 + g_date_time_get_day_of_year (local);
}

/* One project has all tokens, and so one quota. */
static gboolean
take_quota (OsrSandboxYoutubeCall *call, gint64 cost)
{
  OsrSandbox *sandbox = call->exchange->sandbox;
  gint64 day = day_of (call->exchange->now);

  if (sandbox->quota_day != day) {
    sandbox->quota_day = day;
    sandbox->quota_used = 0;
  }
  if (sandbox->quota_used + cost > OSR_SANDBOX_YOUTUBE_QUOTA)
    return osr_sandbox_youtube_fail (call, 403, "quotaExceeded",
                                     "The request cannot be completed because you have exceeded "
                                     "your quota.");
  sandbox->quota_used += cost;
  return TRUE;
}

static void
handle (OsrSandboxExchange *exchange)
{
  OsrSandboxYoutubeCall call = { .exchange = exchange, .wall = exchange->wall };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++) {
    if (strcmp (methods[i].path, exchange->rest) != 0 ||
        strcmp (methods[i].http, exchange->method) != 0)
      continue;
    if (!find_asker (&call))
      return;
    if (osr_sandbox_fault_refuses (&exchange->fault))
      refuse (&call);
    else if (osr_sandbox_youtube_argument (&call, "part") == NULL)
      osr_sandbox_youtube_fail (&call, 400, "missingRequiredParameter", "No filter selected: part");
    else if (take_quota (&call, methods[i].cost))
      methods[i].handle (&call);
    return;
  }
  osr_sandbox_youtube_fail (&call, 404, "notFound", "Not Found");
}

static char *
name_of (const OsrSandboxExchange *exchange)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (strcmp (methods[i].path, exchange->rest) == 0 &&
        strcmp (methods[i].http, exchange->method) == 0)
      return g_strdup (methods[i].name);
  return g_strdup ("");
}

const OsrSandboxConnector osr_sandbox_youtube_connector = {
  .prefix = "/youtube/v3/",
  .methods = names,
  .name = name_of,
  .handle = handle,
};
