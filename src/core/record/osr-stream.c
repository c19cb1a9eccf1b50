/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of each name. Whether such a stream exists is the log's. */
#include "core/record/osr-stream.h"

#include <string.h>

#include "core/osr-event.h"

#define MAX_ACCOUNT_BYTES 64

/* The ids that the directory takes (osr-rules-office.c). */
static gboolean
is_account (const char *id)
{
  gsize length = strlen (id);

  for (const char *c = id; *c != '\0'; c++) {
    if (!g_ascii_isalnum (*c) && strchr ("-_.@", *c) == NULL && (guchar) *c < 0x80)
      return FALSE;
  }
  return length > 0 && length <= MAX_ACCOUNT_BYTES && g_utf8_validate (id, (gssize) length, NULL);
}

OsrStreamKind
osr_stream_get_kind (const char *stream)
{
  const char *account = osr_stream_get_account (stream);

  if (stream == NULL)
    return OSR_STREAM_UNKNOWN;
  if (g_str_equal (stream, OSR_STREAM_OFFICE))
    return OSR_STREAM_OF_OFFICE;
  if (g_str_equal (stream, OSR_STREAM_CHECKPOINT))
    return OSR_STREAM_OF_CHECKPOINTS;
  if (account != NULL)
    return is_account (account) ? OSR_STREAM_OF_ACCOUNT : OSR_STREAM_UNKNOWN;
  if (g_str_has_prefix (stream, OSR_STREAM_REPORT_PREFIX))
    return g_uuid_string_is_valid (stream + strlen (OSR_STREAM_REPORT_PREFIX))
               ? OSR_STREAM_OF_REPORT
               : OSR_STREAM_UNKNOWN;
  return g_uuid_string_is_valid (stream) ? OSR_STREAM_OF_CASE : OSR_STREAM_UNKNOWN;
}

gboolean
osr_stream_is_record (const char *stream)
{
  OsrStreamKind kind = osr_stream_get_kind (stream);

  return kind == OSR_STREAM_OF_ACCOUNT || kind == OSR_STREAM_OF_REPORT ||
         kind == OSR_STREAM_OF_CHECKPOINTS;
}

char *
osr_stream_new_for_account (const char *id)
{
  return g_strconcat (OSR_STREAM_ACCOUNT_PREFIX, id, NULL);
}

char *
osr_stream_new_for_report (void)
{
  g_autofree char *uuid = g_uuid_string_random ();

  return g_strconcat (OSR_STREAM_REPORT_PREFIX, uuid, NULL);
}

const char *
osr_stream_get_account (const char *stream)
{
  if (stream == NULL || !g_str_has_prefix (stream, OSR_STREAM_ACCOUNT_PREFIX))
    return NULL;
  return stream + strlen (OSR_STREAM_ACCOUNT_PREFIX);
}
