/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The methods that search: on one wall, and on all of them. A text matches that holds the words as they
 * stand, whatever their case. */
#include <string.h>

#include "demo/sandbox/vk/osr-sandbox-vk-method.h"
#include "demo/sandbox/vk/osr-sandbox-vk-shape.h"

#define DEFAULT_COUNT 30

typedef struct {
  OsrSandboxPost *post;
  OsrSandboxComment *comment; /* (nullable) */
  gint64 date;
} Found;

static gboolean
holds (const char *text, const char *words)
{
  g_autofree char *low_text = g_utf8_casefold (text, -1);
  g_autofree char *low_words = g_utf8_casefold (words, -1);

  return *words != '\0' && strstr (low_text, low_words) != NULL;
}

static gint
newest_first (gconstpointer a, gconstpointer b)
{
  const Found *left = a;
  const Found *right = b;

  return left->date == right->date ? 0 : left->date < right->date ? 1 : -1;
}

static void
search_post (GArray *found, OsrSandboxPost *post, const char *words, gboolean comments)
{
  if (holds (post->text, words)) {
    const Found hit = { post, NULL, post->date };

    g_array_append_val (found, hit);
  }
  for (guint i = 0; comments && i < post->comments->len; i++) {
    OsrSandboxComment *comment = post->comments->pdata[i];
    const Found hit = { post, comment, comment->date };

    if (!comment->deleted && holds (comment->text, words))
      g_array_append_val (found, hit);
  }
}

/* (element-type Found): of one owner, or of all of VK's when @owner_id is 0. */
static GArray *
search (OsrSandboxCall *call, gint64 owner_id, const char *words)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (Found));

  for (guint i = 0; i < call->wall->posts->len; i++) {
    OsrSandboxPost *post = call->wall->posts->pdata[i];
    const OsrSandboxCommunity *community = osr_sandbox_wall_community (call->wall, -post->owner_id);

    if (!post->topic && community->network == OSR_SANDBOX_VK &&
        (owner_id == 0 || owner_id == post->owner_id))
      search_post (found, post, words, owner_id == 0);
  }
  g_array_sort (found, newest_first);
  return found;
}

/* A comment among posts: a reply in the shape of a post. */
static void
shape_reply (JsonBuilder *builder, const Found *found)
{
  g_autofree char *text = osr_sandbox_escape (found->comment->text);

  json_builder_begin_object (builder);
  osr_sandbox_shape_string (builder, "inner_type", "wall_wallpost");
  osr_sandbox_shape_int (builder, "id", found->comment->id);
  osr_sandbox_shape_int (builder, "from_id", found->comment->from_id);
  osr_sandbox_shape_int (builder, "owner_id", found->post->owner_id);
  osr_sandbox_shape_int (builder, "date", found->comment->date);
  osr_sandbox_shape_string (builder, "post_type", "reply");
  osr_sandbox_shape_int (builder, "post_id", found->post->id);
  osr_sandbox_shape_array (builder, "parents_stack");
  if (found->comment->root != 0)
    json_builder_add_int_value (builder, found->comment->root);
  json_builder_end_array (builder);
  osr_sandbox_shape_string (builder, "text", text);
  json_builder_end_object (builder);
}

static void
answer_found (OsrSandboxCall *call, GArray *found, guint first, guint count)
{
  g_autoptr (GHashTable) authors =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  osr_sandbox_shape_array (call->builder, "items");
  for (guint i = first; i < found->len && i < first + count; i++) {
    const Found *hit = &g_array_index (found, Found, i);
    gint64 author = hit->comment != NULL ? hit->comment->from_id : hit->post->owner_id;

    g_hash_table_add (authors, g_memdup2 (&author, sizeof author));
    if (hit->comment != NULL)
      shape_reply (call->builder, hit);
    else
      osr_sandbox_shape_post (call->builder, hit->post);
  }
  json_builder_end_array (call->builder);
  if (osr_sandbox_call_int (call, "extended", 0) == 1)
    osr_sandbox_shape_authors (call->builder, call->wall, authors);
}

gboolean
osr_sandbox_wall_search (OsrSandboxCall *call)
{
  const char *domain = osr_sandbox_call_string (call, "domain", NULL);
  const char *words = osr_sandbox_call_string (call, "query", "");
  OsrSandboxCommunity *community =
      domain != NULL
          ? osr_sandbox_wall_community_named (call->wall, domain)
          : osr_sandbox_wall_community (call->wall, -osr_sandbox_call_int (call, "owner_id", 0));
  g_autoptr (GArray) found = NULL;

  if (community == NULL || community->network != OSR_SANDBOX_VK)
    return osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "owner_id is undefined");
  found = search (call, -community->id, words);
  json_builder_begin_object (call->builder);
  osr_sandbox_shape_int (call->builder, "count", found->len);
  answer_found (call, found, (guint) MIN (osr_sandbox_call_int (call, "offset", 0), G_MAXINT32),
                (guint) osr_sandbox_call_int (call, "count", DEFAULT_COUNT));
  json_builder_end_object (call->builder);
  return TRUE;
}

/* Only what falls between the two times. */
static void
keep_between (GArray *found, gint64 start, gint64 end)
{
  for (guint i = found->len; i > 0; i--) {
    gint64 date = g_array_index (found, Found, i - 1).date;

    if (date < start || date > end)
      g_array_remove_index (found, i - 1);
  }
}

/* "start_from" is what "next_from" was; there is none after the last page. */
gboolean
osr_sandbox_newsfeed_search (OsrSandboxCall *call)
{
  const char *words = osr_sandbox_call_string (call, "q", "");
  gint64 count = osr_sandbox_call_int (call, "count", DEFAULT_COUNT);
  gint64 first = CLAMP (osr_sandbox_call_int (call, "start_from", 0), 0, G_MAXINT32);
  g_autoptr (GArray) found = search (call, 0, words);
  g_autofree char *next = NULL;

  keep_between (found, osr_sandbox_call_int (call, "start_time", 0),
                osr_sandbox_call_int (call, "end_time", G_MAXINT64));
  json_builder_begin_object (call->builder);
  answer_found (call, found, (guint) first, (guint) count);
  if (first + count < found->len) {
    next = g_strdup_printf ("%" G_GINT64_FORMAT, first + count);
    osr_sandbox_shape_string (call->builder, "next_from", next);
  }
  osr_sandbox_shape_int (call->builder, "count", found->len);
  osr_sandbox_shape_int (call->builder, "total_count", found->len);
  json_builder_end_object (call->builder);
  return TRUE;
}

gboolean
osr_sandbox_wall_get_comment (OsrSandboxCall *call)
{
  gint64 owner_id = osr_sandbox_call_int (call, "owner_id", 0);
  OsrSandboxComment *comment = osr_sandbox_wall_comment (
      call->wall, -owner_id, osr_sandbox_call_int (call, "comment_id", 0), &call->post);
  const OsrSandboxCommentShape shape = { .wall = call->wall, .post = call->post };

  if (comment == NULL)
    return osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "comment_id is invalid");
  json_builder_begin_object (call->builder);
  osr_sandbox_shape_array (call->builder, "items");
  osr_sandbox_shape_comment (call->builder, &shape, comment);
  json_builder_end_array (call->builder);
  json_builder_end_object (call->builder);
  return TRUE;
}
