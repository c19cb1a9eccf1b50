/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The official list of codes, and the few of them that are not final. */
#include "social/ok/osr-ok-fault.h"

#include "core/osr-json.h"
#include "social/osr-social-reader.h"

static const struct {
  gint64 code;
  const char *name;
} names[] = {
  { 1, "UNKNOWN" },
  { 2, "SERVICE" },
  { 3, "METHOD" },
  { 4, "REQUEST" },
  { 7, "ACTION_BLOCKED" },
  { 8, "FLOOD_BLOCKED" },
  { 9, "IP_BLOCKED" },
  { 10, "PERMISSION_DENIED" },
  { 11, "LIMIT_REACHED" },
  { 12, "CANCELLED" },
  { 21, "NOT_MULTIPART" },
  { 22, "NOT_ACTIVATED" },
  { 23, "NOT_YET_INVOLVED" },
  { 24, "NOT_OWNER" },
  { 25, "NOT_ACTIVE" },
  { 26, "TOTAL_LIMIT_REACHED" },
  { 30, "NETWORK" },
  { 31, "NETWORK_TIMEOUT" },
  { 50, "NOT_ADMIN" },
  { 100, "PARAM" },
  { 101, "PARAM_API_KEY" },
  { 102, "PARAM_SESSION_EXPIRED" },
  { 103, "PARAM_SESSION_KEY" },
  { 104, "PARAM_SIGNATURE" },
  { 105, "PARAM_RESIGNATURE" },
  { 106, "PARAM_ENTITY_ID" },
  { 110, "PARAM_USER_ID" },
  { 120, "PARAM_ALBUM_ID" },
  { 121, "PARAM_PHOTO_ID" },
  { 130, "PARAM_WIDGET" },
  { 140, "PARAM_MESSAGE_ID" },
  { 141, "PARAM_COMMENT_ID" },
  { 150, "PARAM_HAPPENING_ID" },
  { 151, "PARAM_HAPPENING_PHOTO_ID" },
  { 160, "PARAM_GROUP_ID" },
  { 200, "PARAM_PERMISSION" },
  { 210, "PARAM_APPLICATION_DISABLED" },
  { 211, "PARAM_DECISION" },
  { 220, "PARAM_FIELDSET" },
  { 300, "NOT_FOUND" },
  { 451, "NOT_SESSION_METHOD" },
  { 453, "SESSION_REQUIRED" },
  { 454, "CENSOR_MATCH" },
  { 455, "FRIEND_RESTRICTION" },
  { 456, "GROUP_RESTRICTION" },
  { 457, "UNAUTHORIZED_RESTRICTION" },
  { 458, "PRIVACY_RESTRICTION" },
  { 500, "PHOTO_SIZE_LIMIT_EXCEEDED" },
  { 501, "PHOTO_SIZE_TOO_SMALL" },
  { 502, "PHOTO_SIZE_TOO_BIG" },
  { 503, "PHOTO_INVALID_FORMAT" },
  { 504, "PHOTO_IMAGE_CORRUPTED" },
  { 505, "PHOTO_NO_IMAGE" },
  { 511, "IDS_BLOCKED" },
  { 514, "IDS_SESSION_VERIFICATION_REQUIRED" },
  { 600, "MEDIA_TOPIC_BLOCK_LIMIT" },
  { 601, "MEDIA_TOPIC_TEXT_LIMIT" },
  { 607, "MEDIA_TOPIC_LINK_BAD_FORMAT" },
  { 700, "COMMENT_NOT_FOUND" },
  { 701, "INVALID_AUTHOR" },
  { 702, "COMMENT_NOT_ACTIVE" },
  { 704, "TIMEOUT_EXCEEDED" },
  { 705, "CHAT_NOT_FOUND" },
  { 706, "MESSAGE_NOT_ACTIVE" },
  { 900, "NO_SUCH_APP" },
  { 1200, "BATCH" },
  { 2001, "GRAPH_PARAM_REQUEST" },
  { 5000, "INVALID_RESPONSE" },
  { 9999, "SYSTEM" },
};

static const struct {
  gint64 code;
  OsrNetError class;
} classes[] = {
  /* inside the network, or on the way to it */
  { 1, OSR_NET_ERROR_TEMPORARY },
  { 2, OSR_NET_ERROR_TEMPORARY },
  { 30, OSR_NET_ERROR_TEMPORARY },
  { 31, OSR_NET_ERROR_TEMPORARY },
  { 704, OSR_NET_ERROR_TEMPORARY },
  { 5000, OSR_NET_ERROR_TEMPORARY },
  { 9999, OSR_NET_ERROR_TEMPORARY },
  /* too much: flood, the address, a limit */
  { 8, OSR_NET_ERROR_RATE_LIMITED },
  { 9, OSR_NET_ERROR_RATE_LIMITED },
  { 11, OSR_NET_ERROR_RATE_LIMITED },
  { 26, OSR_NET_ERROR_RATE_LIMITED },
  /* the token; a person must confirm */
  { 101, OSR_NET_ERROR_AUTH },
  { 102, OSR_NET_ERROR_AUTH },
  { 103, OSR_NET_ERROR_AUTH },
  { 104, OSR_NET_ERROR_AUTH },
  { 453, OSR_NET_ERROR_AUTH },
  { 511, OSR_NET_ERROR_AUTH },
  { 514, OSR_NET_ERROR_AUTH },
};

const char *
osr_ok_error_name (gint64 code)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if (names[i].code == code)
      return names[i].name;
  }
  return NULL;
}

OsrNetError
osr_ok_error_class (gint64 code, gboolean writes)
{
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++) {
    if (classes[i].code != code)
      continue;
    return writes && classes[i].class == OSR_NET_ERROR_TEMPORARY ? OSR_NET_ERROR_UNCERTAIN
                                                                 : classes[i].class;
  }
  return writes && osr_ok_error_name (code) == NULL ? OSR_NET_ERROR_UNCERTAIN
                                                    : OSR_NET_ERROR_REJECTED;
}

static OsrNetworkFault *
make_fault (OsrNetworkAccount *account, gint64 code, const char *said, gboolean writes)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, code);

  return osr_network_fault_new (account, digits, osr_ok_error_name (code), said,
                                osr_ok_error_class (code, writes));
}

OsrNetworkFault *
osr_ok_fault_read_header (OsrNetworkAccount *account, OsrHttpAnswer *answer, gboolean writes)
{
  const char *value = osr_http_answer_get_header (answer, "invocation-error");
  gint64 code;

  if (value == NULL || !g_ascii_string_to_signed (value, 10, 1, G_MAXINT32, &code, NULL))
    return NULL;
  return make_fault (account, code, NULL, writes);
}

OsrNetworkFault *
osr_ok_fault_read (OsrNetworkAccount *account, JsonObject *root, gboolean writes)
{
  if (root == NULL || !json_object_has_member (root, "error_code"))
    return NULL;
  return make_fault (account, osr_social_int (root, "error_code", 0),
                     osr_json_get_string (root, "error_msg"), writes);
}
