/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signatures of the four kinds of pictures that networks hand out. */
#include "coordinator/monitor/osr-picture-type.h"

#include <string.h>

static const struct {
  const char *type;
  const char *begins;
  gsize length;
} signatures[] = {
  { "image/jpeg", "\xff\xd8\xff", 3 },
  { "image/png", "\x89PNG\r\n\x1a\n", 8 },
  { "image/gif", "GIF87a", 6 },
  { "image/gif", "GIF89a", 6 },
};

const char *
osr_picture_type (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  for (guint i = 0; i < G_N_ELEMENTS (signatures); i++) {
    if (length > signatures[i].length &&
        memcmp (data, signatures[i].begins, signatures[i].length) == 0)
      return signatures[i].type;
  }
  if (length > 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0)
    return "image/webp";
  return NULL;
}
