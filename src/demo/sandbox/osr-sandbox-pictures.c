/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture shows its own number: no two are the same, and each can be drawn again. */
#include "demo/sandbox/osr-sandbox-pictures.h"

#include <string.h>

#include "demo/sandbox/vk/osr-sandbox-vk-picture.h"

#define PREFIX    "/_file/"
#define FILE_NAME "drawn.png"

static GBytes *
draw (gint64 id)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  return osr_sandbox_picture_of_digits (digits);
}

OsrSandboxFile *
osr_sandbox_picture_add (OsrSandboxWall *wall, OsrSandboxPost *post, OsrSandboxComment *comment)
{
  OsrSandboxFile *file =
      osr_sandbox_wall_add_file (wall, -post->owner_id, "photo", FILE_NAME, NULL);

  file->bytes = draw (file->id);
  file->size = (gint64) g_bytes_get_size (file->bytes);
  file->saved = TRUE;
  osr_sandbox_comment_add_file (comment, file);
  return file;
}

char *
osr_sandbox_picture_address (const OsrSandboxWall *wall, const OsrSandboxFile *file)
{
  return g_strdup_printf ("%s" PREFIX "%s", wall->base != NULL ? wall->base : "", file->secret);
}

GBytes *
osr_sandbox_picture_bytes (const OsrSandboxFile *file)
{
  if (file->bytes != NULL)
    return g_bytes_ref (file->bytes);
  return g_strcmp0 (file->name, FILE_NAME) == 0 ? draw (file->id) : NULL;
}

static const char *
type_of (const OsrSandboxFile *file, GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (strcmp (file->kind, "photo") != 0)
    return "application/octet-stream";
  return length > 3 && memcmp (data, "\xff\xd8\xff", 3) == 0 ? "image/jpeg" : "image/png";
}

gboolean
osr_sandbox_picture_answer (OsrSandboxWall *wall, SoupServerMessage *msg, const char *path)
{
  const OsrSandboxFile *file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gconstpointer data;
  gsize length;

  if (!g_str_has_prefix (path, PREFIX))
    return FALSE;
  file = osr_sandbox_wall_file_by_secret (wall, path + strlen (PREFIX));
  bytes = file != NULL ? osr_sandbox_picture_bytes (file) : NULL;
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  soup_server_message_set_status (msg, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (msg, type_of (file, bytes), SOUP_MEMORY_COPY, data, length);
  return TRUE;
}
