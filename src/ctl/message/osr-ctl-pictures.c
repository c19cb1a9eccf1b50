/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing is decoded here: a photo that lies on its side is refused, since how it lies would be cleaned
 * away. A screenshot never does. */
#include "ctl/message/osr-ctl-pictures.h"

#include <glib/gi18n.h>

#include "core/media/osr-media-limits.h"
#include "core/media/osr-media-proof.h"
#include "core/osr-error.h"
#include "core/osr-json.h"

static GBytes *
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, sentence);
  return NULL;
}

/* The size is looked at before anything is read. */
GBytes *
osr_ctl_pictures_load (const char *path, GError **error)
{
  g_autoptr (GMappedFile) map = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GBytes) bytes = NULL;
  OsrMediaLook look;

  if (map == NULL)
    return NULL;
  if (g_mapped_file_get_length (map) > OSR_MEDIA_MAX_BYTES)
    return refuse (error, _ ("The file is larger than 50 MiB"));
  bytes = g_mapped_file_get_bytes (map);
  if (!osr_media_look (bytes, &look, error))
    return NULL;
  if (look.orientation != 1)
    return refuse (error, _ ("The photo lies on its side and cannot be turned here"));
  return osr_media_clean (bytes, error);
}

static char *
send_one (OsrCtlReader *reader, const char *path, GError **error)
{
  g_autoptr (GBytes) clean = osr_ctl_pictures_load (path, error);

  return clean != NULL ? osr_ctl_reader_put_file (reader, clean, error) : NULL;
}

gboolean
osr_ctl_pictures_send (OsrCtlReader *reader, char **paths, JsonObject *members, JsonObject *payload,
                       GError **error)
{
  g_autoptr (GString) digests = g_string_new (NULL);
  g_autofree char *words = g_strdup (osr_json_get_string (members, "proof"));

  for (guint i = 0; paths != NULL && paths[i] != NULL; i++) {
    g_autofree char *digest = send_one (reader, paths[i], error);

    if (digest == NULL) {
      g_prefix_error (error, "%s: ", paths[i]);
      return FALSE;
    }
    g_string_append_printf (digests, "%s%s", digests->len > 0 ? "," : "", digest);
  }
  if (digests->len > 0)
    osr_media_proof_set (members, &payload, words, digests->str);
  return TRUE;
}
