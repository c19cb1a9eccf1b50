/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts are cut here and not by libsoup, which knows no If-Range. Of several ranges at once the
 * whole is answered, as the standard allows. */
#include "coordinator/files/osr-file-answer.h"

#include "coordinator/osr-coordinator-error.h"
#include "coordinator/osr-server.h"

static gboolean
names (const char *list, const char *etag)
{
  g_auto (GStrv) tags = list != NULL ? g_strsplit (list, ",", 32) : NULL;

  for (guint i = 0; tags != NULL && tags[i] != NULL; i++) {
    const char *tag = g_strstrip (tags[i]);

    if (g_str_equal (tag, "*") || g_str_equal (tag, etag))
      return TRUE;
  }
  return FALSE;
}

gboolean
osr_answer_is_other (SoupServerMessage *message, const char *etag)
{
  const char *wanted =
      soup_message_headers_get_one (soup_server_message_get_request_headers (message), "If-Match");

  return wanted != NULL && !names (wanted, etag);
}

/* Takes the one range that is asked for. Returns: whether there is one; @satisfiable: it is in the file */
static gboolean
take_range (SoupServerMessage *message, const char *etag, goffset length, SoupRange *range,
            gboolean *satisfiable)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *text = soup_message_headers_get_one (headers, "Range");
  const char *only_if = soup_message_headers_get_one (headers, "If-Range");
  SoupRange *ranges = NULL;
  int n = 0;
  gboolean one;

  *satisfiable = TRUE;
  if (text == NULL || (only_if != NULL && !g_str_equal (only_if, etag)))
    return FALSE;
  if (!soup_message_headers_get_ranges (headers, length, &ranges, &n)) {
    /* not a range at all is passed over; one beyond the end is not */
    *satisfiable = !g_str_has_prefix (text, "bytes=");
    return !*satisfiable;
  }
  one = n == 1;
  if (one) {
    *range = ranges[0];
    range->end = MIN (range->end, length - 1);
    *satisfiable = range->start >= 0 && range->start <= range->end;
  }
  soup_message_headers_free_ranges (headers, ranges);
  return one;
}

static void
refuse (SoupServerMessage *message, int code, const char *sentence)
{
  g_autoptr (GError) error = g_error_new_literal (OSR_COORDINATOR_ERROR, code, sentence);

  osr_answer_error (message, error, NULL);
}

static void
refuse_range (SoupServerMessage *message, goffset length)
{
  g_autofree char *all = g_strdup_printf ("bytes */%" G_GOFFSET_FORMAT, length);

  refuse (message, OSR_COORDINATOR_ERROR_RANGE, "The file has no such part.");
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Content-Range",
                                all);
}

static void
set_headers (SoupServerMessage *message, const char *etag, const char *type)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_message_headers_replace (headers, "Content-Type", type);
  soup_message_headers_replace (headers, "ETag", etag);
  soup_message_headers_replace (headers, "Accept-Ranges", "bytes");
  soup_message_headers_replace (headers, "Cache-Control", "private, no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
}

static void
append (SoupServerMessage *message, GBytes *bytes)
{
  SoupMessageBody *body = soup_server_message_get_response_body (message);

  soup_message_body_truncate (body);
  soup_message_body_append_bytes (body, bytes);
}

static void
answer_bytes (SoupServerMessage *message, GBytes *bytes, const char *etag)
{
  SoupMessageHeaders *asked = soup_server_message_get_request_headers (message);
  goffset length = (goffset) g_bytes_get_size (bytes);
  SoupRange range = { 0, length - 1 };
  gboolean satisfiable;
  gboolean part = take_range (message, etag, length, &range, &satisfiable);
  g_autoptr (GBytes) piece = NULL;

  soup_message_headers_remove (asked, "Range"); /* it is done with */
  if (!satisfiable) {
    refuse_range (message, length);
    return;
  }
  soup_server_message_set_status (message, part ? SOUP_STATUS_PARTIAL_CONTENT : SOUP_STATUS_OK,
                                  NULL);
  if (part)
    soup_message_headers_set_content_range (soup_server_message_get_response_headers (message),
                                            range.start, range.end, length);
  piece =
      g_bytes_new_from_bytes (bytes, (gsize) range.start, (gsize) (range.end - range.start + 1));
  append (message, piece);
}

void
osr_answer_file (SoupServerMessage *message, const char *path, const char *etag, const char *type)
{
  SoupMessageHeaders *asked = soup_server_message_get_request_headers (message);
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;

  if (bytes == NULL) {
    refuse (message, OSR_COORDINATOR_ERROR_NOT_FOUND, "There is no such file for you.");
    return;
  }
  if (osr_answer_is_other (message, etag)) {
    refuse (message, OSR_COORDINATOR_ERROR_OTHER_FILE, "It is another file by now; begin anew.");
    return;
  }
  set_headers (message, etag, type);
  if (names (soup_message_headers_get_one (asked, "If-None-Match"), etag))
    soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
  else
    answer_bytes (message, bytes, etag);
}
