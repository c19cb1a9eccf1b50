/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads of comments with some of their replies, replies alone, videos, and errors by their reason. */
#include "social/youtube/osr-youtube-dialect.h"

#include <string.h>

#include "core/osr-json.h"
#include "social/osr-social-reader.h"
#include "social/osr-html-plain.h"
#include "social/youtube/osr-youtube-parser.h"

/* -- Comments -- */

/* Only some of the replies come with a thread; how many there are is kept with its first comment. */
static OsrNetworkRecord *
add_thread (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonObject *thread,
            OsrNetworkRecordKind kind)
{
  JsonObject *snippet = osr_json_get_object (thread, "snippet");
  g_autofree char *named = osr_social_dup_id (snippet, "videoId");
  const char *video = named != NULL ? named : question->post_id;
  JsonArray *replies = osr_json_get_array (osr_json_get_object (thread, "replies"), "comments");
  OsrNetworkRecord *record = osr_network_answer_add (
      answer, kind,
      osr_youtube_parse_comment (question->account,
                                 osr_json_get_object (snippet, "topLevelComment"), video));

  if (record != NULL && osr_social_int (snippet, "totalReplyCount", 0) > 0) {
    record->name = g_strdup ("totalReplyCount");
    record->value = osr_social_dup_id (snippet, "totalReplyCount");
  }
  for (guint i = 0; replies != NULL && i < json_array_get_length (replies); i++)
    osr_network_answer_add (answer, OSR_NETWORK_RECORD_MESSAGE,
                            osr_youtube_parse_comment (
                                question->account, osr_json_array_get_object (replies, i), video));
  return record;
}

static JsonArray *
get_items (const OsrNetworkQuestion *question, JsonNode *result, GError **error)
{
  JsonArray *items = osr_json_get_array (osr_social_object (result), "items");

  if (items == NULL)
    osr_network_lacks (question, "items", error);
  return items;
}

static void
add_next_page (OsrNetworkAnswer *answer, JsonNode *result)
{
  g_autofree char *next = osr_social_dup_id (osr_social_object (result), "nextPageToken");

  osr_network_answer_add_place (answer, "pageToken", next);
}

static gboolean
read_threads (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
              GError **error)
{
  JsonArray *items = get_items (question, result, error);

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    add_thread (answer, question, osr_json_array_get_object (items, i), OSR_NETWORK_RECORD_MESSAGE);
  add_next_page (answer, result);
  return items != NULL;
}

static gboolean
read_comments (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
               GError **error)
{
  JsonArray *items = get_items (question, result, error);

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    osr_network_answer_add (answer, OSR_NETWORK_RECORD_MESSAGE,
                            osr_youtube_parse_comment (question->account,
                                                       osr_json_array_get_object (items, i),
                                                       question->post_id));
  add_next_page (answer, result);
  return items != NULL;
}

static gboolean
read_created (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
              GError **error)
{
  return osr_network_answer_add (answer, OSR_NETWORK_RECORD_CREATED,
                                 osr_youtube_parse_comment (question->account,
                                                            osr_social_object (result),
                                                            question->post_id)) != NULL ||
         osr_network_lacks (question, "comment", error);
}

static gboolean
read_created_thread (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
                     GError **error)
{
  return add_thread (answer, question, osr_social_object (result), OSR_NETWORK_RECORD_CREATED) !=
             NULL ||
         osr_network_lacks (question, "comment", error);
}

/* -- Videos and channels -- */

static gboolean
read_videos (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
             GError **error)
{
  JsonArray *items = get_items (question, result, error);

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    osr_network_answer_add (answer, OSR_NETWORK_RECORD_POST,
                            osr_youtube_parse_video (question->account,
                                                     osr_json_array_get_object (items, i)));
  add_next_page (answer, result);
  return items != NULL;
}

static gboolean
read_channels (OsrNetworkAnswer *answer, const OsrNetworkQuestion *question, JsonNode *result,
               GError **error)
{
  JsonArray *items = get_items (question, result, error);

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++) {
    JsonObject *object = osr_json_array_get_object (items, i);
    JsonObject *snippet = osr_json_get_object (object, "snippet");
    g_autofree char *id = osr_social_dup_id (object, "id");
    g_autofree char *name = osr_social_dup_name (snippet, "title");
    g_autofree char *short_name = osr_social_dup_name (snippet, "customUrl");

    if (id != NULL)
      osr_network_answer_add_fact (answer, OSR_NETWORK_RECORD_OWNER, id, name, short_name);
  }
  return items != NULL;
}

static const OsrNetworkMethod methods[] = {
  { "commentThreads.list", read_threads },
  { "comments.list", read_comments },
  { "comments.insert", read_created, TRUE },
  { "comments.update", read_created, TRUE },
  { "commentThreads.insert", read_created_thread, TRUE },
  { "videos.list", read_videos },
  { "search.list", read_videos },
  { "playlistItems.list", read_videos },
  { "channels.list", read_channels },
  { NULL },
};

/* -- Errors -- */

/* | error                                        | a call that writes                | one that reads |
 * | -------------------------------------------- | --------------------------------- | -------------- |
 * | quotaExceeded, …LimitExceeded, code 429      | surely not executed: rate limited | rate limited   |
 * | 401, keyInvalid, authError,                  | surely not: the token             | auth           |
 * | insufficientPermissions                      |                                   |                |
 * | code 5xx, none, or none of errors            | unknown: it broke inside          | temporary      |
 * | processingFailure                            | unknown: it broke in its course   | rejected       |
 * | any other 4xx                                | surely not: refused               | rejected       |
 *
 * Without an error in the body: nothing was sent before the headers went out; a status 4xx is surely not
 * executed, 5xx, a broken connection and an answer that cannot be read are unknown
 * (osr-network-caller). */
static OsrNetError
find_class (gint64 code, const char *reason, gboolean writes)
{
  if (strstr (reason, "LimitExceeded") != NULL || strstr (reason, "quotaExceeded") != NULL ||
      code == 429)
    return OSR_NET_ERROR_RATE_LIMITED;
  if (code == 401 || g_str_equal (reason, "keyInvalid") || g_str_equal (reason, "authError") ||
      g_str_equal (reason, "insufficientPermissions"))
    return OSR_NET_ERROR_AUTH;
  if (code >= 500 || code < 400)
    return writes ? OSR_NET_ERROR_UNCERTAIN : OSR_NET_ERROR_TEMPORARY;
  return writes && g_str_equal (reason, "processingFailure") ? OSR_NET_ERROR_UNCERTAIN
                                                             : OSR_NET_ERROR_REJECTED;
}

/* The message is written for a page. */
static JsonNode *
open_answer (const OsrNetworkQuestion *question, JsonNode *root, gboolean writes,
             OsrNetworkFault **fault)
{
  JsonObject *object = osr_social_object (root);
  JsonObject *said = osr_json_get_object (object, "error");
  JsonArray *reasons = osr_json_get_array (said, "errors");
  g_autofree char *message = osr_social_dup_text (said, "message");
  g_autofree char *plain = osr_html_to_plain (message);
  g_autofree char *reason = NULL;
  g_autofree char *digits = NULL;
  gint64 code = osr_social_int (said, "code", 0);

  if (object == NULL || said == NULL)
    return object != NULL && !json_object_has_member (object, "error") ? root : NULL;
  reason = osr_social_dup_name (reasons != NULL && json_array_get_length (reasons) > 0
                                    ? osr_json_array_get_object (reasons, 0)
                                    : NULL,
                                "reason");
  if (*reason == '\0') {
    g_free (reason);
    reason = osr_social_dup_name (said, "status");
  }
  digits = g_strdup_printf ("%" G_GINT64_FORMAT, code);
  *fault = osr_network_fault_new (question->account, digits, reason, plain,
                                  find_class (code, reason, writes));
  return NULL;
}

const OsrNetworkDialect osr_youtube_dialect = {
  .network = "youtube",
  .methods = methods,
  .open = open_answer,
};
