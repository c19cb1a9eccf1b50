/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A name, a number and a hash have no line's end in them: two heads never give the same bytes. */
#include "core/audit/osr-heads.h"

char *
osr_heads_leaf (const char *stream, gint64 version, const char *hash)
{
  g_autofree char *text = g_strdup_printf ("%s\n%" G_GINT64_FORMAT "\n%s", stream, version, hash);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}
