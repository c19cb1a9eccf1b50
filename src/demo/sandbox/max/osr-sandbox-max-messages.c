/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The posts of the channel, and what is uploaded for them: lists newest first, one by its mid. */
#include <string.h>

#include "demo/sandbox/max/osr-sandbox-max-call.h"
#include "demo/sandbox/osr-sandbox-names.h"
#include "demo/sandbox/osr-sandbox-private.h"

#define MAX_COUNT     100
#define DEFAULT_COUNT 50
#define MS            G_GINT64_CONSTANT (1000)

static gint
newest_first (gconstpointer a, gconstpointer b)
{
  const OsrSandboxPost *left = *(const OsrSandboxPost *const *) a;
  const OsrSandboxPost *right = *(const OsrSandboxPost *const *) b;

  if (left->date != right->date)
    return left->date < right->date ? 1 : -1;
  return left->id < right->id ? 1 : -1;
}

/* (transfer container): the posts between two times, in either order as the network takes them. */
static GPtrArray *
posts_between (OsrSandboxMaxCall *call, gint64 from, gint64 to)
{
  GPtrArray *posts = g_ptr_array_new ();
  gint64 oldest = MIN (from, to);
  gint64 newest = MAX (from, to);

  for (guint i = 0; i < call->wall->posts->len; i++) {
    OsrSandboxPost *post = call->wall->posts->pdata[i];

    if (post->owner_id == -call->community->id && post->date * MS >= oldest &&
        post->date * MS <= newest)
      g_ptr_array_add (posts, post);
  }
  g_ptr_array_sort (posts, newest_first);
  return posts;
}

static OsrSandboxPost *
find_post (OsrSandboxMaxCall *call, const char *mid)
{
  gint64 community, id;

  return osr_sandbox_read_mid (mid, &community, &id) && community == call->community->id
             ? osr_sandbox_wall_post (call->wall, -community, id)
             : NULL;
}

static GPtrArray *
posts_named (OsrSandboxMaxCall *call, const char *names)
{
  g_auto (GStrv) mids = g_strsplit (names, ",", -1);
  GPtrArray *posts = g_ptr_array_new ();

  for (guint i = 0; mids[i] != NULL; i++) {
    OsrSandboxPost *post = find_post (call, mids[i]);

    if (post != NULL)
      g_ptr_array_add (posts, post);
  }
  return posts;
}

static void
answer_posts (OsrSandboxMaxCall *call, GPtrArray *posts, gint64 count)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const OsrSandboxMaxShape shape = osr_sandbox_max_shape_of (call, builder);

  json_builder_begin_object (builder);
  osr_sandbox_shape_array (builder, "messages");
  for (guint i = 0; i < posts->len && i < count; i++)
    osr_sandbox_max_shape_post (&shape, posts->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  osr_sandbox_exchange_answer_built (call->exchange, SOUP_STATUS_OK, builder);
}

static void
list_posts (OsrSandboxMaxCall *call)
{
  const char *names = osr_sandbox_max_argument (call, "message_ids");
  g_autoptr (GPtrArray) posts = NULL;
  gint64 chat, from, to, count;

  if (!osr_sandbox_max_number (call, "chat_id", 0, &chat) ||
      !osr_sandbox_max_number (call, "from", G_MAXINT64, &from) ||
      !osr_sandbox_max_number (call, "to", 0, &to) ||
      !osr_sandbox_max_number (call, "count", DEFAULT_COUNT, &count))
    return;
  if (count < 1 || count > MAX_COUNT)
    osr_sandbox_max_fail (call->exchange, 400, "proto.payload", "count should be from 1 to 100");
  else if (names == NULL && chat == 0)
    osr_sandbox_max_fail (call->exchange, 400, "proto.payload",
                          "chat_id or message_ids is required");
  else if (names == NULL && chat != osr_sandbox_name_max_chat (call->community))
    osr_sandbox_max_fail (call->exchange, 403, "chat.denied", "access to the chat is denied");
  else {
    posts = names != NULL ? posts_named (call, names) : posts_between (call, from, to);
    answer_posts (call, posts, count);
  }
}

static void
show_post (OsrSandboxMaxCall *call)
{
  OsrSandboxPost *post = find_post (call, call->parts[1]);
  g_autoptr (JsonBuilder) builder = NULL;
  OsrSandboxMaxShape shape;

  if (post == NULL) {
    osr_sandbox_max_fail (call->exchange, 404, "not.found", "Message not found");
    return;
  }
  builder = json_builder_new ();
  shape = osr_sandbox_max_shape_of (call, builder);
  osr_sandbox_max_shape_post (&shape, post);
  osr_sandbox_exchange_answer_built (call->exchange, SOUP_STATUS_OK, builder);
}

void
osr_sandbox_max_handle_messages (OsrSandboxMaxCall *call)
{
  if (strcmp (call->exchange->method, "GET") != 0)
    osr_sandbox_max_fail (call->exchange, 405, "method.not.allowed", "Method is not allowed");
  else if (call->parts[1] == NULL)
    list_posts (call);
  else
    show_post (call);
}

void
osr_sandbox_max_handle_uploads (OsrSandboxMaxCall *call)
{
  static const char *const types[] = { "image", "video", "audio", "file", NULL };
  const char *type = osr_sandbox_max_argument (call, "type");
  OsrSandboxFile *file;
  g_autoptr (JsonBuilder) builder = NULL;
  g_autofree char *url = NULL;

  if (strcmp (call->exchange->method, "POST") != 0 || type == NULL ||
      !g_strv_contains (types, type)) {
    osr_sandbox_max_fail (call->exchange, 400, "proto.payload",
                          "type should be image, video, audio or file");
    return;
  }
  file = osr_sandbox_wall_add_file (call->wall, call->community->id,
                                    strcmp (type, "image") == 0 ? "photo" : "doc", type, NULL);
  url = g_strdup_printf ("%s/max/uploads/put/%s", call->exchange->sandbox->url, file->secret);
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  osr_sandbox_shape_string (builder, "url", url);
  if (strcmp (type, "video") == 0 || strcmp (type, "audio") == 0)
    osr_sandbox_shape_string (builder, "token", file->secret);
  json_builder_end_object (builder);
  osr_sandbox_exchange_answer_built (call->exchange, SOUP_STATUS_OK, builder);
}

/* (nullable) (transfer full): the part named "data". */
static GBytes *
read_data (SoupServerMessage *msg)
{
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (msg));
  g_autoptr (SoupMultipart) multipart =
      soup_multipart_new_from_message (soup_server_message_get_request_headers (msg), body);

  for (int i = 0; multipart != NULL && i < soup_multipart_get_length (multipart); i++) {
    g_autofree char *disposition = NULL;
    g_autoptr (GHashTable) params = NULL;
    SoupMessageHeaders *headers;
    GBytes *part;

    if (soup_multipart_get_part (multipart, i, &headers, &part) &&
        soup_message_headers_get_content_disposition (headers, &disposition, &params) &&
        g_strcmp0 (g_hash_table_lookup (params, "name"), "data") == 0)
      return g_bytes_ref (part);
  }
  return NULL;
}

void
osr_sandbox_max_handle_upload (OsrSandboxExchange *exchange)
{
  OsrSandboxFile *file = osr_sandbox_wall_file_by_secret (exchange->wall, exchange->rest);
  GBytes *bytes = file != NULL ? read_data (exchange->msg) : NULL;
  g_autoptr (JsonBuilder) builder = NULL;

  if (bytes == NULL) {
    osr_sandbox_max_fail (exchange, file == NULL ? 404 : 400, "upload.error",
                          "a part named data is expected");
    return;
  }
  g_clear_pointer (&file->bytes, g_bytes_unref);
  file->bytes = bytes;
  file->size = (gint64) g_bytes_get_size (bytes);
  file->saved = TRUE;
  osr_sandbox_save (exchange->sandbox);
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  osr_sandbox_shape_string (builder, "token", file->secret);
  json_builder_end_object (builder);
  osr_sandbox_exchange_answer_built (exchange, SOUP_STATUS_OK, builder);
}
