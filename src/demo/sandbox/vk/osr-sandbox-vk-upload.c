/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Uploads in three steps: where to, the bytes in several parts, and saving what that gave back. What
 * is no picture is taken and given back as an empty list, as the network does; a photo may be saved
 * only for the community whose place it was. */
#include <string.h>

#include "core/osr-json.h"
#include "demo/sandbox/osr-sandbox-connector.h"
#include "demo/sandbox/osr-sandbox-private.h"
#include "demo/sandbox/vk/osr-sandbox-vk-method.h"
#include "demo/sandbox/vk/osr-sandbox-vk-shape.h"

#define PREFIX    "/vk-upload/"
#define SERVER    626627
#define MAX_FILES 10

/* The community an upload is for: a community's own token needs no name. */
static gint64
community_of (OsrSandboxCall *call)
{
  gint64 id = osr_sandbox_call_int (call, "group_id", 0);

  if (id == 0 && call->token->kind == OSR_SANDBOX_TOKEN_GROUP)
    id = call->token->id;
  if (osr_sandbox_wall_community (call->wall, id) != NULL &&
      osr_sandbox_call_speaks_for (call, -id))
    return id;
  osr_sandbox_call_fail (call, OSR_SANDBOX_ACCESS, "no access to this group");
  return 0;
}

static gboolean
answer_place (OsrSandboxCall *call, const char *kind)
{
  gint64 community = community_of (call);
  OsrSandboxFile *file;
  g_autofree char *url = NULL;

  if (community == 0)
    return FALSE;
  file = osr_sandbox_wall_add_file (call->wall, community, kind, kind, NULL);
  url = g_strconcat (call->sandbox->url, PREFIX, kind, "/", file->secret, NULL);
  json_builder_begin_object (call->builder);
  osr_sandbox_shape_string (call->builder, "upload_url", url);
  if (strcmp (kind, "photo") == 0) {
    osr_sandbox_shape_int (call->builder, "album_id", -14);
    osr_sandbox_shape_int (call->builder, "user_id", 0);
  }
  if (strcmp (kind, "video") == 0) {
    osr_sandbox_shape_int (call->builder, "video_id", file->id);
    osr_sandbox_shape_int (call->builder, "owner_id", -community);
    osr_sandbox_shape_string (call->builder, "title", osr_sandbox_call_string (call, "name", ""));
    osr_sandbox_shape_string (call->builder, "description",
                              osr_sandbox_call_string (call, "description", ""));
    osr_sandbox_shape_string (call->builder, "access_key", file->secret);
  }
  json_builder_end_object (call->builder);
  return TRUE;
}

gboolean
osr_sandbox_photos_get_upload_server (OsrSandboxCall *call)
{
  return answer_place (call, "photo");
}

gboolean
osr_sandbox_docs_get_upload_server (OsrSandboxCall *call)
{
  return answer_place (call, "doc");
}

gboolean
osr_sandbox_video_save (OsrSandboxCall *call)
{
  return answer_place (call, "video");
}

static char *
hash_of (const OsrSandboxFile *file)
{
  return g_compute_checksum_for_string (G_CHECKSUM_MD5, file->secret, -1);
}

/* (nullable): the upload whose secret stands in @text */
static OsrSandboxFile *
find_upload (OsrSandboxCall *call, const char *text)
{
  for (guint i = 0; i < call->wall->files->len; i++) {
    OsrSandboxFile *file = call->wall->files->pdata[i];

    if (file->bytes != NULL && strstr (text, file->secret) != NULL)
      return file;
  }
  return NULL;
}

gboolean
osr_sandbox_photos_save (OsrSandboxCall *call)
{
  OsrSandboxFile *file = find_upload (call, osr_sandbox_call_string (call, "photo", ""));
  g_autofree char *hash = file != NULL ? hash_of (file) : NULL;
  gint64 community;

  if (file == NULL)
    return osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "photos_list is invalid");
  community = community_of (call);
  if (community == 0)
    return FALSE;
  if (community != file->community || osr_sandbox_call_int (call, "server", 0) != SERVER ||
      g_strcmp0 (osr_sandbox_call_string (call, "hash", NULL), hash) != 0)
    return osr_sandbox_call_fail (call, OSR_SANDBOX_HASH, "%s", "");
  file->saved = TRUE;
  osr_sandbox_save (call->sandbox);
  json_builder_begin_array (call->builder);
  json_builder_begin_object (call->builder);
  osr_sandbox_shape_file (call->builder, call->wall, file);
  json_builder_end_object (call->builder);
  json_builder_end_array (call->builder);
  return TRUE;
}

gboolean
osr_sandbox_docs_save (OsrSandboxCall *call)
{
  OsrSandboxFile *file = find_upload (call, osr_sandbox_call_string (call, "file", ""));

  if (file == NULL || !osr_sandbox_call_speaks_for (call, -file->community))
    return osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "file is invalid");
  file->saved = TRUE;
  osr_sandbox_save (call->sandbox);
  json_builder_begin_object (call->builder);
  osr_sandbox_shape_string (call->builder, "type", "doc");
  osr_sandbox_shape_object (call->builder, "doc");
  osr_sandbox_shape_file (call->builder, call->wall, file);
  json_builder_end_object (call->builder);
  json_builder_end_object (call->builder);
  return TRUE;
}

/* "photo-31_456239017" or with "_key" behind it: of the wall's community, or of who writes there. */
static OsrSandboxFile *
find_attachment (OsrSandboxCall *call, gint64 community, const char *name)
{
  static const char *const kinds[] = { "photo", "video", "doc" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_auto (GStrv) parts = NULL;
    OsrSandboxFile *file;
    gint64 owner, id;

    if (!g_str_has_prefix (name, kinds[i]))
      continue;
    parts = g_strsplit (name + strlen (kinds[i]), "_", 3);
    if (g_strv_length (parts) < 2 ||
        !g_ascii_string_to_signed (parts[0], 10, G_MININT64, -1, &owner, NULL) ||
        !g_ascii_string_to_signed (parts[1], 10, 1, G_MAXINT64, &id, NULL))
      return NULL;
    file = osr_sandbox_wall_file (call->wall, id);
    return file != NULL && file->saved && owner == -file->community &&
                   (file->community == community || osr_sandbox_call_speaks_for (call, owner)) &&
                   strcmp (file->kind, kinds[i]) == 0
               ? file
               : NULL;
  }
  return NULL;
}

gboolean
osr_sandbox_call_read_files (OsrSandboxCall *call, gint64 community, GPtrArray *files)
{
  g_auto (GStrv) names = osr_sandbox_call_list (call, "attachments");

  for (guint i = 0; names[i] != NULL; i++) {
    OsrSandboxFile *file = find_attachment (call, community, names[i]);

    if (file == NULL || i >= MAX_FILES)
      return osr_sandbox_call_fail (call, OSR_SANDBOX_PARAM, "attachments: %s is not there",
                                    names[i]);
    g_ptr_array_add (files, file);
  }
  return TRUE;
}

/* Takes the part of that name; its file name is the upload's. */
static gboolean
take_part (OsrSandboxExchange *exchange, OsrSandboxFile *file, const char *part)
{
  SoupServerMessage *msg = exchange->msg;
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (msg));
  g_autoptr (SoupMultipart) multipart =
      soup_multipart_new_from_message (soup_server_message_get_request_headers (msg), body);

  for (int i = 0; multipart != NULL && i < soup_multipart_get_length (multipart); i++) {
    g_autofree char *disposition = NULL;
    g_autoptr (GHashTable) params = NULL;
    SoupMessageHeaders *headers;
    GBytes *bytes;

    if (!soup_multipart_get_part (multipart, i, &headers, &bytes) ||
        !soup_message_headers_get_content_disposition (headers, &disposition, &params) ||
        g_strcmp0 (g_hash_table_lookup (params, "name"), part) != 0)
      continue;
    g_clear_pointer (&file->bytes, g_bytes_unref);
    file->bytes = g_bytes_ref (bytes);
    file->size = (gint64) g_bytes_get_size (bytes);
    g_free (file->name);
    file->name = g_strdup (g_hash_table_lookup (params, "filename"));
    return file->name != NULL && file->size > 0;
  }
  return FALSE;
}

static gboolean
is_picture (const OsrSandboxFile *file)
{
  static const char *const ends[] = { ".jpg", ".jpeg", ".png", ".gif" };
  g_autofree char *lower = g_utf8_strdown (file->name, -1);
  gsize length;
  const char *bytes = g_bytes_get_data (file->bytes, &length);
  gboolean named = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    named = named || g_str_has_suffix (lower, ends[i]);
  return named && length >= 4 &&
         (memcmp (bytes, "\xff\xd8\xff", 3) == 0 || memcmp (bytes, "\x89PNG", 4) == 0 ||
          memcmp (bytes, "GIF8", 4) == 0);
}

static void
answer_photo (JsonBuilder *builder, const OsrSandboxFile *file)
{
  g_autofree char *hash = hash_of (file);
  g_autofree char *photo = g_strdup_printf ("[{\"photo\":\"%s\",\"sizes\":[]}]", file->secret);

  osr_sandbox_shape_int (builder, "server", SERVER);
  osr_sandbox_shape_string (builder, "photo", is_picture (file) ? photo : "[]");
  osr_sandbox_shape_string (builder, "hash", hash);
}

static void
answer_video (JsonBuilder *builder, OsrSandboxFile *file)
{
  g_autofree char *hash = hash_of (file);

  file->saved = TRUE;
  osr_sandbox_shape_int (builder, "size", file->size);
  osr_sandbox_shape_int (builder, "owner_id", -file->community);
  osr_sandbox_shape_int (builder, "video_id", file->id);
  osr_sandbox_shape_string (builder, "video_hash", hash);
}

static void
handle (OsrSandboxExchange *exchange)
{
  g_auto (GStrv) parts = g_strsplit (exchange->rest, "/", 3);
  const char *secret = parts[0] != NULL ? parts[1] : NULL;
  OsrSandboxFile *file = osr_sandbox_wall_file_by_secret (exchange->wall, secret);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const char *part = "file";

  if (file != NULL && strcmp (file->kind, "doc") != 0)
    part = strcmp (file->kind, "photo") == 0 ? "photo" : "video_file";
  json_builder_begin_object (builder);
  if (file == NULL || !take_part (exchange, file, part))
    osr_sandbox_shape_string (builder, "error", "ERR_UPLOAD_BAD_FILE");
  else if (strcmp (part, "photo") == 0)
    answer_photo (builder, file);
  else if (strcmp (part, "file") == 0)
    osr_sandbox_shape_string (builder, "file", file->secret);
  else
    answer_video (builder, file);
  json_builder_end_object (builder);
  osr_sandbox_exchange_answer_built (exchange, SOUP_STATUS_OK, builder);
}

static char *
name_of (const OsrSandboxExchange *exchange)
{
  return g_strdup ("vk-upload");
}

static const char *const names[] = { "vk-upload", NULL };

const OsrSandboxConnector osr_sandbox_vk_upload_connector = {
  .prefix = PREFIX,
  .methods = names,
  .name = name_of,
  .handle = handle,
};
