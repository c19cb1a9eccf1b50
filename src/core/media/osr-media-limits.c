/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table. The other networks answer with words alone: comments of MAX and Odnoklassniki, Instagram and
 * YouTube have no files, or none that their interfaces take. */
#include "core/media/osr-media-limits.h"

#define MIB ((guint64) 1024 * 1024)

static const struct {
  const char *network;
  OsrMediaLimits limits;
} table[] = {
  { "vk", { OSR_MEDIA_MAX_FILES, 50 * MIB, 50 * MIB, 0, FALSE } },
  { "telegram", { 10, 10 * MIB, 50 * MIB, 1024, TRUE } },
};

const OsrMediaLimits *
osr_media_limits_of (const char *network)
{
  static const OsrMediaLimits none = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++) {
    if (g_strcmp0 (table[i].network, network) == 0)
      return &table[i].limits;
  }
  return &none;
}

const OsrMediaLimits *
osr_media_limits_by_hand (void)
{
  static const OsrMediaLimits any = { OSR_MEDIA_MAX_FILES, OSR_MEDIA_MAX_BYTES, OSR_MEDIA_MAX_BYTES,
                                      0, TRUE };

  return &any;
}
