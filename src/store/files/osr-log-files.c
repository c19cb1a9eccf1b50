/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files stand in folders of the first two digits of their digest. They are looked at where they lie:
 * nothing of them is read into memory at once. */
#include "store/files/osr-log-files.h"

#include "core/osr-chain.h"
#include "core/media/osr-media-limits.h"
#include "core/media/osr-media-list.h"
#include "core/osr-error.h"

char *
osr_log_dup_file_path (OsrLog *self, const char *digest)
{
  g_autofree char *folder = NULL;
  g_autofree char *begin = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (!osr_is_digest (digest))
    return NULL;
  folder = g_path_get_dirname (osr_log_get_path (self));
  begin = g_strndup (digest, 2);
  return g_build_filename (folder, OSR_LOG_FILES, begin, digest, NULL);
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
check_size (const OsrMediaLook *look, gsize size, const OsrMediaLimits *limits, GError **error)
{
  gboolean video = look->kind == OSR_MEDIA_VIDEO;

  if (look->kind == OSR_MEDIA_WEBP && !limits->webp)
    return refuse (error, "The network takes no photos of this kind");
  if (video && limits->video_size == 0)
    return refuse (error, "The network takes no videos with a reply");
  return size <= (video ? limits->video_size : limits->photo_size) ||
         refuse (error, "A file is larger than the network takes");
}

static gboolean
check_file (OsrLog *self, const char *digest, const OsrMediaLimits *limits, GError **error)
{
  g_autofree char *path = osr_log_dup_file_path (self, digest);
  g_autoptr (GMappedFile) map = path != NULL ? g_mapped_file_new (path, FALSE, NULL) : NULL;
  g_autoptr (GBytes) bytes = map != NULL ? g_mapped_file_get_bytes (map) : NULL;
  OsrMediaLook look;

  if (bytes == NULL)
    return refuse (error, OSR_LOG_FILE_ABSENT);
  if (!osr_media_look (bytes, &look, error))
    return FALSE;
  if (!osr_media_is_clean (bytes))
    return refuse (error, "A file still tells where, when or with what it was made");
  return check_size (&look, g_bytes_get_size (bytes), limits, error);
}

gboolean
osr_log_check_files (OsrLog *self, JsonObject *members, const char *network, GError **error)
{
  const OsrMediaLimits *limits =
      network != NULL ? osr_media_limits_of (network) : osr_media_limits_by_hand ();
  g_autofree char *list = osr_media_list_dup (members);
  g_auto (GStrv) digests = g_strsplit (list != NULL ? list : "", ",", -1);

  for (guint i = 0; digests[i] != NULL; i++) {
    if (!check_file (self, digests[i], limits, error))
      return FALSE;
  }
  return TRUE;
}
