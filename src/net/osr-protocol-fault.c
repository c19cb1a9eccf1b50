/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table from HTTP statuses and the coordinator's codes to the errors of the program. */
#include "net/osr-protocol-fault.h"

#include "core/osr-error.h"
#include "core/osr-json.h"
#include "net/osr-net-error.h"
#include "net/osr-protocol-records.h"

#define MAX_SENTENCE 500

static JsonObject *
read_fault (OsrHttpAnswer *answer)
{
  gsize length;
  const char *bytes = g_bytes_get_data (osr_http_answer_get_body (answer), &length);

  return osr_json_read_object (bytes != NULL ? bytes : "", (gssize) length, OSR_WIRE_ANSWER_MOST,
                               "answer", NULL);
}

/* Statuses that mean the same whoever answers them. */
static gboolean
code_of_status (guint status, OsrNetError *code)
{
  if (status == 429)
    *code = OSR_NET_ERROR_RATE_LIMITED;
  else if (status == 507)
    *code = OSR_NET_ERROR_NO_ROOM;
  else if (status == 408 || status >= 500)
    *code = OSR_NET_ERROR_TEMPORARY;
  else
    return FALSE;
  return TRUE;
}

static char *
dup_sentence (JsonObject *fault, guint status)
{
  const char *message = osr_json_get_string (fault, "message");

  if (message == NULL || *message == '\0')
    return g_strdup_printf ("The coordinator answered with status %u", status);
  if (g_utf8_strlen (message, -1) <= MAX_SENTENCE)
    return g_strdup (message);
  return g_utf8_substring (message, 0, MAX_SENTENCE);
}

static void
set_refusal (guint status, const char *nick, const char *sentence, GError **error)
{
  int code = 0;

  if (status == 401)
    g_set_error_literal (error, OSR_NET_ERROR, OSR_NET_ERROR_AUTH, sentence);
  else if (status == 426)
    g_set_error_literal (error, OSR_NET_ERROR, OSR_NET_ERROR_UPGRADE, sentence);
  else if (osr_core_error_from_nick (nick, &code))
    g_set_error_literal (error, OSR_CORE_ERROR, code, sentence);
  else if (status == 409)
    g_set_error_literal (error, OSR_CORE_ERROR, OSR_CORE_ERROR_STALE, sentence);
  else
    g_set_error_literal (error, OSR_NET_ERROR, OSR_NET_ERROR_REJECTED, sentence);
}

JsonObject *
osr_protocol_fault_set (OsrHttpAnswer *answer, GError **error)
{
  guint status = osr_http_answer_get_status (answer);
  g_autoptr (JsonObject) body = read_fault (answer);
  JsonObject *fault = body != NULL ? osr_json_get_object (body, "error") : NULL;
  const char *nick = fault != NULL ? osr_json_get_string (fault, "code") : NULL;
  g_autofree char *sentence = NULL;
  OsrNetError code;

  if (nick == NULL && !code_of_status (status, &code)) {
    g_set_error (error, OSR_NET_ERROR, OSR_NET_ERROR_PROTOCOL,
                 "Status %u did not come from a coordinator", status);
    return NULL;
  }
  sentence = dup_sentence (fault, status);
  if (code_of_status (status, &code))
    g_set_error_literal (error, OSR_NET_ERROR, code, sentence);
  else
    set_refusal (status, nick, sentence, error);
  return g_steal_pointer (&body);
}
