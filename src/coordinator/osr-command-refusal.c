/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A refusal is kept beside the accepted commands as its status and the body of its answer. */
#include "coordinator/osr-command-refusal.h"

#include "coordinator/osr-coordinator-error.h"
#include "core/osr-error.h"
#include "core/osr-json.h"

#define STATUS_ACCEPTED 200

gboolean
osr_command_refusal_is_final (const OsrOffer *offer, JsonArray *missing, const GError *refusal)
{
  guint status = osr_refusal_get_status (refusal);
  gboolean ahead = status == 409 && (missing == NULL || json_array_get_length (missing) == 0);

  if (status != 400 && status != 403 && status != 404 && status != 409 && status != 422)
    return FALSE;
  return !offer->again || (status != 404 && !ahead);
}

static GBytes *
build_answer (const GError *refusal)
{
  g_autoptr (JsonObject) answer = json_object_new ();
  JsonObject *inner = json_object_new ();
  char *text;

  json_object_set_string_member (inner, "code", osr_refusal_get_nick (refusal));
  json_object_set_string_member (inner, "message", refusal->message);
  json_object_set_object_member (answer, "error", inner);
  text = osr_json_write_object (answer);
  return g_bytes_new_take (text, strlen (text));
}

gboolean
osr_command_refusal_store (OsrLog *log, const OsrOffer *offer, const char *stream,
                           const GError *refusal, GError **error)
{
  g_autoptr (GBytes) answer = build_answer (refusal);
  g_autoptr (OsrLogTransaction) transaction = osr_log_begin (log, error);
  OsrLogCommand stored = { .uuid = offer->id,
                           .person = offer->person,
                           .stream = stream,
                           .status = (int) osr_refusal_get_status (refusal),
                           .raw = offer->raw,
                           .answer = answer };

  return transaction != NULL && osr_log_store_command (log, &stored, error) &&
         osr_log_commit (transaction, error);
}

/* Rules have their own codes; the few of the coordinator are told apart by their status. */
static void
set_refusal (int status, const char *nick, const char *message, GError **error)
{
  int code;

  if (nick != NULL && osr_core_error_from_nick (nick, &code))
    g_set_error_literal (error, OSR_CORE_ERROR, code, message);
  else
    g_set_error_literal (error, OSR_COORDINATOR_ERROR,
                         status == 404   ? OSR_COORDINATOR_ERROR_NOT_FOUND
                         : status == 403 ? OSR_COORDINATOR_ERROR_FORBIDDEN
                         : status == 409 ? OSR_COORDINATOR_ERROR_CONFLICT
                                         : OSR_COORDINATOR_ERROR_MALFORMED,
                         message);
}

gboolean
osr_command_refusal_recall (const OsrLogAnswer *answer, GError **error)
{
  g_autoptr (JsonObject) root = NULL;
  JsonObject *inner;
  const char *message;
  gsize length;
  const char *bytes;

  if (answer->status == STATUS_ACCEPTED)
    return TRUE;
  bytes = g_bytes_get_data (answer->answer, &length);
  root = osr_json_read_object (bytes, (gssize) length, 0, "answer", error);
  inner = root != NULL ? osr_json_get_object (root, "error") : NULL;
  message = inner != NULL ? osr_json_get_string (inner, "message") : NULL;
  if (root != NULL)
    set_refusal (answer->status, inner != NULL ? osr_json_get_string (inner, "code") : NULL,
                 message != NULL ? message : "The command was refused before.", error);
  return FALSE;
}
